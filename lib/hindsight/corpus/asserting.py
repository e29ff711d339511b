"""Links that a reader asserts: this later text speaks to this claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hindsight.corpus.corrections import Correction, Corrections, Outcome, find_target
from hindsight.corpus.readings import Row
from hindsight.schema import build_frame, rows_of
from hindsight.schema.keys import digest

if TYPE_CHECKING:
    import pandas as pd

    Frames = Mapping[str, pd.DataFrame]


def later_texts(frames: Frames) -> dict[str, Row]:
    """Return the rows of documents and cards by key: what a link can lead to."""
    documents = {row["document_id"]: row for row in rows_of(frames["documents"]) if row["status"] == "ok"}
    return documents | {row["related_item_id"]: row for row in rows_of(frames["related_items"])}


def check_later(correction: Correction, outcome: Outcome, later: Mapping[str, Row]) -> Outcome:
    """Return what became of a link asserted: orphaned too where its later text is gone."""
    if outcome.target and correction.later not in later:
        return Outcome("orphaned", f"no later text {correction.later!r} in the corpus")
    return outcome


def add_asserted_links(links: pd.DataFrame, corrections: Corrections, frames: Frames) -> pd.DataFrame:
    """Return the links with those that readers asserted; of one reader's on the same ends the last holds."""
    asserted = corrections.of("assert_link")
    if not asserted:
        return links
    clean = {row["document_id"]: row["clean"] for row in rows_of(frames["texts"])}
    claims = {row["claim_id"]: row for row in rows_of(frames["claims"])}
    later = later_texts(frames)
    rows: dict[str, Row] = {}
    for correction in asserted:
        spans = [
            (row["clean_start"], row["clean_end"], key)
            for key, row in claims.items()
            if row["document_id"] == correction.document
        ]
        found = find_target(correction, clean.get(correction.document), spans)
        outcome = check_later(correction, found, later)
        if outcome.target:
            row = _row(correction, claims[outcome.target], later)
            rows[row["link_id"]] = row
    return build_frame("links", [*rows_of(links), *rows.values()])


def _row(correction: Correction, claim: Row, later: Mapping[str, Row]) -> Row:
    then, text = later[claim["document_id"]], later[correction.later]
    days = [row["published_earliest"] for row in (then, text)]
    said = f"{claim['claim_id']} {correction.later} {correction.value} {correction.who}"
    return {
        "link_id": f"{claim['document_id']}.link-{digest(said)}",
        "document_id": claim["document_id"],
        "claim_id": claim["claim_id"],
        "later_id": correction.later,
        "later_frame": "related_items" if "related_item_id" in text else "documents",
        "kind": correction.value,
        "basis": [],
        "terms": [],
        "passage_ids": [],
        "score": 1.0,
        "lag_days": (days[1] - days[0]).days if all(day is not None for day in days) else None,
        "asserted_by": "person",
        "reason": correction.reason or f"{correction.who} put them side by side.",
        "rule": "correction",
        "confidence": 1.0,
    }
