"""Fields of a card that an extractor printed in one row: "Backgrounder Who's Who February 20, 2014"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from hindsight.pages.bylines import is_name_list, opens_byline
from hindsight.pages.lexicon import word_table
from hindsight.pages.lines import Line, normalise
from hindsight.pages.printed_dates import find_printed_dates
from hindsight.pages.shapes import Shape, describe

_LONGEST = 220  # code points of a row of fields
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_BESIDE = " \t|·•–—-,:/()"
_SHORTEST_TITLE = 3  # words
_FEWEST = 2  # rows that open with a kind of item: one alone may be a title ("Report finds …")


@lru_cache(maxsize=1)
def _kind_first() -> re.Pattern[str]:
    # A kind of one word opens many a title ("TV …", "Research …"); those of the table's list seldom do.
    kinds = [kind for kind in word_table("card_kinds") if " " in kind] + list(word_table("row_kinds"))
    words = "|".join(
        re.escape(kind.capitalize()) + "|" + re.escape(kind.title()) for kind in sorted(kinds, key=len)[::-1]
    )
    return re.compile(rf"(?:{words})\s*[|·•–—-]?\s+(?=[\"“‘'«¿]?[A-ZÀ-Þ0-9])")


def part_rows(raw: str, lines: Sequence[Line], shapes: Sequence[Shape]) -> tuple[list[Line], list[Shape]]:
    """Return the lines of a stretch outside the article with rows of card fields parted, and their shapes.

    Notes
    -----
    A row is parted where a whole date stands at one of its ends and the rest is a kind of item, names, or
    the words of a title; and after a kind of item that opens several rows. Rows of a menu hold no dates.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> from hindsight.pages.shapes import describe_all
    >>> raw = "Ana Brandão Apr 11, 2017\\nThe county that votes last"
    >>> lines = split_lines(raw)
    >>> [line.text for line in part_rows(raw, lines, describe_all(lines))[0]]
    ['Ana Brandão', 'Apr 11, 2017', 'The county that votes last']
    """
    kinds = [
        _kind_first().match(line.text) if _is_row(line, shape) else None
        for line, shape in zip(lines, shapes, strict=True)
    ]
    # A kind alone on its line is a field already; "Report finds …" on one line of the page is a title.
    opens = sum(
        match is not None and match.end() < len(line.text) for match, line in zip(kinds, lines, strict=True)
    )
    parted_lines: list[Line] = []
    parted_shapes: list[Shape] = []
    for line, shape, kind in zip(lines, shapes, kinds, strict=True):
        cuts: list[int] = []
        if raw[line.start : line.end] == line.text and _is_row(line, shape):
            if kind is not None and opens >= _FEWEST:
                cuts.append(kind.end())
            cuts += [cut for cut in _date_cuts(line.text) if not cuts or cut > cuts[0]]
        if not cuts:
            parted_lines.append(line)
            parted_shapes.append(shape)
            continue
        bounds = [0, *cuts, len(line.text)]
        for number, (start, end) in enumerate(itertools.pairwise(bounds)):
            piece = line.text[start:end].strip(_BESIDE)
            if not piece:
                continue
            at = line.start + line.text.index(piece, start)
            part = replace(line, start=at, end=at + len(piece), text=normalise(piece))
            part = part if number == 0 else replace(part, bullet="", gap=0)
            parted_lines.append(part)
            parted_shapes.append(describe(part))
    return parted_lines, parted_shapes


def _is_row(line: Line, shape: Shape) -> bool:
    return (
        shape.words >= _SHORTEST_TITLE
        and len(line.text) <= _LONGEST
        and not shape.is_date
        and not line.text.startswith("(")
        and not shape.shows("legal", "comments", "share", "newsletter", "related", "ranked")
    )


def _date_cuts(text: str) -> list[int]:
    """Return where a row parts into a date and what stands beside it; empty if it is no such row."""
    dates = find_printed_dates(text)
    if len(dates) != 1 or dates[0].day is None or dates[0].year is None:
        return []
    date = dates[0]
    head, tail = text[: date.start].strip(_BESIDE), text[date.end :].strip(_BESIDE)
    start = date.start
    weekday = head.rpartition(" ")[2].strip(".,")
    if " " in head and weekday.lower() in word_table("date_words") and weekday[:1].isupper():
        start = text.rindex(weekday, 0, start)  # "Jo Marquez Wed, Jul 29, 2020, 9:00 AM"
        head = head[: -len(head.rpartition(" ")[2])].strip(_BESIDE)
    tail = "" if _CLOCK.fullmatch(tail) else tail
    if bool(head) == bool(tail):
        return []  # nothing beside the date, or words on both sides of it: a sentence
    rest = head or tail
    is_field = rest.lower() in word_table("card_kinds") or is_name_list(rest)
    if not is_field and (len(rest.split()) < _SHORTEST_TITLE or opens_byline(text) or rest[-1] in ".,;"):
        return []
    return [start] if head else [date.end]
