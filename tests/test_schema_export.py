"""The frames for everyone else: nothing lost, nothing run by a spreadsheet, nothing half written."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hindsight.errors import BadParameter
from hindsight.schema import FRAMES, build_frame
from hindsight.schema import export as export_module
from hindsight.schema.export import (
    datapackage,
    export,
    export_csv,
    guard_cell,
    read_csv,
    unguard_cell,
    write_dictionary,
)

ROOT = Path(__file__).resolve().parents[1]

HOSTILE_TITLE = '=HYPERLINK("http://example.org";"Syria, \'again\'")\r\n| <script>alert(1)</script>'


def document(document_id: str, **more: Any) -> dict[str, Any]:
    row = {
        "document_id": document_id,
        "status": "ok",
        "raw_path": f"raw/{document_id}.txt",
        "n_characters": 12,
    }
    return row | more


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    documents = build_frame(
        "documents",
        [
            document(
                "a", title=HOSTILE_TITLE, authors=["-Ann", 'B. "Bo" Lee'], published_earliest="2015-11-23"
            ),
            document("b", title="", publisher="NA", duplicate_of="a"),
            document("c", published_earliest="0987-01-02"),
        ],
    )
    edit = {
        "edit_id": "a.edit-1",
        "document_id": "a",
        "raw_start": 3,
        "raw_end": 4,
        "clean_start": 3,
        "clean_end": 3,
        "original": "\r",
        "replacement": "",
        "rule": "bare-cr",
        "reason": "a line break of old Macs",
    }
    link = {
        "link_id": "a>b",
        "document_id": "a",
        "later_id": "b",
        "later_frame": "documents",
        "kind": "shared_topic",
        "basis": [],
        "terms": ["@sanctions"],
        "score": 0.1 + 0.2,
        "lag_days": -3,
        "asserted_by": "machine",
        "reason": "both speak of sanctions",
        "rule": "tfidf",
        "confidence": 1.0,
    }
    return {
        "documents": documents,
        "edits": build_frame("edits", [edit]),
        "links": build_frame("links", [link]),
        "verdicts": build_frame("verdicts", []),
    }


def test_the_data_dictionary_in_docs_is_up_to_date() -> None:
    assert (ROOT / "docs/columns.md").read_text(encoding="utf-8") == write_dictionary(), "run `make docs`"


def test_every_column_has_a_row_in_the_dictionary() -> None:
    rows = write_dictionary().splitlines()
    for frame in FRAMES.values():
        at = rows.index(f"## {frame.name}")
        names = [
            row.split("`")[1]
            for row in rows[at : at + len(frame.columns) + 6]
            if row.startswith(("| **`", "| `"))
        ]
        assert names == list(frame.columns)


def test_csv_brings_back_the_same_frames(frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    export_csv(frames, tmp_path / "out")
    again = read_csv(tmp_path / "out")
    assert list(again) == [name for name in FRAMES if name in frames]
    for name, frame in again.items():
        pd.testing.assert_frame_equal(frame, frames[name], check_exact=True)


def test_parquet_brings_back_the_same_values(frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    export(frames, "parquet", tmp_path / "out")
    documents = pd.read_parquet(tmp_path / "out/documents.parquet")
    assert documents.authors.map(list).tolist() == frames["documents"].authors.tolist()
    assert str(documents.published_earliest[2]) == "0987-01-02"
    assert pd.read_parquet(tmp_path / "out/links.parquet").lag_days.tolist() == [-3]


def test_json_lines_hold_one_row_a_line(frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    export(frames, "jsonl", tmp_path / "out")
    lines = (tmp_path / "out/documents.jsonl").read_text(encoding="utf-8").split("\n")
    first, second, third = (json.loads(line) for line in lines[:3])
    assert first["title"] == HOSTILE_TITLE
    assert (second["title"], third["title"]) == ("", None)
    assert lines[3:] == [""]


def test_no_text_cell_can_start_a_formula(frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    export_csv(frames, tmp_path / "out")
    for path in (tmp_path / "out").glob("*.csv"):
        columns = FRAMES[path.stem].columns
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for name, cell in row.items():
                    if columns[name].type in ("string", "list"):
                        assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))


def test_lines_end_as_rfc_4180_says_and_carry_no_byte_order_mark(
    frames: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    export_csv(frames, tmp_path / "out")
    content = (tmp_path / "out/verdicts.csv").read_bytes()
    assert content.startswith(b'"verdict_id","claim_id",')
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == 1


@given(st.text())
@example("'")
@example("''=1")
@example("\ufeff=1+1")
@example(" \u200b@SUM(A1)")
@example("\x00=1")
def test_guarding_a_cell_can_be_undone(text: str) -> None:
    cell = guard_cell(text)
    assert unguard_cell(cell) == text
    assert cell != "", "an empty cell means missing"


@given(blanks=st.text(alphabet=" \t\r\n\ufeff\u200b\xa0\x00"), start=st.sampled_from("=+-@＝＋－＠"))
def test_a_formula_behind_blanks_is_guarded_too(blanks: str, start: str) -> None:
    assert guard_cell(f"{blanks}{start}cmd|' /C calc'!A0").startswith("'")


@given(st.lists(st.text()))
def test_a_list_never_starts_a_formula(members: list[str]) -> None:
    cell = json.dumps(members, ensure_ascii=False)
    assert guard_cell(cell) == cell


def test_two_exports_of_the_same_frames_are_the_same_bytes(
    frames: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    for format in ("csv", "jsonl", "parquet"):
        one = export(frames, format, tmp_path / f"one-{format}")
        two = export(dict(reversed(frames.items())), format, tmp_path / f"two-{format}")
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_an_earlier_export_is_replaced_as_a_whole(frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    export_csv(frames, tmp_path / "out")
    export({"edits": frames["edits"]}, "jsonl", tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["datapackage.json", "edits.jsonl"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"], "nothing is left beside it"


def test_a_folder_with_other_files_is_refused_and_left_alone(
    frames: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    with pytest.raises(BadParameter, match=r"notes\.txt"):
        export_csv(frames, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(
    frames: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(BadParameter, match="is a file"):
        export_csv(frames, tmp_path / "out")


def test_a_failure_midway_leaves_the_earlier_export(
    frames: dict[str, pd.DataFrame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {p.name: p.read_bytes() for p in export_csv(frames, tmp_path / "out")}

    def fail_on_links(frame: Any, table: Any) -> bytes:
        if frame.name == "links":
            raise OSError("no space left on device")
        return b"new"

    monkeypatch.setitem(export_module._WRITERS, "csv", fail_on_links)
    with pytest.raises(OSError, match="no space"):
        export_csv(frames, tmp_path / "out")
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet"])
def test_half_a_surrogate_pair_is_refused_by_name(format: str, tmp_path: Path) -> None:
    broken = {"documents": build_frame("documents", [document("a", authors=["x\ud800"])])}
    with pytest.raises(BadParameter, match="frame documents"):
        export(broken, format, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["xlsx", "CSV", ""])
def test_an_unknown_format_names_those_that_are(
    format: str, frames: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    with pytest.raises(BadParameter, match="csv, jsonl, parquet"):
        export(frames, format, tmp_path / "out")


def test_an_unknown_frame_is_refused(frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="persons"):
        export({"persons": frames["documents"]}, "csv", tmp_path / "out")


# What the Frictionless specifications (Data Package 1, Table Schema 1) ask of a descriptor, by hand.
FIELD_TYPES = {"string", "integer", "number", "boolean", "date", "array"}
CONSTRAINTS = {
    "string": {"required", "unique", "enum"},
    "integer": {"required", "unique", "enum"},
    "number": {"required", "unique", "enum"},
    "boolean": {"required", "enum"},
    "date": {"required", "unique", "enum"},
    "array": {"required", "unique", "enum"},
}


def check_descriptor(package: Mapping[str, Any]) -> None:
    assert set(package["name"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._/")
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names) > 0
    fields_of = {r["name"]: [f["name"] for f in r["schema"]["fields"]] for r in package["resources"]}
    for resource in package["resources"]:
        assert not Path(resource["path"]).is_absolute()
        assert ".." not in Path(resource["path"]).parts
        schema = resource["schema"]
        own = fields_of[resource["name"]]
        assert len(set(own)) == len(own)
        assert set(schema["primaryKey"]) <= set(own)
        for field in schema["fields"]:
            assert field["type"] in FIELD_TYPES
            assert field["description"]
            assert field.get("constraints", {}).keys() <= CONSTRAINTS[field["type"]]
        for key in schema.get("foreignKeys", []):
            target = key["reference"]["resource"] or resource["name"]
            assert key["fields"] in own
            assert key["reference"]["fields"] in fields_of[target]


@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet"])
def test_the_descriptor_of_all_frames_is_a_valid_data_package(format: str) -> None:
    package = datapackage(list(FRAMES), format)
    check_descriptor(package)
    assert [r["name"] for r in package["resources"]] == list(FRAMES)


def test_every_foreign_key_of_the_schema_is_in_the_descriptor() -> None:
    said = {
        (resource["name"], key["fields"], key["reference"]["resource"] or resource["name"])
        for resource in datapackage(list(FRAMES))["resources"]
        for key in resource["schema"].get("foreignKeys", [])
    }
    meant = {
        (frame.name, column.name, column.refers.partition(".")[0])
        for frame in FRAMES.values()
        for column in frame.columns.values()
        if column.refers and column.type != "list"
    }
    assert said == meant


def test_a_foreign_key_to_a_frame_left_out_is_left_out() -> None:
    check_descriptor(datapackage(["sentences"]))


def test_the_csv_files_keep_what_the_descriptor_promises(
    frames: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    """Read as a Table Schema reader does, which knows nothing of our guard."""
    export_csv(frames, tmp_path / "out")
    package = json.loads((tmp_path / "out/datapackage.json").read_text(encoding="utf-8"))
    check_descriptor(package)
    for resource in package["resources"]:
        path = tmp_path / "out" / resource["path"]
        assert path.stat().st_size == resource["bytes"]
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        with path.open(encoding=resource["encoding"], newline="") as file:
            reader = csv.DictReader(file)
            assert reader.fieldnames == list(fields)
            rows = list(reader)
        for row in rows:
            for name, cell in row.items():
                constraints = fields[name].get("constraints", {})
                is_missing = cell in resource["schema"]["missingValues"]
                assert not (constraints.get("required") and is_missing), (resource["name"], name)
                if is_missing:
                    continue
                if "enum" in constraints:
                    assert cell in constraints["enum"]
                if fields[name]["type"] == "array":
                    assert isinstance(json.loads(cell), list)
                if fields[name]["type"] == "boolean":
                    assert cell in ("true", "false")
        keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
