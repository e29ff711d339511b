"""How the time of a function grows with its input: a measure of speed that any machine agrees on."""

from __future__ import annotations

import time
from collections.abc import Callable


def growth(function: Callable[[str], object], unit: str, repeats: int, factor: int = 4) -> float:
    """Return how many times longer `function` takes on `factor` times the input: `factor` if it is linear."""

    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            function(text)
            best = min(best, time.process_time() - started)
        return max(best, 1e-4)

    small, large = unit * repeats, unit * repeats * factor
    return seconds(large) / seconds(small)
