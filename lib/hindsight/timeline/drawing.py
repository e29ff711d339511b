"""A timeline as a picture: SVG for pages, PNG for slides, PDF for print, and the table of the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

from hindsight.errors import BadParameter
from hindsight.timeline.pixels import write_pdf, write_png
from hindsight.timeline.scene import Scene
from hindsight.timeline.style import POINTS
from hindsight.timeline.svg import write_svg

if TYPE_CHECKING:
    import pandas as pd

    from hindsight.timeline.marks import Timeline

NARROWEST = 3.75  # inches: a phone of 360 pixels
PHONE = NARROWEST


class Rows(Protocol):
    """What a picture shows: `Timeline`, `Grid` or `Strips`."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    def lay_out(self, width: float) -> Scene:
        """Return the scene, `width` points wide."""

    def table(self) -> pd.DataFrame:
        """Return the same rows as a table."""

    def timeline(self) -> Timeline | None:
        """Return its marks as a timeline, None where it only counts."""


def draw_timeline(rows: Rows, *, width: float = 9.0) -> Drawing:
    """Return the drawing of a timeline.

    Parameters
    ----------
    rows : Timeline, Grid or Strips
        What to show, from `timeline_rows`, `overview_rows`, `actor_rows`, `month_rows` or `date_rows`.
    width : float
        Of the picture, in inches: 9 suits a screen, 7 a page of A4 with its margins, 3.75 a phone. Below 5.6
        then and later stand beneath each other.

    Returns
    -------
    Drawing
        With `svg`, `png`, `pdf` and `table`; in a notebook it shows itself.

    Notes
    -----
    The grammar of the marks, and what gives way when there is too much to say, is in docs/timelines.md.
    """
    return Drawing(rows, max(NARROWEST, width) * POINTS)


@dataclass(frozen=True)
class Drawing:
    """A timeline, drawn when asked for. `width` is in points."""

    rows: Rows
    width: float

    @property
    def title(self) -> str:
        """What the picture shows, in one sentence."""
        return self.rows.title

    @property
    def description(self) -> str:
        """The same in full for those who do not see it."""
        return self.rows.description

    @property
    def tells(self) -> bool:
        """Whether it can stand before everything else; what counts rows always can."""
        timeline = self.rows.timeline()
        return timeline is None or timeline.is_one_rail or timeline.tells

    @cached_property
    def scene(self) -> Scene:
        """Where everything stands."""
        return self.rows.lay_out(self.width)

    def narrow(self) -> Drawing:
        """Return the same for a phone: one column, type of the same size."""
        return Drawing(self.rows, PHONE * POINTS)

    def svg(self) -> str:
        """Return the drawing as SVG: real text, every mark in words a link to its row's key, the same bytes
        each time."""
        return write_svg(self.scene)

    def png(self, *, dpi: int = 150) -> bytes:
        """Return the drawing in pixels, for slides."""
        return write_png(self.scene, dpi=dpi)

    def pdf(self) -> bytes:
        """Return the drawing as a page of PDF, for print; its words are text, its links are not kept."""
        return write_pdf(self.scene)

    def timelinejs(self) -> str:
        """Return the rows as JSON for TimelineJS; see `hindsight.timeline.timelinejs`.

        Raises
        ------
        BadParameter
            The picture counts rows instead of showing them.
        """
        from hindsight.timeline.timelinejs import write_timelinejs

        timeline = self.rows.timeline()
        if timeline is None:
            raise BadParameter(
                "a timeline of counts has no events for TimelineJS",
                remedy="take a timeline of then and later or of an actor",
            )
        return write_timelinejs(timeline)

    def table(self) -> pd.DataFrame:
        """Return the same rows as a table; docs/timelines.md names the columns of each picture."""
        return self.rows.table()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Mapping[str, str]:
        # Inline, so that its tooltips show; without links, because the rows that they lead to are not on the
        # page (`hindsight.reports.drawn` brings them). to_html escapes what comes from the corpus.
        shown = self.table()
        rows = shown.to_html(index=False, border=0)
        drawing = write_svg(self.scene, with_links=False)
        summary = f"The same rows as a table ({len(shown)})"
        page = f"<figure>{drawing}</figure><details><summary>{escape(summary)}</summary>{rows}</details>"
        return {"text/html": page, "text/plain": f"{self.title}\n{self.description}"}
