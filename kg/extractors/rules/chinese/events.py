"""Says what kind of event a Chinese article reports, when and where, from its headline and its lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from kg.authority import load
from kg.model import EventReport, Mention
from kg.text.dates_zh import Days, days
from kg.text.document import Document, Piece

_DISCIPLINE = r"开除党籍|严重违纪违法|接受(?:纪律审查|审查调查|中央纪委|组织审查)|被双开|立案(?:审查|侦查)|(?:被|决定)逮捕|提起公诉|一审(?:宣判|开庭)|被查$"
# The first cue that fits a part of the headline decides; the order puts what is special before what is general.
_CUES: tuple[tuple[str, str], ...] = (
    ("publication", r"^【?(?:央视|人民日报|新华社|求是|[一-鿿]{0,4})?(?:快评|评论员文章|社论|时评|锐评|长篇通讯)|^(?:新华社|人民日报)[^：:]{0,4}(?:通讯|述评)[：:]"),
    ("press-conference", r"^【[^】]*(?:发布会|记者会|吹风会)】|^【[^】]*】.*(?:发布会|记者会)|集体采访(?!活动)|开放团组|发布会[：:]|(?:委员|代表|部长|党代表)通道[”“]?(?:正式|首场|今天)?(?:开启|开放|举行|开通)"),
    ("report", r"^(?:.{0,30}——)?写在|受(?:到)?[^，。]{0,4}(?:关注|好评)|获[^，。]{0,4}(?:赞誉|好评)|^[^：，]{0,14}(?:媒体|舆论|学者|专家|人士|官员)(?:[：:]|称)|开幕在即|[一-鿿]之旅[^，。]{0,4}成果|(?:全军|各地|各级)[^，。]{0,4}认真学习贯彻|[学会]员(?:们)?深入学习"),
    ("report", r"^【|快讯|^来源|(?:通报|公布|发布(?!会)).{0,6}疫情|(?:发布|公布).{0,16}(?:预警|警报|视频|画面)|(?:视频|画面|案件|影像)(?:公布|发布)|(?:预警|警报)发布|综述|侧记|纪实|反响|见闻|观察|^关注|丰硕成果|成果丰硕|述评"),
    ("message", r"(?:领导人|政要|政党).{0,10}祝贺"),
    ("report", r"(?:各界|人士|多国|各国|海外|国际社会|媒体|代表委员|各地|群众|政要|专家|学者|舆论|青年|港澳|与会者?).{0,14}(?:评价|期待|关注|热议|盛赞|点赞|拥护|认为|表示|祝愿|祝贺|支持|指出|呼吁|谴责)"
     r"|(?:积极评价|高度评价|热切期待|高度关注|热议|热烈反应|引(?:起|发)[^，。]{0,8}共鸣)"),
    ("meeting", r"届[一-鿿]{1,3}中全会(?!精神)[^，。]{0,12}(?:召开|举行|开幕|闭幕)"),
    ("meeting", r"(?:主席|委员长|主席团[^，。]{0,4})会议(?:建议|决定|审议|通过|听取)|常委会[^，。]{0,16}会议[开闭]幕会|在听取[^，。]{2,40}(?:汇报|述职)时"),
    ("talks", r"(?:同|与).{1,24}(?:领导人|总统|总理|首相)(?:举行)?视频(?:峰会|会议)"),
    ("visit", r"(?:使节|代表团|访问团|记者团)[^，。]{0,12}参观访问"),
    ("symposium", r"(?:同|与)(?![^，。]*(?:外|企业家))[^，。]{1,30}(?:代表|负责人|人士|委员)(?:迎春)?座谈(?:交流)?$"),
    ("conference", r"会见[^，。\s]{2,50}(?:大会|会议)(?:与会)?代表(?=\s.*(?:出席|讲话))"),
    ("ceremony", r"活动(?:正式)?启动$|颁发[^，。]{0,6}(?:任命书|聘书|委任状|命令状)"),
    ("discipline", r"纪委[^，。]{0,12}(?:曝光|通报)[^，。]{0,24}(?:问题|案例)"),
    ("visit", r"^[一-鿿]{2,4}(?:将)?(?:正式)?访问(?!团|归)|^.{2,4}(?:圆满)?结束出席|(?:代表团|交流团|参访团|访问团).{0,4}(?:访问|结束|抵|赴)|^.{2,5}(?:抵达|飞抵)|^.{2,5}(?:离京|乘专机|启程)|^.{2,4}(?:结束|圆满结束).{0,60}(?:访问|出席|峰会|会晤).{0,20}(?:回到|回国|返回|离开)"
     r"|^.{2,4}(?:圆满)?结束对.{1,24}访问|^.{2,4}(?:对.{1,24}|赴.{1,12})(?:进行|开始)?.{0,6}(?:国事|正式|友好|工作|正式友好)访问"),
    ("ceremony", r"仪式.{0,4}欢迎|欢迎仪式|递交国书|吊唁|(?:遗体|骨灰).{0,6}(?:火化|送别|安葬)|送别|庆典|典礼|大典|首发式|颁发.{0,10}(?:证牌|证书|奖牌|奖章)|颁授仪式|(?:接受|获|授予|颁授).{0,16}(?:勋章|城市钥匙|名誉博士|荣誉称号)|宪法宣誓|(?:晋升|授予).{0,12}(?:上将|中将|少将)?军衔|授衔|升旗"),
    ("publication", r"《求是》|评论员|社论|^(?:新华社|人民日报|求是)[^：:]{0,8}[：:]|(?:印发|发布|公布|颁布|颁发|出台)《"),
    ("discipline", _DISCIPLINE),
    ("message", r"致(?:贺)?[电信]|致贺(?![词辞])|[贺唁]电|电贺|电唁|复电|贺信|复信|回信|感谢信|慰问电|致函|贺词|互致|口信|贺卡|(?:致|表示)慰问$|视频祝贺|发(?:来)?贺|祝贺.{2,16}(?:当选|连任|就任|就职)|致电祝贺"),
    ("instruction", r"作出?重要[指批]示|重要指示|作出?[指批]示"),
    ("press-conference", r"发布会|吹风会|记者会|记者见面|见面会|会见(?:中外)?记者|国新办[：:]|发言人[：:]|答记者问"),
    ("study-session", r"集体学习|专题学习|学习班|读书班|研讨班|培训班|专题讲座|宣讲(?!团)"),
    ("conference", r"(?:大会|论坛|峰会|年会|会议|博览会|进博会|服贸会|大会堂|十[六七八九]大|二十大)(?:全会)?(?:暨.{0,20})?[开闭]幕[式会]"
     r"|(?:领导人|成员国|元首)[^，。]{0,4}第.{1,4}次(?:非正式)?会晤|(?:出席|举行).{0,24}国家领导人(?:非正式)?会晤|(?:外长|防长|财长|部长)(?:级)?(?:会|会议)(?:在|举行|召开|开幕|闭幕|$)|向.{2,16}通报.{2,24}(?:精神|情况)$"),
    ("ceremony", r"举行.{0,6}仪式|欢迎仪式|(?:启动|揭幕|揭牌|签约|签字|颁奖|开工|奠基|通车|竣工|首发|交接|入伍|公祭|悼念|告别|授牌|授旗|开通|点火|火炬传递)仪式|招待会|茶话会|晚会|晚宴|宴会|音乐会|团拜会|揭牌|颁奖|授勋|[开闭]幕式|闭幕活动|纪念活动|敬献花[篮圈]|植树|演出|公祭"),
    ("talks", r"会见|会谈|会晤|通电话|通话|双边见面|接见|见面交流|(?:同|与).{1,24}(?:座谈|见面|交谈|对话)$|视频连线(?!.{0,4}慰问)"),
    ("inspection", r"(?<!调)(?:考察|调研|视察|看望|慰问|巡查|执法检查|走访|参观)(?!.{0,3}(?:协商)?座谈会)(?!行)|检查.{0,24}(?:实施情况|工作)|(?:深入|赴|到).{0,20}(?:检查|督导|督查|指导)|检阅|察看"),
    ("symposium", r"座谈会|研讨会|恳谈会|协商会|民主协商|论证会"),
    ("meeting", r"常委会.{0,24}联组会"),
    ("conference", r"代表团.{0,8}(?:全体会议|审议|会议|讨论)|选举会议|全国人大[^常]{0,8}次会议(?!主席团)|联组会|共商国是|政协[^常]{0,10}次会议(?!主席团)"),
    ("meeting", r"政治局.{0,10}会议|常务会议|常委会.{0,14}会议|常委会第|委员长会议|主席会议|(?:小组|委员会|联席|党组|主席团|理事会|专题|全体).{0,12}会议|安理会|主席团|董事会"),
    ("conference", r"大会(?!代表|精神)|工作会议(?!精神)|电视电话会|论坛|峰会|年会|会议(?!精神)|博览会|全会(?!精神)|(?:推进|动员|部署|总结|表彰|交流|报告|调度|对话|纪念|庆祝|培训|洽谈|务虚|现场|专题|通报|宣贯|宣介|推介)会(?![议员])"),
    ("visit", r"抵达|访问|出访|访华|回到北京|离开.{1,12}(?:前往|回国)"),
    ("appointment", r"任命|免职|免去|任免|当选(?!总统|总理|者|的|人)|(?<!不再)连任|不再担任|就任|宣誓就职|辞去|辞职|任.{2,12}(?:书记|省长|部长|主任|主席)$"),
    ("publication", r"印发|发布|公布|颁布|颁发|出台|出版|发表.{0,40}(?:文章|声明|谈话|宣言|白皮书)|转发|发出通知|播出|签署(?:第[一二三四五六七八九十百〇零\d]+号|.{0,8}令)|(?:下发|发出)通知|下发《|批复|修订|公告|通报|刊发|播发|白皮书|专题片|倡议(?!活动|行动|者)"),
    ("ceremony", r"(?:隆重|盛大|今天|今日|今晚|)[开闭]幕"),
)  # fmt: skip
_LEAD_CUES: tuple[tuple[str, str], ...] = (
    ("discipline", _DISCIPLINE),
    ("publication", r"(?:近日|日前|今天|今日|\d日)[^。，]{0,14}(?:印发|公布|发布|颁布|颁发|下发|出台)[^。，]{0,6}(?:了)?(?:《|[^。，]{0,30}(?:的报告|白皮书|声明)(?=[。，]))|播发评论员文章|播发[^。，]{0,40}(?:报告|《)|《求是》|印发通知"),
    ("message", r"(?:主席|总理|总书记|书记|委员长)[^，。、]{1,30}(?:致贺信|致电|致信|发贺信|发来贺信|回信|复信)"),
    ("message", r"(?:发来|致)[^。，]{0,8}(?:贺电|贺函|贺信|唁电)|(?:致电|致函|致信)[^。]{0,40}(?:祝贺|表示)"),
    ("instruction", r"[作做]出(?:重要)?[指批]示"),
    ("press-conference", r"发言人[^。，]{0,24}(?:答记者问|记者会|应询|就[^。，]{2,40}(?:回答|答))"),
    ("visit", r"(?:乘专机|启程)[^。，]{0,6}(?:离开|离京|前往|回国)|开始(?:对[^。，]{1,24})?(?:进行)?[^。，]{0,6}(?:国事|正式|友好|工作)访问|应[^。]{1,60}邀请，[^。]{1,80}(?:对|赴)[^。，]{1,40}进行[^。，]{0,8}访问"),
    ("ceremony", r"(?:启动|开幕|闭幕|揭牌|颁奖|签约|签字|奠基|通车|开工)(?:仪)?式上"),
    ("press-conference", r"(?:举行|召开|举办)[^。，]{0,24}(?:发布会|吹风会|记者会)|发布会上"),
    ("study-session", r"(?:举行|进行)[^。]{0,16}集体学习"),
    ("talks", r"(?:主席|总理|总书记|书记|委员长|省长|部长|副总理)[^，。]{1,30}(?:会见|会晤|举行会谈|通电话)"),
    ("inspection", r"(?:主席|总理|总书记|书记|委员长|省长|部长|市长|会长|常委|委员)[^。，]{1,24}(?:调研|考察|视察|看望|慰问|执法检查)|率[^。]{0,40}(?:考察|调研|督导|深入一线|实地)|(?:完成|结束|开展)[^。，]{0,24}(?:考察|调研)"),
    ("symposium", r"(?:主持召开|召开|举行|举办)[^。，]{0,30}(?:座谈会|研讨会)|(?:座谈会|研讨会)[^。，]{0,24}(?:召开|举行)"),
    ("meeting", r"(?:先后|多次)?[^。，]{0,6}次主持会议|(?:主持召开|召开|举行)[^。，]{0,24}(?:常务会议|常委会会议|政治局会议|全体会议|党组会议|安理会|领导小组[^。，]{0,8}会议)"
     r"|常委会[^。，]{0,16}会议[^。，]{0,20}(?:召开|举行|开幕|闭幕)"),
    ("conference", r"(?:大会|会议|论坛|峰会|年会|全会|宣介会|推介会)[^。，]{0,24}(?:召开|举行|举办|开幕|闭幕)|(?:召开|举行|举办)[^。，]{0,26}(?:大会|会议|论坛|峰会|年会)(?!上)"),
    ("ceremony", r"(?:活动周|活动月|文化节|艺术节|电影节|图书展|文化周)[^。，]{0,16}(?:开幕|启动|闭幕)|(?:举行|举办)[^。，]{0,24}(?:仪式|招待会|晚会|活动)|(?:仪式|活动)[^。，]{0,24}(?:举行|举办)"),
)  # fmt: skip
# What a headline that begins with a person's name tells of that person.
_PERSON_CUES: tuple[tuple[str, str], ...] = (
    ("message", r"致[^，。]{0,4}贺[词辞]"),
    ("talks", r"听取.{0,12}述职|集体谈话|茶叙|主持.{0,24}磋商|交流互动|互动交流"),
    ("ceremony", r"葬礼|追悼|剪彩|见证.{0,40}签|献花[圈篮]|接受.{0,20}国书|共迎新春|出席.{2,40}(?:仪式|活动|展|展览|晚餐会|午餐会|宴会)|庆祝活动"),
    ("conference", r"圆桌会|[在为向][^，。]{2,40}(?:发表|作)[^，。]{0,12}(?:演讲|致辞|报告)|出席.{2,30}会$"),
    ("inspection", r"参观|参访|考察|调研|视察|看望|慰问"),
    ("press-conference", r"接受[^，。]{0,16}采访"),
)  # fmt: skip
_DEEDS = tuple((kind, re.compile(pattern)) for kind, pattern in _PERSON_CUES)
_ECHO = re.compile(r"反响|热议|共鸣|评价|述评|纪实|综述|侧记|简历|成果")
_TITLE = tuple((kind, re.compile(pattern)) for kind, pattern in _CUES)
_LEAD = tuple((kind, re.compile(pattern)) for kind, pattern in _LEAD_CUES)
_SOURCE = re.compile(
    r"\s*(?:[^，。\n]{0,24}?(?P<day>(?:\d{1,2}月)?\d{1,2}日)\s?(?:电|讯)|(?:央视网|中国网络电视台|本台)?消息\s?[（(][^）)\n]{0,12}[)）]\s?[：:]?"
    r"|本[报台](?:[一-鿿]{2,3})?讯|本台消息[：:]?)\s*(?:[（(][^）)\n]{0,40}[)）])?\s*(?:本台消息[：:])?\s*"
)
# Marks of a feature or a bulletin under a headline that sounds like an event.
_SEVERAL = re.compile(r"快讯|联播")
_PLACE = re.compile(r"在京|来京|京举行|本市|北京")
_NOT_HERE = re.compile(r"(?:访问|抵达|飞赴|来自|[“《][^”》]{0,40}|驻|决定|关于|支持)$")
_ABROAD = re.compile(r"当地时间|国事访问|正式访问|抵达")


@dataclass(frozen=True, slots=True)
class Lead:
    """Headline, first paragraph without the agency's formula, and the day on which it was filed."""

    title: str
    title_start: int
    start: int
    text: str
    filed: date | None
    dateline: tuple[int, int]

    @property
    def opening(self) -> str:
        """The first two sentences, which tell the event."""
        return "。".join(self.text.split("。")[:2])[:400]


