"""Whether what a predicate says did happen, from -3 (surely not) to 3 (surely), as in UDS It-Happened v2.

White et al. (2016), Rudinger et al. (2018): the value is that of readers asked "did this happen, or is it
happening?"; what is only wanted, asked, conditional or to come did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hindsight.claims.negation import Negation, find_negations
from hindsight.claims.sources import Tree
from hindsight.language import Parse, lemma
from hindsight.language.codes import Role
from hindsight.language.perceptron import SCALE, Parameters, load_parameters_from
from hindsight.language.reading import Sentence

PARAMETERS = Path(__file__).with_name("factuality.gz")
FEATURE = Role("")
_HIGHEST = 3.0
_ANCESTORS = 3  # predicates above an event that its value is read from
_WINDOW = 4  # tokens on either side
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_AUXILIARY = ("aux", "cop")


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
    parameters = _load()
    judged = []
    for k in events:
        features = map(FEATURE.__getitem__, features_of_event(tree, k, negations))
        total = int(parameters.sum_of(features)[0])
        value = max(-_HIGHEST, min(_HIGHEST, total / SCALE))
        judged.append(Event(tree.tokens[k].start, tree.tokens[k].end, round(value, 2)))
    return judged


@lru_cache(maxsize=1)
def _load() -> Parameters:
    return load_parameters_from(PARAMETERS)


def is_predicate(tree: Tree, k: int) -> bool:
    """Whether a token heads a predicate."""
    label, tag = tree.labels[k].split(":")[0], tree.tokens[k].tag
    if label in ("aux", "cop", "case", "mark", "amod", "compound", "det"):
        return False
    has_copula = any(tree.labels[c] == "cop" for c in tree.children[k])
    return tag[:2] == "VB" or has_copula


def features_of_event(tree: Tree, k: int, negations: Sequence[Negation]) -> list[str]:
    """Return what the value of an event is read from."""
    tokens, lows = tree.tokens, tree.lows
    own = lemma(tokens[k].text, tokens[k].tag)
    label = tree.labels[k]
    children = tree.children[k]
    helpers = [lows[c] for c in children if tree.labels[c].split(":")[0] in _AUXILIARY and c < k]
    marks = [lows[c] for c in children if tree.labels[c] == "mark"]
    subject = next((lows[c] for c in children if tree.labels[c].startswith("nsubj")), "-")
    is_negated = _is_negated(tree, k, negations)
    ask = "?" if "?" in lows[-2:] else "."
    tag = tokens[k].tag
    shape = f"{tag} {'+'.join(helpers) or '-'} {'not' if is_negated else ''}"
    features = [
        "b",
        f"l {own}",
        f"t {tag}",
        f"r {label}",
        f"tr {tag} {label}",
        f"s {shape}",
        f"sr {shape} {label}",
        f"sa {shape} {ask}",
        f"n {is_negated}",
        f"nl {is_negated} {own}",
        f"lt {own} {tag}",
        f"lr {own} {label}",
        f"m {'+'.join(marks) or '-'}",
        f"mt {'+'.join(marks) or '-'} {tag}",
        f"su {subject}",
        f"sut {subject} {tag}",
        f"? {ask} {label}",
        f"w-1 {lows[k - 1] if k else '#'}",
        f"w-2 {lows[k - 2] if k > 1 else '#'}",
        f"t-1 {tokens[k - 1].tag if k else '#'} {tag}",
        f"w+1 {lows[k + 1] if k + 1 < len(lows) else '#'}",
        f"t+1 {tag} {tokens[k + 1].tag if k + 1 < len(lows) else '#'}",
        f"k {min(k, 3)} {tag}",
    ]
    finite = next((i for i in range(k, -1, -1) if tokens[i].tag in _FINITE), None)
    finite_word = (
        "-" if finite is None else lows[finite] if tokens[finite].tag == "MD" else tokens[finite].tag
    )
    helper_head = _shape_of(tree, tree.heads[k])
    opening = "imperative" if _opens_imperative(tree) else tokens[0].tag
    features += [
        f"tt {tokens[k - 2].tag if k > 1 else '#'} {tokens[k - 1].tag if k else '#'} {tag}",
        f"ww {lows[k - 1] if k else '#'} {tag} {label}",
        f"wp {lows[k - 2] if k > 1 else '#'} {lows[k - 1] if k else '#'}",
        f"f {finite_word} {tag} {label}",
        f"fd {finite_word} {min(k - finite, 6) if finite is not None else 9} {tag}",
        f"o {opening} {tag} {label}",
        f"hs {helper_head} {label} {tag}",
        f"if {_is_conditional(tree, k)} {tag} {'+'.join(helpers)}",
        f"e {lows[-1]} {tag}",
        f"ds {own[-3:]} {tag}",
    ]
    features += [f"md {lows[i]} {tag}" for i in range(max(0, k - _WINDOW), k) if tokens[i].tag == "MD"]
    features += [f"near {lows[i]}" for i in range(max(0, k - _WINDOW), min(len(lows), k + _WINDOW)) if i != k]
    features += [f"a {word}" for word in helpers]
    features += [f"x {lows[c]} {tag}" for c in children if tree.labels[c] == "advmod"]
    features += [f"c {tree.labels[c]}" for c in children]
    if any(tree.labels[c] == "obj" and tokens[c].tag == "NN" for c in children):
        features.append(f"ob {tag}")
    features += _features_above(tree, k, negations, shape)
    return features


def _shape_of(tree: Tree, k: int) -> str:
    """The tag of a predicate with its auxiliaries."""
    if k < 0:
        return "#"
    helpers = [tree.lows[c] for c in tree.children[k] if tree.labels[c].split(":")[0] in _AUXILIARY and c < k]
    return f"{tree.tokens[k].tag} {'+'.join(helpers)}"


def _opens_imperative(tree: Tree) -> bool:
    first = next(
        (k for k, token in enumerate(tree.tokens) if token.tag not in ("UH", "RB", ",", "CC", "``")), 0
    )
    return tree.tokens[first].tag == "VB"


def _is_conditional(tree: Tree, k: int) -> bool:
    """Whether an event stands in an if-clause, or in a sentence that has one."""
    seen = 0
    while k >= 0 and seen < _ANCESTORS:
        if any(tree.lows[c] in ("if", "unless", "whether") for c in tree.children[k]):
            return True
        k, seen = tree.heads[k], seen + 1
    return False


def _features_above(tree: Tree, k: int, negations: Sequence[Negation], shape: str) -> list[str]:
    """What stands above an event: "[wants] to go", "[if] he goes", "[did not] say that he went"."""
    tokens, lows = tree.tokens, tree.lows
    features = []
    path, above = tree.labels[k], tree.heads[k]
    for step in range(_ANCESTORS):
        if above < 0:
            features.append(f"root {step} {path}")
            break
        head = lemma(tokens[above].text, tokens[above].tag)
        helpers = [
            lows[c] for c in tree.children[above] if tree.labels[c].split(":")[0] in _AUXILIARY and c < above
        ]
        marks = [lows[c] for c in tree.children[above] if tree.labels[c] == "mark"]
        is_negated = _is_negated(tree, above, negations)
        features += [
            f"h{step} {head} {path}",
            f"hn{step} {is_negated} {path}",
            f"hh{step} {head} {is_negated}",
            f"ht{step} {tokens[above].tag} {'+'.join(helpers)} {path}",
            f"ha{step} {'+'.join(helpers) or '-'} {path}",
            f"hm{step} {'+'.join(marks) or '-'}",
        ]
        if step == 0:
            features += [f"hs {head} {shape}", f"htt {tokens[above].tag} {tokens[k].tag} {path}"]
        path = f"{tree.labels[above]}<{path}" if step == 0 else tree.labels[above]
        above = tree.heads[above]
    return features


def _is_negated(tree: Tree, k: int, negations: Sequence[Negation]) -> bool:
    token = tree.tokens[k]
    return any(start < token.end and token.start < end for n in negations for start, end in n.event)
