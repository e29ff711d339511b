"""The frames of a person's decisions: what became of each correction, and the verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hindsight.corpus.asserting import check_later, later_texts
from hindsight.corpus.corrections import (
    ANCHORED,
    NAMED,
    OF_DOCUMENT,
    Correction,
    Corrections,
    Outcome,
    find_named,
    find_target,
)
from hindsight.corpus.readings import Row
from hindsight.schema import FRAMES, build_frame, rows_of

if TYPE_CHECKING:
    import pandas as pd


def decision_frames(corrections: Corrections, frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the frames `corrections` and `verdicts`.

    Parameters
    ----------
    corrections : Corrections
        As read from ``data/corrections/``.
    frames : mapping
        The frames documents, related_items, texts, mentions, actors, claims and dates of this run.
    """
    texts = {row["document_id"]: row["clean"] for row in rows_of(frames["texts"])}
    aliases = {
        alias: actor["actor_id"]
        for actor in rows_of(frames["actors"])
        for alias in (*actor["aliases"], actor["name"])
    }
    documents = set(frames["documents"].document_id)
    later = later_texts(frames)
    rows: list[Row] = []
    # Of one action on one row the later decision holds; of verdicts, each reader's own: readers may differ.
    latest: dict[tuple[str, ...], Row] = {}
    verdicts: dict[tuple[str, ...], Row] = {}
    for correction in corrections.made:
        outcome = _resolve(correction, frames, texts, aliases, documents)
        if correction.action == "assert_link":
            outcome = check_later(correction, outcome, later)
        row = _row(correction, outcome)
        rows.append(row)
        if not outcome.target:
            continue
        is_verdict = correction.action == "verdict"
        of_whom = correction.who if is_verdict else correction.later
        subject = (correction.action, outcome.target, of_whom)
        if earlier := latest.get(subject):
            earlier |= {"status": "superseded", "detail": f"{correction.id} decided anew"}
        latest[subject] = row
        if is_verdict:
            verdicts.pop(subject, None)  # so that the frame keeps the order of the files
            verdicts[subject] = {
                "verdict_id": correction.id,
                "claim_id": outcome.target,
                "verdict": correction.value,
                "rationale": correction.reason or None,
                "who": correction.who,
                "when": correction.when,
                "seen_through": correction.seen_through or None,
                "rubric": correction.rubric or None,
            }
    for name, problem in corrections.refused:
        rows.append(
            {"correction_id": name, "action": "unknown", "who": "unknown", "when": "unknown"}
            | {"status": "refused", "detail": problem}
        )
    return {
        "corrections": build_frame("corrections", rows),
        "verdicts": build_frame("verdicts", verdicts.values()),
    }


def _resolve(
    correction: Correction,
    frames: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    aliases: Mapping[str, str],
    documents: set[str],
) -> Outcome:
    if correction.action in NAMED:
        return find_named(correction, aliases)
    if correction.action in OF_DOCUMENT:
        if correction.document in documents:
            column = OF_DOCUMENT[correction.action]
            return Outcome("applied", f"{column} → {correction.value}", correction.document)
        return Outcome("orphaned", f"no document {correction.document!r} in the corpus")
    name = ANCHORED[correction.action]
    frame, key = frames[name], FRAMES[name].key[0]
    mine = rows_of(frame[frame.document_id == correction.document])
    spans = [(row["clean_start"], row["clean_end"], row[key]) for row in mine]
    return find_target(correction, texts.get(correction.document), spans)


def _row(correction: Correction, outcome: Outcome) -> Row:
    return {
        "correction_id": correction.id,
        "document_id": correction.document or None,
        "action": correction.action,
        "target_id": outcome.target,
        "exact": correction.exact or " | ".join(correction.names) or None,
        "prefix": correction.prefix or None,
        "suffix": correction.suffix or None,
        "value": correction.value,
        "who": correction.who,
        "when": correction.when,
        "reason": correction.reason or None,
        "status": outcome.status,
        "detail": outcome.detail,
    }
