"""The words of the labels: as much of them as fits, then one line each, then one label for several marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.timeline.geometry import LINE, SIZE, Column
from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.measuring import shorten, text_width, wrap
from hindsight.timeline.placing import gather
from hindsight.timeline.style import GREY, INK, SIDE_COLOURS
from hindsight.timeline.wording import say_count, say_days, say_either, say_span

MOST_LINES = 5  # of words under the date
GAP, TIGHT_GAP = 6.0, 3.0  # points between labels of several lines, of one line

Piece = tuple[str, str, str]  # text, weight, colour


@dataclass(frozen=True, slots=True)
class Label:
    """The lines of a label, each in pieces of one weight and colour, and the numbers of its marks."""

    marks: tuple[int, ...]
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def height(self) -> float:
        """Height in points, with the gap to the next."""
        return len(self.lines) * LINE + (GAP if len(self.lines) > 1 else TIGHT_GAP)


def fit_labels(timeline: Timeline, column: Column, room: float) -> list[Label]:
    """Return the labels of one side, with as many words as `room` points of height allow.

    Marks without links are gathered before marks with links.
    """
    marks = timeline.on(column.side)
    labels: list[Label] = []
    for most in range(MOST_LINES, -1, -1):
        labels = [_label([number], [mark], column, most) for number, mark in enumerate(marks)]
        if sum(label.height for label in labels) <= room:
            return labels
    ties = Counter(
        key for tie in timeline.ties if tie.kind != "site_related" for key in (tie.then, tie.later)
    )
    days, weights = [mark.days[0] for mark in marks], [ties[mark.key] for mark in marks]
    most = max(1, int(room / (LINE + TIGHT_GAP)))
    return [
        _label(group, [marks[number] for number in group], column, 0) for group in gather(days, weights, most)
    ]


def _label(numbers: Sequence[int], marks: Sequence[Mark], column: Column, most: int) -> Label:
    """Return a label with at most `most` lines of words under the date, or, with 0, all on one line."""
    width = column.text_right - column.text_left
    colour = SIDE_COLOURS[column.side]
    mark = marks[0]
    if len(marks) > 1:
        kinds = Counter(mark.kind for mark in marks)
        what = ", ".join(say_count(count, kind) for kind, count in sorted(kinds.items()))
        lines = [_run([(say_span(marks), "bold", colour), (what, "normal", GREY)], width)]
        return Label(tuple(numbers), tuple(lines))
    when = (_say_when(mark), "bold", colour)
    if most == 0:
        head = [when] if mark.is_dated else []
        return Label(tuple(numbers), (_run([*head, (mark.label, "normal", INK)], width),))
    aside, words = (mark.label, mark.detail) if mark.kind == "date" else (mark.detail, mark.label)
    lines = [_run([when, (aside, "normal", GREY)], width)] if mark.is_dated else []
    lines += [((line, "normal", INK),) for line in wrap(words, width, SIZE, most=most)]
    return Label(tuple(numbers), tuple(lines))


def _say_when(mark: Mark) -> str:
    if mark.readings:
        return say_either(
            say_days(mark.earliest, mark.latest), say_days(mark.readings[0].earliest, mark.readings[0].latest)
        )
    return say_days(mark.earliest, mark.latest)


def _run(pieces: Sequence[Piece], width: float) -> tuple[Piece, ...]:
    """Return pieces set one after the other, a gap between them, the last shortened to fit."""
    kept: list[Piece] = []
    left = width
    for text, weight, colour in pieces:
        room = left - (word_gap() if kept else 0.0)
        if not text or room < 3 * SIZE:
            continue
        text = shorten(text, room, SIZE, weight)
        kept.append((text, weight, colour))
        left = room - text_width(text, SIZE, weight)
    return tuple(kept)


def word_gap() -> float:
    """Return the gap between the pieces of a line, in points."""
    return 0.6 * SIZE
