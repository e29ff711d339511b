"""What is negated: cue, scope and event, as in the *SEM 2012 shared task (Morante and Blanco 2012)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hindsight.claims.claim import Span
from hindsight.claims.lexicon import phrases, words
from hindsight.claims.sources import Tree
from hindsight.language import Parse
from hindsight.language.reading import Sentence

_CLAUSES = frozenset(("root", "ccomp", "advcl", "conj", "acl", "acl:relcl", "parataxis", "xcomp", "csubj"))
_VERBAL = ("VB", "MD")
_EDGES = frozenset((",", ";", ":", ".", "!", "?", "``", "''", '"', "“", "”", "--", "—", "(", ")", "'", "`"))


@dataclass(frozen=True, slots=True)
class Negation:
    """Spans of the cue (part of a word for affixes), of what it negates, and of the event denied, if any."""

    cue: tuple[Span, ...]
    scope: tuple[Span, ...]
    event: tuple[Span, ...]


def find_negations(sentence: Sentence, parse: Parse) -> list[Negation]:
    """Return the negations of a sentence, in order of their cues.

    Parameters
    ----------
    sentence : Sentence
        Tagged.
    parse : Parse
        Of that sentence.

    Returns
    -------
    list of Negation
        Scopes hold the subject and leave the cue out; a scope broken by the cue has several spans.

    Notes
    -----
    Cues are negators ("not", "no", "never", "nothing", "without", "neither … nor"), set phrases ("by no
    means") and affixes ("un-", "-less"; lists in `lexicon.toml`). The scope of a negator is the clause of its
    verb, without conjunctions, clauses joined to it, and interjections; of an affix its noun phrase, or the
    clause where it is the predicate. No cues: "no doubt", "none the less", "nothing but". Known failures:
    the end of a scope where the parse attaches a phrase wrongly.

    Examples
    --------
    >>> from hindsight.language import parse, read_text
    >>> text = "The mayor did not resign, but the board did."
    >>> sentence = read_text(text).sentences[0]
    >>> found = find_negations(sentence, parse(sentence))[0]
    >>> [text[a:b] for a, b in found.cue], [text[a:b] for a, b in found.scope]
    (['not'], ['The mayor did', 'resign'])
    """
    tree = Tree(sentence.tokens, parse)
    found: list[Negation] = []
    taken: set[int] = set()
    for k in range(len(sentence.tokens)):
        if k in taken:
            continue
        cue = _word_cue(tree, k)
        if cue:
            taken.update(cue)
            is_answer = tree.lows[k] == "no" and (
                tree.tokens[k].tag == "UH" or (k + 1 < len(tree.lows) and tree.lows[k + 1] in _EDGES)
            )
            scope, event = (set(), set()) if is_answer else _scope(tree, k)
            scope -= set(cue)
            if tree.lows[k] in ("neither", "no") and len(cue) > 1 and tree.lows[cue[-1]] == "nor":
                scope |= _scope(tree, cue[-1])[0] - set(cue)
            found.append(_negation(tree, [tree.spans([i])[0] for i in cue], scope, event))
            continue
        affix = _affix(tree, k)
        if affix is not None:
            scope = _scope_of_affix(tree, k)
            start, end = tree.tokens[k].start, tree.tokens[k].end
            cut = (start, start + affix) if affix > 0 else (end + affix, end)
            rest = (start + affix, end) if affix > 0 else (start, end + affix)
            spans = [
                s
                for i in sorted(scope)
                for s in ([rest] if i == k else [(tree.tokens[i].start, tree.tokens[i].end)])
            ]
            found.append(Negation((cut,), tuple(_joined(spans)), (rest,)))
    return found


def _negation(tree: Tree, cue: list[Span], scope: set[int], event: set[int]) -> Negation:
    return Negation(tuple(cue), tuple(tree.spans(_trimmed(tree, scope))), tuple(tree.spans(event)))


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _word_cue(tree: Tree, k: int) -> list[int]:
    """The tokens of a cue that begins at `k`, none if it is none."""
    lows, word = tree.lows, tree.lows[k]
    for phrase in phrases("negation", "phrases").get(word, ()):
        if lows[k : k + len(phrase)] == list(phrase):
            return list(range(k, k + len(phrase)))
    if word not in words("negation", "cues"):
        return []
    after = lows[k + 1] if k + 1 < len(lows) else ""
    two = f"{word} {after}"
    if two in words("negation", "no_cues") or _is_asking(tree, k):
        return []
    if word == "neither" or (word == "no" and _joins_nor(tree, k)):
        nor = next((i for i in range(k + 1, len(lows)) if lows[i] == "nor"), None)
        return [k] if nor is None else [k, nor]
    return [k]


def _joins_nor(tree: Tree, k: int) -> bool:
    """Whether "nor" goes on from "no" in the same clause: "no footsteps nor any clue"."""
    for i in range(k + 1, len(tree.lows)):
        if tree.lows[i] == "nor":
            return not _opens_clause(tree, i + 1)
        if tree.lows[i] in _STOPS or tree.tokens[i].tag in _FINITE:
            return False
    return False


def _is_asking(tree: Tree, k: int) -> bool:
    """Whether a negator behind a fronted auxiliary only asks for assent ("Do n't you think …?")."""
    if tree.lows[-1] != "?" and "?" not in tree.lows[-2:]:
        return False
    is_fronted = (
        tree.lows[k] == "n't"
        and k > 0
        and (k == 1 or tree.lows[k - 2] in _EDGES or tree.tokens[k - 2].tag == "CC")
    )
    is_tag = (
        tree.lows[k] in ("not", "n't")
        and k + 1 < len(tree.lows)
        and all(w in _EDGES or w in ("it", "he", "they", "you", "she", "we") for w in tree.lows[k + 1 :])
    )
    return is_fronted or is_tag


@lru_cache(maxsize=4)
def _beginnings(name: str) -> tuple[str, ...]:
    return tuple(sorted(words("negation", name)))


def _clause_of(tree: Tree, k: int) -> int:
    """The head of the clause that a cue stands in."""
    head, seen = k, set()
    while tree.heads[head] >= 0 and head not in seen:
        seen.add(head)
        label = tree.labels[head]
        is_verbal = tree.tokens[head].tag[:2] in _VERBAL or any(
            tree.labels[c].split(":")[0] in ("cop", "nsubj", "aux") for c in tree.children[head]
        )
        if head != k and label in _CLAUSES and is_verbal:
            break
        head = tree.heads[head]
    return head


def _scope(tree: Tree, k: int) -> tuple[set[int], set[int]]:
    """What a negator at `k` negates, and the event."""
    if tree.lows[k] == "without":
        below = tree.below(tree.heads[k]) if tree.heads[k] > k else {i for i in tree.below(k) if i > k}
        return {i for i in below if i > k}, set()
    head = _clause_of(tree, k)
    subject = next(
        (
            c
            for c in tree.children[head]
            if tree.labels[c].startswith(("nsubj", "expl", "csubj")) and c < head
        ),
        None,
    )
    of_subject = tree.below(subject) if subject is not None else set()
    if k in of_subject and tree.tokens[k].tag != "DT":
        of_subject = set()
    first = _first_of_scope(tree, min(head, k), of_subject)
    last = _end_of_scope(tree, max(head, k) if head < k + _NEAR else k)
    scope = {i for i in range(first, last) if tree.lows[i] not in _COMMENTS}
    if subject is not None:
        scope |= of_subject  # broken off by a parenthesis: "Life, he says, is not fair"
    elif not any(tree.tokens[i].tag in _IN_SUBJECT for i in range(first, min(head, k))):
        scope |= {i for i in tree.subject(head) if i < head}  # a verb joined to another shares its subject
    return scope, {head} if tree.tokens[head].tag[:2] in ("VB", "JJ") else set()


def _first_of_scope(tree: Tree, k: int, of_subject: set[int]) -> int:
    """The token behind the last mark or conjunction before `k`; adverbs that open the clause are left out."""
    tokens = tree.tokens
    first = 0
    for i in range(k - 1, -1, -1):
        if i in of_subject and tokens[i].tag not in ("WDT", "WP"):
            continue
        is_opener = tokens[i].tag == "IN" and tree.lows[i] in _OPENERS
        is_that = tree.lows[i] == "that" and i + 1 < k and tokens[i + 1].tag in ("PRP", "EX", "DT", "PRP$")
        if (
            tokens[i].text in _STRONG
            or tokens[i].text == ","
            or tokens[i].tag == "CC"
            or is_opener
            or is_that
        ):
            first = i + 1
            break
        if tokens[i].tag in ("WDT", "WP", "WRB", "WP$") or (
            i
            and tree.lows[i] in _PRONOUNS
            and tokens[i - 1].tag[:2] in ("VB", "JJ")
            and tree.lows[i - 1] not in _INVERTED
        ):
            first = i  # "[which] I could not", "I think [you] could not"
            break
        if (
            i
            and tree.lows[i] in ("had", "were")
            and tokens[i + 1].tag in ("PRP", "DT")
            and tokens[i - 1].tag[:1] != "N"
        ):
            first = i  # "I would have come [had I not] heard"
            break
    while first < k and tokens[first].tag == "RB" and tokens[first + 1].tag in _IN_SUBJECT:
        first += 1
    return first


def _end_of_scope(tree: Tree, k: int) -> int:
    """Where the clause around `k` ends: a mark, or a conjunction that opens another."""
    tokens = tree.tokens
    for i in range(k + 1, len(tokens)):
        if tokens[i].text in _STRONG or tokens[i].text in _STOPS:
            return i
        if tokens[i].tag == "CC" and (
            _opens_clause(tree, i + 1) or tokens[min(i + 1, len(tokens) - 1)].tag in _FINITE
        ):
            return i
        if tokens[i].tag == "IN" and tree.lows[i] in _REASONS and _opens_clause(tree, i + 1):
            return i
    return len(tokens)


def _opens_clause(tree: Tree, k: int) -> bool:
    """Whether a subject and a finite verb follow: "he said", "the men would leave"."""
    tokens, first = tree.tokens, k
    while k < len(tokens) and k - first < _LONGEST_SUBJECT and tokens[k].tag in _IN_SUBJECT:
        k += 1
    return first < k < len(tokens) and tokens[k].tag in _FINITE


_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_STOPS = frozenset((",", ".", "!", "?"))
_STRONG = frozenset((";", ":", "--", "—", "–", "``", "''", "“", "”", '"'))
_IN_SUBJECT = frozenset(("PRP", "DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP$", "POS", "EX", "CD"))
_OPENERS = frozenset(
    ("that", "if", "because", "as", "though", "although", "since", "unless", "while", "whereas")
)
_INVERTED = frozenset(
    ("had", "were", "should", "do", "did", "does", "is", "are", "was", "can", "could", "would", "will")
)
_PRONOUNS = frozenset(("i", "he", "she", "it", "we", "they", "you", "there"))
# Words by which the speaker comments on the whole clause stand outside what is negated.
_COMMENTS = frozenset(
    ("certainly", "surely", "perhaps", "however", "indeed", "fortunately", "unfortunately", "sir")
)
_LONGEST_SUBJECT = 5  # tokens
_NEAR = 8  # tokens between a cue and the verb it negates
_REASONS = frozenset(("because", "although", "though", "since", "unless", "while", "whereas"))


def _scope_of_affix(tree: Tree, k: int) -> set[int]:
    """The noun phrase of an attribute, the clause of a predicate."""
    if tree.labels[k] == "amod" and tree.heads[k] >= 0:
        noun = tree.heads[k]
        return {noun}.union(
            *(
                tree.below(c)
                for c in tree.children[noun]
                if tree.labels[c] in ("det", "amod", "nmod:poss", "nummod", "compound")
            )
        )
    if tree.tokens[k].tag[:2] == "RB":
        head = _clause_of(tree, k)
        return set(range(_first_of_scope(tree, min(head, k), set()), _end_of_scope(tree, max(head, k))))
    has_subject = any(tree.labels[c].startswith(("nsubj", "cop")) for c in tree.children[k])
    if has_subject or tree.labels[k] in ("root", "ccomp", "conj", "acl:relcl"):
        subject = {i for i in tree.subject(k) if i < k}
        first = min(subject, default=_first_of_scope(tree, k, set()))
        return _trimmed(tree, set(range(first, _end_of_scope(tree, k))))
    return {k}


def _trimmed(tree: Tree, scope: set[int]) -> set[int]:
    kept = sorted(scope)
    while kept and tree.lows[kept[0]] in _EDGES:
        kept.pop(0)
    while kept and tree.lows[kept[-1]] in _EDGES:
        kept.pop()
    return set(kept)


def _affix(tree: Tree, k: int) -> int | None:
    """How many letters at the start (negative: at the end) of a word negate the rest."""
    word, tag = tree.lows[k], tree.tokens[k].tag
    if len(word) < 5 or tag[:2] not in ("JJ", "RB", "VB", "NN"):
        return None
    if (
        (tag[:2] in ("JJ", "RB") or tag == "VBN" or (tag in ("VBD", "NN") and word.endswith("ed")))
        and word.startswith("un")
        and not word.startswith(_beginnings("not_un"))
    ):
        return 2
    stem = word[:-2] if tag == "RB" and word.endswith("ly") else word
    if tag[:2] in ("JJ", "NN", "RB") and word.startswith(_beginnings("negative_stems")):
        return 3 if word.startswith("dis") else 2
    if (
        tag[:2] in ("JJ", "RB")
        and stem.endswith("less")
        and len(stem) > 6
        and word not in words("negation", "not_less")
    ):
        return -4 if stem == word else None
    return None
