"""Fields that an extractor printed without a blank between them: "CommentaryJune 11, 2018"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from hindsight.pages.document import Edit
from hindsight.pages.lexicon import word_table
from hindsight.pages.lines import Line, normalise

_LONGEST = 300  # code points of a line of fields; longer lines are prose
_YEAR = re.compile(r"(?:19|20)\d\d")
_READING_TIME = re.compile(
    r"(?<=[A-Za-zÀ-ÿ])(?=\d{1,2} min(?:ute)?s? (?:read|to read))"
)  # "REPORT12 min read"
_AFTER = re.compile(r"[A-ZÀ-Þ][^\W\d_]|\d{1,2}:\d\d")


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    """Return the pattern of a whole date whose month is written with a capital, or in capitals."""
    names = sorted(word_table("months"), key=len, reverse=True)
    month = "(?:" + "|".join(f"{re.escape(n.capitalize())}|{re.escape(n.upper())}" for n in names) + r")\.?"
    lower = "(?:" + "|".join(map(re.escape, names)) + r")\.?"
    year = r"(?:19|20)\d\d"
    return re.compile(
        rf"{month} \d{{1,2}}(?:st|nd|rd|th)?,? {year}"
        rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.)? (?:de )?(?:{month}|{lower})(?: de)?,? {year}"
    )


def find_glued_fields(text: str) -> list[int]:
    """Return where a short text must be cut so that its dates stand apart from what is glued to them.

    Examples
    --------
    >>> text = "Ana BrandãoApr 11, 2017"
    >>> [(text[:cut], text[cut:]) for cut in find_glued_fields(text)]
    [('Ana Brandão', 'Apr 11, 2017')]
    """
    if len(text) > _LONGEST:
        return []
    cuts = [match.start() for match in _READING_TIME.finditer(text)]
    if not _YEAR.search(text):
        return cuts
    for match in _date().finditer(text):
        if (
            match.start()
            and not text[match.start() - 1].isspace()
            and text[match.start() - 1] not in "(,|·•–—-/:"
        ):
            cuts.append(match.start())
        if _AFTER.match(text, match.end()):
            cuts.append(match.end())
    return sorted(cuts)


def part_fields(raw: str, lines: Sequence[Line]) -> tuple[list[Line], list[Edit]]:
    """Return the lines with glued fields on lines of their own, and the edits that put the breaks in.

    Parameters
    ----------
    raw : str
        The text the lines are placed in.
    lines : sequence of Line
        Its lines.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> raw = "NewsNovember 3, 2021"
    >>> lines, edits = part_fields(raw, split_lines(raw))
    >>> [line.text for line in lines], [edit.start for edit in edits]
    (['News', 'November 3, 2021'], [4])
    """
    parted: list[Line] = []
    edits: list[Edit] = []
    for line in lines:
        is_row = len(line.text) <= _LONGEST and (_YEAR.search(line.text) or " min" in line.text)
        cuts = find_glued_fields(raw[line.start : line.end]) if is_row else []
        bounds = [line.start, *(line.start + cut for cut in cuts), line.end]
        if not cuts:
            parted.append(line)
            continue
        for number, (start, end) in enumerate(itertools.pairwise(bounds)):
            piece = replace(line, start=start, end=end, text=normalise(raw[start:end]))
            parted.append(piece if number == 0 else replace(piece, bullet="", gap=0))
        edits += [
            Edit(at, at, "\n", "glued_fields", "a date printed without a blank beside it")
            for at in bounds[1:-1]
        ]
    return parted, edits
