"""How wide text is in our font, and how it breaks into lines that fit."""

from __future__ import annotations

from functools import lru_cache

from hindsight.timeline.style import font

ELLIPSIS = "…"
ASCENT, DESCENT = 0.93, 0.24  # of DejaVu Sans, in units of the font size: the box of a line


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of a line, in points."""
    from matplotlib.textpath import text_to_path

    if not text:
        return 0.0
    properties = font(weight).copy()
    properties.set_size(size)
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(width)


def shorten(text: str, width: float, size: float, weight: str = "normal") -> str:
    """Return `text`, cut with an ellipsis if it is wider than `width` points."""
    if text_width(text, size, weight) <= width:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest start that fits, by halving
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + ELLIPSIS, size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def wrap(text: str, width: float, size: float, *, most: int, weight: str = "normal") -> list[str]:
    """Return `text` in at most `most` lines of `width` points; what does not fit ends in an ellipsis."""
    words = text.split()
    lines: list[str] = []
    line = ""
    for number, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, weight) <= width:
            line = longer
            continue
        if len(lines) == most - 1 or not line:
            rest = " ".join(([line] if line else []) + words[number:])
            if len(lines) == most - 1:
                return [*lines, shorten(rest, width, size, weight)]
            lines.append(shorten(word, width, size, weight))  # one word wider than the column
            line = ""
            continue
        lines.append(line)
        line = word
        if text_width(word, size, weight) > width:
            line = shorten(word, width, size, weight)
    return [*lines, line] if line else lines
