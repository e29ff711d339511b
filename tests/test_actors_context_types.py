"""Types that the words around a name settle: firms called by one word, tunnels, first names."""

from __future__ import annotations

import pytest

from hindsight.actors import find_mentions, group_actors
from hindsight.actors.context_types import find_firms, settle_types, trim_openings
from hindsight.actors.spans import NameSpan
from hindsight.language import read_text


def types_after(text: str, *names: tuple[str, str]) -> dict[str, str]:
    """Return the type of each name of a text after the pass; every mention of a name is given to it."""
    spans = sorted(
        NameSpan(k, k + len(name), kind, 0)
        for name, kind in names
        for k in range(len(text))
        if text.startswith(name, k)
    )
    return {text[s.start : s.end]: s.type for s in settle_types(text, trim_openings(text, spans), {})}


@pytest.mark.parametrize(
    "text",
    [
        "Sansui said it would close a plant.",
        "Sansui, which makes radios, said that it would close.",
        "Shares of Sansui fell.",
        "Analysts at Sansui expect more.",
        "The oil giant Sansui is hiring.",
        "The company, Sansui, is hiring.",
        "Sansui's shares fell.",
    ],
)
def test_what_a_firm_has_or_is_called_makes_a_firm(text: str) -> None:
    assert types_after(text, ("Sansui", "PERSON")) == {"Sansui": "ORG"}


@pytest.mark.parametrize(
    "text",
    [
        "Sansui said he would close a plant.",
        "Sansui went home. The company is closed.",
        "Friends of Sansui fell out.",
    ],
)
def test_without_it_a_person_stays_one(text: str) -> None:
    assert types_after(text, ("Sansui", "PERSON")) == {"Sansui": "PERSON"}


def test_a_person_named_in_full_is_no_firm() -> None:
    text = "Jane Sansui said it was late. Sansui said it again."
    spans = [NameSpan(0, 11, "PERSON", 0), NameSpan(30, 36, "PERSON", 1)]
    assert {s.type for s in settle_types(text, spans, {"Sansui": None})} == {"PERSON"}
    assert find_firms(text, spans, {"Sansui": None}) == set()


def test_shares_of_is_no_part_of_a_name() -> None:
    text = "Shares of Paribas fell."
    (span,) = trim_openings(text, [NameSpan(0, 17, "PERSON", 0)])
    assert text[span.start : span.end] == "Paribas"


def test_a_tunnel_is_a_place() -> None:
    assert types_after("The Roki tunnel is shut. Roki is cold.", ("Roki", "PERSON")) == {"Roki": "PLACE"}
    text = "Roki Tunnel is shut. Roki is cold."
    spans = [NameSpan(0, 11, "ORG", 0), NameSpan(21, 25, "PERSON", 1)]
    assert [span.type for span in settle_types(text, spans, {})] == ["PLACE", "PLACE"]


def test_a_firm_found_by_its_full_name_is_found_by_its_short_one() -> None:
    text = "Paribas Corp. will cut jobs. Unions told Paribas no."
    reading = read_text(text, published="1996-05-05")
    (mentions,), _ = group_actors([(reading, find_mentions(reading))])
    named = {text[m.start : m.end]: (m.type, m.actor) for m in mentions if m.form == "name"}
    assert named == {"Paribas Corp.": ("ORG", "paribas-corp"), "Paribas": ("ORG", "paribas-corp")}


def test_an_unlisted_first_name_alone_is_the_person_named_in_full() -> None:
    text = "Yingluck Shinawatra has gone. Reporters asked why. Yingluck must report to the army."
    reading = read_text(text, published="2014-05-23")
    (mentions,), _ = group_actors([(reading, find_mentions(reading))])
    assert {m.actor for m in mentions if m.form == "name" and m.type == "PERSON"} == {"yingluck-shinawatra"}
    assert len([m for m in mentions if m.actor == "yingluck-shinawatra"]) > 1


def test_the_former_president_is_not_the_one_in_office() -> None:
    text = "Maia Sandu won, and Igor Dodon has conceded. The former president warned of worse."
    reading = read_text(text, published="2021-07-12")
    (mentions,), _ = group_actors([(reading, find_mentions(reading))])
    (former,) = [m for m in mentions if text[m.start : m.end] == "The former president"]
    assert former.actor == "igor-dodon"
