"""Label placement, lanes and gathering as properties; the scale of a rail with its cuts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.timeline.blocks import Words, fit_blocks
from hindsight.timeline.marks import Mark
from hindsight.timeline.measuring import text_width
from hindsight.timeline.placing import gather, place_words, share_lanes, spread, stack
from hindsight.timeline.rail import fit_words as fit_rail
from hindsight.timeline.rail import make_rail, place_rail
from hindsight.timeline.scale import MOST_CUTS, make_scale
from hindsight.timeline.style import LINE, SIZE

places = st.lists(st.floats(-50, 500), max_size=30).map(sorted)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(deadline=None)
@given(places, st.floats(0.5, 12))
def test_spread_labels_keep_their_order_and_distance_inside_the_rail(
    wanted: list[float], height: float
) -> None:
    placed = spread(wanted, [height] * len(wanted), 0, 400)
    assert all(after - before >= height - 1e-6 for before, after in pairwise(placed))
    assert all(height / 2 - 1e-6 <= place <= 400 - height / 2 + 1e-6 for place in placed)


@settings(deadline=None)
@given(places)
def test_labels_that_do_not_touch_stay_where_they_are_wanted(wanted: list[float]) -> None:
    apart = [100 + 20.0 * number for number in range(len(wanted))]
    assert spread(apart, [10.0] * len(apart), 0, 1000) == pytest.approx(apart)


def test_labels_wanted_at_one_place_stand_around_it() -> None:
    assert spread([50, 50, 50], [10, 10, 10], 0, 100) == [40, 50, 60]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)).map(lambda t: (float(t[0]), float(sum(t)))))
)
def test_bars_of_one_lane_never_overlap_while_there_are_lanes(bars: list[tuple[float, float]]) -> None:
    lanes = share_lanes(bars, len(bars) or 1)
    for lane in set(lanes):
        inside = sorted(bar for bar, own in zip(bars, lanes, strict=True) if own == lane)
        assert all(before[1] < after[0] for before, after in pairwise(inside))


@settings(deadline=None)
@given(st.lists(st.tuples(days, st.integers(0, 2)), max_size=40).map(sorted), st.integers(1, 20))
def test_gathering_keeps_everything_in_order_under_at_most_so_many_labels(drawn: list, most: int) -> None:
    groups = gather([day for day, _ in drawn], [weight for _, weight in drawn], most)
    assert [number for group in groups for number in group] == list(range(len(drawn)))
    assert len(groups) == min(most, len(drawn))


@settings(deadline=None)
@given(st.lists(st.tuples(days, days).map(lambda t: (min(t), max(t))), min_size=1, max_size=20))
def test_a_scale_keeps_the_order_of_days_inside_the_rail(intervals: list[tuple[date, date]]) -> None:
    scale = make_scale(intervals, 10, 400)
    ends = sorted(day for interval in intervals for day in interval)
    placed = [scale.place(day) for day in ends]
    assert placed == sorted(placed)
    assert all(10 <= place <= 400.001 for place in placed)
    assert len(scale.segments) <= MOST_CUTS + 1
    assert all(10 <= y <= 400.001 for y, _ in scale.ticks())


def test_empty_years_are_cut_out_and_counted() -> None:
    first, last = date(1949, 4, 4), date(2015, 11, 23)
    scale = make_scale([(first, first), (last, last), (last + timedelta(days=9),) * 2], 0, 300)
    [(_, skipped)] = scale.cuts()
    assert skipped == (last - first).days - 1


def test_days_close_together_are_not_cut() -> None:
    first = date(2023, 5, 7)
    assert list(make_scale([(first, first), (first + timedelta(days=18),) * 2], 0, 300).cuts()) == []


def test_one_day_alone_has_a_tick_with_its_year() -> None:
    day = date(2015, 11, 23)
    assert [name for _, name in make_scale([(day, day)], 0, 100).ticks()] == ["23 Nov 2015"]


@pytest.mark.parametrize("length", [1, 6, 20, 45, 200, 900, 4_000, 40_000, 900_000])
def test_ticks_have_room_and_name_time_at_every_length(length: int) -> None:
    first = date(100, 3, 3)
    scale = make_scale([(first, first + timedelta(days=length))], 0, 500)
    ticks = list(scale.ticks())
    assert ticks
    assert all(after - before > 10 for (before, _), (after, _) in pairwise(ticks))


spans = st.tuples(st.floats(-20, 420), st.floats(1, 60)).map(lambda t: (t[0], t[0] + t[1]))


@settings(deadline=None)
@given(st.lists(spans, max_size=20), st.lists(spans, max_size=3), st.integers(1, 5))
def test_stacked_marks_cover_each_other_only_on_the_last_step(drawn: list, taken: list, most: int) -> None:
    steps = stack(drawn, taken, most)
    on_step = {step: [s for s, own in zip(drawn, steps, strict=True) if own == step] for step in set(steps)}
    on_step[0] = [*on_step.get(0, []), *([] if most == 1 else taken)]
    for step, inside in on_step.items():
        own = sorted(s for s in inside if s not in taken) if step == 0 else sorted(inside)
        if step < most - 1:
            assert all(before[1] <= after[0] for before, after in pairwise(own))
            assert all(s[1] <= t[0] or t[1] <= s[0] for s in own for t in taken) or step


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 400), st.floats(5, 120)), max_size=25),
    st.integers(0, 4),
    st.floats(0, 8),
)
def test_words_beneath_a_line_keep_apart_inside_it_and_near_their_mark(
    wanted: list[tuple[float, float]], levels: int, gap: float
) -> None:
    placed = place_words(wanted, 0, 400, levels, gap=gap)
    boxes = [
        (place[1], place[0], place[0] + width)
        for place, (_, width) in zip(placed, wanted, strict=True)
        if place is not None
    ]
    assert all(level < levels and left >= -1e-6 and right <= 400 + 1e-6 for level, left, right in boxes)
    for one, two in pairwise(sorted(boxes)):
        assert one[0] != two[0] or two[1] - one[2] >= gap - 1e-6
    for place, (middle, width) in zip(placed, wanted, strict=True):
        if place is not None:
            assert place[0] - min(max(middle - width / 2, 0), 400 - width) <= width / 2


def _mark(number: int, day: date, length: int, text: str) -> Mark:
    last = day + timedelta(days=length)
    kind = ("claim", "date", "document", "item")[number % 4]
    return Mark(f"k{number}", "then", kind, text, day, last, "page", detail=text[::-1])


drawn_marks = st.lists(
    st.tuples(
        st.dates(date(1900, 1, 1), date(2030, 12, 31)),
        st.sampled_from([0, 0, 0, 29, 364]),
        st.text(alphabet="abc dé–W", min_size=1, max_size=90),
    ),
    min_size=1,
    max_size=60,
).map(lambda found: [_mark(n, *parts) for n, parts in enumerate(sorted(found))])


@settings(deadline=None, max_examples=60)
@given(drawn_marks, st.floats(120, 900), st.floats(90, 400))
def test_blocks_hold_every_mark_once_in_the_room_there_is(
    marks: list[Mark], room: float, width: float
) -> None:
    blocks = fit_blocks(Words(marks, width, {}, {}), room)
    assert sorted(n for block in blocks for n in block.numbers) == list(range(len(marks)))
    assert sum(block.height for block in blocks) <= max(room, 5 * LINE)
    for block in blocks:
        for line in (block.head, *(line for item in block.items for line in item.lines)):
            assert sum(text_width(text, SIZE, weight) for text, weight, _ in line) <= width + 1


@settings(deadline=None, max_examples=60)
@given(drawn_marks, st.booleans())
def test_words_beside_a_rail_keep_their_order_and_stay_between_its_ends(
    marks: list[Mark], is_mirrored: bool
) -> None:
    rail = make_rail(marks, 10, 300, is_mirrored=is_mirrored)
    fit_rail(rail, 500, {}, {})
    place_rail(rail, 50, 50 + rail.height)
    texts = [
        text.box
        for placed in rail.placed
        for text in (*placed.head, *(t for said in placed.said for t in said.texts), *placed.more)
    ]
    assert all(top >= 50 - 3 and bottom <= 50 + rail.height + 3 for _, top, _, bottom in texts)
    assert all(rail.text_left - 1 <= left and right <= rail.text_right + 1 for left, _, right, _ in texts)
    lines = sorted({round(bottom, 2) for _, _, _, bottom in texts})
    assert all(after - before >= LINE - 0.05 for before, after in pairwise(lines))
