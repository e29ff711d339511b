"""Names after the model: places written small, names that stand elsewhere in the text again."""

from __future__ import annotations

import pytest

from hindsight.actors import find_mentions, group_actors
from hindsight.actors.consistency import make_consistent
from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.known_names import mend_known
from hindsight.actors.repairs import repair_names
from hindsight.actors.spans import NameSpan
from hindsight.actors.words import join_words
from hindsight.language import read_text


def repaired(text: str) -> list[tuple[str, str]]:
    """Return the names that the rules find in a text where a model found none."""
    sentences = [join_words(sentence.tokens) for sentence in read_text(text, tagged=False).sentences]
    return [(text[name.start : name.end], name.type) for name in repair_names(sentences, [])]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("where do i get sushi in san francisco or florida?", ["san francisco", "florida"]),
        ("i flew from chicago to sri lanka", ["chicago", "sri lanka"]),
        ("(germany) is fine", ["germany"]),
    ],
)
def test_places_written_small_are_found(text: str, places: list[str]) -> None:
    assert repaired(text) == [(place, "PLACE") for place in places]


@pytest.mark.parametrize(
    "text",
    [
        "we split the turkey on the best china",
        "the old city and the gold coast",
        "see florida.com and #chicago",
    ],
)
def test_words_and_addresses_are_no_places(text: str) -> None:
    assert repaired(text) == []


def test_a_name_found_once_is_found_where_its_words_stand_again() -> None:
    text = "Officials of Scientology came. The house belongs to Scientology."
    reading = read_text(text, tagged=False)
    sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
    start = text.index("Scientology")
    found = make_consistent(reading, sentences, [NameSpan(start, start + len("Scientology"), "ORG", 0)])
    assert [(text[name.start : name.end], name.type) for name in found] == [("Scientology", "ORG")] * 2


def whole(text: str, name: str) -> list[tuple[str, str]]:
    """Return the names of a text in which the model took `name` for an organisation."""
    reading = read_text(text, tagged=False)
    sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
    start = text.index(name)
    spans = repair_names(sentences, [NameSpan(start, start + len(name), "ORG", 0)])
    return [(text[span.start : span.end], span.type) for span in make_consistent(reading, sentences, spans)]


def test_two_known_names_joined_by_and_are_two() -> None:
    found = whole("Having seen the West Bank and Israel, we left.", "West Bank and Israel")
    assert found == [("West Bank", "PLACE"), ("Israel", "PLACE")]
    assert whole("We saw Bosnia and Herzegovina.", "Bosnia and Herzegovina") == [
        ("Bosnia and Herzegovina", "PLACE")
    ]


def test_a_place_of_several_words_is_no_body() -> None:
    assert whole("They live in the West Bank.", "West Bank") == [("West Bank", "PLACE")]


@pytest.mark.parametrize(
    ("text", "name", "names"),
    [
        ("The Non-Aligned Movement met.", "Non-Aligned Movement", ["Non-Aligned Movement"]),
        (
            "The American-Arab Discrimination Committee sued.",
            "American-Arab Discrimination Committee",
            ["American-Arab Discrimination Committee"],
        ),
        ("The Pentagon-NATO talks failed.", "Pentagon-NATO", ["Pentagon", "NATO"]),
    ],
)
def test_hyphens_inside_the_name_of_a_body(text: str, name: str, names: list[str]) -> None:
    assert [found for found, _ in whole(text, name)] == names


def test_a_quoted_surname_before_its_first_name_is_one_person() -> None:
    text = 'It came from "Townsend, George" today.'
    reading = read_text(text, tagged=False)
    sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
    start = text.index("George")
    (found,) = repair_names(sentences, [NameSpan(start, start + len("George"), "PERSON", 0)])
    assert (text[found.start : found.end], found.type) == ("Townsend, George", "PERSON")


