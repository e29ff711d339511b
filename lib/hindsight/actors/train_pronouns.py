"""Train the ranker of antecedents: ``python -m hindsight.actors.train_pronouns OUT.tsv GAP.jsonl GUM.jsonl``.

The data are GAP passages (Webster et al. 2018; Apache-2.0), each a pronoun and two names that it means or
not, and texts with coreference chains (GUM; those whose licence allows giving parameters away), which also
tell of "it" and "they". The model is a logistic regression by CRFsuite on sequences of length one; its
weights are written as a table.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite

from hindsight.actors.aliases import group_names
from hindsight.actors.antecedent_features import describe_candidates
from hindsight.actors.antecedents import Candidate, Pronoun
from hindsight.actors.decisions import ActorDecisions
from hindsight.actors.finding import find_mentions
from hindsight.actors.mention import Mention
from hindsight.actors.reference import load_reference
from hindsight.actors.registry import Registry
from hindsight.actors.resolving import TextResolver
from hindsight.actors.text_view import Resolved
from hindsight.actors.train import may_ship
from hindsight.language import Reading, read_text

PARAMETERS = {"c1": 0.0, "c2": 10.0, "max_iterations": 200}
# Pronouns before the one asked for must be resolved too: at first by these, then by what was learned.
FIRST_WEIGHTS = {
    "bias": -0.3,
    "r=subject": 1.2,
    "r=top": 0.9,
    "d=1": -0.7,
    "d=2": -1.4,
    "rank=0": 1.0,
    "side=True": -2.0,
}
_ROUNDS = 2
_SMALLEST = 0.02  # weights nearer to nought than this are not written


Labelled = tuple[list[str], bool]  # features of a candidate, and whether the pronoun means it


@dataclass(frozen=True, slots=True)
class Example:
    """A pronoun of GAP, the mentions it may refer to, and the actors of the two names asked for."""

    pronoun: Pronoun
    pool: tuple[Candidate, ...]
    actor_a: int
    actor_b: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A GAP row as read: its text and mentions, the two names asked for among them (rule ``gap``)."""

    row: dict[str, Any]
    reading: Reading
    mentions: tuple[Mention, ...]


def read_passage(row: dict[str, Any]) -> Passage:
    """Return a GAP row with its mentions; the two names are added where the name model has not found them."""
    reading = read_text(row["text"])
    mentions = [mention for mention in find_mentions(reading) if not _clashes(mention, row)]
    for side in ("A", "B"):
        start = row[side]["start"]
        sentence = max(k for k, s in enumerate(reading.sentences) if s.start <= start)
        mentions.append(Mention(start, start + len(row[side]["text"]), "name", "PERSON", sentence, "gap"))
    mentions.sort(key=lambda mention: (mention.start, -mention.end, mention.form))
    return Passage(row, reading, tuple(mentions))


def make_example(passage: Passage, weights: Mapping[str, float]) -> Example | None:
    """Return the pronoun of a passage with its candidates; None where it is not found as a pronoun.

    Pronouns before it are resolved with `weights`, because what they mean helps with this one.
    """
    row, mentions = passage.row, passage.mentions
    resolver = make_resolver(passage.reading, mentions, weights)
    resolved = resolver.view.resolved
    at = next(
        (i for i, m in enumerate(mentions) if m.form == "pronoun" and m.start == row["pronoun"]["start"]),
        None,
    )
    if at is None:
        return None
    resolver.run(until=at)
    actors = [
        resolved[
            next(i for i, m in enumerate(mentions) if m.rule == "gap" and m.start == row[side]["start"])
        ].actor
        for side in ("A", "B")
    ]
    return Example(resolver.pronoun(at), tuple(resolver.pool(at)), actors[0] or 0, actors[1] or 0)


def make_resolver(
    reading: Reading, mentions: Sequence[Mention], weights: Mapping[str, float]
) -> TextResolver:
    """Return a resolver of a text whose names are grouped and nothing else is resolved."""
    registry = Registry(load_reference(), ActorDecisions())
    entities, ambiguous = group_names(reading.text, mentions, registry.reference)
    resolved: dict[int, Resolved] = {}
    for entity in entities:
        record = registry.add(entity, None)
        for i in entity.mentions:
            resolved[i] = Resolved(record)
    for item in ambiguous:
        resolved[item.mention] = Resolved(registry.add(entities[item.entities[0]], None))
    return TextResolver(reading, mentions, resolved, registry, None, weights)


