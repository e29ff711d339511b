"""An HTML page as a document: what shows is read like plain text, with what the markup says of each line.

trafilatura says which lines belong to the article; the markup says which stand in menus, headings and
captions; the head says what the page is called. Lines, cards and repairs are those of plain text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from hindsight.pages.card_boxes import mark_cards
from hindsight.pages.document import Document, OffsetMap
from hindsight.pages.glued import part_fields
from hindsight.pages.html_metadata import read_metadata
from hindsight.pages.html_reconcile import reconcile, title_hints
from hindsight.pages.lines import Line, split_lines
from hindsight.pages.markup import Piece, scan_markup
from hindsight.pages.repairs import repair_shown
from hindsight.pages.shapes import Shape, describe_all, part_copies
from hindsight.pages.text import assemble

_WORD = re.compile(r"\w+")
_SHINGLE = 4  # words: shorter runs stand in menus too
_IN_ARTICLE = 0.6  # share of a line's runs of words that trafilatura kept
_LARGEST = 5_000_000  # code points of source given to trafilatura; larger files are read without it
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_ITEM = 160  # code points
_OUTSIDE = frozenset(("nav", "footer", "aside", "form", "button"))
_BOX_NAMES = re.compile(
    r"newsletter|sign-?up|subscri|promo|related|recirc|recommend|share|social|advert|\bad-|sidebar|comment|cookie|"
    r"consent|breadcrumb|most-?read|trending|outbrain|taboola|menu|\bnav|footer|masthead|author-?bio|widget|popup|modal"
)


def parse_html(source: str) -> Document:
    """Return the document of an HTML page; raw offsets are those of the source.

    Examples
    --------
    >>> page = "<h1>A Line on Sanctions</h1><p>By Jane Doe</p><p>" + "The allies will not lift them now. " * 9
    >>> parse_html(page).title
    'A Line on Sanctions'
    """
    markup = scan_markup(source)
    offsets = OffsetMap(source, markup.edits)
    lines = part_copies(offsets.clean, split_lines(offsets.clean))
    lines, parted = part_fields(offsets.clean, lines)
    placed = [_place(line, offsets) for line in lines]
    metadata = read_metadata(source)
    pieces = _pieces_of(placed, markup.pieces)
    kept = [k for k in range(len(placed)) if not _is_unseen(pieces[k])]
    placed, pieces = [placed[k] for k in kept], [pieces[k] for k in kept]
    placed = [_with_mark(line, parts) for line, parts in zip(placed, pieces, strict=True)]
    placed = mark_cards(placed, pieces)
    shapes = _weigh(placed, describe_all(placed), pieces, _article_shingles(source))
    hints = title_hints(placed, pieces, metadata)
    return reconcile(assemble(source, repair_shown(offsets, parted), placed, shapes, hints), metadata)


def _place(line: Line, offsets: OffsetMap) -> Line:
    start, end = offsets.to_raw(line.start, line.end)
    return Line(start, end, line.text, line.indent, line.bullet, line.gap)


def _with_mark(line: Line, pieces: Sequence[Piece]) -> Line:
    """Return the line with the list mark of a browser; a long line stands in a list that was not closed."""
    is_item = (
        len(line.text) <= _LONGEST_ITEM
        and bool(pieces)
        and "li" in pieces[0].elements
        and not pieces[0].elements & _HEADINGS
    )
    return replace(line, bullet="•") if is_item and not line.bullet else line


def _pieces_of(lines: Sequence[Line], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces of source each line is made of."""
    starts = [piece.start for piece in pieces]
    found = []
    for line in lines:
        first = max(0, bisect_left(starts, line.start + 1) - 1)
        last = bisect_left(starts, line.end)
        found.append([piece for piece in pieces[first:last] if piece.end > line.start])
    return found


def _is_unseen(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and all(piece.is_hidden for piece in pieces)


def _article_shingles(source: str) -> frozenset[tuple[str, ...]] | None:
    """Return the runs of words of what trafilatura takes for the article; None if it finds none."""
    if len(source) > _LARGEST:
        return None
    import trafilatura  # half a second to import: only where there is HTML

    article = trafilatura.extract(source, favor_precision=True, include_comments=False, include_tables=True)
    return frozenset(_shingles(article)) if article else None


def _shingles(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return list(zip(*(words[k:] for k in range(_SHINGLE)), strict=False))


def _weigh(
    lines: Sequence[Line],
    shapes: Sequence[Shape],
    pieces: Sequence[Sequence[Piece]],
    article: frozenset[tuple[str, ...]] | None,
) -> list[Shape]:
    """Return the shapes with what markup and trafilatura say added to the evidence of prose."""
    weighed = []
    for line, shape, parts in zip(lines, shapes, pieces, strict=True):
        prose = shape.prose
        length = sum([part.end - part.start for part in parts]) or 1
        linked = sum([part.end - part.start for part in parts if "a" in part.elements]) / length
        elements = frozenset().union(*(part.elements for part in parts)) if parts else frozenset()
        names = " ".join(name for name in parts[0].names) if parts else ""
        cues = shape.cues
        if article is not None:
            runs = _shingles(line.text)
            share = sum(map(article.__contains__, runs)) / len(runs) if runs else 0.0
            if share >= _IN_ARTICLE:
                prose = prose + 0.5 if prose > 0 else prose * 0.6
            elif runs and prose > 0:
                prose *= 0.3
        if elements & _OUTSIDE and prose > 0:
            prose *= 0.3
        if linked > 0.7 and shape.words < 40:
            prose = min(prose, -0.7)
        if _BOX_NAMES.search(names) and prose > 0:
            prose *= 0.5
        if "figcaption" in elements:
            cues = cues | {"credit"}
            prose = min(prose, -0.3)
        weighed.append(
            shape if prose == shape.prose and cues is shape.cues else replace(shape, prose=prose, cues=cues)
        )
    return weighed
