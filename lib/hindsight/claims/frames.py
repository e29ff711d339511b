"""Attributions by the order of words: comment clauses (", they say") and "according to"."""

from __future__ import annotations

from dataclasses import dataclass, field

from hindsight.claims.asides import Aside
from hindsight.claims.claim import Span
from hindsight.claims.sources import Tree
from hindsight.claims.verbs import FINITE

_STRONG = frozenset((";", ":", "—", "–", "--"))
_MOST_COMMAS = 6  # that a fronted "according to" is looked through for
_CLAUSAL = frozenset(("ccomp", "parataxis", "advcl", "conj", "root"))


@dataclass(slots=True)
class Draft:
    """An attribution while it is put together: token indices; `extra` holds spans of quotations."""

    source: set[int]
    cue: set[int]
    content: set[int]
    rule: str
    source_span: Span | None = None
    extra: list[Span] = field(default_factory=list)


def by_aside(tree: Tree, aside: Aside) -> Draft | None:
    """ "P, the tenants allege": P is the clause before, and what follows the second comma."""
    if aside.source is None:
        return None
    start = 0
    for k in range(aside.first - 2, 0, -1):
        joins = tree.tokens[k].tag == "CC" and tree.lows[k - 1] == "," and k < aside.first - 2
        if tree.lows[k] in _STRONG or (joins and _has_finite(tree, k + 1, aside.first)):
            start = k + 1
            break
    content = set(range(start, aside.first - 1))
    low, high = aside.source
    if aside.last + 1 < len(tree.lows) and tree.lows[aside.last + 1] == ",":
        end = aside.last + 2
        while end < len(tree.lows) and tree.lows[end] not in _STRONG:
            end += 1
        tags = [token.tag for token in tree.tokens[aside.last + 2 : end]]
        told = next((k for k, tag in enumerate(tags) if tag in FINITE), len(tags))
        tells = low > aside.verb and any(tag in ("WP", "WDT") for tag in tags[:told])
        if told < len(tags) and not tells:
            content |= set(range(aside.last + 2, end))
        elif low > aside.verb:
            high = end - 1  # what tells of the speaker: "says the senator, a lawyer from Ohio"
    return Draft(set(range(low, high + 1)), {aside.verb}, content, "speech_verb")


def _has_finite(tree: Tree, first: int, end: int) -> bool:
    return any(tree.tokens[k].tag in FINITE for k in range(first, end))


def according_to(tree: Tree, k: int) -> Draft | None:
    if k == 0 and (comma := _end_of_fronted(tree)) is not None:
        return Draft(set(range(2, comma)), {0, 1}, set(range(comma + 1, len(tree.lows))), "according_to")
    if tree.labels[k] == "case" and tree.heads[k] >= 0:
        named = tree.heads[k]
        root = tree.heads[named]
    else:
        named = next(
            (c for c in tree.children[k] if c > k + 1 and tree.labels[c] in ("obl", "nmod", "obj")), -1
        )
        root = tree.heads[k]
    if named < 0:
        return None
    source = {i for i in tree.below(named) if i > k + 1}
    source = _before_participle(tree, source)
    seen = set()
    while root >= 0 and tree.heads[root] >= 0 and tree.labels[root] not in _CLAUSAL and root not in seen:
        seen.add(root)
        root = tree.heads[root]
    if root < 0:
        return None
    # "Exports may fall: [prices rose], according to the bank": what stands before a colon is the author's.
    opener = next((i for i in range(k - 1, 0, -1) if tree.lows[i] in (":", ";")), -1)
    content = {i for i in tree.below(root) if i > opener} - source - {k, k + 1}
    return Draft(source, {k, k + 1}, content, "according_to")


def _before_participle(tree: Tree, source: set[int]) -> set[int]:
    """A source without a participle behind a comma: "according to the records, [making him …]"."""
    for k in sorted(source):
        if tree.lows[k] == "," and k + 1 < len(tree.lows) and tree.tokens[k + 1].tag == "VBG":
            return {i for i in source if i < k} or source
    return source


def _end_of_fronted(tree: Tree) -> int | None:
    """The comma that ends a fronted "according to X", behind what tells of X between commas."""
    commas = [k for k, word in enumerate(tree.lows) if word == ","]
    for number, comma in enumerate(commas[:_MOST_COMMAS]):
        behind = commas[number + 1] if number + 1 < len(commas) else len(tree.lows) - 1
        part = tree.tokens[comma + 1 : behind]
        if not part or not any(token.tag in FINITE for token in tree.tokens[comma:]):
            return None
        is_aside = part[0].tag in ("WP", "WDT", "WP$") or not any(token.tag in FINITE for token in part)
        if not (is_aside and number + 1 < len(commas)):
            return comma
    return None
