"""Markdown as a page: its marks out as edits, its front matter read as metadata."""

from __future__ import annotations

import re
from dataclasses import replace

from hindsight.pages.bylines import read_names
from hindsight.pages.document import Document, Edit, OffsetMap
from hindsight.pages.lines import split_lines
from hindsight.pages.printed_dates import find_printed_dates
from hindsight.pages.repairs import repair_shown
from hindsight.pages.shapes import describe_all
from hindsight.pages.text import assemble

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n((?:[^\n]{0,1000}\n){0,60}?)---[ \t]*(?:\r?\n|\Z)")
_ENTRY = re.compile(r"^(title|author|authors|date|published)\s*:\s*(.*?)\s*$", re.M | re.I)
_MARKS = re.compile(
    r"(?m:^#{1,6}[ \t]+)|(?m:[ \t]+#{1,6}[ \t]*$)|(?m:^>[ \t]?)"
    r"|!\[(?P<alt>[^\]\n]{0,300})\]\([^)\s]{1,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\)"
    r"|\[(?P<text>[^\]\n]{1,300})\]\([^)\s]{1,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\)"
    r"|\*\*(?=\S)|(?<=\S)\*\*|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])|(?<=[^\s_])_(?!\w)"
)


def parse_markdown(raw: str) -> Document:
    """Return the document of a Markdown page.

    Examples
    --------
    >>> text = "# A Line on Sanctions\\n\\nBy Jane Doe\\n\\n"
    >>> text += "The *allies* will [lift](http://x.org) none. " * 9
    >>> document = parse_markdown(text)
    >>> document.title, document.body[:34]
    ('A Line on Sanctions', 'The allies will lift none. The all')
    """
    front = _FRONT.match(raw)
    edits: list[Edit] = []
    if front:
        edits.append(Edit(0, front.end(), "", "markup", "front matter"))
    for match in _MARKS.finditer(raw, front.end() if front else 0):
        kept = "text" if match["text"] is not None else "alt" if match["alt"] is not None else None
        if kept is None:
            edits.append(Edit(*match.span(), "", "markup", "a mark of Markdown"))
        else:
            inner = match.span(kept)
            edits.append(Edit(match.start(), inner[0], "", "markup", "a link of Markdown"))
            edits.append(Edit(inner[1], match.end(), "", "markup", "a link of Markdown"))
    offsets = OffsetMap(raw, edits)
    lines = []
    for line in split_lines(offsets.clean):
        start, end = offsets.to_raw(line.start, line.end)
        lines.append(replace(line, start=start, end=end))
    document = assemble(raw, repair_shown(offsets), lines, describe_all(lines))
    return _with_front_matter(document, front[1]) if front else document


def _with_front_matter(document: Document, front: str) -> Document:
    how = dict(document.how)
    title, authors, published = document.title, document.authors, document.published
    for key, value in _ENTRY.findall(front):
        value = value.strip("\"'[] ")
        if key.lower() == "title" and value:
            title, how["title"] = value, "metadata"
        elif key.lower() in ("author", "authors") and read_names(value, has_opening=True):
            authors, how["authors"] = read_names(value, has_opening=True), "metadata"
        elif key.lower() in ("date", "published"):
            dates = [date.value for date in find_printed_dates(value) if date.value and not date.is_ambiguous]
            if dates:
                published, how["published"] = dates[0], "metadata"
    return replace(document, title=title, authors=authors, published=published, how=how)
