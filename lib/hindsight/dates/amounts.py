"""Numbers in words and figures, and the durations they make."""

from __future__ import annotations

import re
from fractions import Fraction

from hindsight.dates.lexing import vocabulary

Amount = Fraction | None  # None: an amount the text leaves vague

_WORD = re.compile(r"[a-z]+|\d+/\d+|\d[\d,]*(?:\.\d+)?")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_PAIR = {"couple": 2}
_VAGUE = frozenset(
    [
        "several",
        "few",
        "many",
        "some",
        "various",
        "numerous",
        "number",
        "handful",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
    ]
)


def read_amount(text: str) -> Amount:
    """Return the number a phrase names; None for vague ones.

    Examples
    --------
    >>> [str(read_amount(t)) for t in ("twenty-five", "two hundred and ten", "2 1/2", "a couple of")]
    ['25', '210', '5/2', '2']
    >>> read_amount("several") is None
    True
    """
    numerals = vocabulary()["NUMW"]
    total, current, seen = Fraction(0), Fraction(0), False
    words = _WORD.findall(text.lower())
    for i, word in enumerate(words):
        if word in _VAGUE:
            return None
        if word[0].isdigit():
            if len(word) > 15:
                return None
            current += Fraction(word.replace(",", ""))
        elif word in _PAIR:
            current += _PAIR[word]
        elif word in _SCALES:
            current = (current or Fraction(1)) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, Fraction(0)
        elif word == "half":
            # "half a dozen" multiplies, "two and a half" adds
            if i == 0:
                rest = read_amount(" ".join(words[1:])) if len(words) > 1 else None
                return Fraction(1, 2) * (rest or 1)
            current += Fraction(1, 2)
        elif word in ("a", "an", "another"):
            if not seen and (i + 1 == len(words)):
                current += 1
            continue
        elif word in numerals:
            current += numerals[word]
        else:
            continue
        seen = True
    return total + current if seen or total + current else Fraction(1)


_PARTS = {
    "Y": ("M", 12),
    "W": ("D", 7),
    "D": ("TH", 24),
    "TH": ("TM", 60),
    "TM": ("S", 60),
    "DE": ("Y", 10),
    "CE": ("Y", 100),
    "Q": ("M", 3),
    "ML": ("Y", 1000),
    "M": ("W", 4),
}
_WHOLE = {"DE": ("Y", 10), "CE": ("Y", 100), "FN": ("W", 2), "ML": ("Y", 1000), "SM": ("M", 6)}
_LETTERS = {"TH": "H", "TM": "M", "S": "S"}


def duration(amount: Amount, unit: str) -> str:
    """Return the TIMEX3 value of so many units; decades and centuries count as years.

    Examples
    --------
    >>> duration(Fraction(5, 2), "Y"), duration(Fraction(2), "DE"), duration(None, "W")
    ('P2Y6M', 'P20Y', 'PXW')
    >>> duration(Fraction(3, 2), "TH")
    'PT1H30M'
    """
    if amount is None:
        letter = _LETTERS.get(unit)
        return f"PTX{letter}" if letter else f"PX{_VAGUE_UNIT.get(unit, unit)}"
    if unit in _WHOLE and unit != "WE":
        smaller, factor = _WHOLE[unit]
        amount, unit = amount * factor, smaller
    parts: list[tuple[int, str]] = []
    whole = int(amount)
    if amount != whole and amount.denominator == 2 and unit in _PARTS and unit != "M":
        smaller, factor = _PARTS[unit]
        rest = (amount - whole) * factor
        if whole:
            parts.append((whole, unit))
        if rest.denominator == 1:
            parts.append((int(rest), smaller))
            return join(parts)
        parts.clear()
    if amount == whole:
        return join([(whole, unit)])
    figure = f"{float(amount):g}"
    return f"PT{figure}{_LETTERS[unit]}" if unit in _LETTERS else f"P{figure}{unit}"


_VAGUE_UNIT = {"FN": "W", "SM": "M", "ML": "Y"}


def join(parts: list[tuple[int, str]]) -> str:
    """Return a duration of several parts, largest first."""
    days = "".join(f"{n}{unit}" for n, unit in parts if unit not in _LETTERS)
    clock = "".join(f"{n}{_LETTERS[unit]}" for n, unit in parts if unit in _LETTERS)
    return f"P{days}{'T' + clock if clock else ''}"
