"""The shape of a line: length, ending, function words, cues, and how much it looks like running prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.pages.bylines import is_name
from hindsight.pages.lexicon import all_function_words, find_cues
from hindsight.pages.lines import INVISIBLE, Line, normalise
from hindsight.pages.printed_dates import is_date_line

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SAMPLE = 300  # code points that are read of a long line: enough for the share of function words
# A footnote's mark or a magazine's last square may stand behind the full stop.
_SENTENCE_END = re.compile(
    r"[.!?…:;][\"'”’»“)\]*]{0,3}$|[.!?…][\"'”’»“)]{0,2}\s?(?:[\[(]?\d{1,3}[\])]?|[■□●◆♦▪¹²³⁴-⁹†*])$"
    r"|[.!?…,]\s?[»”\"]$"
)
_CUT_OFF = re.compile(r"(?:\.{3}|…)\s*$")
_LONG = 96  # words; a longer paragraph is no better evidence of prose
_NOTICE = 200  # words; terms and disclaimers come as whole paragraphs
_LONG_ENOUGH = 45  # words; cards hold shorter teasers
_ISOLATED = 0.25
_CARDS = 4  # paragraphs right under a date: so many are cards, not an article's opening
_LIST = 6  # lines under "most read" that may hold a title and its deck in one
_TITLE_AND_DECK = 25  # words; a longer line under "most read" is a paragraph again
_MOST_PARTED = 2  # halvings of a line: text of one sentence over and over would be halved without end
_HEADING = 3  # words; a longer line may be the title of a card
_BETWEEN_PARAGRAPHS = ("advert", "player", "share", "inset", "credit", "newsletter")
# Cues that take a line out of the prose, with the weight they give it. Weights are our own, set by hand and
# tried on development pages; the unit is about one sentence of prose.
CUE_WEIGHTS = {
    "comments": -3.0,
    "legal": -2.5,
    "ranked": -4.0,
    "related": -2.5,
    "tags": -1.5,
    "newsletter": -1.5,
    "share": -1.2,
    "navigation": -1.0,
    "advert": -0.3,  # stands inside bodies more often than around them
    "player": -0.5,
    "inset": -0.4,
    "contributor": -0.8,
    "disclaimer": -0.8,
    "credit": -0.3,
    "bio": -0.4,  # a sentence about a person stands in bodies too
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line looks like; `prose` is the evidence, in sentences, that it is running text."""

    words: int
    is_sentence: bool
    is_cut_off: bool
    function_share: float
    cues: frozenset[str]
    is_date: bool
    prose: float

    def shows(self, *names: str) -> bool:
        """Return whether the line shows one of the cues."""
        return not self.cues.isdisjoint(names)


