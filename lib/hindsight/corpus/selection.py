"""What a reader chose to look at: a document, an actor, a range of dates, and nothing dated after `as_of`."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from hindsight.corpus.layers import LEDGER
from hindsight.errors import BadParameter
from hindsight.ledger import keep_ledger
from hindsight.schema import build_frame, rows_of

if TYPE_CHECKING:
    import pandas as pd

GetFrame = Callable[[str], "pd.DataFrame"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Parameters of a view; None chooses everything. Days are ISO text (``2015-11-23``)."""

    document: str | None = None
    actor: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    as_of: str | None = None

    def __bool__(self) -> bool:
        return any((self.document, self.actor, self.date_from, self.date_to, self.as_of))

    def describe(self) -> str:
        """Return the selection in words, ``"everything"`` where nothing was chosen."""
        parts = []
        if self.document:
            parts.append(f"document {self.document}")
        if self.actor:
            parts.append(f"actor {self.actor}")
        if self.date_from or self.date_to:
            parts.append(f"published {self.date_from or '…'} to {self.date_to or '…'}")
        if self.as_of:
            parts.append(
                f"as of {self.as_of}: whatever is dated later is hidden, pages without a date are not"
            )
        return "; ".join(parts) or "everything"


def make_selection(
    documents: Iterable[str],
    actor_names: Callable[[], dict[str, str]],
    *,
    document: str = "",
    actor: str = "",
    date_from: str = "",
    date_to: str = "",
    as_of: str = "",
) -> Selection:
    """Return the selection, checked; empty text chooses everything.

    Parameters
    ----------
    documents : iterable of str
        Keys of the documents.
    actor_names : callable
        Gives the actor id of every name and id of the corpus; called only where an actor is asked for.
    document, actor, date_from, date_to, as_of : str
        The parameters of the notebooks. An actor may be given by any of its names.

    Raises
    ------
    BadParameter
        No such document or actor (with the nearest ones), or not an ISO day.
    """
    if document and document not in (known := list(documents)):
        raise BadParameter(
            f"no document {document!r}", where="parameter document", remedy=_nearest(document, known)
        )
    actor_id = None
    if actor:
        actor_id = _find_actor(actor, actor_names())
    days = {"date_from": date_from, "date_to": date_to, "as_of": as_of}
    for name, day in days.items():
        if day:
            try:
                date.fromisoformat(day)
            except ValueError:
                raise BadParameter(
                    f"{day!r} is not a day", where=f"parameter {name}", remedy="write 2015-11-23"
                ) from None
    return Selection(document or None, actor_id, date_from or None, date_to or None, as_of or None)


def _find_actor(called: str, names: Mapping[str, str]) -> str:
    """Return the one actor of that name, or of whose names it is a part ("Saakashvili")."""
    if found := names.get(called) or names.get(called.casefold()):
        return found
    words = set(called.casefold().split())
    partly = {actor: name for name, actor in names.items() if words <= set(name.casefold().split())}
    if len(partly) == 1:
        return next(iter(partly))
    if partly:
        which = " or ".join(sorted(map(repr, partly)))
        raise BadParameter(
            f"several are called {called!r}", where="parameter actor", remedy=f"do you mean {which}?"
        )
    near = difflib.get_close_matches(called, names, n=12, cutoff=0.4)
    first = {names[name]: name for name in reversed(near)}  # each actor once, by the form that is nearest
    raise BadParameter(
        f"nobody called {called!r}",
        where="parameter actor",
        remedy=_ask(sorted(first.values(), key=near.index)[:3]),
    )


def _nearest(word: str, known: list[str]) -> str:
    return _ask(difflib.get_close_matches(word, known, n=3, cutoff=0.4))


def _ask(near: list[str]) -> str:
    if not near:
        return "look at corpus.documents and corpus.actors"
    return f"did you mean {' or '.join(map(repr, near))}?"


