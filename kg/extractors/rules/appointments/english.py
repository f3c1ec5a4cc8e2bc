"""Appointment and removal clauses in English: elected, appointed, sworn in, removed from, resigned, replaced someone as."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.extractors.rules.appointments.values import Turn, Who
from kg.extractors.rules.english.bodies import Body, bodies, main_province
from kg.extractors.rules.english.lead import lead, reported_on
from kg.extractors.rules.english.titles import Title, office_of, titles
from kg.extractors.rules.english.view import View, view
from kg.extractors.rules.findings import Context, Findings
from kg.model import Change, Office
from kg.text.dates_en import dates
from kg.text.document import Document, Piece

# What somebody did or underwent, with the words that lead on to the post.
_SUBJECT = re.compile(
    r"\b(?:(?P<elected>(?:re-?)?elected)(?: (?:as|to be|to serve as))?"
    r"|(?P<appointed>(?:re)?appointed(?: (?:as|to be|to serve as|to the post of))?|(?:was|were|been) named(?: as)?|sworn in as"
    r"|inaugurated as|(?:took|taken|assumed) office as|assumed the (?:post|office|position) of|took over as"
    r"|(?:was|were|been) promoted to|became(?= (?:the )?(?:new|acting|interim|next)))"
    r"|(?P<removed>(?:removed|dismissed|sacked|fired|ousted|relieved)(?: (?:as|from (?:the|his|her) (?:post|office|position|duties) (?:as|of)"
    r"|of (?:the|his|her) (?:post|duties) (?:as|of)))|no longer (?:serves?|served|serving) as|ceased to be)"
    r"|(?P<resigned>(?:resign(?:ed|s)|stepped down|(?:announc(?:ed|es)|tender(?:ed|s)|submit(?:ted|s)) (?:his|her) resignation)(?: (?:as|from (?:the|his|her) (?:post|office|position) (?:as|of)))))"
)
_OBJECT = re.compile(
    r"\b(?:(?P<elected>(?<!newly[ -])(?:re-?)?elect(?:ed|s)|congratulat\w+)|(?P<appointed>(?:re)?appoint(?:ed|s)|the appointment of)"
    r"|(?P<removed>(?:removed|dismissed|sacked|fired|ousted)))\b"
)
_AS = re.compile(
    r",?(?: [^,.;]{1,60},)? (?:as|to be|to serve as|to become|on being elected(?: as)?|on (?:his|her) (?:re-?)?election as"
    r"|on (?:his|her) (?:appointment|inauguration) as)\b"
)
_STEP_DOWN = re.compile(
    r"\b(?:(?P<resigned>resign(?:ed|s)|stepped down|(?:announc(?:ed|es)|tender(?:ed|s)|submit(?:ted|s)) (?:his|her) resignation)|(?P<appointed>(?:was |were |been )?(?:officially |formally )?sworn in)"
    r"|(?P<elected>(?:was |were )?(?:both )?re-?elected))\b(?! as\b)(?! to (?!a\b))"
)
_REPLACED = re.compile(r"\b(?:replac(?:ed|es)|succeed(?:ed|s)) (?=[A-Z])")
_ANY = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", p.pattern) for p in (_SUBJECT, _OBJECT, _STEP_DOWN, _REPLACED)))
_UNREAL = re.compile(
    r"\b(?:will|would|may|might|could|should|shall|if|unless|whether|expected|likely|plans?|planned|wants?|wanted|going to|set to|due to|about to"
    r"|not|never|call(?:s|ed|ing)? (?:on|for)|demand\w*|urg\w+|ask(?:s|ed|ing)|refus\w+|before|until|once|nominat\w+|propos\w+|reject\w+|oppos\w+"
    r"|candidate for|consider\w*|can)\b(?![^,]* (?:announced|said) that)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?: (?:the|its|his|her|a|an|country's|nation's|[A-Z][\w-]+'s|new|newly|next|first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|ever|female"
    r"|interim|acting|caretaker|transitional|permanent|current))* ?"
)
_BETWEEN = re.compile(
    r"(?: of(?: the)? [A-Z][\w ]{1,40}?)?(?:,? (?:(?:who|which) )?|, [^.;]{1,110}?,? ?)"
    r"(?:(?:has|have|had|was|were|is|been|being|just|also|already|recently|officially|unanimously|formally|yesterday|today|himself|herself|later"
    r"|then|now|finally|both|who|on being|on (?:[A-Z][a-z]+ \d+|[A-Z][a-z]+day),?|in \d{4}|[A-Z][a-z]+day),? ?)*"
)
# Posts of a state, which need no body beside them.
_NATIONAL = frozenset(
    ("president", "vice-president", "prime-minister", "premier", "minister", "king", "speaker", "vice-premier", "ambassador")
)
_QUIET = re.compile(r"congratulat|message|telephone|\bcall(?:ed)?\b|visit")
_ACTING = re.compile(r"\b(?:acting|interim|caretaker|transitional)\b")


def turns(document: Document, people: Sequence[Who], findings: Findings, context: Context) -> Iterator[Turn]:
    """Every change of office that an English document tells, in its order."""
    seen = view(document)
    if _ANY.search(seen.text):
        moved = tuple(w._replace(start=seen.back(w.start), end=seen.back(w.end - 1) + 1) for w in people)
        yield from _Reader(seen, moved, findings, context).turns()


@dataclass(frozen=True)
class _Reader:
    """The work of one document, by offsets of its view; people among them."""

    view: View
    people: tuple[Who, ...]
    findings: Findings
    context: Context

    @property
    def text(self) -> str:
        return self.view.text

    @cached_property
    def _province(self) -> str:
        return main_province(self.context.places)

    @cached_property
    def _bodies(self) -> tuple[Body, ...]:
        found = bodies(self.text, self.context.authority, self._province)
        return tuple(b for b in found if not any(w.start < b.end and b.start < w.end for w in self.people))

    @cached_property
    def _titles(self) -> dict[int, Title]:
        return {t.start: t for t in titles(self.text, self._bodies, self.context.authority, self.people, self._province)}

    @cached_property
    def _ending(self) -> dict[int, Title]:
        return {t.end: t for t in self._titles.values()}

    @cached_property
    def _reported(self) -> date | None:
        return reported_on(self.view, lead(self.view), self.view.document.article.published)

    def turns(self) -> Iterator[Turn]:
        for sentence in self.view.sentences:
            if _ANY.search(sentence.text):
                found = [
                    *self._subjects(sentence),
                    *self._objects(sentence),
                    *self._steps(sentence),
                    *self._replacements(sentence),
                ]
                yield from sorted(found, key=lambda t: (t.start, t.who.start))

    def _subjects(self, sentence: Piece) -> Iterator[Turn]:
        """Somebody was elected, appointed or removed; resigned as something."""
        for m in _SUBJECT.finditer(self.text, sentence.start, sentence.start + len(sentence.text)):
            title = self._title_from(m.end())
            if title is None or self._unreal(sentence, m.start()):
                continue
            for who in self._all_before(sentence, m.start()):
                yield from self._made(
                    sentence, m.start(), title.end, who, self._office(title, who, sentence), _kind(m), m.group().lower()
                )

    def _objects(self, sentence: Piece) -> Iterator[Turn]:
        """A body elected or appointed somebody: as something, or with the post before the name."""
        for m in _OBJECT.finditer(self.text, sentence.start, sentence.start + len(sentence.text)):
            who = self._after(m.end())
            if not who or self._unreal(sentence, m.start()):
                continue
            link = _AS.match(self.text, who.end)
            title = self._title_from(link.end()) if link else None
            if title is None and not m["appointed"]:
                title = self._title_of(who)
            if title:
                end = max(title.end, who.end)
                yield from self._made(
                    sentence, m.start(), end, who, self._office(title, who, sentence), _kind(m), m.group().lower()
                )

    def _steps(self, sentence: Piece) -> Iterator[Turn]:
        """Somebody resigned or was sworn in: the post is the title that the name bears."""
        for m in _STEP_DOWN.finditer(self.text, sentence.start, sentence.start + len(sentence.text)):
            for who in self._all_before(sentence, m.start()):
                title = self._title_of(who) or self._title_between(who, m.start())
                if title and not title.former and not self._unreal(sentence, m.start()):
                    office = self._office(title, who, sentence)
                    yield from self._made(sentence, m.start(), m.end(), who, office, _kind(m), m.group().lower())

    def _replacements(self, sentence: Piece) -> Iterator[Turn]:
        """One replaced another as something: a beginning and an end."""
        for m in _REPLACED.finditer(self.text, sentence.start, sentence.start + len(sentence.text)):
            who, other = self._before(sentence, m.start()), self._after(m.end() - 1)
            link = _AS.match(self.text, other.end) if other else None
            title = self._title_from(link.end()) if link else None
            if who and other and title and not self._unreal(sentence, m.start()):
                office = self._office(title, who, sentence)
                yield from self._made(sentence, m.start(), title.end, who, office, "appointed", "replaced as")
                yield from self._made(sentence, m.start(), title.end, other, office, "removed", "replaced by another")

    def _made(
        self, sentence: Piece, start: int, end: int, who: Who, office: Office | None, kind: Change, rule: str
    ) -> Iterator[Turn]:
        if office is None or not self._listed(office):
            return
        first, last = min(start, who.start), max(end, who.end)
        acting = bool(_ACTING.search(self.text, first, last))
        at = who._replace(start=self.view.at(who.start), end=self.view.at(who.end - 1) + 1)
        day = self._day(sentence, start)
        yield Turn(self.view.at(first), self.view.at(last - 1) + 1, at, office, kind, day, acting, rule, 0.92)

    def _listed(self, office: Office) -> bool:
        """Whether the tables have the body; a country as such has only posts of the state."""
        if len(office.organisation.id) == 2 or office.organisation.id == "prc":
            return office.role in _NATIONAL
        return office.organisation.known

    def _day(self, sentence: Piece, verb: int) -> date | None:
        """The day that the sentence tells, the nearest to the verb."""
        told = list(dates(self.text, self._reported, sentence.start, sentence.start + len(sentence.text)))
        told = [d for d in told if not _QUIET.search(self.text, d.end, max(d.end, verb))]
        near = min(told, key=lambda d: abs(d.start - verb), default=None)
        return near.last if near else None

    def _before(self, sentence: Piece, verb: int) -> Who | None:
        """The subject of a verb: the person named last before it, with nothing but helping words between."""
        i = bisect_right(self.people, verb, key=lambda w: w.end)
        who = self.people[i - 1] if i else None
        if who is None or who.start < sentence.start or not _BETWEEN.fullmatch(self.text, who.end, verb):
            return None
        return who

    def _all_before(self, sentence: Piece, verb: int) -> tuple[Who, ...]:
        """The subject of a verb, or both: President A and President B were both re-elected."""
        who = self._before(sentence, verb)
        i = self.people.index(who) if who else 0
        other = self.people[i - 1] if i else None
        if who and other and "both" in self.text[who.end : verb] and " and " in self.text[other.end : who.start][:5]:
            return other, who
        return (who,) if who else ()

    def _after(self, at: int) -> Who | None:
        """The object of a verb: the person named next, with no more than a title between."""
        i = bisect_left(self.people, at, key=lambda w: w.start)
        who = self.people[i] if i < len(self.people) else None
        if (
            who is None
            or who.start - at > 70
            or re.search(
                r"[.;]|, (?!the )| (?:and|that|by|as|in|to|from|after|since|under|because|when|while|for) ",
                self.text[at : who.start - 1],
            )
        ):
            return None
        return who

    def _title_from(self, at: int) -> Title | None:
        """The post that begins at an offset, after `the new` and the like."""
        lead = _LEAD.match(self.text, at)
        stops = range(at, (lead.end() if lead else at) + 1)
        return next((t for s in stops if (t := self._titles.get(s)) and (t.office or t.role)), None)

    def _title_of(self, who: Who) -> Title | None:
        """The title right before a name."""
        return self._ending.get(who.start - 1)

    def _title_between(self, who: Who, verb: int) -> Title | None:
        """The title that stands right after a name, set off by commas."""
        after = re.compile(r", (?:the |a |an )?(?:[\w'-]+ ){0,3}?").match(self.text, who.end)
        return next((t for s in range(after.end(), verb) if (t := self._titles.get(s))), None) if after else None

    def _office(self, title: Title, who: Who, sentence: Piece) -> Office | None:
        """The post of a title; a bare one is of the country that the sentence names, or one that the text gives the person."""
        if title.office:
            return title.office
        abroad = not who.entity.known or self.context.authority.is_foreign(who.entity.id)
        if abroad and title.role in _NATIONAL and (land := self._land(title, sentence)):
            return office_of(title.role, land)
        fits = {h.office for h in self.findings.holdings if h.person.id == who.entity.id and h.office.role == title.role}
        return fits.pop() if len(fits) == 1 else None

    def _land(self, title: Title, sentence: Piece) -> Body | None:
        """The country that the sentence names last before a title, or right after it."""
        countries = [b for b in self._bodies if b.kind == "country" and sentence.start <= b.start <= title.end + 8]
        land = max(countries, key=lambda b: b.start, default=None)
        return land if land and land.entity.id != "prc" else None

    def _unreal(self, sentence: Piece, verb: int) -> bool:
        """Whether the clause only wishes, plans or denies the change."""
        start = max(self.text.rfind(mark, sentence.start, verb) for mark in (", ", "; ", ": ", " that "))
        return bool(_UNREAL.search(self.text, max(start, sentence.start), verb))


def _kind(m: re.Match[str]) -> Change:
    kinds: tuple[Change, ...] = ("elected", "removed", "resigned", "appointed")
    return next(k for k in kinds if k in m.re.groupindex and m[k])
