"""The ledger: every claim of then that looks forward, beside what came later and what a person decided."""

from hindsight.claims.forward import FORWARD, forward_kind
from hindsight.ledger.entries import claims_ahead, keep_ledger
from hindsight.ledger.rubric import Rubric, read_rubric

__all__ = ["FORWARD", "Rubric", "claims_ahead", "forward_kind", "keep_ledger", "read_rubric"]
