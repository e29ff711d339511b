"""Kind, certainty, polarity and claimant of single sentences over all kinds (tests/gold/kinds.txt, CC0)."""

from __future__ import annotations

from pathlib import Path

import pytest

from hindsight.claims import Claim, find_claims
from hindsight.claims.constructions import Construction, find_construction, load_constructions
from hindsight.claims.rows import find_rows
from hindsight.language import parse, read_text

GOLD = Path(__file__).parent / "gold" / "kinds.txt"
# Lines of [control] that are right in all four columns, 32 of 36 as measured; only the total was looked at.
CONTROL = 0.85


def read_lines(part: str) -> list[list[str]]:
    """Return the cells of the lines under ``[part]``."""
    text = GOLD.read_text(encoding="utf-8").split(f"[{part}]\n")[1].split("\n[")[0]
    return [line.split(" | ") for line in text.splitlines() if line]


def find_faults(cells: list[str]) -> list[str]:
    """Return what is wrong with the claim that holds the words of a line."""
    words, kinds, certainties, polarities, claimants, sentence = cells
    at = sentence.index(words)
    claims = [c for c in find_claims(read_text(sentence), [], []) if c.start < at + len(words) and at < c.end]
    if not claims:
        return ["no claim"]
    # Of rows within each other the narrower one is meant.
    claim: Claim = min(claims, key=lambda c: c.end - c.start)
    found = {claim.kind: kinds, claim.certainty: certainties, claim.polarity: polarities}
    found[claim.claimant] = claimants
    return [f"{got}, not {wanted}" for got, wanted in found.items() if got not in wanted.split("/")]


@pytest.mark.parametrize("cells", read_lines("dev"), ids=lambda cells: cells[-1])
def test_claim_of_a_sentence(cells: list[str]) -> None:
    assert find_faults(cells) == []


def test_sentences_no_rule_was_written_for() -> None:
    lines = read_lines("control")
    right = sum(not find_faults(cells) for cells in lines)
    assert right >= CONTROL * len(lines)


@pytest.mark.parametrize("construction", load_constructions(), ids=lambda construction: construction.example)
def test_construction_is_found_in_its_example(construction: Construction) -> None:
    sentence = read_text(construction.example).sentences[0]
    found = [
        find_construction(sentence.tokens, row.clause.verbs, row.first, row.last)
        for row in find_rows(sentence, parse(sentence))
    ]
    assert construction in [match.construction for match in found if match]
