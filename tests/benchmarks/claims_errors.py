"""Count what goes wrong with claim rows, by construction: a table for docs/accuracy-claims.md.

    python tests/benchmarks/claims_errors.py [dev,held] [FILE]    # FILE: commentary with marked rows

A row counts as found where a claim covers it with IoU of at least a half. Of rows missed the words that open
them tell the construction, of rows found the reading given and the reading accepted.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from commentary import GOLD, read_commentary
from hindsight.claims import Claim, find_claims
from hindsight.language import read_text
from hindsight.language.reading import Token

_IOU = 0.5
_SHOWN = 60  # code points of an example
_FINITE = ("VBD", "VBP", "VBZ", "MD")


def overlap(gold: dict[str, Any], claim: Claim) -> float:
    """Return the intersection over union of a marked row and a claim, in code points."""
    shared = min(gold["end"], claim.end) - max(gold["start"], claim.start)
    return shared / (max(gold["end"], claim.end) - min(gold["start"], claim.start)) if shared > 0 else 0.0


def name_construction(tokens: list[Token], before: Token | None) -> str:
    """Return what kind of clause the tokens of a missed row make."""
    if not any(token.tag in _FINITE for token in tokens):
        return "no finite verb" if tokens[0].tag != "VB" else "order"
    if tokens[0].tag in ("WDT", "WP", "WP$", "WRB"):
        return "relative or wh-clause"
    if tokens[0].tag in _FINITE or tokens[0].tag in ("VB", "VBN"):
        return "shares the subject of a clause before"
    if before is not None and before.text == ",":
        return "clause behind a comma"
    if before is not None and before.low in (
        "that",
        "if",
        "because",
        "when",
        "while",
        "until",
        "as",
        "and",
        "but",
    ):
        return f"clause behind “{before.low}”"
    return "other clause"


def count_errors(splits: tuple[str, ...], path: Path) -> dict[str, list[str]]:
    """Return the errors: construction or confusion -> the rows concerned."""
    errors: dict[str, list[str]] = defaultdict(list)
    for passage in read_commentary(path, splits):
        text = passage["text"]
        reading = read_text(text, published=passage["published"])
        tokens = [token for sentence in reading.sentences for token in sentence.tokens]
        claims = find_claims(reading, [], [])
        used = set()
        for gold in passage["claims"]:
            best = max(claims, key=lambda claim: overlap(gold, claim), default=None)
            quote = text[gold["start"] : gold["end"]].replace("\n", " ")[:_SHOWN]
            if best is None or overlap(gold, best) < _IOU:
                if gold["core"]:
                    inside = [t for t in tokens if gold["start"] <= t.start and t.end <= gold["end"]]
                    before = next((t for t in reversed(tokens) if t.end <= gold["start"]), None)
                    errors[f"missed: {name_construction(inside, before)}"].append(quote)
                continue
            used.add(id(best))
            if best.kind not in gold["kind_ok"]:
                errors[f"kind: {gold['kind']} taken for {best.kind}"].append(quote)
            if best.is_attributed not in gold["attributed_ok"]:
                whose = (
                    "somebody's taken for the author's"
                    if gold["attributed"]
                    else "the author's given to somebody"
                )
                errors[f"claimant: {whose}"].append(quote)
            if best.polarity not in gold["polarity_ok"]:
                errors[f"polarity: {gold['polarity']} taken for {best.polarity}"].append(quote)
        for claim in claims:
            if id(claim) not in used and not any(overlap(gold, claim) >= _IOU for gold in passage["claims"]):
                errors["a row that the gold has not"].append(text[claim.start : claim.end][:_SHOWN])
    return errors


def main() -> None:
    splits = tuple(sys.argv[1].split(",")) if len(sys.argv) > 1 else ("dev",)
    errors = count_errors(splits, Path(sys.argv[2]) if len(sys.argv) > 2 else GOLD)
    counts = Counter({name: len(quotes) for name, quotes in errors.items()})
    print("| what goes wrong | rows | example |\n| --- | --- | --- |")
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        print(f"| {name} | {count} | {errors[name][0]} |")


if __name__ == "__main__":
    main()
