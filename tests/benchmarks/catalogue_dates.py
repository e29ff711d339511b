"""Sort the errors of the date benchmark by their causes, for the catalogue in docs/accuracy-dates.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def cause_of(error: dict[str, Any]) -> str:
    """Return the cause of an error, as the catalogue names it; each error has one."""
    kind, gold, own = error["kind"], error["gold"], error["pred"]
    if kind in ("missed", "spurious"):
        return _group(gold or own)
    if kind == "extent":
        return "wider than the labels" if len(own["text"]) > len(gold["text"]) else "narrower than the labels"
    if kind == "type":
        return "time, date, length or set"
    return _value_cause(gold["value"], own["value"])


def _group(timex: dict[str, Any]) -> str:
    if not timex["value"]:
        return 'labels have no value ("this period")'
    if timex["value"].endswith("_REF"):
        return "words for past, present and future"
    return {"DURATION": "lengths", "SET": "sets"}.get(timex["type"], "dates and times")


def _value_cause(gold: str, own: str) -> str:
    if not gold:
        return "labels have no value"
    is_length = [value.startswith("P") and not value.endswith("_REF") for value in (gold, own)]
    if all(is_length):
        return "another length, or another spelling of it"
    if any(value.endswith("_REF") for value in (gold, own)):
        return "a reference (PAST_REF) or something else"
    if any(is_length):
        return "a length labelled, a date read" if is_length[0] else "a date labelled, a length read"
    if "X" in gold:
        return "labels leave a part open (1989-XX)"
    if re.sub(r"-W(\d)\b", r"-W0\1", gold) == own:
        return "week without its zero in the labels"
    if "Q" in gold + own:
        return "which quarter, or quarter against year"
    days = [_DAY.match(value) for value in (gold, own)]
    if "T" in own and "T" not in gold:
        return "a time read, its plain day labelled"
    if gold[4:] == own[4:] and gold[:4] != own[:4]:
        return "another year"
    if all(days) and gold[10:] == own[10:]:
        return "another day, mostly the weekday a week away"
    return "other"


def catalogue(errors: Iterable[dict[str, Any]], names: tuple[str, ...]) -> str:
    """Return the counts as a Markdown table: one row per kind and cause, one column per set."""
    counts = Counter((error["kind"], cause_of(error), error["set"]) for error in errors)
    rows = sorted({(kind, cause) for kind, cause, _ in counts})
    lines = [f"| kind | cause | {' | '.join(names)} |", f"| --- | --- |{' --- |' * len(names)}"]
    for kind, cause in rows:
        cells = " | ".join(str(counts[kind, cause, name]) for name in names)
        lines.append(f"| {kind} | {cause} | {cells} |")
    return "\n".join(lines)
