"""What is negated: cues, scopes, events."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.claims import find_negations
from hindsight.language import parse, read_text


def negations_of(text: str) -> list[tuple[list[str], list[str]]]:
    found = []
    for sentence in read_text(text).sentences:
        for negation in find_negations(sentence, parse(sentence)):
            found.append(([text[a:b] for a, b in negation.cue], [text[a:b] for a, b in negation.scope]))
    return found


@pytest.mark.parametrize(
    ("text", "cue", "scope"),
    [
        ("The mayor did not resign.", ["not"], ["The mayor did", "resign"]),
        ("No country counts the ballots.", ["No"], ["country counts the ballots"]),
        ("He never wrote to us, but she did.", ["never"], ["He", "wrote to us"]),
        ("Nobody marched.", ["Nobody"], ["marched"]),
        ("It fell without a warning.", ["without"], ["a warning"]),
        ("The levy is unfair.", ["un"], ["The levy is", "fair"]),
        ("She signed a treaty which the Senate did not ratify.", ["not"], ["which the Senate did", "ratify"]),
    ],
)
def test_cue_and_scope(text: str, cue: list[str], scope: list[str]) -> None:
    assert (cue, scope) in negations_of(text)


@pytest.mark.parametrize(
    "text", ["It will no doubt rain.", "Nothing but rain fell.", "He stood under the bridge."]
)
def test_what_only_looks_like_a_negation_is_none(text: str) -> None:
    assert negations_of(text) == []


def test_the_second_clause_is_outside() -> None:
    (_cue, scope), *_ = negations_of("The port did not close, and the mill opened again.")
    assert "mill" not in " ".join(scope)


@given(
    st.lists(
        st.sampled_from(["not", "no", "never", "he", "goes", ",", "and", "unless", "without", "nor", "."]),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_spans_lie_in_the_sentence(words: list[str]) -> None:
    text = " ".join(words)
    for sentence in read_text(text).sentences:
        for negation in find_negations(sentence, parse(sentence)):
            for start, end in (*negation.cue, *negation.scope, *negation.event):
                assert sentence.start <= start < end <= sentence.end
