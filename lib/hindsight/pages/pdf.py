"""PDF reports: their text, and the heads and page numbers that run through it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from hindsight.errors import UnreadablePage
from hindsight.pages.document import Block, Document
from hindsight.pages.lines import Line, split_lines
from hindsight.pages.repairs import find_repairs, merge_edits
from hindsight.pages.shapes import describe_all
from hindsight.pages.text import assemble
from hindsight.pages.wrapped import join_wrapped

_PAGE = "\f"
_FEWEST_PAGES = 3  # pages that carry a line before it is a running head
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:page |p\. ?|seite )?\d{1,4}(?: (?:of|von|/) \d{1,4})?\W*", re.I)


def extract_text(content: bytes, where: str = "") -> str:
    """Return the text of a PDF, a form feed between its pages.

    Raises
    ------
    UnreadablePage
        The file is damaged, encrypted or holds pictures only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        # pypdf raises bare Python errors on damaged files beside its own.
        found = f"the PDF cannot be read ({type(error).__name__})"
        raise UnreadablePage(found, where=where, remedy="print it to a new PDF, or save its text") from error
    if not any(page.strip() for page in pages):
        found = "the PDF holds no text, only pictures"
        raise UnreadablePage(found, where=where, remedy="run text recognition on it first")
    return _PAGE.join(pages)


def parse_pdf(raw: str) -> Document:
    """Return the document of a PDF's text; running heads and page numbers are boilerplate.

    Examples
    --------
    >>> prose = "The allies will not lift the sanctions. " * 9
    >>> pages = [f"Institute Report {n}\\n{prose}" for n in range(4)]
    >>> "Institute" in parse_pdf("\\f".join(pages)).body
    False
    """
    lines = split_lines(raw)
    heads = find_running_heads(raw, lines)
    kept = []
    for at, line in enumerate(lines):
        if at not in heads:
            kept.append(replace(line, gap=1) if at and at - 1 in heads else line)
    joined, breaks = join_wrapped(raw, kept)
    document = assemble(raw, merge_edits(breaks, find_repairs(raw)), joined, describe_all(joined))
    blocks = [Block(lines[at].start, lines[at].end, "boilerplate", "running_head") for at in sorted(heads)]
    return replace(document, blocks=tuple(sorted([*document.blocks, *blocks], key=lambda block: block.start)))


def find_running_heads(raw: str, lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines at the edges of pages that recur there, whatever number they carry."""
    edges: list[int] = []
    for at, line in enumerate(lines):
        before = raw[lines[at - 1].end : line.start] if at else _PAGE
        after = raw[line.end : lines[at + 1].start] if at + 1 < len(lines) else _PAGE
        if _PAGE in before or _PAGE in after:
            edges.append(at)
    counts = Counter(_NUMBER.sub("#", lines[at].text) for at in edges if len(lines[at].text) <= 120)
    has_pages = raw.count(_PAGE) >= _FEWEST_PAGES - 1
    return {
        at
        for at in edges
        if counts[_NUMBER.sub("#", lines[at].text)] >= _FEWEST_PAGES
        or (has_pages and _PAGE_NUMBER.fullmatch(lines[at].text[:40]))
    }
