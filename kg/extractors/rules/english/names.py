"""Finds what can be the name of a person: known names, pinyin names, foreign names where the words around tell so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.authority import Authority
from kg.extractors.rules.english.bodies import Body, is_word
from kg.extractors.rules.english.lexicon import countries, english_words, given_names, is_given_name, surnames
from kg.extractors.rules.english.titles import Title
from kg.resolution import repair_run

NameKind = Literal["known", "pinyin", "foreign", "surname"]


# Where somebody stands in a photo: `(2nd, L)`, `(front)`.
PLACED = r"(?: \((?:(?:\d(?:st|nd|rd|th)|[Ff]ront|[Bb]ack|[Cc]ent(?:er|re)|[Ll]eft|[Rr]ight|[LRCF]|from|first|second|third|row),? ?){1,5}\))?"
ELECTION = r"(?:re-?)?(?:election|appointment|inauguration|assumption of office|taking office|victory in the election)"


class Name(NamedTuple):
    """A name by half-open offsets, without titles and honorifics."""

    start: int
    end: int
    text: str
    kind: NameKind
    rule: str
    confidence: float


_PINYIN = re.compile(r"\b([A-Z][a-zü]{0,8}) (?=([A-Z][a-zü]{1,11}(?:(?:'(?!s\b)|-)[A-Za-z]{1,6})?)(?: ([A-Z][a-zü]{1,5}))?)")
# Words that are surnames or syllables in pinyin and English words too.
_ENGLISH = frozenset(
    "Bang Can Chi Dan Dang Den Fen Gun Hang Long Man Men Pin Ran Rang Sang She Sun Tan Ten Tai The You Song Ma Bi Me"
    " An Are Die Due Lie Pie Tie Na No On In To So He Wo Ba Mo Hun Bo Pen".split()
)
_DOCTRINE = re.compile(
    r"(?:'s)?(?: (?:[A-Z][a-z]+|on|the|of|for|and|Economic|Diplomatic|Ecological|Cultural)){0,4} Thought\b| Theory\b"
    r"|: The Governance|'s? Selected|: A Life"
)
_PLACE_TAIL = re.compile(
    r" (?:County|District|City|River|Lake|Mountains?|Village|Township|Town|Province|Road|Street|Station|Airport|Port|Bay|Island|Islands|"
    r"Temple|Dynasty|University|College|School|Group|Co\b|Corp|Ltd|Inc|Bank|Hospital|Bridge|Dam|Reservoir|New Area|Railway|Expressway|"
    r"Basin|Plain|Plateau|Canal|Garden|Park|Museum|Palace|Hall|Gorge|Grottoes|Pass|Strait|Sea|Banner|Prefecture|Square|Award|Prize|Cup|"
    r"high-speed|railway|expressway|prefecture|county|district|city|province|village|township|River's|"
    r"(?:Party|Society|Committee|Association|Foundation|Federation|League|Institute|Corporation|Company)\b(?! (?:[Ss]ecretary|[Cc]hief|[Mm]ember)))\b|-\w"
)
_NAME_WORD = r"(?:\b[A-Z][a-zà-žA-Z'’-]{0,24}[a-zà-ž][\wà-ž'-]{0,24}|\b(?:[A-Z]\.){1,3})"
_PARTICLE = r"(?:bin|bint|ibn|al|el|de|da|dos|das|del|della|di|van|von|der|den|la|le|ul|bin)"
_SEQUENCE = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} ){{0,2}}(?:[ae]l-)?{_NAME_WORD}){{0,5}}")
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.? \Z|\b(?:Sir|Sheikh|Dame|Lord|Lady|Prince|Princess|Comrade|Comrades|Mme|Madam|Madame|Miss) \Z"
)
_HONORIFICS = frozenset(
    "Sheikh Mr Mrs Ms Dr Prof Sir Lord Lady Dame Prince Princess King Queen Madam Madame Comrade Comrades".split()
)
_SAID = (
    r"(?:said|says|told|noted|notes|added|adds|stressed|emphasized|emphasised|explained|explains|pointed out|believes|believed|recalled|"
    r"recalls|commented|remarked|argued|argues|wrote|writes|suggested|suggests|highlighted|warned|predicted|announced|expressed|stated|"
    r"called for|urged|tweeted|posted|disclosed|introduced|proposed|hoped|responded|replied|concluded|observed|continued|confirmed|revealed)"
)
_BEFORE_SAID = re.compile(rf",? (?:also |then |further |recently |has |had |who ){{0,2}}{_SAID}\b")
_ACTS_AFTER = re.compile(
    rf",? (?:also |then |has |had )?(?:{_SAID}|attended|presided|spoke|delivered|took part|accompanied|made|chaired|met|visited)\b"
)
_IN_PLACE = re.compile(r"\b(?:in|at|near|from) \Z")
_FROM_SAID = re.compile(rf",? (?:from|of) (?:the )?(?:[A-Z][\w.-]+ ?){{1,3}},? {_SAID}\b")
_AFTER_SAID = re.compile(rf"(?:\b{_SAID}|\b[Aa]ccording to|\bby) \Z")
_NOT_NAMES = frozenset(
    """University Institute Company Group Corp Inc Ltd Co Bank Ministry Committee Council Commission Association Center Centre Academy
    Agency Office Department Bureau Party Congress Forum Summit Conference Expo Games Cup League Championship Championships Open Tour
    Times Daily News Post Herald Street Road Avenue Square Park Lake River Mountain Sea Ocean Island Islands City County District
    Province Region States State Republic Kingdom Union Nations Airport Station Port Bridge Railway Valley Tower House Hall Palace
    Museum Temple Theater Theatre Hotel Hospital School College Fund Foundation Project Plan Program Programme Initiative Act Law
    Agreement Treaty Declaration Festival Day Year New Dynasty Army Navy Force Forces Command Airlines Motors Technology Technologies
    Economics Electric Energy Analytics Capital Partners Securities Insurance Government Parliament Senate Embassy Consulate Minister
    President Premier Secretary Chairman Director Governor Mayor Spokesperson Spokesman General Deputy Vice Foreign National
    International Global World Central People's Peoples Chinese China American Asian European African Western Eastern Northern Southern
    North South East West Great High Special Joint Security Defense Defence Trade Economic Development Cooperation Belt Silk Olympic
    Olympics Winter Summer Spring Autumn Xinhua Reuters Report Annual Information Data Research Science Studies Court Committee's Club
    Team United Federation Society Press Network System Center's Industry Industries Motor Asia Pacific Europe America Africa Entertainment Holdings Ventures Media TV
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October
    November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec COVID GDP Comrade Comrades Mr Mrs Ms Dr Photo Source Editor
    Reporter Author Journal Magazine Review Online Agency's Hall's Bay Gulf Strait Award Awards Prize Thought Video Lecture Literature Nobel Theory Book Peninsula Coast Airways Airline Bureau's Beijing
    Shanghai Macao Taiwan Tibet Xinjiang Military Police Corps Supreme Constitution Q A Xinhuanet Area Zone Territory Monitor Tribune
    Gazette Television Radio Broadcasting Stadium Arena Circuit Opera Orchestra Real Borussia Bayern Inter Muslim Jewish Islamic Hindu
    Survey Surveys Index Poll Congressional Democrat Democrats Republican Republicans Democratic Labour Tory Tories Conservative Conservatives Excellency Excellencies Majesty Highness Honorable Honourable Car Cars Auto Pharma Go Pro Plus Max Shimbun Times' Wolves Ministers Presidents Presidium Politburo
    Secretariat Kuomintang Plenum Legislature Cabinet Kremlin Pentagon Treasury Chancellery Caucus Presidency Chamber Mail Aerospace Aviation Pharmaceutical Pharmaceuticals Biotech Robotics Semiconductor Knesset Duma Bundestag Secretary-General Director-General
    Governor-General Vice-Chancellor Vice-President Vice-Premier Attorney-General""".split()
)
_FUNCTION = frozenset(
    """The In On At But And When While After Before As If For With From Since However Meanwhile According During Under By To This That
    These Those It He She They We I You His Her Their Its Our My No Not Yes Also Earlier Last Next First Second Third Both All Some
    Many More Most Such Among Over Through Despite Although Though Because So Then There Here Now Today Yesterday What Who How Why Where
    Which Asked Speaking Noting Citing Besides Moreover Once Only Even Every Each Other Another Still Yet Just Like Of An A Or Nor
    Until Upon Within Without About Against Between Across Around Beyond Towards Previously Recently Currently Finally Reporters
    Reporter Photo Former Late Born Named Known Led Founded Based Held Located Let's Let Is Are Was Were Will Would Can Could Should
    Must May Might Do Does Did Has Have Had Been Being Good Well Yes Please Thank Thanks Dear Hello Young Old Chief Chinese-born
    Said Says Told Say Accompanied Addressing Attending Present Chairing Presiding""".split()
)


@lru_cache(maxsize=4)
def _known(authority: Authority) -> tuple[AhoCorasick, tuple[str, ...]]:
    names = {n for p in authority.persons.values() for n in (p.en, *p.aliases) if n.isascii() and len(n) > 4 and not p.country}
    ordered = tuple(sorted(names))
    return AhoCorasick(list(ordered), matchkind=MatchKind.LeftmostLongest), ordered


class Barriers:
    """Stretches in which no other name may begin or end."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [s for s, _ in ordered]
        self._ends: list[int] = []
        for _, end in ordered:
            self._ends.append(max(end, self._ends[-1] if self._ends else 0))

    def touch(self, start: int, end: int) -> bool:
        """Whether any barrier overlaps the stretch."""
        i = bisect_right(self._starts, end - 1) - 1
        return i >= 0 and self._ends[i] > start

    def next_start(self, at: int) -> int | None:
        """Where the next barrier begins at or after an offset."""
        i = bisect_right(self._starts, at - 1)
        return self._starts[i] if i < len(self._starts) else None


