"""How wide text is in our font, and how it breaks into lines that fit."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from hindsight.timeline.style import font

ELLIPSIS = "…"
ASCENT, DESCENT = 0.93, 0.24  # of DejaVu Sans, in units of the type size: the box of a line
_UNIT = 100.0  # type size at which characters are measured
# Of characters that our font lacks, in units of the type size: the reader's own font will draw them.
_WIDE, _NARROW = 1.0, 0.65


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line as it will be set, in points."""
    from matplotlib.textpath import text_to_path

    if not all(_is_drawn(character, weight) for character in text):
        return sum_of_advances(text, size, weight)
    if not text:
        return 0.0
    properties = font(weight).copy()
    properties.set_size(size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(width)


def sum_of_advances(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line without kerning: a little more than `text_width`, and much faster."""
    return sum(_advance(character, weight) for character in text) * size / _UNIT


@lru_cache(maxsize=4_000)
def _advance(character: str, weight: str) -> float:
    from matplotlib.ft2font import LoadFlags

    if not _is_drawn(character, weight):
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Mn", "Me"):  # control, format, combining
            return 0.0
        return _UNIT * (_WIDE if unicodedata.east_asian_width(character) in "WF" else _NARROW)
    glyph = _face(weight).load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536  # 16.16 fixed point


@lru_cache(maxsize=4_000)
def _is_drawn(character: str, weight: str) -> bool:
    """Whether our font has a glyph for a character; asked for one it lacks, FreeType may fail."""
    return _face(weight).get_char_index(ord(character)) != 0


@lru_cache(maxsize=2)
def _face(weight: str) -> Any:
    from matplotlib.ft2font import FT2Font

    face = FT2Font(font(weight).get_file())
    face.set_size(_UNIT, 72)
    return face


def shorten(text: str, width: float, size: float, weight: str = "normal") -> str:
    """Return `text`, cut with an ellipsis if it is wider than `width` points."""
    if sum_of_advances(text, size, weight) <= width:
        return text
    room = width - sum_of_advances(ELLIPSIS, size, weight)
    used, kept = 0.0, 0
    for character in text:
        used += sum_of_advances(character, size, weight)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def wrap(text: str, width: float, size: float, *, most: int, weight: str = "normal") -> list[str]:
    """Return `text` in at most `most` lines of `width` points; what does not fit ends in an ellipsis."""
    words = text.split()
    lines: list[str] = []
    line = ""
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if sum_of_advances(longer, size, weight) <= width:
            line = longer
        elif len(lines) == most - 1:
            # The last line takes what it can of the rest: 200 words are more than any line holds.
            rest = " ".join(words[number : number + 200])
            return [*lines, shorten(f"{line} {rest}".lstrip(), width, size, weight)]
        else:
            if line:
                lines.append(line)
            line = shorten(word, width, size, weight)  # one word may be wider than the column
    return [*lines, line] if line else lines
