"""What a timeline shows: marks of then and later, offices held, and the links between marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from hindsight.timeline.scene import Scene

COLUMNS = (
    "side",
    "when",
    "label",
    "kind",
    "lane",
    "detail",
    "earliest",
    "latest",
    "readings",
    "links",
    "document_id",
    "key",
)


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
        ``document``, ``claim``, ``date``, ``item`` or ``office``.
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
        The lane it stands in, where the timeline has lanes.
    opens : str
        Key of the row that is its evidence, where that is not `key` (an office opens its actor).
    tag : str
        What the picture says before its words, where its place alone does not show it ("By this actor:").
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
    opens: str = ""
    tag: str = ""

    @property
    def when(self) -> tuple[date | None, date | None, tuple[Reading, ...]]:
        """What must be alike for two marks to stand under one date."""
        return self.earliest, self.latest, self.readings

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


SEVERAL = 3  # ties
STRONG = 0.3  # strength of a tie that rests on a rare name or two
BESIDE_THE_MATTER = ("same_author", "mentions_date")  # kinds that do not say what two texts have in common


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
    lanes: tuple[str, ...] = ()
    is_one_rail: bool = False

    @property
    def tells(self) -> bool:
        """Whether it has a tie that can stand by itself (a page or a person made it, or it is strong), or
        several: one weak tie is no answer to the question what came later."""
        return len(self.ties) >= SEVERAL or any(
            tie.kind == "site_related" or (tie.score >= STRONG and tie.kind not in BESIDE_THE_MATTER)
            for tie in self.ties
        )

    def on(self, side: str) -> tuple[Mark, ...]:
        """Return the marks of one side."""
        return tuple(mark for mark in self.marks if mark.side == side)

    def lay_out(self, width: float) -> Scene:
        """Return the scene of the timeline, `width` points wide."""
        from hindsight.timeline.rails import lay_out_rails

        return lay_out_rails(self.plain(), width)

    def timeline(self) -> Timeline:
        """Return itself: all its rows are marks."""
        return self

    def table(self) -> pd.DataFrame:
        """Return one row per mark, in the order drawn.

        Returns
        -------
        pandas.DataFrame
            `side`, `when`, `label`, `kind`, `lane`, `detail`, `earliest`, `latest` (missing: open),
            `readings`, `links` (how many lead from or to it), `document_id`, `key`.
        """
        import pandas as pd

        ties: dict[str, int] = {}
        for tie in self.ties:
            for key in (tie.then, tie.later):
                ties[key] = ties.get(key, 0) + 1
        rows = [_cells(mark, ties.get(mark.key, 0)) for mark in self.plain().marks]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def plain(self) -> Timeline:
        """Return the timeline with words that a picture can carry: no font or XML has control characters."""
        from hindsight.timeline.wording import plain

        return replace(
            self,
            marks=tuple(replace(m, label=plain(m.label), detail=plain(m.detail)) for m in self.marks),
            ties=tuple(replace(tie, reason=plain(tie.reason)) for tie in self.ties),
            title=plain(self.title),
            subtitle=plain(self.subtitle),
            source=plain(self.source),
            description=plain(self.description),
            notes=tuple(plain(note) for note in self.notes),
        )


def _cells(mark: Mark, n_ties: int) -> dict[str, str | int | None]:
    from hindsight.timeline.wording import say_days

    when = say_days(mark.earliest, mark.latest)
    return {
        "side": mark.side,
        "when": when if mark.is_dated else f"said {when}",
        "label": mark.label,
        "kind": mark.kind,
        "lane": mark.lane,
        "detail": mark.detail,
        "earliest": mark.earliest.isoformat() if mark.earliest else None,
        "latest": mark.latest.isoformat() if mark.latest else None,
        "readings": "; ".join(reading.value for reading in mark.readings),
        "links": n_ties,
        "document_id": mark.document_id,
        "key": mark.opens if mark.opens and mark.kind != "office" else mark.key,
    }
