"""The treebanks that parameters are learnt from are read as they are written."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from hindsight.language.list_verbs import find_verbs
from hindsight.language.treebanks import GoldSentence, read_ewt, read_gum

CONLLU = """\
# text = He can't verify.
1\tHe\the\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tverify\tverify\tVERB\tVB\t_\t0\troot\t_\t_
4.1\tempty\tempty\tVERB\tVB\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""


def test_ranges_and_empty_nodes_of_conllu_are_no_tokens(tmp_path: Path) -> None:
    path = tmp_path / "tiny.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    (sentence,) = read_ewt(path)
    assert sentence.words == ("He", "ca", "n't", "verify", ".")
    assert sentence.tags == ("PRP", "MD", "RB", "VB", ".")
    assert sentence.heads == (3, 3, 3, -1, 3)
    assert sentence.units == ()


def test_heads_and_units_of_gum_are_counted_within_the_sentence(tmp_path: Path) -> None:
    document = {
        "split": "dev",
        "text": "No. He left if asked.",
        "tokens": [
            [0, 2, "INTJ", "UH", "no", -1, "root"],
            [2, 3, "PUNCT", ".", ".", 0, "punct"],
            [4, 6, "PRON", "PRP", "he", 3, "nsubj"],
            [7, 11, "VERB", "VBD", "leave", -1, "root"],
            [12, 14, "SCONJ", "IN", "if", 5, "mark"],
            [15, 20, "VERB", "VBN", "ask", 3, "advcl"],
            [20, 21, "PUNCT", ".", ".", 3, "punct"],
        ],
        "sentences": [[0, 3, "intj"], [4, 21, "decl"]],
        "edus": [{"start": 0, "end": 3}, {"start": 4, "end": 11}, {"start": 12, "spans": [[12, 21]]}],
    }
    path = tmp_path / "tiny.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(document) + "\n").encode()))
    _, sentence = read_gum(path, "dev")
    assert sentence.heads == (1, -1, 3, 1, 1)
    assert sentence.units == (True, False, True, False, False)
    assert list(read_gum(path, "train")) == []


def test_a_verb_is_listed_if_met_twice_or_inflected() -> None:
    sentence = GoldSentence(
        ("goes", "slip", "went", "do", "do", "Paris"),
        ("VBZ", "VB", "VBD", "VB", "VB", "NNP"),
        ("go", "slip", "go", "do", "do", "Paris"),
        (-1,) * 6,
        ("dep",) * 6,
    )
    assert find_verbs([sentence]) == ["do", "go"]
