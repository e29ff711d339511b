"""Pronouns and what they may refer to: where each stands, in which role, and whether the two agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.actors.lists import load_lists
from hindsight.language.reading import Token

_VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "VB"))
_PHRASE = 4  # tokens of titles and adjectives before a name that belong to its phrase
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


def word_beside(tokens: Sequence[Token], place: Place, offset: int) -> str:
    """Return the word so many tokens before or behind a mention, in small letters; empty outside."""
    at = (place.last if offset > 0 else place.first) + offset
    return tokens[at].text.lower() if 0 <= at < len(tokens) else ""


def tag_beside(tokens: Sequence[Token], place: Place, offset: int) -> str:
    """Return the tag so many tokens before or behind a mention; ``#`` outside the sentence."""
    at = (place.last if offset > 0 else place.first) + offset
    return tokens[at].tag if 0 <= at < len(tokens) else "#"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a pronoun may refer to.

    `tokens` are those of its sentence; `gender` is M, F, N (thing), P (plural), L (place) or empty; `form`
    the form of the mention; `share` the actor's share of the names of the most named actor of the text;
    `is_first`: the text's first person.
    """

    actor: int
    place: Place
    tokens: Sequence[Token]
    gender: str
    form: str = "name"
    share: float = 0.0
    is_first: bool = False

    def word(self, offset: int) -> str:
        """Return the word `offset` tokens away, in small letters; empty outside the sentence."""
        return word_beside(self.tokens, self.place, offset)

    def tag(self, offset: int) -> str:
        """Return the tag of the token `offset` tokens away."""
        return tag_beside(self.tokens, self.place, offset)


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun to be resolved: its gender letter, place and sentence."""

    gender: str
    place: Place
    tokens: Sequence[Token]
    is_possessive: bool = False

    def word(self, offset: int) -> str:
        """Return the word `offset` tokens away, in small letters; empty outside the sentence."""
        return word_beside(self.tokens, self.place, offset)

    def tag(self, offset: int) -> str:
        """Return the tag of the token `offset` tokens away."""
        return tag_beside(self.tokens, self.place, offset)

    @property
    def kind(self) -> str:
        """What the pronoun is in its clause: poss, subj, obje, obli, top, conj or othe."""
        return "poss" if self.is_possessive else self.place.role[:4]


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
