"""Repairs of what extraction broke, as edits with reasons: blanks, glued words, leftovers of markup,
mojibake.

The source's own slips stay: nothing here changes a letter of a word, except where two encodings were mixed
up.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hindsight.pages.document import Edit, OffsetMap
from hindsight.pages.lexicon import all_function_words, word_table
from hindsight.pages.lines import INVISIBLE, LIGATURES

_ODD_BLANK = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SILENT = re.escape(INVISIBLE)
# Tags of formatted text that an extractor left in; other markup on a page is what the page is about.
_TAGS = (
    "b|i|u|em|strong|br|p|div|span|a|h[1-6]|li|ul|ol|blockquote|sup|sub|img|hr|font|small|center|"
    "table|tr|td|th"
)
_ATTRIBUTE = r"""\s{1,3}[\w:-]{1,30}=(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\s<>"']{1,300})"""
_BREAKING_TAG = re.compile(r"</?(?:br|p|div|h[1-6]|li|ul|ol|blockquote|hr|table|tr|td|th|center)\b")
# One scan for everything that is local; alternatives begin with different characters, so it is linear.
_LOCAL = re.compile(
    rf"(?P<silent>[{_SILENT}]+)|(?P<ligature>[{''.join(LIGATURES)}])"
    rf"|(?P<odd>[{_ODD_BLANK}][ \t{_ODD_BLANK}{_SILENT}]*)"
    r"|(?P<entity>&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});)"
    rf"|(?P<tag></?(?:{_TAGS})(?:{_ATTRIBUTE}){{0,9}}\s?/?>)"
    r"|(?P<mojibake>Ã[\u0080-\u00bf©¨ª«¤¶¼Ÿ„–œ¡³º±§¢´]|â€[™œ˜“”¦\u009d\u0093\u0094]?|Â(?=[\u00a0«»°§£©]))"
)
_LOCAL_START = re.compile(rf"[{_SILENT}{_ODD_BLANK}{''.join(LIGATURES)}&<ÃâÂ]")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?][”’»)]?(?=[A-ZÀ-Þ])")
_BEFORE_STOP = re.compile(r"(?<![\w./@:-])[^\W\d_]*[a-zß-ÿ]{3}$")
_AFTER_STOP = re.compile(r"(?:[A-ZÀ-Þ][a-zß-ÿ]+|[AI])(?:[ ,;:’'\r\n]|\.(?:\s|$)|$)")
_REACH = 40  # code points looked at on either side of a full stop: longer than any word of prose
_ACRONYM = re.compile(r"(?<![\w@#./-])([A-Z]{2,6})([a-z]{2,})(?!\w|[@/]|\.\w)")
_CAMEL = re.compile(r"(?<![\w@#./-])([A-ZÀ-Þ]?[a-zß-ÿ]{2,})([A-ZÀ-Þ][a-zß-ÿ]{2,})(?!\w|[@/]|\.\w)")

# A capital after a small letter; two capitals before two small letters.
_CAMEL_HINT = re.compile(r"[A-ZÀ-Þ](?<=[a-zß-ÿ][A-ZÀ-Þ])")
_ACRONYM_HINT = re.compile(r"[A-Z]{2}[a-z]{2}")


def find_repairs(raw: str) -> list[Edit]:
    """Return the edits that repair a plain text, in order and not overlapping.

    Parameters
    ----------
    raw : str
        The raw text of the page.

    Examples
    --------
    >>> text = "Fighting ISIS is hard, ISIScannot win. The EU\\u00a0agreed."
    >>> [(edit.start, edit.rule, edit.replacement) for edit in find_repairs(text)]
    [(27, 'glued_acronym', ' '), (45, 'odd_blank', ' ')]
    """
    return list(merge_edits(_local_edits(raw), _glued_edits(raw)))


