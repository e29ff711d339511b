"""Reads `accuracy.toml`: the figures that reports print beneath what they show."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

EXTRACTORS = ("pages", "sentences", "dates", "mentions", "actors", "claims", "attributions", "links")


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: of which extractor, on which gold texts, by which command, on which day."""

    extractor: str
    measure: str
    figure: float
    gold: str
    command: str
    date: dt.date

    def to_json(self) -> dict[str, Any]:
        """Return the figure as plain JSON values, the number as printed (three decimals)."""
        return asdict(self) | {"figure": f"{self.figure:.3f}", "date": self.date.isoformat()}


@lru_cache(maxsize=1)
def read_accuracy() -> tuple[Measure, ...]:
    """Return the figures as last measured, in the order of the file.

    Raises
    ------
    ValueError
        The file names an extractor that there is not, or a figure outside 0 to 1.
    """
    text = resources.files("hindsight.reports").joinpath("accuracy.toml").read_text(encoding="utf-8")
    measures = tuple(Measure(**row) for row in tomllib.loads(text).get("measure", ()))
    for measure in measures:
        if measure.extractor not in EXTRACTORS:
            raise ValueError(
                f"accuracy.toml: no extractor {measure.extractor!r}; there are {', '.join(EXTRACTORS)}"
            )
        if not 0 <= measure.figure <= 1:
            raise ValueError(
                f"accuracy.toml: {measure.extractor} has the figure {measure.figure}, not 0 to 1"
            )
    return measures


def accuracy_table(measures: Collection[str] = ()) -> str:
    """Return the figures as a Markdown table, for docs/accuracy.md and the README.

    Parameters
    ----------
    measures : collection of str
        Which measures to show; none: all.
    """
    lines = ["| extractor | measure | figure | texts |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {m.extractor} | {m.measure} | {m.figure:.3f} | {m.gold} |"
        for m in read_accuracy()
        if not measures or m.measure in measures
    ]
    return "\n".join(lines) + "\n"
