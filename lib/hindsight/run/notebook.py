"""The notebooks of a project as the runner sees them: what each reads, writes and takes as parameters."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hindsight.corpus.fingerprint import fingerprint_text
from hindsight.errors import HindsightError
from hindsight.run.parameters import Parameter, read_parameters

# What a notebook can read besides frames: folders that no notebook writes.
SOURCES = ("raw", "corrections")

_NUMBERED = re.compile(r"\d\d-.+\.ipynb")


@dataclass(frozen=True, slots=True)
class Notebook:
    """One numbered notebook: what it reads and writes, by the ``hindsight`` entry of its own metadata.

    `digest` is the fingerprint of its cells without outputs: running it by hand does not make it stale.
    """

    name: str
    path: Path
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    digest: str

    @property
    def frames_read(self) -> tuple[str, ...]:
        """The frames among what it reads, without its own."""
        return tuple(name for name in self.reads if name not in SOURCES and name not in self.writes)


def read_notebook(path: Path) -> Notebook | None:
    """Return a notebook, or None where its metadata says that it makes no report.

    Raises
    ------
    HindsightError
        Not a notebook, or its metadata does not say what it reads and writes.
    """
    where = f"notebooks/{path.name}"
    try:
        content = json.loads(path.read_bytes())
        cells = content["cells"]
        declared = content.get("metadata", {}).get("hindsight")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise HindsightError("not a Jupyter notebook", where=where, remedy="restore it from git") from None
    if not isinstance(declared, dict):
        remedy = 'add "hindsight": {"reads": ["raw"], "writes": []} to the notebook\'s metadata'
        raise HindsightError("does not say what it reads and writes", where=where, remedy=remedy)
    if declared.get("report", True) is False:
        return None
    parameters: list[Parameter] = []
    for cell in cells:
        if "parameters" in cell.get("metadata", {}).get("tags", ()):
            try:
                parameters = read_parameters(_source(cell))
            except SyntaxError as error:
                found = f"the parameters cell is not Python (line {error.lineno})"
                raise HindsightError(found, where=where) from None
            break
    return Notebook(
        name=path.stem,
        path=path,
        reads=_names(declared.get("reads", ()), where),
        writes=_names(declared.get("writes", ()), where),
        parameters=tuple(parameters),
        digest=_digest(cells, declared),
    )


def read_notebooks(folder: Path) -> list[Notebook]:
    """Return the numbered notebooks of a folder, each after those whose frames it reads.

    Raises
    ------
    HindsightError
        There is none, one cannot be read, a frame has two writers or none, or they wait for each other.
    """
    paths = sorted(path for path in folder.glob("*.ipynb") if _NUMBERED.fullmatch(path.name))
    notebooks = [notebook for path in paths if (notebook := read_notebook(path)) is not None]
    if not notebooks:
        raise HindsightError(
            "no notebooks named NN-….ipynb", where=str(folder), remedy="name the project folder"
        )
    return order_notebooks(notebooks)


def order_notebooks(notebooks: Sequence[Notebook]) -> list[Notebook]:
    """Return the notebooks so that each stands after those whose frames it reads; by name where it is free.

    Raises
    ------
    HindsightError
        A frame has two writers or none, or notebooks wait for each other.
    """
    writers = find_writers(notebooks)
    waiting = {n.name: {writers[frame].name for frame in _known(n, writers)} for n in notebooks}
    ordered: list[Notebook] = []
    while waiting:
        done = {notebook.name for notebook in ordered}
        ready = [n for n in notebooks if n.name in waiting and waiting[n.name] <= done]
        if not ready:
            names = " and ".join(sorted(waiting))
            raise HindsightError(f"{names} wait for each other's frames", where="notebooks")
        ordered.append(ready[0])
        del waiting[ready[0].name]
    return ordered


def find_writers(notebooks: Sequence[Notebook]) -> dict[str, Notebook]:
    """Return, for each frame, the notebook that writes it.

    Raises
    ------
    HindsightError
        Two notebooks write the same frame.
    """
    writers: dict[str, Notebook] = {}
    for notebook in notebooks:
        for frame in notebook.writes:
            if frame in writers:
                found = f"{writers[frame].name} and {notebook.name} both write {frame}"
                raise HindsightError(found, where="notebooks", remedy="let one of them read it")
            writers[frame] = notebook
    return writers


def _known(notebook: Notebook, writers: Mapping[str, Notebook]) -> tuple[str, ...]:
    for frame in notebook.frames_read:
        if frame not in writers:
            raise HindsightError(
                f"reads {frame!r}, which no notebook writes", where=f"notebooks/{notebook.name}.ipynb"
            )
    return notebook.frames_read


def select_notebooks(notebooks: Sequence[Notebook], only: str | None) -> list[Notebook]:
    """Return the notebooks to look after: all, or the one asked for and those it depends on.

    Parameters
    ----------
    notebooks : sequence of Notebook
        In order.
    only : str or None
        Name of a notebook, with or without ``.ipynb``, or its number ("4" is "04").

    Raises
    ------
    HindsightError
        No notebook, or more than one, has that name.
    """
    if only is None:
        return list(notebooks)
    wanted = Path(only).name.removesuffix(".ipynb")
    chosen = [n for n in notebooks if n.name == wanted or n.name.split("-")[0] == wanted.zfill(2)]
    if len(chosen) != 1:
        names = ", ".join(sorted(n.name for n in notebooks))
        raise HindsightError("no such notebook", where=f"--only {only}", remedy=f"there are {names}")
    writers = find_writers(notebooks)
    needed, front = {chosen[0].name}, [chosen[0]]
    while front:
        upstream = [writers[frame] for frame in front.pop().frames_read]
        front += [n for n in upstream if n.name not in needed]
        needed |= {n.name for n in upstream}
    return [n for n in notebooks if n.name in needed]


def find_imports(notebook: Notebook) -> list[str]:
    """Return the modules that a notebook's cells import, in order, for the fork server to import first."""
    modules: dict[str, None] = {}
    for cell in json.loads(notebook.path.read_bytes())["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            tree = ast.parse(_source(cell))
        except SyntaxError:
            continue  # a magic, or a mistake that the kernel will name
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                modules |= dict.fromkeys(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules[node.module] = None
    return list(modules)


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _names(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(name, str) for name in value):
        raise HindsightError('"reads" and "writes" must be lists of names', where=where)
    return tuple(dict.fromkeys(value))


def _digest(cells: Sequence[Mapping[str, Any]], declared: Mapping[str, Any]) -> str:
    parts = [json.dumps(declared, sort_keys=True)]
    for cell in cells:
        parts += [str(cell.get("cell_type")), str(cell.get("id", "")), _source(cell)]
        parts.append(json.dumps(cell.get("metadata", {}).get("tags", [])))
    return fingerprint_text(*parts)
