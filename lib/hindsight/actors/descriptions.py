"""Descriptions and pronouns found in a text: "the French leader", "the two countries", "he"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hindsight.actors.lists import load_lists
from hindsight.actors.mention import Mention
from hindsight.language.reading import Reading, Token

_NOUN = ("NN", "NNS", "NNP", "NNPS")
_MODIFIER = ("JJ", "JJR", "JJS", "CD", "VBN", "VBG", "POS", "HYPH", "``", "''", *_NOUN)
_OPENER = ("DT", "PRP$", "PDT")
_LONGEST = 9  # tokens before the head
_LONGEST_TITLE = 3  # words: "secretary of state"
_YEAR = 4  # digits


def find_descriptions(reading: Reading, person_starts: frozenset[int]) -> Iterator[Mention]:
    """Yield nominal mentions: noun phrases whose head is a word for persons, organisations or places.

    Parameters
    ----------
    reading : Reading
        Tagged.
    person_starts : frozenset of int
        Where names of persons begin: "President" before one is a title, no mention of its own.
    """
    words = load_lists().words
    for index, sentence in enumerate(reading.sentences):
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            lower = token.text.lower()
            kind = (
                "PERSON"
                if lower in words["person_heads"]
                else "ORG"
                if lower in words["organisation_heads"] or lower in words["groups"]
                else "PLACE"
                if lower in words["place_heads"]
                else ""
            )
            if not kind or token.tag not in _NOUN:
                continue
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if following is not None and (
                following.start in person_starts
                or following.tag in _NOUN
                or (following.text == "-" and following.start == token.end)
            ):
                continue
            first = _first_of_phrase(tokens, i)
            if _refers(tokens, first, i):
                end = tokens[_last_of_title(tokens, i)].end
                yield Mention(
                    tokens[first].start, end, "nominal", kind, index, "nominal:" + lower, confidence=0.6
                )


def _first_of_phrase(tokens: Sequence[Token], head: int) -> int:
    first = head
    while first > 0 and head - first < _LONGEST:
        tag = tokens[first - 1].tag
        if tag in _OPENER:
            return first - 1
        if tag not in _MODIFIER:
            break
        first -= 1
    while first < head and (
        tokens[first].tag in ("POS", "HYPH", "``", "''", "VBG") or _is_year(tokens[first].text)
    ):
        first += 1
    return first


def _last_of_title(tokens: Sequence[Token], head: int) -> int:
    """Return the last token of an office whose title goes on after its noun: "secretary of state"."""
    words = [token.text.lower() for token in tokens[head : head + _LONGEST_TITLE]]
    is_title = words[1:2] == ["of"] and " ".join(words) in load_lists().leaders
    return head + len(words) - 1 if is_title else head


def _is_year(word: str) -> bool:
    # "In 2008 Georgia's president": the year dates the clause.
    return len(word) == _YEAR and word.isdigit()


def _refers(tokens: Sequence[Token], first: int, head: int) -> bool:
    opener = tokens[first]
    if opener.text.lower() in load_lists().words["not_descriptions"]:
        return False
    # A bare singular ("man", "in government") names a kind, not someone; bare plurals and modified ones may
    # do.
    return opener.tag in _OPENER or tokens[head].tag in ("NNS", "NNPS") or first < head


def find_pronouns(reading: Reading) -> Iterator[Mention]:
    """Yield personal pronouns; an `it` that refers to nothing is left out.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> reading = read_text("It is clear that he wants it, by an enemy-of-my-enemy logic.")
    >>> [reading.text[m.start:m.end] for m in find_pronouns(reading)]
    ['he', 'it']
    """
    lists = load_lists()
    for index, sentence in enumerate(reading.sentences):
        for i, token in enumerate(sentence.tokens):
            gender = lists.pronouns.get(token.text.lower())
            if gender is None or token.text in ("US", "IT", "i") or _is_in_compound(sentence.tokens, i):
                continue
            if token.text.lower() == "it" and _is_empty_it(sentence.tokens, i):
                continue
            if token.text.lower() == "mine" and token.tag in _NOUN:
                continue
            if token.text == "I" and i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].text in ".:)":
                continue  # "I. Introduction"
            if token.text == "I" and i + 1 == len(sentence.tokens) and i:
                continue
            kind = "PERSON" if gender in "MFAI" else "ORG"
            yield Mention(token.start, token.end, "pronoun", kind, index, "pronoun:" + gender, confidence=0.5)


def _is_in_compound(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the token at `i` is part of a hyphenated word: "do-it-yourself", "he-said-she-said"."""
    beside = (tokens[k] for k in (i - 1, i + 1) if 0 <= k < len(tokens))
    return any(
        other.text == "-" and (other.end == tokens[i].start or other.start == tokens[i].end)
        for other in beside
    )


def _is_empty_it(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the `it` at `i` refers to nothing: "it is clear that", "it seems"."""
    following = [token.text.lower() for token in tokens[i + 1 : i + 5]]
    empty = load_lists().pleonastic
    if following[:1] and following[0] in empty["verbs"]:
        return True
    if following[:1] and following[0] in empty["copulas"]:
        rest = following[1:]
    elif following[:1] and following[0] in empty["modals"] and following[1:2] == ["be"]:
        rest = following[2:]
    else:
        return False
    return bool(rest) and rest[0] in empty["adjectives"]
