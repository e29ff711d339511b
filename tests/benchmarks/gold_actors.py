"""Score the actors of our own policy texts (``tests/gold/actors_policy.toml``).

    python tests/benchmarks/gold_actors.py [--split dev|held] [--errors]

Each actor of a text belongs to the actor that the package names most often where the gold names it, and the
other way round: only where both agree is a mention right. So an actor split in two, and two actors merged,
both cost mentions.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hindsight.actors import Actor, Mention, find_mentions, group_actors
from hindsight.language import read_text

GOLD = Path(__file__).parents[1] / "gold" / "actors_policy.toml"
_MARKED = re.compile(r"\{([^{}|]+)\|([~^]?)([^{}|]+)\}")
_FORMS = {"": "name", "~": "metonym", "^": "reference"}


@dataclass(frozen=True)
class GoldMention:
    """A marked span: `actors` has one label, several where the text leaves it open."""

    start: int
    end: int
    form: str
    actors: tuple[str, ...]


@dataclass(frozen=True)
class GoldText:
    """A text without its marks, with its mentions and the kind of each actor."""

    subject: str
    split: str
    published: str
    text: str
    mentions: tuple[GoldMention, ...]
    kinds: dict[str, str]


@dataclass
class Tally:
    """What is right of what there is, by measure, and what went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def note(self, measure: str, error: str = "") -> None:
        """Count one more case; `error` says what was wrong with it, if anything."""
        self.there[measure] += 1
        self.right[measure] += not error
        if error:
            self.errors.append(f"{measure}: {error}")

    def share(self, measure: str) -> float:
        """Return the share of cases that are right."""
        return self.right[measure] / self.there[measure] if self.there[measure] else 1.0


def parse_marked(marked: str) -> tuple[str, tuple[GoldMention, ...]]:
    """Return the text without marks, and its mentions.

    Examples
    --------
    >>> parse_marked("{Merkel|merkel} said {she|^merkel} would.")[0]
    'Merkel said she would.'
    """
    pieces: list[str] = []
    mentions: list[GoldMention] = []
    at = length = 0
    for match in _MARKED.finditer(marked):
        pieces += (marked[at : match.start()], match[1])
        start = length + match.start() - at
        length = start + len(match[1])
        mentions.append(GoldMention(start, length, _FORMS[match[2]], tuple(match[3].split("?"))))
        at = match.end()
    return "".join([*pieces, marked[at:]]), tuple(mentions)


def read_gold(path: Path = GOLD) -> list[GoldText]:
    """Return the texts of a gold file."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["text"]
    texts = []
    for row in rows:
        text, mentions = parse_marked(row["marked"])
        texts.append(GoldText(row["subject"], row["split"], row["published"], text, mentions, row["actors"]))
    return texts


def _pairs(gold: GoldText, found: list[Mention]) -> Iterator[tuple[GoldMention, Mention | None]]:
    """Yield each gold mention with what was found there: an article, a title or an owner may be left out."""
    for wanted in gold.mentions:
        is_reference = wanted.form == "reference"
        there = [
            mention
            for mention in found
            if (mention.form in ("nominal", "pronoun")) is is_reference
            and mention.end == wanted.end
            and mention.type != "NORP"
        ]
        yield wanted, min(there, key=lambda mention: abs(mention.start - wanted.start), default=None)


def score_text(gold: GoldText, tally: Tally) -> None:
    """Add one text to the tally."""
    reading = read_text(gold.text, published=gold.published)
    grouped, actors = group_actors([(reading, find_mentions(reading))])
    found: dict[str, Actor] = {actor.id: actor for actor in actors}
    pairs = list(_pairs(gold, grouped[0]))
    votes: Counter[tuple[str, str]] = Counter(
        (wanted.actors[0], mention.actor)
        for wanted, mention in pairs
        if mention is not None and mention.actor and wanted.form != "reference" and len(wanted.actors) == 1
    )
    main: dict[str, str] = {}
    owner: dict[str, str] = {}
    for (label, actor), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        main.setdefault(label, actor)
        owner.setdefault(actor, label)
    for wanted, mention in pairs:
        words = gold.text[wanted.start : wanted.end]
        where = f"{gold.subject}: {words!r}"
        if mention is None:
            tally.note(wanted.form, f"{where} not found")
        elif len(wanted.actors) > 1:
            chosen = {owner.get(a) for a in (mention.actor, *mention.candidates) if a}
            is_open = bool(mention.candidates) or mention.actor is None or bool(chosen & set(wanted.actors))
            tally.note("open", "" if is_open else f"{where} decided for {mention.actor}")
        elif mention.actor is None:
            tally.note(wanted.form, f"{where} unresolved, candidates {mention.candidates}")
        else:
            label = wanted.actors[0]
            is_right = (
                main.get(label, mention.actor) == mention.actor and owner.get(mention.actor, label) == label
            )
            tally.note(wanted.form, "" if is_right else f"{where} means {mention.actor}")
    named = {m.actor for m in grouped[0] if m.form in ("name", "metonym") and m.actor}
    for label, kind in gold.kinds.items():
        if label not in main:
            continue
        rows = {actor for other, actor in votes if other == label}
        shared = {other for other, actor in votes if actor == main[label]} - {label}
        error = f"{gold.subject}: {label} is {sorted(rows)}" if len(rows) > 1 or shared else ""
        tally.note("one row", error + (f", shared with {sorted(shared)}" if shared else ""))
        got = found[main[label]].kind
        tally.note("kind", "" if got == kind else f"{gold.subject}: {label} is a {got}, not a {kind}")
    for actor in sorted(named - set(owner)):
        if not any(mention is not None and mention.actor == actor for _, mention in pairs):
            tally.note("no such actor", f"{gold.subject}: {actor}")


def score_gold(split: str) -> Tally:
    """Return the tally of the texts of a split."""
    tally = Tally()
    for gold in read_gold():
        if gold.split == split:
            score_text(gold, tally)
    return tally


def main() -> int:
    """Print the shares, and the errors where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=("dev", "held", "fresh"), default="dev")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    tally = score_gold(given.split)
    for measure in tally.there:
        counts = f"{tally.right[measure]:4d} of {tally.there[measure]:4d}"
        print(f"{measure:15s} {counts}  {tally.share(measure):.3f}")
    if given.errors:
        print(*tally.errors, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
