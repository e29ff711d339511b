"""Capitals: city or government."""

from __future__ import annotations

import pytest

from hindsight.actors.metonyms import read_metonym
from hindsight.language import read_text


@pytest.mark.parametrize(
    ("text", "name", "meaning"),
    [
        ("Critics urged London to act.", "London", "government"),
        ("Beijing said the vessels would remain.", "Beijing", "government"),
        ("Tehran has refused to negotiate.", "Tehran", "government"),
        ("Ankara’s policy toward the Kurds is changing.", "Ankara", "government"),
        ("Relations between Berlin and the bank soured.", "Berlin", "government"),
        ("The deal with Pyongyang collapsed.", "Pyongyang", "government"),
        ("He was born in Paris.", "Paris", "place"),
        ("She travelled from Cairo on Monday.", "Cairo", "place"),
        ("They will fly to Tokyo tomorrow.", "Tokyo", "place"),
        ("Shops near Madrid closed.", "Madrid", "place"),
        ("London’s museums are free.", "London", "place"),
        ("The Kremlin denied it.", "Kremlin", "government"),
        ("He works in the White House.", "White House", "place"),
    ],
)
def test_context_decides(text: str, name: str, meaning: str) -> None:
    tokens = read_text(text).sentences[0].tokens
    words = name.split()
    first = next(k for k, token in enumerate(tokens) if token.text == words[0])
    assert read_metonym(tokens, first, first + len(words) - 1, name) == meaning


def test_other_cities_are_no_metonyms() -> None:
    tokens = read_text("Critics urged Liverpool to act.").sentences[0].tokens
    assert read_metonym(tokens, 2, 2, "Liverpool") is None
