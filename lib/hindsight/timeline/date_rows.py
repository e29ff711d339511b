"""From the frames to the dates talked about against the dates of publication."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from hindsight.timeline.grid import Column, Grid, Period, month_of
from hindsight.timeline.marks import Mark
from hindsight.timeline.reader import FrameReader, in_range, read_day
from hindsight.timeline.strips import Strip, Strips
from hindsight.timeline.wording import say_before_after, say_count, say_days, say_span

if TYPE_CHECKING:
    import pandas as pd

MOST_STRIPS = 40  # documents with a line of their own
MOST_DESCRIBED = 8  # documents, and dates of each, in the description
# What lies between two distances from publication, in days: the first and the last that belong to it.
_BINS = (
    ("over 10 years before", -(10**7), -3653),
    ("1 to 10 years before", -3652, -366),
    ("up to a year before", -365, -31),
    ("up to a month before", -30, -1),
    ("on or around the day", 0, 0),
    ("up to a month after", 1, 30),
    ("up to a year after", 31, 365),
    ("over a year after", 366, 10**7),
)


def date_rows(
    frames: Mapping[str, pd.DataFrame],
    *,
    document: str | None = None,
    date_from: date | str | None = None,
    date_to: date | str | None = None,
    as_of: date | str | None = None,
) -> Strips | Grid:
    """Return the dates that texts name against the day on which the texts were published.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        As of `timeline_rows`; `documents`, `dates` and `sentences` are read.
    document : str, optional
        Only this document.
    date_from, date_to : date or ISO string, optional
        Only dates that can lie in this range.
    as_of : date or ISO string, optional
        Hide documents published after that day.

    Returns
    -------
    Strips or Grid
        A line for each dated document, with every date of its text that can be placed; of more than 40
        documents, the number of dates by month of publication and by how far they lie from it.

    Raises
    ------
    BadParameter
        No such document, or a day that cannot be read.
    """
    first, last = read_day(date_from, "date_from"), read_day(date_to, "date_to")
    reader = FrameReader(frames, as_of=read_day(as_of, "as_of"))
    keys = reader.then_documents(document) if document else reader.shown_documents()
    strips, n_unplaced = [], 0
    for key in keys:
        if (text := reader.document_mark(key)) is None:
            continue
        marks = [mark for row in reader.dates[key] if (mark := reader.date_mark(row)) is not None]
        n_unplaced += sum(row["type"] in ("DATE", "TIME") for row in reader.dates[key]) - len(marks)
        shown = sorted((m for m in marks if in_range(m, first, last)), key=lambda m: m.days)
        strips.append(Strip(text, tuple(shown)))
    spans = [_days(strip.document, mark) for strip in strips for mark in strip.marks]
    title = say_before_after(spans, len(strips))
    dated = [strip.document for strip in strips]
    subtitle = f"{say_count(len(strips), 'document')}, published {say_span(dated)}" if strips else ""
    if len(strips) == 1:
        subtitle = f"{strips[0].document.label}, published {say_span(dated)}"
    notes = []
    if n_unplaced:
        notes.append(f"{say_count(n_unplaced, 'date')} that cannot be placed not drawn")
    if undated := len(keys) - len(strips):
        notes.append(f"{say_count(undated, 'document')} without a date not drawn")
    source = reader.source([strip.document.key for strip in strips])
    description = _describe(strips)
    if len(strips) <= MOST_STRIPS:
        return Strips(tuple(strips), title, subtitle, source, description, tuple(notes))
    notes.append(f"{len(strips):,} documents are more than {MOST_STRIPS}: their dates are counted")
    return _count(strips, title, subtitle, source, description, notes)


def _describe(strips: list[Strip]) -> str:
    """Return document by document what the picture shows, as far as a sentence can hold."""
    parts = []
    for strip in strips[:MOST_DESCRIBED]:
        named = [f"{mark.label} {say_days(mark.earliest, mark.latest)}" for mark in strip.marks]
        shown = ", ".join(named[:MOST_DESCRIBED]) or "no date"
        more = f" and {len(named) - MOST_DESCRIBED:,} more" if len(named) > MOST_DESCRIBED else ""
        published = say_days(strip.document.earliest, strip.document.latest)
        parts.append(f"Published {published}, names {shown}{more}.")
    if len(strips) > MOST_DESCRIBED:
        parts.append(f"And {say_count(len(strips) - MOST_DESCRIBED, 'more document')}.")
    return " ".join(parts) or "No document has a date."


def _days(text: Mark, mark: Mark) -> tuple[int, int]:
    """Return the days from publication to the first and the last day of a date; an open end is far away."""
    first = (mark.earliest - text.days[0]).days if mark.earliest else -(10**6)
    last = (mark.latest - text.days[1]).days if mark.latest else 10**6
    return first, max(first, last)


def _bin(text: Mark, mark: Mark) -> int:
    """Return which of the bins a date belongs to, by its day nearest to publication."""
    first, last = _days(text, mark)
    nearest = 0 if first <= 0 <= last else last if last < 0 else first
    return next(n for n, (_, low, high) in enumerate(_BINS) if low <= nearest <= high)


def _count(
    strips: list[Strip], title: str, subtitle: str, source: str, description: str, notes: list[str]
) -> Grid:
    months: dict[tuple[date, date], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    texts: dict[tuple[date, date], list[str]] = defaultdict(list)
    for strip in strips:
        month = month_of(strip.document.days[0])
        texts[month].append(strip.document.key)
        for mark in strip.marks:
            months[month][_bin(strip.document, mark)].append(mark.key)
    columns = (
        Column("documents", scale="documents"),
        *(Column(name, scale="dates") for name, _, _ in _BINS),
    )
    periods = tuple(
        Period(*month, (tuple(texts[month]), *(tuple(months[month][n]) for n in range(len(_BINS)))))
        for month in sorted(texts)
    )
    return Grid(columns, periods, title, subtitle, source, description, tuple(notes))
