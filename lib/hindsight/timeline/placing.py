"""Places labels beside their marks so that none overlap, and gathers them where there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return the middles of labels, in order, as close as can be to where they are wanted.

    Parameters
    ----------
    wanted : sequence of float
        Where each label's middle should be, ascending.
    heights : sequence of float
        Of the labels, with the gap between them.
    top, bottom : float
        Between which all must lie; ``sum(heights) <= bottom - top``.

    Notes
    -----
    Least squares under order and distance: with the labels' own heights taken out this is an isotonic
    regression, solved by pooling adjacent violators (Ayer and others, 1955), then cut off at the ends.

    Examples
    --------
    >>> spread([10, 10, 50], [10, 10, 10], 0, 100)
    [5.0, 15.0, 50.0]
    >>> spread([0, 0], [10, 10], 0, 20)
    [5.0, 15.0]
    """
    offsets, total = [], 0.0
    for height in heights:
        offsets.append(total + height / 2)
        total += height
    pools: list[tuple[float, int]] = []  # mean, count
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, n_one), (two, n_two) = pools[-2:]
            pools[-2:] = [((one * n_one + two * n_two) / (n_one + n_two), n_one + n_two)]
    flat = [mean for mean, count in pools for _ in range(count)]
    lowest, highest = top, max(top, bottom - total)
    return [min(max(mean, lowest), highest) + offset for mean, offset in zip(flat, offsets, strict=True)]


def share_lanes(intervals: Sequence[tuple[float, float]], most: int) -> list[int]:
    """Return a lane for each bar, so that bars of one lane do not overlap while there are lanes enough.

    Examples
    --------
    >>> share_lanes([(0, 10), (5, 8), (9, 12)], 3)
    [0, 1, 1]
    """
    ends: list[float] = []
    lanes = [0] * len(intervals)
    for number in sorted(range(len(intervals)), key=lambda n: (intervals[n], n)):
        start, end = intervals[number]
        free = next((lane for lane, taken in enumerate(ends) if taken < start), None)
        if free is None and len(ends) < most:
            free = len(ends)
            ends.append(end)
        elif free is None:
            free = min(range(most), key=lambda lane: (ends[lane], lane))
        ends[free] = max(ends[free], end)
        lanes[number] = free
    return lanes


def gather(days: Sequence[date], weights: Sequence[int], most: int) -> list[list[int]]:
    """Return groups of neighbours, at most `most`, by joining those closest in time first.

    `weights` keep apart what is worth a label of its own (marks with links): of two gaps equally long, the
    lighter neighbours are joined.

    Examples
    --------
    >>> gather([date(2015, 1, 1), date(2015, 1, 2), date(2015, 6, 1)], [0, 0, 0], 2)
    [[0, 1], [2]]
    """
    groups = [[number] for number in range(len(days))]
    if len(groups) <= most:
        return groups
    costs = []
    for number in range(1, len(days)):
        gap = (days[number] - days[number - 1]).days
        costs.append(
            (weights[number - 1] + weights[number] > 0, gap, weights[number - 1] + weights[number], number)
        )
    joined = {number for *_, number in sorted(costs)[: len(days) - most]}
    groups = []
    for number in range(len(days)):
        if number in joined:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
