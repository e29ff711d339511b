"""Learn factuality: ``python -m hindsight.claims.train_factuality FACTUALITY.jsonl TREEBANKS [--out FILE]``.

The file holds sentences of UDS It-Happened v2, one a line: `text`, `events` (start, end, value, confidence).
They are sentences of the English Web Treebank, from which the shipped tagger and parser are learnt: these
make fewer errors there than on any new text. So each half of that treebank is tagged and parsed by a tagger
and a parser that have not seen it. Ridge regression by conjugate gradients; the weights are rounded to
hundredths.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hindsight.claims.event_features import Facts, features_of_event
from hindsight.claims.factuality import PARAMETERS, SCALE
from hindsight.claims.negation import find_negations
from hindsight.claims.sources import Tree
from hindsight.language import parser as dependency
from hindsight.language import read_text, train_parser, train_tagger
from hindsight.language.perceptron import Parameters, load_parameters_from
from hindsight.language.reading import Sentence, Token
from hindsight.language.repairs import repair_tags
from hindsight.language.tagger import Tagger
from hindsight.language.treebanks import GoldSentence, read_ewt, read_training

RIDGE = 80.0  # penalty on squared weights, chosen by cross-validation over the documents of the training file
STEPS = 60  # of the conjugate gradients: further ones change no weight by a hundredth
# Predictions lean towards the mean, above 0: so much lower, F1 of what did not happen is near its best in the
# same cross-validation (.770 at 0.15, .773 at 0.2, .774 at 0.3, .775 at 0.35).
LEANING = 0.3
RAREST = 2  # events that a feature must be met in
_HALVES = 2
_STRETCH = 50  # sentences of a treebank that stay together: most of them are of one document


@dataclass(frozen=True, slots=True)
class Example:
    """An event to learn from; `confidence` is how sure its readers were (0 to 1)."""

    features: list[str]
    value: float
    confidence: float


def half_of(k: int) -> int:
    """Return the half that the k-th sentence of the treebanks belongs to."""
    return k // _STRETCH % _HALVES


def read_halves(folder: Path) -> tuple[dict[str, int], list[Tagger], list[dependency.Parser]]:
    """Return the half of each sentence of the Web Treebank by its letters, and for each half a tagger and a
    parser learnt without it.
    """
    sentences = read_training(folder)
    n_ewt = sum(1 for _ in read_ewt(folder / "ewt_train.conllu.gz"))
    taggers = []
    for half in range(_HALVES):
        seen = [sentence for k, sentence in enumerate(sentences) if half_of(k) != half]
        taggers.append(Tagger(Parameters.from_weights(*train_tagger.train(seen))))
    tags = [taggers[half_of(k)].tag(sentence.words) for k, sentence in enumerate(sentences)]
    parsers = []
    for half in range(_HALVES):
        kept = [k for k in range(len(sentences)) if k >= n_ewt or half_of(k) != half]
        parsers.append(_learn_parser([sentences[k] for k in kept], [tags[k] for k in kept]))
    halves = {_letters("".join(sentences[k].words)): half_of(k) for k in reversed(range(n_ewt))}
    return halves, taggers, parsers


def _learn_parser(sentences: Sequence[GoldSentence], tags: Sequence[Sequence[str]]) -> dependency.Parser:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        train_parser.train(sentences, tags, out)
        actions, labels = (
            load_parameters_from(out / name) for name in (dependency.PARAMETERS, dependency.LABEL_PARAMETERS)
        )
    return dependency.Parser(actions, labels)


def _letters(text: str) -> str:
    return "".join(text.split())


def read_events(path: Path, treebanks: Path) -> Iterator[tuple[str, Example]]:
    """Yield every event with the id of its sentence."""
    halves, taggers, parsers = read_halves(treebanks)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        half = halves.get(_letters(row["text"]))
        if half is None:
            raise ValueError(f"{path}: sentence {row['id']} is not in the treebank of {treebanks}")
        for found in read_text(row["text"], tagged=False).sentences:
            words = [token.text for token in found.tokens]
            sentence = _tagged(found, repair_tags(words, taggers[half].tag(words)))
            parsed = parsers[half].parse(words, [token.tag for token in sentence.tokens])
            facts = Facts(Tree(sentence.tokens, parsed), find_negations(sentence, parsed))
            at = {token.start: k for k, token in enumerate(sentence.tokens)}
            for event in row["events"]:
                if event["start"] in at:
                    features = features_of_event(facts, at[event["start"]])
                    yield row["id"], Example(features, event["value"], event["confidence"])


def _tagged(sentence: Sentence, tags: Sequence[str]) -> Sentence:
    tokens = tuple(
        Token(token.start, token.end, token.text, tag)
        for token, tag in zip(sentence.tokens, tags, strict=True)
    )
    return Sentence(sentence.start, sentence.end, tokens, sentence.passage)


def fit(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    values: NDArray[np.float64],
    confidences: NDArray[np.float64],
    n: int,
) -> NDArray[np.float64]:
    """Return the `n` weights with the smallest penalty and squared error, events weighed by confidence."""

    def through(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        predicted = confidences * np.bincount(rows, weights[columns], len(values))
        return np.bincount(columns, predicted[rows], n) + RIDGE * weights

    weights = np.zeros(n)
    rest: NDArray[np.float64] = np.bincount(columns, (confidences * values)[rows], n).astype(np.float64)
    direction, size = rest.copy(), float(rest @ rest)
    for _ in range(STEPS):
        moved = through(direction)
        step = size / float(direction @ moved)
        weights += step * direction
        rest -= step * moved
        size, before = float(rest @ rest), size
        direction = rest + (size / before) * direction
    return weights


def train(examples: Iterable[Example]) -> dict[str, int]:
    """Return the weight of each feature in hundredths; those of nought are left out."""
    events = list(examples)
    counts = Counter(feature for event in events for feature in set(event.features))
    names = sorted(feature for feature, count in counts.items() if count >= RAREST)
    index = {name: k for k, name in enumerate(names)}
    pairs = [(row, index[f]) for row, event in enumerate(events) for f in event.features if f in index]
    rows, columns = (np.array(side, dtype=np.intp) for side in zip(*pairs, strict=True))
    values = np.array([event.value - LEANING for event in events])
    weights = fit(rows, columns, values, np.array([event.confidence for event in events]), len(names))
    rounded = ((name, round(SCALE * weight)) for name, weight in zip(names, weights.tolist(), strict=True))
    return {name: weight for name, weight in rounded if weight}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sentences, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", type=Path, help="factuality.train.jsonl")
    parser.add_argument("treebanks", type=Path, help="folder with ewt_train.conllu.gz and gum.jsonl.gz")
    parser.add_argument("--out", type=Path, default=PARAMETERS)
    options = parser.parse_args(arguments)
    weights = train(example for _, example in read_events(options.sentences, options.treebanks))
    lines = [f"{name}\t{weight}\n" for name, weight in sorted(weights.items()) if "\t" not in name]
    options.out.write_bytes(gzip.compress("".join(lines).encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
