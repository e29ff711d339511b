"""One function over many documents: in this process for a few, in a bounded pool of processes for many."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

from hindsight.corpus.progress import telling

Item = TypeVar("Item")
Result = TypeVar("Result")

# Starting two workers that import the language models costs about as long as reading this many pages.
FEW = 200
_CHUNK = 16  # documents sent to a worker at once: enough to hide the hand-over, few enough to keep all busy


def map_documents(
    function: Callable[[Item], Result], items: Sequence[Item], *, jobs: int | None = None
) -> Iterator[Result]:
    """Yield ``function(item)`` for every item, in order.

    Parameters
    ----------
    function : callable
        Defined at the top of a module, so that it can be sent to a worker.
    items : sequence
        Picklable, and light: paths rather than texts.
    jobs : int, optional
        Processes; by default the processors there are, and none beside this one for up to `FEW` items.
    """
    jobs = jobs or (1 if len(items) <= FEW else os.cpu_count() or 1)
    results = map(function, items) if jobs == 1 else _map_in_pool(function, items, jobs)
    yield from telling(results, len(items))


def _map_in_pool(function: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    # Not "fork": a notebook's kernel has threads, and a fork of a process with threads can hang.
    context = multiprocessing.get_context("spawn")
    chunks = (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        # A bounded window: results that nobody has taken yet do not pile up in memory.
        waiting: deque[Future[list[Result]]] = deque()
        for chunk in islice(chunks, 2 * jobs):
            waiting.append(pool.submit(_call_each, function, chunk))
        while waiting:
            done = waiting.popleft().result()
            for chunk in islice(chunks, 1):
                waiting.append(pool.submit(_call_each, function, chunk))
            yield from done


def _call_each(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    return [function(item) for item in items]
