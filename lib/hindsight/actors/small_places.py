"""Places of the tables in texts that write names small: "the best sushi in san francisco"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.reference import load_words
from hindsight.actors.spans import NameSpan
from hindsight.actors.words import Word

_SHORTEST = 5  # letters; of shorter places written small too many are words: "mali", "bonn"
_MAY_PRECEDE = frozenset("(['\"‘“/")  # what a word may follow without a blank


@lru_cache(maxsize=1)
def load_small_places() -> dict[str, list[tuple[str, ...]]]:
    """Return the places of the tables that are no word in small letters, by first word, longest first."""
    ordinary = load_words()["ordinary_places"]
    places: dict[str, list[tuple[str, ...]]] = {}
    for name in load_gazetteer().names_on("CKL"):
        words = tuple(name.split())
        is_known = name.islower() and name.replace(" ", "").isalpha() and not ordinary & set(words)
        if is_known and len(name) >= _SHORTEST:
            places.setdefault(words[0], []).append(words)
    for names in places.values():
        names.sort(key=len, reverse=True)
    return places


def add_small_places(index: int, words: Sequence[Word], covered: list[bool]) -> list[NameSpan]:
    """Return places of the tables in a text that writes names small: "the best sushi in san francisco"."""
    out = []
    places = load_small_places()
    for i, word in enumerate(words):
        if word.text not in places or covered[i]:
            continue
        if i and words[i - 1].end == word.start and words[i - 1].text not in _MAY_PRECEDE:
            continue  # part of a tag: "#florida"
        for name in places[word.text]:
            end = i + len(name)
            if tuple(other.text for other in words[i:end]) != name or any(covered[i:end]):
                continue
            if not _goes_on(words, end):
                out.append(NameSpan(word.start, words[end - 1].end, "PLACE", index, "names-small", 0.6))
                covered[i:end] = [True] * len(name)
                break
    return out


def _goes_on(words: Sequence[Word], end: int) -> bool:
    """Return whether two more words follow without a blank, as in an address: "florida" .com."""
    joined = words[end - 1 : end + 2]
    return (
        len(joined) > 2
        and all(a.end == b.start for a, b in pairwise(joined))
        and joined[-1].text[0].isalnum()
    )
