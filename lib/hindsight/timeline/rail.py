"""One rail: its columns from left to right, its scale, its lanes, and the words beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hindsight.timeline.blocks import ITEM_GAP, Block, Words, fit_blocks, word_gap
from hindsight.timeline.grammar import reach
from hindsight.timeline.marks import Mark
from hindsight.timeline.measuring import ASCENT, DESCENT, shorten, text_width
from hindsight.timeline.placing import share_lanes, spread
from hindsight.timeline.scale import Scale, make_scale
from hindsight.timeline.scene import Box, TextLine
from hindsight.timeline.style import GLYPH, GREY, LINE, OPEN, SIZE, SMALL
from hindsight.timeline.wording import say_gap

SUBLANE = 6.5  # points between bars that overlap in time
MOST_SUBLANES = 6
LANE_GAP = 7.0  # points between named lanes
FAN, GLYPHS = 17.0, 11.0  # points for the lines to the words, for the shapes before the words
TICKS, NARROW_TICKS = 65.0, 49.0  # points for the names of ticks
LEAST_TALL = 120.0  # points of rail
LONG = 400  # days; of longer bars the middle may be cut out
SLACK = 1.06  # height over what the words take: dates keep nearer to their days


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane beside the rail (with a name), or the rail itself: where its points stand."""

    name: str
    x: float


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one mark: its lines, where its shape stands, where a link may leave or arrive."""

    mark: Mark
    texts: tuple[TextLine, ...]
    y: float

    @property
    def box(self) -> Box:
        """The box around the words."""
        boxes = [text.box for text in self.texts]
        return (
            min(box[0] for box in boxes) - GLYPHS,
            min(box[1] for box in boxes) - 1,
            max(box[2] for box in boxes) + 2,
            max(box[3] for box in boxes) + 1,
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A block in its place: the heads are its own, the words belong to marks."""

    block: Block
    head: tuple[TextLine, ...]
    said: tuple[Said, ...]
    more: tuple[TextLine, ...]
    y: float  # of its first line

    @property
    def head_end(self) -> float:
        """Where the words of its first line end."""
        texts = self.head or self.said[0].texts
        return max(text.box[2] for text in texts if text.baseline == texts[0].baseline)


@dataclass(slots=True)
class Rail:
    """One side of a timeline in its columns; `top` and `bottom` are known once its words are fitted."""

    marks: list[Mark]
    left: float
    right: float
    is_mirrored: bool = False
    lanes: list[Lane] = field(default_factory=list)
    rail_x: float = 0.0
    fan_x: float = 0.0  # where the lines to the words begin to fan out
    glyph_x: float = 0.0
    text_left: float = 0.0
    text_right: float = 0.0
    blocks: list[Block] = field(default_factory=list)
    scale: Scale = field(default_factory=lambda: Scale(()))
    placed: list[Placed] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    sublanes: dict[tuple[str, tuple[date, date]], int] = field(
        default_factory=dict
    )  # of bars, by lane and days

    @property
    def outward(self) -> int:
        """The direction away from the words."""
        return 1 if self.is_mirrored else -1

    @property
    def n_heads(self) -> int:
        """Lanes with a name."""
        return sum(bool(lane.name) for lane in self.lanes)

    @property
    def height(self) -> float:
        """Points that the rail wants, from its words."""
        return max(sum(block.height for block in self.blocks) * SLACK, LEAST_TALL)

    def line_of(self, mark: Mark) -> float:
        """Return where a mark stands from left to right: on the rail or in its lane."""
        lane = self._lane_of(mark)
        if not is_bar(mark):
            return lane.x
        sublane = self.sublanes[lane.name, extent(mark)]
        shift = sublane if lane.name else sublane + 1  # no bar on the rail itself
        return lane.x - self.outward * shift * SUBLANE

    def places_of(self, mark: Mark) -> list[tuple[float, float]]:
        """Return where a mark and its readings begin and end; an office still held reaches to the end."""
        places = reach(mark, self.scale.place)
        if mark.kind == "office" and mark.latest is None:
            places[0] = (places[0][0], max(places[0][0], self.bottom - OPEN - 2))
        return places

    def leader_of(self, mark: Mark) -> float:
        """Return where the line to the words of a mark begins: at its day, or near the start of its bar."""
        start, end = self.places_of(mark)[0]
        return start + min((end - start) / 2, 9.0)

    def _lane_of(self, mark: Mark) -> Lane:
        return next((lane for lane in self.lanes if lane.name == mark.lane), self.lanes[-1])


