"""Actors over several texts, ambiguous names, decisions of a reader."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.actors import Actor, ActorDecisions, Mention, Split, find_mentions, group_actors
from hindsight.actors.aliases import group_names
from hindsight.actors.reference import load_reference
from hindsight.language import Reading, read_text


def read(*texts: str, day: str = "2015-11-23") -> list[tuple[Reading, list[Mention]]]:
    readings = [read_text(text, published=day) for text in texts]
    return [(reading, find_mentions(reading)) for reading in readings]


def actors_of(*texts: str, decisions: ActorDecisions | None = None) -> dict[str, Actor]:
    return {actor.id: actor for actor in group_actors(read(*texts), decisions)[1]}


def test_a_surname_in_one_text_is_the_person_named_in_full_in_another() -> None:
    found = read("Mrs. Kowalska rejected the offer.", "Maria Kowalska leads the party. Kowalska spoke.")
    grouped, _ = group_actors(found)
    assert {m.actor for mentions in grouped for m in mentions if m.form == "name"} == {"maria-kowalska"}


def test_two_persons_of_one_surname_named_together_are_candidates() -> None:
    grouped, _ = group_actors(read("Anna Weber met Peter Weber in Bonn. Weber said nothing."))
    (alone,) = [m for m in grouped[0] if m.end - m.start == len("Weber") and m.form == "name"]
    assert alone.actor is None
    assert set(alone.candidates) == {"anna-weber", "peter-weber"}


def test_merge_makes_one_actor_of_two() -> None:
    text = "The Tigers attacked. The Tigers and the Lions talked to Norway. Daesh and ISIS are one."
    merged = actors_of(text, decisions=ActorDecisions(merges=(("Scandinavia", "Norway"),)))
    assert "scandinavia" in merged
    assert "norway" not in merged


def test_rename_and_retype() -> None:
    decisions = ActorDecisions(
        renames=(("Islamic State", "So-called IS"),), retypes=(("Islamic State", "group"),)
    )
    found = actors_of("ISIS fled. Islamic State lost.", decisions=decisions)
    assert found["so-called-is"].kind == "group"
    assert set(found["so-called-is"].aliases) == {"ISIS", "Islamic State"}


def test_split_gives_a_mention_to_another_actor() -> None:
    text = "Georgia voted on Tuesday. Georgia borders Russia."
    decisions = ActorDecisions(splits=(Split("Georgia (state of the US)", 0, 0, 7),))
    grouped, actors = group_actors(read(text), decisions)
    by_start = {m.start: m.actor for m in grouped[0]}
    assert by_start[0] == "georgia-state-of-the-us"
    assert by_start[text.rindex("Georgia")] == "georgia"
    assert {"georgia", "georgia-state-of-the-us"} <= {actor.id for actor in actors}


def test_every_id_is_unique_and_every_actor_is_mentioned() -> None:
    grouped, actors = group_actors(
        read("Paris is large. Paris Hilton visited Paris.", "Jordan met Michael Jordan.")
    )
    ids = [actor.id for actor in actors]
    assert len(ids) == len(set(ids))
    assert set(ids) == {m.actor for mentions in grouped for m in mentions if m.actor}
    assert {c for mentions in grouped for m in mentions for c in m.candidates} <= set(ids)


def test_no_texts_and_empty_texts() -> None:
    assert group_actors([]) == ([], [])
    assert group_actors(read("")) == ([[]], [])


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_mentions_inside_it(text: str) -> None:
    grouped, actors = group_actors(read(text))
    ids = {actor.id for actor in actors}
    for mention in grouped[0]:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.actor is None or mention.actor in ids
    names = [m for m in grouped[0] if m.form in ("name", "metonym")]
    assert all(one.end <= other.start for one, other in pairwise(names))


@pytest.mark.parametrize(
    "unit",
    ["Anna Weber met Peter Weber. ", "Al-", "President ", "He he his Obama ", "(NATO) ", "A B C D "],
)
def test_time_grows_with_the_text_not_faster(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * size
        start = time.process_time()
        group_actors(read(text))
        return time.process_time() - start

    cost(20)
    # Eight times the text: linear is 8, squared 64.
    assert cost(480) < 40 * max(cost(60), 0.01)


def test_many_names_that_nobody_knows_do_not_cost_time_squared() -> None:
    def cost(count: int) -> float:
        text = " ".join(f"Zq{k:05d}x" for k in range(count))
        mentions = [Mention(9 * k, 9 * k + 8, "name", "PERSON", 0, "test") for k in range(count)]
        start = time.process_time()
        group_names(text, mentions, load_reference())
        return time.process_time() - start

    cost(100)
    assert cost(3200) < 40 * max(cost(400), 0.01)


def test_the_same_text_gives_the_same_actors_in_any_hash_seed() -> None:
    code = (
        "from hindsight.language import read_text\n"
        "from hindsight.actors import find_mentions, group_actors\n"
        "t='Anna Weber of the OSCE met Peter Weber and John Kerry. He told Moscow that Weber agrees.'\n"
        "r=read_text(t, published='2015-11-23')\n"
        "print(group_actors([(r, find_mentions(r))]))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1
