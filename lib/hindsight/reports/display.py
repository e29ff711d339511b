"""What notebooks show: findings, tables, pictures and limits, each with the rows it stands on.

Every object carries the same thing twice: HTML for JupyterLab, and a JSON payload (`evidence.MIMETYPE`) from
which `page.render_report` builds the report; HTML found in a notebook never passes into a report.
There is no text/markdown: corpus text would be live in it.
"""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hindsight.reports.accuracy import read_accuracy
from hindsight.reports.evidence import (
    MIMETYPE,
    MOST_ROWS,
    Cited,
    EvidenceRow,
    Grouped,
    evidence_rows,
    key_column,
    say_term,
)
from hindsight.reports.markup import render_for_lab
from hindsight.reports.svg import read_svg, row_links
from hindsight.visible import name_blanks, visible
from hindsight.reports.wording import is_missing, join_words, say, split_template

if TYPE_CHECKING:
    import pandas as pd

    from hindsight.timeline import Drawing

MOST_TABLE_ROWS = 200
_PLAIN_WIDTH = 40  # characters of a cell in text/plain
_SENTENCE_END = re.compile(r"[.?!][”’\"')\]]*\s+$")


class _Evidence:
    """Collects the rows of one output, each once, and numbers them."""

    def __init__(self) -> None:
        self.rows: list[EvidenceRow] = []
        self._places: dict[tuple[str, str], int] = {}

    def place(self, rows: Iterable[EvidenceRow]) -> list[int]:
        places = []
        for row in rows:
            identity = (row.frame, row.key)
            if identity not in self._places:
                self._places[identity] = len(self.rows)
                self.rows.append(row)
            places.append(self._places[identity])
        return places

    def payload(self, kind: str, **content: object) -> dict[str, Any]:
        """Return the payload of an output: its kind, its content, its rows."""
        return {"version": 1, "kind": kind, **content, "evidence": [row.to_json() for row in self.rows]}


class Shown:
    """An output with a payload; base of the objects below."""

    payload: dict[str, Any]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/plain": str(self), "text/html": render_for_lab(self.payload), MIMETYPE: self.payload}

    __repr__ = object.__str__  # never let a terminal print a payload


@dataclass(frozen=True, eq=False, repr=False)
class Finding(Shown):
    """A sentence made from the frames, whose numbers and names open their evidence."""

    payload: dict[str, Any]

    def __str__(self) -> str:
        return visible("".join(part["text"] for part in self.payload["parts"]))

    __repr__ = __str__


@dataclass(frozen=True, eq=False, repr=False)
class Table(Shown):
    """Rows of a frame as an accessible table, each linked to its evidence."""

    payload: dict[str, Any]

    def __str__(self) -> str:
        table = self.payload
        lines = [[column["heading"] for column in table["columns"]]]
        lines += [[cell["text"] for cell in row] for row in table["rows"]]
        lines = [[" ".join(text.split())[:_PLAIN_WIDTH] for text in line] for line in lines]
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        drawn = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
        return visible("\n".join([*([table["caption"]] if table["caption"] else []), *drawn]))

    __repr__ = __str__


@dataclass(frozen=True, eq=False, repr=False)
class Picture(Shown):
    """A drawing with a title, a description in words, and the rows behind its marks."""

    payload: dict[str, Any]
    png: bytes | None = None

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(include, exclude)
        if self.png is not None:
            bundle["image/png"] = b64encode(self.png).decode("ascii")
        return bundle

    def __str__(self) -> str:
        return visible(f"[picture] {self.payload['title']}: {self.payload['description']}")

    __repr__ = __str__


@dataclass(frozen=True, eq=False, repr=False)
class Limits(Shown):
    """What a page does not show, and how accurate its extractors were when last measured."""

    payload: dict[str, Any]

    def __str__(self) -> str:
        notes = ["".join(part["text"] for part in note) for note in self.payload["notes"]]
        figures = ["{extractor}: {measure} {figure} on {gold}".format(**m) for m in self.payload["measures"]]
        open_ones = [f"{name}: not measured yet" for name in self.payload["unmeasured"]]
        return visible("\n".join(f"- {line}" for line in [*notes, *figures, *open_ones]))

    __repr__ = __str__


