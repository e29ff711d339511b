"""Reports as a browser shows them: offline, accessible, and deaf to whatever a corpus says."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from executed_notebook import HOSTILE, write_notebook
from PIL import Image

from hindsight.reports import render_index, render_report, table

COMMITTED = sorted((Path(__file__).parents[2] / "reports").glob("*.html"))
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def hostile_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one report, and its index, in which every text is hostile."""
    folder = tmp_path_factory.mktemp("reports")
    notebook = write_notebook(folder / "03-what-is-claimed.ipynb")
    render_report(notebook, html=notebook.with_suffix(".html"))
    render_index(folder)
    return folder


@pytest.fixture(scope="module", params=["03-what-is-claimed.html", "index.html"])
def hostile_page(request: pytest.FixtureRequest, hostile_reports: Path) -> Path:
    return hostile_reports / request.param


@pytest.fixture(params=COMMITTED or [None], ids=lambda path: path.name if path else "none")
def committed(request: pytest.FixtureRequest) -> Path:
    """A report of the sample corpus."""
    if request.param is None:
        pytest.skip("no reports in reports/ (make reports)")
    return request.param


@pytest.mark.parametrize("scheme", SCHEMES)
def test_committed_report_opens_quietly_and_is_accessible(
    open_file: Callable, committed: Path, scheme: str
) -> None:
    opened = open_file(committed, scheme=scheme)
    assert opened.requests == []
    assert opened.console == []
    assert opened.violations() == []


def test_committed_report_fits_a_phone(open_file: Callable, committed: Path) -> None:
    page = open_file(committed, width=360).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_committed_report_has_one_h1_and_no_dead_link(open_file: Callable, committed: Path) -> None:
    page = open_file(committed).page
    assert page.locator("h1").count() == 1
    assert dead_links(page) == []


@pytest.fixture(scope="module")
def report_of_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a table of two columns and one of twelve."""
    cells = [nbformat.v4.new_markdown_cell("# Who acts?\n\n## Tables")]
    for n_columns in (2, 12):
        names = [f"column{number}" for number in range(n_columns)]
        frame = pd.DataFrame([[7] * n_columns], columns=names)
        shown = table(frame, dict(zip(names, names, strict=True)), caption="Counts")
        output = nbformat.v4.new_output("display_data", data=shown._repr_mimebundle_())
        cells.append(nbformat.v4.new_code_cell("show(...)", outputs=[output]))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    path = tmp_path_factory.mktemp("tables") / "02-who-acts.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    render_report(path, html=path.with_suffix(".html"))
    return path.with_suffix(".html")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_wide_table_scrolls_by_itself_on_a_phone_and_shows_that_it_goes_on(
    open_file: Callable, report_of_tables: Path, scheme: str
) -> None:
    page = open_file(report_of_tables, width=390, scheme=scheme).page
    narrow, wide = page.locator(".wide").all()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert wide.evaluate("box => box.scrollWidth > box.clientWidth")
    assert shaded_edges(narrow) == (False, False)
    assert shaded_edges(wide) == (False, True)
    wide.evaluate("box => { box.scrollLeft = 40; }")
    page.wait_for_timeout(200)
    assert shaded_edges(wide) == (True, True)
    wide.evaluate("box => { box.scrollLeft = box.scrollWidth; }")
    page.wait_for_timeout(200)
    assert shaded_edges(wide) == (True, False)
    assert wide.locator("td").last.bounding_box()["x"] < 390 - 40, "the last column can be reached"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_hostile_corpus_executes_nothing(open_file: Callable, hostile_page: Path, scheme: str) -> None:
    opened = open_file(hostile_page, scheme=scheme)
    opened.unfold()
    assert opened.page.evaluate("window.executed") is None
    assert opened.dialogs == []
    assert opened.requests == []
    assert opened.console == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_hostile_page_is_accessible(open_file: Callable, hostile_page: Path, scheme: str) -> None:
    opened = open_file(hostile_page, scheme=scheme)
    opened.unfold()
    assert opened.violations() == []


def test_hostile_words_are_shown_as_they_are(open_file: Callable, hostile_reports: Path) -> None:
    page = open_file(hostile_reports / "03-what-is-claimed.html").page
    shown = page.locator("#_evidence").inner_text()
    assert '<script>window.executed="tag"</script>' in shown
    assert "\x1b" not in shown
    assert "{{ 7*7 }}" in shown


def test_policy_stops_a_planted_script(open_file: Callable, hostile_reports: Path, tmp_path: Path) -> None:
    html = (hostile_reports / "03-what-is-claimed.html").read_text("utf-8")
    planted = tmp_path / "planted.html"
    planted.write_text(html.replace("</body>", HOSTILE + "<style>h1{display:none}</style></body>"), "utf-8")
    opened = open_file(planted)
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.executed") is None
    assert opened.page.locator("h1").is_visible()
    assert any("Content Security Policy" in line for line in opened.console)


def test_number_opens_its_evidence_and_back(open_file: Callable, hostile_reports: Path) -> None:
    page = open_file(hostile_reports / "03-what-is-claimed.html").page
    page.get_by_role("link", name="2 claims").first.click()
    listed = page.locator("ul:target")
    assert listed.is_visible()
    listed.get_by_role("link").first.click()
    row = page.locator("li:target")
    assert row.get_attribute("id") == "page.claim-1"
    assert "Putin may very well" in row.locator("mark").inner_text()
    row.get_by_role("link", name="The answer").click()
    assert page.locator("a:target").inner_text() == "2 claims"


def test_mark_of_a_drawing_opens_its_evidence(open_file: Callable, hostile_reports: Path) -> None:
    page = open_file(hostile_reports / "03-what-is-claimed.html").page
    page.locator("figure svg a").first.click()
    assert page.locator("li:target").get_attribute("id") == "page.claim-1"


def test_every_fragment_has_its_target_and_ids_are_unique(open_file: Callable, hostile_reports: Path) -> None:
    page = open_file(hostile_reports / "03-what-is-claimed.html").page
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))
    assert dead_links(page) == []


def test_print_has_the_evidence_and_neither_code_nor_contents(
    open_file: Callable, hostile_reports: Path
) -> None:
    page = open_file(hostile_reports / "03-what-is-claimed.html").page
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert not page.locator(".code").first.is_visible()
    assert page.locator("#_evidence .passage").first.is_visible()


def test_keyboard_reaches_the_text_first(open_file: Callable, hostile_reports: Path) -> None:
    page = open_file(hostile_reports / "03-what-is-claimed.html").page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_main"


def shaded_edges(box) -> tuple[bool, bool]:
    """Return whether the left and the right edge of an element are shaded, in its topmost row of pixels."""
    image = Image.open(io.BytesIO(box.screenshot())).convert("RGB")
    colours = [image.getpixel((x, 1)) for x in (1, image.width // 2, image.width - 2)]
    return colours[0] != colours[1], colours[2] != colours[1]


def dead_links(page) -> list[str]:
    """Return the fragments of the page's links that no element has as its id."""
    return page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')].map(a => decodeURIComponent(a.getAttribute('href')))
        .filter(href => !document.getElementById(href.slice(1)))"""
    )
