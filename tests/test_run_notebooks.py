"""What notebooks declare, in which order they run, and what makes them stale."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import notebook_project
from hindsight.corpus.fingerprint import FileCache
from hindsight.errors import HindsightError
from hindsight.run import run
from hindsight.run.command import find_index_key
from hindsight.run.notebook import find_imports, read_notebook, read_notebooks, select_notebooks
from hindsight.run.parameters import Value
from hindsight.run.state import State, Workspace, open_workspace
from notebook_project import PARAMETERS, make_notebook, make_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, and a library that does not change while the test runs."""
    for name, function in notebook_project.STAND_INS.items():
        monkeypatch.setattr(name, function, raising=False)
    return make_project(tmp_path / "project")


def pretend_a_run(project: Path) -> Workspace:
    """Write what a run would, without running anything."""
    workspace = open_workspace(project, {})
    notebooks = read_notebooks(project / "notebooks")
    state = State(workspace, FileCache())
    workspace.reports.mkdir(exist_ok=True)
    for notebook in notebooks:
        outputs = [workspace.reports / f"{notebook.name}{ending}" for ending in (".ipynb", ".html")]
        outputs += [workspace.frame(frame) for frame in notebook.writes]
        for path in outputs:
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_text(f"{path.name} of {notebook.name}")
        state.record(notebook.name, state.find_key(notebook, {}), state.find_outputs(outputs))
    index = workspace.reports / "index.html"
    index.write_text("index")
    state.record("index", find_index_key(workspace, state), state.find_outputs([index]))
    state.save()
    return workspace


def find_stale(project: Path, parameters: dict[str, Value] | None = None) -> dict[str, str]:
    """Return the notebooks that are stale, with the reasons."""
    state = State(open_workspace(project, {}), FileCache())
    reasons = {}
    for notebook in read_notebooks(project / "notebooks"):
        if reason := state.why_stale(notebook.name, state.find_key(notebook, parameters or {})):
            reasons[notebook.name] = reason
    return reasons


def test_notebooks_come_after_those_whose_frames_they_read(tmp_path: Path) -> None:
    make_notebook(tmp_path / "01-b.ipynb", [PARAMETERS], reads=["late"], writes=["b"])
    make_notebook(tmp_path / "02-a.ipynb", [PARAMETERS], reads=["raw"], writes=["late"])
    make_notebook(tmp_path / "03-c.ipynb", [PARAMETERS], reads=["b", "c"], writes=["c"])
    assert [n.name for n in read_notebooks(tmp_path)] == ["02-a", "01-b", "03-c"]


def test_explore_and_unnumbered_notebooks_are_left_alone(project: Path) -> None:
    make_notebook(project / "notebooks/06-draft.ipynb", [PARAMETERS], report=False)
    (project / "notebooks/scratch.ipynb").write_text("not even JSON")
    assert [n.name[:2] for n in read_notebooks(project / "notebooks")] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "not a Jupyter notebook"),
        ("[]", "not a Jupyter notebook"),
        ("{}", "not a Jupyter notebook"),
        ('{"cells": [], "metadata": {}}', "does not say what it reads and writes"),
        ('{"cells": [], "metadata": {"hindsight": {"reads": "raw"}}}', "must be lists of names"),
    ],
)
def test_a_notebook_that_cannot_be_used_is_named(tmp_path: Path, content: str, found: str) -> None:
    path = tmp_path / "01-x.ipynb"
    path.write_text(content)
    with pytest.raises(HindsightError, match=f"notebooks/01-x.ipynb: .*{found}"):
        read_notebook(path)


def test_a_frame_without_a_writer_is_named(tmp_path: Path) -> None:
    make_notebook(tmp_path / "01-x.ipynb", [PARAMETERS], reads=["actorz"])
    with pytest.raises(HindsightError, match="reads 'actorz', which no notebook writes"):
        read_notebooks(tmp_path)


def test_a_frame_with_two_writers_is_refused(tmp_path: Path) -> None:
    for name in ("01-x", "02-y"):
        make_notebook(tmp_path / f"{name}.ipynb", [PARAMETERS], writes=["actors"])
    with pytest.raises(HindsightError, match="01-x and 02-y both write actors"):
        read_notebooks(tmp_path)


def test_notebooks_that_wait_for_each_other_are_refused(tmp_path: Path) -> None:
    make_notebook(tmp_path / "01-x.ipynb", [PARAMETERS], reads=["b"], writes=["a"])
    make_notebook(tmp_path / "02-y.ipynb", [PARAMETERS], reads=["a"], writes=["b"])
    with pytest.raises(HindsightError, match="01-x and 02-y wait for each other"):
        read_notebooks(tmp_path)


