"""Offices as printed, roles over pages of several years, splits that join an actor of the corpus."""

from __future__ import annotations

import pytest

from hindsight.actors import Actor, ActorDecisions, Mention, Split, find_mentions, group_actors
from hindsight.actors.names import find_names
from hindsight.actors.titles import read_office
from hindsight.language import read_text


def group(
    *dated: tuple[str, str], decisions: ActorDecisions | None = None
) -> tuple[list[list[Mention]], dict[str, Actor]]:
    readings = [read_text(text, published=day) for text, day in dated]
    grouped, actors = group_actors([(r, find_mentions(r)) for r in readings], decisions)
    return grouped, {actor.id: actor for actor in actors}


@pytest.mark.parametrize(
    ("before", "office"),
    [
        ("Under", None),
        ("Mr", None),
        ("said Mrs.", None),
        ("his brother", None),
        ("Under President", "President"),
        ("with the former Polish Prime Minister", "former Polish Prime Minister"),
        ("Then-Senator", "Then-Senator"),
        ("and Arizona Gov.", "Arizona Governor"),
        ("by Secretary of Health and Human Services", "Secretary of Health and Human Services"),
        ("the British foreign secretary", "British foreign secretary"),
    ],
)
def test_an_office_needs_a_noun_of_its_own(before: str, office: str | None) -> None:
    found = read_office(before.split())
    assert (found and found.words) == office


def test_pages_of_different_years_give_each_role_its_years() -> None:
    _, actors = group(
        ("Chancellor Angela Merkel spoke.", "2012-03-01"), ("Former Chancellor Merkel spoke.", "2023-03-01")
    )
    role = actors["angela-merkel"].role_then
    assert role == "Chancellor of Germany (2012); Former Chancellor (2023)"
    _, actors = group(("Angela Merkel spoke.", "2012-03-01"), ("Merkel spoke.", "2014-03-01"))
    assert actors["angela-merkel"].role_then == "Chancellor of Germany"


def test_then_does_not_displace_the_office_of_the_day() -> None:
    text = "In 2011 then-Vice President Joe Biden went to Moscow."
    _, actors = group((text, "2022-03-01"))
    assert actors["joe-biden"].role_then == "President of the United States"
    _, actors = group((text, "2018-03-01"))
    assert actors["joe-biden"].role_then == "then-Vice President"


@pytest.mark.parametrize("name", ["Colin Powell", "Powell", "colin powell"])
def test_a_split_to_a_name_that_is_there_joins_that_actor(name: str) -> None:
    text = "Colin Powell told the council that Saddam Hussein was hiding weapons. He said so."
    at = text.index("He said")
    splits = ActorDecisions(splits=(Split(name, 0, at, at + 2),))
    grouped, actors = group((text, "2003-02-10"), decisions=splits)
    assert [m.actor for m in grouped[0] if m.start == at] == ["colin-powell"]
    assert set(actors) == {"colin-powell", "saddam-hussein"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Neither London nor Paris wants this.", ["London", "Paris"]),
        ("He met Ursula von der Leyen and Anna Weber.", ["Ursula von der Leyen", "Anna Weber"]),
        ("They let him go. Let us see. Who knows?", []),
        ("The LeT fired.", ["LeT"]),
    ],
)  # fmt: skip
def test_names_are_free_of_the_words_beside_them(text: str, names: list[str]) -> None:
    found = [text[span.start : span.end] for span in find_names(read_text(text))]
    assert found == names


def test_an_acronym_of_the_tables_stays_unless_the_text_gives_it_away() -> None:
    _, actors = group(("The EU met. The European University is old.", "2015-01-01"))
    assert {"european-union", "european-university"} <= set(actors)
    _, actors = group(("The European University (EU) closed. The EU said why.", "2015-01-01"))
    assert set(actors) == {"european-university"}


def test_an_acronym_is_the_body_that_another_page_names_in_full() -> None:
    grouped, actors = group(
        ("The NUFK fled.", "2015-01-01"), ("The National Union of Free Kessians (NUFK) met.", "2016-01-01")
    )
    names = {m.actor for m in grouped[0] if m.form == "name"}
    assert names <= set(actors)
    assert len({m.actor for ms in grouped for m in ms if m.type == "ORG" and m.form == "name"}) == 1


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Arnold Schwarzenegger won. Arnie smiled.", "arnold-schwarzenegger"),
        ("Robert Gates left. Bob Gates stayed.", "robert-gates"),
        ("Luiz Inácio Lula da Silva won. Luiz Inácio Lula spoke.", "luiz-inacio-lula-da-silva"),
    ],
)
def test_short_forms_of_a_name_are_one_person(text: str, actor: str) -> None:
    _, actors = group((text, "2009-01-01"))
    assert [a.id for a in actors.values() if a.kind == "person"] == [actor]


def test_georgia_has_the_reading_of_its_text() -> None:
    _, actors = group(("Georgia lost the war with Russia.", "2008-09-01"))
    assert actors["georgia"].kind == "state"
    _, actors = group(("Voters in Atlanta, Georgia, face a runoff.", "2021-01-01"))
    assert actors["georgia-u-s-state"].kind == "place"


def test_a_pronoun_in_a_hyphenated_word_refers_to_nobody() -> None:
    text = "Anna Weber knows the enemy-of-my-enemy rule and a do-it-yourself state."
    assert not [m for m in find_mentions(read_text(text)) if m.form == "pronoun"]
