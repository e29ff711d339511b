"""Puts a laid-out timeline on a matplotlib figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hindsight.timeline.geometry import SMALL, Layout, Placed, Row, SidePlan, TextLine
from hindsight.timeline.layout import drawn_ties
from hindsight.timeline.legend import SAMPLE, Entry
from hindsight.timeline.marks import Tie, Timeline
from hindsight.timeline.style import (
    GREY,
    INK,
    LINK_STYLES,
    PALE,
    SHAPE_WORDS,
    SHAPES,
    SIDE_COLOURS,
    font,
)
from hindsight.timeline.svg import Anchor
from hindsight.timeline.wording import say_days

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINTS = 72  # to the inch
GLYPH = 5.2  # points across
BAR = 4.0  # points across
OPEN = 13.0  # points that an open end reaches beyond its day
_DOTS = (0, (1, 1.5))
_CARET_UP, _CARET_DOWN = 6, 7  # matplotlib's markers of these numbers


class Painter:
    """Paints one timeline, inside `our_settings`.

    `anchors` are the links of the picture and `widths` the widths of its texts, by the ids that the artists
    carry.
    """

    def __init__(self, timeline: Timeline, layout: Layout, legend: Sequence[Entry]) -> None:
        from matplotlib.figure import Figure

        self._timeline, self._layout = timeline, layout
        self.figure: Figure = Figure(figsize=(layout.width / POINTS, layout.height / POINTS), dpi=POINTS)
        self._axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, layout.width)
        self._axes.set_ylim(layout.height, 0)  # points, downwards
        self._anchors: dict[str, Anchor] = {}
        self._marks = {mark.key: mark for mark in timeline.marks}
        self.widths: dict[str, float] = {}
        for plan in layout.sides:
            self._paint_rail(plan)
        self._paint_ties()
        for plan in layout.sides:
            for placed in plan.placed:
                self._paint_time(plan, placed)
            by_key = {placed.mark.key: placed for placed in plan.placed}
            for row in plan.rows:
                self._paint_row(plan, row, by_key)
        for line in layout.texts:
            self._text(line)
        for entry in legend:
            self._paint_entry(entry)

    @property
    def anchors(self) -> list[Anchor]:
        """The links of the picture."""
        return list(self._anchors.values())

    def _paint_rail(self, plan: SidePlan) -> None:
        colour, x = SIDE_COLOURS[plan.side], plan.column.rail_x
        outward = -4 if plan.column.lane_step > 0 else 4
        for segment in plan.scale.segments:
            self._line([x, x], [segment.top, segment.bottom], color=colour, lw=2.2, zorder=2)
        for y, _ in plan.scale.cuts():
            zigzag = [x + step for step in (0, 4, -4, 4, -4, 0)]
            self._line(zigzag, [y - 13, y - 8, y - 3, y + 3, y + 8, y + 13], color=colour, lw=1.0, zorder=2)
        for y, _ in plan.scale.ticks():
            self._line([x, x + outward], [y, y], color=GREY, lw=0.8, zorder=2)

    def _paint_time(self, plan: SidePlan, placed: Placed) -> None:
        """Draw when: a point on the rail, a bar beside it, hollow where several readings stand."""
        mark, colour, x = placed.mark, SIDE_COLOURS[plan.side], placed.x
        name = self._anchor(mark.key)
        places = [(placed.top, placed.bottom), *placed.readings]
        days = [mark.days, *((reading.earliest, reading.latest) for reading in mark.readings)]
        hollow = len(places) > 1
        for (top, bottom), (first, last) in zip(places, days, strict=True):
            if first == last:
                self._shape(SHAPES[mark.kind], x, top, colour, "white" if hollow else colour, name)
            else:
                self._bar(
                    (x, top), (0, bottom - top), colour, name, is_hatched=mark.is_uncertain, is_hollow=hollow
                )
        middles = [sum(place) / 2 for place in places]
        if hollow:
            self._line([x, x], [min(middles), max(middles)], color=colour, lw=1.0, ls=_DOTS, zorder=4)
        if mark.earliest is None:
            self._open_end(x, placed.top, -OPEN, colour, name)
        if mark.latest is None:
            self._open_end(x, placed.bottom, OPEN, colour, name)

    def _open_end(self, x: float, y: float, reach: float, colour: str, name: str) -> None:
        self._line([x, x], [y, y + reach], color="white", lw=2.6, zorder=4)  # over the rail
        self._line([x, x], [y, y + reach], color=colour, lw=1.4, ls=_DOTS, zorder=4)
        self._shape(_CARET_UP if reach < 0 else _CARET_DOWN, x, y + reach, colour, colour, name)

    def _bar(
        self,
        start: tuple[float, float],
        reach: tuple[float, float],
        colour: str,
        name: str,
        *,
        is_hatched: bool = False,
        is_hollow: bool = False,
    ) -> None:
        """Draw a bar from `start` along `reach`, one of whose parts is 0."""
        from matplotlib.patches import Rectangle

        (x, y), (across, down) = start, reach
        width, height = (BAR, max(down, 2.0)) if down else (across, BAR)
        corner = (x - BAR / 2, y) if down else (x, y - BAR / 2)
        face = "white" if is_hatched or is_hollow else colour
        hatch = "//////" if is_hatched else None
        bar = Rectangle(
            corner, width, height, facecolor=face, edgecolor=colour, lw=0.9, hatch=hatch, zorder=5
        )
        if name:
            bar.set_gid(name)
        self._axes.add_patch(bar)

    def _paint_row(self, plan: SidePlan, row: Row, placed: Mapping[str, Placed]) -> None:
        """Draw what: the line from the rail, the shape of its kind, the words."""
        colour, column = SIDE_COLOURS[plan.side], plan.column
        inward = plan.side == "later"  # there the words stand between the shape and the rail
        end = column.text_right + 3 if inward else column.glyph_x - GLYPH / 2 - 1.5
        for y in dict.fromkeys(placed[mark.key].middle for mark in row.marks):
            x = min(placed[mark.key].x for mark in row.marks) if not inward else column.fan_x
            self._line([x, column.fan_x, end], [y, y, row.y], color=PALE, lw=0.7, zorder=1)
        for mark in row.marks:
            here = placed[mark.key]
            self._line([here.x, column.fan_x], [here.middle] * 2, color=PALE, lw=0.7, zorder=1)
        if inward and row.words_end + 3 < end:
            self._line([row.words_end + 3, end], [row.y] * 2, color=PALE, lw=0.7, zorder=1)
        name = self._anchor(row.marks[0].key) if len(row.marks) == 1 else ""
        if name:
            face = "white" if row.marks[0].readings else colour
            self._shape(SHAPES[row.marks[0].kind], column.glyph_x, row.y, colour, face, name)
        else:  # a stack
            for shift in (-1.6, 1.6):
                self._shape("s", column.glyph_x + shift, row.y + shift, colour, "white", "")
        for line in row.lines:
            self._text(line, name)

    def _paint_ties(self) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        ends = {
            mark.key: (plan, row) for plan in self._layout.sides for row in plan.rows for mark in row.marks
        }
        ties = drawn_ties(self._timeline)
        ports = _Ports(ties, {key: row.y for key, (_, row) in ends.items()})
        codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
        for tie in ties:
            then, later = ends[tie.then][0].column, ends[tie.later][0].column
            (x0, y0), (x1, y1) = (then.port_x, ports.then[tie.key]), (later.port_x, ports.later[tie.key])
            middle = (x0 + x1) / 2
            path = Path([(x0, y0), (middle, y0), (middle, y1), (x1, y1)], codes)
            dashes, colour, width = LINK_STYLES[tie.kind]
            curve = PathPatch(path, facecolor="none", edgecolor=colour, lw=width, ls=dashes, zorder=3)
            name = f"tie-{len(self._anchors)}"
            self._anchors[tie.key] = Anchor(name, tie.key, tie.reason)
            curve.set_gid(name)
            self._axes.add_patch(curve)
        for row in {ends[tie.then][1].y: ends[tie.then][1] for tie in ties}.values():
            start, end = row.words_end + 3, ends[row.marks[0].key][0].column.port_x
            if start < end - 2:
                self._line([start, end], [row.y] * 2, color=PALE, lw=0.8, ls=(0, (1, 2)), zorder=1)

    def _paint_entry(self, entry: Entry) -> None:
        x, y, middle = entry.x, entry.y + self._layout.legend_y, entry.x + SAMPLE / 2
        if entry.kind in LINK_STYLES:
            dashes, colour, width = LINK_STYLES[entry.kind]
            self._line([x, x + SAMPLE], [y, y], color=colour, lw=width, ls=dashes, zorder=3)
        elif entry.kind in SHAPES:
            self._shape(SHAPES[entry.kind], middle, y, INK, INK, "")
        elif entry.kind == "readings":
            self._line([x + 4, x + 18], [y, y], color=INK, lw=1.0, ls=_DOTS, zorder=3)
            for shift in (4, 18):
                self._shape(SHAPES["date"], x + shift, y, INK, "white", "")
        elif entry.kind == "open":
            self._line([middle, middle], [y + 4, y - 3], color=INK, lw=1.4, ls=_DOTS, zorder=3)
            self._shape(_CARET_UP, middle, y - 4, INK, INK, "")
        else:
            self._bar((x + 1, y), (SAMPLE - 2, 0), INK, "", is_hatched=entry.kind == "uncertain")
        self._text(TextLine(entry.words, x + SAMPLE + 5, y + SMALL * 0.35, SMALL, "normal", GREY))

    def _anchor(self, key: str) -> str:
        """Return the id that every artist of a row carries, so that one link can hold them all."""
        if key not in self._anchors:
            mark = self._marks[key]
            words = f"{say_days(mark.earliest, mark.latest)} · {SHAPE_WORDS[mark.kind]}: {mark.label}"
            if mark.readings:
                words += f" (or {', '.join(reading.value for reading in mark.readings)})"
            self._anchors[key] = Anchor(f"mark-{len(self._anchors)}", key, words)
        return self._anchors[key].name

    def _line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:
        from matplotlib.lines import Line2D

        self._axes.add_line(Line2D(list(xs), list(ys), **style))

    def _shape(self, shape: Any, x: float, y: float, edge: str, face: str, name: str) -> None:
        from matplotlib.lines import Line2D

        size = GLYPH - 0.6 if shape == "D" else GLYPH
        marker = Line2D([x], [y], marker=shape, ms=size, mec=edge, mfc=face, mew=1.0, ls="none", zorder=6)
        if name:
            marker.set_gid(name)
        self._axes.add_line(marker)

    def _text(self, line: TextLine, name: str = "") -> None:
        align = {"start": "left", "middle": "center", "end": "right"}[line.anchor]
        artist = self._axes.text(
            line.x, line.baseline, line.text, ha=align, va="baseline", color=line.colour, fontsize=line.size,
            fontproperties=font(line.weight).copy(), parse_math=False, zorder=7, clip_on=False,
        )  # fmt: skip
        artist.set_fontsize(line.size)
        own = f"text-{len(self.widths)}"  # findable in the SVG, whatever the text says
        self.widths[own] = line.width
        artist.set_gid(f"{own} {name}".strip())


class _Ports:
    """Keeps links apart that leave or reach one label: side by side, in the order of their other ends."""

    def __init__(self, ties: Sequence[Tie], places: Mapping[str, float]) -> None:
        self.then = self._spread(ties, {t.key: (places[t.then], places[t.later]) for t in ties})
        self.later = self._spread(ties, {t.key: (places[t.later], places[t.then]) for t in ties})

    @staticmethod
    def _spread(ties: Sequence[Tie], ends: Mapping[str, tuple[float, float]]) -> dict[str, float]:
        groups: dict[float, list[Tie]] = {}
        for tie in ties:
            groups.setdefault(ends[tie.key][0], []).append(tie)
        spread = {}
        for y, group in groups.items():
            group.sort(key=lambda tie: (ends[tie.key][1], tie.kind, tie.key))
            step = min(1.8, 9.0 / max(1, len(group) - 1))  # points; all within a line of type
            for number, tie in enumerate(group):
                spread[tie.key] = y + (number - (len(group) - 1) / 2) * step
        return spread
