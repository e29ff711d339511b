"""The hard cases of the definitions of claim rows, on sentences of our own (tests/gold/claims.jsonl, CC0)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hindsight.claims import find_claims
from hindsight.language import read_text

GOLD = Path(__file__).parent / "gold" / "claims.jsonl"


def read_cases() -> list[Any]:
    """Return one parameter per sentence; known failures are expected to fail, with their reason."""
    cases = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [
        pytest.param(
            case,
            id=f"{case['case']}: {case['text']}",
            marks=[pytest.mark.xfail(reason=case["known_failure"], strict=True)]
            if "known_failure" in case
            else [],
        )
        for case in cases
    ]


@pytest.mark.parametrize("case", read_cases())
def test_rows_of_a_hard_case_are_found_and_labelled(case: dict[str, Any]) -> None:
    found = [
        {
            "text": case["text"][claim.start : claim.end],
            "kind": claim.kind,
            "certainty": claim.certainty,
            "polarity": claim.polarity,
            "claimant": claim.claimant,
        }
        for claim in find_claims(read_text(case["text"]), [], [])
    ]
    for row in case["claims"]:
        assert row in found
