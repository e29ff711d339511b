"""Offices, organisations and possessives described beside names; turns of a transcript; missed names."""

from __future__ import annotations

import pytest

from hindsight.actors import Mention, find_mentions, group_actors
from hindsight.actors.turns import find_turns
from hindsight.language import read_text


def resolve(text: str, words: str, day: str = "2013-06-03") -> Mention:
    """Return the last mention with these words."""
    reading = read_text(text, published=day)
    ((mentions,), _) = group_actors([(reading, find_mentions(reading))])
    found = [m for m in mentions if text[m.start : m.end] == words]
    assert found, [text[m.start : m.end] for m in mentions]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        (
            "Spain owes. Luis Ortega, the deputy prime minister, smiled.",
            "the deputy prime minister",
            "luis-ortega",
        ),
        ("Britain waits. Anna Bell, the shadow chancellor, laughed.", "the shadow chancellor", "anna-bell"),
        (
            "France waits. Marc Petit, the Rhône Council president, left.",
            "the Rhône Council president",
            "marc-petit",
        ),
        (
            "Germany waits. Karl Braun, the vice chancellor, left for Rome.",
            "the vice chancellor",
            "karl-braun",
        ),
        ("Enda Kenny spoke. Sean Byrne, his finance minister, agreed.", "his finance minister", "sean-byrne"),
    ],
)
def test_an_office_beside_a_name_is_its_bearers(text: str, words: str, actor: str) -> None:
    assert resolve(text, words).actor == actor


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia waits. The deputy foreign minister flew to Doha.", "The deputy foreign minister"),
        ("France waits. The Renault president sold his shares.", "The Renault president"),
        ("Britain waits. The shadow foreign secretary objected.", "The shadow foreign secretary"),
        ("Germany waits. The president of the club resigned.", "The president"),
    ],
)
def test_another_office_is_not_that_of_the_table(text: str, words: str) -> None:
    assert resolve(text, words).actor is None


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        (
            "Barack Obama drew a line. Washington dithered. François Hollande and Enda Kenny pled for help. "
            "The president went home.",
            "barack-obama",
        ),
        ("America hesitates. America waits for France. The president is silent.", "barack-obama"),
        (
            "François Hollande spoke. Hollande had no plan. Barack Obama listened. The president left.",
            "francois-hollande",
        ),
    ],
)
def test_the_president_is_whom_the_page_is_about(text: str, actor: str) -> None:
    assert resolve(text, "The president").actor == actor


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("NATO met in Riga. The World Bank did not. The alliance is tired.", "The alliance", "nato"),
        ("The World Bank met. The party is over.", "The party", None),
        ("The OECD met. The alliance is broken.", "The alliance", None),
        ("The Labour Party met. The Bank of Japan did not. The party split.", "The party", "labour-party"),
        ("The World Bank met. The Labour Party did not. The bank has lent more.", "The bank", "world-bank"),
        ("The European Central Bank met. The agency closed.", "The agency", None),
        ("Ghana had to go to the Fund. The Fund lent it little.", "The Fund", "international-monetary-fund"),
    ],
)
def test_an_organisation_is_called_by_what_it_is(text: str, words: str, actor: str | None) -> None:
    assert resolve(text, words).actor == actor


@pytest.mark.parametrize(
    ("text", "pronoun", "actor"),
    [
        ("Obama left. Ann Fox, his trade adviser, stayed.", "his", "barack-obama"),
        ("Barack Obama left. Tom Fox, his deputy, stayed.", "his", "barack-obama"),
        ("Angela Merkel left. Her finance minister, Ulrike Vogt, stayed.", "Her", "angela-merkel"),
        ("Peter Hahn left. His successor, Jonas Roth, stayed.", "His", "peter-hahn"),
    ],
)
def test_a_possessive_beside_whom_it_describes_means_another(text: str, pronoun: str, actor: str) -> None:
    assert resolve(text, pronoun).actor == actor


@pytest.mark.parametrize(
    ("text", "pronoun", "actor"),
    [
        (
            "Bruno Vidal took over. He is a lawyer. What does Merkel fear? She fears debt.",
            "She",
            "angela-merkel",
        ),
        ("What will Putin do? He will wait. What would Merkel want? She would talk.", "She", "angela-merkel"),
    ],
)
def test_she_is_not_whom_the_text_has_called_he(text: str, pronoun: str, actor: str) -> None:
    assert resolve(text, pronoun).actor == actor


