"""Changes between two runs, shown: lines for a terminal, JSON Lines, CSV, and one HTML page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from hindsight.corpus.causes import UNKNOWN, Causes
from hindsight.corpus.changes import Change
from hindsight.corpus.stored_run import StoredRun
from hindsight.schema.export import guard_cell
from hindsight.visible import shorten, visible

COLUMNS = tuple(field.name for field in fields(Change))
FORMATS = ("text", "jsonl", "csv")
_LONGEST = 80  # characters of words and values on a line
_MOST_ON_PAGE = 500  # rows of one table
_ORDER = {"added": 0, "removed": 1, "changed": 2}
_HEADINGS = {
    "words": "Row",
    "change": "Change",
    "column": "Column",
    "before": "Before",
    "after": "After",
    "cause": "Cause",
}
_HASH = re.compile(r"[0-9a-f]{64}")


def write_changes(
    changes: Sequence[Change], before: StoredRun, after: StoredRun, format: str
) -> Iterator[str]:
    """Yield changes as pieces of text that end in a line break.

    Parameters
    ----------
    changes : sequence of Change
    before, after : StoredRun
        The runs compared.
    format : str
        ``text`` (safe for a terminal), ``jsonl`` (one object a change) or ``csv`` (safe in a spreadsheet).
    """
    if format == "jsonl":
        yield from (json.dumps(asdict(change), ensure_ascii=False) + "\n" for change in changes)
    elif format == "csv":
        yield from _csv(changes)
    else:
        yield from (visible(line) + "\n" for line in _lines(changes, before, after))


def _csv(changes: Sequence[Change]) -> Iterator[str]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for change in changes:
        writer.writerow([guard_cell(value) if value else "" for value in asdict(change).values()])
    yield out.getvalue()


def _lines(changes: Sequence[Change], before: StoredRun, after: StoredRun) -> Iterator[str]:
    yield f"from {before.name} to {after.name}: {say_differing(Causes(before, after).differing)}"
    for (frame, what), count in count_rows(changes).items():
        yield f"  {frame:<10} {what:<8} {count:>6,} {'row' if count == 1 else 'rows'}"
    if not changes:
        yield "  nothing changed"
    for change in changes:
        words = shorten(change.words, _LONGEST)
        line = f"{change.frame} {change.change}: {words}"
        if change.column:
            values = [_say_value(value) or "nothing" for value in (change.before, change.after)]
            line += f" | {change.column}: {values[0]} → {values[1]}"
        yield f"{line} [{change.cause}] {change.key}"


def _say_value(value: str) -> str:
    """Return a value short enough for a line or a cell; of a hash the first digits tell enough."""
    return f"{value[:12]}…" if _HASH.fullmatch(value) else shorten(value, _LONGEST)


def count_rows(changes: Sequence[Change]) -> dict[tuple[str, str], int]:
    """Return how many rows of each frame were added, removed and changed (in whatever many columns)."""
    rows = {(change.frame, change.change, change.key): None for change in changes}
    counts = Counter((frame, what) for frame, what, _ in rows)
    frames = list(dict.fromkeys(change.frame for change in changes))
    return {key: counts[key] for key in sorted(counts, key=lambda k: (frames.index(k[0]), _ORDER[k[1]]))}


def say_differing(differing: Sequence[str]) -> str:
    """Return what differs between two runs as a whole, in words.

    Examples
    --------
    >>> say_differing(["text", "rule"]), say_differing([])
    ('they differ by text and rule', 'what they were made from is the same, or was not recorded')
    """
    if not differing:
        return "what they were made from is the same, or was not recorded"
    words = list(differing)
    return "they differ by " + " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def render_changes(changes: Sequence[Change], before: StoredRun, after: StoredRun) -> str:
    """Return changes as one self-contained HTML page, made by the writer of the reports."""
    import pandas as pd

    from hindsight.reports import finding, limits, table
    from hindsight.reports.page import Page

    counts = count_rows(changes)
    summary = pd.DataFrame([(*key, n) for key, n in counts.items()], columns=["frame", "change", "n_rows"])
    answer = finding(
        "From {a} to {b}, {n:row|rows} were added, removed or changed; {words}.",
        a=before.name,
        b=after.name,
        n=sum(counts.values()),
        words=say_differing(Causes(before, after).differing),
    )
    headings = {"frame": "Frame", "change": "Change", "n_rows": "Rows"}
    cells = [
        _prose("# What changed between two runs?"),
        _code(answer),
        _prose("## How many rows"),
        _code(table(summary, headings, caption="Rows added, removed and changed")),
    ]
    for frame in dict.fromkeys(change.frame for change in changes):
        mine = pd.DataFrame([asdict(change) for change in changes if change.frame == frame])
        mine[["before", "after"]] = mine[["before", "after"]].map(_say_value)
        shown = table(mine, _HEADINGS, caption=f"Changes in {frame}", limit=_MOST_ON_PAGE)
        cells += [_prose(f"## {frame.capitalize()}"), _code(shown)]
    unknown = sum(change.cause == UNKNOWN for change in changes)
    notes = limits(
        "A cause is certain where the page of the row changed (text) or a decision is about it (correction); "
        "otherwise it is among what differs between the runs.",
        finding("For {n:change|changes} no cause is known.", n=unknown),
        "Where a row stands is not compared: it moves with every edit before it.",
    )
    cells += [_prose("## What this page does not show"), _code(notes)]
    return Page.of_notebook({"cells": cells}, name="changes").render(made_by="hindsight diff")


def _prose(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _code(shown: Any) -> dict[str, Any]:
    """Return a cell as a notebook would hold it after a run: the page reads nothing but its payload."""
    output = {"output_type": "display_data", "data": shown._repr_mimebundle_(), "metadata": {}}
    return {"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}
