"""Sentences made from values: plurals, numbers, dates, lists, as a newspaper would print them.

A template is plain text with named places::

    {n:actor|actors}   a count and its noun: "1 actor", "15 actors", "no actors"
    {n:=is|are}        the word alone, by the count: "is", "are"
    {share:%}          a share of 1 as per cent: "42%"
    {share:.1%}        the same with one decimal
    {x:.2f}            any number format of Python
    {who}              text, a number, a date ("23 November 2015") or a list ("a, b and c")

No attribute or index of a value can be reached from a template. A place that has no value, or a value that
has no place, is an error: a finding that silently drops a number is worse than none.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral, Real
from string import Formatter

NOT_GIVEN = "not given"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_SEPARATE_FROM = (
    10_000  # below it a bare number may be a year, and "in 2,015" is wrong; counts with a noun always
)


def is_missing(value: object) -> bool:
    """Whether `value` is None, NaN, NaT or pandas' NA (the only values that do not equal themselves)."""
    if value is None:
        return True
    if isinstance(value, (str, list, tuple, bool, Integral)):
        return False
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NaTType", "NAType")


def say_day(day: dt.date) -> str:
    """Return a day in words.

    Examples
    --------
    >>> say_day(dt.date(2015, 11, 23))
    '23 November 2015'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_number(number: Real, spec: str = "") -> str:
    """Return a number as printed: groups of thousands, at most two decimals, a real minus sign.

    Examples
    --------
    >>> say_number(12345), say_number(2015), say_number(0.8134), say_number(0.425, ".1%")
    ('12,345', '2015', '0.81', '42.5%')
    """
    if spec.endswith("%"):
        text = format(float(number), spec if spec != "%" else ".0%")
    elif spec:
        text = format(number, spec)
    elif isinstance(number, Integral):
        text = f"{int(number):,}" if abs(int(number)) >= _SEPARATE_FROM else str(int(number))
    else:
        text = f"{float(number):,.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def say_count(number: int, singular: str, plural: str) -> str:
    """Return a count with its noun.

    Examples
    --------
    >>> say_count(1, "actor", "actors"), say_count(1200, "actor", "actors"), say_count(0, "actor", "actors")
    ('1 actor', '1,200 actors', 'no actors')
    """
    figure = "no" if number == 0 else f"{number:,}"
    return f"{figure} {singular if number == 1 else plural}"


def say(value: object, spec: str = "") -> str:
    """Return one value in words, by the format of a template's place."""
    if is_missing(value):
        return NOT_GIVEN
    if "|" in spec:
        if not isinstance(value, Integral) or isinstance(value, bool):
            raise TypeError(f"{spec!r} wants a whole number, not {value!r}")
        singular, _, plural = spec.removeprefix("=").partition("|")
        if spec.startswith("="):
            return singular if int(value) == 1 else plural
        return say_count(int(value), singular, plural)
    if isinstance(value, bool) or type(value).__name__ in ("bool", "bool_"):
        return "yes" if value else "no"
    if isinstance(value, Real):
        return say_number(value, spec)
    if isinstance(value, dt.date):  # datetime and pandas' Timestamp are dates
        return say_day(value)
    if spec:
        raise TypeError(f"format {spec!r} is for numbers, not for {value!r}")
    return str(value)


def join_words(words: Iterable[object]) -> Iterator[object]:
    """Yield the members with what stands between them: a comma, and "and" before the last.

    Examples
    --------
    >>> "".join(map(str, join_words(["Obama", "Hollande", "Putin"])))
    'Obama, Hollande and Putin'
    """
    members = list(words)
    for place, member in enumerate(members):
        if place:
            yield " and " if place == len(members) - 1 else ", "
        yield member


def split_template(template: str, values: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield the pieces of a template: words before, name of the place, its format (the last name is empty).

    Raises
    ------
    TypeError
        A place has no value, or a value has no place.
    """
    used = set()
    for before, name, spec, _ in Formatter().parse(template):
        if name is not None:
            if name not in values:
                raise TypeError(f"the template has no value for {{{name}}}: {template!r}")
            used.add(name)
        yield before, name or "", spec or ""
    if unused := sorted(values.keys() - used):
        raise TypeError(f"the template has no place for {unused[0]}: {template!r}")
