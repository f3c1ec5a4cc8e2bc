"""Accounts of one event end on one node, others do not, and the judgement says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standins import ZHAO, make_article

from kg import events, rdf, validation
from kg.curation import Decisions, OnEvent
from kg.model import Activity, Article, Entity, EventReport, Mention, Participation, Reading, Span
from kg.same_event import JOIN, Account, Rulings, candidates, group, numbered_apart, numbers, telling, weigh, words

DAY = date(2024, 5, 1)
SUN = Entity("person", "sun-li", "Sun Li", "孙立", known=False)
QIAN = Entity("person", "qian-bo", "Qian Bo", "钱博", known=False)
HARBIN_EN = "Mayor Zhao Min and engineer Sun Li opened the 3.2 kilometre bridge in Harbin; 48 tractors crossed it first."
HARBIN_MT = (
    "Zhao Min, the mayor, and the engineer Sun Li have opened the bridge of 3.2 kilometres at Harbin. 48 tractors went over."
)
HARBIN_ZH = "市长赵敏和工程师孙立为全长3.2公里的哈尔滨新桥揭幕，48台拖拉机率先驶过。"
MARKET_EN = "Councillor Qian Bo toured a vegetable market in Harbin and asked stall keepers about the price of cabbage and leeks."


def article(ident: str, text: str, title: str, *, day: date = DAY, **more: str) -> Article:
    return make_article(ident, text, title=title, published=day, **more)


def reading(
    told: Article,
    people: Iterable[Entity] = (ZHAO, SUN),
    *,
    type: str = "ceremony",
    start: date | None = DAY,
    provinces: tuple[str, ...] = ("CN-HL",),
) -> Reading:
    """A reading whose people stand where the text begins; the first of them leads."""
    where = Span(0, 8)
    fact = {"evidence": (where,), "rule": "stand-in", "confidence": 0.9}
    people = tuple(people)
    return Reading(
        told,
        Activity("rules", "0.0.1"),
        mentions=tuple(Mention(where, told.quote(where), p, 0.9, "stand-in") for p in people),
        event=EventReport(type=type, start=start, end=start, provinces=provinces, **fact),
        participations=tuple(
            Participation(person=p, role="attended" if n else "chaired", position=n or None, **fact) for n, p in enumerate(people)
        ),
    )


BRIDGE = (
    reading(article("en-1", HARBIN_EN, "Bridge opens in Harbin")),
    reading(article("mt-1", HARBIN_MT, "In Harbin the bridge is opened"), type="meeting", provinces=()),
    reading(article("zh-1", HARBIN_ZH, "哈尔滨新桥启用", language="zh"), start=DAY),
)
MARKET = reading(article("en-2", MARKET_EN, "Councillor tours a market"), [QIAN], type="inspection")


def keep(store, *readings: Reading) -> None:
    for made in readings:
        store.keep_text(made.article)
        store.replace(store.names.reading(made.article.id, made.activity.extractor), rdf.reading_triples(made, store.names))


def told(store) -> dict[str, str]:
    """The event that each article tells."""
    rows = store.select("SELECT ?n ?e { ?x a pol:Account ; pol:article ?a ; pol:event ?e . ?a dct:identifier ?n }")
    return {row["n"]: row["e"] for row in rows}


def everything(store) -> dict[str, frozenset]:
    return {graph: store.triples(graph) for graph in store.graphs()}


def test_three_accounts_of_one_event_end_on_one_node_and_another_event_does_not(grounded):
    keep(grounded, *BRIDGE, MARKET)
    assert len(set(told(grounded).values())) > 2
    judgement = events.judge(grounded)
    found = told(grounded)
    assert found["en-1"] == found["mt-1"] == found["zh-1"] != found["en-2"]
    assert (judgement.accounts, judgement.events, judgement.shared) == (4, 2, 1)


def test_an_article_keeps_its_own_account(grounded):
    keep(grounded, *BRIDGE)
    events.judge(grounded)
    rows = grounded.select(
        "SELECT ?n ?t { ?x a pol:Account ; pol:article ?a ; pol:eventType ?k . ?a dct:identifier ?n . ?k dct:identifier ?t }"
    )
    assert {r["n"]: r["t"] for r in rows} == {"en-1": "ceremony", "mt-1": "meeting", "zh-1": "ceremony"}


def test_the_event_is_described_once_as_most_accounts_have_it(grounded):
    keep(grounded, *BRIDGE)
    events.judge(grounded)
    (row,) = grounded.select(
        "SELECT ?t ?s ?p { ?e a pol:Event ; pol:eventType ?k ; schema:startDate ?s ; pol:inProvince ?p . ?k dct:identifier ?t }"
    )
    assert (row["t"], row["s"], row["p"].rpartition("/")[2]) == ("ceremony", DAY, "CN-HL")


def test_two_accounts_of_one_event_count_once_for_those_who_met(grounded):
    from kg.asking import ask

    keep(grounded, *BRIDGE)
    events.judge(grounded)
    (pair,) = ask(grounded, "co-attendance")
    assert pair["events"] == 1
    (row,) = ask(grounded, "person-timeline", person="赵敏")
    assert row["accounts"] == 3
    attendance = list(ask(grounded, "event-attendance", event="zh-1"))
    assert [(r["person"], r["accounts"]) for r in attendance] == [("Sun Li", 3), ("Zhao Min", 3)]


def test_the_judgement_has_its_graph_with_confidence_and_reasons(grounded):
    keep(grounded, *BRIDGE)
    events.judge(grounded)
    rows = list(
        grounded.select(
            "SELECT ?m ?c (COUNT(?r) AS ?n) { GRAPH ?g { ?m a pol:EventMatch ; pol:same true ; pol:confidence ?c ; pol:reason ?r } } GROUP BY ?m ?c"
        )
    )
    assert len(rows) == 2
    assert all(0.5 < row["c"] <= 1 and row["n"] > 3 for row in rows)
    assert validation.validate_store(grounded).violations == ()


def test_judging_again_changes_nothing(grounded):
    keep(grounded, *BRIDGE, MARKET)
    events.judge(grounded)
    before = everything(grounded)
    events.judge(grounded)
    assert everything(grounded) == before


def test_the_order_of_reading_does_not_matter(grounded, tmp_path):
    from kg import foundation
    from kg.stores.oxigraph import OxigraphStore

    keep(grounded, *BRIDGE, MARKET)
    events.judge(grounded)
    with OxigraphStore(tmp_path / "other", writable=True) as other:
        foundation.refresh(other)
        keep(other, MARKET)
        events.judge(other)
        keep(other, *reversed(BRIDGE))
        events.judge(other)
        assert everything(other) == everything(grounded)


def test_an_article_that_leaves_takes_its_part_of_the_event_along(grounded):
    keep(grounded, BRIDGE[0])
    events.judge(grounded)
    before = everything(grounded)
    keep(grounded, *BRIDGE[1:])
    events.judge(grounded)
    for gone in BRIDGE[1:]:
        grounded.drop(grounded.names.reading(gone.article.id, "rules"))
    events.judge(grounded)
    assert everything(grounded) == before


def test_two_events_with_one_key_are_parted(grounded):
    one = reading(article("en-1", HARBIN_EN, "Bridge opens in Harbin", publisher="Daily"), [ZHAO])
    other = reading(article("en-9", MARKET_EN, "A market without a roof", publisher="Daily"), [ZHAO])
    keep(grounded, one, other)
    assert len(set(told(grounded).values())) == 1
    events.judge(grounded)
    assert len(set(told(grounded).values())) == 2


def test_a_person_s_decision_joins_and_parts(grounded):
    keep(grounded, *BRIDGE, MARKET)
    events.judge(grounded, Decisions(events=(OnEvent("not", "en-1", "zh-1"), OnEvent("same", "en-2", "zh-1"))))
    found = told(grounded)
    assert found["en-2"] == found["zh-1"] != found["en-1"]


def test_settling_judges_only_after_a_change(grounded):
    keep(grounded, *BRIDGE)
    assert events.settle(grounded) is not None
    assert events.settle(grounded) is None
    assert events.settle(grounded, Decisions(events=(OnEvent("not", "en-1", "zh-1"),))) is not None
    events.unsettle(grounded)
    assert events.settle(grounded) is not None


def test_another_reader_s_account_follows_its_article(grounded):
    second = replace(BRIDGE[1], activity=Activity("llm", "1"))
    keep(grounded, *BRIDGE, second)
    events.judge(grounded)
    graph = grounded.names.reading("mt-1", "llm")
    mine = [t.object.value for t in grounded.triples(graph) if t.predicate.value.endswith("mainEvent")]
    assert mine == [told(grounded)["en-1"]]


def test_a_copy_points_to_the_first_that_published_the_text(grounded):
    body = HARBIN_EN * 2
    keep(
        grounded,
        reading(article("b", body, "Bridge opens")),
        reading(article("a", body, "Bridge opens", day=DAY + timedelta(days=1))),
    )
    events.judge(grounded)
    rows = grounded.select("SELECT ?x ?y { ?c pol:copyOf ?o . ?c dct:identifier ?x . ?o dct:identifier ?y }")
    assert [(r["x"], r["y"]) for r in rows] == [("a", "b")]


# --- the weighing, without a store -------------------------------------------------------------------------------------


def account(ident: str, **more: object) -> Account:
    given: dict[str, object] = {
        "type": "talks",
        "language": "en",
        "published": DAY,
        "start": DAY,
        "end": DAY,
        "mentions": frozenset({"x", "y"}),
    }
    return Account(ident, **{**given, **more})  # type: ignore[arg-type]


MET = {"roles": (("zhao", "met"), ("guest-one", "met")), "mentions": frozenset({"zhao", "guest-one"})}


HOST = {"roles": (("zhao", "met"),), "mentions": frozenset({"zhao"})}


def groups(*accounts: Account, rulings: Rulings | None = None) -> tuple[tuple[str, ...], ...]:
    return group(accounts, rulings).groups


def test_the_same_host_with_another_guest_is_another_event():
    other = {"roles": (("zhao", "met"), ("guest-two", "met")), "mentions": frozenset({"zhao", "guest-two"})}
    assert groups(account("a", **MET), account("b", **other, language="zh")) == (("a",), ("b",))
    assert groups(account("a", **MET), account("b", **MET, language="zh")) == (("a", "b"),)


def test_titles_that_name_different_countries_tell_different_events():
    french, german = (account(i, **HOST, language=i, countries=frozenset({c})) for i, c in (("zh", "fr"), ("en", "de")))
    assert len(groups(french, german)) == 2
    assert len(groups(french, replace(german, countries=french.countries))) == 1


@pytest.mark.parametrize(("language", "one"), [("zh", True), ("en", False)])
def test_a_day_more_is_a_slip_between_languages_only(language, one):
    later = DAY + timedelta(days=1)
    found = groups(account("a", **MET), account("b", **MET, language=language, published=later, start=later, end=later))
    assert (len(found) == 1) is one


def reasons(one: Account, other: Account) -> str:
    return "; ".join(weigh(one, other, lambda _: 1.0)[1])


def test_a_journey_announced_and_the_departure_are_two_stories():
    announced, leaving = (
        account(i, **HOST, language="zh", type="visit", title=title)
        for i, title in (("a", "赵乐际将访问邻国"), ("b", "赵乐际离京访问邻国"))
    )
    assert len(groups(announced, leaving)) == 2
    assert "only announces" in reasons(announced, leaving)
    assert "only announces" not in reasons(replace(announced, title="赵乐际启程访问邻国"), leaving)


def test_a_notice_that_returns_with_another_day_is_no_copy_of_an_event():
    later = DAY + timedelta(days=1)
    one, other = account("a", copies="notice"), account("b", copies="notice", start=later, end=later, published=later)
    assert "copies of one text" not in reasons(one, other)
    assert "copies of one text" in reasons(one, replace(other, start=DAY, end=DAY))


def test_an_outlet_tells_an_event_in_each_of_its_languages():
    one, other = account("a", publisher="Daily", **MET), account("b", publisher="Daily", language="zh", **MET)
    score, reasons = weigh(one, other, lambda _: 1.0)
    assert score > JOIN
    assert not any("one outlet" in reason for reason in reasons)


def test_an_outlet_seldom_tells_an_event_twice_a_day():
    one, other = account("a", **HOST), account("b", **HOST)
    apart, reasons = weigh(replace(one, publisher="Daily"), replace(other, publisher="Daily"), lambda _: 1.0)
    assert apart < weigh(one, other, lambda _: 1.0)[0] - 3
    assert any("one outlet on one day" in reason for reason in reasons)


def test_the_eighth_session_is_not_the_ninth():
    assert numbered_apart("第八次会议举行", "第九次会议举行")
    assert not numbered_apart("第八次会议举行", "第八次会议闭幕")


def test_rulings_part_even_where_a_third_would_join():
    three = [account(i, **MET, language=lang) for i, lang in (("a", "en"), ("b", "zh"), ("c", "fr"))]
    assert groups(*three) == (("a", "b", "c"),)
    parted = groups(*three, rulings=Rulings(different=frozenset({("a", "b")})))
    assert not any({"a", "b"} <= set(g) for g in parted)


def test_figures_are_alike_in_both_languages():
    assert numbers("达到3.88亿元，增长12.5%，共1200人") == numbers("388 million yuan, up 12.5 percent, 1,200 people")
    assert numbers("2024年5月12日") == frozenset()


def test_telling_words_are_those_that_few_articles_have():
    found = telling({"a": words("", "the harvest of apples", "en"), "b": words("", "the harvest of pears", "en")})
    assert "apples" in found["a"]


def test_crowded_days_are_parted_by_what_accounts_share():
    crowd = [account(f"a{n:03}", mentions=frozenset({f"m{n // 2}"})) for n in range(200)]
    assert sorted((a.article, b.article) for a, b in candidates(crowd)) == [
        (f"a{n:03}", f"a{n + 1:03}") for n in range(0, 200, 2)
    ]


accounts = st.lists(
    st.builds(
        account,
        st.uuids().map(str),
        type=st.sampled_from(["talks", "meeting", "report"]),
        start=st.sampled_from([None, DAY, DAY + timedelta(days=1)]),
        end=st.none(),
        mentions=st.frozensets(st.sampled_from("abcdef")),
    ),
    max_size=8,
    unique_by=lambda a: a.article,
)


@given(accounts)
def test_every_article_is_in_exactly_one_group_whatever_the_order(some):
    found = groups(*some)
    assert sorted(a for g in found for a in g) == sorted(a.article for a in some)
    assert groups(*reversed(some)) == found


def test_a_country_is_found_in_titles_of_either_language():
    assert events._countries("President of Bosnia and Herzegovina speaks") == events._countries("波黑主席发言") == {"ba"}
    assert events._countries("Nigeria grows") != events._countries("Niger grows")
