"""One row for all links of a pair: what a table shows, where the frame has a row for each kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from hindsight.links.strength import join_strengths
from hindsight.schema import rows_of

if TYPE_CHECKING:
    import pandas as pd

# What the page put there says least; what may support or contradict is a guess that a reader must judge.
_LAST = {"updates": 1, "supports": 1, "contradicts": 1, "site_related": 2}


def kind_order(kind: str) -> int:
    """Return 0 for what both texts have in common, 1 for what a reader must judge, 2 for what the page lists.

    Examples
    --------
    >>> sorted(["site_related", "supports", "shared_actor"], key=kind_order)
    ['shared_actor', 'supports', 'site_related']
    """
    return _LAST.get(kind, 0)


def join_links(links: pd.DataFrame) -> pd.DataFrame:
    """Return one row per claim (or document) of then and later text, strongest first.

    Parameters
    ----------
    links : pandas.DataFrame
        The `links` frame or rows of it.

    Returns
    -------
    pandas.DataFrame
        The columns of `links`: of each pair the row of its first ground, with the strength of all its grounds
        together and their reasons one after the other.
    """
    groups: dict[tuple[Any, ...], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for place, row in enumerate(rows_of(links)):
        groups[row["document_id"], row["claim_id"], row["later_id"]].append((place, row))
    places, scores, reasons = [], [], []
    for group in groups.values():
        group.sort(key=lambda found: (kind_order(found[1]["kind"]), -found[1]["score"], found[1]["link_id"]))
        measured = [row["score"] for _, row in group if row["asserted_by"] == "machine"]
        places.append(group[0][0])
        scores.append(join_strengths(measured) if measured else group[0][1]["score"])
        reasons.append(" ".join(dict.fromkeys(row["reason"] for _, row in group)))
    joined = links.iloc[places].assign(score=scores, reason=reasons)
    return joined.sort_values(["score", "link_id"], ascending=[False, True], ignore_index=True)
