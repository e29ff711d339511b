"""The language rules are written in, and its translation to regular expressions over token codes.

A pattern is a row of elements separated by blanks. ``CAPITALS`` name a class of ``vocabulary.toml`` or a
shape of number; any other word or mark stands for itself, in any case; ``<name>`` is a macro of
``macros.toml``; parentheses group, ``|`` separates alternatives, ``?`` and ``{m,n}`` repeat; ``name:``
captures what follows. Repetition without an upper bound is refused: it is what makes matching slow on
hostile text.
"""

from __future__ import annotations

import re

from hindsight.dates.lexing import Lexicon

_MACRO = re.compile(r"<([a-z_]+)>")
_ELEMENT = re.compile(
    r"\s*(?:(?P<name>[a-z_]+):)?"
    r"(?:(?P<open>\()|(?P<close>\))(?P<closing>\?|\{\d(?:,\d)?\})?|(?P<bar>\|)"
    r"|(?P<atom>[^\s()|?{]+)(?P<quantifier>\?|\{\d(?:,\d)?\})?)"
)


def expand(pattern: str, macros: dict[str, str]) -> str:
    """Return the pattern with its macros spelt out.

    Examples
    --------
    >>> expand("<day> MONTH", {"day": "the? ORDNUM"})
    '( the? ORDNUM ) MONTH'
    """
    for _ in range(8):  # macros nest, but not deeper
        if not _MACRO.search(pattern):
            return pattern
        pattern = _MACRO.sub(lambda found: f"( {macros[found[1]]} )", pattern)
    raise ValueError(f"macros of {pattern!r} refer to each other")


def literals(pattern: str) -> set[str]:
    """Return the words and marks that an expanded pattern names as themselves.

    Examples
    --------
    >>> sorted(literals("the? m:MONTH of ( last | this ) year"))
    ['last', 'of', 'the', 'this', 'year']
    """
    atoms = (found["atom"] for found in _ELEMENT.finditer(pattern) if found["atom"])
    return {atom for atom in atoms if not atom.isupper() and atom not in ",./"}


def translate(pattern: str, lexicon: Lexicon) -> str:
    """Return the regular expression over token codes for an expanded pattern.

    Raises
    ------
    ValueError
        The pattern has something the language does not know, or parentheses that do not pair.
    """
    pieces: list[str] = []
    named: list[bool] = []
    uses: dict[str, int] = {}
    at = 0
    while at < len(pattern.rstrip()):
        found = _ELEMENT.match(pattern, at)
        if not found or found.end() == at:
            raise ValueError(f"pattern {pattern!r}: cannot read {pattern[at:]!r}")
        at = found.end()
        name = found["name"]
        if name:  # a name may be used in several alternatives; regular expressions allow each name once
            uses[name] = uses.get(name, 0) + 1
            name += f"__{uses[name]}" if uses[name] > 1 else ""
        if found["open"]:
            named.append(bool(name))
            pieces.append(f"(?P<{name}>(?:" if name else "(?:")
        elif found["close"]:
            if not named:
                raise ValueError(f"pattern {pattern!r}: a parenthesis too many")
            pieces.append(")" + (found["closing"] or "") + (")" if named.pop() else ""))
        elif found["bar"]:
            pieces.append("|")
        else:
            characters = lexicon.characters(found["atom"]) + (found["quantifier"] or "")
            pieces.append(f"(?P<{name}>{characters})" if name else characters)
    if named:
        raise ValueError(f"pattern {pattern!r}: a parenthesis is not closed")
    return "".join(pieces)
