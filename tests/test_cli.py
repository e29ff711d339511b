"""The command line: exit status, errors with file and place, whole outputs, streams."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from conftest import ROOT, SAMPLE
from hindsight.cli import main


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [
        '{"id": "a", "text": "He will meet her Tuesday.", "published": "2015-11-23"}',
        "not json",
        '{"id": "b", "text": 3}',
        '{"id": "c", "text": "Russia will not leave.", "published": "23.11.2015"}',
        '{"id": "d", "text": "Angela Merkel said that the bridge is unsafe."}',
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_clean_writes_one_line_a_page(tmp_path: Path) -> None:
    out = tmp_path / "pages.jsonl"
    assert main(["clean", str(SAMPLE), "--out", str(out)]) == 0
    (page,) = read_lines(out)
    assert page["published"] == "2015-11-23"
    assert page["authors"] == ["Julianne Smith"]
    assert len(page["related"]) == 4  # type: ignore[arg-type]


def test_clean_lists_what_it_refuses_and_cleans_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    out = tmp_path / "pages.jsonl"
    assert main(["clean", str(tmp_path / "empty.txt"), "gone.txt", str(SAMPLE), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert "empty.txt" in said
    assert "gone.txt" in said
    assert len(read_lines(out)) == 1


def test_clean_reads_a_page_from_standard_input_and_tells_its_kind(tmp_path: Path) -> None:
    prose = "<p>" + "The allies will not lift the sanctions now. " * 9 + "</p>"
    page = f"<!DOCTYPE html><html><h1>A Line on Sanctions</h1>{prose * 2}</html>"
    command = [sys.executable, "-m", "hindsight.cli", "clean", "-"]
    done = subprocess.run(command, input=page.encode(), capture_output=True, check=True, cwd=tmp_path)
    record = json.loads(done.stdout)
    assert (record["path"], record["title"]) == ("-", "A Line on Sanctions")
    assert record["body"].startswith("The allies will not")


def test_a_page_without_a_body_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "menu.txt"
    page.write_text("Sections\nSearch\nSign in\n")
    assert main(["clean", str(page)]) == 0
    assert f"{page}: no body found" in capsys.readouterr().err


def test_a_file_that_never_was_is_a_path_to_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", "gone.txt"]) == 1
    assert capsys.readouterr().err == "hindsight: gone.txt: no such file; check the path\n"


@pytest.mark.parametrize("command", ["clean {0} --out {0}", "annotate {0} {0}", "link {0} {0}"])
@pytest.mark.parametrize("by", ["name", "another path", "a link"])
def test_an_output_never_replaces_an_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, by: str
) -> None:
    source = tmp_path / "a.txt"
    source.write_text('{"id": 1, "date": "2015-01-01", "text": "He left in May 2014."}\n')
    before = source.read_bytes()
    (tmp_path / "b").mkdir()
    (tmp_path / "linked.txt").symlink_to(source)
    target = {
        "name": source,
        "another path": tmp_path / "b" / ".." / "a.txt",
        "a link": tmp_path / "linked.txt",
    }
    arguments = command.format(source).split()
    assert main([*arguments[:-1], str(target[by])]) == 2
    assert "this is an input too; write to another file" in capsys.readouterr().err
    assert source.read_bytes() == before


@pytest.mark.parametrize("command", ["clean {0} --out {1}", "annotate {0} {1}", "link {0} {1}"])
@pytest.mark.parametrize(("target", "said"), [("absent/out.jsonl", "no folder"), (".", "this is a folder")])
def test_an_output_that_cannot_be_written_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, target: str, said: str
) -> None:
    source = tmp_path / "a.txt"
    source.write_text('{"id": 1, "date": "2015-01-01", "text": "He left in May 2014."}\n')
    assert main(command.format(source, tmp_path / target).split()) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [source]


def test_annotate_does_the_good_lines_and_names_the_bad_ones(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["annotate", str(texts), str(out)]) == 1
    rows = read_lines(out)
    assert [row["id"] for row in rows] == ["a", "d"]
    of_sentences = {"negations", "hedges", "events"}
    assert set(rows[0]) == {"id", "timexes", "mentions", "chains", "attributions", "claims"} | of_sentences
    said = capsys.readouterr().err
    for line, what in ((2, "not JSON"), (3, "not text"), (4, "not a day")):
        assert any(f"line {line}" in row and what in row for row in said.splitlines()), (line, said)


def test_annotate_gives_the_layers_asked_for(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    main(["annotate", str(texts), str(out), "--layers", "dates"])
    first = read_lines(out)[0]
    assert first == {
        "id": "a",
        "timexes": [{"start": 17, "end": 24, "type": "DATE", "value": "2015-11-24"}],
    }


@pytest.mark.parametrize("layers", ["date", "dates,x"])
def test_a_layer_that_does_not_exist_is_a_usage_error(texts: Path, tmp_path: Path, layers: str) -> None:
    assert main(["annotate", str(texts), str(tmp_path / "o"), "--layers", layers]) == 2
    assert not (tmp_path / "o").exists()


def test_link_ranks_within_a_site_unless_told_otherwise(tmp_path: Path) -> None:
    source, out = tmp_path / "docs.jsonl", tmp_path / "out.jsonl"
    words = "The Baltic pipeline treaty was signed."
    docs = [{"id": f"{n}", "date": f"201{n}-01-01", "site": "ab"[n % 2], "text": words} for n in range(4)]
    docs += [{"id": f"c{n}", "date": "2000-01-01", "site": "c", "text": f"word{n}"} for n in range(5)]
    source.write_text("".join(json.dumps(doc) + "\n" for doc in docs), encoding="utf-8")
    main(["link", str(source), str(out)])
    assert [row["ranked"] for row in read_lines(out)][:4] == [["2"], ["3"], [], []]
    main(["link", str(source), str(out), "--across", "--top", "2"])
    assert [row["ranked"] for row in read_lines(out)][:4] == [["1", "2"], ["2", "3"], ["3"], []]
    assert main(["link", str(source), str(out), "--top", "0"]) == 2


def test_link_ranks_only_later_texts(tmp_path: Path) -> None:
    source, out = tmp_path / "docs.jsonl", tmp_path / "out.jsonl"
    docs = [
        {
            "id": "a",
            "date": "2015-01-01",
            "title": "Treaty",
            "text": "The Baltic pipeline treaty was signed.",
        },
        {"id": "b", "date": "2016-01-01", "title": "Treaty kept", "text": "The Baltic pipeline treaty held."},
        {
            "id": "c",
            "date": "2014-01-01",
            "title": "Earlier",
            "text": "A Baltic pipeline treaty was planned.",
        },
    ]
    source.write_text("\n".join(map(json.dumps, docs)) + "\n")
    assert main(["link", str(source), str(out)]) == 0
    ranked = {row["query"]: row["ranked"] for row in read_lines(out)}
    assert ranked["a"] == ["b"]
    assert ranked["b"] == []


def test_a_dash_is_standard_input_and_output() -> None:
    line = b'{"id": 1, "text": "He left in May 2014."}\n'
    command = [sys.executable, "-m", "hindsight.cli", "annotate", "-", "-", "--layers", "dates"]
    done = subprocess.run(command, input=line, capture_output=True, check=True)
    assert json.loads(done.stdout)["timexes"][0]["value"] == "2014-05"


def test_kwic_prints_nothing_that_a_terminal_would_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notebooks").mkdir()
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    words = "The treaty \x1b[31mwas\x1b[0m signed by the ministers of both states."
    page = f"A Title For The Page\n\nMay 3, 2014\n\n{words}\n"
    (raw / "page.txt").write_text(page)
    monkeypatch.chdir(tmp_path)
    assert main(["kwic", "treaty"]) == 0
    out = capsys.readouterr().out
    assert "treaty" in out
    assert "\x1b" not in out
    assert main(["kwic", "armistice"]) == 0
    assert capsys.readouterr() == ("", "hindsight: no page has 'armistice'\n")


@pytest.mark.parametrize("width", ["-5", "999999999999"])
def test_a_width_that_no_line_can_have_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], width: str
) -> None:
    assert main(["kwic", "treaty", "--width", width]) == 2
    assert capsys.readouterr().err == f"hindsight: --width: {width} is not between 0 and 10000\n"


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out == f"hindsight {version('hindsight-workbench')}\n"


def test_export_of_an_unknown_format_is_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "data" / "raw", tmp_path / "data" / "raw")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["export", "xlsx", "--out", "out"]) == 2
    assert "csv" in capsys.readouterr().err
    assert main(["export", "csv", "--out", "out"]) == 0
    assert (tmp_path / "out" / "datapackage.json").exists()


def test_outside_a_project_the_remedy_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["kwic", "treaty"]) == 1
    assert "change to the project folder" in capsys.readouterr().err


def test_nothing_heavy_is_imported_to_parse_the_command_line() -> None:
    code = (
        "import sys; from hindsight.cli import _parser; _parser(); "
        "print([m for m in ('pandas', 'numpy', 'papermill', 'nltk', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_goes_away_is_no_crash(texts: Path) -> None:
    lines = texts.read_text().splitlines()[0] + "\n"
    command = f"{sys.executable} -m hindsight.cli annotate - - --layers dates | head -c 1 > /dev/null"
    done = subprocess.run(command, shell=True, input=lines * 2000, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
