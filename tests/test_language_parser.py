"""Dependency parses: the transitions, the oracle, and what plain sentences parse to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.language import read_text
from hindsight.language.content_clauses import content_clauses
from hindsight.language.parser import PARAMETERS, Parse, Parser, load_parser, parse
from hindsight.language.perceptron import Parameters, load_parameters
from hindsight.language.tagger import normal_form, tag_words
from hindsight.language.train_parser import all_features, cheapest_actions, is_projective
from hindsight.language.transitions import (
    ACTIONS,
    S0,
    S1,
    State,
    best_action,
    features_of_state,
)
from hindsight.language.treebanks import read_ewt
from language_timing import growth

EWT = Path(__file__).parents[2] / "shared/train/ewt_dev.conllu.gz"

# Heads of projective sentences, the hard shapes among them: right-branching, left-branching, nested.
PROJECTIVE = [
    [-1],
    [1, -1],
    [-1, 0, 1, 2],
    [1, 2, 3, -1],
    [2, 2, -1, 5, 5, 2, 2],
    [1, -1, 4, 4, 1, 4, 1],
]


WORDS = (
    "He",
    "said",
    "that",
    "Russia",
    "was",
    "gone",
    "to",
    "in",
    "5",
    "’s",
    ",",
    "and",
    "“",
    "”",
    "(",
    ".",
    "!",
)


@pytest.mark.parametrize("heads", PROJECTIVE)
def test_the_oracle_leads_to_the_gold_heads(heads: list[int]) -> None:
    assert is_projective(heads)
    state = State(["w"] * len(heads), ["NN"] * len(heads))
    while not state.is_done:
        action = state.forced
        state.do(cheapest_actions(state, heads)[0] if action is None else action)
    assert state.heads == heads


def test_crossing_arcs_are_seen() -> None:
    assert not is_projective([2, 3, -1, 2])


def test_features_beyond_the_sentence_are_empty_places_not_other_words() -> None:
    state = State(["one", "two"], ["CD", "NN"])
    state.do(ACTIONS[0])
    places, _, alone = features_of_state(state)
    assert S1["_"] ^ S0["one"] in alone  # nothing below the top of the stack
    _, below, following, *behind = (state.forms[k] for k in places)
    assert (below, following, behind) == ("_", "two", ["_", "_"])  # nothing after the next token


def test_sums_kept_give_the_actions_of_the_features_one_by_one() -> None:
    words = "Putin says that he will fight ISIS because it threatens Russia ’s allies .".split()
    tags, forms = tag_words(words), [normal_form(word) for word in words]
    actions, state = load_parameters(PARAMETERS), State(forms, tags)
    while not state.is_done:
        action = state.forced
        if action is None:
            features = all_features(state)
            assert len(set(features)) == len(features)  # no two sets of roles share a number
            action = best_action(actions.sum_of(features).tolist(), state)
        state.do(action)
    assert load_parser().find_heads(forms, tags) == state.heads


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Russia will not change its policy.", {("Russia", "nsubj", "change"), ("policy", "obj", "change")}),
        ("He was killed in Paris.", {("He", "nsubj:pass", "killed"), ("Paris", "obl", "killed")}),
        ("Putin said that sanctions hurt.", {("Putin", "nsubj", "said"), ("hurt", "ccomp", "said")}),
        ("Iran and Russia support Assad.", {("Iran", "nsubj", "support"), ("Russia", "conj", "Iran")}),
    ],
)
def test_who_does_what_to_whom(text: str, relations: set[tuple[str, str, str]]) -> None:
    sentence = read_text(text).sentences[0]
    found = parse(sentence)
    words = [token.text for token in sentence.tokens]
    triples = zip(
        words, found.labels, [words[head] if head >= 0 else "" for head in found.heads], strict=True
    )
    assert relations <= set(triples)


@pytest.mark.parametrize(
    ("text", "verb", "said"),
    [
        ("The envoy told the Senate that the truce would hold.", "told", "hold"),
        ("The bank warned in its spring report that prices were rising.", "warned", "rising"),
        ("Ms. Okafor reminded the ministers on Tuesday that nobody had paid.", "reminded", "paid"),
        ("The admiral said last night that no ship was lost.", "said", "lost"),
    ],
)
def test_what_was_said_hangs_on_its_verb_over_whom_it_was_told_and_when(
    text: str, verb: str, said: str
) -> None:
    sentence = read_text(text).sentences[0]
    words, found = [token.text for token in sentence.tokens], parse(sentence)
    assert found.heads[words.index(said)] == words.index(verb)
    assert found.labels[words.index(said)] == "ccomp"


@pytest.mark.parametrize(
    "text",
    [
        "He told a story that everybody knew.",
        "She wrote a letter that the minister ignored.",
        "They admired the plan that Annan had drawn up.",
    ],
)
def test_a_relative_clause_stays_with_its_noun(text: str) -> None:
    sentence = read_text(text).sentences[0]
    words, tags = [token.text for token in sentence.tokens], [token.tag for token in sentence.tokens]
    assert list(content_clauses(words, tags)) == []


def test_a_subtree_is_the_token_with_all_that_hangs_under_it() -> None:
    heads = (1, 3, 1, -1, 3, 7, 7, 4)  # 0 and 2 under 1; 5 and 6 under 7 under 4
    found = Parse(heads, ("dep",) * len(heads))
    assert [found.subtree(k) for k in (1, 4, 7, 0)] == [[0, 1, 2], [4, 5, 6, 7], [5, 6, 7], [0]]
    assert found.children(3) == [1, 4]


def test_a_sentence_is_parsed_without_tags_too() -> None:
    text = "Russia will not change its policy."
    tagged, untagged = (read_text(text, tagged=flag).sentences[0] for flag in (True, False))
    assert parse(tagged) == parse(untagged)


def test_a_parser_that_learnt_nothing_still_gives_a_tree() -> None:
    parser = Parser(
        Parameters.from_weights({"classes": ["shift", "right", "left"]}, {}),
        Parameters.from_weights({"classes": ["dep"]}, {}),
    )
    assert parser.parse(["a", "b", "c"], ["NN", "NN", "NN"]).heads.count(-1) == 1
    assert parser.parse([], []).heads == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_words_give_one_root_and_no_crossing_arcs(words: list[str]) -> None:
    found = load_parser().parse(words, tag_words(words))
    assert len(found.heads) == len(found.labels) == len(words)
    assert found.heads.count(-1) == (1 if words else 0)
    assert is_projective(found.heads)
    for k in range(len(words)):  # every path upwards ends at the root
        for _ in words:
            k = found.heads[k] if k >= 0 else -1
        assert k == -1


def test_parsing_time_grows_with_the_sentence_and_not_faster() -> None:
    def run(text: str) -> object:
        words = text.split()
        return load_parser().parse(words, ["NN"] * len(words))

    assert growth(run, "word and ( more ) of it ", 60) < 10


@pytest.mark.skipif(not EWT.is_file(), reason="the treebanks are not beside the repository")
@pytest.mark.slow
def test_accuracy_on_development_sentences_stays_above_its_floor() -> None:
    right = n = 0
    for sentence in read_ewt(EWT):
        found = load_parser().parse(sentence.words, tag_words(sentence.words))
        right += sum(a == b for a, b in zip(found.heads, sentence.heads, strict=True))
        n += len(sentence.words)
    assert right / n >= 0.82
