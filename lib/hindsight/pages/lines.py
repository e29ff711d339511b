"""Lines of a page with their places in the raw text: the unit that is classified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hindsight.pages.lexicon import word_table

# Blanks of every width, and the characters that print nothing (zero width, soft hyphen, byte-order mark).
# Presentation forms that PDF files keep: one character for two or three letters (Unicode, block FB00).
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SILENT_ONE = re.compile(f"[{INVISIBLE}{''.join(LIGATURES)}]")
_WORD = re.compile(r"[^\W\d_]{3,12}")
_SILENT: dict[int, str | None] = {ord(c): None for c in INVISIBLE} | {ord(c): s for c, s in LIGATURES.items()}
# List marks as browsers and extractors print them; a number needs its full stop and a blank.
_BULLET = re.compile(r"(?:[•◦▪■●○‣⁃·*+–-]|\d{1,2}\.)[ \t\u00a0]+(?=\S)|[•◦▪■●○‣⁃]|[*+](?=\s*$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space and list mark around it.

    `start` and `end` are code points of the raw text; `text` is the line with runs of blanks made one and
    characters that print nothing left out, for reading only. `gap` counts the blank lines before it.
    """

    start: int
    end: int
    text: str
    indent: int
    bullet: str
    gap: int
    card: int = -1  # number of the repeated element of an HTML page the line stands in; -1 for none
    role: str = ""  # what its markup makes it: heading, link, time


def iterate_spans(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every physical line, without its line break."""
    at = 0
    for match in _BREAK.finditer(raw):
        yield at, match.start()
        at = match.end()
    yield at, len(raw)


def normalise(text: str) -> str:
    """Return `text` with runs of blanks made one, ligatures as letters, and without what prints nothing.

    Examples
    --------
    >>> normalise("against\\u00a0ISIS\\u00ad "), normalise("to \\ufb02ee")
    ('against ISIS', 'to flee')
    """
    if _SILENT_ONE.search(text):
        text = text.translate(_SILENT)
    return " ".join(text.split())


def split_lines(raw: str) -> list[Line]:
    """Return the lines that show something, in order.

    Parameters
    ----------
    raw : str
        The raw text of a page; line breaks of any system.

    Returns
    -------
    list of Line
        One a line that is not blank. A line that holds nothing but a list mark is left out, and the line
        after it counts as the list item.

    Examples
    --------
    >>> [(line.text, line.bullet, line.gap) for line in split_lines("Title\\n\\n  • May 25, 2023\\u00a0\\n")]
    [('Title', '', 0), ('May 25, 2023', '•', 1)]
    """
    lines: list[Line] = []
    gap, pending = 0, ""
    for start, end in iterate_spans(raw):
        lead, tail = _edges(raw, start, end)
        if lead >= tail:
            gap += 1
            continue
        indent, bullet = lead - start, ""
        mark = _find_mark(raw, lead, tail)
        while mark and mark.end() > mark.start():  # inscriptis nests marks: "* + Politics"
            bullet = bullet or mark.group().strip()
            lead = mark.end()
            lead, tail = _edges(raw, lead, tail)
            mark = _find_mark(raw, lead, tail) if lead < tail and bullet in "*+" else None
        if lead >= tail:
            pending = bullet
            continue
        lines.append(Line(lead, tail, normalise(raw[lead:tail]), indent, bullet or pending, gap))
        gap, pending = 0, ""
    return [line for line in lines if line.text]


def _find_mark(raw: str, start: int, end: int) -> re.Match[str] | None:
    mark = _BULLET.match(raw, start, end)
    if mark and mark.group()[0].isdigit():
        word = _WORD.match(raw, mark.end(), end)
        if word and word.group().lower() in word_table("months"):
            return None  # "30. Oktober 2019" is a date, not the thirtieth item
    return mark


def _edges(raw: str, start: int, end: int) -> tuple[int, int]:
    # A hand-written strip: slicing would copy a 20 MB line, and a regular expression anchored at the end
    # would try every blank of it.
    while start < end and (raw[start].isspace() or raw[start] in INVISIBLE):
        start += 1
    while end > start and (raw[end - 1].isspace() or raw[end - 1] in INVISIBLE):
        end -= 1
    return start, end