def named(text: str, name: str, kind: str) -> list[tuple[str, str]]:
    """Return the names of a text in which the model took every `name` for a `kind`."""
    reading = read_text(text, tagged=False)
    sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
    spans = [
        NameSpan(word.start, word.end, kind, index)
        for index, words in enumerate(sentences)
        for word in words
        if word.text == name
    ]
    return [(text[span.start : span.end], span.type) for span in make_consistent(reading, sentences, spans)]


def test_a_person_that_things_are_in_is_a_place() -> None:
    text = "Socotra is an island. In Socotra it rains. Nobody lives in Socotra. We saw Socotra."
    assert named(text, "Socotra", "PERSON") == [("Socotra", "PLACE")] * 4


def test_a_known_person_stays_one_whatever_is_in_him() -> None:
    text = "Their faith in Putin and their trust in Putin are gone. Putin knows."
    assert named(text, "Putin", "PERSON") == [("Putin", "PERSON")] * 3


def test_a_surname_printed_first_is_the_same_person() -> None:
    text = 'The memo came from "Townsend, George" today. George Townsend said no.'
    reading = read_text(text, published="2001-01-01")
    _, actors = group_actors([(reading, find_mentions(reading))])
    assert [actor.name for actor in actors] == ["George Townsend"]


@pytest.mark.parametrize(
    ("text", "spans", "names"),
    [
        (
            "The Organization for Security and Co-operation in Europe met.",
            [("Organization for Security", "ORG"), ("Europe", "PLACE")],
            [("Organization for Security and Co-operation in Europe", "ORG")],
        ),
        ("He asked the Security Council.", [("Security Council", "OTHER")], [("Security Council", "ORG")]),
        ("Former Chancellor Merkel spoke.", [("Chancellor Merkel", "ORG")], [("Merkel", "PERSON")]),
        (
            "He met the Governor of Maine Susan Collins.",
            [("Maine Susan Collins", "PERSON")],
            [("Maine", "PLACE"), ("Susan Collins", "PERSON")],
        ),
        ("General Motors pays.", [("General Motors", "ORG")], [("General Motors", "ORG")]),
    ],
)
def test_the_tables_know_better_than_the_model(
    text: str, spans: list[tuple[str, str]], names: list[tuple[str, str]]
) -> None:
    words = join_words(read_text(text, tagged=False).sentences[0].tokens)
    listed = load_gazetteer().match([word.text for word in words])
    given = [NameSpan(text.index(name), text.index(name) + len(name), kind, 0) for name, kind in spans]
    assert [(text[name.start : name.end], name.type) for name in mend_known(words, given, listed)] == names


@pytest.mark.parametrize(
    ("text", "found", "repaired_to"),
    [
        (
            "Polish Foreign Minister Radoslw Sikorski",
            [("Polish Foreign Minister Radoslw Sikorski", "PERSON")],
            "Radoslw Sikorski",
        ),
        (
            "Russian President Vladimr Putin",
            [("Russian President Vladimr", "PLACE"), ("Putin", "PERSON")],
            "Vladimr Putin",
        ),
    ],
)
def test_an_office_behind_a_nationality_is_no_part_of_the_name(
    text: str, found: list[tuple[str, str]], repaired_to: str
) -> None:
    words = join_words(read_text(text, tagged=False).sentences[0].tokens)
    spans = [
        NameSpan(text.index(name), text.index(name) + len(name), kind, 0, "names-crf") for name, kind in found
    ]
    names = [(text[n.start : n.end], n.type) for n in repair_names([words], spans)]
    assert names == [(repaired_to, "PERSON")]


def test_a_verb_in_a_name_parts_it() -> None:
    text = "the EU Treaty enables France"
    words = join_words(read_text(text, tagged=False).sentences[0].tokens)
    spans = [NameSpan(4, len(text), "ORG", 0, "names-crf")]
    assert "France" in [text[n.start : n.end] for n in repair_names([words], spans)]
