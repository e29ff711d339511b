"""Clauses joined again where another stands inside them, and parted where the order of words says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.claims.lexicon import words
from hindsight.claims.verbs import VerbGroup, word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_STRONG_MARKS = frozenset((";", ":", "--", "—", "–", "…", "..."))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_SUBJECTS = frozenset((*_NOUNS, "PRP", "DT", "EX", "CD", "VBG"))
_OPENS_SUBJECT = frozenset((*_SUBJECTS, "PRP$", "JJ", "JJR", "JJS", "PDT"))
_ASKED = frozenset(("whether", "if", "why", "how", "what", "who", "where", "when", "that", "about"))
_IN_SUBJECT = frozenset((*_OPENS_SUBJECT, "POS", "HYPH"))


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``[first, last]`` of a sentence around a verb group.

    `opener` is the word that introduces it (``if``, ``that``, ``and``, ``which``; empty for the main clause);
    `relation` is main, coordinate, conditional, adverbial, relative, complement, participle, nominal (a free
    relative behind a preposition: "regardless of what he says"), content (of a noun that opens the sentence:
    "the fear that …") or medial (a relative clause between commas or such a content, which stands in its
    matrix as well).
    """

    first: int
    last: int
    verbs: VerbGroup
    relation: str
    opener: str = ""


def medial_relatives(tokens: Sequence[Token], clauses: Sequence[Clause]) -> list[Clause]:
    """Relative clauses between commas: rows of their own, and inside their matrix too."""
    found = []
    for clause in clauses:
        if (
            clause.relation == "relative"
            and clause.opener in ("who", "which")
            and tokens[clause.first - 1].text == ","
        ):
            end = clause.last
            if tokens[end].text == "," and end > clause.verbs.last:
                found.append(replace(clause, last=end - 1, relation="medial"))
    return found


