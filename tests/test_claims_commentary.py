"""Claim rows on commentary of our own (CC0): its markup, how its two readings agree, floors of accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from commentary import GOLD, read_commentary, read_markup
from hindsight.claims import find_claims
from hindsight.language import read_text

FIRST = GOLD.with_name("commentary_first.txt")
Rows = Sequence[dict[str, Any]]


def overlap(a: dict[str, Any], b: dict[str, Any]) -> float:
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, shared) / (max(a["end"], b["end"]) - min(a["start"], b["start"]))


def pair(gold: Rows, found: Rows) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pair rows one to one, the best overlap first, at least half."""
    ranked = sorted(
        (
            (overlap(a, b), i, j)
            for i, a in enumerate(gold)
            for j, b in enumerate(found)
            if overlap(a, b) >= 0.5
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def claims_of(passage: dict[str, Any]) -> list[dict[str, Any]]:
    reading = read_text(passage["text"], published=passage["published"])
    return [
        {"start": c.start, "end": c.end, "kind": c.kind, "certainty": c.certainty, "polarity": c.polarity}
        for c in find_claims(reading, [], [])
    ]


def test_markup_gives_text_and_rows() -> None:
    text, rows = read_markup("He said {S/A - p @He|it {A n|is} over}.")
    assert text == "He said it is over."
    assert [text[row["start"] : row["end"]] for row in rows] == ["it is over", "is"]
    assert rows[0]["polarity"] == "negative"
    assert rows[0]["claimant"] == "He"


def test_an_unclosed_row_is_an_error() -> None:
    with pytest.raises(ValueError, match="never closed"):
        read_markup("{A n|It is over.")


def test_both_readings_are_of_the_same_text() -> None:
    first, second = read_commentary(FIRST), read_commentary(GOLD)
    assert [passage["text"] for passage in first] == [passage["text"] for passage in second]
    assert len(second) >= 25


def test_the_two_readings_agree() -> None:
    pairs, n = [], 0
    for first, second in zip(read_commentary(FIRST), read_commentary(GOLD), strict=True):
        pairs += pair(second["claims"], first["claims"])
        n += len(first["claims"]) + len(second["claims"])
    assert 2 * len(pairs) / n > 0.9
    assert sum(a["kind"] == b["kind"] for a, b in pairs) / len(pairs) > 0.85


@pytest.mark.parametrize(
    ("split", "rows", "kind", "certainty", "polarity"),
    [("dev", 0.90, 0.80, 0.96, 0.96), ("held", 0.88, 0.70, 0.94, 0.92)],
)
def test_rows_and_labels_keep_their_floors(
    split: str, rows: float, kind: float, certainty: float, polarity: float
) -> None:
    pairs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    n_found = n_core = 0
    for passage in read_commentary(Path(GOLD), (split,)):
        found = claims_of(passage)
        pairs += pair(passage["claims"], found)
        n_found += len(found)
        n_core += sum(claim["core"] for claim in passage["claims"])
    precision = len(pairs) / n_found
    recall = sum(gold["core"] for gold, _ in pairs) / n_core
    assert 2 * precision * recall / (precision + recall) >= rows
    for column, floor in (("kind", kind), ("certainty", certainty), ("polarity", polarity)):
        assert sum(gold[column] == found[column] for gold, found in pairs) / len(pairs) >= floor, column
