"""What columns, parameters and short values of answers are called in Chinese."""

from __future__ import annotations

COLUMNS = {
    "accounts": "报道篇数", "acting": "代理", "after": "之后", "article": "文章", "articles": "文章数", "basis": "依据",
    "before": "之前", "began": "就任", "below": "低于", "chaired": "主持", "change": "变动", "companion": "同场人物",
    "confidence": "置信度", "copy_of": "转载自", "date": "日期", "day": "日期", "end": "止", "ended": "卸任", "event": "活动",
    "event_type": "活动类型", "events": "活动数", "extractor": "读取程序", "fact": "事实", "first": "首次", "first_attested": "首见",
    "former": "曾任", "formulation": "提法", "graph": "图", "iri": "IRI", "kind": "种类", "known": "见于名录", "language": "语言",
    "last": "末次", "last_attested": "末见", "least": "至少", "likeness": "相似度", "of": "原文", "office": "职务", "on": "分歧所在",
    "organisation": "机构", "people": "人数", "percent": "百分比", "person": "人物", "position": "排位", "province": "省份",
    "provinces": "省份", "published": "发布日期", "publisher": "发布者", "quote": "引文", "reasons": "理由", "role": "角色",
    "rule": "规则", "run": "运行", "same": "同一活动", "second": "另一篇", "settings": "设置", "since": "自", "software": "版本",
    "speaker": "发言人", "speech_act": "表述方式", "spoke": "讲话", "start": "起", "started": "开始", "statements": "论述数",
    "strategy": "战略", "strength": "语气强度", "theme": "主题", "themes": "主题", "title": "标题", "type": "活动类型",
    "until": "至", "values": "各种说法", "weight": "权重", "what": "内容", "wording": "措辞", "year": "年份", "zh": "中文名",
    "subject": "主语", "predicate": "谓语", "object": "宾语", "name": "名称",
}  # fmt: skip
# Values that answers give as words of their own, by column.
_VALUES = {
    **{column: {"true": "是", "false": "否"} for column in ("acting", "former", "known", "same")},
    "change": {"appointed": "就任", "elected": "当选", "removed": "免职", "resigned": "辞职"},
    "basis": {
        "official": "官方来源", "official-order": "官方来源（按先后推定）", "secondary-single": "单一二手来源", "secondary-two": "两种二手来源",
        "secondary-attested": "二手来源（有旁证）", "wikidata": "Wikidata", "roster": "名册",
    },
    "on": {"type": "类型", "day": "日期", "days": "日期", "place": "地点", "province": "省份"},
    "language": {"en": "英文", "zh": "中文"},
    "kind": {
        "office": "职务", "role": "角色", "office change": "职务变动", "speech act": "表述方式", "event type": "活动类型", "event": "活动",
        "participation": "参加", "office holding": "任职", "statement": "论述", "topic": "主题", "mention": "提及", "account": "报道",
    },
}  # fmt: skip


def heading(name: str, language: str) -> str:
    """The heading of a column, or the name of a parameter."""
    return (COLUMNS.get(name) if language == "zh" else None) or name.replace("_", " ")


def spoken(column: str, text: str, language: str) -> str:
    """A short value in a language, where it is one that we know."""
    return _VALUES.get(column, {}).get(text, text) if language == "zh" else text


HELP = {
    "first day of publication": "发布日期不早于",
    "last day": "不晚于",
    "first day": "不早于",
    "first day, such as 2024": "不早于，如 2024",
    "first day, such as 2024-03-01 (a year or month will do)": "不早于，如 2024-03-01（只写年或年月亦可）",
    "first day on which the new tenure may begin": "新任期起始日不早于",
    "the day, such as 2024-03-20": "日期，如 2024-03-20",
    "label in English or Chinese, or identifier": "中文或英文名称，或标识符",
    "name in English or Chinese, or identifier": "中文或英文姓名、名称，或标识符",
    "only pairs with this person": "只看与此人有关的",
    "only pairs with at least so many shared events": "同场次数不少于",
    "only on this theme or one below it": "只看此主题及其下级主题",
    "only at events of this type, such as meeting": "只看此类活动，如会议",
    "only copies of this article or of the same text": "只看此文或相同文字的转载",
    "only speech acts of at least this strength, from 1 (mentioned) to 5 (demanded) [4]": "语气强度不低于：1（提及）至 5（要求），默认 4",
    "only by this speaker": "只看此人所说",
    "only this speaker": "只看此人所说",
    "only this event (its IRI, or an article whose main event is meant)": "只看此活动（其 IRI，或报道它的文章）",
    "an event's IRI, or an article whose main event is meant": "活动的 IRI，或报道它的文章",
    "only facts with a confidence below so many percent [60]": "置信度低于百分之几，默认 60",
    "only facts about this person": "只看关于此人的事实",
    "only facts of this article": "只看此文中的事实",
    "only with this person in the lead": "只看由此人率领的",
    "only pairs with this article": "只看与此文有关的",
    "only pairs with a confidence below so many percent": "置信度低于百分之几",
    "only this type, such as symposium": "只看此类活动，如座谈会",
    "only events with this person": "只看此人参加的活动",
    "only in this province": "只看在此省的",
    "only with this person": "只看有此人参加的",
    "IRI of a participation, holding, statement, topic, mention or account": "参加、任职、论述、主题、提及或报道的 IRI",
    "only this one, by its wording or identifier": "只看此提法（措辞或标识符）",
    "only this person": "只看此人",
    "only this office (role@organisation)": "只看此职务（角色@机构）",
    "role@organisation, such as secretary@CN-HN-party": "角色@机构，如 secretary@CN-HN-party",
    "only offices of this body": "只看此机构的职务",
    "only people with at least so many events": "参加活动次数不少于",
    "only this province": "只看此省",
    "only this strategy": "只看此战略",
    "only this theme": "只看此主题",
    "only statements on this theme or one below it": "只看论及此主题或其下级主题的",
    "only statements that name this province": "只看提及此省的论述",
    "only people named in at least so many articles": "至少见于多少篇文章",
}
