"""Write the generated parts of the documents: `make docs`. A test fails when they are out of date."""

from __future__ import annotations

import re
from pathlib import Path

import hindsight
from hindsight.reports.accuracy import accuracy_table
from hindsight.schema.export import write_dictionary

ROOT = Path(__file__).resolve().parents[1]
HEADLINES = ("body F1", "value F1", "names, typed F1", "rows F1 (IoU ≥ .5)", "relation F1", "MRR")
MARKED = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def generate() -> dict[Path, str]:
    """Return every generated document: its path and what belongs there."""
    documents = {
        ROOT / "docs" / "columns.md": write_dictionary(),
        ROOT / "docs" / "timeline.svg": hindsight.load(ROOT / "data" / "raw").timeline().svg(),
    }
    for name, measures in (("README.md", HEADLINES), ("docs/accuracy.md", ())):
        table = accuracy_table(measures)
        text = (ROOT / name).read_text(encoding="utf-8")
        documents[ROOT / name] = MARKED.sub(lambda match, table=table: f"{match[1]}{table}{match[2]}", text)
    return documents


if __name__ == "__main__":
    for path, text in generate().items():
        path.write_text(text, encoding="utf-8")
