"""How strong a link is: weights of actors and words, closeness of texts, and one scale from 0 to below 1."""

from __future__ import annotations

import math
from collections.abc import Iterable

from hindsight.links.evidence import DateMention, Rarity

TITLED = 1.5  # what a title names counts half as much again
ALIKE = 3.0  # by which the cosine of two texts becomes comparable with the sum of weights of a claim
BESIDE = 0.5  # strength of what stands beside the matter: an author, a day


class Weights(dict[str, float]):
    """The weight of every actor and stem, looked up millions of times and worked out once."""

    def __init__(self, rarity: Rarity) -> None:
        super().__init__()
        self._rarity = rarity

    def __missing__(self, key: str) -> float:
        weight = self[key] = self._rarity.of(key)
        return weight


def bounded(weight: float) -> float:
    """Return a strength below 1: half of it is reached with a weight of 1, about two rare names."""
    return weight / (1 + weight)


def precision(named: DateMention) -> float:
    """Return 1 for a day, less for a week or month."""
    return 1 / (1 + math.log1p((named.latest - named.earliest).days))


def join_strengths(strengths: Iterable[float]) -> float:
    """Return the strength of several grounds together: each closes part of what is left to 1.

    Examples
    --------
    >>> join_strengths([0.5, 0.2]), join_strengths([])
    (0.6, 0.0)
    """
    return 1.0 - math.prod(1 - strength for strength in strengths)
