"""Names of one text brought together: same words, reference knowledge, surnames, acronyms, slips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hindsight.actors.lists import load_lists
from hindsight.actors.mention import Mention
from hindsight.actors.name_index import NameIndex, initials_of
from hindsight.actors.person_names import (
    gender_of,
    is_same_person,
    is_slip,
    is_surname_alone,
    plain,
    strip_titles,
    surnames_of,
)
from hindsight.actors.reference import Reference, fold

_ARTICLE = re.compile(r"^(?:the )?(?:city of )?")
_BRACKETED = re.compile(r"\s?\(([A-Z]{2,8})\)")
_DOTTED = re.compile(r"(?:[A-Z]\.){3,}")
_CLITIC = re.compile(r"['’]s?$")
_REACH = (
    400  # entities looked through for a longer or shorter form; keeps a page of ten thousand names linear
)


@dataclass(slots=True)
class Entity:
    """The names of one text that refer to one actor.

    `known` is ``("state", code)``, ``("body", name)`` or ``("holder", name)`` where a reference table has it.
    `keys` are the plain forms, `forms` the printed ones with their counts.
    """

    type: str
    known: tuple[str, str] | None = None
    keys: dict[str, None] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    mentions: list[int] = field(default_factory=list)
    slips: set[str] = field(default_factory=set)
    gender: str = ""

    @property
    def full_name(self) -> str:
        """The printed form with the most words; of several the most frequent, rather not in capitals."""
        return max(
            self.forms,
            key=lambda form: (
                len(form.split()),
                self.type != "PERSON" or not form.isupper(),
                self.forms[form],
            ),
        )

    @property
    def is_short(self) -> bool:
        """Whether the text gives a surname or one word only, which no table knows."""
        if self.known is not None:
            return False
        name = self.full_name
        return is_surname_alone(name) if self.type == "PERSON" else " " not in name


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that may mean several entities of its text, best first."""

    mention: int
    entities: tuple[int, ...]
    is_tied: bool


def group_names(
    text: str, mentions: Sequence[Mention], reference: Reference
) -> tuple[list[Entity], list[Ambiguous]]:
    """Return the entities that the names and metonyms of a text refer to, in order of first mention.

    Parameters
    ----------
    text : str
    mentions : sequence of Mention
        Of one text, in order; those that are no names, and names of type NORP or OTHER, are passed over.
    reference : Reference

    Returns
    -------
    entities : list of Entity
        `Entity.mentions` are indexes into `mentions`.
    ambiguous : list of Ambiguous
        Surnames that two persons of the text share.
    """
    entities: list[Entity] = []
    ambiguous: list[Ambiguous] = []
    index: dict[str, int] = {}
    names = NameIndex()
    named = [
        (i, _CLITIC.sub("", " ".join(text[mention.start : mention.end].split())))
        for i, mention in enumerate(mentions)
        if mention.form in ("name", "metonym") and mention.type not in ("NORP", "OTHER")
    ]
    # Full names of persons first: whom a surname means is known only once all of its bearers are.
    introduced = _find_introduced(text, mentions, reference)
    named.sort(
        key=lambda item: mentions[item[0]].type == "PERSON" and is_surname_alone(strip_titles(item[1]))
    )
    for i, printed in named:
        mention = mentions[i]
        is_person = mention.type == "PERSON"
        form = strip_titles(printed) if is_person else printed
        key = "p:" + plain(form) if is_person else _ARTICLE.sub("", plain(form).replace("-", " "))
        if mention.form == "metonym":
            key = "metonym:" + key
        known = None if printed in introduced else find_known(_join_initials(form), mention, reference)
        at = index.get(f"{known}") if known else index.get(key)
        if at is None and is_person:
            found = names.persons_called(form)
            gender = _gender_printed(text, mention, printed, form)
            # "Mrs Weber" is not Peter Weber.
            found = [k for k in found if not gender or entities[k].gender in ("", gender)]
            if len(found) > 1:
                # The person named most is meant, or of two named as often the one named last; where both
                # are named in one sentence, nobody can tell.
                last = {k: max((m for m in entities[k].mentions if m < i), default=-1) for k in found}
                found.sort(key=lambda k: (-len(entities[k].mentions), -last[k]))
                one, other = found[:2]
                is_tied = len(entities[one].mentions) == len(entities[other].mentions) and (
                    last[one] < 0
                    or (last[other] >= 0 and mentions[last[one]].sentence == mentions[last[other]].sentence)
                )
                ambiguous.append(Ambiguous(i, tuple(found), is_tied))
                if is_tied:
                    continue
            at = found[0] if found else None
        elif at is None and known is None:
            at = names.organisation_called(form, mention.type)
            before = text[max(0, mention.start - 4) : mention.start].lower()
            if at is None and "the " in (before, form[:4].lower()):
                at = names.organisation_ending_in(form)
        if at is None:
            at = len(entities)
            entities.append(Entity(mention.type, known))
        entity = entities[at]
        if known and entity.known is None:
            entity.known = known
            index[f"{known}"] = at
        if known:
            index.setdefault(f"{known}", at)
        if not is_person or not is_surname_alone(form):
            index.setdefault(key, at)
        if is_person and any(
            is_slip(a, b) for other in entity.keys for a, b in _pairs(plain(form), other[2:])
        ):
            entity.slips.add(form)
        if (
            known
            and known[0] == "holder"
            and any(is_slip(a, b) for a, b in _pairs(plain(form), plain(known[1])))
        ):
            entity.slips.add(form)
        names.add(at, form, mention.type, is_known=known is not None)
        entity.keys[key] = None
        entity.forms[form] = entity.forms.get(form, 0) + 1
        entity.mentions.append(i)
        if is_person and not entity.gender:
            entity.gender = _gender_printed(text, mention, printed, form)
    for entity in entities:
        entity.mentions.sort()
    return entities, ambiguous


