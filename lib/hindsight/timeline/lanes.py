"""Lanes: marks side by side by the actor they name first, by their kind, or by their document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from hindsight.errors import BadParameter
from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.reader import rows_named, text_of

if TYPE_CHECKING:
    import pandas as pd

LANES = ("actor", "kind", "document")
MOST_NAMED = 6  # lanes with a name; what belongs to none of them stands in one more
OTHERS, NOBODY = "others", "no one named"
_KIND_LANES = {
    "office": "offices",
    "document": "documents",
    "claim": "claims",
    "date": "dates named",
    "item": "items",
}


def with_lanes(timeline: Timeline, frames: Mapping[str, pd.DataFrame], by: str) -> Timeline:
    """Return the timeline with a lane for each mark.

    Parameters
    ----------
    timeline : Timeline
        Its marks are kept, in their order.
    frames : mapping of str to pandas.DataFrame
        As of `timeline_rows`; `actors`, `mentions`, `claims`, `dates` and `documents` are read.
    by : str
        One of `LANES`, or empty: the timeline as it is.

    Raises
    ------
    BadParameter
        `by` is neither.
    """
    if not by:
        return timeline
    if by not in LANES:
        raise BadParameter(f"no lanes by {by!r}", where="lanes", remedy=f"one of {', '.join(LANES)}")
    if by == "kind":
        names = {mark.key: _KIND_LANES[mark.kind] for mark in timeline.marks}
    elif by == "document":
        titles = {r["document_id"]: text_of(r["title"]) for r in rows_named(frames, "documents")}
        names = {mark.key: titles.get(mark.document_id) or mark.document_id for mark in timeline.marks}
    else:
        names = _first_actors(timeline, frames)
    return name_lanes(timeline, names)


def name_lanes(timeline: Timeline, names: Mapping[str, str]) -> Timeline:
    """Return the timeline with the lanes named by key of mark: those with most marks, in the order in which
    they first appear, then the others."""
    counts: dict[str, int] = {}
    for mark in timeline.marks:
        counts[names[mark.key]] = counts.get(names[mark.key], 0) + 1
    ranked = sorted((name for name in counts if name != NOBODY), key=lambda name: -counts[name])
    kept = set(ranked[:MOST_NAMED])
    lanes = [name for name in counts if name in kept]
    lanes += [OTHERS] if len(ranked) > MOST_NAMED else []
    lanes += [NOBODY] if NOBODY in counts else []
    marks = (
        replace(mark, lane=names[mark.key] if names[mark.key] in {*kept, NOBODY} else OTHERS)
        for mark in timeline.marks
    )
    return replace(timeline, marks=tuple(marks), lanes=tuple(lanes))


def _first_actors(timeline: Timeline, frames: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return the name of whom a mark is about: of a claim its subject, else its claimant; else whoever is
    mentioned first in the sentence, the title of the card or the document."""
    actors = {r["actor_id"]: r["name"] for r in rows_named(frames, "actors")}
    first: dict[str, str] = {}
    for row in rows_named(frames, "mentions"):
        if text_of(row["actor_id"]) in actors:
            for key in ("sentence_id", "related_item_id", "document_id"):
                if place := text_of(row[key]):
                    first.setdefault(place, row["actor_id"])
    claims = {r["claim_id"]: r for r in rows_named(frames, "claims")}
    sentences = {r["date_id"]: r["sentence_id"] for r in rows_named(frames, "dates")}

    def name(mark: Mark) -> str:
        claim = claims.get(mark.key)
        if claim is not None:
            found = text_of(claim["subject_id"]) or text_of(claim["claimant_id"])
            found = found or first.get(claim["sentence_id"], "")
        else:
            own = mark.opens or mark.key
            found = first.get(sentences.get(own, own), "")
        return actors.get(found, NOBODY)

    return {mark.key: name(mark) for mark in timeline.marks}