def finding(template: str, /, *, none: str = "", **values: object) -> Finding:
    """Return a sentence made from values.

    Parameters
    ----------
    template : str
        Words with named places; `hindsight.reports.wording` lists the formats.
    none : str, optional
        What is said instead where the first of the values is nought or empty: "No actor is named."
    **values : str, number, date, list, Cited or Finding
        What stands in the places. A `cited` value becomes a link to its rows; a list may hold cited values.

    Raises
    ------
    TypeError
        A place without a value, a value without a place, or a format that does not fit its value.

    Examples
    --------
    >>> from hindsight.reports import cited
    >>> from hindsight.schema import build_frame
    >>> row = {"verdict_id": "a.jsonl:1", "claim_id": "p.claim-1", "verdict": "partly", "who": "A. Reader"}
    >>> verdicts = build_frame("verdicts", [row | {"when": "2026-01-01"}])
    >>> print(finding("There {n:=is|are} {n:verdict|verdicts} so far, by {who}.",
    ...               n=cited(1, verdicts, "verdicts"), who=["Ada", "Bo"]))
    There is 1 verdict so far, by Ada and Bo.
    >>> print(finding("{n:actor|actors}; most often: {top}.", none="No actor is named.", n=0, top=[]))
    No actor is named.
    """
    evidence = _Evidence()
    first = next(iter(values.values()), None)
    if none and not (first.value if isinstance(first, Cited) else first):
        return Finding(evidence.payload("finding", parts=[{"text": none}]))
    return Finding(evidence.payload("finding", parts=_parts(template, values, evidence)))


def _parts(template: str, values: Mapping[str, object], evidence: _Evidence) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    opens = True  # whether the next place opens a sentence
    for before, name, spec in split_template(template, values):
        if before:
            parts.append({"text": before})
            opens = bool(_SENTENCE_END.search(before)) or (opens and not before.strip())
        if name:
            value = values[name]
            pieces = _value_parts(value, spec, evidence)
            if opens and "|" in spec and pieces[0]["text"].startswith("no "):  # "No actors found"
                pieces[0]["text"] = "N" + pieces[0]["text"][1:]
            parts += pieces
            # The words of any other value end no sentence of the template: a name may end in a full stop.
            opens = isinstance(value, Finding) and bool(_SENTENCE_END.search(f"{value} "))
    return parts


def _value_parts(value: object, spec: str, evidence: _Evidence) -> list[dict[str, Any]]:
    if isinstance(value, Finding):
        rows = [EvidenceRow(**_unpack(row)) for row in value.payload["evidence"]]
        places = evidence.place(rows)
        return [
            part | ({"cites": [places[i] for i in part["cites"]]} if "cites" in part else {})
            for part in value.payload["parts"]
        ]
    if isinstance(value, Cited):
        inner = value.value
        if isinstance(inner, (list, tuple)):
            words = "".join(str(say(member)) for member in join_words(inner))
        else:
            words = say(inner, spec)
        part: dict[str, Any] = {"text": words, "is_value": True}
        if value.rows and not spec.startswith("="):  # "is" and "are" are no figures
            part |= {"cites": evidence.place(value.rows), "n_rows": value.n_rows}
        return [part]
    if isinstance(value, (list, tuple)):
        parts: list[dict[str, Any]] = []
        for place, member in enumerate(join_words(value)):
            # Every second piece is a comma or "and".
            parts += [{"text": str(member)}] if place % 2 else _value_parts(member, spec, evidence)
        return parts or [{"text": "none"}]
    return [{"text": say(value, spec), "is_value": True}]


def _unpack(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "says": tuple((column, words) for column, words in row.get("says", ()))}


def table(
    frame: pd.DataFrame,
    columns: Mapping[str, str] | Sequence[str],
    *,
    caption: str,
    frame_name: str | None = None,
    evidence: Mapping[str, Grouped] | None = None,
    sentences: pd.DataFrame | None = None,
    limit: int = MOST_TABLE_ROWS,
) -> Table:
    """Return rows of a frame as a table.

    Parameters
    ----------
    frame : pandas.DataFrame
        The rows, in the order to show them.
    columns : mapping of column to heading, or list of columns
        What to show. The first column heads its row; a list takes its headings from the columns' names.
    caption : str
        What the table shows, in words.
    frame_name : str, optional
        The frame the rows belong to: the first cell of each row then opens its evidence. Leave out for tables
        of counts made by ``groupby``.
    evidence : mapping of column to Grouped, optional
        Rows behind the cells of a column: ``{"n_mentions": grouped(mentions, "mentions", by="actor_id")}``.
    sentences : pandas.DataFrame, optional
        As in `cited`.
    limit : int
        Most rows shown; the table says when there are more.

    Examples
    --------
    >>> import pandas as pd
    >>> print(table(pd.DataFrame({"kind": ["prediction"], "n": [7]}), {"kind": "Kind", "n": "Claims"},
    ...             caption="Claims by kind"))
    Claims by kind
    Kind        Claims
    prediction  7
    """
    headings = dict(columns) if isinstance(columns, Mapping) else {name: _heading(name) for name in columns}
    collected, evidence = _Evidence(), evidence or {}
    top = frame.head(limit)
    own: list[EvidenceRow | None] = [None] * len(top)
    if frame_name is not None:
        key_column(frame_name)
        own = list(evidence_rows(top, frame_name, sentences=sentences))
    records = top.to_dict("records")
    behind = {
        column: group.rows_of(_key(record, group.by) for record in records)
        for column, group in evidence.items()
    }
    rows = []
    for record, row in zip(records, own, strict=True):
        cells = []
        for place, column in enumerate(headings):
            cell: dict[str, Any] = _cell(record[column], column)
            if column in behind:
                cited_rows = behind[column].get(_key(record, evidence[column].by))
                if cited_rows is not None:
                    cell |= {"cites": collected.place(cited_rows.rows), "n_rows": cited_rows.n_rows}
            elif place == 0 and row is not None:
                cell |= {"cites": collected.place([row])}
            cells.append(cell)
        rows.append(cells)
    described = [
        {"heading": heading, "is_number": frame[column].dtype.kind in "iuf"}
        for column, heading in headings.items()
    ]
    return Table(
        collected.payload(
            "table", caption=caption, frame=frame_name or "", columns=described, rows=rows, n_total=len(frame)
        )
    )


