"""Claims and attributions."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: source, cue and content, each a tuple of spans (PARC/PolNeAR relations)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause that someone can be held to. Columns as in the `claims` frame; spans in the text read.

    `hedge_types` tells of each of `hedges` whether it is epistemic, evidential, a weasel word or frequency.
    `target_stances` tells of each of `targets` whether the claim speaks well or ill of it; `topic` are key
    terms, `event_root` the PLOVER type of the main verb, `settled_by` what would settle a claim that looks
    ahead. `condition` and `dates` are indexes into the claims and the timexes of the same text;
    `claimant_actor`, `subject` and `targets` are actor ids, `claimant_candidates` those of all
    readings, best first, where a pronoun leaves more than one open.
    """

    start: int
    end: int
    sentence: int
    kind: str
    rule: str
    certainty: str = "CT"
    polarity: str = "positive"
    orientation: str = "present"
    claimant: str = "author"
    claimant_actor: str | None = None
    claimant_candidates: tuple[str, ...] = ()
    is_attributed: bool = False
    source: Span | None = None
    cue: Span | None = None
    content_kind: str | None = None
    evidence: str | None = None
    modality: str | None = None
    modal_cue: str | None = None
    hedges: tuple[Span, ...] = ()
    hedge_types: tuple[str, ...] = ()
    boosters: tuple[Span, ...] = ()
    negations: tuple[Span, ...] = ()
    subject: str | None = None
    targets: tuple[str, ...] = ()
    target_stances: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    event_root: str | None = None
    settled_by: str | None = None
    dates: tuple[int, ...] = ()
    horizon: str | None = None
    horizon_from: str | None = None
    condition: int | None = None
    is_core: bool = True
    confidence: float = 1.0
