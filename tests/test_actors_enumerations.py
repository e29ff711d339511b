"""Names side by side in a list are of one kind, unless something tells otherwise."""

from __future__ import annotations

import pytest

from hindsight.actors.enumerations import agree_in_lists
from hindsight.actors.spans import NameSpan


def types_of(text: str, names: list[tuple[str, str]], people: tuple[str, ...] = ()) -> list[str]:
    """Return the types that the names of a text have in the end."""
    spans = [NameSpan(text.index(name), text.index(name) + len(name), kind, 0) for name, kind in names]
    return [span.type for span in agree_in_lists(text, spans, people)]


PARTIES = "They sat with Shas, Meretz and the Centre Party."


def test_the_odd_name_of_a_list_is_as_the_others() -> None:
    names = [("Shas", "ORG"), ("Meretz", "PERSON"), ("Centre Party", "ORG")]
    assert types_of(PARTIES, names) == ["ORG", "ORG", "ORG"]


def test_a_person_whom_the_text_names_in_full_stays_one() -> None:
    names = [("Shas", "ORG"), ("Meretz", "PERSON"), ("Centre Party", "ORG")]
    assert types_of(PARTIES, names, people=("Meretz",)) == ["ORG", "PERSON", "ORG"]


@pytest.mark.parametrize(
    ("text", "names", "types"),
    [
        # What the tables know stays as it is.
        (
            "NATO, the European Union and Ukraine agreed.",
            [("NATO", "ORG"), ("European Union", "ORG"), ("Ukraine", "PLACE")],
            ["ORG", "ORG", "PLACE"],
        ),
        # An address is no list.
        (
            "The Amherst, Dorset, Police asked.",
            [("Amherst", "PLACE"), ("Dorset", "PLACE"), ("Police", "ORG")],
            ["PLACE", "PLACE", "ORG"],
        ),
        # Two that differ are no list.
        ("Meretz and Oldham met.", [("Meretz", "PERSON"), ("Oldham", "PLACE")], ["PERSON", "PLACE"]),
        # A word between ends the list.
        (
            "Shas, Meretz, who left, and Likud met.",
            [("Shas", "ORG"), ("Meretz", "PERSON"), ("Likud", "ORG")],
            ["ORG", "PERSON", "ORG"],
        ),
        # The form of an acronym tells that it is a body.
        (
            "Oldham, Bury, VVZ and Leigh lie there.",
            [("Oldham", "PLACE"), ("Bury", "PLACE"), ("VVZ", "ORG"), ("Leigh", "PLACE")],
            ["PLACE", "PLACE", "ORG", "PLACE"],
        ),
    ],
)
def test_names_that_stay_as_they_are(text: str, names: list[tuple[str, str]], types: list[str]) -> None:
    assert types_of(text, names) == types
