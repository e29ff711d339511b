"""Whom a pronoun means: the actors it may refer to, ranked by a small trained model.

The weights are in ``pronouns.tsv``; `hindsight.actors.train_pronouns` makes them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from hindsight.actors.antecedent_features import describe_candidates
from hindsight.actors.antecedents import Candidate, Pronoun
from hindsight.actors.reference import read_rows

WEIGHTS_FILE = "pronouns.tsv"


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """Return the weight of each feature."""
    rows = read_rows(files(__package__).joinpath("data"), WEIGHTS_FILE)
    return {row["feature"]: float(row["weight"]) for row in rows}


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
