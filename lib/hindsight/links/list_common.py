"""List how common words are in English: ``python -m hindsight.links.list_common TRAIN_DIR [--out FILE]``."""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from hindsight.links.words import content_words, stem_of

FEWEST = 5  # texts of a thousand: what stands in fewer says what a text is about
HEADER = (
    "# Stems and the part of {n} English texts of all kinds that have them.\n"
    "# source: the texts of the training treebanks (see ATTRIBUTION.md), by list_common"
)


def read_texts(folder: Path) -> Iterator[str]:
    """Yield the texts of both treebanks in `folder`: GUM and the English Web Treebank."""
    with gzip.open(folder / "gum.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]
    for name in ("ewt_train.conllu.gz", "ewt_dev.conllu.gz"):
        parts: list[str] = []
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# newdoc") and parts:
                    yield " ".join(parts)
                    parts = []
                elif line.startswith("# text = "):
                    parts.append(line[len("# text = ") :].strip())
        yield " ".join(parts)


def count_texts(texts: Iterable[str]) -> tuple[int, Counter[str]]:
    """Return the number of texts, and in how many of them each stem stands.

    Examples
    --------
    >>> count_texts(["Prices rise.", "A price, a price!"])[1]["price"]
    2
    """
    n_texts, counts = 0, Counter[str]()
    for text in texts:
        n_texts += 1
        counts.update({stem_of(word) for word in content_words(text)})
    return n_texts, counts


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the treebanks, write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with ewt_train.conllu.gz and gum.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("common_stems.tsv"))
    options = parser.parse_args(arguments)
    n_texts, counts = count_texts(read_texts(options.folder))
    kept = sorted((stem, n) for stem, n in counts.items() if n >= FEWEST and stem.isalpha())
    rows = [f"{stem}\t{n / n_texts:.3f}" for stem, n in kept]
    options.out.write_text("\n".join([HEADER.format(n=n_texts), *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