def chinese_names(text: str, authority: Authority, bodies: Sequence[Body]) -> tuple[Name, ...]:
    """Known names and those in the shape of a Chinese name in pinyin; not those inside a body's name or a doctrine's."""
    blocked = Barriers((b.start, b.end) for b in bodies)
    known = [n for n in _known_names(text, authority) if not _within(n, blocked)]
    taken = Barriers((n.start, n.end) for n in known)
    shaped = [n for n in _pinyin_names(text) if not taken.touch(n.start, n.end) and not _within(n, blocked)]
    return tuple(n for n in sorted([*known, *shaped]) if not _DOCTRINE.match(text, n.end))


def _within(name: Name, bodies: Barriers) -> bool:
    """Whether a body's name covers the surname; a given name may well read like a city (`Chen Jining`)."""
    return bodies.touch(name.start, name.text.index(" ") + name.start if " " in name.text else name.end)


def _known_names(text: str, authority: Authority) -> Iterator[Name]:
    search, names = _known(authority)
    for index, start, end in search.find_matches_as_indexes(text):
        if is_word(text, start, end) and not text.startswith("-", end) and not _PLACE_TAIL.match(text, end):
            yield Name(start, end, names[index], "known", "known name", 0.97)


def _pinyin_names(text: str) -> Iterator[Name]:
    last = 0
    for m in _PINYIN.finditer(text):
        end = _pinyin_end(m)
        if m.start() < last or not end or _follows_a_name(text, m.start()):
            continue
        if _PLACE_TAIL.match(text, end) or _is_elsewhere(text, m) or _is_thing(text, m.start()):
            last = m.end(3) if m[3] else end
        else:
            last = end
            acts = _ACTS_AFTER.match(text, end) or _AFTER_SAID.search(text, max(0, m.start() - 24), m.start())
            first = _christened(text, m.start())
            yield Name(first, end, text[m.start() : end], "pinyin", "name in pinyin", 0.92 if acts else 0.86)


