"""Paragraphs and sentences by their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hindsight.language import read_text, split_lines, split_sentences
from hindsight.language.sentences import LONGEST_SENTENCE
from language_timing import growth


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Alexander Dvornikov met Sen. McCain.",
        "Russia and the U.S. Congress disagree.",
        "The plan of Julianne M. Smith failed.",
        "It ended at 5 p.m. Washington time.",
        "See No. 5, vol. 3, pp. 7-9, of the report.",
        "“Will it last?” he asked.",
        "The U.S. — which leads — and the U.K. (and others) agree.",
        "THE U.S. AND IRAN AGREE",
        "Yahoo! users were told e.g. by Reuters et al. Monday.",
        "1. Introduction to the matter",
        "The ceasefire … holds.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He must verify. And should help come?", ["He must verify.", "And should help come?"]),
        ("He went to the U.S. The EU stayed.", ["He went to the U.S.", "The EU stayed."]),
        ("It is “at war.”) But why?", ["It is “at war.”)", "But why?"]),
        ("They said no. 12 came.", ["They said no. 12 came."]),
        ("War broke out.[1] It lasted.[2][3] Then", ["War broke out.[1]", "It lasted.[2][3]", "Then"]),
        ("the whole intervention.Next came Iran", ["the whole intervention.", "Next came Iran"]),
        ("What?! Never. ", ["What?!", "Never."]),
    ],
)
def test_a_stop_before_an_opening_word_ends_a_sentence(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_lines_are_cut_first() -> None:
    text = "Beyond Ukraine’s Offensive\n\nBy Michael Kofman\n    • May 10, 2023\r\nCommentary"
    assert sentences(text) == [
        "Beyond Ukraine’s Offensive",
        "By Michael Kofman",
        "• May 10, 2023",
        "Commentary",
    ]


def test_lines_wrapped_by_hand_are_read_as_one_paragraph() -> None:
    text = (
        "But we have heard this line before only to discover that Russia\n"
        "has spent the bulk of its energy on others. Regardless of what\n"
        "Putin says, he continues to prop up Assad and to help the regime\n"
        "regain territory."
    )
    assert len(split_lines(text)) == 1
    assert len(split_sentences(text)) == 2


def test_short_lines_of_a_list_are_not_joined() -> None:
    text = "Total Dead: 192\nAmericans: 12\nInjured: 4,877\nHospitalized: 542"
    assert len(split_lines(text)) == 4


def test_an_endless_sentence_is_cut_at_a_blank() -> None:
    spans = split_sentences("word " * 50_000)
    assert len(spans) > 1
    assert all(end - start <= LONGEST_SENTENCE for start, end in spans)


@given(st.text(alphabet="aB. !?\n\"”()[1]'…\r\t", max_size=120))
def test_sentences_are_in_order_stripped_and_leave_out_nothing(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    covered = {k for start, end in spans for k in range(start, end)}
    assert sum(end - start for start, end in spans) == len(covered)
    assert all(k in covered for k, mark in enumerate(text) if not mark.isspace())


@pytest.mark.parametrize(
    "unit", ['"', "'", "a.", "a-", ".”", "Mr. ", "a\n", "[1]", "x@", "((", ".!?", "a\r", "1,", "\n"]
)
def test_reading_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    # Linear is 4; the bound leaves room for a busy machine, a quadratic scan would need 16.
    assert growth(lambda text: read_text(text, tagged=False), unit, 2_000) < 10
