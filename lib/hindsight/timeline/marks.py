"""What a timeline shows: marks of then and later, and the links between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reading:
    """Another time that a mark's date can mean: the days, and the value as written in TIMEX3."""

    earliest: date
    latest: date
    value: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: a row of the frames that has a time.

    Attributes
    ----------
    key : str
        Key of the row that is its evidence.
    side : str
        ``then`` or ``later``.
    kind : str
        ``document``, ``claim``, ``date`` or ``item``.
    label, detail : str
        What it is, in the page's words; what stands around it, or who published it.
    earliest, latest : datetime.date or None
        First and last day it can mean; None is open (before, after). Never both None.
    is_uncertain : bool
        Drawn hatched: the extent is approximate, or inferred with little confidence.
    is_dated : bool
        It has a time of its own; False: a claim that stands at the day it was published.
    readings : tuple of Reading
        Other times that stand, best first.
    lane : str
        What it is grouped by (the document, unless asked otherwise).
    rows : tuple of str
        Keys of other rows that the mark stands for (the dates inside a claim).
    """

    key: str
    side: str
    kind: str
    label: str
    earliest: date | None
    latest: date | None
    document_id: str
    detail: str = ""
    is_uncertain: bool = False
    is_dated: bool = True
    readings: tuple[Reading, ...] = ()
    lane: str = ""
    rows: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day drawn; an open end is drawn from the other."""
        first = self.earliest or self.latest
        last = self.latest or self.earliest
        if first is None or last is None:
            raise ValueError(f"{self.key}: a mark needs a day")
        return first, last


@dataclass(frozen=True, slots=True)
class Tie:
    """A link to be drawn, between two marks of the timeline."""

    key: str
    then: str
    later: str
    kind: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything a timeline shows, in the order drawn, and the words around it.

    `title` states the finding, `subtitle` says who and when, `source` where it comes from; `notes` say what
    is not drawn, and why.
    """

    marks: tuple[Mark, ...] = ()
    ties: tuple[Tie, ...] = ()
    title: str = ""
    subtitle: str = ""
    source: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()

    def on(self, side: str) -> tuple[Mark, ...]:
        """Return the marks of one side."""
        return tuple(mark for mark in self.marks if mark.side == side)
