"""Label placement, lanes and gathering as properties; the scale of a rail with its cuts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.timeline.placing import gather, share_lanes, spread
from hindsight.timeline.scale import MOST_CUTS, make_scale

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
