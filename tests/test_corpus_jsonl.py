"""JSON Lines in and out: line numbers, whole files, hostile lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hindsight.corpus.jsonl import read_objects, take_text, writing_objects
from hindsight.errors import BadLine, HindsightError


def test_a_bad_line_gives_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"id": 1}\n\n[2]\nnonsense\n\xff\xfe\n{"id": 6}\n')
    found = list(read_objects(str(path)))
    assert [(number, isinstance(entry, BadLine)) for number, entry in found] == [
        (1, False),
        (3, True),
        (4, True),
        (5, True),
        (6, False),
    ]
    assert "line 4" in str(found[2][1])


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1}\n')
    assert list(read_objects(str(path))) == [(1, {"id": 1})]


def test_deeply_nested_json_is_a_bad_line_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("[" * 200_000 + "\n")
    ((_, entry),) = read_objects(str(path))
    assert isinstance(entry, BadLine)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "[1, NaN]"])
def test_a_number_that_json_does_not_have_is_a_bad_line(tmp_path: Path, number: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"id": {number}}}\n{{"id": 1e3}}\n')
    (_, entry), (_, good) = read_objects(str(path))
    assert isinstance(entry, BadLine)
    assert "is not a number of JSON" in str(entry)
    assert good == {"id": 1000.0}


def test_a_number_that_json_does_not_have_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with pytest.raises(ValueError, match="not JSON compliant"), writing_objects(str(path)) as write:
        write({"id": float("nan")})
    assert not path.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(HindsightError, match=r"absent\.jsonl"):
        list(read_objects(str(tmp_path / "absent.jsonl")))


@pytest.mark.parametrize(
    ("entry", "said"), [({}, "missing"), ({"text": 3}, "not text"), ({"text": None}, "missing")]
)
def test_a_field_that_is_missing_or_no_text_is_named(entry: dict[str, object], said: str) -> None:
    with pytest.raises(BadLine, match=f"'text' is {said}"):
        take_text(entry, "text", "in.jsonl, line 3")


def test_an_output_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before\n")
    with pytest.raises(RuntimeError), writing_objects(str(path)) as write:
        write({"id": 1})
        raise RuntimeError
    assert path.read_text() == "before\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_lone_surrogate_can_be_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    with writing_objects(str(path)) as write:
        write({"text": "a\ud800b", "also": "é"})
    assert json.loads(path.read_bytes()) == {"text": "a\ud800b", "also": "é"}
