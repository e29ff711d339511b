"""Learn factuality: ``python -m hindsight.claims.train_factuality FACTUALITY.jsonl [--out FILE]``.

The file holds sentences of UDS It-Happened v2, one a line: `text`, `events` (start, end, value). Ridge
regression by conjugate gradients; the weights are rounded to hundredths.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hindsight.claims.factuality import FEATURE, PARAMETERS, features_of_event
from hindsight.claims.negation import find_negations
from hindsight.claims.sources import Tree
from hindsight.language import parse, read_text
from hindsight.language.perceptron import SCALE, save_parameters

RIDGE = 50.0  # penalty on squared weights, chosen on a tenth of the training sentences
STEPS = 60  # of the conjugate gradients: further ones change no weight by a hundredth
# Predictions lean towards the mean, above 0: so much lower, as many events fall below 0 as do in truth.
LEANING = 0.2
RAREST = 2  # events that a feature must be met in


def read_events(path: Path) -> Iterator[tuple[list[str], float]]:
    """Yield the features and the value of every event."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reading = read_text(row["text"])
        for sentence in reading.sentences:
            tree = Tree(sentence.tokens, parsed := parse(sentence))
            negations = find_negations(sentence, parsed)
            at = {token.start: k for k, token in enumerate(sentence.tokens)}
            for event in row["events"]:
                if event["start"] in at:
                    yield features_of_event(tree, at[event["start"]], negations), event["value"]


def fit(
    rows: NDArray[np.intp], columns: NDArray[np.intp], values: NDArray[np.float64], n: int
) -> NDArray[np.float64]:
    """Return the `n` weights that give `values` with the smallest squared error and penalty."""

    def through(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        predicted = np.bincount(rows, weights[columns], len(values))
        return np.bincount(columns, predicted[rows], n) + RIDGE * weights

    weights = np.zeros(n)
    rest: NDArray[np.float64] = np.bincount(columns, values[rows], n).astype(np.float64)
    direction, size = rest.copy(), float(rest @ rest)
    for _ in range(STEPS):
        moved = through(direction)
        step = size / float(direction @ moved)
        weights += step * direction
        rest -= step * moved
        size, before = float(rest @ rest), size
        direction = rest + (size / before) * direction
    return weights


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sentences, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", type=Path, help="factuality.train.jsonl")
    parser.add_argument("--out", type=Path, default=PARAMETERS)
    options = parser.parse_args(arguments)
    events = list(read_events(options.sentences))
    counts = Counter(feature for features, _ in events for feature in set(features))
    names = sorted(feature for feature, count in counts.items() if count >= RAREST)
    index = {name: k for k, name in enumerate(names)}
    pairs = [(row, index[f]) for row, (features, _) in enumerate(events) for f in features if f in index]
    rows, columns = (np.array(side, dtype=np.intp) for side in zip(*pairs, strict=True))
    weights = fit(rows, columns, np.array([value - LEANING for _, value in events]), len(names))
    kept = {
        FEATURE[name]: {0: round(SCALE * w)}
        for name, w in zip(names, weights.tolist(), strict=True)
        if round(SCALE * w)
    }
    save_parameters(options.out, {"classes": ["value"]}, kept)


if __name__ == "__main__":
    main()
