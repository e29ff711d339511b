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


HEARING = """CHAIRWOMAN DIAZ: Dr. Okoro, is the dam safe? We were told that it is.

DR. OKORO: It is not safe. I believe that it will fail in ten years. The ministry says repairs are too dear.

We have inspected every gate.

CHAIRWOMAN DIAZ: The committee will visit the site in June."""


def test_in_a_transcript_the_labelled_speaker_claims_what_the_turn_says() -> None:
    record = annotate_text(HEARING, "1998-03-02", ["claims"])
    said = [(HEARING[c["start"] : c["end"]], c["claimant"], c["attributed"]) for c in record["claims"]]
    assert ("It is not safe", "DR. OKORO", False) in said
    assert ("it will fail in ten years", "DR. OKORO", False) in said
    assert ("We have inspected every gate", "DR. OKORO", False) in said
    assert ("The committee will visit the site in June", "CHAIRWOMAN DIAZ", False) in said
    assert ("repairs are too dear", "The ministry", True) in said
    assert not any(":" in words for words, _, _ in said)


@pytest.mark.parametrize(
    "text",
    [
        "GENEVA: The talks have failed.\n\nThe envoys left.",
        "Note: The figures are old.\n\nNote: They will be renewed.",
        "Q: Is it safe?\n\nA: It is safe.\n\nQ: Who says so?",
    ],
)
def test_a_dateline_a_note_or_a_nameless_label_is_no_claimant(text: str) -> None:
    assert {claim["claimant"] for claim in annotate_text(text, None, ["claims"])["claims"]} <= {"author"}


@pytest.mark.parametrize(
    ("text", "row", "claimant"),
    [
        ("Rents rose by a tenth, according to the city.", "Rents rose by a tenth", "the city"),
        (
            "The dam may fail: two gates are cracked, according to Okoro, who inspected it.",
            "two gates are cracked",
            "Okoro",
        ),
    ],
)
def test_a_source_behind_its_words_is_their_claimant_and_no_part_of_them(
    text: str, row: str, claimant: str
) -> None:
    found = {
        text[c["start"] : c["end"]]: c["claimant"] for c in annotate_text(text, None, ["claims"])["claims"]
    }
    assert found[row] == claimant
