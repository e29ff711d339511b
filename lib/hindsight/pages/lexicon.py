"""The words by which the parts of a page announce themselves, read once from `lexicon.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
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
_CAPITAL = re.compile(r"(?<!\\)[A-ZÀ-Þ]")  # in a pattern, not the letter of a class such as \\W
_DIGIT = re.compile(r"\d")
_SURE_DIGIT = re.compile(r"\\d(?:\{[1-9]|\+)")
_NEEDS_DIGIT = "0-9"  # stands for any digit in the place of a needed text
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
class Needle:
    """A pattern that is looked for at every place of a line, or of its end: slow, so it has a piece of text
    without which it cannot match, and is tried only where that piece stands.
    """

    cue: str
    need: str
    pattern: re.Pattern[str]
    is_end: bool


@cache
def front_patterns(name: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return the patterns of a class of cues for a line or its beginning: in lower case, and as it stands.

    Matching in lower case lets the engine pass over an alternative by its first letter.
    """
    cue = _lexicon()["cues"][name]
    plain: list[str] = []
    exact: list[str] = []
    for place, frame in _FRAMES.items():
        is_plain = {text: not (cue.get("case") or _CAPITAL.search(text)) for text in cue.get(place, ())}
        for group, wanted in ((plain, True), (exact, False)):
            texts = [text for text, is_so in is_plain.items() if is_so is wanted]
            group += [frame.format("|".join(texts))] if texts else []
    flags = re.NOFLAG if cue.get("case") else re.I
    return (
        re.compile("|".join(plain)) if plain else None,
        re.compile("|".join(exact), flags) if exact else None,
    )


@lru_cache(maxsize=1)
def needles() -> tuple[Needle, ...]:
    """Return the patterns of all classes for the end of a line and for anywhere in it."""
    found: list[Needle] = []
    for name, cue in _lexicon()["cues"].items():
        flags = re.NOFLAG if cue.get("case") else re.I
        for place, frame in (("ends", r"(?:{})\W*\Z"), ("contains", "{}")):
            by_need: dict[str, list[str]] = {}
            for text in cue.get(place, ()):
                need = needed_text(text)
                need = _NEEDS_DIGIT if len(need) < 2 and _SURE_DIGIT.search(text) else need
                by_need.setdefault(need, []).append(frame.format(text))
            found += [
                Needle(name, need, re.compile("|".join(every), flags), place == "ends")
                for need, every in by_need.items()
            ]
    return tuple(found)


def needed_text(pattern: str) -> str:
    """Return a piece of lower-case text without which a pattern of the lexicon cannot match.

    Groups, sets and whatever may be left out are passed over; a pattern with "|" outside its groups needs
    nothing.

    Examples
    --------
    >>> needed_text("(?:in|to) your inboxe?s"), needed_text("[Pp]hotos?: .{2,60}"), needed_text("a|b")
    (' your inbox', 'hoto', '')
    """
    if pattern.startswith(("\\(", "\\|")):
        return pattern[1]
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


def shows_cue(name: str, text: str) -> bool:
    """Return whether a line shows a class of cues."""
    return name in _cues_of(text, (name,))


def _cues_of(text: str, names: tuple[str, ...]) -> set[str]:
    lowered = text.lower()
    fronts, lookups = _searches(names)
    found = set()
    for name, plain, exact in fronts:
        if (plain and plain(lowered)) or (exact and exact(text)):
            found.add(name)
    has_digit = _DIGIT.search(text) is not None
    for name, need, search, is_end in lookups:
        if (
            (has_digit if need == _NEEDS_DIGIT else need in lowered)
            and name not in found
            and (search(text[-_END:]) if is_end else search(text, 0, _REACH))
        ):
            found.add(name)
    return found


_Match = Callable[..., re.Match[str] | None]


@cache
def _searches(
    names: tuple[str, ...],
) -> tuple[list[tuple[str, _Match | None, _Match | None]], list[tuple[str, str, _Match, bool]]]:
    """Return what is tried for some classes of cues: at the beginning of a line, and elsewhere in it."""
    fronts = []
    for name in names:
        plain, exact = front_patterns(name)
        fronts.append((name, plain.match if plain else None, exact.match if exact else None))
    lookups = [(n.cue, n.need, n.pattern.search, n.is_end) for n in needles() if n.cue in names]
    return fronts, lookups


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
        return frozenset(_cues_of(text, names))
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
