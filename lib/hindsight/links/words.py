"""The words of a text that can tie it to another: everything but the closed classes."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

# At least two word characters; hyphens stay inside ("al-Assad", "F-16").
WORD = re.compile(r"\w[\w\-]*\w")


@lru_cache(maxsize=1)
def _tables() -> dict[str, frozenset[str]]:
    text = resources.files("hindsight.links").joinpath("stopwords.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


@lru_cache(maxsize=1)
def read_stop_words() -> frozenset[str]:
    """Return the words that never tie two texts together, in lower case.

    Examples
    --------
    >>> "the" in read_stop_words(), "sanctions" in read_stop_words()
    (True, False)
    """
    return frozenset().union(*(words for name, words in _tables().items() if name != "calendar"))


def content_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order, without stop words and names of the calendar.

    Examples
    --------
    >>> content_words("What Comes Next for U.S. Policy Towards Russia?")
    ['next', 'policy', 'russia']
    >>> content_words("The march of 3 March")
    ['march']
    """
    stop, calendar = read_stop_words(), _tables()["calendar"]
    return [
        word.lower()
        for word in WORD.findall(text)
        if word.lower() not in stop and not (word[0].isupper() and word.lower() in calendar)
    ]


@lru_cache(maxsize=1)
def read_common_stems() -> dict[str, float]:
    """Return the stems that many English texts have, and the part of texts that have them.

    Examples
    --------
    >>> common = read_common_stems()
    >>> common["call"] > common["summer"] > common["secretari"], "ceasefir" in common
    (True, False)
    """
    table = resources.files("hindsight.links").joinpath("common_stems.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {stem: float(part) for stem, part in rows}


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return the Porter stem of a word in lower case: two lines of a card rarely repeat a word in the same
    form.

    Examples
    --------
    >>> stem_of("sanctions"), stem_of("supporting")
    ('sanction', 'support')
    """
    return str(_stemmer().stem(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    from nltk.stem.porter import (
        PorterStemmer,
    )  # late: ranking needs no stemmer, and NLTK takes a while to load

    return PorterStemmer()
