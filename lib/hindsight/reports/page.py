"""An executed notebook as one HTML file: no script, nothing loaded, every number a link to its evidence."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup

from hindsight.errors import HindsightError
from hindsight.files import write_whole
from hindsight.reports import foreign
from hindsight.reports.evidence import MIMETYPE
from hindsight.reports.markup import environment, linked
from hindsight.reports.prose import Headings, render_prose
from hindsight.reports.register import Register
from hindsight.reports.selection import Criterion, find_selection
from hindsight.reports.source import Parameter, read_parameters, render_source
from hindsight.reports.svg import clean_svg, row_links
from hindsight.visible import shorten

MOST_PRINTED = 60  # rows of evidence that print holds: about four pages
_LONGEST_PLACE = 60  # characters of the name of a place that cites a row
_SECTION = re.compile(r"^##\s", re.MULTILINE)
KINDS = ("finding", "table", "picture", "limits")
ANSWER = "answer"  # tag of a cell whose findings stand right below the title, wherever the cell stands


def render_report(executed: Path, *, html: Path) -> None:
    """Write the report of an executed notebook.

    Parameters
    ----------
    executed : pathlib.Path
        The notebook, with its outputs; it alone suffices.
    html : pathlib.Path
        File to write. It appears complete or not at all.

    Raises
    ------
    HindsightError
        `executed` is not a notebook.
    """
    notebook = read_notebook(executed)
    page = Page.of_notebook(notebook, name=executed.stem)
    write_whole(html, page.render(notebook_name=executed.name))


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Return the notebook in the format this package reads (4)."""
    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, AttributeError, KeyError) as error:
        raise HindsightError(f"not a notebook: {error}", where=str(path), remedy="run it again") from error


