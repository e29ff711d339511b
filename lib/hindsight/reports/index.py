"""The first page of a folder of reports: each question with its answer, and the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from hindsight.reports.markup import environment
from hindsight.reports.page import (
    ANSWER,
    base_style,
    payload_of,
    policy,
    read_notebook,
    tags_of,
    write_whole,
)
from hindsight.reports.prose import Headings, render_prose
from hindsight.reports.register import Register
from hindsight.reports.svg import Drawing, clean_svg


@dataclass(frozen=True, slots=True)
class Card:
    """A report on the index: its address, its question, its answer in sentences, its first picture."""

    href: str
    question: str
    answer: tuple[str, ...]
    picture: dict[str, Any] | None


def render_index(reports: Path) -> None:
    """Write ``index.html`` of a folder of reports.

    Parameters
    ----------
    reports : pathlib.Path
        Folder of executed notebooks with their HTML beside them; a notebook without HTML is left out.
    """
    cards = [_card(path) for path in sorted(reports.glob("*.ipynb")) if path.with_suffix(".html").exists()]
    leading = next((card for card in cards if card.picture is not None), None)
    drawing = _drawing(leading) if leading else None
    style = base_style() + "\n".join(drawing.rules if drawing else ())
    page = environment().get_template("index.html.j2")
    html = page.render(
        cards=cards, leading=leading, drawing=drawing, style=Markup(style), policy=policy(style)
    )
    write_whole(reports / "index.html", html)


def _card(path: Path) -> Card:
    notebook = read_notebook(path)
    headings = Headings()
    findings: list[tuple[bool, str]] = []
    picture = None
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and not headings.title:
            render_prose(cell["source"], headings)
        for output in cell.get("outputs", ()):
            payload = payload_of(output)
            if payload is None:
                continue
            if payload["kind"] == "finding":
                is_answer = ANSWER in tags_of(cell)
                findings.append((is_answer, "".join(part["text"] for part in payload["parts"])))
            elif payload["kind"] == "picture" and picture is None:
                picture = payload
    answers = tuple(words for is_answer, words in findings if is_answer) or tuple(w for _, w in findings[:1])
    return Card(path.with_suffix(".html").name, headings.title or path.stem, answers, picture)


def _drawing(card: Card) -> Drawing | None:
    if card.picture is None:
        return None
    register = Register()  # gives the rows the same anchors as the report does
    register.enter(card.picture["evidence"])

    def link(key: str) -> tuple[str, str] | None:
        address = register.address(key)
        return (card.href + address[0], address[1]) if address else None

    title, svg = card.picture["title"], card.picture["svg"]
    return clean_svg(svg, prefix="_p1-", link=link, title=title, described_by="_picture-words")
