"""Reads the rows of the frames as marks of a timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hindsight.dates.interval import interval_of
from hindsight.errors import BadParameter
from hindsight.timeline.marks import Mark, Reading, Tie
from hindsight.timeline.wording import say_count, say_day, say_span

if TYPE_CHECKING:
    import pandas as pd

UNSURE = 0.5  # confidence below which a date is drawn as inferred
_OPEN_START, _OPEN_END = ("BEFORE", "ON_OR_BEFORE"), ("AFTER", "ON_OR_AFTER")
Row = dict[str, Any]


class FrameReader:
    """Reads the rows of the frames as marks; nothing published after `as_of`, and only what names `actor`."""

    def __init__(
        self, frames: Mapping[str, pd.DataFrame], actor: str | None = None, as_of: date | None = None
    ) -> None:
        self.as_of = as_of
        self.documents = {r["document_id"]: r for r in rows_named(frames, "documents") if r["status"] == "ok"}
        self.items = {r["related_item_id"]: r for r in rows_named(frames, "related_items")}
        self.sentences = {r["sentence_id"]: r for r in rows_named(frames, "sentences")}
        self.links = rows_named(frames, "links")
        self.claims, self.dates = (self._by_document(frames, name) for name in ("claims", "dates"))
        self._dates_by_id = {row["date_id"]: row for rows in self.dates.values() for row in rows}
        self._named: set[str] | None = None  # sentences, items and documents that mention the actor asked for
        if actor is not None:
            mentions = [r for r in rows_named(frames, "mentions") if r["actor_id"] == actor]
            known = {r["actor_id"] for r in rows_named(frames, "actors")} | {r["actor_id"] for r in mentions}
            if actor not in known:
                raise BadParameter(f"no actor {actor!r}", remedy="use a key of the actors frame")
            keys = (r[k] for r in mentions for k in ("sentence_id", "related_item_id", "document_id"))
            self._named = {key for key in keys if isinstance(key, str)}

    @staticmethod
    def _by_document(frames: Mapping[str, pd.DataFrame], name: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows_named(frames, name):
            if not text_of(row["related_item_id"]):  # what stands on a card belongs to the later item
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
            key for key in self.documents if key not in later and not self.is_hidden(self.documents[key])
        ]
        return sorted(found, key=self._by_day)

    def _by_day(self, key: str) -> tuple[date, str]:
        return day_of(self.documents[key]["published_earliest"]) or date.max, key

    def then_marks(self, key: str) -> list[Mark]:
        """Return the marks of one document: itself, its claims that have a time or a link, its other
        dates."""
        linked = {r["claim_id"] for r in self.links if text_of(r["claim_id"]) and not self.is_later_hidden(r)}
        marks = [mark] if (mark := self.document_mark(key)) is not None else []
        covered: set[str] = set()
        for claim in self.claims[key]:
            if not self.is_named(claim):
                continue
            mark = self.claim_mark(claim)
            if mark is not None and (mark.is_dated or claim["claim_id"] in linked):
                covered.update(mark.rows)
                marks.append(mark)
        for row in self.dates[key]:
            if row["date_id"] not in covered and self.is_named(row):
                marks += [mark] if (mark := self.date_mark(row)) is not None else []
        return marks

    def outline_documents(self) -> list[str]:
        """Return the documents of then in an overview, by date: those with something later, and those that
        are later than no other."""
        silent = set(self.silent_documents())
        return [key for key in self.shown_documents() if key not in silent]

    def silent_documents(self) -> list[str]:
        """Return the documents that are later than others and have nothing later themselves, by date."""
        shown = [row for row in self.links if not self.is_later_hidden(row)]
        later = {row["later_id"] for row in shown if row["later_frame"] == "documents"}
        leading = {row["document_id"] for row in shown}
        return [key for key in self.shown_documents() if key in later and key not in leading]

    def shown_documents(self) -> list[str]:
        """Return all documents that are not hidden, by date."""
        found = [key for key, row in self.documents.items() if not self.is_hidden(row)]
        return sorted(found, key=self._by_day)

    def document_mark(self, key: str, side: str = "then") -> Mark | None:
        """Return the mark of a document, None where it has no date."""
        row = self.documents[key]
        published = self.published(row)
        if published is None:
            return None
        label = text_of(row["title"]) or key
        about = ", ".join(row["authors"])
        if side == "later":
            about = text_of(row["publisher"]) or about
        return Mark(key, side, "document", label, *published, key, detail=about)

    def claim_mark(self, claim: Row) -> Mark | None:
        """Return the mark of a claim: at the first date inside it that can be placed, else at the day it was
        published; None where there is neither."""
        key, label = claim["claim_id"], claim["quote"]
        document = claim["document_id"]
        inside = {d: self._dates_by_id.get(d) for d in claim["date_ids"]}
        for date_id, row in inside.items():
            if row is not None and (timed := self.date_mark(row)) is not None:
                return Mark(
                    key, "then", "claim", label, timed.earliest, timed.latest, document,
                    detail=timed.label, is_uncertain=timed.is_uncertain, readings=timed.readings,
                    rows=(date_id,),
                )  # fmt: skip
        published = self.published(self.documents[document])
        return Mark(key, "then", "claim", label, *published, document, is_dated=False) if published else None

    def later_marks(self, documents: list[str], *, both: bool = False) -> list[Mark]:
        """Return the items beneath the documents of then and what they link to; documents of then only where
        they may stand on both sides."""
        then = set(documents)
        own = [key for key, row in self.items.items() if row["document_id"] in then]
        linked = [r["later_id"] for r in self.links if r["document_id"] in then]
        marks = []
        for key in sorted({*own, *linked}):
            if key in self.items:
                mark = self.item_mark(key)
            elif (
                (key in then and not both) or key not in self.documents or self.is_hidden(self.documents[key])
            ):
                continue
            else:
                mark = self.document_mark(key, "later")
            if mark is not None and self.names(key):
                marks.append(mark)
        return marks

    def item_mark(self, key: str) -> Mark | None:
        """Return the mark of a related item, None where it is hidden or has no date."""
        row = self.items[key]
        published = self.published(row)
        if published is None or self.is_hidden(row):
            return None
        about = " · ".join(part for part in (text_of(row["kind"]), text_of(row["outlet"])) if part)
        label = text_of(row["title"]) or key
        return Mark(key, "later", "item", label, *published, row["document_id"], detail=about)

    def ties(self, marks: list[Mark]) -> list[Tie]:
        """Return the links between marks that are shown, weakest kind first."""
        sides = {mark.key: mark.side for mark in marks}
        found = []
        for row in self.links:
            then = text_of(row["claim_id"]) or row["document_id"]
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
            day = day_of(row["published_earliest"])
            authors = ", ".join(row["authors"])
            parts = [
                authors,
                f"“{text_of(row['title']) or documents[0]}”",
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
        publishers = dict.fromkeys(text_of(self.documents[key]["publisher"]) for key in documents)
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
        undated = [key for key in documents if self.published(self.documents[key]) is None]
        if undated:
            notes.append(f"{say_count(len(undated), 'document')} without a date")
        return [*notes, *self.hidden_notes()]

    def hidden_notes(self) -> list[str]:
        """Return that later texts are hidden, where they are."""
        return [f"nothing published after {say_day(self.as_of)} is shown"] if self.as_of is not None else []

    def actor_notes(self, n_undated: int, *, has_offices: bool) -> list[str]:
        """Return what an actor's timeline does not show, and why."""
        notes = [] if has_offices else ["the reference table has no office of this actor"]
        if n_undated:
            notes.append(f"{say_count(n_undated, 'document')} without a date not drawn, with what they say")
        return [*notes, *self.hidden_notes()]

    def date_mark(self, row: Row) -> Mark | None:
        """Return the mark of a date, None where it cannot be placed."""
        if row["type"] not in ("DATE", "TIME"):
            return None
        earliest, latest = day_of(row["earliest"]), day_of(row["latest"])
        mod = text_of(row["mod"])
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
            row["date_id"], "then", "date", f"“{row['quote']}”", earliest, latest, row["document_id"],
            detail=sentence["quote"] if sentence else "",
            is_uncertain=mod == "APPROX" or "~" in text_of(row["edtf"]) or row["confidence"] < UNSURE,
            readings=tuple(readings),
        )  # fmt: skip

    def names(self, key: str) -> bool:
        """Return whether a sentence, item or document mentions the actor asked for, if one was."""
        return self._named is None or key in self._named

    def is_named(self, row: Row) -> bool:
        """Return whether the sentence of a row mentions the actor asked for, if one was."""
        return self.names(row["sentence_id"])

    def is_hidden(self, row: Row) -> bool:
        """Return whether a document or item was published after `as_of`, or nobody knows when."""
        published = day_of(row["published_earliest"])
        return self.as_of is not None and (published is None or published > self.as_of)

    def is_later_hidden(self, link: Row) -> bool:
        """Return whether the later end of a link is hidden or not there."""
        row = self.items.get(link["later_id"]) or self.documents.get(link["later_id"])
        return row is None or self.is_hidden(row)

    @staticmethod
    def published(row: Row) -> tuple[date, date] | None:
        """Return the first and last day on which a document or item can have been published."""
        first, last = day_of(row["published_earliest"]), day_of(row["published_latest"])
        return (first, last or first) if first else None


def in_range(mark: Mark, first: date | None, last: date | None) -> bool:
    """Return whether a mark can lie between two days."""
    if first and mark.latest and mark.latest < first:
        return False
    return not (last and mark.earliest and mark.earliest > last)


def read_day(value: date | str | None, name: str) -> date | None:
    """Return a day given as a parameter.

    Raises
    ------
    BadParameter
        It is not one.
    """
    if value is None or value == "":
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        raise BadParameter(f"{name}: {value!r} is no day", remedy="write it as 2015-11-23") from None


def rows_named(frames: Mapping[str, pd.DataFrame], name: str) -> list[Row]:
    """Return the rows of a frame; an absent frame has none."""
    frame = frames.get(name)
    return [] if frame is None else frame.to_dict("records")  # type: ignore[return-value]


def text_of(value: Any) -> str:
    """Return a text, empty where it is missing."""
    return value if isinstance(value, str) else ""


def day_of(value: Any) -> date | None:
    """Return a day of a frame, None where it is missing."""
    if value is None or value != value:  # NaT is not equal to itself
        return None
    day: date = value.date()
    return day
