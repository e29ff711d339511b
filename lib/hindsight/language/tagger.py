"""Penn Treebank tags by an averaged perceptron, greedily from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from hindsight.language.codes import Role, code
from hindsight.language.perceptron import Integers, Parameters, load_parameters

PARAMETERS = "tagger.gz"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "…": "..."})
# What the curly forms tell for certain; their straight forms have to be guessed from what stands around.
_CERTAIN = {"“": "``", "”": "''", "‘": "``", "…": ":", "—": ":", "–": ":"}
_LONGEST_FORM = 40  # code points of a word that features look at
_CACHED_WORDS = 30_000  # word types kept; a text rarely has more, a hostile one must not fill the memory
FORM, SHAPE, FIRST, END_2, END_3, END_4, LAST, BEFORE = [
    Role(name) for name in ("form", "shape", "first", "end 2", "end 3", "end 4", "last", "before")
]
NEIGHBOUR = {offset: Role(f"{offset:+}") for offset in (-1, 1, -2, 2)}
NEXT_END = {offset: Role(f"end {offset:+}") for offset in (-1, 1)}
BIAS = code("bias")
START, BEFORE_START, END, AFTER_END = "-S-", "-S2-", "-E-", "-E2-"


def normal_form(word: str) -> str:
    """Return the form of a word that features use: small letters, straight quotes, digits as their kind.

    Examples
    --------
    >>> normal_form("Russia’s"), normal_form("2015"), normal_form("42.7")
    ("russia's", '!Y', '!D')
    """
    if word.isdigit():
        return "!Y" if len(word) == 4 else "!D"
    if word[0].isdigit():
        return "!D"
    return word[:_LONGEST_FORM].translate(_STRAIGHT).lower()


def is_headline(words: Sequence[str]) -> bool:
    """Say whether capitals tell nothing: at least three longer words, and each of them capitalised.

    Examples
    --------
    >>> is_headline("What Comes Next for U.S. Policy Towards Russia ?".split())
    True
    """
    longer = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 2 and all(word[0].isupper() for word in longer)


def shapes(words: Sequence[str]) -> list[str]:
    """Return what the capitals of each word say.

    ``l`` small, ``C`` capital, ``A`` all capitals, ``F`` capital that opens the sentence, ``T`` capital in a
    headline, ``H`` small with a hyphen.
    """
    if is_headline(words):
        return ["T" if word[0].isupper() else "l" for word in words]
    found = [
        ("A" if len(word) > 1 and word.isupper() else "C")
        if word[0].isupper()
        else ("H" if "-" in word else "l")
        for word in words
    ]
    if found and found[0] == "C":
        found[0] = "F"
    return found


def features_of_word(form: str, shape: str) -> tuple[int, ...]:
    """Return the features that only the word itself decides."""
    look, last_two = SHAPE[shape], END_2[form[-2:]]
    return (
        BIAS,
        FORM[form],
        last_two,
        END_3[form[-3:]],
        END_4[form[-4:]],
        FIRST[form[:1]],
        look,
        look ^ last_two,
    )


def features_of_neighbour(form: str, offset: int) -> tuple[int, ...]:
    """Return the features of a word so many places to the right (negative: left); its end too if next."""
    if offset in NEXT_END:
        return (NEIGHBOUR[offset][form], NEXT_END[offset][form[-3:]])
    return (NEIGHBOUR[offset][form],)


def features_of_words(form: str, last: str, following: str) -> tuple[int, int]:
    """Return the features that join the word with the one before and with the one after."""
    word = FORM[form]
    return NEIGHBOUR[-1][last] ^ word, word ^ NEIGHBOUR[1][following]


def features_of_history(last: str, before: str, shape: str) -> tuple[int, ...]:
    """Return the features of the two tags before, and of the last of them with the word's capitals."""
    tag, older = LAST[last], BEFORE[before]
    return (tag, older, tag ^ older, SHAPE[shape] ^ tag)


def features_of_tag_and_word(last: str, form: str, following: str) -> tuple[int, int]:
    """Return the features that join the last tag with the word and with the one after."""
    tag = LAST[last]
    return tag ^ FORM[form], tag ^ NEIGHBOUR[1][following]


