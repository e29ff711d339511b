"""Names of persons taken apart: titles, first name, surname, gender, slips of spelling."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from hindsight.actors.reference import fold, load_reference, load_words, read_rows

_LONGEST_TITLE = 5  # words
_SHORTEST_FOR_SLIPS = 5  # letters; shorter names differ by one letter too often to be slips


@lru_cache(maxsize=1)
def load_nicknames() -> dict[str, frozenset[str]]:
    """Return the full first names of each short form (plain)."""
    rows = read_rows(files(__package__).joinpath("data"), "nicknames.tsv")
    return {row["short"]: frozenset(row["names"].split(";")) for row in rows}


def plain(name: str) -> str:
    """Return `name` in lower case without accents, with straight apostrophes and single blanks.

    Examples
    --------
    >>> plain("François  Hollande")
    'francois hollande'
    """
    folded = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def strip_titles(name: str) -> str:
    """Return the name without the titles before it; a lone title stays.

    Examples
    --------
    >>> strip_titles("French President Francois Hollande"), strip_titles("Gen. Smith")
    ('Francois Hollande', 'Smith')
    >>> strip_titles("Secretary of Defense Ash Carter"), strip_titles("Under Medvedev")
    ('Ash Carter', 'Medvedev')
    >>> strip_titles("Townsend, George")
    'George Townsend'
    """
    surname, comma, first = name.partition(", ")
    if comma and surname.isalpha() and first.isalpha() and first.lower() not in load_words()["name_suffixes"]:
        name = f"{first} {surname}"
    for owner in ("'s ", "’s "):  # "Youngspiration's Yau Wai-ching"
        name = name.rpartition(owner)[2] or name
    words = name.split()
    while len(words) > 2 and words[-1].isupper() and words[-1].isalpha() and not words[-2].isupper():
        words.pop()  # "FRS", "MP"
    lists, reference = load_words(), load_reference()
    if not words or (words[0].lower() in reference.first_names and words[0].lower() not in lists["titles"]):
        return " ".join(words)
    # Whatever stands before the last title belongs to it: "Pennsylvania Senator", "US Vice President".
    last = max(
        (k for k, word in enumerate(words[:-1][:_LONGEST_TITLE]) if word.lower() in lists["titles"]),
        default=-1,
    )
    rest = words[last + 1 :]
    if last >= 0 and rest[0] in ("of", "for"):
        # "of Health and Human Services" belongs to the title before it.
        while len(rest) > 1 and (rest[0].lower() in lists["portfolios"] or _is_state(rest[0])):
            rest.pop(0)
    return " ".join(rest)


def _is_state(word: str) -> bool:
    return fold(word) in load_reference().state_by_name


def surnames_of(name: str) -> tuple[str, ...]:
    """Return the plain forms of a surname alone, the fullest first; empty for a name of one word.

    Examples
    --------
    >>> surnames_of("Bashar al-Assad"), surnames_of("Xi Jinping"), surnames_of("Ursula von der Leyen")
    (('al-assad', 'assad'), ('xi',), ('von der leyen', 'leyen'))
    """
    lists = load_words()
    words = plain(name).split()
    while len(words) > 2 and words[-1] in lists["name_suffixes"]:
        words.pop()
    if len(words) < 2:
        return ()
    if words[0] in lists["family_first"]:
        return (words[0],)
    at = len(words) - 1
    while at > 1 and words[at - 1] in lists["particles"]:
        at -= 1
    found = dict.fromkeys((" ".join(words[at:]), words[-1]))
    if words[-1].startswith(("al-", "el-")):
        found[words[-1][3:]] = None
    return tuple(found)


def is_surname_alone(name: str) -> bool:
    """Return whether a name without titles is a surname (or first name) only, particles included.

    Examples
    --------
    >>> is_surname_alone("Le Pen"), is_surname_alone("Merkel"), is_surname_alone("Marine Le Pen")
    (True, True, False)
    """
    words = plain(name).split()
    return all(word in load_words()["particles"] for word in words[:-1]) and words[:1] != ["ben"]


def first_name_of(name: str) -> str:
    """Return the plain first name of a full name; empty for a surname alone and for an initial.

    Examples
    --------
    >>> first_name_of("Jean-Marie Le Pen"), first_name_of("J. Biden"), first_name_of("Le Pen")
    ('jean-marie', '', '')
    """
    if is_surname_alone(name):
        return ""
    first = _given(name)[0]
    return "" if first.endswith(".") or len(first) == 1 else first


def gender_of(name: str, title: str = "") -> str:
    """Return ``M``, ``F`` or ``""`` (unknown) by title and first name.

    Parameters
    ----------
    name : str
        Name without titles.
    title : str
        The word before it, if any.

    Examples
    --------
    >>> gender_of("Angela Merkel"), gender_of("Merkel", "Mrs."), gender_of("Xi Jinping")
    ('F', 'F', '')
    """
    lists = load_words()
    before = title.lower()
    if before in lists["male_titles"]:
        return "M"
    if before in lists["female_titles"]:
        return "F"
    words = name.lower().split()
    if len(words) < 2:
        return ""
    reference = load_reference()
    if "-" in words[0] and words[0].partition("-")[0] in lists["male_compounds"]:
        return "M"
    # A double name is one of its own, before it is that of its first half.
    for first in (words[0], words[0].partition("-")[0]):
        for known in (reference.first_names, reference.given_names):
            gender = known.get(first, "")
            if gender:
                return gender if gender in ("M", "F") else ""
    return ""


def is_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one letter left out, added, changed or swapped with its neighbour.

    Short words and words that differ in their first letter are no slips of each other.

    Examples
    --------
    >>> is_slip("vladimr", "vladimir"), is_slip("ali", "alia"), is_slip("merkel", "merkle")
    (True, False, True)
    """
    if one == other or min(len(one), len(other)) < _SHORTEST_FOR_SLIPS or one[0] != other[0]:
        return False
    if len(one) > len(other):
        one, other = other, one
    k = 0
    while k < len(one) and one[k] == other[k]:
        k += 1
    if len(one) < len(other):
        return len(other) - len(one) == 1 and one[k:] == other[k + 1 :]
    if one[k + 1 :] == other[k + 1 :]:
        return True
    return one[k + 2 :] == other[k + 2 :] and one[k : k + 2] == other[k : k + 2][::-1]


