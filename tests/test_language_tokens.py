"""Words and marks with their exact places."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hindsight.language import tokenize


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hollande didn't turn.", "Hollande did n't turn ."),
        ("why Hollande didn’t turn to Russia’s side", "why Hollande did n’t turn to Russia ’s side"),
        ("which cannot be ignored", "which can not be ignored"),
        (
            "We're sure they'll go; I'd say it's O'Reilly's.",
            "We 're sure they 'll go ; I 'd say it 's O'Reilly 's .",
        ),
    ],
)
def test_clitics_are_tokens_of_their_own(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Russia-Ukraine conflict", "the Russia - Ukraine conflict"),
        ("ISIL-held towns and US-led strikes", "ISIL - held towns and US - led strikes"),
        ("the U.S.-led coalition", "the U.S. - led coalition"),
        ("President Bashar al-Assad", "President Bashar al - Assad"),
        ("anti-Assad forces", "anti - Assad forces"),
        ("re-elected non-state actors", "re-elected non-state actors"),
        ("28 veto-wielding members", "28 veto - wielding members"),
    ],
)
def test_a_hyphen_parts_names_and_compounds_but_not_a_prefix_in_small_letters(
    text: str, expected: str
) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia and the U.S., Iran", "Russia and the U.S. , Iran"),
        ("Gen. Dvornikov and Mr. Rob J. Lee", "Gen. Dvornikov and Mr. Rob J. Lee"),
        ("He said no.", "He said no ."),
        ("Resolution No. 2254", "Resolution No. 2254"),
        ("at 5 p.m. in Washington, D.C.", "at 5 p.m. in Washington , D.C."),
        ("Michael Kofman joins NPR Up F...", "Michael Kofman joins NPR Up F ..."),
    ],
)
def test_an_abbreviation_keeps_its_period(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 2015-11-23 at 10:30", "on 2015-11-23 at 10:30"),
        ("article 42.7 cost $1,200.50 or 12%", "article 42.7 cost $ 1,200.50 or 12 %"),
        ("the 1970s, the 5th, 5pm", "the 1970s , the 5th , 5 pm"),
        ("1914-1918", "1914 - 1918"),
        (
            "see https://www.cnas.org/a?b=c, or x.y@cnas.org.",
            "see https://www.cnas.org/a?b=c , or x.y@cnas.org .",
        ),
    ],
)
def test_numbers_and_addresses_stay_whole(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“at war.”)", "“ at war . ” )"),
        ('He said: "Wait..." and left—so', 'He said : " Wait ... " and left — so'),
        ("and/or [sic]", "and / or [ sic ]"),
    ],
)
def test_marks_are_tokens(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_only_the_given_stretch_is_read() -> None:
    text = "He must verify. Putin may wait."
    assert tokenize(text, 16, 31)[0] == (16, 21)
    assert tokenize(text, 3, 3) == []


@given(st.text(max_size=200))
def test_every_mark_that_is_not_blank_is_in_exactly_one_token(text: str) -> None:
    spans = tokenize(text)
    covered = [k for start, end in spans for k in range(start, end)]
    assert covered == sorted(set(covered))
    assert [k for k, mark in enumerate(text) if not mark.isspace()] == [
        k for k in covered if not text[k].isspace()
    ]


@given(st.text(alphabet="aB.'’-1 @/:s", max_size=60))
def test_tokens_hold_no_blank_and_are_in_order(text: str) -> None:
    spans = tokenize(text)
    assert all(start < end and not any(c.isspace() for c in text[start:end]) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
