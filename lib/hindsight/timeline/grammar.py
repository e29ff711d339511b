"""The one grammar of marks, whatever way time runs: a point is a day, a bar an interval, an arrow an open
end, hatching inferred; hollow marks on a dotted line are the readings of one date."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hindsight.timeline.marks import Mark
from hindsight.timeline.scene import Bar, Glyph, Part, Stroke
from hindsight.timeline.style import BAR, DOTS, OPEN, SHAPES

LEAST_BAR = 2.0  # points; the shortest interval still shows as one
Place = tuple[float, float]  # where the first and the last day are drawn


def draw_mark(
    mark: Mark, places: Sequence[Place], line: float, colour: str, *, across: bool = False
) -> list[Part]:
    """Return what is drawn for a mark.

    Parameters
    ----------
    mark : Mark
        What it is.
    places : sequence of (float, float)
        Points along the axis of time: of the mark itself, then of each of its readings.
    line : float
        Points on the other axis: the middle of the mark.
    colour : str
        Of its side.
    across : bool
        Time runs to the right instead of downwards.
    """
    days = [mark.days, *((reading.earliest, reading.latest) for reading in mark.readings)]
    hollow = len(places) > 1
    parts: list[Part] = []
    if hollow:
        middles = [sum(place) / 2 for place in places]
        parts.append(_stroke((min(middles), max(middles)), line, colour, across=across, is_dotted=True))
    for (start, end), (first, last) in zip(places, days, strict=True):
        if first == last and mark.kind != "office":
            parts.append(Glyph(SHAPES[mark.kind], *_at(start, line, across), colour, is_hollow=hollow))
        else:
            fill = "hatched" if mark.is_uncertain else "hollow" if hollow else "solid"
            parts.append(draw_bar((start, end), line, colour, fill, across=across))
    start, end = places[0]
    if mark.earliest is None:
        parts += draw_open_end(start, line, colour, towards=-1, across=across)
    if mark.latest is None:
        parts += draw_open_end(end, line, colour, towards=1, across=across)
    return parts


def draw_bar(place: Place, line: float, colour: str, fill: str, *, across: bool) -> Bar:
    """Return the bar of an interval."""
    start, length = place[0], max(place[1] - place[0], LEAST_BAR)
    if across:
        return Bar(start, line - BAR / 2, length, BAR, colour, fill)
    return Bar(line - BAR / 2, start, BAR, length, colour, fill)


def draw_open_end(at: float, line: float, colour: str, *, towards: int, across: bool) -> list[Part]:
    """Return the arrow of what lies before (`towards` -1) or after (1) a day."""
    tip = at + towards * OPEN
    shape = {(True, -1): "left", (True, 1): "right", (False, -1): "up", (False, 1): "down"}[across, towards]
    ends = (min(at, tip), max(at, tip))
    return [
        _stroke(ends, line, "#ffffff", across=across, width=2.8),  # so that the arrow shows upon a rail
        _stroke(ends, line, colour, across=across, is_dotted=True, width=1.4),
        Glyph(shape, *_at(tip, line, across), colour),
    ]


def draw_zigzag(start: float, end: float, line: float, colour: str, *, across: bool = False) -> Stroke:
    """Return the zigzag of a stretch of time that is left out."""
    along = [start + (end - start) * share for share in (0, 0.2, 0.4, 0.6, 0.8, 1)]
    aside = [line + step for step in (0, 4, -4, 4, -4, 0)]
    return Stroke(tuple(_at(at, beside, across) for at, beside in zip(along, aside, strict=True)), colour)


def reach(mark: Mark, place: Callable[..., float]) -> list[Place]:
    """Return the places of a mark and its readings, by what places a day."""
    first, last = mark.days
    readings = [(place(reading.earliest), place(reading.latest)) for reading in mark.readings]
    return [(place(first), place(last)), *readings]


def _stroke(
    ends: Place, line: float, colour: str, *, across: bool, is_dotted: bool = False, width: float = 1.0
) -> Stroke:
    points = (_at(ends[0], line, across), _at(ends[1], line, across))
    return Stroke(points, colour, width, DOTS if is_dotted else ())


def _at(along: float, line: float, across: bool) -> tuple[float, float]:
    return (along, line) if across else (line, along)
