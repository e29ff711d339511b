"""The training scripts: same data, same bytes; data that may not ship are left out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from hindsight.actors.model_file import change_weights, round_weight
from hindsight.actors.names import SequenceModel, find_names
from hindsight.actors.train import Row, label_words, main, may_ship, train_names
from hindsight.actors.train_pronouns import FIRST_WEIGHTS, read_chains, write_weights
from hindsight.actors.treebank_names import TaggedText, read_tagged_texts, type_proper_nouns
from hindsight.actors.words import Word
from hindsight.language import read_text

ROWS = [
    {
        "id": f"r{k}",
        "text": f"Minister Anna Weber visited {place} on Monday. {place} thanked Weber.",
        "licence": "CC0",
        "annotated": ["PERSON", "ORG", "PLACE"],
        "mentions": [
            {"start": 9, "end": 19, "type": "PERSON", "kind": "name"},
            {"start": 28, "end": 28 + len(place), "type": "PLACE", "kind": "name"},
        ],
    }
    for k, place in enumerate(["Oslo", "Bergen", "Lagos", "Lima"])
]


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    data = tmp_path / "rows.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    models = []
    for number in (1, 2):
        out = tmp_path / f"model{number}"
        assert main([str(out), f"{data}:2"]) == 0
        models.append(out.read_bytes())
    assert models[0] == models[1]


def test_a_trained_model_finds_names() -> None:
    model = SequenceModel(train_names(Row(row) for row in ROWS))
    reading = read_text("Minister Anna Weber visited Accra on Monday.", tagged=False)
    names = [(reading.text[n.start : n.end], n.type) for n in find_names(reading, model)]
    assert ("Anna Weber", "PERSON") in names


def test_data_under_closed_terms_are_left_out() -> None:
    assert not may_ship({"licence": "CC BY-NC 3.0"})
    assert not may_ship({"licence": "not stated in LICENSE.txt"})
    assert not may_ship({})
    assert may_ship({"licence": "public domain"})


def test_texts_whose_licence_stands_on_the_site_of_their_corpus_are_used() -> None:
    unstated = "not stated in LICENSE.txt"
    assert may_ship({"id": "GUM_textbook_history", "licence": unstated})
    assert not may_ship({"id": "GUM_speech_destiny", "licence": unstated})


TREEBANK = """\
# newdoc id = one
# sent_id = 1
# text = President Weber left Accra.
1\tPresident\t_\t_\tNNP\t_
2\tWeber\t_\t_\tNNP\t_
3\tleft\t_\t_\tVBD\t_
4\tAccra\t_\t_\tNNP\tSpaceAfter=No
5\t.\t_\t_\t.\t_

# text = She met Ada.
1-2\tShe met\t_\t_\t_\t_
1\tShe\t_\t_\tPRP\t_
2\tmet\t_\t_\tVBD\t_
3\tAda\t_\t_\tNNP\tSpaceAfter=No
4\t.\t_\t_\t.\t_

# newdoc id = two
# text = Nothing.
1\tNothing\t_\t_\tNN\tSpaceAfter=No
2\t.\t_\t_\t.\t_
"""


def test_a_treebank_is_read_as_texts_with_their_proper_nouns(tmp_path: Path) -> None:
    path = tmp_path / "treebank.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(TREEBANK)
    first, second = read_tagged_texts(path)
    assert first.text == "President Weber left Accra.\nShe met Ada."
    assert [first.text[a:b] for a, b in first.proper] == ["President", "Weber", "Accra", "Ada"]
    assert second == TaggedText("Nothing.", [])


def test_names_of_a_treebank_stand_where_its_proper_nouns_stand() -> None:
    model = SequenceModel(train_names(Row(row) for row in ROWS))
    text = "Minister Anna Weber visited Oslo on Monday."
    tagged = TaggedText(text, [(9, 13), (14, 19)])  # Oslo is none here
    ((_, labels),) = type_proper_nouns(tagged, model)
    assert labels == ["O", "B-PERSON", "L-PERSON", "O", "O", "O", "O", "O"]


def test_features_of_a_set_alone_are_silent_in_the_model() -> None:
    apart = [Row(row, apart="B~") for row in ROWS]
    weights = {}

    def keep(attribute: str, label: str, weight: float) -> float:
        weights[attribute, label] = weight
        return weight

    change_weights(train_names(apart), keep)
    own = [weight for (attribute, _), weight in weights.items() if attribute.startswith("B~")]
    assert own and not any(own)
    assert any(weights.values())


def test_rounded_weights_are_near_the_learnt_ones() -> None:
    for weight in (0.0, 1.0, -2.7182818, 0.00031):
        assert abs(round_weight(weight, 8) - weight) <= abs(weight) / 2**8


def test_nationalities_are_labelled_where_the_source_does_not() -> None:
    words = [Word(0, 6, "French", 0), Word(7, 13, "troops", 1)]
    assert label_words(words, [], ["PERSON"]) == ["U-NORP", "O"]
    assert label_words(words, [], ["PERSON", "NORP"]) == ["O", "O"]


def test_weights_are_written_in_order_without_the_smallest(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv.gz"
    write_weights({"b": 0.5, "a": -1.25, "tiny": 0.001}, path)
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    assert lines[-2:] == ["a\t-1.250", "b\t0.500"]


def test_chains_tell_whom_each_pronoun_means() -> None:
    text = "Anna Lindh met Colin Powell in Paris. She said that he was late."
    spans = [("Anna Lindh", "name"), ("Colin Powell", "name"), ("She", "pronoun"), ("he was", "pronoun")]
    row = {
        "text": text,
        "mentions": [
            {"start": text.index(words), "end": text.index(words) + len(words), "kind": kind}
            for words, kind in spans
        ],
        "chains": [[0, 2], [1, 3]],
    }
    labelled = list(read_chains(row, FIRST_WEIGHTS))
    assert {is_meant for features, is_meant in labelled if "r=subject" in features} == {True}
    assert any(is_meant and "pv=be|object|1" in features for features, is_meant in labelled)
