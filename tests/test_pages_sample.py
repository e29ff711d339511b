"""The sample page of 2015, block by block."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from hindsight.pages import Document, page_record, parse_page, read_page

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "cnas-2015-11-23.txt"


@cache
def sample() -> Document:
    page = read_page(SAMPLE)
    return parse_page(page.text, page.media)


def test_header_gives_date_title_and_author() -> None:
    document = sample()
    assert document.title == "Obama Must Send Hollande to Moscow With This Clear Message"
    assert document.published == "2015-11-23"
    assert document.authors == ("Julianne Smith",)
    assert document.how["published"] == "date_line"
    assert document.how["publisher"] == "not given"
    assert document.publisher is None


def test_body_is_the_seven_paragraphs() -> None:
    kinds = [block.kind for block in sample().blocks]
    assert kinds[:3] == ["date_line", "title", "byline"]
    assert kinds[3:10] == ["paragraph"] * 7
    assert "paragraph" not in kinds[10:]
    assert sample().body.startswith(
        "When French President Francois Hollande meets President Barack Obama Tuesday"
    )
    assert sample().body.endswith("throughout Russia’s immediate neighborhood.")


def test_four_cards_with_the_fields_that_are_printed() -> None:
    cards = sample().related_items
    assert [card.kind for card in cards] == ["Podcast", "Congressional Testimony", "Commentary", "Video"]
    assert [card.outlet for card in cards] == [None, None, "Foreign Affairs", None]
    assert [card.published for card in cards] == ["2023-05-25", "2023-05-16", "2023-05-10", "2023-05-07"]
    assert cards[2].authors == ("Michael Kofman", "Rob Lee")
    assert cards[2].title == "Beyond Ukraine’s Offensive"
    assert all(card.is_truncated for card in cards)


def test_footer_is_boilerplate() -> None:
    assert sample().blocks[-1].kind == "boilerplate"


def test_four_glued_words_of_the_body_and_one_of_a_teaser_are_repaired() -> None:
    document = sample()
    glued = [document.raw[edit.start - 4 : edit.end + 4] for edit in document.edits if edit.start == edit.end]
    assert glued == ["ISIScann", "ISISinto", "g\u00a0EUmemb", "ISISatta", "tee.I. I"]
    assert "against ISIS cannot be" in sample().body
    assert "veto-wielding EU members" in sample().body
    assert "Foreign Relations Committee. I. Introduction" in (sample().related_items[1].teaser or "")


@pytest.mark.parametrize("slip", ["Vladimr", "breech", "intends turn a blind eye"])
def test_slips_of_the_source_stay(slip: str) -> None:
    assert slip in sample().body


def test_no_odd_blank_is_left_and_blocks_have_no_blank_around_them() -> None:
    document = sample()
    assert "\u00a0" not in document.clean
    for block in document.blocks:
        quote = document.offsets.clean_of_raw(block.start, block.end)
        assert quote and quote == quote.strip()


def test_record_has_the_promised_keys() -> None:
    record = page_record(sample(), SAMPLE)
    assert list(record) == [
        "path", "title", "published", "authors", "publisher", "kind", "language", "body", "related", "edits",
        "how",
    ]  # fmt: skip
    assert record["language"] == "en"
    assert len(record["related"]) == 4
