"""Finds titles: a role with the body it belongs to, whichever stands first (`director of the NDRC`, `NDRC director`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.authority import Authority
from kg.extractors.rules.english.bodies import CENTRAL_COMMITTEES, Body, BodyKind, is_word, lowered
from kg.extractors.rules.english.lexicon import countries, english_words, given_names, slug
from kg.model import Entity, Office


class Title(NamedTuple):
    """A title by half-open offsets; without an `office` it is one that the scheme of roles does not know."""

    start: int
    end: int
    office: Office | None
    role: str = ""
    former: bool = False
    bare: bool = False


class Named(Protocol):
    """Whatever has a place in the text."""

    @property
    def start(self) -> int: ...


_CABINET = tuple(
    form
    for field in (
        "state",
        "treasury",
        "defense",
        "commerce",
        "energy",
        "agriculture",
        "labor",
        "transportation",
        "homeland security",
    )
    for form in (f"secretary of {field}", f"secretary of the {field}", f"{field} secretary")
    if form != "state secretary"
)
_ROLES: Mapping[str, tuple[str, ...]] = {
    "general-secretary": ("general secretary", "party general secretary"),
    "president": ("president", "state president"),
    "vice-president": ("vice president", "vice-president", "executive vice president", "deputy president"),
    "chairman": ("chairman", "chairwoman", "chairperson", "chairmen", "chair", "co-chair", "co-chairman"),
    "vice-chairman": (
        "vice chairman", "vice-chairman", "vice chairwoman", "vice chairperson", "vice-chairperson", "deputy chairman",
        "vice chairmen", "executive vice chairman", "executive vice-chairman", "vice chair", "vice-chair",
        "vice-chairpersons", "vice chairpersons", "deputy speaker", "vice speaker", "vice-speaker",
    ),
    "premier": ("premier",),
    "vice-premier": ("vice premier", "vice-premier", "executive vice premier", "deputy prime minister", "deputy premier"),
    "prime-minister": ("prime minister", "chancellor", "pm"),
    "state-councillor": ("state councilor", "state councillor"),
    "secretary-general": ("secretary-general", "secretary general"),
    "deputy-secretary-general": ("deputy secretary-general", "deputy secretary general", "vice secretary-general"),
    "secretary": (
        "secretary", "party secretary", "party chief", "cpc secretary", "secretaries", "executive secretary",
        "party committee secretary", "communist party secretary",
    ),
    "deputy-secretary": ("deputy secretary", "deputy party secretary", "deputy party chief", "vice secretary"),
    "party-group-secretary": (
        "secretary of the leading party members group", "secretary of the leading party members' group",
        "secretary of the party leadership group", "secretary of the party group", "secretary of the leading party group",
        "party leadership group secretary", "party group secretary",
    ),
    "party-group-member": (
        "member of the leading party members group", "member of the leading party members' group",
        "member of the party leadership group", "member of the party group", "member of the leading party group",
    ),
    "standing-member": ("standing committee member", "standing committee members", "standing member"),
    "member": ("member", "members"),
    "alternate-member": ("alternate member", "alternate members"),
    "governor": ("governor",),
    "vice-governor": ("vice governor", "vice-governor", "deputy governor", "executive vice governor", "executive vice-governor"),
    "mayor": ("mayor",),
    "vice-mayor": ("vice mayor", "vice-mayor", "deputy mayor", "executive vice mayor", "executive vice-mayor"),
    "chief-executive": ("chief executive", "chief executive officer", "ceo", "president and ceo"),
    "director": (
        "director", "director-general", "director general", "head", "chief", "administrator", "executive director", "chief minister",
        "minister in charge", "directors", "managing director", "police commissioner", "commissioner-general",
    ),
    "deputy-director": (
        "deputy director", "vice director", "vice-director", "deputy head", "deputy director-general", "deputy director general",
        "deputy chief", "vice head", "vice-head", "deputy-head", "vice-chief", "deputy managing director", "deputy administrator", "executive deputy director", "executive deputy head",
    ),
    "minister": ("minister", "ministers", "minister-designate", "foreign secretary", "home secretary", *_CABINET),
    "vice-minister": ("vice minister", "vice-minister", "deputy minister", "executive vice minister", "executive vice-minister",
                      "assistant minister", "vice ministers", "under secretary of state", "undersecretary of state",
                      "deputy secretary of state", "assistant secretary of state"),
    "procurator-general": (
        "procurator-general", "procurator general", "prosecutor-general", "prosecutor general", "chief prosecutor", "chief procurator",
    ),
    "chief-justice": ("chief justice",),
    "auditor-general": ("auditor-general", "auditor general"),
    "spokesperson": (
        "spokesperson", "spokesman", "spokeswoman", "press secretary", "presidential spokesperson", "presidential spokesman",
        "presidential spokeswoman", "presidential press secretary", "government spokesperson", "government spokesman",
        "government spokeswoman",
    ),
    "ambassador": ("ambassador",),
    "king": ("king", "emir", "sultan"),
    "speaker": ("speaker",),
    "": (
        "commissioner", "professor", "associate professor", "academician", "researcher", "associate researcher", "research fellow", "senior fellow",
        "fellow", "analyst", "economist", "chief economist", "senior economist", "lead economist", "expert", "engineer",
        "chief engineer", "chief designer", "scientist", "chief scientist", "founder", "co-founder", "general manager",
        "deputy general manager", "manager", "executive", "coach", "head coach", "captain", "player", "novelist", "writer", "author",
        "artist", "actor", "actress", "singer", "senator", "lawmaker", "congressman", "lawyer", "doctor", "physician", "teacher",
        "principal", "farmer", "villager", "entrepreneur", "commander", "deputy commander", "general", "colonel", "senior colonel",
        "major general", "lieutenant general", "admiral", "political commissar", "deputy", "lecturer", "dean", "associate dean",
        "vice dean", "curator", "craftswoman", "craftsman", "inheritor", "representative", "special envoy", "envoy", "counselor",
        "counsellor", "consul general", "curator", "editor-in-chief", "executive editor", "correspondent", "senior colonel",
        "comrade", "comrades", "first minister", "chief cabinet secretary", "deputy assistant secretary", "deputy assistant secretary of state",
        "permanent representative", "president-elect", "prime minister-designate", "financial secretary", "trade representative", "foreign minister spokesperson", "chief of staff", "national security adviser",
        "national security advisor", "adviser", "advisor", "partner", "resident", "worker", "student", "volunteer", "nurse",
        "pilot", "astronaut", "taikonaut", "champion", "scholar", "historian", "chief financial officer", "chief operating officer",
        "chief technology officer", "vice principal", "party branch secretary", "inspector", "judge", "prosecutor", "columnist",
        "consultant", "strategist", "director and researcher", "president's wife", "queen", "prince", "princess", "crown prince",
        "counterpart", "commander-in-chief", "deputy commander-in-chief", "special representative", "high representative", "chief representative", "deputy chief representative", "chief negotiator", "deputy editor",
        "governor-general", "governor general", "national leader", "supreme leader", "opposition leader", "first lady",
    ),
}  # fmt: skip
_ROLE = {
    plural: role
    for role, forms in _ROLES.items()
    for form in forms
    for joined in dict.fromkeys((form, form.replace("vice ", "vice-"), form.replace("deputy ", "deputy-")))
    for plural in (joined, f"{joined}s")
}
# Roles that a name alone beside them makes certain, with the body that a bare one means in China.
_BARE = {
    "general-secretary": "cpc-central-committee",
    "premier": "state-council",
    "vice-premier": "state-council",
    "state-councillor": "state-council",
}
_HEADS = {"director": "minister", "deputy-director": "vice-minister"}
_CHAIRS = {"director": "chairman", "deputy-director": "vice-chairman"}
_CHAIRED = {"chairman": "director", "vice-chairman": "deputy-director"}
_PRESIDING = {"president": "chairman", "vice-president": "vice-chairman"}
_HEADED_BY_DIRECTORS = frozenset({"ndrc", "nhc", "neac", "sasac"})
_LEVEL_BEFORE = re.compile(r"\b(?:[Pp]rovincial|[Rr]egional|([Mm]unicipal))(?: Party)? \Z")
_MUNICIPALITIES = frozenset({"CN-BJ", "CN-TJ", "CN-SH", "CN-CQ"})
_LOCALS = frozenset(
    {"governor", "vice-governor", "mayor", "vice-mayor", "secretary", "deputy-secretary", "chairman", "vice-chairman"}
)
_GOVERNMENT = frozenset({"governor", "vice-governor", "mayor", "vice-mayor", "chairman", "vice-chairman"})
_PARTY = frozenset({"secretary", "deputy-secretary"})
_AUTONOMOUS = frozenset({"CN-NM", "CN-GX", "CN-XZ", "CN-NX", "CN-XJ"})

_FORMER = re.compile(r"(?:\b(?:[Ff]ormer|then|ex|Ex|late|onetime|outgoing)[ -])(?:(?:acting|executive|first) )?\Z")
_MODIFIER = re.compile(
    r"(?:\b(?:acting|Acting|executive|Executive|incoming|current|then|new|First|newly-appointed|newly-elected|(?<=the )elected|(?<='s )elected|(?<=the )[Rr]e-elected|(?<='s )[Rr]e-elected|presiding|Presiding|honorary|Honorary|first|permanent|"
    r"senior|Senior|chief|incumbent|visiting|concurrently|fellow)[ -])\Z"
)
_JOIN = re.compile(r"(?:,? (?:of|at|for|in charge of|with|under|from)) (?:the |its |his |her )?|, ")
_OF = re.compile(
    r" (?:of|at|for|in charge of|with|under|from|to) (?:the |its |China's |our )?"
    r"(?:(?:Executive |Supervisory )?[Bb]oard(?: of (?:[Dd]irectors|[Gg]overnors|[Tt]rustees|[Ss]upervisors))? of (?:the )?(?=[A-Z]))?"
)
_CAPITALISED = re.compile(
    r"(?:[A-Z][\w&.'-]*|\d+(?:st|nd|rd|th)|[A-Z]|\d{2}(?= [A-Z]))"
    r"(?:(?: (?:of|for|and|with(?= Foreign)|on(?! (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|the|de|du|la|&)){0,2} (?:[A-Z][\w&.'-]*|\d+(?:st|nd|rd|th))){0,10}"
)
_CAPITALS_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w&.'-]*|(?:19|20)\d\d)(?:(?: (?:of|for|and|the|&|with(?= Foreign))){0,2} (?=[A-Z]|(?:19|20)\d\d))? ?){1,8}\Z"
)
_FIELD_WORDS = re.compile(r"(?: ?(?:[a-z-]+|and|&)){1,7}")
_ENDS_FIELD = re.compile(
    r" (?:said|says|on|at|in|who|attended|told|noted|met|during|as|is|was|has|will|made|also|and (?=[A-Z]))\b.*", re.S
)


@lru_cache(maxsize=1)
def _search() -> tuple[AhoCorasick, tuple[str, ...]]:
    forms = tuple(_ROLE)
    return AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest), forms


@lru_cache(maxsize=4)
def _fields(authority: Authority) -> dict[str, str]:
    """What ministers are ministers of, in lower case, with the ministry."""
    fields = {"foreign": "mfa", "defense": "mnd", "defence": "mnd", "national defence": "mnd", "water conservancy": "mwr",
              "propaganda": "cpc-publicity-department", "publicity": "cpc-publicity-department", "agriculture": "mara",
              "organization": "cpc-organization-department", "transportation": "mot", "ecological environment": "mee",
              "united front work": "cpc-united-front-department", "science": "most", "emergency management": "mem"}  # fmt: skip
    for org in authority.organisations.values():
        if m := re.match(r"Ministry of (.+)", org.en):
            fields[m[1].lower()] = org.id
    return fields


_COMMON_BEFORE = re.compile(r"(?:\b[A-Z][\w.]+ ){1,3}\Z")
_FIELD_BEFORE = re.compile(r"[ ']((?:[A-Z][a-z]+ )(?:and [A-Z][a-z]+ )?)\Z")
_MINISTERIAL = frozenset({"minister", "vice-minister"})
_FIELDS_BEFORE = re.compile(
    r"(?<![.?!] )(?:(?!(?:The|To|On|In|At|With|And|But|When|While|As|By|For|Also)\b)[A-Z][a-z]+ (?:and |& )?){1,4}\Z"
)
_VICE_FIELD = re.compile(r"(?:vice|deputy|assistant)-(.+)")
_VICE = re.compile(r"\b(?:[Vv]ice|[Dd]eputy|[Aa]ssistant)[ -]\Z")
_PREFIXES = (
    "the ",
    "Secretariat of the ",
    "the Secretariat of the ",
    *(f"{c} Committee of {the}" for c in ("Central", "Standing") for the in ("the ", "")),
)
_EUROPEAN = re.compile(r"\b(?:European|EU|EU's|European Union|European Commission) (?:[A-Z][a-z]+ )?\Z")
_FIELD_OF = re.compile(r" (?:of|for|in charge of) (?:the )?(?:[Ss]tate for )?([A-Za-z-]+)")
_FIELD_WORD = re.compile(r",? (&|[A-Za-z-]+)")
_JOINS = frozenset({"and", "of", "the", "for", "&", "on"})
_NOT_FIELDS = frozenset("said says told noted on at in who attended met during as is was has will made also".split())
_PART_OF_BODY = re.compile(
    r" (?:[A-Z][a-z]+ )?(?:[a-z-]+ ){0,3}(?:committee|commission|department|bureau|office|center|centre|subcommittee|branch|station|team|school|hospital|factory|plant|farm|mine|airport)\b"
    r"| (?:Office|Mission|Headquarters|Delegation) (?:at|in|to) (?:the )?[A-Z]\w+"
)


_FOUNDER = re.compile(r"((?:[A-Z][\w&-]*)(?: [A-Z][\w&-]*){0,4}) (?:co-)?founder(?:,? (?:chairman|president))?,? and \Z")
_PM = re.compile(r"(?<!\d )PM (?=[A-Z])")


def _is_firm(rest: str) -> bool:
    """Whether what follows a place's name makes it the name of a firm, in two capitalised words or more: `Harbin Air Catering`."""
    words = rest.split()
    return len(words) > 1 and rest.startswith(" ") and all(w[0].isupper() and w.lower() in english_words() for w in words)


