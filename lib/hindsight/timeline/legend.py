"""What the shapes and lines of a timeline mean: only those that the picture has, in rows that fit the
width."""

from __future__ import annotations

from dataclasses import dataclass

from hindsight.timeline.geometry import EDGE, LEADING, SMALL
from hindsight.timeline.marks import Timeline
from hindsight.timeline.measuring import text_width
from hindsight.timeline.style import LINK_STYLES, SHAPE_WORDS, SHAPES
from hindsight.timeline.wording import KIND_WORDS

SAMPLE = 22.0  # points, of the line or shape shown
_GAP = 14.0
_STEP = SMALL * LEADING * 1.25


@dataclass(frozen=True, slots=True)
class Entry:
    """One sample and its words: `kind` is a kind of mark or link, ``bar``, ``uncertain``, ``readings`` or
    ``open``."""

    kind: str
    words: str
    x: float
    y: float


def make_legend(timeline: Timeline, width: float) -> tuple[list[Entry], float]:
    """Return the entries, from y = 0 down, and the height they take."""
    marks = timeline.marks
    shapes = [(kind, SHAPE_WORDS[kind]) for kind in SHAPES if any(mark.kind == kind for mark in marks)]
    if any(mark.days[0] != mark.days[1] and not (mark.is_uncertain or mark.readings) for mark in marks):
        shapes.append(("bar", "a day within"))
    if any(mark.is_uncertain for mark in marks):
        shapes.append(("uncertain", "approximate"))
    if any(mark.readings for mark in marks):
        shapes.append(("readings", "readings of one date"))
    if any(mark.earliest is None or mark.latest is None for mark in marks):
        shapes.append(("open", "before or after"))
    kinds = {tie.kind for tie in timeline.ties}
    links = [(kind, KIND_WORDS[kind]) for kind in LINK_STYLES if kind in kinds]
    entries: list[Entry] = []
    y = 0.0
    for row in (shapes, links):
        x = EDGE
        for kind, words in row:
            step = SAMPLE + 5 + text_width(words, SMALL) + _GAP
            if x > EDGE and x + step - _GAP > width - EDGE:
                x, y = EDGE, y + _STEP
            entries.append(Entry(kind, words, x, y))
            x += step
        y += _STEP if row else 0.0
    return entries, y
