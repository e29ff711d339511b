"""Whether what a predicate says did happen, from -3 (surely not) to 3 (surely), as in UDS It-Happened v2.

White et al. (2016), Rudinger et al. (2018): the value is that of readers asked "did this happen, or is it
happening?"; what is only wanted, asked, conditional or to come did not.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hindsight.claims.event_features import Facts, features_of_event
from hindsight.claims.negation import Negation, find_negations
from hindsight.claims.sources import Tree
from hindsight.language import Parse
from hindsight.language.reading import Sentence

PARAMETERS = Path(__file__).with_name("factuality.gz")
SCALE = 100  # parts of one step of the scale that weights are whole numbers of
_HIGHEST = 3.0


@dataclass(frozen=True, slots=True)
class Event:
    """The head of a predicate and how surely it happened; below 0: it did not, or not yet."""

    start: int
    end: int
    value: float


def find_events(sentence: Sentence, parse: Parse, negations: Sequence[Negation] | None = None) -> list[Event]:
    """Return the predicates of a sentence with their factuality, in text order.

    Parameters
    ----------
    sentence : Sentence
        Tagged.
    parse : Parse
        Of that sentence.
    negations : sequence of Negation, optional
        Its negations, if they have been found already.

    Returns
    -------
    list of Event
        One per verb that is no auxiliary, and per adjective or noun that is the predicate of a copula.

    Examples
    --------
    >>> from hindsight.language import parse, read_text
    >>> text = "The mayor did not resign."
    >>> sentence = read_text(text).sentences[0]
    >>> [(text[e.start:e.end], e.value < 0) for e in find_events(sentence, parse(sentence))]
    [('resign', True)]
    """
    tree = Tree(sentence.tokens, parse)
    if negations is None:
        negations = find_negations(sentence, parse)
    return _judged(tree, negations, [k for k in range(len(sentence.tokens)) if is_predicate(tree, k)])


def judge_events(sentence: Sentence, parse: Parse, spans: Iterable[tuple[int, int]]) -> list[Event]:
    """Return the factuality of given predicates: the spans of their heads, each a token of the sentence.

    A span that is no token is judged by the first token it touches; one outside the sentence is left out.
    """
    tree = Tree(sentence.tokens, parse)
    wanted, kept = [], []
    for start, end in spans:
        at = next(
            (k for k, token in enumerate(sentence.tokens) if token.start < end and start < token.end), None
        )
        if at is not None:
            wanted.append(at)
            kept.append((start, end))
    found = _judged(tree, find_negations(sentence, parse), wanted)
    return [Event(start, end, event.value) for (start, end), event in zip(kept, found, strict=True)]


def _judged(tree: Tree, negations: Sequence[Negation], events: Sequence[int]) -> list[Event]:
    if not events:
        return []
    weight_of, facts = load_weights().get, Facts(tree, negations)
    judged = []
    for k in events:
        total = sum(filter(None, map(weight_of, features_of_event(facts, k))))
        value = max(-_HIGHEST, min(_HIGHEST, total / SCALE))
        judged.append(Event(tree.tokens[k].start, tree.tokens[k].end, round(value, 2)))
    return judged


@lru_cache(maxsize=1)
def load_weights() -> dict[str, int]:
    """Return the weight of each feature, in hundredths of the scale."""
    lines = gzip.decompress(PARAMETERS.read_bytes()).decode("utf-8").split("\n")[:-1]
    return {feature: int(weight) for feature, weight in (line.split("\t") for line in lines)}


def is_predicate(tree: Tree, k: int) -> bool:
    """Whether a token heads a predicate."""
    label, tag = tree.labels[k].split(":")[0], tree.tokens[k].tag
    if label in ("aux", "cop", "case", "mark", "amod", "compound", "det"):
        return False
    has_copula = any(tree.labels[c] == "cop" for c in tree.children[k])
    return tag[:2] == "VB" or has_copula
