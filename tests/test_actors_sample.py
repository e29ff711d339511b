"""The sample page of 2015: every actor right, no wrong merge, no split."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from hindsight.actors import Actor, Mention, find_mentions, group_actors
from hindsight.language import read_text
from hindsight.language.reading import Passage, Reading
from hindsight.pages import parse_page, read_page
from hindsight.pages.document import READ_KINDS

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "cnas-2015-11-23.txt"


@cache
def resolved() -> tuple[Reading, list[Mention], dict[str, Actor]]:
    page = read_page(SAMPLE)
    document = parse_page(page.text, page.media)
    passages = []
    for block in document.blocks:
        if block.kind in READ_KINDS:
            start, end = document.offsets.to_clean(block.start, block.end)
            day = document.published
            if block.card is not None:
                day = document.related_items[block.card].published
            passages.append(Passage(start, end, block.kind, day, block.card))
    reading = read_text(document.clean, passages, authors=document.authors)
    (mentions,), actors = group_actors([(reading, find_mentions(reading))])
    return reading, mentions, {actor.id: actor for actor in actors}


def mentions_of(words: str, after: str = "") -> list[Mention]:
    """The mentions with these words, the text before them ending in `after`."""
    reading, mentions, _ = resolved()
    return [
        m
        for m in mentions
        if reading.text[m.start : m.end] == words and reading.text[: m.start].endswith(after)
    ]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Francois Hollande", "francois-hollande"),
        ("Hollande", "francois-hollande"),
        ("Barack Obama", "barack-obama"),
        ("Obama", "barack-obama"),
        ("Vladimr Putin", "vladimir-putin"),
        ("Putin", "vladimir-putin"),
        ("Bashar al-Assad", "bashar-al-assad"),
        ("Assad", "bashar-al-assad"),
        ("ISIS", "islamic-state"),
        ("Islamic State", "islamic-state"),
        ("United States", "united-states"),
        ("U.S.", "united-states"),
        ("America", "united-states"),
        ("EU", "european-union"),
        ("European Union", "european-union"),
        ("NATO", "nato"),
        ("France", "france"),
        ("Ukraine", "ukraine"),
        ("Syria", "syria"),
        ("Iran", "iran"),
        ("Iraq", "iraq"),
        ("Paris", "paris"),
        ("Ankara", "ankara"),
        ("Beirut", "beirut"),
        ("Michael Kofman", "michael-kofman"),
        ("NPR", "npr"),
        ("C-SPAN", "c-span"),
        ("CNAS", "center-for-a-new-american-security"),
        ("Senate Foreign Relations Committee", "senate-foreign-relations-committee"),
    ],
)
def test_every_mention_of_a_name_has_its_actor(words: str, actor: str) -> None:
    found = mentions_of(words)
    assert found
    assert {m.actor for m in found} == {actor}


@pytest.mark.parametrize(
    ("words", "after", "form", "actor"),
    [
        ("Washington", "he will ask ", "metonym", "united-states"),
        ("Washington", "flies directly from ", "name", "washington"),
        ("Moscow", "from Washington to ", "name", "moscow"),
        ("Moscow", "acutely aware of ", "metonym", "russia"),
        ("Moscow", "must not trust that ", "metonym", "russia"),
        ("Moscow", "should help from ", "metonym", "russia"),
    ],
)
def test_capitals_stand_for_governments_or_for_themselves(
    words: str, after: str, form: str, actor: str
) -> None:
    (mention,) = mentions_of(words, after)
    assert (mention.form, mention.actor) == (form, actor)


def test_a_slip_of_the_source_is_an_alias_marked_so() -> None:
    (mention,) = mentions_of("Vladimr Putin")
    assert mention.rule.endswith("+slip")
    assert "Vladimr Putin" in resolved()[2]["vladimir-putin"].aliases


def test_offices_are_those_of_the_day() -> None:
    actors = resolved()[2]
    assert actors["francois-hollande"].role_then == "President of France"
    assert actors["barack-obama"].role_then == "President of the United States"
    assert "2012-05-15" in (actors["francois-hollande"].role_source or "")


def test_descriptions_are_resolved() -> None:
    assert {m.actor for m in mentions_of("The administration")} == {"united-states"}
    assert {m.candidates for m in mentions_of("The two countries")} == {("france", "united-states")}
    assert {m.actor for m in mentions_of("the terrorist group")} == {"islamic-state"}


def test_we_is_the_author() -> None:
    assert {m.actor for m in mentions_of("we")} == {"julianne-smith"}


def test_he_is_mostly_whom_a_reader_takes_it_for() -> None:
    wanted = {
        "Tuesday, ": "francois-hollande",
        "the truth is that ": "vladimir-putin",
        "given that ": "francois-hollande",
        "against ISIS, but ": "vladimir-putin",
        "to bargain as ": "francois-hollande",
        "Second, ": "vladimir-putin",
        "Third, ": "vladimir-putin",
        "materialize, ": "francois-hollande",
    }
    right = sum(mentions_of("he", after)[0].actor == actor for after, actor in wanted.items())
    assert right >= len(wanted) - 1


def test_his_after_he_is_the_same_person() -> None:
    assert {m.actor for m in mentions_of("his", "Washington to support ")} == {"francois-hollande"}
    assert {m.actor for m in mentions_of("his", "validation of ")} == {"vladimir-putin"}


def test_kinds() -> None:
    kinds = {name: actor.kind for name, actor in resolved()[2].items()}
    assert kinds["islamic-state"] == "armed_group"
    assert kinds["nato"] == kinds["european-union"] == "body"
    assert kinds["france"] == "state"
    assert kinds["washington"] == "place"


def test_card_titles_give_no_actor_of_their_own() -> None:
    assert not [name for name in resolved()[2] if "policy" in name]
