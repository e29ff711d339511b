"""Generated corpora of many documents for the timelines: dates near and far, cards, links found in them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pandas as pd

from hindsight.links import find_links
from small_frames import Card, Page, make_frames

NAMES = ("Russia", "Ukraine", "France", "Merkel", "Obama", "Ankara", "Oslo", "Cairo")
_WORDS = (
    "ministers agreed on the sanctions before elections while ports and hatcheries waited for the winter "
    "harvest of grain and barley under treaties that nobody in the capital had read"
).split()
# Words, days from publication, how much of the day the TIMEX3 value keeps.
_DATES = (
    ("last year", -400, 4),
    ("Tuesday", 2, 10),
    ("in February", 80, 7),
    ("two years ago", -730, 4),
    ("the 1990s", -9000, 3),
    ("next month", 30, 7),
    ("yesterday", -1, 10),
    ("today", 0, 10),
)


@lru_cache(maxsize=8)
def make_corpus(n_documents: int, *, n_sentences: int = 5, n_cards: int = 3) -> dict[str, pd.DataFrame]:
    """Return the frames of a corpus with its links; the same for the same numbers."""
    frames = make_frames(*(_page(number, n_sentences, n_cards) for number in range(n_documents)))
    return {**frames, "links": find_links(frames)}


def _page(number: int, n_sentences: int, n_cards: int) -> Page:
    day = date(2012, 1, 15) + timedelta(days=number * number * 3 % 3000)
    sentences: list[str] = []
    dates: dict[str, Any] = {}
    for place in range(n_sentences):
        one, two = NAMES[(number + place) % 8], NAMES[(number * 3 + place * 2 + 1) % 8]
        start, length = number * 7 + place * 5, 4 + (number + place) % 14
        words = " ".join(_WORDS[(start + n) % len(_WORDS)] for n in range(length))
        said, shift, kept = _DATES[(number + place * 3) % len(_DATES)]
        if place % 2:
            dates[said] = (day + timedelta(days=shift)).isoformat()[:kept]
            sentences.append(f"{one} and {two} {words} {said}.")
        else:
            sentences.append(f"{one} {words}.")
    cards = tuple(
        Card(
            f"{NAMES[(number + n) % 8]} after the {_WORDS[(number + n * 3) % len(_WORDS)]}",
            (date(2022, 1, 1) + timedelta(days=(number * 37 + n * 90) % 600)).isoformat(),
            f"A teaser about {NAMES[(number + n) % 8]}",
            NAMES,
            ("A. Writer",),
        )
        for n in range(n_cards)
    )
    title = f"On {_WORDS[number % len(_WORDS)]}: what {NAMES[number % 8]} should do next"
    return Page(
        f"doc-{number:03}", day.isoformat(), title, tuple(sentences), NAMES, ("Ann Author",), dates, cards
    )
