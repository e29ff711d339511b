"""The words by which the parts of a page announce themselves, read once from `lexicon.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# Longer lines are prose: what announces a page part is a short line or stands at the start of one.
CUE_LENGTH = 400
_BUTTON = 150  # code points; longer lines are no menus, headings or buttons
_PARAGRAPHS = ("newsletter", "legal", "comments", "inset", "credit", "contributor", "disclaimer", "bio")
_LONGEST_NOTICE = 1_500
_END = 130  # code points at the end of a line that are looked at for a credit
_REACH = 250  # code points from its start where a cue inside a line is looked for
_FRAMES = {"whole": r"\W*(?:{})\W*\Z", "begins": r"\W*(?:{})"}
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


@dataclass(frozen=True, slots=True)
class Cue:
    """A class of cues: the pattern of a line or its beginning, and those of its end and of anywhere in it.

    A pattern that is looked for at every place of a line is slow, so each has a piece of text without which
    it cannot match, and is tried only where that piece stands.
    """

    front: re.Pattern[str] | None
    ends: tuple[tuple[str, re.Pattern[str]], ...]
    anywhere: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def cue_patterns(name: str) -> Cue:
    """Return the patterns of a class of cues."""
    cue = _lexicon()["cues"][name]
    flags = re.NOFLAG if cue.get("case") else re.I
    fronts = [frame.format("|".join(cue[place])) for place, frame in _FRAMES.items() if cue.get(place)]
    return Cue(
        front=re.compile("|".join(fronts), flags) if fronts else None,
        ends=_with_needs({text: rf"(?:{text})\W*\Z" for text in cue.get("ends", ())}, flags),
        anywhere=_with_needs({text: text for text in cue.get("contains", ())}, flags),
    )


def _with_needs(patterns: dict[str, str], flags: int) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return compiled patterns, those that need the same piece of text as one."""
    by_need: dict[str, list[str]] = {}
    for text, pattern in patterns.items():
        by_need.setdefault(needed_text(text), []).append(pattern)
    return tuple((need, re.compile("|".join(every), flags)) for need, every in by_need.items())


def needed_text(pattern: str) -> str:
    """Return a piece of lower-case text without which a pattern of the lexicon cannot match.

    Groups, sets and whatever may be left out are passed over; a pattern with "|" outside its groups needs
    nothing.

    Examples
    --------
    >>> needed_text("(?:in|to) your inboxe?s"), needed_text("[Pp]hotos?: .{2,60}"), needed_text("a|b")
    (' your inbox', 'hoto', '')
    """
    if pattern.startswith("\\("):
        return "("
    bare = re.sub(
        r"\\[.()\[\]/|?*+-]", lambda match: "\0" if match[0][1] in "|?*+[]" else match[0][1], pattern
    )
    bare = re.sub(r"\\.", "\0", re.sub(r"\[[^\]]*\]", "\0", bare)) if "\\(" not in pattern else ""
    while (inner := re.sub(r"\([^()]*\)", "\0", bare)) != bare:
        bare = inner
    if "|" in bare:
        return ""
    bare = re.sub(r".[?*]|.\{0?,?\d*,?\d*\}|[.^$+{}]", "\0", bare)
    return max(bare.lower().split("\0"), key=len)


def shows_cue(name: str, text: str, lowered: str | None = None) -> bool:
    """Return whether a line shows a class of cues; `lowered` is the line in lower case, if it is at hand."""
    cue = cue_patterns(name)
    if cue.front and cue.front.match(text):
        return True
    lowered = text.lower() if lowered is None else lowered
    return any(need in lowered and pattern.search(text[-_END:]) for need, pattern in cue.ends) or any(
        need in lowered and pattern.search(text, 0, _REACH) for need, pattern in cue.anywhere
    )


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
        names = cue_names() if len(text) <= _BUTTON else _PARAGRAPHS
        lowered = text.lower()
        return frozenset(name for name in names if shows_cue(name, text, lowered))
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


@lru_cache(maxsize=1)
def languages_of_words() -> dict[str, tuple[str, ...]]:
    """Return the languages of each function word.

    Examples
    --------
    >>> languages_of_words()["nicht"]
    ('de',)
    """
    words = sorted(all_function_words())
    return {word: tuple(code for code, known in function_words().items() if word in known) for word in words}
