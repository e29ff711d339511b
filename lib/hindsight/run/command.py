"""`hindsight run`: checks what is asked, finds what is stale, and only then loads what runs notebooks.

Only the standard library is imported until there is something to run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from hindsight.corpus.fingerprint import FileCache, fingerprint_code
from hindsight.errors import BadParameter, HindsightError
from hindsight.run.notebook import Notebook, read_notebooks, select_notebooks
from hindsight.run.parameters import Value, check_parameters
from hindsight.run.progress import Display
from hindsight.run.state import State, Workspace, lock_workspace, open_workspace

INTERRUPTED = 130  # exit status of a program that Ctrl-C ended, by the shell's convention

# Parameters that say where pages and frames are; defaults are those of the first notebook that has them.
_FOLDERS = ("corpus_folder", "output_folder")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one notebook. `status` is ``ran``, ``up to date``, ``failed`` or ``not run``.

    `reason` says why it ran, failed or did not run; `seconds` is wall time.
    """

    name: str
    status: str
    reason: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RunResult:
    """What became of the notebooks, in order, and the inputs that were refused (file, problem)."""

    outcomes: tuple[Outcome, ...]
    refused: tuple[tuple[str, str], ...] = ()
    is_interrupted: bool = False

    @property
    def failures(self) -> tuple[str, ...]:
        """One sentence for each notebook that failed."""
        return tuple(outcome.reason for outcome in self.outcomes if outcome.status == "failed")

    @property
    def exit_status(self) -> int:
        """0: all well. 1: a notebook failed or an input was refused. 130: interrupted."""
        if self.is_interrupted:
            return INTERRUPTED
        return 1 if self.failures or self.refused else 0


def run(
    project: Path,
    parameters: Mapping[str, str],
    force: bool = False,
    jobs: int = 2,
    only: str | None = None,
    stream: TextIO | None = None,
    *,
    fork: bool = True,
) -> int:
    """Run what is stale, say so on `stream` (standard error), and return the exit status.

    Returns
    -------
    int
        0; 1 when a notebook failed or some inputs were refused; 2 when nothing was started because what was
        asked for cannot be done; 130 when interrupted.
    """
    stream = stream or sys.stderr
    display = Display(stream)
    try:
        result = run_notebooks(
            project, parameters, force=force, jobs=jobs, only=only, stream=stream, fork=fork
        )
    except KeyboardInterrupt:  # before anything ran, or while waiting for another run
        display.say("hindsight run: interrupted")
        return INTERRUPTED
    except HindsightError as error:
        display.say(f"hindsight run: {error}")
        return 2
    except OSError as error:  # a folder that cannot be written, a full disk, a page that cannot be read
        display.say(f"hindsight run: {error.filename or 'files'}: {error.strerror or error}")
        return 1
    for failure in result.failures:
        display.say(f"hindsight run: {failure}")
    for path, problem in result.refused:
        display.say(f"hindsight run: {path}: {problem}")
    if result.is_interrupted:
        display.say("hindsight run: interrupted; what was finished is kept")
    elif not result.failures and any(outcome.status == "ran" for outcome in result.outcomes):
        display.say("Open reports/index.html to read the reports.")
    if result.refused and not result.failures:
        number = "1 file was" if len(result.refused) == 1 else f"{len(result.refused)} files were"
        display.say(f"{number} left out, for the reasons above (exit status 1); the rest was done.")
    return result.exit_status


def run_notebooks(
    project: Path,
    parameters: Mapping[str, str],
    *,
    force: bool = False,
    jobs: int = 2,
    only: str | None = None,
    stream: TextIO | None = None,
    fork: bool = True,
) -> RunResult:
    """Run the notebooks of a project that are stale, and render their reports.

    Parameters
    ----------
    project : Path
        Folder with ``notebooks`` and ``data``.
    parameters : mapping
        Parameter name to text, for every notebook that has a parameter of that name.
    force : bool
        Run even what is up to date (of `only` and what it needs: `only`).
    jobs : int
        How many notebooks may run at once.
    only : str, optional
        One notebook by name or number, with those that it depends on where they are stale.
    stream : TextIO, optional
        Where a person looks; standard error by default.
    fork : bool
        Fork kernels from a warm process where the system can. Without, each starts Python anew.

    Returns
    -------
    RunResult
        One outcome per notebook.

    Raises
    ------
    BadParameter
        A parameter is misspelt or not of its type. Nothing was started.
    HindsightError
        The notebooks do not fit together, or the folders cannot be used. Nothing was started.
    """
    if jobs < 1:
        raise BadParameter(f"{jobs} is not 1 or more", where="--jobs")
    everything = read_notebooks(project / "notebooks")
    values = check_parameters(parameters, {n.name: n.parameters for n in everything})
    notebooks = select_notebooks(everything, only)
    workspace = open_workspace(project, _find_folders(notebooks, values))
    if not workspace.raw.is_dir():
        raise HindsightError("no such folder", where=str(workspace.raw), remedy="put the saved pages there")
    display = Display(stream or sys.stderr, max(len(notebook.name) for notebook in notebooks))
    if not force and (result := _find_all_fresh(notebooks, values, workspace, display)) is not None:
        return result

    from hindsight.run.schedule import Schedule

    with lock_workspace(workspace, display.say):
        # Look again: another run may have done the work while this one waited.
        if not force and (result := _find_all_fresh(notebooks, values, workspace, display)) is not None:
            return result
        state = State(workspace, FileCache(workspace.memory / "files.json"))
        chosen = notebooks if only is None else select_notebooks(everything, only)[-1:]
        return Schedule(
            notebooks,
            values,
            workspace,
            state,
            forced=frozenset(n.name for n in chosen) if force else frozenset(),
            jobs=jobs,
            fork=fork,
            display=display,
        ).run()


def _find_folders(
    notebooks: Iterable[Notebook], values: Mapping[str, Mapping[str, Value]]
) -> dict[str, Value]:
    folders: dict[str, Value] = {}
    for notebook in notebooks:
        defaults = {p.name: p.default for p in notebook.parameters if p.name in _FOLDERS}
        given = {name: value for name, value in values[notebook.name].items() if name in _FOLDERS}
        folders = defaults | given | folders
    return folders


def _find_all_fresh(
    notebooks: Sequence[Notebook],
    values: Mapping[str, Mapping[str, Value]],
    workspace: Workspace,
    display: Display,
) -> RunResult | None:
    """Return the result of a run that finds nothing stale; None where something is."""
    state = State(workspace, FileCache(workspace.memory / "files.json"))
    for notebook in notebooks:
        if state.why_stale(notebook.name, state.find_key(notebook, values[notebook.name])):
            return None
    if state.why_stale("index", find_index_key(workspace, state)):
        return None
    state.cache.save()
    number = "1 notebook is" if len(notebooks) == 1 else f"{len(notebooks)} notebooks are"
    display.say(f"Nothing to do: {number} up to date.")
    outcomes = tuple(Outcome(notebook.name, "up to date") for notebook in notebooks)
    return RunResult(outcomes, tuple((path, problem) for path, problem in state.refused))


def find_index_key(workspace: Workspace, state: State) -> dict[str, str]:
    """Return the key of ``reports/index.html``: the reports that there are and the code that lists them."""
    reports = sorted(path for path in workspace.reports.glob("*.html") if path.name != "index.html")
    key = {f"report {path.stem}": state.cache.digest(path) for path in reports}
    partial = sorted((workspace.reports / ".partial").glob("*.ipynb"))
    key |= {f"failed {path.stem}": "yes" for path in partial}  # its card says that it is from an earlier run
    return key | {"code": fingerprint_code(state.cache)}