def select_frame(name: str, selection: Selection, get: GetFrame, selected: GetFrame) -> pd.DataFrame:
    """Return the frame `name` as the selection shows it.

    Parameters
    ----------
    name : str
        A frame.
    selection : Selection
    get : callable
        Gives a whole frame by name.
    selected : callable
        Gives a selected frame by name; only frames that stand before `name` are asked for.
    """
    frame = get(name)
    if name == "documents":
        return _select_documents(frame, selection, get)
    if name == "related_items":
        frame = frame[frame.document_id.isin(selected("documents").document_id)]
        if selection.as_of:  # an undated card cannot be shown to be earlier: hidden too
            frame = frame[frame.published_earliest <= _day(selection.as_of)]
        return frame.reset_index(drop=True)
    if name == "actors":
        return _select_actors(frame, selected("mentions"))
    if name == "links":
        return _select_links(frame, selected)
    if name == "verdicts":
        frame = frame[frame.claim_id.isin(selected("claims").claim_id)]
        if selection.as_of:
            frame = frame[frame.seen_through <= _day(selection.as_of)]
        return frame.reset_index(drop=True)
    if name == "ledger":
        # Kept anew from what the selection shows: under `as_of` no later text and no later verdict can leak.
        return keep_ledger({part: selected(part) for part in LEDGER})
    if name == "corrections":
        known = frame.document_id.isna() | frame.document_id.isin(selected("documents").document_id)
        return frame[known].reset_index(drop=True)
    frame = frame[frame.document_id.isin(selected("documents").document_id)]
    if name in ("texts", "edits"):
        hidden = _hidden_cards(get("related_items"), selected("related_items"))
        return (_blank_cards if name == "texts" else _drop_edits)(frame, hidden).reset_index(drop=True)
    if "related_item_id" in frame:
        shown = frame.related_item_id.isna() | frame.related_item_id.isin(
            selected("related_items").related_item_id
        )
        frame = frame[shown]
    if selection.actor and name in ("mentions", "claims", "dates"):
        frame = _of_actor(name, frame, selection.actor, get, selected)
    return frame.reset_index(drop=True)


def _day(text: str) -> Any:
    import numpy as np

    return np.datetime64(text, "ms")


def _select_documents(frame: pd.DataFrame, selection: Selection, get: GetFrame) -> pd.DataFrame:
    keep = frame.status.notna()
    if selection.actor:
        mentions = get("mentions")
        keep &= frame.document_id.isin(mentions.document_id[mentions.actor_id == selection.actor])
    if selection.document:
        keep &= frame.document_id == selection.document
    if selection.date_from:
        keep &= frame.published_latest >= _day(selection.date_from)
    if selection.date_to:
        keep &= frame.published_earliest <= _day(selection.date_to)
    if selection.as_of:
        keep &= frame.published_earliest.isna() | (frame.published_earliest <= _day(selection.as_of))
    return frame[keep].reset_index(drop=True)


def _select_actors(frame: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Actors with a mention in the selection; counts and aliases are the selection's: nothing leaks."""
    rows = []
    by_actor: dict[str, list[dict[str, Any]]] = {}
    for mention in rows_of(mentions):
        by_actor.setdefault(mention["actor_id"], []).append(mention)
    for row in rows_of(frame):
        mine = by_actor.get(row["actor_id"])
        if not mine:
            continue
        names = Counter(mention["quote"] for mention in mine if mention["form"] == "name")
        row["aliases"] = [name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0]))]
        row["n_mentions"], row["n_names"] = len(mine), sum(names.values())
        row["n_documents"] = len({mention["document_id"] for mention in mine})
        keys = [mention["mention_id"] for mention in mine]
        for column, place in (("first_mention_id", 0), ("last_mention_id", -1)):
            if row[column] not in keys:
                row[column] = keys[place]
        rows.append(row)
    return build_frame("actors", rows)


def _hidden_cards(items: pd.DataFrame, shown: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The cards that a selection hides, by document."""
    hidden: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(items[~items.related_item_id.isin(shown.related_item_id)]):
        hidden.setdefault(row["document_id"], []).append(row)
    return hidden


def _blank_cards(texts: pd.DataFrame, hidden: dict[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """Texts with blanks where a card is hidden: every place stays, nothing of the card can be read."""
    rows = []
    for row in rows_of(texts):
        for card in hidden.get(row["document_id"], ()):
            for kind in ("raw", "clean"):
                start, end = card[f"{kind}_start"], card[f"{kind}_end"]
                row[kind] = row[kind][:start] + " " * (end - start) + row[kind][end:]
        rows.append(row)
    return build_frame("texts", rows)


def _drop_edits(edits: pd.DataFrame, hidden: dict[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """Edits without those inside hidden cards."""
    rows = [
        row
        for row in rows_of(edits)
        if not any(
            card["raw_start"] <= row["raw_start"] and row["raw_end"] <= card["raw_end"]
            for card in hidden.get(row["document_id"], ())
        )
    ]
    return build_frame("edits", rows)


def _select_links(frame: pd.DataFrame, selected: GetFrame) -> pd.DataFrame:
    documents = selected("documents").document_id
    later = set(documents) | set(selected("related_items").related_item_id)
    claims = selected("claims").claim_id
    keep = (
        frame.document_id.isin(documents)
        & frame.later_id.isin(later)
        & (frame.claim_id.isna() | frame.claim_id.isin(claims))
    )
    return frame[keep].reset_index(drop=True)


def _of_actor(name: str, frame: pd.DataFrame, actor: str, get: GetFrame, selected: GetFrame) -> pd.DataFrame:
    if name == "mentions":
        return frame[frame.actor_id == actor]
    if name == "dates":
        return frame[frame.sentence_id.isin(selected("mentions").sentence_id)]
    about = frame.target_ids.map(lambda targets: actor in targets).astype(bool)
    return frame[(frame.claimant_id == actor) | (frame.subject_id == actor) | about]
