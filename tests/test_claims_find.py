"""Claims of a text: rows, kinds, claimants, actors, dates; hostile input."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.actors.mention import Mention
from hindsight.claims import Claim, find_claims
from hindsight.dates import find_dates
from hindsight.language import read_text

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "raw" / "cnas-2015-11-23.txt"


def claims_of(text: str, published: str | None = None) -> list[tuple[str, Claim]]:
    """Return the claims of a text with their words."""
    reading = read_text(text, published=published)
    dates = find_dates(reading) if published else []
    return [(text[claim.start : claim.end], claim) for claim in find_claims(reading, dates, [])]


@pytest.fixture(scope="module")
def sample() -> dict[str, Claim]:
    """The claims of the sample page by their words."""
    return dict(claims_of(SAMPLE.read_text(encoding="utf-8"), "2015-11-23"))


def starting(claims: dict[str, Claim], words: str) -> Claim:
    """Return the one claim whose words begin so."""
    found = [claim for text, claim in claims.items() if text.startswith(words)]
    assert len(found) == 1
    return found[0]


def test_should_inversion_is_a_condition_not_a_recommendation(sample: dict[str, Claim]) -> None:
    assert starting(sample, "should help from Moscow materialize").kind == "conditional"


def test_consequent_points_at_its_condition() -> None:
    (_, condition), (_, consequent) = claims_of("If the lake falls, barges will stop.")
    assert condition.kind == "conditional"
    assert consequent.condition == 0


def test_trailing_condition_belongs_to_the_clause_before() -> None:
    claims = claims_of("The port may close if the strike goes on.")
    assert [claim.kind for _, claim in claims] == ["prediction", "conditional"]
    assert claims[0][1].condition == 1


def test_expressed_interest_is_an_attribution_to_who_expressed_it(sample: dict[str, Claim]) -> None:
    claim = starting(sample, "He did, however, express his interest")
    assert (claim.kind, claim.claimant) == ("attribution", "He")


def test_leading_adjunct_stays_out(sample: dict[str, Claim]) -> None:
    assert starting(sample, "Putin may request a resumption").certainty == "PS"


def test_no_doubt_is_a_booster_not_a_negation(sample: dict[str, Claim]) -> None:
    claim = starting(sample, "The administration will no doubt repeat")
    assert claim.polarity == "positive"
    assert not claim.negations
    assert len(claim.boosters) == 1


def test_likely_commits_to_less_than_certain(sample: dict[str, Claim]) -> None:
    claim = starting(sample, "The two countries also are likely to discuss")
    assert (claim.kind, claim.certainty, claim.evidence) == ("prediction", "PR", "likely")
    assert "epistemic" in claim.hedge_types


def test_what_is_not_a_report_is_not_given_to_anybody(sample: dict[str, Claim]) -> None:
    assert starting(sample, "he continues to prop up President Bashar al-Assad").claimant == "author"


def test_an_infinitive_of_purpose_is_no_row(sample: dict[str, Claim]) -> None:
    assert not any(text.startswith(("to make sure", "make sure the global")) for text in sample)


def test_a_date_to_come_makes_a_present_a_prediction(sample: dict[str, Claim]) -> None:
    claim = starting(sample, "French President Francois Hollande meets")
    assert (claim.kind, claim.orientation, claim.horizon) == ("prediction", "future", "2015-11-24")


def test_conjoined_verb_shares_the_modal() -> None:
    claims = claims_of("Madrid should support the treaty but drop its veto.")
    assert [(text, claim.kind) for text, claim in claims] == [
        ("Madrid should support the treaty", "prescription"),
        ("drop its veto", "prescription"),
    ]


def test_quotation_over_two_paragraphs_has_one_speaker() -> None:
    claims = claims_of(
        "“The dam is old,” said Ann Li. “It was built in haste.\n\n“It must be closed in May.”\n"
    )
    assert [(text, claim.claimant) for text, claim in claims] == [
        ("The dam is old", "Ann Li"),
        ("It was built in haste", "Ann Li"),
        ("It must be closed in May", "Ann Li"),
    ]
    assert claims[2][1].content_kind == "prescription"


def test_quoted_words_of_nobody_are_unresolved() -> None:
    claims = claims_of("“The dam is old and the river is high.”")
    assert {claim.claimant for _, claim in claims} == {"unresolved"}


def test_a_claim_survives_a_missing_quotation_mark() -> None:
    claims = claims_of("“The dam is old and weak, said the mayor.\n\nThe river rose in May.")
    assert any(text.startswith("The dam is old") for text, _ in claims)
    assert ("The river rose in May", "author") in [(text, claim.claimant) for text, claim in claims]


def test_pronoun_source_is_named_by_its_actor() -> None:
    text = "Ann Li left. She said that the dam is old."
    mentions = [
        Mention(0, 6, "name", "PERSON", 0, "test", actor="ann"),
        Mention(13, 16, "pronoun", "PERSON", 1, "test", actor="ann"),
    ]
    claim = find_claims(read_text(text), [], mentions)[-1]
    assert (claim.claimant, claim.claimant_actor) == ("Ann Li", "ann")


def test_subject_is_who_acts_and_the_rest_are_targets() -> None:
    text = "Madrid's envoy met Lisbon."
    mentions = [
        Mention(0, 6, "name", "PLACE", 0, "test", actor="madrid"),
        Mention(0, 14, "description", "PERSON", 0, "test", actor="envoy"),
        Mention(19, 25, "name", "PLACE", 0, "test", actor="lisbon"),
    ]
    (claim,) = find_claims(read_text(text), [], mentions)
    assert (claim.subject, claim.targets) == ("envoy", ("madrid", "lisbon"))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "“”", "— , ;", "If", "Should", "according to"])
def test_text_without_a_clause_has_no_claims(text: str) -> None:
    assert claims_of(text) == []


@given(st.text(alphabet="aI. ,;:“”\"'’\n!?thesaidwillnot—()", max_size=120))
@settings(max_examples=60, deadline=None)
def test_spans_lie_in_their_sentence_and_hold_words(text: str) -> None:
    reading = read_text(text)
    for claim in find_claims(reading, [], []):
        sentence = reading.sentences[claim.sentence]
        assert sentence.start <= claim.start < claim.end <= sentence.end
        assert text[claim.start : claim.end].strip() == text[claim.start : claim.end]


@pytest.mark.parametrize(
    "unit",
    [
        "he said that ",
        '" ',
        "“he said ” ",
        "as ",
        "those who ",
        "let us go ",
        "if he goes, ",
        "not ",
        "and ran ",
        "a, ",
    ],
)
def test_time_is_linear_in_hostile_input(unit: str) -> None:
    def cost(n: int) -> float:
        best = float("inf")
        for _ in range(3):  # the best of three: a pause of the machine is no growth
            reading = read_text(unit * n)
            start = time.process_time()
            find_claims(reading, [], [])
            best = min(best, time.process_time() - start)
        return best

    cost(20)
    # Four times the text; quadratic work would take sixteen times as long.
    assert cost(1600) < 11 * max(cost(400), 0.02)


def test_the_same_claims_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from hindsight.language import read_text; from hindsight.claims import find_claims;"
        "print(find_claims(read_text(open(sys.argv[1], encoding='utf-8').read()), [], []))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(SAMPLE)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "4321")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("text", "row", "kind"),
    [
        ("We predict that ISIS will lose Mosul by spring.", "ISIS will lose Mosul by spring", "prediction"),
        ("In May we argued that the dam must close.", "the dam must close", "prescription"),
        ("The levy has failed, I admit.", "The levy has failed", "assertion"),
        ("We warn that the dam is old.", "the dam is old", "assertion"),
    ],
)
def test_what_the_author_says_in_the_first_person_keeps_its_own_kind(text: str, row: str, kind: str) -> None:
    claims = dict(claims_of(text))
    assert list(claims) == [row]
    claim = claims[row]
    assert (claim.kind, claim.content_kind, claim.claimant) == (kind, None, "author")
    assert not claim.is_attributed


def test_first_person_inside_quotation_marks_is_the_speaker() -> None:
    claims = dict(claims_of("“We predict that the dam will fail,” said Ann Li."))
    claim = claims["the dam will fail"]
    assert (claim.kind, claim.content_kind, claim.claimant) == ("reported_speech", "prediction", "Ann Li")


@pytest.mark.parametrize("text", ["We never said that Assad would fall.", "I deny that Assad would fall."])
def test_what_the_author_denies_is_not_asserted_by_the_author(text: str) -> None:
    assert [claim.kind for _, claim in claims_of(text)] == ["reported_speech"]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Secretary of State John Kerry said that the talks will fail.", "Secretary of State John Kerry"),
        (
            "On Monday, Secretary of State John Kerry warned that war is near.",
            "Secretary of State John Kerry",
        ),
        ("German Chancellor Angela Merkel warned that the deal may fail.", "German Chancellor Angela Merkel"),
    ],
)
def test_claimant_is_the_whole_noun_phrase(text: str, claimant: str) -> None:
    assert [claim.claimant for _, claim in claims_of(text)] == [claimant]


@pytest.mark.parametrize(
    ("text", "names", "actor"),
    [
        ("German Chancellor Angela Merkel warned that war is near.", "German/Angela Merkel", "Angela Merkel"),
        ("Ann Li, an aide to Barack Obama, said that the dam is old.", "Ann Li/Barack Obama", "Ann Li"),
        ("Ann Li’s spokesman Bo Ek said that the dam is old.", "Ann Li/Bo Ek", "Bo Ek"),
        ("German officials said that the dam is old.", "German", "German"),
    ],
)
def test_claimant_actor_is_the_person_who_speaks(text: str, names: str, actor: str) -> None:
    mentions = [
        Mention(at, at + len(name), "name", "PLACE" if name == "German" else "PERSON", 0, "test", actor=name)
        for name in names.split("/")
        for at in [text.index(name)]
    ]
    assert find_claims(read_text(text), [], mentions)[-1].claimant_actor == actor


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Hollande declared that his country is “at war”.", "his country is “at war”"),
        ("Hollande declared that his country is “at war.”", "his country is “at war.”"),
        ('Hollande declared that his country is "at war".', 'his country is "at war"'),
        ("Hollande declared: “My country is at war.”", "My country is at war"),
    ],
)
def test_a_quotation_begun_inside_a_row_keeps_its_closing_mark(text: str, row: str) -> None:
    assert [words for words, _ in claims_of(text)] == [row]


@pytest.mark.parametrize(
    "title", ["What Comes Next for U.S. Policy Towards Russia?", "Is This the End of ISIS?"]
)
def test_a_question_mark_is_no_hedge(title: str) -> None:
    ((_, claim),) = claims_of(title)
    assert (claim.kind, claim.hedges, claim.hedge_types) == ("question", (), ())
