"""From readings to frames: dates, mentions and actors, claims, links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from hindsight.actors import Actor, Mention, find_mentions, group_actors
from hindsight.actors.office_holders import OFFICE_RULES
from hindsight.actors.reference import Reference
from hindsight.claims import Claim, find_claims
from hindsight.claims.forward import FORWARD
from hindsight.corpus.actor_decisions import decide_actors
from hindsight.corpus.corrections import OF_CLAIM, Correction, Corrections, apply_to_rows
from hindsight.corpus.parallel import map_documents
from hindsight.corpus.readings import (
    DocumentReading,
    Row,
    StoredDocument,
    place,
    rows_by_document,
    stored_documents,
)
from hindsight.dates import Candidate, Timex, edtf_of, find_dates, interval_of
from hindsight.schema import KeyMaker, build_frame, rows_of

if TYPE_CHECKING:
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]

_AUTHOR = "author"  # the claimant of what nobody else is said to have said, as the schema calls it


def _place_in(document: DocumentReading, start: int, end: int, sentence: int) -> Row:
    """Columns of the group `place`, and the sentence and card that a span stands in."""
    return place(document.document_id, document.offsets, start, end) | {
        "sentence_id": document.sentence_ids[sentence],
        "related_item_id": document.cards[sentence],
    }


def _raw_span(document: DocumentReading, span: tuple[int, int]) -> str:
    start, end = document.offsets.to_raw(*span)
    return f"{start}:{end}"


# Dates


def tabulate_dates(frames: Frames, corrections: Corrections) -> pd.DataFrame:
    """Return the frame `dates`: one row per temporal expression, a reader's corrections applied."""
    work = [(stored, corrections.of("set_date", stored.document_id)) for stored in stored_documents(frames)]
    return build_frame("dates", chain.from_iterable(map_documents(_find_dates, work)))


def _find_dates(work: tuple[StoredDocument, list[Correction]]) -> list[Row]:
    stored, corrections = work
    document = stored.read()
    rows = date_rows(document, find_dates(document.reading))
    apply_to_rows(rows, corrections, document.offsets.clean, "date_id", _date_change)
    return rows


def date_rows(document: DocumentReading, timexes: Sequence[Timex]) -> list[Row]:
    """Return the temporal expressions of one document as rows, in text order."""
    keys = KeyMaker(document.document_id)
    rows: list[Row] = []
    by_start: dict[int, str] = {}
    for timex in timexes:
        row = _place_in(document, timex.start, timex.end, timex.sentence)
        row["date_id"] = by_start[timex.start] = keys.make("date", row["quote"])
        rows.append(
            row
            | {name: getattr(timex, name) for name in ("type", "value", "mod", "edtf", "earliest", "latest")}
            | {name: getattr(timex, name) for name in ("granularity", "anchor", "rule", "confidence")}
            | {
                "candidate_values": [c.value for c in timex.candidates],
                "candidate_reasons": [c.reason for c in timex.candidates],
            }
        )
    for row, timex in zip(rows, timexes, strict=True):
        row["anchor_date_id"] = None if timex.anchor_start is None else by_start.get(timex.anchor_start)
    return rows


def _date_change(correction: Correction) -> Row:
    earliest, latest = interval_of(correction.value)
    return {
        "value": correction.value,
        "edtf": edtf_of(correction.value),
        "earliest": earliest,
        "latest": latest,
        "candidate_values": [],
        "candidate_reasons": [],
        "rule": "correction",
        "confidence": 1.0,
    }


def read_timexes(document: DocumentReading, dates: Sequence[Row]) -> list[Timex]:
    """Return the dates of one document, as stored, as the records that claims are built from."""
    index = {key: number for number, key in enumerate(document.sentence_ids)}
    return [
        Timex(
            start=row["clean_start"],
            end=row["clean_end"],
            sentence=index[row["sentence_id"]],
            earliest=_day(row["earliest"]),
            latest=_day(row["latest"]),
            candidates=tuple(map(Candidate, row["candidate_values"], row["candidate_reasons"])),
            **{
                k: row[k]
                for k in ("type", "value", "rule", "mod", "edtf", "granularity", "anchor", "confidence")
            },
        )
        for row in dates
    ]


def _day(value: Any) -> str | None:
    return None if value is None else f"{value:%Y-%m-%d}"


# Actors


