"""The first look at a corpus in JupyterLab."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from hindsight.schema import FRAMES

if TYPE_CHECKING:
    from hindsight.corpus.corpus import Corpus


def overview_html(corpus: Corpus) -> str:
    """Return the frames of a corpus, how many rows each has and what a row is, as an HTML table."""
    rows = "".join(
        f"<tr><th scope='row'><code>corpus.{name}</code></th>"
        f"<td style='text-align:right'>{len(corpus.frame(name)):,}</td>"
        f"<td style='text-align:left'>one row per {escape(frame.row)}</td></tr>"
        for name, frame in FRAMES.items()
    )
    documents = corpus.frame("documents")
    read = int((documents.status == "ok").sum())
    caption = f"{read} of {len(documents)} pages read; showing {escape(corpus.selection.describe())}"
    return (
        f"<table><caption>{caption}</caption><thead><tr><th scope='col'>frame</th><th scope='col'>rows</th>"
        f"<th scope='col'>what a row is</th></tr></thead><tbody>{rows}</tbody></table>"
    )