def lead(document: Document) -> Lead:
    """The headline (the first line where the source names none) and the first paragraph that tells something."""
    pieces = document.paragraphs
    title = pieces[0] if pieces and (document.article.title or _headline(pieces)) else Piece(0, 0, "")
    rest = pieces[1:] if title.text else pieces
    body = next((p for p in rest if _tells(p.text)), rest[0] if rest else Piece(len(document.text), len(document.text), ""))
    formula = _SOURCE.match(body.text)
    skip = formula.end() if formula else 0
    filed = _filed(formula["day"] if formula else None, document.article.published)
    return Lead(title.text, title.start, body.start + skip, body.text[skip : skip + 1000], filed, (body.start, body.start + skip))


def _headline(pieces: tuple[Piece, ...]) -> bool:
    return len(pieces) > 1 and len(pieces[0].text) < 60 and not pieces[0].text.endswith(("。", "！", "？", "："))


def _tells(paragraph: str) -> bool:
    formula = _SOURCE.match(paragraph)
    return len(paragraph) - (formula.end() if formula else 0) > 16 and (bool(formula) or "。" in paragraph)


def _filed(day: str | None, published: date | None) -> date | None:
    """The day of a dateline, from which 今天 and 昨天 count; else the day of publication."""
    found = days(day, published) if day else ()
    return found[0].first if found and found[0].first else published


