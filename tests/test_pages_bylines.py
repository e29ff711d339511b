"""Names out of bylines."""

from __future__ import annotations

import pytest

from hindsight.pages.bylines import is_name, is_name_list, opens_byline, read_byline, read_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Julianne Smith", ("Julianne Smith",)),
        ("By Michael Kofman & Rob Lee", ("Michael Kofman", "Rob Lee")),
        ("By Jane Doe, Senior Fellow, Institute for Peace", ("Jane Doe",)),
        ("By Jane Doe and John Roe, CNN", ("Jane Doe", "John Roe")),
        ("By JANE DOE, JOHN ROE and ANNA POE", ("JANE DOE", "JOHN ROE", "ANNA POE")),
        ("By Jane Doe - 11/19/19 06:56 AM EST", ("Jane Doe",)),
        ("By Jane Doe | 12/10/2020", ("Jane Doe",)),
        ("By Reuters", ("Reuters",)),
        ("By JOHN ROE, Associated Press", ("JOHN ROE",)),
        ("By Jane Doe, Special to The Post", ("Jane Doe",)),
        ("By John Roe Washington Correspondent", ("John Roe",)),
        ("By MATTHEW DOE AP Diplomatic Writer", ("MATTHEW DOE",)),
        ("By Jane Doe Follow @janedoe", ("Jane Doe",)),
        ("By Robert S. Doe III", ("Robert S. Doe III",)),
        ("By Dr. John Roe", ("John Roe",)),
        ("Von Tomas Spahn", ("Tomas Spahn",)),
        ("VON MAX MUSTERMANN AM 12. Mai 2019", ("MAX MUSTERMANN",)),
        ("Ein Kommentar von Jane Doe", ("Jane Doe",)),
        ("Par Élise Morvan et Jean-Luc Tessier", ("Élise Morvan", "Jean-Luc Tessier")),
        ("Por María Pérez García", ("María Pérez García",)),
        ("Auteur: Anna Doe", ("Anna Doe",)),
        ("Written by: Charnele Doe", ("Charnele Doe",)),
        ("By Mohammed bin Rashid", ("Mohammed bin Rashid",)),
    ],
)
def test_byline_gives_its_names(line: str, names: tuple[str, ...]) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "By , and",
        "By",
        "By then the war had spread.",
        "By the end of May 2016 it was over",
        "Julianne Smith",
        "",
    ],
)
def test_what_names_nobody_gives_nobody(line: str) -> None:
    assert read_byline(line) == ()


def test_names_stand_on_either_side_of_a_date() -> None:
    assert read_names("30. Oktober 2019 | Markus Doe") == ("Markus Doe",)
    assert read_names("Jane Doe | May 3, 2019") == ("Jane Doe",)


def test_lost_names_still_open_a_byline() -> None:
    assert opens_byline("By")
    assert not opens_byline("By all accounts the talks have failed and will not be resumed.")


def test_titles_are_not_lists_of_names() -> None:
    assert is_name_list("Thaleigha Doe and Andrew Roe")
    assert not is_name_list("Michael Doe on the Conflict")
    assert not is_name("Beyond Ukraine’s Offensive")