def payload_of(output: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the payload of one of our own outputs, None for any other."""
    payload = output.get("data", {}).get(MIMETYPE)
    is_ours = isinstance(payload, dict) and payload.get("version") == 1 and payload.get("kind") in KINDS
    return dict(payload) if is_ours else None


def tags_of(cell: Mapping[str, Any]) -> list[str]:
    """Return the tags of a cell."""
    return list(cell.get("metadata", {}).get("tags", ()))


def answer_cells(cells: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the cells that answer the title's question.

    They are tagged so; where none is, they are the cells that show a finding before the first section.
    """
    if tagged := [cell for cell in cells if ANSWER in tags_of(cell)]:
        return tagged
    found = []
    for cell in cells:
        if cell["cell_type"] == "markdown" and _SECTION.search(cell["source"]):
            break
        payloads = [payload_of(output) for output in cell.get("outputs", ())]
        if payloads and all(payload is not None and payload["kind"] == "finding" for payload in payloads):
            found.append(cell)
    return found


@lru_cache(maxsize=1)
def base_style() -> str:
    """Return the style sheet that every page has."""
    return resources.files("hindsight.reports").joinpath("report.css").read_text(encoding="utf-8")


def policy(style: str) -> str:
    """Return the Content-Security-Policy of a page: this one style sheet, embedded pictures, nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


@dataclass
class Page:
    """What stands on a report, ready for its template."""

    title: str
    headings: Headings = field(default_factory=Headings)
    register: Register = field(default_factory=Register)
    answer: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    _code: list[str] = field(default_factory=list)
    _n_pictures: int = 0

    @classmethod
    def of_notebook(cls, notebook: Mapping[str, Any], *, name: str) -> Page:
        """Return the page of an executed notebook; `name` is its title where it has none."""
        page = cls(title=name)
        cells, answers = notebook["cells"], answer_cells(notebook["cells"])
        for output in _outputs(cells):
            if payload := payload_of(output):
                page.register.enter(payload["evidence"])
        for cell in answers:
            page.answer += page._outputs(cell, "The answer")
        for cell in cells:
            page._add(cell, is_answer=any(cell is answer for answer in answers))
        page._show_code()
        page.title = page.headings.title or name
        page.parameters = parameters_of(cells)
        return page

    @property
    def selection(self) -> tuple[Criterion, ...]:
        """What part of the corpus the run shows; nothing for the whole of it."""
        return find_selection(self.parameters)

    @property
    def has_evidence(self) -> bool:
        """Whether any output brought rows."""
        return any(True for _ in self.register.frames())

    @property
    def n_evidence(self) -> int:
        """How many rows the outputs brought."""
        return sum(len(entries) for _, _, entries in self.register.frames())

    @property
    def is_evidence_long(self) -> bool:
        """Whether print leaves the rows out: they would take more paper than all the rest."""
        return self.n_evidence > MOST_PRINTED

    def render(self, *, notebook_name: str = "", made_by: str = "") -> str:
        """Return the page as HTML; `made_by` is the command that made it, where no notebook did."""
        style = base_style() + "\n".join(self.rules)
        self.headings.add("How this page was made", 2)
        template = environment().get_template("report.html.j2")
        return template.render(
            page=self,
            notebook_name=notebook_name,
            made_by=made_by,
            style=Markup(style),
            policy=policy(style),
        )

    def _add(self, cell: Mapping[str, Any], *, is_answer: bool) -> None:
        if cell["cell_type"] == "markdown":
            self.items.append({"kind": "prose", "html": Markup(render_prose(cell["source"], self.headings))})
        elif cell["cell_type"] == "code" and not {"parameters", "injected-parameters"} & set(tags_of(cell)):
            outputs = [] if is_answer else self._outputs(cell, self._place())
            if cell["source"].strip():
                self._code.append(cell["source"].strip("\n"))
            if outputs:
                self.items.append({"kind": "outputs", "outputs": outputs})
                self._show_code()

    def _show_code(self) -> None:
        """Put the code since the last output beneath this one, folded."""
        if self._code:
            self.items.append({"kind": "code", "source": render_source("\n\n".join(self._code))})
            self._code = []

    def _place(self) -> str:
        return self.headings.contents[-1][2] if self.headings.contents else "The beginning"

    def _outputs(self, cell: Mapping[str, Any], place: str) -> list[dict[str, Any]]:
        shown = [self._output(output, place) for output in cell.get("outputs", ())]
        return [output for output in shown if output is not None]

    def _output(self, output: Mapping[str, Any], place: str) -> dict[str, Any] | None:
        kind = output["output_type"]
        if kind == "stream":
            text = foreign.text_of(output["text"])
            return {"kind": "text", "text": text, "name": output["name"]} if text.strip() else None
        if kind == "error":
            trace = foreign.without_colours("\n".join(output["traceback"]))
            return {"kind": "error", "name": output["ename"], "words": output["evalue"], "trace": trace}
        if payload := payload_of(output):
            return self._own(payload, place)
        return self._foreign(output)

    def _own(self, payload: dict[str, Any], place: str) -> dict[str, Any]:
        entries = self.register.enter(payload["evidence"])
        place = shorten(payload.get("caption") or place, _LONGEST_PLACE)

        def address(piece: Mapping[str, Any]) -> dict[str, str]:
            cites = [entries[i] for i in piece["cites"]]
            words = piece.get("named") or piece["text"]
            return self.register.cite(cites, words, piece.get("n_rows", len(cites)), place)

        for row in payload.get("rows", ()):  # "14" says nothing in a list of citations, "assertion: 14" does
            for cell in row[1:]:
                cell["named"] = f"{row[0]['text']}: {cell['text']}"
        shown = linked(payload, address)
        if payload["kind"] == "picture":
            shown |= self._picture(payload["svg"], payload["title"], payload.get("narrow", ""))
        return {"kind": payload["kind"], "shown": shown}

    def _picture(self, svg: str, title: str, narrow: str = "") -> dict[str, Any]:
        self._n_pictures += 1
        identity = f"_picture-{self._n_pictures}"
        drawings = {"drawing": svg, "narrow": narrow} if narrow else {"drawing": svg}
        keys = dict.fromkeys(key for drawing in drawings.values() for key in row_links(drawing))
        self.register.cite_from(f"#{identity}", shorten(title, _LONGEST_PLACE), keys)
        shown: dict[str, Any] = {"id": identity}
        for name, drawing in drawings.items():
            cleaned = clean_svg(
                drawing,
                prefix=f"_p{self._n_pictures}{'n' if name == 'narrow' else ''}-",
                link=self.register.address,
                title=title,
                described_by=f"{identity}-words",
            )
            self.rules += cleaned.rules
            shown[name] = cleaned.markup
        return shown

    def _foreign(self, output: Mapping[str, Any]) -> dict[str, Any]:
        data = output.get("data", {})
        if (svg := data.get("image/svg+xml")) is not None:
            title = "A drawing that its notebook does not describe"
            return {"kind": "drawing", **self._picture(foreign.text_of(svg), title)}
        if source := foreign.pixels(data):
            return {"kind": "pixels", "source": source}
        if table := foreign.rewrite_table(foreign.text_of(data.get("text/html", ""))):
            return {"kind": "cells", "html": Markup(table)}
        return {"kind": "text", "text": foreign.plain_text(output), "name": "stdout"}


def _outputs(cells: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for cell in cells:
        yield from cell.get("outputs", ())


def parameters_of(cells: Iterable[Mapping[str, Any]]) -> list[Parameter]:
    """Return the parameters of the run that executed the cells."""
    own, injected = "", []
    for cell in cells:
        if "parameters" in tags_of(cell):
            own = cell["source"]
        elif "injected-parameters" in tags_of(cell):
            injected.append(cell["source"])
    return read_parameters(own, injected)
