"""Names as spans: what the model, the repairs and the document pass hand to each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hindsight.actors.words import Word


class NameSpan(NamedTuple):
    """A name: its span, its type, its sentence, what found it and how sure that is."""

    start: int
    end: int
    type: str
    sentence: int
    rule: str = "names-crf"
    confidence: float = 0.9


def decode_labels(words: Sequence[Word], labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the spans that BILOU labels mark; a broken sequence ends the name where it breaks.

    Examples
    --------
    >>> words = [Word(0, 6, "Barack", 0), Word(7, 12, "Obama", 1), Word(13, 16, "met", 2)]
    >>> decode_labels(words, ["B-PERSON", "L-PERSON", "O"])
    [(0, 12, 'PERSON')]
    """
    spans: list[tuple[int, int, str]] = []
    first: int | None = None
    for i, label in enumerate([*labels, "O"]):
        if first is not None and (label == "O" or label[0] in "BU"):
            spans.append((words[first].start, words[i - 1].end, labels[first][2:]))
            first = None
        if label != "O" and first is None:
            first = i
        if label != "O" and label[0] in "UL" and first is not None:
            spans.append((words[first].start, words[i].end, labels[first][2:]))
            first = None
    return spans
