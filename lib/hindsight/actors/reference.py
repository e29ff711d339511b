"""Reference knowledge: states, bodies, places and terms of office, each from a table with its source.

The tables are tab-separated files in ``actors/data``; a reader adds rows of their own in files of the same
columns in ``data/corrections`` (`add_rows`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from hindsight.errors import HindsightError


@dataclass(frozen=True, slots=True)
class State:
    """A state: its names, the words for its people, the words that stand for its government."""

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    until: str


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, alliance, agency or armed group; `type` of its words, `kind` of the actor."""

    name: str
    aliases: tuple[str, ...]
    type: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Term:
    """Who held which office when; `of` is a state's code or a body's name. Dates are ISO, open if empty."""

    of: str
    office: str
    title: str
    holder: str
    aliases: tuple[str, ...]
    start: str
    end: str
    is_lead: bool

    def covers(self, day: str) -> bool:
        """Return whether the term includes `day` (ISO); months and years cover all their days.

        Examples
        --------
        >>> term = Term("FR", "president", "", "François Hollande", (), "2012-05-15", "2017-05-14", True)
        >>> term.covers("2015-11-23")
        True
        """
        return self.start <= day[: len(self.start)] and (not self.end or day[: len(self.end)] < self.end)


def read_rows(folder: Traversable, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table: lines of tab-separated values under a header; ``#`` begins a comment.

    Raises
    ------
    HindsightError
        A row has another number of columns than the header.
    """
    header: list[str] = []
    for number, line in enumerate(folder.joinpath(name).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise HindsightError(
                f"{len(cells)} columns instead of {len(header)}",
                where=f"{folder.joinpath(name)}, line {number}",
                remedy="separate the cells by tabs, empty cells too",
            )
        else:
            yield dict(zip(header, cells, strict=True))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@dataclass(frozen=True)
class Reference:
    """All tables, with indexes by lower-case name.

    `given_names` gives the genders of first names, `first_names` of those that editors wrote down;
    `common_surnames`
    are those of the census.
    """

    states: tuple[State, ...]
    bodies: tuple[Body, ...]
    terms: tuple[Term, ...]
    places: tuple[tuple[str, str], ...]
    first_names: dict[str, str]
    given_names: dict[str, str]
    common_surnames: frozenset[str]
    own_names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def state_by_name(self) -> dict[str, State]:
        """States by name and alias (lower case; ``US`` and ``IS`` only as printed, see `fold`)."""
        return {fold(name): state for state in reversed(self.states) for name in (*state.aliases, state.name)}

    @cached_property
    def state_by_code(self) -> dict[str, State]:
        """States by code."""
        return {state.code: state for state in self.states}

    @cached_property
    def state_by_demonym(self) -> dict[str, State]:
        """States by adjective and by the words for their people."""
        return {fold(word): state for state in reversed(self.states) for word in state.demonyms}

    @cached_property
    def state_by_metonym(self) -> dict[str, State]:
        """States that stand today, by capital and by other words for the government."""
        return {
            fold(word): state
            for state in reversed(self.states)
            if not state.until
            for word in (*state.capitals, *state.metonyms)
        }

    @cached_property
    def body_by_name(self) -> dict[str, Body]:
        """Bodies by name and alias."""
        return {fold(name): body for body in reversed(self.bodies) for name in (*body.aliases, body.name)}

    @cached_property
    def terms_by_holder(self) -> dict[str, tuple[Term, ...]]:
        """Terms by the holder's name and the name's other spellings, in the order of the table."""
        index: dict[str, tuple[Term, ...]] = {}
        for term in self.terms:
            for name in (term.holder, *term.aliases):
                index[fold(name)] = (*index.get(fold(name), ()), term)
        return index

    @cached_property
    def terms_by_surname(self) -> dict[str, tuple[Term, ...]]:
        """Terms by the surnames of the holder and other single names (plain, see `person_names`)."""
        from hindsight.actors.person_names import plain, surnames_of

        index: dict[str, tuple[Term, ...]] = {}
        for term in self.terms:
            names = (term.holder, *term.aliases)
            surnames = dict.fromkeys(s for name in names for s in surnames_of(name))
            surnames |= dict.fromkeys(plain(name) for name in term.aliases if " " not in name)
            for surname in surnames:
                index[surname] = (*index.get(surname, ()), term)
        return index

    @cached_property
    def place_names(self) -> dict[str, str]:
        """Places by name: the code of the state they lie in."""
        return {fold(name): code for code, name in reversed(self.places)}


def fold(name: str) -> str:
    """Return `name` as the indexes know it: lower case, straight apostrophes, no leading article.

    ``US``, ``LeT`` and the like keep their capitals, because "us" and "let" are words.

    Examples
    --------
    >>> fold("The  Kremlin"), fold("US"), fold("us"), fold("LeT"), fold("Let"), fold("Da’esh")
    ('kremlin', 'US', 'us', 'LeT', 'let', "da'esh")
    """
    words = name.replace("’", "'").split()
    if len(words) > 1 and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    joined = " ".join(words)
    return joined if is_acronym_word(joined) else joined.lower()


def is_acronym_word(word: str) -> bool:
    """Return whether `word` is printed as the acronym that a common word could be taken for.

    Examples
    --------
    >>> is_acronym_word("LeT"), is_acronym_word("Let"), is_acronym_word("NATO")
    (True, False, False)
    """
    return word.lower() in load_words()["acronym_words"] and sum(map(str.isupper, word)) > 1


def _read_states(folder: Traversable) -> tuple[State, ...]:
    return tuple(
        State(
            row["code"],
            row["name"],
            _split(row["aliases"]),
            _split(row["demonyms"]),
            _split(row["capital"]),
            _split(row["metonyms"]),
            row["until"],
        )
        for row in read_rows(folder, "states.tsv")
    )


def _read_bodies(folder: Traversable) -> tuple[Body, ...]:
    return tuple(
        Body(row["name"], _split(row["aliases"]), row["type"], row["kind"], row["state"])
        for row in read_rows(folder, "bodies.tsv")
    )


def _read_terms(folder: Traversable) -> tuple[Term, ...]:
    return tuple(
        Term(
            row["of"],
            row["office"],
            row["title"],
            row["holder"],
            _split(row["aliases"]),
            row["from"],
            row["to"],
            row["is_lead"] == "1",
        )
        for row in read_rows(folder, "terms.tsv")
    )


def read_reference(folder: Traversable) -> Reference:
    """Return the tables of `folder`: states, bodies, terms, places, names of people."""
    places = tuple(
        (row["state"], name) for row in read_rows(folder, "places.tsv") for name in _split(row["places"])
    )
    people = tuple(read_rows(folder, "people.tsv"))
    return Reference(
        _read_states(folder),
        _read_bodies(folder),
        _read_terms(folder),
        places,
        first_names={row["name"]: row["gender"] for row in people if row["is_known"] == "1"},
        given_names={row["name"]: row["gender"] for row in people if row["gender"]},
        common_surnames=frozenset(row["name"] for row in people if row["is_surname"] == "1"),
    )


NAME_TYPES = ("ORG", "PLACE", "PERSON", "NORP", "OTHER")
OWN_TABLES = ("states.tsv", "bodies.tsv", "terms.tsv")


def add_rows(reference: Reference, place: Path) -> Reference:
    """Return the tables with a reader's own rows before them: `states.tsv`, `bodies.tsv`, `terms.tsv`.

    Parameters
    ----------
    reference : Reference
    place : Path
        A folder, in which any of the three files may be, or one of them. They have the columns of the
        tables that ship. A row with the name of one that ships goes before it.

    Raises
    ------
    HindsightError
        A column is missing, a row has too few columns, the type of a body is none, or a term is of a state
        or body that no table has.
    """
    folder, named = (place.parent, (place.name,)) if place.is_file() else (place, OWN_TABLES)
    has = {name for name in named if (folder / name).is_file()}
    if not has:
        return reference
    for name in sorted(has):
        _check_columns(folder, name)
    states = _read_states(folder) if "states.tsv" in has else ()
    bodies = _read_bodies(folder) if "bodies.tsv" in has else ()
    terms = _read_terms(folder) if "terms.tsv" in has else ()
    wider = replace(
        reference,
        states=(*states, *reference.states),
        bodies=(*bodies, *reference.bodies),
        terms=(*terms, *reference.terms),
        own_names=reference.own_names | _list_names(states, bodies, terms),
    )
    known = {*wider.state_by_code, *(body.name for body in wider.bodies)}
    for body in bodies:
        if body.type not in NAME_TYPES:
            raise HindsightError(
                f"{body.name} is of type {body.type!r}",
                where=str(folder / "bodies.tsv"),
                remedy=f"give the type of its words: {', '.join(NAME_TYPES)}",
            )
    for term in terms:
        if term.of not in known:
            raise HindsightError(
                f"{term.holder} holds an office of {term.of!r}, which no table has",
                where=str(folder / "terms.tsv"),
                remedy="give the code of a state or the name of a body, or add a row for it beside this file",
            )
    return wider


def _check_columns(folder: Path, name: str) -> None:
    shipped = next(read_rows(files(__package__).joinpath("data"), name))
    missing = [column for row in read_rows(folder, name) for column in shipped if column not in row]
    if missing:
        raise HindsightError(
            f"no column {missing[0]!r}",
            where=str(folder / name),
            remedy=f"begin with a header of {', '.join(shipped)}",
        )


def _list_names(states: Iterable[State], bodies: Iterable[Body], terms: Iterable[Term]) -> dict[str, str]:
    """Return the names of rows with the types of their words."""
    names: dict[str, str] = {}
    for term in terms:
        names |= dict.fromkeys((term.holder, *term.aliases), "PERSON")
    for body in bodies:
        names |= dict.fromkeys((body.name, *body.aliases), body.type)
    for state in states:
        names |= dict.fromkeys((*state.metonyms,), "ORG") | dict.fromkeys(state.demonyms, "NORP")
        names |= dict.fromkeys((state.name, *state.aliases, *state.capitals), "PLACE")
    return {" ".join(name.split()): kind for name, kind in names.items()}


@lru_cache(maxsize=1)
def load_reference() -> Reference:
    """Return the tables that ship with the package.

    Examples
    --------
    >>> load_reference().state_by_metonym["kremlin"].name
    'Russia'
    """
    return read_reference(files(__package__).joinpath("data"))


@lru_cache(maxsize=1)
def load_words() -> dict[str, frozenset[str]]:
    """Return the closed word lists of ``words.toml`` by name."""
    tables = tomllib.loads(files(__package__).joinpath("data", "words.toml").read_text(encoding="utf-8"))
    return {name: frozenset(table["words"].split()) for name, table in tables.items()}
