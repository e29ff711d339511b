"""Builds the `ledger` frame: claims that look forward, candidate later evidence, a person's verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hindsight.claims.forward import forward_kind
from hindsight.claims.settling import say_what_settles
from hindsight.schema import build_frame, rows_of

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

# Kinds of link that bring evidence, closest first: scores compare within one kind only. What the page or its
# authors have in common speaks to no claim.
EVIDENCE = {
    "contradicts": 0,
    "supports": 0,
    "updates": 0,
    "shared_topic": 1,
    "shared_actor": 1,
    "mentions_date": 2,
}
MOST_PASSAGES = 12  # of one claim: what a person reads before deciding
_COPIED = (
    "claim_id",
    "sentence_id",
    "claimant",
    "certainty",
    "polarity",
    "horizon_from",
    "horizon",
    "condition_id",
    "confidence",
)


def claims_ahead(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `claims` that look forward: what the ledger enters, and what reports count.

    Parameters
    ----------
    claims : pandas.DataFrame
        As the schema has it; claims of cards are left out.
    """
    keys = [
        row["claim_id"]
        for row in rows_of(claims)
        if forward_kind(row) is not None and not row["related_item_id"]
    ]
    return claims[claims["claim_id"].isin(keys)]


def keep_ledger(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the `ledger` frame of a corpus or of a selection of it.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        `documents`, `related_items`, `claims`, `links`, `verdicts`, as the schema has them.

    Returns
    -------
    pandas.DataFrame
        One row per claim of a document (not of a card) that looks forward, in the order of the pages.

    Notes
    -----
    A claim looks forward where its kind is prediction, prescription, commissive or conditional, or, for
    reported speech, the kind it would be in the source's own mouth, and it is not about the past ("should
    have acted"); one with a verdict stays, whatever a later reading makes of it. Candidate evidence are the
    later texts that `find_links` ties to the claim itself, strongest first; that a page lists an item is
    none. The status is `judged` where a person gave a verdict, else `candidate_evidence`, else
    `not_addressed`: the corpus is silent. Of several verdicts the latest in the files holds and all are
    named.
    """
    claims = rows_of(frames["claims"])
    words = {claim["claim_id"]: claim["quote"] for claim in claims}
    links: dict[str, list[Row]] = defaultdict(list)
    for link in rows_of(frames["links"]):
        if link["claim_id"] and link["kind"] in EVIDENCE:
            links[link["claim_id"]].append(link)
    verdicts: dict[str, list[Row]] = defaultdict(list)
    for verdict in _in_file_order(rows_of(frames["verdicts"])):
        verdicts[verdict["claim_id"]].append(verdict)
    ahead = set(claims_ahead(frames["claims"])["claim_id"])
    published, later_days = _days(frames)
    rows = []
    for claim in claims:
        if claim["claim_id"] not in ahead and not verdicts[claim["claim_id"]]:
            continue
        kind = forward_kind(claim | {"orientation": "future"})
        if kind is None or claim["related_item_id"]:
            continue
        then = published.get(claim["document_id"])
        n_later = sum(day > then for day in later_days) if then is not None else 0
        condition = words.get(claim["condition_id"])
        row = {name: claim[name] for name in (*_COPIED, *_place_columns())}
        row |= {"ledger_id": _key(claim["claim_id"]), "kind": kind, "rule": f"ledger.{kind}"}
        row |= {"is_reported": claim["is_attributed"], "condition": condition, "n_later": n_later}
        # Said anew from the row: a reader may have changed its kind or its polarity.
        days = (claim["horizon"], claim["horizon_from"])
        last, first = (None if day is None else f"{day:%Y-%m-%d}" for day in days)
        row["settled_by"] = say_what_settles(kind, claim["polarity"], last, condition, first)
        row |= _evidence(links[claim["claim_id"]])
        row |= _judgement(verdicts[claim["claim_id"]], has_evidence=bool(row["link_ids"]))
        rows.append(row)
    return build_frame("ledger", rows)


def _key(claim_id: str) -> str:
    document, _, rest = claim_id.rpartition(".claim-")
    return f"{document}.ledger-{rest}"


def _place_columns() -> Sequence[str]:
    return ("document_id", "raw_start", "raw_end", "clean_start", "clean_end", "quote")


def _days(frames: Mapping[str, pd.DataFrame]) -> tuple[dict[str, Any], list[Any]]:
    """Return the first day of each document, and the days of all texts that can be later than another."""
    days = {row["document_id"]: row["published_earliest"] for row in rows_of(frames["documents"])}
    read = [row["document_id"] for row in rows_of(frames["documents"]) if row["status"] == "ok"]
    items = [
        row["published_earliest"] for row in rows_of(frames["related_items"]) if not row["page_document_id"]
    ]
    later = [day for day in [*(days[key] for key in read), *items] if day is not None]
    return {key: day for key, day in days.items() if day is not None}, later


def _evidence(links: list[Row]) -> Row:
    links = sorted(links, key=_closeness)
    passages = dict.fromkeys(passage for link in links for passage in link["passage_ids"])
    return {
        "link_ids": [link["link_id"] for link in links],
        "later_ids": list(dict.fromkeys(link["later_id"] for link in links)),
        "passage_ids": list(passages)[:MOST_PASSAGES],
    }


def _closeness(link: Row) -> tuple[Any, ...]:
    """Order of evidence: what a person asserted, then by kind, then by strength."""
    return (link["asserted_by"] != "person", EVIDENCE[link["kind"]], -link["score"], link["link_id"])


def _judgement(verdicts: list[Row], *, has_evidence: bool) -> Row:
    if not verdicts:
        return {"status": "candidate_evidence" if has_evidence else "not_addressed"}
    columns = ("verdict", "rationale", "who", "when", "seen_through", "rubric")
    return {
        "status": "judged",
        "verdict_ids": [verdict["verdict_id"] for verdict in verdicts],
        **{name: verdicts[-1][name] for name in columns},
    }


def _in_file_order(verdicts: list[Row]) -> list[Row]:
    """Return verdicts as they stand in the files; keys are file and line, and line 10 comes after line 9."""

    def place(row: Row) -> tuple[str, int]:
        file, _, line = row["verdict_id"].rpartition(":")
        return file, int(line) if line.isdigit() else 0

    return sorted(verdicts, key=place)
