"""Who acts in a sentence: groups of people before a verb, pronouns, and descriptions such as `the premier`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from kg.extractors.rules.english.names import Barriers, Name
from kg.extractors.rules.english.people import Item, chains
from kg.extractors.rules.english.short import ShortName
from kg.extractors.rules.english.titles import Title
from kg.text.document import Piece


class Group(NamedTuple):
    """People named together, by index, with the stretch of their names and titles."""

    start: int
    end: int
    members: tuple[int, ...]
    subject: bool
    companion: bool = False


_OBJECT = re.compile(
    r"\b(?:with|by|to|for|of|from|between|under|on|against|at|including|like|as|than|alongside|congratulated|told|met|meets?|briefed|"
    r"invited|asked|thanked|visited|and his wife|over|behind|around|upon|joined|commemorat\w+|honor\w*|accompany\w*|welcomed|saw)"
    r" (?:(?:and|the|Comrades?|Mr\.?|visiting|his|her|its|both) ){0,2}\Z"
)
# Those named so do what the others do: `Li Qiang, along with Ding Xuexiang, attended`.
_COMPANION = re.compile(
    r"\b(?:along with|together with|as well as|alongside|including|such as|among them|and (?:his|her) (?:wife|husband)) (?:(?:Comrades?|Mr\.?|the|his|her) ){0,2}\Z"
)
_POSSESSIVE = re.compile(r"'s?(?= |,)")
_PRONOUN = re.compile(r"\b([Hh]e|[Ss]he)\b(?! [A-Z])")
_DESCRIPTION = re.compile(
    r"\b[Tt]he (?:(?:Chinese|visiting|senior|vice|deputy|foreign|ministry|prime) ){0,2}(?:premier|president|minister|official|spokesperson|"
    r"spokesman|spokeswoman|chairman|director|governor|ambassador|leader|mayor|expert|author|professor)\b"
)
_BETWEEN = re.compile(r"(?: (?:from|of|in|at|representing) [^.;:]{1,140}?)?(?:, | and |, and |,? as well as )(?:the )?")
# A verb that somebody else has, or a sentence's end, between two people: they do not stand in one list.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|said|says|told|met|meets?|held|holds?|made|makes|gave|gives|took|takes|spoke|speaks|went|goes|"
    r"came|comes|led|leads|left|sent|wrote|saw|heard|put|chairs|presides|attends|delivers|visits|urges|calls|stresses|"
    r"(?!(?:united|advanced|limited|retired|armed|combined|integrated|affiliated|related|concerned|renowned|noted|named|invited|red|sacred|bed|appointed|elected)\b)"
    r"(?<!-)\b[a-z]{2,}ed)\b|[.!?] |[\"\n]"
)
_RELATIVE = re.compile(
    r"\bwho (?:also |concurrently )?(?:is|are|was|serves|chairs|heads|leads|directs|runs) (?:also |concurrently )?"
)
# Hosts stand before whoever acts: `At the invitation of Prime Minister Smith, Xi will visit`.
_INVITED_BY = re.compile(r"\binvitation of (?:the )?\Z")
_SEPARATOR = re.compile(r"[,;(]|\b(?:and|with|plus)\b|&|\bas well as\b")
# What keeps people of one list apart: commas, titles and descriptions, at most so many characters.
_APART = 260


def is_list(between: str) -> bool:
    """Whether the text between two people leaves them in one list: separators and titles, nobody's verb."""
    if not between.strip():
        return True
    return len(between) <= _APART and bool(_SEPARATOR.search(between)) and not _FINITE.search(_RELATIVE.sub("", between))


_SUBORDINATE = re.compile(r"\b(?:After|When|Since|As|While|Although|Once) \Z")
# Somebody else who acts between the people and the verb: `Li visited a school, the ministry said`.
_OTHER_SUBJECT = re.compile(
    r"(?:, |; | that | and | as | but |: )(?:the|a|an|its|their|some|many|officials?|experts|(?:[a-z]+ ){0,3}(?:leaders|heads|ministers|parties|countries)|[A-Z][\w'-]*)\b(?! (?:same|end|side))[^,;]{0,70} \Z"
)


# `…, he said` at the end: not somebody named within what he said.
_TAIL = re.compile(r"[,\"] ?\"?\Z")


