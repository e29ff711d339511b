"""The notebooks: the same result by `hindsight run`, by papermill, on any day and anywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from hindsight.schema import FRAMES

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]

# Everything that must not matter: the place, the language, the order of sets, the day.
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
CLOCK_OF_2031 = "import time; _time = time.time; time.time = lambda: _time() + 5 * 365 * 86400"


def read_cells(path: Path) -> list[Any]:
    return list(nbformat.read(path, as_version=4)["cells"])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the sample corpus, run elsewhere and in 2031."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "data" / "raw", project / "data" / "raw")
    clock = project / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(CLOCK_OF_2031)
    environment = os.environ | ELSEWHERE | {"PYTHONPATH": str(clock)}
    command = [sys.executable, "-m", "hindsight.cli", "run"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return project


def test_the_committed_reports_are_what_a_run_elsewhere_in_2031_gives(project: Path) -> None:
    committed = sorted(path.name for path in (ROOT / "reports").iterdir() if path.is_file())
    assert sorted(path.name for path in (project / "reports").iterdir() if path.is_file()) == committed
    for name in committed:
        same = (project / "reports" / name).read_bytes() == (ROOT / "reports" / name).read_bytes()
        assert same, f"reports/{name} is not what a run gives: run `make reports` and commit it"


@pytest.mark.parametrize("name", NAMES)
def test_plain_papermill_gives_the_same_outputs_as_the_runner(
    project: Path, name: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", f"notebooks/{name}.ipynb", str(out), "-p", "document", ""]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    by_papermill = [cell["outputs"] for cell in read_cells(out) if cell["cell_type"] == "code"]
    by_runner = [
        cell["outputs"]
        for cell in read_cells(project / "reports" / f"{name}.ipynb")
        if cell["cell_type"] == "code"
    ]

    def shown(outputs: list[list[dict[str, Any]]]) -> list[Any]:
        return [output.get("data") for cell in outputs for output in cell]

    assert shown(by_papermill) == shown(by_runner)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_declares_the_frames_it_uses(path: Path) -> None:
    declared = json.loads(path.read_text(encoding="utf-8"))["metadata"]["hindsight"]
    source = "".join("".join(cell["source"]) for cell in read_cells(path) if cell["cell_type"] == "code")
    used = {name for name in re.findall(r"\bcorpus\.(\w+)\b(?!\()", source) if name in FRAMES}
    assert used <= {*declared["reads"], *declared["writes"]}


ANALYSIS = ("pages", "language", "dates", "actors", "claims", "links", "ledger", "timeline")
FORBIDDEN = re.compile(
    r"\.now\(|\.today\(|time\.time\(|^import (socket|requests|urllib)|urlopen", re.MULTILINE
)


@pytest.mark.parametrize("package", ANALYSIS)
def test_the_analysis_knows_no_clock_and_no_network(package: str) -> None:
    for path in sorted((ROOT / "lib" / "hindsight" / package).rglob("*.py")):
        found = FORBIDDEN.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.name}: {found and found[0]}"


def test_every_frame_is_written_by_one_notebook() -> None:
    written = [
        frame
        for path in NOTEBOOKS
        for frame in json.loads(path.read_text(encoding="utf-8"))["metadata"]["hindsight"]["writes"]
    ]
    assert sorted(written) == sorted(FRAMES)


def test_parameters_are_typed_and_described() -> None:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        (cell,) = [c for c in read_cells(path) if "parameters" in c["metadata"].get("tags", [])]
        for line in "".join(cell["source"]).splitlines():
            assert re.fullmatch(r"\w+: (str|int|float|bool) = .+  # [A-Z].{15,}", line), (
                f"{path.name}: {line}"
            )


def test_as_of_hides_later_items_from_the_report(project: Path, tmp_path: Path) -> None:
    blind = tmp_path / "project"
    shutil.copytree(project, blind, ignore=shutil.ignore_patterns("reports", "processed"))
    command = [sys.executable, "-m", "hindsight.cli", "run", "-p", "as_of=2015-12-31", "-p", "actor=Putin"]
    done = subprocess.run(command, cwd=blind, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    for path in sorted((blind / "reports").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert "Kofman" not in text, path.name
        assert "2023" not in text, path.name


@pytest.fixture(scope="module")
def plain_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose pages give every table its empty case: nothing repaired, no cards, nobody's claims."""
    project = tmp_path_factory.mktemp("plain")
    shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns(".*"))
    raw = project / "data" / "raw"
    raw.mkdir(parents=True)
    page = "A clean page\n\nMarch 3, 2014\n\nThe weather was mild, and the council adjourned its session.\n"
    (raw / "clean-2014-03-03.txt").write_text(page, encoding="utf-8")
    return project


def run_quietly(project: Path, *options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "hindsight.cli", "run", *options]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stderr


@pytest.mark.parametrize("options", [(), ("-p", "date_from=2030-01-01")], ids=["one clean page", "no page"])
def test_a_corpus_with_next_to_nothing_in_it_is_reported(
    plain_project: Path, options: tuple[str, ...]
) -> None:
    status, said = run_quietly(plain_project, *options)
    assert status == 0, said
    for path in sorted((plain_project / "reports").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"no (actors|claims|times) (are|were|is) |under no forms", text), path.name


def test_an_actor_whom_the_corpus_does_not_know_ends_the_run_in_one_line(plain_project: Path) -> None:
    status, said = run_quietly(plain_project, "-p", "actor=Nobody")
    assert status == 2
    assert [line for line in said.splitlines() if "Nobody" in line] == [
        "hindsight run: parameter actor: nobody called 'Nobody'; look at corpus.documents and corpus.actors"
    ]
    assert "failed" not in said
