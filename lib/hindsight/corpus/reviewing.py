"""Reviewing in a terminal: the claim on the left, what came later on the right, one key a verdict."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from hindsight.corpus.review import Case, Evidence, Review
from hindsight.ledger import Rubric
from hindsight.schema import FRAMES, rows_of
from hindsight.visible import shorten, visible

if TYPE_CHECKING:
    import pandas as pd

NARROWEST = 90  # columns of a terminal that has room for two sides
WIDEST = 132
_GAP = " │ "
_LONGEST_LINE = 90  # characters of a claim in a list
STATUSES = FRAMES["ledger"].columns["status"].values
KEYS = {
    "b": "borne_out",
    "p": "partly",
    "n": "not_borne_out",
    "c": "condition_not_met",
    "k": "not_checkable",
    "a": "not_addressed",
}
_PROMPT = "[b]orne out  [p]artly  [n]ot borne out  [c]ondition not met  not chec[k]able  not [a]ddressed\n"
_PROMPT += "[s]kip  show the [r]ubric  [q]uit > "


def converse(
    review: Review, *, ask: Callable[[str], str] = input, say: Callable[[str], object] = print
) -> None:
    """Take a reader through a review, until all is judged or they quit.

    Parameters
    ----------
    review : Review
        Each verdict is kept as soon as it is given.
    ask, say : callable
        Ask a question and return the answer; say something. The end of the input quits.
    """
    rubric = review.rubric
    say(f"Reader: {visible(review.who)}. Rubric: {rubric.source}, SHA-256 {rubric.short}….")
    if review.seen_through:
        say(f"Evidence seen through {review.seen_through}.")
    try:
        while case := review.case:
            say("\n" + describe_case(case, width=_width()))
            if not _answer(review, ask, say):
                break
    except (EOFError, KeyboardInterrupt):
        say("")
    say(review.farewell())


def describe_ledger(ledger: pd.DataFrame, rubric: Rubric) -> Iterator[str]:
    """Yield the ledger as lines of text, one a claim, and counts; safe for a terminal."""
    rows = rows_of(ledger)
    for row in rows:
        status = row["verdict"] if row["status"] == "judged" else row["status"]
        words = visible(shorten(row["quote"], _LONGEST_LINE))
        yield f"{status.replace('_', ' '):<18}  {row['kind']:<12}  {words}  {row['claim_id']}"
    counts = {status: sum(row["status"] == status for row in rows) for status in STATUSES}
    reached = sum(bool(row["link_ids"]) for row in rows)
    yield f"{len(rows)} claims look forward; later texts of the corpus may speak to {reached} of them; " + (
        f"{counts['judged']} judged, {counts['candidate_evidence']} with candidate evidence to read, "
        f"{counts['not_addressed']} not addressed."
    )
    yield f"Rubric: {rubric.source}, SHA-256 {rubric.short}…"


def _answer(review: Review, ask: Callable[[str], str], say: Callable[[str], object]) -> bool:
    """Ask until the claim is judged or skipped; False to quit."""
    while True:
        key = ask(_PROMPT).strip().lower()
        if key == "q":
            return False
        if key == "s":
            review.skip()
            return True
        if key == "r":
            say(visible(review.rubric.text))
        elif key in KEYS:
            review.give(KEYS[key], ask("Why (one line, may be empty) > ").strip())
            return True
        else:
            say(f"{visible(key)!r} is none of the keys.")


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size().columns)


def describe_case(case: Case, *, width: int = WIDEST) -> str:
    """Return a claim and what came later as text, side by side where there is room; safe for a terminal."""
    head = visible(f"Claim {case.number} of {case.total} · {case.title} · {case.signed}")
    is_wide = width >= NARROWEST
    column = (width - len(_GAP)) // 2 if is_wide else width
    then = ["THEN", *_fold(f"{case.before}[{case.words}]{case.after}", column), ""]
    for name, words in case.facts:
        then += _fold(f"{name}: {words}", column)
    later = ["LATER", *(_fold(case.note, column) if case.note else [])]
    for piece in case.evidence:
        later += _describe_evidence(piece, column)
    if not is_wide:
        return "\n".join([*_fold(head, width), "", *then, "", *later])
    height = max(len(then), len(later))
    left, right = (side + [""] * (height - len(side)) for side in (then, later))
    lines = [f"{one:<{column}}{_GAP}{other}".rstrip() for one, other in zip(left, right, strict=True)]
    return "\n".join([*_fold(head, width), "", *lines])


def _describe_evidence(piece: Evidence, column: int) -> Iterator[str]:
    yield from _fold(f"{piece.day or 'undated'} · {piece.title}", column)
    for words in piece.words:
        yield from _fold(f"“{words}”", column)
    yield from _fold(f"({' '.join(piece.reasons)})", column)
    yield ""


def _fold(text: str, width: int) -> list[str]:
    return textwrap.wrap(visible(" ".join(text.split())), max(20, width))
