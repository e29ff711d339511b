"""A reader's own rows: found wherever a text prints them, in the corpus and by `hindsight annotate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hindsight.actors import find_mentions, group_actors
from hindsight.actors.reference import Reference, add_rows, load_reference
from hindsight.cli import main
from hindsight.errors import HindsightError
from hindsight.language import read_text

BODIES = "name\taliases\ttype\tkind\tstate\n"
TERMS = "of\toffice\ttitle\tholder\taliases\tfrom\tto\tis_lead\tsource\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bodies.tsv").write_text(
        BODIES + "Northern Fishing Board\tNFB;the board of herring\tORG\tbody\t\n"
        "Vostok Line\t\tORG\torganisation\t\n",
        encoding="utf-8",
    )
    (tmp_path / "terms.tsv").write_text(
        TERMS + "Northern Fishing Board\thead\tChair\tVelda Ostrom\t\t2010-01-01\t\t1\tits website\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def tables(folder: Path) -> Reference:
    return add_rows(load_reference(), folder)


def actors_in(text: str, tables: Reference) -> dict[str, str | None]:
    reading = read_text(text, published="2015-11-23")
    (mentions,), _ = group_actors([(reading, find_mentions(reading, tables))], reference=tables)
    return {reading.text[m.start : m.end]: m.actor for m in mentions}


@pytest.mark.parametrize(
    ("text", "printed", "actor"),
    [
        ("Talks with the board of herring failed.", "the board of herring", "northern-fishing-board"),
        ("The Northern  Fishing Board met.", "Northern  Fishing Board", "northern-fishing-board"),
        ("Nobody asked NFB for fish.", "NFB", "northern-fishing-board"),
        ("Sailors took the Vostok Line home.", "Vostok Line", "vostok-line"),
        ("The NFB chief resigned.", "The NFB chief", "velda-ostrom"),
        ("It was Velda Ostrom who paid.", "Velda Ostrom", "velda-ostrom"),
    ],
)
def test_a_listed_name_is_found_as_printed(text: str, printed: str, actor: str, tables: Reference) -> None:
    assert actors_in(text, tables)[printed] == actor


def test_a_listed_name_inside_a_longer_word_or_name_is_left_alone(tables: Reference) -> None:
    found = actors_in("NFBs are birds. The Northern Fishing Boards are many.", tables)
    assert not {"NFB", "Northern Fishing Board"} & set(found)


def test_rows_of_ones_own_change_nothing_else(tables: Reference) -> None:
    text = "Angela Merkel met Vladimir Putin in Moscow. NATO did not attend."
    assert actors_in(text, tables) == actors_in(text, load_reference())


@pytest.mark.parametrize("place", ["", "bodies.tsv"])
def test_annotate_takes_the_folder_or_one_file(folder: Path, tmp_path: Path, place: str) -> None:
    texts, out = tmp_path / "texts.jsonl", tmp_path / "out.jsonl"
    texts.write_text(json.dumps({"id": "a", "text": "Nobody asked the board of herring."}), encoding="utf-8")
    command = ["annotate", str(texts), str(out), "--layers", "actors", "--tables", str(folder / place)]
    assert main(command) == 0
    (mention,) = [m for m in json.loads(out.read_text())["mentions"] if m["form"] == "name"]
    assert mention == {
        "start": 13,
        "end": 33,
        "type": "ORG",
        "form": "name",
        "actor_id": "northern-fishing-board",
    }


def test_annotate_refuses_a_place_without_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text("{}", encoding="utf-8")
    assert main(["annotate", str(texts), str(tmp_path / "o"), "--tables", str(tmp_path / "none")]) == 2
    assert "no table of your own here" in capsys.readouterr().err
    assert main(["annotate", str(texts), str(tmp_path / "o"), "--tables", str(texts)]) == 2
    assert "this is no table of rows of your own" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bodies.tsv", "name\ttype\nNFB\tORG\n", "no column 'aliases'"),
        ("bodies.tsv", BODIES + "NFB\tORG\n", "2 columns instead of 5"),
        ("bodies.tsv", BODIES + "NFB\t\tbody\tbody\t\n", "NFB is of type 'body'"),
        ("terms.tsv", TERMS + "Atlantis\thead\tKing\tNeptune\t\t1\t\t1\tx\n", "an office of 'Atlantis'"),
    ],
)
def test_a_bad_row_says_what_to_do(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(HindsightError, match=says) as refused:
        add_rows(load_reference(), tmp_path)
    assert str(tmp_path / name) in str(refused.value)
