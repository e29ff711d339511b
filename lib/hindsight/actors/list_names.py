"""List first names with genders, and common surnames: ``python -m hindsight.actors.list_names [--out FILE]``.

They are taken from packages that collect open data, needed for this step only: names (first names and
surnames of the census of the United States) and Faker (names used in other countries).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules

PEOPLE_FILE = "people.tsv"
COMMON_SURNAMES = 1_000  # of the census; rarer ones are more telling
_ONE_SEX = 10  # times as many bearers of one sex as of the other, for a name to be of one sex
_LATIN = "A-Za-zÀ-ÖØ-öø-ÿĀ-žșțơư"
_NAME = re.compile(rf"[{_LATIN}][{_LATIN}'’-]+")

PEOPLE_HEADER = (
    "# Names of people: gender of a first name (M, F, MF for either; empty: no first name), and whether it",
    "# is one of the thousand commonest surnames (1, or empty). Made by list_names.",
    "# source: US Census Bureau, frequent names of 1990 (public domain) as packed in names (MIT);",
    "# source: names used in other countries as packed in Faker (MIT).",
)


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
) -> list[tuple[str, str, str]]:
    """Return (name, gender, whether it is a common surname), sorted.

    Parameters
    ----------
    men, women : mapping of str to float
        First names with the share of their bearers.
    surnames : sequence of str
        Commonest first.
    foreign : iterable of (str, str)
        First names with ``M`` or ``F``, as used in one country.
    """
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
    return [(name, gender.get(name, ""), common.get(name, "")) for name in sorted({*gender, *common})]


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
    """Read the packages, write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("data") / PEOPLE_FILE)
    people = list_people(
        _read_census("dist.male.first"),
        _read_census("dist.female.first"),
        list(_read_census("dist.all.last")),
        _read_faker(),
    )
    rows = ["\t".join(row) for row in people]
    text = "\n".join([*PEOPLE_HEADER, "name\tgender\tis_surname", *rows]) + "\n"
    parser.parse_args(arguments).out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
