"""Executed notebooks as self-contained HTML reports with evidence.

In a notebook: `finding`, `table`, `picture` and `limits` show what the frames say; `cited` and `grouped` tie
a value to the rows behind it. Afterwards `render_report` makes one HTML file of the executed notebook.
"""

from hindsight.reports.display import Finding, Limits, Picture, Table, finding, limits, picture, table
from hindsight.reports.evidence import Cited, Grouped, cited, grouped

__all__ = [
    "Cited",
    "Finding",
    "Grouped",
    "Limits",
    "Picture",
    "Table",
    "cited",
    "finding",
    "grouped",
    "limits",
    "picture",
    "table",
]
