"""Who did what in the main event: verbs of chairing, speaking, reporting, attending, touring, meeting and sending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.extractors.rules.english.lead import Lead
from kg.extractors.rules.english.refs import Cast
from kg.text.document import Piece


class Act(NamedTuple):
    """A person's part in the event, by the person's index, with the sentence that says so."""

    person: int
    role: str
    position: int | None
    sentence: Piece
    confidence: float


class _Verb(NamedTuple):
    role: str
    pattern: re.Pattern[str]
    kinds: frozenset[str] | None = None
    object_role: str = ""
    passive: bool = False
    many: bool = False
    confidence: float = 0.93
    reach: int = 60


_TOURS = frozenset({"inspection", "visit"})
_NOT_TOURS = frozenset(
    {
        "symposium",
        "meeting",
        "conference",
        "study-session",
        "talks",
        "ceremony",
        "message",
        "instruction",
        "press-conference",
        "visit",
    }
)
_GATHERINGS = frozenset({"symposium", "meeting", "conference", "ceremony"})
_SPOKEN_AT = _GATHERINGS | {"study-session", "instruction", "message"}
_SENDS = frozenset({"message", "instruction"})
_ASSEMBLY = (
    r"(?:meeting|session|conference|symposium|seminar|forum|congress|ceremony|reception|banquet|assembly|rally|event|activit(?:y|ies)|"
    r"inspection|investigation|research|talks|visit|summit|opening|teleconference|above activities|briefing|lecture|commemoration|gala|awards?|workshop|study|funeral|exchange|consultation|groundbreaking|discussions?|"
    r"gathering|roundtable|discussions?|plenum|hearing|dialogue|function|tea party|class|course)"
)
# Whoever `chairs the Central Committee of …` holds an office.
_ITS_BODY = r"(?:the|its|their) (?:(?!meeting|session|symposium|conference)[\w'-]+ ){0,8}?(?:Committee|Commission|Association|Federation|Council|Party|Board)\b"
_CHAIRED = r"(?:meeting|session|conference|symposium|forum|congress|ceremony|assembly|seminar|teleconference|plenum|discussion|roundtable|consultation|event|class|study|exchange|opening)"
_IN_WRITING = r"(?:recently )?in an? (?:[\w-]+ ){0,3}(?:instruction|directive|letter|message|article|interview|statement)\b"
_SPEECH = r"(?:speech|address|keynote|remarks|lecture|toast|presentation|speeches|talk)"
_ACCOUNT = r"(?:reports?|explanations?|briefings?|findings|introductions?)"
_WROTE = r"(?:instructions?|directives?|comments?|orders?)"
_BE = r"(?:is|are|was|were|has been|have been|had been|being|be)"
_TOURED_TOGETHER = r"(?:investigated|inspected|visited|toured|went|studied|researched)"


def _v(role: str, pattern: str, kinds: frozenset[str] | None = None, **more: object) -> _Verb:
    return _Verb(role, re.compile(pattern), kinds, **more)  # type: ignore[arg-type]


_CHAIRING: tuple[_Verb, ...] = (
    _v("chaired", rf"\b(?:[Pp]resid(?:ed|es|ing) over|(?:co-)?chair(?:ed|s(?! {_ITS_BODY})|ing)|in the chair of)(?! by\b) (?:the |a |an |and |also |it|this )?(?:[^.;,]{{0,80}}?\b{_ASSEMBLY})?"),
    _v("chaired", r"\bpresid(?:es|ed)\b(?! over)|\b(?:was|were|took) (?:in )?the chair\b|\bmoderated (?:the|a)\b"),
    _v("chaired", r"\b(?:chaired|presided over|moderated) by\b", passive=True),
    _v("chaired", r"\bwith (?=[^,;.]{3,120} (?:presiding|in the chair|as (?:the )?(?:chair|moderator))\b)", passive=True),
    _v("chaired", rf"\b(?:host(?:ed|s)|conduct(?:ed|s)|direct(?:ed|s)|moderat(?:ed|es)|conven(?:ed|es)|led|leads) (?:the|this|its|a|an) (?:[\w-]+ ){{0,4}}?{_CHAIRED}\b(?! (?:on behalf|in honor))", _GATHERINGS | {"study-session"}, many=True),
    _v("chaired", rf"\b{_CHAIRED}\b[^.;,]{{0,40}}? (?:was|were) (?:hosted|conducted|directed|led|moderated|emceed) by\b|\bunder the (?:chair\w*|presidency) of\b|\b(?:[Ii]n|[Tt]aking) the chair (?:was|were)\b|\b(?:discussion|roundtable|event|class|exchange) (?:hosted|moderated) by\b|\bhad (?=[A-Z][^.;]{2,160}, in the chair\b)"
                  r"|\b(?:[Ii]ts|[Tt]he) (?:co-)?chair(?:s|men|man|woman|person|persons)? (?:was|were|is|are)\b", _GATHERINGS | {"study-session", "talks"}, passive=True, many=True),
    _v("chaired", rf", (?:the )?co-chair(?:s|men|persons)? of (?:the |this )?(?:[\w'-]+ ){{0,6}}?{_CHAIRED}\b", _GATHERINGS, many=True),
    _v("chaired", r"\b(?:was|acted as|served as|acting as) (?:the )?(?:master of (?:the )?ceremon(?:y|ies)|moderator|host of the)\b", _GATHERINGS),
)  # fmt: skip
_SPEAKING: tuple[_Verb, ...] = (
    _v("spoke", rf"\b(?:deliver(?:ed|s|ing)?|gave|gives?|made?(?! (?:the|these) (?:remarks|comments)\b)|makes|giving|making) (?:an? |the |his |her |their )?(?:[\w-]+ ){{0,3}}?{_SPEECH}\b(?! (?:{_IN_WRITING}|on behalf of the \w+ on))", many=True),
    _v("spoke", r"\b(?:spoke|speaks)\b(?! (?:by (?:tele)?phone|over|on (?:the )?(?:tele)?phone|highly|positively|with|of|out|about|for|fluent))(?: in (?:turn|succession)| successively| respectively| one after another)?", _NOT_TOURS, many=True),
    _v("spoke", r"\b(?:was|were) speaking\b(?= (?:on \w+ )?(?:at|to|during)\b)|\btook the floor\b|\b(?:was|were) (?:the|a|among the) (?:\w+ )?speakers?\b", _NOT_TOURS, many=True),
    _v("spoke", rf"\b[Aa]ddress(?:ed|es) (?:it|them)\b|\b[Aa]ddress(?:ed|es|ing) (?:the|a|an|at|to|its|participants|delegates|attendees|those) ?(?:[^.;,]{{0,80}}?){_ASSEMBLY}|\b[Aa]ddress(?:ed|es) (?:the )?(?:delegates|participants|attendees|guests|lawmakers|audience|officials)\b", many=True),
    _v("spoke", r"\b(?:taking|answering|fielding) (?:\w+ ){0,2}(?:reporters'|journalists'|media|press)? ?questions (?:was|were)\b|\b[Aa]lso speaking\b[^.;]{0,60}? (?:was|were|included?)\b", passive=True, many=True),
    _v("spoke", r"\b(?:said|says|stressed|pointed out|noted|emphasized) in (?:his|her|a|the) (?:\w+ )?speech\b"),
    _v("spoke", r"(?:(?<=[.;,\"] )|(?<=\n))[Ii]n (?:his|her|an?) (?:own )?(?:[\w-]+ ){0,2}(?:speech|address|lecture|remarks)\b(?! (?:on|at|to|last|in))", _NOT_TOURS, passive=True),
    _v("spoke", r"\b(?:began|begins?|opened|concluded|ended) (?:his|her) (?:[\w-]+ ){0,2}(?:speech|address|lecture|remarks)\b", _GATHERINGS),
    _v("spoke", rf"\btold (?:the|a|an) (?:[\w-]+ ){{0,3}}?(?:{_CHAIRED}|gathering|rally|summit|audience|participants|attendees)\b", _GATHERINGS | {"study-session"}, confidence=0.85),
    _v("spoke", r"\b(?:[Vv]ideo |[Oo]ther |[Cc]ongratulatory |[Ww]elcoming )?(?:[Ss]peeches|[Aa]ddresses|[Rr]emarks|[Tt]oasts?) (?:also |then )?(?:came|followed|were heard|were (?:given|made|delivered)) (?:from|by)\b", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", rf"\bmade (?:the|these) (?:above )?(?:remarks|comments) (?!{_IN_WRITING})(?:[^.;,]{{0,40}}?)\b(?:when|while|during|at|in|as) (?!(?:he |she )?(?:presid|chair|meeting (?:with|[A-Z])|holding|met|inspect|visit|tour)|an? (?:[\w-]+ ){{0,3}}(?:inspection|tour|trip|visit)\b)", _NOT_TOURS),
    _v("spoke", r"\bmade (?:the|these) (?:remarks|comments)\b[^.;,]{0,40}? (?:when|while|as) (?:he |she )?(?:presid|chair)\w+", frozenset({"study-session"})),
    _v("attended", rf"\b(?:made (?:the|these) (?:remarks|comments)|was speaking|were speaking)\b[^.;,]{{0,40}}? (?:at|during|to) (?:the|an?) (?:[\w'-]+ ){{0,5}}?{_ASSEMBLY}\b", _GATHERINGS),
    _v("spoke", rf"\b{_SPEECH},? (?:(?:\w+ ){{0,3}}?)(?:delivered|given|made|by)(?: (?:at|during) [^.;,]{{3,60}})? by\b|\b{_SPEECH} (?:from|by)(?: (?:[a-z-]+ ){{0,5}}(?:including|such as|like))?(?= )", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", r"\b(?:heard|listened to|listening to)\b[^.;]{0,40}?\b(?:remarks|views|opinions|suggestions) (?:of|from|by)\b", _GATHERINGS, passive=True, many=True),
    _v("spoke", r"\b(?:said|told|announced|noted|introduced|stressed)\b[^.;\"]{0,60}?\b(?:at|during|told)? ?(?:a|the|the same|an) (?:[\w-]+ ){0,2}(?:press|news) (?:conference|briefing)\b",
       frozenset({"press-conference"})),
    _v("spoke", r"\banswered (?:\w+ )?questions\b|\bmet the press\b|\b(?:[Ii]n )?answering (?:\w+ )?(?:reporters'|journalists'|the media's|\w+'s?) questions?\b|\b(?:held|gave|holds|gives) (?:an? |the |his |her )?(?:\w+ ){0,2}(?:press|news) (?:conference|briefing)", frozenset({"press-conference"}), many=True),
    _v("spoke", r"\bput(?:ting)? forward [^.;]{0,60}?suggestions\b|\bshar(?:ed|ing) (?:their|his|her) (?:\w+ )?(?:opinions|views|thoughts|experiences?|insights)\b|\boffer(?:ed|ing) (?:\w+ ){0,2}(?:suggestions|advice|proposals|opinions)\b|\bput (?:their|his|her) case\b|\btook the floor\b|\bat the (?:microphone|lectern)\b",
       frozenset({"symposium", "conference", "study-session", "meeting"}), many=True),
    _v("spoke", r"\b(?:[Oo]ther )?[Ss]peakers (?:also )?(?:include[ds]?|were|are)\b|\bfollowed (?:at the (?:microphone|lectern|podium) )?by\b(?=[^.;]{0,160}\b(?:address|speech|remarks|spoke)\b)|\b(?:[Aa]ddresses|[Ss]peeches|[Rr]emarks|[Gg]reetings|[Tt]alks) (?:was|were) (?:also )?(?:[a-z]+ly )?(?:delivered|made|given|offered) (?:[^.;,]{0,40} )?by\b", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", rf"\b{_SPEECH}, [^.;]{{3,140}}, (?:was|were) (?:delivered|given) by\b", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", r"(?<![.;\"] )(?<!\n)\bin (?:an?|his|her|the) (?:[\w-]+ ){0,3}(?:speech|address)\b(?! (?:on|last|in) [A-Z0-9])|\b(?:with|after delivering) an? (?:[\w-]+ ){0,3}(?:speech|address|remarks)\b|\bread (?:out )?(?:the|a|an) (?:[\w-]+ )?(?:eulogy|paper|citation|memorial text|memorial address)\b|\b(?:proposed|propose) a toast\b", _GATHERINGS | {"study-session"}),
)  # fmt: skip
_REPORTING: tuple[_Verb, ...] = (
    _v("reported", r"(?<!a )(?<!an )(?<!the )(?<!work )\breport(?:ed|ing)? (?:successively )?on (?:the|their|its|his) (?:\w+ )?(?:work|situation|progress|results)\b", many=True),
    _v("reported", rf"\b(?:deliver(?:ed|s)|made|gave|presented|submitted) (?:an? |the |their |his |her )?(?:[\w-]+ ){{0,3}}?{_ACCOUNT}\b(?! by)", many=True),
    _v("reported", r"\bintroduced (?:their|his|her|the) (?:\w+ )?(?:research results|results|situation|work|research)\b|\bpresented (?:the |their )?(?:\w+ )?findings\b", many=True),
    _v("reported", r"\bbriefed (?:the |those |members |participants |them |lawmakers |legislators )(?!press|media|reporters|guests?|visitors?)\w*|\breported (?:\w+ )?to the\b|\b(?:made|gave) (?:an? )?explanations?\b", many=True),
    _v("reported", r"\b(?:made|gave|delivered|presented) to the (?:meeting|session|conference) (?:an? |the |their )?(?:[\w-]+ ){0,3}(?:reports?|explanations?)\b|\bgave (?:an account|accounts) of\b|\b(?:explained|presented|introduced) (?:(?:the|a|an|its|their) )?(?:[\w-]+ ){0,4}?(?:bills?|drafts?|revisions?|amendments?|proposals?|motions?|treat(?:y|ies)|reports?)\b", frozenset({"meeting", "conference"}), many=True),
    _v("reported", r"\bexplained (?:this|the) (?:[\w-]+ )?(?:issue|subject|topic|question)\b", frozenset({"study-session"}), many=True),
    _v("reported", r"\b(?:lectures?|gave (?:an? |the )?(?:[\w-]+ )?(?:lecture|explanation|presentation)s?)\b(?=[^.;]{0,80}\b(?:opinions|suggestions|proposals)\b)", frozenset({"study-session"}), many=True),
    _v("reported", r"\b(?:were|was) (?:introduced|presented|explained|briefed) (?:to [^.;,]{3,50} )?by\b", frozenset({"meeting", "conference"}), passive=True, many=True),
    _v("reported", rf"\b{_ACCOUNT} (?:[\w-]+ ){{0,14}}?(?:{_BE}) (?:\w+ )?(?:presented|delivered|given|made|submitted)(?: (?:at|to|during|before) [^.;,]{{3,60}}?)? by\b", passive=True, many=True),
    _v("reported", r"\b(?:heard|hears|hearing|listen(?:ed|s|ing) to|received|after|reviewed)\b[^.;]{0,60}?\b(?:reports?|briefings?|explanations?|introductions?)\b[^.;]{0,120}?\b(?:delivered |given |made |presented )?(?:by|from|(?<=reports )of|(?<=report )of) (?=(?:the )?(?:[a-z]+ ){0,2}[A-Z])", passive=True, many=True, reach=12),
)  # fmt: skip
_ATTENDING: tuple[_Verb, ...] = (
    _v("attended", r"\b(?:presented|presents|conferred|confers|awarded|bestowed)\b[^.;]{0,80}?\b(?:[Mm]edals?|[Oo]rders?|[Aa]wards?|[Cc]ertificates?|titles?|honou?rs?|flags?)\b", frozenset({"ceremony"})),
    _v("attended", r"\b(?:received|receives|accepted) (?:the )?credentials\b|\bbid farewell\b|\bpaid (?:(?:his|her|their) )?(?:last |final )?(?:respects|tribute)\b|\blaid? (?:an? )?(?:\w+ )?wreath", frozenset({"ceremony"}), many=True),
    _v("attended", r"\b(?:h[eo]lds?|hosted|hosts|gave|threw) (?:an? |the )?(?:[\w-]+ ){0,3}(?:ceremony|banquet|reception|dinner|luncheon)\b", frozenset({"ceremony", "visit"}), object_role="attended", many=True),
    _v("attended", r"\b(?:was|were|arrived|came)(?: also)? (?:among the guests|one after another|in succession|in attendance)\b", frozenset({"ceremony"}), many=True),
    _v("attended", r"\bcut the ribbon\b|\bstood in (?:silent )?tribute\b|\bpresented (?:flower )?baskets\b|\b(?:watched|enjoyed) (?:the|a|an) (?:[\w' -]{0,60}?)(?:performances?|shows?|gala|concert|parade|ceremony)\b|\bsupervised the oath-taking\b|\b(?:was|were) in the stands\b"
                    r"|\b(?:hand(?:ed|ing)|present(?:ed|ing)|award(?:ed|ing)) (?:them |him |her |the )?(?:[\w' -]{0,40})?certificates\b", frozenset({"ceremony"}), many=True),
    _v("attended", r"\barrived one after another\b|\bunveiled (?:the|a)\b|\bdeclared\b[^.;]{0,60}? open\b", frozenset({"ceremony"}), many=True),
    _v("attended", r"\b(?:were|was|sat|took (?:their|his|her) seats?) (?:seated )?(?:in|on|at) (?:the )?(?:front row|rostrum|podium)\b", many=True, reach=90),
    _v("attended", rf"\b(?:also )?(?:[Aa]ttend(?:ed|s|ing)?|t(?:ook|akes?|aking) part in|participat(?:ed|es|ing) in|sat in on|(?:was|were) (?:also )?present (?:at|for|during)|(?:was|were) (?:also )?in attendance|joined (?:in )?(?:the|a|an) (?:[\w-]+ ){{0,2}}{_ASSEMBLY})\b(?! to\b)(?! by\b)(?! (?:the|this) (?:[\w-]+ )?{_ASSEMBLY} (?:together|along) with)", many=True),
    _v("attended", r"\b(?:attended|(?:was|were) (?:also )?(?:present|there|in attendance|on hand)|took part|participated)(?: too| as well| also)?(?=[.,;\s]*$)", many=True),
    _v("attended", r"\b(?:was|were) (?:also )?(?:in the (?:audience|room|hall)|among the (?:learners|audience|guests|listeners)|(?:seated )?at the head table)\b|\blistened from the\b|\bsat beside\b|\b(?:was|were) on hand\b|\bannounced the (?:start|opening|launch)\b", _GATHERINGS | {"study-session"}, many=True),
    _v("attended", r"\b(?:[Aa]lso )?[Ii]n the (?:room|audience|hall|group) (?:was|were)\b|\b[Tt]hose (?:on the (?:rostrum|podium)|there|in the (?:hall|room)) (?:also )?(?:included|were)\b|\bfollowed by (?=[A-Z])", _GATHERINGS | {"inspection"}, passive=True, many=True),
    _v("attended", r"\bcame(?=,? (?:and|too|as well)\b|[.,;])", _GATHERINGS, many=True),
    _v("attended", r"\b(?:was|were) (?:also )?among (?:the |those )(?:\w+ ){0,2}(?:participants|attendees|guests|attending|present|who attended|who took part|taking part)\b", many=True),
    _v("attended", r"\b(?:conveyed|relayed|read(?: out)?)\b (?:[A-Z][\w-]+(?: [A-Z][\w-]+)?'s|the|an?) \"?(?:[\w-]+ ){0,3}(?:instructions?|decisions?|letters?|messages?|lists?|directives?|[Oo]rders?)\b", _GATHERINGS | _SENDS),
    _v("attended", r"\b(?:attended|took part in|participated in|were present at|were at)\b[^.;]{0,90}?,? (?:including|among them|among whom were) (?=(?:the )?[A-Z])", passive=True, many=True),
    _v("attended", r"\b(?:attended|joined) by\b|\b[Ii]n the presence of\b|\bdeclared open by\b|\bbears the signatures? of\b|\bwho (?:came|attended|took part|joined|were present|were there)(?: as well| too| also)? (?:were|included)\b"
                    r"|\b(?:attended|came|took part|participated|(?:was|were) (?:also )?present|(?:was|were) there)\b[^.;]{0,80}? (?:so|as) (?:did|had|was|were)\b", passive=True, many=True),
    _v("attended", rf"\b(?:was|were) (?:also |all )?(?:at|on hand (?:at|for)) (?:the|a|an) (?:[\w'-]+ ){{0,5}}?{_ASSEMBLY}\b|\b(?:was|were) there\b|\bsat (?:also )?(?:in|on|at) the (?:rostrum|front row)\b|\balso sat on the rostrum\b|\b(?:and (?:other|others)[^.;,]{{0,40}} )?arrived together\b", many=True),
    _v("attended", r"\b(?:handed|presented|submitted) (?:(?:him|her|their|his|over|the) )*(?:letters of )?[Cc]redentials\b(?: to)?", frozenset({"ceremony"}), object_role="attended", many=True),
    _v("attended", rf"(?:\A|(?<=[.;] )|(?<=, )|\b)(?:[Aa]lso |[Oo]thers |[Tt]hose |[Oo]ther \w+ )?(?:[Pp]resent|[Aa]ttending|[Ii]n attendance|[Tt]aking part|[Pp]articipating|[Jj]oining|[Ss]itting in(?: on)?|[Oo]n hand|[Ss]eated|[Ww]ho attended)\b(?:(?:,| in| at| for)? ?(?:in |at )?(?:the|a|them|him|her|it)?[^.;]{{0,80}}?)? (?:{_BE}|included?|including)\b", passive=True, many=True),
    _v("attended", r"\b(?:[Pp]articipants|[Aa]ttendees|[Gg]uests|[Oo]fficials attending|[Oo]thers)(?: (?:at|in|of) the [\w-]+)? (?:included?|were)\b", passive=True, many=True),
    _v("attended", rf"\b(?:said|noted|stressed|added|told|said (?:this|so)) (?:at|during) (?:the|this) (?:[\w-]+ ){{0,2}}{_ASSEMBLY}\b", _GATHERINGS),
)  # fmt: skip
_TRAVELLING: tuple[_Verb, ...] = (
    _v("led", r"\bmade (?:the|these) (?:above )?(?:remarks|comments) (?:when|while|during|on) (?:an?|his|her|the)? ?(?:[\w-]+ ){0,3}(?:inspection|research|fact-finding|investigation|study|survey|inspecting|visiting|visit)\b", _TOURS),
    _v("led", r"\b(?:arriv(?:ed|es) (?:in|at)|left [A-Z]\w+ for|leaves? (?:[A-Z]\w+ )?for|departed for|paid|pays)\b", frozenset({"visit"})),
    _v("led", r"\b(?:inspect(?:ed|s|ing)|(?:made|makes|on|paid|concluded) an? (?:[\w-]+ ){0,2}(?:inspection|research|fact-finding|study|investigation) ?(?:tour|trip|visit)?"
              r"|(?:conduct|carr(?:y|i)|undert)(?:ed|s|ing|ied|ook)? (?:out )?(?:an? )?(?:[\w-]+ ){0,3}(?:research|inspections?|investigations?|survey)|investigat(?:ed|es)|visited|visits|went (?:\w+ )?(?:to|deep)|toured|tours"
              r"|(?:made|makes|paid|pays?|begins?|began) an? (?:[\w-]+ ){0,3}visit)\b(?! (?:together|with (?:him|her|them)|along)\b)", _TOURS, confidence=0.92),
    _v("accompanied", r"'s (?:wife|husband|spouse)\b", frozenset({"talks", "visit", "ceremony"}), passive=True, confidence=0.8),
    _v("attended", r"\baccompanied(?= (?:him|her|them)\b|[.,;\s]*$)", frozenset({"ceremony", "conference"}), many=True),
    _v("accompanied", r"\b(?:accompanied|accompanying|accompanies)\b(?! by| with)", _TOURS | {"talks"}, many=True),
    _v("accompanied", r"\b[Ww]ith (?:him|her|them) (?:on the (?:tour|trip|visit) )?(?:was|were|went|came)\b|\b[Ii]n (?:his|her|their) (?:company|entourage|party) (?:was|were)\b", _TOURS | {"talks"}, passive=True, many=True),
    _v("accompanied", r"\b(?:and other members of (?:\w+'s|his|her) (?:entourage|delegation) )?arrived on the same (?:plane|flight|train)\b|\b(?:travelled|traveled|came|arrived|went) with (?:him|her)\b", frozenset({"visit", "inspection"}), many=True),
    _v("accompanied", r"\b(?:was|were) (?:also )?on the (?:tour|trip)\b|\bshowed (?:him|her|them|the \w+) (?:a)?round\b|\bstayed at (?:his|her) side\b|\bhurried over to join\b|\b(?:travell?ed|came|went|flew) with (?:him|her|them)\b", _TOURS, many=True),
    _v("attended", r"\b(?:was|were) (?:\w+ )?(?:greeted|welcomed|met|seen off) (?:[^.;,]{0,60}? )?by\b", frozenset({"visit"}), passive=True, many=True),
    _v("attended", r"\b(?:greeted|welcomed|met|saw off) (?:him|her|them|the (?:plane|train|delegation))\b", frozenset({"visit"}), many=True),
    _v("led", r"\b(?:delegation|team|group|party) (?:under|headed by|led by|with) (?=[A-Z])|\bHeaded by (?=[A-Z])", _TOURS, passive=True),
    _v("led", r"\b(?:ending|concluding|wrapping up) (?:an?|his|her) (?:[\w-]+ ){0,4}visit\b", frozenset({"visit"})),
    _v("led", r"\b(?:was|is|were) (?:on|in the course of) (?:an?|his|her|their) (?:[\w-]+ ){0,4}(?:tour|trip|visit)\b|\b(?:went|goes) on (?:an?|his|her) (?:[\w-]+ ){0,4}(?:tour|trip|visit)\b|\b[Dd]uring (?:his|her|\w+day's|the) (?:[\w-]+ ){0,3}(?:tour|trip|visit)\b(?=[^.;]{0,80}, (?:[A-Z]\w+|he|she) )", _TOURS),
    _v("attended", r"\b(?:received|greeted|welcomed|met|seen off) (?:warmly )?(?:at|on)? ?[^.;]{0,60}? by (?:[\w-]+ ){0,4}(?:officials|leaders|representatives) (?:including|such as)\b", frozenset({"visit"}), passive=True, many=True),
    _v("accompanied", r"\b[Aa]ccompanied (?:[^.;,]{1,50} )?by\b|\b(?:entourage|delegation) (?:also )?includ(?:es|ed)\b|\b(?:was|were) joined (?:[^.;,]{1,40} )?by\b", _TOURS | {"talks", "visit"}, passive=True, many=True),
    _v("accompanied", rf"\b{_TOURED_TOGETHER} (?:together|with (?:him|her|them)|along)(?=[.,;\s]*$)|\bjoined (?:him|her|them|the (?:[\w-]+ )?(?:tour|trip|inspection|visit))\b|\b(?:took part in|participated in|joined) (?:the|this) (?:[\w-]+ )?(?:inspection|investigation|research|survey|tour) (?:together|along) with (?:him|her)\b|\bwent (?:with|along with) (?:him|her|them)\b", _TOURS, many=True),
    _v("accompanied", r"\b[Aa]ccompanying (?:him|her|them|[A-Z]\w+)\b[^.;]{0,60}? (?:was|were|included?)\b|\b[Aa]lso on the (?:trip|tour|visit|inspection) (?:was|were)\b|\bjoined by\b", _TOURS, passive=True, many=True),
)  # fmt: skip
_MEETING: tuple[_Verb, ...] = (
    _v("met", r"\b(?:phone|telephone|video) (?:call|conversation|talks|meeting) with\b|\b(?:spoke|speaks|talked|talks) (?:(?:by|over|on) (?:the )?(?:tele)?phone |via video link )?with\b|\btold (?:his |her |the |visiting )(?=(?:[\w-]+ ){0,6}[A-Z])", frozenset({"talks"}), object_role="met"),
    _v("met", r"\bsat down (?:together )?(?:in|with)\b|\b(?:was|were) (?:also )?the guests? of\b|\bworking (?:lunch|breakfast|dinner) with\b|\b(?:received|receives) (?:him|her|them) (?:in|at)\b", frozenset({"talks", "visit"}), object_role="met", many=True),
    _v("met", r"(?:(?<=[.!?\"] )|(?<=\n))(?:Meeting|Talking (?:to|with)|Receiving|Hosting|To|With|(?:In|During|At) (?:(?:the|his|her|their|a|another) )?(?:separate )?(?:meetings?|talks|conversations?) with) (?=(?:the |visiting )?[A-Z])", frozenset({"talks", "visit"}), passive=True, many=True, reach=4),
    _v("met", r"\b(?:[Oo]n the sidelines|[Bb]efore the (?:\w+ ){0,2}(?:meeting|ceremony|opening|session)|[Dd]uring (?:his|her|their) (?:stay|visit))\b[^.;]{0,80}?\b(?:met|held (?:separate )?(?:talks|meetings))(?: separately)? with\b", frozenset({"conference", "ceremony", "symposium"}), object_role="met"),
    _v("met", r"\b(?:(?:met|meets|meet)\b(?! (?:the )?(?:needs?|demands?|requirements?|on|at))(?: with| here with| separately with| in [A-Z]\w+ with)?|meeting with|(?:h[eo]lds?|holding|had) (?:\S+ ){0,5}?(?:talks|a meeting|meetings?|summit|roundtable|dialogue|conversation)|(?:received|receives|called on|sat down with) (?=(?:the |visiting )?[A-Z]))\b"
              r"(?! (?:was|is|that|of|to)\b)", frozenset({"talks", "visit"}), object_role="met"),
    _v("met", r"\b(?:met|meets) (?:with )?(?:all )?(?:the )?(?:[\w-]+ )?(?:delegates|representatives|guests|participants|award winners)\b|\bhad (?:separate |brief )?meetings with\b", frozenset({"conference", "ceremony"}), object_role="met"),
    _v("met", r"\b(?:met|meets) (?:\w+ )?with\b|\bmet and\b", frozenset({"symposium", "inspection"})),
    _v("met", r"\b(?:was|were|is|are) (?:\w+ ){0,2}(?:received|met|called in|summoned)\b[^.;]{0,60}? by\b", frozenset({"talks"}), passive=True, object_role="met"),
)  # fmt: skip
_SENDING: tuple[_Verb, ...] = (
    _v("sent", r"\b(?:sen[dt]s?|extend(?:ed|s)|wrote|writes|repl(?:ied|ies)|congratulat(?:ed|es)|exchanged?s?|express(?:ed|es) condolences)\b", frozenset({"message"}), many=True),
    _v("sent", r"\b(?:offer|extend|convey|express|voice)(?:ed|s) (?:[\w'-]+ ){0,4}(?:congratulations|condolences|sympath(?:y|ies)|felicitations)\b", frozenset({"message"}), many=True),
    _v("sent", r"\b(?:[Mm]essages?|[Ll]etters?|[Tt]elegrams?|[Cc]ongratulations|[Cc]ondolences|[Gg]reetings)\b[^.;]{0,40}? (?:also )?(?:came|went|arrived|(?:were|was) (?:sent|received)|poured in|(?:have|has) come) (?:also |in )?(?:from|by)\b", frozenset({"message"}), passive=True, many=True),
    _v("sent", r"\b(?:read|conveyed|relayed)\b[^.;]{0,80}?\b(?:letters?|messages?|instructions?|directives?)\b (?:\w+ ){0,3}(?:from|by) (?=(?:President |General Secretary |Chinese |Premier )*[A-Z])", _GATHERINGS, passive=True),
    _v("sent", r"\bsen[dt]s? (?:it|them|him|her) (?:an? )?(?:\w+ ){0,2}(?:instructions?|letter|message)\b", _GATHERINGS),
    _v("sent", r"\bsen[dt]s? (?:an? |his |her )?(?:congratulatory |written |reply |condolence )?(?:letters?|messages?) to\b", _GATHERINGS),
    _v("sent", rf"\b(?:give[sn]?|gave|issue[sd]?|ma(?:de|kes?)|has given) (?:an? |some )?(?:\w+ ){{0,3}}?{_WROTE}\b(?! (?:when|while|during|at|to reporters)\b)", _GATHERINGS | {"instruction"}, many=True),
    _v("sent", r"\bmade (?:the|these|this|his|her) (?:remarks|comments|call)(?: recently| on \w+)? in an? (?:[\w-]+ ){0,3}(?:instruction|directive|letter|message)\b", frozenset({"instruction", "message"})),
    _v("sent", r"\b[Ii]n an? (?:[\w-]+ ){0,3}(?:instruction|directive)\b(?=[^.;]{0,120}\b(?:said|stressed|urged|called|noted|offered|expressed|demanded|required)\b)", frozenset({"instruction"}), passive=True),
    _v("sent", r", in an? (?:[\w-]+ ){0,3}(?:instruction|directive|letter|message),|\b(?:directed|instructed) (?:that|[a-z])|\bissued (?:his|her|an?) (?:written )?(?:instruction|directive)", frozenset({"instruction", "message"}), many=True),
    _v("sent", r"\b(?:greetings|messages|congratulations|telegrams) (?:were |was )?(?:passed|exchanged) between\b|,? wrote (?=(?:[A-Z]\w+ ){0,4}[A-Z])", frozenset({"message"}), passive=True, many=True),
    _v("sent", r"\b(?:reply|letter|message|telegram|instructions?) from (?=(?:the )?(?:[A-Z]|president|premier))", frozenset({"message", "instruction"}), passive=True),
    _v("sent", r"\border(?:ed|s) (?:all-out|immediate|maximum|every|full) ", frozenset({"instruction"})),
)  # fmt: skip
_CONCERNING: tuple[_Verb, ...] = (
    _v("subject", r"\b(?:was|were) (?:re-)?elected (?:as )?(?:the )?(?:new )?(?=[A-Z]|chair|president|vice|head|secretary)", frozenset({"conference", "meeting"}), many=True, confidence=0.85),
    _v("subject", r"\b(?:was|were|is|are|has been|have been) (?:re-)?(?:appointed|elected|named|removed|dismissed|relieved)\b", frozenset({"conference", "meeting", "publication"}), many=True, confidence=0.85),
    _v("subject", r"\b(?:removed|appointed|dismissed|elected|named|chose) (?=[A-Z][\w'-]+ [A-Z][\w'-]+ (?:as|to|from|of)\b)", frozenset({"conference", "meeting", "publication"}), passive=True, many=True, confidence=0.85),
    _v("subject", r"\b(?:those|officers|officials|people) (?:promoted|appointed|elected|hono[u]?red|removed)\b[^.;:]{0,60}? (?:are|were|is|was|includ(?:es|ed|e))\b:?", frozenset({"conference", "meeting", "ceremony", "publication", "appointment"}), passive=True, many=True, confidence=0.85),
    _v("subject", r"\b(?:[Tt]he body|funeral) of\b", frozenset({"ceremony"}), passive=True, confidence=0.88),
    _v("subject", r"\banniversary of (?:the )?(?:birth|death|passing) of\b|\bmemorial (?:meeting|service|ceremony) for\b|\b(?:remains|memory) of\b", frozenset({"symposium", "conference", "ceremony"}), passive=True, confidence=0.88),
)  # fmt: skip
_VERBS = (*_CHAIRING, *_SPEAKING, *_REPORTING, *_ATTENDING, *_TRAVELLING, *_MEETING, *_SENDING, *_CONCERNING)
_NOT_DONE = re.compile(r"\b(?:had|will|would|to|could|should|must|may|not|never|previously|earlier) (?:also )?\Z")
_ANOTHER_DAY = re.compile(r"\b(?:yesterday|last (?:week|month|year|November|time)|in (?:19|20)\d\d)\b")
_NOT_NOW = re.compile(
    r"\A[Bb]efore the \w+, |\b(?:not long ago|recently|once|repeatedly|last (?:week|month|year))\b(?![^,]*\b(?:and|,)\b)"
)
_BRIEFING = re.compile(r"(?:conference|briefing)\b")
_PARTICIPLE = re.compile(r"(?:\A|.*[.:] )(?:When|While|After|Before) \Z", re.S)
_OPENING = re.compile(r"(?:Also |Then |Later )?\Z")
_SAYS = re.compile(r",? (?:also )?(?:said|says|told|announced|added|noted|confirmed)\b")


# `Xi chaired the meeting last week, Han said`: what somebody tells of others is no part of the event.
_REPORTED_SPEECH = re.compile(
    r", (?:[A-Z][a-z]+(?: [A-Z][a-z]+)?|he|she) (?:said|noted|added|stressed|pointed out)\.?[\"']?\s*\Z"
)


def acts(cast: Cast, where: Lead, kind: str, sentences: Sequence[Piece]) -> tuple[Act, ...]:
    """Who did what in the main event, each once, in the order of the text."""
    if kind == "publication":
        return tuple(_ordered(cast, sentences))
    if kind == "report":
        kind = _told_at_the_end(cast, sentences)
        return () if not kind else acts(cast, where, kind, sentences)
    if kind in ("discipline", "appointment"):
        return tuple({a.person: a for a in _subjects(cast, where, sentences, kind)}.values())
    found: dict[tuple[int, str], Act] = {}
    if kind == "press-conference":
        hosts = {act.person: act for act in _hosts(cast, where)}
        if hosts:
            return tuple(hosts.values())
    planned = _is_planned(where)
    opening = {p.start for p in (*where.headlines, *where.sentences[:1])}
    before: Piece | None = None
    for sentence in sentences:
        leads = sentence.start in opening or any(sentence.start <= at < sentence.end for at in opening)
        future = planned and any(sentence.start <= s.start < sentence.end for s in where.sentences)
        if _REPORTED_SPEECH.search(sentence.text):
            continue
        for act in (*_in_sentence(cast, sentence, kind, planned=future, leads=leads), *_named_next(cast, before, sentence, kind)):
            found.setdefault((act.person, act.role), act)
        before = sentence
    if planned and kind in _PARTNERS:
        for act in _partners(cast, where, kind):
            found.setdefault((act.person, act.role), act)
    for act in tuple(_principals(cast, where, kind, found)):
        found.setdefault((act.person, act.role), act)
    return tuple(a for a in found.values() if not _doubled(a, found, kind))


# `Seven speakers briefed the meeting and spoke. They were …`
_THEY = re.compile(
    r"\A(?:They|These|Those|The (?:[a-z]+ ){0,2}(?:speakers|attendees|participants|representatives|ambassadors|officials)) (?:are|were|include|included|comprised)\b:?"
)


def _named_next(cast: Cast, before: Piece | None, sentence: Piece, kind: str) -> Iterator[Act]:
    """Those whom a sentence names of whom the one before tells, unnamed, what they did."""
    m = _THEY.match(sentence.text)
    if not m or before is None:
        return
    people = cast.listed(sentence, sentence.start + m.end(), 40)
    roles = {
        v.role for v in _VERBS if v.many and not v.passive and _counts(v, kind, leads=False) and v.pattern.search(before.text)
    }
    for role in sorted(roles):
        yield from (Act(p, role, n, sentence, 0.88) for n, p in enumerate(people, 1))


# Whoever the lead is about has this part in its event, in whatever words it is told.
_PRINCIPAL = {
    "talks": "met",
    "inspection": "led",
    "visit": "led",
    "message": "",
    "instruction": "sent",
    "press-conference": "spoke",
}
_TOGETHER = re.compile(
    r"\b(?:me[et]t?\w*|talk\w*|receiv\w+|dialogues?|calls?|called|conversations?|counterpart|hosted|visit\w*|guests?)\b",
    re.IGNORECASE,
)


def _principals(cast: Cast, where: Lead, kind: str, found: Mapping[tuple[int, str], Act]) -> Iterator[Act]:
    """The part of whoever the lead names first as acting, and of both sides of talks, where no verb of the tables tells it."""
    role = _PRINCIPAL.get(kind, "attended")
    acting = {person for person, _ in found}
    if kind == "talks":
        if len([1 for _, r in found if r == "met"]) > 1:
            return
        for piece in (*where.headlines, *where.sentences[:1], *where.captions):
            people = [p for g in cast.inside(piece) if not cast.owns(g) for p in g.members]
            if len(set(people)) > 1 and _TOGETHER.search(piece.text):
                yield from (Act(p, role, None, piece, 0.75) for p in people)
                return
        return
    for piece in (*where.sentences[:2], *where.captions, *where.headlines) if role else ():
        first = next((g for g in cast.inside(piece) if g.subject), None)
        if first:
            if not acting.intersection(first.members):
                yield Act(first.members[0], role, None, piece, 0.75)
            return


_WILL = re.compile(
    r"\b(?:will|is to|are to|is set to|is scheduled to) (?:also )?(?:hold|meet|attend|visit|pay|chair|address|deliver|host|co-chair|preside|open|launch|speak)\b"
)
_PARTNERS = {"talks": "met", "conference": "attended", "symposium": "attended"}
_LISTED = re.compile(
    r"\b[Tt]he (?:\w+ ){0,3}(?:leaders|heads|chiefs|guests|attendees|participants|officials) (?:are|include|will be)\b"
)


def _is_planned(where: Lead) -> bool:
    """Whether the lead announces what is to come, so that `will meet` tells the event itself."""
    return bool(where.sentences) and bool(_WILL.search(where.sentences[0].text))


def _partners(cast: Cast, where: Lead, kind: str) -> Iterator[Act]:
    """Those whom an announcement lists after it: `The six leaders are …`."""
    for piece in where.sentences[1:]:
        if m := _LISTED.search(piece.text):
            for group in cast.inside(piece):
                if group.start >= piece.start + m.end():
                    yield from (Act(p, _PARTNERS[kind], None, piece, 0.9) for p in group.members)


_CONFERENCE = re.compile(r"'s (?:[A-Z]?[a-z]+ ){0,2}(?:[Pp]ress [Cc]onference|[Pp]ress [Bb]riefing|[Rr]emarks)")


def _hosts(cast: Cast, where: Lead) -> Iterator[Act]:
    """Whose press conference the headline says it is."""
    for piece in where.headlines:
        for group in cast.inside(piece):
            if _CONFERENCE.match(cast.text, group.end):
                yield Act(group.members[-1], "spoke", None, piece, 0.93)


def _doubled(act: Act, found: dict[tuple[int, str], Act], kind: str) -> bool:
    """Whether a broader part of the same person says more: who chairs a meeting or tours does not merely attend."""
    if act.role == "attended":
        more = ("chaired", "sent", *(("met",) if kind == "talks" else ()), *(("led",) if kind in _TOURS else ()))
        return any((act.person, role) in found for role in more)
    if act.role == "accompanied":
        return any((act.person, role) in found for role in ("met", "led"))
    return False


_MOVED = re.compile(
    r"\b(?:appoint\w*|remov\w+|elect(?:s|ed)?|named|dismiss\w*|replac\w+|promot\w+|step(?:s|ped) down|sworn in|resign\w*"
    r"|(?:fir|sack|oust)(?:ed|es|s)|(?<!the )names(?! of)|tapped|becomes?|became|takes? over|took over|succeed(?:s|ed)|put in charge|given the post)\b"
)
# What these tell is as often the past of whoever comes or goes.
_FOLLOWED = re.compile(r"becom|became|succeed|t(?:ake|ook)")
# Whoever removes or appoints somebody is not whom it is about: `the president fired the minister`.
_ACTIVE = re.compile(r"(?:appoint|remov|dismiss|name|fire|sack|oust|tap)\w*\Z")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|newly|the|and|an?)[ -](?:\w+ )?\Z")
_EARLIER = re.compile(
    r"\b(?:in (?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d|in [A-Z][a-z]{2,8} this year|previously|earlier|years? ago|last year|in late|in early|after (?:serving|succeeding))\b"
)


def _moved(cast: Cast, piece: Piece, m: re.Match[str]) -> tuple[int, ...]:
    """Who comes or goes by a sentence: whom an active verb names next, else everybody in it."""
    at = piece.start + m.end()
    if cast.text.endswith("to ", 0, piece.start + m.start()):
        return cast.objects(piece, at, 80)
    if _ACTIVE.match(m[0]) and not _PASSIVE.search(
        cast.text, max(piece.start, piece.start + m.start() - 20), piece.start + m.start()
    ):
        acting = cast.subject(piece, piece.start + m.start())
        if acting and (people := cast.objects(piece, at, 80)):
            return people
    return tuple(dict.fromkeys(p for group in cast.inside(piece) for p in group.members))


def _ordered(cast: Cast, sentences: Sequence[Piece]) -> Iterator[Act]:
    """Whom a published order appoints or removes."""
    verbs = [v for v in _CONCERNING if v.kinds and "publication" in v.kinds]
    found = (
        a
        for s in sentences
        for v in verbs
        for m in v.pattern.finditer(cast.text, s.start, s.end)
        for a in _of_verb(cast, s, v, m, "publication", planned=False)
    )
    yield from {a.person: a for a in found}.values()


def _subjects(cast: Cast, where: Lead, sentences: Sequence[Piece], kind: str) -> Iterator[Act]:
    """Whom a disciplinary case is about, the first person named; in an appointment whoever comes or goes."""
    if kind == "appointment":
        for piece in sentences:
            m = _MOVED.search(piece.text)
            is_new = m and piece in where.sentences and not _FOLLOWED.match(m[0])
            if m and (is_new or not _EARLIER.search(piece.text)):
                yield from (Act(p, "subject", None, piece, 0.85) for p in _moved(cast, piece, m))
        return
    for piece in (*where.headlines, *where.sentences[:1]):
        if groups := cast.inside(piece):
            yield Act(groups[0].members[0], "subject", None, piece, 0.9)
            return


# What the opening says somebody did is the event, or part of it, whatever its type was taken for.
_OPENS_WITH = {"met": _GATHERINGS, "led": _GATHERINGS}


def _counts(verb: _Verb, kind: str, *, leads: bool) -> bool:
    """Whether a verb gives a role in events of a type."""
    if kind == "press-conference" and verb.role not in ("spoke", "attended"):
        return False
    return (
        verb.kinds is None
        or kind in verb.kinds
        or (leads and kind in _OPENS_WITH.get(verb.role, ()) and (verb.role != "led" or "inspection" in verb.kinds))
    )


# A readout ends with who else was there, in a sentence of its own.
_ENDING = re.compile(
    rf"\b(?:attended|(?:was|were) (?:also )?present|took part in|participated in|joined)(?: in)? (?:the|these|this|above) (?:above )?(?:[\w-]+ ){{0,3}}(?P<what>{_ASSEMBLY})\b|"
    rf"\b(?:presided over|chaired) (?:by\b|the\b)|\b(?P<tour>accompanied (?:him|her|them|the \w+)|{_TOURED_TOGETHER} together)\b"
)


def _told_at_the_end(cast: Cast, sentences: Sequence[Piece]) -> str:
    """The kind of event whose readout an article without a telling lead turns out to be; empty where it is none."""
    for sentence in sentences[-3:]:
        groups = cast.inside(sentence)
        m = _ENDING.search(sentence.text) if groups and len(sentence.text) < 600 else None
        if m and (groups[0].start - sentence.start < 30 or cast.text.startswith("by ", groups[0].start - 3)):
            return (
                "inspection"
                if m["tour"] or (m["what"] or "") in ("inspection", "investigation", "research", "visit")
                else "conference"
            )
    return ""


def _in_sentence(cast: Cast, sentence: Piece, kind: str, *, planned: bool, leads: bool) -> Iterator[Act]:
    for verb in _VERBS:
        if not _counts(verb, kind, leads=leads):
            continue
        for m in verb.pattern.finditer(cast.text, sentence.start, sentence.end):
            yield from _of_verb(cast, sentence, verb, m, kind, planned=planned)


def _of_verb(cast: Cast, sentence: Piece, verb: _Verb, m: re.Match[str], kind: str, *, planned: bool) -> Iterator[Act]:
    people = _agents(cast, sentence, verb, m) if verb.passive else _doers(cast, sentence, verb, m, kind=kind, planned=planned)
    for n, person in enumerate(people, 1):
        yield Act(person, verb.role, n if len(people) > 1 else None, sentence, verb.confidence)
    if verb.object_role and people:
        others = cast.subject(sentence, m.start(), many=True) if verb.passive else _partners_of(cast, sentence, m)
        for person in others:
            if person not in people:
                yield Act(person, verb.object_role, None, sentence, verb.confidence - 0.03)


# `was briefed by Ma Li on the one bill, and by Li Mei on the other`
_AND_BY = re.compile(r"(?:,|\band\b)[^.;,]{0,120} by (?=[A-Z])")


def _agents(cast: Cast, sentence: Piece, verb: _Verb, m: re.Match[str]) -> tuple[int, ...]:
    """Who stands after the verb: `by Li Qiang`, `Also present were Li Qiang and …`."""
    if verb.many and not m[0].startswith("Accompanied"):
        people = cast.listed(sentence, m.end(), verb.reach)
        if people and verb.role == "reported":
            more = (p for a in _AND_BY.finditer(cast.text, m.end(), sentence.end) for p in cast.listed(sentence, a.end(), 4))
            people = tuple(dict.fromkeys((*people, *more)))
        return people
    people = cast.objects(sentence, m.end(), verb.reach)
    if m[0].startswith("Accompanied"):
        return people[:-1]
    return people[:1] if verb.role == "accompanied" else people


def _doers(cast: Cast, sentence: Piece, verb: _Verb, m: re.Match[str], *, kind: str, planned: bool) -> tuple[int, ...]:
    """Who stands before the verb, or after the clause that it opens: `After attending the talks, Li Qiang …`."""
    if kind == "press-conference" and verb.role == "attended" and not _BRIEFING.search(cast.text, m.start(), m.end() + 40):
        return ()
    another = _ANOTHER_DAY.search(cast.text, m.end(), min(sentence.end, m.end() + 70))
    if verb.role == "met" and (another or _NOT_NOW.search(cast.text, max(sentence.start, m.start() - 40), m.start())):
        return ()
    if _is_undone(cast.text, sentence, m.start(), planned=planned):
        return ()
    people = cast.subject(sentence, m.start(), many=verb.many)
    if verb.many and (listed := _listed_after(cast, sentence, m)):
        return listed
    if people and _is_told(cast, sentence, m.start(), people):
        return ()
    before = cast.text[sentence.start : m.start()]
    opens = _PARTICIPLE.match(before) or (_OPENING.match(before) and m[0].split()[0].lower().endswith("ing"))
    return cast.objects(sentence, m.end(), 200) if not people and opens else people


# `Five leaders briefed the meeting: …`, `Among those who spoke were …`
_COLON = re.compile(r"[^.;:]{0,90}: ?(?=[A-Z])")
_THOSE = re.compile(r"(?:Among|Those|Others|Other \w+|The (?:\w+ ){0,3}who|Also among|People) ")
_AMONG_THEM = re.compile(r"(?:[^.;:,]{0,60}?) (?:were|are|includes?|included) (?=[A-Z])")
_UNNAMED = re.compile(
    r"\b(?:[Aa]mong|[Tt]hose|[Oo]thers|[Oo]fficials|[Pp]eople|[Ll]eaders|[Mm]embers|[Rr]epresentatives|[Ss]peakers|[Hh]onorees|[Gg]uests|[Oo]fficers|[Ee]xperts|[Ee]ntrepreneurs|[Dd]eputies)\b"
)


def _listed_after(cast: Cast, sentence: Piece, m: re.Match[str]) -> tuple[int, ...]:
    """Whoever a sentence lists after a verb whose subject are people unnamed."""
    if not _UNNAMED.search(cast.text, sentence.start, m.start()):
        return ()
    tail = _COLON.match(cast.text, m.end(), sentence.end)
    if tail is None and _THOSE.match(cast.text, sentence.start):
        tail = _AMONG_THEM.match(cast.text, m.end(), sentence.end)
    return cast.listed(sentence, tail.end(), 40) if tail else ()


# What somebody says that others did is no part of the event, unless it says on what occasion they spoke.
_SAYS_THAT = re.compile(
    r"\b(?:said|says|noted|stressed|pointed out|emphasi[sz]ed|stated|added|recalled|believes?|expressed)(?: [a-z]+){0,4}? that\b"
)
_WHEN = re.compile(r"\b(?:when|while|as|during|after|before) [^.;,]{0,40}\Z")


def _is_told(cast: Cast, sentence: Piece, verb: int, people: Sequence[int]) -> bool:
    """Whether a verb and who does it stand in what somebody else says."""
    told = _SAYS_THAT.search(cast.text, sentence.start, verb)
    if told is None or _WHEN.search(cast.text, told.end(), verb):
        return False
    return any(g.start > told.end() and people[-1] in g.members and g.end <= verb for g in cast.inside(sentence))


def _is_undone(text: str, sentence: Piece, verb: int, *, planned: bool) -> bool:
    """Whether the verb tells of what was done before, is to be done or is not done; an announcement's own event counts."""
    undone = _NOT_DONE.search(text, max(sentence.start, verb - 16), verb)
    if not undone or (
        undone[0].startswith("to ") and _INVITED.search(text, max(sentence.start, undone.start() - 30), undone.start())
    ):
        return False
    ahead = undone[0].startswith("will") or bool(_IS_TO.search(text, max(sentence.start, undone.start() - 24), undone.end()))
    return not (planned and ahead)


# `were invited to attend` tells who sat in.
_INVITED = re.compile(r"\binvited (?:also )?\Z")
_IS_TO = re.compile(r"\b(?:is|are) (?:also )?(?:set |scheduled |due |expected )?to (?:also )?\Z")
_AMONG = re.compile(r"\b(?:including|among them|among whom|led by|headed by|such as) (?=(?:the |former )?[A-Z])")


def _partners_of(cast: Cast, sentence: Piece, m: re.Match[str]) -> tuple[int, ...]:
    """Whom the verb has as its object: the people named next, or those of a company named after it."""
    if people := cast.objects(sentence, m.end(), 90, unless=_SAYS):
        return people
    among = _AMONG.search(cast.text, m.end(), min(sentence.end, m.end() + 260))
    return cast.listed(sentence, among.end(), 40) if among else ()
