"""Whom a pronoun means: the actors before it (or just after), described and ranked by a small trained model.

The features are those of Soon et al. (2001) and Bergsma and Lin (2006) that need no parse: agreement,
grammatical role, distance, recency among the actors that agree, prominence in the text. The weights are in
``pronouns.tsv``; `hindsight.actors.train_pronouns` makes them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from hindsight.actors.lists import load_lists
from hindsight.actors.reference import read_rows
from hindsight.language.reading import Token

WEIGHTS_FILE = "pronouns.tsv"
REACH = 3  # sentences looked back
_VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "VB"))
_PHRASE = 4  # tokens of titles and adjectives before a name that belong to its phrase
_OPENING = 4  # tokens that a phrase before the subject takes at least
_APPOSITION = 14  # tokens of an apposition between a name and its verb
_PREPOSITIONS = ("IN", "TO")
_APOSTROPHES = ("'s", "’s", "'", "’")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: sentence, its first and last token there, its grammatical role."""

    sentence: int
    first: int
    last: int
    role: str


def role_of(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return the rough grammatical role of ``tokens[first:last + 1]``.

    One of subject, object, possessive, oblique, top (before any verb), conjunct, other. What stands next to a
    phrase tells most of what a parse would (Kennedy and Boguraev 1996).

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> tokens = read_text("Obama met Putin.").sentences[0].tokens
    >>> role_of(tokens, 0, 0), role_of(tokens, 2, 2)
    ('subject', 'object')
    """
    n = len(tokens)
    after = last + 1
    if after < n and tokens[after].text in _APOSTROPHES:
        return "possessive"
    before = first - 1
    while before >= 0 and tokens[before].tag in ("NNP", "JJ", "DT", "NN") and before >= first - _PHRASE:
        before -= 1
    tag = tokens[before].tag if before >= 0 else "START"
    if after < n and tokens[after].text in (",", "("):
        close = after + 1
        while close < min(n, after + _APPOSITION) and tokens[close].text not in (",", ")"):
            close += 1
        if close < n and tokens[close].text in (",", ")"):
            after = close + 1
    while after < n and tokens[after].tag == "RB":
        after += 1
    has_verb = after < n and tokens[after].tag in _VERBS
    if has_verb and (
        tag not in _PREPOSITIONS or tokens[before].text.lower() in load_lists().words["clause_openers"]
    ):
        return "conjunct" if tag == "CC" and before and tokens[before - 1].tag in ("NNP", "NN") else "subject"
    if tag in _PREPOSITIONS:
        return "oblique"
    if tag in ("VBD", "VBZ", "VBP", "VB", "VBG", "VBN"):
        return "object"
    return "top" if tag == "START" else "other"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a pronoun may refer to.

    `gender` is M, F, N (thing), P (plural), L (place) or empty; `form` the form of the mention; `share` the
    actor's share of the names of the most named actor of the text; `before` and `after` the words beside the
    mention; `is_first`: the text's first person.
    """

    actor: int
    place: Place
    gender: str
    form: str = "name"
    share: float = 0.0
    before: str = ""
    after: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun to be resolved: its gender letter, place and sentence."""

    gender: str
    place: Place
    tokens: Sequence[Token]
    is_possessive: bool = False

    def word(self, offset: int) -> str:
        """Return the word `offset` tokens away, in small letters; empty outside the sentence."""
        at = (self.place.last if offset > 0 else self.place.first) + offset
        return self.tokens[at].text.lower() if 0 <= at < len(self.tokens) else ""


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


def describe_candidates(pronoun: Pronoun, candidates: Sequence[Candidate]) -> dict[int, list[str]]:
    """Return the features of every actor among `candidates` (in text order) that agrees with the pronoun.

    Candidates after the pronoun count only in its own sentence, and only for actors not met before.
    """
    place = pronoun.place
    kind = "poss" if pronoun.is_possessive else place.role[:4]
    mentions: dict[int, list[Candidate]] = {}
    for candidate in reversed(candidates):
        is_after = (candidate.place.sentence, candidate.place.first) > (place.sentence, place.first)
        if candidate.place.sentence > place.sentence or place.sentence - candidate.place.sentence > REACH:
            continue
        if agrees(pronoun.gender, candidate.gender) and not is_after:
            mentions.setdefault(candidate.actor, []).append(candidate)
    recency = {actor: k for k, actor in enumerate(mentions)}
    for candidate in candidates:
        if (
            candidate.place.sentence == place.sentence
            and candidate.place.first > place.first
            and candidate.actor not in mentions
            and agrees(pronoun.gender, candidate.gender)
        ):
            mentions[candidate.actor] = [candidate]
    subjects = _subjects(place, mentions)
    top = max((found[0].share for found in mentions.values()), default=0.0)
    order = list(mentions)
    opening = _openings(mentions)
    rows = {}
    for actor, found in mentions.items():
        rank = min(recency.get(actor, 4), 3)
        of = min(len(mentions), 4)
        row = _describe_nearest(pronoun, found[0], kind, is_after=actor not in recency)
        role, distance = found[0].place.role, place.sentence - found[0].place.sentence
        row += (
            f"rank={rank}",
            f"rank={rank}|p={kind}|r={role}",
            f"rank={rank}|of={of}",
            f"n={min(len(found), 4)}",
            f"n={min(len(found), 4)}|of={of}",
            f"top={found[0].share >= top}|of={of}",
            f"first={any(m.is_first for m in found)}|of={of}",
        )
        for name, actors in subjects.items():
            if actors:
                row += (f"{name}={actor in actors}", f"{name}={actor in actors}|p={kind}|r={role}")
                row.append(f"{name}={actor in actors}|opening={place.first < 3}|d={min(distance, 2)}")
        if any(m.form == "pronoun" and m.place.role == place.role for m in found):
            row.append("parallel")
        if any(m.form == "pronoun" and m.place.sentence == place.sentence for m in found):
            row.append(f"chain|p={kind}|d={min(distance, 1)}")
        turn = opening[found[0].place.sentence].index(found[0].place.first)
        row += (f"turn={min(turn, 2)}|d={min(distance, 2)}|p={kind}", f"turn={min(turn, 2)}|r={role}")
        row.append(f"same-role={role == place.role}|p={kind}|d={min(distance, 2)}")
        row.append(f"turn={min(turn, 2)}|rank={rank}|d={min(distance, 2)}|r={role}")
        row.append(f"form={found[0].form}|rank={rank}|d={min(distance, 2)}|p={kind}")
        row.append(f"share={int(4 * found[0].share)}|d={min(distance, 2)}|p={kind}")
        row.append(f"c+1={found[0].after}|r={role}|d={min(distance, 2)}")
        as_subject = sum(m.place.role in ("subject", "top") for m in found)
        row.append(f"subjects={min(as_subject, 3)}|of={of}")
        names_of = sum(m.form == "name" for m in found)
        row.append(f"names={min(names_of, 3)}|pronouns={min(len(found) - names_of, 3)}")
        roles = {m.place.role for m in found if place.sentence - m.place.sentence <= 1}
        row += [f"has={one}|p={kind}" for one in sorted(roles)]
        rival = next((other for other in order if other != actor), None)
        if rival is not None:
            other = mentions[rival][0]
            away = min(place.sentence - other.place.sentence, 2)
            row += (
                f"rival={other.place.role}|{away}|{role}|{min(distance, 2)}",
                f"rival={other.place.role}|{role}|p={kind}",
                f"rival={bool(other.gender)}|{bool(found[0].gender)}",
                f"rival={other.share > found[0].share}|{away}|{min(distance, 2)}",
                f"rival-before={_at(other) < _at(found[0])}|{other.place.role}|{role}|p={kind}",
                f"rival-before={_at(other) < _at(found[0])}|{away == distance}|{away}|{rival in recency}",
                f"rival-n={min(len(mentions[rival]), 3)}|{min(len(found), 3)}",
                f"rival-form={other.form}|{found[0].form}|{away}|{min(distance, 2)}",
            )
        rows[actor] = row
    return rows


def _describe_nearest(pronoun: Pronoun, nearest: Candidate, kind: str, *, is_after: bool) -> list[str]:
    """Return the features of the actor's mention nearest to the pronoun."""
    place, role = pronoun.place, nearest.place.role
    distance = place.sentence - nearest.place.sentence
    near = min(distance, 2)
    row = [
        "bias",
        f"gender={'known' if nearest.gender else 'unknown'}",
        f"side={is_after}",
        f"d={distance}",
        f"r={role}",
        f"r={role}|p={kind}",
        f"r={role}|p={kind}|d={near}",
        f"form={nearest.form}|d={near}",
        f"form={nearest.form}|r={role}|p={kind}",
        f"share={int(4 * nearest.share)}",
        f"p-1={pronoun.word(-1)}|r={role}|d={min(distance, 1)}",
        f"p+1={pronoun.word(1)}|d={min(distance, 1)}",
        f"p-1={pronoun.word(-1)}",
        f"c-1={nearest.before}",
        f"c+1={nearest.after}",
    ]
    if distance == 0:
        first, last = sorted((place.first, nearest.place.last))
        gap = last - first
        row += (f"gap={min(gap // 4, 6)}|{is_after}", f"gap={min(gap // 8, 3)}|{role}|{kind}|{is_after}")
        between = pronoun.tokens[first + 1 : last]
        verbs = sum(token.tag in _VERBS for token in between)
        commas = sum(token.text in (",", ";") for token in between)
        row.append(f"commas={min(commas, 3)}|{role}|{kind}|{is_after}")
        row.append(f"opening={first < _OPENING}|verbs={min(verbs, 2)}|commas={min(commas, 2)}|{is_after}")
        row.append(f"verbs={min(verbs, 3)}|{role}|{kind}|{is_after}")
        links = load_lists().words["links"]
        row += [f"link={word}|{role}|{kind}" for word in sorted({t.text.lower() for t in between} & links)]
    return row


def _openings(mentions: Mapping[int, Sequence[Candidate]]) -> dict[int, list[int]]:
    """Return where the candidates of each sentence begin, in order: the first one is often spoken of next."""
    starts: dict[int, set[int]] = {}
    for found in mentions.values():
        for mention in found:
            starts.setdefault(mention.place.sentence, set()).add(mention.place.first)
    return {sentence: sorted(firsts) for sentence, firsts in starts.items()}


def _at(candidate: Candidate) -> tuple[int, int]:
    return candidate.place.sentence, candidate.place.first


def _subjects(place: Place, mentions: Mapping[int, Sequence[Candidate]]) -> dict[str, set[int]]:
    """Return the subjects of this sentence and of the one before, and the last subject of all."""
    here: list[tuple[int, int]] = []
    earlier: list[tuple[int, int]] = []
    last: tuple[tuple[int, int], int] | None = None
    for actor, found in mentions.items():
        for mention in found:
            if mention.place.role not in ("subject", "top"):
                continue
            at = (mention.place.sentence, mention.place.first)
            if at >= (place.sentence, place.first):
                continue
            if last is None or at > last[0]:
                last = (at, actor)
            if mention.place.sentence == place.sentence:
                here.append((mention.place.first, actor))
            elif mention.place.sentence == place.sentence - 1:
                earlier.append((mention.place.first, actor))
    return {
        "here": {min(here)[1]} if here else set(),
        "earlier": {min(earlier)[1]} if earlier else set(),
        "last": {last[1]} if last else set(),
    }


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """Return the weight of each feature."""
    rows = read_rows(files(__package__).joinpath("data"), WEIGHTS_FILE)
    return {row["feature"]: float(row["weight"]) for row in rows}


def rank_actors(
    pronoun: Pronoun, candidates: Sequence[Candidate], weights: Mapping[str, float] | None = None
) -> list[tuple[int, float]]:
    """Return the actors that the pronoun may mean, best first, each with a probability.

    The probabilities are each actor's own (they need not add up to one): a pronoun may mean none of them.
    """
    weights = load_weights() if weights is None else weights
    scored = []
    for actor, row in describe_candidates(pronoun, candidates).items():
        total = sum(weights.get(feature, 0.0) for feature in row)
        scored.append((actor, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))))
    scored.sort(key=lambda item: (-item[1], item[0]))
    return scored
