"""What the corpus holds on one actor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

GetFrame = Callable[[str], "pd.DataFrame"]


@dataclass(frozen=True)
class Dossier:
    """One actor: the `actors` row, mentions, claims by and about, dates in the same sentences, later items.

    Every part but `actor` is a frame (or a view of one) with the columns of docs/columns.md.
    """

    actor: pd.Series
    mentions: pd.DataFrame
    claims_by: pd.DataFrame
    claims_about: pd.DataFrame
    dates: pd.DataFrame
    later: pd.DataFrame

    def __str__(self) -> str:
        role = f", {self.actor.role_then}" if isinstance(self.actor.role_then, str) else ""
        return (
            f"{self.actor['name']}{role}: {len(self.mentions)} mentions, {len(self.claims_by)} claims by, "
            f"{len(self.claims_about)} about, {len(self.later)} later items"
        )

    def _repr_html_(self) -> str:
        shown = (
            ("Names", self.mentions.quote.value_counts().rename_axis("as printed").reset_index(name="times")),
            ("Claims by", self.claims_by[["quote", "kind", "certainty", "orientation"]]),
            ("Claims about", self.claims_about[["quote", "claimant", "kind", "certainty"]]),
            ("Dates in the same sentences", self.dates[["quote", "value", "anchor"]]),
            ("Later items", self.later),
        )
        parts = [f"<h3>{escape(str(self))}</h3>"]
        for title, frame in shown:
            table = frame.to_html(index=False, escape=True) if len(frame) else "<p>none</p>"
            parts.append(f"<h4>{title}</h4>{table}")
        return "".join(parts)


def make_dossier(actor_id: str, of_actor: GetFrame, get: GetFrame) -> Dossier:
    """Return the dossier of an actor.

    Parameters
    ----------
    actor_id : str
        Key of the actor.
    of_actor : callable
        Gives a frame as selected for the actor.
    get : callable
        Gives a frame as the reader sees it.
    """
    mentions, claims = of_actor("mentions"), of_actor("claims")
    items = get("related_items")
    named_in = set(mentions.related_item_id.dropna()) | set(claims.related_item_id.dropna())
    is_linked = get("links").claim_id.isin(claims.claim_id)
    linked = set(get("links").later_id[is_linked])
    later = items[items.related_item_id.isin(named_in | linked)]
    actors = get("actors")
    return Dossier(
        actor=actors[actors.actor_id == actor_id].iloc[0],
        mentions=mentions,
        claims_by=claims[claims.claimant_id == actor_id],
        claims_about=claims[claims.claimant_id.fillna("") != actor_id],
        dates=of_actor("dates"),
        later=later[["related_item_id", "published", "kind", "title", "authors"]].reset_index(drop=True),
    )
