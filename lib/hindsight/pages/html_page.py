"""An HTML page as a document: what shows is read like plain text, with what the markup says about each line."""

from __future__ import annotations

from hindsight.pages.document import Document, Edit, OffsetMap
from hindsight.pages.lines import Line, split_lines
from hindsight.pages.markup import scan_markup
from hindsight.pages.repairs import find_repairs
from hindsight.pages.shapes import describe_all
from hindsight.pages.text import assemble


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
    lines = split_lines(offsets.clean)
    shapes = describe_all(lines)
    placed = [_place(line, offsets) for line in lines]
    return assemble(source, _with_repairs(offsets), placed, shapes)


def _place(line: Line, offsets: OffsetMap) -> Line:
    start, end = offsets.to_raw(line.start, line.end)
    return Line(start, end, line.text, line.indent, line.bullet, line.gap)


def _with_repairs(offsets: OffsetMap) -> tuple[Edit, ...]:
    """Return the markup's edits and, between them, the repairs of the text they leave."""
    edits = list(offsets.edits)
    for repair in find_repairs(offsets.clean):
        start, end = offsets.to_raw(repair.start, repair.end)
        if end - start == repair.end - repair.start:
            edits.append(Edit(start, end, repair.replacement, repair.rule, repair.reason))
    edits.sort(key=lambda edit: (edit.start, edit.end))
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)
