"""Executed notebooks without what differs from run to run: the same input gives the same bytes."""

from __future__ import annotations

import json
import re
import sys
import sysconfig
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}

# Keys of a cell's metadata that say when, where or how it was run, not what it is.
_TRACES = ("papermill", "execution", "ExecuteTime", "collapsed", "scrolled")

_CELL_FILE = re.compile(r"\S*ipykernel_\d+/\d+\.py")
_ADDRESS = re.compile(r"(?<= at )0x[0-9a-fA-F]{4,}")


def normalise_notebook(node: Mapping[str, Any], project: Path, parameters: Mapping[str, Any]) -> str:
    """Return an executed notebook as text: no times, versions, paths of this machine or random ids.

    Parameters
    ----------
    node : mapping
        The notebook as papermill leaves it.
    project : Path
        Its folder is cut off paths in outputs.
    parameters : mapping
        What was injected; kept as ``metadata.papermill.parameters``.

    Returns
    -------
    str
        JSON with sorted keys and a newline at the end.

    Notes
    -----
    Adjacent stream outputs are joined, standard output before standard error: how a kernel cuts and
    interleaves them is a matter of timing. Addresses of objects (``at 0x7f…``) become ``0x0``.
    """
    clean = _make_cleaner(project)
    cells = [_normalise_cell(cell, index, clean) for index, cell in enumerate(node["cells"])]
    metadata = {k: v for k, v in node["metadata"].items() if k not in ("widgets", "papermill")}
    metadata |= {
        "kernelspec": _KERNEL,
        "language_info": _LANGUAGE,
        "papermill": {"parameters": dict(parameters)},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, sort_keys=True, indent=1, ensure_ascii=False) + "\n"


def _make_cleaner(project: Path) -> Callable[[str], str]:
    """Return the function that takes this machine out of a text."""
    folder = _match_folders(project, project.resolve())
    python = _match_folders(*_find_python_folders())

    def clean(text: str) -> str:
        text = _CELL_FILE.sub("<cell>", text)
        text = python.sub(r"<python>\1", text)  # first: the environment often lies inside the project
        text = folder.sub(lambda match: "" if match[1] else ".", text)
        return _ADDRESS.sub("0x0", text)

    return clean


def _find_python_folders() -> list[Path]:
    """Return where modules are installed; the environment as a whole only where it is one of its own."""
    paths = sysconfig.get_paths()
    folders = [Path(paths[name]) for name in ("stdlib", "purelib", "platlib")]
    return folders + ([Path(sys.prefix)] if sys.prefix != sys.base_prefix else [])


def _match_folders(*folders: Path) -> re.Pattern[str]:
    """Return a pattern for the folders and a slash after them (group 1), not for longer names."""
    names = sorted({str(folder) for folder in folders}, key=lambda name: (-len(name), name))
    return re.compile(f"(?:{'|'.join(map(re.escape, names))})(?:(/)|(?![\\w.-]))")


def _normalise_cell(cell: Mapping[str, Any], index: int, clean: Callable[[str], str]) -> dict[str, Any]:
    metadata = {name: value for name, value in cell["metadata"].items() if name not in _TRACES}
    is_injected = "injected-parameters" in metadata.get("tags", ())
    if not metadata.get("tags"):
        metadata.pop("tags", None)  # papermill adds an empty list
    normal: dict[str, Any] = {
        "cell_type": cell["cell_type"],
        # papermill makes a random id for the cell that it injects, and for every cell of an old notebook.
        "id": "injected-parameters" if is_injected else cell.get("id") or f"cell-{index}",
        "metadata": metadata,
        "source": clean(cell["source"]) if is_injected else cell["source"],
    }
    if "attachments" in cell:
        normal["attachments"] = cell["attachments"]
    if cell["cell_type"] == "code":
        normal["execution_count"] = cell.get("execution_count")
        normal["outputs"] = _join_streams(
            [_normalise_output(output, clean) for output in cell.get("outputs", ())]
        )
    return normal


def _normalise_output(output: Mapping[str, Any], clean: Callable[[str], str]) -> dict[str, Any]:
    normal = dict(output)
    if "text" in normal:
        normal["text"] = clean(normal["text"])
    if "traceback" in normal:
        normal["traceback"] = [clean(line) for line in normal["traceback"]]
    if "data" in normal:
        normal["data"] = {
            kind: clean(value) if isinstance(value, str) and _is_text(kind) else value
            for kind, value in normal["data"].items()
        }
    return normal


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind == "image/svg+xml"


def _join_streams(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    joined: list[dict[str, Any]] = []
    streams: dict[str, str] = {}
    for output in [*outputs, None]:
        if output is not None and output["output_type"] == "stream":
            streams[output["name"]] = streams.get(output["name"], "") + output["text"]
            continue
        for name in ("stdout", "stderr"):
            if name in streams:
                joined.append({"output_type": "stream", "name": name, "text": streams.pop(name)})
        if output is not None:
            joined.append(output)
    return joined