def _pinyin_end(m: re.Match[str]) -> int:
    """Where the name ends that begins with a surname; 0 where none does."""
    surname, given, third = m[1], m[2], m[3]
    if surname not in surnames() or not is_given_name(given) or (surname in _ENGLISH and given in _ENGLISH):
        return 0
    if given in _NOT_NAMES and (given != "Jun" or _DAY_NEXT.match(m.string, m.end(2))):
        return 0
    own = third in surnames() and not _NAME_CLOSED.match(m.string, m.end(3))
    if third and is_given_name(third) and third not in _NOT_NAMES and len(given) <= 5 and not own:
        return m.end(3)
    return m.end(2)


# The third syllable is a surname of its own where a given name follows it.
_NAME_CLOSED = re.compile(
    r",? (?:an?|the|who|said|told|noted|pointed|attended|presided|spoke|delivered|explained|made|also)\b|,? (?:and|[a-z]+ed)\b"
)
# `Jun` is a month only before a day.
_DAY_NEXT = re.compile(r"\.|,? \d")


def _christened(text: str, start: int) -> int:
    """Where a name begins with the foreign given name that stands before it: `Geoffrey Ma Li-wen`."""
    m = _WORD_BEFORE.search(text, max(0, start - 12), start)
    return m.start() if m and m[1] in given_names() and m[1] not in surnames() and m[1] not in _NOT_NAMES else start


_WORD_BEFORE = re.compile(r"(?<![\w'-])([A-Z][a-z]{1,9}) \Z")


def _follows_a_name(text: str, start: int) -> bool:
    """Whether the word before belongs to the name, which then is not Chinese: `Ri Yong Ho`."""
    m = _WORD_BEFORE.search(text, max(0, start - 9), start)
    return bool(
        m and m[1] in surnames() | {"Ri", "Kim", "Pak", "Choe", "Jong", "Phan", "Nguyen", "Tran", "Pham"} and m[1] not in _ENGLISH
    )


_SOMEWHERE = re.compile(r"\b(?:in|at|near|the|called|Mount|Lake) \Z")


def _is_elsewhere(text: str, m: re.Match[str]) -> bool:
    """Whether the words are a place's, or the pronoun `He` at the head of a sentence with a word of pinyin shape."""
    if _SOMEWHERE.search(text, max(0, m.start() - 10), m.start()):
        return True
    heads = m.start() == 0 or text[m.start() - 2 : m.start()] in (". ", "? ", '" ') or text[m.start() - 1] == "\n"
    return m[1] == "He" and heads and len(m[2]) < 5