def merge_edits(first: Iterable[Edit], second: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return two sets of edits as one, in order; where they overlap, the first set's stands."""
    ranked = sorted(
        [(edit.start, edit.end, 0, edit) for edit in first]
        + [(edit.start, edit.end, 1, edit) for edit in second],
        key=lambda entry: entry[:3],
    )
    kept: list[tuple[int, Edit]] = []
    for start, _, rank, edit in ranked:
        while kept and start < kept[-1][1].end and rank < kept[-1][0]:
            kept.pop()
        if not kept or start >= kept[-1][1].end:
            kept.append((rank, edit))
    return tuple(edit for _, edit in kept)


def repair_shown(offsets: OffsetMap, parted: Sequence[Edit] = ()) -> tuple[Edit, ...]:
    """Return the edits of a map and, between them, the repairs of the text they leave.

    Parameters
    ----------
    offsets : OffsetMap
        The raw text with its markup edited out.
    parted : sequence of Edit
        Further edits, placed in the text without markup.
    """
    repairs: list[Edit] = []
    for repair in merge_edits(parted, find_repairs(offsets.clean)):
        start, end = offsets.to_raw(repair.start, repair.end)
        if end - start == repair.end - repair.start:
            repairs.append(replace(repair, start=start, end=end))
    return merge_edits(offsets.edits, repairs)


def _local_edits(raw: str) -> Iterator[Edit]:
    at_end = 0
    for place in _LOCAL_START.finditer(raw):
        match = _LOCAL.match(raw, place.start()) if place.start() >= at_end else None
        if match is None:
            continue
        start, end, group = match.start(), match.end(), match.lastgroup
        if group == "silent":
            yield Edit(start, end, "", "silent_character", "a character that prints nothing")
        elif group == "ligature":
            yield Edit(start, end, LIGATURES[match.group()], "ligature", "letters printed as one character")
        elif group == "odd":
            while start > at_end and raw[start - 1] in " \t":
                start -= 1
            if end == len(raw) or raw[end] in "\r\n":
                yield Edit(start, end, "", "trailing_blank", "blanks at the end of a line")
            else:
                yield Edit(
                    start, end, " ", "odd_blank", "a non-breaking or odd-width blank, or a run of them"
                )
        elif group == "entity":
            decoded = html.unescape(match.group())
            if decoded != match.group():
                yield Edit(start, end, decoded, "entity", "an HTML entity left in the text")
        elif group == "tag":
            shown = " " if _BREAKING_TAG.match(match.group()) else ""
            yield Edit(start, end, shown, "tag", "an HTML tag left in the text")
        else:
            repaired = _unscramble(match.group())
            if repaired is not None:
                yield Edit(start, end, repaired, "mojibake", "UTF-8 that was read as Windows-1252")
        at_end = end


def _unscramble(text: str) -> str | None:
    if text == "Â":
        return ""
    try:
        # Windows-1252 leaves five bytes open; programs read those as Latin-1.
        return b"".join(
            c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in text
        ).decode("utf-8")
    except UnicodeError:
        return {"â€": "”"}.get(text)


def _words_at(raw: str, hint: re.Pattern[str], word: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the words that match, looked for only where a hint of them stands."""
    at = 0
    for place in hint.finditer(raw):
        start = place.start()
        lowest = max(at, start - _REACH)
        while start > lowest and raw[start - 1].isalpha():
            start -= 1
        match = word.match(raw, start)
        if match:
            at = match.end()
            yield match


def _glued_edits(raw: str) -> Iterator[Edit]:
    words: Counter[str] | None = None  # counted once something looks glued
    for match in _STOP.finditer(raw):
        at = match.end()
        before, after = raw[max(0, match.start() - _REACH) : match.start()], raw[at : at + _REACH]
        if _BEFORE_STOP.search(before) and _AFTER_STOP.match(after):
            yield Edit(at, at, " ", "glued_sentences", "two sentences without a blank between them")
    for match in _words_at(raw, _ACRONYM_HINT, _ACRONYM):
        words = Counter(_WORD.findall(raw)) if words is None else words
        cut = _acronym_cut(match.group(1), match.group(2), words)
        if cut:
            at = match.start() + cut
            yield Edit(at, at, " ", "glued_acronym", "an acronym of this page glued to the next word")
    for match in _words_at(raw, _CAMEL_HINT, _CAMEL):
        words = Counter(_WORD.findall(raw)) if words is None else words
        if _is_glued(match.group(1), match.group(2), words):
            at = match.end(1)
            yield Edit(at, at, " ", "glued_words", "two words of this page without a blank between them")


def _acronym_cut(capitals: str, rest: str, words: Counter[str]) -> int:
    # "ISIScannot": the capitals stand alone elsewhere on the page, and the rest is a word, not an ending.
    if (
        words[capitals]
        and rest not in word_table("acronym_endings")
        and (len(rest) >= 4 or rest in all_function_words())
    ):
        return len(capitals)
    # "USAThe": the last capital belongs to the second word.
    head, tail = capitals[:-1], capitals[-1] + rest
    if len(head) >= 2 and words[head] and (words[tail] or tail.lower() in all_function_words()):
        return len(head)
    return 0


def _is_glued(left: str, right: str, words: Counter[str]) -> bool:
    whole = left + right
    if (
        whole.lower() in word_table("mixed_case")
        or left.lower() in word_table("name_starts")
        or words[whole] > 1
    ):
        return False
    if left.lower() in word_table("card_kinds") and left[0].isupper() and words[right]:
        return True
    # Both halves stand alone on the page, capitalised as here: "NoemKristi", not "GiveWell".
    common = all_function_words()
    return bool(words[left] and words[right]) and not (left.lower() in common or right.lower() in common)
