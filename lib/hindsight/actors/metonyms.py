"""Capitals that stand for a government: "ask Washington to act", not "flies to Washington"."""

from __future__ import annotations

from collections.abc import Sequence

from hindsight.actors.lists import load_lists
from hindsight.actors.reference import fold, load_reference
from hindsight.language.reading import Token

_NEAR_MOVEMENT = 6  # tokens before a preposition in which a verb of movement decides for the place
_PREPOSITIONS = (
    "from",
    "to",
    "for",
    "with",
    "by",
    "against",
    "on",
    "between",
    "and",
    "of",
    "toward",
    "towards",
)
_OBLIQUE = tuple(word for word in _PREPOSITIONS if word != "and")  # after "and" a clause of its own may begin
_FINITE = ("VBZ", "VBD", "VBP", "MD")
_SKIPPED_ADVERBS = 2  # adverbs between a subject and its verb


def read_metonym(tokens: Sequence[Token], first: int, last: int, name: str) -> str | None:
    """Return how the name in ``tokens[first:last + 1]`` is meant.

    Parameters
    ----------
    tokens : sequence of Token
        The sentence, tagged.
    first, last : int
        First and last token of the name.
    name : str
        The name as printed.

    Returns
    -------
    str or None
        ``government`` or ``place``; ``either`` where nothing decides; None if the name is no capital and no
        other word for a government (``reference.state_by_metonym``).

    Notes
    -----
    Evidence is taken from the words next to the name: a verb of which it is the subject or the object, a
    noun that
    it owns, a preposition with or without a verb of movement. After Markert and Nissim's SemEval-2007 task
    (place for people); known failures: headlines without verbs, subjects far from their verbs.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> tokens = read_text("He will ask Washington to act.").sentences[0].tokens
    >>> read_metonym(tokens, 3, 3, "Washington")
    'government'
    >>> tokens = read_text("He flies directly from Washington to Moscow.").sentences[0].tokens
    >>> read_metonym(tokens, 4, 4, "Washington"), read_metonym(tokens, 6, 6, "Moscow")
    ('place', 'place')
    """
    key = fold(name)
    state = load_reference().state_by_metonym.get(key)
    if state is None:
        return None
    contexts = load_lists().metonyms
    before = tokens[first - 1].text.lower() if first else ""
    after = tokens[last + 1].text.lower() if last + 1 < len(tokens) else ""
    two_after = tokens[last + 2].text.lower() if last + 2 < len(tokens) else ""
    is_house = key not in {fold(capital) for capital in state.capitals}
    if before in ("the", "a"):
        before = tokens[first - 2].text.lower() if first > 1 else ""
    if before in contexts["places"]:
        return "place"
    if before == "-" or (after == "-" and two_after[:1].isalpha()):
        # "the Washington-Moscow itinerary", "a Moscow-based group": the city, unless it backs or leads
        # someone.
        return "government" if two_after in ("backed", "led", "sponsored", "funded", "supported") else "place"
    if after in ("'s", "’s", "'", "’"):
        owned = {token.text.lower() for token in tokens[last + 2 : last + 5]}
        return "government" if is_house or owned & contexts["matters"] else "place"
    if before in _PREPOSITIONS:
        decided = _read_preposition(tokens, first, before)
        if decided:
            return decided
    if before in contexts["asking"]:
        return "government"
    if _is_told_to(tokens, first, last):
        return "government"
    if _next_verb(tokens, last).text.lower() in contexts["acting"] and before not in ("from", "of", "to"):
        return "government"
    if is_house:
        return "government"
    verb = _next_verb(tokens, last)
    if verb.tag in _FINITE and before not in _OBLIQUE and verb.text.lower() not in contexts["sites"]:
        # In commentary a capital that does anything at all is its government.
        return "government"
    if after == "," and two_after[:1].isupper():
        return "place"  # "Moscow, Idaho"
    return "either"


def _read_preposition(tokens: Sequence[Token], first: int, preposition: str) -> str | None:
    contexts = load_lists().metonyms
    window = [token.text.lower() for token in tokens[max(0, first - _NEAR_MOVEMENT) : first]]
    if preposition in ("with", "by", "against"):
        return "government"
    if any(word in contexts["movement"] for word in window):
        return "place"
    if preposition in ("between", "and") and any(word in contexts["relations"] for word in window):
        return "government"
    if preposition in ("from", "to", "of", "on", "toward", "towards", "for") and any(
        word in contexts["dealings"] for word in window[-3:]
    ):
        return "government"
    if preposition == "from":
        return "place"
    return None


def _is_told_to(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether a verb makes the name do something: "forbids Washington to accept", no movement."""
    if first == 0 or last + 2 >= len(tokens) or not tokens[first - 1].tag.startswith("VB"):
        return False
    is_infinitive = tokens[last + 1].text.lower() == "to" and tokens[last + 2].tag == "VB"
    return is_infinitive and tokens[first - 1].text.lower() not in load_lists().metonyms["movement"]


def _next_verb(tokens: Sequence[Token], last: int) -> Token:
    """Return the word after the name and its adverbs; an empty one at the end of the sentence."""
    k = last + 1
    skipped = 0
    if [token.text.lower() for token in tokens[k : k + 2]] == ["no", "longer"] and k + 2 < len(tokens):
        # What follows is a verb, even one that looks like a noun: "Moscow no longer objects".
        following = tokens[k + 2]
        return (
            following
            if following.tag in _FINITE
            else Token(following.start, following.end, following.text, "VBZ")
        )
    while k < len(tokens) and skipped < _SKIPPED_ADVERBS and tokens[k].tag == "RB":
        k, skipped = k + 1, skipped + 1
    return tokens[k] if k < len(tokens) else Token(0, 0, "", "")
