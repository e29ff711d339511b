"""Timelines of corpora: outline, one actor, by month, dates against publication; 1, 5 and 50 documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

import hindsight
from hindsight.errors import BadParameter
from hindsight.links import find_links
from hindsight.timeline import (
    Drawing,
    actor_rows,
    date_rows,
    draw_timeline,
    month_rows,
    overview_rows,
    timeline_rows,
)
from hindsight.timeline.actor_rows import ABOUT, BY, LATER, OFFICES
from hindsight.timeline.date_rows import MOST_STRIPS
from hindsight.timeline.grid import Grid, month_of
from hindsight.timeline.rows import MOST_PAIRS, later_key
from hindsight.timeline.strips import Strips
from small_corpora import make_corpus
from small_frames import Page, make_frames, sample_frames
from timeline_boxes import clipped, overlaps

Frames = dict[str, pd.DataFrame]
KINDS: dict[str, Callable[[Frames], object]] = {
    "one document": lambda frames: timeline_rows(frames, document="doc-000"),
    "lanes by actor": lambda frames: timeline_rows(frames, document="doc-000", lanes="actor"),
    "lanes by kind": lambda frames: timeline_rows(frames, lanes="kind"),
    "lanes by document": lambda frames: overview_rows(frames, lanes="document"),
    "overview": overview_rows,
    "actor": lambda frames: actor_rows(frames, "russia"),
    "months": month_rows,
    "dates": date_rows,
}


def words(drawing: Drawing) -> str:
    return " ".join(line.text for line in drawing.scene.texts())


@pytest.mark.parametrize("n_documents", [1, 5, 50])
@pytest.mark.parametrize("kind", KINDS)
def test_words_stand_apart_and_inside_at_every_size(kind: str, n_documents: int) -> None:
    rows = KINDS[kind](make_corpus(n_documents))
    for width in (3.75, 7.0, 9.0):
        scene = draw_timeline(rows, width=width).scene
        assert list(overlaps(scene)) == [], f"{width} inches"
        assert list(clipped(scene)) == [], f"{width} inches"


@pytest.mark.parametrize("kind", ["then", "Putin", "Hollande", "months", "dates", "kind", "actor"])
def test_words_stand_apart_on_the_sample(kind: str) -> None:
    timelines = hindsight.load().timelines
    drawing = {
        "then": timelines.then_and_later,
        "months": timelines.months,
        "dates": timelines.dates,
        "kind": lambda width: timelines.then_and_later(lanes="kind", width=width),
        "actor": lambda width: timelines.then_and_later(lanes="actor", width=width),
    }.get(kind, lambda width: hindsight.load().actor_timeline(kind, width=width))
    for width in (3.75, 7.0, 9.0):
        scene = drawing(width=width).scene
        assert list(overlaps(scene)) == [], f"{width} inches"
        assert list(clipped(scene)) == [], f"{width} inches"


# Then and later in outline


def test_an_outline_has_one_mark_a_document_and_one_link_a_pair() -> None:
    rows = overview_rows(make_corpus(5))
    assert [mark.kind for mark in rows.on("then")] == ["document"] * 5
    assert len({(tie.then, tie.later) for tie in rows.ties}) == len(rows.ties)
    assert rows.on("then")[0].detail == "5 claims, 5 linked"


def test_an_outline_prefers_what_the_text_gives_ground_for_to_what_the_page_lists() -> None:
    frames = make_corpus(5)
    grounded = {
        (row.document_id, later_key(row.later_id))
        for row in frames["links"].itertuples()
        if row.kind != "site_related"
    }
    for tie in overview_rows(frames).ties:
        assert (tie.kind == "site_related") == ((tie.then, tie.later) not in grounded)


def test_a_document_between_others_stands_on_both_sides_and_its_pairs_are_drawn() -> None:
    three = [
        Page(name, day, "", (f"{actor} will leave.", "Ferries sank.", "Cod spawns."), ("Norway", "Iceland"))
        for name, day, actor in (
            ("a-first", "2008-01-01", "Norway"),
            ("b-between", "2015-01-01", "Norway and Iceland"),
            ("c-last", "2022-01-01", "Iceland"),
        )
    ]
    frames = make_frames(*three)
    rows = overview_rows({**frames, "links": find_links(frames)})
    pairs = {(tie.then, tie.later) for tie in rows.ties}
    assert ("a-first", later_key("b-between")) in pairs and ("b-between", later_key("c-last")) in pairs
    assert set(rows.table().key) == {"a-first", "b-between", "c-last"}


def test_an_outline_draws_the_strongest_pair_of_each_document_and_says_what_it_leaves_out() -> None:
    frames = make_corpus(12)
    rows = overview_rows(frames)
    assert len(rows.ties) == MOST_PAIRS
    assert any("weaker pairs" in note for note in rows.notes)
    leading = frames["links"][frames["links"].kind != "site_related"].document_id
    assert {tie.then for tie in rows.ties} >= set(leading)  # and those with the links of their page only


def test_several_documents_are_shown_in_outline_and_each_by_itself() -> None:
    from hindsight.corpus.selection import Selection
    from hindsight.corpus.timelines import Timelines

    frames = make_corpus(5)
    timelines = Timelines(
        Selection(), lambda *names: {name: frames[name] for name in names if name in frames}
    )
    assert timelines.then_and_later().title.startswith("All 5 documents")
    each = list(timelines.each(most=3))
    assert len(each) == 3
    assert all(len([m for m in one.rows.on("then") if m.kind == "document"]) == 1 for one in each)
    with pytest.raises(BadParameter):
        timelines.then_and_later("doc-000", is_overview=True)
    with pytest.raises(BadParameter, match="colour"):
        timelines.then_and_later(colour="red")


def test_lanes_of_no_kind_are_refused() -> None:
    with pytest.raises(BadParameter):
        timeline_rows(make_corpus(1), lanes="colour")


def test_lanes_by_actor_are_by_whom_a_claim_is_about() -> None:
    rows = hindsight.load().timeline(lanes="actor").rows
    lanes = {mark.label: mark.lane for mark in rows.marks}
    assert lanes["Russia continues its destabilization of Ukraine"] == "Russia"


# One actor


def test_an_actors_offices_are_bars_and_an_office_still_held_is_open() -> None:
    offices = [m for m in hindsight.load().actor_timeline("Putin").rows.marks if m.lane == OFFICES]
    said = [(m.label, m.earliest, m.latest) for m in offices]
    assert ("Prime Minister of Russia", date(2008, 5, 8), date(2012, 5, 7)) in said
    assert any(m.latest is None for m in offices)
    assert all(m.opens == "vladimir-putin" for m in offices)


def test_in_blind_mode_nobody_knows_how_an_office_ended() -> None:
    view = hindsight.load(as_of="2015-12-31")
    offices = [m for m in view.actor_timeline("Hollande").rows.marks if m.lane == OFFICES]
    assert [(m.earliest, m.latest) for m in offices] == [(date(2012, 5, 15), None)]
    assert not [m for m in view.actor_timeline("Hollande").rows.marks if m.lane == LATER]


def test_claims_by_and_about_an_actor_stand_in_lanes_of_their_own() -> None:
    corpus = hindsight.load()
    marks = corpus.actor_timeline("Hollande").rows.marks
    claims = corpus.claims[corpus.claims.related_item_id.isna()]
    by = set(claims.claim_id[claims.claimant_id == "francois-hollande"])
    assert {m.key for m in marks if m.lane == BY} == by
    about = {m.key for m in marks if m.lane == ABOUT}
    assert about and not about & by


def test_what_an_author_claims_is_by_that_actor() -> None:
    corpus = hindsight.load()
    drawing = corpus.actor_timeline("Julianne Smith")
    own = corpus.claims[(corpus.claims.claimant == "author") & corpus.claims.related_item_id.isna()]
    assert {m.key for m in drawing.rows.marks if m.lane == BY} == set(own.claim_id)
    assert "By this actor:" not in words(drawing)  # there are no others to tell them from


def test_an_actor_whom_the_corpus_does_not_know_is_refused() -> None:
    with pytest.raises(BadParameter):
        hindsight.load().actor_timeline("Nobody At All")


# By month


def test_every_document_and_claim_is_counted_once() -> None:
    frames = make_corpus(50)
    grid = month_rows(frames)
    totals = {c.name: sum(len(p.keys[n]) for p in grid.periods) for n, c in enumerate(grid.columns)}
    assert totals["documents"] == 50
    assert totals["claims, all"] == frames["claims"].related_item_id.isna().sum()
    assert sum(totals[c.name] for c in grid.columns if c.is_part) == totals["claims, all"]


def test_more_months_than_fit_are_counted_by_longer_periods_and_the_picture_says_so() -> None:
    drawing = draw_timeline(month_rows(make_corpus(50)))
    n_months = len(drawing.table())
    assert f"{n_months} months are more than fit: counted by quarters" in words(drawing)


def test_years_without_documents_are_left_out_and_said() -> None:
    drawing = hindsight.load().month_timeline()
    assert "7 years without documents or items" in words(drawing)
    assert drawing.table().period.tolist() == ["Nov 2015", "May 2023"]


def test_a_range_of_months_counts_only_what_lies_in_it() -> None:
    grid = month_rows(make_corpus(50), date_from="2013-01-01", date_to="2013-12-31")
    assert {period.first.year for period in grid.periods} == {2013}


@pytest.mark.parametrize(
    ("day", "months", "period"),
    [
        (date(2015, 11, 23), 12, (date(2015, 1, 1), date(2015, 12, 31))),
        (date(2015, 11, 23), 120, (date(2010, 1, 1), date(2019, 12, 31))),
        (date(9999, 12, 31), 1, (date(9999, 12, 1), date(9999, 12, 31))),
        (date(1, 1, 1), 120, (date(1, 1, 1), date(9, 12, 31))),
    ],
)
def test_a_day_lies_in_its_period(day: date, months: int, period: tuple[date, date]) -> None:
    assert month_of(day, months) == period


# Dates against publication


def test_each_document_has_a_line_with_the_dates_it_names() -> None:
    rows = date_rows(make_corpus(5))
    assert isinstance(rows, Strips)
    assert [len(strip.marks) for strip in rows.strips] == [2] * 5
    assert rows.title == (
        "Of 10 dates named, 5 lie before their text’s publication, 4 after, 1 on or around the day"
    )


def test_many_documents_are_counted_by_how_far_their_dates_lie() -> None:
    rows = date_rows(make_corpus(50))
    assert isinstance(rows, Grid)
    named = sum(len(keys) for period in rows.periods for keys in period.keys[1:])
    assert named == 100
    assert f"50 documents are more than {MOST_STRIPS}" in words(draw_timeline(rows))


def test_the_day_of_publication_and_the_readings_of_a_date_are_drawn() -> None:
    rows = hindsight.load().date_timeline().rows
    [strip] = rows.strips
    assert strip.document.key == "cnas-2015-11-23"
    assert [m.label for m in strip.marks if m.readings] == ["“Monday”"]


def test_a_document_that_names_no_date_has_a_line_all_the_same() -> None:
    frames = make_frames(Page("one", "2015-01-01", "Fish", ("Cod is scarce.",)))
    assert len(date_rows(frames).strips) == 1
    assert "No date" in date_rows(frames).title


def test_dates_of_antiquity_and_of_the_far_future_fit() -> None:
    page = Page("one", "2015-01-01", "Fish", ("Cod was caught in 44 and will be in 9999.",), dates={
        "44": "0044", "9999": "9999"})  # fmt: skip
    scene = draw_timeline(date_rows(make_frames(page))).scene
    assert list(overlaps(scene)) == [] and list(clipped(scene)) == []


# What all have in common


def test_no_document_gives_a_picture_that_says_so() -> None:
    for rows in (overview_rows({}), month_rows({}), date_rows({})):
        drawing = draw_timeline(rows)
        assert "<svg" in drawing.svg() and rows.title in words(drawing)
        assert drawing.table().empty


def test_blind_mode_hides_later_texts_from_every_picture() -> None:
    frames = sample_frames()
    frames = {**frames, "links": find_links(frames)}
    later = {m.key for m in overview_rows(frames).on("later")}
    hidden = {m.key for m in overview_rows(frames, as_of="2022-12-31").on("later")}
    assert hidden < later
    months = month_rows(frames, as_of="2022-12-31")
    assert max(period.last for period in months.periods) < date(2023, 1, 1)


def test_every_picture_but_those_of_counts_exports_its_marks() -> None:
    timelines = hindsight.load().timelines
    assert '"events"' in timelines.dates().timelinejs()
    with pytest.raises(BadParameter):
        timelines.months().timelinejs()
