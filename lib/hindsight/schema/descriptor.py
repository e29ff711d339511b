"""What the frames mean, for people and for programs: the data dictionary and the `datapackage.json`.

The descriptor is a Frictionless Data Package with Table Schemas (https://specs.frictionlessdata.io/),
version 1, which readers of version 2 accept. Both are made from `frames.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from hindsight.schema.frames import FRAMES, Column, Frame

CSV_NOTE = (
    "A text that begins with = + - @, a tab, a line break, a full-width form of those or an apostrophe "
    "(leading blanks not counted) has one apostrophe in front, so that no spreadsheet runs it; to read the "
    "cell, take one leading apostrophe away. An empty cell is a missing value; an apostrophe alone is an "
    "empty text."
)
_FIELD_TYPES = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "list": "array",
}
_MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}


def write_dictionary() -> str:
    """Return the data dictionary as Markdown: every frame, its keys and its columns, in schema order."""
    lines = [
        "# Columns",
        "",
        "Every frame and every column, made from `lib/hindsight/schema/frames.toml` by `make docs`.",
        "",
        "Offsets are half-open and count code points: `raw_*` in the decoded file, `clean_*` in the text",
        "with the edits applied. A `date` is a day (ISO 8601); a `list` holds strings (JSON text in CSV).",
        "A column in bold is never missing; → names the column that a key refers to.",
        "",
        *(f"- [{frame.name}](#{frame.name}): one row per {frame.row}" for frame in FRAMES.values()),
    ]
    for frame in FRAMES.values():
        lines += [
            "",
            f"## {frame.name}",
            "",
            f"One row per {frame.row}. Key: {_code(frame.key)}; order: {_code(frame.order)}.",
            "",
            "| column | type | meaning |",
            "| --- | --- | --- |",
        ]
        lines += [_dictionary_row(column) for column in frame.columns.values()]
    return "\n".join(lines) + "\n"


def datapackage(frames: Collection[str], format: str = "csv") -> dict[str, Any]:
    """Return the Frictionless descriptor of `frames` as files of one format.

    Parameters
    ----------
    frames : collection of str
        Names of frames (keys of `FRAMES`); a mapping from name to frame serves as well.
    format : str
        ``csv``, ``jsonl`` or ``parquet``.

    Returns
    -------
    dict
        Ready for `json.dump`: one resource per frame, in the order of the schema, with column types,
        constraints, the primary key, the foreign keys to frames that are in `frames`, and the meaning of
        each column.

    Notes
    -----
    Table Schema has no foreign key for the members of an array: such a field says in `refers` what it
    points at. No date or time is in the descriptor, so that the same frames give the same bytes on any day.

    Examples
    --------
    >>> package = datapackage(["sentences", "documents"])
    >>> [resource["path"] for resource in package["resources"]]
    ['documents.csv', 'sentences.csv']
    >>> package["resources"][1]["schema"]["foreignKeys"]
    [{'fields': 'document_id', 'reference': {'resource': 'documents', 'fields': 'document_id'}}]
    """
    description = (
        "Documents, sentences, actors, claims, dates and links, each row with its place in the source."
    )
    if format == "csv":
        description += " " + CSV_NOTE
    return {
        "profile": "tabular-data-package" if format == "csv" else "data-package",
        "name": "hindsight-frames",
        "title": "Frames of a Hindsight corpus",
        "description": description,
        "resources": [_resource(frame, frames, format) for frame in FRAMES.values() if frame.name in frames],
    }


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _dictionary_row(column: Column) -> str:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    meaning = column.meaning
    if column.values:
        meaning += f" One of {_code(column.values)}."
    if column.refers:
        meaning += f" → `{column.refers}`"
    meaning = meaning.replace("|", "\\|")
    return f"| {name} | {column.type} | {meaning} |"


def _resource(frame: Frame, frames: Collection[str], format: str) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource" if format == "csv" else "data-resource",
        "name": frame.name,
        "title": frame.title,
        "description": f"One row per {frame.row}.",
        "path": f"{frame.name}.{format}",
        "format": format,
        "mediatype": _MEDIA_TYPES[format],
    }
    if format != "parquet":
        resource["encoding"] = "utf-8"
    if format == "csv":
        resource["dialect"] = {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        }
    resource["schema"] = {
        "fields": [_field(column, is_key=frame.key == (column.name,)) for column in frame.columns.values()],
        "missingValues": [""],
        "primaryKey": list(frame.key),
    }
    foreign = [
        _foreign_key(frame, column) for column in frame.columns.values() if _is_foreign(column, frames)
    ]
    if foreign:
        resource["schema"]["foreignKeys"] = foreign
    return resource


def _field(column: Column, *, is_key: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.type],
        "description": column.meaning,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if is_key:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    if column.refers and column.type == "list":
        field["refers"] = column.refers
    return field


def _is_foreign(column: Column, frames: Collection[str]) -> bool:
    return bool(column.refers) and column.type != "list" and column.refers.partition(".")[0] in frames


def _foreign_key(frame: Frame, column: Column) -> dict[str, Any]:
    target, _, key = column.refers.partition(".")
    # The specification writes a reference to the table itself as an empty name.
    return {
        "fields": column.name,
        "reference": {"resource": "" if target == frame.name else target, "fields": key},
    }


if __name__ == "__main__":
    print(write_dictionary(), end="")
