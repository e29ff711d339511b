"""A temporal expression, found and resolved (TIMEX3, with EDTF and the interval it can mean)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another value that stands, and why."""

    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression. Columns as in the `dates` frame; `earliest` and `latest` are ISO days.

    `anchor_start` is the start offset of the earlier expression it was resolved against, where
    ``anchor == "earlier"``. `sentence` indexes `Reading.sentences`.
    """

    start: int
    end: int
    type: str
    value: str
    rule: str
    sentence: int
    mod: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    granularity: str | None = None
    anchor: str = "none"
    anchor_start: int | None = None
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 1.0
