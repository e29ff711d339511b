"""Reads `frames.toml` and builds, checks and types frames by it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from hindsight.errors import SchemaViolation

if TYPE_CHECKING:
    import pandas as pd

# Days, at millisecond resolution: Parquet keeps it and it reaches from year 1 to year 9999, which
# pandas' default (nanoseconds, 1677 to 2262) does not.
_DTYPES: Mapping[str, Any] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[ms]",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, whether it may be missing, its closed list of values, what it refers to."""

    name: str
    type: str
    meaning: str
    required: bool = False
    values: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: what a row is, its key, its order and its columns."""

    name: str
    title: str
    row: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: Mapping[str, Column] = field(repr=False)

    @property
    def has_place(self) -> bool:
        """Whether its rows stand at a place of a page (they carry raw and clean offsets and a quote)."""
        return "quote" in self.columns


@lru_cache(maxsize=1)
def _read_frames() -> dict[str, Frame]:
    text = resources.files("hindsight.schema").joinpath("frames.toml").read_text(encoding="utf-8")
    schema = tomllib.loads(text)
    frames = {}
    for name, table in schema["frames"].items():
        specs: dict[str, dict[str, Any]] = {}
        own = dict(table["columns"])
        key = table["key"][0]
        if key in own:  # the key comes first, then the place, then what the frame says, then who says so
            specs[key] = own.pop(key)
        groups = table.get("groups", [])
        if "place" in groups:
            specs |= schema["groups"]["place"]
        specs |= own
        if "made" in groups:
            specs |= schema["groups"]["made"]
        columns = {
            column: Column(
                name=column,
                type=spec["type"],
                meaning=spec["meaning"],
                required=spec.get("required", False),
                values=tuple(spec.get("values", ())),
                refers=spec.get("refers", ""),
            )
            for column, spec in specs.items()
        }
        frames[name] = Frame(
            name, table["title"], table["row"], tuple(table["key"]), tuple(table["order"]), columns
        )
    return frames


FRAMES: Mapping[str, Frame] = _read_frames()


def build_frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the rows as the frame `name`: columns, types and order by the schema.

    Parameters
    ----------
    name : str
        A key of `FRAMES`.
    rows : iterable of mappings
        Column name to value; an absent key is a missing value. Dates are ISO strings or `datetime.date`.

    Returns
    -------
    pandas.DataFrame
        One row per mapping, in the frame's order, with a plain index.

    Raises
    ------
    SchemaViolation
        A row has a column that the schema does not know, or breaks a rule of `check_frame`.

    Examples
    --------
    >>> build_frame("verdicts", [{"verdict_id": "v.jsonl:1", "claim_id": "p.claim-1", "verdict": "partly",
    ...                           "who": "A. Reader", "when": "2026-01-01"}]).verdict.tolist()
    ['partly']
    """
    import pandas as pd

    frame = FRAMES[name]
    table: dict[str, list[Any]] = {column: [] for column in frame.columns}
    for row in rows:
        if unknown := row.keys() - table.keys():
            raise SchemaViolation(f"unknown column {sorted(unknown)[0]!r}", where=f"frame {name}")
        for column, values in table.items():
            values.append(row.get(column))
    built = cast_frame(
        name, pd.DataFrame({column: pd.Series(values, dtype=object) for column, values in table.items()})
    )
    if len(built):
        built = built.sort_values(list(frame.order), kind="stable", ignore_index=True)
    check_frame(name, built)
    return built


def cast_frame(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` with the types of the schema; columns and rows stay as they are."""
    import numpy as np
    import pandas as pd

    series = {}
    for column, values in frame.items():
        kind = FRAMES[name].columns[str(column)].type
        if kind == "list":
            lists = [list(v) if v is not None else [] for v in values]
            series[column] = pd.Series(lists, dtype=object, index=frame.index)
        elif kind == "date" and values.dtype == object:
            days = [None if v is None else str(v)[:10] for v in values]
            series[column] = pd.Series(np.array(days, dtype="datetime64[ms]"), index=frame.index)
        else:
            series[column] = values.astype(_DTYPES[kind])
    return pd.DataFrame(series, index=frame.index)


def rows_of(frame: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Return the rows of a frame as mappings, None for every missing value; no frame, no rows.

    Examples
    --------
    >>> rows_of(empty_frame("dates"))
    []
    """
    import pandas as pd

    if frame is None:
        return []
    lists = {str(column) for column, values in frame.items() if values.dtype == object}
    columns = {
        str(column): [
            value if str(column) in lists or (value is not pd.NA and value == value) else None
            for value in values
        ]
        for column, values in frame.items()
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def empty_frame(name: str) -> pd.DataFrame:
    """Return the frame `name` without rows."""
    return build_frame(name, [])


def check_frame(name: str, frame: pd.DataFrame) -> None:
    """Check one frame by itself: columns, missing values, closed lists, unique key, offsets.

    Raises
    ------
    SchemaViolation
        Names the frame, the column and the first row that breaks the schema.
    """
    schema = FRAMES[name]
    where = f"frame {name}"
    if list(frame.columns) != list(schema.columns):
        raise SchemaViolation(f"columns {list(frame.columns)} instead of {list(schema.columns)}", where=where)
    for column in schema.columns.values():
        values = frame[column.name]
        missing = values.isna()
        if column.required and missing.any():
            raise SchemaViolation(
                f"column {column.name}: nothing in row {int(missing.argmax())}", where=where
            )
        if column.values:
            bad = ~missing & ~values.isin(column.values)
            if bad.any():
                raise SchemaViolation(
                    f"column {column.name}: {values[bad].iloc[0]!r} is not allowed", where=where
                )
    keys = frame[list(schema.key)]
    if keys.duplicated().any():
        raise SchemaViolation(f"key twice: {keys[keys.duplicated()].iloc[0].tolist()}", where=where)
    for start, end in (("raw_start", "raw_end"), ("clean_start", "clean_end")):
        if start in schema.columns:
            bad = (frame[start] < 0) | (frame[end] < frame[start])
            if bad.any():
                raise SchemaViolation(f"{start}, {end}: not a span in row {int(bad.argmax())}", where=where)


def check_keys(frames: Mapping[str, pd.DataFrame]) -> None:
    """Check that every foreign key among `frames` points at a row that exists.

    Raises
    ------
    SchemaViolation
        Names the frame, the column and the first key that points nowhere.
    """
    for name, frame in frames.items():
        for column in FRAMES[name].columns.values():
            target, _, key = column.refers.partition(".")
            if target not in frames:
                continue
            known = set(frames[target][key])
            values = frame[column.name].dropna()
            if column.type == "list":
                values = values.explode().dropna()
            lost = values[~values.isin(known)]
            if len(lost):
                raise SchemaViolation(
                    f"{column.name} {lost.iloc[0]!r} is no row of {target}", where=f"frame {name}"
                )
