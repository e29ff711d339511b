"""Constructions that give a claim its kind: `constructions.toml`, matched against the words around a verb."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from hindsight.claims.verbs import VerbGroup, word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_BEFORE = 4  # tokens before the verb that a pattern sees
_BEHIND = 10  # tokens behind it
_CONTRACTED = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "wo": "will", "ca": "can"}


@dataclass(frozen=True, slots=True)
class Construction:
    """A pattern and what it gives.

    `certainty`, `polarity` and `orientation` are None where the clause itself decides. One of the strings
    `needs` must be there (none: nothing is asked), `is_anchored` says that the pattern begins at the verb:
    both only save time.
    """

    pattern: re.Pattern[str]
    kind: str
    modality: str | None
    certainty: str | None
    polarity: str | None
    orientation: str | None
    tense: str | None
    form: re.Pattern[str] | None
    exception: re.Pattern[str] | None
    needs: tuple[str, ...]
    is_anchored: bool
    example: str


@dataclass(frozen=True, slots=True)
class Match:
    """A construction found, and the words that show it."""

    construction: Construction
    cue: str


@lru_cache(maxsize=1)
def load_constructions() -> tuple[Construction, ...]:
    """Return the constructions of `constructions.toml`, in the order in which they are tried."""
    text = resources.files("hindsight.claims").joinpath("constructions.toml").read_text(encoding="utf-8")
    return tuple(
        Construction(
            pattern=re.compile(entry["pattern"]),
            kind=entry["kind"],
            modality=entry.get("modality"),
            certainty=entry.get("certainty"),
            polarity=entry.get("polarity"),
            orientation=entry.get("orientation"),
            tense=entry.get("tense"),
            form=re.compile(entry["form"]) if "form" in entry else None,
            exception=re.compile(entry["except"]) if "except" in entry else None,
            needs=tuple(entry.get("needs", ())),
            is_anchored=entry["pattern"].startswith("@"),
            example=entry["example"],
        )
        for entry in tomllib.loads(text)["construction"]
    )


def find_construction(tokens: Sequence[Token], verbs: VerbGroup, first: int, last: int) -> Match | None:
    """Return the first construction around the verb group of a row ``[first, last]``, if there is one.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> tokens = read_text("The mills had to close.").sentences[0].tokens
    >>> find_construction(tokens, VerbGroup(2, 4), 0, 5).construction.kind
    'assertion'
    """
    start = max(first, verbs.first - _BEFORE)
    end = min(last, verbs.first + _BEHIND) + 1
    before = " ".join(word_of(token) for token in tokens[start : verbs.first])
    behind = " ".join(_base(token) for token in tokens[verbs.first : end])
    stretch = f"{before} @ {behind}"
    is_past, at = tokens[verbs.first].tag == "VBD", len(before) + 1
    for construction in load_constructions():
        if construction.tense and (construction.tense == "past") != is_past:
            continue
        if construction.is_anchored:
            found = construction.pattern.match(stretch, at)
        elif construction.needs and not any(word in stretch for word in construction.needs):
            continue
        else:
            found = construction.pattern.search(stretch)
        if found is None or (construction.exception and construction.exception.search(stretch)):
            continue
        if construction.form is not None:
            forms = " ".join(word_of(token) for token in tokens[verbs.first : end])
            if not construction.form.match(forms):
                continue
        return Match(construction, found["cue"])
    return None


def _base(token: Token) -> str:
    word = word_of(token)
    if token.tag[:2] in ("VB", "MD"):
        if word in _CONTRACTED:
            return _CONTRACTED[word]
        return lemma(token.text, token.tag) if token.tag != "MD" else word
    return "not" if word == "n't" else word
