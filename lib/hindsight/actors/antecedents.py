"""Whom a pronoun means: candidates before it, scored by agreement, grammar, distance and prominence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.language.reading import Token

_VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "VB"))
_REACH = 3  # sentences looked back


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: sentence, its first and last token there, its grammatical role."""

    sentence: int
    first: int
    last: int
    role: str


def role_of(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the rough grammatical role of ``tokens[first:last + 1]``: subject, object, possessive, oblique, other.

    A parse would tell more; next to the name this tells most of it (Kennedy and Boguraev 1996).

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> tokens = read_text("Obama met Putin.").sentences[0].tokens
    >>> role_of(tokens, 0, 0), role_of(tokens, 2, 2)
    ('subject', 'object')
    """
    n = len(tokens)
    k = last + 1
    if k < n and tokens[k].text in ("'s", "’s", "'", "’"):
        return "possessive"
    before = first - 1
    # Titles, demonyms and articles before a name belong to its phrase.
    while before >= 0 and tokens[before].tag in ("NNP", "JJ", "DT", "NN") and before > first - 5:
        before -= 1
    tag = tokens[before].tag if before >= 0 else "START"
    if k < n and tokens[k].text in (",", "("):
        close = k + 1
        while close < n and close < k + 14 and tokens[close].text not in (",", ")"):
            close += 1
        if close < n and tokens[close].text in (",", ")"):
            k = close + 1
    while k < n and tokens[k].tag == "RB":
        k += 1
    if k < n and tokens[k].tag in _VERBS and tag not in ("IN", "TO"):
        return "subject"
    if k < n and tokens[k].tag in _VERBS and before >= 0 and tokens[before].text.lower() in _CLAUSE_OPENERS:
        return "subject"
    if tag in ("IN", "TO"):
        return "oblique"
    if tag in ("VBD", "VBZ", "VBP", "VB", "VBG", "VBN"):
        return "object"
    return "top" if tag == "START" else "other"


_CLAUSE_OPENERS = frozenset(
    ["that", "because", "although", "though", "while", "if", "when", "whether", "as", "since", "after", "before", "until", "unless", "but", "and", "given", "why", "how", "what", "where", "who"]
)
_ROLE_WORTH = {"subject": 1.2, "top": 0.9, "possessive": 0.3, "object": 0.0, "oblique": -0.4, "other": -0.3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a pronoun may refer to; `gender` M, F, N, P or empty; `worth` is the actor's share of names."""

    actor: int
    place: Place
    gender: str
    worth: float


def score_candidate(pronoun: str, place: Place, candidate: Candidate, between: int) -> float:
    """Return how well `candidate` fits a pronoun (its gender letter) at `place`; higher is better.

    Parameters
    ----------
    pronoun : str
        ``M``, ``F``, ``N`` (it) or ``P`` (they).
    place : Place
        Of the pronoun.
    candidate : Candidate
    between : int
        Other candidates that fit and stand between the two.
    """
    score = 1.0 if candidate.gender == pronoun else 0.0
    distance = place.sentence - candidate.place.sentence
    score -= 0.7 * distance + 0.25 * min(between, 4)
    score += _ROLE_WORTH[candidate.place.role]
    if place.role == "possessive" and candidate.place.role == "possessive":
        score += 0.3
    if place.role == candidate.place.role == "subject":
        score += 0.3
    # The object of the verb of which the pronoun is no reflexive object cannot be meant by it ("he saw Putin").
    if distance == 0 and candidate.place.last > place.first:
        score -= 1.5
    return score + candidate.worth


def choose_antecedent(
    pronoun: str, place: Place, candidates: Sequence[Candidate], threshold: float = 0.0
) -> list[tuple[int, float]]:
    """Return the actors that the pronoun may mean with their scores, best first; empty where none is good enough.

    Parameters
    ----------
    pronoun : str
        Gender letter of the pronoun.
    place : Place
    candidates : sequence of Candidate
        In text order, those after the pronoun in its own sentence included.
    threshold : float
        Least score; below it the pronoun is left alone.
    """
    best: dict[int, float] = {}
    fitting = 0
    for candidate in reversed(candidates):
        distance = place.sentence - candidate.place.sentence
        if distance > _REACH:
            break
        if not agrees(pronoun, candidate.gender):
            continue
        score = score_candidate(pronoun, place, candidate, fitting)
        fitting += 1
        if score > best.get(candidate.actor, threshold):
            best[candidate.actor] = score
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def agrees(pronoun: str, gender: str) -> bool:
    """Return whether a pronoun can refer to something of this gender.

    Examples
    --------
    >>> agrees("M", ""), agrees("M", "F"), agrees("N", "N"), agrees("P", "N"), agrees("N", "M")
    (True, False, True, True, False)
    """
    if pronoun in ("M", "F"):
        return gender in ("", pronoun)
    if pronoun == "N":
        return gender == "N"
    return gender in ("P", "N")
