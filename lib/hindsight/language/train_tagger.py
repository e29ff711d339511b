"""Learn the tagger's parameters: ``python -m hindsight.language.train_tagger TRAIN_DIR [--out FILE]``.

The same treebanks give the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hindsight.language import tagger as tg
from hindsight.language.perceptron import Learner, Parameters, save_parameters
from hindsight.language.tokens import load_abbreviations
from hindsight.language.treebanks import GoldSentence, read_training

EPOCHS = 6
# In hundredths. On the development sentences this costs 0.06 points of accuracy and saves a megabyte of 2.2.
SMALLEST_WEIGHT, DECISIVE_WEIGHT = 5, 100
# A word seen this often, and this surely with one tag, needs no scores.
CERTAIN_COUNT, CERTAIN_SHARE = 20, 0.995
# Treebanks hold few headlines: one sentence in so many is read a second time with a headline's capitals.
HEADLINE_EVERY = 8


def as_headline(words: Sequence[str]) -> list[str]:
    """Return the words as a headline would print them.

    Examples
    --------
    >>> as_headline(["Obama", "must", "send", "Hollande", "to", "Moscow"])
    ['Obama', 'Must', 'Send', 'Hollande', 'to', 'Moscow']
    """
    small = load_abbreviations()["small_in_headlines"]
    return [w if k and w in small else w[0].upper() + w[1:] for k, w in enumerate(words)]


def with_headlines(sentences: Sequence[GoldSentence]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Return words and tags of the sentences, some of them again in a headline's capitals."""
    pairs: list[tuple[Sequence[str], Sequence[str]]] = [(s.words, s.tags) for s in sentences]
    short = [s for s in sentences if 4 < len(s.words) < 21]
    for sentence in short[::HEADLINE_EVERY]:
        words, tags = sentence.words, sentence.tags
        if tags[-1] == ".":  # headlines have no full stop
            words, tags = words[:-1], tags[:-1]
        pairs.append((as_headline(words), tags))
    return pairs


def find_certain(sentences: Sequence[GoldSentence]) -> dict[str, str]:
    """Return the words that have one tag only, with it."""
    counts: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            counts.setdefault(word, Counter())[tag] += 1
    certain = {}
    for word, tags in sorted(counts.items()):
        tag, n = min(tags.items(), key=lambda item: (-item[1], item[0]))
        total = sum(tags.values())
        if total >= CERTAIN_COUNT and n / total >= CERTAIN_SHARE:
            certain[word] = tag
    return certain


def train(sentences: Sequence[GoldSentence]) -> tuple[dict, dict[int, dict[int, int]]]:
    """Return the header and the weights of a tagger learnt from `sentences`."""
    classes = sorted({tag for sentence in sentences for tag in sentence.tags})
    number = {tag: k for k, tag in enumerate(classes)}
    certain = find_certain(sentences)
    examples = with_headlines(sentences)
    learner, shuffle = Learner(len(classes)), random.Random(1).shuffle
    for _ in range(EPOCHS):
        shuffle(examples)
        for words, tags in examples:
            _learn_sentence(learner, words, tags, classes, number, certain)
    return {"classes": classes, "certain": certain}, learner.averages(SMALLEST_WEIGHT, DECISIVE_WEIGHT)


def _learn_sentence(
    learner: Learner,
    words: Sequence[str],
    tags: Sequence[str],
    classes: list[str],
    number: dict[str, int],
    certain: dict[str, str],
) -> None:
    forms, kinds = tg.pad([tg.normal_form(word) for word in words]), tg.shapes(words)
    last, before = tg.START, tg.BEFORE_START
    for k, (word, truth) in enumerate(zip(words, tags, strict=True)):
        tag = certain.get(word)
        if tag is None:
            at = k + 2
            features = tg.features_at(forms, at, kinds[k], last, before)
            scores = learner.scores(features)
            tag = classes[scores.index(max(scores))]
            learner.seen += 1
            if tag != truth:
                learner.learn(features, number[truth], number[tag])
        before, last = last, tag


def tag_unseen(sentences: Sequence[GoldSentence], folds: int = 2) -> list[list[str]]:
    """Return tags for each sentence by a tagger that has not learnt from it.

    What is learnt from tags (units, parses) must see them with the errors they will have on new texts.
    """
    tags: list[list[str]] = [[] for _ in sentences]
    for fold in range(folds):
        header, weights = train([s for k, s in enumerate(sentences) if k % folds != fold])
        tagger = tg.Tagger(Parameters.from_weights(header, weights))
        for k in range(fold, len(sentences), folds):
            tags[k] = tagger.tag(sentences[k].words)
    return tags


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the treebanks, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with ewt_train.conllu.gz and gum.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(tg.PARAMETERS))
    options = parser.parse_args(arguments)
    header, weights = train(read_training(options.folder))
    save_parameters(options.out, header, weights)


if __name__ == "__main__":
    main()
