"""The same page saved twice, and the card whose own page is in the corpus."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hindsight.pages import Document

_WORD = re.compile(r"\w+")
_RUN = 5  # words; shorter runs recur in other texts
_MOST = 400  # runs kept of a text: the smallest by checksum, a fair sample of all (Broder 1997)
# Share of common runs from which two texts of one title are one page: a page saved as HTML and as text
# differs in captions and headings, a second article of the same title in nearly everything.
_SAME = 0.8
_FEWEST = 30  # runs; shorter texts are compared whole
_CLOSE = 2  # days between the dates of a card and of its page that time zones and reprints explain
_SHORTEST_START = 20  # letters of a title that was cut off


@dataclass(frozen=True)
class Sketch:
    """What a page is recognised by: its whole text, its title, a sample of its runs of words."""

    whole: str
    title: str
    published: str | None
    runs: frozenset[int] = field(repr=False)


def sketch_document(document: Document) -> Sketch:
    """Return what a document is recognised by when it was saved twice."""
    words = [word.casefold() for word in _WORD.findall(document.body or document.clean)]
    whole = " ".join(f"{document.title or ''} {document.body or document.clean}".split()).casefold()
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest() if whole else ""
    runs = {
        zlib.crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "surrogatepass"))
        for at in range(len(words) - _RUN + 1)
    }
    return Sketch(
        digest, title_key(document.title or ""), document.published, frozenset(sorted(runs)[:_MOST])
    )


@dataclass
class Recogniser:
    """The pages seen so far; the first of several copies is the original."""

    _whole: dict[str, str] = field(default_factory=dict)
    _titled: dict[str, list[tuple[str, Sketch]]] = field(default_factory=dict)

    def find_original(self, document_id: str, sketch: Sketch) -> tuple[str, float] | None:
        """Return the page seen before that this one repeats and the share of words in common, or None.

        A page that repeats none is remembered.
        """
        if sketch.whole and sketch.whole in self._whole:
            return self._whole[sketch.whole], 1.0
        for other_id, other in self._titled.get(sketch.title, ()) if sketch.title else ():
            dates = {sketch.published, other.published} - {None}
            share = _resemblance(sketch.runs, other.runs)
            if share >= _SAME and len(dates) <= 1:
                return other_id, share
        if sketch.whole:
            self._whole[sketch.whole] = document_id
        if sketch.title:
            self._titled.setdefault(sketch.title, []).append((document_id, sketch))
        return None


def _resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of runs two texts have in common, estimated from the smallest of both."""
    if min(len(one), len(other)) < _FEWEST:
        return 0.0
    sample = sorted(one | other)[:_MOST]
    return sum(run in one and run in other for run in sample) / len(sample)


def find_own_pages(documents: Sequence[Mapping[str, Any]], cards: Sequence[dict[str, Any]]) -> None:
    """Fill `page_document_id` of each card whose own page is in the corpus.

    Notes
    -----
    The same address; or the same title, also where the card cuts it off, with dates that lie within two days
    of each other where both are known.
    """
    pages = [document for document in documents if document["status"] == "ok"]
    by_title: dict[str, list[Mapping[str, Any]]] = {}
    by_address: dict[str, Mapping[str, Any]] = {}
    for document in pages:
        if document.get("title"):
            by_title.setdefault(title_key(document["title"]), []).append(document)
        if document.get("url"):
            by_address.setdefault(_address_key(document["url"]), document)
    for card in cards:
        candidates = [by_address[key]] if (key := _address_key(card["url"] or "")) in by_address else []
        candidates += by_title.get(title_key(card["title"] or ""), [])
        if not candidates and (card["title"] or "").endswith(("…", "...")):
            start = title_key(card["title"])
            candidates = [
                document
                for key, same in by_title.items()
                if len(start) >= _SHORTEST_START and key.startswith(start)
                for document in same
            ]
        for document in candidates:
            if document["document_id"] != card["document_id"] and _can_agree(
                document["published"], card["published"]
            ):
                card["page_document_id"] = document["document_id"]
                break


def _can_agree(one: str | None, other: str | None) -> bool:
    """Return whether two dates can be those of one page: days close to each other, months the same."""
    if not one or not other:
        return True
    if len(one) == len(other) == len("2015-11-23"):
        try:
            return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _CLOSE
        except ValueError:
            return one == other
    return one.startswith(other) or other.startswith(one)


def title_key(title: str) -> str:
    """Return a title for comparing: its letters and digits.

    Examples
    --------
    >>> title_key("Ukraine’s Offensive: What Next?")
    'ukrainesoffensivewhatnext'
    """
    return "".join(c for c in title.casefold() if c.isalnum())


def _address_key(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[#?].*$|/+$", "", address.strip().lower())
