"""Whether a page writes the day or the month first, for dates like 12/10/2020, from what else it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hindsight.pages.imprint import find_language
from hindsight.pages.lines import Line
from hindsight.pages.printed_dates import find_printed_dates

# Money, spelling, zones and forms of address by which American and other pages differ. Spelling pairs: Oxford
# English Dictionary; zones: IANA time zone database.
_MONTH_FIRST = re.compile(
    r"\$\d|\b(?:[ECMP][SD]?T|a\.m\.|p\.m\.)(?![\w])|\bSen\. |\bRep\. |\bGov\. |\bU\.S\.|"
    r"\b\w+(?:ization|izing|ized)\b|\b(?:color|labor|favor|honor|defense|center|percent|program)s?\b"
)
_DAY_FIRST = re.compile(
    r"[€£]\s?\d|\d\s?€|\b(?:GMT|BST|CES?T|AES?T|IST)\b|\b\w+(?:isation|ising|ised)\b|"
    r"\b(?:colour|labour|favour|honour|defence|centre|per cent|programme)s?\b"
)
_SAMPLE = 60_000  # code points of a page that are looked at


def puts_day_first(lines: Iterable[Line]) -> bool | None:
    """Return whether the page's numeric dates have the day first; None where nothing on it tells.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> puts_day_first(split_lines("12/10/2020\\nThe fund of €5 billion supports decarbonisation."))
    True
    """
    texts: list[str] = []
    read = 0
    for line in lines:
        texts.append(line.text[: _SAMPLE - read])
        read += len(line.text)
        if read >= _SAMPLE:
            break
    # Another numeric date that can be read one way only settles it.
    for text in texts:
        if len(text) <= 200:
            for date in find_printed_dates(text):
                numeric = (
                    not date.is_ambiguous and date.day is not None and "/" in text[date.start : date.end]
                )
                if numeric and date.day != date.month and not text[date.start : date.start + 4].isdigit():
                    return int(text[date.start : date.end].split("/")[0]) == date.day
    if find_language(texts) not in (None, "en"):
        return True
    month = sum(len(_MONTH_FIRST.findall(text)) for text in texts)
    day = sum(len(_DAY_FIRST.findall(text)) for text in texts)
    return None if month == day else day > month
