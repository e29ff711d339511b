"""A table whose cells are bars: periods downwards, what is counted from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from hindsight.timeline.grammar import draw_zigzag
from hindsight.timeline.measuring import shorten, text_width
from hindsight.timeline.page import NARROW, begin, finish
from hindsight.timeline.scene import Bar, Group, Part, Scene, Stroke, TextLine
from hindsight.timeline.style import EDGE, GREY, INK, PALE, SIDE_COLOURS, SIZE, SMALL
from hindsight.timeline.wording import plain, say_days, say_gap

if TYPE_CHECKING:
    import pandas as pd

ROW, GAP_ROW, BAR_TALL = 17.0, 14.0, 8.0  # points
LEAST_COLUMN = 47.0  # points; narrower columns are put together
MOST_TALL, NARROW_TALL = 1.3, 5.0  # height over width, beyond which periods are put together
_PERIODS = (1, 3, 12, 120)  # months


@dataclass(frozen=True, slots=True)
class Column:
    """What is counted: its name in the plural, the side whose colour it has, and with which columns it shares
    a scale."""

    name: str
    side: str = "then"
    scale: str = "claims"
    is_part: bool = False  # of another column; parts are put together where there is no room


@dataclass(frozen=True, slots=True)
class Period:
    """One row: its days, the keys of the rows counted in each column, and whether something was there."""

    first: date
    last: date
    keys: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts by period, one row a month that has any, in order of time, and the words around them."""

    columns: tuple[Column, ...]
    periods: tuple[Period, ...]
    title: str = ""
    subtitle: str = ""
    source: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    empty: str = "documents"  # what a gap is without

    def lay_out(self, width: float) -> Scene:
        """Return the scene of the grid, `width` points wide."""
        return _lay_out(replace(self, title=plain(self.title), subtitle=plain(self.subtitle)), width)

    def timeline(self) -> None:
        """Return None: a grid counts, and has no marks."""
        return

    def table(self) -> pd.DataFrame:
        """Return the same rows as a table.

        Returns
        -------
        pandas.DataFrame
            One row per month (or longer period) that has anything: `period`, `first`, `last`, then a count
            for each column, by its name.
        """
        import pandas as pd

        rows = [
            {"period": say_days(period.first, period.last), "first": period.first.isoformat(),
             "last": period.last.isoformat()}
            | {column.name: len(keys) for column, keys in zip(self.columns, period.keys, strict=True)}
            for period in self.periods
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["period", "first", "last", *(c.name for c in self.columns)])


