"""Clauses with "that" which say what was said, behind words that part them from their verb.

"The minister told the Commons that the war would be short": the tagger and the parser take such clauses for
relative ones of the noun before, which in the treebanks they mostly are. A verb of saying that has no other
content decides (Quirk et al., 1985, 16.60: ditransitive verbs with a that-clause; 15.4 on their position).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from hindsight.language.lemmas import lemma

_IN_PHRASE = frozenset(
    (
        "DT",
        "PDT",
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "CD",
        "PRP$",
        "POS",
        "PRP",
        "HYPH",
        "IN",
        "TO",
    )
)
_ADVERBS = frozenset(("RB", "RP"))
_OPENS_SUBJECT = frozenset(
    ("DT", "PDT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "PRP", "EX", "VBG", "WP")
)
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_VERBS = frozenset(("VB", "VBD", "VBP", "VBZ", "VBG", "VBN"))
_FARTHEST = 14  # tokens between the verb and "that"


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    text = (files(__package__) / "content_clauses.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name])


def content_clauses(words: Sequence[str], tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (verb, that) for each clause that says what was said and does not stand right behind its verb.

    Examples
    --------
    >>> words = "Blair told the Commons last week that Iraq would disarm .".split()
    >>> tags = ["NNP", "VBD", "DT", "NNPS", "JJ", "NN", "WDT", "NNP", "MD", "VB", "."]
    >>> list(content_clauses(words, tags))
    [(1, 6)]
    """
    for k in range(2, len(words) - 2):
        if words[k].lower() == "that" and tags[k] in ("WDT", "IN") and tags[k + 1] in _OPENS_SUBJECT:
            verb = _verb_before(words, tags, k)
            if verb is not None and verb < k - 1 and _parts(words, tags, verb, k):
                yield verb, k


def _verb_before(words: Sequence[str], tags: Sequence[str], that: int) -> int | None:
    for k in range(that - 1, max(-1, that - _FARTHEST - 1), -1):
        if tags[k] in _VERBS:
            base = lemma(words[k], tags[k])
            return k if base in _words("saying") or base in _words("telling") else None
        if tags[k] not in _IN_PHRASE and tags[k] not in _ADVERBS:
            return None
    return None


def _parts(words: Sequence[str], tags: Sequence[str], verb: int, that: int) -> bool:
    """Whether what stands between is who was told, when, where or how; not what was said."""
    first = next((k for k in range(verb + 1, that) if tags[k] not in _ADVERBS), that)
    if first == that or tags[first] in ("IN", "TO"):
        return True
    end = next((k for k in range(first, that) if tags[k] in ("IN", "TO", *_ADVERBS)), that)
    if words[end - 1].lower() in _words("times"):
        # "told the committee last year": whom, then when
        end = next((k for k in range(first + 1, end) if tags[k] == "JJ" and tags[k - 1] in _NOUNS), first)
    if end == first:
        return True
    base = lemma(words[verb], tags[verb])
    return base in _words("telling") and words[end - 1].lower() not in _words("told")
