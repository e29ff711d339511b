"""What a claim is about: key terms, kind of event, stance toward an actor."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from hindsight.claims.verbs import word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_NEGATORS = frozenset(("not", "n't", "no", "never", "without", "hardly"))
_MOST_TERMS = 4
_REACH = 14  # tokens on either side of a name in which a word of praise or blame is taken to be about it
_TURNED = 3  # tokens before such a word in which a negator turns it round


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


def find_stance(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return the stance toward ``[start, end)``, by words of praise and blame: positive, neutral, negative.

    Notes
    -----
    Nearer words count more, a negator turns a word round. Known failures: quoted praise and blame, and words
    about somebody else in the same clause. Measured on NewsMTSC (docs/accuracy-claims.md).

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> find_stance(read_text("Smith is not a good leader.").sentences[0].tokens, 0, 5)
    'negative'
    """
    inside = [k for k, token in enumerate(tokens) if token.start < end and start < token.end]
    if not inside:
        return "neutral"
    first, last = inside[0], inside[-1]
    score = 0.0
    for k in range(max(0, first - _REACH), min(len(tokens), last + _REACH)):
        if first <= k <= last:
            continue
        word = lemma(tokens[k].text, tokens[k].tag)
        weight = (word in _words("stance", "positive")) - (word in _words("stance", "negative"))
        if weight:
            if any(word_of(tokens[i]) in _NEGATORS for i in range(max(0, k - _TURNED), k)):
                weight = -weight
            distance = first - k if k < first else k - last
            score += weight * (1.0 if distance < _REACH // 2 else 0.5)
    return "positive" if score > 0 else "negative" if score < 0 else "neutral"
