"""The scale of one rail: time runs downwards, long empty stretches are cut out, and ticks name the days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from hindsight.timeline.wording import MONTHS, say_day

CUT_SHARE = 0.22  # an empty stretch longer than this share of the time shown is cut out
CUT_LEAST = 45  # days; shorter ones are never cut
MOST_CUTS = 5
CUT_HEIGHT = 26.0  # points that a cut takes
LEAST_SEGMENT = 26.0  # points; even a single day gets room for its mark
MARGIN = 8.0  # points above and below the marks of a segment
_TICK_ROOM = 24.0  # points between ticks, at least


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time without a cut: days and the points they are drawn at."""

    first: date
    last: date
    top: float
    bottom: float

    def place(self, day: date) -> float:
        """Return where a day is drawn."""
        if self.first == self.last:
            return (self.top + self.bottom) / 2
        share = (day - self.first).days / (self.last - self.first).days
        top, bottom = self.top + MARGIN, self.bottom - MARGIN
        return top + share * (bottom - top)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places on a rail."""

    segments: tuple[Segment, ...]

    def place(self, day: date) -> float:
        """Return where a day is drawn; days outside are drawn at the nearest end."""
        starts = [segment.first for segment in self.segments]
        segment = self.segments[max(0, bisect_right(starts, day) - 1)]
        return segment.place(min(max(day, segment.first), segment.last))

    def cuts(self) -> Iterator[tuple[float, int]]:
        """Yield the middle of each cut and the days it leaves out."""
        for before, after in pairwise(self.segments):
            yield (before.bottom + after.top) / 2, (after.first - before.last).days - 1

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yield places and names of days, months or years, as many as there is room for."""
        for segment in self.segments:
            days = _tick_days(segment)
            for number, (day, name) in enumerate(days):
                if number == 0 and len(days) == 1 and segment.first == segment.last:
                    name = say_day(day)
                yield segment.place(day), name


def make_scale(intervals: Sequence[tuple[date, date]], top: float, bottom: float) -> Scale:
    """Return the scale of a rail between two places.

    Parameters
    ----------
    intervals : sequence of (date, date)
        First and last days of what is to be drawn; at least one.
    top, bottom : float
        Points, downwards.
    """
    stretches = _cut(_merge(intervals))
    room = (bottom - top) - CUT_HEIGHT * (len(stretches) - 1)
    least = min(LEAST_SEGMENT, room / len(stretches))
    lengths = [(last - first).days for first, last in stretches]
    # Half of the height goes by the length of time, half by how much there is to show in it.
    counts = [sum(first <= start <= last for start, _ in intervals) for first, last in stretches]
    free = room - least * len(stretches)
    segments, at = [], top
    for (first, last), length, count in zip(stretches, lengths, counts, strict=True):
        own = count / sum(counts)
        height = least + free * ((length / sum(lengths) + own) / 2 if sum(lengths) else own)
        segments.append(Segment(first, last, at, at + height))
        at += height + CUT_HEIGHT
    return Scale(tuple(segments))


def _merge(intervals: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    merged: list[tuple[date, date]] = []
    for first, last in sorted(intervals):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _cut(covered: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return stretches of time, cut at the longest gaps for as long as one is a large share of what is
    left."""
    cuts: set[int] = set()
    gaps = [(after[0] - before[1]).days for before, after in pairwise(covered)]
    shown = (covered[-1][1] - covered[0][0]).days
    for number in sorted(range(len(gaps)), key=lambda n: (-gaps[n], n)):
        if len(cuts) == MOST_CUTS or gaps[number] < CUT_LEAST or gaps[number] < CUT_SHARE * shown:
            break
        cuts.add(number)
        shown -= gaps[number]
    stretches, first = [], covered[0][0]
    for number, (_, last) in enumerate(covered):
        if number in cuts or number == len(covered) - 1:
            stretches.append((first, last))
            first = covered[number + 1][0] if number + 1 < len(covered) else first
    return stretches


def _tick_days(segment: Segment) -> list[tuple[date, str]]:
    days = (segment.last - segment.first).days
    if days == 0:
        return [(segment.first, say_day(segment.first))]
    most = max(1, int((segment.bottom - segment.top - 2 * MARGIN) / _TICK_ROOM))
    for step in (1, 2, 7, 14):
        if days / step <= most:
            return _day_ticks(segment, step)
    for step in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000):
        if days / 30.44 / step <= most:
            return _month_ticks(segment, step) or [(segment.first, say_day(segment.first))]
    return [(segment.first, say_day(segment.first))]


def _day_ticks(segment: Segment, step: int) -> list[tuple[date, str]]:
    day = segment.first
    if step >= 7 and (segment.last - day).days >= 7:
        day += timedelta(days=-day.weekday() % 7)  # Mondays
    ticks: list[tuple[date, str]] = []
    while day <= segment.last:
        is_new = not ticks or ticks[-1][0].year != day.year
        ticks.append((day, say_day(day) if is_new else f"{day.day} {MONTHS[day.month - 1]}"))
        day += timedelta(days=step)
    return ticks


def _month_ticks(segment: Segment, step: int) -> list[tuple[date, str]]:
    first = segment.first.year * 12 + segment.first.month - 1
    last = segment.last.year * 12 + segment.last.month - 1
    ticks: list[tuple[date, str]] = []
    for month in range(first - first % step, last + 1, step):
        if month < 12:
            continue
        day = date(month // 12, month % 12 + 1, 1)
        if segment.first <= day <= segment.last:
            ticks.append((day, str(day.year) if step % 12 == 0 else f"{MONTHS[day.month - 1]} {day.year}"))
    return ticks
