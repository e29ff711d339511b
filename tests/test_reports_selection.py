"""A run of a part of the corpus: each report, and their index, say so above everything else."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from executed_notebook import HOSTILE

from hindsight.reports import render_index, render_report
from hindsight.reports.selection import find_selection
from hindsight.reports.source import Parameter

OWN = 'document: str = ""\nactor: str = ""\ndate_from: str = ""\ndate_to: str = ""\nas_of: str = ""'


def render(folder: Path, name: str = "01-who", injected: str = "") -> str:
    """Return the report of a notebook that was run with the injected parameters."""
    cells = [
        nbformat.v4.new_markdown_cell("# Who acts?"),
        nbformat.v4.new_code_cell(OWN, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(injected, metadata={"tags": ["injected-parameters"]}),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
    render_report(folder / f"{name}.ipynb", html=folder / f"{name}.html")
    return (folder / f"{name}.html").read_text("utf-8")


def index(folder: Path) -> str:
    render_index(folder)
    return (folder / "index.html").read_text("utf-8")


def banner(html: str) -> str | None:
    """Return the words of what stands right under the title, if it is a note."""
    found = re.search(r'</h1>\s*<p class="selection" role="note">(.*?)</p>', html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", found[1])).split()) if found else None


@pytest.mark.parametrize(
    ("injected", "said"),
    [
        ("actor = 'Putin'", "actor Putin."),
        (
            "as_of = '2015-12-31'\nactor = 'Putin'",
            "actor Putin; as of 2015-12-31 "
            "(whatever is dated later is hidden; pages without a date are not).",
        ),
        ("document = 'cnas-2015-11-23'", "document cnas-2015-11-23."),
        (
            "date_from = '2015-01-01'\ndate_to = '2015-06-30'",
            "published on or after 2015-01-01; published on or before 2015-06-30.",
        ),
    ],
)
def test_report_and_index_say_which_part_is_shown(tmp_path: Path, injected: str, said: str) -> None:
    expected = f"Only a part of the corpus is shown: {said}"
    assert banner(render(tmp_path, injected=injected)) == expected
    assert banner(index(tmp_path)) == expected


@pytest.mark.parametrize("injected", ["", "actor = ''\nas_of = ''", "actor = None"])
def test_whole_corpus_has_no_banner(tmp_path: Path, injected: str) -> None:
    assert 'role="note"' not in render(tmp_path, injected=injected)
    assert 'role="note"' not in index(tmp_path)


def test_other_parameters_select_nothing() -> None:
    assert find_selection([Parameter("corpus_folder", "data/raw", "", True)]) == ()


def test_index_says_that_only_some_reports_are_of_a_part(tmp_path: Path) -> None:
    render(tmp_path, "01-who", "actor = 'Putin'")
    render(tmp_path, "02-what")
    render(tmp_path, "03-when", "actor = 'Putin'\ndate_to = '2015-06-30'")
    said = "Some of these reports show only a part of the corpus: "
    assert banner(index(tmp_path)) == said + "actor Putin; published on or before 2015-06-30."


def test_hostile_selection_stays_text(tmp_path: Path) -> None:
    for html in (render(tmp_path, injected=f"actor = {HOSTILE!r}"), index(tmp_path)):
        assert "<script" not in html and "<img" not in html
        assert banner(html).startswith("Only a part of the corpus is shown: actor <script>")


def test_long_selection_is_cut(tmp_path: Path) -> None:
    assert len(banner(render(tmp_path, injected=f"actor = {'a' * 5000!r}"))) < 200
