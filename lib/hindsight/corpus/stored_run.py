"""A finished run as it lies on disk: the frames of ``data/processed`` or of an export, and their inputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hindsight.corpus.store import read_inputs
from hindsight.errors import BadParameter, HindsightError
from hindsight.schema import FRAMES
from hindsight.schema.export import DESCRIPTOR, read_csv_rows

Row = dict[str, Any]


@dataclass(frozen=True)
class StoredRun:
    """A run: its folder, rows by frame, and the fingerprints of what it was made from.

    Rows hold plain values: ISO days, lists of text, None for what is missing. A frame or column that the run
    lacks is absent: it may have been made by another version. `inputs` is empty where nothing was recorded.
    """

    name: str
    rows: Mapping[str, list[Row]]
    inputs: Mapping[str, str]


def read_run(folder: Path) -> StoredRun:
    """Return the run in a folder.

    Parameters
    ----------
    folder : Path
        ``data/processed`` or a copy of it, or what `hindsight export` wrote, in any format.

    Raises
    ------
    BadParameter
        There is no such folder, or it holds no frames.
    HindsightError
        A file is damaged.
    """
    where = str(folder)
    if not folder.is_dir():
        raise BadParameter("no such folder", where=where, remedy="name data/processed, a copy or an export")
    inputs: dict[str, str] = {}
    descriptor = folder / DESCRIPTOR
    if descriptor.is_file():
        described = _read_json(descriptor)
        inputs = {str(k): str(v) for k, v in dict(described.get("inputs") or {}).items()}
        paths = {entry["name"]: folder / entry["path"] for entry in described.get("resources", ())}
    else:
        paths = {path.stem: path for path in sorted(folder.glob("*.parquet"))}
    known = {name: path for name, path in paths.items() if name in FRAMES}
    if not known:
        raise BadParameter("no frames here", where=where, remedy="name data/processed, a copy or an export")
    rows = {name: _read_rows(name, path) for name, path in known.items()}
    if not inputs:
        inputs = read_inputs(next(path for path in known.values()))
    return StoredRun(where, rows, inputs)


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except ValueError as error:
        raise HindsightError(f"not JSON: {error}", where=str(path), remedy="export again") from None
    if not isinstance(found, dict):
        raise HindsightError("not a JSON object", where=str(path), remedy="export again")
    return found


def _read_rows(name: str, path: Path) -> list[Row]:
    try:
        if path.suffix == ".csv":
            return read_csv_rows(name, path)
        if path.suffix == ".jsonl":
            lines = path.read_text(encoding="utf-8").split("\n")
            return [json.loads(line) for line in lines if line]
        return _read_parquet(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HindsightError(
            f"cannot be read: {error}", where=str(path), remedy="make the run again"
        ) from error


def _read_parquet(path: Path) -> list[Row]:
    import pyarrow.parquet as pq

    return [
        {column: _plain(value) for column, value in row.items()} for row in pq.read_table(path).to_pylist()
    ]


def _plain(value: Any) -> Any:
    """Return a day as ISO text, as exports in text have it; other values as they are."""
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value
