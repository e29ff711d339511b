"""HTML pages: the source as raw text, markup as edits, the head against what shows."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hindsight.pages import Document, parse_page
from hindsight.pages.document import OffsetMap
from hindsight.pages.html_metadata import date_in_address, read_metadata
from hindsight.pages.markup import scan_markup

FIRST = "The allies will not lift the sanctions against the state, the minister said, and nobody had asked."
SECOND = "Neither side has withdrawn a gun from the line, and the monitors have left two of their posts."
THIRD = "That leaves six weeks at best, and diplomacy should spend them on the exchange of prisoners."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>No Lift &amp; No Deal - The Harbor Post</title>
<meta property="og:title" content="No Lift &amp; No Deal">
<meta property="og:site_name" content="The Harbor Post">
<meta property="article:published_time" content="2015-11-23T23:30:00Z">
<script type="application/ld+json">
{{"@type": "NewsArticle", "author": [{{"name": "Jane Doe"}}, {{"name": "John Roe"}}]}}</script>
<script>var x = "<p>never shown</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>No Lift &amp; No Deal</h1><p class="byline">By Jane Doe</p><time>November 23, 2015</time>
<p>{FIRST}</p>
<p>{SECOND.replace("two of", "<b>two</b>&nbsp;of")}</p>
<p>{THIRD}</p></article>
<div style="display:none"><p>{FIRST.replace("allies", "hidden")}</p></div>
<footer><p>&copy; 2015 The Harbor Post. All rights reserved.</p></footer></body></html>"""


def page() -> Document:
    return parse_page(PAGE, "html")


def test_raw_text_is_the_source_and_edits_make_the_text() -> None:
    document = page()
    assert document.raw == PAGE
    assert OffsetMap(PAGE, document.edits).clean == document.clean
    assert "<" not in document.clean and "never shown" not in document.clean


def test_blocks_stand_in_the_source() -> None:
    document = page()
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    assert [document.offsets.clean_of_raw(block.start, block.end) for block in paragraphs] == [
        FIRST,
        SECOND,
        THIRD,
    ]
    assert PAGE[paragraphs[0].start : paragraphs[0].end] == FIRST


def test_head_and_page_are_reconciled() -> None:
    document = page()
    assert document.title == "No Lift & No Deal"
    assert document.published == "2015-11-23"
    assert document.authors == ("Jane Doe", "John Roe")
    assert document.publisher == "The Harbor Post"
    assert document.how["published"] == "date_line"
    assert document.how["authors"] == "metadata"


def test_what_is_hidden_is_not_read() -> None:
    assert "hidden" not in page().body


def test_numeric_date_is_read_as_the_head_reads_it() -> None:
    shown = PAGE.replace("November 23, 2015", "10/12/2015").replace("2015-11-23T23:30", "2015-12-10T08:00")
    assert parse_page(shown, "html").published == "2015-12-10"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("one<br>two", "one\ntwo"),
        ("a <b>bold</b> word", "a bold word"),
        ("a\n   b", "a b"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<!-- gone -->here", "here"),
        ("&eacute;&#8211;&nbsp;x", "é– x"),
        ("<a href='x>y'>link</a>", "link"),
        ("<p>never closed", "never closed"),
        ("<style>p { }</style>text", "text"),
    ],
)
def test_markup_becomes_text(source: str, text: str) -> None:
    assert OffsetMap(source, scan_markup(source).edits).clean.strip() == text


def test_metadata_from_json_that_is_broken_is_none() -> None:
    assert read_metadata('<script type="application/ld+json">{"headline": </script>').titles == ()


def test_date_in_an_address() -> None:
    assert date_in_address("https://example.org/2019/nov/18/a-city") == "2019-11-18"
    assert date_in_address("https://example.org/2019/11/18/a") == "2019-11-18"
    assert date_in_address("https://example.org/a/20191118") is None


def test_plain_text_is_read_without_the_html_libraries() -> None:
    program = (
        "import sys; from hindsight.pages import parse_page; parse_page('A page of text. ' * 50); "
        "print([m for m in ('trafilatura', 'htmldate', 'lxml', 'pypdf', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("outer", ["<div>{}</div>", '<div><a href="/x">{}</a></div>'])
def test_fields_of_a_card_that_only_the_style_sheet_parts_are_fields(outer: str) -> None:
    title = "Turkey Takes Delivery of the S-400"
    name = "a" if "href" not in outer else "span"
    card = f"<span>Commentary</span><time>Jul 12, 2019</time><{name}>{title}</{name}>"
    prose = (
        "The allies will not lift the sanctions against the state, he said, and nobody had asked them to. "
    )
    page = f"<h1>A Line on Sanctions</h1><p>By Jane Doe</p><p>{prose * 3}</p>"
    page += f"<h3>Related</h3>{outer.format(card)}"
    (item,) = parse_page(page, "html").related_items
    assert (item.title, item.kind, item.published) == (title, "Commentary", "2019-07-12")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<span>T</span><a>he</a> allies", "The allies"),
        ("<span>I</span><a>SIS</a> fell", "ISIS fell"),
        ("the <a>NATO</a><span>’s</span> line", "the NATO’s line"),
        ("<span>Politics</span><a>The Line</a>", "Politics\nThe Line"),
    ],
)
def test_elements_in_a_word_do_not_part_it(source: str, text: str) -> None:
    assert OffsetMap(source, scan_markup(source).edits).clean == text
