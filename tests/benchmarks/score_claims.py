"""Score claims, attributions, hedges, negations, events and stance on the development sets; with tables.

    python tests/benchmarks/score_claims.py [--errors N] [--only rows,attribution] [--bench FOLDER]

Nothing in the package was trained on these sets; rules and word lists were written with the errors on the
four pages of claim rows in view, so figures on other pages will be lower. The sets and the scorers are not
part of this repository; without them there is nothing to do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nltk.tokenize import NLTKWordTokenizer

from hindsight.claims import find_attributions, find_claims, find_stance, is_hedged, judge_events
from hindsight.corpus.annotate import annotate_text
from hindsight.language import parse, read_text

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
Rows = list[dict[str, Any]]


def read_set(path: Path) -> Rows:
    """Return the rows of a development set."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def predict_rows(bench: Path, gold: Rows) -> Rows:
    """Return the claim rows of the pages, one object per page."""
    predictions = []
    for page in gold:
        text = (bench / "pages" / "text" / page["text_file"]).read_bytes().decode("utf-8")
        claims = [
            {
                "start": claim.start,
                "end": claim.end,
                "kind": claim.kind,
                "certainty": claim.certainty,
                "polarity": claim.polarity,
                "attributed": claim.is_attributed,
                "orientation": claim.orientation,
            }
            for claim in find_claims(read_text(text, published=page["published"]), [], [])
        ]
        predictions.append({"n": page["n"], "claims": claims})
    return predictions


def predict_attributions(bench: Path, gold: Rows) -> Rows:
    """Return the attributions of the articles, one object per article."""
    return [
        {
            "id": article["id"],
            "attributions": [
                {"source": found.source, "cue": found.cue, "content": found.content}
                for found in find_attributions(read_text(article["text"]), [])
            ],
        }
        for article in gold
    ]


def predict_uncertainty(bench: Path, gold: Rows) -> Rows:
    """Return whether each sentence is hedged."""
    predictions = []
    for row in gold:
        sentences = read_text(row["text"]).sentences
        predictions.append({"id": row["id"], "uncertain": any(is_hedged(s.tokens) for s in sentences)})
    return predictions


def predict_negation(bench: Path, gold: Rows) -> Rows:
    """Return cues and scopes, the scopes cut into the tokens of the gold."""
    predictions = []
    for row in gold:
        negations = []
        for found in annotate_text(row["text"], layers=("claims",))["negations"]:
            scope = [
                [max(a, s), min(b, e)]
                for s, e in found["scope"]
                for a, b in (token[:2] for token in row["tokens"])
                if a < e and s < b
            ]
            negations.append({"cue": found["cue"], "scope": scope, "event": found["event"]})
        predictions.append({"id": row["id"], "negations": negations})
    return predictions


def predict_factuality(bench: Path, gold: Rows) -> Rows:
    """Return the values of the gold's events."""
    predictions = []
    for row in gold:
        events = []
        for sentence in read_text(row["text"]).sentences:
            spans = [
                (e["start"], e["end"]) for e in row["events"] if sentence.start <= e["start"] < sentence.end
            ]
            if spans:
                judged = judge_events(sentence, parse(sentence), spans)
                events += [{"start": e.start, "end": e.end, "value": e.value} for e in judged]
        predictions.append({"id": row["id"], "events": events})
    return predictions


def predict_stance(bench: Path, gold: Rows) -> Rows:
    """Return the stance toward the gold's targets."""
    predictions = []
    for row in gold:
        sentences = read_text(row["text"]).sentences
        targets = []
        for target in row["targets"]:
            start, end = target["start"], target["end"]
            stance = "neutral"
            for sentence in sentences:
                if sentence.start <= start < sentence.end:
                    stance = find_stance(sentence.tokens, parse(sentence), start, end)
            targets.append({"start": start, "end": end, "polarity": stance})
        predictions.append({"id": row["id"], "targets": targets})
    return predictions


TASKS: dict[str, tuple[str, Callable[[Path, Rows], Rows]]] = {
    "rows": ("rows.dev.jsonl", predict_rows),
    "attribution": ("attribution.dev.jsonl", predict_attributions),
    "uncertainty": ("uncertainty.dev.jsonl", predict_uncertainty),
    "negation": ("negation.dev.jsonl", predict_negation),
    "factuality": ("factuality.dev.jsonl", predict_factuality),
    "target_sentiment": ("target_sentiment.dev.jsonl", predict_stance),
}


def run_scorer(bench: Path, task: str, gold: Path, predicted: Path, errors: int) -> str:
    """Return what the scorer of the development sets prints."""
    scorer = ["rows_score.py"] if task == "rows" else ["score.py", task]
    command = [sys.executable, str(bench / "claims" / scorer[0]), *scorer[1:], str(gold), str(predicted)]
    if errors:
        command += ["--errors", str(errors)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def print_speed(bench: Path) -> None:
    """Print tokens a second of the whole annotate pass, and its share of the speed of NLTK's tokenizer."""
    texts = [row["text"] for row in read_set(bench / "claims" / "attribution.dev.jsonl")]
    n = sum(len(sentence.tokens) for text in texts for sentence in read_text(text, tagged=False).sentences)
    annotate_text(texts[0])  # reads the parameters
    started = time.process_time()
    for text in texts:
        annotate_text(text)
    seconds = time.process_time() - started
    tokenizer = NLTKWordTokenizer()
    started = time.process_time()
    for text in texts:
        tokenizer.tokenize(text)
    reference = time.process_time() - started
    print(f"annotate: {n / seconds:,.0f} tokens a CPU second, {reference / seconds:.4f} of NLTKWordTokenizer")


def main() -> None:
    """Predict, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", type=int, default=0, help="errors of each kind to print")
    parser.add_argument("--only", default=",".join(TASKS), help="tasks, with commas")
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder with claims/ and pages/")
    parser.add_argument("--speed", action="store_true", help="only the speed of the whole annotate pass")
    options = parser.parse_args()
    if not (options.bench / "claims" / "rows.dev.jsonl").exists():
        print(f"no development sets in {options.bench}: nothing scored")
        return
    if options.speed:
        print_speed(options.bench)
        return
    for task in options.only.split(","):
        name, predict = TASKS[task]
        path = options.bench / "claims" / name
        start = time.process_time()
        predictions = predict(options.bench, read_set(path))
        seconds = time.process_time() - start
        with tempfile.TemporaryDirectory() as folder:
            predicted = Path(folder) / "predicted.jsonl"
            predicted.write_text("".join(json.dumps(row) + "\n" for row in predictions), encoding="utf-8")
            print(f"== {task}: {seconds:.1f} CPU seconds", flush=True)
            print(run_scorer(options.bench, task, path, predicted, options.errors), flush=True)


if __name__ == "__main__":
    main()
