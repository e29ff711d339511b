"""Train the name model: ``python -m hindsight.actors.train OUT DATA.jsonl[:REPEAT] ... --treebank FILE``.

The sets of the shipped model, and how often each counts, are in `REPEATS`.

The data are JSON Lines in the form of the development sets: ``text`` and ``mentions`` with ``start``,
``end``, ``type`` and ``kind``. Only data whose licence lets parameters be given away belong here
(ATTRIBUTION.md): rows whose ``licence`` names non-commercial terms or none are left out. A first model
learns from them; it types the proper nouns of the treebank, and a second one learns from both. The same
data give the same bytes.
"""

from __future__ import annotations

import argparse
import bisect
import json
import lzma
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pycrfsuite

from hindsight.actors.features import describe_words
from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.model_file import change_weights, round_weight
from hindsight.actors.names import SequenceModel
from hindsight.actors.treebank_names import TaggedText, read_tagged_texts, type_proper_nouns
from hindsight.actors.words import Word, join_words
from hindsight.language import read_text

_NOT_FOR_SHIPPING = ("CC BY-NC", "not stated", "research use")
# Texts of GUM whose licence its LICENSE.txt does not state but its site does (https://gucorpling.org/gum,
# "License and attribution information"): speeches in the public domain, textbooks under CC BY 4.0. Of
# these four the source is not covered there.
_STATED_ON_SITE = ("GUM_speech_", "GUM_textbook_")
_NOT_COVERED = frozenset(
    ("GUM_speech_trump", "GUM_speech_destiny", "GUM_textbook_alamo", "GUM_textbook_artwork")
)
# How often a document of each set counts in the model that ships: texts of our kind more than others.
REPEATS = {
    "re3d_dev": 3,
    "crossner_politics_dev": 1,
    "crossner_other": 1,
    "uner_ewt_dev": 2,
    "gum_dev": 1,
    "btc": 1,
}
# Sets with other habits of what is a name: tweets, encyclopaedia articles on music, science and books, and
# the treebank. Their words get features of the set beside the common ones, which take up what holds for that
# set alone and stay silent when a text is read (Daumé III 2007, "Frustratingly easy domain adaptation").
APART = {"btc": "B~", "crossner_other": "C~", "treebank": "T~"}
_HEADLINE_EVERY = 3  # documents
# L1 makes the model small, L2 makes it even; both chosen by cross-validation.
PARAMETERS = {"c1": 0.04, "c2": 0.1, "max_iterations": 60, "feature.possible_transitions": True}
_FRACTION_BITS = 8  # of a weight; the rest is a third of the packed file and changes no figure


class Row(NamedTuple):
    """A document to learn from, how often it counts, and the prefix of its set's own features."""

    document: dict[str, Any]
    repeat: int = 1
    apart: str = ""


def may_ship(row: dict[str, Any]) -> bool:
    """Return whether parameters trained on `row` may be given away.

    Examples
    --------
    >>> may_ship({"licence": "CC BY-NC 3.0"}), may_ship({"licence": "OGL 3.0"})
    (False, True)
    """
    name = row.get("id", "")
    if name.startswith(_STATED_ON_SITE):
        return name not in _NOT_COVERED
    return not any(mark in row.get("licence", "not stated") for mark in _NOT_FOR_SHIPPING)


