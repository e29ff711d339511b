"""HTML from payloads, through templates that escape every expression.

Two walls: `visible` makes control characters harmless in every string that enters a template, then Jinja's
autoescape does what `html.escape` does. Nothing is marked safe but what `svg.py` and this module have built.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from hindsight.reports.svg import clean_svg
from hindsight.visible import visible


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _head(text: str, longest: int) -> str:
    """Return the first words of a text, white space kept at its start."""
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0] + "…"


def _tail(text: str, longest: int) -> str:
    """Return the last words of a text."""
    return text if len(text) <= longest else "…" + text[-longest:].partition(" ")[2]


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """Return the templates of this package."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("hindsight.reports"),
        autoescape=True,
        finalize=_finalize,
        undefined=jinja2.Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"head": _head, "tail": _tail}
    return templates


def linked(
    payload: Mapping[str, Any], address: Callable[[Mapping[str, Any]], Mapping[str, str]]
) -> dict[str, Any]:
    """Return a payload whose citing pieces have what `address` gives: ``href``, and ``use`` as their id."""

    def link(pieces: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**piece, **address(piece)} if piece.get("cites") else dict(piece) for piece in pieces]

    shown = dict(payload)
    if "parts" in shown:
        shown["parts"] = link(shown["parts"])
    for name in ("rows", "notes"):
        if name in shown:
            shown[name] = [link(pieces) for pieces in shown[name]]
    return shown


def render_for_lab(payload: Mapping[str, Any]) -> Markup:
    """Return the HTML that JupyterLab shows: the object, and its evidence in a box that scrolls."""
    # ids must differ between the outputs of one notebook, and be the same in every run
    content = json.dumps(payload, sort_keys=True).encode("utf-8")
    prefix = f"_{hashlib.sha256(content).hexdigest()[:8]}_"
    rows = payload["evidence"]
    shown = linked(payload, lambda piece: {"href": f"#{prefix}{rows[piece['cites'][0]]['key']}"})
    drawing: Markup | None = None
    if payload["kind"] == "picture":
        quotes = {row["key"]: row["quote"] for row in rows}

        def link(key: str) -> tuple[str, str] | None:
            return (f"#{prefix}{key}", quotes[key]) if key in quotes else None

        cleaned = clean_svg(
            payload["svg"], prefix=prefix, link=link, title=payload["title"], link_attribute="xlink:href"
        )
        drawing = cleaned.with_style()
    template = environment().get_template("lab.html.j2")
    return Markup(template.render(shown=shown, prefix=prefix, drawing=drawing))
