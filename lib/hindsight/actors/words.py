"""The words that names are made of: tokens with hyphenated names joined again.

The language layer splits every hyphen. A name is one word here (``al-Assad``, ``Kendall-Taylor``), unless
the parts are names of their own (``Russia-Ukraine``, ``ISIL-held``, ``anti-Assad``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hindsight.actors.reference import load_reference, load_words
from hindsight.language.reading import Token


class Word(NamedTuple):
    """A word and its place; `token` is the index of its first token in the sentence."""

    start: int
    end: int
    text: str
    token: int


@lru_cache(maxsize=1)
def _stand_alone() -> frozenset[str]:
    # Parts that are names of their own on both sides of a hyphen.
    reference = load_reference()
    return frozenset(
        name
        for table in (
            reference.state_by_name,
            reference.state_by_demonym,
            reference.state_by_metonym,
            reference.body_by_name,
            reference.place_names,
        )
        for name in (*table, *(key.lower() for key in table))
        if " " not in name
    )


def _is_one_word(parts: list[str]) -> bool:
    lists = load_words()
    first, last = parts[0].lower(), parts[-1].lower()
    if parts[0][:1].isupper() and (
        last in lists["joining"] or (last[:1].islower() and first in _stand_alone())
    ):
        return False
    if first in lists["splitting"] and parts[-1][:1].isupper():
        return False
    alone = _stand_alone()
    capitals = [part for part in parts if part[:1].isupper()]
    return len(capitals) < 2 or not all(part.lower() in alone for part in capitals)


def join_words(tokens: Sequence[Token]) -> list[Word]:
    """Return the words of a sentence: its tokens, with hyphenated words joined where they are one name.

    Examples
    --------
    >>> from hindsight.language import tokenize
    >>> text = "al-Assad fled ISIL-held Aleppo for US-Russian talks with Kendall-Taylor"
    >>> tokens = [Token(a, b, text[a:b], "") for a, b in tokenize(text)]
    >>> [word.text for word in join_words(tokens)][:6]
    ['al-Assad', 'fled', 'ISIL', '-', 'held', 'Aleppo']
    >>> [word.text for word in join_words(tokens)][6:]
    ['for', 'US', '-', 'Russian', 'talks', 'with', 'Kendall-Taylor']
    """
    words: list[Word] = []
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        if (
            i + 2 < n
            and tokens[i + 1].text == "-"
            and token.end == tokens[i + 1].start
            and token.text[-1].isalpha()
        ):
            last = i
            while (
                last + 2 < n
                and tokens[last + 1].text == "-"
                and tokens[last].end == tokens[last + 1].start
                and tokens[last + 1].end == tokens[last + 2].start
                and tokens[last + 2].text[0].isalnum()
            ):
                last += 2
            if last > i and _is_one_word([tokens[k].text for k in range(i, last + 1, 2)]):
                text = "".join(tokens[k].text for k in range(i, last + 1))
                words.append(Word(token.start, tokens[last].end, text, i))
                i = last + 1
                continue
        words.append(Word(token.start, token.end, token.text, i))
        i += 1
    return words
