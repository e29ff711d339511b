"""Factuality of events, and what a claim is about."""

from __future__ import annotations

import pytest

from hindsight.claims import find_events, find_stance, judge_events
from hindsight.claims.aspects import find_topic
from hindsight.claims.event_features import Facts, features_of_event
from hindsight.claims.find import find_claims
from hindsight.claims.negation import find_negations
from hindsight.claims.settling import say_what_settles
from hindsight.claims.sources import Tree
from hindsight.dates import find_dates
from hindsight.language import parse, read_text


def value_of(text: str, word: str) -> float:
    sentence = read_text(text).sentences[0]
    at = text.index(word)
    (event,) = judge_events(sentence, parse(sentence), [(at, at + len(word))])
    return event.value


@pytest.mark.parametrize(
    ("text", "word", "happened"),
    [
        ("The port reopened in May.", "reopened", True),
        ("The port did not reopen in May.", "reopen", False),
        ("If the port reopens, trade will grow.", "reopens", False),
        ("He wants to leave.", "leave", False),
        ("They will leave tomorrow.", "leave", False),
        ("She left the room.", "left", True),
    ],
)
def test_what_happened_is_above_zero(text: str, word: str, happened: bool) -> None:
    assert (value_of(text, word) > 0) is happened


def test_a_span_outside_the_sentence_is_left_out() -> None:
    sentence = read_text("It fell.").sentences[0]
    assert judge_events(sentence, parse(sentence), [(90, 95)]) == []


def test_auxiliaries_are_no_events() -> None:
    text = "He has been seen."
    sentence = read_text(text).sentences[0]
    assert [text[e.start : e.end] for e in find_events(sentence, parse(sentence))] == ["seen"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Smith is a brave leader.", "positive"),
        ("Smith is a corrupt liar.", "negative"),
        ("Smith went to Paris.", "neutral"),
        ("Smith is not honest.", "negative"),
        ("Smith was condemned by the council.", "negative"),
        ("Smith condemned the brutal raid.", "neutral"),
        ("Smith praised the generous donors.", "neutral"),
        ("Smith betrayed the voters who had trusted him.", "negative"),
        ("Smith never lied to the voters.", "positive"),
    ],
)
def test_stance_toward_a_name(text: str, stance: str) -> None:
    sentence = read_text(text).sentences[0]
    assert find_stance(sentence.tokens, parse(sentence), 0, 5) == stance


def test_words_outside_the_clause_say_nothing_of_a_name() -> None:
    sentence = read_text("Smith left early, and the corrupt mayor stayed.").sentences[0]
    parsed = parse(sentence)
    assert find_stance(sentence.tokens, parsed, 0, 5, within=(0, 16)) == "neutral"


def test_topic_is_nouns_without_names() -> None:
    tokens = read_text("Ottawa will cut the carbon tax on people.").sentences[0].tokens
    assert find_topic(tokens, [(0, 6)]) == ("carbon tax",)


def test_a_forecast_says_what_would_settle_it() -> None:
    reading = read_text("If talks fail, the minister will impose sanctions by 2027.", published="2026-01-05")
    claims = find_claims(reading, find_dates(reading), [])
    forecast = next(claim for claim in claims if claim.kind == "prediction")
    assert forecast.settled_by is not None
    assert "talks fail" in forecast.settled_by
    assert "by 31 December 2027" in forecast.settled_by
    condition = next(claim for claim in claims if claim.kind == "conditional")
    assert condition.settled_by == "Later reports that say whether the condition came about"


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("The ships will sail within six months.", "2015-08-15"),
        ("The fund will be empty in three years.", "2018-02-15"),
        ("The ceasefire will collapse within a year.", "2016-02-15"),
        ("Prices will fall by the end of 2015.", "2015-12-31"),
        ("Parliament is to vote within three weeks.", "2015-03-08"),
        ("The siege will last six months.", None),
        ("The minister said that they would leave within a week.", None),
    ],
)
def test_horizon_of_a_length_of_time(text: str, horizon: str | None) -> None:
    reading = read_text(text, published="2015-02-15")
    assert find_claims(reading, find_dates(reading), [])[-1].horizon == horizon


def test_only_what_looks_ahead_can_be_settled() -> None:
    assert say_what_settles("evaluation", "positive") is None
    assert (
        say_what_settles("prediction", "negative") == "Later reports that say whether it happened after all"
    )
    reading = read_text("The duke would not have dared to march.")
    assert find_claims(reading, [], [])[0].settled_by is None


def features_of(text: str, word: str) -> list[str]:
    sentence = read_text(text).sentences[0]
    parsed = parse(sentence)
    facts = Facts(Tree(sentence.tokens, parsed), find_negations(sentence, parsed))
    return features_of_event(facts, [token.text for token in sentence.tokens].index(word))


def test_what_is_wanted_reaches_the_second_of_two_verbs() -> None:
    assert "hc0 wanted xcomp False" in features_of("He wants to come and stay.", "stay")


def test_what_stands_over_an_event_is_read_from_the_inside_outwards() -> None:
    assert "ch4 that+past|not+past" in features_of("They did not say that he left.", "left")
