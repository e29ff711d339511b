"""What a run left out of the corpus, said at the top of its reports.

The figures of a report of one actor, or of what was known on one day, look like those of the whole corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hindsight.reports.source import Parameter
from hindsight.visible import shorten

_LONGEST_VALUE = 120  # characters; the whole value stands in the table of parameters

# Parameter to what is said before and after its value, in the order in which they are said.
_WORDING = {
    "document": ("document", ""),
    "actor": ("actor", ""),
    "date_from": ("published on or after", ""),
    "date_to": ("published on or before", ""),
    "as_of": ("as of", "(whatever is dated later is hidden; pages without a date are not)"),
}
_EMPTY = ("", "None")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A parameter that selects: the words before its value, the value, the words after."""

    label: str
    value: str
    note: str


def find_selection(parameters: Iterable[Parameter]) -> tuple[Criterion, ...]:
    """Return what a run's parameters select, nothing where it shows the whole corpus.

    Examples
    --------
    >>> find_selection([Parameter("as_of", "", "", False), Parameter("actor", "Putin", "", True)])
    (Criterion(label='actor', value='Putin', note=''),)
    """
    values = {parameter.name: parameter.value for parameter in parameters}
    return tuple(
        Criterion(label, shorten(values[name], _LONGEST_VALUE), note)
        for name, (label, note) in _WORDING.items()
        if values.get(name, "").strip() not in _EMPTY
    )


def join_selections(selections: Iterable[Sequence[Criterion]]) -> tuple[Criterion, ...]:
    """Return the criteria of several reports, each once."""
    return tuple(dict.fromkeys(criterion for selection in selections for criterion in selection))
