"""From the frames to the timeline of then and later: of one document in full, of many in outline."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hindsight.links.joining import kind_order
from hindsight.links.strength import join_strengths
from hindsight.timeline.lanes import with_lanes
from hindsight.timeline.marks import Mark, Tie, Timeline
from hindsight.timeline.reader import FrameReader, in_range, read_day
from hindsight.timeline.wording import describe, say_count, say_finding, say_outline, say_sides

if TYPE_CHECKING:
    import pandas as pd

MOST_PAIRS = 36  # of texts in an outline: more curves cannot be told apart on a page
_KIND_ORDER = {"office": 0, "document": 1, "date": 2, "claim": 3, "item": 4}


def timeline_rows(
    frames: Mapping[str, pd.DataFrame],
    *,
    document: str | None = None,
    actor: str | None = None,
    date_from: date | str | None = None,
    date_to: date | str | None = None,
    as_of: date | str | None = None,
    lanes: str = "",
) -> Timeline:
    """Return what a timeline of then and later shows.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        `documents`, `related_items`, `sentences`, `mentions`, `actors`, `claims`, `dates`, `links`, as the
        schema has them; an absent frame counts as empty.
    document : str, optional
        The document of then; without it, every document that is not itself later than another one shown.
    actor : str, optional
        Only claims, dates and items in whose sentence or title this actor is mentioned.
    date_from, date_to : date or ISO string, optional
        Only marks that can lie in this range.
    as_of : date or ISO string, optional
        Hide what was published after that day. Dates that the text of then looks forward to stay.
    lanes : str
        ``actor``, ``kind`` or ``document``: marks stand side by side by it; empty: all on the rail.

    Returns
    -------
    Timeline
        Marks in order of time: of then, each document, every date it names that can be placed, every claim
        with a date, a horizon or a link of its own; of later, the items and documents. Links between marks
        that are shown.

    Raises
    ------
    BadParameter
        A document or actor that the frames do not have, lanes of no such kind, or a day that cannot be read.
    """
    first, last = read_day(date_from, "date_from"), read_day(date_to, "date_to")
    reader = FrameReader(frames, actor, read_day(as_of, "as_of"))
    documents = reader.then_documents(document)
    marks = [mark for key in documents for mark in reader.then_marks(key)]
    shown = in_order(mark for mark in (*marks, *reader.later_marks(documents)) if in_range(mark, first, last))
    ties = reader.ties(shown)
    then, later = [m for m in shown if m.side == "then"], [m for m in shown if m.side == "later"]
    timeline = Timeline(
        marks=tuple(shown),
        ties=tuple(ties),
        title=say_finding(then, later, ties),
        subtitle=reader.subtitle(documents, later),
        source=reader.source(documents),
        description=describe(then, later, ties),
        notes=tuple(reader.notes(documents, shown)),
    )
    return with_lanes(timeline, frames, lanes)


def overview_rows(
    frames: Mapping[str, pd.DataFrame],
    *,
    actor: str | None = None,
    date_from: date | str | None = None,
    date_to: date | str | None = None,
    as_of: date | str | None = None,
    lanes: str = "",
) -> Timeline:
    """Return the outline of then and later over many documents: each document of then as one mark with the
    number of its claims, and between it and a later item or document at most one link.

    A document that is later than others and earlier than others stands on both sides. Parameters and errors
    are those of `timeline_rows`. A link stands for all links between the two: of the strongest kind, with
    their number in its reason. Of more than `MOST_PAIRS` pairs the strongest of each document are drawn first
    (so that each can be seen that has something later), then the strongest of the others.
    """
    first, last = read_day(date_from, "date_from"), read_day(date_to, "date_to")
    reader = FrameReader(frames, actor, read_day(as_of, "as_of"))
    documents = reader.outline_documents()
    linked = _count_linked(reader)
    found = [
        _outline(mark, reader, linked[mark.key])
        for key in documents
        if reader.names(key) and (mark := reader.document_mark(key)) is not None
    ]
    later = (replace(m, key=later_key(m.key), opens=m.key) for m in reader.later_marks(documents, both=True))
    shown = in_order(mark for mark in (*found, *later) if in_range(mark, first, last))
    pairs = _bundle(reader, shown)
    ties = _choose(pairs, MOST_PAIRS)
    on_left, on_right = [m for m in shown if m.side == "then"], [m for m in shown if m.side == "later"]
    notes = ["each document has a timeline of its own, with its claims and dates"]
    if left_out := len(pairs) - len(ties):
        notes.append(
            f"{say_count(left_out, 'weaker pair')} of linked texts not drawn, for room; the list has them"
        )
    if undated := sum(reader.document_mark(key) is None for key in documents):
        notes.append(f"{say_count(undated, 'document')} without a date not drawn")
    if alone := sum(reader.document_mark(key) is not None for key in reader.silent_documents()):
        notes.append(f"{say_count(alone, 'document')} not drawn on the left: nothing later is linked to them")
    timeline = Timeline(
        marks=tuple(shown),
        ties=tuple(ties),
        title=say_outline(on_left, on_right, pairs),
        subtitle=say_sides(on_left, on_right, pairs),
        source=reader.source(reader.shown_documents()),
        description=describe(on_left, on_right, ties),
        notes=(*notes, *reader.hidden_notes()),
    )
    return with_lanes(timeline, frames, lanes)


def later_key(key: str) -> str:
    """Return the key of a later mark in an outline, where the same document may stand on the left as well."""
    return f"{key}/later"


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks by side and time; of the same days, claims stay in the order of the text."""
    return sorted(marks, key=lambda mark: (mark.side == "later", mark.days, _KIND_ORDER[mark.kind]))


