from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Span
from kg.text.document import Document, sentence_spans


def sentences(text: str, language: str = "en") -> list[str]:
    return [s.text for s in Document(Article("a", text, language=language)).sentences]


def test_a_title_goes_before_the_text_and_spans_find_the_way_back() -> None:
    document = Document(Article("a", "Li spoke.", title="A talk", language="en"))
    assert document.text == "A talk\n\nLi spoke."
    assert document.span(8, 10) == Span(0, 2)
    assert document.span(0, 6) == Span(0, 6, "title")


def test_a_title_that_the_text_repeats_is_not_put_before_it() -> None:
    assert Document(Article("a", "A talk\nLi spoke.", title="A talk", language="en")).body == 0


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    text = "Mr. Li met John F. Doe on Oct. 2 in the U.S. capital. They spoke at 3 p.m. on trade."
    assert sentences(text) == ["Mr. Li met John F. Doe on Oct. 2 in the U.S. capital.", "They spoke at 3 p.m. on trade."]


def test_a_caption_glued_to_a_sentence_is_its_own() -> None:
    assert sentences("She gave a speech.Photo by the agency") == ["She gave a speech.", "Photo by the agency"]


def test_a_quotation_mark_belongs_to_the_sentence_it_closes() -> None:
    assert sentences('"We agree." He left.') == ['"We agree."', "He left."]


def test_chinese_semicolons_end_a_sentence() -> None:
    assert sentences("会议指出，要稳；要进。大家说“好。”", "zh") == ["会议指出，要稳；", "要进。", "大家说“好。”"]


@given(st.text(alphabet="aB .!?\"'\n;。", max_size=60), st.sampled_from(["en", "zh"]))
def test_sentences_lie_in_order_and_lose_nothing_but_white_space(text: str, language: str) -> None:
    document = Document(Article("a", text, language=language))
    assert all(document.text[s.start : s.end] == s.text for s in document.sentences)
    if language == "en":
        assert "".join("".join(s.text.split()) for s in document.sentences) == "".join(text.split())


def test_splitting_takes_linear_time() -> None:
    start = process_time()
    for unit in ("a. ", "A.", "...", '."', "no stop at all "):
        assert list(sentence_spans(unit * (500_000 // len(unit)), "en"))
    assert process_time() - start < 5
