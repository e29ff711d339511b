"""Dependency parses: greedily by transitions with an averaged perceptron, then a label for each arc.

Linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from hindsight.language.content_clauses import content_clauses
from hindsight.language.perceptron import Parameters, load_parameters
from hindsight.language.reading import Sentence
from hindsight.language.tagger import normal_form, tag_words
from hindsight.language.transitions import (
    LEFT,
    N_PLACES,
    RIGHT,
    SHIFT,
    Group,
    State,
    best_action,
    features_of_arcs,
    features_of_state,
    features_of_token,
)

PARAMETERS, LABEL_PARAMETERS = "parser.gz", "labels.gz"
_CACHED_SUMS = 300_000  # kept of each kind; a hostile text must not fill the memory
# What right and left weigh more than shift, as one whole number: sums of these are sums of both.
_BITS = 28
_HALF = 1 << (_BITS - 1)  # far above any sum of weights


@dataclass(frozen=True, slots=True)
class Parse:
    """Heads and labels of a sentence, one per token.

    `heads` are indices into the sentence's tokens, -1 for the root; `labels` are the relations of Universal
    Dependencies.
    """

    heads: tuple[int, ...]
    labels: tuple[str, ...]

    def children(self, head: int) -> list[int]:
        """Return the indices of the tokens that depend on `head`, in order."""
        return [k for k, above in enumerate(self.heads) if above == head]

    def subtree(self, top: int) -> list[int]:
        """Return the indices of `top` and of all tokens below it, in order: a stretch without gaps."""
        first = last = top
        # Arcs do not cross: what hangs under `top` touches what is known to hang under it already.
        while first > 0 and self._is_below(first - 1, top):
            first -= 1
        while last + 1 < len(self.heads) and self._is_below(last + 1, top):
            last += 1
        return list(range(first, last + 1))

    def _is_below(self, k: int, top: int) -> bool:
        while k >= 0 and k != top:
            k = self.heads[k]
        return k == top


class _Sums(dict[Group, int]):
    """Packed sums of the weights of groups of features, made on first use."""

    def __init__(self, packed: dict[int, int]) -> None:
        super().__init__()
        self._get = packed.get

    def __missing__(self, group: Group) -> int:
        made = self[group] = sum(filter(None, map(self._get, group[0](*group[1:]))))
        return made


class _PlaceSums(dict[tuple[str, str], tuple[int, ...]]):
    """Packed sums of the weights of a form with its tag at each place of the state, made on first use."""

    def __init__(self, packed: dict[int, int]) -> None:
        super().__init__()
        self._get = packed.get

    def __missing__(self, word: tuple[str, str]) -> tuple[int, ...]:
        made = self[word] = tuple(
            sum(filter(None, map(self._get, features_of_token(place, *word)))) for place in range(N_PLACES)
        )
        return made


class Parser:
    """Parses tagged words with learnt parameters: those of the actions and those of the labels.

    What weighs for right and for left beside shift is packed into one whole number. Weights of features that
    always occur together are summed once and kept.
    """

    def __init__(self, actions: Parameters, labels: Parameters) -> None:
        self._packed = _packed(actions)
        self._sums, self._place_sums = _Sums(self._packed), _PlaceSums(self._packed)
        self._labels = labels
        self.label_names: list[str] = labels.header["classes"]

    def parse(self, words: Sequence[str], tags: Sequence[str]) -> Parse:
        """Return the parse of one sentence."""
        kept: tuple[dict[Any, Any], ...] = (self._sums, self._place_sums)
        for sums in kept:
            if len(sums) > _CACHED_SUMS:
                sums.clear()
        forms = [normal_form(word) for word in words]
        heads = self.find_heads(forms, tags)
        _attach_contents(words, tags, heads)
        return Parse(tuple(heads), tuple(self.find_labels(forms, tags, heads)))

    def find_heads(self, forms: Sequence[str], tags: Sequence[str]) -> list[int]:
        """Return the head of each token, -1 for the root."""
        state = State(forms, tags)
        n, stack = state.n, state.stack
        get, sum_of = self._packed.get, self._sums.__getitem__
        columns = zip(
            *map(self._place_sums.__getitem__, zip(state.forms, state.tags, strict=True)), strict=True
        )
        tops, seconds, firsts, nexts, thirds = columns
        while state.next < n or len(stack) > 1:
            if not stack:
                state.do(SHIFT)
            elif state.next >= n:
                state.do(RIGHT)
            else:
                (i0, i1, j0, j1, j2), groups, alone = features_of_state(state)
                packed = tops[i0] + seconds[i1] + firsts[j0] + nexts[j1] + thirds[j2]
                packed += sum(map(sum_of, groups)) + sum(filter(None, map(get, alone)))
                right = ((packed + _HALF) & (2 * _HALF - 1)) - _HALF
                state.do(best_action((0, right, (packed - right) >> _BITS), state))
        return state.heads

    def find_labels(self, forms: Sequence[str], tags: Sequence[str], heads: Sequence[int]) -> list[str]:
        """Return the label of each token's arc, heads given."""
        if not heads:
            return []
        get, names = self._labels.row_of.get, self.label_names
        rows: list[int] = []
        starts = []
        for features in features_of_arcs(forms, tags, heads):
            starts.append(len(rows))
            rows.append(0)
            rows += filter(None, map(get, features))
        return [names[k] for k in self._labels.sums_of(rows, starts).argmax(axis=1).tolist()]


def _attach_contents(words: Sequence[str], tags: Sequence[str], heads: list[int]) -> None:
    """Hang what was said on its verb where it hangs on a noun between: "told [the Commons] that …"."""
    for verb, that in content_clauses(words, tags):
        top = that
        while heads[top] > that:
            top = heads[top]
        if top != that and verb < heads[top] < that:
            heads[top] = verb


def _packed(actions: Parameters) -> dict[int, int]:
    by_class = actions.weights[1:].astype(np.int64)
    shift, right, left = by_class[:, SHIFT], by_class[:, RIGHT], by_class[:, LEFT]
    return dict(zip(actions.row_of, (right - shift + ((left - shift) << _BITS)).tolist(), strict=True))


@lru_cache(maxsize=1)
def load_parser() -> Parser:
    """Return the parser that ships in the package, read once."""
    return Parser(load_parameters(PARAMETERS), load_parameters(LABEL_PARAMETERS))


def parse(sentence: Sentence) -> Parse:
    """Return the dependency parse of a sentence.

    Parameters
    ----------
    sentence : Sentence
        Tagged or not; without tags it is tagged first.

    Returns
    -------
    Parse
        One head and one label per token, after Universal Dependencies as in the English treebanks.

    Notes
    -----
    Arcs never cross (in the treebanks they do in one sentence of thirty). Known failures: attachment of
    prepositional phrases and of coordinated clauses.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> sentence = read_text("Russia will not change its policy.").sentences[0]
    >>> found = parse(sentence)
    >>> [(sentence.tokens[k].text, found.labels[k]) for k in found.children(3)]
    [('Russia', 'nsubj'), ('will', 'aux'), ('not', 'advmod'), ('policy', 'obj'), ('.', 'punct')]
    """
    words = [token.text for token in sentence.tokens]
    tags = [token.tag for token in sentence.tokens]
    if tags and not tags[0]:
        tags = tag_words(words)
    return load_parser().parse(words, tags)