@pytest.mark.parametrize("name", ["04-when", "04-when.ipynb", "notebooks/04-when.ipynb", "04", "4"])
def test_one_notebook_comes_with_those_it_needs(project: Path, name: str) -> None:
    chosen = select_notebooks(read_notebooks(project / "notebooks"), name)
    assert [n.name for n in chosen] == ["01-clean", "04-when"]


def test_an_unknown_notebook_is_refused_with_the_names_there_are(project: Path) -> None:
    with pytest.raises(HindsightError, match=r"--only 4-when: no such notebook; there are 01-clean, 02-who"):
        select_notebooks(read_notebooks(project / "notebooks"), "4-when")


def test_imports_of_cells_are_found_past_magics(tmp_path: Path) -> None:
    path = make_notebook(
        tmp_path / "01-x.ipynb", [PARAMETERS, "%time 1", "import pandas as pd\nfrom nltk.corpus import words"]
    )
    notebook = read_notebook(path)
    assert notebook is not None
    assert find_imports(notebook) == ["pandas", "nltk.corpus"]


def test_after_a_run_nothing_is_stale(project: Path) -> None:
    pretend_a_run(project)
    assert find_stale(project) == {}


def edit(path: str, content: str = "changed") -> Callable[[Path], object]:
    """Return a change of one file."""
    return lambda project: (project / path).write_text(content)


def remove(path: str) -> Callable[[Path], object]:
    """Return the loss of one file."""
    return lambda project: (project / path).unlink()


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (edit("data/raw/page.txt", "Talks failed on Tuesdaz.\n"), {"01-clean": "the pages changed"}),
        (edit("data/raw/new.txt"), {"01-clean": "the pages changed"}),
        (remove("data/raw/page.txt"), {"01-clean": "the pages changed"}),
        (edit("data/corrections/merge.jsonl"), {"01-clean": "the corrections changed"}),
        (remove("reports/03-what.html"), {"03-what": "reports/03-what.html is missing"}),
        (edit("reports/03-what.ipynb"), {"03-what": "reports/03-what.ipynb is not as it was written"}),
        (
            edit("data/processed/dates.parquet"),
            {
                "04-when": "data/processed/dates.parquet is not as it was written",
                "05-later": "frame dates changed",
            },
        ),
        (
            remove("data/processed/dates.parquet"),
            {"04-when": "data/processed/dates.parquet is missing", "05-later": "frame dates changed"},
        ),
    ],
)
def test_a_change_makes_stale_what_depends_on_it(
    project: Path, change: Callable[[Path], object], stale: dict[str, str]
) -> None:
    pretend_a_run(project)
    change(project)
    assert find_stale(project) == stale


def test_the_lock_is_in_every_key(project: Path) -> None:
    pretend_a_run(project)
    (project / "requirements.lock").write_text("pandas==4\n")
    assert set(find_stale(project).values()) == {"requirements.lock changed"}
    assert len(find_stale(project)) == 5


def test_code_and_python_are_in_every_key(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_a_run(project)
    monkeypatch.setattr("hindsight.run.state.fingerprint_code", lambda cache: "other")
    assert set(find_stale(project).values()) == {"the library changed"}
    monkeypatch.setattr("hindsight.run.state.fingerprint_code", notebook_project.freeze_code)
    version = SimpleNamespace(version_info=SimpleNamespace(major=3, minor=99))
    monkeypatch.setattr("hindsight.run.state.sys", version)
    assert set(find_stale(project).values()) == {"another Python"}


def test_parameters_are_in_the_key(project: Path) -> None:
    pretend_a_run(project)
    assert set(find_stale(project, {"as_of": "2016-01-01"}).values()) == {"other parameters"}


def test_an_edited_cell_makes_its_notebook_stale(project: Path) -> None:
    pretend_a_run(project)
    path = project / "notebooks/02-who.ipynb"
    path.write_text(path.read_text().replace("* 2", "* 22"))
    assert find_stale(project) == {"02-who": "the notebook changed"}


def test_outputs_and_counts_left_by_hand_do_not_make_a_notebook_stale(project: Path) -> None:
    pretend_a_run(project)
    path = project / "notebooks/02-who.ipynb"
    content = json.loads(path.read_text())
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["seen\n"]}]
            cell["source"] = cell["source"].splitlines(keepends=True)  # as JupyterLab saves it
    path.write_text(json.dumps(content))
    assert find_stale(project) == {}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 0}', '"x"'])
def test_a_damaged_state_means_a_first_run(project: Path, content: str) -> None:
    workspace = pretend_a_run(project)
    (workspace.memory / "state.json").write_text(content)
    assert set(find_stale(project).values()) == {"not run before"}


