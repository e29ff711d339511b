"""Penn Treebank tags by an averaged perceptron, greedily from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from hindsight.language.perceptron import Parameters, Weights, load_parameters

PARAMETERS = "tagger.gz"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "…": "..."})
# What the curly forms tell for certain; their straight forms have to be guessed from what stands around.
_CERTAIN = {"“": "``", "”": "''", "‘": "``", "…": ":", "—": ":", "–": ":"}
_LONGEST_FORM = 40  # code points of a word that features look at
_CACHED_WORDS = 30_000  # word types kept; a text rarely has more, a hostile one must not fill the memory
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


def features_of_word(form: str, shape: str) -> tuple[str, ...]:
    """Return the features that only the word itself decides."""
    return (
        "b",
        "w " + form,
        "s2 " + form[-2:],
        "s " + form[-3:],
        "s4 " + form[-4:],
        "p " + form[:1],
        "c " + shape,
        "cs " + shape + form[-2:],
    )


def features_of_neighbour(form: str, offset: int) -> tuple[str, ...]:
    """Return the features of a word so many places to the right (negative: left); its end too if next."""
    if offset in (-1, 1):
        return (f"{offset:+} {form}", f"{offset:+}s {form[-3:]}")
    return (f"{offset:+} {form}",)


def features_of_history(last: str, before: str) -> tuple[str, ...]:
    """Return the features of the two tags before."""
    return ("1 " + last, "2 " + before, "12 " + last + before)


def features_of_pairs(forms: Sequence[str], at: int, shape: str, last: str) -> tuple[str, ...]:
    """Return the features that join the word with a neighbour or the last tag."""
    form = forms[at]
    return (
        "1w " + last + form,
        "cp " + shape + last,
        "w+1 " + form + " " + forms[at + 1],
        "-1w " + forms[at - 1] + " " + form,
        "1+1 " + last + " " + forms[at + 1],
    )


def pad(forms: Sequence[str]) -> list[str]:
    """Return the forms of a sentence with two marks before and two after."""
    return [BEFORE_START, START, *forms, END, AFTER_END]


class Tagger:
    """Tags words with learnt parameters.

    Weights of features that always occur together (of a word, of a neighbour, of the two tags before) are
    summed once and kept, which makes tagging several times faster and changes no score.
    """

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self.classes: list[str] = parameters.header["classes"]
        self._certain: dict[str, str] = {**parameters.header["certain"], **_CERTAIN}
        self._of_word: dict[str, list[int]] = {}
        self._of_neighbour: dict[tuple[str, int], Weights] = {}
        self._of_history: dict[str, Weights] = {}

    def tag(self, words: Sequence[str]) -> list[str]:
        """Return one tag per word of a sentence."""
        if len(self._of_word) > _CACHED_WORDS:
            self._of_word.clear()
            self._of_neighbour.clear()
        forms = pad([normal_form(word) for word in words])
        kinds = shapes(words)
        certain, classes = self._certain, self.classes
        last, before = START, BEFORE_START
        tags = []
        for k, word in enumerate(words):
            tag = certain.get(word)
            if tag is None:
                scores = self._score(forms, k + 2, kinds[k], last, before)
                tag = classes[scores.index(max(scores))]
            tags.append(tag)
            before, last = last, tag
        return tags

    def _score(self, forms: Sequence[str], at: int, shape: str, last: str, before: str) -> list[int]:
        key = shape + forms[at]
        of_word = self._of_word.get(key)
        if of_word is None:
            of_word = self._of_word[key] = [0] * len(self.classes)
            for label, weight in self._parameters.sum_of(features_of_word(forms[at], shape)):
                of_word[label] = weight
        scores = of_word.copy()
        key = last + before
        history = self._of_history.get(key)
        if history is None:
            history = self._of_history[key] = self._parameters.sum_of(features_of_history(last, before))
        for label, weight in history:
            scores[label] += weight
        neighbours = self._of_neighbour
        for offset in (-1, 1, -2, 2):
            place = (forms[at + offset], offset)
            group = neighbours.get(place)
            if group is None:
                group = neighbours[place] = self._parameters.sum_of(features_of_neighbour(*place))
            for label, weight in group:
                scores[label] += weight
        weights_of, known = self._parameters.weights_of, self._parameters.table
        for feature in features_of_pairs(forms, at, shape, last):
            if feature in known:
                for label, weight in weights_of(feature):
                    scores[label] += weight
        return scores


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
