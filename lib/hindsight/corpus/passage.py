"""The passage that a row stands on, shown in its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from hindsight.errors import HindsightError
from hindsight.schema import FRAMES, rows_of

if TYPE_CHECKING:
    import pandas as pd

_CONTEXT = 240  # characters before and after: about two sentences


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A place in a page: what stands before, the words, what stands after, all as in the raw file."""

    document_id: str
    raw_path: str
    raw_start: int
    raw_end: int
    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.raw_path} {self.raw_start}–{self.raw_end}: …{self.before}[{self.words}]{self.after}…"

    def _repr_html_(self) -> str:
        where = f"{escape(self.raw_path)}, characters {self.raw_start}–{self.raw_end} of the raw text"
        return (
            f'<figure><blockquote style="white-space: pre-wrap">…{escape(self.before)}'
            f"<mark>{escape(self.words)}</mark>{escape(self.after)}…</blockquote>"
            f"<figcaption>{where}</figcaption></figure>"
        )


def find_row(key: str, get: Callable[[str], pd.DataFrame]) -> dict[str, Any]:
    """Return the row with a key, whichever frame it is in.

    Raises
    ------
    HindsightError
        No row has that key.
    """
    for name, frame in FRAMES.items():
        if len(frame.key) == 1 and frame.has_place:
            rows = get(name)
            hit = rows[rows[frame.key[0]] == key]
            if len(hit):
                return rows_of(hit)[0]
    raise HindsightError(f"no row with the key {key!r}", remedy="keys are in the first column of each frame")


def open_passage(
    row: Mapping[str, Any] | pd.Series | str, get: Callable[[str], pd.DataFrame]
) -> SourcePassage:
    """Return the passage a row stands on; `row` is a row of any frame with a place, or its key.

    Raises
    ------
    HindsightError
        No row has that key, or the row has no place in a page.
    """
    if getattr(row, "ndim", 1) != 1:
        raise HindsightError("this is a frame, not a row", remedy="take one: frame.iloc[0]")
    found: Mapping[str, Any] = find_row(row, get) if isinstance(row, str) else dict(row)
    missing = {"document_id", "raw_start", "raw_end"} - found.keys()
    if missing:
        raise HindsightError(
            "this row has no place in a page", remedy=f"it lacks {', '.join(sorted(missing))}"
        )
    texts, documents = get("texts"), get("documents")
    document_id, start, end = found["document_id"], int(found["raw_start"]), int(found["raw_end"])
    raw = texts.raw[texts.document_id == document_id].iloc[0]
    path = documents.raw_path[documents.document_id == document_id].iloc[0]
    before, after = raw[max(0, start - _CONTEXT) : start], raw[end : end + _CONTEXT]
    return SourcePassage(document_id, path, start, end, before, raw[start:end], after)
