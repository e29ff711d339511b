"""From the frames to the corpus by month: documents, claims by kind, and the items beneath the pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from hindsight.timeline.grid import Column, Grid, Period, month_of
from hindsight.timeline.reader import FrameReader, read_day
from hindsight.timeline.wording import say_count, say_months, say_span

if TYPE_CHECKING:
    import pandas as pd


def month_rows(
    frames: Mapping[str, pd.DataFrame],
    *,
    date_from: date | str | None = None,
    date_to: date | str | None = None,
    as_of: date | str | None = None,
) -> Grid:
    """Return the corpus by month of publication.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        As of `timeline_rows`; `documents`, `claims` and `related_items` are read.
    date_from, date_to : date or ISO string, optional
        First and last day of publication.
    as_of : date or ISO string, optional
        Hide what was published after that day.

    Returns
    -------
    Grid
        One row per month that has anything: documents, claims of their text in all and by kind (the kind with
        most first), items beneath the pages by their own month. A document known by its year alone counts in
        the year's first month; a note says so.

    Raises
    ------
    BadParameter
        A day that cannot be read.
    """
    first, last = read_day(date_from, "date_from"), read_day(date_to, "date_to")
    reader = FrameReader(frames, as_of=read_day(as_of, "as_of"))
    texts = [mark for key in reader.shown_documents() if (mark := reader.document_mark(key)) is not None]
    items = [mark for key in reader.items if (mark := reader.item_mark(key)) is not None]

    def is_shown(day: date) -> bool:
        return (first is None or day >= first) and (last is None or day <= last)

    texts, items = ([m for m in marks if is_shown(m.days[0])] for marks in (texts, items))
    by_kind = Counter(claim["kind"] for mark in texts for claim in reader.claims[mark.key])
    kinds = sorted(by_kind.items(), key=lambda pair: (-pair[1], pair[0]))
    cells: dict[tuple[date, date], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mark in texts:
        month = cells[month_of(mark.days[0])]
        month["documents"].append(mark.key)
        for claim in reader.claims[mark.key]:
            month["claims"].append(claim["claim_id"])
            month[claim["kind"]].append(claim["claim_id"])
    for mark in items:
        cells[month_of(mark.days[0])]["items"].append(mark.key)
    columns = {"documents": Column("documents", scale="documents"), "claims": Column("claims, all")}
    columns |= {kind: Column(kind.replace("_", " "), is_part=True) for kind, _ in kinds}
    if items:
        columns["items"] = Column("items", side="later", scale="items")
    periods = tuple(
        Period(*month, tuple(tuple(cells[month][name]) for name in columns)) for month in sorted(cells)
    )
    vague = sum(month_of(mark.days[0]) != month_of(mark.days[1]) for mark in texts)
    undated = len(reader.shown_documents()) - len(texts) if first is None and last is None else 0
    notes = [f"{say_count(vague, 'document')} known by the year alone stand at its start"] if vague else []
    notes += [f"{say_count(undated, 'document')} without a date not counted"] if undated else []
    spans = [month_of(mark.days[0]) for mark in texts]
    return Grid(
        columns=tuple(columns.values()),
        periods=periods,
        title=say_months(sorted(spans), sum(by_kind.values()), kinds),
        subtitle=f"{say_count(len(texts), 'document')} by month of publication"
        + (f" · {say_count(len(items), 'item')} beneath them, {say_span(items)}" if items else ""),
        source=reader.source([mark.key for mark in texts]),
        description=_describe(periods, tuple(columns.values())),
        notes=tuple(notes),
        empty="documents or items" if items else "documents",
    )


def _describe(periods: tuple[Period, ...], columns: tuple[Column, ...]) -> str:
    totals = [
        f"{column.name}: {total:,}"
        for number, column in enumerate(columns)
        if (total := sum(len(period.keys[number]) for period in periods))
    ]
    return f"By month, {say_count(len(periods), 'month')} with anything. {'; '.join(totals)}."
