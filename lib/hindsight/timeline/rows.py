"""From the frames to what a timeline shows: marks then and later, and the links between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hindsight.dates.interval import interval_of
from hindsight.errors import BadParameter
from hindsight.timeline.marks import Mark, Reading, Tie, Timeline
from hindsight.timeline.wording import describe, say_count, say_day, say_finding, say_span

if TYPE_CHECKING:
    import pandas as pd

UNSURE = 0.5  # confidence below which a date is drawn as inferred
_OPEN_START, _OPEN_END = ("BEFORE", "ON_OR_BEFORE"), ("AFTER", "ON_OR_AFTER")
_KIND_ORDER = {"document": 0, "date": 1, "claim": 2, "item": 3}
Row = dict[str, Any]


def timeline_rows(
    frames: Mapping[str, pd.DataFrame],
    *,
    document: str | None = None,
    actor: str | None = None,
    date_from: date | str | None = None,
    date_to: date | str | None = None,
    as_of: date | str | None = None,
) -> Timeline:
    """Return what a timeline of then and later shows.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        `documents`, `related_items`, `sentences`, `mentions`, `claims`, `dates`, `links`, as the schema has
        them; an absent frame counts as empty.
    document : str, optional
        The document of then; without it, every document that is not itself later than another one shown.
    actor : str, optional
        Only claims, dates and items in whose sentence or title this actor is mentioned.
    date_from, date_to : date or ISO string, optional
        Only marks that can lie in this range.
    as_of : date or ISO string, optional
        Hide what was published after that day. Dates that the text of then looks forward to stay.

    Returns
    -------
    Timeline
        Marks in order of time: of then, each document, every date it names that can be placed, every claim
        with a date, a horizon or a link of its own; of later, the items and documents. Links between marks
        that are shown.

    Raises
    ------
    BadParameter
        A document or actor that the frames do not have, or a day that cannot be read.
    """
    first, last = _read_day(date_from, "date_from"), _read_day(date_to, "date_to")
    reader = _Reader(frames, actor, _read_day(as_of, "as_of"))
    documents = reader.then_documents(document)
    then = [mark for key in documents for mark in reader.then_marks(key)]
    later = reader.later_marks(documents)
    shown = [mark for mark in (*then, *later) if _in_range(mark, first, last)]
    # Of the same days, claims stay in the order of the text.
    shown.sort(key=lambda mark: (mark.side == "later", mark.days, _KIND_ORDER[mark.kind]))
    ties = reader.ties(shown)
    then, later = [m for m in shown if m.side == "then"], [m for m in shown if m.side == "later"]
    return Timeline(
        marks=tuple(shown),
        ties=tuple(ties),
        title=say_finding(then, later, ties),
        subtitle=reader.subtitle(documents, later),
        source=reader.source(documents),
        description=describe(then, later, ties),
        notes=tuple(reader.notes(documents, shown)),
    )


class _Reader:
    """Reads the rows of the frames as marks."""

    def __init__(self, frames: Mapping[str, pd.DataFrame], actor: str | None, as_of: date | None) -> None:
        self.as_of = as_of
        self.documents = {r["document_id"]: r for r in _rows(frames, "documents") if r["status"] == "ok"}
        self.items = {r["related_item_id"]: r for r in _rows(frames, "related_items")}
        self.sentences = {r["sentence_id"]: r for r in _rows(frames, "sentences")}
        self.links = _rows(frames, "links")
        self.claims, self.dates = (self._by_document(frames, name) for name in ("claims", "dates"))
        self._named: set[str] | None = None  # sentences, items and documents that mention the actor asked for
        if actor is not None:
            mentions = [r for r in _rows(frames, "mentions") if r["actor_id"] == actor]
            known = {r["actor_id"] for r in _rows(frames, "actors")} | {r["actor_id"] for r in mentions}
            if actor not in known:
                raise BadParameter(f"no actor {actor!r}", remedy="use a key of the actors frame")
            keys = (r[k] for r in mentions for k in ("sentence_id", "related_item_id", "document_id"))
            self._named = {key for key in keys if isinstance(key, str)}

    @staticmethod
    def _by_document(frames: Mapping[str, pd.DataFrame], name: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(frames, name):
            if not _text(row["related_item_id"]):  # what stands on a card belongs to the later item
                found[row["document_id"]].append(row)
        return found

    def then_documents(self, document: str | None) -> list[str]:
        """Return the documents of then, by date."""
        if document is not None:
            if document not in self.documents:
                raise BadParameter(f"no document {document!r}", remedy="use a key of the documents frame")
            return [document]
        later = {r["later_id"] for r in self.links if r["later_frame"] == "documents"}
        found = [
            key for key in self.documents if key not in later and not self._is_hidden(self.documents[key])
        ]
        return sorted(
            found, key=lambda key: (_day(self.documents[key]["published_earliest"]) or date.max, key)
        )

    def then_marks(self, key: str) -> list[Mark]:
        """Return the marks of one document: itself, its claims that have a time or a link, its other
        dates."""
        row = self.documents[key]
        published = self._published(row)
        marks = []
        if published is not None:
            label = _text(row["title"]) or key
            authors = ", ".join(row["authors"])
            marks.append(Mark(key, "then", "document", label, *published, key, detail=authors, lane=key))
        dates = {r["date_id"]: r for r in self.dates[key]}
        linked = {r["claim_id"] for r in self.links if _text(r["claim_id"]) and not self._is_later_hidden(r)}
        covered: set[str] = set()
        for claim in self.claims[key]:
            inside = [dates[d] for d in claim["date_ids"] if d in dates and self._mark_of_date(dates[d], key)]
            if not self._is_named(claim) or not (inside or claim["claim_id"] in linked):
                continue
            timed = self._mark_of_date(inside[0], key) if inside else None
            label = claim["quote"]
            if timed is not None:
                covered.add(inside[0]["date_id"])
                mark = Mark(
                    claim["claim_id"], "then", "claim", label, timed.earliest, timed.latest, key,
                    detail=f"“{inside[0]['quote']}”", is_uncertain=timed.is_uncertain,
                    readings=timed.readings, lane=key, rows=(inside[0]["date_id"],),
                )  # fmt: skip
                marks.append(mark)
            elif published is not None:
                undated = Mark(
                    claim["claim_id"], "then", "claim", label, *published, key, is_dated=False, lane=key
                )
                marks.append(undated)
        for date_id, row in dates.items():
            if date_id in covered or not self._is_named(row):
                continue
            if (timed := self._mark_of_date(row, key)) is not None:
                marks.append(timed)
        return marks

    def later_marks(self, documents: list[str]) -> list[Mark]:
        """Return the items beneath the documents of then, what they link to, and the other later
        documents."""
        own = [key for key, row in self.items.items() if row["document_id"] in documents]
        linked = [r["later_id"] for r in self.links if r["document_id"] in documents]
        marks = []
        for key in sorted({*own, *linked}):
            frame, row = (
                ("related_items", self.items.get(key))
                if key in self.items
                else ("documents", self.documents.get(key))
            )
            if row is None or key in documents or self._is_hidden(row):
                continue
            published = self._published(row)
            if published is None or (self._named is not None and key not in self._named):
                continue
            label = _text(row["title"]) or key
            if frame == "related_items":
                about = " · ".join(part for part in (_text(row["kind"]), _text(row["outlet"])) if part)
            else:
                about = _text(row["publisher"]) or ", ".join(row["authors"])
            kind = "item" if frame == "related_items" else "document"
            marks.append(
                Mark(key, "later", kind, label, *published, row["document_id"], detail=about, lane=key)
            )
        return marks

    def ties(self, marks: list[Mark]) -> list[Tie]:
        """Return the links between marks that are shown, weakest kind first."""
        sides = {mark.key: mark.side for mark in marks}
        found = []
        for row in self.links:
            then = _text(row["claim_id"]) or row["document_id"]
            if sides.get(then) == "then" and sides.get(row["later_id"]) == "later":
                reason = row["reason"]
                found.append(
                    Tie(row["link_id"], then, row["later_id"], row["kind"], float(row["score"]), reason)
                )
        return sorted(found, key=lambda tie: (tie.kind != "site_related", tie.score, tie.key))

    def subtitle(self, documents: list[str], later: list[Mark]) -> str:
        """Return who and when."""
        if not documents:
            return ""
        row = self.documents[documents[0]]
        if len(documents) == 1:
            day = _day(row["published_earliest"])
            authors = ", ".join(row["authors"])
            parts = [
                authors,
                f"“{_text(row['title']) or documents[0]}”",
                say_day(day) if day else "undated",
            ]
            said = ", ".join(part for part in parts if part)
        else:
            said = say_count(len(documents), "document")
        if later:
            said += f" · {say_count(len(later), 'later item')}, {say_span(later)}"
        return said

    def source(self, documents: list[str]) -> str:
        """Return where it comes from."""
        publishers = dict.fromkeys(_text(self.documents[key]["publisher"]) for key in documents)
        paths = [self.documents[key]["raw_path"] for key in documents]
        where = ", ".join(paths) if len(paths) <= 2 else f"{paths[0]} and {len(paths) - 1} more pages"
        named = ", ".join(name for name in publishers if name)
        return f"Source: {named + ', ' if named else ''}{where}"

    def notes(self, documents: list[str], shown: list[Mark]) -> list[str]:
        """Return what is not drawn, and why."""
        keys = {mark.key for mark in shown} | {key for mark in shown for key in mark.rows}
        notes = []
        missing = sum(r["claim_id"] not in keys for key in documents for r in self.claims[key])
        if missing:
            notes.append(f"{say_count(missing, 'claim')} without a date or a link not drawn")
        placeless = sum(
            r["date_id"] not in keys and r["type"] in ("DATE", "TIME")
            for key in documents
            for r in self.dates[key]
        )
        if placeless:
            notes.append(
                f"{say_count(placeless, 'date')} that cannot be placed or are out of range not drawn"
            )
        undated = [key for key in documents if self._published(self.documents[key]) is None]
        if undated:
            notes.append(f"{say_count(len(undated), 'document')} without a date")
        if self.as_of is not None:
            notes.append(f"nothing published after {say_day(self.as_of)} is shown")
        return notes

    def _mark_of_date(self, row: Row, document_id: str) -> Mark | None:
        if row["type"] not in ("DATE", "TIME"):
            return None
        earliest, latest = _day(row["earliest"]), _day(row["latest"])
        mod = _text(row["mod"])
        if mod in _OPEN_START:
            earliest = None
        if mod in _OPEN_END:
            latest = None
        if earliest is None and latest is None:
            return None
        if earliest and latest and latest < earliest:
            return None
        readings = []
        for value in row["candidate_values"]:
            first, last = interval_of(value)
            if first and last:
                readings.append(Reading(date.fromisoformat(first), date.fromisoformat(last), value))
        sentence = self.sentences.get(row["sentence_id"])
        return Mark(
            row["date_id"], "then", "date", f"“{row['quote']}”", earliest, latest, document_id,
            detail=sentence["quote"] if sentence else "",
            is_uncertain=mod == "APPROX" or "~" in _text(row["edtf"]) or row["confidence"] < UNSURE,
            readings=tuple(readings), lane=document_id,
        )  # fmt: skip

    def _is_named(self, row: Row) -> bool:
        return self._named is None or row["sentence_id"] in self._named

    def _is_hidden(self, row: Row) -> bool:
        published = _day(row["published_earliest"])
        return self.as_of is not None and (published is None or published > self.as_of)

    def _is_later_hidden(self, link: Row) -> bool:
        row = self.items.get(link["later_id"]) or self.documents.get(link["later_id"])
        return row is None or self._is_hidden(row)

    @staticmethod
    def _published(row: Row) -> tuple[date, date] | None:
        first, last = _day(row["published_earliest"]), _day(row["published_latest"])
        return (first, last or first) if first else None


def _in_range(mark: Mark, first: date | None, last: date | None) -> bool:
    if first and mark.latest and mark.latest < first:
        return False
    return not (last and mark.earliest and mark.earliest > last)


def _read_day(value: date | str | None, name: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        raise BadParameter(f"{name}: {value!r} is no day", remedy="write it as 2015-11-23") from None


def _rows(frames: Mapping[str, pd.DataFrame], name: str) -> list[Row]:
    frame = frames.get(name)
    return [] if frame is None else frame.to_dict("records")  # type: ignore[return-value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    if value is None or value != value:  # NaT is not equal to itself
        return None
    day: date = value.date()
    return day