def _gender_printed(text: str, mention: Mention, printed: str, form: str) -> str:
    before = text[max(0, mention.start - 20) : mention.start].split()
    if is_surname_alone(form):
        form = form.split()[-1]  # "Von" is no first name
    return gender_of(form, (printed.split()[0] if printed != form else before[-1] if before else ""))


def _find_introduced(text: str, mentions: Sequence[Mention], reference: Reference) -> set[str]:
    """Return the acronyms that the text itself gives to a name the tables do not know.

    "The European University (EU)" makes an EU of its own; "the European Union (EU)" does not.
    """
    introduced = set()
    for mention in mentions:
        match = _BRACKETED.match(text, mention.end)
        if match and mention.form == "name" and mention.type == "ORG":
            form = " ".join(text[mention.start : mention.end].split())
            if match[1] in initials_of(form) and find_known(form, mention, reference) is None:
                introduced.add(match[1])
    return introduced


def _join_initials(form: str) -> str:
    """Return "U. S." and "U.S" as "U.S."."""
    joined = re.sub(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)", "", form)
    return joined + "." if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", joined) else joined


def _pairs(one: str, other: str) -> list[tuple[str, str]]:
    return list(zip(one.split(), other.split(), strict=False))


def find_known(form: str, mention: Mention, reference: Reference) -> tuple[str, str] | None:
    """Return what the reference tables know under this name, or None."""
    name = fold(form)
    if mention.type == "ORG" and _DOTTED.fullmatch(form) and name not in reference.body_by_name:
        name = fold(form.replace(".", ""))  # "E.P.A."
    if mention.type == "PERSON":
        terms = reference.terms_by_holder.get(name)
        if terms:
            is_full = " " in name or form.isupper()  # "MBS"
            return ("holder", terms[0].holder) if is_full else None
        # A slip of a known name: "Vladimr Putin".
        for surname in surnames_of(form):
            for term in reference.terms_by_surname.get(surname, ()):
                is_close = any(is_slip(a, b) for a, b in _pairs(plain(form), plain(term.holder)))
                if is_close and is_same_person(form, term.holder):
                    return ("holder", term.holder)
        return None
    if mention.form == "metonym":
        if name in load_lists().seats:
            return ("body", load_lists().seats[name])
        return ("state", reference.state_by_metonym[name].code)
    if mention.type == "PLACE" or name not in reference.body_by_name:
        state = reference.state_by_name.get(name)
        if state is not None:
            return ("state", state.code)
    body = reference.body_by_name.get(name)
    if body is None or (mention.type == "PLACE" and name in reference.place_names):
        return None
    return ("body", body.name)