class _Signs(NamedTuple):
    """What tells a person's name in one text: where sentences and titles begin and end, who is known, and who acts by one word."""

    sentences: frozenset[int]
    title_ends: frozenset[int]
    title_starts: frozenset[int]
    titled: Mapping[int, Title]
    ends: Mapping[int, int]
    authority: Authority
    alone: frozenset[str]


def foreign_names(
    text: str,
    sentence_starts: frozenset[int],
    titles: Sequence[Title],
    bodies: Sequence[Body],
    chinese: Sequence[Name],
    authority: Authority,
) -> tuple[Name, ...]:
    """Capitalised words that a title, a verb of speech, an honorific or a given name shows to be a person's."""
    blocked = Barriers(
        [*((b.start, b.end) for b in bodies), *((n.start, n.end) for n in chinese), *((t.start, t.end) for t in titles)]
    )
    signs = _Signs(
        sentence_starts,
        frozenset(t.end for t in titles),
        frozenset(t.start for t in titles),
        {t.end: t for t in titles},
        {t.start: t.end for t in titles},
        authority,
        frozenset(m[1] or m[2] for m in _ALONE.finditer(text)),
    )
    spans = list(dict.fromkeys(_sequences(text, blocked)))
    found = [n for n in (_foreign(text, span, signs) for span in spans) if n]
    # A syllable right after a Chinese name is what translation cut off it: `Mu Hong Li, head of …`.
    cut_off = {n.end + 1 for n in chinese}
    found = [n for n in found if n.start not in cut_off or not is_given_name(n.text)]
    return tuple(sorted([*found, *_listed_with(text, spans, found, chinese, signs)]))


def _listed_with(
    text: str, spans: Sequence[tuple[int, int]], found: Sequence[Name], chinese: Sequence[Name], signs: _Signs
) -> Iterator[Name]:
    """Yield strange names of two words or more that stand in one list with somebody found: `…, Mattia Furlani and Ana Silva`.

    Beside Chinese names, which places and firms have too, only one between two of them is somebody's.
    """
    ends, starts = {n.end for n in found}, {n.start for n in found}
    people_end, people_start = {n.end for n in chinese} | ends, {n.start for n in chinese} | starts
    strange = [cut for span in spans if " " in text[slice(*span)] and (cut := _trimmed(text, *span, signs.sentences))]
    strange_start = {start for start, _ in strange}
    for direction in (strange, strange[::-1]):
        for start, end in direction:
            before = _LIST_BEFORE.search(text, max(0, start - 6), start)
            after = _LIST_AFTER.match(text, end)
            beside = (before and before.start() in ends) or (after and after.end() in starts)
            between = before and after and before.start() in people_end and after.end() in people_start | strange_start
            if start not in starts and (beside or between) and _is_strange(text[start:end].split()):
                ends.add(end)
                starts.add(start)
                people_end.add(end)
                people_start.add(start)
                yield Name(start, end, text[start:end], "foreign", "name in a list of people", 0.65)


_LIST_BEFORE = re.compile(r"(?:,? and |, )\Z")
_LIST_AFTER = re.compile(r",? and |, ")


def _is_strange(words: Sequence[str]) -> bool:
    """Whether several words can be a name and none is a common one."""
    return 1 < len(words) < 5 and _can_be_name(words) and not any(w.lower() in english_words() or w.isupper() for w in words)


_PERSONAL = r"(?:said|says|told|added|adds|explained|noted|believes|recalled|insisted|who|himself|herself)"
# One word that does what only people do, or whom a verb of speech names: `Mbappe told`, `said Gaspar`.
_ALONE = re.compile(
    rf"(?<![A-Z\w.'-] )(?<!\w)([A-Z][a-zà-ž]+(?:['-][A-Z]?[a-zà-ž]+)?) {_PERSONAL}\b"
    r"|\b(?:said|says|added|told|adds) ([A-Z][a-zà-ž]+(?:-[A-Z]?[a-zà-ž]+)?)(?=[,.\"]| (?!of\b)[a-z])"
)


