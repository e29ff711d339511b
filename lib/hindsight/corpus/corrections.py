"""What a reader corrected: append-only files, anchored by quotation, applied on each run.

A correction is one JSON object on one line of a file ``data/corrections/*.jsonl``. What it is about is said
by a W3C Web Annotation text-quote selector (`exact`, `prefix`, `suffix`) over the clean text: it survives
changes elsewhere on the page; where the words stand several times it is *ambiguous*, where they stand nowhere
any more it is *orphaned*. Neither is applied and both are reported. A run never changes these files.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from hindsight.dates.interval import interval_of
from hindsight.schema import FRAMES

# What a reader can change of a claim and of a document: action and column.
OF_CLAIM = {
    "set_claim_kind": "kind",
    "set_claimant": "claimant",
    "set_certainty": "certainty",
    "set_polarity": "polarity",
}
OF_DOCUMENT = {"set_published": "published", "set_title": "title", "set_authors": "authors"}
ANCHORED = {
    "set_date": "dates",
    **dict.fromkeys(OF_CLAIM, "claims"),
    "verdict": "claims",
    "assert_link": "claims",
    "split_actor": "mentions",
}
NAMED = ("merge_actors", "rename_actor", "retype_actor")
ACTIONS = (*ANCHORED, *NAMED, *OF_DOCUMENT)
# Actions whose value comes from the closed list of a column.
_CLOSED = {
    "set_claim_kind": ("claims", "kind"),
    "set_certainty": ("claims", "certainty"),
    "set_polarity": ("claims", "polarity"),
    "verdict": ("verdicts", "verdict"),
    "assert_link": ("links", "kind"),
    "retype_actor": ("actors", "kind"),
}
# TIMEX3 values that name no day: lengths, and the words for past, present and future.
_UNDATED_TIMEX = re.compile(r"P(?=[TX\d])[\dXYMWDTHS.]+|P\d*X?(?:DE|CE)|(?:PAST|PRESENT|FUTURE)_REF|XXXX-.+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CONTEXT = 32  # characters of prefix and suffix kept: enough to tell two places of one page apart
_LEAST_OVERLAP = 0.5  # a row is meant where it shares at least half of its and the quotation's characters


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a reader. `id` is file and line; fields that an action does not use are empty."""

    id: str
    action: str
    who: str
    when: str
    document: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    value: str = ""
    names: tuple[str, ...] = ()
    reason: str = ""
    seen_through: str = ""
    rubric: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction: status and detail as in the `corrections` frame."""

    status: str
    detail: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a corpus, in the order they were made, and the lines that make no sense."""

    made: tuple[Correction, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()  # id, what is wrong

    def of(self, action: str, document: str | None = None) -> list[Correction]:
        """Return the corrections of one action, of one document where it is given."""
        return [c for c in self.made if c.action == action and document in (None, c.document)]


def read_corrections(folder: Path) -> Corrections:
    """Read every ``*.jsonl`` of the corrections folder; a line that is wrong is kept as refused."""
    made, refused = [], []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if not line.strip():
                continue
            name = f"{path.name}:{number}"
            try:
                made.append(_parse_line(name, line))
            except (ValueError, TypeError) as error:
                refused.append((name, str(error)))
    return Corrections(tuple(made), tuple(refused))


def _parse_line(name: str, line: bytes) -> Correction:
    entry = json.loads(line.decode("utf-8"))
    if not isinstance(entry, dict):
        raise ValueError("not a JSON object")
    return check_correction(entry, name)


def check_correction(entry: Mapping[str, Any], name: str = "") -> Correction:
    """Return a decision as a `Correction` with the id `name`.

    Raises
    ------
    ValueError
        What is wrong with it, in plain words.
    """
    entry = dict(entry)
    known = {f.name for f in fields(Correction)} - {"id"}
    if unknown := sorted(entry.keys() - known):
        raise ValueError(f"unknown field {unknown[0]!r}; known: {', '.join(sorted(known))}")
    names = entry.pop("names", [])
    for key, value in entry.items():
        if not isinstance(value, str):
            raise ValueError(f"field {key!r} is not text")
    if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() for n in names):
        raise ValueError("field 'names' is not a list of names")
    correction = Correction(**({"action": "", "who": "", "when": ""} | entry), id=name, names=tuple(names))
    _check(correction)
    return correction


