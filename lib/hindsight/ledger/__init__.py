"""The ledger: every claim of then that looks forward, beside what came later and what a person decided."""

from hindsight.ledger.entries import forward_kind, keep_ledger
from hindsight.ledger.rubric import Rubric, read_rubric
from hindsight.links.evidence import FORWARD

__all__ = ["FORWARD", "Rubric", "forward_kind", "keep_ledger", "read_rubric"]
