"""Reviewing the ledger: one claim at a time beside what came later, verdicts kept as they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hindsight.errors import BadParameter
from hindsight.ledger import Rubric
from hindsight.links.strength import join_strengths
from hindsight.reports.wording import say_day
from hindsight.schema import FRAMES, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from hindsight.corpus.corpus import Corpus

GetFrame = Callable[[str], "pd.DataFrame"]
VERDICTS = FRAMES["verdicts"].columns["verdict"].values
SILENT = "Nothing later in this corpus speaks to it."


@dataclass(frozen=True, slots=True)
class Evidence:
    """A later text: its day and title, the sentences to read, and why they may speak to the claim."""

    day: str
    title: str
    words: tuple[str, ...]
    reasons: tuple[str, ...]
    strength: float = 1.0  # of all links together; 1 where a person asserts one


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that looks forward, ready to be judged: the sentence around it, and what came later."""

    claim_id: str
    number: int
    total: int
    title: str
    signed: str
    before: str
    words: str
    after: str
    facts: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    note: str  # why there is no evidence; empty where there is some


class Review:
    """A reader's way through the ledger; made by `Corpus.review`.

    A claim comes up until the reader has judged it with evidence through the day that the corpus reaches to:
    it comes up again when something later is added. What is given is kept at once, so that a review can be
    left at any time and taken up again.

    Parameters
    ----------
    corpus : Corpus
        What to review; with `as_of` in its selection the review is blind.
    who : str
        The reader.
    """

    def __init__(self, corpus: Corpus, *, who: str) -> None:
        if not who.strip():
            raise BadParameter("nobody is named", where="who", remedy="say who gives the verdicts")
        self._corpus, self.who = corpus, who
        self.rubric: Rubric = corpus.rubric
        self.as_of = corpus.selection.as_of or ""
        self.seen_through = self.as_of or _last_day(corpus)
        self.n_given = 0
        entries = rows_of(corpus.frame("ledger"))
        self.total = len(entries)
        done = self._judged_already()
        self._n_skipped = 0
        self._queue = [(n, row) for n, row in enumerate(entries, start=1) if row["claim_id"] not in done]

    def _judged_already(self) -> set[str]:
        return {
            row["claim_id"]
            for row in rows_of(self._corpus.frame("verdicts"))
            if row["who"] == self.who and _iso(row["seen_through"]) >= self.seen_through
        }

    @property
    def n_left(self) -> int:
        """How many claims are still to be judged."""
        return len(self._queue) + self._n_skipped

    @property
    def case(self) -> Case | None:
        """The claim to judge now; None when all are done."""
        return self._make_case(*self._queue[0]) if self._queue else None

    def give(self, verdict: str, reason: str = "") -> Review:
        """Give a verdict on the claim shown and go on to the next.

        Parameters
        ----------
        verdict : str
            borne_out, partly, not_borne_out, condition_not_met, not_checkable or not_addressed.
        reason : str
            Why: what you relied on.

        Raises
        ------
        BadParameter
            There is no such verdict, or nothing is left to judge; nothing was written.
        """
        if verdict not in VERDICTS:
            raise BadParameter(f"no verdict {verdict!r}", remedy=f"one of {', '.join(VERDICTS)}")
        if not self._queue:
            raise BadParameter("nothing is left to judge", remedy="add pages, or review as another reader")
        claim_id = self._queue[0][1]["claim_id"]
        self._corpus.decide.give_verdict(
            claim_id, verdict, who=self.who, reason=reason, seen_through=self.seen_through
        )
        self._queue.pop(0)
        self.n_given += 1
        return self

    def skip(self) -> Review:
        """Leave the claim shown for another time and go on to the next."""
        if self._queue:
            self._queue.pop(0)
            self._n_skipped += 1
        return self

    def _make_case(self, number: int, row: dict[str, Any]) -> Case:
        get = self._corpus.frame
        document = next(d for d in rows_of(get("documents")) if d["document_id"] == row["document_id"])
        before, words, after = _in_sentence(row, rows_of(get("sentences")))
        day = document["published_earliest"]
        signed = [
            ", ".join(document["authors"]),
            say_day(day) if day is not None else document["published"] or "",
        ]
        evidence = tuple(Shelf(get).find_evidence(row))
        return Case(
            claim_id=row["claim_id"],
            number=number,
            total=self.total,
            title=document["title"] or document["document_id"],
            signed=", ".join(filter(None, signed)),
            before=before,
            words=words,
            after=after,
            facts=tuple(_facts(row)),
            evidence=evidence,
            note="" if evidence else self._silence(),
        )

    def _silence(self) -> str:
        if self.as_of:
            return f"Blind: whatever is dated after {self.as_of} is hidden."
        return SILENT

    def __str__(self) -> str:
        from hindsight.corpus.reviewing import describe_case

        return describe_case(self.case) if self.case else self.farewell()

    def farewell(self) -> str:
        """Return how far the review has come, in one sentence."""
        given = f"{self.n_given} {'verdict' if self.n_given == 1 else 'verdicts'} kept"
        left = f"{self.n_left} of {self.total} left" if self.n_left else "nothing is left to judge"
        return f"{given}; {left}."

    def _repr_html_(self) -> str:
        from hindsight.reports.markup import environment

        shown = {"case": self.case, "farewell": self.farewell(), "verdicts": VERDICTS, "rubric": self.rubric}
        return environment().get_template("review.html.j2").render(**shown)


