"""Which later claim may update, support or contradict a claim of then: candidates for a person to judge.

Two claims are compared by the actors and words they share, their polarity, and whether the earlier one looked
forward. Nothing is understood: a negation elsewhere in the sentence, irony or another occasion go unseen, so
the confidence is low, and only a reader can say that a claim was borne out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hindsight.links.evidence import Side

LEAST_SHARED = 0.4  # part of the smaller claim's weight (by rarity) that both must share
CONFIDENCE = 0.2


@dataclass(frozen=True, slots=True)
class Relation:
    """A later claim, what it may do to the claim of then, the stems that both have, the part of the smaller
    claim that is shared, and the weight of all that is shared."""

    kind: str
    later: Side
    stems: tuple[str, ...]
    score: float
    weight: float


def find_relation(
    claim: Side, later_claims: Iterable[Side], weigh: Callable[[str], float]
) -> Relation | None:
    """Return the later claim closest to a claim of then, None where none is close.

    Notes
    -----
    Close are claims that share two uncommon words, or one and an actor, which make up at least `LEAST_SHARED`
    of the weight of the smaller claim. Of other polarity the later one may *contradict*; else, where the
    earlier one looked forward, it may *update* it, and where it did not, *support* it.
    """
    best: Relation | None = None
    for later in later_claims:
        stems = [stem for stem in claim.terms if stem in later.terms and weigh(stem)]
        actors = [actor for actor in claim.actors if actor in later.actors and weigh(actor)]
        if not stems or len(stems) + len(actors) < 2:
            continue
        smaller = min(_weight(claim, weigh), _weight(later, weigh))
        weight = sum(map(weigh, (*stems, *actors)))
        score = weight / smaller if smaller else 0.0
        if score >= LEAST_SHARED and (best is None or score > best.score):
            stems.sort(key=lambda stem: (-weigh(stem), stem))
            best = Relation(_kind(claim, later), later, tuple(stems), min(1.0, score), weight)
    return best


def _weight(side: Side, weigh: Callable[[str], float]) -> float:
    return sum(map(weigh, (*side.terms, *side.actors)))


def _kind(claim: Side, later: Side) -> str:
    if claim.polarity != later.polarity:
        return "contradicts"
    return "updates" if claim.is_forward else "supports"
