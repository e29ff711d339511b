"""What the corpus holds on one actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from hindsight.actors.reference import Reference, load_reference
from hindsight.actors.roles import describe_term, find_offices

if TYPE_CHECKING:
    import pandas as pd

_LENGTH_OF_DAY = len("2015-11-23")

GetFrame = Callable[[str], "pd.DataFrame"]


@dataclass(frozen=True)
class Dossier:
    """One actor: the `actors` row, mentions, claims by and about, dates in the same sentences, later items.

    `possible` are the mentions that may mean the actor among others, `beside` those of other actors in its
    sentences, with their names (`actor`) and kinds (`actor_kind`). Every part but `actor` and `offices` is a
    frame (or a view of one) with the columns of docs/columns.md. `offices` has one row per office that the
    actor held (or, of a state or body, that led it) on the day of a document that names it, and on the day of
    each later item: `side`, `date`, `title`, `office`, `holder`, `source`; where the table of terms knows
    none, `office` and `holder` are absent.
    """

    actor: pd.Series
    mentions: pd.DataFrame
    possible: pd.DataFrame
    beside: pd.DataFrame
    claims_by: pd.DataFrame
    claims_about: pd.DataFrame
    dates: pd.DataFrame
    later: pd.DataFrame
    offices: pd.DataFrame

    @property
    def introduction(self) -> str:
        """The name and, where one is known, the office of then: "Vladimir Putin, President of Russia"."""
        role = self.actor.role_then
        role = f", {role.replace('; ', ', then ')}" if isinstance(role, str) and role else ""
        return f"{self.actor['name']}{role}"

    def __str__(self) -> str:
        return (
            f"{self.introduction}: {len(self.mentions)} mentions, {len(self.claims_by)} claims by, "
            f"{len(self.claims_about)} about, {len(self.later)} later items"
        )

    def _repr_html_(self) -> str:
        shown = (
            ("Names", self.mentions.quote.value_counts().rename_axis("as printed").reset_index(name="times")),
            (
                "Named beside",
                self.beside.actor.value_counts().rename_axis("actor").reset_index(name="sentences"),
            ),
            ("Claims by", self.claims_by[["quote", "kind", "certainty", "orientation"]]),
            ("Claims about", self.claims_about[["quote", "claimant", "kind", "certainty"]]),
            ("Dates in the same sentences", self.dates[["quote", "value", "anchor"]]),
            ("Later items", self.later),
            ("Offices then and later", self.offices),
        )
        parts = [f"<h3>{escape(str(self))}</h3>"]
        for title, frame in shown:
            table = frame.to_html(index=False, escape=True) if len(frame) else "<p>none</p>"
            parts.append(f"<h4>{title}</h4>{table}")
        return "".join(parts)


def make_dossier(
    actor_id: str, of_actor: GetFrame, get: GetFrame, reference: Reference | None = None
) -> Dossier:
    """Return the dossier of an actor.

    Parameters
    ----------
    actor_id : str
        Key of the actor.
    of_actor : callable
        Gives a frame as selected for the actor.
    get : callable
        Gives a frame as the reader sees it.
    reference : Reference, optional
        Tables of offices; those that ship by default.
    """
    mentions, claims, dates = of_actor("mentions"), of_actor("claims"), of_actor("dates")
    if not actor_id:  # a corpus that names nobody: a view of no actor would be a view of everything
        mentions, claims, dates = mentions.head(0), claims.head(0), dates.head(0)
    items, documents = get("related_items"), get("documents")
    named_in = set(mentions.related_item_id.dropna()) | set(claims.related_item_id.dropna())
    is_linked = get("links").claim_id.isin(claims.claim_id)
    linked = set(get("links").later_id[is_linked])
    later = items[items.related_item_id.isin(named_in | linked)]
    actors = get("actors")
    found = actors[actors.actor_id == actor_id]
    # A corpus that names nobody has an empty dossier, with the same columns.
    actor = found.iloc[0] if len(found) else actors.reindex([0]).iloc[0].fillna("")
    then = documents[documents.document_id.isin(mentions.document_id)]
    return Dossier(
        actor=actor,
        mentions=mentions,
        possible=_possible(actor_id, get("mentions")),
        beside=_beside(actor_id, mentions, get("mentions"), actors),
        claims_by=claims[claims.claimant_id == actor_id],
        claims_about=claims[claims.claimant_id.fillna("") != actor_id],
        dates=dates,
        later=later[["related_item_id", "published", "kind", "title", "authors"]].reset_index(drop=True),
        offices=_offices(str(actor["name"]), then, later, reference or load_reference()),
    )


def _possible(actor_id: str, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions that the actor is a candidate of and was not chosen for."""
    is_candidate = mentions.candidates.map(lambda candidates: bool(actor_id) and actor_id in candidates)
    return mentions[is_candidate.astype(bool) & (mentions.actor_id.fillna("") != actor_id)]


def _beside(
    actor_id: str, mentions: pd.DataFrame, everybody: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """Return the mentions of other actors in the sentences of this one, each sentence once for an actor."""
    is_near = everybody.sentence_id.isin(mentions.sentence_id) & everybody.actor_id.notna()
    near = everybody[is_near & (everybody.actor_id.fillna("") != actor_id)]
    known = actors.set_index("actor_id")
    near = near.assign(actor=near.actor_id.map(known["name"]), actor_kind=near.actor_id.map(known["kind"]))
    return near.drop_duplicates(["sentence_id", "actor_id"])


def _offices(name: str, then: pd.DataFrame, later: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    import pandas as pd

    rows: list[tuple[str | None, ...]] = []
    for side, frame in (("then", then), ("later", later)):
        dated = frame[frame.published.notna()].sort_values("published", kind="stable")
        for date, title in zip(dated.published, dated.title, strict=True):
            # A month or a year (EDTF) may fall into two terms: the table is asked for days only.
            terms = find_offices(name, date, reference) if len(date) == _LENGTH_OF_DAY else []
            rows += [(side, date, title, term.title, term.holder, describe_term(term)) for term in terms]
            if not terms:
                rows.append((side, date, title, None, None, None))
    columns = ["side", "date", "title", "office", "holder", "source"]
    return pd.DataFrame(rows, columns=columns, dtype="str")
