"""Measure the language layer: accuracy on development sentences and speed against NLTK's word tokenizer.

    python tests/benchmarks/score_language.py [FOLDER]

FOLDER holds ewt_dev.conllu.gz and gum.jsonl.gz; without it, ../shared/train beside the repository. Accuracy
is deterministic; speed is a share of that of NLTKWordTokenizer (NLTK) on the same text in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from nltk.tokenize import NLTKWordTokenizer

from hindsight.language import lemma, read_text, segment_units, split_sentences, tag_words, tokenize
from hindsight.language.parser import load_parser, parse
from hindsight.language.treebanks import GoldSentence, read_ewt, read_gum
from hindsight.language.units import find_unit_starts

TREEBANKS = Path(__file__).resolve().parents[3] / "shared" / "train"
EDITED_GENRES = ("academic", "court", "news", "speech", "textbook", "voyage")


def f1(found: set, expected: set) -> tuple[int, int, int]:
    """Return the counts that an F1 is made of."""
    return len(found & expected), len(found), len(expected)


def as_f1(counts: Iterable[tuple[int, int, int]]) -> float:
    """Return the F1 of summed counts, per cent."""
    agreed, found, expected = map(sum, zip(*counts, strict=True))
    return 200 * agreed / (found + expected)


def score_splitting(documents: Sequence[dict]) -> dict[str, float]:
    """Return F1 of sentence ends and of token spans (gold sentences given), on edited genres of GUM."""
    ends, tokens = [], []
    for document in documents:
        text = document["text"]
        gold_ends = {len(text[:end].rstrip()) for _, end, _ in document["sentences"]}
        ends.append(f1({end for _, end in split_sentences(text)}, gold_ends))
        found = {span for start, end, _ in document["sentences"] for span in tokenize(text, start, end)}
        tokens.append(f1(found, {(token[0], token[1]) for token in document["tokens"]}))
    return {"sentence ends, F1": as_f1(ends), "tokens, F1": as_f1(tokens)}


def score_analysis(sentences: Sequence[GoldSentence]) -> dict[str, float]:
    """Return the accuracy of tags, lemmas, parses and units, all from guessed tags but for the lemmas."""
    n = tags = heads = arcs = verbs = bases = 0
    units = []
    parser = load_parser()
    for sentence in sentences:
        guessed = tag_words(sentence.words)
        parsed = parser.parse(sentence.words, guessed)
        n += len(sentence.words)
        tags += sum(map(str.__eq__, guessed, sentence.tags))
        right = [a == b for a, b in zip(parsed.heads, sentence.heads, strict=True)]
        heads += sum(right)
        arcs += sum(r and a == b for r, a, b in zip(right, parsed.labels, sentence.labels, strict=True))
        for word, tag, base in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            if tag[:2] == "VB":
                verbs += 1
                bases += lemma(word, tag) == base.lower()
        if sentence.units:
            starts = {k for k, is_start in enumerate(sentence.units) if is_start}
            units.append(f1(set(find_unit_starts(sentence.words, guessed)), starts))
    scores = {"tags": tags / n, "base forms of verbs": bases / verbs, "UAS": heads / n, "LAS": arcs / n}
    return {name: 100 * value for name, value in scores.items()} | (
        {"unit starts, F1": as_f1(units)} if units else {}
    )


def seconds(task: Callable[[], object]) -> float:
    """Return the processor time of the second of two runs: the first fills what is kept."""
    task()
    started = time.process_time()
    task()
    return time.process_time() - started


def measure_speed(text: str) -> dict[str, float]:
    """Return tokens a second of NLTK's word tokenizer and, as a share of that speed, of each step of ours."""
    reading = read_text(text)
    n = sum(len(sentence.tokens) for sentence in reading.sentences)
    spans = [text[a:b] for a, b in split_sentences(text)]
    reference = seconds(lambda: [list(NLTKWordTokenizer().span_tokenize(span)) for span in spans])
    return {
        "NLTKWordTokenizer, tokens a second": n / reference,
        "sentences and tokens": reference / seconds(lambda: read_text(text, tagged=False)),
        "with tags": reference / seconds(lambda: read_text(text)),
        "units, tags given": reference / seconds(lambda: segment_units(reading)),
        "parses, tags given": reference
        / seconds(lambda: [parse(sentence) for sentence in reading.sentences]),
    }


def main() -> None:
    """Print all figures as Markdown tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=TREEBANKS)
    folder = parser.parse_args().folder
    with gzip.open(folder / "gum.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [d for d in map(json.loads, lines) if d["split"] == "dev" and d["genre"] in EDITED_GENRES]
    tables = {
        "EWT dev": score_analysis(list(read_ewt(folder / "ewt_dev.conllu.gz"))),
        "GUM dev": score_analysis(list(read_gum(folder / "gum.jsonl.gz", "dev"))),
        "GUM dev, edited genres": score_splitting(documents),
        "speed": measure_speed("\n\n".join(document["text"] for document in documents)),
    }
    for title, figures in tables.items():
        print(f"\n| {title} | |\n| --- | --- |")
        for name, value in figures.items():
            print(f"| {name} | {value:,.0f} |" if value > 200 else f"| {name} | {value:.2f} |")


if __name__ == "__main__":
    main()
