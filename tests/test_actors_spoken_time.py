"""An office is that of the time its clause speaks of: "In 2008 Georgia's president"."""

from __future__ import annotations

import pytest

from hindsight.actors import Mention, find_mentions, group_actors
from hindsight.language import read_text


def resolve(text: str, words: str, day: str | None = "2015-05-05") -> Mention:
    """Return the last mention printed as `words` in a page of `day`."""
    reading = read_text(text, published=day)
    (mentions,), _ = group_actors([(reading, find_mentions(reading))])
    return next(m for m in reversed(mentions) if reading.text[m.start : m.end] == words)


@pytest.mark.parametrize(
    ("text", "words", "actor", "date"),
    [
        ("In 2008 Georgia's president sent an army.", "Georgia's president", "mikheil-saakashvili", "2008"),
        ("In 2003, the US president went to war.", "the US president", "george-w-bush", "2003"),
        (
            "Ten years ago the British prime minister lied.",
            "the British prime minister",
            "tony-blair",
            "2005",
        ),
        (
            "Back in June 1995 the Russian president was ill.",
            "the Russian president",
            "boris-yeltsin",
            "1995-06",
        ),
        ("In 2013 the king met the president of Russia.", "the president", "vladimir-putin", "2013"),
        (
            "A 2002 speech of the Polish prime minister drew ire.",
            "the Polish prime minister",
            "leszek-miller",
            "2002",
        ),
    ],
)
def test_a_past_date_of_the_clause_says_whose_office_it_was(
    text: str, words: str, actor: str, date: str
) -> None:
    found = resolve(text, words)
    assert found.actor == actor
    assert found.candidates == ()
    assert found.rule == f"nominal:office-by-date:{date}"


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Since 2000 the Russian president has ruled.", "the Russian president", "vladimir-putin"),
        ("The US president, who opposed the war in 2003, sent advisers.", "The US president", "barack-obama"),
        ("The French president, elected in 2012, is tired.", "The French president", "francois-hollande"),
        ("The German chancellor will visit Kiev in June.", "The German chancellor", "angela-merkel"),
        (
            "The war of 2003 was a mistake, but the US president cannot leave.",
            "the US president",
            "barack-obama",
        ),
    ],
)
def test_a_date_that_is_not_the_clauses_time_leaves_the_office_to_the_pages_day(
    text: str, words: str, actor: str
) -> None:
    found = resolve(text, words)
    assert (found.actor, found.rule) == (actor, "nominal:office-by-date:2015-05-05")


def test_a_page_without_a_day_still_has_the_day_of_its_clause() -> None:
    assert (
        resolve("In 2010 the French president met the king.", "the French president", None).actor
        == "nicolas-sarkozy"
    )
    assert resolve("The French president met the king.", "The French president", None).actor is None


def test_a_period_of_two_holders_gives_both_and_chooses_none() -> None:
    found = resolve("In 2012 the French president met the king.", "the French president")
    assert found.actor is None
    assert found.candidates == ("francois-hollande", "nicolas-sarkozy")


def test_an_acting_holder_of_days_does_not_share_the_year() -> None:
    assert (
        resolve("In 2008 the Georgian president fought.", "the Georgian president").actor
        == "mikheil-saakashvili"
    )


def test_a_date_after_the_verb_leaves_the_present_holder_as_second_reading() -> None:
    found = resolve("The US president opposed the invasion in 2003.", "The US president")
    assert (found.actor, found.candidates) == ("george-w-bush", ("george-w-bush", "barack-obama"))


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("The then French president sent troops to Mali in 2013.", "French president", "francois-hollande"),
        ("Aid began in 1999. The then British prime minister paid.", "British prime minister", "tony-blair"),
        ("The then Spanish prime minister agreed.", "Spanish prime minister", None),
    ],
)
def test_then_points_to_a_time_that_the_text_names(text: str, words: str, actor: str | None) -> None:
    assert resolve(text, words, "2018-05-05").actor == actor


def test_the_next_president_is_nobody() -> None:
    assert resolve("The next US president will inherit the war.", "The next US president").actor is None
    assert resolve("By 2030 the Chinese president will own the sea.", "the Chinese president").actor is None


def test_the_previous_president_is_the_one_before() -> None:
    assert (
        resolve("The previous US president left a deficit.", "The previous US president").actor
        == "george-w-bush"
    )


def test_the_former_president_is_whom_the_text_named_or_any_of_them() -> None:
    alone = resolve("The former Georgian president lives in Odessa.", "The former Georgian president")
    assert alone.actor is None
    assert alone.candidates[0] == "mikheil-saakashvili"
    assert len(alone.candidates) > 1
    named = resolve(
        "Mikheil Saakashvili lives in Odessa. The former Georgian president will not go home.",
        "The former Georgian president",
    )
    assert named.actor == "mikheil-saakashvili"


def test_the_sentence_before_opens_with_a_year_and_both_readings_stand() -> None:
    found = resolve(
        "In 2008 war broke out. The Georgian president ordered an attack.", "The Georgian president"
    )
    assert found.actor is None
    assert found.candidates == ("mikheil-saakashvili", "giorgi-margvelashvili")


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("In 1991 Bush stopped short of Baghdad.", "george-h-w-bush"),
        ("In 2003 the inspectors left. The Bush administration had no plan.", "george-w-bush"),
    ],
)
def test_a_surname_of_two_holders_is_the_one_in_office_then(text: str, actor: str) -> None:
    assert resolve(text, "Bush").actor == actor


def test_a_title_that_goes_on_after_its_noun_is_one_description() -> None:
    found = resolve("In May 2010 the U.S. secretary of state visited Moscow.", "the U.S. secretary of state")
    assert found.actor == "hillary-clinton"