def event(
    document: Document, places: tuple[Mention, ...], local: str = "", *, named: bool = True, opens: bool = False
) -> EventReport:
    """The main event; a text that tells none is a `report`, which has no day and no place.

    `local` is the province of the local body whose people the lead names, where the event is set if nothing else is said;
    `named` says whether the headline names a person, without whom it tells no tour and no talks, and `opens` whether it
    begins with one, of whose deeds it then tells.
    """
    head = lead(document)
    type, rule, sure, span = _type(head, named, opens)
    evidence = (document.span(*span),) if span[1] > span[0] else ()
    if type == "report":
        return EventReport(type=type, evidence=evidence, rule=rule, confidence=sure)
    when, start = _when(head, type)
    if not when and type in ("inspection", "visit"):
        when, start = _day_of_tour(document, head)
    where = tuple(dict.fromkeys(_where(document, head, type, places, local)))
    days_span = (document.span(start + when.start, start + when.end),) if when else ()
    first, last = (when.first, when.last) if when else (None, None)
    return EventReport(
        type=type, start=first, end=last, provinces=where, evidence=(*evidence, *days_span), rule=rule, confidence=sure
    )


def _type(head: Lead, named: bool, opens: bool) -> tuple[str, str, float, tuple[int, int]]:
    parts = [(p, kind) for p in _parts(head.title) if (kind := _of_person(p, opens) or _fitting(p.text, head, named))]
    whole = (head.title_start, head.title_start + len(head.title))
    if opens and _TO_TRAVEL.match(head.title):
        return "visit", "headline of a visit to come", 0.9, whole
    if _ECHOES.search(head.title):
        return "report", "marks of a feature", 0.85, whole
    if parts and parts[0][1] == "report":
        kind = _in_series(head)
        return (kind, "headline of a series and lead", 0.75, whole) if kind else ("report", "marks of a feature", 0.85, whole)
    for part, kind in sorted(parts, key=lambda p: p[1] != "message"):
        span = (head.title_start + part.start, head.title_start + part.end)
        return kind, "verb or noun of the headline", _sureness(kind, head), span
    sentence = head.text[:260].split("。")[0]
    found = _first(_LEAD, sentence) if not _SEVERAL.search(head.title) else ""
    if found in _ONGOING and _FOR_DAYS.match(head.text):
        found = ""
    if found:
        return found, "verb or noun of the lead", 0.75, (head.start, head.start + len(sentence))
    return "report", "no event in headline or lead", 0.8, (head.start, head.start + len(sentence))