class Cast:
    """The people of one article by where they are named."""

    def __init__(
        self,
        text: str,
        names: Sequence[Name],
        member: Sequence[int],
        shorts: Sequence[ShortName],
        titles: Sequence[Title],
        sentences: Sequence[int],
    ) -> None:
        self.text = text
        self._sentences = list(sentences)
        refs = [(n.start, n.end, member[i]) for i, n in enumerate(names)] + [(s.start, s.end, s.person) for s in shorts]
        items: list[Item] = sorted(
            [*((s, e, p, True) for s, e, p in refs), *((t.start, t.end, i, False) for i, t in enumerate(titles))]
        )
        self.groups = [g for chain in chains(text, items, ()) for g in self._groups([i for i, _ in chain])]
        self._starts = [g.start for g in self.groups]
        self._refs = sorted(refs)
        self._named = Barriers((start, end) for start, end, _ in refs)

    def _groups(self, chain: list[Item]) -> list[Group]:
        """The people of a chain; a genitive ends a group, since its owner does not act."""
        named = [item for item in chain if item[3]]
        if not named:
            return []
        cut = next((n + 1 for n, item in enumerate(chain) if item[3] and _POSSESSIVE.match(self.text, item[1])), 0)
        if 0 < cut < len(chain):
            return [*self._groups(chain[:cut]), *self._groups(chain[cut:])]
        start = chain[0][0]
        if len(named) > 1 and _INVITED_BY.search(self.text, max(0, start - 24), start):
            hosts = chain[: chain.index(named[-2]) + 1]
            return [*self._groups(hosts), *self._groups(chain[len(hosts) :])]
        owner = bool(_POSSESSIVE.match(self.text, named[-1][1])) and named[-1] is chain[-1]
        acts = not owner and not _OBJECT.search(self.text, max(0, start - 40), start)
        beside = not owner and bool(_COMPANION.search(self.text, max(0, start - 40), start))
        return [Group(start, chain[-1][1], tuple(dict.fromkeys(i[2] for i in named)), acts, beside)]

    def inside(self, piece: Piece) -> list[Group]:
        """The groups of a sentence in order."""
        return self.groups[bisect_left(self._starts, piece.start) : bisect_left(self._starts, piece.end)]

    def owns(self, group: Group) -> bool:
        """Whether a group stands in the genitive: `Xi's greetings`."""
        return bool(_POSSESSIVE.match(self.text, group.end))

    def subject(self, piece: Piece, verb: int, *, many: bool = False) -> tuple[int, ...]:
        """Who stands as subject before a verb of the sentence: the nearest people who act, or whom a pronoun means."""
        groups = [g for g in self.inside(piece) if g.end <= verb]
        acting = [g for g in groups if g.subject or (many and g.companion)]
        pronoun = self._last_pronoun(piece, verb)
        if acting and (self._has_other(acting[-1].end, verb, many) or self._is_aside(piece, acting[-1], verb, pronoun)):
            return ()
        if acting and (pronoun is None or acting[-1].start > pronoun):
            return self._with_earlier(acting, many)
        if pronoun is not None:
            before = self.before(piece.start if _TAIL.search(self.text, max(piece.start, pronoun - 3), pronoun) else pronoun)
            before = self.before(pronoun) if before is None else before
            return () if before is None else (before,)
        return ()

    def _is_aside(self, piece: Piece, group: Group, verb: int, pronoun: int | None) -> bool:
        """Whether a group acts in a clause before the verb's own: `After Mei was elected, leaders abroad sent …`."""
        opens = bool(_SUBORDINATE.search(self.text, max(piece.start, group.start - 12), group.start))
        later = pronoun is not None and pronoun > group.start
        return opens and not later and ", " in self.text[group.end : verb]

    def _has_other(self, end: int, verb: int, many: bool) -> bool:
        """Whether somebody else acts between people and verb; `and the other guests` only joins them where many may act."""
        between = self.text[end:verb]
        if between.endswith((" and ", " and also ", " and then ")) and _FINITE.search(between):
            return False  # the verb goes on with what the same people do
        return bool(_OTHER_SUBJECT.search(between)) and not (many and is_list(between))

    def _last_pronoun(self, piece: Piece, verb: int) -> int | None:
        found = [m.start() for p in (_PRONOUN, _DESCRIPTION) for m in p.finditer(self.text, max(piece.start, verb - 400), verb)]
        return max((at for at in found if not self._named.touch(at, at + 2)), default=None)

    def _with_earlier(self, acting: list[Group], many: bool) -> tuple[int, ...]:
        """The people of the last group, and of those that a mere `from …,` keeps apart from it."""
        members = list(acting[-1].members)
        k = len(acting) - 1
        while k > 0:
            between = self.text[acting[k - 1].end : acting[k].start]
            if not (is_list(between) if many else " from " in between and _BETWEEN.fullmatch(between)):
                break
            k -= 1
            members = [*acting[k].members, *members]
        return tuple(dict.fromkeys(members))

    def before(self, at: int) -> int | None:
        """The person whom a pronoun at an offset means: the one who last acted, in this paragraph or the one before."""
        i = bisect_right(self._starts, at) - 1
        while i >= 0 and at - self.groups[i].end < 2500:
            if self._is_one(i) and self.groups[i].end <= at:
                return self.groups[self._first_of_sentence(i)].members[0]
            i -= 1
        return None

    def _is_one(self, i: int) -> bool:
        return self.groups[i].subject and len(self.groups[i].members) == 1

    def _first_of_sentence(self, i: int) -> int:
        """The first who acts alone in the sentence of a group: its subject, more likely than who comes later."""
        start = self._sentences[max(0, bisect_right(self._sentences, self.groups[i].start) - 1)]
        first = bisect_left(self._starts, start)
        return next((k for k in range(first, i) if self._is_one(k)), i)

    def objects(self, piece: Piece, at: int, reach: int, *, unless: re.Pattern[str] | None = None) -> tuple[int, ...]:
        """The people named within reach after an offset of the sentence, not those after whom the pattern follows."""
        near = (g for g in self.inside(piece) if g.end > at and g.start <= at + reach)
        return next((g.members for g in near if unless is None or not unless.match(self.text, g.end)), ())

    def listed(self, piece: Piece, at: int, reach: int) -> tuple[int, ...]:
        """Everybody in the list that begins within reach after an offset of the sentence; owners are none of it."""
        people: list[int] = []
        end = at
        for group in self.inside(piece):
            if group.end <= at or _POSSESSIVE.match(self.text, group.end):
                continue
            between = self.text[end : group.start]
            near = group.start <= at + reach and not _FINITE.search(between) if not people else is_list(between)
            if not near:
                break
            people += group.members
            end = group.end
        return tuple(dict.fromkeys(people))
