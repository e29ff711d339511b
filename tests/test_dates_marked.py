"""Our own marked texts: how much of them is found and read right, and what each kind of text asks for."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.marked_texts import GOLD, read_marked, type_of
from hindsight.dates import find_dates
from hindsight.dates.timex import Timex
from hindsight.language import read_text

TEXTS = read_marked()


def find(text: str, published: str | None = "2015-11-23") -> list[Timex]:
    return find_dates(read_text(text, published=published, tagged=False))


def values(text: str, published: str | None = "2015-11-23") -> dict[str, str]:
    return {text[t.start : t.end]: t.value for t in find(text, published)}


def shares(documents: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Return recall and precision of exact spans, and the share of marks with span and value right."""
    marked = found = same = right = 0
    for document in documents:
        gold = {(t["start"], t["end"]): t["value"] for t in document["timexes"]}
        own = {(t.start, t.end): t.value for t in find(document["text"], document["published"])}
        marked, found = marked + len(gold), found + len(own)
        same += len(gold.keys() & own.keys())
        right += len(gold.items() & own.items())
    return same / marked, same / found, right / marked


def test_marked_texts_are_of_forty_kinds_and_read_without_loss() -> None:
    assert len(TEXTS) >= 40
    assert all(
        document["text"][t["start"] : t["end"]].strip() for document in TEXTS for t in document["timexes"]
    )
    assert GOLD.read_text(encoding="utf-8").count("{") == 1 + sum(len(d["timexes"]) for d in TEXTS) + 2


def test_the_type_follows_from_the_value() -> None:
    assert [type_of(value) for value in ("P3M", "PAST_REF", "2015-11-23TNI", "FUTURE_REF", "2015")] == [
        "DURATION",
        "DATE",
        "TIME",
        "DATE",
        "DATE",
    ]


@pytest.mark.parametrize(("part", "spans", "right"), [("dev", 0.93, 0.88), ("held", 0.82, 0.74)])
def test_marked_texts_are_found_and_resolved(part: str, spans: float, right: float) -> None:
    recall, precision, both = shares(read_marked(part=part))
    assert min(recall, precision) >= spans
    assert both >= right


HISTORY = " ".join(
    (
        "The wall fell in November 1989. In 1991 the Union dissolved. In 1994 a memorandum was signed, and",
        "in 1997 an act followed. In 1999 the alliance took in three members, in 2004 seven more. In August",
        "2008 a war broke out; in September the observers came. By 2012 it was over.\n\n"
        "Now they have gone further. Last month the Council agreed on sanctions. In March a region was",
        "annexed, and in July an airliner was shot down. A summit is planned for December. On Tuesday last",
        "week the talks went on.",
    )
)


def test_the_last_paragraph_of_a_history_counts_from_the_day_of_writing() -> None:
    found = values(HISTORY, "2014-11-20")
    assert found["September"] == "2008-09"
    assert [found[words] for words in ("Last month", "March", "July", "December")] == [
        "2014-10",
        "2014-03",
        "2014-07",
        "2014-12",
    ]


def test_days_are_counted_past_a_year_that_is_background() -> None:
    text = "He was held on July 6, 2006. The act, enacted in 1996, allows it. He was freed two days later."
    assert values(text)["two days later"] == "2006-07-08"


def test_a_year_earlier_than_a_month_is_a_month() -> None:
    assert (
        values("Prices rose 8 percent in January from a year earlier.", "2013-04-19")["a year earlier"]
        == "2012-01"
    )


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2015-11-23", ["2015-11-22", "2015-11-27", "2015-05"]),
        ("2015", ["XXXX-XX-XX", "XXXX-WXX-5", "XXXX-05"]),
        (None, ["XXXX-XX-XX", "XXXX-WXX-5", "XXXX-05"]),
    ],
)
def test_a_date_is_no_finer_than_what_is_known_of_the_day_of_writing(
    published: str | None, expected: list[str]
) -> None:
    text = "He said yesterday that he would resign on Friday. He was chosen in May."
    assert list(values(text, published).values()) == expected


def test_one_date_that_has_its_day_first_decides_for_the_others() -> None:
    assert values("From 01/02/2013 to 28/02/2013.") == {
        "01/02/2013": "2013-02-01",
        "28/02/2013": "2013-02-28",
    }
    (timex,) = find("Signed 01/02/2013.")
    assert (timex.value, [c.value for c in timex.candidates]) == ("2013-01-02", ["2013-02-01"])


@pytest.mark.parametrize(
    ("words", "value", "edtf"),
    [
        ("2015-W53", "2015-W53", "2015-12-28/2016-01-03"),
        ("2014-Q3", "2014-Q3", "2014-35"),
        ("2012-11-30T17:45Z", "2012-11-30T17:45Z", "2012-11-30T17:45:00Z"),
        ("24.7.2008", "2008-07-24", "2008-07-24"),
        ("March 15, 44 BC", "BC0044-03-15", "-0043-03-15"),
        ("12,000 BC", "BC12000", "Y-11999"),
        ("the year 12,000", "12000", "Y12000"),
        ("9 p.m. GMT Friday", "2015-11-20T21:00", "2015-11-20T21:00:00Z"),
        ("0735 GMT", "2015-11-23T07:35", "2015-11-23T07:35:00Z"),
        ("a quarter to six", "2015-11-23T05:45", "2015-11-23T05:45:00"),
    ],
)
def test_value_and_edtf(words: str, value: str, edtf: str) -> None:
    text = f"It was over at {words}."
    assert [(text[t.start : t.end], t.value, t.edtf) for t in find(text)] == [(words, value, edtf)]


@pytest.mark.parametrize(
    "text",
    [
        "2014-W53.",
        "2015/02/30.",
        "Psalm 23:10 and John 3:16, a ratio of 4:30 or so.",
        "Horizon 2020, PO Box 1912 and version 2016.",
        "Mr. and Mrs. and April Jones met Jan van Eyck under the Sun.",
        "500 ad agencies and 30 ce marks.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert values(text) == {}


def test_the_year_is_a_date_unless_it_says_when_it_ends() -> None:
    text = "It was the lowest level of the year. Profit for the year ended March 31 fell."
    assert [t.value for t in find(text)] == ["2015", "P1Y", "2015-03-31"]


def test_two_sundays_ago() -> None:
    assert values("It began two Sundays ago.") == {"two Sundays ago": "2015-11-15"}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("In 2013, sixty years later, no treaty existed.", "sixty years later", "2013"),
        ("It began in 1885. Twenty years later it was over.", "Twenty years later", "1905"),
        ("In the winter of 1950-51 they lost, and in April they won.", "April", "1951-04"),
        ("In 1951 they won. The previous winter was hard.", "The previous winter", "1950-WI"),
        ("Shares fell at midday on 1 May 1998.", "midday on 1 May 1998", "1998-05-01T12:00"),
    ],
)
def test_steps_of_a_story(text: str, words: str, value: str) -> None:
    assert values(text, None)[words] == value