_COMMITTEE = " Central Committee"
_TELLS_POST = re.compile(
    r"(?:\bwho (?:also |now |currently |concurrently |both )*(?:(?P<chair>chairs?)|(?P<speak>speaks? for)|(?:heads?|leads?|runs?|is in charge of|directs?))"
    r"|(?<=put )in charge of|(?<=placed )in charge of) (?:the |its |China's )?"
)
# Nobody is `head` of these, or the head has a name of its own in each.
_NOT_HEADED = frozenset({"prc", "npc", "state-council", "cpc-central-committee", "politburo", "politburo-standing-committee"})
_HEADED: Mapping[str, str] = {
    "npc-standing-committee": "chairman",
    "cppcc": "chairman",
    "cmc": "chairman",
    "acftu": "chairman",
    "acfic": "chairman",
    "all-china-womens-federation": "chairman",
    "ccdi": "secretary",
    "cpc-political-legal-commission": "secretary",
    "supreme-court": "chief-justice",
    "supreme-procuratorate": "procurator-general",
    "pboc": "governor",
    "nao": "auditor-general",
    "csrc": "chairman",
    "cas": "president",
    "cae": "president",
    "cass": "president",
    **dict.fromkeys(CENTRAL_COMMITTEES, "chairman"),
}
_DEPUTIES = {
    "chairman": "vice-chairman",
    "secretary": "deputy-secretary",
    "president": "vice-president",
    "governor": "vice-governor",
}
# A parliament abroad, whatever its head is called: president of the Senate, chairman of the State Duma.
CHAMBER = re.compile(
    r"\b(?:[Pp]arliament|[Nn]ational [Aa]ssembly|Senate|House(?! of Friendship)|Duma|Federation Council|Council of (?:the )?(?:Federation|Republic|Representatives|States)|"
    r"(?:Great )?K?[Hh]ural|Knesset|Majlis|Mejlis|Mazhilis|Bundestag|Bundesrat|Diet|Legislative Assembly|People's Assembly|"
    r"Chamber of (?:Deputies|Representatives)|Congress of (?:the Republic|Deputies)|National Congress|Verkhovna Rada|Sejm|Seimas|"
    r"(?:lower|upper) house|[Ss]enate)\b(?!.*\b(?:Party|Group|Committee|Association|Commission|Friendship|Museum|Office)\b)"
)
_CHAIRS_CHAMBER = {
    **dict.fromkeys(("president", "chairman", "director", "speaker"), "speaker"),
    **dict.fromkeys(("vice-president", "vice-chairman", "deputy-director"), "vice-chairman"),
}
_CHAMBER_BEFORE = re.compile(
    r"\b(?:Senate|House|Parliament|National Assembly|State Duma|Duma|Assembly|Federation Council|parliament)(?:'s)? \Z"
)
_LEADING = frozenset({"politburo", "politburo-standing-committee"})
_APPOSED = re.compile(r"[a-z], (?:the )?\Z")
_GOES_ON = re.compile(
    r"(?: and|,) (?:the )?(?:[Vv]ice|[Pp]remier|[Ss]ecretary|[Cc]hairman|[Mm]inister|[Dd]irector|[Hh]ead|[Mm]ember|[Ss]tate|[Pp]resident|[Mm]ayor|[Gg]overnor|[A-Z])"
)
# A post may be `to` those: `ambassador to France`, `press secretary to the president`.
_SENT_TO = frozenset({"ambassador", "spokesperson", ""})
_SESSION = re.compile(r"(?:[\w-]+ )?[Ss]ession of (?:the )?")
_PRESIDIUM = re.compile(r" of the (?:meetings? of the )?[Pp]residium\b(?: of (?:the )?(?:(?:[\w-]+ )?[Ss]ession of (?:the )?)?)?")
_THIS_SESSION = re.compile(r" (?:of|for) (?:the|this) (?:[a-z-]+ )?(?:session|plenum)\b")
_REPUBLIC = re.compile(
    r"(?:[A-Z][\w-]+ ){0,3}(?:Republic|Kingdom|State|Commonwealth|Federation|Union|Sultanate|Emirate|Principality|Duchy|Confederation) of (?:the )?"
)
_PARLIAMENT = re.compile(
    r"(?:the )?(?:parliament|national assembly|senate|(?:lower|upper) house|house of representatives) of (?:the )?"
)
_OWNED = re.compile(r"'s (?=[A-Z\d])")


