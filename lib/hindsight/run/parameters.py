"""Parameters of the notebooks: read from the tagged cell, checked before anything starts.

papermill injects whatever it is given: a misspelt name is a warning, a wrong type no word at all. Here both
are refused, with the name that was probably meant.
"""

from __future__ import annotations

import ast
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hindsight.errors import BadParameter

Value = str | int | float | bool | None

# These hold a day, whatever their annotation; the empty text stands for "no limit".
DATE_NAMES = ("as_of", "date_from", "date_to")

_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INTEGER = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_EXPECTED = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a day as YYYY-MM-DD",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a notebook. `type` is ``str``, ``int``, ``float`` or ``bool``."""

    name: str
    type: str
    default: Any = None
    is_optional: bool = False


def read_parameters(source: str) -> list[Parameter]:
    """Return the parameters that a cell assigns, in its order.

    Parameters
    ----------
    source : str
        Code of the cell tagged ``parameters``: one ``name: type = default`` a line.

    Returns
    -------
    list of Parameter
        The type is that of the annotation, or else of the default.

    Raises
    ------
    SyntaxError
        The cell is not Python.

    Examples
    --------
    >>> for p in read_parameters("as_of: str = ''  # hide what is later\\nlimit: int | None = None"):
    ...     print(p.name, p.type, repr(p.default), p.is_optional)
    as_of str '' False
    limit int None True
    """
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, annotation, value = node.target.id, ast.unparse(node.annotation), node.value
        elif (
            isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        ):
            name, annotation, value = node.targets[0].id, "", node.value
        else:
            continue
        try:
            default = None if value is None else ast.literal_eval(value)
        except ValueError:
            default = None  # an expression: known only to the kernel
        names = re.findall(r"\w+", annotation)
        kind = next((n for n in names if n in ("str", "int", "float", "bool")), "")
        if not kind:
            kind = type(default).__name__ if isinstance(default, (str, int, float)) else "str"
        found.append(Parameter(name, kind, default, "None" in names or "Optional" in names))
    return found


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """Return names and values of ``NAME=VALUE`` texts, as the command line gives them.

    Raises
    ------
    BadParameter
        There is no ``=``, no name before it, or the same name twice.

    Examples
    --------
    >>> parse_assignments(["as_of=2016-01-01", "actor="])
    {'as_of': '2016-01-01', 'actor': ''}
    """
    values: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        name = name.strip()
        if not equals or not name:
            raise BadParameter(f"{assignment!r} is not NAME=VALUE", where="-p", remedy="write -p NAME=VALUE")
        if name in values:
            raise BadParameter(f"{name!r} is given twice", where="-p", remedy="give it once")
        values[name] = value
    return values


def check_parameters(
    given: Mapping[str, str], notebooks: Mapping[str, Sequence[Parameter]]
) -> dict[str, dict[str, Value]]:
    """Return, for each notebook, the given parameters that it knows, as values of their types.

    Parameters
    ----------
    given : mapping
        Parameter name to text, from the command line.
    notebooks : mapping
        Notebook name to its parameters.

    Returns
    -------
    dict
        One entry per notebook, in the given order; empty where none of its parameters is given.

    Raises
    ------
    BadParameter
        No notebook has a parameter of that name, or the text is not a value of its type.

    Examples
    --------
    >>> known = {"04-when": [Parameter("as_of", "str", ""), Parameter("limit", "int", 20)]}
    >>> check_parameters({"limit": "7"}, known)
    {'04-when': {'limit': 7}}
    >>> check_parameters({"limti": "7"}, known)
    Traceback (most recent call last):
    hindsight.errors.BadParameter: -p limti: no notebook has this parameter; did you mean limit?
    """
    known = sorted({parameter.name for parameters in notebooks.values() for parameter in parameters})
    for name in given:
        if name not in known:
            raise BadParameter(
                "no notebook has this parameter", where=f"-p {name}", remedy=_suggest(name, known)
            )
    values: dict[str, dict[str, Value]] = {}
    for notebook, parameters in notebooks.items():
        own = {parameter.name: parameter for parameter in parameters}
        values[notebook] = {name: _convert(own[name], text) for name, text in given.items() if name in own}
    first, last = given.get("date_from"), given.get("date_to")
    if first and last and first > last:
        raise BadParameter(
            f"{first} is later than date_to {last}", where="-p date_from", remedy="swap the two"
        )
    return values


def _suggest(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    if close := get_close_matches(name, known, n=1):
        return f"did you mean {close[0]}?"
    return f"the notebooks have {', '.join(known)}" if known else "the notebooks have no parameters"


def _convert(parameter: Parameter, text: str) -> Value:
    """Return the text as a value of the parameter's type."""
    expected = "date" if parameter.name in DATE_NAMES else parameter.type
    plain = text.strip()
    if parameter.is_optional and plain in ("", "None"):
        return None
    if expected == "str" or (expected == "date" and not plain):
        return text
    if expected == "date" and _DAY.fullmatch(plain):
        try:
            return datetime.date.fromisoformat(plain).isoformat()
        except ValueError as error:
            raise BadParameter(f"{text!r} is no day: {error}", where=f"-p {parameter.name}") from None
    if expected == "bool" and plain.lower() in _WORDS:
        return _WORDS[plain.lower()]
    if expected == "int" and _INTEGER.fullmatch(plain):
        return int(plain)
    if expected == "float" and _NUMBER.fullmatch(plain):
        return float(plain)
    raise BadParameter(f"{text!r} is not {_EXPECTED[expected]}", where=f"-p {parameter.name}")
