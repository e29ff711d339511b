"""Stance toward an actor: what a sentence says of it, by words of praise and blame and who they are said of.

Martin and White (2005); roles as in Deng and Wiebe (2015): a verb of judging judges its object, a deed its
doer, a quality what it is said of.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from hindsight.claims.sources import Tree
from hindsight.language import Parse, lemma
from hindsight.language.reading import Token

_NEGATORS = frozenset(
    ("not", "n't", "no", "never", "without", "hardly", "neither", "nor", "nobody", "nothing")
)
_TURNED = 3  # tokens before a word in which a negator turns it round
_REACH = 14  # tokens on either side of a name in which a word without a role may be about it
_IN_ROLE, _NEAR, _FAR = 2.0, 0.5, 0.25
_OBJECTS = frozenset(("obj", "iobj", "nsubj:pass", "obl"))


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, int]]:
    """Return, for each class of words, 1 or -1 by lemma."""
    text = resources.files("hindsight.claims").joinpath("stance.toml").read_text(encoding="utf-8")
    return {
        name: {word: 1 if side == "positive" else -1 for side, listed in table.items() for word in listed}
        for name, table in tomllib.loads(text).items()
    }


def find_stance(
    tokens: Sequence[Token], parse: Parse, start: int, end: int, within: tuple[int, int] | None = None
) -> str:
    """Return the stance toward ``[start, end)``: positive, neutral, negative.

    Parameters
    ----------
    tokens, parse : sequence of Token, Parse
        Of one sentence.
    start, end : int
        The name, half-open in code points.
    within : (int, int), optional
        Only words in this span count: those of one clause, for instance.

    Notes
    -----
    A word that is said of the name counts most, one that is said of somebody else not at all, any other by
    how near it is; a negator turns a word round. Known failures: irony, quoted praise and blame, acts that
    speak for themselves. Measured on NewsMTSC (docs/accuracy-claims.md).

    Examples
    --------
    >>> from hindsight.language import parse, read_text
    >>> sentence = read_text("Smith condemned the corrupt minister.").sentences[0]
    >>> parsed = parse(sentence)
    >>> [find_stance(sentence.tokens, parsed, start, end) for start, end in ((0, 5), (28, 36))]
    ['neutral', 'negative']
    """
    inside = [k for k, token in enumerate(tokens) if token.start < end and start < token.end]
    if not inside:
        return "neutral"
    first, last = inside[0], inside[-1]
    words = [
        (k, *said)
        for k in range(max(0, first - _REACH), min(len(tokens), last + _REACH + 1))
        if not first <= k <= last
        and (within is None or within[0] <= tokens[k].start < within[1])
        and (said := _said_by(tokens[k])) is not None
    ]
    if not words:
        return "neutral"
    tree = Tree(tokens, parse)
    head = next((k for k in inside if tree.heads[k] not in inside), last)
    score = 0.0
    for k, value, side in words:
        distance = first - k if k < first else k - last
        weight = _weight(tree, k, head, side, _NEAR if distance <= _REACH // 2 else _FAR)
        score += weight * (-value if _is_turned(tree, k) else value)
    return "positive" if score > 0 else "negative" if score < 0 else "neutral"


def _said_by(token: Token) -> tuple[int, str] | None:
    """Return 1 or -1 and the class of a word of praise or blame; None for another word."""
    base = lemma(token.text, token.tag)
    classes = (
        ("judging", "deeds", "qualities") if token.tag[:2] == "VB" else ("qualities", "judging", "deeds")
    )
    for name in classes:
        value = _tables()[name].get(base)
        if value:
            return value, name
    return None


def _weight(tree: Tree, word: int, name: int, side: str, otherwise: float) -> float:
    """Return how much `word` says of `name`: nothing where it is said of somebody else."""
    is_verb = tree.tokens[word].tag[:2] == "VB"
    above, label = tree.heads[word], tree.labels[word]
    name_above, name_label = tree.heads[name], tree.labels[name].split(":")[0]
    if side == "judging" and is_verb:
        if name_above == word and tree.labels[name] in _OBJECTS:
            return _IN_ROLE
        return 0.0 if name in tree.subject(word) else otherwise
    if name in tree.subject(word):
        return _IN_ROLE
    if name_above == word and tree.labels[name] in _OBJECTS:
        return 0.0  # a deed says something of its doer
    if above == name and label.split(":")[0] in ("amod", "appos", "compound", "acl"):
        return _IN_ROLE
    if name_above == word and name_label in ("compound", "appos", "nmod", "flat"):
        return _IN_ROLE
    return 0.0 if label == "amod" and _is_judged_by(tree, above, name) else otherwise


def _is_judged_by(tree: Tree, noun: int, name: int) -> bool:
    """Whether `name` judges what `noun` stands for: whatever that is, it says nothing of the judge."""
    verb = tree.heads[noun]
    if verb < 0 or tree.labels[noun] not in _OBJECTS:
        return False
    said = _said_by(tree.tokens[verb])
    return said is not None and said[1] == "judging" and name in tree.subject(verb)


def _is_turned(tree: Tree, word: int) -> bool:
    before = tree.lows[max(0, word - _TURNED) : word]
    return any(low in _NEGATORS for low in before) or any(
        tree.lows[c] in _NEGATORS for c in tree.children[word]
    )
