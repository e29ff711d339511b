"""Which names of a text can mean the same: looked up by words and letters, not by comparing all with all."""

from __future__ import annotations

import re

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.person_names import (
    is_same_person,
    is_short_for,
    load_nicknames,
    plain,
    surnames_of,
)
from hindsight.actors.reference import load_words

_LONGEST_ACRONYM = 8
_KEPT = 50  # entities remembered for a word, the latest ones: a page that repeats one name stays linear
_SMALL = ("of", "the", "for", "and", "in", "on", "to")


def initials_of(name: str) -> tuple[str, ...]:
    """Return the acronyms a name can have: with and without its small words, and without its first ones.

    Examples
    --------
    >>> initials_of("Organization for Security and Co-operation in Europe")
    ('OFSACOIE', 'OSCOE', 'OSCE', 'SCE')
    """
    words = name.split()
    pieces = [piece for piece in re.split(r"[\s-]+", name) if piece]
    every = "".join(piece[0] for piece in pieces).upper()
    main = "".join(piece[0] for piece in pieces if piece.lower() not in _SMALL).upper()
    whole = "".join(word[0] for word in words if word.lower() not in _SMALL).upper()
    return tuple(dict.fromkeys((every, main, whole, *(whole[k:] for k in range(1, len(whole) - 2)))))


class NameIndex:
    """The entities of a text by the words of their names, the persons apart from the rest."""

    def __init__(self) -> None:
        self._persons: dict[str, dict[int, dict[str, None]]] = {}
        self._parts: dict[str, dict[int, dict[tuple[str, ...], str]]] = {}
        self._initials: dict[str, int] = {}
        self._acronyms: dict[str, int] = {}

    def add(self, entity: int, form: str, kind: str, *, is_known: bool = False) -> None:
        """Note one more form of an entity; the acronym of one that the tables know is short for no other."""
        name = plain(form)
        if kind == "PERSON":
            full_names = load_nicknames().get(name.split()[0], ()) if name else ()
            for word in dict.fromkeys((*name.split(), *surnames_of(name), *sorted(full_names))):
                self._remember(self._persons, word, entity).setdefault(name)
            return
        name = name.removeprefix("the ")
        words = tuple(name.split())
        if not words:
            return
        for word in dict.fromkeys((words[0], words[-1])):
            self._remember(self._parts, word, entity)[words] = kind
        letters = form.replace(".", "")
        if len(words) > 1:
            for acronym in initials_of(form.removeprefix("the ").removeprefix("The ")):
                self._initials[acronym] = entity
        elif letters.isupper() and 2 <= len(letters) <= _LONGEST_ACRONYM and not is_known:
            self._acronyms[letters] = entity

    @staticmethod
    def _remember(table: dict[str, dict], word: str, entity: int) -> dict:
        entities = table.setdefault(word, {})
        if entity not in entities:
            if len(entities) >= _KEPT:
                del entities[next(iter(entities))]
            entities[entity] = {}
        return entities[entity]

    def persons_called(self, form: str) -> list[int]:
        """Return the persons that `form` can mean, latest first: by surname or variant, else first name."""
        name = plain(form)
        words = name.split()
        if not words:
            return []
        near: dict[int, dict[str, None]] = {}
        for word in dict.fromkeys(
            (*words, *surnames_of(name), name, *sorted(load_nicknames().get(words[0], ())))
        ):
            near |= self._persons.get(word, {})
        surnames = surnames_of(name)
        found, by_first_name = [], []
        for entity in sorted(near, reverse=True):
            for other in near[entity]:
                if name == other or name in surnames_of(other) or other in surnames:
                    found.append(entity)
                elif " " in name and " " in other:
                    # "Lopez Obrador" is the end of "Andres Manuel Lopez Obrador", "Luiz Inácio Lula" the
                    # beginning of "Luiz Inácio Lula da Silva".
                    is_part = _is_end_or_beginning(name, other) or _is_end_or_beginning(other, name)
                    if not is_part and not is_same_person(name, other):
                        continue
                    found.append(entity)
                elif words[0] == other.split()[0] or (
                    len(words) == 1 and is_short_for(name, other.split()[0])
                ):
                    by_first_name.append(entity)
                else:
                    continue
                break
        return found or by_first_name

    def organisation_called(self, form: str, kind: str) -> int | None:
        """Return the organisation or place that `form` is short (or long) for."""
        name = plain(form).removeprefix("the ")
        words = tuple(name.split())
        if not words:
            return None
        letters = form.replace(".", "")
        if len(words) == 1 and letters.isupper() and 2 <= len(letters) <= _LONGEST_ACRONYM:
            if letters in self._initials:
                return self._initials[letters]
        elif len(words) > 1:
            for acronym in initials_of(form.removeprefix("the ").removeprefix("The ")):
                if acronym in self._acronyms:
                    return self._acronyms[acronym]
        near: dict[int, dict[tuple[str, ...], str]] = {}
        for word in dict.fromkeys((words[0], words[-1])):
            near |= self._parts.get(word, {})
        for entity in sorted(near, reverse=True):
            if any(_is_short_for(words, other, kind, its) for other, its in near[entity].items()):
                return entity
        return None

    def organisation_ending_in(self, form: str) -> int | None:
        """Return the organisation that "the Council" means: the one named last whose name ends so."""
        word = plain(form).removeprefix("the ")
        if word not in load_words()["organisation_words"]:
            return None
        near = self._parts.get(word, {})
        ending = [
            entity
            for entity, names in near.items()
            if any(kind == "ORG" and len(name) > 1 and name[-1] == word for name, kind in names.items())
        ]
        return max(ending, default=None)


def _is_end_or_beginning(part: str, whole: str) -> bool:
    return whole.endswith(" " + part) or whole.startswith(part + " ")


def _is_short_for(one: tuple[str, ...], other: tuple[str, ...], kind: str, other_kind: str) -> bool:
    """Return whether one of two names is the beginning or the end of the other, and says enough by itself."""
    if kind != other_kind or len(one) == len(other):
        return False
    longer, shorter = (other, one) if len(other) > len(one) else (one, other)
    if kind == "PLACE":
        return longer[:-1] == shorter and longer[-1] in load_words()["place_words"]
    is_part = shorter in (longer[: len(shorter)], longer[-len(shorter) :])
    if not is_part or shorter[-1] in load_words()["organisation_words"]:
        return False
    return not load_gazetteer().label(" ".join(shorter))
