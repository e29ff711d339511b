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


Weights = tuple[tuple[int, int], ...]  # (class, weight) pairs


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

    def averages(self, smallest: int, decisive: int) -> dict[str, dict[int, int]]:
        """Return the averaged weights in hundredths.

        Weights nearer zero than `smallest` are left out, and features none of whose weights reaches
        `decisive`: most of these were met once, and they make the file large without changing many decisions.
        """
        averaged = {}
        for feature in sorted(self._cells):
            kept = {}
            for label, (weight, total, changed) in sorted(self._cells[feature].items()):
                total += (self.seen - changed) * weight
                mean = _rounded(SCALE * total, self.seen)
                if abs(mean) >= smallest:
                    kept[label] = mean
            if kept and max(map(abs, kept.values())) >= decisive:
                averaged[feature] = kept
        return averaged


class DenseLearner:
    """A `Learner` for few classes that most features tell apart: faster, with the same results."""

    def __init__(self, n_classes: int) -> None:
        self.n_classes = n_classes
        self.seen = 0
        # feature -> weights by class, sums by class, clock of the last change
        self._cells: dict[str, list[int]] = {}

    def scores(self, features: Iterable[str]) -> list[int]:
        """Return the score of each class."""
        n, get = self.n_classes, self._cells.get
        found = [cell[:n] for feature in features if (cell := get(feature))]
        return list(map(sum, zip(*found, strict=True))) if found else [0] * n

    def learn(self, features: Iterable[str], truth: int, guess: int) -> None:
        """Move the weights towards `truth` and away from `guess`."""
        n, seen = self.n_classes, self.seen
        for feature in features:
            cell = self._cells.get(feature)
            if cell is None:
                cell = self._cells[feature] = [0] * (2 * n) + [seen]
            passed = seen - cell[-1]
            if passed:
                for k in range(n):
                    cell[n + k] += passed * cell[k]
                cell[-1] = seen
            cell[truth] += 1
            cell[guess] -= 1

    def averages(self, smallest: int, decisive: int) -> dict[str, dict[int, int]]:
        """Return the averaged weights in hundredths, pruned as those of `Learner`."""
        n, averaged = self.n_classes, {}
        for feature in sorted(self._cells):
            cell = self._cells[feature]
            passed = self.seen - cell[-1]
            means = [_rounded(SCALE * (cell[n + k] + passed * cell[k]), self.seen) for k in range(n)]
            if max(map(abs, means)) >= decisive:
                averaged[feature] = {k: mean for k, mean in enumerate(means) if abs(mean) >= smallest}
        return averaged


def _rounded(part: int, whole: int) -> int:
    """Return the quotient as the nearest whole number, in whole numbers only."""
    return (2 * part + whole) // (2 * whole)


@dataclass(frozen=True)
class Parameters:
    """Learnt parameters: a header of small facts and, by feature, the weights as they stand in the file.

    A weight line is ``"3:12 7:-40"``: class and weight. `weights_of` reads it on first use only, because a
    text uses a small part of all features.
    """

    header: dict
    table: dict[str, str | Weights]

    @classmethod
    def from_weights(cls, header: dict, weights: Mapping[str, Mapping[int, int]]) -> Parameters:
        """Return parameters as just learnt, without a file."""
        return cls(header, {feature: tuple(by_class.items()) for feature, by_class in weights.items()})

    def weights_of(self, feature: str) -> Weights:
        """Return (class, weight) pairs of a feature; none for one that was never learnt."""
        line = self.table.get(feature, ())
        if isinstance(line, str):
            line = self.table[feature] = read_weights(line)
        return line

    def sum_of(self, features: Iterable[str]) -> Weights:
        """Return the summed (class, weight) pairs of several features."""
        total: dict[int, int] = {}
        table = self.table
        for feature in features:
            if feature in table:
                for label, weight in self.weights_of(feature):
                    total[label] = total.get(label, 0) + weight
        return tuple(total.items())


def read_weights(line: str) -> Weights:
    """Return the (class, weight) pairs of a weight line.

    Examples
    --------
    >>> read_weights("3:12 7:-40")
    ((3, 12), (7, -40))
    """
    numbers = list(map(int, line.replace(":", " ").split(" ")))
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def save_parameters(path: Path, header: dict, weights: Mapping[str, Mapping[int, int]]) -> None:
    """Write parameters: a JSON line, then one line per feature, gzipped without a date."""
    text = io.StringIO()
    text.write(json.dumps(header, ensure_ascii=False, sort_keys=True) + "\n")
    for feature, by_class in weights.items():
        text.write(f"{feature}\t{' '.join(f'{label}:{weight}' for label, weight in by_class.items())}\n")
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), 9, mtime=0))


def load_parameters(name: str) -> Parameters:
    """Return the parameters that ship with the language layer as file `name`."""
    return _read_parameters((files(__package__) / name).read_bytes())


def load_parameters_from(path: Path) -> Parameters:
    """Return the parameters of a file, as `save_parameters` writes it."""
    return _read_parameters(path.read_bytes())


def _read_parameters(raw: bytes) -> Parameters:
    first, _, rest = gzip.decompress(raw).decode("utf-8").partition("\n")
    table: dict[str, str | Weights] = {}
    for line in rest.split("\n")[:-1]:
        feature, weights = line.split("\t", 1)
        table[feature] = weights
    return Parameters(json.loads(first), table)