class Shelf:
    """The rows that evidence is made from, by key, read once for any number of claims."""

    def __init__(self, get: GetFrame) -> None:
        self._sentences = {s["sentence_id"]: s for s in rows_of(get("sentences"))}
        self._links = {link["link_id"]: link for link in rows_of(get("links"))}
        self._texts = {d["document_id"]: d for d in rows_of(get("documents"))}
        self._texts |= {i["related_item_id"]: i for i in rows_of(get("related_items"))}

    def find_evidence(self, row: dict[str, Any]) -> Iterator[Evidence]:
        """Yield the later texts that may speak to a row of the ledger, best tied first."""
        for later in row["later_ids"]:
            mine = [link for key in row["link_ids"] if (link := self._links[key])["later_id"] == later]
            passages = dict.fromkeys(key for link in mine for key in link["passage_ids"])
            words = [self._sentences[key]["quote"] for key in passages]
            title = self._texts[later]["title"] or later
            measured = [link["score"] for link in mine if link["asserted_by"] == "machine"]
            yield Evidence(
                day=_iso(self._texts[later]["published_earliest"]),
                title=title,
                words=tuple(quote for quote in words if quote != title),
                reasons=tuple(dict.fromkeys(link["reason"] for link in mine)),
                strength=join_strengths(measured) if measured else 1.0,
            )


def set_beside(get: GetFrame) -> pd.DataFrame:
    """Return the ledger beside what came later, one row per claim and later text; see `Corpus.beside`."""
    ledger = get("ledger")
    shelf = Shelf(get)
    found = [
        (place, piece) for place, row in enumerate(rows_of(ledger)) for piece in shelf.find_evidence(row)
    ]
    found.sort(
        key=lambda pair: -pair[1].strength
    )  # stable: claims of equal strength in the order of the pages
    pieces = [piece for _, piece in found]
    return (
        ledger.iloc[[place for place, _ in found]]
        .assign(
            later=[piece.title for piece in pieces],
            published=[piece.day for piece in pieces],
            passage=[" ".join(piece.words) for piece in pieces],
            reason=[" ".join(piece.reasons) for piece in pieces],
            strength=[piece.strength for piece in pieces],
        )
        .reset_index(drop=True)
    )


def _last_day(corpus: Corpus) -> str:
    """Return the latest day of the texts at hand, empty where none has a date."""
    days = [_iso(row["published_earliest"]) for row in rows_of(corpus.frame("documents"))]
    days += [_iso(row["published_earliest"]) for row in rows_of(corpus.frame("related_items"))]
    return max(days, default="")


def _iso(day: Any) -> str:
    return "" if day is None else f"{day:%Y-%m-%d}"


def _in_sentence(row: dict[str, Any], sentences: list[dict[str, Any]]) -> tuple[str, str, str]:
    """Return the words of the sentence before the claim, the claim's, and those after it."""
    sentence = next(s for s in sentences if s["sentence_id"] == row["sentence_id"])
    start = row["clean_start"] - sentence["clean_start"]
    end = row["clean_end"] - sentence["clean_start"]
    words = sentence["quote"]
    if words[start:end] != row["quote"]:  # it runs over its sentence: the quotation stands for itself
        return "", row["quote"], ""
    return words[:start], words[start:end], words[end:]


def _facts(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    certainty = {"CT": "certain", "PR": "probable", "PS": "possible", "U": "uncommitted"}[row["certainty"]]
    yield "Kind", f"{row['kind']}, {certainty}, {row['polarity']}"
    yield "Claimant", row["claimant"]
    if row["condition"]:
        yield "If", row["condition"]
    if row["horizon_from"] is not None:
        yield "From", say_day(row["horizon_from"])
    if row["horizon"] is not None:
        yield "By", say_day(row["horizon"])
    yield "Settled by", row["settled_by"]