class _Finder:
    """The work of one text: its string, and its bodies by where they begin and end."""

    def __init__(self, text: str, bodies: Sequence[Body], authority: Authority, named: Iterable[int], province: str) -> None:
        self.text, self.authority = text, authority
        self.named, self.province = sorted(named), province
        self.low = lowered(text)
        self.starting = {b.start: b for b in bodies}
        self.ending = {b.end: b for b in bodies}
        self.bodies = bodies
        self.starts = [b.start for b in bodies]

    def titles(self) -> Iterator[Title]:
        search, forms = _search()
        for index, start, end in search.find_matches_as_indexes(self.low):
            if not is_word(self.text, start, end) or self._inside(start, end) or self._is_hour(start, end):
                continue
            if found := self._title(start, end, _ROLE[forms[index]]):
                yield found
        yield from self._memberships()
        yield from self._told()

    def _memberships(self) -> Iterator[Title]:
        """A leading body in apposition without `member of`, as word-by-word translation leaves it: `Li Qiang, Political Bureau, …`."""
        for body in self.bodies:
            leading = body.entity.id in _LEADING and _APPOSED.search(self.text, max(0, body.start - 6), body.start)
            if leading and _GOES_ON.match(self.text, body.end):
                yield Title(body.start, body.end, _office("member", body, self.authority), "member")

    def _told(self) -> Iterator[Title]:
        """A post that a clause tells: `who chairs the Harbour Committee`, `put in charge of the Harbour Office`."""
        for m in _TELLS_POST.finditer(self.text):
            at = m.end()
            body = self.starting.get(at) or next((b for p in _PREFIXES if (b := self.starting.get(at + len(p)))), None)
            if body is None or body.kind != "organisation" or body.entity.id in _NOT_HEADED:
                continue
            if _PART_OF_BODY.match(self.text, body.end) or _BODY_GOES_ON.match(self.text, body.end):
                continue
            last = body.end + len(_COMMITTEE) * self.text.startswith(_COMMITTEE, body.end)
            role = "chairman" if m["chair"] else "spokesperson" if m["speak"] else _headship(body)
            yield Title(m.start(), last, _office(role, body, self.authority), role)

    def _is_hour(self, start: int, end: int) -> bool:
        """Whether `pm` tells the hour and not who comes next."""
        return self.low[start:end] == "pm" and not _PM.match(self.text, start)

    def _inside(self, start: int, end: int) -> bool:
        """Whether a role's word is part of a body's name, as in `Secretariat` or `Chief Executive's Office`."""
        i = bisect_left(self.starts, start + 1) - 1
        return i >= 0 and self.bodies[i].end >= end and self.bodies[i].start <= start

    def _title(self, start: int, end: int, role: str) -> Title | None:
        if self.low.startswith("commissioner", start) and (european := self._european(start, end)):
            return european
        before = self._before(start)
        first, former = self._modified(before.start if before else start)
        if before is None and first < start and (before := self._before(first)):
            first, past = self._modified(before.start)
            former = former or past
        if role in ("minister", "vice-minister") and (found := self._minister(first, start, end, role, former, before)):
            return found
        if presidium := self._of_presidium(first, end, role, former=former):
            return presidium
        if role == "" and self._is_anothers(end):
            return Title(first, end, None, role, former, bare=True)
        after, last = self._after(end, before, role)
        if role == "ambassador" and after and after.kind == "country":
            return self._ambassador(Title(first, last, None, role, former, bare=True), before)
        body = after if after and (not before or before.kind == "country" or after.kind == "organisation") else before
        if role == "spokesperson" and not body and (session := self._of_this_session(end)):
            return Title(first, session.end, Office(role, session.entity), role, former)
        if body is None and self.text[max(0, first - 3) : first] in ("'s ", "s' "):
            return Title(first, end, None, role, former)
        if body is None:
            return self._unlisted(first, start, end, role, former)
        if body is after and role in _MINISTERIAL and body.kind == "country":
            first = self._with_field(first)
        if body is after and self.text.startswith(_COMMITTEE, last):
            last += len(_COMMITTEE)
        if body is after and (m := _PART_OF_BODY.match(self.text, last)):
            return Title(first, m.end(), None, role, former)
        office = _office(role, body, self.authority)
        return Title(first, last if body is after else end, office, role, former)

    def _is_anothers(self, end: int) -> bool:
        """Whether what follows is the title of somebody else: `special envoy of Chinese President`."""
        m = _OF.match(self.text, end)
        body = self.starting.get(m.end()) if m else None
        return body is not None and body.kind == "country" and bool(_NEXT_TITLE.match(self.text, body.end))

    def _of_session(self, at: int) -> Body | None:
        """The body whose session is named: `the First Session of the 14th National People's Congress`."""
        m = _SESSION.match(self.text, at)
        return self.starting.get(m.end()) if m else None

    def _of_presidium(self, first: int, end: int, role: str, *, former: bool) -> Title | None:
        """Who presides over a session holds no office; its secretary-general is that of the body."""
        m = _PRESIDIUM.match(self.text, end)
        body = self.starting.get(m.end()) if m else None
        if m is None or role in ("secretary-general", "deputy-secretary-general"):
            return Title(first, body.end, _office(role, body, self.authority), role, former) if body else None
        return Title(first, body.end if body else m.end(), None, role, former)

    def _of_this_session(self, end: int) -> Body | None:
        """The congress or conference named last before `spokesperson of the session`."""
        m = _THIS_SESSION.match(self.text, end)
        i = bisect_left(self.starts, end)
        near = (b for b in reversed(self.bodies[max(0, i - 12) : i]) if b.entity.id in ("npc", "cppcc") and end - b.end < 600)
        body = next(near, None) if m else None
        return body._replace(start=end, end=m.end()) if body and m else None

    def _republic(self, at: int) -> Body | None:
        """The country at the end of its full name: `the Oriental Republic of Uruguay`."""
        m = _REPUBLIC.match(self.text, at)
        body = self.starting.get(m.end()) if m else None
        return body if body and body.kind == "country" else None

    def _chamber(self, at: int) -> Body | None:
        """The country of whose parliament somebody is speaker: `parliament of the Maldives`."""
        m = _PARLIAMENT.match(self.text, at)
        body = self.starting.get(m.end()) if m else None
        return body if body and body.kind == "country" else None

    def _owned(self, country: Body) -> Body | None:
        """The body that a country's genitive introduces: `the United Kingdom's 48 Group Club`."""
        m = _OWNED.match(self.text, country.end)
        if m is None or self.starting.get(m.end()) or _NEXT_TITLE.match(self.text, m.end() - 1):
            return None
        body = self._capitalised(m.end())
        if body and _STATE.search(body.entity.en):
            return country._replace(end=body.end)
        return body if body and " " in body.entity.en else None

    def _ambassador(self, title: Title, before: Body | None) -> Title:
        """An ambassador is of the country that sends him, whatever the one to which he is sent."""
        sender = before if before and before.kind == "country" else None
        return title._replace(office=Office("ambassador", sender.entity), bare=False) if sender else title

    def _european(self, start: int, end: int) -> Title | None:
        """`European Commissioner for Home Affairs`: a member of the European Commission."""
        m = _EUROPEAN.search(self.text, max(0, start - 24), start)
        if m is None:
            return None
        body = Body(0, 0, "organisation", _unlisted_body("European Commission"))
        return Title(m.start(), self._field_end(end), _office("member", body, self.authority), "member")

    def _field_end(self, end: int) -> int:
        """Where a title ends with the field that it is of, before the name that follows: ` for Home Affairs`."""
        m = _FIELD_OF.match(self.text, end)
        capital, joined = bool(m and m[1][0].isupper()), True
        while m and self._in_field(m, capital=capital, joined=joined):
            joined = m[1].lower() in _JOINS or m[0].startswith(",")
            end = end if m[1].lower() in _JOINS else m.end()
            m = _FIELD_WORD.match(self.text, m.end())
        return end

    def _in_field(self, m: re.Match[str], *, capital: bool, joined: bool) -> bool:
        """Whether a word still names a field: a common one, in small letters only after another with a comma or `and`."""
        word = m[1]
        if word.lower() in _JOINS:
            return True
        common = word.lower() in english_words() and word not in _NOT_FIELDS and word[0].isupper() == capital
        return common and (capital or joined or m[0].startswith(","))

    def _before(self, start: int) -> Body | None:
        for gap in (" ", "'s ", "' ", "'s top ", ", whose "):
            if self.text.endswith(gap, max(0, start - 8), start) and (body := self.ending.get(start - len(gap))):
                return body
        return None

    def _modified(self, start: int) -> tuple[int, bool]:
        """Where the title begins with its `former`, `acting` and the like, and whether the office is past."""
        former = False
        for _ in range(3):
            window = max(0, start - 24)
            if m := _FORMER.search(self.text, window, start):
                start, former = m.start(), former or "late" not in m[0]
            elif m := _MODIFIER.search(self.text, window, start):
                start = m.start()
            else:
                break
        return start, former

    def _after(self, end: int, before: Body | None, role: str) -> tuple[Body | None, int]:
        m = _OF.match(self.text, end)
        if not m or (m[0].startswith(" to") and role not in _SENT_TO):
            return None, end
        body = self.starting.get(m.end()) or self._of_session(m.end()) or self._republic(m.end()) or self._chamber(m.end())
        if body and m[0].startswith(" to") and role == "spokesperson":
            return body, end
        if body and body.kind == "country" and (own := self._owned(body)):
            return own, own.end
        for prefix in _PREFIXES:
            if body is None and self.text.startswith(prefix, m.end()):
                body = self.starting.get(m.end() + len(prefix))
        if body is None:
            return None, end
        if self.text.startswith("'s ", body.end) and (part := self.starting.get(body.end + 3)) and part.kind == "organisation":
            return part, part.end
        if body.entity.id == "prc" and (word := _NEXT_WORD.match(self.text, body.end)) and word[1].lower() in english_words():
            longer = self._capitalised(m.end())
            if longer and longer.end > body.end:
                return longer, longer.end
        if body.kind == "place" and (longer := self._capitalised(m.end())) and _is_firm(self.text[body.end : longer.end]):
            return longer, longer.end
        if body.kind != "organisation" or _BODY_GOES_ON.match(self.text, body.end):
            longer = self._capitalised(m.end())
            if longer and longer.end > body.end and _IS_BODY.search(self.text, body.end, longer.end):
                return longer, longer.end
        return body, body.end

    def _minister(self, first: int, start: int, end: int, role: str, former: bool, before: Body | None) -> Title | None:
        fields = _fields(self.authority)
        m = _OF.match(self.text, end)
        if m and m.end() not in self.starting:
            for words in range(7, 0, -1):
                w = re.compile(rf"[A-Za-z-]+(?:,? (?:and )?[A-Za-z-]+){{{words - 1}}}").match(self.low, m.end())
                if w and w[0] in fields and is_word(self.text, *w.span()):
                    return self._of_field(first, w.end(), role, fields[w[0]], before, former)
        word = re.compile(r"(?:^|[^A-Za-z-])((?:[A-Za-z-]+ (?:and )?){1,6})\Z").search(self.low, max(0, start - 60), start)
        before_role = word[1].split() if word else []
        for n in range(len(before_role), 0, -1):
            name = " ".join(before_role[-n:])
            if (vice := _VICE_FIELD.match(name)) and vice[1] in fields:
                return self._of_field(start - len(name) - 1, end, "vice-minister", fields[vice[1]], None, former)
            if name in fields:
                begin = start - len(name) - 1
                before = self._before(begin)
                begin, past = self._modified(before.start if before else begin)
                return self._of_field(begin, end, role, fields[name], before, former or past)
        if before is None and (m := _FIELD_BEFORE.search(self.text, max(0, start - 40), start)):
            before = self._before(m.start(1))
            first = before.start if before else first
        if before and before.kind == "country" and before.entity.id != "prc":
            return Title(first, self._field_end(end), Office(role, before.entity), role, former)
        return None

    def _of_field(self, first: int, end: int, role: str, ministry: str, before: Body | None, former: bool) -> Title:
        country = before if before and before.kind == "country" else None
        if m := _VICE.search(self.text, max(0, first - 12), first):
            first, role = m.start(), "vice-minister"
            if country is None and (again := self._before(first)) and again.kind == "country":
                country, first = again, again.start
        if not country and (m := _OF.match(self.text, end)):
            after = self.starting.get(m.end())
            if after and after.kind == "country":
                country, end = after, after.end
            elif after and after.entity.id.endswith("-party"):
                suffix = ministry.removeprefix("cpc") if ministry.startswith("cpc-") else ""
                entity = self.authority.entity("organisation", after.entity.id + suffix)
                return Title(first, after.end, Office(role, entity), role, former)
        abroad = country is not None and country.entity.id != "prc"
        entity = country.entity if country and abroad else self.authority.entity("organisation", ministry)
        return Title(first, end, Office(role, entity), role, former, bare=country is None)

    def _unlisted(self, first: int, start: int, end: int, role: str, former: bool) -> Title | None:
        """A title of a body that no table has, or of none."""
        if chamber := self._of_chamber(first, end, role, former=former):
            return chamber
        if role in _LOCALS and (place := self._province_meant(start, end)):
            bare = place[0] == end and self.text[max(0, start - 3) : start].rstrip()[-2:] not in ("al",)
            return Title(first, place[0], _office(role, place[1], self.authority), role, former, bare=bare)
        if m := _OF.match(self.text, end):
            if body := self._capitalised(m.end()):
                body = self._field_alone(body) if role in _MINISTERIAL else body
                last = body.end + len(_COMMITTEE) * self.text.startswith(_COMMITTEE, body.end)
                return Title(first, last, _office(role, body, self.authority), role, former)
            if self.text[m.end() : m.end() + 1].islower() and m[0].startswith(" of"):
                field = _FIELD_WORDS.match(self.text, m.end())
                if field:
                    text = _ENDS_FIELD.sub("", " " + field[0])[1:]
                    return Title(first, m.end() + len(text), None, role, former)
        if not role:
            first = self._with_common_words(first)
        if role in _BARE:
            return Title(first, end, Office(role, self.authority.entity("organisation", _BARE[role])), role, former, bare=True)
        if role == "chief-executive" and (founded := self._founded(first)):
            return Title(first, end, _office(role, founded, self.authority), role, former)
        if role and (body := self._capitals_before(first)):
            return Title(body.start, end, _office(role, body, self.authority), role, former, bare=True)
        return Title(first, end, None, role, former, bare=True)

    def _field_alone(self, body: Body) -> Body:
        """The field of a minister without the name that follows it: `Health Mary Bule`."""
        if any(
            b.kind == "country" and body.start <= b.start < body.end
            for b in self.bodies[bisect_left(self.starts, body.start) :][:4]
        ):
            return body
        words = body.entity.en.split(" ")
        n = next((i for i, w in enumerate(words) if w.lower() not in english_words() and w not in ("&",)), len(words))
        while n and words[n - 1].lower() in _JOINS:
            n -= 1
        name = " ".join(words[:n])
        return Body(body.start, body.start + len(name), "organisation", _unlisted_body(name)) if 0 < n < len(words) else body

    def _founded(self, first: int) -> Body | None:
        """The firm that stands before `founder and CEO`."""
        m = _FOUNDER.search(self.text, max(0, first - 70), first)
        name = m[1] if m else ""
        return Body(m.start(1), m.end(1), *self._whose(m.start(1), name)) if m else None

    def _with_field(self, first: int) -> int:
        """Where a minister's title begins with the field before it: `Internal Affairs Minister of Tonga`."""
        m = _FIELDS_BEFORE.search(self.text, max(0, first - 60), first)
        common = m is not None and all(w.lower() in english_words() for w in m[0].split())
        return m.start() if m and common else first

    def _of_chamber(self, first: int, end: int, role: str, *, former: bool) -> Title | None:
        """`Senate Speaker`, `Speaker of the National Assembly`: a chamber of the country before it, or of one to be found."""
        if role not in _CHAIRS_CHAMBER:
            return None
        role = _CHAIRS_CHAMBER[role]
        if m := _CHAMBER_BEFORE.search(self.text, max(0, first - 24), first):
            owner = self._before(m.start())
            if owner and owner.entity.id == "prc":
                return None
            if owner and owner.kind == "country":
                return Title(owner.start, end, Office(role, owner.entity), role, former)
            return Title(m.start(), end, None, role, former, bare=True)
        m = _OF.match(self.text, end)
        body = self._capitalised(m.end()) if m else None
        if body and CHAMBER.fullmatch(body.entity.en):
            return Title(first, body.end, None, role, former, bare=True)
        return None

    def _with_common_words(self, first: int) -> int:
        """Where a title begins with the capitalised words of the language before it: `U.S. Trade Representative`."""
        m = _COMMON_BEFORE.search(self.text, max(0, first - 40), first)
        common = m is not None and all(w.lower() in english_words() or w in countries() for w in m[0].split())
        return m.start() if m and common else first

    def _province_meant(self, start: int, end: int) -> tuple[int, Body] | None:
        """The end of a title of `the province`, or of a `provincial` post, and that province."""
        after = re.compile(r" of (?:the|this) (?:province|municipality|autonomous region|region)\b").match(self.text, end)
        before = _LEVEL_BEFORE.search(self.text, max(0, start - 18), start)
        province = self.authority.provinces.get(self.province)
        implied = self.text[start:end].lower().startswith(("governor", "vice governor", "vice-governor", "executive vice"))
        if not province or not (after or before or implied) or (before and before[1] and province.id not in _MUNICIPALITIES):
            return None
        entity = Entity("province", province.id, province.en, province.zh)
        return (after.end() if after else end), Body(0, 0, "place", entity)

    def _capitalised(self, at: int) -> Body | None:
        i = bisect_left(self.named, at)
        m = _CAPITALISED.match(self.text, at, self.named[i] if i < len(self.named) else len(self.text))
        if not m:
            return None
        end = m.end() - (m[0].endswith("'s") and 2)
        name = self.text[at:end].rstrip(".'")
        if cut := _NEXT_TITLE.search(name):
            name = name[: cut.start()]
        if cut := _NEXT_SENTENCE.search(name):
            name = name[: cut.start()]
        name = name[: self._end_of_country(at, at + len(name)) - at]
        if cut := _AFTER_HEAD.match(name) or _AFTER_LETTERS.match(name):
            name = cut[0]
        name = self._without_next_country(at, name)
        name = re.sub(r"(?: (?:of|for|and|on|the|in|de|&))+\Z", "", name)
        return Body(at, at + len(name), *self._whose(at, name)) if name else None

    def _without_next_country(self, at: int, name: str) -> str:
        """Without the country of the next title: `the Workers' Party and Vietnamese president`."""
        next_ = self.ending.get(at + len(name))
        own = next_ is not None and next_.kind == "country" and next_.start > at
        return name.removesuffix(f" and {self.text[next_.start : next_.end]}") if own and next_ else name

    def _end_of_country(self, start: int, end: int) -> int:
        """Where the name of a body ends: with the country it is of, when only capitalised words follow (`of Oman Ali Said`)."""
        for body in self.bodies[bisect_left(self.starts, start + 1) :]:
            if body.start >= end:
                break
            of = self.text[max(start, body.start - 7) : body.start].endswith((" of ", " of the "))
            if body.kind in ("country", "place") and of and not _IS_BODY.search(self.text, body.end, end):
                return min(body.end, end)
        return end

    def _whose(self, at: int, name: str) -> tuple[BodyKind, Entity]:
        """The state itself for its parliament or government abroad, else the body under its own name."""
        inside = [b for b in self.bodies[bisect_left(self.starts, at) :][:4] if b.end <= at + len(name) and b.kind == "country"]
        if inside and inside[0].entity.id != "prc" and _STATE.search(name):
            return "organisation", inside[0].entity
        return "organisation", _unlisted_body(name)

    def _capitals_before(self, start: int) -> Body | None:
        m = _CAPITALS_BEFORE.search(self.text, max(0, start - 80), start)
        if not m or not m[0].endswith(" "):
            return None
        at = m.start() + _not_body(m[0])
        at += max((stop.end() for stop in _SENTENCE_ENDS.finditer(self.text[at : start - 1])), default=0)
        name = self.text[at : start - 1]
        no_body = " " not in name or _ADDRESS.search(name) or _A_DATE.search(name)
        return None if no_body else Body(at, start - 1, *self._whose(at, name))


