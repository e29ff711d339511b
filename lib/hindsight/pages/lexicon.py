"""The words by which the parts of a page announce themselves, read once from `lexicon.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# Longer lines are prose: what announces a page part is a short line or stands at the start of one.
CUE_LENGTH = 400
_LONGEST_NOTICE = 1_500
# Classes that come as whole paragraphs: terms of a newsletter, a disclaimer, a note on cookies.
_OPENING = ("newsletter", "legal", "disclaimer", "comments")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files("hindsight.pages") / "lexicon.toml").read_text(encoding="utf-8"))


@cache
def word_table(name: str) -> dict[str, str]:
    """Return a table of words with their meaning; a list of words stands for itself.

    Examples
    --------
    >>> word_table("months")["mai"]
    '5'
    """
    table = _lexicon()["words"][name]["entries"]
    if isinstance(table, list):
        return {word: word for word in table}
    return {word: str(meaning) for meaning, words in table.items() for word in words}


@cache
def element_names(group: str) -> frozenset[str]:
    """Return a group of HTML element names.

    Examples
    --------
    >>> "br" in element_names("void")
    True
    """
    return frozenset(_lexicon()["elements"][group].split())


@cache
def cue_pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of a class of cues: whole lines, beginnings, endings, and words anywhere."""
    cue = _lexicon()["cues"][name]
    branches = []
    for place, frame in (
        ("whole", r"\A\W*(?:{})\W*\Z"),
        ("begins", r"\A\W*(?:{})"),
        ("ends", r"(?:{})\W*\Z"),
        ("contains", r"(?:{})"),
    ):
        if cue.get(place):
            branches.append(frame.format("|".join(cue[place])))
    return re.compile("|".join(branches), 0 if cue.get("case") else re.I)


@lru_cache(maxsize=1)
def cue_names() -> tuple[str, ...]:
    """Return the names of the classes of cues, in the order of the file."""
    return tuple(_lexicon()["cues"])


@lru_cache(maxsize=1)
def opening_pattern() -> re.Pattern[str]:
    """Return the pattern of the cues that can open a paragraph, one named group a class."""
    cues = _lexicon()["cues"]
    return re.compile(
        "|".join(rf"(?P<{name}>\A\W{{0,3}}(?:{'|'.join(cues[name]['begins'])}))" for name in _OPENING), re.I
    )


@lru_cache(maxsize=4096)
def find_cues(text: str) -> frozenset[str]:
    """Return the classes of cues a line shows.

    Examples
    --------
    >>> sorted(find_cues("Share on Facebook")), sorted(find_cues("Copyright 2019. All Rights Reserved."))
    (['share'], ['legal'])
    """
    if len(text) <= CUE_LENGTH:
        return frozenset(name for name in cue_names() if cue_pattern(name).search(text))
    opening = opening_pattern().match(text[:CUE_LENGTH]) if len(text) <= _LONGEST_NOTICE else None
    return frozenset((opening.lastgroup,)) if opening and opening.lastgroup else frozenset()


@lru_cache(maxsize=1)
def function_words() -> dict[str, frozenset[str]]:
    """Return the function words of each language the workbench reads, by ISO 639-1 code."""
    return {code: frozenset(words) for code, words in _lexicon()["function_words"]["entries"].items()}


@lru_cache(maxsize=1)
def all_function_words() -> frozenset[str]:
    """Return the function words of all languages together."""
    return frozenset().union(*function_words().values())