# A journey that is announced is a visit, whatever is to be attended on it.
_TO_TRAVEL = re.compile(r"[一-鿿]{2,4}将(?:于[^，。]{1,16}?)?(?:出席|赴|对|应邀|访问).*(?:国事|正式|友好|工作)访问")
# What a speech called forth, whatever the headline says of the speech itself.
_ECHOES = re.compile(r"重要讲话[^，。]{0,10}(?:鼓舞|激励|振奋)|(?:引发|引起)[^，。]{0,6}(?:反响|热议|关注|共鸣)$")
_SERIES = re.compile(r"【[^】]*】(?=[^\s])")


def _of_person(part: Piece, opens: bool) -> str:
    """What somebody does whom the headline begins with, where no general cue tells it."""
    if not opens or part.start or _ECHO.search(part.text) or _first(_TITLE, part.text) not in ("", "report"):
        return ""
    return _first(_DEEDS, part.text)


def _in_series(head: Lead) -> str:
    """The kind that a headline tells after the name of a series, where the lead tells the same of a certain day."""
    series = _SERIES.match(head.title)
    kind = _first(_TITLE, head.title[series.end() :]) if series else ""
    sentence = head.text[:260].split("。")[0]
    told = {k for k, pattern in (*_TITLE, *_LEAD) if pattern.search(sentence)}
    return (
        kind
        if kind in _GATHERINGS | {"study-session", "press-conference"} and kind in told and days(sentence, head.filed)
        else ""
    )