def read_rows(path: Path, repeat: int = 1) -> Iterator[Row]:
    """Yield the rows of a JSON Lines file that may be trained on."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if may_ship(document):
                yield Row(document, repeat, APART.get(path.stem, ""))


def label_words(
    words: Sequence[Word], names: Sequence[dict[str, Any]], annotated: Sequence[str]
) -> list[str]:
    """Return BILOU labels of a sentence's words from the gold names (sorted by start).

    Nationalities of the closed lists are labelled NORP where a source does not mark that type.
    """
    starts = [name["start"] for name in names]
    owner = []
    for word in words:
        k = bisect.bisect_right(starts, word.end - 1) - 1
        owner.append(k if k >= 0 and names[k]["end"] > word.start else -1)
    labels = ["O"] * len(words)
    i = 0
    while i < len(words):
        if owner[i] < 0:
            text = words[i].text
            if (
                "NORP" not in annotated
                and text[:1].isupper()
                and set(load_gazetteer().label(text)) & {"D", "F"}
            ):
                labels[i] = "U-NORP"
            i += 1
            continue
        j = i
        while j + 1 < len(words) and owner[j + 1] == owner[i]:
            j += 1
        kind = names[owner[i]]["type"]
        if i == j:
            labels[i] = "U-" + kind
        else:
            labels[i : j + 1] = ["B-" + kind, *["I-" + kind] * (j - i - 1), "L-" + kind]
        i = j + 1
    return labels


def _own_features(row: Sequence[str], prefix: str) -> list[str]:
    """Return the features of a word that its set has for itself: the word, its shape, its lists."""
    return [prefix + feature for feature in row if feature == "b" or feature.startswith(("w=", "g=", "ss="))]


class _Examples:
    """Sentences with labels, kept as CRFsuite takes them, each with the number of times it counts."""

    def __init__(self) -> None:
        self._rows: list[tuple[pycrfsuite.ItemSequence, list[str], int]] = []

    def add(self, features: list[list[str]], labels: list[str], repeat: int = 1, apart: str = "") -> None:
        if apart:
            features = [row + _own_features(row, apart) for row in features]
        self._rows.append((pycrfsuite.ItemSequence(features), labels, repeat))

    def learn(self, parameters: dict[str, Any]) -> bytes:
        """Return a CRFsuite model of the sentences."""
        trainer = pycrfsuite.Trainer(verbose=False)
        for sequence, labels, repeat in self._rows:
            for _ in range(repeat):
                trainer.append(sequence, labels)
        trainer.set_params(parameters)
        with tempfile.TemporaryDirectory() as folder:
            model = Path(folder) / "names.crf"
            trainer.train(str(model))
            return model.read_bytes()


def _add_document(examples: _Examples, row: Row, *, with_headline: bool) -> None:
    document = row.document
    reading = read_text(document["text"], tagged=False)
    sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
    names = sorted(
        (mention for mention in document["mentions"] if mention.get("kind", "name") == "name"),
        key=lambda mention: (mention["start"], -mention["end"]),
    )
    labels = [label_words(words, names, document.get("annotated", ())) for words in sentences]
    for features, wanted in zip(describe_words(sentences), labels, strict=True):
        examples.add(features, wanted, row.repeat, row.apart)
    if with_headline and sentences and any(label != "O" for label in labels[0]):
        # Headlines in capitals are rare in the data and common on pages: the first sentence once more as one.
        headline = [word._replace(text=word.text.upper()) for word in sentences[0]]
        examples.add(describe_words([headline, *sentences[1:]])[0], labels[0])


def train_names(
    rows: Iterable[Row],
    treebank: Iterable[TaggedText] = (),
    parameters: dict[str, Any] | None = None,
) -> bytes:
    """Return a CRFsuite model of names trained on `rows` and on the proper nouns of `treebank`."""
    parameters = PARAMETERS if parameters is None else parameters
    examples = _Examples()
    for number, row in enumerate(rows):
        _add_document(examples, row, with_headline=number % _HEADLINE_EVERY == 0)
    model = examples.learn(parameters)
    first = SequenceModel(model)
    typed = [example for text in treebank for example in type_proper_nouns(text, first)]
    if typed:
        for features, labels in typed:
            examples.add(features, labels, apart=APART["treebank"])
        model = examples.learn(parameters)
    return change_weights(model, _finish_weight)


def _finish_weight(attribute: str, _label: str, weight: float) -> float:
    if attribute.startswith(tuple(APART.values())):
        return 0.0  # no text that is read has it
    return round_weight(weight, _FRACTION_BITS)


def compress(model: bytes) -> bytes:
    """Return the model as it ships (LZMA, no checksum of the time or the machine in it)."""
    return lzma.compress(model, preset=9 | lzma.PRESET_EXTREME)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on the files given and write the compressed model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="model file to write")
    parser.add_argument("data", nargs="+", help="FILE.jsonl or FILE.jsonl:REPEAT")
    parser.add_argument("--treebank", type=Path, help="gzipped CoNLL-U file with proper nouns tagged")
    given = parser.parse_args(arguments)
    rows: list[Row] = []
    for item in given.data:
        name, _, repeat = item.partition(":")
        rows += read_rows(Path(name), int(repeat or 1))
    treebank = read_tagged_texts(given.treebank) if given.treebank else ()
    given.out.write_bytes(compress(train_names(rows, treebank)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
