"""Words and marks with their exact places, as in the English UD treebanks: Penn style, hyphens split."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

# Bounded repeats keep the scan linear on a token of ten million characters without a blank.
_TOKEN = re.compile(
    r"""
      (?P<address> https?://[^\s<>"“”]+ (?<![.,;:!?)'’\]])
                 | www\.[^\s<>"“”]+ (?<![.,;:!?)'’\]])
                 | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}
                 | [@\#][^\W\d]\w* )
    | (?P<initials> (?:[^\W\d_]\.){2,6}(?!\w) | [^\W\d_]\.[^\W\d_](?![\w.]) | Ph\.D\. )
    | (?P<word> [^\W\d_]+ (?:['’][^\W\d_]+)* (?!\w) (?:\.(?!\.))? )
    | (?P<number> \d{4}-\d\d-\d\d(?![\w-]) | (?:\d{3}-){1,2}\d{4}(?![\w-])
                | (?<![\w.])\.\d+ | \d+(?:[.,:/]\d+){0,20}(?:st|nd|rd|th|s)?(?!\w) )
    | (?P<clock> \d+(?:[.:]\d+)?(?=(?:am|pm|AM|PM|[kK]m|bn|mn|kg|cm|mm)\b) )
    | (?P<mixed> \w+ (?:['’](?:s|S)(?!\w))? )
    | (?P<clitic> ['’](?:s|m|d|re|ve|ll|S|M|D|RE|VE|LL)(?!\w) )
    | (?P<mark> \.{2,} | -{2,} | `` | '' | \*{2,} | _{2,} | \S )
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|m|d|re|ve|ll))\Z", re.IGNORECASE)
_ROMAN_OR_DIGIT = re.compile(r"\s{0,3}(?:\d|[IVXLC]+\b|#)")
# A token longer than this is cut: nothing that long is a word, and features of it would cost time squared.
_LONGEST_TOKEN = 1000


@lru_cache(maxsize=1)
def _load_tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files(__package__) / "abbreviations.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load_abbreviations() -> dict[str, frozenset[str]]:
    """Return the word lists of ``abbreviations.toml`` by table, small letters, without the final period."""
    return {
        name: frozenset(table["words"].split()) for name, table in _load_tables().items() if "words" in table
    }


@lru_cache(maxsize=1)
def _load_joined() -> dict[str, int]:
    return {word: at for word, at in _load_tables()["joined"].items() if word != "source"}


@lru_cache(maxsize=1)
def _with_period() -> frozenset[str]:
    lists = load_abbreviations()
    return lists["titles"] | lists["continuing"] | lists["closing"] | lists["states"]


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the words and marks of ``text[start:end]``, in order.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence to read, half-open in code points; the whole text by default. Give one sentence at a
        time: a last period is then known to be the stop.

    Returns
    -------
    list of (int, int)
        One pair per token, half-open, in code points of `text`. No token holds a blank; what is not blank is
        in exactly one token.

    Notes
    -----
    Clitics (``'s``, ``n't``) are tokens. A hyphen between words is a token (``Russia - Ukraine``, ``ISIL -
    held``, ``al - Assad``), as in the treebanks the tagger learns from; a prefix stays with a word in small
    letters (``re-elected``) but not with a name (``anti - Assad``), so that the name can be found.
    Abbreviations keep their period (``U.S.``, ``Mr.``), at the end of a sentence too.
    Known failures: a single letter before a period inside a sentence is always read as an initial.

    Examples
    --------
    >>> text = "Hollande didn’t name Russia’s U.S.-led rivals."
    >>> [text[a:b] for a, b in tokenize(text)]
    ['Hollande', 'did', 'n’t', 'name', 'Russia', '’s', 'U.S.', '-', 'led', 'rivals', '.']
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    append = spans.append
    for match in _TOKEN.finditer(text, start, end):
        a, b = match.span()
        kind = match.lastgroup
        if kind == "word":
            _split_word(text, a, b, end, spans)
        elif b - a > _LONGEST_TOKEN:
            spans.extend((k, min(k + _LONGEST_TOKEN, b)) for k in range(a, b, _LONGEST_TOKEN))
        elif kind == "mixed" and text[b - 1] in "sS" and b - a > 2 and text[b - 2] in "'’":
            spans += ((a, b - 2), (b - 2, b))
        else:
            append((a, b))
    return _join_prefixes(text, spans)


def _split_word(text: str, a: int, b: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Add the tokens of a word that may end in a period or a clitic."""
    stop = text[b - 1] == "."
    word_end = b - 1 if stop else b
    word = text[a:word_end]
    if word_end - a > _LONGEST_TOKEN:
        spans.extend((k, min(k + _LONGEST_TOKEN, word_end)) for k in range(a, word_end, _LONGEST_TOKEN))
    elif "'" in word or "’" in word:
        clitic = _CLITIC.search(word)
        cut = a + clitic.start() if clitic and clitic.start() else word_end
        spans.append((a, cut))
        if cut < word_end:
            spans.append((cut, word_end))
    elif (cut := _load_joined().get(word.lower(), 0)) and not word.isupper():
        spans += ((a, a + cut), (a + cut, word_end))
    elif stop and _keeps_period(text, word, b, end):
        spans.append((a, b))
        return
    else:
        spans.append((a, word_end))
    if stop:
        spans.append((word_end, b))


def _keeps_period(text: str, word: str, after: int, end: int) -> bool:
    # What follows tells "No. 5" from "He said no." and "J. Smith" from "vitamin C."
    if after < end and text[after] == ".":
        return False
    lowered = word.lower()
    if len(word) == 1:
        return after < end
    if lowered in _with_period():
        return word != lowered or lowered not in load_abbreviations()["words_in_small_letters"]
    return lowered in load_abbreviations()["before_numbers"] and bool(_ROMAN_OR_DIGIT.match(text, after, end))


def _join_prefixes(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Rejoin ``re``, ``-``, ``elected``: the treebanks keep such a prefix with a word in small letters."""
    if not spans or text.find("-", spans[0][0], spans[-1][1]) < 0:
        return spans
    prefixes = load_abbreviations()["hyphen_prefixes"]
    joined: list[tuple[int, int]] = []
    k, n = 0, len(spans)
    while k < n:
        a, b = spans[k]
        if (
            k + 2 < n
            and b - a < 8
            and spans[k + 1] == (b, b + 1)
            and text[b] == "-"
            and spans[k + 2][0] == b + 1
            and text[b + 1].islower()
            and text[a:b].lower() in prefixes
            and (a == 0 or text[a - 1] != "-")
        ):
            joined.append((a, spans[k + 2][1]))
            k += 3
        else:
            joined.append((a, b))
            k += 1
    return joined
