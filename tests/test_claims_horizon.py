"""From when and by when a claim of the future can be judged, by the words its date hangs on."""

from __future__ import annotations

import pytest

from hindsight.claims.claim import Claim
from hindsight.claims.find import find_claims
from hindsight.dates.finding import find_dates
from hindsight.language import read_text


def last_claim(text: str, published: str = "2015-07-07") -> Claim:
    reading = read_text(text, published=published)
    return find_claims(reading, find_dates(reading), [])[-1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # By, in, on: up to the end of the date or of its part.
        ("The central bank will raise rates by the end of 2016.", None, "2016-12-31"),
        ("Inflation will fall by early 2016.", None, "2016-04-30"),
        ("The tariff will rise no later than March 2016.", None, "2016-03-31"),
        ("The fund will be exhausted in 2030 at the latest.", None, "2030-12-31"),
        ("The tunnel will be shut from 2017 to 2019.", None, "2019-12-31"),
        ("They will remain in Helmand until 2020.", None, "2020-12-31"),
        # Before: the day before it begins.
        ("The party will split well before 2020.", None, "2019-12-31"),
        ("No rail link will exist prior to 2019.", None, "2018-12-31"),
        ("Before 2030 prices will have doubled.", None, "2029-12-31"),
        ("Before Christmas the coalition will collapse.", None, "2015-12-24"),
        ("The island will not be annexed before mid-2018.", None, "2018-04-30"),
        ("The pipeline will not be ready until 2020.", None, "2019-12-31"),
        # ... but up to the end of what is itself an end, and of a date that only says when an event is.
        ("The merger will close before the end of March.", None, "2016-03-31"),
        ("The government will fall before the year is out.", None, "2015-12-31"),
        ("Congress must act before the November elections.", None, "2015-11-30"),
        ("The treaty will be signed before the vote in May 2016.", None, "2016-05-31"),
        ("Nothing will change before next year's congress.", None, "2016-12-31"),
        ("The guns will fall silent before dawn on Friday.", None, "2015-07-10"),
        # After, from, not before: no last day.
        ("The party will split soon after 2020.", "2021-01-01", None),
        ("After 2018 the dinar will be worthless.", "2019-01-01", None),
        ("The talks could drag on beyond the end of August.", "2015-09-01", None),
        ("Ministers will meet again after the summit on 20 July.", "2015-07-20", None),
        ("The ban will apply as of 1 January 2016.", "2016-01-01", None),
        ("The ban will apply from 2018 onwards.", "2018-01-01", None),
        ("The first plant will open in 2030 at the earliest.", "2030-01-01", None),
        ("The bridge will open no earlier than 2019.", "2019-01-01", None),
        ("Not until 2019 will the books balance.", "2019-01-01", None),
        ("The school will open in September 2016 or later.", "2016-09-01", None),
        # Both.
        ("The quota will be dropped after 2017 and before 2020.", "2018-01-01", "2019-12-31"),
        # Days that have passed are no horizon; "from" is not always about time; fiscal years end by country.
        ("Since 2010 wages will have fallen by a tenth.", None, None),
        ("The rule will be stricter than in 2011.", None, None),
        ("The depot will ship two more by the end of this fiscal year.", None, None),
        ("The depot will ship two more in the 2016 financial year.", None, None),
    ],
)
def test_a_preposition_says_how_a_date_bounds_a_claim(text: str, first: str | None, last: str | None) -> None:
    claim = last_claim(text)
    assert (claim.horizon_from, claim.horizon) == (first, last)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("By the end of September Norway will have asked for a delay.", "2015-09-30"),
        ("By 2030 they'll have overtaken us.", "2030-12-31"),
        ("Within ten years the glacier won't have recovered.", "2025-07-07"),
        ("By next summer the party will have been wiped out in the north.", "2016-08-31"),
    ],
)
def test_the_future_perfect_looks_ahead(text: str, last: str) -> None:
    claim = last_claim(text)
    assert (claim.orientation, claim.horizon) == ("future", last)


@pytest.mark.parametrize(
    "text",
    [
        "You will have noticed that nobody resigned.",
        "By now the message will have reached Tehran.",
        "The convoy will already have crossed the border.",
        "We should have signed the lease in June.",
        "They ought to have called an election in the spring.",
    ],
)
def test_a_conclusion_and_a_missed_chance_look_back(text: str) -> None:
    claim = last_claim(text)
    assert (claim.orientation, claim.horizon, claim.settled_by) == ("past", None, None)


def test_what_bounds_is_no_negation() -> None:
    assert last_claim("The tariff will rise no later than March 2016.").polarity == "positive"
    assert last_claim("The tariff will no longer rise.").polarity == "negative"


def test_a_length_of_time_needs_the_day_of_writing() -> None:
    assert last_claim("Spain will default within two years.").horizon == "2017-07-07"
    assert last_claim("Spain will default within two years.", published="2015").horizon is None


def test_an_open_horizon_is_said() -> None:
    claim = last_claim("Wages will catch up after 2024.")
    assert claim.settled_by == "Later reports that say whether this happened, from 1 January 2025 on"
    claim = last_claim("The quota will be dropped after 2017 and before 2020.")
    assert claim.settled_by is not None
    assert claim.settled_by.endswith("from 1 January 2018 to 31 December 2019")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("By the end of 2016, the party will collapse.", None, "2016-12-31"),
        ("Before 2018, the tunnel will open.", None, "2017-12-31"),
        ("After 2020, the subsidy will vanish.", "2021-01-01", None),
        ("Turnout fell, and by June 2017, the cabinet will follow.", None, "2017-06-30"),
        ("He said in March 2017 that prices will fall.", None, None),
        ("In March 2017 he said that prices will fall.", None, None),
    ],
)
def test_the_date_of_a_fronted_adjunct_bounds_its_clause_and_no_other(
    text: str, first: str | None, last: str | None
) -> None:
    claim = last_claim(text)
    assert (claim.horizon_from, claim.horizon) == (first, last)
