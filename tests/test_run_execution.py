"""Runs with real kernels: what comes out, what happens when something goes wrong."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import notebook_project
from hindsight.run import RunResult, run, run_notebooks
from notebook_project import PARAMETERS, make_notebook, make_project, write_cell

pytestmark = pytest.mark.slow

_PROGRAM = Path(notebook_project.__file__)  # a run in a process of its own, with the stand-ins


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put rendering aside, and changes of the library while the tests run."""
    for name, function in notebook_project.STAND_INS.items():
        monkeypatch.setattr(name, function, raising=False)


@pytest.fixture(autouse=True)
def nothing_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look that no socket, folder or process of a run outlives it."""
    scratch = tmp_path / "t"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield
    assert list(scratch.iterdir()) == []


def run_one(tmp_path: Path, *cells: str, fork: bool = True, name: str = "01-x") -> tuple[RunResult, str]:
    """Run one notebook with these cells; return the result and what was said."""
    project = make_project(tmp_path / "project", {name: cells})
    stream = io.StringIO()
    return run_notebooks(project, {}, stream=stream, fork=fork), stream.getvalue()


def outputs_of(path: Path) -> list[object]:
    """Return the text of each output of an executed notebook."""
    found = []
    for cell in json.loads(path.read_text())["cells"]:
        for output in cell.get("outputs", ()):
            found.append(output["text"] if "text" in output else output["data"]["text/plain"])
    return found


def test_a_first_run_makes_all_and_a_second_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    first = run_notebooks(project, {}, stream=io.StringIO())
    assert [(o.name, o.status) for o in first.outcomes] == [
        ("01-clean", "ran"),
        ("02-who", "ran"),
        ("03-what", "ran"),
        ("04-when", "ran"),
        ("05-later", "ran"),
    ]
    assert sorted(p.name for p in (project / "reports").iterdir() if p.suffix == ".html") == [
        "01-clean.html",
        "02-who.html",
        "03-what.html",
        "04-when.html",
        "05-later.html",
        "index.html",
    ]
    stream = io.StringIO()
    assert {o.status for o in run_notebooks(project, {}, stream=stream).outcomes} == {"up to date"}
    assert stream.getvalue() == "Nothing to do: 5 notebooks are up to date.\n"

    # A change that leaves a frame as it was stops there: nothing further down is run.
    path = project / "notebooks/02-who.ipynb"
    path.write_text(path.read_text().replace("frame.head(limit)", "frame.head(limit + 1)"))
    third = run_notebooks(project, {}, stream=io.StringIO())
    assert [o.name for o in third.outcomes if o.status == "ran"] == ["02-who"]

    # A lost output is made again.
    (project / "reports/03-what.html").unlink()
    fourth = run_notebooks(project, {}, stream=io.StringIO())
    assert [(o.name, o.reason) for o in fourth.outcomes if o.status == "ran"] == [
        ("03-what", "reports/03-what.html is missing")
    ]


def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    cells = (
        "import os, sys, time, datetime, locale",
        "print(sorted({'a', 'b', 'c'}, key=hash), time.strftime('%Z'), os.getcwd())",
        "print('late', file=sys.stderr); print('and early')",
        "object(), sys.prefix",
        "import warnings; warnings.warn('seen')",
        "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
    )
    made = []
    for place, environment in {
        "one": {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONWARNINGS": "error"},
        "another": {
            "TZ": "America/New_York",
            "PYTHONHASHSEED": "2",
            "LC_ALL": "de_DE.UTF-8",
            "MPLBACKEND": "svg",
        },
    }.items():
        project = make_project(tmp_path / place, {"01-x": cells})
        environment = {**os.environ, **environment}
        done = subprocess.run(
            [sys.executable, _PROGRAM, project], env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        made.append((project / "reports/01-x.ipynb").read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]
    assert sys.prefix.encode() not in made[0]
    assert sys.version.split()[0].encode() not in made[0]


def test_forked_and_ordinary_kernels_give_the_same_bytes(tmp_path: Path) -> None:
    table = "import pandas as pd\npd.DataFrame({'n': [1]})"
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"
    made = []
    for fork in (True, False):
        project = make_project(tmp_path / str(fork), {"01-x": [table, plot]})
        assert run_notebooks(project, {}, stream=io.StringIO(), fork=fork).exit_status == 0
        made.append((project / "reports/01-x.ipynb").read_bytes())
    assert made[0] == made[1]
    assert b"image/png" in made[0]


def test_no_notebook_sees_the_state_of_another(tmp_path: Path) -> None:
    change = "import pandas as pd, os\npd.x = 1\nos.environ['X'] = '1'\npd.options.display.max_rows = 3"
    look = "import pandas as pd, os\nhasattr(pd, 'x'), 'X' in os.environ, pd.options.display.max_rows"
    project = make_project(tmp_path / "project", {"01-a": [change], "02-b": [look]})
    run_notebooks(project, {}, jobs=1, stream=io.StringIO())
    assert outputs_of(project / "reports/02-b.ipynb") == ["(False, False, 60)"]


def test_parameters_are_injected_as_values_of_their_types(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"01-x": ["as_of, limit, corpus_folder"]})
    given = {"as_of": "2016-02-01", "limit": "7"}
    assert run(project, given, stream=io.StringIO()) == 0
    assert outputs_of(project / "reports/01-x.ipynb") == ["('2016-02-01', 7, 'data/raw')"]
    result = run_notebooks(project, {}, stream=io.StringIO())
    assert [o.reason for o in result.outcomes] == ["other parameters"]


def test_a_failure_names_the_cell_and_keeps_the_partial_notebook(tmp_path: Path) -> None:
    result, _ = run_one(
        tmp_path, "# Who speaks?", "print('before')", "rows = {}\nrows['actor_id']", "print('after')"
    )
    assert result.exit_status == 1
    assert result.failures == (
        "01-x: cell 4 (“Who speaks?”) failed: KeyError: 'actor_id'; "
        "what it did until then is in reports/.partial/01-x.ipynb",
    )
    partial = (tmp_path / "project/reports/.partial/01-x.ipynb").read_text()
    assert "before" in partial
    assert "KeyError" in partial
    assert not (tmp_path / "project/reports/01-x.ipynb").exists()


def test_a_failure_leaves_the_last_report_and_stops_what_depends_on_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run(project, {}, stream=io.StringIO()) == 0
    last = (project / "reports/04-when.html").stat().st_mtime_ns
    path = project / "notebooks/04-when.ipynb"
    path.write_text(path.read_text().replace("frame.head(limit)", "frame.head(limit"))
    stream = io.StringIO()
    assert run(project, {}, stream=stream) == 1
    assert "04-when: cell 6 (“Frame”) failed: SyntaxError" in stream.getvalue()
    assert "05-later" in stream.getvalue()
    assert (project / "reports/04-when.html").stat().st_mtime_ns == last
    assert run(project, {}, stream=io.StringIO()) == 1, "a failure is tried again"
    path.write_text(path.read_text().replace("frame.head(limit", "frame.head(limit)"))
    assert run(project, {}, stream=io.StringIO()) == 0
    assert not (project / "reports/.partial/04-when.ipynb").exists()


def test_an_exceptions_message_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    project = make_project(
        tmp_path / "project", {"01-x": ["raise ValueError('\\x1b]0;title\\x07 and \\x1b[2J')"]}
    )
    stream = io.StringIO()
    assert run(project, {}, stream=stream) == 1
    assert "ValueError" in stream.getvalue()
    assert "\x1b" not in stream.getvalue()


def test_a_notebook_that_does_not_write_what_it_says_fails(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {})
    make_notebook(project / "notebooks/01-x.ipynb", [PARAMETERS, "1"], writes=["actors"])
    result = run_notebooks(project, {}, stream=io.StringIO())
    assert result.failures == ("01-x: ran, but data/processed/actors.parquet is not there",)


@pytest.mark.parametrize("fork", [True, False])
def test_a_kernel_killed_once_is_started_again(tmp_path: Path, fork: bool) -> None:
    kill = "import os, pathlib, signal\nmark = pathlib.Path('mark')\nfirst = not mark.exists(); mark.touch()"
    result, said = run_one(tmp_path, kill, "if first: os.kill(os.getpid(), signal.SIGKILL)", fork=fork)
    assert result.exit_status == 0
    assert "01-x: its kernel was killed (as the system does when memory runs out) at cell 3" in said


def test_a_kernel_killed_twice_is_a_failure_in_one_sentence(tmp_path: Path) -> None:
    result, _ = run_one(tmp_path, "# Long work", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert result.failures == (
        "01-x: cell 3 (“Long work”) failed: its kernel was ended by SIGSEGV, twice; "
        "what it did until then is in reports/.partial/01-x.ipynb",
    )


def test_a_killed_fork_server_takes_its_kernels_along_and_the_run_goes_on(tmp_path: Path) -> None:
    look = "import os, pathlib, signal, time\nmark = pathlib.Path('mark')\nfirst = not mark.exists()"
    tell = "if first: mark.write_text(str(os.getpid()))"
    # Only ever the fork server: a kernel that was started in another way has this test for its parent.
    kill = (
        "if first:\n"
        "    assert 'forkserver' in pathlib.Path(f'/proc/{os.getppid()}/cmdline').read_text()\n"
        "    os.kill(os.getppid(), signal.SIGKILL); time.sleep(99)"
    )
    result, said = run_one(tmp_path, look, tell, kill, "print('well')")
    assert result.exit_status == 0
    assert "its kernel was killed" in said
    kernel = int((tmp_path / "project/mark").read_text())
    state = Path(f"/proc/{kernel}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_without_its_fork_server_a_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "breaks_on_import.py").write_text("import os; os._exit(3)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("hindsight.run.schedule._PRELOAD", ("breaks_on_import",))
    result, _ = run_one(tmp_path, "print('well')")
    assert result.exit_status == 0
    assert outputs_of(tmp_path / "project/reports/01-x.ipynb") == ["well\n"]


@pytest.mark.parametrize("name", ["with space", "br{a}ce", "ünï", "100%"])
def test_a_project_may_have_any_name(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path / name, {"01-x": ["print('well')"]})
    assert run(project, {}, stream=io.StringIO()) == 0
    assert outputs_of(project / "reports/01-x.ipynb") == ["well\n"]


def test_a_long_temporary_folder_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / ("long" * 25)
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    assert run_one(tmp_path, "print('well')")[0].exit_status == 0


def test_refused_documents_make_the_status_1_and_are_listed(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {})
    rows = '{"raw_path": ["a.txt", "b.bin"], "status": ["ok", "refused"], "problem": [None, "not text"]}'
    cells = [PARAMETERS, f"from pathlib import Path\nimport pandas as pd\nframe = pd.DataFrame({rows})"]
    make_notebook(project / "notebooks/01-x.ipynb", [*cells, write_cell("documents")], writes=["documents"])
    for _ in range(2):  # the second time there is nothing to do
        stream = io.StringIO()
        assert run(project, {}, stream=stream) == 1
        assert "hindsight run: b.bin: not text" in stream.getvalue()


def test_progress_told_by_a_notebook_is_found(tmp_path: Path) -> None:
    result, _ = run_one(
        tmp_path,
        "import os\nfrom hindsight.corpus.progress import report_progress\nreport_progress(3, 10, 'pages')",
        "open(os.environ['HINDSIGHT_PROGRESS']).read()",
    )
    assert result.exit_status == 0
    assert outputs_of(tmp_path / "project/reports/01-x.ipynb") == ["'3 of 10 pages'"]


def start_run(project: Path) -> subprocess.Popen[str]:
    """Start a run in a process of its own."""
    return subprocess.Popen(
        [sys.executable, _PROGRAM, project], stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for(path: Path) -> None:
    """Wait until a file is there."""
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.1)
    pytest.fail(f"{path} did not appear within a minute")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 130)])
def test_an_interrupted_run_leaves_nothing_half_done(tmp_path: Path, number: int, status: int) -> None:
    project = make_project(
        tmp_path / "project",
        {
            "01-x": ["print('well')"],
            "02-y": ["import os\nopen('pid', 'w').write(str(os.getpid()))", "while True: pass"],
        },
    )
    process = start_run(project)
    wait_for(project / "pid")
    wait_for(project / "reports/01-x.html")
    time.sleep(0.5)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == status
    assert "interrupted; what was finished is kept" in said
    assert "Traceback" not in said
    assert sorted(p.name for p in (project / "reports").iterdir()) == ["01-x.html", "01-x.ipynb"]
    kernel = int((project / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)
    (project / "notebooks/02-y.ipynb").unlink()
    result = run_notebooks(project, {}, stream=io.StringIO())
    assert [o.status for o in result.outcomes] == ["up to date"]


def test_kernels_end_when_the_runner_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # what a killed runner leaves there is not looked at
    cells = [
        "import os\nopen('pid.new', 'w').write(str(os.getpid())); os.rename('pid.new', 'pid')",
        "while True: pass",
    ]
    project = make_project(tmp_path / "project", {"01-x": cells})
    process = start_run(project)
    wait_for(project / "pid")
    process.kill()
    process.communicate()
    kernel = int((project / "pid").read_text())
    for _ in range(100):
        try:
            os.kill(kernel, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the kernel outlived its runner by ten seconds")


def test_of_two_runs_at_once_one_waits_and_finds_nothing_to_do(tmp_path: Path) -> None:
    cells = ["import time; open('runs', 'a').write('x')", "time.sleep(1)"]
    project = make_project(tmp_path / "project", {"01-x": cells})
    both = [start_run(project), start_run(project)]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert (project / "runs").read_text() == "x"
    assert "waiting for it to end" in "".join(said)
