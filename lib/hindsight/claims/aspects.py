"""What a claim is about: key terms and kind of event."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from hindsight.claims.verbs import word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_MOST_TERMS = 4


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    text = resources.files("hindsight.claims").joinpath("aspects.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def _roots() -> dict[str, str]:
    """Return the event type of each verb; the first type that lists it counts."""
    roots: dict[str, str] = {}
    for root, verbs in _tables()["event_roots"].items():
        if root != "source":
            for verb in verbs:
                roots.setdefault(verb, root)
    return roots


@lru_cache(maxsize=8)
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(_tables()[table][name])


def find_event_root(verb: str) -> str | None:
    """Return the PLOVER event type of a verb's base form, None for one that is not listed.

    Examples
    --------
    >>> find_event_root("deploy"), find_event_root("be")
    ('MOBILIZE', None)
    """
    return _roots().get(verb)


def find_topic(tokens: Sequence[Token], taken: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the key terms of a clause: its nouns with the nouns before them, in order, at most four.

    Parameters
    ----------
    tokens : sequence of Token
    taken : sequence of (int, int)
        Spans that are named elsewhere, such as actors and dates: no terms.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> find_topic(read_text("The grain embargo has raised farm prices.").sentences[0].tokens)
    ('grain embargo', 'farm price')
    """
    terms: list[str] = []
    k = 0
    while k < len(tokens) and len(terms) < _MOST_TERMS:
        first = k
        while k < len(tokens) and tokens[k].tag in ("NN", "NNS") and not _is_taken(tokens[k], taken):
            k += 1
        if k > first:
            words = [word_of(token) for token in tokens[first : k - 1]]
            words.append(lemma(tokens[k - 1].text, tokens[k - 1].tag))
            if words[-1] not in _words("nouns", "empty") and words[-1][0].isalpha():
                terms.append(" ".join(words))
        k = max(k, first + 1)
    return tuple(dict.fromkeys(terms))


def _is_taken(token: Token, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in taken)
