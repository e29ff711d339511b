"""The timelines of a corpus, as its selection shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from hindsight.corpus.selection import Selection
from hindsight.errors import BadParameter
from hindsight.schema import rows_of

if TYPE_CHECKING:
    import pandas as pd

    from hindsight.timeline import Drawing

_ALL = ("documents", "related_items", "sentences", "mentions", "actors", "claims", "dates", "links")
WIDTH = 9.0  # inches: what a report and JupyterLab have room for


class Timelines:
    """Draws the timelines of a corpus. Each is a `hindsight.timeline.Drawing`: `svg()`, `png()`, `pdf()`,
    `table()`, `timelinejs()`, and `narrow()` for a phone.

    Every method takes `date_from` and `date_to` (ISO), a range for what is drawn in place of the selection’s,
    and `width` in inches (9 for a screen, 7 for a page of A4, 3.75 for a phone).

    Examples
    --------
    >>> import hindsight
    >>> hindsight.load().timelines.dates().title
    'Of 4 dates named, 1 lies before publication, 2 after, 1 on or around the day'
    """

    def __init__(self, selection: Selection, frames: Callable[..., Mapping[str, pd.DataFrame]]) -> None:
        self._selection, self._frames = selection, frames

    def then_and_later(
        self, document: str = "", *, is_overview: bool | None = None, lanes: str = "", **options: Any
    ) -> Drawing:
        """Return the timeline of then and later.

        Parameters
        ----------
        document : str
            Key of the document of then; empty: that of the selection, or all.
        is_overview : bool, optional
            One mark for each document and its links in outline. Left out: where there are several documents
            of then.
        lanes : str
            ``actor``, ``kind`` or ``document``: marks stand side by side by it; empty: all on the rail.
        **options
            `date_from`, `date_to`, `width`.

        Raises
        ------
        BadParameter
            No such document or lanes, not a day, or both a document and an overview.
        """
        from hindsight.timeline import draw_timeline, overview_rows, timeline_rows

        key = document or self._selection.document or ""
        if is_overview is None:
            is_overview = not key and len(self._documents()) > 1
        if is_overview and document:
            raise BadParameter(
                f"an overview is of all documents, not of {document!r} alone", where="is_overview"
            )
        width, chosen = self._split(options)
        frames = self._frames(*_ALL)
        if is_overview:
            rows = overview_rows(frames, actor=self._selection.actor, lanes=lanes, **chosen)
        else:
            rows = timeline_rows(
                frames, document=key or None, actor=self._selection.actor, lanes=lanes, **chosen
            )
        return draw_timeline(rows, width=width)

    def each(self, *, most: int = 12, **options: Any) -> Iterator[Drawing]:
        """Yield a timeline of then and later for each document, by date of publication.

        Parameters
        ----------
        most : int
            How many at most: those from which most links lead that their text gives ground for.
        **options
            As of `then_and_later`.
        """
        links = rows_of(self._frames("links")["links"])
        weights = Counter(row["document_id"] for row in links if row["kind"] != "site_related")
        documents = self._documents()
        kept = sorted(documents, key=lambda key: (-weights[key], documents.index(key)))[:most]
        for key in documents:
            if key in kept:
                yield self.then_and_later(key, is_overview=False, **options)

    def actor(self, actor_id: str, **options: Any) -> Drawing:
        """Return one actor's timeline: offices held, documents, claims by and about, dates, later items.

        Parameters
        ----------
        actor_id : str
            Key of an actor (`Corpus.actor_timeline` takes any of its names).
        **options
            `date_from`, `date_to`, `width`.

        Raises
        ------
        BadParameter
            No such actor, or not a day.
        """
        from hindsight.timeline import actor_rows, draw_timeline

        width, chosen = self._split(options)
        rows = actor_rows(self._frames(*_ALL), actor_id, document=self._selection.document, **chosen)
        return draw_timeline(rows, width=width)

    def months(self, **options: Any) -> Drawing:
        """Return the corpus by month: documents, claims by kind, items; options as of `actor`."""
        from hindsight.timeline import draw_timeline, month_rows

        width, chosen = self._split(options)
        return draw_timeline(
            month_rows(self._frames("documents", "related_items", "claims"), **chosen), width=width
        )

    def dates(self, document: str = "", **options: Any) -> Drawing:
        """Return the dates talked about against the dates of publication; options `date_from`, `date_to`,
        `width`."""
        from hindsight.timeline import date_rows, draw_timeline

        width, chosen = self._split(options)
        key = document or self._selection.document
        return draw_timeline(
            date_rows(self._frames("documents", "dates", "sentences"), document=key or None, **chosen),
            width=width,
        )

    def _documents(self) -> list[str]:
        from hindsight.timeline.reader import FrameReader

        return FrameReader(self._frames("documents", "links"), as_of=self._day("as_of")).outline_documents()

    def _split(self, options: dict[str, Any]) -> tuple[float, dict[str, Any]]:
        """Return the width, and the range with what the selection says of it."""
        width = options.pop("width", WIDTH)
        if unknown := options.keys() - {"date_from", "date_to"}:
            remedy = "date_from, date_to, width"
            raise BadParameter(f"no option {sorted(unknown)[0]!r}", where="timeline", remedy=remedy)
        chosen = {
            "date_from": self._selection.date_from,
            "date_to": self._selection.date_to,
            "as_of": self._selection.as_of,
        }
        return width, chosen | options

    def _day(self, name: str) -> Any:
        from hindsight.timeline.reader import read_day

        return read_day(getattr(self._selection, name), name)