def make_rail(
    marks: Sequence[Mark],
    left: float,
    right: float,
    *,
    lanes: Sequence[str] = (),
    is_mirrored: bool = False,
    is_narrow: bool = False,
) -> Rail:
    """Return the columns of a rail between two places."""
    ordered = sorted(
        marks,
        key=lambda m: (m.days, m.earliest is None, m.latest is None, [r.value for r in m.readings]),
    )
    rail = Rail(ordered, left, right, is_mirrored)
    ticks = NARROW_TICKS if is_narrow else TICKS
    edge = right if is_mirrored else left
    inward = -rail.outward
    rail.rail_x = edge + inward * ticks
    names = [name for name in lanes if any(mark.lane == name for mark in ordered)]
    at = rail.rail_x
    for name in names:
        at += inward * LANE_GAP
        bars = share_bars([mark for mark in ordered if mark.lane == name])
        rail.sublanes |= {(name, days): sublane for days, sublane in bars.items()}
        rail.lanes.append(Lane(name, at))
        at += inward * SUBLANE * max(bars.values(), default=0)
    if len(set(names)) < len({mark.lane for mark in ordered}):  # marks of no lane, or no lanes at all
        bars = share_bars([mark for mark in ordered if mark.lane not in names])
        rail.sublanes |= {("", days): sublane for days, sublane in bars.items()}
        rail.lanes.append(Lane("", rail.rail_x))
        if not names:
            at += inward * SUBLANE * (1 + max(bars.values(), default=-1))
    rail.fan_x = at + inward * 5
    if is_mirrored:
        rail.text_left, rail.text_right = left + GLYPHS, rail.fan_x - FAN
    else:
        rail.text_left, rail.text_right = rail.fan_x + (FAN * 0.7 if is_narrow else FAN) + GLYPHS, right
    rail.glyph_x = rail.text_left - GLYPHS / 2 - 0.5
    return rail


def fit_words(rail: Rail, room: float, weights: Mapping[str, int], references: Mapping[str, str]) -> None:
    """Choose the words beside a rail for `room` points of height."""
    width = rail.text_right - rail.text_left
    rail.blocks = fit_blocks(Words(rail.marks, width, weights, references), room / SLACK)


def place_rail(rail: Rail, top: float, bottom: float) -> None:
    """Give the rail its scale between two heights, and every word its place."""
    rail.top, rail.bottom = top, bottom
    rail.scale = make_scale(list(_covered(rail.marks)), top, bottom)
    wanted = []
    for block in rail.blocks:
        middles = [rail.leader_of(rail.marks[number]) for number in block.numbers]
        wanted.append(round(sum(middles) / len(middles), 2))
    # The first line of a block, not its middle, should be at the day.
    heights = [block.height for block in rail.blocks]
    shifted = [want + (block.height - LINE) / 2 for want, block in zip(wanted, rail.blocks, strict=True)]
    order = sorted(range(len(rail.blocks)), key=lambda n: (wanted[n], n))
    middles = spread([shifted[n] for n in order], [heights[n] for n in order], top, bottom)
    for number, middle in zip(order, middles, strict=True):
        rail.placed.append(_place(rail, rail.blocks[number], middle - heights[number] / 2))