def _check(correction: Correction) -> None:
    action = correction.action
    if action not in ACTIONS:
        raise ValueError(f"unknown action {action!r}; known: {', '.join(ACTIONS)}")
    needed = {"who", "when", "value"}
    if action in ANCHORED:
        needed |= {"document", "exact"}
        needed |= {"later"} if action == "assert_link" else set()
    elif action in OF_DOCUMENT:
        needed |= {"document"}
    for key in sorted(needed):
        if not getattr(correction, key).strip():
            raise ValueError(f"field {key!r} is empty; {action} needs it")
    if action in NAMED and not correction.names:
        raise ValueError(f"field 'names' is empty; {action} needs the names it is about")
    if action in _CLOSED:
        frame, column = _CLOSED[action]
        allowed = FRAMES[frame].columns[column].values
        if correction.value not in allowed:
            raise ValueError(f"{correction.value!r} is no {column}; one of {', '.join(allowed)}")
    if action == "assert_link" and correction.value == "site_related":
        raise ValueError("'site_related' is for the page alone to say; a person asserts another kind")
    if action == "set_published" and interval_of(correction.value) == (None, None):
        raise ValueError(f"{correction.value!r} is no EDTF date; write 2015-11-23, 2015-11 or 2015")
    if action == "set_date" and not (
        interval_of(correction.value) != (None, None) or _UNDATED_TIMEX.fullmatch(correction.value)
    ):
        raise ValueError(f"{correction.value!r} is no TIMEX3 value; write 2015-11-16, 2016-02 or P2M")
    if correction.rubric and not _SHA256.fullmatch(correction.rubric):
        raise ValueError("field 'rubric' is no SHA-256 (64 hexadecimal digits)")
    for field in ("when", "seen_through"):
        text = getattr(correction, field)
        if text and not _is_day(text):
            raise ValueError(f"field {field!r} is {text!r}, not a day; write 2026-01-02")


def _is_day(text: str) -> bool:
    """Whether a text is an ISO day, with or without a time behind it."""
    try:
        dt.date.fromisoformat(text[:10])
    except ValueError:
        return False
    return len(text) == 10 or text[10] in "T "


def quote_selector(clean: str, start: int, end: int) -> dict[str, str]:
    """Return the text-quote selector of a span: its words, and the words before and after.

    Examples
    --------
    >>> quote_selector("ask Washington to support", 4, 14)
    {'exact': 'Washington', 'prefix': 'ask ', 'suffix': ' to support'}
    """
    return {
        "exact": clean[start:end],
        "prefix": clean[max(0, start - _CONTEXT) : start],
        "suffix": clean[end : end + _CONTEXT],
    }


def locate(correction: Correction, clean: str) -> list[tuple[int, int]]:
    """Return the places of the clean text that a correction's quotation means.

    All places with the exact words; where some of them also have the prefix and suffix, only those.
    """
    places, start = [], clean.find(correction.exact)
    while start >= 0:
        places.append((start, start + len(correction.exact)))
        start = clean.find(correction.exact, start + 1)
    framed = [
        (start, end)
        for start, end in places
        if clean[:start].endswith(correction.prefix) and clean.startswith(correction.suffix, end)
    ]
    return framed or places


def find_target(correction: Correction, clean: str | None, spans: Iterable[tuple[int, int, str]]) -> Outcome:
    """Return the row that an anchored correction is about.

    Parameters
    ----------
    correction : Correction
        Anchored by quotation.
    clean : str or None
        Clean text of its document; None where the document is not in the corpus.
    spans : iterable of (clean_start, clean_end, key)
        The rows it may be about.
    """
    if clean is None:
        return Outcome("orphaned", f"no document {correction.document!r} in the corpus")
    places = locate(correction, clean)
    if not places:
        return Outcome("orphaned", "the words stand nowhere on the page any more")
    if len(places) > 1:
        return Outcome(
            "ambiguous", f"the words stand in {len(places)} places; give more of what is around them"
        )
    ((start, end),) = places
    best, key = 0.0, ""
    for row_start, row_end, row_key in spans:
        shared = min(end, row_end) - max(start, row_start)
        whole = max(end, row_end) - min(start, row_start)
        if shared > 0 and shared / whole > best:
            best, key = shared / whole, row_key
    if best < _LEAST_OVERLAP:
        return Outcome("orphaned", "the words are still there, but no such row is found there any more")
    return Outcome("applied", f"{correction.action} → {correction.value}", key)


def find_named(correction: Correction, aliases: Mapping[str, str]) -> Outcome:
    """Return what became of a correction about actors by name; `aliases`: the actor of each printed form.

    A merge holds for those of its names that are found; the detail tells which are not.
    """
    found = [name for name in correction.names if name in aliases]
    lost = [repr(name) for name in correction.names if name not in aliases]
    done = f"{correction.action} → {correction.value}"
    if not found:
        # Renamed or merged away: the old name is gone because it was applied.
        if correction.value in aliases and correction.action != "retype_actor":
            return Outcome("applied", done, aliases[correction.value])
        return Outcome("orphaned", f"nobody is called {lost[0]} in the corpus")
    if lost:
        done += f"; nobody is called {' or '.join(lost)} in the corpus"
    return Outcome("applied", done, aliases[found[0]])


def apply_to_rows(
    rows: Sequence[dict[str, Any]],
    corrections: Iterable[Correction],
    clean: str,
    key: str,
    changes: Any,
) -> None:
    """Apply anchored corrections of one document to its rows, in place and in the order they were made.

    Parameters
    ----------
    rows : sequence of dict
        Rows with ``clean_start``, ``clean_end`` and the key column `key`.
    corrections : iterable of Correction
        Of this document.
    clean : str
        Its clean text.
    key : str
        Name of the key column.
    changes : callable
        ``changes(correction) -> dict``: the columns that a correction sets.
    """
    by_key = {row[key]: row for row in rows}
    spans = [(row["clean_start"], row["clean_end"], row[key]) for row in rows]
    for correction in corrections:
        outcome = find_target(correction, clean, spans)
        if outcome.target is not None:
            by_key[outcome.target].update(changes(correction))
