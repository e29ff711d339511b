"""Dependency parses: greedily by transitions with an averaged perceptron, then a label for each arc.

Linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hindsight.language.perceptron import Parameters, Weights, load_parameters
from hindsight.language.reading import Sentence
from hindsight.language.tagger import normal_form, tag_words
from hindsight.language.transitions import (
    LEFT,
    RIGHT,
    SHIFT,
    Group,
    State,
    best_action,
    features_of_arcs,
    features_of_state,
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


class _PackedWeights(dict[str, int]):
    """Packed weights of learnt features, read from the parameters on first use."""

    def __init__(self, actions: Parameters) -> None:
        self._actions = actions
        self.known = actions.table  # four features of five were never learnt: those are passed over

    def __missing__(self, feature: str) -> int:
        packed = self[feature] = _packed(self._actions.weights_of(feature))
        return packed


class _PackedSums(dict[Group, int]):
    """Packed sums of the weights of groups of features, made on first use."""

    def __init__(self, weights: _PackedWeights) -> None:
        self._weight_of, self._known = weights.__getitem__, weights.known

    def __missing__(self, group: Group) -> int:
        known = self._known
        learnt = [feature for feature in group[0](*group[1:]) if feature in known]
        packed = self[group] = sum(map(self._weight_of, learnt))
        return packed


class Parser:
    """Parses tagged words with learnt parameters: those of the actions and those of the labels.

    As in the tagger, weights of features that always occur together are summed once and kept.
    """

    def __init__(self, actions: Parameters, labels: Parameters) -> None:
        self._labels = labels
        self.label_names: list[str] = labels.header["classes"]
        self._action_weights = _PackedWeights(actions)
        self._action_sums = _PackedSums(self._action_weights)
        self._label_sums: dict[Group, Weights] = {}

    def parse(self, words: Sequence[str], tags: Sequence[str]) -> Parse:
        """Return the parse of one sentence."""
        kept: tuple[dict[Any, Any], ...] = (self._action_weights, self._action_sums, self._label_sums)
        for sums in kept:
            if len(sums) > _CACHED_SUMS:
                sums.clear()
        forms = [normal_form(word) for word in words]
        heads = self.find_heads(forms, tags)
        return Parse(tuple(heads), tuple(self.find_labels(forms, tags, heads)))

    def find_heads(self, forms: Sequence[str], tags: Sequence[str]) -> list[int]:
        """Return the head of each token, -1 for the root."""
        state = State(forms, tags)
        n, stack = state.n, state.stack
        weight_of, sum_of = self._action_weights.__getitem__, self._action_sums.__getitem__
        known = self._action_weights.known
        while state.next < n or len(stack) > 1:
            if not stack:
                state.do(SHIFT)
            elif state.next >= n:
                state.do(RIGHT)
            else:
                groups, alone = features_of_state(state)
                learnt = [feature for feature in alone if feature in known]
                packed = sum(map(weight_of, learnt)) + sum(map(sum_of, groups))
                right = ((packed + _HALF) & (2 * _HALF - 1)) - _HALF
                state.do(best_action((0, right, (packed - right) >> _BITS), state))
        return state.heads

    def find_labels(self, forms: Sequence[str], tags: Sequence[str], heads: Sequence[int]) -> list[str]:
        """Return the label of each token's arc, heads given."""
        sums, weights_of, known = self._label_sums, self._labels.weights_of, self._labels.table
        names, n_labels = self.label_names, len(self.label_names)
        labels = []
        for groups, alone in features_of_arcs(forms, tags, heads):
            scores = [0] * n_labels
            for group in groups:
                found = sums.get(group)
                if found is None:
                    found = sums[group] = self._labels.sum_of(group[0](*group[1:]))
                for label, weight in found:
                    scores[label] += weight
            for feature in alone:
                if feature in known:
                    for label, weight in weights_of(feature):
                        scores[label] += weight
            labels.append(names[scores.index(max(scores))])
        return labels


def _packed(weights: Weights) -> int:
    by_action = dict(weights)
    shift = by_action.get(SHIFT, 0)
    return by_action.get(RIGHT, 0) - shift + ((by_action.get(LEFT, 0) - shift) << _BITS)


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