def test_she_is_the_one_woman_of_the_page() -> None:
    filler = "The vote was close. Prices rose again. The rain did not stop. Nobody cared much. "
    assert resolve(f"Theresa May lost. {filler}My guess is that she stays.", "she").actor == "theresa-may"


def test_it_after_a_thing_is_nobody() -> None:
    text = "Ukraine waits. The summit should decide three things. It should name a day."
    assert resolve(text, "It").actor is None


TRANSCRIPT = """A Hearing
May 3, 2011

CHAIRMAN DOYLE: The committee will come to order. I thank our guests.

MS. ALVAREZ-PRICE: I have no doubt. We sent ten ships.

MR. TODD: He said, "I refuse." I did not.
"""


def test_i_and_we_are_the_speaker_of_the_turn() -> None:
    reading = read_text(TRANSCRIPT, published="2011-05-03")
    ((mentions,), _) = group_actors([(reading, find_mentions(reading))])
    said = [
        (TRANSCRIPT[m.start : m.end], m.actor)
        for m in mentions
        if m.form == "pronoun" and m.rule == "pronoun:speaker"
    ]
    assert said == [
        ("I", "doyle"),
        ("our", "doyle"),
        ("I", "alvarez-price"),
        ("We", "alvarez-price"),
        ("I", "todd"),
    ]


def test_the_answers_of_an_interview_are_by_whom_it_is_with() -> None:
    text = (
        "An interview with the historian Nora Stein\n\nQ: Was it luck?\n\nA: I think so.\n\nQ: I see. Why?\n"
    )
    reading = read_text(text, published="2011-05-03")
    ((mentions,), _) = group_actors([(reading, find_mentions(reading))])
    by_start = {m.start: m.actor for m in mentions if m.form == "pronoun"}
    assert by_start[text.index("I think")] == "nora-stein"
    assert by_start[text.index("I see")] is None


def test_a_text_with_colons_has_no_turns() -> None:
    reading = read_text(
        "Three things matter: money, time and luck. Note: I was there.", published="2011-05-03"
    )
    assert find_turns(reading, find_mentions(reading)) == []


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Congress must choose. It waits.", "Congress", "us-congress"),
        ("Parliament should vote again this week.", "Parliament", "parliament"),
        ("The money came from the Treasury in the end.", "Treasury", "treasury"),
        ('The gang of Ramón "El Zorro" Medina fled.', 'Ramón "El Zorro" Medina', "ramon-el-zorro-medina"),
        ("The lobby was paid by Toyota and Ford.", "Toyota", "toyota"),
        ("What did Cameron promise? What does Rouhani want?", "Rouhani", "hassan-rouhani"),
        ("Abdul Rashid Karem, the former governor, fled.", "Abdul Rashid Karem", "abdul-rashid-karem"),
        ("The Security Council met. The Council sent observers.", "The Council", "un-security-council"),
        ("The rule forbids Ankara to sell arms.", "Ankara", "turkey"),
        ("Tehran no longer hides its aims.", "Tehran", "iran"),
        ("A pledge from Berlin came late.", "Berlin", "germany"),
    ],
)
def test_names_that_a_sentence_hides(text: str, words: str, actor: str) -> None:
    assert resolve(text, words, "2014-06-03").actor == actor


def test_the_economist_is_no_paper_before_a_name() -> None:
    text = "The economist Ruth Holt said that sterling was weak."
    reading = read_text(text, published="2014-06-03")
    names = [text[m.start : m.end] for m in find_mentions(reading) if m.form == "name"]
    assert names == ["Ruth Holt"]


@pytest.mark.parametrize(
    ("text", "pronoun", "actor"),
    [
        ("Barack Obama left early. François Hollande had warned him.", "him", "barack-obama"),
        ("Barack Obama left. François Hollande and Enda Kenny had begged him.", "him", "barack-obama"),
    ],
)
def test_an_object_is_not_the_subject_of_its_verb(text: str, pronoun: str, actor: str) -> None:
    assert resolve(text, pronoun).actor == actor
