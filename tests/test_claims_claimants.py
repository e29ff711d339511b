"""Whose words they are: sources, pronouns by who spoke before, denials, views ascribed to others."""

from __future__ import annotations

from typing import Any

import pytest

from hindsight.corpus.annotate import annotate_text


def claim_with(text: str, words: str) -> dict[str, Any]:
    """Return the narrowest claim that holds the words."""
    at = text.index(words)
    claims = annotate_text(text, "2016-06-20", ("claims",))["claims"]
    holding = [c for c in claims if c["start"] < at + len(words) and at < c["end"]]
    return min(holding, key=lambda c: c["end"] - c["start"])  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("text", "words", "claimant"),
    [
        (
            "Secretary of State Colin Powell told the council that Saddam Hussein was hiding weapons. "
            "“These are not assertions,” he said. “These are facts,” he went on.",
            "not assertions",
            "Colin Powell",
        ),
        (
            "On Friday, Angela Merkel told Barack Obama that Vladimir Putin was bluffing. "
            "“He will fold,” she said.",
            "fold",
            "Angela Merkel",
        ),
        (
            "Barack Obama has promised a veto.\n\nSenator Tom Cotton, a Republican from Arkansas, disagrees. "
            "“The next president can revoke it,” he wrote in March.",
            "revoke",
            "Tom Cotton",
        ),
        (
            "China's foreign ministry voiced dissatisfaction and said the balloon was harmless. "
            "It warned that ties would suffer.",
            "suffer",
            "China's foreign ministry",
        ),
        ("Many in Berlin dismissed the plan.", "dismissed", "Many in Berlin"),
        ("“We will never pay,” Commissioner Ursula von der Leyen promised.", "pay", "von der Leyen"),
        ("Scotland, Nicola Sturgeon warned, would demand a second vote.", "demand", "Nicola Sturgeon"),
        ("Whatever the minister says, the dam is leaking.", "leaking", "author"),
        ("The port will close, regardless of what the owner claims.", "close", "author"),
    ],
)
def test_claimant(text: str, words: str, claimant: str) -> None:
    assert claim_with(text, words)["claimant"].endswith(claimant)


def test_a_second_reading_of_a_pronoun_is_kept() -> None:
    text = (
        "Secretary of State Colin Powell told the council that Saddam Hussein was hiding weapons. "
        "“These are not assertions,” he said."
    )
    candidates = claim_with(text, "not assertions")["claimant_candidates"]
    assert not candidates or candidates[0] == "colin-powell"


@pytest.mark.parametrize(
    ("text", "words", "certainty", "polarity"),
    [
        ("The admiral denied that ships had crossed the line.", "crossed", "CT", "negative"),
        ("The clerk disputed that the fund is empty.", "empty", "CT", "negative"),
        ("The admiral denied that ships had not crossed the line.", "crossed", "CT", "positive"),
        ("The regent did not deny that the vault was empty.", "empty", "U", "positive"),
    ],
)
def test_denial_turns_what_is_claimed_round(text: str, words: str, certainty: str, polarity: str) -> None:
    claim = claim_with(text, words)
    assert (claim["certainty"], claim["polarity"]) == (certainty, polarity)


def test_what_is_called_is_no_speech() -> None:
    assert claim_with("The premier called a referendum.", "referendum")["kind"] == "assertion"
    assert claim_with("The premier called the vote a sham.", "sham")["kind"] == "attribution"
