"""Code cells as a reader sees them: coloured source, and the parameters as a table."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from hindsight.visible import visible


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the run: its value as written, and what the notebook says it means."""

    name: str
    value: str
    meaning: str
    is_changed: bool  # the run gave it a value other than the notebook's own


def render_source(code: str) -> Markup:
    """Return Python source with the classes of Pygments' short names, prefixed ``_c-``."""
    formatter = HtmlFormatter(nowrap=True, classprefix="_c-")
    return Markup(highlight(visible(code).strip("\n"), PythonLexer(stripnl=False), formatter).rstrip("\n"))


def read_parameters(own: str, injected: Iterable[str]) -> list[Parameter]:
    """Return the parameters of a run, in the order of the notebook's own cell.

    Parameters
    ----------
    own : str
        Source of the cell tagged ``parameters``: assignments, each with a comment that says what it means.
    injected : iterable of str
        Sources of the cells that papermill put after it.

    Examples
    --------
    >>> read_parameters('actor = ""  # show only this actor', ['actor = "Putin"'])
    [Parameter(name='actor', value='Putin', meaning='show only this actor', is_changed=True)]
    """
    values, meanings = _assignments(own), _comments(own)
    defaults = dict(values)
    for cell in injected:
        values |= _assignments(cell)
    return [
        Parameter(name, value, meanings.get(name, ""), value != defaults.get(name))
        for name, value in values.items()
    ]


def _assignments(source: str) -> dict[str, str]:
    """Return the value of each name that the cell assigns, text without its quotes."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # the run has failed at this cell, and the page shows how
        return {}
    values: dict[str, str] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        else:
            continue
        is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
        written = str(value.value) if is_text else ast.unparse(value)  # type: ignore[attr-defined]
        values |= {target.id: written for target in targets if isinstance(target, ast.Name)}
    return values


def _comments(source: str) -> dict[str, str]:
    """Return the comment at the end of each assignment's line, or else on the lines right above it."""
    meanings: dict[str, str] = {}
    above: list[str] = []
    name = ""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return {}
    for token in tokens:
        is_first = not token.line[: token.start[1]].strip()
        if token.type == tokenize.COMMENT:
            words = token.string.lstrip("# ").strip()
            if is_first:
                above.append(words)
            elif name:
                meanings[name] = words
        elif token.type == tokenize.NAME and token.start[1] == 0:
            name = token.string
            if above:
                meanings[name] = " ".join(above)
            above = []
        elif token.type == tokenize.NL and is_first:
            above = []  # a blank line parts a comment from what follows
    return meanings
