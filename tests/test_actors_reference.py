"""The reference tables: complete, consistent, sourced."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from hindsight.actors.reference import Term, add_rows, fold, load_reference, load_words, read_rows
from hindsight.actors.roles import choose_holder, find_holder
from hindsight.errors import HindsightError

DATA = files("hindsight.actors") / "data"


@pytest.mark.parametrize("name", sorted(path.name for path in Path(str(DATA)).glob("*.tsv")))
def test_every_table_names_its_source(name: str) -> None:
    assert "# source:" in (DATA / name).read_text(encoding="utf-8")


def test_terms_belong_to_states_and_bodies_of_the_tables() -> None:
    reference = load_reference()
    known = {state.code for state in reference.states} | {body.name for body in reference.bodies}
    assert {term.of for term in reference.terms} <= known


def test_terms_begin_before_they_end() -> None:
    assert all(not term.end or term.start < term.end for term in load_reference().terms)


def test_nobody_leads_a_state_beside_another() -> None:
    leads: dict[str, list[tuple[str, str]]] = {}
    for term in load_reference().terms:
        if term.is_lead:
            leads.setdefault(term.of, []).append((term.start, term.end or "9999"))
    overlaps = {
        of: (one, other)
        for of, terms in leads.items()
        for one, other in zip(sorted(terms), sorted(terms)[1:], strict=False)
        if one[1] > other[0]
    }
    assert not overlaps


def test_places_lie_in_known_states() -> None:
    codes = {state.code for state in load_reference().states} | {"XX"}
    assert {row["state"] for row in read_rows(DATA, "places.tsv")} <= codes


@pytest.mark.parametrize(
    ("of", "office", "day", "holder"),
    [
        ("US", "lead", "2003-03-19", "George W. Bush"),
        ("US", "foreign_minister", "2015-11-23", "John Kerry"),
        ("GB", "lead", "2016-07-13", "Theresa May"),
        ("GB", "lead", "2016-07-12", "David Cameron"),
        ("RU", "president", "2009-08-08", "Dmitry Medvedev"),
        ("SY", "lead", "2015-11-23", "Bashar al-Assad"),
        ("NATO", "secretary_general", "2014-09-30", "Anders Fogh Rasmussen"),
    ],
)
def test_holders_by_day(of: str, office: str, day: str, holder: str) -> None:
    term = find_holder(of, office, day)
    assert term is not None
    assert term.holder == holder


def test_a_surname_is_that_of_who_serves_on_the_day() -> None:
    assert choose_holder("Bush", "1990-08-02") == ["George H. W. Bush"]
    assert choose_holder("Clinton", "2011-01-01") == ["Hillary Clinton"]
    assert choose_holder("Nobody", "2011-01-01") == []


def test_a_row_with_a_cell_too_few_says_where(tmp_path: Path) -> None:
    (tmp_path / "states.tsv").write_text("code\tname\nFR\tFrance\nDE\n", encoding="utf-8")
    with pytest.raises(HindsightError, match=r"states.tsv, line 3: 1 columns instead of 2"):
        list(read_rows(tmp_path, "states.tsv"))


def test_a_reader_can_add_rows_in_a_folder_of_their_own(tmp_path: Path) -> None:
    header = "of\toffice\ttitle\tholder\taliases\tfrom\tto\tis_lead\tsource"
    row = "SM\thead\tCaptain Regent\tMatteo Ciacci\t\t2018-04-01\t2018-10-01\t1\tsanmarino.sm"
    (tmp_path / "terms.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    term = find_holder("SM", "lead", "2018-05-23", add_rows(load_reference(), tmp_path))
    assert term is not None
    assert term.holder == "Matteo Ciacci"


def test_a_readers_row_goes_before_the_table_that_ships(tmp_path: Path) -> None:
    header = "name\taliases\ttype\tkind\tstate"
    (tmp_path / "bodies.tsv").write_text(f"{header}\nQuad\tThe Quad\tORG\torganisation\t\n", encoding="utf-8")
    assert add_rows(load_reference(), tmp_path).body_by_name["quad"].kind == "organisation"


def test_a_term_of_an_unknown_state_says_which(tmp_path: Path) -> None:
    header = "of\toffice\ttitle\tholder\taliases\tfrom\tto\tis_lead\tsource"
    (tmp_path / "terms.tsv").write_text(f"{header}\nQQ\thead\tHead\tA B\t\t2018\t\t1\tx\n", encoding="utf-8")
    with pytest.raises(HindsightError, match="QQ"):
        add_rows(load_reference(), tmp_path)


def test_word_lists_are_in_small_letters() -> None:
    assert all(word == word.lower() for words in load_words().values() for word in words)


def test_terms_of_one_office_follow_each_other() -> None:
    offices: dict[tuple[str, str], list[Term]] = {}
    for term in load_reference().terms:
        offices.setdefault((term.of, term.office), []).append(term)
        if term.is_lead:
            offices.setdefault((term.of, "lead"), []).append(term)
    for terms in offices.values():
        terms.sort(key=lambda term: term.start)
        assert all(not term.end or term.start < term.end for term in terms)
        assert [
            (one.holder, other.holder)
            for one, other in pairwise(terms)
            if not one.end or one.end > other.start
        ] == []


def test_every_spelling_of_a_holder_is_one_holder() -> None:
    holders: dict[str, set[str]] = {}
    for term in load_reference().terms:
        for name in (term.holder, *term.aliases):
            holders.setdefault(fold(name), set()).add(term.holder)
    assert {name: found for name, found in holders.items() if len(found) > 1} == {}


def test_a_common_surname_means_the_holder_of_a_great_office_only() -> None:
    assert choose_holder("Jones", "2009-06-01") == []
    assert choose_holder("Powell", "2003-02-05") == ["Colin Powell"]