def _not_body(words: str) -> int:
    """How many characters of capitalised words come before the name of a body: of a sentence's head, or of somebody named before."""
    cut = 0
    for m in _AND_THEN.finditer(words):
        if _NEXT_TITLE.search(" " + words[cut : m.start()]) or words[cut:].split(" ", 1)[0] in given_names():
            cut = m.end()
    head = _HEAD_OF_SENTENCE.match(words, cut)
    return head.end() if head else cut


_SENTENCE_ENDS = re.compile(r"[a-z]{3,}\. ")
_AND_THEN = re.compile(r" (?:and|&) (?:the )?")
_HEAD_OF_SENTENCE = re.compile(r"(?:The|Then|At|In|When|While|As|But|And|On|Also|Both|This|Meanwhile|Former|Late|Your) (?:the )?")
_A_DATE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter),? (?:19|20)\d\d\Z"
)
_ADDRESS = re.compile(r"\b(?:Excellency|Excellencies|Majesty|Highness|Honou?rable|Dear|Deputy|Assistant|Your)\b")
_STATE = re.compile(
    r"\b(?:Senate|Parliament|National Assembly|House of|Government|Council of Ministers|State Council|Duma|Congress|Knesset|Majlis|Shura|Security Council|House\Z|Federation Council|"
    r"Supreme Court|Sovereign\w*|Transitional|Presidential (?:Leadership )?Council|Bundestag|Diet|Legislative|Federal Council|State Great)\b"
)
_NEXT_TITLE = re.compile(
    r" (?:and )?(?:(?:Deputy|Vice|Executive|General|Party|State|Chief) )?(?:Secretary|Minister|Director|Premier|President|Chairman|Chairwoman|Chairperson|Speaker|Ambassador|Governor|Mayor|Member)\b"
    r"(?! (?:General )?(?:of the )?(?:Office|Department))"
)