# Kinds that hardly any other word of a headline can mean.
_PLAIN = frozenset(("talks", "message", "instruction", "discipline", "study-session", "visit", "inspection", "meeting"))


def _sureness(kind: str, head: Lead) -> float:
    """How sure the headline's kind is: surer where the first sentence tells the same."""
    sentence = head.text[:260].split("。")[0]
    agrees = any(pattern.search(sentence) for k, pattern in (*_TITLE, *_LEAD) if k == kind)
    first = next((k for k, pattern in _TITLE if pattern.search(sentence)), "")
    return 0.94 if kind == first else 0.91 if agrees and kind in _PLAIN else 0.86 if agrees else 0.75


def _parts(title: str) -> Iterator[Piece]:
    for m in re.finditer(r"[^\s]+", title):
        yield Piece(m.start(), m.end(), m.group())


# A gathering is an event where it is held or attended, not where a headline only speaks of it.
_HOLDING = re.compile(
    r"召开|举行|举办|开幕|闭幕|出席|主持|参加|审议|听取|在京|强调|致辞|讲话|启动|通过|开会|审查|决定|部署|敬献|植树"
)
_TO_COME = re.compile(r"将(?:于|在|主持|出席|举行|召开)")
# A headline tells what was made known, the lead that this was at a briefing; of what is to come it may be the second sentence.
_BRIEFING = re.compile(r"(?:举行|召开|举办)[^。《]{0,40}(?:新闻发布会|发布会|吹风会)")
# A spokesperson whom the headline quotes has given an interview, or made a statement, instead of meeting the press.
_SPOKEN_ELSEWHERE = (
    ("report", re.compile(r"发言人[^。，]{0,24}接受[^。，]{2,24}(?:专访|采访)时")),
    ("publication", re.compile(r"(?:发言人|负责人)[^。]{0,60}?发表(?:书面)?(?:谈话|声明)")),
)
_DELEGATION = re.compile(r"使节|代表团|交流团|参访团|访问团")
_PERSONAL = frozenset(("inspection", "talks", "visit"))
# An article that leads with an instruction tells the instruction, whatever meeting took it up.
_INSTRUCTS = re.compile(r"(?:总书记|主席|总理)[^。：“]{0,80}[作做]出(?:重要)?[指批]示")
# What goes on in many places for days is no one event.
_ONGOING = frozenset(("inspection", "study-session", "ceremony"))
_FOR_DAYS = re.compile(r"(?:连日来|连日|这几天|这两天|最近几天|近日来|近一段时间|近期)，")
_GATHERINGS = frozenset(("conference", "meeting", "symposium", "ceremony"))


