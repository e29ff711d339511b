"""Frames on disk: Parquet files that are replaced whole or not at all and know what they were made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from hindsight.files import write_whole
from hindsight.schema import FRAMES, cast_frame, check_frame

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# Parquet metadata: one fingerprint of everything the frame was made from, and one of each part of it.
_KEY = b"hindsight.key"
_INPUTS = b"hindsight.inputs"


def write_frame(
    folder: Path, name: str, frame: pd.DataFrame, key: str, inputs: Mapping[str, str] | None = None
) -> Path:
    """Write the frame `name` to ``folder/name.parquet`` with the fingerprint `key`; return the path.

    `inputs` are the fingerprints of the parts that `key` is made of.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_frame(name, frame)
    table = pa.Table.from_pandas(frame, schema=_arrow_schema(name), preserve_index=False)
    metadata = {_KEY: key.encode(), _INPUTS: json.dumps(dict(inputs or {}), sort_keys=True).encode()}
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(metadata), sink, compression="zstd")
    path = folder / f"{name}.parquet"
    write_whole(path, sink.getvalue().to_pybytes())
    return path


def write_frames(
    folder: Path, frames: Mapping[str, pd.DataFrame], key: str, inputs: Mapping[str, str] | None = None
) -> None:
    """Write the frames of one layer under one fingerprint."""
    for name, frame in frames.items():
        write_frame(folder, name, frame, key, inputs)


def read_inputs(path: Path) -> dict[str, str]:
    """Return the fingerprints of the parts that a stored frame was made from; none where none were kept."""
    import pyarrow.parquet as pq

    if path.suffix != ".parquet":
        return {}
    kept = (pq.read_schema(path).metadata or {}).get(_INPUTS)
    return dict(json.loads(kept)) if kept else {}


def read_frame(folder: Path, name: str, key: str | None = None) -> pd.DataFrame | None:
    """Return the frame `name` as stored, or None where it is missing, damaged or made from something else.

    Parameters
    ----------
    folder : Path
        The folder of the frames.
    name : str
        A key of `FRAMES`.
    key : str, optional
        The fingerprint it must carry; None takes it as it is.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(folder / f"{name}.parquet")
    except (FileNotFoundError, pa.ArrowInvalid):
        return None  # missing or damaged: it is made again
    stored = (table.schema.metadata or {}).get(_KEY)
    if (key is not None and stored != key.encode()) or table.schema.names != list(FRAMES[name].columns):
        return None
    return cast_frame(name, table.to_pandas())


def _arrow_schema(name: str) -> pa.Schema:
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.timestamp("ms"),
        "list": pa.list_(pa.string()),
    }
    columns = FRAMES[name].columns.values()
    return pa.schema([pa.field(c.name, types[c.type], nullable=not c.required) for c in columns])