def describe(line: Line) -> Shape:
    """Return the shape of a line.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> [line] = split_lines("He must verify, and should help from Moscow materialize, he must not trust it.")
    >>> describe(line).prose > 0, describe(line).is_sentence
    (True, True)
    """
    text = line.text
    tokens = _WORD.findall(text[:_SAMPLE].lower())
    words = len(tokens) if len(text) <= _SAMPLE else text.count(" ") + 1
    function = all_function_words()
    function_share = len([token for token in tokens if token in function]) / max(1, len(tokens))
    is_sentence = _SENTENCE_END.search(text[-8:]) is not None
    is_cut_off = _CUT_OFF.search(text[-8:]) is not None
    cues = find_cues(text)
    is_date = words <= 24 and is_date_line(text)
    half = undouble(text)
    # "Can the Act Inspire Regulation?" twice is a title; more sentences are a paragraph.
    is_title = half is not None and half.endswith("?") and ". " not in half
    is_doubled = half is not None and (is_title or not _is_running(words // 2, is_sentence, function_share))
    prose = _prose(
        words,
        is_sentence,
        is_cut_off,
        function_share,
        cues,
        is_date,
        bool(line.bullet),
        is_doubled,
    )
    return Shape(words, is_sentence, is_cut_off, function_share, cues, is_date, prose)


def undouble(text: str) -> str | None:
    """Return the half of a text that is printed twice, None if it is not.

    Examples
    --------
    >>> undouble("Mike Johnson’s Art Mike Johnson’s Art")
    'Mike Johnson’s Art'
    """
    half, rest = divmod(len(text), 2)
    return (
        text[:half] if rest and half >= 10 and text[half] == " " and text[:half] == text[half + 1 :] else None
    )


def _is_running(words: int, is_sentence: bool, function_share: float) -> bool:
    return is_sentence and words >= 8 and function_share >= 0.18


def part_copies(raw: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines with every paragraph that is printed twice on its line as two lines.

    A title printed twice stays one line: it is a link's text and its picture's.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> raw = "The allies will not lift the sanctions, he said. " * 2
    >>> [(line.start, line.end) for line in part_copies(raw, split_lines(raw))]
    [(0, 48), (49, 97)]
    """
    parted: list[Line] = []
    waiting = [(line, 0) for line in reversed(lines)]
    while waiting:
        line, depth = waiting.pop()
        half = undouble(line.text) if depth < _MOST_PARTED else None
        middle = _middle(raw, line, half) if half and describe(line).prose > 0 else None
        if half is None or middle is None:
            parted.append(line)
            continue
        end, start = middle
        # Either half may be a pair again: a paragraph printed four times.
        waiting.append((replace(line, start=start, text=half, bullet="", gap=0), depth + 1))
        waiting.append((replace(line, end=end, text=half), depth + 1))
    return parted


def _middle(raw: str, line: Line, half: str) -> tuple[int, int] | None:
    """Return where in the raw text the first copy ends and the second begins; None if it cannot be told."""
    visible = sum(not c.isspace() for c in half)
    end = line.start
    while visible and end < line.end:
        visible -= not (raw[end].isspace() or raw[end] in INVISIBLE)
        end += 1
    start = end
    while start < line.end and (raw[start].isspace() or raw[start] in INVISIBLE):
        start += 1
    # A word that was broken at a line's end has a hyphen in the raw text only: then nothing is parted.
    return (end, start) if normalise(raw[start : line.end]) == half else None


def count_without_copies(lines: Sequence[Line]) -> int:
    """Return how many lines a page has when a page that is printed several times over is counted once.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> [count_without_copies(split_lines("Title\\nText\\n" * times)) for times in (1, 2, 3)]
    [2, 2, 2]
    """
    texts = [line.text for line in lines]
    for period in range(1, len(texts) // 2 + 1):
        if len(texts) % period == 0 and texts[0] == texts[period] and texts[period:] == texts[:-period]:
            return period
    return len(texts)


def describe_all(lines: Sequence[Line]) -> list[Shape]:
    """Return the shape of every line, in order, with isolated prose discounted.

    A teaser on a card is a sentence between a title and a byline; paragraphs of an article come one after the
    other. So a line of prose between two lines that are not is weak evidence, unless it is long. Lines that
    sites set between paragraphs (advertisements, share lines, credits) do not count as neighbours.
    """
    shapes = [describe(line) for line in lines]
    skipped = [_stands_between(line, shape) for line, shape in zip(lines, shapes, strict=True)]
    before = _neighbours(shapes, skipped)
    after = _neighbours(shapes[::-1], skipped[::-1])[::-1]
    dated = {at for at in range(1, len(shapes)) if shapes[at - 1].is_date and shapes[at].prose > 0}
    weighed: list[Shape] = []
    since_list = _LIST + 1  # lines since the heading of a list of titles
    for at, shape in enumerate(shapes):
        since_list = 0 if shape.shows("ranked") and shape.words <= 10 else since_list + 1
        is_listed = since_list <= _LIST and shape.words < _TITLE_AND_DECK
        is_isolated = not (before[at] or after[at]) or is_listed
        is_teaser = len(dated) >= _CARDS and at in dated
        if shape.prose > 0 and ((shape.words < _LONG_ENOUGH and is_isolated) or is_teaser):
            shape = replace(shape, prose=shape.prose * _ISOLATED)
        weighed.append(shape)
    return weighed


def _neighbours(shapes: Sequence[Shape], skipped: Sequence[bool]) -> list[bool]:
    """Return whether the nearest line before each, leaving out what stands between paragraphs, is prose."""
    flags, last = [], False
    for shape, is_skipped in zip(shapes, skipped, strict=True):
        flags.append(last)
        if not is_skipped:
            last = shape.prose > 0
    return flags


def _stands_between(line: Line, shape: Shape) -> bool:
    """Return whether such a line is set between paragraphs: an advertisement, a short heading, a list."""
    if line.bullet and shape.words >= 5 and shape.function_share >= 0.2 and not shape.cues:
        return True
    if shape.shows(*_BETWEEN_PARAGRAPHS):
        return shape.words <= 25
    is_heading = (
        1 <= shape.words <= _HEADING and line.gap > 0 and not (shape.cues or line.bullet or shape.is_date)
    )
    return is_heading and not shape.is_sentence and not is_name(line.text)


def _prose(
    words: int,
    is_sentence: bool,
    is_cut_off: bool,
    function_share: float,
    cues: frozenset[str],
    is_date: bool,
    is_item: bool,
    is_doubled: bool,
) -> float:
    weights = [CUE_WEIGHTS[name] for name in cues if name in CUE_WEIGHTS]
    if weights and words < _NOTICE:
        return min(weights)
    if is_date:
        return -1.0
    if is_doubled:
        return -1.0  # a link's text and its picture's
    if is_cut_off and words < 70:
        return -0.6  # a teaser that the page cut off
    if _is_running(words, is_sentence, function_share):
        return 0.5 + min(words, _LONG) / 12
    if words >= 40 and function_share >= 0.2:
        return 2.5
    if words >= 25 and function_share >= 0.28:
        return 1.2  # a paragraph whose last character is not what ends a sentence
    if is_sentence and words >= 2:
        return 0.3
    if words >= 12 and function_share >= 0.2:
        return -0.3
    return -1.0 if is_item else -0.7
