"""Temporal expressions of a text, found and resolved in one pass."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

from hindsight.dates.anchoring import count_reports, moves_on, names_quarter, settle, weigh
from hindsight.dates.directions import look
from hindsight.dates.gregorian import weekday
from hindsight.dates.grounds import Ground, Resolved, document_ground, is_finer, unresolved, value_of
from hindsight.dates.interval import edtf_of, granularity_of, interval_of
from hindsight.dates.parts import edtf_of_days, part_of
from hindsight.dates.resolving_clock import read_clock, read_part
from hindsight.dates.resolving_counted import quarter_days, read_counted, read_edge
from hindsight.dates.resolving_dates import read_date, read_same_month, read_week_of, read_written
from hindsight.dates.resolving_lengths import (
    read_constant,
    read_duration,
    read_frequency,
    read_recent,
    read_recurring,
    read_span,
    read_stretch,
)
from hindsight.dates.resolving_named import read_holiday, read_named_day
from hindsight.dates.resolving_periods import (
    read_century,
    read_decade,
    read_fiscal,
    read_half,
    read_latest,
    read_quarter,
    read_short_quarter,
)
from hindsight.dates.resolving_shifts import (
    read_ago,
    read_shift,
    read_weekdays_ago,
    read_within,
    read_year_ago,
)
from hindsight.dates.scanning import Hit, scan_sentence
from hindsight.dates.splitting import split
from hindsight.dates.timex import Candidate, Timex
from hindsight.language.reading import Reading

# Lines that date a page are its metadata, not expressions of the text; they never anchor anything.
_UNREAD_KINDS = frozenset(
    {
        "date_line",
        "byline",
        "publisher",
        "section",
        "boilerplate",
        "card_kind",
        "card_outlet",
        "card_date",
        "card_authors",
    }
)

Resolver = Callable[[Hit, Ground, "str | None"], "Resolved | None"]
_RESOLVERS: dict[str, Resolver] = {
    "written": lambda hit, ground, lean: read_written(hit, ground),
    "date": read_date,
    "range": read_date,
    "duration_pair": read_duration,
    "holiday": read_holiday,
    "named_day": read_named_day,
    "week_of": read_week_of,
    "counted": read_counted,
    "edge": read_edge,
    "same_month": read_same_month,
    "shift": read_shift,
    "ago": read_ago,
    "weekdays_ago": read_weekdays_ago,
    "year_ago": read_year_ago,
    "within": read_within,
    "quarter": read_quarter,
    "short_quarter": read_short_quarter,
    "latest": read_latest,
    "half": read_half,
    "fiscal": read_fiscal,
    "decade": read_decade,
    "century": read_century,
    "duration": read_duration,
    "span": read_span,
    "recent": read_recent,
    "stretch": read_stretch,
    "constant": read_constant,
    "frequency": read_frequency,
    "recurring": read_recurring,
    "clock": read_clock,
    "part": read_part,
}


# Ways of reading that ask which way the clause looks.
_LEANING = frozenset(
    {"date", "range", "holiday", "week_of", "counted", "edge", "shift", "quarter", "clock", "part"}
)
# With its year an expression needs no direction (in a story it does, to know whether it has come there; a
# quarter does, to know whether it is reported).
_YEARS = frozenset({"y", "yy", "era_y"})


def find_dates(reading: Reading, *, without: str | None = None) -> list[Timex]:
    """Return the temporal expressions of a text, one per expression, in text order.

    Parameters
    ----------
    reading : Reading
        Sentences and passages; tags are not needed. Each passage's `published` is the day it was written.
    without : str, optional
        A rule family (or ``"modifiers"``) to leave out, to measure what it is worth.

    Returns
    -------
    list of Timex

    Notes
    -----
    The anchor is chosen per expression: the day of writing for deictic expressions, the date the text has
    reached for anaphoric ones; for bare weekdays and months by whether the text, and the paragraph, tells of
    another time. Where only the month or year of writing is known no finer date is made of it. Cards have
    their own day of writing and share no anchor with the article.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> text = "The war began in June 1812. By late November the river was reached again."
    >>> [(text[t.start : t.end], t.value) for t in find_dates(read_text(text, published=None, tagged=False))]
    [('June 1812', '1812-06'), ('late November', '1812-11')]
    """
    return list(_find_dates(reading, without))


def dates_by_sentence(reading: Reading) -> dict[int, list[Timex]]:
    """Return the dates of a text by the index of their sentence."""
    found: dict[int, list[Timex]] = {}
    for timex in find_dates(reading):
        found.setdefault(timex.sentence, []).append(timex)
    return found


@lru_cache(maxsize=1)
def _find_dates(reading: Reading, without: str | None) -> tuple[Timex, ...]:
    # Those of the last reading are kept: several layers ask for them.
    sentences = reading.sentences
    grounds: dict[tuple[str | None, int | None], Ground] = {}
    pending: list[tuple[Ground, int, list[Hit]]] = []
    for index, sentence in enumerate(sentences):
        passage = reading.passages[sentence.passage]
        if passage.kind in _UNREAD_KINDS:
            continue
        hits = [
            hit
            for low, high in _stretches(reading.text, sentence.start, sentence.end)
            for hit in scan_sentence(reading.text, low, high, index, without)
        ]
        if not hits:
            continue
        ground = grounds.setdefault((passage.published, passage.card), document_ground(passage.published))
        pending.append((ground, index, hits))
    said: Counter[tuple[str | None, int | None]] = Counter()
    for passage in reading.passages:
        said[passage.published, passage.card] += count_reports(reading.text, passage.start, passage.end)
    own: dict[int, list[Hit]] = defaultdict(list)
    for ground, _, hits in pending:
        own[id(ground)] += hits
    for key, ground in grounds.items():
        weigh(own[id(ground)], ground, said[key])
    found: list[Timex] = []
    for ground, index, hits in pending:
        low, high = sentences[index].start, sentences[index].end
        passage = reading.passages[sentences[index].passage]
        settle(ground, passage.start, passage.end)
        ground.enter(passage.start)
        for hit in (part for whole in hits for part in split(whole)):
            found += _resolve(reading.text, hit, ground, low, high)
    return tuple(found)


# No sentence is longer; what is (a table, a dump without a full stop) is read in stretches, so that memory
# and time stay in proportion to it.
_STRETCH_CHARS = 20_000


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ``[start, end)`` in pieces of bounded length, cut after a blank where there is one."""
    while end - start > _STRETCH_CHARS:
        blank = text.rfind(" ", start + _STRETCH_CHARS // 2, start + _STRETCH_CHARS)
        cut = blank + 1 if blank >= 0 else start + _STRETCH_CHARS
        yield start, cut
        start = cut
    yield start, end


def _left_open(hit: Hit, resolved: Resolved) -> Resolved:
    """Return an expression finer than what is known of the day of writing ("yesterday" in a text of 2015):
    what it names, not which one.
    """
    known = unresolved(resolved.unit)
    if "m" in hit.captures:
        return replace(known, value=f"XXXX{resolved.value[4:]}")
    if "wd" in hit.captures and resolved.day is not None:
        return replace(known, value=f"XXXX-WXX-{weekday(resolved.day)}")
    return replace(known, type=resolved.type)


_NARROWS = re.compile(r"\b(?:earlier|later|rest|remainder)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from)\s+$", re.IGNORECASE)


def _sided(text: str, start: int, mod: str | None) -> str | None:
    """Return the `mod`; *at least* is then or after ("until at least 2020"), with *since* then or before."""
    is_since = mod == "ON_OR_AFTER" and _SINCE.search(text, max(0, start - 8), start)
    return "ON_OR_BEFORE" if is_since else mod


def _days_of(
    resolved: Resolved, mod: str | None, words: str, ground: Ground
) -> tuple[str | None, str | None, str | None]:
    """Return EDTF, first and last day: of the part that the words name, or of the whole value."""
    if resolved.type == "DATE" and (mod or _NARROWS.search(words)):
        told = ground.reference if ground.fine_start == ground.start else None
        writing = ground.document if ground.precision == "TI" else None
        days = (told, writing) if resolved.anchor in ("earlier", "narrative") else (writing, told)
        for day in days:
            now = date(*day) if day and MINYEAR <= day.year <= MAXYEAR else None
            part = part_of(resolved.value, mod, words, now)
            if part:
                return edtf_of_days(*part), part[0].isoformat(), part[1].isoformat()
    return edtf_of(resolved.value + resolved.zone, mod), *interval_of(resolved.value)


def _resolve(text: str, hit: Hit, ground: Ground, low: int, high: int) -> list[Timex]:
    lean = None
    has_year = hit.rule.reads != "quarter" and not hit.captures.keys().isdisjoint(_YEARS)
    if hit.rule.reads in _LEANING and (ground.is_narrative or not has_year):
        lean, ground.is_settled = look(text, hit.start, hit.end, low, high)
    resolved = _RESOLVERS[hit.rule.reads](hit, ground, lean)
    if resolved is None:
        return []
    if resolved.anchor == "document" and is_finer(resolved.unit, ground.precision):
        resolved = _left_open(hit, resolved)
    mod = _sided(text, hit.start, hit.mod or resolved.mod)
    edtf: str | None
    earliest: str | None
    latest: str | None
    fiscal = quarter_days(text, hit, resolved, ground)
    if fiscal:
        resolved, earliest, latest = fiscal[0], value_of(fiscal[1], "D"), value_of(fiscal[2], "D")
        edtf = f"{earliest}/{latest}"
    else:
        edtf, earliest, latest = _days_of(resolved, mod, text[hit.start : hit.end], ground)
    anchor_start = ground.start if resolved.anchor in ("earlier", "narrative") and ground.start >= 0 else None
    if resolved.day is not None and moves_on(text, hit, resolved, ground, lean):
        if names_quarter(hit, resolved, ground, lean):
            ground.quarter = (resolved.day.year, (resolved.day.month + 2) // 3)
            ground.quarter_start = hit.start
        ground.note(resolved.day, resolved.unit, hit.start, hit.end, hit.sentence, resolved.anchor)
        if "wd" in hit.captures and resolved.anchor == "document" and ground.document:
            ground.coming = resolved.day if lean == "future" and resolved.day > ground.document else None
    return [
        Timex(
            start=hit.start,
            end=hit.end,
            type=resolved.type,
            value=resolved.value,
            rule=f"dates/{hit.rule.name}",
            sentence=hit.sentence,
            mod=mod,
            edtf=edtf,
            earliest=earliest,
            latest=latest,
            granularity=granularity_of(resolved.value),
            anchor=resolved.anchor,
            anchor_start=anchor_start,
            candidates=tuple(Candidate(value, reason) for value, reason in resolved.others),
            confidence=resolved.confidence,
        )
    ]
