"""A reader decides: one line appended to ``data/corrections/``, anchored by quotation, for each decision."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hindsight.corpus.asserting import later_texts
from hindsight.corpus.corrections import ANCHORED, check_correction, quote_selector
from hindsight.corpus.passage import find_row
from hindsight.errors import BadCorrection
from hindsight.ledger import read_rubric
from hindsight.schema import FRAMES

if TYPE_CHECKING:
    import pandas as pd

    RowOrKey = Mapping[str, Any] | pd.Series | str  # a row with a place, or its key

FILE = "decisions.jsonl"
NOTHING_WRITTEN = "nothing was written"


def append_decision(folder: Path, entry: Mapping[str, Any]) -> Path:
    """Append one decision to the corrections folder; what stands there is never changed.

    Raises
    ------
    BadCorrection
        The decision makes no sense; nothing is written.
    """
    try:
        check_correction(entry)
    except ValueError as error:
        raise BadCorrection(str(error), remedy=NOTHING_WRITTEN) from None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    line = json.dumps(dict(entry), ensure_ascii=False) + "\n"
    with path.open("ab") as file:  # one write of one line: two readers at once cannot tear each other's lines
        file.write(line.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    return path


def _nearest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3)
    return f"did you mean {' or '.join(map(repr, near))}? {NOTHING_WRITTEN}" if near else NOTHING_WRITTEN


class Desk:
    """Where a reader decides. Every method appends one line and returns the file; the next run applies it.

    Parameters
    ----------
    folder : Path
        The corrections folder.
    get : callable
        Gives a frame by name.

    Notes
    -----
    `who` is the reader, `reason` why, `when` the day of the decision (today by default: a fact about the
    reader, not about the corpus).
    """

    def __init__(self, folder: Path, get: Callable[[str], pd.DataFrame]) -> None:
        self._folder, self._get = folder, get

    def set_date(
        self, row: RowOrKey, value: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give a row of `dates` another TIMEX3 value (``2015-11-16``)."""
        return self._anchored("set_date", row, value, who, reason, when)

    def set_claim_kind(
        self, row: RowOrKey, kind: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give a row of `claims` another kind."""
        return self._anchored("set_claim_kind", row, kind, who, reason, when)

    def set_claimant(
        self, row: RowOrKey, claimant: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Say who makes a claim: any name of an actor, or ``author``."""
        return self._anchored("set_claimant", row, claimant, who, reason, when)

    def set_certainty(
        self, row: RowOrKey, certainty: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give a row of `claims` another certainty: CT, PR, PS or U."""
        return self._anchored("set_certainty", row, certainty, who, reason, when)

    def set_polarity(
        self, row: RowOrKey, polarity: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Say that a claim is positive or negative."""
        return self._anchored("set_polarity", row, polarity, who, reason, when)

    def give_verdict(
        self,
        row: RowOrKey,
        verdict: str,
        *,
        who: str,
        reason: str = "",
        seen_through: str = "",
        when: str | None = None,
    ) -> Path:
        """Say whether a claim was borne out; `seen_through` is the date of the latest evidence seen.

        The verdict names the rubric that holds now (`rubric.md` of the corrections folder, else the one that
        comes with Hindsight) by its hash, and the rubric's words are kept beside it.
        """
        rubric = read_rubric(self._folder)
        extra = {"rubric": rubric.sha256} | ({"seen_through": seen_through} if seen_through else {})
        path = self._anchored("verdict", row, verdict, who, reason, when, **extra)
        rubric.keep(self._folder)
        return path

    def assert_link(
        self, row: RowOrKey, later: str, kind: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Say that a later document or card (its key) speaks to a row of `claims`.

        `kind` is a kind of link: ``updates``, ``supports``, ``contradicts``, ``shared_topic``, …
        """
        if later not in later_texts({name: self._get(name) for name in ("documents", "related_items")}):
            raise BadCorrection(f"no document or card {later!r}", remedy=NOTHING_WRITTEN)
        return self._anchored("assert_link", row, kind, who, reason, when, later=later)

    def split_actor(
        self, row: RowOrKey, name: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Say that a row of `mentions` is another actor: the one called `name`."""
        return self._anchored("split_actor", row, name, who, reason, when)

    def merge_actors(
        self, names: Sequence[str], into: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Say that several names are one actor, called `into`."""
        if isinstance(names, str):  # a text is a sequence too, of letters
            raise BadCorrection("names is one text", remedy=f"give a list of names; {NOTHING_WRITTEN}")
        return self._named("merge_actors", names, into, who, reason, when)

    def rename_actor(
        self, name: str, to: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give an actor another canonical name."""
        return self._named("rename_actor", [name], to, who, reason, when)

    def retype_actor(
        self, name: str, kind: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give an actor another kind."""
        return self._named("retype_actor", [name], kind, who, reason, when)

    def set_published(
        self, document: str, value: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give a document its date of publication (EDTF)."""
        return self._of_document("set_published", document, value, who, reason, when)

    def set_title(
        self, document: str, title: str, *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give a document its title."""
        return self._of_document("set_title", document, title, who, reason, when)

    def set_authors(
        self, document: str, authors: Sequence[str], *, who: str, reason: str = "", when: str | None = None
    ) -> Path:
        """Give a document its authors, in the order of the byline."""
        names = [authors] if isinstance(authors, str) else authors
        return self._of_document("set_authors", document, "; ".join(names), who, reason, when)

    def _of_document(
        self, action: str, document: str, value: str, who: str, reason: str, when: str | None
    ) -> Path:
        if document not in (known := list(self._get("documents").document_id)):
            raise BadCorrection(f"no document {document!r}", remedy=_nearest(document, known))
        return self._append(action, value, who, reason, when, document=document)

    def _named(
        self, action: str, names: Sequence[str], value: str, who: str, reason: str, when: str | None
    ) -> Path:
        known = set(self._get("actors").name).union(*self._get("actors").aliases)
        for name in names:
            if name not in known:
                raise BadCorrection(f"nobody is called {name!r}", remedy=_nearest(name, sorted(known)))
        return self._append(action, value, who, reason, when, names=list(names))

    def _anchored(
        self, action: str, row: RowOrKey, value: str, who: str, reason: str, when: str | None, **extra: Any
    ) -> Path:
        found = find_row(row, self._get) if isinstance(row, str) else dict(row)
        frame = ANCHORED[action]
        if FRAMES[frame].key[0] not in found:
            raise BadCorrection(
                f"{action} is about a row of {frame}, and this is none", remedy=NOTHING_WRITTEN
            )
        texts = self._get("texts")
        clean = texts.clean[texts.document_id == found["document_id"]].iloc[0]
        selector = quote_selector(clean, int(found["clean_start"]), int(found["clean_end"]))
        extra = {"document": found["document_id"], **selector, **extra}
        return self._append(action, value, who, reason, when, **extra)

    def _append(self, action: str, value: str, who: str, reason: str, when: str | None, **extra: Any) -> Path:
        day = when or dt.datetime.now(tz=dt.UTC).date().isoformat()
        entry = {"action": action, **extra, "value": value, "who": who, "when": day}
        return append_decision(self._folder, entry | ({"reason": reason} if reason else {}))
