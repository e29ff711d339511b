"""Which way a clause looks, and which date an expression counts from."""

from __future__ import annotations

import pytest

from hindsight.dates import find_dates
from hindsight.dates.directions import direction, look
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
        ("The bank should prepare to cut rates in July.", "July", "future"),
        ("Ministers ought not to put it off in July.", "July", "future"),
        ("They want to set a limit in July.", "July", "future"),
        ("He wrote in an open letter in March.", "March", "past"),
        ("It ought to have acted in May.", "May", "past"),
        ("He may have left on Friday.", "Friday", "past"),
        ("Nobody could be found on Friday.", "Friday", "past"),
        ("The vote is on Thursday.", "Thursday", "future"),
        ("He will go (at noon on Friday), his aide said.", "Friday", "future"),
        ("They postponed until Tuesday a vote he asked for.", "Tuesday", "future"),
        ("They promised in February to disarm.", "February", "past"),
        ("He ran the bank until May, when his deputy took over.", "May", "past"),
        ("The mayor stayed in office till April, when voters threw her out.", "April", "past"),
        ("The line was quiet until June, after which shells fell daily.", "June", "past"),
        ("The truce will hold until March, when the mandate ends.", "March", "future"),
        ("The envoys talk until Thursday, when they will vote.", "Thursday", "future"),
        ("The duke was well liked until October.", "October", "past"),
        ("The court adjourned the trial until October.", "October", "future"),
        ("The mission was extended until December.", "December", "future"),
        ("The minister gave them until Friday to answer.", "Friday", "future"),
        ("The kiosk is closed until Monday.", "Monday", "future"),
    ],
)
def test_the_verb_of_the_clause_decides(text: str, words: str, expected: str | None) -> None:
    start = text.index(words)
    assert direction(text, start, start + len(words), 0, len(text)) == expected


@pytest.mark.parametrize(
    ("text", "words", "is_settled"),
    [
        ("The pound fell on Friday.", "Friday", True),
        ("On Friday, the pound will fall.", "Friday", True),
        ("Nobody knew it. On Friday, he told them.", "Friday", True),
        ("They will invade before the end of March.", "March", True),
        ("The pound could fall on Friday.", "Friday", False),
        ("Those who were sent away will return on Friday.", "Friday", True),
        ("He had hoped to return, he will on Friday and was told on Monday.", "Monday", True),
        ("A turning point, on Friday.", "Friday", False),
        ("The duke was well liked until October.", "October", False),
        ("He ran the bank until May, when his deputy took over.", "May", True),
    ],
)
def test_a_direction_is_settled_where_the_clause_has_no_other(
    text: str, words: str, is_settled: bool
) -> None:
    start = text.index(words)
    sentence = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    assert look(text, start, start + len(words), sentence, len(text))[1] is is_settled


def readings(text: str, published: str) -> list[tuple[str, list[str]]]:
    found = find_dates(read_text(text, published=published, tagged=False))
    return [(t.value, [c.value for c in t.candidates]) for t in found]


def test_weekdays_ahead_go_on_within_a_paragraph_and_not_beyond() -> None:
    text = "The vote will be held on Thursday. Stocks slide on Monday morning.\n\nMore on Saturday."
    assert readings(text, "2016-06-20") == [
        ("2016-06-23", []),
        ("2016-06-27TMO", ["2016-06-20TMO"]),
        ("2016-06-18", ["2016-06-25"]),
    ]


def test_what_stays_open_keeps_the_other_reading() -> None:
    assert readings("Sterling could fall on Friday morning.", "2016-06-20") == [
        ("2016-06-24TMO", ["2016-06-17TMO"])
    ]
    assert readings("The bank should cut rates in July.", "2016-06-20") == [("2016-07", [])]


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
