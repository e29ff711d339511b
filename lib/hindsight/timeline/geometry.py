"""The parts of a laid-out timeline, in points from the top left corner, and its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.measuring import ASCENT, DESCENT, text_width
from hindsight.timeline.placing import share_lanes
from hindsight.timeline.scale import Scale
from hindsight.timeline.style import INK

SIZE, SMALL, LARGE = 8.5, 7.5, 13.0  # points, of type
LEADING = 1.28  # line height in units of the type size
LINE = SIZE * LEADING
EDGE = 14.0  # points of white around everything
LANE = 6.5  # points between bars that overlap in time
MOST_LANES = 6
TICK_WIDTH, FAN_WIDTH, GLYPH_WIDTH = 56.0, 24.0, 11.0
MIDDLE_SHARE = 0.15  # of the width, for the links
PORT_GAP = 6.0  # points between the words of then and the links


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; `x` is its start, middle or end, by `anchor`."""

    text: str
    x: float
    baseline: float
    size: float = SIZE
    weight: str = "normal"
    colour: str = INK
    anchor: str = "start"

    @property
    def width(self) -> float:
        """Width in points."""
        return text_width(self.text, self.size, self.weight)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        return (
            left,
            self.baseline - ASCENT * self.size,
            left + self.width,
            self.baseline + DESCENT * self.size,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark on its rail: where its days begin and end, and its other readings; `x` is the rail or a lane
    beside it."""

    mark: Mark
    x: float
    top: float
    bottom: float
    readings: tuple[tuple[float, float], ...] = ()

    @property
    def middle(self) -> float:
        """Where the line to its label begins."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """A label: of one mark, or of several that were gathered. `y` is the middle of its first line."""

    marks: tuple[Mark, ...]
    lines: tuple[TextLine, ...]
    y: float

    @property
    def words_end(self) -> float:
        """Where the words of the first line end."""
        return max(line.box[2] for line in self.lines if line.baseline == self.lines[0].baseline)


@dataclass(frozen=True, slots=True)
class Column:
    """Where one side's things stand from left to right."""

    side: str
    rail_x: float
    lane_step: float  # towards the middle
    fan_x: float  # where the lines to the labels begin to fan out
    glyph_x: float
    text_left: float
    text_right: float
    port_x: float  # where links leave or arrive


@dataclass(slots=True)
class SidePlan:
    """One rail with its marks and labels."""

    column: Column
    scale: Scale
    placed: list[Placed] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def side(self) -> str:
        """Then or later."""
        return self.column.side


@dataclass(slots=True)
class Layout:
    """The whole picture: its sides, and every line of text that is not a label."""

    width: float
    height: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    legend_y: float = 0.0
    sides: list[SidePlan] = field(default_factory=list)
    texts: list[TextLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def text_lines(self) -> list[TextLine]:
        """Return every line of text of the picture but the legend's."""
        return [*self.texts, *(line for plan in self.sides for row in plan.rows for line in row.lines)]


def make_columns(timeline: Timeline, width: float) -> dict[str, Column]:
    """Return the columns of the sides that have marks; one side alone takes the whole width."""
    sides = [side for side in ("then", "later") if timeline.on(side)]
    aside = EDGE + TICK_WIDTH
    fans = {side: aside + 4 + LANE * _count_lanes(timeline.on(side)) for side in sides}
    if len(sides) < 2:
        columns = {}
        for side, fan in fans.items():
            left = fan + FAN_WIDTH + GLYPH_WIDTH
            columns[side] = Column(
                side, aside, LANE, fan, left - GLYPH_WIDTH / 2 - 1, left, width - EDGE, width - EDGE
            )
        return columns
    room = width * (1 - MIDDLE_SHARE) - sum(fans.values()) - 2 * (FAN_WIDTH + GLYPH_WIDTH) - PORT_GAP
    left, right = fans["then"] + FAN_WIDTH + GLYPH_WIDTH, width - fans["later"] - FAN_WIDTH
    then_end, later_start = left + room / 2, right - room / 2
    return {
        "then": Column(
            "then", aside, LANE, fans["then"], left - GLYPH_WIDTH / 2 - 1, left, then_end, then_end + PORT_GAP
        ),
        "later": Column(
            "later",
            width - aside,
            -LANE,
            width - fans["later"],
            later_start - GLYPH_WIDTH / 2 - 1,
            later_start,
            right,
            later_start - GLYPH_WIDTH - 1,
        ),
    }


def is_bar(mark: Mark) -> bool:
    """Return whether a mark stands beside the rail, with room of its own: an interval, or a date with
    readings."""
    return mark.days[0] != mark.days[1] or bool(mark.readings)


def extent(mark: Mark) -> tuple[date, date]:
    """Return the days between which a mark and its other readings lie."""
    firsts = [mark.days[0], *(reading.earliest for reading in mark.readings)]
    lasts = [mark.days[1], *(reading.latest for reading in mark.readings)]
    return min(firsts), max(lasts)


def _count_lanes(marks: Sequence[Mark]) -> int:
    spans = sorted({extent(mark) for mark in marks if is_bar(mark)})
    days = [(float(first.toordinal()), float(last.toordinal())) for first, last in spans]
    return max(share_lanes(days, MOST_LANES), default=-1) + 1