def features_at(forms: Sequence[str], at: int, shape: str, last: str, before: str) -> list[int]:
    """Return all features of the word at place `at` of the padded forms, with the two tags before it."""
    form, following = forms[at], forms[at + 1]
    return [
        *features_of_word(form, shape),
        *(f for offset in NEIGHBOUR for f in features_of_neighbour(forms[at + offset], offset)),
        *features_of_words(form, forms[at - 1], following),
        *features_of_history(last, before, shape),
        *features_of_tag_and_word(last, form, following),
    ]


def pad(forms: Sequence[str]) -> list[str]:
    """Return the forms of a sentence with two marks before and two after."""
    return [BEFORE_START, START, *forms, END, AFTER_END]


class Tagger:
    """Tags words with learnt parameters.

    What does not depend on the tags before is summed for a whole sentence at once; the sums of the two tags
    before are kept. Neither changes a score.
    """

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self.classes: list[str] = parameters.header["classes"]
        self._certain: dict[str, str] = {**parameters.header["certain"], **_CERTAIN}
        self._rows_of_word: dict[tuple[str, str], list[int]] = {}
        self._rows_of_neighbour: dict[str, dict[int, list[int]]] = {}
        self._of_history: dict[tuple[str, str, str], Integers] = {}

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return one tag per word of a sentence."""
        certain, classes, weights = self._certain, self.classes, self._parameters.weights
        get = self._parameters.row_of.get
        forms = pad([normal_form(word) for word in words])
        kinds = shapes(words)
        open_words = [k for k, word in enumerate(words) if word not in certain]
        scores = iter(self._score(forms, kinds, open_words))
        last, before = START, BEFORE_START
        tags = []
        for k, word in enumerate(words):
            tag = certain.get(word)
            if tag is None:
                total = next(scores)
                total += self._history(last, before, kinds[k])
                for feature in features_of_tag_and_word(last, forms[k + 2], forms[k + 3]):
                    row = get(feature)
                    if row is not None:
                        total += weights[row]
                tag = classes[total.argmax()]
            tags.append(tag)
            before, last = last, tag
        return tags

    def _score(self, forms: Sequence[str], kinds: Sequence[str], words: Sequence[int]) -> Integers:
        """Return the sums that the words themselves decide: one row for each of `words`."""
        if not words:
            return self._parameters.weights[:0].astype(np.int32)
        if len(self._rows_of_word) + len(self._rows_of_neighbour) > _CACHED_WORDS:
            self._rows_of_word.clear()
            self._rows_of_neighbour.clear()
        rows: list[int] = []
        starts = []
        for k in words:
            starts.append(len(rows))
            rows += self._word_rows(forms[k + 2], kinds[k])
            for offset in NEIGHBOUR:
                rows += self._neighbour_rows(forms[k + 2 + offset])[offset]
            rows += self._known(features_of_words(forms[k + 2], forms[k + 1], forms[k + 3]))
        return self._parameters.sums_of(rows, starts)

    def _word_rows(self, form: str, shape: str) -> list[int]:
        found = self._rows_of_word.get((form, shape))
        if found is None:
            # Row 0 weighs nothing: no word is without rows.
            found = self._rows_of_word[form, shape] = [0, *self._known(features_of_word(form, shape))]
        return found

    def _neighbour_rows(self, form: str) -> dict[int, list[int]]:
        found = self._rows_of_neighbour.get(form)
        if found is None:
            found = self._rows_of_neighbour[form] = {
                offset: self._known(features_of_neighbour(form, offset)) for offset in NEIGHBOUR
            }
        return found

    def _known(self, features: Iterable[int]) -> list[int]:
        return [row for row in map(self._parameters.row_of.get, features) if row is not None]

    def _history(self, last: str, before: str, shape: str) -> Integers:
        key = last, before, shape
        found = self._of_history.get(key)
        if found is None:
            found = self._of_history[key] = self._parameters.sum_of(features_of_history(*key))
        return found


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """Return the tagger that ships in the package, read once."""
    return Tagger(load_parameters(PARAMETERS))


def tag_words(words: Sequence[str]) -> list[str]:
    """Return the Penn Treebank tags of the words of one sentence.

    The inventory is that of the English UD treebanks (with ``HYPH``, ``AFX``, ``ADD``, ``NFP``, ``GW``).

    Examples
    --------
    >>> tag_words(["Putin", "may", "request", "a", "resumption", "of", "ties", "."])
    ['NNP', 'MD', 'VB', 'DT', 'NN', 'IN', 'NNS', '.']
    """
    return load_tagger().tag(words)
