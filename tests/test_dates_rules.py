"""The grammar as data: every rule reads its own examples, guards are used, sources are named."""

from __future__ import annotations

import pytest

from hindsight.dates import find_dates
from hindsight.dates.guards import guards
from hindsight.dates.lexing import read_table
from hindsight.dates.rules import FAMILIES, Rule, grammar
from hindsight.language import read_text

RULES = {rule.name: rule for _, rule in grammar().patterns}
EXAMPLES = [(rule, text, values) for rule in RULES.values() for text, values in rule.examples.items()]


@pytest.mark.parametrize(("rule", "text", "values"), EXAMPLES, ids=[f"{r.name}: {t}" for r, t, _ in EXAMPLES])
def test_a_rule_reads_its_examples(rule: Rule, text: str, values: str) -> None:
    found = find_dates(read_text(text, published="2015-11-23", tagged=False))
    assert " ".join(timex.value for timex in found) == values
    assert any(timex.rule == f"dates/{rule.name}" for timex in found)


def test_every_family_says_what_it_is_about_and_where_it_comes_from() -> None:
    for family in (*FAMILIES, "modifiers", "guards"):
        table = read_table(f"{family}.toml")
        assert table["about"].strip() and table["source"].strip(), family


def test_every_table_of_words_has_a_source() -> None:
    assert all(table["source"] for table in read_table("vocabulary.toml").values())


def test_every_rule_but_the_holidays_has_an_example() -> None:
    assert [name for name, rule in RULES.items() if not rule.examples and rule.family != "holidays"] == []


def test_guards_and_rules_know_each_other() -> None:
    assert {name for rule in RULES.values() for name in rule.guards} == set(guards())


def test_a_family_can_be_left_out() -> None:
    reading = read_text("for three months until Friday", published="2015-11-23", tagged=False)
    assert [t.type for t in find_dates(reading, without="durations")] == ["DATE"]
