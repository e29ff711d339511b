"""The words of a text that can tie it to another: everything but the closed classes."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

# At least two word characters; hyphens stay inside ("al-Assad", "F-16").
WORD = re.compile(r"\w[\w\-]*\w")


@lru_cache(maxsize=1)
def read_stop_words() -> frozenset[str]:
    """Return the words that never tie two texts together, in lower case.

    Examples
    --------
    >>> "the" in read_stop_words(), "sanctions" in read_stop_words()
    (True, False)
    """
    table = tomllib.loads(
        resources.files("hindsight.links").joinpath("stopwords.toml").read_text(encoding="utf-8")
    )
    return frozenset(word for words in table.values() for word in words.split())


def content_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order, without the stop words.

    Examples
    --------
    >>> content_words("What Comes Next for U.S. Policy Towards Russia?")
    ['next', 'policy', 'russia']
    """
    stop = read_stop_words()
    return [word for word in WORD.findall(text.lower()) if word not in stop]
