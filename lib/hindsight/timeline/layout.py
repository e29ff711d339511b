"""Where everything of a timeline stands, in points from the top left corner, before anything is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.measuring import ASCENT, DESCENT, shorten, text_width, wrap
from hindsight.timeline.placing import gather, share_lanes, spread
from hindsight.timeline.scale import Scale, make_scale
from hindsight.timeline.style import GREY, INK, SIDE_COLOURS
from hindsight.timeline.wording import say_count, say_days, say_gap, say_span

SIZE, SMALL, LARGE = 8.5, 7.5, 13.0  # points
LEADING = 1.28  # line height in units of the font size
EDGE = 14.0  # points of white around everything
ROW_GAP = 6.0
MOST_TALL = (
    1.45  # height over width at which labels are gathered rather than the picture made longer (A4: 1.41)
)
LANE = 6.5  # points between bars that overlap in time
MOST_LANES = 6
TICK_WIDTH, FAN_WIDTH, GLYPH_WIDTH = 56.0, 26.0, 11.0
MIDDLE_SHARE = 0.17  # of the width, for the links
MOST_LINES = 3  # of a label
MOST_TIES = 80  # links drawn; the strongest, and the rest counted


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; `x` is its start, middle or end, by `anchor`; `owner` the mark it belongs to."""

    text: str
    x: float
    baseline: float
    size: float = SIZE
    weight: str = "normal"
    colour: str = INK
    anchor: str = "start"
    owner: str = ""

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
    """A mark on its rail: the lane of its bar, and where its days begin and end."""

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
    """A label: of one mark, or of several that were gathered."""

    marks: tuple[Mark, ...]
    lines: tuple[TextLine, ...]
    glyph_x: float
    y: float  # middle of the first line, where the glyph stands and links arrive
    port_x: float

    @property
    def key(self) -> str:
        """Key of its first mark."""
        return self.marks[0].key


