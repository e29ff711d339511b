"""JSON Lines in and out: one object a line, streamed, with the line number of whatever is wrong."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from hindsight.errors import BadLine, HindsightError
from hindsight.files import replacing

STANDARD = "-"  # stands for standard input or output


def read_objects(source: str) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """Yield the number and the object of each line; a line that is no object gives the error instead.

    Parameters
    ----------
    source : str
        Path, or ``-`` for standard input.

    Raises
    ------
    HindsightError
        The file cannot be opened.
    """
    with _open_input(source) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            where = f"{source}, line {number}"
            try:
                entry = _parse(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (ValueError, RecursionError) as error:
                yield (
                    number,
                    BadLine(f"not JSON ({error})", where=where, remedy="write one JSON object a line"),
                )
                continue
            if isinstance(entry, dict):
                yield number, entry
            else:
                yield number, BadLine("not a JSON object", where=where, remedy="write one JSON object a line")


def take_text(entry: dict[str, Any], key: str, where: str, *, required: bool = True) -> str | None:
    """Return the text of a field.

    Raises
    ------
    BadLine
        The field is absent and required, or not text.
    """
    value = entry.get(key)
    if value is None and not required:
        return None
    if not isinstance(value, str):
        found = f"field {key!r} is {'missing' if value is None else 'not text'}"
        raise BadLine(found, where=where, remedy="see docs/commands.md for the fields")
    return value


@contextmanager
def writing_objects(target: str) -> Iterator[Any]:
    """Give a function that writes one object a line to a file (replaced whole at the end) or standard output.

    Parameters
    ----------
    target : str
        Path, or ``-`` for standard output, where lines appear as they are written.
    """

    def write(entry: dict[str, Any]) -> None:
        # Lone surrogates cannot be UTF-8: such text is written with \u escapes, which JSON allows.
        line = json.dumps(entry, ensure_ascii=False, allow_nan=False)
        try:
            encoded = line.encode()
        except UnicodeEncodeError:
            encoded = json.dumps(entry, allow_nan=False).encode()
        file.write(encoded + b"\n")

    if target == STANDARD:
        file: IO[bytes] = sys.stdout.buffer
        yield write
        file.flush()
    else:
        with replacing(Path(target)) as file:
            yield write


def _parse(line: str) -> Any:
    return json.loads(line, parse_float=_parse_finite, parse_constant=_parse_finite)


def _parse_finite(text: str) -> float:
    # Python reads NaN, Infinity and 1e999, and would write them back as what no other reader takes.
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:20]} is not a number of JSON")
    return value


@contextmanager
def _open_input(source: str) -> Iterator[IO[bytes]]:
    if source == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115 - closed below, opened apart so that only opening is caught
    except OSError as error:
        raise HindsightError(error.strerror or str(error), where=source, remedy="check the path") from None
    with file:
        yield file
