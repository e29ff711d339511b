"""Whole pages of our own, in the layouts of newspapers, agencies, think tanks and broadcasters."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hindsight.pages import Document, parse_page, read_page

GOLD = Path(__file__).parent / "gold" / "pages"
NAMES = sorted(path.stem for path in GOLD.glob("*.txt"))


@cache
def parsed(name: str) -> Document:
    page = read_page(GOLD / f"{name}.txt")
    return parse_page(page.text, page.media)


def facts(name: str) -> dict[str, Any]:
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_header_fields_are_those_the_page_shows(name: str) -> None:
    document, gold = parsed(name), facts(name)
    assert document.title == gold["title"]
    assert list(document.authors) == gold["authors"]
    assert document.published == gold["published"]
    for field in ("publisher", "kind", "language"):
        if field in gold:
            assert getattr(document, field) == gold[field]


@pytest.mark.parametrize("name", NAMES)
def test_body_begins_and_ends_with_the_article(name: str) -> None:
    body, gold = parsed(name).body, facts(name)
    assert body[:60].startswith(gold["body_starts"])
    assert body[-60:].endswith(gold["body_ends"])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_the_article_stays_out_of_its_body(name: str) -> None:
    assert [phrase for phrase in facts(name)["not_in_body"] if phrase in parsed(name).body] == []


@pytest.mark.parametrize("name", NAMES)
def test_related_items_are_those_of_the_related_boxes(name: str) -> None:
    assert [item.title for item in parsed(name).related_items] == facts(name)["related"]
