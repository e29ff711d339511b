"""Whether a surname alone means a person whom another text, or the table of offices, knows in full.

A surname is weak evidence: "President Johnson" of 1966 is not the Prime Minister of 2019. It joins somebody
only where nothing that its own text tells speaks against it: title, office, day, the states it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from hindsight.actors.lists import load_lists
from hindsight.actors.mention import Mention
from hindsight.actors.person_names import (
    first_name_of,
    gender_of,
    is_same_person,
    plain,
    strip_titles,
    surnames_of,
)
from hindsight.actors.reference import Reference, Term, fold, load_reference, load_words
from hindsight.actors.titles import read_office
from hindsight.language.reading import Reading

LONGEST_TITLE = 80  # characters before a name that are read for an office
_YEAR = 366  # days
_NEAR = 2 * _YEAR  # between two pages that may speak of one person by a common surname
_FAR = 15 * _YEAR  # beyond which an uncommon surname is no evidence either
_BEFORE_OFFICE = _YEAR  # somebody is talked of by surname before taking office: a campaign
_INTRODUCED = re.compile(r", an? (?!former|ex-)[a-z]")
_SAME_NOUN = {"chairman": "chair", "chairwoman": "chair", "adviser": "advisor", "premier": "prime minister"}
_WITH_MODIFIER = ("prime", "vice", "deputy")


def office_noun(office: str) -> str:
    """Return the noun of an office, with what makes it another office.

    Examples
    --------
    >>> office_noun("Secretary of State"), office_noun("Deputy Prime Minister"), office_noun("Chairwoman")
    ('secretary', 'deputy prime minister', 'chair')
    """
    words = office.partition(" of ")[0].lower().replace("-", " ").split()
    if not words:
        return ""
    at = len(words) - 1
    while at and words[at - 1] in _WITH_MODIFIER:
        at -= 1
    noun = " ".join(words[at:])
    return _SAME_NOUN.get(noun, noun)


def offices_agree(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two sets of offices can be one person's: they share one, or one set is empty."""
    one, other = frozenset(one), frozenset(other)
    return not one or not other or not one.isdisjoint(other)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one text tells about a person: title, offices, day, states and bodies that it names.

    `is_introduced`: the text says who it is at the first mention ("Mr Smith, a farmer"); `is_courtesy`: it
    calls the person "Mr", "Mrs" or "Dr".
    """

    day: str | None = None
    gender: str = ""
    offices: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    is_introduced: bool = False
    is_courtesy: bool = False


@dataclass(slots=True)
class Profile:
    """What the corpus tells so far about a person: title, offices printed, days of the pages."""

    gender: str = ""
    offices: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)

    def add(self, evidence: Evidence) -> None:
        """Note what one more text tells."""
        self.gender = self.gender or evidence.gender
        self.offices |= evidence.offices
        if evidence.day:
            self.days.add(evidence.day)

    def days_from(self, day: str | None) -> int:
        """Return how many days the nearest page is away from `day`; 0 where nothing is dated."""
        if day is None or not self.days:
            return 0
        return min(abs(_days_between(day, other)) for other in self.days)


def read_evidence(
    reading: Reading, mentions: Sequence[Mention], at: Sequence[int], gender: str, named: frozenset[str]
) -> Evidence:
    """Return what a text tells about the person whom the mentions `at` name."""
    offices: dict[str, None] = {}
    is_courtesy = False
    for i in at:
        before = title_before(reading, mentions[i])
        is_courtesy |= bool(before) and before[-1].lower() in load_words()["courtesy_titles"]
        office = read_office(before)
        if office is not None and office.tense != "former":
            offices[office_noun(office.words)] = None
    first = mentions[at[0]]
    day = reading.passage_of(reading.sentences[first.sentence]).published
    is_introduced = _INTRODUCED.match(reading.text, first.end) is not None
    return Evidence(day, gender, frozenset(offices) - {""}, named, is_introduced, is_courtesy)


def title_before(reading: Reading, mention: Mention) -> list[str]:
    """Return the words before a name in its sentence, with the titles that the name itself begins with."""
    sentence = reading.sentences[mention.sentence]
    printed = " ".join(reading.text[mention.start : mention.end].split())
    titles = printed.removesuffix(strip_titles(printed))
    before = reading.text[max(sentence.start, mention.start - LONGEST_TITLE) : mention.start]
    return (before + titles).split()


def fits_person(evidence: Evidence, name: str, surname: str, known: Profile) -> bool:
    """Return whether a surname alone can mean somebody of the corpus whom the tables do not know.

    Parameters
    ----------
    evidence : Evidence
        Of the text with the surname.
    name, surname : str
        Full name of the person, the surname as printed.
    known : Profile
        What other texts tell about the person.
    """
    gender = known.gender or gender_of(name)
    if gender and evidence.gender and gender != evidence.gender:
        return False
    if not offices_agree(evidence.offices, known.offices):
        return False
    reach = _NEAR if is_common(surname) and not evidence.offices & known.offices else _FAR
    return known.days_from(evidence.day) <= reach


def fits_holder(
    evidence: Evidence, terms: Sequence[Term], surname: str, known: Profile | None = None
) -> bool:
    """Return whether a surname alone can mean the holder of these offices on the day of its text.

    An office that the text prints must be one that the holder has held by then. Without one, the day must
    not lie before the first term, or another page near in time must name the holder in full (`known`). A
    common surname ("Brown") counts only for the holder in office, and one with "Mr" or "Mrs" only in a text
    about the state of the office.
    """
    gender = gender_of(terms[0].holder)
    if gender and evidence.gender and gender != evidence.gender:
        return False
    day = evidence.day
    is_near = known is not None and bool(known.days) and known.days_from(day) <= _NEAR
    held = {office_noun(term.title) for term in terms if day is None or term.start <= day[: len(term.start)]}
    printed = evidence.offices
    if printed:
        extra = known.offices if known is not None and is_near else set()
        return not printed.isdisjoint(held | extra)
    if day is None or is_near:
        return True
    is_serving = any(term.covers(day) for term in terms)
    if is_common(surname):
        is_leading = any(term.is_lead and term.covers(day) for term in terms)
        places = {term.of for term in terms if term.covers(day)}
        # "Bush" alone is the President; "Mr Brown" may be anybody in a text about something else.
        is_about = not places.isdisjoint(evidence.named) or (is_leading and not evidence.is_courtesy)
        return is_serving and is_about and not evidence.is_introduced
    return is_serving or _days_between(min(term.start for term in terms), day) >= -_BEFORE_OFFICE


def is_common(surname: str) -> bool:
    """Return whether many people bear a surname, so that it tells little by itself."""
    name = plain(surname)
    return name in load_reference().common_surnames or name in load_lists().words["common_surnames"]


def list_named(reading: Reading, mentions: Sequence[Mention], reference: Reference) -> frozenset[str]:
    """Return the codes of the states and the names of the bodies that a text names in any form."""
    named: dict[str, None] = {}
    for mention in mentions:
        if mention.form not in ("name", "metonym") or mention.type == "PERSON":
            continue
        key = fold(" ".join(reading.text[mention.start : mention.end].split()))
        tables = (reference.state_by_name, reference.state_by_demonym, reference.state_by_metonym)
        state = next((table[key] for table in tables if key in table), None)
        if state is not None:
            named[state.code] = None
        elif key in reference.place_names:
            named[reference.place_names[key]] = None
        elif key in reference.body_by_name:
            body = reference.body_by_name[key]
            named |= dict.fromkeys((body.name, *((body.state,) if body.state else ())))
    return frozenset(named)


def are_different(one: str, other: str) -> bool:
    """Return whether two printed full names can be no one person's: their first names are known, and differ.

    Examples
    --------
    >>> are_different("Marine Le Pen", "Jean-Marie Le Pen"), are_different("J. Biden", "Joe Biden")
    (True, False)
    """
    if is_same_person(one, other) or not set(surnames_of(one)) & set(surnames_of(other)):
        return False
    first, second = first_name_of(one), first_name_of(other)
    return bool(first and second) and not (first in plain(other).split() or second in plain(one).split())


def _days_between(one: str, other: str) -> int:
    """Return the days from `one` to `other`; months and years count as their first day."""
    return (_as_date(other) - _as_date(one)).days


def _as_date(day: str) -> date:
    year, month, of_month = (*(int(part) for part in day.split("-")), 1, 1)[:3]
    return date(year, month, of_month)
