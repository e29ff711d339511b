"""Sentences into clauses: one per finite verb group, with what introduces it.

The tags decide: a clause stands around a finite verb group, and begins at the nearest place that can open one
(a conjunction, a relative or interrogative word, a mark, or the verb group itself for a shared subject).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.claims.lexicon import words
from hindsight.language import lemma
from hindsight.language.reading import Sentence, Token

FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_VERBAL = frozenset((*FINITE, "VB", "VBN", "VBG"))
_INSIDE = frozenset((*_VERBAL, "RB", "RBR", "RBS", "TO", "RP"))
_RELATIVE = frozenset(("WDT", "WP", "WP$", "WRB"))
_STRONG_MARKS = frozenset((";", ":", "--", "—", "–"))


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A finite verb with auxiliaries, adverbs and infinitives: tokens ``[first, last]``."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``[first, last]`` of a sentence around a verb group.

    `opener` is the word that introduces it (``if``, ``that``, ``and``, ``which``; empty for the main clause);
    `relation` is main, coordinate, conditional, adverbial, relative or complement.
    """

    first: int
    last: int
    verbs: VerbGroup
    relation: str
    opener: str = ""


def find_verb_groups(tokens: Sequence[Token]) -> list[VerbGroup]:
    """Return the finite verb groups of a sentence, in order."""
    groups: list[VerbGroup] = []
    k = 0
    while k < len(tokens):
        if tokens[k].tag not in FINITE:
            k += 1
            continue
        first = last = k
        k += 1
        while k < len(tokens) and tokens[k].tag in _INSIDE:
            if tokens[k].tag in FINITE and tokens[last].tag not in ("MD", "RB"):
                break
            if tokens[k].tag in _VERBAL and not _continues(tokens, last, k):
                break
            if tokens[k].tag in _VERBAL or (
                k == last + 1 and word_of(tokens[k]) in words("negation", "words")
            ):
                last = k
            k += 1
        groups.append(VerbGroup(first, last))
    return _join_questions(tokens, groups)


def word_of(token: Token) -> str:
    """Return a token in lower case with straight apostrophes, as the word lists have it."""
    return token.text.lower().replace("’", "'")


def _continues(tokens: Sequence[Token], last: int, k: int) -> bool:
    """Whether a verb belongs to the group before it: behind an auxiliary, or an infinitive with "to"."""
    before = word_of(tokens[last])
    if tokens[k].tag in ("VBG", "VBN"):
        return lemma(before, tokens[last].tag) in ("be", "have", "get", "keep") or before in (
            "'s",
            "'re",
            "'ve",
            "'d",
        )
    return True


def _join_questions(tokens: Sequence[Token], groups: list[VerbGroup]) -> list[VerbGroup]:
    """An auxiliary before its subject ("Should help come") and the verb behind are one group."""
    joined: list[VerbGroup] = []
    for group in groups:
        word = word_of(tokens[group.first])
        is_auxiliary = tokens[group.first].tag == "MD" or word in (
            "do",
            "does",
            "did",
            "had",
            "were",
            "have",
            "has",
        )
        if group.last == group.first and is_auxiliary:
            k = group.first + 1
            while k < len(tokens) and tokens[k].tag not in _VERBAL and tokens[k].text not in ",;:.":
                k += 1
            if k < len(tokens) and tokens[k].tag in ("VB", "VBN") and k > group.first + 1:
                joined.append(VerbGroup(group.first, k))
                continue
        joined.append(group)
    return joined


def split_clauses(sentence: Sentence) -> list[Clause]:
    """Return the clauses of a sentence, in order of their first token; together they cover it."""
    tokens = sentence.tokens
    groups = find_verb_groups(tokens)
    if not groups:
        return []
    opens: list[tuple[int, str, str]] = []  # first token, relation, opener
    for number, group in enumerate(groups):
        after = groups[number - 1].last + 1 if number else 0
        opens.append(_open_clause(tokens, after, group, is_first=number == 0))
    clauses = []
    for number, (group, (first, relation, opener)) in enumerate(zip(groups, opens, strict=True)):
        last = opens[number + 1][0] - 1 if number + 1 < len(groups) else len(tokens) - 1
        clauses.append(Clause(first, last, group, relation, opener))
    return _close_fronted(tokens, clauses)


def _open_clause(
    tokens: Sequence[Token], after: int, group: VerbGroup, *, is_first: bool
) -> tuple[int, str, str]:
    """Return where the clause of a verb group begins, its relation and its opener."""
    is_inverted = (
        word_of(tokens[group.first]) in words("conditions", "inverted")
        and group.last > group.first + 1
        and (group.first == after or tokens[group.first - 1].tag in ("CC", ","))
        and tokens[group.first + 1].tag[:1] != "V"
    )
    if is_inverted and not tokens[-1].text.endswith("?"):
        return group.first, "conditional", word_of(tokens[group.first])
    start, relation, opener = (0, "main", "") if is_first else (group.first, "coordinate", "")
    for k in range(group.first - 1, after - 1, -1):
        token, word = tokens[k], word_of(tokens[k])
        if word in words("conditions", "subordinators"):
            return k, "conditional", word
        if word in words("subordinators", "temporal", "concessive", "causal") and token.tag in (
            "IN",
            "WRB",
            "RB",
        ):
            if token.tag == "IN" and not _has_subject(tokens, k + 1, group.first):
                continue
            return k, "adverbial", word
        if word == "that" and token.tag in ("IN", "WDT", "DT") and not is_first:
            relation = "relative" if token.tag == "WDT" else "complement"
            return k, relation, word
        if token.tag in _RELATIVE and not is_first:
            return k, "relative", word
        if (
            token.tag == "CC"
            and not is_first
            and (k == group.first - 1 or _has_subject(tokens, k + 1, group.first))
        ):
            return k, "coordinate", word
        if token.text in _STRONG_MARKS and not is_first:
            return k + 1, "coordinate", ""
        if token.text == "," and not is_first and relation == "coordinate" and start == group.first:
            start, opener = k + 1, ","
    if not is_first and not opener and start == group.first:
        # No word opens it: the subject begins right behind the verb before ("the truth is he goes").
        return after, "complement", ""
    return start, relation, opener


def _has_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(
        tokens[k].tag in ("PRP", "NN", "NNS", "NNP", "NNPS", "DT", "EX", "CD", "VBG")
        for k in range(first, last)
    )


def _close_fronted(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """A fronted if- or when-clause ends at its comma; the main clause begins behind it."""
    closed = list(clauses)
    for number, clause in enumerate(clauses[:-1]):
        follower = clauses[number + 1]
        if clause.relation in ("conditional", "adverbial") and follower.opener in (",", ""):
            for k in range(clause.verbs.last + 1, follower.verbs.first):
                if tokens[k].text == ",":
                    closed[number] = Clause(clause.first, k - 1, clause.verbs, clause.relation, clause.opener)
                    closed[number + 1] = Clause(k + 1, follower.last, follower.verbs, "main", "")
                    break
    return closed
