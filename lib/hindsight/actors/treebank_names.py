"""Names of a treebank for training: where they stand is gold, what they name is said by a first model.

A treebank tags every proper noun by hand but does not say whether it is a person, a body or a place. A model
trained on texts that do say so chooses the types, held to the tags: a proper noun is part of a name, another
word is none unless it stands inside one. Sentences in which the model is unsure of a type are left out.
"""

from __future__ import annotations

import gzip
import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from hindsight.actors.features import describe_words
from hindsight.actors.names import SequenceModel
from hindsight.actors.reference import load_words
from hindsight.actors.words import Word, join_words
from hindsight.language import read_text

_PROPER = frozenset(("NNP", "NNPS"))
_SURE = 0.45  # probability below which the type of a proper noun is open, and its sentence left out
_LEAST = 1e-6  # probability that stands for less, so that its logarithm is finite
_REACH = 3  # words between two proper nouns of one name: "University of the Arts", "Mass. 3 - 5"

Example = tuple[list[list[str]], list[str]]  # features of the words of a sentence, and their labels


class TaggedText(NamedTuple):
    """A document of a treebank: its text, and the spans of its proper nouns in text order."""

    text: str
    proper: list[tuple[int, int]]


def read_tagged_texts(path: Path) -> Iterator[TaggedText]:
    """Yield the documents of a gzipped CoNLL-U file; each sentence is a line of the text."""
    lines: list[str] = []
    proper: list[tuple[int, int]] = []
    base = at = 0  # where the sentence starts in the text; what of the sentence has been read
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            row = row.rstrip("\n")
            if row.startswith("# newdoc id") and lines:
                yield TaggedText("\n".join(lines), proper)
                lines, proper, base, at = [], [], 0, 0
            elif row.startswith("# text ="):
                base += len(lines[-1]) + 1 if lines else 0
                at = 0
                lines.append(row.removeprefix("# text =").strip())
            elif row[:1].isdigit():
                number, form, _, _, tag, *_ = row.split("\t")
                start = lines[-1].find(form, at) if number.isdigit() else -1
                if start >= 0:
                    at = start + len(form)
                    if tag in _PROPER:
                        proper.append((base + start, base + at))
    if lines:
        yield TaggedText("\n".join(lines), proper)


def type_proper_nouns(document: TaggedText, model: SequenceModel) -> Iterator[Example]:
    """Yield the sentences of `document` whose names `model` can type, with labels held to the tags."""
    reading = read_text(document.text, tagged=False)
    sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
    starts = [start for start, _ in document.proper]
    for words, features in zip(sentences, describe_words(sentences), strict=True):
        if not any(row[0] == "b" for row in features):
            continue  # no capital: nothing that the model would ever be asked about
        proper = []
        for word in words:
            k = bisect_right(starts, word.end - 1) - 1
            proper.append(k >= 0 and document.proper[k][1] > word.start)
        odds = model.marginals(features)
        labels = _best_labels(_allowed(words, proper, odds))
        if labels and _is_sure(labels, proper, odds):
            yield features, labels


def _allowed(
    words: Sequence[Word], proper: Sequence[bool], odds: Sequence[Mapping[str, float]]
) -> list[dict[str, float]]:
    """Return the labels that the tags leave to each word, with the logarithms of their probabilities."""
    lists = load_words()
    # "President" and "Monday" are proper nouns, and no part of a name as it is marked here.
    free = lists["titles"] | lists["calendar"]
    rows = []
    for i, (word, row) in enumerate(zip(words, odds, strict=True)):
        begins_tall = word.text[0].isupper() or word.text[0].isdigit()
        may_end = begins_tall and i > 0 and proper[i - 1]
        may_join = any(proper[max(0, i - _REACH) : i]) and any(proper[i + 1 : i + 1 + _REACH])
        must = proper[i] and word.text.lower() not in free and any(c.isalpha() for c in word.text)

        def fits(label: str, i: int = i, may: tuple[bool, bool, bool] = (may_end, may_join, must)) -> bool:
            if proper[i]:
                return label != "O" or not may[2]
            if label == "O" or label[2:] == "NORP":  # nationalities are mostly tagged as adjectives
                return True
            return may[0] if label[0] == "L" else may[1] if label[0] == "I" else False

        rows.append({label: math.log(max(p, _LEAST)) for label, p in row.items() if fits(label)})
    return rows


def _follows(before: str, label: str) -> bool:
    if before == "O" or before[0] in "LU":
        return label == "O" or label[0] in "BU"
    return label[0] in "IL" and label[2:] == before[2:]


def _best_labels(rows: Sequence[Mapping[str, float]]) -> list[str]:
    """Return the likeliest well-formed sequence of the labels allowed, or none where there is none."""
    best: list[dict[str, tuple[float, str]]] = []
    for row in rows:
        reached: dict[str, tuple[float, str]] = {}
        for label, weight in row.items():
            ways = (
                [(score, before) for before, (score, _) in best[-1].items() if _follows(before, label)]
                if best
                else [(0.0, "O")] * _follows("O", label)
            )
            if ways:
                score, before = max(ways)
                reached[label] = (score + weight, before)
        best.append(reached)
    ends = [(score, label) for label, (score, _) in best[-1].items() if _follows(label, "O")]
    if not ends:
        return []
    labels = [max(ends)[1]]
    for reached in reversed(best[1:]):
        labels.append(reached[labels[-1]][1])
    return labels[::-1]


def _is_sure(labels: Sequence[str], proper: Sequence[bool], odds: Sequence[Mapping[str, float]]) -> bool:
    for label, is_proper, row in zip(labels, proper, odds, strict=True):
        if is_proper and sum(p for other, p in row.items() if other[1:] == label[1:]) < _SURE:
            return False
    return True
