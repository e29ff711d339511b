"""``sources.csv``: what is known of each file of a corpus, written by a person or by ``hindsight add``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from hindsight.errors import HindsightError
from hindsight.files import write_whole

SOURCES = "sources.csv"
COLUMNS = ("file", "url", "retrieved", "licence", "published", "sha256", "content_type")


def read_sources(folder: Path) -> dict[str, dict[str, str]]:
    """Return what ``sources.csv`` says of each file, keyed by file name; empty if there is none.

    Parameters
    ----------
    folder : Path
        The corpus folder.

    Returns
    -------
    dict of str to dict
        Its columns: url, retrieved, licence, published, sha256, content_type, and whatever else it has.

    Raises
    ------
    HindsightError
        The file is not a CSV with a column ``file``.
    """
    rows = _read_table(folder / SOURCES)[1]
    return {
        row["file"].strip(): {k: v.strip() for k, v in row.items() if k and isinstance(v, str)}
        for row in rows
        if row["file"]
    }


def note_source(folder: Path, row: Mapping[str, str]) -> None:
    """Write the line of one file into ``sources.csv``, in place of an earlier line of the same file.

    What a person wrote stays: other lines, other columns, and in the same line every field that `row` leaves
    empty. The file is replaced whole.

    Parameters
    ----------
    folder : Path
        The corpus folder.
    row : mapping
        ``file`` and any of `COLUMNS`.

    Raises
    ------
    HindsightError
        ``sources.csv`` is there and is not a CSV with a column ``file``; nothing is written.
    """
    path = folder / SOURCES
    names, rows, mark = _read_table(path)
    names = [*names, *(name for name in COLUMNS if name not in names)]
    kept = [other for other in rows if other["file"].strip() != row["file"]]
    earlier = next((other for other in rows if other["file"].strip() == row["file"]), {})
    line = {**earlier, **{name: value for name, value in row.items() if value}}
    text = io.StringIO()
    writer = csv.DictWriter(
        text, names, delimiter=mark, lineterminator="\n", restval="", extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows([*kept, line])
    write_whole(path, text.getvalue())


def _read_table(path: Path) -> tuple[list[str], list[dict[str, str]], str]:
    """Return the columns, the lines and the mark between fields of a ``sources.csv``."""
    if not path.exists():
        return list(COLUMNS), [], ","
    remedy = "the first line names the columns: file, url, retrieved, licence, published"
    try:
        text = _decode(path.read_bytes())
        head = text.partition("\n")[0]
        # Spreadsheets of many countries save "CSV" with semicolons.
        mark = ";" if head.count(";") > head.count(",") else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, restkey="", restval="")
        reader.fieldnames = [_column(name) for name in reader.fieldnames or ()]
        names = [name for name in reader.fieldnames if name]
        rows = [{k: v for k, v in row.items() if k} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise HindsightError(f"is no CSV in UTF-8 ({error})", where=str(path), remedy=remedy) from error
    if "file" not in names:
        raise HindsightError("no column `file`", where=str(path), remedy=remedy)
    return names, rows, mark


def _decode(content: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or what spreadsheets on Windows save as plain "CSV"."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _column(name: str) -> str:
    """Return a column's name as this module knows it: ``File`` is ``file``; others stay as they are."""
    plain = name.strip().lower()
    return plain if plain in COLUMNS else name
