"""The rule families of the grammar folder, read and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from hindsight.dates.lexing import Lexicon, read_table
from hindsight.dates.patterns import expand, literals, translate

# In the order of precedence where two rules match the same words.
FAMILIES = (
    "calendar",
    "holidays",
    "clock",
    "periods",
    "relative",
    "sets",
    "durations",
    "references",
)
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
class Grammar:
    """Compiled rules (a rule may have several patterns), modifiers and the lexicon that gives the codes."""

    lexicon: Lexicon
    patterns: tuple[tuple[re.Pattern[str], Rule], ...]
    before: tuple[tuple[re.Pattern[str], str], ...]
    after: tuple[tuple[re.Pattern[str], str], ...]


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
            (),
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
    modifiers = read_table("modifiers.toml")
    written = [pair for family in FAMILIES if family != without for pair in _patterns_of(family)]
    expanded = [(expand(pattern, macros), rule) for pattern, rule in written]
    before = [(words, mod) for mod, group in modifiers["before"].items() for words in group]
    after = [(words, mod) for mod, group in modifiers["after"].items() for words in group]
    if without == "modifiers":
        before = after = []
    known = set().union(*(literals(pattern) for pattern, _ in (*expanded, *before, *after)))
    lexicon = Lexicon(known)
    return Grammar(
        lexicon,
        tuple((re.compile(translate(pattern, lexicon)), rule) for pattern, rule in expanded),
        tuple((re.compile(translate(words, lexicon) + r"\Z"), mod) for words, mod in before),
        tuple((re.compile(translate(words, lexicon)), mod) for words, mod in after),
    )
