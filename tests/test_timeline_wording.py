"""How days, spans and findings are said; how words are measured and broken into lines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.timeline.measuring import shorten, text_width, wrap
from hindsight.timeline.wording import plain, say_days


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2015-11-23", "2015-11-23", "23 Nov 2015"),
        ("2015-09-01", "2015-09-30", "Sep 2015"),
        ("2015-09-01", "2015-11-30", "Sep–Nov 2015"),
        ("2015-01-01", "2015-12-31", "2015"),
        ("1990-01-01", "1999-12-31", "1990–1999"),
        ("2015-11-03", "2015-11-09", "3–9 Nov 2015"),
        ("2015-10-30", "2015-11-02", "30 Oct – 2 Nov 2015"),
        ("2015-12-30", "2016-01-02", "30 Dec 2015 – 2 Jan 2016"),
        ("9999-12-01", "9999-12-31", "Dec 9999"),
    ],
)
def test_an_interval_is_said_as_shortly_as_it_can(earliest: str, latest: str, said: str) -> None:
    assert say_days(date.fromisoformat(earliest), date.fromisoformat(latest)) == said


@settings(deadline=None)
@given(st.text(max_size=60))
def test_plain_text_is_one_line_that_xml_can_carry(text: str) -> None:
    words = plain(text)
    assert words == " ".join(words.split())
    assert words.isprintable() or not words


@settings(deadline=None)
@given(st.text(alphabet="abc deW…é", max_size=80), st.floats(30, 200), st.integers(1, 4))
def test_wrapped_lines_fit(text: str, width: float, most: int) -> None:
    lines = wrap(text, width, 8.5, most=most)
    assert len(lines) <= most
    assert all(text_width(line, 8.5) <= width + 1 for line in lines)


def test_text_that_fits_is_not_shortened() -> None:
    assert shorten("Ukraine", 200, 8.5) == "Ukraine"
    assert shorten("Ukraine " * 40, 60, 8.5).endswith("…")
