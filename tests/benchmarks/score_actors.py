"""Score names, aliases and pronouns on the development sets; prints one table.

    python tests/benchmarks/score_actors.py [--folds N] [--only names,aliases,pronouns] [--bench FOLDER]

Sets that the shipped name model learned from are scored by cross-validation: `--folds` of four models, each
trained without a quarter of the documents of every set, as is the model that types the treebank (one fold
takes some minutes; 1 gives an estimate on a quarter). Newswire, which nothing was trained on, is scored with
the shipped model. The ranker of pronouns is cross-validated five times. The sets and the scorer are not part
of this repository; without them there is nothing to do.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from hindsight.actors.aliases import group_names
from hindsight.actors.antecedent_ranking import rank_actors
from hindsight.actors.mention import Mention
from hindsight.actors.names import SequenceModel, find_names, load_model
from hindsight.actors.reference import load_reference
from hindsight.actors.train import APART, REPEATS, Row, may_ship, train_names
from hindsight.actors.train_pronouns import (
    FIRST_WEIGHTS,
    label_example,
    make_example,
    read_chains,
    read_passage,
    train_weights,
)
from hindsight.actors.treebank_names import read_tagged_texts
from hindsight.language import read_text

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench" / "actors"
SCORED = {
    "re3d_dev": "conflict reports",
    "crossner_politics_dev": "political encyclopaedia",
    "uner_ewt_dev": "web",
    "gum_dev": "mixed genres",
}
NEWSWIRE = "conll03_testa"
TREEBANK = Path(
    "train", "ewt_train.conllu.gz"
)  # beside the folder of the development sets; UNER marks its other half
QUARTERS = 4
PRONOUN_FOLDS = 5
THRESHOLD = 0.12

Rows = list[dict[str, Any]]


def load_scorer(bench: Path) -> ModuleType:
    """Return the scorer of the development sets as a module."""
    spec = importlib.util.spec_from_file_location("actors_scorer", bench / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer in {bench}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_set(bench: Path, name: str) -> Rows:
    """Return the documents of a development set."""
    with (bench / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def predict_names(documents: Rows, model: SequenceModel) -> tuple[Rows, int, float]:
    """Return the predictions, the number of tokens and the CPU seconds that naming took."""
    predictions, tokens, seconds = [], 0, 0.0
    for document in documents:
        reading = read_text(document["text"], tagged=False)
        tokens += sum(len(sentence.tokens) for sentence in reading.sentences)
        start = time.process_time()
        names = find_names(reading, model)
        seconds += time.process_time() - start
        mentions = [{"start": name.start, "end": name.end, "type": name.type} for name in names]
        predictions.append({"id": document["id"], "mentions": mentions})
    return predictions, tokens, seconds


def score_names(scorer: ModuleType, bench: Path, folds: int) -> None:
    """Print typed and span F1 on every set, and the speed."""
    sets = {name: read_set(bench, name) for name in REPEATS}
    gold: dict[str, Rows] = {name: [] for name in SCORED}
    predicted: dict[str, Rows] = {name: [] for name in SCORED}
    treebank = list(read_tagged_texts(bench.parents[1] / TREEBANK))
    for fold in range(folds):
        training = [
            Row(row, REPEATS[name], APART.get(name, ""))
            for name, rows in sets.items()
            for k, row in enumerate(rows)
            if may_ship(row) and (name not in SCORED or k % QUARTERS != fold)
        ]
        model = SequenceModel(train_names(training, treebank))
        for name in SCORED:
            held = [row for k, row in enumerate(sets[name]) if k % QUARTERS == fold]
            gold[name] += held
            predicted[name] += predict_names(held, model)[0]
    for name, kind in SCORED.items():
        if gold[name]:
            print_names(
                f"{kind} ({name}, {folds} of {QUARTERS} folds)", scorer.score(gold[name], predicted[name])[0]
            )
    newswire = read_set(bench, NEWSWIRE)
    predictions, tokens, seconds = predict_names(newswire, load_model())
    print_names(f"newswire ({NEWSWIRE}, shipped model)", scorer.score(newswire, predictions)[0])
    print(f"names: {tokens / seconds:,.0f} tokens a CPU second")


def print_names(label: str, result: dict[str, Any]) -> None:
    """Print one line of the table of names."""
    typed, span = result["typed"], result["span"]
    kinds = "  ".join(
        f"{key[5:]} {100 * value['f1']:.1f}"
        for key, value in sorted(result.items())
        if key.startswith("type:")
    )
    print(
        f"{label:56s} typed {100 * typed['f1']:.1f} (P {100 * typed['p']:.1f} R {100 * typed['r']:.1f})"
        f"  span {100 * span['f1']:.1f}  {kinds}",
        flush=True,
    )


def score_chains(scorer: ModuleType, bench: Path) -> dict[str, Any]:
    """Return MUC, B3, CEAFe and their mean on the given names of GUM."""
    gold, predicted = [], []
    for document in read_set(bench, "gum_dev"):
        kept = [
            k
            for k, mention in enumerate(document["mentions"])
            if mention["kind"] == "name" and mention["type"] in ("PERSON", "ORG", "PLACE")
        ]
        number = {k: i for i, k in enumerate(kept)}
        given = [document["mentions"][k] for k in kept]
        chains = [[number[k] for k in chain if k in number] for chain in document["chains"]]
        gold.append({**document, "mentions": given, "chains": chains})
        order = sorted(range(len(given)), key=lambda i: (given[i]["start"], -given[i]["end"]))
        starts = [sentence.start for sentence in read_text(document["text"], tagged=False).sentences]
        mentions = [
            Mention(
                given[i]["start"],
                given[i]["end"],
                "name",
                given[i]["type"],
                sum(start <= given[i]["start"] for start in starts) - 1,
                "gold",
            )
            for i in order
        ]
        entities, _ = group_names(document["text"], mentions, load_reference())
        found = [[order[i] for i in entity.mentions] for entity in entities if len(entity.mentions) > 1]
        predicted.append({"id": document["id"], "mentions": given, "chains": found})
    result: dict[str, Any] = scorer.coref(gold, predicted)
    return result


def score_aliases(scorer: ModuleType, bench: Path) -> None:
    """Print the figures of `score_chains`."""
    result = score_chains(scorer, bench)
    parts = "  ".join(f"{name} {100 * result[name]['f1']:.1f}" for name in ("MUC", "B3", "CEAFe"))
    print(f"{'aliases (given names of gum_dev)':56s} mean {100 * result['CoNLL']:.1f}  {parts}", flush=True)


def rank_pronouns(scorer: ModuleType, bench: Path) -> dict[str, dict[str, Any]]:
    """Return F1 on GAP with own and with given candidates, by cross-validation."""
    passages = [read_passage(row) for row in read_set(bench, "gap_dev")]
    examples = [make_example(passage, FIRST_WEIGHTS) for passage in passages]
    texts = [row for row in read_set(bench, "gum_dev") if may_ship(row)]
    chained = [item for row in texts for item in read_chains(row, FIRST_WEIGHTS)]
    own, given = [], []
    for fold in range(PRONOUN_FOLDS):
        labelled = [
            item
            for k, (example, passage) in enumerate(zip(examples, passages, strict=True))
            if example is not None and k % PRONOUN_FOLDS != fold
            for item in label_example(example, passage.row)
        ]
        weights = train_weights(labelled + chained)
        for k, (example, passage) in enumerate(zip(examples, passages, strict=True)):
            if k % PRONOUN_FOLDS != fold:
                continue
            ranked = rank_actors(example.pronoun, example.pool, weights) if example else []
            asked = (example.actor_a, example.actor_b) if example else ()
            # Two given candidates: the rest of the text still tells how the two stand in it.
            for rows, chosen in ((own, ranked), (given, [item for item in ranked if item[0] in asked])):
                best = chosen[0][0] if chosen and chosen[0][1] >= THRESHOLD else None
                answer = {
                    side: best is not None and best == actor for side, actor in zip("AB", asked, strict=False)
                }
                rows.append({"id": passage.row["id"], "A": False, "B": False, **answer})
    gold = [passage.row for passage in passages]
    return {
        label: scorer.gap(gold, rows)
        for label, rows in (("own candidates", own), ("two given candidates", given))
    }


def score_pronouns(scorer: ModuleType, bench: Path) -> None:
    """Print the figures of `rank_pronouns`."""
    for label, result in rank_pronouns(scorer, bench).items():
        name = f"pronoun to name, {label} (gap_dev, {PRONOUN_FOLDS} folds)"
        parts = f"men {100 * result['M']['f1']:.1f}  women {100 * result['F']['f1']:.1f}"
        print(f"{name:56s} F1 {100 * result['O']['f1']:.1f}  {parts}", flush=True)


def main() -> int:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=1, choices=range(1, QUARTERS + 1))
    parser.add_argument("--only", default="names,aliases,pronouns")
    parser.add_argument("--bench", type=Path, default=BENCH)
    given = parser.parse_args()
    if not (given.bench / "score.py").is_file():
        print(f"no development sets in {given.bench}", file=sys.stderr)
        return 1
    scorer = load_scorer(given.bench)
    parts = given.only.split(",")
    if "aliases" in parts:
        score_aliases(scorer, given.bench)
    if "pronouns" in parts:
        score_pronouns(scorer, given.bench)
    if "names" in parts:
        score_names(scorer, given.bench, given.folds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
