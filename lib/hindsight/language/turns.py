"""Turns of speakers in transcripts and interviews: paragraphs that open with a label and a colon.

"MR. FEELEY: It is no longer true." A label holds until the next one. Because "WASHINGTON:" and "Note:" open
paragraphs too, there must be two speakers, one of whom speaks again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.language.reading import Reading

_LABEL = re.compile(r"((?:[^\W\d_][\w’'.-]*[ \t]?){1,6}(?:\([^()\n]{1,60}\)[ \t]?)?):[ \t]+(?=\S)")
_SMALL_IN_NAMES = frozenset(
    ("de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "di", "da", "la", "le", "of", "the")
)
# Whoever they stand for is not named.
NAMELESS = frozenset(
    ("q", "a", "question", "answer", "interviewer", "host", "moderator", "reporter", "audience")
)
_NO_SPEAKERS = frozenset(
    "chart correction editor fact figure graphic image listen map more note photo picture poll read related "
    "see source sources subscribe table tags update video watch".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a row: the label ``[start, name_end)``, the words ``[said, end)``."""

    start: int
    name_end: int
    said: int
    end: int

    def name(self, text: str) -> str | None:
        """Return the label as printed; None for one that names nobody ("Q", "Moderator")."""
        label = text[self.start : self.name_end]
        return None if label.rstrip(".").lower() in NAMELESS else label


def find_turns(reading: Reading) -> tuple[Turn, ...]:
    """Return the turns of a text, in order; none where no two speakers take turns.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> text = "THE CHAIR: Is it safe?\\nMR. OKORO: It is.\\nWe have tested it.\\nTHE CHAIR: Thank you."
    >>> [(turn.name(text), text[turn.said : turn.end]) for turn in find_turns(read_text(text))]
    [('THE CHAIR', 'Is it safe?'), ('MR. OKORO', 'It is.\\nWe have tested it.'), ('THE CHAIR', 'Thank you.')]
    """
    labels = [match for p in reading.passages if (match := _label_at(reading.text, p.start, p.end))]
    printed = Counter(match[1].strip().lower() for match in labels)
    if len(printed) < 2 or max(printed.values()) < 2:
        return ()
    ends = [match.start() for match in labels[1:]] + [max(p.end for p in reading.passages)]
    return tuple(
        Turn(
            match.start(1),
            match.start(1) + len(match[1].rstrip()),
            match.end(),
            _stripped(reading.text, match.end(), end),
        )
        for match, end in zip(labels, ends, strict=True)
    )


def turn_at(turns: Sequence[Turn], at: int) -> Turn | None:
    """Return the turn that holds a place of the text, its label included."""
    k = bisect_right(turns, at, key=lambda turn: turn.start) - 1
    return turns[k] if k >= 0 and at < turns[k].end else None


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _label_at(text: str, start: int, end: int) -> re.Match[str] | None:
    match = _LABEL.match(text, start, end)
    if match is None:
        return None
    words = re.sub(r"\(.*", "", match[1]).split()
    if not words or words[0].lower() in _NO_SPEAKERS:
        return None
    is_named = all(word[0].isupper() or word.lower() in _SMALL_IN_NAMES for word in words)
    return match if is_named and words[0][0].isupper() else None