# What begins another sentence or clause, or a description (`World Congress-born`), no longer names the body.
_NEXT_SENTENCE = re.compile(
    r" (?:The|She|He|It|In|At|Both|This|That|These|But|And|When|While|After|They|We|His|Her|Its|Mr|Ms|Dr)\b|-(?:born|based|led|backed|run|owned)\b"
)


# What follows the head of a body's name without a joining word is no longer its name: `Olympic Committee Smith`.
_HEAD = (
    "Committee|Commission|Ministry|University|Association|Federation|Bureau|Council|Academy|Institute|Agency|Region|Province|Department|"
    "Office|Bank|Group|Corporation|Party|Front|Union|Court|Parliament|Senate|Assembly|Center|Centre|Foundation|Society|League|Museum|School|"
    "College|Hospital|Company|Congress|Duma|Administration|Authority|Organization|Organisation|Fund|Forum|Chamber|Construction|Society"
)
_AFTER_HEAD = re.compile(
    rf"(?:[\w&.'-]+ ){{0,8}}?(?:{_HEAD})"
    r"(?= [A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|bin|al|de))*\Z)(?! (?:{_HEAD}|General|Standing|Press|Branch|National|Central)\b)"
)


# So is what follows its capitals: `the IPU Smith`.
_AFTER_LETTERS = re.compile(r"[A-Z]{3,}(?= [A-Z][a-z]+\Z)")


