"""An averaged perceptron in plain Python (Collins 2002): learning, and its weights as a small text file.

All sums are whole numbers, so that learning gives the same weights on every machine.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

# Averages are kept as whole hundredths: the smallest step that changes no decision worth having.
SCALE = 100


class Learner:
    """Weights by feature and class while they are learnt.

    Parameters
    ----------
    n_classes : int
    """

    def __init__(self, n_classes: int) -> None:
        self.n_classes = n_classes
        self.seen = 0  # decisions so far: the clock of the averages
        # feature -> class -> [weight, sum of the weight over the clock, clock of its last change]
        self._cells: dict[str, dict[int, list[int]]] = {}

    def scores(self, features: Iterable[str]) -> list[int]:
        """Return the score of each class."""
        scores = [0] * self.n_classes
        cells = self._cells
        for feature in features:
            found = cells.get(feature)
            if found:
                for label, cell in found.items():
                    scores[label] += cell[0]
        return scores

    def learn(self, features: Iterable[str], truth: int, guess: int) -> None:
        """Move the weights towards `truth` and away from `guess`."""
        for feature in features:
            found = self._cells.setdefault(feature, {})
            for label, step in ((truth, 1), (guess, -1)):
                cell = found.get(label)
                if cell is None:
                    cell = found[label] = [0, 0, self.seen]
                cell[1] += (self.seen - cell[2]) * cell[0]
                cell[2] = self.seen
                cell[0] += step

    def averages(self, smallest: int) -> dict[str, dict[int, int]]:
        """Return the averaged weights in hundredths, those nearer zero than `smallest` left out."""
        averaged = {}
        for feature in sorted(self._cells):
            kept = {}
            for label, (weight, total, changed) in sorted(self._cells[feature].items()):
                total += (self.seen - changed) * weight
                mean = (2 * SCALE * total + self.seen) // (2 * self.seen)
                if abs(mean) >= smallest:
                    kept[label] = mean
            if kept:
                averaged[feature] = kept
        return averaged


@dataclass(frozen=True)
class Parameters:
    """Learnt parameters: a header of small facts and, by feature, the weights as they stand in the file.

    A weight line is ``"3:12 7:-40"``: class and weight. `weights_of` reads it on first use only, because a
    text uses a small part of all features.
    """

    header: dict
    table: dict[str, str | tuple[tuple[int, int], ...]]

    @classmethod
    def from_weights(cls, header: dict, weights: Mapping[str, Mapping[int, int]]) -> Parameters:
        """Return parameters as just learnt, without a file."""
        return cls(header, {feature: tuple(by_class.items()) for feature, by_class in weights.items()})

    def weights_of(self, feature: str) -> tuple[tuple[int, int], ...]:
        """Return (class, weight) pairs of a feature; none for one that was never learnt."""
        line = self.table.get(feature, ())
        if isinstance(line, str):
            line = self.table[feature] = read_weights(line)
        return line


def read_weights(line: str) -> tuple[tuple[int, int], ...]:
    """Return the (class, weight) pairs of a weight line.

    Examples
    --------
    >>> read_weights("3:12 7:-40")
    ((3, 12), (7, -40))
    """
    return tuple(
        (int(label), int(weight)) for label, _, weight in (p.partition(":") for p in line.split(" "))
    )


def save_parameters(path: Path, header: dict, weights: Mapping[str, Mapping[int, int]]) -> None:
    """Write parameters: a JSON line, then one line per feature, gzipped without a date."""
    text = io.StringIO()
    text.write(json.dumps(header, ensure_ascii=False, sort_keys=True) + "\n")
    for feature, by_class in weights.items():
        text.write(f"{feature}\t{' '.join(f'{label}:{weight}' for label, weight in by_class.items())}\n")
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))


def load_parameters(name: str) -> Parameters:
    """Return the parameters that ship in the package as file `name`."""
    raw = (files(__package__) / name).read_bytes()
    first, _, rest = gzip.decompress(raw).decode("utf-8").partition("\n")
    table: dict[str, str | tuple[tuple[int, int], ...]] = {}
    for line in rest.split("\n")[:-1]:
        feature, _, weights = line.partition("\t")
        table[feature] = weights
    return Parameters(json.loads(first), table)
