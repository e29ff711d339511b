"""Stretches of a text between quotation marks, across sentences and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from hindsight.language.reading import Reading, Token

OPENING = frozenset(("“", "``", "«", "„", "‘"))
CLOSING = frozenset(("”", "''", "»", "’"))
_EITHER = frozenset(('"',))
PARTNERS = {
    "“": ("”", '"'),
    "``": ("''", '"'),
    "«": ("»",),
    "„": ("“", "”"),
    "‘": ("’",),
    '"': ('"', "”"),
    "''": ("''", '"'),
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens ``[first, last]`` of a text from the opening to the closing mark, both included.

    `continues` says that it goes on from the quotation before: same speaker, next paragraph.
    """

    first: int
    last: int
    is_closed: bool = True
    continues: bool = False


def flatten(reading: Reading) -> tuple[list[Token], list[tuple[int, int]]]:
    """Return all tokens of a text, and for each sentence its half-open range in them."""
    tokens: list[Token] = []
    ranges = []
    for sentence in reading.sentences:
        ranges.append((len(tokens), len(tokens) + len(sentence.tokens)))
        tokens += sentence.tokens
    return tokens, ranges


def find_quotations(reading: Reading, tokens: list[Token], ranges: list[tuple[int, int]]) -> list[Quotation]:
    """Return the quotations of a text, in order; they do not overlap.

    Notes
    -----
    An inner quotation belongs to the outer one. A mark that is never closed reaches to the end of its
    paragraph where it opens the paragraph or the next one opens with a mark (the custom of long quotations),
    else to the end of its sentence. Apostrophes are told from closing marks by standing alone as a token.
    """
    found: list[Quotation] = []
    opened: int | None = None
    continues = False
    for number, (start, end) in enumerate(ranges):
        passage = reading.sentences[number].passage
        is_first = number == 0 or reading.sentences[number - 1].passage != passage
        is_last = number + 1 == len(ranges) or reading.sentences[number + 1].passage != passage
        if is_first:
            opened, opened_passage_start = None, start
        for k in range(start, end):
            text = tokens[k].text
            if opened is None:
                if (
                    text in OPENING
                    or text in _EITHER
                    or (text == "''" and _can_open(reading.text, tokens[k]))
                ):
                    opened = k
            elif text in PARTNERS.get(tokens[opened].text, ()):
                found.append(Quotation(opened, k, True, continues))
                opened, continues = None, False
        if opened is not None and is_last:
            goes_on = (
                number + 1 < len(ranges) and tokens[end].text in OPENING | _EITHER
                if end < len(tokens)
                else False
            )
            if goes_on or opened == opened_passage_start:
                found.append(Quotation(opened, end - 1, False, continues))
                continues = goes_on
            else:
                found.append(Quotation(opened, _sentence_end(ranges, number, opened), False, continues))
                continues = False
            opened = None
    return found


def _can_open(text: str, mark: Token) -> bool:
    """Whether two strokes, which close elsewhere, open here: a blank before them and none behind."""
    before = text[mark.start - 1] if mark.start else " "
    return (before.isspace() or before in "([—–-") and mark.end < len(text) and not text[mark.end].isspace()


def _sentence_end(ranges: list[tuple[int, int]], number: int, k: int) -> int:
    while ranges[number][0] > k:
        number -= 1
    return ranges[number][1] - 1
