"""HTML from payloads, through templates that escape every expression.

Two walls: `visible` makes control characters harmless in every string that enters a template, then Jinja's
autoescape does what `html.escape` does. Nothing is marked safe but what `svg.py` and this module have built.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from hindsight.reports.svg import clean_svg
from hindsight.reports.visible import visible


def _finalize(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """Return the templates of this package."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("hindsight.reports"),
        autoescape=True,
        finalize=_finalize,
        undefined=jinja2.Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_for_lab(payload: Mapping[str, Any]) -> Markup:
    """Return the HTML that JupyterLab shows: the object, and its evidence folded beneath."""
    # ids must differ between the outputs of one notebook, and be the same in every run
    content = json.dumps(payload, sort_keys=True).encode("utf-8")
    prefix = f"_{hashlib.sha256(content).hexdigest()[:8]}_"
    quotes = {row["key"]: row["quote"] for row in payload["evidence"]}
    drawing: Markup | None = None
    if payload["kind"] == "picture":

        def link(key: str) -> tuple[str, str] | None:
            return (f"#{prefix}{key}", quotes[key]) if key in quotes else None

        drawing = clean_svg(payload["svg"], prefix=prefix, link=link, title=payload["title"]).with_style()
    return Markup(
        environment().get_template("lab.html.j2").render(shown=payload, prefix=prefix, drawing=drawing)
    )
