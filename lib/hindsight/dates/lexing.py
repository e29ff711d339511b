"""Words and numbers as classes: each token becomes one code, so that rules are regular expressions over
codes.

A token may belong to several classes ("second" is an ordinal and a unit, "12" a day, a month, an hour and a
number). Tokens with the same set of classes share a code, a single private-use character; a rule's class
name stands for all codes whose set has it. Sentences thus become short strings in which most words are one
and the same character, and matching a whole grammar costs little (the idea of token regular expressions:
Chang and Manning, TokensRegex, 2014).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

# A token no rule knows. Rules never match across it, so a text falls into short windows between such tokens.
OTHER = "\x00"
_FIRST_CODE = 0xE000  # Unicode private use area: 6,400 codes; the grammar needs a few hundred

_TOKEN = re.compile(
    r"(?P<plain>[a-z]+\b(?!\.))"  # most tokens of a text: tried first, because it is quick
    r"|(?P<qnum>[QH][1-4]\b)|(?P<fynum>FY['’]?(?:\d{4}|\d\d)\b)"
    r"|(?P<word>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.|[^\W\d_]+(?:\.[mM](?:\.|\b)|\.[CD]\.(?:E\.)?)?)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z\b|[+-]\d\d:?\d\d)?)?(?!\d)"
    r"|\d{4}-(?:W\d\d(?:-[1-7])?|Q[1-4]|H[12])\b|\d{4}/\d\d/\d\d(?![\d/]))"
    r"|(?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])"
    r"|\d{1,2}(?P<stroke>[.-])\d{1,2}(?P=stroke)(?:1\d|20)\d\d(?!\d|[.-]\d))"
    r"|(?P<slashday>(?:9/11|7/7)(?![\d/]))"
    r"|(?P<frac>[1-9]/[2-9](?![\d/]))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<ordnum>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<decade>(?:\d{3}0|\d{2}0|\d0)['’]?s\b)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.]\d+)*)"
    r"|(?P<mark>\S)"
)
# A digit glued to these is part of a name, an amount of money or a share: B-52, $1998, 1998%.
_GLUED_BEFORE = frozenset("$£€¥#_&=@%+")
_MARKS = {
    "-": "DASH", "–": "DASH", "—": "DASH", "‑": "DASH", "−": "DASH",
    "'": "APOS", "’": "APOS", "‘": "APOS", "`": "APOS",
    ",": ",", ".": ".", "/": "/",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexed:
    """A sentence as codes: `codes[i]` stands for the token at ``spans[i]`` of the text."""

    codes: str
    spans: list[tuple[int, int]]


@lru_cache(maxsize=32)
def read_table(name: str) -> dict[str, Any]:
    """Return a TOML file of the grammar folder as a dictionary."""
    folder = resources.files("hindsight.dates.grammar")
    return tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, dict[str, Any]]:
    """Return the values of the words of each class: class, then word, then value."""
    return {name: table["words"] for name, table in read_table("vocabulary.toml").items()}


def number_classes(text: str, kind: str) -> frozenset[str]:
    """Return the classes of a token that begins with a digit.

    Examples
    --------
    >>> sorted(number_classes("12", "number"))
    ['DAYNUM', 'HOURNUM', 'MONTHNUM', 'NUM', 'YY']
    >>> sorted(number_classes("42.7", "number"))
    ['DEC']
    """
    if kind == "decade":
        return frozenset({"DECADE" if len(text.rstrip("s'’")) > 2 else "SHORTDECADE"})
    if kind != "number":
        return frozenset({kind.upper()})
    if not text.isdecimal():
        if "," in text:
            return frozenset({"NUM"})
        return frozenset({"DEC"} if text.count(".") == 1 else ())
    if len(text) > 6 or not text.isascii():
        return frozenset()
    value = int(text)
    classes: set[str] = {"NUM"}
    if len(text) == 4 and 1000 <= value < 2200:
        classes.add("YEAR")
    if len(text) == 4 and value // 100 < 24 and value % 100 < 60:
        classes.add("HHMM")
    if len(text) == 3 and value >= 100:
        classes.add("YEAR3")
    if len(text) == 2:
        classes.add("YY")
    if len(text) <= 2:
        classes |= {name for name, low, high in _SMALL if low <= value <= high}
    return frozenset(classes)


_SMALL = (("DAYNUM", 1, 31), ("MONTHNUM", 1, 12), ("HOURNUM", 0, 24))
# One text of every shape, so that all sets of number classes are known before the rules are compiled.
_PROBES = [str(n) for n in range(0, 100)] + [f"{n:02}" for n in range(10)]
_PROBES += [
    "100",
    "099",
    "1000",
    "1070",
    "0100",
    "2500",
    "2170",
    "2200",
    "10000",
    "1,000",
    "4.5",
    "1.2.3",
    "1234567",
]


class Lexicon:
    """Codes of all tokens for one grammar.

    Parameters
    ----------
    literals : set of str
        Words and marks that rules name as such, beside the classes of ``vocabulary.toml``.
    """

    def __init__(self, literals: set[str]) -> None:
        self._codes: dict[frozenset[str], str] = {frozenset(): OTHER}
        self._of_text: dict[str, str] = {}
        self._of_class: dict[str, list[str]] = {}
        words: dict[str, set[str]] = {}  # every spelling of every word -> its classes
        for name, table in read_table("vocabulary.toml").items():
            cased = set(table.get("cased", ()))
            for word in table["words"]:
                for spelling in (word.capitalize(), word.upper(), *(() if word in cased else (word,))):
                    words.setdefault(spelling, set()).add(name)
        for literal in sorted(literals):
            for spelling in (literal, literal.capitalize(), literal.upper()):
                words.setdefault(spelling, set()).add(literal)
        for mark, name in _MARKS.items():
            words[mark] = {name}
        for spelling, names in sorted(words.items()):
            self._of_text[spelling] = self._code(frozenset(names))
        for probe in _PROBES:
            self._code(number_classes(probe, "number"))
        for kind in ("iso", "slash", "slashday", "frac", "clock", "ordnum", "qnum", "fynum"):
            self._code(number_classes("", kind))
        for decade in ("1990s", "90s"):
            self._code(number_classes(decade, "decade"))
        for classes, code in self._codes.items():
            for name in classes:
                self._of_class.setdefault(name, []).append(code)
        self._of_number: dict[str, str] = {}

    def _code(self, classes: frozenset[str]) -> str:
        return self._codes.setdefault(classes, chr(_FIRST_CODE + len(self._codes)))

    def characters(self, name: str) -> str:
        """Return the regular expression for a class or literal: the codes of all tokens that have it.

        Raises
        ------
        KeyError
            No token has it: a misspelt class in a rule.
        """
        codes = self._of_class[name]
        return codes[0] if len(codes) == 1 else f"[{''.join(sorted(codes))}]"

    def lex(self, text: str, start: int, end: int) -> Lexed:
        """Return ``text[start:end]`` as codes; offsets are those of `text`.

        A run of tokens that no rule knows is one code: rules never match across it, however long it is.
        """
        codes: list[str] = []
        spans: list[tuple[int, int]] = []
        code_of = self._of_text.get
        was_other = False
        for match in _TOKEN.finditer(text, start, end):
            token = match.group()
            code = code_of(token)
            if code is None:
                kind = match.lastgroup
                if kind == "plain" or kind == "word" or kind == "mark":
                    if token[-1] == "." and len(token) > 1:  # Nov., p.m., B.C.
                        bare = token.replace(".", "")
                        code = code_of(bare) or code_of(bare.lower(), OTHER)
                    else:
                        code = OTHER
                else:
                    code = self._number(token, str(kind), text, *match.span())
            if code != OTHER:
                was_other = False
            elif was_other:
                continue
            else:
                was_other = True
            codes.append(code)
            spans.append(match.span())
        return Lexed("".join(codes), spans)

    def _number(self, token: str, kind: str, text: str, start: int, end: int) -> str:
        if start and (text[start - 1] in _GLUED_BEFORE or text[start - 1].isalpha()):
            return OTHER
        if (
            start > 1
            and text[start - 1] in "-."
            and (text[start - 2].isalpha() and text[start - 2].isupper())
        ):
            return OTHER  # B-52, No.10
        if end < len(text) and text[end] in "%":
            return OTHER
        code = self._of_number.get(token)
        if code is None:
            code = self._codes.get(number_classes(token, kind), OTHER)
            if len(token) <= 4:  # bounded: a hostile text cannot make the table grow without end
                self._of_number[token] = code
        return code
