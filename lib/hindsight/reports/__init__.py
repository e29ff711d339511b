"""Executed notebooks as self-contained HTML reports with evidence.

In a notebook: `finding`, `table`, `picture` and `limits` show what the frames say; `cited` and `grouped` tie
a value to the rows behind it. Afterwards `render_report` makes one HTML file of the executed notebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hindsight.reports.display import Finding, Limits, Picture, Table, drawn, finding, limits, picture, table
from hindsight.reports.evidence import Cited, Grouped, cited, grouped

if TYPE_CHECKING:
    from hindsight.reports.index import render_index
    from hindsight.reports.page import render_report

__all__ = [
    "Cited",
    "Finding",
    "Grouped",
    "Limits",
    "Picture",
    "Table",
    "cited",
    "drawn",
    "finding",
    "grouped",
    "limits",
    "picture",
    "render_index",
    "render_report",
    "table",
]


def __getattr__(name: str) -> Any:
    """Import the renderers when asked for: kernels never need them, and they bring nbformat and mistune."""
    if name == "render_report":
        from hindsight.reports.page import render_report

        return render_report
    if name == "render_index":
        from hindsight.reports.index import render_index

        return render_index
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
