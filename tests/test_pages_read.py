"""Files to text: encodings, kinds of file, line breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from hindsight.pages import parse_page, read_page
from hindsight.pages.read import decode

PROSE = "The allies will not lift the sanctions against the state, he said, and nobody had asked them to. "


@pytest.mark.parametrize(
    ("encoding", "recorded"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_encoding_is_told_and_recorded(encoding: str, recorded: str) -> None:
    text = "Le ministre sommé de démissionner – “aujourd’hui”. " * 3
    assert decode(text.encode(encoding)) == (text, recorded)


def test_declared_encoding_is_followed() -> None:
    content = '<meta charset="iso-8859-2"><p>Dvořák</p>'.encode("iso-8859-2")
    assert decode(content)[0].endswith("Dvořák</p>")


def test_line_breaks_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"A title\r\n\r\nA line\rAnother")
    assert read_page(path).text == "A title\r\n\r\nA line\rAnother"


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.txt", "A plain page", "text"),
        ("a.txt", "<!DOCTYPE html><html><p>Saved with the wrong ending", "html"),
        ("a.html", "<p>Without a head", "html"),
        ("a.md", "# Title", "markdown"),
        ("a.eml", "From: Jane Doe <j@example.org>\nSubject: Talks\n\nThey failed.", "email"),
    ],
)
def test_kind_of_file_is_told_by_its_content_then_its_name(
    tmp_path: Path, name: str, content: str, media: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    page = read_page(path)
    assert page.media == media
    assert len(page.sha256) == 64


def test_mail_gives_its_header_fields(tmp_path: Path) -> None:
    path = tmp_path / "circular.eml"
    body = "\n".join([PROSE.strip(), "", PROSE.strip()])
    path.write_text(
        "From: Jane Doe <jane@example.org>\nDate: Mon, 23 Nov 2015 10:00:00 +0000\n"
        "Subject: The talks failed\n\n" + body
    )
    page = read_page(path)
    document = parse_page(page.text, page.media)
    assert (document.title, document.published, document.authors) == (
        "The talks failed",
        "2015-11-23",
        ("Jane Doe",),
    )
    assert document.body.startswith("The allies will not")


def test_front_matter_of_markdown_is_metadata() -> None:
    text = (
        "---\ntitle: The talks failed\nauthor: Jane Doe\ndate: 2015-11-23\n---\n\n" + (PROSE * 2 + "\n\n") * 2
    )
    document = parse_page(text, "markdown")
    assert (document.title, document.published, document.authors) == (
        "The talks failed",
        "2015-11-23",
        ("Jane Doe",),
    )
    assert document.how["title"] == "metadata"


def test_running_heads_and_page_numbers_of_a_report_are_boilerplate() -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Friday")
    pages = [
        f"Deterrence on the Cheap | {n}\n{PROSE * 3}On {day} they met.\n{n}" for n, day in enumerate(days, 7)
    ]
    document = parse_page("\f".join(pages), "pdf")
    assert document.body.count("On ") == len(days)
    assert "Cheap" not in document.body
    assert [block.rule for block in document.blocks].count("running_head") == 2 * len(days)


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    lines = [
        "The allies will not lift the sanctions against the state,",
        "the minister said on Monday, and the inter-",
    ]
    lines += [
        "national pressure on the other ministers will go on until",
        "the summit in the spring of the coming year ends.",
    ]
    text = "A Line on Sanctions\n\nBy Jane Doe\n\n" + "\n\n".join(
        "\n".join(lines).replace("Monday", day) for day in ("Monday", "Tuesday", "Friday")
    )
    body = parse_page(text).body.split("\n\n")
    assert len(body) == 3
    assert body[0].startswith("The allies will not lift the sanctions against the state, the minister")
    assert "and the international pressure" in body[0]