def test_frames_and_pages_are_where_the_parameters_say(project: Path) -> None:
    workspace = open_workspace(project, {"corpus_folder": "elsewhere/raw", "output_folder": "out"})
    assert workspace.raw == project / "elsewhere/raw"
    assert workspace.corrections == project / "elsewhere/corrections"
    assert workspace.frame("actors") == project / "out/actors.parquet"


def test_nothing_to_do_takes_little_and_imports_nothing_heavy(project: Path) -> None:
    pretend_a_run(project)
    code = (
        "import sys\nfrom pathlib import Path\nfrom hindsight.run import command, run, state\n"
        "state.fingerprint_code = command.fingerprint_code = lambda cache: 'code'\n"
        "status = run(Path(sys.argv[1]), {})\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'papermill', 'nbformat', 'jupyter_client', 'nltk'}\n"
        "print(status, sorted(heavy & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, project], capture_output=True, text=True, check=True)
    assert done.stdout == "0 []\n"
    assert done.stderr == "Nothing to do: 5 notebooks are up to date.\n"


def test_nothing_to_do_needs_no_right_to_write(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = pretend_a_run(project)
    before = sorted(workspace.memory.iterdir())

    def refuse(path: Path, content: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("hindsight.files.write_whole", refuse)
    assert run(project, {}, stream=io.StringIO()) == 0
    assert sorted(workspace.memory.iterdir()) == before


def test_refused_inputs_are_listed_again_when_there_is_nothing_to_do(project: Path) -> None:
    workspace = pretend_a_run(project)
    path = workspace.memory / "state.json"
    state = json.loads(path.read_text()) | {"refused": [["bad.bin", "not text"]]}
    path.write_text(json.dumps(state))
    stream = io.StringIO()
    assert run(project, {}, stream=stream) == 1
    assert "hindsight run: bad.bin: not text" in stream.getvalue()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"parameters": {"as_off": "1"}}, "did you mean as_of?"),
        ({"parameters": {"limit": "ten"}}, "-p limit: 'ten' is not a whole number"),
        ({"parameters": {"corpus_folder": "nowhere"}}, "nowhere: no such folder"),
        ({"parameters": {}, "jobs": 0}, "--jobs: 0 is not 1 or more"),
        ({"parameters": {}, "only": "99"}, "--only 99: no such notebook"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_starts(
    project: Path, arguments: dict[str, object], said: str
) -> None:
    stream = io.StringIO()
    assert run(project, stream=stream, **arguments) == 2  # type: ignore[arg-type]
    assert said in stream.getvalue()
    assert len(stream.getvalue().splitlines()) == 1
    assert not (project / "data/processed").exists()


def test_a_folder_without_notebooks_is_refused(tmp_path: Path) -> None:
    stream = io.StringIO()
    assert run(tmp_path, {}, stream=stream) == 2
    assert "no notebooks named NN-….ipynb" in stream.getvalue()


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(project: Path) -> None:
    (project / "data/processed").write_text("a file stands where the folder should be")
    stream = io.StringIO()
    assert run(project, {}, stream=stream) == 2
    assert stream.getvalue().startswith("hindsight run: data/processed: cannot be written")


def test_reports_that_cannot_be_written_are_said_in_one_sentence(project: Path) -> None:
    (project / "reports").write_text("a file stands where the folder should be")
    stream = io.StringIO()
    assert run(project, {}, stream=stream) == 1
    assert stream.getvalue() == f"hindsight run: {project / 'reports'}: File exists\n"


def test_a_lost_index_is_made_again_without_starting_a_kernel(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_a_run(project)
    index = project / "reports/index.html"
    index.unlink()
    monkeypatch.setattr(
        "hindsight.run.schedule.Session", lambda *_, **__: pytest.fail("a session was started")
    )
    assert run(project, {}, stream=io.StringIO()) == 0
    assert index.read_text() == "01-clean.html 02-who.html 03-what.html 04-when.html 05-later.html"


def test_one_notebook_up_to_date_leaves_the_others_out_of_it(project: Path) -> None:
    pretend_a_run(project)
    (project / "reports/05-later.html").unlink()
    assert find_stale(project) == {"05-later": "reports/05-later.html is missing"}
    stream = io.StringIO()
    state = open_workspace(project, {}).memory / "state.json"
    before = json.loads(state.read_text())["notebooks"]["05-later"]
    assert run(project, {}, only="04", stream=stream) == 0
    assert json.loads(state.read_text())["notebooks"]["05-later"] == before
    assert [line.split() for line in stream.getvalue().splitlines()] == [
        ["01-clean", "up", "to", "date"],
        ["04-when", "up", "to", "date"],
    ]
