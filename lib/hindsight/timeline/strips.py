"""Dates talked about against dates of publication: a line for each document, its day of publication in the
middle, what it looks back to on the left, what it looks ahead to on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log1p
from typing import TYPE_CHECKING

from hindsight.timeline.grammar import draw_mark
from hindsight.timeline.legend import mark_entries
from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.measuring import shorten, text_width, wrap
from hindsight.timeline.page import NARROW, begin, finish
from hindsight.timeline.placing import place_words, stack
from hindsight.timeline.scene import Group, Scene, Stroke, TextLine
from hindsight.timeline.style import EDGE, GREY, INK, LINE, OPEN, PALE, SIDE_COLOURS, SIZE, SMALL
from hindsight.timeline.wording import plain, say_days, say_mark

if TYPE_CHECKING:
    import pandas as pd

MOST_TALL, NARROW_TALL = 1.3, 6.0  # height over width, beyond which words give way
NEAR = 7.0  # days over which the scale is nearly even; beyond, it counts in powers
STEP = 8.0  # points between marks that would cover each other
MOST_STEPS = 4
FEW = 3  # documents up to which dates are written beside their words
PAD = 9.0  # points between documents
WORD_LINE = SMALL * 1.25
_TICKS = (
    (7, "1 week"), (30, "1 month"), (365, "1 year"), (3652, "10 years"), (36525, "100 years"),
    (365250, "1,000 years"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strip:
    """One document and the dates that its text names."""

    document: Mark
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Strips:
    """Documents in order of publication with the dates they name, and the words around them."""

    strips: tuple[Strip, ...]
    title: str = ""
    subtitle: str = ""
    source: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()

    def lay_out(self, width: float) -> Scene:
        """Return the scene, `width` points wide."""
        shown = replace(
            self, title=plain(self.title), subtitle=plain(self.subtitle), source=plain(self.source)
        )
        return _lay_out(shown, width)

    def table(self) -> pd.DataFrame:
        """Return one row per mark: those of `Timeline.table`, each document before the dates it names."""
        return self.timeline().table()

    def timeline(self) -> Timeline:
        """Return the same marks as a timeline."""
        marks = tuple(mark for strip in self.strips for mark in (strip.document, *strip.marks))
        return Timeline(
            marks, (), self.title, self.subtitle, self.source, self.description, self.notes, is_one_rail=True
        )


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days before and after publication to places; the nearer, the more room."""

    left: float
    right: float
    first: int
    last: int

    def place(self, days: int) -> float:
        low, high = _power(self.first), _power(self.last)
        share = (_power(min(max(days, self.first), self.last)) - low) / (high - low)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[tuple[float, str]]:
        kept = [(self.place(0), "")]
        for days, name in _TICKS:
            for signed in (-days, days):
                x = self.place(signed)
                half = text_width(name, SMALL) / 2
                apart = all(
                    abs(x - other) >= half + text_width(words, SMALL) / 2 + 5 for other, words in kept
                )
                if self.first <= signed <= self.last and apart:
                    kept.append((x, name))
        return kept[1:]


def _power(days: int) -> float:
    return log1p(abs(days) / NEAR) * (1 if days > 0 else -1)


def _lay_out(strips: Strips, width: float) -> Scene:
    scene = Scene(width, title=strips.title, description=strips.description)
    is_narrow = width < NARROW
    top = begin(scene, strips.title, strips.subtitle)
    names = 0.0 if is_narrow else width * 0.27
    left, right = EDGE + names + OPEN + 6, width - EDGE - OPEN - 6
    axis = _Axis(left, right, *_reach(strips))
    heights = top + 2 * WORD_LINE + 80
    most = width * (NARROW_TALL if is_narrow else MOST_TALL)
    rows: list[_Row] = []
    for levels in (4, 3, 2, 1, 0):
        rows = [
            _place_row(strip, axis, width, names, levels, is_full=len(strips.strips) <= FEW)
            for strip in strips.strips
        ]
        if sum(row.height for row in rows) + heights <= most:
            break
    at = _paint_axis(scene, axis, top, rows)
    n_unnamed = 0
    for row in rows:
        _paint_row(scene, row, axis, at, names)
        n_unnamed += row.n_unnamed
        at += row.height
    marks = [mark for strip in strips.strips for mark in (strip.document, *strip.marks)]
    notes = list(strips.notes)
    if n_unnamed:
        n_dates = len(marks) - len(strips.strips)
        notes.insert(0, f"the words of {n_unnamed:,} of {n_dates:,} dates are only in the table below")
    notes.append("the scale is stretched near the day of publication")
    return finish(scene, at, (mark_entries(marks),), [plain(note) for note in notes], strips.source)


def _reach(strips: Strips) -> tuple[int, int]:
    """Return the days from publication to the first and the last date named, at least a month each way."""
    days = [day for strip in strips.strips for mark in strip.marks for day in _days(strip, mark)]
    return min(-30, *days, -30), max(30, *days, 30)


def _days(strip: Strip, mark: Mark) -> list[int]:
    start = strip.document.days[0]
    ends = [mark.days, *((reading.earliest, reading.latest) for reading in mark.readings)]
    return [(day - start).days for pair in ends for day in pair]


@dataclass(frozen=True, slots=True)
class _Row:
    """One document laid out: steps beneath the line for marks that would cover each other, words beneath."""

    strip: Strip
    head: tuple[TextLine, ...]  # relative to the top of the row
    places: tuple[tuple[tuple[float, float], ...], ...]
    steps: tuple[int, ...]
    words: tuple[TextLine | None, ...]
    first: float  # of the line of marks, from the top of the row
    height: float
    n_unnamed: int


