"""Why a row differs between two runs, as far as the fingerprints and the rows themselves tell."""

from __future__ import annotations

from typing import Any

from hindsight.corpus.stored_run import Row, StoredRun

# What a part of the fingerprint is called as a cause, in the order in which causes are named.
_CAUSES = {
    "pages": "text",
    "corrections": "correction",
    "rules": "rule",
    "parameters": "parameter",
    "packages": "package",
}
UNKNOWN = "not known"
# Frames whose rows rest on the whole corpus: text changed on one page can change a row about another.
_CORPUS_WIDE = ("actors", "links", "ledger")
_DECIDED = "correction"  # the `rule` of a row that a person set


class Causes:
    """Tells causes for two runs.

    Notes
    -----
    Certain are: the page of the row came, went or changed (*text*); a person's decision is about the row in
    one run only (*correction*). Otherwise the cause is among what differs between the runs as a whole. Where
    only the rules differ, it is *rule*; where rules and packages differ, it is *rule or package*. Runs made
    before fingerprints were kept part by part leave it at what the frames show.
    """

    def __init__(self, before: StoredRun, after: StoredRun) -> None:
        self._texts = tuple(_digests(run) for run in (before, after))
        self._decided = tuple(_decided_rows(run) for run in (before, after))
        pages = self._texts[0].keys() | self._texts[1].keys()
        self._new_texts = {page for page in pages if self._texts[0].get(page) != self._texts[1].get(page)}
        if before.inputs and after.inputs:
            parts = [part for part in _CAUSES if before.inputs.get(part) != after.inputs.get(part)]
        else:
            parts = ["pages"] if self._new_texts else []
            parts += ["corrections"] if self._decided[0] != self._decided[1] else []
        self.differing = tuple(_CAUSES[part] for part in parts)

    def is_new_text(self, document_id: str) -> bool:
        """Whether a page is in one run only, or with other bytes."""
        return document_id in self._new_texts

    def of(self, frame: str, before: Row | None, after: Row | None) -> str:
        """Return why a row differs; None stands for a run that does not have it."""
        rows = [row for row in (before, after) if row is not None]
        if any(self.is_new_text(page) for row in rows for page in _pages(row)):
            return "text"
        key = next(iter(rows[0].values()))  # the key is the first column of every frame
        decisions = [row.get("rule") == _DECIDED for row in rows]
        if any(decisions) and not all(decisions):
            return "correction"
        for row in rows:
            about = {row.get("claim_id"), key}
            if any(self._decided[0].get(k) != self._decided[1].get(k) for k in about if k):
                return "correction"
        open_causes = [cause for cause in self.differing if cause != "text" or frame in _CORPUS_WIDE]
        return " or ".join(open_causes or self.differing) or UNKNOWN


def _digests(run: StoredRun) -> dict[str, Any]:
    return {row["document_id"]: row["raw_sha256"] for row in run.rows.get("documents", ())}


def _decided_rows(run: StoredRun) -> dict[str, tuple[str, ...]]:
    """Return the decisions that hold, by the row they are about."""
    found: dict[str, tuple[str, ...]] = {}
    for row in run.rows.get("corrections", ()):
        if row["target_id"] and row["status"] == "applied":
            said = f"{row['action']} {row['value']} {row['who']} {row['when']} {row['reason']}"
            found[row["target_id"]] = (*found.get(row["target_id"], ()), said)
    return found


def _pages(row: Row) -> set[str]:
    """Return the documents a row stands on; a link stands on two."""
    pages = {row[name] for name in ("document_id", "later_id") if row.get(name)}
    return pages | {page.split(".item-")[0] for page in pages}
