"""Authors where no line begins with "By": names beside dates and roles, and the notes below an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from hindsight.pages.bylines import is_name, opens_byline, read_byline, read_names
from hindsight.pages.lexicon import word_table
from hindsight.pages.lines import Line
from hindsight.pages.printed_dates import find_printed_dates, words_beside
from hindsight.pages.shapes import Shape

_TAIL_REACH = 8  # lines looked at below the article for a note on its author
_INNER_REACH = 4  # lines at the article's end that may be such notes
_LONGEST_NOTE = 130  # words
_LONGEST_APPOSITION = 24  # words of a note without a verb
_SENTENCES = re.compile(r"(?<=[a-zß-ÿ)”.]\.)\s+(?=[A-ZÀ-Þ])")
# "Jane Doe is a senior fellow", "Jane Doe und Jon Roe sind Redakteure": the names, then the verb.
_NOTE = re.compile(
    r"[*•–—\s-]*(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Col|Gen|Lt|Cmdr|Capt|Amb|Rep|Sen)\. )*"
    r"(?P<names>[^,;:.!?]{4,80}?(?:\b(?:Jr|Sr|[A-Z])\.[^,;:.!?]{0,40}?)?)"
    r"(?:,? (?:an?|the|former|currently)\s[^.]{3,140}?)?,?\s"
    r"(?:is|are|was|serves|leads|directs|teaches|writes|reports|covers|works|joined|"
    r"has (?:been|written|worked|covered)|ist|sind|lehrt|leitet|arbeitet|schreibt|"
    r"est|sont|dirige|enseigne|es|son|enseña)\s"
)
# "Jane Doe, senior fellow at the institute.": no verb, so the role has to stand right behind the name.
_APPOSED = re.compile(r"[*•–—\s-]*(?P<names>[^,;:.!?]{4,60}), (?!(?:who|qui|der|die|que) )")
_AND_ANOTHER = re.compile(
    r"\b(?:and|und|et|y) (?P<name>[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){1,3}) (?:is|ist|est|es) "
)
_REPORTED = re.compile(r"\W*reporting by (?P<names>[^;.()\n]{4,160}?)(?: in [A-Z]|[;.)]|$)", re.I)
_WRITTEN_BY = re.compile(r"\W*(?:written by|about the author:?|author|autor(?:in)?|auteure?|autora?)\b", re.I)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return the given names that editors wrote down, in lower case.

    The table belongs to `hindsight.actors`; it is read as a file because pages come before actors.
    """
    table = (files("hindsight") / "actors" / "data" / "people.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return frozenset(name for name, _, is_known, _ in rows if is_known == "1")


def has_known_first_name(name: str) -> bool:
    """Return whether a name opens with a given name of the table.

    Examples
    --------
    >>> has_known_first_name("Dana Mirsky"), has_known_first_name("Climate Change")
    (True, False)
    """
    first, *rest = name.split()
    return bool(rest) and first.lower().split("-")[0] in first_names()


def names_role(text: str) -> bool:
    """Return whether a line holds a word of a role, an office or an affiliation."""
    return any(token.strip(",.()").lower() in word_table("roles") for token in text.split())


def find_bare_names(
    lines: Sequence[Line], shapes: Sequence[Shape], start: int, first: int, last: int
) -> tuple[tuple[str, ...], dict[int, tuple[str, str]]]:
    """Return names printed without "By" between title and article, and the labels of their lines.

    A line of names counts where a date or a role stands beside it, where a note below the article speaks of
    the same person, where it names several people, or where it is the only line there that opens with a
    known given name.
    """
    notes = [
        lines[at].text for at in range(max(first, last - _INNER_REACH), min(len(lines), last + _TAIL_REACH))
    ]
    # A name that opens with a known given name goes before words that are only written like one.
    for is_known in (True, False):
        for at in range(start, first):
            text = lines[at].text
            if shapes[at].words > 40 or (shapes[at].cues - {"kicker"}):
                continue
            if len(words_beside(text, find_printed_dates(text))) > 14:
                continue
            names = read_names(text)
            if not names or has_known_first_name(names[0]) != is_known:
                continue
            # After a date, across a blank line, stands the place of a speech as often as its author.
            has_date = bool(find_printed_dates(text))
            above = at - 1 >= start and shapes[at - 1].is_date and not lines[at].gap
            below = at + 1 < first and shapes[at + 1].is_date
            below |= at + 2 < first and shapes[at + 1].words <= 2 and shapes[at + 2].is_date
            below |= is_known and at + 1 < first and _is_mostly_date(lines[at + 1].text)
            has_note = any(note.lstrip("*•–—- ").startswith(names[0]) for note in notes)
            more, places = follow_names(lines, shapes, at + 1, first)
            if has_date or above or below or places or has_note or len(names) > 1:
                rule = "names_by_date" if has_date or above or below else "names_by_note"
                if not places:
                    more, places = _names_below(lines, shapes, at + 1, first)
                    names = names if not more else _noted_alone(names, more, notes)
                return names + more, dict.fromkeys((at, *places), ("byline", rule))
    lone = {
        at: lines[at].text for at in range(start, first) if is_name(lines[at].text) and not shapes[at].cues
    }
    lone = {at: name for at, name in lone.items() if has_known_first_name(name)}
    if len(set(lone.values())) == 1:
        at = min(lone)
        return read_names(lone[at]), {at: ("byline", "lone_name")}
    return (), {}


def _names_below(
    lines: Sequence[Line], shapes: Sequence[Shape], at: int, first: int
) -> tuple[tuple[str, ...], list[int]]:
    """Return the names on the lines right below a first one, each alone on its line."""
    places: list[int] = []
    while at < first and is_name(lines[at].text) and not shapes[at].cues - {"kicker"}:
        if not has_known_first_name(lines[at].text):
            break
        places.append(at)
        at += 1
    return tuple(lines[place].text for place in places), places


def _noted_alone(names: tuple[str, ...], below: tuple[str, ...], notes: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a first line, none if notes below the article speak of those under it only.

    Above the author may stand the name of who drew or photographed.
    """

    def is_noted(name: str) -> bool:
        return any(name in note[: 2 * len(name) + 20] for note in notes)

    return () if any(map(is_noted, below)) and not any(map(is_noted, names)) else names


def follow_names(
    lines: Sequence[Line], shapes: Sequence[Shape], at: int, first: int
) -> tuple[tuple[str, ...], list[int]]:
    """Return the names that follow a first one, each above its role, and the lines they and all roles take.

    "Jane Doe" / "Senior fellow" / "Jon Roe" / "Lecturer": read from the first role on.
    """
    names: list[str] = []
    places: list[int] = []
    while _is_role(lines, shapes, at, first):
        places.append(at)
        at += 1
        if at + 1 < first and is_name(lines[at].text) and _is_role(lines, shapes, at + 1, first):
            names.append(lines[at].text)
            places.append(at)
            at += 1
    return tuple(names), places


def _is_mostly_date(text: str) -> bool:
    dates = find_printed_dates(text) if len(text) <= 120 else []
    return bool(dates) and len(words_beside(text, dates)) <= 8


def _is_role(lines: Sequence[Line], shapes: Sequence[Shape], at: int, first: int) -> bool:
    return (
        at < first
        and shapes[at].words <= 14
        and not shapes[at].is_sentence
        and not is_name(lines[at].text)
        and not find_printed_dates(lines[at].text)
        and names_role(lines[at].text)
    )


def find_noted_names(
    lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int
) -> tuple[tuple[str, ...], str]:
    """Return the authors that lines at and below the article's end name, and how they are known.

    "Written by Jane Doe" and "Auteur: …" name them; so does a note that says who somebody is, if that
    somebody has a role: "Jane Doe is a senior fellow at the institute."
    """
    for at in range(last, min(len(lines), last + _TAIL_REACH)):
        text = lines[at].text
        if shapes[at].words <= 12 and (":" in text[:20] or _WRITTEN_BY.match(text)) and opens_byline(text):
            names = read_byline(text)
            if names:
                return names, "byline_at_end"
    for at in range(max(first, last - 2), min(len(lines), last + _TAIL_REACH)):
        match = _REPORTED.match(lines[at].text)
        if match and (names := read_names(match["names"])):
            return names, "note"
    found: list[str] = []
    for at in range(max(first + 2, last - _INNER_REACH), min(len(lines), last + _TAIL_REACH)):
        if shapes[at].shows("related", "ranked", "comments"):
            break
        noted = _noted(lines[at].text) if shapes[at].words <= _LONGEST_NOTE else ()
        if found and not noted and at < last and shapes[at].prose > 1.5:
            found = []  # what was read stood between two paragraphs of the article
        found += noted
    return tuple(dict.fromkeys(found)), "note"


def _noted(text: str) -> tuple[str, ...]:
    """Return the people a note says something of, in order; none if its first sentence says nothing."""
    names: list[str] = []
    for number, sentence in enumerate(_SENTENCES.split(text)):
        match = _NOTE.match(sentence)
        if match is None and number == 0 and text.count(" ") <= _LONGEST_APPOSITION:
            match = _APPOSED.match(sentence)
        people = read_names(match["names"].strip()) if match and names_role(sentence) else ()
        if not people and number == 0:
            return ()
        names += [name for name in people if has_known_first_name(name) or len(people) == 1]
        names += [match["name"] for match in _AND_ANOTHER.finditer(sentence) if is_name(match["name"])]
    return tuple(names)