def _key(record: Mapping[Hashable, Any], by: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(record[column]) for column in by)


def _heading(column: str) -> str:
    return column.removesuffix("_id").removeprefix("is_").removeprefix("n_").replace("_", " ").capitalize()


def _cell(value: Any, column: str) -> dict[str, Any]:
    if isinstance(value, Cited):
        value = value.value
    if isinstance(value, (list, tuple)):
        return {"text": ", ".join(str(member) for member in value)}
    if is_missing(value):
        return {"text": ""}
    if isinstance(value, dt.date):
        return {"text": value.isoformat()[:10], "is_date": True}
    return {"text": name_blanks(say_term(column, say(value)))}


def picture(
    svg: str,
    *,
    title: str,
    description: str,
    evidence: Mapping[str, pd.DataFrame] | None = None,
    sentences: pd.DataFrame | None = None,
    narrow: str = "",
    png: bytes | None = None,
    tells: bool = True,
) -> Picture:
    """Return a drawing with its title and its description in words.

    Parameters
    ----------
    svg : str
        The drawing. Marks that open their evidence are in ``<a href="#KEY">``, KEY being the key of a row.
    title : str
        What the picture shows, in one sentence: its caption and its name for a screen reader.
    description : str
        The same in full for those who do not see it.
    evidence : mapping of frame name to frame, optional
        The frames in which to look up the keys that the drawing links to.
    sentences : pandas.DataFrame, optional
        As in `cited`.
    narrow : str
        The same for a narrow screen, as SVG: a report shows it there instead.
    png : bytes, optional
        The same drawing in pixels, for viewers that show no SVG.
    tells : bool
        Whether it can stand first on the page of all reports.
    """
    drawings = [svg, narrow] if narrow else [svg]
    for drawing in drawings:
        read_svg(drawing)  # one that cannot be read fails here, in its notebook, and not in the report
    linked, collected = {key for drawing in drawings for key in row_links(drawing)}, _Evidence()
    for name, frame in (evidence or {}).items():
        wanted = frame[frame[key_column(name)].isin(linked)]
        collected.place(evidence_rows(wanted.head(MOST_ROWS), name, sentences=sentences))
    payload = collected.payload("picture", svg=svg, title=title, description=description)
    payload |= {} if tells else {"tells": False}
    return Picture(payload | ({"narrow": narrow} if narrow else {}), png)


def drawn(
    timeline: Drawing, frames: Mapping[str, pd.DataFrame], *, sentences: pd.DataFrame | None = None
) -> Picture:
    """Return a timeline as a picture, for wide and for narrow screens; `frames` are those that hold its rows."""
    return picture(
        timeline.svg(),
        title=timeline.title,
        description=timeline.description,
        evidence=frames,
        sentences=sentences,
        narrow=timeline.narrow().svg(),
        tells=timeline.tells,
    )


def limits(*notes: str | Finding, extractors: Sequence[str] = ()) -> Limits:
    """Return what a page does not show, with the accuracy of its extractors as last measured.

    Parameters
    ----------
    *notes : str or Finding
        One sentence each: what the rules did not see ("12 sentences name no actor").
    extractors : sequence of str
        Which of `accuracy.EXTRACTORS` the page rests on; those without a figure are listed as not measured.
    """
    collected = _Evidence()
    said = [
        _value_parts(note, "", collected) if isinstance(note, Finding) else [{"text": note}] for note in notes
    ]
    measures = [m.to_json() for m in read_accuracy() if m.extractor in extractors]
    measured = {m["extractor"] for m in measures}
    unmeasured = [name for name in extractors if name not in measured]
    return Limits(collected.payload("limits", notes=said, measures=measures, unmeasured=unmeasured))


__all__ = ["Finding", "Limits", "Picture", "Shown", "Table", "drawn", "finding", "limits", "picture", "table"]
