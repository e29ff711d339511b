"""Measures `rank_later`: accuracy with the shared scorer, texts a second, and, on request, 100,000 texts.

Usage: python tests/benchmarks/score_links.py [FOLDER] [--scale 100000]

FOLDER holds crosslinks.docs.dev.jsonl, crosslinks.links.dev.jsonl, threads.docs.dev.jsonl and score.py;
without it, ../shared/bench/links beside the repository. Accuracy is deterministic, speed is not.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hindsight.links import DatedText, rank_later, read_dated_text
from hindsight.links.words import WORD

BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench" / "links"


def read(path: Path, text: str = "text") -> list[DatedText]:
    """Return the texts of a JSON Lines file; `text` names the field to read, where a record has it."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        read_dated_text({**record, "text": record.get(text, record["text"])}, str(path)) for record in records
    ]


def measure(name: str, task: str, documents: list[DatedText], folder: Path, gold: str) -> None:
    """Print the scorer's figures and the speed."""
    started = time.process_time()
    rankings = list(rank_later(documents))
    seconds = time.process_time() - started
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for r in rankings:
            out.write(json.dumps({"query": r.query, "ranked": r.ranked, "scores": r.scores}) + "\n")
        out.flush()
        docs = folder / f"{task}.docs.dev.jsonl"
        command = [sys.executable, str(folder / "score.py"), task, str(docs), gold, out.name]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    figures = dict(line.rsplit(None, 1) for line in lines if not line.startswith("MRR by"))
    figures = {key.strip(): value for key, value in figures.items()}
    print(
        f"{name:28s} MRR {figures['MRR']:>5s}  MAP {figures['MAP']:>5s}  R@10 {figures['recall@10']:>5s}  "
        f"R@20 {figures['recall@20']:>5s}  {len(documents) / seconds:6.0f} texts a second"
    )


def make_texts(seeds: list[DatedText], n_texts: int) -> Iterator[DatedText]:
    """Yield texts shuffled from the seeds' words, with a growing vocabulary, as large corpora have."""
    chance = random.Random(1)
    words = " ".join(seed.text for seed in seeds).split()
    for n in range(n_texts):
        at = chance.randrange(len(words) - 800)
        own = [f"{chance.choice(words)}{n % 5000}" for _ in range(20)]
        day = f"{1990 + n % 34}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        text = " ".join(words[at : at + 400] + own + [chance.choice(words) for _ in range(350)])
        yield DatedText(f"t{n}", day, " ".join(words[at + 10 : at + 16]), text)


def measure_scale(seeds: list[DatedText], n_texts: int) -> None:
    """Print time and peak memory for `n_texts` generated texts."""
    started = time.process_time()
    rankings = sum(len(ranking.ranked) for ranking in rank_later(make_texts(seeds, n_texts)))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n_texts} texts: {rankings} links, {n_texts / seconds:.0f} texts a second, peak {peak:.0f} MiB")


def measure_reference(documents: list[DatedText]) -> None:
    """Print how fast words alone are found: other figures of the same run are ratios of this one."""
    started = time.process_time()
    for document in documents:
        WORD.findall(document.title.lower())
        WORD.findall(document.text.lower())
    seconds = time.process_time() - started
    print(f"{'reference: finding words':28s} {len(documents) / seconds:52.0f} texts a second")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=BENCH)
    parser.add_argument("--scale", type=int, default=0, help="link so many generated texts instead")
    options = parser.parse_args()
    folder: Path = options.folder
    crosslinks = read(folder / "crosslinks.docs.dev.jsonl")
    if options.scale:
        measure_scale(crosslinks, options.scale)
        return
    gold = str(folder / "crosslinks.links.dev.jsonl")
    measure_reference(crosslinks)
    measure("crosslinks", "crosslinks", crosslinks, folder, gold)
    masked = read(folder / "crosslinks.docs.dev.jsonl", "text_nolink")
    measure("crosslinks, links masked", "crosslinks", masked, folder, gold)
    measure("threads", "threads", read(folder / "threads.docs.dev.jsonl"), folder, "-")


if __name__ == "__main__":
    main()
