"""What changed between two runs: rows added, removed and changed, with the cause as far as it can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from hindsight.corpus.causes import Causes
from hindsight.corpus.stored_run import Row, StoredRun
from hindsight.reports.evidence import words_of
from hindsight.schema import FRAMES

COMPARED = ("documents", "actors", "claims", "dates", "links", "ledger")
# Where a row stands moves with every edit before it; what it says does not. Ids follow the words they are
# made of: where those changed, `quote` says so.
_UNSAID = (
    "raw_start",
    "raw_end",
    "clean_start",
    "clean_end",
    "sentence_id",
    "claim_id",
    "basis",
    "passage_ids",
)
# The ledger repeats the claim; here only what it adds counts.
_LEDGER = (
    "settled_by",
    "later_ids",
    "status",
    "verdict",
    "rationale",
    "who",
    "when",
    "seen_through",
    "rubric",
)
_LEAST_OVERLAP = 0.5  # of two rows of the same text, to be the same row under another key
_LEAST_LIKENESS = 0.6  # of the words of two rows where the text changed (`SequenceMatcher.ratio`)
_MOST_ROWS = 200  # of one page and frame that are compared word by word: the time grows with the square


@dataclass(frozen=True, slots=True)
class Change:
    """A row added or removed, or one column of a row changed.

    `change` is ``added``, ``removed`` or ``changed``; `key` and `words` are those of the second run where the
    row is in it; `column`, `before` and `after` are empty for rows added or removed; `cause` is text,
    correction, rule, parameter or package, several where the fingerprints leave it open.
    """

    frame: str
    change: str
    key: str
    document_id: str
    words: str
    column: str
    before: str
    after: str
    cause: str


def compare_runs(before: StoredRun, after: StoredRun, frames: Sequence[str] = COMPARED) -> list[Change]:
    """Return the changes from one run to another, in the order of the schema, the frames and their rows.

    Parameters
    ----------
    before, after : StoredRun
        As `read_run` gives them.
    frames : sequence of str
        Which frames to compare; one that either run lacks is left out.

    Notes
    -----
    Rows are the same row where their keys are; else, within one page, where they overlap by half (the text is
    the same) or their words are alike (it is not). Links and entries of the ledger follow their claim. Places
    do not count: an edit moves all that stands after it. Spans inside a row are compared from the start of
    the row. A column that only one run has (another version) is not compared.
    """
    causes = Causes(before, after)
    changes: list[Change] = []
    renamed: dict[str, str] = {}  # claim of the first run -> the same claim in the second
    for name in [name for name in FRAMES if name in frames]:
        if name in before.rows and name in after.rows:
            changes += _compare_frame(name, before.rows[name], after.rows[name], causes, renamed)
    return changes


def _identity(name: str, row: Row, renamed: Mapping[str, str]) -> tuple[Any, ...]:
    """Return what makes a row the same row in two runs."""
    if name == "links":
        claim = row["claim_id"]
        return (row["document_id"], renamed.get(claim, claim), row["later_id"], row["kind"])
    if name == "ledger":
        return (renamed.get(row["claim_id"], row["claim_id"]),)
    return (row[FRAMES[name].key[0]],)


def _compare_frame(
    name: str, old: list[Row], new: list[Row], causes: Causes, renamed: dict[str, str]
) -> Iterator[Change]:
    key = FRAMES[name].key[0]
    old_rows = {_identity(name, row, renamed): row for row in old}
    new_rows = {_identity(name, row, {}): row for row in new}
    pairs = {row[key]: (old_rows[k], row) for k, row in new_rows.items() if k in old_rows}
    lost = [row for k, row in old_rows.items() if k not in new_rows]
    come = [row for k, row in new_rows.items() if k not in old_rows]
    if FRAMES[name].has_place:
        for one, other in _match(lost, come, causes):
            pairs[other[key]] = (one, other)
            lost.remove(one)
            come.remove(other)
    if name == "claims":
        renamed |= {one[key]: other[key] for one, other in pairs.values()}
    columns = _columns(name, old, new)
    for row in new:
        if row[key] in pairs:
            one, other = pairs[row[key]]
            cause = None
            for column in columns:
                values = _said(one, column), _said(other, column)
                if values[0] != values[1]:
                    cause = cause or causes.of(name, one, other)
                    yield _change(name, "changed", other, cause, column, *values)
    for what, rows in (("added", come), ("removed", lost)):
        for row in rows:
            sides = (None, row) if what == "added" else (row, None)
            yield _change(name, what, row, causes.of(name, *sides))


def _columns(name: str, old: list[Row], new: list[Row]) -> list[str]:
    """Return the columns to compare: those that both runs have and that say something of their own."""
    if not (old and new):
        return []
    both = old[0].keys() & new[0].keys()
    wanted: Iterable[str] = _LEDGER if name == "ledger" else FRAMES[name].columns
    return [column for column in wanted if column in both and column not in (FRAMES[name].key[0], *_UNSAID)]


def _change(
    name: str, what: str, row: Row, cause: str, column: str = "", before: str = "", after: str = ""
) -> Change:
    return Change(
        frame=name,
        change=what,
        key=str(row[FRAMES[name].key[0]]),
        document_id=row.get("document_id") or "",
        words=words_of(row, name),
        column=column,
        before=before,
        after=after,
        cause=cause,
    )


def _said(row: Mapping[str, Any], column: str) -> str:
    """Return a value as text; spans count from the start of their row."""
    value = row[column]
    if value is None:
        return ""
    start = row.get("raw_start", 0)
    if column.endswith(("_start", "_end")):
        return str(value - start)
    if column.endswith("_spans"):
        return ", ".join(":".join(str(int(place) - start) for place in span.split(":")) for span in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _match(lost: list[Row], come: list[Row], causes: Causes) -> list[tuple[Row, Row]]:
    """Return rows that are the same under another key, best match first; each row once."""
    by_page: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for place, rows in enumerate((lost, come)):
        for row in rows:
            by_page[row["document_id"]][place].append(row)
    found = []
    for page, (olds, news) in by_page.items():
        alike, least = (
            (_likeness, _LEAST_LIKENESS) if causes.is_new_text(page) else (_overlap, _LEAST_OVERLAP)
        )
        olds, news = olds[:_MOST_ROWS], news[:_MOST_ROWS]
        scored = [(alike(a, b), i, j) for i, a in enumerate(olds) for j, b in enumerate(news)]
        used_old, used_new = set(), set()
        for score, i, j in sorted(scored, key=lambda pair: (-pair[0], pair[1:])):
            if score >= least and i not in used_old and j not in used_new:
                used_old.add(i)
                used_new.add(j)
                found.append((olds[i], news[j]))
    return found


def _overlap(one: Row, other: Row) -> float:
    shared = min(one["raw_end"], other["raw_end"]) - max(one["raw_start"], other["raw_start"])
    whole = max(one["raw_end"], other["raw_end"]) - min(one["raw_start"], other["raw_start"])
    return shared / whole if shared > 0 else 0.0


def _likeness(one: Row, other: Row) -> float:
    return SequenceMatcher(None, one["quote"], other["quote"], autojunk=False).ratio()
