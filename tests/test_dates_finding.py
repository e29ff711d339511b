"""Temporal expressions of whole texts: what is found, and what it is resolved to."""

from __future__ import annotations

from pathlib import Path

import pytest

from hindsight.dates import find_dates
from hindsight.dates.timex import Timex
from hindsight.language import Passage, read_text

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "cnas-2015-11-23.txt"


def dates_of(text: str, published: str | None = "2015-11-23") -> list[tuple[str, str]]:
    reading = read_text(text, published=published, tagged=False)
    return [(text[t.start : t.end], t.value) for t in find_dates(reading)]


@pytest.fixture(scope="module")
def sample() -> dict[str, Timex]:
    text = SAMPLE.read_text(encoding="utf-8")
    start = text.index("When French")
    body = text[start : text.index("• Podcast")]
    return {
        body[t.start : t.end]: t for t in find_dates(read_text(body, published="2015-11-23", tagged=False))
    }


def test_the_sample_page_has_four_dates_in_its_body(sample: dict[str, Timex]) -> None:
    assert {words: timex.value for words, timex in sample.items()} == {
        "Tuesday": "2015-11-24",
        "September": "2015-09",
        "February": "2016-02",
        "Monday": "2015-11-23",
    }


def test_as_recently_as_monday_keeps_the_week_before_as_a_candidate(sample: dict[str, Timex]) -> None:
    assert [c.value for c in sample["Monday"].candidates] == ["2015-11-16"]


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
        ("February", "2015-02"),
        ("Monday", "2023-05-22"),
    ]