def read_chains(row: dict[str, Any], weights: Mapping[str, float]) -> Iterator[Labelled]:
    """Yield the candidates of each pronoun of a text with coreference chains, and whether they are meant.

    Chains tell of every mention, so that what stands in none of the pronoun's is not meant.
    """
    reading = read_text(row["text"])
    mentions = find_mentions(reading)
    resolver = make_resolver(reading, mentions, weights)
    resolver.run()
    chain_of = {i: number for number, chain in enumerate(row["chains"]) for i in chain}
    pronouns = {
        m["start"]: chain_of[i]
        for i, m in enumerate(row["mentions"])
        if m["kind"] == "pronoun" and i in chain_of
    }
    ends: dict[int, set[int]] = {}  # where the mentions of each chain end: their heads stand there
    for i, number in chain_of.items():
        if row["mentions"][i]["kind"] != "pronoun":
            ends.setdefault(number, set()).add(row["mentions"][i]["end"])
    for i, mention in enumerate(mentions):
        if mention.form != "pronoun" or mention.rule.endswith((":A", ":I")) or mention.start not in pronouns:
            continue
        meant: set[int | None] = set()
        for k, other in enumerate(mentions):
            if other.form != "pronoun" and other.end in ends.get(pronouns[mention.start], ()):
                found = resolver.view.resolved.get(k)
                meant.add(-k - 1 if found is None or found.actor is None else found.actor)
        for actor, features in describe_candidates(resolver.pronoun(i), resolver.pool(i)).items():
            yield features, actor in meant


def label_example(example: Example, row: dict[str, Any]) -> Iterator[Labelled]:
    """Yield the features of the candidates of a GAP row, and whether each is meant."""
    truth = {example.actor_a: row["A"]["coref"], example.actor_b: row["B"]["coref"]}
    has_answer = any(truth.values())
    for actor, features in describe_candidates(example.pronoun, example.pool).items():
        # Where neither name is meant, the others may be: they teach nothing.
        if actor in truth or has_answer:
            yield features, bool(truth.get(actor))


def _clashes(mention: Mention, row: dict[str, Any]) -> bool:
    if mention.form not in ("name", "metonym"):
        return False
    return any(
        mention.start < row[side]["start"] + len(row[side]["text"]) and row[side]["start"] < mention.end
        for side in ("A", "B")
    )


def train_weights(labelled: Iterable[Labelled]) -> dict[str, float]:
    """Return the weight of each feature, learned from candidates and whether they are meant."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, is_meant in labelled:
        trainer.append([features], ["1" if is_meant else "0"])
    trainer.set_params(PARAMETERS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pronouns.crf"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        weights: dict[str, float] = {}
        for (feature, label), weight in tagger.info().state_features.items():
            weights[feature] = weights.get(feature, 0.0) + (weight if label == "1" else -weight)
        tagger.close()
    return weights


def write_weights(weights: dict[str, float], path: Path) -> None:
    """Write the weights as the table that ships: sorted by feature, gzipped without a date."""
    lines = [
        "# Weights of the ranker of antecedents; made by `python -m hindsight.actors.train_pronouns`.",
        "# source: trained on GAP (google-research-datasets/gap-coreference, Apache-2.0) and on texts of GUM",
        "# (amir-zeldes/gum, annotations CC BY 4.0; texts CC BY 2.5, CC BY 4.0, CC BY-SA 3.0).",
        "feature\tweight",
    ]
    lines += [
        f"{feature}\t{w:.3f}"
        for feature, w in sorted(weights.items())
        if abs(w) >= _SMALLEST and "\t" not in feature
    ]
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), 9, mtime=0))


def main(arguments: Sequence[str] | None = None) -> int:
    """Train on the files given and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="table of weights to write")
    parser.add_argument("data", nargs="+", type=Path, help="GAP rows, texts with chains: JSON Lines")
    given = parser.parse_args(arguments)
    rows = [json.loads(line) for path in given.data for line in path.open(encoding="utf-8")]
    passages = [read_passage(row) for row in rows if "pronoun" in row]
    texts = [row for row in rows if "chains" in row and may_ship(row)]
    weights: Mapping[str, float] = FIRST_WEIGHTS
    for _ in range(_ROUNDS):
        labelled: list[Labelled] = []
        for passage in passages:
            example = make_example(passage, weights)
            if example is not None:
                labelled += label_example(example, passage.row)
        for row in texts:
            labelled += read_chains(row, weights)
        weights = train_weights(labelled)
    write_weights(dict(weights), given.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
