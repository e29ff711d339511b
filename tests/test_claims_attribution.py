"""Attributions: source, cue and content in many constructions; hostile input."""

from __future__ import annotations

import time

import pytest

from hindsight.claims import find_attributions
from hindsight.language import read_text


def attributions_of(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of each attribution, spans joined by a bar."""
    return [
        (
            "|".join(text[a:b] for a, b in found.source),
            "|".join(text[a:b] for a, b in found.cue),
            "|".join(text[a:b] for a, b in found.content),
        )
        for found in find_attributions(read_text(text), [])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that the bridge is unsafe.", ("The mayor", "said", "that the bridge is unsafe")),
        ("“The bridge is unsafe,” said the mayor.", ("the mayor", "said", "“The bridge is unsafe,”")),
        ('"The bridge is unsafe," she said.', ("she", "said", '"The bridge is unsafe,"')),
        (
            "According to the auditors, the port lost money.",
            ("the auditors", "According to", "the port lost money"),
        ),
        (
            "The port lost money, according to the auditors.",
            ("the auditors", "according to", "The port lost money"),
        ),
        ("Minister: “The bridge will open in May.”", ("Minister", ":", "“The bridge will open in May.”")),
        ("The council denounced the levy.", ("The council", "denounced", "the levy")),
        ("They fear that talks mean defeat.", ("They", "fear", "that talks mean defeat")),
        ("The mayor called for a new bridge.", ("The mayor", "called for", "a new bridge")),
        ("He was accused of fraud by the board.", ("the board", "was accused", "He|of fraud")),
        ("“Who is next?” she asked.", ("she", "asked", "“Who is next?”")),
        ("''We are tired,'' he said.", ("he", "said", "''We are tired,''")),
        ("“We are tired.”\n― Ann Li", ("Ann Li", "―", "“We are tired.”")),
        ("The envoy's criticism of the deal was loud.", ("The envoy's", "criticism of", "the deal")),
        (
            "Ann Li, an aide to the mayor, denied the charge.",
            ("Ann Li, an aide to the mayor,", "denied", "the charge"),
        ),
    ],
)
def test_source_cue_and_content_are_found(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in attributions_of(text)


def test_words_at_arms_length_are_no_quotation() -> None:
    assert attributions_of("The “plan” failed.") == []


def test_announced_quotation_in_the_next_paragraph_has_its_source() -> None:
    found = attributions_of("Ann Li states the following:\n\n“The dam is old. It must be closed.”\n")
    assert ("Ann Li", "states", "“The dam is old. It must be closed.”") in found


def test_a_mark_never_closed_does_not_swallow_the_next_paragraph() -> None:
    text = "“The dam is old, said the mayor.\n\nThe river rose in May and the town fled."
    assert all("river" not in content for _, _, content in attributions_of(text))


@pytest.mark.parametrize("unit", ['"', "“", "” ", "“a” ", 'he said "no" ', "she says ", "according to "])
def test_time_is_linear_in_marks_and_cues(unit: str) -> None:
    def cost(n: int) -> float:
        best = float("inf")
        for _ in range(3):  # the best of three: a pause of the machine is no growth
            reading = read_text(unit * n)
            start = time.process_time()
            find_attributions(reading, [])
            best = min(best, time.process_time() - start)
        return best

    cost(20)
    # Four times the text; quadratic work would take sixteen times as long.
    assert cost(1600) < 11 * max(cost(400), 0.02)
