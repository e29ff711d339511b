"""Ranking later texts: what counts as later, what lifts a text, what never counts."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.errors import BadLine
from hindsight.links import DatedText, rank_later, read_dated_text
from hindsight.links.index import LONGEST, WordStore

FILLER = [
    DatedText("f1", "2016-02-02", "Bread", "Bakers raised the price of bread and butter again."),
    DatedText("f2", "2017-03-03", "Snow", "Snow fell on the hills and the roads were closed."),
    DatedText("f3", "2018-04-04", "Football", "The match ended in a draw after a goal by the keeper."),
]


def ranked(*texts: DatedText, top_k: int = 20) -> dict[str, tuple[str, ...]]:
    return {ranking.query: ranking.ranked for ranking in rank_later(texts, top_k=top_k)}


def test_the_text_that_takes_up_the_subject_comes_first() -> None:
    then = DatedText("then", "2015-11-23", "Sanctions on Russia", "Sanctions over Ukraine must stay.")
    near = DatedText(
        "near", "2019-05-16", "Policy towards Russia", "The sanctions over Ukraine remain in place."
    )
    far = DatedText("far", "2019-05-17", "Ukraine at the Olympics", "Skaters won a medal and bread was free.")
    assert ranked(then, *FILLER, near, far)["then"][0] == "near"


def test_texts_with_nothing_in_common_are_not_ranked() -> None:
    then = DatedText("then", "2015-11-23", "Sanctions", "Sanctions must stay.")
    assert ranked(then, *FILLER)["then"] == ()


def test_stop_words_tie_nothing() -> None:
    one = DatedText("one", "2015-01-01", "", "They have been there with us and will be again.")
    two = DatedText("two", "2016-01-01", "", "They have been there with us and will be again.")
    assert ranked(one, two, *FILLER)["one"] == ()


def test_earlier_texts_are_never_ranked() -> None:
    same = "Sturgeon hatcheries fail."
    texts = [DatedText(day, day, "", same) for day in ("2016-01-01", "2015-01-01", "2017-01-01")]
    found = ranked(*texts, *FILLER)
    assert found["2016-01-01"] == ("2017-01-01",)
    assert set(found["2015-01-01"]) == {"2016-01-01", "2017-01-01"}


def test_of_the_same_day_each_pair_is_ranked_once_in_the_order_given() -> None:
    texts = [DatedText(name, "2016-01-01", "", "Sturgeon hatcheries fail.") for name in "ab"]
    found = ranked(*texts, *FILLER)
    assert (found["a"], found["b"]) == (("b",), ())


def test_a_time_of_day_orders_the_texts_of_a_day() -> None:
    late = DatedText("late", "2016-01-01T18:00", "", "Sturgeon hatcheries fail.")
    early = DatedText("early", "2016-01-01T09:00", "", "Sturgeon hatcheries fail.")
    found = ranked(late, early, *FILLER)
    assert (found["early"], found["late"]) == (("late",), ())


def test_of_two_equal_texts_the_sooner_comes_first() -> None:
    texts = [
        DatedText(day, day, "", "Sturgeon hatcheries fail.")
        for day in ("2015-01-01", "2022-01-01", "2015-03-01")
    ]
    assert ranked(*texts, *FILLER)["2015-01-01"] == ("2015-03-01", "2022-01-01")


def test_the_words_of_the_title_count_for_more() -> None:
    then = DatedText("then", "2015-01-01", "Sturgeon hatcheries", "Rivers are warm. Barges carry gravel.")
    titled = DatedText(
        "titled", "2016-01-02", "", "Sturgeon hatcheries close; engineers leave; nobody comes."
    )
    body = DatedText("body", "2016-01-01", "", "Barges are slow; rivers rise; nobody comes; engineers leave.")
    assert ranked(then, titled, body, *FILLER)["then"] == ("titled", "body")


def test_no_more_are_ranked_than_asked_for() -> None:
    texts = [DatedText(f"{n}", f"2015-01-{n + 1:02d}", "", "Sturgeon hatcheries fail.") for n in range(5)]
    assert len(ranked(*texts, *FILLER, *FILLER, top_k=3)["0"]) == 3


def test_rankings_come_in_the_order_of_the_texts() -> None:
    texts = [*FILLER[::-1]]
    assert [ranking.query for ranking in rank_later(texts)] == ["f3", "f2", "f1"]


def test_texts_that_say_their_site_are_ranked_among_those_of_their_site() -> None:
    words = "Sturgeon hatcheries fail."
    texts = [
        DatedText(f"{site}{year}", f"{year}-01-01", "", words, site=site)
        for year in (2015, 2016)
        for site in ("a", "b", "")
    ]
    found = ranked(*texts)
    assert list(found) == [text.id for text in texts]
    assert {query: later for query, later in found.items() if later} == {
        "a2015": ("a2016",),
        "b2015": ("b2016",),
        "2015": ("2016",),
    }


def test_no_texts_no_rankings() -> None:
    assert list(rank_later([])) == []


def test_empty_texts_are_ranked_with_nothing() -> None:
    assert ranked(DatedText("a", "2015-01-01", "", ""), DatedText("b", "2016-01-01", "", "")) == {
        "a": (),
        "b": (),
    }


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"date": "2015-01-01", "text": ""}, "no 'id'"),
        ({"id": "a", "text": ""}, "no 'date'"),
        ({"id": "a", "date": "2015-01-01"}, "no 'text'"),
        ({"id": 7, "date": "2015-01-01", "text": ""}, "'id' is int"),
        ({"id": "a", "date": "2015-01-01", "text": "", "site": 7}, "'site' is int"),
        ({"id": "a", "date": "yesterday", "text": ""}, "yesterday"),
        ({"id": "a", "date": "2015-02-31", "text": ""}, "2015-02-31"),
    ],
)
def test_a_record_that_cannot_be_ranked_says_why_and_where(record: dict[str, object], problem: str) -> None:
    with pytest.raises(BadLine, match=problem) as caught:
        read_dated_text(record, "docs.jsonl, line 3")
    assert str(caught.value).startswith("docs.jsonl, line 3: ")


def test_a_month_or_year_alone_is_a_date() -> None:
    assert read_dated_text({"id": "a", "date": "2015-11", "text": "", "title": None}).title == ""


words = st.sampled_from(
    ["sturgeon", "hatchery", "barge", "gravel", "rivers", "ministry", "treaty", "the", "of"]
)
texts = st.lists(st.tuples(st.dates(), st.lists(words, max_size=4), st.lists(words, max_size=12)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_rankings_are_later_known_sorted_and_without_repeats(drawn: list) -> None:
    documents = [
        DatedText(f"{n}", day.isoformat(), " ".join(title), " ".join(text))
        for n, (day, title, text) in enumerate(drawn)
    ]
    days = {document.id: document.date for document in documents}
    for ranking in rank_later(documents):
        assert list(ranking.scores) == sorted(ranking.scores, reverse=True)
        assert len(set(ranking.ranked)) == len(ranking.ranked) == len(ranking.scores)
        assert all(days[later] >= days[ranking.query] and later != ranking.query for later in ranking.ranked)


def test_a_text_is_kept_as_numbers_of_bounded_size() -> None:
    store = WordStore()
    store.add("", "sturgeon " * (3 * LONGEST))
    assert store._starts[-1] == LONGEST


def test_hostile_texts_are_ranked_like_any_other() -> None:
    hostile = "\x00\ud800 <script> " + "a" * 50_000 + " sturgeon \u202e $x$ %s {0}"
    texts = [DatedText("a", "2015-01-01", hostile, hostile), DatedText("b", "2016-01-01", "", hostile)]
    assert ranked(*texts, *FILLER)["a"] == ("b",)


SCRIPT = """
import json
from hindsight.links import DatedText, rank_later
words = [f"sturgeon {n % 3} barge {n % 5} treaty" for n in range(20)]
texts = [DatedText(str(n), f"2015-01-{n + 1:02d}", "hatchery", text) for n, text in enumerate(words)]
print(json.dumps([(r.query, r.ranked, r.scores) for r in rank_later(texts)]))
"""


def test_the_hash_seed_changes_nothing() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1 and len(json.loads(outputs.pop())) == 20
