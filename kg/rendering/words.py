"""The words of our pages in English and Chinese, for people to read and for the pages' scripts to switch between."""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES = ("en", "zh")

# "one|many" where English tells them apart; {n} is the number.
WORDS: dict[str, tuple[str, str]] = {
    "search": ("Search names", "搜索名称"),
    "nothing found": ("Nothing has this name", "没有匹配的名称"),
    "show": ("Show", "显示"),
    "at least": ("Links that weigh {n} or more", "关联权重不低于 {n}"),
    "nodes": ("{n} node|{n} nodes", "{n} 个节点"),
    "links": ("{n} link|{n} links", "{n} 条关联"),
    "facts": ("{n} fact|{n} facts", "{n} 条事实"),
    "articles": ("from {n} article|from {n} articles", "来自 {n} 篇文章"),
    "and the authority": ("and the authority's tables", "及权威表"),
    "by the authority": ("from the authority's tables", "来自权威表"),
    "more": ("Show {n} more", "再显示 {n} 条"),
    "confidence": ("confidence", "置信度"),
    "rule": ("rule", "规则"),
    "no evidence": ("No quote is kept for this link.", "此关联没有保存引文。"),
    "open article": ("open the article", "打开原文"),
    "go": ("Go there", "前往"),
    "close": ("Close", "关闭"),
    "zoom in": ("Zoom in", "放大"),
    "zoom out": ("Zoom out", "缩小"),
    "fit": ("Fit to window", "适应窗口"),
    "physics": ("Let the nodes move", "开启力学布局"),
    "from": ("From", "起"),
    "to": ("To", "止"),
    "community": ("Community", "社群"),
    "other communities": ("other communities", "其他社群"),
    "colour by": ("Colour by", "着色"),
    "colour kind": ("kind", "类型"),
    "colour community": ("community", "社群"),
    "filters": ("Filters", "筛选"),
    "only these": ("Show only these", "只显示相关节点"),
    "everything": ("← Show everything", "← 显示全部"),
    "copy link": ("Copy a link to this view", "复制当前视图的链接"),
    "copied": ("The link to this view is copied.", "已复制当前视图的链接。"),
    "every community": ("Every community", "所有社群"),
    "whole graph": ("← The whole graph", "← 返回全图"),
    "save png": ("Save the picture as PNG", "保存为 PNG"),
    "save svg": ("Save the picture as SVG", "保存为 SVG"),
    "between": ("joined across", "跨社群关联"),
    "dark": ("Dark or light", "深色或浅色"),
    "language": ("中文", "English"),
    "keys": (
        "/ search   Esc clear   + − zoom   0 fit   L 中文   D dark   P physics   C copy link",
        "/ 搜索   Esc 清除   + − 缩放   0 适应   L English   D 深色   P 力学   C 复制链接",
    ),
    "hint": ("Click a node or a line to see the quotes behind it.", "点击节点或连线，查看其依据的引文。"),
    # relations
    "took part in": ("took part in", "参加"),
    "concerns": ("concerns", "涉及战略"),
    "addresses": ("addresses", "涉及主题"),
    "took place in": ("took place in", "举行地点"),
    "attended with": ("attended with", "共同出席"),
    "spoke about": ("spoke about", "谈及主题"),
    "invoked": ("invoked", "谈及战略"),
    "hosted talk of": ("hosted talk of", "当地活动涉及"),
    "hosted talk on": ("hosted talk on", "当地活动涉及主题"),
    "spoke of": ("spoke of", "谈及省份"),
    "named with": ("named with", "一并提到"),
    "is about": ("is about", "涉及主题"),
    "names": ("names", "提及"),
    "named": ("named", "提及"),
    "uses": ("uses", "使用提法"),
    "shared formulation": ("share a formulation", "共同提法"),
    "held": ("held", "任职"),
    "was seen as": ("was seen as", "见报任职"),
    "is a post in": ("is a post in", "所属机构"),
    "holds office in": ("holds office in", "任职于"),
    "was represented at": ("was represented at", "派员参加"),
    "met with": ("met with", "同场"),
    "reported at": ("reported at", "汇报"),
    "reported with": ("reported with", "一同汇报"),
    "was succeeded by": ("was succeeded by", "继任者为"),
    "was followed by": ("was followed by", "随后为"),
    "shared theme": ("share a theme", "共同主题"),
    "shared strategy": ("share a strategy", "共同战略"),
    "shared person": ("share a person", "共同人物"),
    "shared province": ("share a province", "共同省份"),
    "shared organisation": ("share an organisation", "共同机构"),
    "shared article": ("share an article", "同见一文"),
    "shared event": ("share an event", "共同活动"),
    # figures
    "n articles": ("{n} article|{n} articles", "{n} 篇文章"),
    "n events": ("{n} event|{n} events", "{n} 场活动"),
    "articles, title": ("articles", "文章数"),
    "percent of articles": ("% of articles", "% 的文章"),
    "place in the list": ("place in the list", "名单位次"),
    "data": ("Data (CSV)", "数据 (CSV)"),
    "former": ("former", "前任"),
    # filters
    "since": ("since", "自"),
    "until": ("until", "至"),
    "province": ("province", "省份"),
    "event_type": ("event type", "活动类型"),
    "min_weight": ("least weight", "最低权重"),
    "min_confidence": ("least confidence", "最低置信度"),
    "around": ("around", "围绕"),
    "count": ("counted once per", "计次单位"),
    "normalise": ("normalised", "归一化"),
    "boilerplate": ("boilerplate weighed down", "降低套语权重"),
    "backbone": ("backbone at", "骨干水平"),
    "top": ("heaviest nodes", "最重要的节点数"),
    "onto": ("folded onto", "投影至"),
    # one thing of a kind
    "person": ("person", "人物"),
    "event": ("event", "活动"),
    "strategy": ("strategy", "战略"),
    "formulation": ("formulation", "提法"),
    "theme": ("theme", "主题"),
    "organisation": ("organisation", "机构"),
    "office": ("office", "职务"),
    "article": ("article", "文章"),
    "city": ("city", "城市"),
    # marks in an article
    "unmarked": ("No mentions are marked in this article.", "此文章没有标注。"),
    "published": ("published", "发布于"),
    "language name en": ("English", "英文"),
    "language name zh": ("Chinese", "中文"),
}


def words(language: str) -> dict[str, str]:
    """Every word of the pages in one language."""
    return {key: pair[LANGUAGES.index(language)] for key, pair in WORDS.items()}


SAMPLE_PUBLISHER = "policy-kg sample"
_SAMPLE_NOTE = {
    "en": "Holds the project's sample corpus: facts are real, the wording is written for the project and quotes nobody.",
    "zh": "含本项目的示例语料：事实属实，文字为本项目所写，并非任何人的原话。",
}


def sample_note(publishers: Iterable[str]) -> dict[str, str] | str:
    """What a page made from the sample corpus has to say; nothing for other articles."""
    return dict(_SAMPLE_NOTE) if SAMPLE_PUBLISHER in publishers else ""
