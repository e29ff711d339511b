"""Whom a pronoun means: the actors it may refer to, ranked by a small trained model.

The weights are in ``pronouns.tsv.gz``; `hindsight.actors.train_pronouns` makes them.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from hindsight.actors.antecedent_features import describe_candidates
from hindsight.actors.antecedents import Candidate, Pronoun

WEIGHTS_FILE = "pronouns.tsv.gz"


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """Return the weight of each feature."""
    packed = files(__package__).joinpath("data", WEIGHTS_FILE).read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    next(rows)  # the names of the columns
    return {feature: float(weight) for feature, weight in rows}


def rank_actors(
    pronoun: Pronoun, candidates: Sequence[Candidate], weights: Mapping[str, float] | None = None
) -> list[tuple[int, float]]:
    """Return the actors that the pronoun may mean, best first, each with a probability.

    The probabilities are each actor's own (they need not add up to one): a pronoun may mean none of them.
    """
    weights = load_weights() if weights is None else weights
    scored = []
    for actor, row in describe_candidates(pronoun, candidates).items():
        total = sum(weights.get(feature, 0.0) for feature in row)
        scored.append((actor, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))))
    scored.sort(key=lambda item: (-item[1], item[0]))
    return scored
