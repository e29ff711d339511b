"""The Evidence section of a report: each row once, each citation with the rows it names, links both ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hindsight.schema import FRAMES
from hindsight.schema.keys import digest

_KEY = re.compile(r"[a-z0-9][a-z0-9.-]*\Z")
_LONGEST_NAME = 90  # characters of a row's words in the name of a link


@dataclass(slots=True)
class Entry:
    """A row of the section and the places of the page that cite it, as ``{address: name of the place}``."""

    anchor: str
    row: Mapping[str, Any]
    places: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Citation:
    """A number or name of the page that stands on several rows."""

    anchor: str
    words: str
    place: str
    use: str
    entries: list[Entry]
    n_rows: int


class Register:
    """Collects what the outputs of one notebook cite.

    The rows of all outputs are entered first, so that a drawing may point at rows that another output brings.
    The page's own ids begin with an underscore, which no key does, so neither can take the other's place.
    """

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._entries: dict[tuple[str, str], Entry] = {}
        self._by_key: dict[str, Entry] = {}
        self._citations: dict[tuple[str, ...], Citation] = {}
        self._uses = 0

    def enter(self, rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
        """Enter rows of evidence and return their entries, in order."""
        return [self._enter(row) for row in rows]

    def _enter(self, row: Mapping[str, Any]) -> Entry:
        identity = (str(row["frame"]), str(row["key"]))
        entry = self._entries.get(identity)
        if entry is None:
            frame, key = identity
            is_plain = _KEY.match(key) is not None and key not in self._by_key
            entry = Entry(key if is_plain else f"_row-{digest(frame + chr(0) + key)}", row)
            self._entries[identity] = entry
            self._by_key.setdefault(key, entry)
        elif len(row) > len(entry.row):  # another output brought the same row with more of its context
            entry.row = row
        return entry

    def address(self, key: str) -> tuple[str, str] | None:
        """Return where the row with this key stands on the page, and its words; None if it does not."""
        entry = self._by_key.get(key)
        return (f"#{entry.anchor}", entry.row["quote"][:_LONGEST_NAME]) if entry else None

    def cite(self, entries: Sequence[Entry], words: str, n_rows: int, place: str) -> dict[str, str]:
        """Return the address that a citing word links to and the id of the word, for the way back."""
        self._uses += 1
        use = f"_use-{self._uses}"
        for entry in entries:
            if place not in entry.places.values():
                entry.places[f"#{use}"] = place
        if len(entries) == 1 and n_rows == 1:
            return {"href": f"#{entries[0].anchor}", "use": use}
        rows = tuple(entry.anchor for entry in entries)
        citation = self._citations.get(rows)
        if citation is None:
            anchor = f"_cited-{len(self.citations) + 1}"
            citation = Citation(anchor, words, place, use, list(entries), n_rows)
            self._citations[rows] = citation
            self.citations.append(citation)
        return {"href": f"#{citation.anchor}", "use": use}

    def cite_from(self, href: str, place: str, keys: Iterable[str]) -> None:
        """Enter a drawing as a place that cites the rows with these keys."""
        for key in keys:
            if entry := self._by_key.get(key):
                entry.places[href] = place

    def frames(self) -> Iterator[tuple[str, str, list[Entry]]]:
        """Yield each frame that has rows, in the schema's order: name, title, entries in reading order."""
        for name in [*FRAMES, *sorted({frame for frame, _ in self._entries} - set(FRAMES))]:
            entries = [entry for (frame, _), entry in self._entries.items() if frame == name]
            if entries:
                entries.sort(key=_reading_order)
                yield name, FRAMES[name].title if name in FRAMES else name, entries


def _reading_order(entry: Entry) -> tuple[str, int, int, str]:
    row = entry.row
    return str(row.get("document_id", "")), row.get("raw_start", 0), row.get("raw_end", 0), str(row["key"])
