"""Widths of text: any character of a page can be measured, also those that our font lacks."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from hindsight.corpus.corpus import Corpus
from hindsight.timeline.measuring import shorten, sum_of_advances, text_width, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [("\x1b[2J", None), ("\u202egnp", None), ("乌克兰", 30.0), ("\ud800", 0.0), ("\ue000", 6.5), ("", 0.0)],
    ids=["control", "bidi", "chinese", "surrogate", "private use", "nothing"],
)
def test_a_character_that_the_font_lacks_has_a_width_and_no_warning(text: str, width: float | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        measured = text_width(text, 10)
        assert sum_of_advances(text, 10) == pytest.approx(measured, rel=0.05)
    assert measured >= 0
    if width is not None:
        assert measured == width


def test_text_without_blanks_is_cut_and_not_lost() -> None:
    title = "乌克兰反攻推迟" * 5
    assert text_width(shorten(title, 100, 10), 10) <= 100
    assert wrap(title, 100, 10, most=2)[0].startswith("乌克兰")


def test_control_characters_of_a_page_do_not_break_the_drawing(make_corpus: Callable[..., Corpus]) -> None:
    page = "Talks \x1b[2J fail\n\nMarch 3, 2014\n\nThe minister \x07 said that talks will end in May 2016.\n"
    corpus = make_corpus({"page.txt": page})
    for drawing in (corpus.timeline(), corpus.date_timeline(), corpus.month_timeline()):
        ElementTree.fromstring(drawing.svg())
