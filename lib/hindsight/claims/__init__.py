"""What is claimed: clauses with claimant, kind, certainty, polarity and orientation."""

from hindsight.claims.attribution import find_attributions
from hindsight.claims.claim import Attribution, Claim
from hindsight.claims.find import find_claims

__all__ = ["Attribution", "Claim", "find_attributions", "find_claims"]