def _count_linked(reader: FrameReader) -> Counter[str]:
    claims = {
        (row["document_id"], row["claim_id"])
        for row in reader.links
        if row["claim_id"] and row["claim_id"] == row["claim_id"] and not reader.is_later_hidden(row)
    }
    return Counter(document for document, _ in claims)


def _outline(mark: Mark, reader: FrameReader, n_linked: int) -> Mark:
    n_claims = sum(reader.is_named(claim) for claim in reader.claims[mark.key])
    said = say_count(n_claims, "claim") + (f", {n_linked:,} linked" if n_linked else "")
    return replace(mark, detail=said)


def _bundle(reader: FrameReader, marks: list[Mark]) -> list[Tie]:
    """Return one link for each document and what is later, by its strongest kind."""
    sides = {mark.key: mark.side for mark in marks}
    bundles: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for row in reader.links:
        then, later = row["document_id"], row["later_id"]
        later = later_key(later)
        if sides.get(then) == "then" and sides.get(later) == "later":
            tie = Tie(row["link_id"], then, later, row["kind"], float(row["score"]), row["reason"])
            bundles[then, later].append(tie)
    return [_join(ties) for ties in bundles.values()]


def _join(ties: list[Tie]) -> Tie:
    """Return one tie for all between two texts: the strongest, stronger for each further kind, with the
    reasons of the strongest of each kind."""
    ranked = sorted(ties, key=lambda tie: (kind_order(tie.kind), -tie.score, tie.key))
    grounds = {tie.kind: tie for tie in reversed(ranked)}
    grounded = [tie.score for tie in grounds.values() if tie.kind != "site_related"]
    score = join_strengths(grounded)
    reasons = dict.fromkeys(tie.reason for tie in ranked if grounds[tie.kind] is tie)
    more = len(ties) - len(reasons)
    said = " ".join(reasons) + (f" And {say_count(more, 'more link')}." if more > 0 else "")
    return replace(ranked[0], score=score, reason=said)


def _choose(pairs: list[Tie], most: int) -> list[Tie]:
    """Return the strongest pair of each document of then, then the strongest of the rest; weakest first."""
    ranked = sorted(pairs, key=lambda tie: (tie.kind == "site_related", -tie.score, tie.key))
    best = {tie.then: tie for tie in reversed(ranked)}
    ranked.sort(key=lambda tie: best[tie.then] is not tie)  # stable: by strength within both
    return sorted(ranked[:most], key=lambda tie: (tie.kind != "site_related", tie.score, tie.key))
