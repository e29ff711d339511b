"""From the frames to one actor's timeline: offices held, claims by and about, dates, texts, later items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hindsight.actors.reference import Term, load_reference
from hindsight.actors.roles import find_terms
from hindsight.dates.interval import interval_of
from hindsight.errors import BadParameter
from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.reader import FrameReader, Row, in_range, read_day, rows_named, text_of
from hindsight.timeline.rows import in_order
from hindsight.timeline.wording import describe_actor, say_actor, say_actor_when

if TYPE_CHECKING:
    import pandas as pd

OFFICES, TEXTS, BY, ABOUT, DATES, LATER = (
    "offices held",
    "documents that name the actor",
    "claims by the actor",
    "claims about the actor",
    "dates in the same sentences",
    "later items",
)
ACTOR_LANES = (OFFICES, TEXTS, BY, ABOUT, DATES, LATER)


def actor_rows(
    frames: Mapping[str, pd.DataFrame],
    actor: str,
    *,
    document: str | None = None,
    date_from: date | str | None = None,
    date_to: date | str | None = None,
    as_of: date | str | None = None,
) -> Timeline:
    """Return what one actor's timeline shows.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        As of `timeline_rows`.
    actor : str
        Key of the actor.
    document : str, optional
        Only this document and what stands beneath it.
    date_from, date_to : date or ISO string, optional
        Only marks that can lie in this range.
    as_of : date or ISO string, optional
        Hide what was published after that day, offices taken up after it, and how those held then ended.

    Returns
    -------
    Timeline
        On one rail, in six lanes: the offices that the reference table of the actors has, each document that
        mentions the actor, every claim that the actor makes (as its source, or as the author of its text),
        every other claim about the actor (subject or target), the other dates in sentences that mention the
        actor, and the later items that do or that are linked to one of the claims.

    Raises
    ------
    BadParameter
        No such actor or document, or a day that cannot be read.
    """
    first, last, until = (
        read_day(value, name)
        for value, name in ((date_from, "date_from"), (date_to, "date_to"), (as_of, "as_of"))
    )
    reader = FrameReader(frames, actor, until)
    row = next((r for r in rows_named(frames, "actors") if r["actor_id"] == actor), None)
    if row is None:
        raise BadParameter(f"no actor {actor!r}", remedy="use a key of the actors frame")
    documents = reader.then_documents(document) if document else reader.shown_documents()
    found = [*_offices(row, until), *_marks(reader, documents, row)]
    marks = in_order(mark for mark in found if in_range(mark, first, last))
    if not any(mark.lane == ABOUT for mark in marks):  # nothing to tell the actor's own claims from
        marks = [replace(mark, tag="") for mark in marks]
    undrawn = sum(reader.published(reader.documents[key]) is None and reader.names(key) for key in documents)
    has_offices = row["kind"] != "person" or any(mark.kind == "office" for mark in marks)
    notes = reader.actor_notes(undrawn, has_offices=has_offices)
    return Timeline(
        marks=tuple(marks),
        title=say_actor(row["name"], marks),
        subtitle=say_actor_when(row["name"], text_of(row["role_then"]), marks),
        source=reader.source([key for key in documents if reader.names(key)]),
        description=describe_actor(row["name"], marks, ACTOR_LANES),
        notes=tuple(notes),
        lanes=ACTOR_LANES,
        is_one_rail=True,
    )


def _offices(actor: Row, until: date | None) -> Iterator[Mark]:
    for number, term in enumerate(find_terms(actor["name"], None)):
        start, end = _day_of(term.start, 0), _day_of(term.end, 1)
        if start is None or (until is not None and start > until):
            continue
        if until is not None and end is not None and end > until:
            end = None
        yield Mark(
            f"{actor['actor_id']}.office-{number}", "then", "office", _say_office(term), start, end,
            "", detail="from the table of offices", lane=OFFICES, opens=actor["actor_id"],
            is_uncertain=len(term.start) < len("2015-01-01") or 0 < len(term.end) < len("2015-01-01"),
        )  # fmt: skip


def _say_office(term: Term) -> str:
    state = load_reference().state_by_code.get(term.of)
    body = state.name if state is not None else term.of
    return term.title if body in term.title else f"{term.title}, {body}"


def _day_of(value: str, end: int) -> date | None:
    day = interval_of(value)[end] if value else None
    return date.fromisoformat(day) if day else None


def _marks(reader: FrameReader, documents: list[str], row: Row) -> Iterator[Mark]:
    actor = row["actor_id"]
    names = {name.casefold() for name in (row["name"], *row["aliases"])}
    covered: set[str] = set()
    ours: set[str] = set()
    for key in documents:
        if reader.names(key) and (mark := reader.document_mark(key)) is not None:
            yield replace(mark, lane=TEXTS)
        is_author = any(author.casefold() in names for author in reader.documents[key]["authors"])
        for claim in reader.claims[key]:
            is_own = is_author and claim["claimant"] == "author"
            is_by = is_own or claim["claimant_id"] == actor
            if not is_by and claim["subject_id"] != actor and actor not in claim["target_ids"]:
                continue
            ours.add(claim["claim_id"])
            if (mark := reader.claim_mark(claim)) is not None:
                covered.update(mark.rows)
                yield replace(mark, lane=BY, tag="By this actor:") if is_by else replace(mark, lane=ABOUT)
        for row in reader.dates[key]:
            is_left = row["date_id"] not in covered and reader.is_named(row)
            if is_left and (mark := reader.date_mark(row)) is not None:
                yield replace(mark, lane=DATES)
    linked = {row["later_id"] for row in reader.links if row["claim_id"] in ours}
    shown = set(documents)
    for key, item in reader.items.items():
        is_ours = item["document_id"] in shown and (reader.names(key) or key in linked)
        if is_ours and (mark := reader.item_mark(key)) is not None:
            yield replace(mark, lane=LATER)