def join_pseudo_cleft(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """A clause with "what" may be the subject: "[What it cannot do] is wait"."""
    if (
        len(clauses) > 1
        and word_of(tokens[clauses[0].first]) == "what"
        and clauses[1].first == clauses[1].verbs.first
        and clauses[1].relation == "complement"
        and not tokens[-1].text.endswith("?")
    ):
        return [Clause(clauses[0].first, clauses[1].last, clauses[1].verbs, "main"), *clauses[2:]]
    for k in range(1, len(clauses) - 1):
        what, behind = clauses[k], clauses[k + 1]
        is_bare = behind.first == behind.verbs.first and behind.relation == "complement" and not behind.opener
        if is_bare and word_of(tokens[what.first]) == "what" and word_of(tokens[what.first - 1]) == "that":
            # "They admit that [what he did was wrong]"
            joined = Clause(what.first - 1, behind.last, behind.verbs, "complement", "that")
            before = replace(clauses[k - 1], last=what.first - 2)
            return [*clauses[: k - 1], before, joined, *clauses[k + 2 :]]
    return clauses


def restore_matrix(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """The verb behind a relative clause on the subject is the sentence's own ("Those who doubt it [err]")."""
    if clauses and clauses[0].relation == "content":
        return _over_content(tokens, clauses)
    if not clauses or clauses[0].relation != "relative":
        return clauses
    end = 1
    while end < len(clauses) and (
        (clauses[end].relation == "complement" and not clauses[end].opener)
        or _lacks_subject(clauses[end])
        or _opens_on_gerund(tokens, clauses[end])
    ):
        if end > 1 and _is_told(tokens, clauses[end - 1], clauses[end]):
            break  # "The mayor, who had left, has said [he would return]"
        end += 1
    if end == 1 and len(clauses) > 1 and tokens[0].tag in ("IN", "TO") and clauses[1].opener == ",":
        # It hangs in an adjunct before the subject: "After a war on those who killed, …"
        return [replace(clauses[0], first=0, relation="nominal"), *clauses[1:]]
    behind = next((k for k in range(2, min(4, len(clauses))) if _lacks_subject(clauses[k])), None)
    if end == 1 and behind is not None and clauses[0].first and tokens[clauses[0].first - 1].text == ",":
        # "The senator, who said that he brings …, will lose": what is said keeps a row of its own
        matrix = clauses[behind]
        told = [replace(c, first=c.first + bool(c.opener), relation="medial") for c in clauses[1:behind]]
        told = [replace(c, last=c.last - (tokens[c.last].text == ",")) for c in told]
        return [Clause(0, matrix.last, matrix.verbs, "main"), *told, *clauses[behind + 1 :]]
    if end == 1:
        return [replace(clauses[0], first=0, relation="main", opener=""), *clauses[1:]]
    matrix = clauses[end - 1]
    return [Clause(0, matrix.last, matrix.verbs, "main"), *clauses[end:]]


def _over_content(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """The verb behind what a noun holds is the sentence's: "The fear that the peg would snap [emptied …]"."""
    content = clauses[0]
    follower = clauses[1] if len(clauses) > 1 else None
    if (
        follower is not None
        and follower.opener == ","
        and tokens[0].tag in ("IN", "JJ", "TO", "VBG", "VBN", "RB")
    ):
        # "Contrary to his claim that P, …": only P and what follows are rows
        last = follower.first - 2
        inner = replace(content, first=content.first + 1, last=last, relation="medial", opener="")
        return [replace(follower, relation="main", opener=""), inner, *clauses[2:]]
    if follower is None or follower.opener or follower.relation not in ("complement", "coordinate"):
        return [replace(content, first=0, relation="main", opener=""), *clauses[1:]]
    last = follower.verbs.first - 1
    inner = replace(content, first=content.first + 1, last=last, relation="medial", opener="")
    return [Clause(0, follower.last, follower.verbs, "main"), inner, *clauses[2:]]


def _opens_on_gerund(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether a gerund behind "and" still belongs to the subject ("the chance … and owning … is slim")."""
    first = clause.first
    return clause.opener == "and" and first + 1 < clause.verbs.first and tokens[first + 1].tag == "VBG"


def _is_told(tokens: Sequence[Token], before: Clause, clause: Clause) -> bool:
    """Whether a clause with a subject of its own is what the verb before says or thinks."""
    head = lemma(tokens[before.verbs.last].text, tokens[before.verbs.last].tag)
    return clause.first < clause.verbs.first and head in _says_or_thinks()


def restore_matrices(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """The same further on: "It rains, but [a roof that leaks helps nobody]".

    Nothing opens the clause behind a relative one, so its subject is what the relative clause describes: from
    the last mark, conjunction or "that" before it.
    """
    restored: list[Clause] = []
    for clause in clauses:
        if (
            len(restored) > 1
            and restored[-1].relation == "relative"
            and clause.relation == "complement"
            and not clause.opener
            and lemma(tokens[restored[-1].verbs.last].text, "VBD") not in _says_or_thinks()
        ):
            matrix, relative = restored[-2], restored[-1]
            start = _subject_start(tokens, matrix.verbs.last + 1, relative.first)
            if start is not None:
                opener, relation = "", "coordinate"
                if word_of(tokens[start]) == "that":
                    opener, relation = "that", "complement"
                elif tokens[start].tag == "CC":
                    opener = word_of(tokens[start])
                elif matrix.relation in ("conditional", "adverbial"):
                    relation = "main"
                restored[-2:] = [
                    replace(matrix, last=start - 1),
                    Clause(start, clause.last, clause.verbs, relation, opener),
                ]
                continue
        restored.append(clause)
    return restored


def _says_or_thinks() -> frozenset[str]:
    return words("speech", "verbs", "attitudes")


def _subject_start(tokens: Sequence[Token], after: int, relative: int) -> int | None:
    """Where the noun phrase before a relative clause begins, if a mark parts it from the verb before."""
    for k in range(relative - 1, after - 1, -1):
        token = tokens[k]
        if token.text in _STRONG_MARKS or token.text == ",":
            return k + 1 if k + 1 < relative else None
        if token.tag == "CC" or (word_of(token) == "that" and token.tag == "IN"):
            return k
    return None


def join_over_adverbial(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """A when- or if-clause between commas behind the subject stays inside ("The dam, when open, will …")."""
    if len(clauses) < 2 or clauses[0].relation not in ("adverbial", "conditional"):
        return clauses
    first = clauses[0].first
    has_subject = any(token.tag in _SUBJECTS for token in tokens[: max(0, first - 1)])
    if first > 1 and tokens[first - 1].text == "," and has_subject and _lacks_subject(clauses[1]):
        return [Clause(0, clauses[1].last, clauses[1].verbs, "main"), *clauses[2:]]
    return clauses


def _lacks_subject(clause: Clause) -> bool:
    """Whether a verb stands right behind a comma: its subject is before what the commas set off."""
    return clause.opener == "," and clause.first == clause.verbs.first


def join_over_relatives(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """A relative clause between commas stays inside its matrix ("the bill, which passed, fails")."""
    joined: list[Clause] = []
    for clause in clauses:
        if len(joined) > 1 and _lacks_subject(clause) and joined[-1].relation == "relative":
            first = joined[-1].first - 1
            if tokens[first].tag == "IN":
                first -= 1  # ", for which"
            while first > joined[-2].verbs.last + 1 and tokens[first - 1].tag in _IN_SUBJECT:
                first -= 1
            matrix = joined[-2]
            has_opener = word_of(tokens[first - 1]) == "that"
            if first - has_opener > matrix.verbs.last and first < joined[-1].first - 1:
                relation, opener = ("complement", "that") if has_opener else ("coordinate", "")
                joined[-2:] = [
                    replace(matrix, last=first - has_opener - 1),
                    Clause(first - has_opener, clause.last, clause.verbs, relation, opener),
                ]
                continue
        joined.append(clause)
    return joined


def join_over_appositions(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """A verb behind a comma has its subject before what tells of it.

    "Li, a friend [he trusted], [left]"; "Li, [considered safe], [lost]": the clause between the commas goes
    with its matrix.
    """
    joined: list[Clause] = []
    for clause in clauses:
        if joined and _lacks_subject(clause) and _opens_on_apposition(tokens, joined[-1]):
            before = joined.pop()
            clause = Clause(before.first, clause.last, clause.verbs, before.relation, before.opener)
        joined.append(clause)
    return joined


def _opens_on_apposition(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether a clause begins with a noun phrase and a comma before its verb, and that is no adverbial."""
    if clause.relation not in ("main", "coordinate") or clause.verbs.form != "finite":
        return False
    first = clause.first + (tokens[clause.first].tag == "CC")
    comma = next((k for k in range(first + 1, clause.verbs.first) if tokens[k].text == ","), None)
    if comma is None or any(
        tokens[k].tag not in _IN_SUBJECT and tokens[k].tag != "IN" for k in range(first, comma)
    ):
        return False
    if tokens[first].tag == "IN" or tokens[comma - 1].tag not in (*_NOUNS, "PRP"):
        return False
    is_time = any(word_of(tokens[k]) in words("matrices", "times") for k in range(first, comma))
    # "Li, [he] left": only a clause that tells of the noun before the comma has no subject right behind it.
    return not is_time and tokens[comma + 1].tag in ("DT", "VBN", "VBD", "JJ", "NN", "RB", "CD", "IN", "NNP")


def part_fronted(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """A clause under a participle that opens the sentence is no row: "Asked if he agrees, [Li laughed]"."""
    if len(clauses) > 2 and tokens[0].tag == "VBD" and clauses[0].verbs.first == 0:
        # the participle taken for a past
        behind = next((k for k in range(1, len(clauses)) if clauses[k].opener == ","), None)
        if behind is not None and clauses[behind].first < clauses[behind].verbs.first:
            fronted = replace(clauses[0], last=clauses[behind].first - 1, relation="nominal")
            return [fronted, *clauses[behind:]]
    if len(clauses) > 1 and tokens[0].tag in ("VBN", "VBG") and clauses[1].opener == ",":
        opener = next((word_of(tokens[k]) for k in range(1, clauses[0].verbs.first)), "")
        if clauses[0].relation in ("main", "complement", "conditional") and opener in _ASKED:
            return [replace(clauses[0], first=0, relation="nominal"), *clauses[1:]]
    return clauses


def close_fronted(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """A fronted if- or when-clause ends at its comma; the main clause begins behind it."""
    closed = list(clauses)
    for number, clause in enumerate(clauses[:-1]):
        follower = clauses[number + 1]
        is_shared = follower.verbs.form == "conjoined"  # it goes on from the clause before the fronted one
        if (
            clause.relation in ("conditional", "adverbial", "nominal")
            and follower.opener in (",", "")
            and not is_shared
        ):
            for k in range(clause.verbs.last + 1, follower.verbs.first):
                if tokens[k].text == ",":
                    closed[number] = replace(closed[number], last=k - 1)
                    closed[number + 1] = Clause(k + 1, follower.last, follower.verbs, "main", "")
                    break
    return closed
