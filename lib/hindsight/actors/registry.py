"""The actors of a corpus: one record each, however many texts name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hindsight.actors.aliases import Entity
from hindsight.actors.decisions import ActorDecisions
from hindsight.actors.mention import Actor
from hindsight.actors.namesakes import (
    Evidence,
    Profile,
    are_different,
    fits_holder,
    fits_person,
    office_noun,
)
from hindsight.actors.person_names import (
    gender_of,
    is_same_person,
    is_surname_alone,
    plain,
    strip_titles,
    surnames_of,
)
from hindsight.actors.reference import Reference, Term, fold, load_words
from hindsight.actors.roles import (
    Role,
    choose_holder,
    describe_roles,
    find_holder,
    find_holders,
    find_role,
    list_former,
)
from hindsight.actors.titles import read_office
from hindsight.schema import slugify

_GUESSED = 0.8  # confidence in a person whom a text by surname only was taken to mean
_TWO_OFFICES = 0.6  # in one whom texts give different offices
_LONGEST_CODE = 4  # letters; "USA" and "NYC" are names in capitals


@dataclass(slots=True)
class Record:
    """An actor in the making.

    `role` is the office held on the day of the text being read, empty if none; `roles` has one entry a day.
    `profile` is what the texts print about a person; `is_guessed`: texts that print no more than the surname
    were taken to mean the person.
    """

    name: str
    kind: str
    rule: str
    known: tuple[str, str] | None = None
    forms: dict[str, int] = field(default_factory=dict)
    gender: str = ""
    role: str = ""
    roles: dict[str, Role] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    is_guessed: bool = False

    def add_forms(self, forms: dict[str, int]) -> None:
        """Count the printed forms of one more text."""
        for form, count in forms.items():
            self.forms[form] = self.forms.get(form, 0) + count


class Registry:
    """Gives every entity of every text its record; decisions of a reader come first."""

    def __init__(self, reference: Reference, decisions: ActorDecisions) -> None:
        self.reference = reference
        self.records: list[Record] = []
        self._by_key: dict[str, int] = {}
        self._by_surname: dict[str, dict[int, None]] = {}
        self._by_form: dict[str, dict[int, None]] = {}
        self._same = {plain(name): plain(group[0]) for group in decisions.merges for name in group}
        self._merged_name = {plain(group[0]): group[0] for group in decisions.merges}

    def add(self, entity: Entity, evidence: Evidence | None = None, key: str = "") -> int:
        """Return the record of a named entity; a person known by surname only comes in `add_surname`.

        `evidence` is what its text tells about a person; `key` keeps namesakes of one surname apart.
        """
        name, kind, rule = self._describe(entity)
        key = key or self._key_of(entity, name)
        at = self._by_key.get(key)
        if at is None and entity.known is None and not key.startswith("merged:"):
            at = self._by_other_form(entity)
        if at is None:
            at = len(self.records)
            self._by_key[key] = at
            merged = self._merged_name.get(key.removeprefix("merged:"))
            self.records.append(Record(merged or name, kind, rule, entity.known))
        record = self.records[at]
        if key.startswith("merged:"):
            name = record.name
        if entity.known is None and record.known is None and len(name.split()) > len(record.name.split()):
            record.name = name
        if entity.known and record.known is None:
            record.known, record.name, record.kind = entity.known, name, kind
        holder = record.known[1] if record.known is not None and record.known[0] == "holder" else ""
        record.gender = record.gender or entity.gender or gender_of(holder)
        record.add_forms(entity.forms)
        for form in self._other_forms(entity):
            self._by_form.setdefault(form, {})[at] = None
        if entity.type == "PERSON":
            record.profile.add(evidence or Evidence(gender=entity.gender))
            for surname in surnames_of(record.name):
                self._by_surname.setdefault(surname, {})[at] = None
        return at

    def _other_forms(self, entity: Entity) -> list[str]:
        """Return the forms by which another text can mean the same actor: full names, acronyms."""
        if entity.type == "PERSON":
            return ["person:" + plain(form) for form in entity.forms if not is_surname_alone(form)]
        return [f"{entity.type}:{form}" for form in entity.forms if form.isupper() and form.isalpha()]

    def _by_other_form(self, entity: Entity) -> int | None:
        """Return the one record that another text calls by a form of this entity, or None."""
        found: dict[int, None] = {}
        for form in self._other_forms(entity):
            found |= self._by_form.get(form, {})
        near = list(found)
        if entity.type == "PERSON":
            near = [k for k in near if not are_different(self.records[k].name, entity.full_name)]
        if len(near) > 1 and entity.type == "PERSON":
            near = [k for k in near if is_same_person(self.records[k].name, entity.full_name)]
        return near[0] if len(near) == 1 else None

    def called(self, name: str, kind: str) -> int:
        """Return the record that a reader calls `name`: an actor of the corpus or the tables, else a new one.

        Names are compared with the names of the actors first, then with the forms they are printed in, where
        only one is printed so; the type of the mention decides where a person and a place share a name.
        """
        wanted = plain(name).removeprefix("the ")
        named = [k for k, r in enumerate(self.records) if plain(r.name).removeprefix("the ") == wanted]
        printed = [k for k, r in enumerate(self.records) if any(plain(form) == wanted for form in r.forms)]
        surname = list(self._by_surname.get(wanted, {})) if kind == "PERSON" else []
        if not named:
            named = next((found for found in (printed, surname) if len(found) == 1), [])
        if len(named) > 1:
            is_person = kind == "PERSON"
            named = [k for k in named if (self.records[k].kind == "person") is is_person] or named
        if named:
            return named[0]
        known = self._known_as(name)
        if known is not None:
            return self.add_known(known)
        entity = Entity(kind)
        entity.forms[name] = 0
        return self.add(entity)

    def _known_as(self, name: str) -> tuple[str, str] | None:
        """Return what the tables know under a full name, whatever it is."""
        key, tables = fold(name), self.reference
        if key in tables.terms_by_holder:
            return "holder", tables.terms_by_holder[key][0].holder
        if key in tables.state_by_name:
            return "state", tables.state_by_name[key].code
        return ("body", tables.body_by_name[key].name) if key in tables.body_by_name else None

    def add_surname(self, entity: Entity, evidence: Evidence) -> list[int]:
        """Return the records that a person called by one name only can be, best first.

        Whoever holds an office on the day comes first, then persons of the corpus, then those who held an
        office. One of them is the answer, several are candidates; where the text speaks against all of them
        the surname becomes a record of its own, shared with texts that speak against nothing in it.
        """
        name = plain(entity.full_name)
        if name in self._same:
            return [self.add(entity, evidence)]
        terms: dict[str, list[Term]] = {}
        for term in self.reference.terms_by_surname.get(name, ()):
            if term.holder in choose_holder(name, None, self.reference):
                terms.setdefault(term.holder, []).append(term)
        holders = {
            holder: held
            for holder, held in terms.items()
            if fits_holder(evidence, held, name, self._profile_of(holder))
        }
        serving = self._serving(name, evidence, holders)
        known = [k for k in self._by_surname.get(name, {}) if self._fits(k, evidence, name)]
        if not serving and len(known) != 1 and holders:
            known = [k for k in known if self.records[k].name in holders] or known
        if serving or not known:
            chosen = serving or (list(holders) if len(holders) == 1 else [])
            if len(chosen) == 1:
                entity.known = ("holder", chosen[0])
                known = [self.add(entity, evidence)]
            elif chosen:
                return [self.add_known(("holder", holder)) for holder in chosen]
        elif len(known) == 1:
            record = self.records[known[0]]
            record.add_forms(entity.forms)
            record.is_guessed |= not evidence.offices and record.profile.days_from(evidence.day) > 0
        return known or [self._add_unknown(entity, evidence, name)]

    def _profile_of(self, holder: str) -> Profile | None:
        at = self._by_key.get(f"holder:{holder}")
        return self.records[at].profile if at is not None else None

    def _serving(self, name: str, evidence: Evidence, holders: Mapping[str, Sequence[Term]]) -> list[str]:
        """Return who of `holders` is in office on the day.

        Of several, those in the office printed, of a state that the text names, who lead a state or body.
        """
        day = evidence.day
        if day is None:
            return []
        now = {
            holder: [term for term in held if term.covers(day)]
            for holder, held in holders.items()
            if any(term.covers(day) for term in held)
        }
        for is_better in (
            lambda term: office_noun(term.title) in evidence.offices,
            lambda term: term.of in evidence.named,
            lambda term: term.is_lead,
        ):
            better = {holder: held for holder, held in now.items() if any(map(is_better, held))}
            now = better or now
        return list(now)

    def _fits(self, at: int, evidence: Evidence, name: str) -> bool:
        record = self.records[at]
        if record.known is not None and record.known[0] == "holder":
            terms = self.reference.terms_by_holder[fold(record.known[1])]
            return fits_holder(evidence, terms, name, record.profile)
        return fits_person(evidence, record.name, name, record.profile)

    def _add_unknown(self, entity: Entity, evidence: Evidence, name: str) -> int:
        """Return the record of somebody known by a surname only; namesakes get records of their own."""
        key, number = f"person:{name}", 1
        while key in self._by_key:
            if fits_person(evidence, name, name, self.records[self._by_key[key]].profile):
                break
            number += 1
            key = f"person:{name}:{number}"
        return self.add(entity, evidence, key)

    def add_known(self, known: tuple[str, str]) -> int:
        """Return the record of something the reference tables know, made if need be."""
        entity = Entity("PERSON" if known[0] == "holder" else "ORG", known)
        entity.forms[known[1]] = 0
        return self.add(entity)

    def _describe(self, entity: Entity) -> tuple[str, str, str]:
        if entity.known is not None:
            table, key = entity.known
            if table == "state":
                return self.reference.state_by_code[key].name, "state", "reference:states"
            if table == "holder":
                return key, "person", "reference:terms"
            body = self.reference.body_by_name[fold(key)]
            return body.name, body.kind, "reference:bodies"
        name = entity.full_name
        if entity.type == "PERSON":
            name = strip_titles(name)
            # "MR. FEELEY:" is how a transcript prints a speaker; "MBS" are letters.
            is_loud = name.isupper() and len(name) > _LONGEST_CODE
            return name.title() if is_loud else name, "person", "names"
        if entity.type == "PLACE":
            # The dateline "WASHINGTON" is the city that other pages print in small letters.
            is_dateline = name.isupper() and name.isalpha() and len(name) > _LONGEST_CODE
            return name.title() if is_dateline else name, "place", "names"
        last = name.split()[-1].lower()
        return name, "armed_group" if last in load_words()["armed_heads"] else "organisation", "names"

    def _key_of(self, entity: Entity, name: str) -> str:
        for form in (name, *entity.forms):
            merged = self._same.get(plain(form))
            if merged:
                return "merged:" + merged
        if entity.known is not None:
            return ":".join(entity.known)
        words = [
            word
            for word in plain(name).split()
            if word not in load_words()["titles"] or entity.type != "PERSON"
        ]
        if entity.type == "PERSON" and len(words) > 2:
            # Middle initials and "Jr." come and go; first and last name stay.
            while len(words) > 2 and words[-1] in ("jr", "jr.", "sr", "sr."):
                words.pop()
            words = [
                word for k, word in enumerate(words) if k in (0, len(words) - 1) or len(word.rstrip(".")) > 1
            ]
        return ("person:" if entity.type == "PERSON" else "name:") + " ".join(w for w in words if w != "the")

    def note_role(self, at: int, day: str | None, before: Sequence[str]) -> None:
        """Note the office of a person on the day of a text; `before` are the words before a mention.

        The text's own "former" goes before the table, the table before any other title; an office whose
        term has ended is "former".
        """
        record = self.records[at]
        if record.kind != "person":
            return
        if before and " " not in record.name and before[-1].lower() in load_words()["royal_titles"]:
            record.name = f"{before[-1]} {record.name}"
        office = read_office(before)
        role = find_role(record.known[1] if record.known else "", day, office, self.reference)
        kept = record.roles.get(day or "")
        if kept is None or role.rank > kept.rank:
            record.roles[day or ""] = kept = role
        record.role = "" if kept.is_past else kept.title

    def holder_of(self, of: str, office: str, day: str | None) -> int | None:
        """Return the record of whoever held an office on `day`; None where day or holder is unknown."""
        if day is None:
            return None
        term = find_holder(of, office, day, self.reference)
        return None if term is None else self.add_known(("holder", term.holder))

    def holders_in(self, of: str, office: str, first: str, last: str) -> list[tuple[int, float]]:
        """Return (record, share of the days) of whoever held `office` from `first` to `last`, most first."""
        held = find_holders(of, office, first, last, self.reference)
        return [(self.add_known(("holder", name)), share) for name, share in held]

    def former_holders(self, of: str, office: str, day: str | None) -> list[int]:
        """Return the records of those who had left an office by `day`, the last first."""
        if day is None:
            return []
        return [self.add_known(("holder", name)) for name in list_former(of, office, day, self.reference)]

    def build(self, used: set[int], decisions: ActorDecisions) -> tuple[list[Actor], dict[int, str]]:
        """Return the actors that have mentions, and the id of each record; ids are unique slugs."""
        renames = {plain(old): new for old, new in decisions.renames}
        kinds = {plain(name): kind for name, kind in decisions.retypes}
        roles = {plain(name): role for name, role in decisions.roles}
        actors: list[Actor] = []
        ids: dict[int, str] = {}
        taken: dict[str, int] = {}
        for k, record in enumerate(self.records):
            if k not in used:
                continue
            names = [plain(record.name), *(plain(form) for form in record.forms)]
            name = next((renames[n] for n in names if n in renames), record.name)
            kind = next((kinds[n] for n in [plain(name), *names] if n in kinds), record.kind)
            role = next((roles[n] for n in [plain(name), *names] if n in roles), None)
            slug = slugify(name)
            taken[slug] = taken.get(slug, 0) + 1
            if taken[slug] > 1:
                # A person and a place of one name: the kind tells them apart.
                slug = f"{slug}-{kind.replace('_', '-')}"
                taken[slug] = taken.get(slug, 0) + 1
                if taken[slug] > 1:
                    slug = f"{slug}-{taken[slug]}"
            ids[k] = slug
            forms = [
                form
                for form, count in sorted(record.forms.items(), key=lambda item: (-item[1], item[0]))
                if count
            ]
            role_then, source = describe_roles(record.roles)
            sources = {role.source for role in record.roles.values() if role.title}
            is_career = len({office_noun(role.title) for role in record.roles.values() if role.title}) > 1
            confidence = _GUESSED if record.is_guessed else 1.0
            if is_career and "text" in sources and (record.known is None or record.is_guessed):
                # Two offices that no table joins may be two persons of one name.
                confidence = _TWO_OFFICES
            actors.append(
                Actor(
                    slug,
                    name,
                    kind,
                    tuple(forms),
                    record.rule,
                    role or role_then,
                    "correction" if role else source,
                    confidence,
                )
            )
        return actors, ids
