"""Cards of HTML pages by the page's own elements, and letters that PDF files print as one."""

from __future__ import annotations

import pytest

from hindsight.pages import parse_page

PROSE = "".join(
    f"<p>The ministers will not lift the ban before the winter, they said on day {k}.</p>" for k in range(6)
)
CARD = "<h4><a href='/x'>{title}</a></h4>{rest}"


def related(cards: list[str], element: str) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    box = "".join(f'<{element} class="card">{card}</{element}>' for card in cards)
    page = f"<h1>A Line on Grain</h1>{PROSE}<aside><h3>Related articles</h3>{box}</aside>"
    return [(item.title, item.published, item.authors) for item in parse_page(page, "html").related_items]


@pytest.mark.parametrize("element", ["div", "article", "li"])
def test_fields_of_two_cards_are_never_mixed_whatever_their_order(element: str) -> None:
    first = CARD.format(
        title="After the Vote", rest="<time>20 March 2014</time><p>What it means.</p><span>By Ana Ruiz</span>"
    )
    second = "<time>23 February 2022</time>" + CARD.format(
        title="Minsk II Is Dead", rest="<p>A truce is buried.</p>"
    )
    assert related([first, second], element) == [
        ("After the Vote", "2014-03-20", ("Ana Ruiz",)),
        ("Minsk II Is Dead", "2022-02-23", ()),
    ]


def test_a_date_behind_the_title_of_a_list_item_is_its_date() -> None:
    items = ["<a href='/a'>Premier resigns after the vote</a> <span>24 June 2016</span>"]
    items += ["<a href='/b'>Five years on: what it cost</a> <span>23 June 2021</span>"]
    assert [item[:2] for item in related(items, "li")] == [
        ("Premier resigns after the vote", "2016-06-24"),
        ("Five years on: what it cost", "2021-06-23"),
    ]


@pytest.mark.parametrize("media", ["text", "html", "markdown", "email"])
def test_ligatures_become_letters_and_can_be_undone(media: str) -> None:
    raw = "The ﬁghters may ﬂee to the oﬃce before the winter, he said.\n" * 2
    document = parse_page(raw, media)
    assert "fighters may flee to the office" in document.clean
    undone = document.clean
    for edit in document.edits:
        undone = (
            undone[: edit.start]
            + document.raw[edit.start : edit.end]
            + undone[edit.start + len(edit.replacement) :]
        )
    assert undone == document.raw