@dataclass(slots=True)
class SidePlan:
    """One rail with its marks and labels."""

    side: str
    rail_x: float
    scale: Scale
    placed: list[Placed] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """The whole picture: sides, and every line of text that is not a label."""

    width: float
    height: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    sides: list[SidePlan] = field(default_factory=list)
    texts: list[TextLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    legend_y: float = 0.0

    def text_lines(self) -> list[TextLine]:
        """Return every line of text of the picture."""
        return [*self.texts, *(line for plan in self.sides for row in plan.rows for line in row.lines)]


@dataclass(frozen=True, slots=True)
class _Column:
    """Where one side's things stand from left to right."""

    side: str
    rail_x: float
    lane_step: float  # towards the middle
    text_left: float
    text_right: float
    port_x: float


def lay_out(timeline: Timeline, width: float, *, legend_height: float = 0.0) -> Layout:
    """Return the layout of a timeline `width` points wide; its height follows from what it shows."""
    layout = Layout(width)
    inner = width - 2 * EDGE
    at = EDGE
    for text, size, weight, colour, most in (
        (timeline.title, LARGE, "bold", INK, 3),
        (timeline.subtitle, SIZE + 0.5, "normal", GREY, 2),
    ):
        for line in wrap(text, inner, size, most=most, weight=weight):
            layout.texts.append(TextLine(line, EDGE, at + ASCENT * size, size, weight, colour))
            at += size * LEADING
        at += 2
    sides = [side for side in ("then", "later") if timeline.on(side)]
    layout.top = at + 30
    foot = legend_height + 2 * SMALL * LEADING * 2 + 10
    columns = _columns(width, sides)
    plans = {
        side: _fit(timeline, column, width * MOST_TALL - layout.top - foot)
        for side, column in columns.items()
    }
    tallest = max((sum(heights) for _, _, heights in plans.values()), default=40.0)
    layout.bottom = layout.top + max(tallest, 150.0 if sides else 40.0)
    for side, (groups, blocks, heights) in plans.items():
        layout.sides.append(_place_side(timeline, columns[side], groups, blocks, heights, layout))
    _head(timeline, layout, columns)
    _foot(timeline, layout, legend_height)
    return layout


def _columns(width: float, sides: Sequence[str]) -> dict[str, _Column]:
    lanes = LANE * MOST_LANES
    aside = EDGE + TICK_WIDTH
    if len(sides) < 2:  # one rail: the text has the rest of the width
        left = aside + lanes + FAN_WIDTH + GLYPH_WIDTH
        return {side: _Column(side, aside, LANE, left, width - EDGE, width - EDGE) for side in sides}
    middle = width * MIDDLE_SHARE
    left, right = (width - middle) / 2, (width + middle) / 2
    then = _Column("then", aside, LANE, aside + lanes + FAN_WIDTH + GLYPH_WIDTH, left - 6, left)
    far = width - aside
    later = _Column("later", far, -LANE, right + GLYPH_WIDTH, far - lanes - FAN_WIDTH, right)
    return {"then": then, "later": later}


_Block = list[tuple[str, str, str]]  # lines of a label: text, weight, colour
_Fit = tuple[list[list[int]], list[_Block], list[float]]


def _fit(timeline: Timeline, column: _Column, room: float) -> _Fit:
    """Return groups of marks, their lines and heights: as much text as fits the room, and no more labels
    than fit."""
    marks = timeline.on(column.side)
    single = [[number] for number in range(len(marks))]
    for most in range(MOST_LINES, -1, -1):
        blocks = [_lines([marks[number]], column, most) for number in range(len(marks))]
        heights = [_height(block) for block in blocks]
        if sum(heights) <= room:
            return single, blocks, heights
    ties = Counter(
        key for tie in timeline.ties if tie.kind != "site_related" for key in (tie.then, tie.later)
    )
    days = [mark.days[0] for mark in marks]
    weights = [ties[mark.key] for mark in marks]
    most = len(marks)
    while True:
        groups = gather(days, weights, most)
        blocks = [_lines([marks[number] for number in group], column, 0) for group in groups]
        heights = [_height(block) for block in blocks]
        if sum(heights) <= room or most == 1:
            return groups, blocks, heights
        most = max(1, min(most - 1, int(most * room / sum(heights))))


def _height(block: _Block) -> float:
    gap = ROW_GAP if len(block) > 1 else ROW_GAP / 2
    return len(block) * SIZE * LEADING + gap


def _lines(marks: Sequence[Mark], column: _Column, most: int) -> _Block:
    """Return the lines of a label; `most` lines of words under the date, or, with 0, all on one line."""
    width = column.text_right - column.text_left
    colour = SIDE_COLOURS[column.side]
    first = marks[0]
    if len(marks) > 1:
        counted = Counter(mark.kind for mark in marks)
        what = ", ".join(say_count(n, kind) for kind, n in sorted(counted.items()))
        return [(shorten(f"{say_span(marks)}: {what}", width, SIZE, "bold"), "bold", colour)]
    when = say_days(first.earliest, first.latest)
    if first.readings:
        when += " or " + say_days(first.readings[0].earliest, first.readings[0].latest)
    if most == 0:
        return [(shorten(f"{when} · {first.label}", width, SIZE), "normal", INK)]
    head, words = when, first.label
    if (first.kind in ("item", "document") and first.detail) or (first.kind == "claim" and first.detail):
        head = f"{when} · {first.detail}"
    elif first.kind == "date":
        head, words = f"{when} · {first.label}", first.detail
    wrapped = wrap(words, width, SIZE, most=most)
    return [
        (shorten(head, width, SIZE, "bold"), "bold", colour),
        *((line, "normal", INK) for line in wrapped),
    ]


def _place_side(
    timeline: Timeline,
    column: _Column,
    groups: list[list[int]],
    blocks: list[_Block],
    heights: list[float],
    layout: Layout,
) -> SidePlan:
    marks = timeline.on(column.side)
    spans = [mark.days for mark in marks]
    spans += [(reading.earliest, reading.latest) for mark in marks for reading in mark.readings]
    scale = make_scale(spans, layout.top, layout.bottom)
    plan = SidePlan(column.side, column.rail_x, scale)
    places = [(scale.place(mark.days[0]), scale.place(mark.days[1])) for mark in marks]
    bars = [number for number, mark in enumerate(marks) if mark.days[0] != mark.days[1] or mark.readings]
    extents = []
    for number in bars:
        others = [scale.place(day) for r in marks[number].readings for day in (r.earliest, r.latest)]
        extents.append((min(*places[number], *others), max(*places[number], *others)))
    lanes = dict(zip(bars, share_lanes(extents, MOST_LANES - 1), strict=True))
    for number, mark in enumerate(marks):
        x = column.rail_x + column.lane_step * (lanes[number] + 1 if number in lanes else 0)
        others = tuple((scale.place(r.earliest), scale.place(r.latest)) for r in mark.readings)
        plan.placed.append(Placed(mark, x, *places[number], others))
    wanted = [sum(plan.placed[n].middle for n in group) / len(group) for group in groups]
    order = sorted(range(len(groups)), key=lambda g: (wanted[g], groups[g]))
    middles = spread([wanted[g] for g in order], [heights[g] for g in order], layout.top, layout.bottom)
    for g, middle in zip(order, middles, strict=True):
        block = blocks[g]
        top = middle - len(block) * SIZE * LEADING / 2
        lines = []
        for number, (text, weight, colour) in enumerate(block):
            baseline = top + (number + 0.5) * SIZE * LEADING + SIZE * (ASCENT - DESCENT) / 2
            owner = marks[groups[g][0]].key
            lines.append(TextLine(text, column.text_left, baseline, SIZE, weight, colour, owner=owner))
        plan.rows.append(
            Row(
                tuple(marks[n] for n in groups[g]),
                tuple(lines),
                column.text_left - GLYPH_WIDTH / 2 - 1,
                top + SIZE * LEADING / 2,
                column.port_x,
            )
        )
    gathered = sum(len(group) > 1 for group in groups)
    if gathered:
        layout.notes.append(
            f"{column.side}: {len(marks)} marks under {len(groups)} labels, {gathered} of them gathered by time"
        )
    return plan


def _head(timeline: Timeline, layout: Layout, columns: dict[str, _Column]) -> None:
    baseline = layout.top - 14
    for plan in layout.sides:
        column = columns[plan.side]
        words = f"{plan.side.upper()} · {say_span(timeline.on(plan.side))}"
        colour = SIDE_COLOURS[plan.side]
        room = column.text_right - column.text_left
        text = shorten(words, room, SIZE + 0.5, "bold")
        layout.texts.append(TextLine(text, column.text_left, baseline, SIZE + 0.5, "bold", colour))
        outer = EDGE if plan.side == "then" else layout.width - EDGE
        anchor = "start" if plan.side == "then" else "end"
        for y, name in _apart(plan):
            layout.texts.append(TextLine(name, outer, y + SMALL * 0.35, SMALL, "normal", GREY, anchor))
    if len(layout.sides) == 2:
        then, later = timeline.on("then"), timeline.on("later")
        gap = (min(mark.days[0] for mark in later) - max(mark.days[1] for mark in then)).days
        if gap > 0:
            between = (columns["then"].port_x + columns["later"].port_x) / 2
            room = columns["later"].port_x - columns["then"].port_x
            for line, text in enumerate((f"{say_gap(gap)} between,", "cut out")):
                text = shorten(text, room, SMALL)
                y = baseline + (line - 1) * SMALL * LEADING
                layout.texts.append(TextLine(text, between, y, SMALL, "normal", GREY, "middle"))


def _apart(plan: SidePlan) -> list[tuple[float, str]]:
    """Return the ticks and cuts of a rail that leave each other room; cuts come first."""
    kept = [(y, f"{say_gap(days)} cut") for y, days in plan.scale.cuts()]
    for y, name in plan.scale.ticks():
        if all(abs(y - other) >= SMALL * LEADING * 1.1 for other, _ in kept):
            kept.append((y, name))
    return sorted(kept)


def _foot(timeline: Timeline, layout: Layout, legend_height: float) -> None:
    inner = layout.width - 2 * EDGE
    layout.legend_y = layout.bottom + 16
    at = layout.legend_y + legend_height + 4
    notes = [*timeline.notes, *layout.notes]
    if not timeline.on("later"):
        notes.insert(0, "nothing later is in the corpus, or all of it is hidden")
    said = "Not shown or left out: " + "; ".join(notes) + "." if notes else ""
    for text in (said, timeline.source):
        for line in wrap(text, inner, SMALL, most=3):
            layout.texts.append(TextLine(line, EDGE, at + ASCENT * SMALL, SMALL, "normal", GREY))
            at += SMALL * LEADING
    layout.height = at + EDGE
