"""Temporal expressions of whole texts: what is found, and what it is resolved to."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.dates import find_dates, interval_of
from hindsight.dates.timex import Timex
from hindsight.language import Passage, read_text

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "raw" / "cnas-2015-11-23.txt"
GOLD: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "gold" / "dates.toml").read_text(encoding="utf-8")
)["text"]


def find(text: str, published: str | None = "2015-11-23") -> list[Timex]:
    return find_dates(read_text(text, published=published, tagged=False))


def words_and_values(text: str, published: str | None = "2015-11-23") -> list[list[str]]:
    return [[text[t.start : t.end], t.value] for t in find(text, published)]


@pytest.fixture(scope="module")
def sample() -> dict[str, Timex]:
    text = SAMPLE.read_text(encoding="utf-8")
    body = text[text.index("When French") : text.index("• Podcast")]
    return {body[t.start : t.end]: t for t in find(body)}


def test_the_sample_page_has_four_dates_in_its_body(sample: dict[str, Timex]) -> None:
    assert {words: timex.value for words, timex in sample.items()} == {
        "Tuesday": "2015-11-24",
        "September": "2015-09",
        "February": "2016-02",
        "Monday": "2015-11-23",
    }


def test_as_recently_as_monday_keeps_the_week_before_as_a_candidate(sample: dict[str, Timex]) -> None:
    assert [c.value for c in sample["Monday"].candidates] == ["2015-11-16"]


@pytest.mark.parametrize("text", GOLD, ids=[text["subject"] for text in GOLD])
def test_own_gold(text: dict[str, Any]) -> None:
    assert words_and_values(text["text"], text.get("published")) == text["dates"]


@pytest.mark.parametrize(
    ("text", "is_date"),
    [
        ("The shelling went on overnight.", True),
        ("Overnight, two bridges were blown up.", True),
        ("Trust will not return overnight.", False),
        ("The plants could be cut off from gas overnight.", False),
        ("Reform doesn’t happen overnight.", False),
        ("Prices doubled almost overnight.", False),
        ("She became an overnight celebrity.", False),
        ("The tower burned on 3 March. The day after, he resigned.", True),
        ("They voted on 3 March and left the day after.", True),
        ("No general had a plan for the day after.", False),
        ("Work on “the day after” has not begun.", False),
    ],
)
def test_what_is_sudden_or_comes_when_all_is_over_is_no_date(text: str, is_date: bool) -> None:
    words = [found for found, _ in words_and_values(text)]
    assert any(word.lower() in ("overnight", "the day after") for word in words) == is_date


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The bridge will be closed from May to September.", ["2016-05", "2016-09"]),
        ("The bridge will be closed from December to February.", ["2015-12", "2016-02"]),
        ("The bridge was closed from November to February.", ["2014-11", "2015-02"]),
    ],
)
def test_a_range_of_months_ends_after_it_begins(text: str, values: list[str]) -> None:
    assert [value for _, value in words_and_values(text, "2015-07-06")] == values


def test_dates_in_headers_and_cards_are_not_read_and_anchor_nothing() -> None:
    text = "May 25, 2023\nElections are held in February.\nFighting went on Monday."
    bounds = [0, 12, 45, len(text)]
    passages = [
        Passage(bounds[0], bounds[1], "card_date", "2023-05-25", card=0),
        Passage(bounds[1], bounds[2], "paragraph", "2015-11-23"),
        Passage(bounds[2], bounds[3], "card_teaser", "2023-05-25", card=0),
    ]
    found = find_dates(read_text(text, passages, tagged=False))
    assert [(text[t.start : t.end], t.value) for t in found] == [
        ("February", "2016-02"),
        ("Monday", "2023-05-22"),
    ]


def test_an_earlier_anchor_names_the_expression_it_was_counted_from() -> None:
    text = "He came to power on 7 May 2000. Two days later he spoke."
    first, second = find(text)
    assert (second.value, second.anchor, second.anchor_start) == ("2000-05-09", "earlier", first.start)


def test_a_date_that_is_not_in_the_calendar_is_left_out() -> None:
    assert words_and_values("It happened on February 31, 2015.") in ([], [["2015", "2015"]])


_PIECES = st.sampled_from(
    [
        *(
            "in",
            "on",
            "by",
            "Tuesday",
            "May",
            "may",
            "12",
            "the last",
            "next",
            "year",
            "years ago",
            "1998",
            "BC",
        ),
        *(
            "quarter",
            "first",
            "of",
            ",",
            ".",
            "'",
            "-",
            "7:30",
            "p.m.",
            "early",
            "mid",
            "decade",
            "1990s",
            "two",
        ),
        *("several", "and a half", "to", "week", "each", "November", "31", "0", "99999", "the following day"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30), st.sampled_from(["2015-11-23", "2016-02-29", "2015", None]))
def test_spans_are_ordered_disjoint_and_inside_and_values_agree_with_their_interval(
    pieces: list[str], published: str | None
) -> None:
    text = " ".join(pieces)
    at = 0
    for timex in find(text, published):
        assert at <= timex.start < timex.end <= len(text)
        at = timex.end
        first, last = interval_of(timex.value)
        assert (timex.earliest is None) == (first is None)
        if first and last and timex.earliest and timex.latest and timex.granularity != "quarter":
            assert first <= timex.earliest <= timex.latest <= last  # the whole, or a part of it
        assert timex.type in ("DATE", "TIME", "DURATION", "SET")
        assert timex.earliest is None or timex.latest is None or timex.earliest <= timex.latest


@pytest.mark.parametrize(
    "piece", ["7", "1 ", "(", "one ", "May ", "the last ", "and a half ", "1,000,", "1.", "19/"]
)
def test_work_grows_with_the_length_of_hostile_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        reading = read_text("x", published="2015-11-23", tagged=False)
        # one sentence, however long: sentence splitting is not what is measured
        sentence = type(reading.sentences[0])(0, len(text), (), 0)
        hostile = type(reading)(text, (Passage(0, len(text), published="2015-11-23"),), (sentence,))
        begin = time.process_time()
        find_dates(hostile)
        return time.process_time() - begin

    seconds(1000)
    small, large = max(seconds(8_000), 0.005), seconds(64_000)
    assert large / small < 8 * 4  # eight times the text; quadratic work would be 64 times