def month_of(day: date, months: int = 1) -> tuple[date, date]:
    """Return the first and last day of the month, or of the period of so many months, that a day lies in.

    Examples
    --------
    >>> month_of(date(2015, 11, 23), 3)
    (datetime.date(2015, 10, 1), datetime.date(2015, 12, 31))
    """
    number = day.year * 12 + day.month - 1
    first = max(12, number - number % months)
    after = number - number % months + months
    last = (
        date.max.toordinal()
        if after > 9999 * 12 + 11
        else date(after // 12, after % 12 + 1, 1).toordinal() - 1
    )
    return date(first // 12, first % 12 + 1, 1), date.fromordinal(last)


def _lay_out(grid: Grid, width: float) -> Scene:
    scene = Scene(width, title=grid.title, description=grid.description)
    is_narrow = width < NARROW
    top = begin(scene, grid.title, grid.subtitle)
    if is_narrow:
        return _lay_out_narrow(scene, grid, top)
    label = 84.0
    shown, notes = _merge_columns(grid, int((width - 2 * EDGE - label) / LEAST_COLUMN))
    shown, months = _merge_periods(shown, width * MOST_TALL - top - 90, 1)
    notes += _say_merged(grid, months)
    step = (width - 2 * EDGE - label) / max(1, len(shown.columns))
    places = [EDGE + label + number * step for number in range(len(shown.columns))]
    at = _paint_heads(scene, shown, places, top)
    most = _largest(shown)
    previous: Period | None = None
    for period in shown.periods:
        if previous is not None and (gap := (period.first - previous.last).days - 1) > 0:
            _paint_gap(scene, at, f"{say_gap(gap)} without {grid.empty}")
            at += GAP_ROW
        scene.add(TextLine(say_days(period.first, period.last), EDGE, at + ROW * 0.68, SIZE, "bold", INK))
        for place, column, keys in zip(places, shown.columns, period.keys, strict=True):
            _paint_cell(scene, column, keys, (place, at, step), most[column.scale], period)
        at += ROW
        scene.add(Stroke(((EDGE, at), (width - EDGE, at)), PALE, 0.4))
        previous = period
    if len(shown.periods) > 1:
        scene.add(Stroke(((EDGE, at + 0.5), (width - EDGE, at + 0.5)), INK, 0.8))
        scene.add(TextLine("all", EDGE, at + ROW * 0.72, SIZE, "bold", INK))
        for number, place in enumerate(places):
            total = sum(len(period.keys[number]) for period in shown.periods)
            scene.add(TextLine(f"{total:,}", place, at + ROW * 0.72, SMALL, "bold", INK))
        at += ROW
    return _finish(scene, at, grid, notes)


def _lay_out_narrow(scene: Scene, grid: Grid, top: float) -> Scene:
    """Add the grid for a phone: under each period a line for each column that has anything."""
    names = max((text_width(column.name, SIZE) for column in grid.columns), default=0.0) + 10
    step = scene.width - 2 * EDGE - names
    n_lines = max(2, len(grid.columns))
    shown, months = _merge_periods(grid, scene.width * NARROW_TALL - top - 60, n_lines)
    most = _largest(shown)
    at = top
    previous: Period | None = None
    for period in shown.periods:
        if previous is not None and (gap := (period.first - previous.last).days - 1) > 0:
            _paint_gap(scene, at + 2, f"{say_gap(gap)} without {grid.empty}")
            at += GAP_ROW + 4
        scene.add(TextLine(say_days(period.first, period.last), EDGE, at + ROW * 0.68, SIZE, "bold", INK))
        scene.add(Stroke(((EDGE, at + ROW), (scene.width - EDGE, at + ROW)), INK, 0.6))
        at += ROW + 2
        for column, keys in zip(shown.columns, period.keys, strict=True):
            if keys:
                scene.add(TextLine(column.name, EDGE, at + ROW * 0.5 + SIZE * 0.36, SIZE, "normal", GREY))
                _paint_cell(scene, column, keys, (EDGE + names, at, step), most[column.scale], period)
                at += ROW
        at += 6
        previous = period
    return _finish(scene, at, grid, _say_merged(grid, months))


def _say_merged(grid: Grid, months: int) -> list[str]:
    if months == 1:
        return []
    by = {3: "quarters", 12: "years", 120: "decades"}[months]
    return [
        f"{len(grid.periods)} months are more than fit: counted by {by} here, by month in the table below"
    ]


def _finish(scene: Scene, at: float, grid: Grid, notes: Sequence[str]) -> Scene:
    scales = list(dict.fromkeys(column.scale for column in grid.columns))
    own = [f"bars of {', of '.join(scales[:-1])} and of {scales[-1]} have scales of their own"]
    said = [*(plain(note) for note in grid.notes), *notes, *(own if len(scales) > 1 else [])]
    return finish(scene, at, (), said, plain(grid.source))


def _merge_columns(grid: Grid, most: int) -> tuple[Grid, list[str]]:
    """Return the grid with at most so many columns: the smallest parts are put together."""
    parts = [n for n, column in enumerate(grid.columns) if column.is_part]
    excess = len(grid.columns) - max(most, len(grid.columns) - len(parts) + 1)
    if excess <= 0:
        return grid, []
    sizes = {n: sum(len(period.keys[n]) for period in grid.periods) for n in parts}
    joined = sorted(sorted(parts, key=lambda n: (sizes[n], -n))[: excess + 1])
    kept = [n for n in range(len(grid.columns)) if n not in joined]
    place = next((at for at, n in enumerate(kept) if n > max(joined)), len(kept))
    columns = [grid.columns[n] for n in kept]
    other = "other kinds" if len(joined) < len(parts) else "all kinds"
    columns.insert(place, replace(grid.columns[joined[0]], name=other))
    periods = []
    for period in grid.periods:
        keys = [period.keys[n] for n in kept]
        keys.insert(place, tuple(key for n in joined for key in period.keys[n]))
        periods.append(replace(period, keys=tuple(keys)))
    said = f"{other}: {', '.join(grid.columns[n].name for n in joined)}"
    return replace(grid, columns=tuple(columns), periods=tuple(periods)), [said]


def _merge_periods(grid: Grid, room: float, n_lines: int) -> tuple[Grid, int]:
    """Return the grid by the shortest period that fits the height, and its months."""
    for months in _PERIODS:
        merged = _by(grid, months)
        gaps = sum((after.first - before.last).days > 1 for before, after in pairwise(merged.periods))
        if (len(merged.periods) + 1) * n_lines * ROW + gaps * GAP_ROW <= room:
            break
    return merged, months


def _by(grid: Grid, months: int) -> Grid:
    if months == 1:
        return grid
    groups: dict[tuple[date, date], list[Period]] = {}
    for period in grid.periods:
        groups.setdefault(month_of(period.first, months), []).append(period)
    periods = [
        Period(first, last, tuple(sum(cells, ()) for cells in zip(*(p.keys for p in group), strict=True)))
        for (first, last), group in groups.items()
    ]
    return replace(grid, periods=tuple(periods))


def _largest(grid: Grid) -> dict[str, int]:
    most: dict[str, int] = {}
    for number, column in enumerate(grid.columns):
        for period in grid.periods:
            most[column.scale] = max(most.get(column.scale, 1), len(period.keys[number]))
    return most


def _paint_heads(scene: Scene, grid: Grid, places: Sequence[float], top: float) -> float:
    """Add the names of the columns, on as many levels as keep them apart; return where the rows begin."""
    ends: list[float] = []  # of the last name on each level, from the lowest
    heads = []
    for column, x in zip(grid.columns, places, strict=True):
        text = shorten(column.name, scene.width - 2 * EDGE, SMALL)
        start = min(x, scene.width - EDGE - text_width(text, SMALL))
        level = next((n for n, end in enumerate(ends) if end + 5 <= start), len(ends))
        ends[level : level + 1] = [start + text_width(text, SMALL)]
        heads.append((text, start, level))
    step = SMALL * 1.4
    bottom = top + len(ends) * step
    for (text, start, level), x, column in zip(heads, places, grid.columns, strict=True):
        baseline = bottom - level * step - 3
        if level:
            scene.add(Stroke(((x + 0.4, baseline + 3), (x + 0.4, bottom)), PALE, 0.7))
        scene.add(TextLine(text, start, baseline, SMALL, "normal", SIDE_COLOURS[column.side]))
    scene.add(Stroke(((EDGE, bottom + 1), (scene.width - EDGE, bottom + 1)), INK, 0.8))
    return bottom + 2


def _paint_gap(scene: Scene, at: float, words: str) -> None:
    y = at + GAP_ROW / 2
    parts: list[Part] = [draw_zigzag(EDGE + 2, EDGE + 24, y, GREY, across=True)]
    scene.add(*parts, TextLine(words, EDGE + 30, y + SMALL * 0.35, SMALL, "normal", GREY))


def _paint_cell(
    scene: Scene,
    column: Column,
    keys: Sequence[str],
    place: tuple[float, float, float],
    most: int,
    period: Period,
) -> None:
    """Add the bar and the number of a cell, which open the first of the rows counted."""
    x, top, step = place
    if not keys:
        return
    room = step - 6 - text_width(f"{most:,}", SMALL) - 4
    length = max(1.5, room * len(keys) / most)
    y = top + (ROW - BAR_TALL) / 2
    number = TextLine(f"{len(keys):,}", x + length + 3, top + ROW * 0.5 + SMALL * 0.36, SMALL, "normal", INK)
    bar = Bar(x, y, length, BAR_TALL, SIDE_COLOURS[column.side])
    name = column.name if len(keys) > 1 or not column.name.endswith("s") else column.name[:-1]
    opens = "" if len(keys) == 1 else " (opens the first)"
    words = f"{say_days(period.first, period.last)} · {len(keys):,} {name}{opens}"
    scene.groups.append(Group([bar, number], keys[0], words, (x - 2, top + 1, x + step - 4, top + ROW - 1)))
