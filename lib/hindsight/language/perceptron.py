"""An averaged perceptron (Collins 2002): learning, its weights as a small file, and sums of them.

Features are numbers (`hindsight.language.codes`). All sums are whole numbers, so that learning gives the same
weights on every machine.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from hindsight.language.codes import CODE_BYTES

# Averages are kept as whole hundredths: the smallest step that changes no decision worth having.
SCALE = 100

Integers = npt.NDArray[Any]  # of whole numbers


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
        self._cells: dict[int, dict[int, list[int]]] = {}

    def scores(self, features: Iterable[int]) -> list[int]:
        """Return the score of each class."""
        scores = [0] * self.n_classes
        cells = self._cells
        for feature in features:
            found = cells.get(feature)
            if found:
                for label, cell in found.items():
                    scores[label] += cell[0]
        return scores

    def learn(self, features: Iterable[int], truth: int, guess: int) -> None:
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

    def averages(self, smallest: int, decisive: int) -> dict[int, dict[int, int]]:
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
        self._cells: dict[int, list[int]] = {}

    def scores(self, features: Iterable[int]) -> list[int]:
        """Return the score of each class."""
        n, get = self.n_classes, self._cells.get
        found = [cell[:n] for feature in features if (cell := get(feature))]
        return list(map(sum, zip(*found, strict=True))) if found else [0] * n

    def learn(self, features: Iterable[int], truth: int, guess: int) -> None:
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

    def averages(self, smallest: int, decisive: int) -> dict[int, dict[int, int]]:
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
    """Learnt parameters.

    Parameters
    ----------
    header : dict
        Small facts; ``classes`` names the classes.
    row_of : dict of int to int
        Feature to its row of `weights`.
    weights : ndarray of int16, shape (features + 1, classes)
        Row 0 is zero: what was never learnt weighs nothing.
    """

    header: dict[str, Any]
    row_of: dict[int, int]
    weights: Integers

    @classmethod
    def from_weights(cls, header: dict[str, Any], weights: Mapping[int, Mapping[int, int]]) -> Parameters:
        """Return parameters as just learnt, without a file."""
        return _read_parameters(_written(header, weights))

    def sums_of(self, rows: Sequence[int], starts: Sequence[int]) -> Integers:
        """Return the summed weights of several groups of rows.

        Parameters
        ----------
        rows : sequence of int
            Rows of all groups, one group after the other; none is empty.
        starts : sequence of int
            Where in `rows` each group begins.

        Returns
        -------
        ndarray of int32, shape (groups, classes)
        """
        return np.add.reduceat(self.weights.take(rows, axis=0), starts, axis=0, dtype=np.int32)

    def sum_of(self, features: Iterable[int]) -> Integers:
        """Return the summed weights of features: an array of int32, one number per class."""
        found = [row for row in map(self.row_of.get, features) if row is not None]
        summed: Integers = self.weights.take(found, axis=0).sum(axis=0, dtype=np.int32)
        return summed


def save_parameters(path: Path, header: dict[str, Any], weights: Mapping[int, Mapping[int, int]]) -> None:
    """Write parameters, gzipped without a date.

    A JSON line with the header and the two counts; then, each byte after the other of all numbers: features
    in order, as their distance from the one before (6 bytes), how many weights each has (1), the classes of
    these (1), the weights (2). The lowest byte is the first. So put, the file is half as large.
    """
    path.write_bytes(gzip.compress(_written(header, weights), 9, mtime=0))


def load_parameters(name: str) -> Parameters:
    """Return the parameters that ship with the language layer as file `name`."""
    return _read_parameters(gzip.decompress((files(__package__) / name).read_bytes()))


def load_parameters_from(path: Path) -> Parameters:
    """Return the parameters of a file, as `save_parameters` writes it."""
    return _read_parameters(gzip.decompress(path.read_bytes()))


def _written(header: dict[str, Any], weights: Mapping[int, Mapping[int, int]]) -> bytes:
    features = sorted(weights)
    lines = [sorted(weights[feature].items()) for feature in features]
    pairs = [pair for line in lines for pair in line]
    counts = {"features": len(features), "weights": len(pairs)}
    return b"".join(
        (
            json.dumps({**header, **counts}, ensure_ascii=False, sort_keys=True).encode("utf-8"),
            b"\n",
            _planes(np.diff(np.array(features, dtype=np.int64), prepend=0), CODE_BYTES),
            _planes(np.array([len(line) for line in lines], dtype=np.int64), 1),
            _planes(np.array([label for label, _ in pairs], dtype=np.int64), 1),
            _planes(np.array([weight for _, weight in pairs], dtype=np.int64), 2),
        )
    )


def _planes(numbers: Integers, size: int) -> bytes:
    """Return whole numbers as bytes: the lowest byte of each, then the next of each, and so on."""
    least, most = (-(1 << 15), 1 << 15) if size == 2 else (0, 1 << 8 * size)
    if len(numbers) and not (least <= numbers.min() and numbers.max() < most):
        raise ValueError(f"a number between {numbers.min()} and {numbers.max()} needs more than {size} bytes")
    return numbers.astype("<i8").view(np.uint8).reshape(-1, 8)[:, :size].T.tobytes()


def _from_planes(raw: bytes, n: int, size: int) -> Integers:
    wide = np.zeros((n, 8), dtype=np.uint8)
    wide[:, :size] = np.frombuffer(raw, dtype=np.uint8).reshape(size, n).T
    return wide.view("<i8").reshape(n)


def _read_parameters(raw: bytes) -> Parameters:
    first, _, rest = raw.partition(b"\n")
    header = json.loads(first)
    n, m = header.pop("features"), header.pop("weights")
    parts, at = [], 0
    for count, size in ((n, CODE_BYTES), (n, 1), (m, 1), (m, 2)):
        parts.append(_from_planes(rest[at : at + count * size], count, size))
        at += count * size
    steps, counts, labels, values = parts
    weights = np.zeros((n + 1, len(header["classes"])), dtype=np.int16)
    weights[np.repeat(np.arange(1, n + 1), counts), labels] = values.astype(np.uint16).view(np.int16)
    return Parameters(header, dict(zip(np.cumsum(steps).tolist(), range(1, n + 1), strict=True)), weights)
