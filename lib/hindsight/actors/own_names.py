"""Names of a reader's own rows, found wherever a text prints them: a list made on purpose needs no model."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

from hindsight.actors.spans import NameSpan
from hindsight.language.reading import Reading


def add_own_names(
    reading: Reading, spans: Sequence[NameSpan], own_names: Mapping[str, str]
) -> list[NameSpan]:
    """Return `spans` with the names of `own_names` that the text prints, in text order.

    Parameters
    ----------
    reading : Reading
    spans : sequence of NameSpan
        Names found by other means, in text order. One inside a name of the reader's gives way to it; one
        that holds it or overlaps it stays.
    own_names : mapping of str to str
        Name as printed (small and capital letters count), type of the name.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> text = "The Northern Fishing Board met."
    >>> add_own_names(read_text(text), [NameSpan(4, 12, "PLACE", 0)], {"Northern Fishing Board": "ORG"})
    [NameSpan(start=4, end=26, type='ORG', sentence=0, rule='names-own', confidence=1.0)]
    """
    if not own_names:
        return list(spans)
    starts = [sentence.start for sentence in reading.sentences]
    kept = list(spans)
    for match in _pattern(tuple(sorted(own_names, key=lambda name: (-len(name), name)))).finditer(
        reading.text
    ):
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or match.end() > reading.sentences[index].end:
            continue
        touching = [span for span in kept if span.start < match.end() and match.start() < span.end]
        if any(span.start < match.start() or span.end > match.end() for span in touching):
            continue
        kind = own_names[" ".join(match.group().split())]
        kept = [span for span in kept if span not in touching]
        kept.append(NameSpan(match.start(), match.end(), kind, index, "names-own", 1.0))
    return sorted(kept)


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    forms = (r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
