"""From frames to marks and links: what is shown, on which side, and when."""

from __future__ import annotations

from datetime import date

import pytest

from hindsight.errors import BadParameter
from hindsight.links import find_links
from hindsight.timeline import Mark, Timeline, timeline_rows
from hindsight.timeline.marks import Tie
from small_frames import Card, Page, make_frames, sample_frames


def timeline_of(*pages: Page, **options: str) -> Timeline:
    frames = make_frames(*pages)
    return timeline_rows({**frames, "links": find_links(frames)}, **options)


def sample_timeline(**options: str) -> Timeline:
    frames = sample_frames()
    return timeline_rows({**frames, "links": find_links(frames)}, **options)


def mark(timeline: Timeline, words: str) -> Mark:
    [found] = [mark for mark in timeline.marks if words in mark.label]
    return found


def test_the_text_stands_then_and_its_cards_later() -> None:
    timeline = sample_timeline()
    assert mark(timeline, "A message").side == "then"
    assert [m.label for m in timeline.on("later")] == ["An older note", "The long war", "Cooking with leeks"]


def test_a_claim_stands_at_the_date_inside_it() -> None:
    claim = mark(sample_timeline(), "ceasefire")
    assert (claim.kind, claim.earliest, claim.latest) == ("claim", date(2016, 2, 1), date(2016, 2, 29))
    assert claim.is_dated


def test_a_linked_claim_without_a_date_stands_at_the_day_it_was_published() -> None:
    names = ("Ukraine", "Russia")
    war, leeks = Card("War", "2023-01-01", "Ukraine and Russia at war.", names), Card("Leeks", "2023-02-01")
    page = Page("then", "2015-11-23", "Note", ("Ukraine fights Russia.",), names, cards=(war, leeks))
    others = Page(
        "other", "2015-11-24", "", ("Rain fell.", "Snow fell.", "Wind blew.", "Hail came.", "Sun shone.")
    )
    claim = mark(timeline_of(page, others), "Ukraine fights")
    assert (claim.earliest, claim.is_dated) == (date(2015, 11, 23), False)


def test_a_claim_without_date_or_link_is_counted_not_drawn() -> None:
    timeline = sample_timeline()
    assert not any("farmers" in m.label for m in timeline.marks)
    assert any(note.startswith("4 claims without a date or a link") for note in timeline.notes)


def test_the_other_readings_of_a_date_are_kept() -> None:
    claim = mark(sample_timeline(), "reported on Monday")
    assert [reading.value for reading in claim.readings] == ["2015-11-16"]


def test_links_join_marks_that_are_shown() -> None:
    timeline = sample_timeline()
    keys = {m.key for m in timeline.marks}
    assert timeline.ties
    assert all({tie.then, tie.later} <= keys for tie in timeline.ties)


def test_as_of_hides_what_came_after() -> None:
    timeline = sample_timeline(as_of="2023-05-11")
    assert [m.label for m in timeline.on("later")] == ["An older note", "The long war"]
    assert any("11 May 2023" in note for note in timeline.notes)
    assert mark(timeline, "ceasefire").earliest == date(2016, 2, 1)


def test_as_of_before_everything_leaves_the_claims_blind() -> None:
    timeline = sample_timeline(as_of="2015-12-31")
    assert [m.label for m in timeline.on("later")] == ["An older note"]
    assert all(tie.kind == "site_related" for tie in timeline.ties)


def test_a_range_keeps_what_can_lie_in_it() -> None:
    timeline = sample_timeline(date_from="2016-02-10", date_to="2016-02-12")
    assert [m.kind for m in timeline.marks] == ["claim"]


def test_an_actor_keeps_what_names_it() -> None:
    timeline = sample_timeline(actor="ukraine")
    labels = {m.label for m in timeline.marks}
    assert "Cooking with leeks" not in labels
    assert "The long war" in labels


@pytest.mark.parametrize(
    "options", [{"actor": "nobody"}, {"document": "nothing"}, {"as_of": "soon"}, {"date_from": "2015-13-01"}]
)
def test_a_parameter_that_names_nothing_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(BadParameter):
        sample_timeline(**options)


def test_a_later_document_stands_on_the_right() -> None:
    filler = ("Rain fell.", "Snow fell.", "Wind blew.", "Hail came.")
    one = Page("one", "2015-01-01", "Fish", ("Sturgeon hatcheries fail.", *filler))
    two = Page("two", "2016-01-01", "Trees", ("Sturgeon hatcheries closed.", "Oaks fell."))
    timeline = timeline_of(one, two)
    assert [(m.label, m.side) for m in timeline.marks if m.kind == "document"] == [
        ("Fish", "then"),
        ("Trees", "later"),
    ]


def test_a_page_without_a_date_is_no_mark_but_a_note() -> None:
    timeline = timeline_of(Page("one", None, "Fish", ("Cod is scarce.",)))
    assert timeline.marks == ()
    assert "1 document without a date" in timeline.notes


def test_the_title_states_the_finding() -> None:
    assert (
        sample_timeline().title == "One claim of 2015 shares actors or subjects with one later item of 2023"
    )
    assert "nothing later" in timeline_of(Page("one", "2015-01-01", "Fish", ("Cod is scarce.",))).title


def test_no_frames_give_an_empty_timeline() -> None:
    assert timeline_rows({}).marks == ()


@pytest.mark.parametrize(
    ("ties", "tells"),
    [
        ([], False),
        ([("mentions_date", 0.45)], False),
        ([("shared_actor", 0.24)], False),
        ([("shared_actor", 0.45)], True),
        ([("site_related", 1.0)], True),
        ([("shared_topic", 0.2)] * 3, True),
    ],
)
def test_one_weak_tie_tells_nothing_by_itself(ties: list[tuple[str, float]], tells: bool) -> None:
    shown = tuple(Tie(f"link-{n}", "then", "later", kind, score, "") for n, (kind, score) in enumerate(ties))
    assert Timeline(ties=shown).tells == tells
