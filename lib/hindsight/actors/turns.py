"""Turns of a transcript or interview: who speaks, and whom "I" and "we" mean, after "MR. FEELEY:"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.actors.mention import Mention
from hindsight.actors.reference import load_words
from hindsight.language.reading import Reading

_LONGEST_LABEL = 60  # characters
# At the head of a line, or in capitals after the end of a sentence: transcripts lose their line breaks.
_LABEL = re.compile(
    r"(?:^[ \t]*|(?<=[.?!”\"’)]\s))(?P<label>[A-Z][^\n:.?!]*(?:\.[^\n:.?!]+){0,3}?):(?=\s)", re.MULTILINE
)
_QUESTION, _ANSWER = ("q", "question"), ("a", "answer")
_ASKED = re.compile(
    r"(?:interview with|conversation with|q&a with|questions (?:for|to))\s[^.\n]{0,40}$", re.IGNORECASE
)
_ASKING = re.compile(
    r"(?:interviewed by|(?:talks|talked|speaks|spoke) (?:to|with)|questions by|asked by)\s[^.\n]{0,20}$",
    re.IGNORECASE,
)
_READ = 80  # characters before a name


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says, ``[start, end)``, behind a label.

    `speaker` indexes the mentions, None if nobody knows who; `name` is the span of the words that name the
    speaker, None where the label names nobody ("Q") and no party of the interview is known. Capitals that
    are no person's name ("WASHINGTON:") name a speaker only where others take turns with them.
    """

    label: tuple[int, int]
    start: int
    end: int
    speaker: int | None
    name: tuple[int, int] | None


def find_turns(reading: Reading, mentions: Sequence[Mention]) -> list[Turn]:
    """Return the turns of a text, in order; none where it is no transcript.

    A label is the name of a person with a colon, or "Q:" and "A:" in an interview, whose parties are taken
    from "an interview with". Up to the next label all is one turn, whoever it is by.

    Examples
    --------
    >>> from hindsight.actors import find_mentions
    >>> from hindsight.language import read_text
    >>> reading = read_text("MR. WEBER: I will ask. MS. ADLER: I will not.")
    >>> mentions = find_mentions(reading)
    >>> [reading.text[turn.start:turn.end] for turn in find_turns(reading, mentions)]
    [' I will ask. ', ' I will not.']
    """
    text = reading.text
    ends = {mention.end: i for i, mention in enumerate(mentions) if mention.type == "PERSON"}
    labels: list[tuple[tuple[int, int], int, int | None]] = []
    for match in _LABEL.finditer(text):
        label = match["label"]
        if len(label) > _LONGEST_LABEL:
            continue
        lower = label.lower()
        if lower in _QUESTION or lower in _ANSWER:
            labels.append((match.span("label"), match.end(), _party(text, mentions, lower in _ANSWER)))
            continue
        at = ends.get(match.end("label"))
        is_line = match.start() == 0 or text[match.start() - 1] == "\n"
        if at is not None and mentions[at].form == "name":
            before = text[match.start("label") : mentions[at].start].lower().split()
            if all(word in load_words()["titles"] for word in before) and (is_line or label.isupper()):
                labels.append((match.span("label"), match.end(), at))
        elif is_line and label.isupper():
            labels.append((match.span("label"), match.end(), None))
    if not labels:
        return []
    printed = Counter(text[slice(*label)].lower() for label, _, _ in labels)
    stops = [label[0] for label, _, _ in labels[1:]] + [len(text)]
    return [
        Turn(label, start, stop, at, _name(text, label, at, mentions, printed))
        for (label, start, at), stop in zip(labels, stops, strict=True)
    ]


def turn_at(turns: Sequence[Turn], position: int) -> Turn | None:
    """Return the turn that a position of the text lies in, its label included."""
    k = bisect_right(turns, position, key=lambda turn: turn.label[0]) - 1
    return turns[k] if k >= 0 and position < turns[k].end else None


def _name(
    text: str, label: tuple[int, int], speaker: int | None, mentions: Sequence[Mention], printed: Counter[str]
) -> tuple[int, int] | None:
    low = text[slice(*label)].lower()
    if low in _QUESTION or low in _ANSWER:
        return None if speaker is None else (mentions[speaker].start, mentions[speaker].end)
    takes_turns = len(printed) > 1 and printed[low] > 1 and low.split()[0] not in load_words()["no_speakers"]
    return label if speaker is not None or takes_turns else None


def _party(text: str, mentions: Sequence[Mention], is_answer: bool) -> int | None:
    """Return who answers, or who asks, by the words before the first name that has them."""
    pattern = _ASKED if is_answer else _ASKING
    for i, mention in enumerate(mentions):
        is_person = mention.type == "PERSON" and mention.form == "name"
        if is_person and pattern.search(text[max(0, mention.start - _READ) : mention.start]):
            return i
    return None
