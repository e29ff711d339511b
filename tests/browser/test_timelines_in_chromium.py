"""Timelines as a browser shows them: type large enough on a desk and on a phone, words apart, keyboard."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from hindsight.reports import drawn, render_report
from hindsight.timeline import (
    Drawing,
    actor_rows,
    date_rows,
    draw_timeline,
    month_rows,
    overview_rows,
)
from small_corpora import make_corpus
from small_timelines import make_timeline

SCREENS = (1280, 1000, 800, 360)
LEAST_TYPE = 10.5  # CSS pixels
TEXTS = """page => [...document.querySelectorAll('figure svg text')].filter(t => t.checkVisibility())
  .map(t => {
    const box = t.getBoundingClientRect(), svg = t.ownerSVGElement, paper = svg.getBoundingClientRect();
    const scale = paper.width / svg.viewBox.baseVal.width;
    return {words: t.textContent, left: box.left, top: box.top, right: box.right, bottom: box.bottom,
            size: parseFloat(t.getAttribute('font-size')) * scale,
            svg: [paper.left, paper.top, paper.right, paper.bottom]};
  })"""


def drawings() -> list[Drawing]:
    five, fifty = make_corpus(5), make_corpus(50)
    rows = [make_timeline(4), make_timeline(300), overview_rows(five), actor_rows(fifty, "russia")]
    rows += [month_rows(fifty), date_rows(five)]
    return [draw_timeline(one) for one in rows]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a picture of every kind, few marks and many."""
    frames = {
        name: make_corpus(50)[name] for name in ("documents", "claims", "dates", "related_items", "links")
    }
    cells = [nbformat.v4.new_markdown_cell("# When?\n\n## Pictures")]
    for drawing in drawings():
        output = nbformat.v4.new_output("display_data", data=drawn(drawing, frames)._repr_mimebundle_())
        cells.append(nbformat.v4.new_code_cell("drawn(...)", outputs=[output]))
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    path = tmp_path_factory.mktemp("timelines") / "04-when.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    render_report(path, html=path.with_suffix(".html"))
    return path.with_suffix(".html")


@pytest.mark.parametrize("width", SCREENS)
def test_words_are_large_enough_apart_and_inside_the_picture(
    open_file: Callable, report: Path, width: int
) -> None:
    opened = open_file(report, width=width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    texts = opened.page.evaluate(TEXTS)
    assert len({tuple(text["svg"]) for text in texts}) == len(drawings())
    assert min(text["size"] for text in texts) >= LEAST_TYPE
    for _, group in itertools.groupby(texts, key=lambda text: text["svg"]):
        boxes = sorted(group, key=lambda text: text["left"])
        for text in boxes:
            left, top, right, bottom = text["svg"]
            assert left <= text["left"] and text["right"] <= right, text["words"]
            assert top <= text["top"] and text["bottom"] <= bottom, text["words"]
        for one, two in itertools.combinations(boxes, 2):
            beside = two["left"] >= one["right"] - 1
            apart = abs(one["top"] + one["bottom"] - two["top"] - two["bottom"]) / 2
            height = min(one["bottom"] - one["top"], two["bottom"] - two["top"])
            assert beside or apart >= height * 0.75, (one["words"], two["words"])


@pytest.mark.parametrize("width", (1280, 360))
def test_pictures_are_accessible(open_file: Callable, report: Path, width: int) -> None:
    opened = open_file(report, width=width)
    assert opened.violations() == []
    assert opened.console == []


@pytest.mark.parametrize("width", (1280, 360))
def test_the_keyboard_reaches_the_marks_in_order_and_shows_where_it_is(
    open_file: Callable, report: Path, width: int
) -> None:
    page = open_file(report, width=width).page
    links = page.locator("figure svg a:visible")
    links.nth(0).focus()
    for number in range(3):
        page.keyboard.press("Tab")
        reached = page.evaluate("document.activeElement.getAttribute('href')")
        assert reached == links.nth(number + 1).get_attribute("href")
    style = "getComputedStyle(document.activeElement.querySelector('[class$=focus]'))"
    assert page.evaluate(f"{style}.strokeWidth") == "2px"
    assert page.evaluate(f"{style}.stroke") != "none"


def test_a_mark_opens_its_evidence(open_file: Callable, report: Path) -> None:
    page = open_file(report).page
    link = page.locator("figure svg a[href='#doc-000']:visible").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("li:target").get_attribute("id") == "doc-000"


def test_print_shows_the_wide_picture_once(open_file: Callable, report: Path) -> None:
    page = open_file(report, width=360).page
    page.emulate_media(media="print")
    assert page.locator(".on-wide svg").first.is_visible()
    assert not page.locator(".on-narrow svg").first.is_visible()
