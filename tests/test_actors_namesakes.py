"""Two people of one surname stay two; one person stays one, over the texts of a corpus."""

from __future__ import annotations

import pytest

from hindsight.actors import Actor, Mention, find_mentions, group_actors
from hindsight.actors.namesakes import Evidence, Profile, fits_holder, fits_person
from hindsight.actors.reference import load_reference
from hindsight.language import read_text

Page = tuple[str, str]  # day, text


def group(*pages: Page) -> tuple[list[list[Mention]], list[Actor]]:
    readings = [read_text(text, published=day) for day, text in pages]
    return group_actors([(reading, find_mentions(reading)) for reading in readings])


def persons_of(*pages: Page) -> list[set[str | None]]:
    """Return whom the names of persons of each page mean."""
    return [
        {m.actor for m in mentions if m.form == "name" and m.type == "PERSON"}
        for mentions in group(*pages)[0]
    ]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (  # another office, held by another
            [
                ("1995-05-02", "President Clinton vetoed the bill."),
                ("2011-03-03", "Secretary Clinton flew in."),
            ],
            [{"bill-clinton"}, {"hillary-clinton"}],
        ),
        (  # the sex of the title
            [("1996-05-02", "Bill Clinton spoke in Ohio."), ("2010-05-03", "Mrs Clinton spoke in Oslo.")],
            [{"bill-clinton"}, {"hillary-clinton"}],
        ),
        (  # one office, two terms
            [
                ("1990-09-12", "President Bush addressed Congress."),
                ("2006-01-09", "Mr. Bush thanked America."),
            ],
            [{"george-h-w-bush"}, {"george-w-bush"}],
        ),
        (  # before the holder of the table was in office
            [("1979-06-01", "Prime Minister Trudeau lost."), ("2018-06-01", "Justin Trudeau spoke.")],
            [{"trudeau"}, {"justin-trudeau"}],
        ),
        (  # an office that the holder never had
            [("2020-03-03", "Boris Johnson fell ill."), ("1965-03-03", "President Johnson sent marines.")],
            [{"boris-johnson"}, {"johnson"}],
        ),
        (
            [
                ("2008-03-03", "Gordon Brown spoke in London."),
                ("2014-03-03", "Governor Brown said that California would ban bags."),
            ],
            [{"gordon-brown"}, {"brown"}],
        ),
        (  # two full names, and a page each with "Le Pen" alone
            [
                ("2002-05-03", "Jean-Marie Le Pen lost. Mr Le Pen went home."),
                ("2017-05-09", "Marine Le Pen lost. Ms Le Pen danced."),
            ],
            [{"jean-marie-le-pen"}, {"marine-le-pen"}],
        ),
    ],
)
def test_namesakes_of_two_pages_are_two_actors(pages: list[Page], expected: list[set[str]]) -> None:
    assert persons_of(*pages) == expected


@pytest.mark.parametrize(
    "pages",
    [
        [("2015-02-03", "Zuzana Kral resigned."), ("2016-02-03", "Ms Kral has no regrets.")],
        [("2015-02-03", "Senator Piet Bakker resigned."), ("2015-06-03", "Sen. Bakker has no regrets.")],
        [("2009-03-03", "Gordon Brown spoke."), ("2009-04-03", "Mr Brown wants Britain to borrow.")],
        [
            ("2017-03-03", "Theresa May spoke."),
            ("2018-03-03", "Mrs May told Brussels that Britain would leave."),
        ],
        [("2004-03-03", "Tony Blair spoke."), ("2005-03-03", "Prime Minister Blair spoke.")],
    ],
)
def test_a_surname_that_nothing_speaks_against_joins(pages: list[Page]) -> None:
    first, second = persons_of(*pages)
    assert first == second


@pytest.mark.parametrize(
    "text",
    [
        "Mr Ahmed, a tailor, voted. The Ahmed family did not.",
        "Mr Khan spoke of his shop.",
        "Dr Brown closed the ward.",
        "Mrs Brown of Hull voted no.",
        "Mr Cameron, a plumber from Perth, voted yes.",
    ],
)
def test_a_citizen_of_a_common_surname_is_no_statesman(text: str) -> None:
    found = persons_of(("2008-02-02", text))[0]
    assert all(actor is None or "-" not in actor for actor in found), found


def test_two_persons_who_are_both_possible_are_candidates() -> None:
    (_, _, third), _ = group(
        ("2012-01-02", "Ivo Novotny spoke."),
        ("2012-02-02", "Pavel Novotny spoke."),
        ("2012-03-02", "Mr Novotny said nothing."),
    )
    (name,) = [m for m in third if m.form == "name"]
    assert name.actor is None
    assert set(name.candidates) == {"ivo-novotny", "pavel-novotny"}


def test_mr_and_mrs_of_one_text_are_told_apart() -> None:
    text = "Peter Weber and Anna Weber fell out. Mrs Weber left. Mr Weber stayed."
    mentions = group(("2015-05-05", text))[0][0]
    by_start = {m.start: m.actor for m in mentions}
    assert by_start[text.index("Mrs")] == "anna-weber"
    assert by_start[text.rindex("Mr ")] == "peter-weber"


def test_offices_of_two_pages_that_no_table_joins_lower_the_confidence() -> None:
    pages = (
        ("2001-02-03", "Senator Olga Brandt spoke."),
        ("2011-02-03", "Judge Olga Brandt spoke."),
    )
    (actor,) = [actor for actor in group(*pages)[1] if actor.kind == "person"]
    assert actor.role_then == "Senator (2001); Judge (2011)"
    assert actor.confidence == 0.6
    (alone,) = [actor for actor in group(pages[0])[1] if actor.kind == "person"]
    assert alone.confidence == 1.0


def test_what_speaks_against_a_holder_and_against_somebody_unknown() -> None:
    terms = load_reference().terms_by_holder["gordon brown"]
    in_office = Evidence("2009-05-05", named=frozenset({"GB"}))
    assert fits_holder(in_office, terms, "brown")
    assert not fits_holder(Evidence("2009-05-05", gender="F"), terms, "brown")
    assert not fits_holder(Evidence("2009-05-05", offices=frozenset({"governor"})), terms, "brown")
    assert not fits_holder(Evidence("2016-05-05"), terms, "brown")
    known = Profile("F", {"senator"}, {"2010-01-01"})
    assert fits_person(Evidence("2011-01-01", "F"), "Olga Brandt", "Brandt", known)
    assert not fits_person(Evidence("2011-01-01", "M"), "Olga Brandt", "Brandt", known)
    assert not fits_person(Evidence("2011-01-01", "", frozenset({"judge"})), "Olga Brandt", "Brandt", known)
    assert not fits_person(Evidence("2041-01-01"), "Olga Brandt", "Brandt", known)
