"""One notebook from source to report: executed by papermill, normalised, rendered, put in place."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from hindsight.errors import BadParameter, NotebookFailed
from hindsight.files import write_whole
from hindsight.run.executed import normalise_notebook
from hindsight.run.kernels import ENGINE, Execution
from hindsight.run.notebook import Notebook
from hindsight.run.parameters import Value
from hindsight.run.state import Workspace

_LONGEST_REASON = 200  # characters of an exception's message on one line

_ERROR_TAG = "papermill-error-cell-tag"  # papermill marks the cells that it adds to a failed notebook
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_HEADING = re.compile(r"#{1,6}\s+(.+)")

_rendering = threading.Lock()  # one report at a time: what renders them is not made for threads


def execute_notebook(
    notebook: Notebook,
    parameters: Mapping[str, Value],
    workspace: Workspace,
    make_execution: Callable[[bool], Execution],
    tell: Callable[[str], None],
) -> str:
    """Run a notebook's cells; return the executed notebook, normalised, as text.

    Parameters
    ----------
    notebook : Notebook
        What to run.
    parameters : mapping
        Checked values to inject.
    workspace : Workspace
        Folders.
    make_execution : callable
        Gets whether the kernel may be forked and returns a new execution.
    tell : callable
        Gets a sentence about anything out of the ordinary.

    Raises
    ------
    NotebookFailed
        Says in one sentence which cell failed and why. The partial notebook is in ``reports/.partial``; the
        last report stands.
    """
    execution = make_execution(True)
    try:
        try:
            _run_cells(notebook, parameters, execution)
        except _KernelDiedError:
            tell(f"{execution.how_kernel_ended()} at {_name_cell(execution)}; once more from the start")
            execution = make_execution(False)
            _run_cells(notebook, parameters, execution)
    except _KernelDiedError:
        reason = f"{execution.how_kernel_ended()}, twice"
    except PapermillExecutionError as error:
        if error.ename == BadParameter.__name__:  # only the corpus knows which actors and documents there are
            raise BadParameter(_first_line(error)) from None
        message = _first_line(error)
        reason = f"{error.ename}: {message}" if message else str(error.ename)
    else:
        for frame in map(workspace.frame, notebook.writes):
            if not frame.is_file():
                found = f"ran, but {workspace.relative(frame)} is not there"
                raise NotebookFailed(found, where=notebook.name)
        return normalise_notebook(execution.node, workspace.project, parameters)
    partial = workspace.partial(notebook.path.name)
    write_whole(partial, normalise_notebook(execution.node, workspace.project, parameters))
    raise NotebookFailed(
        f"{_name_cell(execution)} failed: {reason}",
        where=notebook.name,
        remedy=f"what it did until then is in {workspace.relative(partial)}",
    )


class _KernelDiedError(Exception):
    """The kernel's process ended before its notebook did."""


def _run_cells(notebook: Notebook, parameters: Mapping[str, Value], execution: Execution) -> None:
    node = nbformat.read(notebook.path, as_version=4)
    execution.node = node
    try:
        # A node, not a path: papermill takes braces in a path for a template.
        papermill.execute_notebook(
            node,
            None,
            parameters=dict(parameters),
            engine_name=ENGINE,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution=execution,
        )
    except DeadKernelError as error:
        raise _KernelDiedError from error
    except RuntimeError as error:
        # jupyter_client has no class of its own for a kernel that dies while it starts.
        if execution.process is not None and execution.process.poll() is None:
            raise
        raise _KernelDiedError from error


def make_report(executed: str, notebook: Notebook, workspace: Workspace) -> list[Path]:
    """Render an executed notebook and put both in place of the last ones; return their paths."""
    from hindsight.reports import render_report

    source = workspace.staging / notebook.path.name
    html = source.with_suffix(".html")
    write_whole(source, executed)
    with _rendering:
        render_report(source, html=html)
    _flush(html)
    placed = [file.replace(workspace.reports / file.name) for file in (source, html)]
    workspace.partial(notebook.path.name).unlink(missing_ok=True)
    return placed


def _flush(path: Path) -> None:
    """Wait until a file's bytes are on the disk, so that after a power cut it is whole or the last one."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _name_cell(execution: Execution) -> str:
    """Return the number of the cell last run, counted from 1, and the heading above it or its first line."""
    cells = [c for c in execution.node.cells if _ERROR_TAG not in c.metadata.get("tags", ())]
    index = min(execution.cell, len(cells) - 1)
    for cell in reversed(cells[:index]):
        if cell.cell_type == "markdown":
            headings = _HEADING.findall(cell.source)
            if headings:
                return f"cell {index + 1} (“{headings[-1].strip()}”)"
    lines = cells[index].source.strip().splitlines() if cells else []
    return f"cell {index + 1} ({lines[0].strip()})" if lines else f"cell {index + 1}"


def _first_line(error: PapermillExecutionError) -> str:
    lines = _ESCAPE.sub("", str(error.evalue)).strip().splitlines()
    message = lines[0] if lines else ""
    return message if len(message) <= _LONGEST_REASON else message[: _LONGEST_REASON - 1] + "…"


def find_refused(path: Path) -> list[list[str]]:
    """Return file and problem of each text that the frame `documents` gives as refused.

    Parameters
    ----------
    path : Path
        The frame's file.
    """
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)  # not read_table, which loads pandas
    wanted = ["raw_path", "problem", "status"]
    if not set(wanted) <= set(file.schema_arrow.names):
        return []
    rows = file.read(columns=wanted).to_pylist()
    return [[row["raw_path"], row["problem"] or "refused"] for row in rows if row["status"] == "refused"]