_BODY_GOES_ON = re.compile(
    r" (?!(?:[A-Z]\w+ )?(?:Central|Party|Standing|Provincial|Municipal|Regional) )(?:[A-Z][\w&-]+ ){0,5}(?:(?:Work |Work(?:place)? Safety |Security |Affairs |Safety )Committee|Office|Legislative Council|Legislature|Court|Authority|Assembly|Department|Bureau|Administration|Center|Centre|Institute|Academy|Company|Commission)\b"
)
_NEXT_WORD = re.compile(r" ([A-Z][a-z]+)")
_IS_BODY = re.compile(rf"\b(?:{_HEAD})\b")


def _unlisted_body(name: str) -> Entity:
    return Entity("organisation", slug(name), name, known=False)


def _headship(body: Body) -> str:
    """The post of whoever heads a body: most have a director, some a chairman, a secretary or a president."""
    return _HEADED.get(body.entity.id, "secretary" if body.entity.id.endswith("-party") else "director")


def _office(role: str, body: Body, authority: Authority) -> Office | None:
    """The post of a role in a body, by the usage of the guidelines."""
    if not role:
        return None
    role, ident = _normal(role, body)
    entity = body.entity if ident == body.entity.id else authority.entity("organisation", ident)
    return Office(role, entity) if role else None


