"""Which later sides may be tied to a document: index of actors, words, authors and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from hindsight.links.evidence import Side

MAIN = 0.1  # part of a text's sentences that name what it is about


class Postings:
    """Vectors by key: the cosines of one vector with all others in one pass over what they share."""

    def __init__(self, vectors: Sequence[Mapping[str, float]]) -> None:
        numbers: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for number, vector in enumerate(vectors):
            for key, weight in vector.items():
                numbers[key].append(number)
                weights[key].append(weight)
        self._size = len(vectors)
        self._numbers = {key: np.array(found, np.int64) for key, found in numbers.items()}
        self._weights = {key: np.array(found) for key, found in weights.items()}

    def cosines(self, vector: Mapping[str, float]) -> NDArray[np.float64]:
        """Return the cosine of a vector of length 1 with each."""
        if not vector:
            return np.zeros(self._size)
        numbers = np.concatenate([self._numbers[key] for key in vector])
        products = np.concatenate([weight * self._weights[key] for key, weight in vector.items()])
        return np.bincount(numbers, weights=products, minlength=self._size).astype(np.float64)


class Nearby:
    """Finds sides by what they are about, who wrote them and which days they name."""

    def __init__(self, sides: Sequence[Side], weigh: Callable[[str], float]) -> None:
        self._weigh = weigh
        self.mains = [find_main_actors(side) for side in sides]
        self._titled, self._main, self._author, self._day = (
            defaultdict[str, list[int]](list) for _ in range(4)
        )
        for number, (side, main) in enumerate(zip(sides, self.mains, strict=True)):
            for actor in side.titled & side.actors.keys():
                self._titled[actor].append(number)
            for actor in main:
                self._main[actor].append(number)
            for name in {fold(name) for name in side.authors}:
                self._author[name].append(number)
            for named in side.dates:
                if named.earliest == named.latest:
                    self._day[named.earliest.isoformat()].append(number)

    def by_authors(self, names: Iterable[str]) -> set[int]:
        """Return the numbers of the sides by one of these authors."""
        return {number for name in names for number in self._author[fold(name)]}

    def by_days(self, days: Iterable[date]) -> set[int]:
        """Return the numbers of the sides that name one of these days, as a day."""
        return {number for day in days for number in self._day[day.isoformat()]}

    def by_main_actors(self, side: Side, number: int, *, rare: float, faint: float) -> set[int]:
        """Return the numbers of the sides that are about an actor that this one is about too.

        A rare actor in the later title needs to come up here only; of an actor that many texts name the later
        title must speak.
        """
        found: set[int] = set()
        for actor in side.actors:
            weight, titled = self._weigh(actor), self._titled[actor]
            if weight >= rare:
                found.update(titled)
            if actor in self.mains[number] and weight >= faint:
                found.update(self._main[actor] if weight >= rare else titled)
        return found


def find_main_actors(side: Side) -> frozenset[str]:
    """Return whom a text is about: whom its title names, or more than a passing sentence."""
    counts: dict[str, int] = defaultdict(int)
    for held in side.sentences.values():
        for key in held & side.actors.keys():
            counts[key] += 1
    least = max(2, MAIN * len(side.sentences))
    return frozenset({a for a, n in counts.items() if n >= least} | (side.titled & side.actors.keys()))


def fold(name: str) -> str:
    """Return the name of an author as compared: case, full stops and blanks aside."""
    return " ".join(name.casefold().replace(".", " ").split())
