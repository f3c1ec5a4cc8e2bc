"""Small articles, readings and readers that the tests of several modules share."""

from __future__ import annotations

from datetime import date

from kg.model import (
    Activity,
    Article,
    Entity,
    EventReport,
    Mention,
    Office,
    OfficeHolding,
    Participation,
    Reading,
    Span,
    Statement,
    Topic,
)

TEXT = "Zhao Min, mayor of Harbin, chaired a meeting. Zhao stressed that harvests come first."
MAYOR = Office("mayor", Entity("organisation", "harbin-government", "Harbin Municipal Government", known=False))
ZHAO = Entity("person", "zhao-min", "Zhao Min", "赵敏", known=False)


def make_article(ident: str = "a1", text: str = TEXT, **more: object) -> Article:
    """A short English article of 2 May 2024."""
    given = {"title": "A meeting in Harbin", "language": "en", "published": date(2024, 5, 2), "name": ident, **more}
    return Article(ident, text, **given)  # type: ignore[arg-type]


def make_reading(article: Article | None = None, *, sure: float = 0.9) -> Reading:
    """What a careful reader finds in that article."""
    article = article or make_article()
    name, clause, said = Span(0, 8), Span(0, 44), Span(60, 85)
    fact = {"rule": "stand-in", "confidence": sure}
    return Reading(
        article,
        Activity("rules", "0.0.1"),
        mentions=(
            Mention(name, "Zhao Min", ZHAO, 0.95, "stand-in"),
            Mention(Span(19, 25), "Harbin", Entity("province", "CN-HL", "Heilongjiang", "黑龙江"), 0.9, "stand-in"),
        ),
        holdings=(OfficeHolding(person=ZHAO, office=MAYOR, on=article.published, evidence=(Span(0, 25),), **fact),),
        event=EventReport(
            type="meeting", start=date(2024, 5, 1), end=date(2024, 5, 1), provinces=("CN-HL",), evidence=(clause,), **fact
        ),
        participations=(Participation(person=ZHAO, role="chaired", in_office=MAYOR, position=1, evidence=(clause,), **fact),),
        statements=(Statement(speaker=ZHAO, speech_act="stressed", themes=("agriculture",), evidence=(said,), **fact),),
        topics=(Topic(theme="agriculture", weight=1.0, evidence=(said,), **fact),),
    )


class OneReader:
    """An extractor that finds the same few things in every article."""

    activity = Activity("rules", "0.0.1")

    def __init__(self, sure: float = 0.9) -> None:
        self.sure = sure

    def read(self, article: Article) -> Reading:
        return make_reading(article, sure=self.sure)
