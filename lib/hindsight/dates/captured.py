"""What a rule's captures say: years, months, days, ordinals, and last, this or next."""

from __future__ import annotations

import re

from hindsight.dates.gregorian import Day
from hindsight.dates.grounds import Ground
from hindsight.dates.lexing import vocabulary
from hindsight.dates.scanning import Hit

_WORD = re.compile(r"[a-z]+")


def year_of(hit: Hit, ground: Ground, name: str = "y") -> int | None:
    """Return the year a hit names: four figures, words, or two figures of a century near the day of
    writing.
    """
    if name in hit.captures:
        text = hit.captures[name].replace(",", "")
        return int(text) if text.isdecimal() else _year_in_words(text)
    if "yy" in hit.captures and name == "y":
        return near_century(int(re.sub(r"\D", "", hit.captures["yy"])), ground)
    if "era_y" in hit.captures:
        number = int(hit.captures["era_y"].replace(",", ""))
        is_before = hit.captures["era"].replace(".", "").lower() in ("bc", "bce")
        return 1 - number if is_before else number
    return None


def near_century(short: int, ground: Ground) -> int:
    """Return the year that ends in two figures and lies at most ten years ahead of the day of writing."""
    base = ground.document or ground.reference or Day(2000, 1, 1)
    year = base.year - base.year % 100 + short
    return year - 100 if year > base.year + 10 else year


def _year_in_words(text: str) -> int:
    words = _WORD.findall(text.lower())
    numerals = vocabulary()["NUMW"] | {"oh": 0}
    if "thousand" in words:
        return 2000 + sum(numerals.get(word, 0) for word in words[2:])
    century, *rest = (word for word in words if word in numerals)
    return numerals[century] * 100 + sum(numerals[word] for word in rest if word != "hundred")


def month_of(hit: Hit, name: str = "m") -> int | None:
    """Return the month a hit names."""
    text = hit.captures.get(name)
    return vocabulary()["MONTH"][text.lower().rstrip(".")] if text else None


def day_of(hit: Hit, name: str = "d") -> int | None:
    """Return the day of the month a hit names, in figures or as an ordinal."""
    if name in hit.captures:
        return int(re.sub(r"\D", "", hit.captures[name]))
    text = hit.captures.get(f"{name}_ord")
    return ordinal_number(text) if text else None


def ordinal_number(text: str) -> int:
    """Return the number of an ordinal ("13th", "twenty-first").

    Examples
    --------
    >>> ordinal_number("13th"), ordinal_number("Twenty-first"), ordinal_number("third")
    (13, 21, 3)
    """
    figures = re.match(r"\d+", text)
    if figures:
        return int(figures[0])
    words = vocabulary()
    return sum(words["ORDW"].get(word, words["NUMW"].get(word, 0)) for word in _WORD.findall(text.lower()))


def which_of(hit: Hit) -> int | None:
    """Return -1, 0 or 1 for last, this and next, None where the hit has none of them."""
    text = re.sub(r"\s+", " ", hit.captures.get("which", "").lower())
    if not text:
        return None
    for number, words in (
        (-1, ("last", "past", "previous", "preceding")),
        (1, ("next", "following", "coming")),
    ):
        if any(word in text for word in words):
            return number
    return 0
