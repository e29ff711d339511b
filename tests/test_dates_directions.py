"""Which way a clause looks, and which date an expression counts from."""

from __future__ import annotations

import pytest

from hindsight.dates import find_dates
from hindsight.dates.directions import direction
from hindsight.language import read_text


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("When Hollande meets Obama Tuesday, he will ask for help.", "Tuesday", "future"),
        ("They agree, assuming it holds and after elections are held in February.", "February", "future"),
        ("He said Tuesday that he would leave.", "Tuesday", "past"),
        ("It would be paid on a still unspecified date in January.", "January", "future"),
        ("By February the loan must be repaid.", "February", "future"),
        ("By February they had repaid the loan.", "February", "past"),
        ("They looked for ways around Wednesday's ruling.", "Wednesday", "past"),
        ("He has announced the plan Friday.", "Friday", "past"),
        ("Nothing more, Friday.", "Friday", None),
    ],
)
def test_the_verb_of_the_clause_decides(text: str, words: str, expected: str | None) -> None:
    start = text.index(words)
    assert direction(text, start, start + len(words), 0, len(text)) == expected


def values(text: str, published: str | None) -> list[str]:
    return [t.value for t in find_dates(read_text(text, published=published, tagged=False))]


def test_a_month_beside_a_past_year_is_of_that_year() -> None:
    assert values("In January 2014, and again in February, he met them.", "2015-11-23") == [
        "2014-01",
        "2014-02",
    ]


def test_news_does_not_carry_an_old_year_to_the_next_report() -> None:
    text = (
        "The bomb went off in December 1988, police said. On Friday officials said talks were held in April."
    )
    assert values(text, "1999-06-07") == ["1988-12", "1999-06-04", "1999-04"]


def test_a_story_does_not_move_to_what_is_planned() -> None:
    text = (
        "In May 1974 the army attacked. In June 1974 it halted. In January 1975 the road to the coast fell, "
        "and it was to be used for a campaign planned for 1976. The front collapsed on 11 March."
    )
    assert values(text, "2009-12-19")[-1] == "1975-03-11"
