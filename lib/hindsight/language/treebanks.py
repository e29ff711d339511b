"""Read the treebanks that our parameters are learnt from: English Web Treebank and GUM."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence with its gold analysis, one entry per token in each field.

    `heads` are indices into the sentence, -1 for the root; `units` say whether an elementary discourse unit
    starts at the token (empty where the corpus does not mark units).
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    units: tuple[bool, ...] = ()


def read_ewt(path: Path) -> Iterator[GoldSentence]:
    """Yield the sentences of a gzipped CoNLL-U file."""
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield _from_rows(rows)
                rows = []
            elif line[0] != "#":
                columns = line.split("\t")
                if columns[0].isdigit():  # not a range (3-4) nor an empty node (3.1)
                    rows.append(columns)
    if rows:
        yield _from_rows(rows)


def _from_rows(rows: list[list[str]]) -> GoldSentence:
    _, words, lemmas, _, tags, _, heads, labels, *_ = zip(*rows, strict=True)
    return GoldSentence(words, tags, lemmas, tuple(int(head) - 1 for head in heads), labels)


def read_gum(path: Path, split: str) -> Iterator[GoldSentence]:
    """Yield the sentences of one split (``train`` or ``dev``) of GUM: gzipped JSON Lines of documents."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document["split"] == split:
                yield from _from_document(document)


def _from_document(document: dict) -> Iterator[GoldSentence]:
    tokens, text = document["tokens"], document["text"]
    starts = {start for unit in document["edus"] for start, _ in unit.get("spans", [[unit["start"], 0]])}
    at = 0
    for _, end, _ in document["sentences"]:
        first = at
        while at < len(tokens) and tokens[at][0] < end:
            at += 1
        inside = tokens[first:at]
        if inside:
            yield GoldSentence(
                tuple(text[token[0] : token[1]] for token in inside),
                tuple(token[3] for token in inside),
                tuple(token[4] for token in inside),
                tuple(token[5] - first if token[5] >= 0 else -1 for token in inside),
                tuple(token[6] for token in inside),
                tuple(token[0] in starts for token in inside),
            )


def read_training(folder: Path) -> list[GoldSentence]:
    """Return the training sentences of both treebanks in `folder`."""
    return [*read_ewt(folder / "ewt_train.conllu.gz"), *read_gum(folder / "gum.jsonl.gz", "train")]
