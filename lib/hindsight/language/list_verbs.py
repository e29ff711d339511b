"""List the verbs of the treebanks: ``python -m hindsight.language.list_verbs TRAIN_DIR [--out FILE]``."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from hindsight.language.treebanks import GoldSentence, read_training

HEADER = "# Base forms of verbs. source: lemmas of the training treebanks (see ATTRIBUTION.md), by list_verbs"
_PLAIN = re.compile(r"[a-z]{2,}\Z")


def find_verbs(sentences: Sequence[GoldSentence]) -> list[str]:
    """Return the base forms of the verbs in `sentences`, sorted.

    A form met once, as its own lemma, may be a slip of the annotation: it must be met twice or inflected.
    """
    counts: Counter[str] = Counter()
    inflected: Counter[str] = Counter()
    for sentence in sentences:
        for word, tag, base in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            if tag[:2] == "VB" and _PLAIN.match(base):
                counts[base] += 1
                inflected[base] += word.lower() != base
    return sorted(base for base, n in counts.items() if n > 1 or inflected[base])


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the treebanks, write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with ewt_train.conllu.gz and gum.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("verbs.txt"))
    options = parser.parse_args(arguments)
    verbs = find_verbs(read_training(options.folder))
    options.out.write_text("\n".join([HEADER, *verbs]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
