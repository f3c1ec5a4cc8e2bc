"""The verbs that tell what somebody did in an event, by part: chairing, speaking, reporting, attending, touring, meeting, sending."""

from __future__ import annotations

import re
from typing import NamedTuple


class Verb(NamedTuple):
    role: str
    pattern: re.Pattern[str]
    kinds: frozenset[str] | None = None
    object_role: str = ""
    passive: bool = False
    many: bool = False
    confidence: float = 0.93
    reach: int = 60


TOURS = frozenset({"inspection", "visit"})
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
GATHERINGS = frozenset({"symposium", "meeting", "conference", "ceremony"})
_SPOKEN_AT = GATHERINGS | {"study-session", "instruction", "message"}
SENDS = frozenset({"message", "instruction"})
ASSEMBLY = (
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
TOURED_TOGETHER = r"(?:investigated|inspected|visited|toured|went|studied|researched)"


def _v(role: str, pattern: str, kinds: frozenset[str] | None = None, **more: object) -> Verb:
    return Verb(role, re.compile(pattern), kinds, **more)  # type: ignore[arg-type]


_CHAIRING: tuple[Verb, ...] = (
    _v("chaired", rf"\b(?:[Pp]resid(?:ed|es|ing) over|(?:co-)?chair(?:ed|s(?! {_ITS_BODY})|ing)|in the chair of)(?! by\b) (?:the |a |an |and |also |it|this )?(?:[^.;,]{{0,80}}?\b{ASSEMBLY})?"),
    _v("chaired", r"\bpresid(?:es|ed)\b(?! over)|\b(?:was|were|took) (?:in )?the chair\b|\bmoderated (?:the|a)\b"),
    _v("chaired", r"\b(?:chaired|presided over|moderated) by\b", passive=True),
    _v("chaired", r"\bwith (?=[^,;.]{3,120} (?:presiding|in the chair|as (?:the )?(?:chair|moderator))\b)", passive=True),
    _v("chaired", rf"\b(?:host(?:ed|s)|conduct(?:ed|s)|direct(?:ed|s)|moderat(?:ed|es)|conven(?:ed|es)|led|leads) (?:the|this|its|a|an) (?:[\w-]+ ){{0,4}}?{_CHAIRED}\b(?! (?:on behalf|in honor))", GATHERINGS | {"study-session"}, many=True),
    _v("chaired", rf"\b{_CHAIRED}\b[^.;,]{{0,40}}? (?:was|were) (?:hosted|conducted|directed|led|moderated|emceed) by\b|\bunder the (?:chair\w*|presidency) of\b|\b(?:[Ii]n|[Tt]aking) the chair (?:was|were)\b|\b(?:discussion|roundtable|event|class|exchange) (?:hosted|moderated) by\b|\bhad (?=[A-Z][^.;]{2,160}, in the chair\b)"
                  r"|\b(?:[Ii]ts|[Tt]he) (?:co-)?chair(?:s|men|man|woman|person|persons)? (?:was|were|is|are)\b", GATHERINGS | {"study-session", "talks"}, passive=True, many=True),
    _v("chaired", rf", (?:the )?co-chair(?:s|men|persons)? of (?:the |this )?(?:[\w'-]+ ){{0,6}}?{_CHAIRED}\b", GATHERINGS, many=True),
    _v("chaired", r"\b(?:was|acted as|served as|acting as) (?:the )?(?:master of (?:the )?ceremon(?:y|ies)|moderator|host of the)\b", GATHERINGS),
)  # fmt: skip
_SPEAKING: tuple[Verb, ...] = (
    _v("spoke", rf"\b(?:deliver(?:ed|s|ing)?|gave|gives?|made?(?! (?:the|these) (?:remarks|comments)\b)|makes|giving|making) (?:an? |the |his |her |their )?(?:[\w-]+ ){{0,3}}?{_SPEECH}\b(?! (?:{_IN_WRITING}|on behalf of the \w+ on))", many=True),
    _v("spoke", r"\b(?:spoke|speaks)\b(?! (?:by (?:tele)?phone|over|on (?:the )?(?:tele)?phone|highly|positively|with|of|out|about|for|fluent))(?: in (?:turn|succession)| successively| respectively| one after another)?", _NOT_TOURS, many=True),
    _v("spoke", r"\b(?:was|were) speaking\b(?= (?:on \w+ )?(?:at|to|during)\b)|\btook the floor\b|\b(?:was|were) (?:the|a|among the) (?:\w+ )?speakers?\b", _NOT_TOURS, many=True),
    _v("spoke", rf"\b[Aa]ddress(?:ed|es) (?:it|them)\b|\b[Aa]ddress(?:ed|es|ing) (?:the|a|an|at|to|its|participants|delegates|attendees|those) ?(?:[^.;,]{{0,80}}?){ASSEMBLY}|\b[Aa]ddress(?:ed|es) (?:the )?(?:delegates|participants|attendees|guests|lawmakers|audience|officials)\b", many=True),
    _v("spoke", r"\b(?:taking|answering|fielding) (?:\w+ ){0,2}(?:reporters'|journalists'|media|press)? ?questions (?:was|were)\b|\b[Aa]lso speaking\b[^.;]{0,60}? (?:was|were|included?)\b", passive=True, many=True),
    _v("spoke", r"\b(?:said|says|stressed|pointed out|noted|emphasized) in (?:his|her|a|the) (?:\w+ )?speech\b"),
    _v("spoke", r"(?:(?<=[.;,\"] )|(?<=\n))[Ii]n (?:his|her|an?) (?:own )?(?:[\w-]+ ){0,2}(?:speech|address|lecture|remarks)\b(?! (?:on|at|to|last|in))", _NOT_TOURS, passive=True),
    _v("spoke", r"\b(?:began|begins?|opened|concluded|ended) (?:his|her) (?:[\w-]+ ){0,2}(?:speech|address|lecture|remarks)\b", GATHERINGS),
    _v("spoke", rf"\btold (?:the|a|an) (?:[\w-]+ ){{0,3}}?(?:{_CHAIRED}|gathering|rally|summit|audience|participants|attendees)\b", GATHERINGS | {"study-session"}, confidence=0.85),
    _v("spoke", r"\b(?:[Vv]ideo |[Oo]ther |[Cc]ongratulatory |[Ww]elcoming )?(?:[Ss]peeches|[Aa]ddresses|[Rr]emarks|[Tt]oasts?) (?:also |then )?(?:came|followed|were heard|were (?:given|made|delivered)) (?:from|by)\b", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", rf"\bmade (?:the|these) (?:above )?(?:remarks|comments) (?!{_IN_WRITING})(?:[^.;,]{{0,40}}?)\b(?:when|while|during|at|in|as) (?!(?:he |she )?(?:presid|chair|meeting (?:with|[A-Z])|holding|met|inspect|visit|tour)|an? (?:[\w-]+ ){{0,3}}(?:inspection|tour|trip|visit)\b)", _NOT_TOURS),
    _v("spoke", r"\bmade (?:the|these) (?:remarks|comments)\b[^.;,]{0,40}? (?:when|while|as) (?:he |she )?(?:presid|chair)\w+", frozenset({"study-session"})),
    _v("attended", rf"\b(?:made (?:the|these) (?:remarks|comments)|was speaking|were speaking)\b[^.;,]{{0,40}}? (?:at|during|to) (?:the|an?) (?:[\w'-]+ ){{0,5}}?{ASSEMBLY}\b", GATHERINGS),
    _v("spoke", rf"\b{_SPEECH},? (?:(?:\w+ ){{0,3}}?)(?:delivered|given|made|by)(?: (?:at|during) [^.;,]{{3,60}})? by\b|\b{_SPEECH} (?:from|by)(?: (?:[a-z-]+ ){{0,5}}(?:including|such as|like))?(?= )", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", r"\b(?:heard|listened to|listening to)\b[^.;]{0,40}?\b(?:remarks|views|opinions|suggestions) (?:of|from|by)\b", GATHERINGS, passive=True, many=True),
    _v("spoke", r"\b(?:said|told|announced|noted|introduced|stressed)\b[^.;\"]{0,60}?\b(?:at|during|told)? ?(?:a|the|the same|an) (?:[\w-]+ ){0,2}(?:press|news) (?:conference|briefing)\b",
       frozenset({"press-conference"})),
    _v("spoke", r"\banswered (?:\w+ )?questions\b|\bmet the press\b|\b(?:[Ii]n )?answering (?:\w+ )?(?:reporters'|journalists'|the media's|\w+'s?) questions?\b|\b(?:held|gave|holds|gives) (?:an? |the |his |her )?(?:\w+ ){0,2}(?:press|news) (?:conference|briefing)", frozenset({"press-conference"}), many=True),
    _v("spoke", r"\bput(?:ting)? forward [^.;]{0,60}?suggestions\b|\bshar(?:ed|ing) (?:their|his|her) (?:\w+ )?(?:opinions|views|thoughts|experiences?|insights)\b|\boffer(?:ed|ing) (?:\w+ ){0,2}(?:suggestions|advice|proposals|opinions)\b|\bput (?:their|his|her) case\b|\btook the floor\b|\bat the (?:microphone|lectern)\b",
       frozenset({"symposium", "conference", "study-session", "meeting"}), many=True),
    _v("spoke", r"\b(?:[Oo]ther )?[Ss]peakers (?:also )?(?:include[ds]?|were|are)\b|\bfollowed (?:at the (?:microphone|lectern|podium) )?by\b(?=[^.;]{0,160}\b(?:address|speech|remarks|spoke)\b)|\b(?:[Aa]ddresses|[Ss]peeches|[Rr]emarks|[Gg]reetings|[Tt]alks) (?:was|were) (?:also )?(?:[a-z]+ly )?(?:delivered|made|given|offered) (?:[^.;,]{0,40} )?by\b", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", rf"\b{_SPEECH}, [^.;]{{3,140}}, (?:was|were) (?:delivered|given) by\b", _SPOKEN_AT, passive=True, many=True),
    _v("spoke", r"(?<![.;\"] )(?<!\n)\bin (?:an?|his|her|the) (?:[\w-]+ ){0,3}(?:speech|address)\b(?! (?:on|last|in) [A-Z0-9])|\b(?:with|after delivering) an? (?:[\w-]+ ){0,3}(?:speech|address|remarks)\b|\bread (?:out )?(?:the|a|an) (?:[\w-]+ )?(?:eulogy|paper|citation|memorial text|memorial address)\b|\b(?:proposed|propose) a toast\b", GATHERINGS | {"study-session"}),
)  # fmt: skip
_REPORTING: tuple[Verb, ...] = (
    _v("reported", r"(?<!a )(?<!an )(?<!the )(?<!work )\breport(?:ed|ing)? (?:successively )?on (?:(?:the|their|its|his) (?:\w+ )?(?:work|situation|progress|results)\b|(?:the|how|their) (?=[a-z]))", many=True),
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
_ATTENDING: tuple[Verb, ...] = (
    _v("attended", r"\b(?:presented|presents|conferred|confers|awarded|bestowed)\b[^.;]{0,80}?\b(?:[Mm]edals?|[Oo]rders?|[Aa]wards?|[Cc]ertificates?|titles?|honou?rs?|flags?)\b", frozenset({"ceremony"})),
    _v("attended", r"\b(?:received|receives|accepted) (?:the )?credentials\b|\bbid farewell\b|\bpaid (?:(?:his|her|their) )?(?:last |final )?(?:respects|tribute)\b|\blaid? (?:an? )?(?:\w+ )?wreath", frozenset({"ceremony"}), many=True),
    _v("attended", r"\b(?:h[eo]lds?|hosted|hosts|gave|threw) (?:an? |the )?(?:[\w-]+ ){0,3}(?:ceremony|banquet|reception|dinner|luncheon)\b", frozenset({"ceremony", "visit"}), object_role="attended", many=True),
    _v("attended", r"\b(?:was|were|arrived|came)(?: also)? (?:among the guests|one after another|in succession|in attendance)\b", frozenset({"ceremony"}), many=True),
    _v("attended", r"\bcut the ribbon\b|\bstood in (?:silent )?tribute\b|\bpresented (?:flower )?baskets\b|\b(?:watched|enjoyed) (?:the|a|an) (?:[\w' -]{0,60}?)(?:performances?|shows?|gala|concert|parade|ceremony)\b|\bsupervised the oath-taking\b|\b(?:was|were) in the stands\b"
                    r"|\b(?:hand(?:ed|ing)|present(?:ed|ing)|award(?:ed|ing)) (?:them |him |her |the )?(?:[\w' -]{0,40})?certificates\b", frozenset({"ceremony"}), many=True),
    _v("attended", r"\barrived one after another\b|\bunveiled (?:the|a)\b|\bdeclared\b[^.;]{0,60}? open\b", frozenset({"ceremony"}), many=True),
    _v("attended", r"\b(?:were|was|sat(?: also)?|took (?:their|his|her) seats?) (?:seated )?(?:in|on|at) (?:the )?(?:front row|rostrum|podium)\b", many=True, reach=90),
    _v("attended", rf"\b(?:also )?(?:[Aa]ttend(?:ed|s|ing)?|t(?:ook|akes?|aking) part in|participat(?:ed|es|ing) in|sat in on|(?:was|were) (?:also )?present (?:at|for|during)|(?:was|were) (?:also )?in attendance|joined (?:in )?(?:the|a|an) (?:[\w-]+ ){{0,2}}{ASSEMBLY})\b(?! to\b)(?! by\b)(?! (?:the|this) (?:[\w-]+ )?{ASSEMBLY} (?:together|along) with)", many=True),
    _v("attended", r"\b(?:attended|(?:was|were) (?:also )?(?:present|there|in attendance|on hand)|took part|participated)(?: too| as well| also)?(?=[.,;\s]*$|:)", many=True),
    _v("attended", r"\b(?:was|were) (?:also )?(?:in the (?:audience|room|hall)|among the (?:learners|audience|guests|listeners)|(?:seated )?at the head table)\b|\blistened from the\b|\bsat beside\b|\b(?:was|were) on hand\b|\bannounced the (?:start|opening|launch)\b", GATHERINGS | {"study-session"}, many=True),
    _v("attended", r"\b(?:[Aa]lso )?[Ii]n the (?:room|audience|hall|group) (?:was|were)\b|\b[Tt]hose (?:on the (?:rostrum|podium)|there|in the (?:hall|room)) (?:also )?(?:included|were)\b|\bfollowed by (?=[A-Z])", GATHERINGS | {"inspection"}, passive=True, many=True),
    _v("attended", r"\bcame(?=,? (?:and|too|as well)\b|[.,;])", GATHERINGS, many=True),
    _v("attended", r"\b(?:was|were) (?:also )?among (?:the |those )(?:\w+ ){0,2}(?:participants|attendees|guests|attending|present|who attended|who took part|taking part)\b", many=True),
    _v("attended", r"\b(?:conveyed|relayed|read(?: out)?)\b (?:[A-Z][\w-]+(?: [A-Z][\w-]+)?'s|the|an?) \"?(?:[\w-]+ ){0,3}(?:instructions?|decisions?|letters?|messages?|lists?|directives?|[Oo]rders?)\b", GATHERINGS | SENDS),
    _v("attended", r"\b(?:attended|took part in|participated in|were present at|were at)\b[^.;]{0,90}?,? (?:including|among them|among whom were) (?=(?:the )?[A-Z])", passive=True, many=True),
    _v("attended", r"\b(?:attended|joined) by\b|\b[Ii]n the presence of\b|\bdeclared open by\b|\bbears the signatures? of\b|\bwho (?:came|attended|took part|joined|were present|were there)(?: as well| too| also)? (?:were|included)\b"
                    r"|\b(?:attended|came|took part|participated|(?:was|were) (?:also )?present|(?:was|were) there)\b[^.;]{0,80}? (?:so|as) (?:did|had|was|were)\b", passive=True, many=True),
    _v("attended", rf"\b(?:was|were) (?:also |all )?(?:at|on hand (?:at|for)) (?:the|a|an) (?:[\w'-]+ ){{0,5}}?{ASSEMBLY}\b|\b(?:was|were) there\b|\b(?:and (?:other|others)[^.;,]{{0,40}} )?arrived together\b", many=True),
    _v("attended", r"\b(?:handed|presented|submitted) (?:(?:him|her|their|his|over|the) )*(?:letters of )?[Cc]redentials\b(?: to)?", frozenset({"ceremony"}), object_role="attended", many=True),
    _v("attended", rf"(?:\A|(?<=[.;] )|(?<=, )|\b)(?:[Aa]lso |[Oo]thers |[Tt]hose |[Oo]ther \w+ )?(?:[Pp]resent|[Aa]ttending|[Ii]n attendance|[Tt]aking part|[Pp]articipating|[Jj]oining|[Ss]itting in(?: on)?|[Oo]n hand|[Ss]eated|[Ww]ho attended)\b(?:(?:,| in| at| for)? ?(?:in |at )?(?:the|a|them|him|her|it)?[^.;]{{0,80}}?)? (?:{_BE}|included?|including)\b", passive=True, many=True),
    _v("attended", r"\b(?:[Pp]articipants|[Aa]ttendees|[Gg]uests|[Oo]fficials attending|[Oo]thers)(?: (?:at|in|of) the [\w-]+)? (?:included?|were)\b", passive=True, many=True),
    _v("attended", rf"\b(?:said|noted|stressed|added|told|said (?:this|so)) (?:at|during) (?:the|this) (?:[\w-]+ ){{0,2}}{ASSEMBLY}\b", GATHERINGS),
)  # fmt: skip
_TRAVELLING: tuple[Verb, ...] = (
    _v("led", r"\bmade (?:the|these) (?:above )?(?:remarks|comments) (?:when|while|during|on) (?:an?|his|her|the)? ?(?:[\w-]+ ){0,3}(?:inspection|research|fact-finding|investigation|study|survey|inspecting|visiting|visit)\b", TOURS),
    _v("led", r"\b(?:arriv(?:ed|es) (?:in|at)|left [A-Z]\w+ for|leaves? (?:[A-Z]\w+ )?for|departed for|paid|pays)\b", frozenset({"visit"})),
    _v("led", r"\b(?:inspect(?:ed|s|ing)|(?:made|makes|on|paid|concluded) an? (?:[\w-]+ ){0,2}(?:inspection|research|fact-finding|study|investigation) ?(?:tour|trip|visit)?"
              r"|(?:conduct|carr(?:y|i)|undert)(?:ed|s|ing|ied|ook)? (?:out )?(?:an? )?(?:[\w-]+ ){0,3}(?:research|inspections?|investigations?|survey)|investigat(?:ed|es)|visited|visits|went (?:\w+ )?(?:to|deep)|toured|tours"
              r"|(?:made|makes|paid|pays?|begins?|began) an? (?:[\w-]+ ){0,3}visit)\b(?! (?:together|with (?:him|her|them)|along)\b)", TOURS, confidence=0.92),
    _v("accompanied", r"'s (?:wife|husband|spouse)\b|\b(?:his|her) (?:wife|husband),? (?=[A-Z])", frozenset({"talks", "visit", "ceremony"}), passive=True, confidence=0.8),
    _v("attended", r"\baccompanied(?= (?:him|her|them)\b|[.,;\s]*$)", frozenset({"ceremony", "conference"}), many=True),
    _v("accompanied", r"\b(?:accompanied|accompanying|accompanies)\b(?! by| with)", TOURS | {"talks"}, many=True),
    _v("accompanied", r"\b[Ww]ith (?:him|her|them) (?:on the (?:tour|trip|visit) )?(?:was|were|went|came)\b|\b[Ii]n (?:his|her|their) (?:company|entourage|party) (?:was|were)\b", TOURS | {"talks"}, passive=True, many=True),
    _v("accompanied", r"\b(?:and other members of (?:\w+'s|his|her) (?:entourage|delegation) )?arrived on the same (?:plane|flight|train)\b", frozenset({"visit", "inspection"}), many=True),
    _v("accompanied", r"\b(?:was|were) (?:also )?(?:among (?:the |those )?(?:[\w-]+ ){0,3})?on the (?:tour|trip)\b|\bshowed (?:him|her|them|the \w+) (?:a)?round\b|\bstayed at (?:his|her) side\b|\bhurried over to join\b|\b(?:travell?ed|came|arrived|went|flew) with (?:him|her|them)\b", TOURS, many=True),
    _v("attended", r"\b(?:was|were) (?:\w+ )?(?:greeted|welcomed|met|seen off) (?:[^.;,]{0,60}? )?by\b", frozenset({"visit"}), passive=True, many=True),
    _v("attended", r"\b(?:(?:greeted|welcomed|saw off) (?:him|her|them)|(?:greeted|met) the (?:plane|train|delegation)|met (?:him|her|them) (?:at|on arrival))\b", frozenset({"visit"}), many=True),
    _v("led", r"\b(?:delegation|team|group|party) (?:under|headed by|led by|with) (?=[A-Z])|\bHeaded by (?=[A-Z])", TOURS, passive=True),
    _v("led", r"\b(?:ending|concluding|wrapping up) (?:an?|his|her) (?:[\w-]+ ){0,4}visit\b", frozenset({"visit"})),
    _v("led", r"\b(?:was|is|were) (?:on|in the course of) (?:an?|his|her|their) (?:[\w-]+ ){0,4}(?:tour|trip|visit)\b|\b(?:went|goes) on (?:an?|his|her) (?:[\w-]+ ){0,4}(?:tour|trip|visit)\b|\b[Dd]uring (?:his|her|\w+day's|the) (?:[\w-]+ ){0,3}(?:tour|trip|visit)\b(?=[^.;]{0,80}, (?:[A-Z]\w+|he|she) )", TOURS),
    _v("attended", r"\b(?:received|greeted|welcomed|met|seen off) (?:warmly )?(?:at|on)? ?[^.;]{0,60}? by (?:[\w-]+ ){0,4}(?:officials|leaders|representatives) (?:including|such as)\b", frozenset({"visit"}), passive=True, many=True),
    _v("accompanied", r"\b[Aa]ccompanied (?:[^.;,]{1,50} )?by\b|\b(?:entourage|delegation) (?:also )?includ(?:es|ed)\b|\b(?:was|were) joined (?:[^.;,]{1,40} )?by\b", TOURS | {"talks", "visit"}, passive=True, many=True),
    _v("accompanied", rf"\b{TOURED_TOGETHER} (?:together|with (?:him|her|them)|along)(?=[.,;\s]*$)|\bjoined (?:him|her|them|the (?:[\w-]+ )?(?:tour|trip|inspection|visit))\b|\b(?:took part in|participated in|joined) (?:the|this) (?:[\w-]+ )?(?:inspection|investigation|research|survey|tour) (?:together|along) with (?:him|her)\b|\bwent (?:with|along with) (?:him|her|them)\b", TOURS, many=True),
    _v("accompanied", r"\b[Aa]ccompanying (?:him|her|them|[A-Z]\w+)\b[^.;]{0,60}? (?:was|were|included?)\b|\b[Aa]lso on the (?:trip|tour|visit|inspection) (?:was|were)\b|\bjoined by\b", TOURS, passive=True, many=True),
)  # fmt: skip
_MEETING: tuple[Verb, ...] = (
    _v("met", r"\b(?:phone|telephone|video) (?:call|conversation|talks|meeting) with\b|\b(?:spoke|speaks|talked|talks) (?:(?:by|over|on) (?:the )?(?:tele)?phone |via video link )?with\b|\btold (?:his |her |the |visiting )(?=(?:[\w-]+ ){0,6}[A-Z])", frozenset({"talks"}), object_role="met"),
    _v("met", r"\bsat down (?:together )?(?:in|with)\b|\b(?:was|were) (?:also )?the guests? of\b|\bworking (?:lunch|breakfast|dinner) with\b|\b(?:received|receives) (?:him|her|them) (?:in|at)\b", frozenset({"talks", "visit"}), object_role="met", many=True),
    _v("met", r"(?:(?<=[.!?\"] )|(?<=\n))(?:Meeting|Talking (?:to|with)|Receiving|Hosting|To|With|(?:In|During|At) (?:(?:the|his|her|their|an?|another) )?(?:separate |video |virtual |tele)?(?:phone |telephone )?(?:meetings?|talks|conversations?|calls?) with) (?=(?:the |visiting )?[A-Z])", frozenset({"talks", "visit"}), passive=True, many=True, reach=4),
    _v("met", r"\b(?:[Oo]n the sidelines|[Bb]efore the (?:\w+ ){0,2}(?:meeting|ceremony|opening|session)|[Dd]uring (?:his|her|their) (?:stay|visit))\b[^.;]{0,80}?\b(?:met|held (?:separate )?(?:talks|meetings))(?: separately)? with\b", frozenset({"conference", "ceremony", "symposium"}), object_role="met"),
    _v("met", r"\b(?:(?:met|meets|meet)\b(?! (?:him|her|them) (?:at|on arrival)| the (?:plane|train))(?! (?:the )?(?:needs?|demands?|requirements?|on|at))(?: with| here with| separately with| in [A-Z]\w+ with)?|meeting with|(?:h[eo]lds?|holding|had) (?:\S+ ){0,5}?(?:talks|a meeting|meetings?|summit|roundtable|dialogue|conversation)|(?:received|receives|called on|sat down with) (?=(?:the |visiting )?[A-Z]))\b"
              r"(?! (?:was|is|that|of|to)\b)", frozenset({"talks", "visit"}), object_role="met"),
    _v("met", r"\b(?:met|meets) (?:with )?(?:all )?(?:the )?(?:[\w-]+ )?(?:delegates|representatives|guests|participants|award winners)\b|\bhad (?:separate |brief )?meetings with\b", frozenset({"conference", "ceremony"}), object_role="met"),
    _v("met", r"\b(?:met|meets) (?:\w+ )?with\b|\bmet and\b", frozenset({"symposium", "inspection"})),
    _v("met", r"\b(?:was|were|is|are) (?:\w+ ){0,2}(?:received|met|called in|summoned)\b[^.;]{0,60}? by\b", frozenset({"talks"}), passive=True, object_role="met"),
)  # fmt: skip
_SENDING: tuple[Verb, ...] = (
    _v("sent", r"\b(?:sen[dt]s?|extend(?:ed|s)|wrote|writes|repl(?:ied|ies)|congratulat(?:ed|es)|exchanged?s?|express(?:ed|es) condolences)\b", frozenset({"message"}), many=True),
    _v("sent", r"\b(?:offer|extend|convey|express|voice)(?:ed|s) (?:[\w'-]+ ){0,4}(?:congratulations|condolences|sympath(?:y|ies)|felicitations)\b", frozenset({"message"}), many=True),
    _v("sent", r"\b(?:[Mm]essages?|[Ll]etters?|[Tt]elegrams?|[Cc]ongratulations|[Cc]ondolences|[Gg]reetings)\b[^.;]{0,40}? (?:also )?(?:came|went|arrived|(?:were|was) (?:sent|received)|poured in|(?:have|has) come) (?:also |in )?(?:from|by)\b", frozenset({"message"}), passive=True, many=True),
    _v("sent", r"\b(?:read|conveyed|relayed)\b[^.;]{0,80}?\b(?:letters?|messages?|instructions?|directives?)\b (?:\w+ ){0,3}(?:from|by|of) (?=(?:President |General Secretary |Chinese |Premier |State Councilor |Vice Premier )*[A-Z])", GATHERINGS, passive=True),
    _v("sent", r"\bsen[dt]s? (?:it|them|him|her) (?:an? )?(?:\w+ ){0,2}(?:instructions?|letter|message)\b", GATHERINGS),
    _v("sent", r"\bsen[dt]s? (?:an? |his |her )?(?:congratulatory |written |reply |condolence )?(?:letters?|messages?) to\b", GATHERINGS),
    _v("sent", rf"\b(?:give[sn]?|gave|issue[sd]?|ma(?:de|kes?)|has given) (?:an? |some )?(?:\w+ ){{0,3}}?{_WROTE}\b(?! (?:when|while|during|at|to reporters)\b)", GATHERINGS | {"instruction"}, many=True),
    _v("sent", r"\bmade (?:the|these|this|his|her) (?:remarks|comments|call)(?: recently| on \w+)? in an? (?:[\w-]+ ){0,3}(?:instruction|directive|letter|message)\b", frozenset({"instruction", "message"})),
    _v("sent", r"\b[Ii]n an? (?:[\w-]+ ){0,3}(?:instruction|directive)\b(?=[^.;]{0,120}\b(?:said|stressed|urged|called|noted|offered|expressed|demanded|required)\b)", frozenset({"instruction"}), passive=True),
    _v("sent", r", in an? (?:[\w-]+ ){0,3}(?:instruction|directive|letter|message),|\b(?:directed|instructed) (?:that|[a-z])|\bissued (?:his|her|an?) (?:written )?(?:instruction|directive)", frozenset({"instruction", "message"}), many=True),
    _v("sent", r"\b(?:greetings|messages|congratulations|telegrams) (?:were |was )?(?:passed|exchanged) between\b|,? wrote (?=(?:[A-Z]\w+ ){0,4}[A-Z])", frozenset({"message"}), passive=True, many=True),
    _v("sent", r"\b(?:reply|letter|message|telegram|instructions?) from (?=(?:the )?(?:[A-Z]|president|premier))", frozenset({"message", "instruction"}), passive=True),
    _v("sent", r"\border(?:ed|s) (?:all-out|immediate|maximum|every|full) ", frozenset({"instruction"})),
)  # fmt: skip
CONCERNING: tuple[Verb, ...] = (
    _v("subject", r"\b(?:was|were) (?:re-)?elected (?:as )?(?:the )?(?:new )?(?=[A-Z]|chair|president|vice|head|secretary)", frozenset({"conference", "meeting"}), many=True, confidence=0.85),
    _v("subject", r"\b(?:was|were|is|are|has been|have been) (?:re-)?(?:appointed|elected|named|removed|dismissed|relieved)\b", frozenset({"conference", "meeting", "publication"}), many=True, confidence=0.85),
    _v("subject", r"\b(?:remov|appoint|dismiss|elect|nam)(?:ed|ing) (?=[A-Z][\w'-]+ [A-Z][\w'-]+ (?:as|to|from|of|(?:vice |deputy )?(?:minister|director|governor|chairman|head|president|secretary))\b)|\bchose (?=[A-Z][\w'-]+ [A-Z][\w'-]+ as\b)", frozenset({"conference", "meeting", "publication"}), passive=True, many=True, confidence=0.85),
    _v("subject", r"\b(?:those|officers|officials|people) (?:promoted|appointed|elected|hono[u]?red|removed)\b[^.;:]{0,60}? (?:are|were|is|was|includ(?:es|ed|e))\b:?", frozenset({"conference", "meeting", "ceremony", "publication", "appointment"}), passive=True, many=True, confidence=0.85),
    _v("subject", r"\b(?:[Tt]he body|funeral) of\b", frozenset({"ceremony"}), passive=True, confidence=0.88),
    _v("subject", r"\banniversary of (?:the )?(?:birth|death|passing) of\b|\bmemorial (?:meeting|service|ceremony) for\b|\b(?:remains|memory) of\b", frozenset({"symposium", "conference", "ceremony"}), passive=True, confidence=0.88),
)  # fmt: skip
VERBS = (*_CHAIRING, *_SPEAKING, *_REPORTING, *_ATTENDING, *_TRAVELLING, *_MEETING, *_SENDING, *CONCERNING)
