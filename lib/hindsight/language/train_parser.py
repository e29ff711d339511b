"""Learn the parser's parameters: ``python -m hindsight.language.train_parser TRAIN_DIR [--out FOLDER]``."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hindsight.language.parser import LABEL_PARAMETERS, PARAMETERS
from hindsight.language.perceptron import DenseLearner, Learner, save_parameters
from hindsight.language.tagger import normal_form
from hindsight.language.train_tagger import tag_unseen
from hindsight.language.transitions import (
    ACTIONS,
    LEFT,
    RIGHT,
    SHIFT,
    State,
    best_action,
    features_of_arcs,
    features_of_state,
    features_of_token,
)
from hindsight.language.treebanks import GoldSentence, read_training

EPOCHS, LABEL_EPOCHS = 5, 4
# After the first round the parser mostly follows its own errors, so that it learns to go on from them.
FOLLOW_GOLD = 0.1
# In hundredths, chosen on the development sentences. For the actions: 0.1 points of UAS for half of the file.
# Label weights are smaller, since labels are decided less often: to drop more costs points of LAS.
SMALLEST_WEIGHT, DECISIVE_WEIGHT = 5, 130
SMALLEST_LABEL_WEIGHT, DECISIVE_LABEL_WEIGHT = 5, 80


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence to learn from: forms as features see them, guessed tags, gold heads and labels."""

    forms: list[str]
    tags: Sequence[str]
    heads: tuple[int, ...]
    labels: tuple[str, ...]


def is_projective(heads: Sequence[int]) -> bool:
    """Say whether no two arcs cross.

    Examples
    --------
    >>> is_projective([1, -1, 1]), is_projective([2, 3, -1, 2])
    (True, False)
    """
    for child, head in enumerate(heads):
        if head >= 0:
            low, high = min(child, head), max(child, head)
            if any(not low <= heads[k] <= high for k in range(low + 1, high)):
                return False
    return True


def cheapest_actions(state: State, gold: Sequence[int]) -> list[int]:
    """Return the allowed actions that lose the fewest gold arcs: the oracle of Goldberg and Nivre 2013."""
    stack, at, n = state.stack, state.next, state.n
    top, below = stack[-1], stack[:-1]
    ahead = range(at, n)
    children_ahead = sum(1 for k in ahead if gold[k] == top)
    costs = {
        SHIFT: sum(1 for k in below if gold[at] == k)
        + sum(1 for k in stack if gold[k] == at)
        + (gold[at] == -1),
        LEFT: children_ahead + (gold[top] in below[-1:]) + (gold[top] > at) + (gold[top] == -1),
    }
    if below:
        costs[RIGHT] = children_ahead + (gold[top] >= at) + (gold[top] == -1)
    least = min(costs.values())
    return [action for action in ACTIONS if costs.get(action) == least]


def all_features(state: State) -> list[int]:
    """Return all features of a state, those of groups and places written out."""
    places, groups, alone = features_of_state(state)
    forms, tags = state.forms, state.tags
    return [
        *(f for place, k in enumerate(places) for f in features_of_token(place, forms[k], tags[k])),
        *(feature for group in groups for feature in group[0](*group[1:])),
        *alone,
    ]


def learn_actions(examples: list[Example]) -> DenseLearner:
    """Return what was learnt of the actions; reorders `examples`."""
    learner, chance = DenseLearner(len(ACTIONS)), random.Random(2)
    for epoch in range(EPOCHS):
        chance.shuffle(examples)
        for example in examples:
            state = State(example.forms, example.tags)
            while not state.is_done:
                action = state.forced
                if action is None:
                    features = all_features(state)
                    scores = learner.scores(features)
                    action = best_action(scores, state)
                    good = cheapest_actions(state, example.heads)
                    learner.seen += 1
                    if action not in good:
                        best = max(good, key=lambda k: (scores[k], -k))
                        learner.learn(features, best, action)
                        if epoch == 0 or chance.random() < FOLLOW_GOLD:
                            action = best
                state.do(action)
    return learner


def learn_labels(examples: list[Example], names: list[str]) -> Learner:
    """Return what was learnt of the labels, gold arcs given; reorders `examples`."""
    learner, chance = Learner(len(names)), random.Random(1)
    number = {name: k for k, name in enumerate(names)}
    for _ in range(LABEL_EPOCHS):
        chance.shuffle(examples)
        for example in examples:
            arcs = features_of_arcs(example.forms, example.tags, example.heads)
            for features, label in zip(arcs, example.labels, strict=True):
                scores = learner.scores(features)
                guess = scores.index(max(scores))
                learner.seen += 1
                if guess != number[label]:
                    learner.learn(features, number[label], guess)
    return learner


def train(sentences: Sequence[GoldSentence], tags: Sequence[Sequence[str]], out: Path) -> None:
    """Learn from sentences and their guessed tags; write both files of parameters to the folder `out`."""
    examples = [
        Example([normal_form(word) for word in sentence.words], guessed, sentence.heads, sentence.labels)
        for sentence, guessed in zip(sentences, tags, strict=True)
    ]
    names = sorted({label for example in examples for label in example.labels})
    labels = learn_labels(list(examples), names).averages(SMALLEST_LABEL_WEIGHT, DECISIVE_LABEL_WEIGHT)
    save_parameters(out / LABEL_PARAMETERS, {"classes": names}, labels)
    projective = [example for example in examples if is_projective(example.heads)]
    actions = learn_actions(projective).averages(SMALLEST_WEIGHT, DECISIVE_WEIGHT)
    save_parameters(out / PARAMETERS, {"classes": ["shift", "right", "left"]}, actions)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the treebanks, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with ewt_train.conllu.gz and gum.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    options = parser.parse_args(arguments)
    sentences = read_training(options.folder)
    train(sentences, tag_unseen(sentences), options.out)


if __name__ == "__main__":
    main()
