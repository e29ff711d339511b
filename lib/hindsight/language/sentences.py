"""Lines, paragraphs and sentences of a text, by their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hindsight.language.tokens import load_abbreviations

# A run of closing marks is read from its first mark only (look-behind), so that the scan stays linear.
_END = re.compile(
    r"""(?<![.!?…]) (?P<stop>[.!?…]+)
        (?P<close>["'”’»)\]]{0,4} (?:\ ?\[\w{1,4}\]){0,6})
        (?P<gap>\s+|(?=[A-Z]))""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘”’—–-]{1,24}\Z")
_WORD_AFTER = re.compile(r"[\"'“‘«(\[]{0,3}([^\W_]+)")
_ENUMERATION = re.compile(r"(?:\d{1,3}\.){0,3}(?:\d{1,3}|[A-Za-z])")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[•*·▪–—-]\s|\(?\d{1,3}[.)]\s)")
# No sentence of prose is longer; a cut keeps every later step linear.
LONGEST_SENTENCE = 2000  # code points
# Hand-wrapped text: the longest lines of plain text files, mails and wires end between these columns.
NARROWEST_WRAPPED_LINE, WIDEST_WRAPPED_LINE = 40, 100  # code points


def split_lines(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs of ``text[start:end]``: lines, hand-wrapped ones put together again.

    Notes
    -----
    A line break ends a paragraph unless the lines were wrapped by hand: three or more lines, none of which
    had room for the first word of the next; or a line that ends without a stop before one that opens with a
    small letter.

    Examples
    --------
    >>> text = "The enemy-of-my-enemy logic\\nagainst ISIS can fail.\\nHe may wait."
    >>> [text[a:b] for a, b in split_lines(text)]
    ['The enemy-of-my-enemy logic\\nagainst ISIS can fail.', 'He may wait.']
    """
    end = len(text) if end is None else end
    lines = [_strip(text, *match.span()) for match in _LINE.finditer(text, start, end)]
    paragraphs: list[tuple[int, int]] = []
    group: list[tuple[int, int]] = []
    for a, b in lines:
        if a == b:
            continue
        if group and text.count("\n", group[-1][1], a) != 1:
            paragraphs += _unwrap(text, group)
            group = []
        group.append((a, b))
    return paragraphs + _unwrap(text, group)


def _strip(text: str, a: int, b: int) -> tuple[int, int]:
    line = text[a:b]
    stripped = line.strip()
    if not stripped:
        return a, a
    a += len(line) - len(line.lstrip())
    return a, a + len(stripped)


def _unwrap(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(lines) < 2:
        return lines
    width = max(b - a for a, b in lines)
    is_wrapped = (
        len(lines) > 2
        and NARROWEST_WRAPPED_LINE <= width <= WIDEST_WRAPPED_LINE
        and all(
            b - a + 1 + len(text[c : min(d, c + 200)].split(None, 1)[0]) > width
            and not _BULLET.match(text, c)
            for (a, b), (c, d) in pairwise(lines)
        )
    )
    merged = [lines[0]]
    for a, b in lines[1:]:
        before = merged[-1][1]
        if is_wrapped or (
            text[a].islower() and text[before - 1] not in '.!?:;…"”' and before - merged[-1][0] > 25
        ):
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return merged


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text[start:end]``, in order, without the blanks around them.

    Parameters
    ----------
    text : str
    start, end : int
        The stretch to read, half-open in code points; the whole text by default. Lines are cut first.

    Returns
    -------
    list of (int, int)
        One pair per sentence. A sentence of more than 2,000 code points is cut at the last blank before.

    Notes
    -----
    A stop ends a sentence if what follows does not go on in small letters. After an abbreviation that can
    close a sentence (``U.S.``, ``Inc.``) it does so only before a word that opens sentences (``The``,
    ``But``): the orthographic heuristic of Punkt (Kiss and Strunk 2006) with a closed list. After a title
    (``Gen.``) never.

    Examples
    --------
    >>> text = 'Gen. Dvornikov met U.S. envoys. “Will it last?” he asked. The U.S. The EU.'
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['Gen. Dvornikov met U.S. envoys.', '“Will it last?” he asked.', 'The U.S.', 'The EU.']
    """
    sentences: list[tuple[int, int]] = []
    for a, b in split_lines(text, start, end):
        at = a
        for match in _END.finditer(text, a, b):
            if match.start() > at and _ends_sentence(text, match, at, b):
                sentences.extend(_cut(text, at, match.end("close")))
                at = match.end()
        if at < b:
            sentences.extend(_cut(text, at, b))
    return sentences


def _ends_sentence(text: str, match: re.Match[str], at: int, end: int) -> bool:
    after = _WORD_AFTER.match(text, match.end(), min(end, match.end() + 60))
    word_after = after[1] if after else ""
    if word_after[:1].islower():
        return False
    stop = match["stop"]
    before = _WORD_BEFORE.search(text[max(at, match.start() - 25) : match.start()])
    word = before[0] if before else ""
    if not match["gap"]:
        # "the hearing.Next": a lost blank, if a plain word stands before and a capitalised one after.
        return (
            stop == "." and len(word) > 3 and word.isalpha() and word.islower() and word_after[1:].islower()
        )
    if stop != "." or not word:
        return True
    return not _is_abbreviation(text, word, word_after, match, at)


def _is_abbreviation(text: str, word: str, word_after: str, match: re.Match[str], at: int) -> bool:
    lists = load_abbreviations()
    lowered = word.lower()
    if _ENUMERATION.fullmatch(word) and match.start() - len(word) == at:
        return True  # "1. Introduction", "2.1. The case", "a. First": a numeral or letter at the front
    if len(word) == 1 and word.isalpha():
        # "J. Smith": an initial before a name; "c. 1818", "p. 12": a letter before a number.
        return not _opens(word_after) if word.isupper() else word_after[:1].isdigit()
    if word == lowered and word in lists["words_in_small_letters"]:
        return False
    if lowered in lists["titles"] or lowered in lists["continuing"]:
        return not match["close"]
    if lowered in lists["before_numbers"]:
        return word_after[:1].isdigit() or (word_after != "I" and bool(re.fullmatch("[IVXLC]+", word_after)))
    if lowered in lists["closing"] or (lowered in lists["states"] and word[0].isupper()):
        return not _opens(word_after)
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return not _opens(word_after)
    return False


def _opens(word: str) -> bool:
    """Say whether a word after an abbreviation shows that a sentence starts: The does, THE does not."""
    is_capitalised = word[:1].isupper() and not word[1:].isupper()
    return is_capitalised and word.lower() in load_abbreviations()["openers"]


def _cut(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    while b - a > LONGEST_SENTENCE:
        blank = text.rfind(" ", a + LONGEST_SENTENCE // 2, a + LONGEST_SENTENCE)
        cut = blank if blank > 0 else a + LONGEST_SENTENCE
        if a < (stripped := _strip(text, a, cut)[1]):
            yield a, stripped
        a = cut
        while a < b and text[a].isspace():
            a += 1
    if a < b:
        yield a, b
