"""What a page prints twice is read once."""

from __future__ import annotations

import pytest

from hindsight.pages import parse_page

HEADER = "May 4, 2016\n\nA Line on Sanctions\n\nBy Jane Doe\n\n"
OPENING = "The allies will not lift the sanctions against the state, he said, and nobody had asked them to."
PAIR = f"{OPENING} Russia did not leave the region in the spring of that year."


@pytest.mark.parametrize("paragraph", [OPENING, PAIR, f"{PAIR} What will the allies do now?"])
@pytest.mark.parametrize("copies", [2, 4])
def test_a_paragraph_printed_twice_on_its_line_is_kept_once(paragraph: str, copies: int) -> None:
    document = parse_page(HEADER + " ".join([paragraph] * copies))
    assert (document.title, document.published) == ("A Line on Sanctions", "2016-05-04")
    assert document.body == paragraph
    assert [block.rule for block in document.blocks].count("printed_twice") == copies - 1


def test_a_paragraph_printed_twice_in_html_is_kept_once() -> None:
    page = f"<h1>A Line on Sanctions</h1><p>By Jane Doe</p><p>{PAIR}\n{PAIR}</p>"
    assert parse_page(page, "html").body == PAIR


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_a_page_printed_over_again_is_read_once(copies: int) -> None:
    page = f"{HEADER}{PAIR}\n\nBut {PAIR[0].lower()}{PAIR[1:]}\n\n"
    once, document = parse_page(page), parse_page(page * copies)
    assert once.body
    assert document.body == once.body
    assert (document.title, document.published, document.authors) == (
        once.title,
        once.published,
        once.authors,
    )
    assert len(document.blocks) == copies * len(once.blocks)