def _normal(role: str, body: Body) -> tuple[str, str]:
    ident = body.entity.id
    if body.kind == "country":
        return _national(role, ident)
    if body.kind == "place":
        return _local(role, body)
    if role == "prime-minister" and ident == "state-council":
        return "premier", ident
    if role in _PRESIDING and ident.startswith("all-china-"):
        return _PRESIDING[role], ident
    if role == "prime-minister" and not re.fullmatch(r"[a-z]{2}", ident):
        return "", ident
    if role in ("member", "standing-member") and ident.endswith("-party"):
        return "standing-member", ident
    if role == "member" and ident == "central-secretariat":
        return "secretary", ident
    if role == "standing-member" and ident == "politburo":
        return "member", "politburo-standing-committee"
    if role == "secretary-general" and ident.endswith("-congress"):
        return role, ident
    if ident == "npc" and role in ("chairman", "vice-chairman"):
        return role, "npc-standing-committee"
    if role == "president" and ident == "supreme-court":
        return "chief-justice", ident
    if role == "director" and ident in _HEADED:
        return _HEADED[ident], ident
    if role == "deputy-director" and (headed := _DEPUTIES.get(_HEADED.get(ident, ""))):
        return headed, ident
    if role in _HEADS and _is_ministry(body):
        return _HEADS[role], ident
    if role in _CHAIRED and ident in _HEADED_BY_DIRECTORS:
        return _CHAIRED[role], ident
    if role in _CHAIRS and _is_committee(body):
        return _CHAIRS[role], ident
    if role == "director" and ident.endswith("-party"):
        return "secretary", ident
    return role, ident


