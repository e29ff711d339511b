"""What the factuality of a predicate is read from: its form, its clause, and the predicates above it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

from hindsight.claims.negation import Negation
from hindsight.claims.sources import Tree
from hindsight.language import lemma

_ABOVE = 3  # predicates above an event that may take it out of the actual world
_GOVERNORS = 2  # of these, so many are looked at word by word
_WINDOW = 4  # tokens on either side
_CONJUNCTS = 6  # conjuncts climbed to the first: "used to come, sit [and talk]"
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_CONDITIONS = frozenset(("if", "unless", "whether"))
_POSSESSIVES = frozenset(("my", "your", "our", "his", "her", "their", "its"))
# Subordinators that change what a clause above says of an event.
_MARKS = frozenset(
    ("if", "unless", "whether", "to", "because", "that", "when", "before", "after", "until", "while", "so")
)
_OPENING = frozenset(("future", "would", "possible", "obliged"))  # helpers that leave open what happened
_OPAQUE = frozenset(("prevented", "wanted", "asked", "tried", "thought"))  # signatures that do so
_TELLING = frozenset(("please", "if", "you", "i", "we", "hope", "would", "never", "not", "n't"))
_PASSED_OVER = frozenset(("UH", "RB", ",", "CC", "``"))  # tags before an imperative


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the signatures of each lemma and the kind of each auxiliary."""
    text = resources.files("hindsight.claims").joinpath("signatures.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    kinds = {word: kind for kind, words in lists.pop("helpers").items() for word in words}
    signatures: dict[str, tuple[str, ...]] = {}
    for name, words in lists.items():
        for word in words:
            signatures[word] = (*signatures.get(word, ()), name)
    return signatures, kinds


class Facts:
    """A parsed sentence with what several of its events are read from, worked out once.

    Parameters
    ----------
    tree : Tree
    negations : sequence of Negation
        Of that sentence.
    """

    def __init__(self, tree: Tree, negations: Sequence[Negation]) -> None:
        self.tree = tree
        self.lows, self.labels, self.heads = tree.lows, tree.labels, tree.heads
        self.tags = [token.tag for token in tree.tokens]
        n = len(self.tags)
        self.helpers: list[list[str]] = [[] for _ in range(n)]  # auxiliaries and copula before each word
        self.marks: list[list[str]] = [[] for _ in range(n)]
        for k, head in enumerate(tree.heads):
            label = tree.labels[k]
            if head < 0:
                continue
            if label == "mark":
                self.marks[head].append(tree.lows[k])
            elif k < head and label in ("aux", "aux:pass", "cop"):
                self.helpers[head].append(tree.lows[k])
        self.negated = {
            k
            for negation in negations
            for start, end in negation.event
            for k, token in enumerate(tree.tokens)
            if start < token.end and token.start < end
        }
        self._lemmas: dict[int, str] = {}
        self._kinds: dict[int, str] = {}
        self._by_tag: dict[str, list[str]] = {}
        modals = sorted({self.lows[k] for k in range(n) if self.tags[k] == "MD"})
        past, present = self.tags.count("VBD"), self.tags.count("VBZ") + self.tags.count("VBP")
        # The sentence as a whole: each is joined with the tag of an event.
        self._sentence = [
            *(f"smd {word}" for word in modals),
            *(f"sw {word}" for word in sorted(_TELLING.intersection(self.lows))),
            f"stn {min(past, 2)} {min(present, 2)}",
            f"slen {min(n // 8, 4)}",
        ]
        first = next((k for k, tag in enumerate(self.tags) if tag not in _PASSED_OVER), 0)
        self.opening = "imperative" if self.tags[first] == "VB" else self.tags[0]

    def sentence(self, tag: str) -> list[str]:
        """Return what the sentence as a whole tells of an event with a tag."""
        found = self._by_tag.get(tag)
        if found is None:
            found = self._by_tag[tag] = [f"{feature} {tag}" for feature in self._sentence]
        return found

    def lemma(self, k: int) -> str:
        """Return the lemma of a token."""
        found = self._lemmas.get(k)
        if found is None:
            found = self._lemmas[k] = lemma(self.tree.tokens[k].text, self.tags[k])
        return found

    def helper_kinds(self, k: int) -> str:
        """Return the kinds of the auxiliaries of a predicate: "future+be" for "will be going"."""
        found = self._kinds.get(k)
        if found is None:
            kinds = _tables()[1]
            found = self._kinds[k] = "+".join(kinds.get(word, word) for word in self.helpers[k]) or "-"
        return found

    def first_conjunct(self, k: int) -> int:
        """Return the conjunct that a coordination hangs by; the token itself where it is no conjunct."""
        for _ in range(_CONJUNCTS):
            if self.labels[k] != "conj" or self.heads[k] < 0:
                break
            k = self.heads[k]
        return k

    def is_conditional(self, k: int) -> bool:
        """Whether an event stands in an if-clause, or in a sentence that has one."""
        seen = 0
        while k >= 0 and seen < _ABOVE:
            if any(self.lows[c] in _CONDITIONS for c in self.tree.children[k]):
                return True
            k, seen = self.heads[k], seen + 1
        return False


def features_of_event(facts: Facts, k: int) -> list[str]:
    """Return what the value of the event at token `k` is read from."""
    lows, tags, own = facts.lows, facts.tags, facts.lemma(k)
    tag, label = tags[k], facts.labels[k]
    children, labels = facts.tree.children[k], facts.labels
    helped, marks = "+".join(facts.helpers[k]), "+".join(facts.marks[k]) or "-"
    is_negated = k in facts.negated
    shape = f"{tag} {helped or '-'} {'not' if is_negated else ''}"
    word_before, tag_before = (lows[k - 1], tags[k - 1]) if k else ("#", "#")
    second_word, second_tag = (lows[k - 2], tags[k - 2]) if k > 1 else ("#", "#")
    word_after, tag_after = (lows[k + 1], tags[k + 1]) if k + 1 < len(lows) else ("#", "#")
    finite = next((i for i in range(k, -1, -1) if tags[i] in _FINITE), None)
    finite_word = "-" if finite is None else lows[finite] if tags[finite] == "MD" else tags[finite]
    away = 9 if finite is None else min(k - finite, 6)
    head = facts.heads[k]
    features = [
        "b",
        f"l {own}",
        f"t {tag}",
        f"r {label}",
        f"s {shape}",
        f"n {is_negated}",
        f"nl {is_negated} {own}",
        f"lt {own} {tag}",
        f"lr {own} {label}",
        f"m {marks}",
        f"mt {marks} {tag}",
        f"w-1 {word_before}",
        f"w-2 {second_word}",
        f"t-1 {tag_before} {tag}",
        f"w+1 {word_after}",
        f"t+1 {tag} {tag_after}",
        f"tt {second_tag} {tag_before} {tag}",
        f"ww {word_before} {tag} {label}",
        f"wp {second_word} {word_before}",
        f"f {finite_word} {tag} {label}",
        f"fd {finite_word} {away} {tag}",
        f"o {facts.opening} {tag} {label}",
        f"hs {'#' if head < 0 else f'{tags[head]} ' + '+'.join(facts.helpers[head])} {label} {tag}",
        f"if {facts.is_conditional(k)} {tag} {helped}",
        f"fst {lows[0]}",
        f"fst2 {' '.join(lows[:2])}",
    ]
    features += [f"md {lows[i]} {tag}" for i in range(max(0, k - _WINDOW), k) if tags[i] == "MD"]
    features += [f"near {lows[i]}" for i in range(max(0, k - _WINDOW), min(len(lows), k + _WINDOW)) if i != k]
    features += [f"x {lows[c]} {tag}" for c in children if labels[c] == "advmod"]
    if any(labels[c] == "obj" and tags[c] == "NN" for c in children):
        features.append(f"ob {tag}")
    features += facts.sentence(tag)
    features += _features_above(facts, k, shape)
    features += _signatures(facts, k)
    features += _operators(facts, k)
    return features + _arguments(facts, k)


def _features_above(facts: Facts, k: int, shape: str) -> list[str]:
    """What stands above an event: "[wants] to go", "[if] he goes", "[did not] say that he went"."""
    features = []
    path, above = facts.labels[k], facts.heads[k]
    for step in range(_GOVERNORS):
        if above < 0:
            features.append(f"root {step} {path}")
            break
        head, helped = facts.lemma(above), "+".join(facts.helpers[above])
        features += [
            f"h{step} {head} {path}",
            f"hh{step} {head} {above in facts.negated}",
            f"ht{step} {facts.tags[above]} {helped} {path}",
        ]
        if step == 0:
            features += [f"hs {head} {shape}", f"htt {facts.tags[above]} {facts.tags[k]} {path}"]
        path, above = f"{facts.labels[above]}<{path}", facts.heads[above]
    return features


def _signatures(facts: Facts, k: int) -> list[str]:
    """What kind of predicate an event is and hangs on, through conjunctions: a verb of wanting, asking."""
    signatures = _tables()[0]
    tag, kinds, is_negated = facts.tags[k], facts.helper_kinds(k), k in facts.negated
    features = []
    for name in signatures.get(facts.lemma(k), ()):
        features += [f"oc {name} {tag} {kinds}", f"oc {name} {is_negated}"]
    first = facts.first_conjunct(k)
    marks, path, above = "+".join(facts.marks[first]) or "-", facts.labels[first], facts.heads[first]
    for step in range(_GOVERNORS):
        if above < 0:
            break
        for name in signatures.get(facts.lemma(above), ()):
            is_denied, helped = above in facts.negated, facts.helper_kinds(above)
            features += [
                f"hc{step} {name} {path} {is_denied}",
                f"hc{step} {name} {path} {facts.tags[above]} {helped}",
                f"hc{step} {name} {tag} {marks} {is_denied} {helped}",
            ]
        path, above = f"{facts.labels[above]}<{path}", facts.heads[above]
    return features


def _operators(facts: Facts, k: int) -> list[str]:
    """What stands over an event that may take it out of the actual world, from the inside outwards."""
    tag, signatures = facts.tags[k], _tables()[0]
    chain: list[str] = []
    at = k
    for _ in range(_ABOVE + 1):
        kinds = facts.helper_kinds(at).split("+")
        found = [mark for mark in facts.marks[at] if mark in _MARKS]
        found += [kind for kind in kinds if kind in _OPENING]
        if at in facts.negated:
            found.append("not")
        if at != k:
            found += [name for name in signatures.get(facts.lemma(at), ()) if name in _OPAQUE][:1]
        if facts.tags[at] == "VBD" or "was" in kinds or "did" in kinds:
            found.append("past")
        chain.append("+".join(found) or "0")
        at = facts.heads[at]
        if at < 0:
            break
    flat = sorted({name for step in chain for name in step.split("+")} - {"0"})
    return [
        f"ch2 {'|'.join(chain[:2])}",
        f"ch3 {tag} {'|'.join(chain[:3])}",
        f"ch4 {'|'.join(chain)}",
        *(f"op {name} {tag}" for name in flat),
        f"ops {'+'.join(flat)} {tag}",
    ]


def _arguments(facts: Facts, k: int) -> list[str]:
    """Who acts and on what: persons, and phrases by their determiner ("no", "any", a bare plural)."""
    labels, children = facts.labels, facts.tree.children
    tag, kinds, own = facts.tags[k], facts.helper_kinds(k), facts.lemma(k)
    features = []
    at, subject = k, None
    for _ in range(_ABOVE + 1):
        subject = next((c for c in children[at] if labels[c].startswith("nsubj")), None)
        if subject is not None or labels[at] not in ("conj", "xcomp") or facts.heads[at] < 0:
            break
        at = facts.heads[at]
    if subject is not None:
        phrase = _phrase(facts, subject)
        features += [f"S {phrase}", f"S {phrase} {tag} {kinds}", f"S {phrase} {own}"]
    thing = next((c for c in children[k] if labels[c] == "obj"), None)
    if thing is not None:
        phrase = _phrase(facts, thing)
        features += [f"O {phrase}", f"O {phrase} {tag} {kinds}", f"Ow {facts.lemma(thing)}"]
    features.append(f"arg {subject is not None} {thing is not None} {tag} {labels[k]}")
    return features


def _phrase(facts: Facts, noun: int) -> str:
    """Return a pronoun as it is, of other phrases the tag and the determiner."""
    if facts.tags[noun] in ("PRP", "DT", "EX", "WP", "WDT"):
        return facts.lows[noun]
    within = facts.tree.children[noun]
    opener = next((facts.lows[c] for c in within if facts.labels[c] in ("det", "nmod:poss")), "-")
    return f"{facts.tags[noun]}/{'poss' if opener in _POSSESSIVES else opener}"
