"""Names in a text: a sequence model over words, then a pass that makes one document agree with itself."""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import pycrfsuite

from hindsight.actors.consistency import make_consistent
from hindsight.actors.features import describe_words
from hindsight.actors.missed_names import add_missed_names
from hindsight.actors.own_names import add_own_names
from hindsight.actors.repairs import repair_names
from hindsight.actors.spans import NameSpan, decode_labels
from hindsight.actors.words import Word, join_words
from hindsight.language.reading import Reading

MODEL_FILE = "names.crf.xz"


class SequenceModel:
    """A CRFsuite model in memory: CRFsuite reads the bytes in place, so they live as long as it does."""

    def __init__(self, model: bytes) -> None:
        self._bytes = model
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._bytes)

    def label(self, features: Sequence[Sequence[str]]) -> list[str]:
        """Return one label a word."""
        return self._tagger.tag(features)

    def marginals(self, features: Sequence[Sequence[str]]) -> list[dict[str, float]]:
        """Return the probability of every label, a word at a time (for training; too slow for reading)."""
        self._tagger.set(features)
        labels = self._tagger.labels()
        return [{label: self._tagger.marginal(label, i) for label in labels} for i in range(len(features))]


@lru_cache(maxsize=1)
def load_model() -> SequenceModel:
    """Return the model that ships."""
    return SequenceModel(lzma.decompress(files(__package__).joinpath("data", MODEL_FILE).read_bytes()))


def tag_names(sentences: Sequence[Sequence[Word]], model: SequenceModel | None = None) -> list[NameSpan]:
    """Return the names that the model finds, before the document is made to agree with itself."""
    model = model or load_model()
    spans = []
    for index, (words, rows) in enumerate(zip(sentences, describe_words(sentences), strict=True)):
        # A sentence without a capital has no name that the model could know.
        if not any(row[0] == "b" for row in rows):
            continue
        labels = model.label(rows)
        spans += [NameSpan(a, b, kind, index) for a, b, kind in decode_labels(words, labels)]
    return spans


def find_names(
    reading: Reading, model: SequenceModel | None = None, own_names: Mapping[str, str] | None = None
) -> list[NameSpan]:
    """Return the names of `reading` in text order, none in another; for `own_names` see `add_own_names`."""
    sentences = [join_words(sentence.tokens) for sentence in reading.sentences]
    names = make_consistent(reading, sentences, repair_names(sentences, tag_names(sentences, model)))
    names = add_missed_names(reading, sentences, names)
    return add_own_names(reading, names, own_names or {})
