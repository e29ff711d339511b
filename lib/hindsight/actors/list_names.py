"""List first names with genders, and common surnames: ``python -m hindsight.actors.list_names [--out FILE]``.

The first names that editors wrote down stay as the table has them. The others are taken from packages that
collect open data, needed for this step only: names (first names and surnames of the census of the United
States) and Faker (names used in other countries).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules

from hindsight.actors.reference import read_rows

PEOPLE_FILE = "people.tsv"
COMMON_SURNAMES = 1_000  # of the census; rarer ones are more telling
_ONE_SEX = 10  # times as many bearers of one sex as of the other, for a name to be of one sex
_LATIN = "A-Za-zÀ-ÖØ-öø-ÿĀ-žșțơư"
_NAME = re.compile(rf"[{_LATIN}][{_LATIN}'’-]+")

KNOWN = "1"  # marks a first name that editors wrote down: its row is kept


def gender_by_count(men: float, women: float) -> str:
    """Return the gender of a first name from the share or number of its bearers.

    Examples
    --------
    >>> gender_by_count(3.3, 0.04), gender_by_count(0.02, 0.5), gender_by_count(1, 1)
    ('M', 'F', 'MF')
    """
    if men >= _ONE_SEX * women:
        return "M"
    return "F" if women >= _ONE_SEX * men else "MF"


def list_people(
    men: Mapping[str, float],
    women: Mapping[str, float],
    surnames: Sequence[str],
    foreign: Iterable[tuple[str, str]],
    known: Mapping[str, str] | None = None,
) -> list[tuple[str, str, str, str]]:
    """Return (name, gender, whether editors wrote it down, whether it is a common surname), sorted.

    Parameters
    ----------
    men, women : mapping of str to float
        First names with the share of their bearers.
    surnames : sequence of str
        Commonest first.
    foreign : iterable of (str, str)
        First names with ``M`` or ``F``, as used in one country.
    known : mapping of str to str, optional
        First names that editors wrote down, with their genders, which go before those of the lists.

    Examples
    --------
    >>> list_people({"ali": 0.1}, {"ali": 0.09, "ann": 0.4}, ["smith"], [("Aino", "F")], {"ali": "M"})
    [('aino', 'F', '', ''), ('ali', 'M', '1', ''), ('ann', 'F', '', ''), ('smith', '', '', '1')]
    """
    known = known or {}
    gender = {
        name: gender_by_count(men.get(name, 0.0), women.get(name, 0.0))
        for name in dict.fromkeys((*men, *women))
    }
    common = dict.fromkeys(surnames[:COMMON_SURNAMES], "1")
    used: dict[str, list[int]] = {}
    for name, kind in foreign:
        if not _NAME.fullmatch(name):
            continue
        lower = name.lower()
        if lower not in gender or lower in used:
            used.setdefault(lower, [0, 0])[kind == "F"] += 1
            gender[lower] = gender_by_count(*used[lower])
    gender |= known
    return [
        (name, gender.get(name, ""), KNOWN if name in known else "", common.get(name, ""))
        for name in sorted({*gender, *common})
    ]


def _read_census(name: str) -> dict[str, float]:
    rows = files("names").joinpath(name).read_text(encoding="utf-8").splitlines()
    return {row.split()[0].lower(): float(row.split()[1]) for row in rows if row.strip()}


def _read_faker() -> Iterator[tuple[str, str]]:
    package = import_module("faker.providers.person")
    kinds = {"first_names_male": "M", "first_names_female": "F"}
    for module in sorted(found.name for found in iter_modules(package.__path__)):
        provider = import_module(f"{package.__name__}.{module}").Provider
        for attribute, kind in kinds.items():
            for name in sorted(set(getattr(provider, attribute, None) or ())):
                yield name, kind


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the packages and the table, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    table = Path(__file__).with_name("data") / PEOPLE_FILE
    parser.add_argument("--out", type=Path, default=table)
    out = parser.parse_args(arguments).out
    people = list_people(
        _read_census("dist.male.first"),
        _read_census("dist.female.first"),
        list(_read_census("dist.all.last")),
        _read_faker(),
        {
            row["name"]: row["gender"]
            for row in read_rows(table.parent, PEOPLE_FILE)
            if row["is_known"] == KNOWN
        },
    )
    header = [line for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    rows = ["\t".join(row) for row in people]
    text = "\n".join([*header, "name\tgender\tis_known\tis_surname", *rows]) + "\n"
    out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
