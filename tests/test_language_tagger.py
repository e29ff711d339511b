"""Tags: what they are, that summing changes no score, that learning repeats itself, how good they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from hindsight.language import tag_words
from hindsight.language import tagger as tg
from hindsight.language.perceptron import (
    DenseLearner,
    Learner,
    Parameters,
    load_parameters_from,
    save_parameters,
)
from hindsight.language.train_tagger import as_headline, tag_unseen, train
from hindsight.language.treebanks import GoldSentence, read_ewt, read_gum
from language_timing import growth

TREEBANKS = Path(__file__).parents[2] / "shared/train"
needs_treebanks = pytest.mark.skipif(
    not TREEBANKS.is_dir(), reason="the treebanks are not beside the repository"
)


def gold(words: str, tags: str) -> GoldSentence:
    n = len(words.split())
    return GoldSentence(tuple(words.split()), tuple(tags.split()), ("_",) * n, (-1,) * n, ("dep",) * n)


TINY = [
    gold("Putin may wait .", "NNP MD VB ."),
    gold("He must verify .", "PRP MD VB ."),
    gold("The ceasefire holds .", "DT NN VBZ ."),
    gold("Elections were held in February .", "NNS VBD VBN IN NNP ."),
    gold("Russia continues its destabilization of Ukraine .", "NNP VBZ PRP$ NN IN NNP ."),
    gold("Obama must ensure that Hollande takes a clear message .", "NNP MD VB IN NNP VBZ DT JJ NN ."),
]


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("Russia will not change its policy .", "NNP MD RB VB PRP$ NN ."),
        ("He was told that they had been killed .", "PRP VBD VBN IN PRP VBD VBN VBN ."),
        ("“ We did n’t ” , she said", "`` PRP VBD RB '' , PRP VBD"),
    ],
)
def test_plain_sentences_are_tagged(words: str, tags: str) -> None:
    assert tag_words(words.split()) == tags.split()


def test_capitals_of_a_headline_do_not_make_names_of_its_verbs() -> None:
    assert tag_words(["Obama", "Must", "Send", "Hollande", "a", "Clear", "Message"])[1:3] == ["MD", "VB"]


def test_curly_and_straight_apostrophes_are_tagged_alike() -> None:
    assert tag_words(["Russia", "’s", "aggression", "is", "n’t", "new"]) == tag_words(
        ["Russia", "'s", "aggression", "is", "n't", "new"]
    )


def test_a_sentence_of_no_words_has_no_tags() -> None:
    assert tag_words([]) == []


def test_summing_in_groups_gives_the_scores_of_the_features_one_by_one() -> None:
    header, weights = train(TINY)
    parameters = Parameters.from_weights(header, weights)
    words = list(TINY[4].words)
    forms, kinds = tg.pad([tg.normal_form(word) for word in words]), tg.shapes(words)
    tagger = tg.Tagger(parameters)
    last, before = tg.START, tg.BEFORE_START
    for k, tag in enumerate(tagger.tag(words)):
        features = tg.features_at(forms, k + 2, kinds[k], last, before)
        assert len(set(features)) == len(features)  # no two sets of roles share a number
        scores = [0] * len(tagger.classes)
        for feature in features:
            for label, weight in weights.get(feature, {}).items():
                scores[label] += weight
        assert tagger.classes[scores.index(max(scores))] == tag
        last, before = tag, last


def test_learning_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.gz", "two.gz"):
        save_parameters(tmp_path / name, *train(TINY))
    assert (tmp_path / "one.gz").read_bytes() == (tmp_path / "two.gz").read_bytes()


@pytest.mark.parametrize("weights", [{}, {7: {0: -1, 2: 3000}, 2**48 - 1: {1: -32768}, 0: {2: 32767}}])
def test_parameters_come_back_from_their_file(tmp_path: Path, weights: dict[int, dict[int, int]]) -> None:
    save_parameters(tmp_path / "p.gz", {"classes": ["a", "b", "c"], "note": "é"}, weights)
    read = load_parameters_from(tmp_path / "p.gz")
    assert read.header == {"classes": ["a", "b", "c"], "note": "é"}
    assert list(read.row_of) == sorted(weights)
    for feature, by_class in weights.items():
        assert read.sum_of([feature, 12345]).tolist() == [by_class.get(k, 0) for k in range(3)]


@pytest.mark.parametrize("weights", [{1: {0: 32768}}, {2**48: {0: 1}}])
def test_numbers_too_large_for_the_file_are_refused(
    tmp_path: Path, weights: dict[int, dict[int, int]]
) -> None:
    with pytest.raises(ValueError, match="needs more than"):
        save_parameters(tmp_path / "p.gz", {"classes": ["a"]}, weights)
    assert not (tmp_path / "p.gz").exists()


def test_unseen_tags_come_from_a_tagger_that_has_not_learnt_the_sentence() -> None:
    tags = tag_unseen(TINY)
    assert [len(row) for row in tags] == [len(sentence.words) for sentence in TINY]
    assert [tuple(row) for row in tags] != [sentence.tags for sentence in TINY]


def test_a_headline_keeps_its_small_words() -> None:
    assert as_headline(["what", "comes", "next", "for", "the", "policy"]) == [
        "What",
        "Comes",
        "Next",
        "for",
        "the",
        "Policy",
    ]


def test_both_learners_learn_the_same() -> None:
    sparse, dense = Learner(3), DenseLearner(3)
    steps = [(["a", "b"], 0, 2), (["a"], 1, 0), (["b", "c"], 2, 1), (["a", "c"], 0, 1)]
    for features, truth, guess in steps:
        for learner in (sparse, dense):
            learner.seen += 1
            learner.learn(features, truth, guess)
    assert sparse.scores(["a", "b", "c"]) == dense.scores(["a", "b", "c"])
    assert sparse.averages(1, 1) == dense.averages(1, 1)


def test_tagging_time_grows_with_the_sentence_and_not_faster() -> None:
    assert growth(lambda text: tag_words(text.split()), "Assad’s qwzx{} fights on 12 ", 200) < 10


@needs_treebanks
@pytest.mark.slow
@pytest.mark.parametrize(("corpus", "floor"), [("ewt", 0.936), ("gum", 0.955)])
def test_accuracy_on_development_sentences_stays_above_its_floor(corpus: str, floor: float) -> None:
    if corpus == "ewt":
        sentences = list(read_ewt(TREEBANKS / "ewt_dev.conllu.gz"))
    else:
        sentences = list(read_gum(TREEBANKS / "gum.jsonl.gz", "dev"))
    right = sum(a == b for s in sentences for a, b in zip(s.tags, tag_words(s.words), strict=True))
    assert right / sum(len(s.words) for s in sentences) >= floor
