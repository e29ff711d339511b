"""The rule families of the grammar folder, read and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hindsight.dates.lexing import Lexicon, read_table
from hindsight.dates.patterns import expand, literals, translate

# In the order of precedence where two rules match the same words.
FAMILIES = ("clock", "holidays", "periods", "calendar", "relative", "references", "sets", "durations")
_SETTINGS = ("pattern", "reads", "examples", "guards", "about")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name with its family, what it reads a match as, its guards and its constants."""

    name: str
    family: str
    reads: str
    guards: tuple[str, ...] = ()
    constants: dict[str, Any] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Modifier:
    """Words that narrow an expression, the `mod` they set, and the ways of reading or rules they stand
    with.
    """

    pattern: re.Pattern[str]
    mod: str
    stands_with: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled rules (a rule may have several patterns), modifiers and the lexicon that gives the codes."""

    lexicon: Lexicon
    patterns: tuple[tuple[re.Pattern[str], Rule], ...]
    before: tuple[Modifier, ...]
    after: tuple[Modifier, ...]


def describe_families() -> dict[str, str]:
    """Return what each rule family is about and the source it follows, for readers of the grammar.

    Examples
    --------
    >>> print(describe_families()["sets"].splitlines()[0])
    Times that recur: TIMEX3 type SET.
    """
    tables = {family: read_table(f"{family}.toml") for family in (*FAMILIES, "modifiers", "guards")}
    return {
        family: f"{table['about'].strip()}\n\nSource: {table['source']}" for family, table in tables.items()
    }


def _patterns_of(family: str) -> list[tuple[str, Rule]]:
    table = read_table(f"{family}.toml")
    if family == "holidays":
        return _holiday_patterns(table["holidays"])
    found = []
    for name, settings in table.items():
        if not isinstance(settings, dict):
            continue
        constants = {key: value for key, value in settings.items() if key not in _SETTINGS}
        rule = Rule(
            f"{family}/{name}",
            family,
            settings["reads"],
            tuple(settings.get("guards", ())),
            constants,
            dict(settings.get("examples", {})),
        )
        written = settings["pattern"]
        found += [(pattern, rule) for pattern in ([written] if isinstance(written, str) else written)]
    return found


def _holiday_patterns(days: dict[str, str]) -> list[tuple[str, Rule]]:
    found = []
    for words, day in days.items():
        rule = Rule(
            f"holidays/{words.replace(' APOS', '’').replace(' ', '-')}",
            "holidays",
            "holiday",
            ("named_holiday",),
            {"holiday": day},
        )
        found.append(
            (f"( which:( last | this | next | the following ) )? {words} ( ,? ( of )? y:YEAR )?", rule)
        )
    return found


@lru_cache(maxsize=16)
def grammar(without: str | None = None) -> Grammar:
    """Return the compiled grammar, `without` one family if its part in the figures is to be measured."""
    macros: dict[str, str] = dict(read_table("macros.toml")["macros"])
    macros.pop("source")
    written = [pair for family in FAMILIES if family != without for pair in _patterns_of(family)]
    expanded = [(expand(pattern, macros), rule) for pattern, rule in written]
    written_modifiers = [] if without == "modifiers" else _modifiers()
    known = set().union(
        *(
            literals(pattern)
            for pattern, _ in (*expanded, *((words, None) for _, words, _, _ in written_modifiers))
        )
    )
    lexicon = Lexicon(known)
    return Grammar(
        lexicon,
        tuple((re.compile(translate(pattern, lexicon)), rule) for pattern, rule in expanded),
        tuple(
            Modifier(re.compile(translate(words, lexicon) + r"\Z"), mod, kinds)
            for place, words, mod, kinds in written_modifiers
            if place == "before"
        ),
        tuple(
            Modifier(re.compile(translate(words, lexicon)), mod, kinds)
            for place, words, mod, kinds in written_modifiers
            if place == "after"
        ),
    )


def _modifiers() -> list[tuple[str, str, str, frozenset[str]]]:
    """Return place, pattern, mod and the rules or ways of reading it stands with."""
    table = read_table("modifiers.toml")
    return [
        (place, words, group["mod"], frozenset(table["stands_with"][group["to"]]))
        for place in ("before", "after")
        for group in table[place]
        for words in group["words"]
    ]
