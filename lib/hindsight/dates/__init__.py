"""Temporal expressions: found, resolved against the right anchor, with every reading that stands."""

from hindsight.dates.finding import dates_by_sentence, find_dates
from hindsight.dates.interval import edtf_of, granularity_of, interval_of
from hindsight.dates.timex import Candidate, Timex

__all__ = [
    "Candidate",
    "Timex",
    "dates_by_sentence",
    "edtf_of",
    "find_dates",
    "granularity_of",
    "interval_of",
]
