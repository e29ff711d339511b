"""What is claimed: clauses with claimant, kind, certainty, polarity and orientation.

Sentence by sentence: `find_negations` (cue, scope, event), `find_cues` (hedges and boosters), `is_hedged`,
`find_events` and `judge_events` (factuality); for a text: `find_attributions`, `find_claims`.
"""

from hindsight.claims.attribution import find_attributions, parse_sentences
from hindsight.claims.claim import Attribution, Claim
from hindsight.claims.cues import Cue, find_cues, is_hedged
from hindsight.claims.factuality import Event, find_events, judge_events
from hindsight.claims.find import find_claims
from hindsight.claims.negation import Negation, find_negations
from hindsight.claims.stance import find_stance

__all__ = [
    "Attribution",
    "Claim",
    "Cue",
    "Event",
    "Negation",
    "find_attributions",
    "find_claims",
    "find_cues",
    "find_events",
    "find_negations",
    "find_stance",
    "is_hedged",
    "judge_events",
    "parse_sentences",
]
