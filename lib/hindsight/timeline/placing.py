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


def stack(
    intervals: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]], most: int
) -> list[int]:
    """Return a step for each interval: the first on which it covers nothing before it, or the last there is.

    `taken` are intervals that stand on the first step already.

    Examples
    --------
    >>> stack([(0, 4), (3, 6), (9, 12)], [(8, 10)], 3)
    [0, 1, 1]
    """
    rows: list[list[tuple[float, float]]] = [list(taken)] + [[] for _ in range(most - 1)]
    steps = [most - 1] * len(intervals)
    for number in sorted(range(len(intervals)), key=lambda n: (intervals[n], n)):
        start, end = intervals[number]
        for step, row in enumerate(rows):
            if all(end <= other_start or other_end <= start for other_start, other_end in row):
                row.append((start, end))
                steps[number] = step
                break
    return steps


def place_words(
    wanted: Sequence[tuple[float, float]], low: float, high: float, levels: int, *, gap: float
) -> list[tuple[float, int] | None]:
    """Return where words stand beneath a line: left end and level, or None where there is no room.

    Parameters
    ----------
    wanted : sequence of (float, float)
        Where the middle of each should be, and how wide it is, in points.
    low, high : float
        Between which all must lie.
    levels : int
        How many lines of words there may be.
    gap : float
        Points between words of one level.

    Notes
    -----
    From left to right, each goes to the first level on which it can stand centred (moved in from the ends);
    failing that, to the level on which it need move least to the right, by no more than half its width.

    Examples
    --------
    >>> place_words([(50, 40), (60, 40), (62, 40)], 0, 200, 2, gap=4)
    [(30.0, 0), (40.0, 1), None]
    """
    ends = [low - gap] * levels
    placed: list[tuple[float, int] | None] = [None] * len(wanted)
    for number in sorted(range(len(wanted)), key=lambda n: (wanted[n], n)):
        middle, width = wanted[number]
        centred = min(max(middle - width / 2, low), high - width)
        if width > high - low:
            continue
        choices = [(max(centred, end + gap), level) for level, end in enumerate(ends)]
        fitting = [
            (x, level)
            for x, level in choices
            if x - centred <= width / 2 * 0.999 and x + width <= high + 1e-6
        ]
        if fitting:
            x, level = min(fitting, key=lambda choice: (choice[0] > centred, choice[0], choice[1]))
            placed[number] = (x, level)
            ends[level] = x + width
    return placed


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
