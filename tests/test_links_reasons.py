"""The words of a reason, and which words can tie two texts at all."""

from __future__ import annotations

import pytest

from hindsight.links.reasons import name_all, say_shared_actors
from hindsight.links.words import content_words, read_stop_words


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Ukraine"], "Ukraine"),
        (["Ukraine", "Russia", "NATO"], "Ukraine, Russia and NATO"),
        (["Ukraine", "Russia", "NATO", "Iran"], "Ukraine, Russia, NATO and Iran"),
        (["Ukraine", "Russia", "NATO", "Iran", "Syria"], "Ukraine, Russia, NATO and two others"),
    ],
)
def test_names_are_listed_and_the_rest_counted(names: list[str], said: str) -> None:
    assert name_all(names) == said


def test_a_shared_actor_in_the_later_title_is_said() -> None:
    assert say_shared_actors(["Ukraine"], ["Ukraine"]) == "Both name Ukraine; the later title names it."
    assert say_shared_actors(["Ukraine"], []) == "Both name Ukraine."


def test_stop_words_are_lower_case_words() -> None:
    assert all(word == word.lower() and word.isalpha() for word in read_stop_words())


def test_names_with_hyphens_stay_whole() -> None:
    assert content_words("The regime of al-Assad") == ["regime", "al-assad"]