def _owned(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, and what follows a genitive in it: `Real Madrid's Vinicius Junior`."""
    while (owner := text.find("'s ", start, end)) >= 0:
        yield start, owner + 2
        start = owner + 3
    yield start, end


def _sequences(text: str, blocked: Barriers) -> Iterator[tuple[int, int]]:
    at = 0
    while (m := _SEQUENCE.search(text, at)) is not None:
        start, end = m.span()
        if not blocked.touch(start, end):
            yield from _owned(text, start, end)
            at = end
            continue
        barrier = blocked.next_start(start)
        if barrier is not None and start < barrier < end and text[barrier - 1].isspace():
            piece = _SEQUENCE.match(text, start, barrier)
            if piece and not blocked.touch(*piece.span()):
                yield piece.span()
        at = max(start + 1, start + len(m[0].split(" ", 1)[0]))


def _foreign(text: str, span: tuple[int, int], signs: _Signs) -> Name | None:
    start, end = _described(text, *_trimmed(text, *span, signs.sentences), signs)
    words = text[start:end].split()
    if not words or not _can_be_name(words) or not text[start:end].strip("'. "):
        return None
    rule, confidence = _evidence(text, start, end, words, signs)
    common = any(w.lower() in english_words() for w in words)
    if (
        not rule
        or (common and rule not in _SURE and (len(words) < 2 or _is_plural(words[-1]) or _is_short_word(words[-1])))
        or _is_thing(text, start)
        or (len(words) > 1 and rule != "known name" and not _is_name_like(words))
        or (rule not in _SURE and (_SIGN_AFTER.match(text, end) or _MAKE.search(text, max(0, start - 24), start)))
    ):
        return None
    if len(words) == 1:
        end = _numbered(text, start, end)
        apposed = rule == "title after name" and _is_apposed(text, start, end, signs)
        return _single(text, start, end, rule, confidence, apposed=apposed)
    end = _numbered(text, start, end)
    return Name(start, end, text[start:end], "foreign", rule, confidence)


_RULER = re.compile(
    r"\b(?:King|Queen|Pope|Sultan|Emir|Prince|Emperor|Patriarch|Grand Duke|president|President) (?:[A-Z][\w'-]* ){0,2}\Z"
)
_NUMERAL = re.compile(r" (?:XXI{0,3}|XI{0,3}|XI?V|XVI{0,3}|I{1,3}|IV|VI{0,3}|IX)\b(?! [A-Z])")


def _numbered(text: str, start: int, end: int) -> int:
    """The end of a ruler's name with its number: `King Taufa VI`."""
    m = _NUMERAL.match(text, end)
    return m.end() if m and _RULER.search(text, max(0, start - 40), start) else end


_ARTICLES = frozenset({"Le", "La", "Les", "Der", "Die", "Das", "Los", "Las"})
# A club, a channel or a company goes on in capitals; a brand, a firm or a book stands before its name.
_SIGN_AFTER = re.compile(
    r" (?:(?:[A-Z]{2,}|[IVX]+)|stadium|arena|airport|hospital|university|prize|award|bridge|museum|cup|trophy|foundation|station|square)\b"
)
_MAKE = re.compile(
    r"\b(?:brands?|labels?|makers?|compan(?:y|ies)|firms?|chains?|clubs?|teams?|giants?|magazine|newspaper|website|apps?|novel|film|movie|"
    r"retailers?|start-?ups?|manufacturers?|groups?|platforms?|series|drama|musical|carmaker|automaker|agency|channel|broadcaster|hotel|"
    r"vessel|ship|satellite|typhoon|hurricane) \Z"
)


# What is shown, read or sung has a title in capitals: `movies like Iron Monkey and Drunken Master`.
_WORK = re.compile(
    r"\b(?:movies|films|novels|books|songs|dramas|shows|games|plays|operas|albums|comics|poems|paintings|cartoons|musicals|TV series) "
    r"(?:like|such as|including|titled|called|named) (?:[^.;:\n]{2,40}(?:,| and) )?\Z"
)


def _is_thing(text: str, start: int) -> bool:
    """Whether the words before make what follows the title of a work or the name of a vessel."""
    return bool(_WORK.search(text, max(0, start - 60), start) or _VESSEL.search(text, max(0, start - 16), start))


_VESSEL = re.compile(
    r"\b(?:pandas?|cubs?|vessel|ship|satellite|typhoon|submarine|icebreaker|carrier|freighter|rocket|rover|spacecraft) \Z"
)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _is_short_word(word: str) -> bool:
    return len(word) < 4 and word.lower() in english_words()


_OF_BODIES = re.compile(
    r"[Ii]nstitute?\Z|[Uu]niversit|-(?:Stiftung|Gesellschaft|Zentrum)\Z|\AAuthority\Z|[a-z]ism\Z|\A[A-Z]{2,}s\Z"
)


def _can_be_name(words: Sequence[str]) -> bool:
    """Whether no word is of an institution, a country or the grammar."""
    if words[0] in _ARTICLES or (len(words) == 2 and words[0] == words[1]):
        return False
    if any(_OF_BODIES.search(w) for w in words):
        return False
    return not any(w in _NOT_NAMES or w in _FUNCTION or (w in countries() and w not in given_names()) for w in words)


def _described(text: str, start: int, end: int, signs: _Signs) -> tuple[int, int]:
    """Without common words that describe who is named: `Democratic Congresswoman Ann Meyer`."""
    words = text[start:end].split(" ")
    while (
        (start - 1 not in signs.title_ends or words[0] in _NOT_NAMES)
        and len(words) > 2
        and words[0] not in given_names()
        and (words[0].lower() in english_words() or words[0] in _NOT_NAMES)
    ):
        start += len(words[0]) + 1
        words = words[1:]
    return start, end


_STUDY = re.compile(r"\w+(?:logy|graphy|nomics|metry)\Z")
_ADVERB_FIRST = re.compile(r"(?:\A|[.!?\n\"] ?|[,;] )\Z")
_AMONG = re.compile(r"(?:\b(?:of|in|for|at|the|from|to|on)|,) \Z")


def _is_apposed(text: str, start: int, end: int, signs: _Signs) -> bool:
    """Whether a title stands between commas after a name that follows a comma or `to`: `the next day, Sulo, minister of the economy, said`."""
    m = _APPOSITION.match(text, end)
    after = signs.ends.get(m.end()) if m else None
    return (
        after is not None and _AFTER_COMMA.search(text, max(0, start - 5), start) is not None and bool(_CLOSES.match(text, after))
    )


_AFTER_COMMA = re.compile(r"(?:,|\bto|\bof) \Z")
_CLOSES = re.compile(r",? (?:[a-z]+ed|said|says|told)\b|, (?=[a-z])|\.(?=\s|\Z)|, \Z")


def _single(text: str, start: int, end: int, rule: str, confidence: float, *, apposed: bool) -> Name | None:
    """A name of one word, which a place, a field or a company has as well."""
    word = text[start:end]
    if word in surnames():
        return Name(start, end, word, "surname", rule, confidence)
    if word.endswith("ly") and _ADVERB_FIRST.search(text, max(0, start - 2), start):
        return None
    if _STUDY.match(word) or word.lower() in english_words() or text.count(word.lower()) > 0:
        return None
    if rule == "title after name" and _AMONG.search(text, max(0, start - 6), start) and not apposed:
        return None
    return Name(start, end, word, "foreign", rule, confidence)


def _is_name_like(words: list[str]) -> bool:
    """Whether at most half of the words are common ones, or the first is a given name."""
    return words[0] in given_names() or sum(w.lower() in english_words() for w in words) * 2 <= len(words)


_SURE = frozenset({"title before name", "honorific before name", "title after name", "known name", "son of the same name"})


def _trimmed(text: str, start: int, end: int, starts: frozenset[int]) -> tuple[int, int]:
    """Without a first word that only stands at the head of a sentence, and without a genitive's ending."""
    words = text[start:end].split(" ")
    while words and (words[0] in _FUNCTION or words[0] in _HONORIFICS):
        start += len(words[0]) + 1
        words = words[1:]
    if (genitive := text.find("'s ", start, end)) > 0:
        end = genitive
    if m := re.search(r"-(?:to|and|the|led|based|born|like|style|backed|era|bound|chaired|inspired|winning)\Z", text[start:end]):
        end -= len(m[0])
    if text[start:end].endswith(("'s", "s'")):
        end -= 2 if text[start:end].endswith("'s") else 1
    return start, end


# `fellow at the Guangdong` goes on with the rest of a body's name.
_PLACE_NAMED = re.compile(
    r"\b(?:[Cc]ity|[Ss]tate|[Tt]own|[Pp]rovince|[Cc]ounty|[Vv]illage|[Ii]sland|[Dd]istrict|[Rr]egion|[Cc]anton|[Pp]ort) of (?:the )?\Z"
)
_AT_PLACE = re.compile(r"\bat the [A-Z][\w-]+ \Z")


def _evidence(text: str, start: int, end: int, words: list[str], signs: _Signs) -> tuple[str, float]:
    """Why the words are a person's name, and how sure that is; empty where nothing says so."""
    window = max(0, start - 24)
    if _PLACE_NAMED.search(text, window, start):
        return "", 0.0
    if start - 1 in signs.title_ends and text[start - 1] == " " and not _AT_PLACE.search(text, window, start):
        return "title before name", 0.9
    if _HONORIFIC.search(text, window, start):
        return "honorific before name", 0.9
    if len(words) > 1 and any(p.country for p in signs.authority.persons_named(" ".join(words))):
        return "known name", 0.93
    if _title_follows(text, end, signs.title_starts):
        return "title after name", 0.88 if len(words) > 1 else 0.8
    if _ELECTED.match(text, end):
        return "title after name", 0.85
    if start - 2 in signs.title_ends and _set_off(text, start, end, signs):
        return "title before name", 0.8
    if len(words) == 1 and _SURNAMED.search(text, window, start):
        return "honorific before name", 0.85
    if len(words) < 4 and _NAMED_AMONG.search(text, max(0, start - 140), start) and _LIST_ITEM.match(text, end):
        return "one of several people named", 0.65
    return _weak_evidence(text, start, end, words, signs) if len(words) > 1 else ("", 0.0)


# `foreign experts including Smith, Davis and …` names people, whatever their names look like.
_NAMED_AMONG = re.compile(
    r"\b(?:experts|scholars|guests|officials|executives|entrepreneurs|scientists|artists|athletes|ministers|suspects|winners|victims|"
    r"scientists|professors|doctors|teachers|journalists|diplomats|envoys|ambassadors) "
    r"(?:\(?(?:[a-z]+ ){0,6})?(?:including|such as|namely|among them) (?:(?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+(?:, |,? and )){0,6}\Z"
)
_LIST_ITEM = re.compile(r",|\.| and\b|;")


def _weak_evidence(text: str, start: int, end: int, words: list[str], signs: _Signs) -> tuple[str, float]:
    before = max(0, start - 60)
    if words[-1] in ("Junior", "Jr", "Jr."):
        return "son of the same name", 0.8
    if words[0] in given_names() and not text.startswith("-", end):
        return "given name", 0.8
    if _TRADE.search(text, before, start) or _nation().search(text, before, start):
        return "trade before name", 0.75
    if _FROM_SAID.match(text, end):
        return "name, country and verb of speech", 0.7
    if (_BEFORE_SAID.match(text, end) and not _IN_PLACE.search(text, before, start)) or _AFTER_SAID.search(
        text, max(0, start - 24), start
    ):
        return "name beside a verb of speech", 0.6
    if _IDENTIFIED.search(text, before, start):
        return "person identified by name", 0.75
    strange = _is_strange(words)
    if strange and words[-1] in signs.alone:
        return "surname of somebody who speaks", 0.7
    if strange and _compatriot().search(text, before, start) and _DOES.match(text, end):
        return "country before name", 0.7
    return "", 0.0


_IDENTIFIED = re.compile(r"\b(?:(?:been|was|were|is) identified as|(?:man|woman|suspect|boy|girl|teenager) (?:named|called)) \Z")
_DOES = re.compile(
    r"(?: and (?:[A-Z][\w'-]+ ?){1,3})?,? (?:(?:who|also|then|has|had|is|was|will) |(?:won|clocked|finished|scored|beat|set|took|defended|broke|claimed|"
    r"became|joined|plays?|played|led|leads|hit|missed|ran|wins|beats)\b)|, \d\d,"
    r"|, (?:the|an?|who|whose) (?:[\w'-]+ ){0,4}?(?:champions?|winner|runner-up|medall?ist|captain|coach|striker|player|leader|author|founder|"
    r"record holder|finalist|laureate|star|veteran|defender|goalkeeper)\b"
)


@lru_cache(maxsize=1)
def _compatriot() -> re.Pattern[str]:
    """A country's adjective or genitive right before whoever is named: `Norway's`, `the Kenyan`."""
    names = "|".join(sorted(re.escape(c) for c in countries() if re.fullmatch(r"[A-Z][A-Za-z. ]+", c)))
    return re.compile(rf"\b(?:{names})(?:'s)? \Z")


_TRADE = re.compile(
    r"\b(?!(?:over|under|after|other|another|either|neither|rather|whether|together|further|however|never|ever|center|number|member|order|"
    r"paper|former|later|offer|enter|consider|power|water|winter|summer|river|matter|computer|for|or|nor|prior|major|minor|sector|factor|"
    r"error|floor|door|color|honor|labor|favor|different|independent|present|recent|current|important|percent|want|went|sent|spent|"
    r"important|relevant|significant|giant|per|her|their|number|cover|deliver|remember|encounter|trigger|transfer|prefer|refer|differ|bitter|"
    r"indian|asian|european|human|urban|than|can|plan|began|titled|list|exist|assist|consist|resist|twist|best|west|east|agreement|"
    r"government|department|event|moment|content|student|accident|patient|client|agent|parliament|document|development)\b)"
    r"[a-z]+(?:er|or|ist|ian|ress|man|woman|star|ace|ete|coach|ant|ent) \Z"
)


@lru_cache(maxsize=1)
def _nation() -> re.Pattern[str]:
    """A country or its adjective with the trade of whoever is named next: `Dutch long-distance runner`."""
    names = "|".join(sorted(c for c in countries() if re.fullmatch(r"[A-Z][a-z]+|[A-Z.]+", c)))
    return re.compile(
        rf"\b(?:{names})(?:'s)? (?:[a-z][\w-]+ ){{0,3}}(?!(?:in|at|of|to|for|from|on|and|with|by|near|via|as|the|is|was|has|visit|than|or) )[a-z][\w-]+ \Z"
    )


_APPOSITION = re.compile(
    rf"{PLACED}(?:,| is| serves as) (?:(?:a|an|the|who is|who was|also|another|one of the|now|then|currently|concurrently|first|second|third|senior|chief|\d\d,) ){{0,3}}"
)
# Whoever is congratulated on it is elected to a post.
_ELECTED = re.compile(
    rf",? (?:congratulating (?:him|her) )?(?:on|over|upon|for) (?:his|her) {ELECTION}\b|,? on (?:being (?:re-?)?elected|taking office)\b"
)


_SURNAMED = re.compile(r"\b(?:surnamed|whose surname is) \Z")
_CLOSED = re.compile(r"(?:,|;| and\b|\.(?=\s|\Z)|\n)")
_WHOSE = re.compile(r"(?:\b[Tt]he |\b[Ii]ts |'s |\b[Hh]is |\b[Hh]er )(?:[A-Za-z][\w.-]* )?\Z")


def _set_off(text: str, start: int, end: int, signs: _Signs) -> bool:
    """Whether a definite title and commas set off the name: `the country's president, Hassan, said`."""
    title = signs.titled.get(start - 2)
    if title is None or text[start - 2 : start] != ", " or not _CLOSED.match(text, end):
        return False
    return (
        not title.former
        and bool(_WHOSE.search(text, max(0, title.start - 24), title.start))
        and not _NEXT_REPORTS.match(text, end)
    )


# `…, Reuters reported` names who reports; `, Mary Li,` may as well be one of a list of firms.
_NEXT_REPORTS = re.compile(r",? (?:reported|reports|according)\b")


def _title_follows(text: str, end: int, title_starts: frozenset[int]) -> bool:
    m = _APPOSITION.match(text, end)
    return m is not None and (m.end() in title_starts or end + 2 in title_starts)


# The first syllables of a name may have gone to the one before it, `Cai Qiwang Yi, and`; its last word then stands alone.
_LISTED = re.compile(r"(?: [A-Z][a-z]{1,8})?(?:,? and |, |,? & )")
_LEFT_OVER = re.compile(r" [A-Z][a-z]{1,8}\b(?!')")


def recut(text: str, names: Sequence[Name], published: date | None, authority: Authority) -> Iterator[Name]:
    """Yield the names, those of a list whose borders translation has moved cut anew: `Li Qiang, Cai Qiding, and Xue Xiang`."""
    run: list[Name] = []
    for name in [*names, None]:
        if name and run and name.kind != "foreign" and _LISTED.fullmatch(text[run[-1].end : name.start]):
            run.append(name)
            continue
        yield from _recut_run(text, run, published, authority)
        run = [name] if name else []


def _recut_run(text: str, run: list[Name], published: date | None, authority: Authority) -> Iterator[Name]:
    rest = _LEFT_OVER.match(text, run[-1].end) if run else None
    if (len(run) < 2 and not rest and run[-1:] and run[0].text.count(" ") < 2) or all(n.kind != "pinyin" for n in run):
        yield from run
        return
    start = run[0].start
    repairs = repair_run(text[start : rest.end() if rest else run[-1].end], on=published, authority=authority)
    moved = Barriers((start + r.start, start + r.end) for r in repairs)
    kept = [n for n in run if not repairs or not moved.touch(n.start, n.end)]
    anew = [Name(start + r.start, start + r.end, r.link.entity.en, "known", r.link.rule, r.link.confidence) for r in repairs]
    yield from sorted([*kept, *anew])


_CREDIT_WORD = (
    r"(?:(?:[Ss]taff |[Oo]mnimedia |[Ff]ull[- ]media |[Aa]ll[- ][Mm]edia )?(?:[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?|"
    r"[Pp]hotographers?|[Ii]ntern)|(?:[Rr]esponsible )?[Ee]ditors?(?: in charge)?|[Aa]uthors?|[Pp]hotos?(?: by)?|[Tt]ext by|[Vv]ideo by)"
)
_CREDIT = re.compile(
    rf"[(\[（][^()\[\]\n]{{0,80}}?\b(?:{_CREDIT_WORD}|Xinhua|by|People's Daily Online)\b[^()\[\]\n]{{0,120}}[)\]）]"
    rf"|\b{_CREDIT_WORD}\s?:\s?[^\n.;)\]]{{0,60}}"
    rf"|\b[Pp]hotos? by [^\n]{{0,80}}"
    rf"|\b(?:[Nn]ews [Aa]gency|[Xx]inhua|[Dd]aily|[Ss]taff|[Nn]ewspaper|[Oo]ur) (?:{_CREDIT_WORD})s? [A-Z][^\n,.;)]{{0,40}}"
    rf"|\b(?:Xinhua|Photo|Photos|Online|com\.cn|China Daily)/[^\n)]{{0,60}}"
)
_REPORTS = re.compile(
    r"(?<=[ ,.])[A-Z][\w'-]+ [A-Z][\w'-]+(?:(?:, | and )[A-Z][\w'-]+ [A-Z][\w'-]+){0,3}(?: in [A-Z]\w+(?:, [A-Z]\w+)?)? reports?\b\.?"
)


_CONTRIBUTED = re.compile(r"[A-Z][^\n.;:]{3,120} contributed to th(?:is|e) (?:story|report)")


def credits(text: str) -> Barriers:
    """The stretches in which authors, reporters and photographers are named."""
    return Barriers(m.span() for pattern in (_CREDIT, _REPORTS, _CONTRIBUTED) for m in pattern.finditer(text))