def _fitting(part: str, head: Lead, named: bool) -> str:
    """The kind that a part of the headline tells, unless what such an event needs is missing."""
    kind = _first(_TITLE, part)
    sentences = 2 if _TO_COME.search(part) else 1
    if (kind == "publication" or kind in _GATHERINGS) and _BRIEFING.search("。".join(head.text[:160].split("。")[:sentences])):
        return "press-conference"
    if kind == "press-conference" and (told := _first(_SPOKEN_ELSEWHERE, head.text[:160].split("。")[0])):
        return told
    if kind == "visit" and _DELEGATION.search(part):
        return kind
    if kind in _GATHERINGS and _INSTRUCTS.search(first := head.text[:260].split("。")[0]) and not _HOLDING.search(first):
        return "instruction"
    if kind in _ONGOING and not named and _FOR_DAYS.match(head.text):
        return "report"
    if kind in _PERSONAL and not named:
        return _first(_LEAD, head.text[:260].split("。")[0])
    if kind in _GATHERINGS and not (named or _HOLDING.search(head.title) or _HOLDING.search(head.opening)):
        return ""
    return kind


def _first(cues: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str:
    return next((kind for kind, pattern in cues if pattern.search(text)), "")


# A headline that begins with a day of a year is of that day, whatever days are then spoken of.
_DATED = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日")


def _when(head: Lead, type: str) -> tuple[Days | None, int]:
    """The day that the headline begins with, else the first that the lead tells (a vague 近日 leaves it open); where it begins."""
    if (dated := _DATED.match(head.title)) and (of_title := days(dated[0], head.filed)):
        return of_title[0], head.title_start
    text = head.opening
    found = [d for d in days(text, head.filed) if _tells_when(text, d, type, head.filed)]
    if not found and (m := _SAME_DAY.match(text)) and head.filed:
        return Days(0, m.end(), head.filed, head.filed), head.start
    return (found[0] if found and found[0].first else None), head.start


_TOURED = re.compile(r"[^。]{0,60}(?:来到|先后到|深入|赶赴|前往|考察|调研|走访|看望)")


def _day_of_tour(document: Document, head: Lead) -> tuple[Days | None, int]:
    """The days with which a later paragraph opens that goes through the stations of a tour; where it begins."""
    for piece in document.paragraphs:
        found = days(piece.text[:30], head.filed) if piece.start > head.start else ()
        if found and found[0].first and found[0].start < 3 and _TOURED.match(piece.text, found[0].end):
            return found[0], piece.start
    return None, head.start


# A report from a visit that goes on tells of the day of its publication.
_SAME_DAY = re.compile(r"当[天日]")


def _tells_when(text: str, d: Days, type: str, filed: date | None) -> bool:
    """Whether a day is when the event was, not the one up to which is counted, a festival or that of what it is about."""
    if _COUNTED_TO.search(text[: d.start]) or _NOT_THE_DAY.match(text, d.end):
        return False
    if type not in ("instruction", "publication"):
        return True
    return not (_ANOTHERS_DAY.match(text, d.end) or (d.last != filed and _HAPPENED.match(text, d.end)))


# The day of a conference is not that of the instruction to it, nor that of its adoption a plan's publication; that of a
# disaster is the instruction's where it is told on the same day.
_HAPPENED = re.compile(r"[^。；“]*发生")
_ANOTHERS_DAY = re.compile(
    r"(?![^。；]*(?:[指批]示|印发|公布|发布|发表))[^。；“]*(?:召开|举行)|[^。；]*(?:主持召开|审议通过)(?![^。；]*(?:印发|公布|发布))"
)


# Days up to which or since when something is counted are not when it happened.
_COUNTED_TO = re.compile(r"(?:截至|截止|截止到|自|早在)$")
_NOT_THE_DAY = re.compile(r"[^，。；]{0,4}(?:以来|起(?:施行|实施|生效|执行)|前夕)|是[^，。；]{0,24}(?:[日节]|周年)(?=[，。；])")


_PLACELESS = frozenset(("message", "instruction", "publication", "discipline", "appointment"))
_GATHERED = frozenset(("meeting", "symposium", "conference"))


def _where(document: Document, head: Lead, type: str, places: tuple[Mention, ...], local: str) -> Iterator[str]:
    """The provinces where headline or lead set the event; else that of the local body; else that of the dateline."""
    if type in _PLACELESS:
        return
    text, found = document.text, []
    stretches = ((head.title_start, head.title_start + len(head.title)), (head.start, head.start + len(head.opening)))
    for start, end, id in _provinces(document, places):
        # A briefing is not where what it makes known will be.
        foretold = type == "press-conference" and _WILL_BE.search(text[max(0, start - 40) : start])
        if any(a <= start < b for a, b in stretches) and _sets(text, start, end) and not foretold:
            found.append(id)
    for a, b in stretches:
        found += [
            code for m in _IN_SHORT.finditer(text, a, b) if (code := _short_names().get(m[1])) and not _planned(text, m.start())
        ]
    if not found and (_IN_CAPITAL.search(head.opening) or (_HALL.search(head.opening) and _OF_CAPITAL.search(text))):
        found = ["CN-BJ"]
    if not found and not _ELSEWHERE.search(head.opening):
        dateline = [id for start, _, id in _provinces(document, places) if head.dateline[0] <= start < head.dateline[1]]
        found = [local] if local else dateline if type in _GATHERED else []
    yield from found


@cache
def _short_names() -> dict[str, str]:
    """The provinces by the one character that stands for them: 津 -> CN-TJ."""
    return {character: p.id for p in load().provinces.values() for character in p.abbreviation_zh if character not in "/"}


def _provinces(document: Document, places: tuple[Mention, ...]) -> Iterator[tuple[int, int, str]]:
    for m in places:
        if m.entity.kind == "province":
            shift = document.body if m.span.part == "text" else 0
            yield m.span.start + shift, m.span.end + shift, m.entity.id


# What is held in Beijing by its name; and what stands there, as a text says that tells of a gathering named after Beijing.
_IN_CAPITAL = re.compile(r"首都义务植树|北京(?:\d{4}年)?(?:冬奥会|冬残奥会|奥运会|残奥会|世园会)[开闭]幕")
_HALL = re.compile(r"在(?:人民大会堂|钓鱼台国宾馆)")
_OF_CAPITAL = re.compile(r"北京(?:峰会|冬奥会|冬残奥会|世园会)")
_ELSEWHERE = re.compile(r"当地时间|安理会|联合国|国事访问|正式访问|抵达|视频(?:方式|会议|连线)")
# 在津召开, and 在京 and 来京 before any verb.
_IN_SHORT = re.compile(r"[在来](京|[一-鿿](?=召开|举行|举办|开幕|闭幕|成立|揭牌))")
_AT = re.compile(r"(?:在|到|赴|来到|深入|前往|抵)[^，。；、在到（）“”《》]{0,6}$")
_HELD = re.compile(
    r"[^，。；“”《》]{0,24}?(?:召开|举行|举办|开幕|闭幕|启动|调研|考察|视察|会见|会晤|会谈|主持|出席|看望|慰问|宣讲|检查|走访|座谈|参观|指导|督导|督查|指挥)"
    r"|[^，。；“”《》]{0,12}?(?:与|同|以视频)[^，。；“”《》]{0,90}?(?:会见|会晤|会谈|通电话|座谈|举行)"
)
_WILL_BE = re.compile(r"将于[^，。；]*$")
# Where something else is to be held.
_PLANS = re.compile(r"(?:建议|决定(?!任)|拟定?于|批准|同意)[^，。；]*$")


def _sets(text: str, start: int, end: int) -> bool:
    """Whether a place is where something is held: after 在 or 赴, before the verb."""
    return bool(_AT.search(text[max(0, start - 12) : start]) and _HELD.match(text, end)) and not _planned(text, start)


def _planned(text: str, at: int) -> bool:
    return bool(_PLANS.search(text[max(0, at - 40) : at]))
