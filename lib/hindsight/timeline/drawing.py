"""The timeline as a picture: SVG for pages, PNG for slides, and the table of the same rows."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from hindsight.timeline.layout import Layout, lay_out
from hindsight.timeline.legend import make_legend
from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.painting import POINTS, Painter
from hindsight.timeline.style import our_settings
from hindsight.timeline.svg import finish_svg
from hindsight.timeline.wording import plain, say_days

if TYPE_CHECKING:
    import pandas as pd

NARROWEST = 7.0  # inches; two rails with labels that can be read need as much
COLUMNS = (
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
)


def draw_timeline(timeline: Timeline, *, width: float = 10.0) -> Drawing:
    """Return the drawing of a timeline.

    Parameters
    ----------
    timeline : Timeline
        What to show, from `timeline_rows`.
    width : float
        Of the picture, in inches (10 suits a screen, 7.5 a page of A4 with its margins); at least 7.

    Returns
    -------
    Drawing
        With `svg`, `png` and `table`; in a notebook it shows itself.

    Notes
    -----
    A point is a day, a bar an interval, an arrow an open end, hatching an approximate date; hollow marks
    joined by a dotted line are the readings of one date. Labels stand beside their rail in order of time.
    Where they would not fit the height of a page, their words are shortened, then neighbours share a label,
    and the foot of the picture says so; every mark stays on its rail and in the table.
    """
    return Drawing(_make_plain(timeline), max(NARROWEST, width) * POINTS)


@dataclass(frozen=True)
class Drawing:
    """A timeline, drawn when asked for. `width` is in points."""

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
        _, height = make_legend(self.timeline, self.width)
        return lay_out(self.timeline, self.width, legend_height=height)

    def svg(self) -> str:
        """Return the drawing as SVG: real text, every mark a link to its row's key, the same bytes each
        time."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        with our_settings():
            painter = self._paint()
            out = io.StringIO()
            unsaid = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            FigureCanvasSVG(painter.figure).print_svg(out, metadata=unsaid)
        drawn = out.getvalue()
        return finish_svg(
            drawn, painter.anchors, painter.widths, title=self.title, description=self.description
        )

    def png(self, *, dpi: int = 150) -> bytes:
        """Return the drawing in pixels, for slides."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        with our_settings():
            figure = self._paint().figure
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
            `links` (how many lead from or to it), `document_id`, `key`.
        """
        import pandas as pd

        ties: dict[str, int] = {}
        for tie in self.timeline.ties:
            for key in (tie.then, tie.later):
                ties[key] = ties.get(key, 0) + 1
        rows = [_cells(mark, ties.get(mark.key, 0)) for mark in self.timeline.marks]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _paint(self) -> Painter:
        entries, _ = make_legend(self.timeline, self.width)
        return Painter(self.timeline, self.layout, entries)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        # Inline, because the links of an SVG in <img> are dead; to_html escapes what comes from the corpus.
        shown = self.table()[["side", "when", "label", "kind", "key"]]
        rows = shown.to_html(index=False, border=0)
        summary = f"The same rows as a table ({len(shown)})"
        page = f"<figure>{self.svg()}</figure><details><summary>{escape(summary)}</summary>{rows}</details>"
        return {"text/html": page, "text/plain": f"{self.title}\n{self.description}"}


def _make_plain(timeline: Timeline) -> Timeline:
    """Return the timeline with words that a picture can carry: no font or XML has control characters."""
    return replace(
        timeline,
        marks=tuple(replace(m, label=plain(m.label), detail=plain(m.detail)) for m in timeline.marks),
        ties=tuple(replace(tie, reason=plain(tie.reason)) for tie in timeline.ties),
        title=plain(timeline.title),
        subtitle=plain(timeline.subtitle),
        source=plain(timeline.source),
        description=plain(timeline.description),
        notes=tuple(plain(note) for note in timeline.notes),
    )


def _cells(mark: Mark, n_ties: int) -> dict[str, str | int | None]:
    when = say_days(mark.earliest, mark.latest)
    return {
        "side": mark.side,
        "when": when if mark.is_dated else f"said {when}",
        "label": mark.label,
        "kind": mark.kind,
        "detail": mark.detail,
        "earliest": mark.earliest.isoformat() if mark.earliest else None,
        "latest": mark.latest.isoformat() if mark.latest else None,
        "readings": "; ".join(reading.value for reading in mark.readings),
        "links": n_ties,
        "document_id": mark.document_id,
        "key": mark.key,
    }
