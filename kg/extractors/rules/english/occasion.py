"""On what occasion somebody spoke, where a sentence of its own tells it: `Li made the remarks at a symposium on Tuesday`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extractors.rules.english.lexicon import countries
from kg.text.document import Piece

_SPOKE = re.compile(
    r"\b(?:made|makes|delivered|gave|issued) (?:the|this|these|his|her|their) (?:[\w-]+ ){0,2}"
    r"(?:remarks?|calls?|comments?|statements?|appeal|pledge|speech|address|demands?|requirements?|instructions?|announcement)\b"
    r"|\A[^.;]{0,160}?\b(?:held|holds|gave|convened) (?=an? (?:press|news) (?:conference|briefing)\b)"
    r"|\b(?:was|were) speaking\b|\A(?:Speaking|Addressing)\b|\A(?=In an? (?:\w+ ){0,3}(?:instruction|directive|letter|message|reply)\b)"
)
_FAR = 200
# `said on Monday during a tour of Sichuan`: the occasion follows at once.
_SAID = re.compile(
    r"\b(?:said|says|stressed|noted|urged|emphasi[sz]ed|pointed out|remarked|announced|told [^,.;]{1,60}|said (?:so|this|that)),?"
    r"(?: (?:here|this|so|(?:in [A-Z][\w']+ )?(?:on )?[A-Z][a-z]+day(?: (?:morning|afternoon|evening))?|on [A-Z][a-z]{2,8}\.? \d{1,2}|recently|today))*"
    r" (?:(?:at|during|on) (?=(?:an?|his|her)\b|the (?!(?:meeting|session|conference|symposium|forum|ceremony|event|talks)\b))|(?:while|when) (?=(?:inspect|tour|visit|meet|hold|chair|presid|attend|address)))"
)
_OF_A_GATHERING = r"(?:[Ff]orum|[Cc]onference|[Ss]ummit|[Cc]ongress|[Ss]ession|[Mm]eeting|[Ff]estival|Expo|[Ee]xpo\w*|[Ff]air)"
# The word that stands first after the verb decides; what is longer stands before what it contains.
_OCCASIONS: tuple[tuple[str, str], ...] = (
    ("conference", rf"(?:opening|closing)(?: ceremony| session| meeting)? (?:of|for) (?:the|a|an) [^.;]{{0,80}}?\b{_OF_A_GATHERING}"),
    ("study-session", r"(?:group |collective |special )?(?:study (?:session|class|meeting)|training (?:class|course|session)|workshop|lecture)"),
    ("press-conference", r"(?:press|news|media) (?:conference|briefing)|group interview"),
    ("talks", r"(?:separate |joint )?(?:meetings?|talks|phone (?:call|conversation)|telephone (?:call|conversation|talks)|video (?:call|meeting)|conversation) with"
              r"|(?:when|while) (?:meeting|holding talks|talking)|(?:their|his|her) (?:meetings?|talks)"),
    ("symposium", r"symposium|seminar|consultat(?:ion|ive) (?:session|meeting|conference)|(?:discussion|exchange) with|(?:[Ff]orum|[Mm]eeting) (?:commemorating|to commemorate)"),
    ("instruction", r"instruction|directive"),
    ("message", r"letter|message"),
    ("visit", r"(?:official|state|goodwill|working|friendly) (?:goodwill )?visit|(?:visit|trip|tour) (?:of|to|in) (?:the )?(?:[A-Z]\w+ )?(?:country|nation)|(?:visit|trip) to (?:the )?(?=(?P<abroad>[A-Z]\w+))"),
    ("inspection", r"(?:inspection|research|fact-finding|investigation|field)(?: and research)?(?: tour| trip| visit)?|(?:tour|visit|trip) (?:of|to|in)|(?:when|while|during) (?:inspecting|touring|visiting)|inspecting|visiting"),
    ("meeting", r"(?:executive|leadership|standing|chairpersons?'?s?|committee|commission|group|plenary) (?:meeting|session) of the (?:State Council|Party|CPC|leading|Standing|Central)"
                r"|(?:executive|leadership|chairpersons?'?) (?:meeting|session)"
                r"|(?:meeting|session) (?:of|held by|convened by) (?:the|its) (?:[\w']+ ){0,4}(?:Political Bureau|Standing Committee|[Ll]eading [Gg]roup|Commission|[Cc]ommittee|Council of Chairpersons|Presidium|Secretariat)"),
    ("ceremony", r"ceremony|reception|banquet|gala|tree-planting|celebration"),
    ("conference", r"(?:tele|video)?conference|forum|summit|congress|assembly|rally|gathering|meeting|session|Conference|Forum|Summit|Congress|Assembly|Meeting"),
)  # fmt: skip
_NOUN = re.compile("|".join(f"(?P<o{n}>\\b(?:{pattern})\\b)" for n, (_, pattern) in enumerate(_OCCASIONS)))

_NEAR = re.compile(rf"(?:[\w'&/-]+,? ){{0,9}}?(?:{_NOUN.pattern})")
# A noun that goes on is of something else: `at the conference centre`.
_GOES_ON = re.compile(
    r"[ -](?:cent(?:er|re)s?|halls?|rooms?|reports?|documents?|agenda|venue|resolutions?|spirit|proposals?|outcomes?|table|call|organizers?)\b"
)


def occasion(sentences: Sequence[Piece]) -> tuple[str, Piece] | None:
    """The kind of event that the first of these sentences names as where or how something was said, and that sentence.

    `At the meeting, Li said` goes back to an occasion told before and names none.
    """
    for sentence in sentences:
        m, said = _SPOKE.search(sentence.text), _SAID.search(sentence.text)
        found = _NOUN.search(sentence.text, m.end(), m.end() + _FAR) if m else said and _NEAR.match(sentence.text, said.end())
        if found and found.lastgroup and not _GOES_ON.match(sentence.text, found.end()):
            return _kind(found), sentence
    return None


def _kind(found: re.Match[str]) -> str:
    """The kind of an occasion; a trip within the country is an inspection."""
    kind = _OCCASIONS[int((found.lastgroup or "o0")[1:])][0]
    return "inspection" if kind == "visit" and found["abroad"] and found["abroad"] not in countries() else kind


# Somebody at an occasion, in whatever words: `was addressing the matter at a teleconference`.
_AT = re.compile(
    r"\b(?:[Aa]t|[Dd]uring|[Tt]o|[Ii]nto|[Aa]ddress\w*|[Aa]ttend\w*|[Cc]hair\w*|[Oo]pen(?:ed|s|ing)|[Cc]onven(?:ed|es|ing)|[Jj]oin(?:ed|s|ing)|[Hh]o(?:lds?|lding|sted|sts)|[Hh]eld|told|tells|called|[Oo]n|while) "
    r"(?=(?:an?|the|this|its|his|her|their|[A-Z]?[a-z]+day's|[A-Z0-9]|inspect|visit|tour))"
)
# Of a gathering years ago every article speaks: `since the 18th National Congress`.
_BYGONE = re.compile(
    r"\b(?:[Ss]ince|[Aa]fter|[Bb]efore|[Aa]head of|[Pp]rior to|[Uu]ntil|[Ff]ollowing|(?:spirit|principles|decisions|plans) of|last (?:year|month|week)'s) (?:the |an? )?(?:[\w'-]+ ){0,4}\Z"
    r"|\bNational Congress\Z"
)


def setting(sentences: Sequence[Piece]) -> tuple[str, Piece] | None:
    """The kind of the first occasion at which one of these sentences places somebody, and that sentence."""
    for sentence in sentences:
        for m in _AT.finditer(sentence.text):
            found = _NEAR.match(sentence.text, m.end())
            if not found or not found.lastgroup or _GOES_ON.match(sentence.text, found.end()):
                continue
            if not _BYGONE.search(sentence.text, 0, found.end()) and not _BYGONE.search(sentence.text, 0, m.start()):
                return _kind(found), sentence
    toured = ((tour["abroad"], sentence) for sentence in sentences if (tour := _TOURED.search(sentence.text)))
    return next((("visit" if place in countries() else "inspection", sentence) for place, sentence in toured), None)


_TOURED = re.compile(r"\b(?:tour(?:ed|s|ing)|visit(?:ed|s)|inspected|trip to) (?:the )?(?P<abroad>[A-Z]?[\w'-]+)")