def is_same_person(one: str, other: str) -> bool:
    """Return whether two names of two or more words can be one person: same surname, first names that agree.

    Examples
    --------
    >>> is_same_person("J. Biden", "Joe Biden"), is_same_person("Vladimr Putin", "Vladimir Putin")
    (True, True)
    >>> is_same_person("Bill Clinton", "Hillary Clinton")
    False
    """
    first, second = _given(one), _given(other)
    if not first or not second or not set(surnames_of(one)) & set(surnames_of(other)):
        return False
    return all(_agree(a, b) for a, b in zip(first[:1], second[:1], strict=False)) and _middles_agree(
        first, second
    )


def _given(name: str) -> Sequence[str]:
    words = plain(name).split()
    if len(words) > 1 and words[0] in load_words()["family_first"]:
        return words[1:]
    return words[:-1]


def is_short_for(one: str, other: str) -> bool:
    """Return whether two plain first names are a name and its short form, or two short forms of one.

    Examples
    --------
    >>> is_short_for("arnie", "arnold"), is_short_for("bob", "bobby"), is_short_for("bill", "hillary")
    (True, True, False)
    """
    nicknames = load_nicknames()
    return not nicknames.get(one, frozenset((one,))).isdisjoint(nicknames.get(other, (other,)))


def _agree(one: str, other: str) -> bool:
    if one == other or is_slip(one, other) or is_short_for(one, other):
        return True
    if one.endswith(".") or other.endswith(".") or len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return False


def _middles_agree(first: Sequence[str], second: Sequence[str]) -> bool:
    # "George W. Bush" and "George H. W. Bush" differ; a middle name that one leaves out does not count.
    particles = load_words()["particles"]
    one = [word[0] for word in first[1:] if word not in particles]
    other = [word[0] for word in second[1:] if word not in particles]
    return not one or not other or one == other