def _place_row(strip: Strip, axis: _Axis, width: float, names: float, levels: int, *, is_full: bool) -> _Row:
    document = strip.document
    room = (names or width - 2 * EDGE) - 8
    when = shorten(say_days(document.earliest, document.latest), room, SIZE, "bold")
    titles = wrap(document.label, room, SIZE, most=2) if names else []
    head = [TextLine(when, EDGE, SIZE, SIZE, "bold", SIDE_COLOURS["then"])]
    if names:
        head += [TextLine(line, EDGE, SIZE + (n + 1) * LINE, SIZE) for n, line in enumerate(titles)]
    else:
        x = EDGE + text_width(when, SIZE, "bold") + 6
        head.append(TextLine(shorten(document.label, width - EDGE - x, SIZE), x, SIZE, SIZE))
    first = SIZE * 0.62 if names else LINE + 8
    places = []
    for mark in strip.marks:
        days = _days(strip, mark)
        places.append(
            tuple((axis.place(a), axis.place(b)) for a, b in zip(days[::2], days[1::2], strict=True))
        )
    centre = axis.place(0)
    spans = [_span(mark, own) for mark, own in zip(strip.marks, places, strict=True)]
    steps = stack(spans, [(centre - 4.0, centre + 4.0)], MOST_STEPS)
    base = first + (max(steps, default=0) + 1) * STEP
    said = [
        f"{mark.label} {say_days(mark.earliest, mark.latest)}" if is_full else mark.label
        for mark in strip.marks
    ]
    wanted = [(sum(own[0]) / 2, text_width(words, SMALL)) for words, own in zip(said, places, strict=True)]
    low, high = axis.left - OPEN, axis.right + OPEN
    found = place_words(wanted, low, high, levels, gap=6.0)
    words = tuple(
        None if place is None
        else TextLine(line, place[0], base + place[1] * WORD_LINE + SMALL * 0.7, SMALL, "normal", GREY)
        for line, place in zip(said, found, strict=True)
    )  # fmt: skip
    deepest = max((place[1] + 1 for place in found if place is not None), default=0)
    height = max(base + deepest * WORD_LINE, SIZE + len(titles) * LINE + 4) + PAD
    unnamed = sum(word is None for word in words)
    return _Row(strip, tuple(head), tuple(places), tuple(steps), words, first, height, unnamed)


def _halo(line: TextLine) -> Stroke:
    """Return what keeps the lines of the scale from running through words."""
    left, top, right, bottom = line.box
    middle = (top + bottom) / 2
    return Stroke(((left - 1, middle), (right + 1, middle)), "#ffffff", bottom - top - 1)


def _span(mark: Mark, places: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return what a mark covers of its line, with its open ends."""
    start = min(place[0] for place in places) - (OPEN if mark.earliest is None else 0) - 4
    end = max(place[1] for place in places) + (OPEN if mark.latest is None else 0) + 4
    return start, end


def _paint_axis(scene: Scene, axis: _Axis, top: float, rows: Sequence[_Row]) -> float:
    """Add the scale with its names; return where the rows begin."""
    centre = axis.place(0)
    name = "published"
    baseline = top + SMALL
    scene.add(TextLine(name, centre, baseline, SMALL, "bold", INK, "middle"))
    half = text_width(name, SMALL, "bold") / 2 + 6
    for words, x, anchor, room in (
        ("← before", centre - half, "end", centre - half - axis.left + OPEN),
        ("after →", centre + half, "start", axis.right + OPEN - centre - half),
    ):
        if text_width(words, SMALL) <= room:
            scene.add(TextLine(words, x, baseline, SMALL, "normal", GREY, anchor))
    start = baseline + WORD_LINE + 5
    bottom = start + sum(row.height for row in rows)
    for x, words in axis.ticks():
        scene.add(Stroke(((x, start), (x, bottom)), PALE, 0.5))
        scene.add(TextLine(words, x, baseline + WORD_LINE, SMALL, "normal", GREY, "middle"))
    scene.add(Stroke(((centre, start), (centre, bottom)), INK, 0.8))
    return start + 6


def _paint_row(scene: Scene, row: _Row, axis: _Axis, top: float, names: float) -> None:
    document, colour = row.strip.document, SIDE_COLOURS["then"]
    centre, y = axis.place(0), top + row.first
    scene.add(Stroke(((axis.left - OPEN, y), (axis.right + OPEN, y)), PALE, 0.6))
    head = [replace(line, baseline=line.baseline + top) for line in row.head]
    point = draw_mark(replace(document, latest=document.earliest), [(centre, centre)], y, colour, across=True)
    box = (EDGE - 2, top - 1, max(line.box[2] for line in head) + 3, max(line.box[3] for line in head) + 1)
    scene.groups.append(
        Group([*(_halo(line) for line in head), *head, *point], document.key, say_mark(document), box)
    )
    for mark, places, step, words in zip(row.strip.marks, row.places, row.steps, row.words, strict=True):
        own = y + step * STEP
        parts = draw_mark(mark, places, own, colour, across=True)
        start, end = _span(mark, places)
        if words is not None:
            line = replace(words, baseline=words.baseline + top)
            parts += [_halo(line), line]
        scene.groups.append(
            Group(parts, mark.opens or mark.key, say_mark(mark), (start, own - 5, end, own + 5))
        )
