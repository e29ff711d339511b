"""Paragraphs out of lines that were broken at a fixed width: PDF text, e-mail, old plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hindsight.pages.document import Edit
from hindsight.pages.lines import Line, normalise

_NARROWEST, _WIDEST = 40, 120  # code points of a line of broken text
_FEWEST = 6  # pairs of lines before a width is believed
_FLOWING = 0.35  # share of pairs where the second begins in lower case
_FULL = 0.72  # share of the width below which a line ends its paragraph
_STOPS = (".", "!", "?", "”", '"', ":", "…", ".’", "»")


def join_wrapped(raw: str, lines: Sequence[Line]) -> tuple[list[Line], list[Edit]]:
    """Return lines with broken paragraphs made whole, and the edits that take the breaks out.

    Parameters
    ----------
    raw : str
        The raw text.
    lines : sequence of Line
        Its lines.

    Returns
    -------
    lines : list of Line
        As given where the text is not broken at a width.
    edits : list of Edit
        A break becomes a blank; a hyphen at a break inside a word goes with it.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> text = "\\n".join(["The allies will not lift the sanctions against", "the state, he said, and inter-",
    ...                    "national pressure on the ministers of the other", "states will go on."] * 3)
    >>> joined, edits = join_wrapped(text, split_lines(text))
    >>> joined[0].text[:84]
    'The allies will not lift the sanctions against the state, he said, and international'
    """
    width = _width(lines)
    if width is None:
        return list(lines), []
    joined: list[Line] = []
    edits: list[Edit] = []
    group: list[Line] = []
    for line in lines:
        if group and _continues(group[-1], line, width):
            edits.append(_break_edit(raw, group[-1], line))
        elif group:
            joined.append(_merge(raw, group, edits))
            group = []
        group.append(line)
    if group:
        joined.append(_merge(raw, group, edits))
    return joined, edits


def _width(lines: Sequence[Line]) -> int | None:
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and not b.bullet]
    pairs = [(a, b) for a, b in pairs if len(a.text) >= _NARROWEST]
    if len(pairs) < _FEWEST:
        return None
    lengths = sorted(len(a.text) for a, _ in pairs)
    width = lengths[int(len(lengths) * 0.9)]
    flowing = sum(b.text[0].islower() for _, b in pairs)
    return width if width <= _WIDEST and flowing >= _FLOWING * len(pairs) else None


def _continues(line: Line, following: Line, width: int) -> bool:
    if following.gap or following.bullet or len(line.text) > _WIDEST:
        return False
    if len(line.text) < _FULL * width:
        return following.text[0].islower() and len(line.text) >= 0.5 * width
    return not (line.text.endswith(_STOPS) and len(line.text) < 0.85 * width)


def _break_edit(raw: str, line: Line, following: Line) -> Edit:
    if line.text.endswith("-") and line.text[-2:-1].islower() and following.text[0].islower():
        return Edit(
            line.end - 1, following.start, "", "hyphenation", "a word that was divided at the end of a line"
        )
    return Edit(line.end, following.start, " ", "line_break", "a line that was broken at a fixed width")


def _merge(raw: str, group: Sequence[Line], edits: Sequence[Edit]) -> Line:
    if len(group) == 1:
        return group[0]
    pieces: list[str] = []
    at = group[0].start
    for edit in edits[len(edits) - len(group) + 1 :]:
        pieces += (raw[at : edit.start], edit.replacement)
        at = edit.end
    pieces.append(raw[at : group[-1].end])
    return replace(group[0], end=group[-1].end, text=normalise("".join(pieces)))
