"""The one legend: what the shapes and lines of a picture mean; only those that the picture has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hindsight.timeline.grammar import draw_bar, draw_mark, draw_open_end, draw_zigzag
from hindsight.timeline.marks import Mark, Reading
from hindsight.timeline.measuring import text_width
from hindsight.timeline.scene import Part, Scene, Stroke, TextLine
from hindsight.timeline.style import EDGE, GREY, INK, LEADING, LINK_STYLES, SHAPE_WORDS, SHAPES, SMALL
from hindsight.timeline.wording import KIND_WORDS

_SAMPLE = 20.0  # points, of the line or shape shown
_GAP = 12.0
_STEP = SMALL * LEADING * 1.2
_DAY = date(2015, 11, 23)
_OTHER = (Reading(_DAY, _DAY, ""),)


def mark_entries(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    """Return kind and words of what the marks need explained: shapes, then what bars and ends say."""
    kinds = {mark.kind for mark in marks}
    entries = [(kind, SHAPE_WORDS[kind]) for kind in SHAPES if kind in kinds]
    bars = ["office held"] if "office" in kinds else []
    others = (mark for mark in marks if mark.kind != "office" and not (mark.is_uncertain or mark.readings))
    if any(mark.days[0] != mark.days[1] for mark in others):
        bars.append("some day within, or all of it")
    if bars:
        entries.append(("bar", ", or ".join(bars)))
    if any(mark.is_uncertain for mark in marks):
        entries.append(("uncertain", "approximate or inferred"))
    if any(mark.readings for mark in marks):
        entries.append(("readings", "readings of one date"))
    if any(mark.earliest is None or mark.latest is None for mark in marks):
        entries.append(("open", "goes on before or after"))
    return entries


def link_entries(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Return kind and words of the links drawn."""
    there = set(kinds)
    return [(kind, KIND_WORDS[kind]) for kind in LINK_STYLES if kind in there]


def add_legend(scene: Scene, top: float, *rows: Sequence[tuple[str, str]]) -> float:
    """Add rows of entries beneath each other, wrapped to the width; return where they end."""
    parts: list[Part] = []
    y = top + SMALL / 2
    for row in rows:
        x = EDGE
        for kind, words in row:
            step = _SAMPLE + 4 + text_width(words, SMALL) + _GAP
            if x > EDGE and x + step - _GAP > scene.width - EDGE:
                x, y = EDGE, y + _STEP
            parts += _sample(kind, x, y)
            parts.append(TextLine(words, x + _SAMPLE + 4, y + SMALL * 0.35, SMALL, "normal", GREY))
            x += step
        y += _STEP if row else 0.0
    scene.add(*parts)
    return y


def _sample(kind: str, x: float, y: float) -> list[Part]:
    middle = x + _SAMPLE / 2
    if kind in LINK_STYLES:
        dash, colour, width = LINK_STYLES[kind]
        return [Stroke(((x, y), (x + _SAMPLE, y)), colour, width, dash)]
    if kind in SHAPES:
        return draw_mark(_mark(kind), [(middle, middle)], y, INK, across=True)
    if kind == "readings":
        return draw_mark(_mark("date", _OTHER), [(x + 3, x + 3), (x + 17, x + 17)], y, INK, across=True)
    if kind == "open":
        return draw_open_end(x + 4, y, INK, towards=1, across=True)
    if kind == "cut":
        return [draw_zigzag(x + 2, x + _SAMPLE - 2, y, INK, across=True)]
    fill = "hatched" if kind == "uncertain" else "solid"
    return [draw_bar((x + 1, x + _SAMPLE - 1), y, INK, fill, across=True)]


def _mark(kind: str, readings: tuple[Reading, ...] = ()) -> Mark:
    return Mark("", "then", kind, "", _DAY, _DAY, "", readings=readings)
