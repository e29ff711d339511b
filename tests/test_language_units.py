"""Elementary discourse units."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.language import read_text, segment_units
from hindsight.language.tagger import tag_words
from hindsight.language.treebanks import read_gum
from hindsight.language.units import find_unit_starts

GUM = Path(__file__).parents[2] / "shared/train/gum.jsonl.gz"


def units(text: str) -> list[str]:
    return [text[start:end] for row in segment_units(read_text(text)) for start, end in row]


@pytest.mark.parametrize(
    "marked",
    [
        "Putin wants to be important, | but he remains a rival.",
        "When Hollande flies to Moscow, | Obama must ensure | that he takes a clear message.",
        "Russia will stay | if the regime falls.",
        "He said | that sanctions would remain in place.",
        "Russia continues its destabilization of Ukraine, | which cannot be ignored.",
        "Putin’s promises rarely materialize.",
    ],
)
def test_clauses_are_units(marked: str) -> None:
    assert units(marked.replace(" |", "")) == marked.split(" | ")


def test_units_do_not_need_tags() -> None:
    text = "Russia will stay if the regime falls."
    assert segment_units(read_text(text, tagged=False)) == segment_units(read_text(text))


@settings(max_examples=50)
@given(st.text(alphabet="ab I,.that was \n", max_size=80))
def test_units_hold_every_token_once_and_in_order(text: str) -> None:
    reading = read_text(text)
    for sentence, spans in zip(reading.sentences, segment_units(reading), strict=True):
        assert spans[0][0] == sentence.tokens[0].start
        assert spans[-1][1] == sentence.tokens[-1].end
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
        bounds = {token.start for token in sentence.tokens}
        assert all(start in bounds for start, _ in spans)


@pytest.mark.skipif(not GUM.is_file(), reason="the treebanks are not beside the repository")
@pytest.mark.slow
def test_accuracy_on_development_documents_stays_above_its_floor() -> None:
    agreed = found = expected = 0
    for sentence in read_gum(GUM, "dev"):
        guessed = set(find_unit_starts(sentence.words, tag_words(sentence.words)))
        starts = {k for k, is_start in enumerate(sentence.units) if is_start}
        agreed, found, expected = agreed + len(guessed & starts), found + len(guessed), expected + len(starts)
    assert 2 * agreed / (found + expected) >= 0.88
