"""Publisher, kind and language of a page, where its text shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hindsight.pages.lexicon import function_words, languages_of_words, word_table
from hindsight.pages.lines import Line
from hindsight.pages.shapes import Shape

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?[\s,]*(?:(?:19|20)\d\d\s*(?:[-–]\s*(?:19|20)?\d\d)?)?[\s.,|:]*"
    r"(?:by\s+)?(?P<name>[^\W\d_][^|.,;©]{1,60}?(?:\.com|\.org|\.net)?)\s*(?:[|.,;]|all rights|$)",
    re.I,
)
_TITLE_END = re.compile(r"\s+(?:[-–—|•·]|::)\s+(?P<name>[^-–—|]{2,60})$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 2_500  # code points: enough to tell a language
_FEWEST = 5  # function words before a language is said


def find_publisher(
    lines: Sequence[Line], shapes: Sequence[Shape], title: str | None
) -> tuple[str | None, str]:
    """Return the publisher the text shows and how it was known (None: "not given").

    The name after the title on the first line ("Title - Site"), or else in the last copyright line.
    """
    if lines and title and lines[0].text != title and lines[0].text.startswith(title[:40]):
        match = _TITLE_END.search(lines[0].text)
        if match:
            return match["name"].strip(), "title_line"
    for at in range(len(lines) - 1, -1, -1):
        if shapes[at].shows("legal"):
            match = _COPYRIGHT.search(lines[at].text)
            if match and not match["name"].lower().startswith(("all rights", "the content", "reserved")):
                return match["name"].strip(), "copyright"
    return None, "not given"


def find_kind(lines: Sequence[Line], first: int, last: int) -> str | None:
    """Return the CSL type that a kicker between the lines names, None if there is no kicker.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> find_kind(split_lines("Press release\\nTitle"), 0, 2)
    'pamphlet'
    """
    kinds = word_table("page_kinds")
    for line in lines[first:last]:
        if len(line.text) <= 80:
            for part in re.split(r"[|/•·»›,]|\s-\s|\s{2,}", line.text.lower()):
                if part.strip() in kinds:
                    return kinds[part.strip()]
    return None


def find_language(texts: Iterable[str]) -> str | None:
    """Return the ISO 639-1 code of the language whose function words are most frequent, None if too few.

    Examples
    --------
    >>> find_language(["Der Krieg ist nicht vorbei, und die Menschen auf der Insel sind in Not."])
    'de'
    """
    counts = dict.fromkeys(function_words(), 0)
    languages = languages_of_words()
    read = 0
    for text in texts:
        for token in _WORD.findall(text[: _SAMPLE - read]):
            for code in languages.get(token.lower(), ()):
                counts[code] += 1
        read += len(text)
        if read >= _SAMPLE:
            break
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _FEWEST else None
