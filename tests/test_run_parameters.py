"""Parameters of a run: checked before anything starts."""

from __future__ import annotations

import pytest

from hindsight.errors import BadParameter
from hindsight.run.parameters import Parameter, check_parameters, parse_assignments, read_parameters

KNOWN = {
    "01-clean": [Parameter("corpus_folder", "str", "data/raw"), Parameter("limit", "int", 10)],
    "04-when": [
        Parameter("as_of", "str", ""),
        Parameter("date_from", "str", ""),
        Parameter("date_to", "str", ""),
        Parameter("share", "float", 0.5),
        Parameter("is_wide", "bool", False),
        Parameter("top", "int", None, is_optional=True),
    ],
}


def test_a_misspelt_name_is_refused_with_the_name_that_was_meant() -> None:
    with pytest.raises(BadParameter, match=r"-p as_off: no notebook .*; did you mean as_of\?"):
        check_parameters({"as_off": "2016-01-01"}, KNOWN)


def test_a_name_like_no_other_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(BadParameter, match="the notebooks have as_of, corpus_folder, date_from"):
        check_parameters({"zzz": "1"}, KNOWN)


def test_a_parameter_goes_only_to_the_notebooks_that_have_it() -> None:
    assert check_parameters({"limit": "3", "as_of": "2016-02-01"}, KNOWN) == {
        "01-clean": {"limit": 3},
        "04-when": {"as_of": "2016-02-01"},
    }


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("limit", " 12 ", 12),
        ("limit", "-1", -1),
        ("share", "0.25", 0.25),
        ("share", "1e-3", 0.001),
        ("share", "2", 2.0),
        ("is_wide", "True", True),
        ("is_wide", "no", False),
        ("top", "", None),
        ("top", "5", 5),
        ("as_of", "", ""),
        ("as_of", "2015-11-23", "2015-11-23"),
        ("corpus_folder", "a b", "a b"),
    ],
)
def test_text_becomes_a_value_of_the_parameters_type(name: str, text: str, value: object) -> None:
    values = {k: v for own in check_parameters({name: text}, KNOWN).values() for k, v in own.items()}
    assert values == {name: value}
    assert type(values[name]) is type(value)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("limit", "ten", "a whole number"),
        ("limit", "1.5", "a whole number"),
        ("limit", "", "a whole number"),
        ("limit", "١", None),
        ("share", "half", "a number"),
        ("share", "nan", "a number"),
        ("is_wide", "maybe", "true or false"),
        ("as_of", "23.11.2015", "a day as YYYY-MM-DD"),
        ("as_of", "20151123", "a day as YYYY-MM-DD"),
        ("as_of", "2015-02-30", "is no day"),
        ("date_from", "yesterday", "a day as YYYY-MM-DD"),
    ],
)
def test_text_of_another_type_is_refused(name: str, text: str, expected: str | None) -> None:
    if expected is None:  # digits of another script are digits to Python, and to us
        assert check_parameters({name: text}, KNOWN)["01-clean"] == {name: 1}
        return
    with pytest.raises(BadParameter, match=expected):
        check_parameters({name: text}, KNOWN)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadParameter, match="later than date_to"):
        check_parameters({"date_from": "2016-01-01", "date_to": "2015-01-01"}, KNOWN)


def test_parameters_are_read_from_annotations_and_defaults() -> None:
    source = (
        "# comment\n"
        'corpus_folder: str = "data/raw"  # folder\n'
        "limit = 10\nshare = 0.5\nis_wide = False\n"
        "top: int | None = None\n"
        "where = Path('x')\n"
        "print(limit)\n"
    )
    found = {p.name: (p.type, p.default, p.is_optional) for p in read_parameters(source)}
    assert found == {
        "corpus_folder": ("str", "data/raw", False),
        "limit": ("int", 10, False),
        "share": ("float", 0.5, False),
        "is_wide": ("bool", False, False),
        "top": ("int", None, True),
        "where": ("str", None, False),
    }


@pytest.mark.parametrize("assignment", ["as_of", "=1", " =1", ""])
def test_an_assignment_without_name_or_equals_sign_is_refused(assignment: str) -> None:
    with pytest.raises(BadParameter, match="NAME=VALUE"):
        parse_assignments([assignment])


def test_an_assignment_keeps_further_equals_signs() -> None:
    assert parse_assignments(["actor=a=b"]) == {"actor": "a=b"}


def test_a_parameter_given_twice_is_refused() -> None:
    with pytest.raises(BadParameter, match="twice"):
        parse_assignments(["a=1", "a=2"])
