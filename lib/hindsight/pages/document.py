"""A page as a document: raw text, edits that make the clean text, typed blocks, related items.

Nothing of the raw text is ever thrown away: edits are local repairs with an offset map that runs both ways,
and what is not the article is a block of kind ``boilerplate``, not a deletion.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

# Blocks that are read for sentences; the rest is kept, typed, and not read.
BODY_KINDS = ("heading", "paragraph", "quotation", "list_item")
READ_KINDS = ("title", "deck", *BODY_KINDS, "card_title", "card_teaser")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace raw code points ``[start, end)`` by `replacement`. `start == end` inserts."""

    start: int
    end: int
    replacement: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """A typed piece of the page. Offsets are half-open, in code points of the *raw* text.

    `card` is the index of its related item in `Document.related_items`, if it belongs to one.
    """

    start: int
    end: int
    kind: str
    rule: str
    confidence: float = 1.0
    card: int | None = None


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """A card of a related-content box; offsets in the raw text; absent fields are None or empty.

    `published` is EDTF (``2023-05-25``, ``2023-05``).
    """

    start: int
    end: int
    rule: str
    confidence: float = 1.0
    kind: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    teaser: str | None = None
    is_truncated: bool = False
    authors: tuple[str, ...] = ()
    url: str | None = None


class OffsetMap:
    """Positions of the raw text in the clean text and back.

    Parameters
    ----------
    raw : str
        The raw text.
    edits : iterable of Edit
        In order, not overlapping.

    Raises
    ------
    ValueError
        Edits overlap, are out of order or leave the text.

    Examples
    --------
    >>> omap = OffsetMap("against ISIScannot", [Edit(12, 12, " ", "glued", "two words")])
    >>> omap.clean
    'against ISIS cannot'
    >>> omap.to_raw(13, 19), omap.to_clean(12, 18)
    ((12, 18), (13, 19))
    """

    def __init__(self, raw: str, edits: tuple[Edit, ...] | list[Edit]) -> None:
        pieces: list[str] = []
        # Parallel bounds of the edited places: raw [rs, re) became clean [cs, ce).
        raw_start: list[int] = []
        raw_end: list[int] = []
        clean_start: list[int] = []
        clean_end: list[int] = []
        at = clean_at = 0
        end_before, was_insertion = -1, False
        for edit in edits:
            start, end, replacement = edit.start, edit.end, edit.replacement
            if not at <= start <= end <= len(raw):
                raise ValueError(f"edit at {start}:{end} overlaps, is out of order or leaves the text")
            pieces += (raw[at:start], replacement)
            clean_at += start - at + len(replacement)
            # An insertion that touches another edit is one place with it: otherwise a span that holds both
            # would lose the insertion on its way to the raw text and back.
            if end_before == start and (was_insertion or start == end):
                raw_end[-1], clean_end[-1] = end, clean_at
            else:
                raw_start.append(start)
                raw_end.append(end)
                clean_start.append(clean_at - len(replacement))
                clean_end.append(clean_at)
            end_before, was_insertion = end, raw_start[-1] == end
            at = end
        self._raw_start, self._raw_end = raw_start, raw_end
        self._clean_start, self._clean_end = clean_start, clean_end
        pieces.append(raw[at:])
        self.raw = raw
        self.edits = tuple(edits)
        self.clean = "".join(pieces)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span whose cleaning gives the clean span.

        A bound that falls inside a replacement widens to the whole edit. An edit at the very bound of the
        span is left out, so that a repaired blank before a word does not belong to the word.
        """
        if start == end:
            position = self._raw_of(start, at_start=True)
            return position, position
        raw_start = self._raw_of(start, at_start=True)
        return raw_start, max(raw_start, self._raw_of(end, at_start=False))

    def to_clean(self, start: int, end: int) -> tuple[int, int]:
        """Return the clean span of a raw span; a bound inside an edit widens to the whole replacement."""
        if start == end:
            position = self._clean_of(start, at_start=True)
            return position, position
        clean_start = self._clean_of(start, at_start=True)
        return clean_start, max(clean_start, self._clean_of(end, at_start=False))

    def clean_of_raw(self, start: int, end: int) -> str:
        """Return the clean text of a raw span."""
        clean_start, clean_end = self.to_clean(start, end)
        return self.clean[clean_start:clean_end]

    def _raw_of(self, position: int, *, at_start: bool) -> int:
        # A start after an edit: edits that end here are left out. An end: edits that begin here are left out.
        if at_start:
            k = bisect_right(self._clean_end, position) - 1  # last edit that ends at or before
        else:
            k = bisect_left(self._clean_start, position) - 1  # last edit that begins before
            if k >= 0 and self._clean_end[k] >= position and self._clean_start[k] < position:
                return self._raw_end[k]
        if at_start and k + 1 < len(self._clean_start) and self._clean_start[k + 1] < position:
            return self._raw_start[k + 1]  # inside a replacement
        if k < 0:
            return position
        return self._raw_end[k] + position - self._clean_end[k]

    def _clean_of(self, position: int, *, at_start: bool) -> int:
        if at_start:
            k = bisect_right(self._raw_end, position) - 1
            if k + 1 < len(self._raw_start) and self._raw_start[k + 1] < position:
                return self._clean_start[k + 1]  # inside what was replaced
        else:
            k = bisect_left(self._raw_start, position) - 1
            if k >= 0 and self._raw_end[k] >= position:
                return self._clean_end[k]
        if k < 0:
            return position
        return self._clean_end[k] + position - self._raw_end[k]


@dataclass(frozen=True)
class Document:
    """A page, cleaned.

    Header fields are what the page shows; None or empty means "not given". `how` says how each was known
    (keys: ``title``, ``published``, ``authors``, ``publisher``, ``kind``).
    """

    raw: str
    edits: tuple[Edit, ...] = ()
    blocks: tuple[Block, ...] = ()
    related_items: tuple[RelatedItem, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # EDTF
    publisher: str | None = None
    kind: str | None = None  # CSL item type
    language: str | None = None
    url: str | None = None
    how: dict[str, str] = field(default_factory=dict)

    @cached_property
    def offsets(self) -> OffsetMap:
        """The map between the raw and the clean text."""
        return OffsetMap(self.raw, self.edits)

    @property
    def clean(self) -> str:
        """The clean text: the raw text with the edits applied, boilerplate included."""
        return self.offsets.clean

    @property
    def body(self) -> str:
        """The article alone: clean text of its body blocks, a blank line between them."""
        return "\n\n".join(
            self.offsets.clean_of_raw(b.start, b.end) for b in self.blocks if b.kind in BODY_KINDS
        )
