"""Mentions and the actors they refer to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that refers. `form`, `type` as in the `mentions` frame; `sentence` indexes `Reading.sentences`.

    `actor` is the id of an `Actor`; `candidates` are ids, best first, where more than one reading stands.
    """

    start: int
    end: int
    form: str
    type: str
    sentence: int
    rule: str
    actor: str | None = None
    candidates: tuple[str, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is referred to, as far as one text or one corpus tells."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    rule: str
    role_then: str | None = None
    role_source: str | None = None
    confidence: float = 1.0
