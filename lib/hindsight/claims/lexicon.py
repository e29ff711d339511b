"""The word lists of `lexicon.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    text = resources.files("hindsight.claims").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=64)
def words(table: str, *lists: str) -> frozenset[str]:
    """Return the words of one or several lists of a table.

    Examples
    --------
    >>> "might" in words("modals", "possible")
    True
    """
    return frozenset(word for name in lists for word in _tables()[table][name])


@lru_cache(maxsize=8)
def phrases(table: str, name: str) -> dict[str, list[tuple[str, ...]]]:
    """Return the entries of several words of a list by their first word, the longest first.

    Examples
    --------
    >>> ("no", "longer") in phrases("negation", "phrases").get("no", [])
    True
    """
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(_tables()[table][name], key=lambda p: (-len(p), p)):
        by_first.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    return by_first
