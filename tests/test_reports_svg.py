"""Drawings: what of them reaches a page, under which ids, with which links."""

from __future__ import annotations

import pytest

from hindsight.reports.svg import Drawing, clean_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def link(key: str) -> tuple[str, str] | None:
    return ("#" + key, "words of the row") if key.startswith("page.") else None


def clean(content: str) -> Drawing:
    return clean_svg(f"{OPEN}{content}</svg>", prefix="_p1-", link=link, title="Title")


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>x</body></foreignObject>",
        "<animate attributeName='href' to='javascript:alert(1)'/>",
        "<set attributeName='onload' to='alert(1)'/>",
        "<image href='https://example.org/x.png'/>",
        "<use href='https://example.org/x.svg#a'/>",
        "<a href='javascript:alert(1)'><text>x</text></a>",
        "<rect onclick='alert(1)' fill='url(https://example.org/#a)' style='fill: url(//example.org/x)'/>",
        "<style>@import url(//example.org/x.css); rect{background:url(//example.org)}</style>",
        "<style>rect{fill:red}&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style>",
        "<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>",
    ],
)
def test_nothing_that_acts_or_loads_is_kept(content: str) -> None:
    drawing = clean(content)
    whole = drawing.markup + "".join(drawing.rules)
    for live in (
        "<script",
        "alert(1)'",
        "onclick",
        "example.org",
        "javascript:",
        "foreignObject",
        "<set",
        "</style",
    ):
        assert live not in whole


def test_ids_classes_and_references_are_the_drawing_s_own() -> None:
    drawing = clean(
        '<defs><clipPath id="c"><path id="m" d="M0 0"/></clipPath></defs><style>.a{fill:#f00}</style>'
        '<g clip-path="url(#c)" class="a"><use xlink:href="#m"/></g>'
    )
    assert 'id="_p1-c"' in drawing.markup
    assert 'clip-path="url(#_p1-c)"' in drawing.markup
    assert 'href="#_p1-m"' in drawing.markup
    assert drawing.rules == ("._p1-svg ._p1-a{fill:#f00}",)
    assert 'class="_p1-a"' in drawing.markup


def test_equal_styles_become_one_class() -> None:
    drawing = clean("<rect style='fill: red; stroke-width: 2'/><rect style='fill: red; stroke-width: 2'/>")
    assert drawing.rules == ("._p1-s0{fill:red;stroke-width:2}",)
    assert drawing.markup.count('class="_p1-s0"') == 2
    assert "style=" not in drawing.markup


def test_link_to_a_row_is_live_and_named() -> None:
    drawing = clean("<a xlink:href='#page.claim-1'><circle r='3'/></a>")
    assert '<a href="#page.claim-1" aria-label="Evidence: words of the row">' in drawing.markup
    assert 'role="group"' in drawing.markup


def test_link_with_words_keeps_them_as_its_name() -> None:
    assert "Evidence:" not in clean("<a href='#page.claim-1'><text>Putin</text></a>").markup


def test_link_to_a_row_the_page_has_not_is_no_link() -> None:
    drawing = clean("<a href='#elsewhere'><circle r='3'/></a>")
    assert "<a" not in drawing.markup
    assert "<circle" in drawing.markup
    assert 'role="img"' in drawing.markup
