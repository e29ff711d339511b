"""A text read into passages, sentences and tokens."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hindsight.language import Passage, read_text

SAMPLE = Path(__file__).parents[1] / "data/raw/cnas-2015-11-23.txt"


def test_offsets_give_the_words_of_the_sample_page() -> None:
    reading = read_text(SAMPLE.read_text(encoding="utf-8"))
    tokens = [token for sentence in reading.sentences for token in sentence.tokens]
    assert all(reading.text[token.start : token.end] == token.text for token in tokens)
    assert all(token.tag for token in tokens)
    assert [s.tokens[0].text for s in reading.sentences[:4]] == ["November", "Obama", "By", "When"]


def test_only_the_passages_given_are_read_and_keep_their_date() -> None:
    text = "Menu\nPutin may wait.\nA teaser of later. It goes on."
    passages = [
        Passage(5, 20, "paragraph", "2015-11-23"),
        Passage(21, len(text), "card_teaser", "2023-05-25", card=0),
    ]
    reading = read_text(text, passages, published="1999-01-01")
    assert [text[s.start : s.end] for s in reading.sentences] == [
        "Putin may wait.",
        "A teaser of later.",
        "It goes on.",
    ]
    assert [reading.passage_of(s).published for s in reading.sentences] == [
        "2015-11-23",
        "2023-05-25",
        "2023-05-25",
    ]


def test_paragraphs_found_by_default_carry_the_date_of_the_text() -> None:
    reading = read_text("One.\n\nTwo.", published="2015-11-23", authors=["Julianne Smith"])
    assert [p.published for p in reading.passages] == ["2015-11-23", "2015-11-23"]
    assert reading.authors == ("Julianne Smith",)


def test_tags_can_be_left_out() -> None:
    assert {t.tag for s in read_text("He must verify.", tagged=False).sentences for t in s.tokens} == {""}


def test_nothing_to_read_gives_no_sentences() -> None:
    for text in ("", " ", "\n\n\t", "\u2028"):
        assert read_text(text).sentences == ()


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    reading = read_text(text)
    for sentence in reading.sentences:
        assert sentence.tokens
        assert reading.passages[sentence.passage].start <= sentence.start < sentence.end
