"""Train the name model: ``python -m hindsight.actors.train OUT DATA.jsonl[:REPEAT] ...``.

The sets of the shipped model, and how often each counts, are in `REPEATS`.

The data are JSON Lines in the form of the development sets: ``text`` and ``mentions`` with ``start``,
``end``,
``type`` and ``kind``. Only data whose licence lets parameters be given away belong here (ATTRIBUTION.md):
rows whose ``licence`` names non-commercial terms or none are left out. The same data give the same bytes.
"""

from __future__ import annotations

import argparse
import bisect
import json
import lzma
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from hindsight.actors.features import describe_words
from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.words import Word, join_words
from hindsight.language import read_text

_NOT_FOR_SHIPPING = ("CC BY-NC", "not stated", "research use")
# L1 makes the model small, L2 makes it even; both chosen on a quarter of the documents held back.
# How often a document of each set counts in the model that ships: texts of our kind more than others.
REPEATS = {
    "re3d_dev": 3,
    "crossner_politics_dev": 1,
    "crossner_other": 1,
    "uner_ewt_dev": 2,
    "gum_dev": 1,
    "btc": 1,
}
_HEADLINE_EVERY = 3  # documents
PARAMETERS = {"c1": 0.08, "c2": 0.02, "max_iterations": 60, "feature.possible_transitions": True}


def may_ship(row: dict[str, Any]) -> bool:
    """Return whether parameters trained on `row` may be given away.

    Examples
    --------
    >>> may_ship({"licence": "CC BY-NC 3.0"}), may_ship({"licence": "OGL 3.0"})
    (False, True)
    """
    return not any(mark in row.get("licence", "not stated") for mark in _NOT_FOR_SHIPPING)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file that may be trained on."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if may_ship(row):
                yield row


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


def train_names(
    rows: Iterable[tuple[dict[str, Any], int]], parameters: dict[str, Any] | None = None
) -> bytes:
    """Return a CRFsuite model of names trained on `rows`, each with the number of times it counts."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for number, (row, repeat) in enumerate(rows):
        reading = read_text(row["text"], tagged=False)
        sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
        names = sorted(
            (mention for mention in row["mentions"] if mention.get("kind", "name") == "name"),
            key=lambda mention: (mention["start"], -mention["end"]),
        )
        labels = [label_words(words, names, row.get("annotated", ())) for words in sentences]
        for features, wanted in zip(describe_words(sentences), labels, strict=True):
            sequence = pycrfsuite.ItemSequence(features)
            for _ in range(repeat):
                trainer.append(sequence, wanted)
        if number % _HEADLINE_EVERY == 0 and sentences and any(label != "O" for label in labels[0]):
            # Headlines in capitals are rare in the data and common on pages: the first sentence once more
            # as one.
            headline = [word._replace(text=word.text.upper()) for word in sentences[0]]
            trainer.append(pycrfsuite.ItemSequence(describe_words([headline, *sentences[1:]])[0]), labels[0])
    trainer.set_params(PARAMETERS if parameters is None else parameters)
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "names.crf"
        trainer.train(str(model))
        return model.read_bytes()


def compress(model: bytes) -> bytes:
    """Return the model as it ships (LZMA, no checksum of the time or the machine in it)."""
    return lzma.compress(model, preset=9 | lzma.PRESET_EXTREME)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on the files given and write the compressed model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="model file to write")
    parser.add_argument("data", nargs="+", help="FILE.jsonl or FILE.jsonl:REPEAT")
    given = parser.parse_args(arguments)
    files = []
    for item in given.data:
        name, _, repeat = item.partition(":")
        files.append((Path(name), int(repeat or 1)))
    model = train_names((row, repeat) for path, repeat in files for row in read_rows(path))
    given.out.write_bytes(compress(model))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