def _national(role: str, ident: str) -> tuple[str, str]:
    if ident == "prc":
        home = {"premier": "state-council", "vice-premier": "state-council", "state-councillor": "state-council"}
        return role, home.get(role, ident)
    return {"premier": "prime-minister"}.get(role, role), ident


def _local(role: str, body: Body) -> tuple[str, str]:
    ident = body.entity.id
    if role in _PARTY or (role == "director" and body.entity.kind == "province"):
        return {"director": "secretary"}.get(role, role), f"{ident}-party"
    if role == "chief-executive" and ident in ("CN-HK", "CN-MO"):
        return role, {"CN-HK": "hk-government", "CN-MO": "macao-government"}[ident]
    if role in _GOVERNMENT:
        return role, f"{ident}-government"
    return role, ident


def _is_ministry(body: Body) -> bool:
    name = body.entity.en
    return bool(re.match(r"Ministry of", name)) or bool(re.search(r"Department of the (?:CPC|.*Party)", name))


def _is_committee(body: Body) -> bool:
    ident = body.entity.id
    if "state-council" in ident and "committee" in ident:
        return True
    return (ident.startswith("central-") and "commission" in ident) or (ident.startswith("npc-") and ident.endswith("-committee"))


def titles(
    text: str, bodies: Sequence[Body], authority: Authority, names: Iterable[Named] = (), province: str = ""
) -> tuple[Title, ...]:
    """Every title of a text in order, none reaching into a name; where two overlap, the earlier and longer."""
    kept: list[Title] = []
    for title in sorted(
        _Finder(text, bodies, authority, (n.start for n in names), province).titles(), key=lambda t: (t.start, -t.end)
    ):
        if not kept or title.start >= kept[-1].end:
            kept.append(_presiding(text, title))
    return tuple(kept)


def _presiding(text: str, title: Title) -> Title:
    """The head of a parliament abroad is its speaker, under whatever name; who leads a group of its members holds no office."""
    words, office = text[title.start : title.end], title.office
    if office is None or office.role not in _CHAIRS_CHAMBER or not re.fullmatch(r"[a-z]{2}", office.organisation.id):
        return title
    if _GROUP.search(words):
        return title._replace(office=None)
    if not CHAMBER.search(words):
        return title
    role = _CHAIRS_CHAMBER[office.role]
    return title._replace(office=Office(role, office.organisation), role=role)


_GROUP = re.compile(r"\b(?:Friendship|Group|Caucus|[Ff]action|Association)\b")


def office_of(role: str, body: Body) -> Office | None:
    """The post of a role in a body that the text names apart from the title."""
    role, ident = _normal(role, body)
    entity = body.entity if ident == body.entity.id else Entity("organisation", ident, known=False)
    return Office(role, entity) if role else None