def tabulate_actors(
    frames: Frames, corrections: Corrections, reference: Reference | None = None
) -> dict[str, pd.DataFrame]:
    """Return the frames `mentions` and `actors`: who is referred to where, over the whole corpus."""
    documents = [stored.read() for stored in stored_documents(frames)]
    found = [(document.reading, find_mentions(document.reading, reference)) for document in documents]
    decisions = decide_actors(corrections, documents, [mentions for _, mentions in found])
    grouped, actors = group_actors(found, decisions, reference)
    rows: list[Row] = []
    for document, mentions in zip(documents, grouped, strict=True):
        rows += mention_rows(document, mentions)
    published = {d.document_id: d.published or "" for d in documents}
    items = frames["related_items"]
    published |= dict(zip(items.related_item_id, items.published.fillna(""), strict=True))
    actor_table = actor_rows(actors, rows, published)
    known = {row["actor_id"] for row in actor_table}
    for row in rows:
        row["candidates"] = [actor for actor in row["candidates"] if actor in known]
    return {"mentions": build_frame("mentions", rows), "actors": build_frame("actors", actor_table)}


def mention_rows(document: DocumentReading, mentions: Iterable[Mention]) -> list[Row]:
    """Return the mentions of one document as rows, in text order."""
    keys = KeyMaker(document.document_id)
    rows = []
    for mention in mentions:
        row = _place_in(document, mention.start, mention.end, mention.sentence)
        rows.append(
            row
            | {
                "mention_id": keys.make("mention", row["quote"]),
                "form": mention.form,
                "type": mention.type,
                "actor_id": mention.actor,
                "candidates": list(mention.candidates),
                "rule": mention.rule,
                "confidence": mention.confidence,
            }
        )
    return rows


def actor_rows(actors: Iterable[Actor], mentions: Sequence[Row], published: Mapping[str, str]) -> list[Row]:
    """Return the actors that are mentioned, with counts over `mentions`.

    Parameters
    ----------
    actors : iterable of Actor
    mentions : sequence of dict
        Rows of the `mentions` frame.
    published : mapping
        EDTF date of each document and related item, ``""`` where unknown: orders first and last mention.
    """
    of_actor: dict[str, list[Row]] = {}
    possible: dict[str, list[Row]] = {}
    for row in mentions:
        if row["actor_id"]:
            of_actor.setdefault(row["actor_id"], []).append(row)
        if row["rule"].startswith(OFFICE_RULES):
            for candidate in row["candidates"]:
                possible.setdefault(candidate, []).append(row)

    def when(row: Row) -> tuple[str, str, int]:
        return published[row["related_item_id"] or row["document_id"]], row["document_id"], row["raw_start"]

    rows = []
    for actor in actors:
        mine = sorted(of_actor.get(actor.id, []), key=when)
        # Who may have held an office in the time of a clause is an actor, though no words are surely theirs.
        places = mine or sorted(possible.get(actor.id, []), key=when)
        if not places:
            continue
        names = Counter(row["quote"] for row in mine if row["form"] == "name")
        aliases = [name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0]))]
        rows.append(
            {
                "actor_id": actor.id,
                "name": actor.name,
                # The author of a page may be named in its byline only.
                "aliases": aliases or list(actor.aliases),
                "kind": actor.kind,
                "role_then": actor.role_then,
                "role_source": actor.role_source,
                "n_mentions": len(mine),
                "n_names": sum(names.values()),
                "n_documents": len({row["document_id"] for row in mine}),
                "first_mention_id": places[0]["mention_id"],
                "last_mention_id": places[-1]["mention_id"],
                "rule": actor.rule,
                "confidence": actor.confidence,
            }
        )
    return rows


def read_mentions(document: DocumentReading, mentions: Sequence[Row]) -> list[Mention]:
    """Return the mentions of one document, as stored, as records."""
    index = {key: number for number, key in enumerate(document.sentence_ids)}
    return [
        Mention(
            start=row["clean_start"],
            end=row["clean_end"],
            form=row["form"],
            type=row["type"],
            sentence=index[row["sentence_id"]],
            rule=row["rule"],
            actor=row["actor_id"],
            candidates=tuple(row["candidates"]),
            confidence=row["confidence"],
        )
        for row in mentions
    ]


# Claims


