"""The word lists of ``nominals.toml``: descriptions, pronouns, contexts of metonyms."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Lists:
    """Word lists (``words[name]``), offices by title and in full, bodies by seat, nouns by names."""

    words: dict[str, frozenset[str]]
    leaders: dict[str, str]
    offices: dict[str, str]
    seats: dict[str, str]
    called: dict[str, frozenset[str]]
    called_by_capital: dict[str, str]
    pronouns: dict[str, str]
    metonyms: dict[str, frozenset[str]]
    pleonastic: dict[str, frozenset[str]]


def _sets(table: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in table.items() if name != "source"}


def _pairs(table: dict[str, Any]) -> dict[str, str]:
    return {word: meaning for word, meaning in table.items() if word != "source"}


@lru_cache(maxsize=1)
def load_lists() -> Lists:
    """Return the lists that ship.

    Examples
    --------
    >>> load_lists().leaders["foreign secretary"]
    'foreign_minister'
    """
    tables = tomllib.loads(files(__package__).joinpath("data", "nominals.toml").read_text(encoding="utf-8"))
    return Lists(
        words={name: frozenset(table["words"].split()) for name, table in tables.items() if "words" in table},
        leaders=_pairs(tables["leaders"]),
        offices=_pairs(tables["offices"]),
        seats=_pairs(tables["seats"]),
        called=_sets(tables["called"]),
        called_by_capital=_pairs(tables["called_by_capital"]),
        pronouns=_pairs(tables["pronouns"]),
        metonyms=_sets(tables["metonyms"]),
        pleonastic=_sets(tables["pleonastic"]),
    )
