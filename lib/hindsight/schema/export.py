"""The frames for everyone else: CSV, JSON Lines or Parquet, with a `datapackage.json` that describes them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hindsight.errors import BadParameter
from hindsight.schema.descriptor import datapackage, write_dictionary
from hindsight.schema.frames import FRAMES, Column, Frame, build_frame

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "datapackage",
    "export",
    "export_csv",
    "guard_cell",
    "read_csv",
    "unguard_cell",
    "write_dictionary",
]

DESCRIPTOR = "datapackage.json"

# What makes a spreadsheet take a text for a formula (OWASP, "CSV Injection": = + - @ tab CR LF, and the
# full-width forms, which some locales accept). The apostrophe makes taking the guard away exact.
_FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠'")
_GUARD = "'"


def guard_cell(text: str) -> str:
    """Return `text` as a CSV cell that a spreadsheet shows and never runs.

    Notes
    -----
    White space, control and format characters before the first visible one are looked through: some programs
    drop them before they look for a formula. The guard also marks an empty text, because an empty cell means
    "missing". Numbers, days and lists (which begin with a bracket) need no guard.

    Examples
    --------
    >>> guard_cell('=HYPERLINK("x")'), guard_cell("-5 %"), guard_cell("Syria"), guard_cell("")
    ('\\'=HYPERLINK("x")', "'-5 %", 'Syria', "'")
    """
    for character in text:
        if character in _FORMULA_STARTS:
            return _GUARD + text
        if not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf"):
            return text
    return _GUARD + text  # nothing visible at all


def unguard_cell(cell: str) -> str:
    """Return the text of a cell that `guard_cell` made.

    Examples
    --------
    >>> unguard_cell("'=1+1"), unguard_cell("Syria"), unguard_cell("'")
    ('=1+1', 'Syria', '')
    """
    return cell.removeprefix(_GUARD)


def export_csv(frames: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write `frames` as CSV files (UTF-8, RFC 4180, safe in a spreadsheet) with a `datapackage.json`.

    Parameters
    ----------
    frames : mapping
        Name of a frame to the frame.
    folder : Path
        Is made; an earlier export that stands there is replaced as a whole.

    Returns
    -------
    list of Path
        The files written, the descriptor first.

    Raises
    ------
    BadParameter
        `folder` holds something that is not an export.
    """
    return export(frames, "csv", folder)


def export(
    frames: Mapping[str, pd.DataFrame], format: str, folder: Path, *, inputs: Mapping[str, str] | None = None
) -> list[Path]:
    """Write `frames` into `folder`, one file each, with a `datapackage.json`: all of it, or nothing.

    Parameters
    ----------
    frames : mapping
        Name of a frame to the frame.
    format : str
        ``csv``, ``jsonl`` (one JSON object a line) or ``parquet``.
    folder : Path
        Is made; an earlier export that stands there is replaced as a whole.
    inputs : mapping, optional
        Fingerprints of what the frames were made from; the descriptor keeps them.

    Returns
    -------
    list of Path
        The files written, the descriptor first.

    Raises
    ------
    BadParameter
        The format or a frame is unknown, a text cannot be written, or `folder` holds something that is no
        export.
    """
    if format not in _WRITERS:
        remedy = "for a spreadsheet, take csv" if format in ("xlsx", "xls", "ods") else "take one of those"
        raise BadParameter(f"format {format!r} is not one of {', '.join(sorted(_WRITERS))}", remedy=remedy)
    if unknown := sorted(frames.keys() - FRAMES.keys()):
        raise BadParameter(f"no frame is called {unknown[0]!r}", remedy=f"the frames are {', '.join(FRAMES)}")
    folder = Path(folder)
    _check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Written beside its place and moved there in one step, so that a reader never sees half an export.
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        fresh = Path(beside, "fresh")
        fresh.mkdir()
        descriptor = datapackage(frames, format) | ({"inputs": dict(inputs)} if inputs else {})
        for resource in descriptor["resources"]:
            name = resource["name"]
            try:
                content = _WRITERS[format](FRAMES[name], frames[name])
            except UnicodeEncodeError as error:
                half = error.object[error.start : error.end]
                raise BadParameter(
                    f"a text holds half a surrogate pair ({half!r}), which is no character",
                    where=f"frame {name}",
                    remedy="repair the page it comes from",
                ) from error
            Path(fresh, resource["path"]).write_bytes(content)
            resource |= {"bytes": len(content), "hash": "sha256:" + hashlib.sha256(content).hexdigest()}
        Path(fresh, DESCRIPTOR).write_text(
            json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        if folder.exists():
            folder.rename(Path(beside, "former"))
        fresh.rename(folder)
    return [folder / DESCRIPTOR, *(folder / resource["path"] for resource in descriptor["resources"])]


def read_csv(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the frames of a folder that `export_csv` wrote: the same values, types and order.

    Raises
    ------
    SchemaViolation
        A file was changed so that it breaks the schema.
    """
    frames = {}
    for resource in json.loads(Path(folder, DESCRIPTOR).read_text(encoding="utf-8"))["resources"]:
        name = resource["name"]
        columns = FRAMES[name].columns
        with Path(folder, resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = [
                {column: _read_cell(columns[column], cell) for column, cell in row.items()}
                for row in csv.DictReader(file)
            ]
        frames[name] = build_frame(name, rows)
    return frames


def read_csv_rows(name: str, path: Path) -> list[dict[str, Any]]:
    """Return the rows of one CSV file of an export; columns of another version are left out."""
    columns = FRAMES[name].columns
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {column: _read_cell(columns[column], cell) for column, cell in row.items() if column in columns}
            for row in csv.DictReader(file)
        ]


def _check_replaceable(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadParameter(
            "is a file", where=str(folder), remedy="name a folder that is new or holds an export"
        )
    held = {path.name for path in folder.iterdir()}
    ours = {DESCRIPTOR} | {f"{name}.{format}" for name in FRAMES for format in _WRITERS}
    if foreign := sorted(held - ours):
        raise BadParameter(
            f"holds {foreign[0]!r}, which is no part of an export and would be lost",
            where=str(folder),
            remedy="name a folder that is new or holds an export",
        )


def _day(value: Any) -> str:
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"


def _plain_columns(frame: Frame, table: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the columns as plain Python values: None for missing, ISO days, lists of strings."""
    columns: dict[str, list[Any]] = {}
    for column in frame.columns.values():
        values = table[column.name]
        if column.type == "list":
            columns[column.name] = [list(value) for value in values]
            continue
        is_missing = values.isna()
        plain = values.astype(object).tolist()
        if column.type == "date":
            plain = [value if gone else _day(value) for value, gone in zip(plain, is_missing, strict=True)]
        columns[column.name] = [
            None if gone else value for value, gone in zip(plain, is_missing, strict=True)
        ]
    return columns


def _write_cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.type == "string":
        return guard_cell(value)
    if column.type == "list":
        return json.dumps(value, ensure_ascii=False)
    if column.type == "boolean":
        return "true" if value else "false"
    return value if column.type == "date" else repr(value)


def _read_cell(column: Column, cell: str) -> Any:
    if cell == "":
        return None
    if column.type == "string":
        return unguard_cell(cell)
    if column.type == "list":
        return json.loads(cell)
    if column.type == "boolean":
        return cell == "true"
    if column.type == "date":
        return cell
    return int(cell) if column.type == "integer" else float(cell)


def _csv(frame: Frame, table: pd.DataFrame) -> bytes:
    columns = _plain_columns(frame, table)
    out = io.StringIO(newline="")
    # Every cell is quoted, so that a line break or a bare CR inside one stays inside in any reader.
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for values in zip(*columns.values(), strict=True):
        writer.writerow(
            [_write_cell(column, value) for column, value in zip(frame.columns.values(), values, strict=True)]
        )
    return out.getvalue().encode("utf-8")


def _jsonl(frame: Frame, table: pd.DataFrame) -> bytes:
    columns = _plain_columns(frame, table)
    rows = (dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def _parquet(frame: Frame, table: pd.DataFrame) -> bytes:
    import datetime as dt

    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    arrays = []
    for name, values in _plain_columns(frame, table).items():
        kind = frame.columns[name].type
        if kind == "date":
            values = [None if value is None else dt.date.fromisoformat(value) for value in values]
        arrays.append(pa.array(values, type=types[kind]))
    fields = [
        pa.field(column.name, types[column.type], metadata={"meaning": column.meaning})
        for column in frame.columns.values()
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), sink)
    return bytes(sink.getvalue())


_WRITERS: Mapping[str, Callable[[Frame, Any], bytes]] = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}
