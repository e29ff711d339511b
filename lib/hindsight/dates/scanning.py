"""Find temporal expressions: spans, their rule and what the rule captured. Nothing is resolved here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from hindsight.dates.amounts import read_amount
from hindsight.dates.guards import is_admitted
from hindsight.dates.lexing import OTHER, Lexed
from hindsight.dates.rules import Rule, grammar

_WINDOW = re.compile(f"[^{OTHER}]+")
_MODIFIER_TOKENS = 6  # "the latter part of the" is five
# Windows up to this many tokens recur, so their matches are worth remembering; longer ones are rare.
_MEMORY_TOKENS = 16


@dataclass(slots=True)
class Hit:
    """A span that a rule matched: captured words, and the narrowing that stands beside it."""

    start: int
    end: int
    rule: Rule
    captures: dict[str, str]
    sentence: int
    mod: str | None = None
    core_start: int = 0  # where the expression itself begins, without "early", "about", …
    core_end: int = 0
    is_range_end: bool = False
    offsets: dict[str, tuple[int, int]] = field(default_factory=dict)


Match = tuple[int, int, Rule, tuple[tuple[str, int, int], ...]]


@lru_cache(maxsize=1 << 15)
def _remembered(window: str, without: str | None) -> tuple[Match, ...]:
    return _matches(window, without)


def _matches(window: str, without: str | None) -> tuple[Match, ...]:
    """Return all matches in a window of codes, longest first; ties go to the rule that is written first."""
    candidates: list[tuple[int, int, int, Match]] = []
    for order, (pattern, rule) in enumerate(grammar(without).patterns):
        for found in pattern.finditer(window):
            # A name used in several alternatives is numbered by the translation.
            groups = tuple(
                (name.partition("__")[0], *found.span(name))
                for name, codes in found.groupdict().items()
                if codes
            )
            start, end = found.span()
            candidates.append((start - end, order, start, (start, end, rule, groups)))
    candidates.sort(key=lambda candidate: candidate[:3])
    return tuple(match for _, _, _, match in candidates)


def scan_sentence(text: str, start: int, end: int, sentence: int, without: str | None = None) -> list[Hit]:
    """Return the expressions of ``text[start:end]``, in text order, not overlapping.

    Where matches overlap the longest that its guards admit is kept.

    Parameters
    ----------
    text : str
        The whole text.
    start, end : int
        The sentence, in code points.
    sentence : int
        Its index, kept on each hit.
    without : str, optional
        A rule family to leave out.

    Examples
    --------
    >>> text = "Elections are held in early February, not in 42.7 days of May Day."
    >>> [text[h.start:h.end] for h in scan_sentence(text, 0, len(text), 0)]
    ['early February', '42.7 days', 'May Day']
    """
    rules = grammar(without)
    lexed = rules.lexicon.lex(text, start, end)
    tokens = lexed.spans
    hits: list[Hit] = []
    for window in _WINDOW.finditer(lexed.codes):
        codes, at = window.group(), window.start()
        matches = _remembered(codes, without) if len(codes) <= _MEMORY_TOKENS else _matches(codes, without)
        if not matches:
            continue
        taken = bytearray(len(codes))
        kept: list[Match] = []
        for match in matches:
            first, last, rule, _ = match
            if 1 in taken[first:last]:
                continue
            if is_admitted(rule.guards, text, tokens[at + first][0], tokens[at + last - 1][1], start, end):
                taken[first:last] = b"\x01" * (last - first)
                kept.append(match)
        kept.sort(key=lambda match: match[0])
        floor = 0
        for first, last, rule, groups in kept:
            hits.append(_hit(text, lexed, without, at, codes, first, last, rule, groups, floor, sentence))
            floor = last
    return hits


@lru_cache(maxsize=1 << 13)
def _narrowed(stretch: str, place: str, reads: str, name: str, without: str | None) -> tuple[int, str] | None:
    """Return where the modifier in a stretch of codes begins (`before` what a rule finds) or ends (`after`).

    With its mod; of several the longest counts.
    """
    kinds = {reads, name.partition("/")[2]}
    best = None
    for modifier in grammar(without).before if place == "before" else grammar(without).after:
        if kinds.isdisjoint(modifier.stands_with):
            continue
        if place == "before":
            found = modifier.pattern.search(stretch)
            if found and (best is None or found.start() < best[0]):
                best = found.start(), modifier.mod
        else:
            found = modifier.pattern.match(stretch)
            if found:
                best = found.end(), modifier.mod
    return best


def _hit(
    text: str,
    lexed: Lexed,
    without: str | None,
    at: int,
    codes: str,
    first: int,
    last: int,
    rule: Rule,
    groups: tuple[tuple[str, int, int], ...],
    floor: int,
    sentence: int,
) -> Hit:
    tokens = lexed.spans
    spans = {name: (tokens[at + a][0], tokens[at + b - 1][1]) for name, a, b in groups}
    captures = {name: text[a:b] for name, (a, b) in spans.items()}
    captures["whole"] = text[tokens[at + first][0] : tokens[at + last - 1][1]]
    hit = Hit(tokens[at + first][0], tokens[at + last - 1][1], rule, captures, sentence, offsets=spans)
    hit.core_start, hit.core_end = hit.start, hit.end
    # "over the weekend" is not more than a weekend: amounts must begin with their number
    counts = rule.reads not in ("duration", "ago") or "n" not in captures
    if not counts:
        counts = spans["n"][0] == hit.core_start and read_amount(captures["n"]) is not None
    if first > floor and counts:
        begin = max(floor, first - _MODIFIER_TOKENS)
        found = _narrowed(codes[begin:first], "before", rule.reads, rule.name, without)
        if found:
            hit.start, hit.mod = tokens[at + begin + found[0]][0], found[1]
    if last < len(codes):
        found = _narrowed(codes[last : last + _MODIFIER_TOKENS], "after", rule.reads, rule.name, without)
        if found:
            hit.end, hit.mod = tokens[at + last + found[0] - 1][1], found[1]
    return hit
