"""The office that the words before a name give its bearer: "former U.S. Secretary of State", not "Mr"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.lists import load_lists
from hindsight.actors.reference import load_words

_LONGEST = 9  # words
_LONGEST_ACRONYM = 6  # letters
_SMALL = frozenset(("of", "the", "and", "for", "on"))


@dataclass(frozen=True, slots=True)
class PrintedOffice:
    """An office as printed; `tense` is ``former``, ``then`` or empty."""

    words: str
    tense: str = ""


def read_office(words: Sequence[str]) -> PrintedOffice | None:
    """Return the office at the end of `words`, the words before a name, or None.

    An office needs a noun of its own: neither a preposition nor a form of address is one.

    Examples
    --------
    >>> read_office("talks with former U.S. Secretary of State".split())
    PrintedOffice(words='former U.S. Secretary of State', tense='former')
    >>> read_office(["Under"]), read_office(["Mr"]), read_office(["Under", "President"])
    (None, None, PrintedOffice(words='President', tense=''))
    >>> read_office(["Arizona", "Sen."]), read_office(["then-President"])
    (PrintedOffice(words='Arizona Senator', tense=''), PrintedOffice(words='then-President', tense='then'))
    """
    lists = load_words()
    at = len(words)
    while at > 0 and words[at - 1].lower() in lists["portfolios"]:
        at -= 1
    if at < len(words) and words[at].lower() != "of":
        at = len(words)
    if at == 0 or not _is_office(words[at - 1]):
        return None
    first = at - 1
    while first > 0 and at - first < _LONGEST and _belongs(words[first - 1], words[first]):
        first -= 1
    while first < at - 1 and _is_no_beginning(words[first], words[first + 1]):
        first += 1
    office = list(words[first:])
    tense = next((found for word in office if (found := _tense_of(word))), "")
    full = load_lists().offices
    return PrintedOffice(" ".join(full.get(word.lower(), word) for word in office), tense)


def _is_office(word: str) -> bool:
    lists = load_words()
    noun = word.lower().rpartition("-")[2] if _tense_of(word) else word.lower()
    return (
        noun in lists["titles"] and noun not in lists["courtesy_titles"] and noun not in lists["title_parts"]
    ) or word.lower() in ("chief", "secretary-general", "vice-president")


def _belongs(word: str, following: str) -> bool:
    """Return whether a word before an office is part of it: rank or field, state or body, "former"."""
    lists = load_words()
    lower = word.lower()
    if lower in lists["courtesy_titles"] or word.endswith((",", ";", ":")):
        return False
    label = load_gazetteer().label
    # "NEWSPAPER Prince Charles" is a headline; "New York Senator" a name of two words.
    is_name = word[0].isupper() and bool(label(word) or label(f"{word} {following}"))
    is_name = is_name and not (word.isalpha() and word.isupper() and len(word) > _LONGEST_ACRONYM)
    is_field = lower in lists["portfolios"] - _SMALL
    return (
        is_name
        or is_field
        or lower in lists["titles"]
        or lower in lists["former_words"]
        or bool(_tense_of(word))
    )


def _is_no_beginning(word: str, following: str) -> bool:
    # "Under President Obama", "Then President Obama spoke": prepositions and adverbs that open a sentence.
    lower = word.lower()
    return (lower == "under" and not following.lower().startswith("secretary")) or word == "Then"


def _tense_of(word: str) -> str:
    """Return ``former`` or ``then`` for "ex-president", "then-Senator", "late"; else nothing."""
    prefix = word.lower().partition("-")[0]
    if prefix not in load_words()["former_words"] or (prefix == word.lower() and prefix == "ex"):
        return ""
    return "then" if prefix == "then" else "former"
