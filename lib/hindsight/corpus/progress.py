"""How far long work is, told to whoever runs the notebook.

`hindsight run` names a small file in the environment and shows what stands in it; a notebook that is run by
hand has no such file, and nothing is told.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

VARIABLE = "HINDSIGHT_PROGRESS"

_PAUSE = 0.2  # seconds between two words: what a person can follow


def report_progress(done: int, total: int, what: str = "documents") -> None:
    """Tell the runner, if there is one, that `done` of `total` steps are done.

    Parameters
    ----------
    done, total : int
        Steps.
    what : str, optional
        What a step is, in the plural.

    Examples
    --------
    >>> report_progress(20, 4000)  # nobody listens: nothing happens
    """
    if path := os.environ.get(VARIABLE):
        Path(path).write_text(f"{done} of {total} {what}", encoding="utf-8")


def telling(results: Iterable[Result], total: int, what: str = "documents") -> Iterator[Result]:
    """Yield the results, and tell now and then how many of `total` there have been.

    Examples
    --------
    >>> list(telling("abc", 3))
    ['a', 'b', 'c']
    """
    if VARIABLE not in os.environ:
        yield from results
        return
    last = time.monotonic()
    for done, result in enumerate(results, 1):
        if time.monotonic() - last > _PAUSE:
            report_progress(done, total, what)
            last = time.monotonic()
        yield result
