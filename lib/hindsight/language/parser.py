"""Dependency parses: greedily by transitions with an averaged perceptron, then a label for each arc.

Linear in the length of the sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_CACHED_SUMS = 100_000  # kept of each kind; a hostile text must not fill the memory
Triple = tuple[int, int, int]  # weights of shift, right, left


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


class Parser:
    """Parses tagged words with learnt parameters: those of the actions and those of the labels.

    As in the tagger, weights of features that always occur together are summed once and kept.
    """

    def __init__(self, actions: Parameters, labels: Parameters) -> None:
        self._actions, self._labels = actions, labels
        self.label_names: list[str] = labels.header["classes"]
        self._triples: dict[str, Triple] = {}
        self._action_sums: dict[Group, Triple] = {}
        self._label_sums: dict[Group, Weights] = {}

    def parse(self, words: Sequence[str], tags: Sequence[str]) -> Parse:
        """Return the parse of one sentence."""
        for sums in (self._action_sums, self._label_sums):
            if len(sums) > _CACHED_SUMS:
                sums.clear()
        forms = [normal_form(word) for word in words]
        heads = self.find_heads(forms, tags)
        return Parse(tuple(heads), tuple(self.find_labels(forms, tags, heads)))

    def find_heads(self, forms: Sequence[str], tags: Sequence[str]) -> list[int]:
        """Return the head of each token, -1 for the root."""
        state = State(forms, tags)
        n, stack = state.n, state.stack
        while state.next < n or len(stack) > 1:
            if not stack:
                state.do(SHIFT)
            elif state.next >= n:
                state.do(RIGHT)
            else:
                state.do(best_action(self._score_actions(state), state))
        return state.heads

    def _score_actions(self, state: State) -> Triple:
        groups, alone = features_of_state(state)
        sums, triples, known = self._action_sums, self._triples, self._actions.table
        shift = right = left = 0
        for group in groups:
            found = sums.get(group)
            if found is None:
                found = sums[group] = _triple(self._actions.sum_of(group[0](*group[1:])))
            shift += found[0]
            right += found[1]
            left += found[2]
        for feature in alone:
            found = triples.get(feature)
            if found is None:
                if feature not in known:
                    continue
                found = triples[feature] = _triple(self._actions.weights_of(feature))
            shift += found[0]
            right += found[1]
            left += found[2]
        return shift, right, left

    def find_labels(self, forms: Sequence[str], tags: Sequence[str], heads: Sequence[int]) -> list[str]:
        """Return the label of each token's arc, heads given."""
        sums, weights_of = self._label_sums, self._labels.weights_of
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
                for label, weight in weights_of(feature):
                    scores[label] += weight
            labels.append(names[scores.index(max(scores))])
        return labels


def _triple(weights: Weights) -> Triple:
    by_action = dict(weights)
    return by_action.get(SHIFT, 0), by_action.get(RIGHT, 0), by_action.get(LEFT, 0)


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
