"""Names known beforehand, matched over the words of a sentence, longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from hindsight.actors.reference import Reference, is_acronym_word, load_reference, load_words

# One letter a list, so that a feature stays short: C state, D demonym, K capital, L other place, F faith or
# people, B body, A armed group, H holder of an office, W word that stands for a government.
_SENTENCES_KEPT = 500
_LONGEST_NAME = 8  # words; longer names of the tables are matched by their other forms
_PART = re.compile(r"\w+\.(?:\w+\.)*|['’]s\b|[\w'’]+(?:-[\w'’]+)*|[^\w\s]")


class Gazetteer:
    """Matches names given with the letters of the lists they stand on.

    Examples
    --------
    >>> load_gazetteer().match(["The", "Islamic", "State", "in", "Saudi", "Arabia"])
    ['', 'BA', 'IA', '', 'BC', 'IC']
    """

    def __init__(self, labels: Mapping[str, Iterable[str]]) -> None:
        self._labels = {key: "".join(sorted(kinds)) for key, kinds in labels.items()}
        self._longest: dict[str, int] = {}
        for key in self._labels:
            words = key.split()
            size = min(len(words), _LONGEST_NAME)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), size)
        self._matched: dict[tuple[str, ...], list[str]] = {}  # by sentence: features and rules both ask

    def label(self, name: str) -> str:
        """Return the lists that hold `name` (words separated by one blank), as letters."""
        key = name.lower()
        if key in load_words()["acronym_words"]:
            # "us" is no state, "Let" no list: such a word must be printed as the table has it.
            return self._labels.get(name, "")
        return self._labels.get(name) or self._labels.get(key, "")

    def names_on(self, lists: str) -> list[str]:
        """Return the names that stand on `lists` (letters) and on no other, words separated by one blank."""
        return [name for name, label in self._labels.items() if set(label) <= set(lists)]

    def match(self, words: Sequence[str]) -> list[str]:
        """Return one label a word: empty, or ``B``, ``I`` or ``U`` and the letters of the lists."""
        sentence = tuple(words)
        found = self._matched.get(sentence)
        if found is None:
            if len(self._matched) >= _SENTENCES_KEPT:
                self._matched.clear()
            found = self._matched[sentence] = self._match(sentence)
        return found.copy()

    def _match(self, words: Sequence[str]) -> list[str]:
        out = [""] * len(words)
        i, n = 0, len(words)
        while i < n:
            word = words[i]
            lower = word.lower()
            longest = self._longest.get(lower) or self._longest.get(word, 0)
            if longest and (word[0].isupper() or lower[:3] in ("al-", "el-", "al")):
                for size in range(min(longest, n - i), 0, -1):
                    label = self.label(" ".join(words[i : i + size]).replace("’", "'"))
                    if label:
                        out[i] = ("B" if size > 1 else "U") + label
                        out[i + 1 : i + size] = ["I" + label] * (size - 1)
                        i += size
                        break
                else:
                    i += 1
            else:
                i += 1
        return out


def _as_key(name: str) -> str:
    key = " ".join(_PART.findall(name)).replace("’", "'")
    return key if is_acronym_word(key) else key.lower()


def _label_names(reference: Reference) -> dict[str, set[str]]:
    labels: dict[str, set[str]] = {}

    def add(names: Sequence[str], label: str) -> None:
        for name in names:
            labels.setdefault(_as_key(name), set()).add(label)

    for state in reference.states:
        add((state.name, *state.aliases), "C")
        add(state.demonyms, "D")
        add(state.capitals, "K")
        add(state.metonyms, "W")
    for body in reference.bodies:
        add((body.name, *body.aliases), "A" if body.kind == "armed_group" else "B")
    for term in reference.terms:
        add((term.holder, *term.aliases), "H")
    for _, place in reference.places:
        add((place,), "L")
    add(tuple(load_words()["faiths"]), "F")
    return labels


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of the tables of actors and places that ship."""
    return Gazetteer(_label_names(load_reference()))