def _place(rail: Rail, block: Block, top: float) -> Placed:
    """Return a block with its first line at `top`."""

    def line(pieces: Sequence[tuple[str, str, str]], y: float) -> tuple[TextLine, ...]:
        x, texts = rail.text_left, []
        baseline = y + LINE / 2 + SIZE * (ASCENT - DESCENT) / 2
        for text, weight, colour in pieces:
            texts.append(TextLine(text, x, baseline, SIZE, weight, colour))
            x += text_width(text, SIZE, weight) + word_gap()
        return tuple(texts)

    at = top
    head = line(block.head, at) if block.head else ()
    at += LINE * bool(block.head)
    said = []
    is_single = len(block.items) == 1 and not block.hidden
    for item in block.items:
        first = top if is_single else at
        texts = tuple(text for n, pieces in enumerate(item.lines) for text in line(pieces, at + n * LINE))
        # Under one date, a mark alone owns the head too; of several, each has its own shape.
        owned = (*head, *texts) if is_single else texts
        said.append(Said(rail.marks[item.number], owned, first + LINE / 2))
        at += len(item.lines) * LINE + ITEM_GAP
    more: tuple[TextLine, ...] = ()
    if block.hidden:
        words = f"and {len(block.hidden):,} more, in the table"
        if text_width(words, SIZE) > rail.text_right - rail.text_left:
            words = f"and {len(block.hidden):,} more"
        more = line(((words, "normal", GREY),), at)
    return Placed(block, () if is_single else head, tuple(said), more, top + LINE / 2)


def _covered(marks: Sequence[Mark]) -> list[tuple[date, date]]:
    """Return the stretches of time that must be drawn; of an office or another long bar, its ends."""
    spans = []
    for mark in marks:
        first, last = mark.days
        if mark.kind == "office" or (last - first).days > LONG:
            spans += [(first, first), (last, last)]
        else:
            spans.append((first, last))
        spans += [(reading.earliest, reading.latest) for reading in mark.readings]
    return spans


def is_bar(mark: Mark) -> bool:
    """Return whether a mark stands beside the rail, with room of its own: an interval, or a date with
    readings."""
    return mark.days[0] != mark.days[1] or bool(mark.readings) or mark.kind == "office"


def extent(mark: Mark) -> tuple[date, date]:
    """Return the days between which a mark and its other readings lie."""
    firsts = [mark.days[0], *(reading.earliest for reading in mark.readings)]
    last = mark.days[1]
    if mark.kind == "office":  # one office is taken up on the day on which another ends
        last = date.max if mark.latest is None else max(mark.days[0], last - timedelta(days=1))
    lasts = [last, *(reading.latest for reading in mark.readings)]
    return min(firsts), max(lasts)


def share_bars(marks: Sequence[Mark]) -> dict[tuple[date, date], int]:
    """Return a place beside each other for the bars of a lane; bars of the same days share one, because they
    would only repeat each other."""
    bars = sorted({extent(mark) for mark in marks if is_bar(mark)})
    places = [(float(first.toordinal()), float(last.toordinal())) for first, last in bars]
    return dict(zip(bars, share_lanes(places, MOST_SUBLANES), strict=True))


def name_ticks(rail: Rail, *, is_narrow: bool = False) -> list[tuple[float, str]]:
    """Return the ticks and cuts of a rail that leave each other room; cuts come first."""
    step = SMALL * 1.4
    kept = [(y, say_gap(days) if is_narrow else f"{say_gap(days)} cut") for y, days in rail.scale.cuts()]
    for y, name in rail.scale.ticks():
        if is_narrow and len(name) > 8 and name[-4:].isdigit():
            name = f"{name[:-4]}’{name[-2:]}"
        if all(abs(y - other) >= step for other, _ in kept) and rail.top - 1 <= y <= rail.bottom + 1:
            kept.append((y, name))
    return sorted(kept)


def heads_of(rail: Rail, bottom: float) -> list[tuple[Lane, TextLine]]:
    """Return the names of the lanes as a staircase that ends at `bottom`: each starts above its lane."""
    found = []
    named = [lane for lane in rail.lanes if lane.name]
    for number, lane in enumerate(named):
        baseline = bottom - (len(named) - number - 1) * SMALL * 1.35 - GLYPH
        room = (lane.x - rail.left if rail.is_mirrored else rail.right - lane.x) - 4
        x = lane.x + 3 if rail.is_mirrored else lane.x - 3
        text = shorten(lane.name, room, SMALL)
        anchor = "end" if rail.is_mirrored else "start"
        found.append((lane, TextLine(text, x, baseline, SMALL, "normal", GREY, anchor)))
    return found
