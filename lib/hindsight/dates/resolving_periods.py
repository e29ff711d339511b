"""Quarters, halves, fiscal years, decades and centuries."""

from __future__ import annotations

import re

from hindsight.dates.captured import near_century, ordinal_number, which_of, year_of
from hindsight.dates.gregorian import Day
from hindsight.dates.grounds import Ground, Resolved, shift, unresolved, year_text
from hindsight.dates.lexing import vocabulary
from hindsight.dates.scanning import Hit


def read_quarter(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a quarter; without a year it is the latest that has begun, or the coming one in a clause about
    the future.
    """
    number = ordinal_number(hit.captures["q"])
    if not 1 <= number <= 4:
        return None
    year, which = year_of(hit, ground), which_of(hit)
    text = hit.captures["whole"].lower()
    anchor = "explicit"
    if year is None:
        base = ground.reference if ground.is_narrative and ground.reference else ground.document
        if base is None:
            return Resolved("DATE", f"XXXX-Q{number}", "none", None, "Q", (), 0.5)
        anchor = "narrative" if base is ground.reference else "document"
        year = base.year
        if which is not None:
            year += which
        elif re.search(r"year\s*[-–]\s*(?:earlier|ago)", text) or (
            anchor == "document" and lean != "future" and 3 * number - 2 > base.month
        ):
            year -= 1
        elif anchor == "document" and lean == "future" and 3 * number < base.month - 2:
            year += 1
    return _quarter(year, number, anchor)


def _quarter(year: int, number: int, anchor: str, confidence: float = 0.85) -> Resolved:
    return Resolved(
        "DATE", f"{year_text(year)}-Q{number}", anchor, Day(year, 3 * number - 2, 1), "Q", (), confidence
    )


def read_latest(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "the latest quarter", "the 1989 period": the quarter the text speaks of, in that year."""
    year = year_of(hit, ground)
    if "before" in hit.captures and ground.document is not None:
        year = (ground.quarter[0] if ground.quarter else ground.document.year) - 1
    is_current = "current" in hit.captures["whole"].lower()
    if ground.quarter is not None and not is_current:
        return _quarter(year if year is not None else ground.quarter[0], ground.quarter[1], "earlier", 0.7)
    if year is not None:
        return Resolved("DATE", year_text(year), "explicit", Day(year, 1, 1), "Y", (), 0.6)
    if ground.document is None:
        return unresolved("Q")
    day = ground.document if is_current else shift(ground.document, "Q", -1)
    return _quarter(day.year, (day.month + 2) // 3, "document", 0.6)


def read_short_quarter(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read "Q3 2015", "H1": a quarter or half by its letter."""
    letter, number = hit.captures["qh"][0].upper(), int(hit.captures["qh"][1])
    year, anchor = year_of(hit, ground), "explicit"
    if letter == "H" and number > 2:
        return None
    if year is None:
        if ground.document is None:
            return Resolved("DATE", f"XXXX-{letter}{number}", "none", None, letter, (), 0.5)
        year, anchor = ground.document.year, "document"
    if letter == "Q":
        return _quarter(year, number, anchor)
    return Resolved("DATE", f"{year_text(year)}-H{number}", anchor, Day(year, 6 * number - 5, 1), "H")


def read_half(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a half of a year."""
    half = 1 if hit.captures["h"].lower() == "first" else 2
    year, anchor = year_of(hit, ground), "explicit"
    if year is None:
        words = hit.captures.get("which", "").lower()
        base, anchor = (ground.document, "document")
        if words in ("that", "the") and ground.reference and (ground.is_narrative or words == "that"):
            base, anchor = ground.reference, "earlier"
        if base is None:
            return unresolved("H")
        year = base.year + (which_of(hit) or 0)
    return Resolved("DATE", f"{year_text(year)}-H{half}", anchor, Day(year, 6 * half - 5, 1), "H")


def read_fiscal(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a fiscal year as the calendar year of its number."""
    year, anchor = year_of(hit, ground), "explicit"
    if "fy" in hit.captures:
        figures = re.sub(r"\D", "", hit.captures["fy"])
        year = int(figures) if len(figures) == 4 else near_century(int(figures), ground)
    if year is None:
        if ground.document is None:
            return unresolved("Y")
        year, anchor = ground.document.year + (which_of(hit) or 0), "document"
    return Resolved("DATE", year_text(year), anchor, Day(year, 1, 1), "Y", (), 0.8)


def read_decade(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a decade as three digits ("the 1990s", "the '80s", "the nineties")."""
    if "dec" in hit.captures:
        figures = re.sub(r"\D", "", hit.captures["dec"])
        if "era" in hit.captures:
            return Resolved("DATE", f"BC{int(figures):04}"[:-1], "explicit", None, "", (), 0.8)
        year = int(figures) if len(figures) == 4 else near_century(int(figures), ground)
    else:
        text = hit.captures["whole"].lower().split()
        year = vocabulary()["DECADEW"][hit.captures["decw"].lower()]
        teen = [vocabulary()["TEEN"][word] for word in text if word in vocabulary()["TEEN"]]
        year = teen[0] * 100 + year if teen else near_century(year, ground)
    return Resolved("DATE", year_text(year)[:-1], "explicit", Day(year, 1, 1), "DE")


def read_century(hit: Hit, ground: Ground, lean: str | None) -> Resolved | None:
    """Read a century as two digits: the 19th century is 18."""
    number = ordinal_number(hit.captures["cen"])
    if not 1 <= number <= 99:
        return None
    if hit.captures.get("era", "").replace(".", "").lower() in ("bc", "bce"):
        return Resolved("DATE", f"BC{number - 1:02}", "explicit", None, "", (), 0.8)
    return Resolved("DATE", f"{number - 1:02}", "explicit", Day(max(1, 100 * (number - 1)), 1, 1), "CE")
