"""Our own labelled texts: names, their actors, descriptions and pronouns."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from hindsight.actors import Mention, find_mentions, group_actors
from hindsight.language import read_text

GOLD = Path(__file__).parent / "gold" / "actors.toml"
TEXTS = tomllib.loads(GOLD.read_text(encoding="utf-8"))["text"]


def resolve(item: dict[str, Any]) -> list[Mention]:
    reading = read_text(item["text"], published=item["published"])
    grouped, _ = group_actors([(reading, find_mentions(reading))])
    return grouped[0]


def wanted(item: dict[str, Any], form: str) -> set[tuple[str, str | None]]:
    return {(words, actor) for words, actor in item.get(form, [])}


@pytest.mark.parametrize("item", TEXTS, ids=[item["subject"] for item in TEXTS])
def test_names_and_their_actors(item: dict[str, Any]) -> None:
    found = [
        [item["text"][m.start : m.end], m.actor or ""] for m in resolve(item) if m.form in ("name", "metonym")
    ]
    expected = [[words, actor] for words, kind, actor in item["names"] if kind != "NORP"]
    found = [pair for pair in found if pair[0] not in {w for w, kind, _ in item["names"] if kind == "NORP"}]
    assert [pair for pair in expected if pair not in found] == []


@pytest.mark.parametrize("item", TEXTS, ids=[item["subject"] for item in TEXTS])
def test_no_actor_is_split_in_two(item: dict[str, Any]) -> None:
    actors = {m.actor for m in resolve(item) if m.form == "name" and m.actor}
    assert actors <= {actor for _, _, actor in item["names"]}


@pytest.mark.parametrize("form", ["pronoun", "nominal"])
@pytest.mark.parametrize("item", TEXTS, ids=[item["subject"] for item in TEXTS])
def test_descriptions_and_pronouns(item: dict[str, Any], form: str) -> None:
    found = {(item["text"][m.start : m.end], m.actor) for m in resolve(item) if m.form == form}
    assert wanted(item, form + "s") <= found
