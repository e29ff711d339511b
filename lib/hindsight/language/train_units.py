"""Learn where units start: ``python -m hindsight.language.train_units TRAIN_DIR [--out FILE]``."""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite

from hindsight.language.train_tagger import tag_unseen
from hindsight.language.treebanks import read_training
from hindsight.language.units import PARAMETERS, features_of_units

# Elastic net: the L1 part keeps the file small.
REGULARISATION = {"c1": 0.1, "c2": 0.01, "max_iterations": 120, "feature.minfreq": 2}


def train(folder: Path) -> bytes:
    """Return the parameters learnt from GUM (it marks units), with tags as the tagger would give."""
    sentences = read_training(folder)
    tags = tag_unseen(sentences)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for sentence, guessed in zip(sentences, tags, strict=True):
        if sentence.units:
            labels = ["1" if is_start else "0" for is_start in sentence.units]
            trainer.append(features_of_units(sentence.words, guessed), labels)
    trainer.set_params(REGULARISATION)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "units.crf"
        trainer.train(str(path))
        return path.read_bytes()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the treebanks, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with ewt_train.conllu.gz and gum.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(PARAMETERS))
    options = parser.parse_args(arguments)
    options.out.write_bytes(gzip.compress(train(options.folder), 9, mtime=0))


if __name__ == "__main__":
    main()
