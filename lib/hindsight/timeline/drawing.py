"""Draws a timeline: two rails, then left and later right, labels between them, links across the middle."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from hindsight.timeline.layout import (
    EDGE,
    LANE,
    LEADING,
    MOST_TIES,
    SMALL,
    Layout,
    Placed,
    Row,
    SidePlan,
    lay_out,
)
from hindsight.timeline.marks import Tie, Timeline
from hindsight.timeline.measuring import text_width
from hindsight.timeline.style import (
    GREY,
    INK,
    LINK_STYLES,
    PALE,
    SHAPE_WORDS,
    SHAPES,
    SIDE_COLOURS,
    font,
    our_settings,
)
from hindsight.timeline.svg import Anchor, finish_svg
from hindsight.timeline.wording import KIND_WORDS, say_days

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

POINTS = 72  # to the inch
GLYPH = 5.2  # points
BAR = 4.0


def draw_timeline(timeline: Timeline, *, width: float = 10.0) -> Drawing:
    """Return the drawing of a timeline.

    Parameters
    ----------
    timeline : Timeline
        What to show, from `timeline_rows`.
    width : float
        Of the picture, in inches (10 suits a screen, 7.5 a page of A4 with its margins); at least 5.

    Returns
    -------
    Drawing
        With `svg`, `png` and `table`; in a notebook it shows itself.

    Notes
    -----
    A point is a day, a bar an interval, an arrow head an open end, hatching an approximate date; hollow
    marks joined by a dotted line are the readings of one date. Labels stand beside their rail in order of
    time. Where they would not fit the height of a page, their text is shortened, then neighbours share a
    label, and the foot of the picture says so; every mark stays on its rail and in the table.
    """
    return Drawing(timeline, max(5.0, width) * POINTS)


@dataclass(frozen=True)
class Drawing:
    """A timeline, drawn when asked for."""

    timeline: Timeline
    width: float

    @property
    def title(self) -> str:
        """What the picture shows, in one sentence."""
        return self.timeline.title

    @property
    def description(self) -> str:
        """The same in full for those who do not see it."""
        return self.timeline.description

    @cached_property
    def layout(self) -> Layout:
        """Where everything stands."""
        return lay_out(self.timeline, self.width, legend_height=_Legend(self.timeline, self.width).height)

    def figure(self) -> Figure:
        """Return a new matplotlib figure of the drawing."""
        return _Painter(self.timeline, self.layout).figure

    def svg(self) -> str:
        """Return the drawing as SVG: real text, a link from every mark to its row's key, the same bytes
        each time."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        with our_settings():
            painter = _Painter(self.timeline, self.layout)
            out = io.StringIO()
            unsaid = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            FigureCanvasSVG(painter.figure).print_svg(out, metadata=unsaid)
        return finish_svg(
            out.getvalue(), painter.anchors, painter.widths, title=self.title, description=self.description
        )

    def png(self, *, dpi: int = 150) -> bytes:
        """Return the drawing in pixels, for slides."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        with our_settings():
            figure = self.figure()
            figure.set_dpi(dpi)
            out = io.BytesIO()
            FigureCanvasAgg(figure).print_png(out, metadata={"Software": None})
        return out.getvalue()

    def table(self) -> pd.DataFrame:
        """Return one row per mark, in the order drawn.

        Returns
        -------
        pandas.DataFrame
            `side`, `when`, `label`, `kind`, `detail`, `earliest`, `latest` (missing: open), `readings`,
            `links` (how many are drawn from or to it), `document_id`, `key`.
        """
        import pandas as pd

        ties: dict[str, int] = {}
        for tie in self.timeline.ties:
            for key in (tie.then, tie.later):
                ties[key] = ties.get(key, 0) + 1
        rows = [
            {
                "side": mark.side,
                "when": say_days(mark.earliest, mark.latest),
                "label": mark.label,
                "kind": mark.kind,
                "detail": mark.detail,
                "earliest": mark.earliest.isoformat() if mark.earliest else None,
                "latest": mark.latest.isoformat() if mark.latest else None,
                "readings": "; ".join(reading.value for reading in mark.readings),
                "links": ties.get(mark.key, 0),
                "document_id": mark.document_id,
                "key": mark.key,
            }
            for mark in self.timeline.marks
        ]
        columns = [
            "side",
            "when",
            "label",
            "kind",
            "detail",
            "earliest",
            "latest",
            "readings",
            "links",
            "document_id",
            "key",
        ]
        return pd.DataFrame(rows, columns=columns)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        # Inline, because the links of an SVG in <img> are dead; to_html escapes what comes from the corpus.
        shown = self.table()[["side", "when", "label", "kind", "key"]]
        rows = shown.to_html(index=False, border=0)
        summary = f"The same rows as a table ({len(shown)})"
        page = f"<figure>{self.svg()}</figure><details><summary>{escape(summary)}</summary>{rows}</details>"
        return {"text/html": page, "text/plain": f"{self.title}\n{self.description}"}


class _Painter:
    """Puts the artists of one layout on a figure; `anchors` and `widths` are what the SVG needs besides."""

    def __init__(self, timeline: Timeline, layout: Layout) -> None:
        with our_settings():
            from matplotlib.figure import Figure

            self.timeline, self.layout = timeline, layout
            self.figure = Figure(figsize=(layout.width / POINTS, layout.height / POINTS), dpi=POINTS)
            self.axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
            self.axes.set_axis_off()
            self.axes.set_xlim(0, layout.width)
            self.axes.set_ylim(layout.height, 0)  # points, downwards
            self.anchors: list[Anchor] = []
            self.widths: dict[str, float] = {}
            self._n_texts = 0
            self._paint()

    def _paint(self) -> None:
        for plan in self.layout.sides:
            self._rail(plan)
        self._ties()
        for plan in self.layout.sides:
            for placed in plan.placed:
                self._time(plan, placed)
            for row in plan.rows:
                self._row(plan, row)
        for line in self.layout.texts:
            self._text(line.text, line.x, line.baseline, line.size, line.weight, line.colour, line.anchor)
        self._legend()

    def _rail(self, plan: SidePlan) -> None:
        colour = SIDE_COLOURS[plan.side]
        outward = -1 if plan.side == "then" else 1
        for segment in plan.scale.segments:
            self._line([plan.rail_x] * 2, [segment.top, segment.bottom], color=colour, lw=2.2, zorder=2)
        for y, _ in plan.scale.cuts():
            zigzag = [plan.rail_x + step for step in (0, 4, -4, 4, -4, 0)]
            self._line(zigzag, [y - 13, y - 8, y - 3, y + 3, y + 8, y + 13], color=colour, lw=1.0, zorder=2)
        for y, _ in plan.scale.ticks():
            self._line([plan.rail_x, plan.rail_x + outward * 4], [y, y], color=GREY, lw=0.8, zorder=2)

    def _time(self, plan: SidePlan, placed: Placed) -> None:
        """Draw when: a point on the rail, a bar beside it, hollow where several readings stand."""
        mark, colour = placed.mark, SIDE_COLOURS[plan.side]
        name = self._anchor(mark.key)
        hollow = bool(mark.readings)
        for number, (top, bottom) in enumerate(((placed.top, placed.bottom), *placed.readings)):
            is_day = mark.days[0] == mark.days[1] if number == 0 else abs(bottom - top) < 0.01
            if is_day:
                face = "white" if hollow else colour
                self._shape(SHAPES[mark.kind], placed.x, top, colour, face, name)
            else:
                self._bar(placed.x, top, bottom, colour, name, hatched=mark.is_uncertain, hollow=hollow)
        for first, second in zip(
            ((placed.top, placed.bottom), *placed.readings), placed.readings, strict=False
        ):
            ys = [sum(first) / 2, sum(second) / 2]
            self._line([placed.x] * 2, ys, color=colour, lw=1.0, ls=(0, (1, 1.5)), zorder=4)
        if mark.earliest is None:
            self._shape("^", placed.x, placed.top - 5, colour, colour, name)
        if mark.latest is None:
            self._shape("v", placed.x, placed.bottom + 5, colour, colour, name)

    def _bar(
        self, x: float, top: float, bottom: float, colour: str, name: str, *, hatched: bool, hollow: bool
    ) -> None:
        from matplotlib.patches import Rectangle

        face = "white" if hatched or hollow else colour
        hatch = "//////" if hatched else None
        bar = Rectangle(
            (x - BAR / 2, top), BAR, max(bottom - top, 2.0), facecolor=face, edgecolor=colour, lw=0.9,
            hatch=hatch, zorder=5
        )  # fmt: skip
        bar.set_gid(name)
        self.axes.add_patch(bar)

    def _row(self, plan: SidePlan, row: Row) -> None:
        """Draw what: the line from the rail, the shape of its kind, the words."""
        colour = SIDE_COLOURS[plan.side]
        placed = {p.mark.key: p for p in plan.placed}
        for mark in row.marks:
            here = placed[mark.key]
            if plan.side == "then":
                lanes_end = plan.rail_x + LANE * 6
                xs = [here.x, lanes_end, row.glyph_x - GLYPH / 2 - 1]
                ys = [here.middle, here.middle, row.y]
            else:
                end = max(line.box[2] for line in row.lines[:1])
                xs, ys = [here.x, plan.rail_x - LANE * 6, end + 4], [here.middle, here.middle, row.y]
            self._line(xs, ys, color=PALE, lw=0.7, zorder=1)
        name = self._anchor(row.marks[0].key) if len(row.marks) == 1 else ""
        face = "white" if row.marks[0].readings else colour
        if len(row.marks) == 1:
            self._shape(SHAPES[row.marks[0].kind], row.glyph_x, row.y, colour, face, name)
        else:
            for shift in (-1.6, 1.6):
                self._shape("s", row.glyph_x + shift, row.y + shift, colour, "white", name)
        for line in row.lines:
            self._text(
                line.text, line.x, line.baseline, line.size, line.weight, line.colour, line.anchor, name
            )

    def _ties(self) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        rows = {mark.key: row for plan in self.layout.sides for row in plan.rows for mark in row.marks}
        ties = drawn_ties(self.timeline)
        ports = _Ports(ties, rows)
        led: set[float] = set()
        for tie in ties:
            then, later = rows[tie.then], rows[tie.later]
            dashes, colour, width = LINK_STYLES[tie.kind]
            x0, y0 = then.port_x, ports.place(tie, tie.then)
            x1, y1 = later.glyph_x - GLYPH / 2 - 3, ports.place(tie, tie.later)
            middle = (x0 + x1) / 2
            codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
            path = Path([(x0, y0), (middle, y0), (middle, y1), (x1, y1)], codes)
            curve = PathPatch(path, facecolor="none", edgecolor=colour, lw=width, ls=dashes, zorder=3)
            curve.set_gid(self._tie_anchor(tie))
            self.axes.add_patch(curve)
            end = then.lines[0].box[2] + 4
            if then.y not in led and end < x0 - 2:
                led.add(then.y)
                self._line([end, x0], [then.y, then.y], color=PALE, lw=0.8, ls=(0, (1, 2)), zorder=1)

    def _legend(self) -> None:
        legend = _Legend(self.timeline, self.layout.width)
        for x, y, kind, words in legend.entries(self.layout.legend_y):
            if kind in LINK_STYLES:
                dashes, colour, width = LINK_STYLES[kind]
                self._line([x, x + 22], [y, y], color=colour, lw=width, ls=dashes, zorder=3)
            elif kind in SHAPES:
                self._shape(SHAPES[kind], x + 11, y, INK, INK, "")
            elif kind == "bar" or kind == "uncertain":
                self._sideways_bar(x + 1, y, hatched=kind == "uncertain")
            elif kind == "readings":
                self._line([x + 4, x + 18], [y, y], color=INK, lw=1.0, ls=(0, (1, 1.5)), zorder=3)
                for shift in (4, 18):
                    self._shape("^", x + shift, y, INK, "white", "")
            elif kind == "open":
                self._shape("v", x + 11, y, INK, INK, "")
            self._text(words, x + 27, y + SMALL * 0.35, SMALL, "normal", GREY, "start")

    def _sideways_bar(self, x: float, y: float, *, hatched: bool) -> None:
        from matplotlib.patches import Rectangle

        face = "white" if hatched else INK
        hatch = "//////" if hatched else None
        self.axes.add_patch(
            Rectangle((x, y - BAR / 2), 20, BAR, facecolor=face, edgecolor=INK, lw=0.9, hatch=hatch, zorder=5)
        )

    def _anchor(self, key: str) -> str:
        """Return the id that marks every artist of a row, so that one link can hold them all."""
        known = {anchor.key: anchor.name for anchor in self.anchors}
        if key not in known:
            mark = next(mark for mark in self.timeline.marks if mark.key == key)
            when = say_days(mark.earliest, mark.latest)
            words = f"{when} · {SHAPE_WORDS[mark.kind]}: {mark.label}"
            if mark.readings:
                words += f" (or {', '.join(r.value for r in mark.readings)})"
            self.anchors.append(Anchor(f"mark-{len(self.anchors)}", key, words))
        return {anchor.key: anchor.name for anchor in self.anchors}[key]

    def _tie_anchor(self, tie: Tie) -> str:
        self.anchors.append(Anchor(f"mark-{len(self.anchors)}", tie.key, tie.reason))
        return self.anchors[-1].name

    def _line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:
        from matplotlib.lines import Line2D

        self.axes.add_line(Line2D(list(xs), list(ys), **style))

    def _shape(self, shape: str, x: float, y: float, edge: str, face: str, name: str) -> None:
        from matplotlib.lines import Line2D

        size = GLYPH if shape != "D" else GLYPH - 0.6
        marker = Line2D([x], [y], marker=shape, ms=size, mec=edge, mfc=face, mew=1.0, ls="none", zorder=6)
        if name:
            marker.set_gid(name)
        self.axes.add_line(marker)

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        weight: str,
        colour: str,
        anchor: str,
        name: str = "",
    ) -> None:
        ha = {"start": "left", "middle": "center", "end": "right"}[anchor]
        artist = self.axes.text(
            x, y, text, ha=ha, va="baseline", color=colour, fontproperties=font(weight).copy(), fontsize=size,
            parse_math=False, zorder=7, clip_on=False,
        )  # fmt: skip
        # matplotlib names a text's group by its gid; the number makes it findable, whatever the text says.
        own = f"text-{self._n_texts}"
        self._n_texts += 1
        self.widths[own] = text_width(text, size, weight)
        artist.set_gid(f"{own} {name}".strip())


class _Ports:
    """Keeps links apart that leave or reach one label: side by side in the order of their other ends."""

    def __init__(self, ties: Sequence[Tie], rows: Mapping[str, Row]) -> None:
        self._places: dict[tuple[str, str], float] = {}
        for mine, other in (("then", "later"), ("later", "then")):
            ends: dict[float, list[Tie]] = {}
            for tie in ties:
                ends.setdefault(rows[getattr(tie, mine)].y, []).append(tie)
            for y, group in ends.items():
                group.sort(key=lambda tie: (rows[getattr(tie, other)].y, tie.kind, tie.key))
                step = min(1.6, 8.0 / max(1, len(group) - 1))
                for number, tie in enumerate(group):
                    self._places[tie.key, mine] = y + (number - (len(group) - 1) / 2) * step

    def place(self, tie: Tie, end: str) -> float:
        """Return the height at which a link leaves (its mark of then) or arrives."""
        return self._places[tie.key, "then" if end == tie.then else "later"]


def drawn_ties(timeline: Timeline) -> list[Tie]:
    """Return the links that are drawn: all, or the strongest where there are too many to tell apart."""
    ranked = sorted(timeline.ties, key=lambda tie: (tie.kind == "site_related", -tie.score, tie.key))
    kept = {tie.key for tie in ranked[:MOST_TIES]}
    return [tie for tie in timeline.ties if tie.key in kept]


class _Legend:
    """What the shapes and lines mean: only those that the picture has, in rows that fit the width."""

    def __init__(self, timeline: Timeline, width: float) -> None:
        marks = timeline.marks
        shown = [kind for kind in SHAPES if any(mark.kind == kind for mark in marks)]
        words = [(kind, SHAPE_WORDS[kind]) for kind in shown]
        if any(mark.days[0] != mark.days[1] and not mark.is_uncertain for mark in marks):
            words.append(("bar", "some time within"))
        if any(mark.is_uncertain for mark in marks):
            words.append(("uncertain", "approximate"))
        if any(mark.readings for mark in marks):
            words.append(("readings", "two readings of one date"))
        if any(mark.earliest is None or mark.latest is None for mark in marks):
            words.append(("open", "before or after"))
        kinds = {tie.kind for tie in timeline.ties}
        links = [(kind, f"link: {KIND_WORDS[kind]}") for kind in LINK_STYLES if kind in kinds]
        self._places: list[tuple[float, float, str, str]] = []
        y = 0.0
        for row in (words, links):
            x = EDGE
            for kind, text in row:
                step = 27 + text_width(text, SMALL) + 14
                if x > EDGE and x + step > width - EDGE:
                    x, y = EDGE, y + SMALL * LEADING * 1.25
                self._places.append((x, y, kind, text))
                x += step
            y += SMALL * LEADING * 1.25 if row else 0
        self.height = y

    def entries(self, top: float) -> list[tuple[float, float, str, str]]:
        """Return place, kind and words of each entry."""
        return [(x, y + top, kind, text) for x, y, kind, text in self._places]