def tabulate_claims(frames: Frames, corrections: Corrections) -> pd.DataFrame:
    """Return the frame `claims`: one row per clause that someone can be held to.

    The title and teaser of a card are read too, until the item's own page is in the corpus.
    """
    items = frames["related_items"]
    replaced = frozenset(items.related_item_id[items.page_document_id.notna()])
    dates, mentions = rows_by_document(frames["dates"]), rows_by_document(frames["mentions"])
    work = []
    for stored in stored_documents(frames):
        key = stored.document_id
        decided = [c for c in corrections.made if c.action in OF_CLAIM and c.document == key]
        work.append((stored, dates.get(key, []), mentions.get(key, []), decided, replaced))
    rows = list(chain.from_iterable(map_documents(_find_claims, work)))
    names: dict[str, str] = {}
    called: dict[str, set[str]] = {}  # actors by every form of their names
    for actor in rows_of(frames["actors"]):
        names[actor["actor_id"]] = actor["name"]
        for name in (actor["name"], *actor["aliases"]):
            called.setdefault(name, set()).add(actor["actor_id"])
    for row in rows:
        if row["is_attributed"]:  # "he" says little in a table
            if row["rule"] == "correction" and len(known := called.get(row["claimant"], set())) == 1:
                (row["claimant_id"],) = known
            row["claimant"] = names.get(row["claimant_id"], row["claimant"])
    return build_frame("claims", rows)


def _find_claims(
    work: tuple[StoredDocument, list[Row], list[Row], list[Correction], frozenset[str]],
) -> list[Row]:
    stored, dates, mentions, corrections, replaced = work
    document = stored.read()
    timexes = read_timexes(document, dates)
    claims = find_claims(document.reading, timexes, read_mentions(document, mentions))
    rows = claim_rows(document, claims, [row["date_id"] for row in dates])
    apply_to_rows(rows, corrections, document.offsets.clean, "claim_id", _claim_change)
    return [row for row in rows if row["related_item_id"] not in replaced]


def claim_rows(document: DocumentReading, claims: Sequence[Claim], date_ids: Sequence[str]) -> list[Row]:
    """Return the claims of one document as rows; `date_ids` are the keys of the dates they index."""
    keys = KeyMaker(document.document_id)
    rows: list[Row] = []
    for claim in claims:
        row = _place_in(document, claim.start, claim.end, claim.sentence)
        row["claim_id"] = keys.make("claim", row["quote"])
        for name in ("source", "cue"):
            span = getattr(claim, name)
            start, end = document.offsets.to_raw(*span) if span else (None, None)
            row |= {f"{name}_start": start, f"{name}_end": end}
        rows.append(
            row
            | {
                name: getattr(claim, name)
                for name in ("claimant", "is_attributed", "kind", "content_kind", "evidence")
            }
            | {name: getattr(claim, name) for name in ("modality", "modal_cue", "certainty", "polarity")}
            | {
                name: getattr(claim, name)
                for name in ("orientation", "horizon_from", "horizon", "is_core", "rule", "confidence")
            }
            | {
                "claimant_id": claim.claimant_actor,
                "claimant_candidates": list(claim.claimant_candidates),
                "hedge_types": list(claim.hedge_types),
                "booster_spans": [_raw_span(document, span) for span in claim.boosters],
                "hedge_spans": [_raw_span(document, span) for span in claim.hedges],
                "negation_spans": [_raw_span(document, span) for span in claim.negations],
                "subject_id": claim.subject,
                "target_ids": list(claim.targets),
                "target_stances": list(claim.target_stances),
                "topic": list(claim.topic),
                "event_root": claim.event_root,
                "settled_by": claim.settled_by,
                "date_ids": [date_ids[index] for index in claim.dates],
            }
        )
    for row, claim in zip(rows, claims, strict=True):
        condition = None if claim.condition is None else rows[claim.condition]
        row["condition_id"] = condition and condition["claim_id"]
        row["condition"] = condition and condition["quote"]
    return rows


def _claim_change(correction: Correction) -> Row:
    change: Row = {
        OF_CLAIM[correction.action]: correction.value,
        "rule": "correction",
        "confidence": 1.0,
    }
    if correction.action == "set_claim_kind":
        change["evidence"] = f"corrected by {correction.who}"
        if correction.value in FORWARD:
            change["orientation"] = "future"  # who calls it a prediction says that it looks ahead
    if correction.action == "set_claimant":
        change |= {"is_attributed": correction.value != _AUTHOR, "claimant_id": None}
    return change
