"""Corrections: anchored by quotation, applied once, ambiguous and orphaned ones reported, never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hindsight.corpus.corrections import (
    Correction,
    apply_to_rows,
    find_named,
    find_target,
    locate,
    quote_selector,
    read_corrections,
)

CLEAN = "He will go on Monday. Ukraine reported fighting as recently as Monday. He will return."


def correction(**fields: object) -> Correction:
    base = {
        "id": "a.jsonl:1",
        "action": "set_date",
        "who": "A. Reader",
        "when": "2026-01-02",
        "document": "page",
    }
    return Correction(**(base | {"exact": "Monday", "value": "2015-11-16"} | fields))  # type: ignore[arg-type]


def write_lines(folder: Path, *lines: object) -> None:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "reader.jsonl").write_text(text + "\n", encoding="utf-8")


VALID = {"action": "set_date", "document": "page", "exact": "Monday", "value": "2015-11-16"}
SIGNED = {"who": "A. Reader", "when": "2026-01-02"}


def test_lines_are_read_in_the_order_they_were_made(tmp_path: Path) -> None:
    write_lines(tmp_path, VALID | SIGNED, VALID | SIGNED | {"value": "2015-11-23"})
    made = read_corrections(tmp_path).made
    assert [(c.id, c.value) for c in made] == [
        ("reader.jsonl:1", "2015-11-16"),
        ("reader.jsonl:2", "2015-11-23"),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{not json", "Expecting property name"),
        ("[1]", "not a JSON object"),
        (VALID, "'when' is empty"),
        (VALID | SIGNED | {"action": "set_dat"}, "unknown action 'set_dat'"),
        (VALID | SIGNED | {"exakt": "Monday"}, "unknown field 'exakt'"),
        (VALID | SIGNED | {"value": 3}, "'value' is not text"),
        (VALID | SIGNED | {"exact": ""}, "'exact' is empty"),
        ({"action": "merge_actors", "value": "ISIS"} | SIGNED, "'names' is empty"),
        (VALID | SIGNED | {"action": "set_claim_kind", "value": "guess"}, "'guess' is no kind"),
        (VALID | SIGNED | {"action": "verdict", "value": "true"}, "'true' is no verdict"),
    ],
)
def test_a_line_that_makes_no_sense_is_reported_and_the_rest_is_kept(
    tmp_path: Path, line: object, problem: str
) -> None:
    write_lines(tmp_path, line, VALID | SIGNED)
    corrections = read_corrections(tmp_path)
    assert [c.id for c in corrections.made] == ["reader.jsonl:2"]
    ((name, said),) = corrections.refused
    assert name == "reader.jsonl:1"
    assert problem in said


def test_bytes_that_are_not_utf8_are_refused_not_fatal(tmp_path: Path) -> None:
    (tmp_path / "reader.jsonl").write_bytes(b'{"who": "\xff"}\n')
    assert read_corrections(tmp_path).refused[0][0] == "reader.jsonl:1"


def test_no_corrections_folder_means_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "absent").made == ()


def test_the_selector_of_a_span_finds_that_span_again() -> None:
    start = CLEAN.rindex("Monday")
    selector = quote_selector(CLEAN, start, start + 6)
    assert locate(correction(**selector), CLEAN) == [(start, start + 6)]


def test_words_that_stand_twice_are_ambiguous_without_their_surroundings() -> None:
    outcome = find_target(correction(), CLEAN, [(14, 20, "first")])
    assert (outcome.status, outcome.target) == ("ambiguous", None)
    assert "2 places" in outcome.detail


def test_words_that_are_gone_are_orphaned() -> None:
    outcome = find_target(correction(exact="Sunday"), CLEAN, [(14, 20, "first")])
    assert outcome.status == "orphaned"


def test_words_that_are_no_row_any_more_are_orphaned_with_another_reason() -> None:
    outcome = find_target(correction(prefix="recently as "), CLEAN, [(0, 2, "he")])
    assert outcome.status == "orphaned"
    assert "no such row" in outcome.detail


def test_a_document_that_left_the_corpus_orphans_its_corrections() -> None:
    assert find_target(correction(), None, []).status == "orphaned"


def test_the_later_of_two_corrections_of_one_row_holds() -> None:
    start = CLEAN.rindex("Monday")
    rows = [{"date_id": "d", "clean_start": start, "clean_end": start + 6, "value": "2015-11-23"}]
    both = [correction(prefix="recently as "), correction(prefix="recently as ", value="2015-11-09")]
    apply_to_rows(rows, both, CLEAN, "date_id", lambda c: {"value": c.value})
    assert rows[0]["value"] == "2015-11-09"


def test_an_ambiguous_correction_changes_nothing() -> None:
    rows = [{"date_id": "d", "clean_start": 14, "clean_end": 20, "value": "2015-11-23"}]
    apply_to_rows(rows, [correction()], CLEAN, "date_id", lambda c: {"value": c.value})
    assert rows[0]["value"] == "2015-11-23"


def test_a_merge_holds_for_the_names_that_are_found_and_says_which_are_not() -> None:
    merge = correction(action="merge_actors", names=("ISIS", "Daesh"), value="Islamic State")
    assert find_named(merge, {"Hamas": "hamas"}).status == "orphaned"
    half = find_named(merge, {"ISIS": "islamic-state"})
    assert half.status == "applied"
    assert half.detail.endswith("nobody is called 'Daesh' in the corpus")
    assert "nobody" not in find_named(merge, {"ISIS": "a", "Daesh": "b"}).detail
