"""The first page of a folder of reports: each question with its answer, and the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from hindsight.files import write_whole
from hindsight.reports.markup import environment
from hindsight.reports.page import (
    answer_cells,
    base_style,
    parameters_of,
    payload_of,
    policy,
    read_notebook,
)
from hindsight.reports.prose import Headings, render_prose
from hindsight.reports.register import Register
from hindsight.reports.selection import Criterion, find_selection, join_selections
from hindsight.reports.svg import Drawing, clean_svg


_LAST = 99  # place of a picture that is not to lead


@dataclass(frozen=True, slots=True)
class Card:
    """A report on the index: address, question, answer in sentences, first picture, and what it selects."""

    href: str
    question: str
    answer: tuple[str, ...]
    picture: dict[str, Any] | None
    leads: int  # place of its picture among those that can stand first (metadata: hindsight.leads); 0: none
    selection: tuple[Criterion, ...]
    is_from_earlier_run: bool  # the last run of its notebook failed


def render_index(reports: Path) -> None:
    """Write ``index.html`` of a folder of reports.

    Parameters
    ----------
    reports : pathlib.Path
        Folder of executed notebooks with their HTML beside them; a notebook without HTML is left out. Where
        ``.partial`` has a notebook of the same name, the last run of it failed, and its card says so.
    """
    cards = [_card(path) for path in sorted(reports.glob("*.ipynb")) if path.with_suffix(".html").exists()]
    leading = _leading(cards)
    drawings = _drawings(leading) if leading else {}
    style = base_style() + "\n".join(rule for drawing in drawings.values() for rule in drawing.rules)
    page = environment().get_template("index.html.j2")
    html = page.render(
        cards=cards,
        selection=join_selections(card.selection for card in cards),
        is_selection_of_all=len({card.selection for card in cards}) == 1,
        leading=leading,
        drawings=drawings,
        style=Markup(style),
        policy=policy(style),
    )
    write_whole(reports / "index.html", html)


def _leading(cards: Iterable[Card]) -> Card | None:
    """Return the card whose picture stands first: one that tells something, those first that are to lead.

    A timeline of then and later with a single weak tie does not; what the corpus speaks of does then.
    """
    telling = [card for card in cards if card.picture is not None and card.picture.get("tells", True)]
    return min(telling, key=lambda card: card.leads or _LAST, default=None)


def _card(path: Path) -> Card:
    notebook = read_notebook(path)
    headings = Headings()
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and not headings.title:
            render_prose(cell["source"], headings)
    answers = [
        payload for payload in _payloads(answer_cells(notebook["cells"])) if payload["kind"] == "finding"
    ]
    pictures = [payload for payload in _payloads(notebook["cells"]) if payload["kind"] == "picture"]
    return Card(
        href=path.with_suffix(".html").name,
        question=headings.title or path.stem,
        answer=tuple("".join(part["text"] for part in payload["parts"]) for payload in answers),
        picture=pictures[0] if pictures else None,
        leads=int(notebook["metadata"].get("hindsight", {}).get("leads", 0)),
        selection=find_selection(parameters_of(notebook["cells"])),
        is_from_earlier_run=(path.parent / ".partial" / path.name).exists(),  # what a failed run leaves
    )


def _payloads(cells: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    return [payload for output in outputs if (payload := payload_of(output)) is not None]


def _drawings(card: Card) -> dict[str, Drawing]:
    """Return the picture of a card, ``wide`` and, where it has one, ``narrow``."""
    if card.picture is None:
        return {}
    register = Register()  # gives the rows the same anchors as the report does
    register.enter(card.picture["evidence"])

    def link(key: str) -> tuple[str, str] | None:
        address = register.address(key)
        return (card.href + address[0], address[1]) if address else None

    drawings = {}
    for name, key, prefix in (("wide", "svg", "_p1-"), ("narrow", "narrow", "_p1n-")):
        if svg := card.picture.get(key):
            title = card.picture["title"]
            drawings[name] = clean_svg(
                svg, prefix=prefix, link=link, title=title, described_by="_picture-words"
            )
    return drawings
