"""Days, spans and counts as a reader would say them; the title and description of a timeline."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date

from hindsight.timeline.marks import Mark, Tie
from hindsight.timeline.style import SHAPE_WORDS

# English, whatever the locale of the machine: the same input gives the same bytes.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLURALS = {
    "reported_speech": "reported speech",
    "commissive": "commitments",
    "attribution": "attributions",
}
_NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"]
SIDE_WORDS = {"then": "THEN", "later": "LATER"}
KIND_WORDS = {
    "site_related": "the page lists it",
    "same_author": "same author",
    "shared_actor": "names the same actors",
    "shared_topic": "speaks of the same things",
    "mentions_date": "names the same date",
    "updates": "may update",
    "supports": "may support",
    "contradicts": "may contradict",
}


def plain(text: str) -> str:
    """Return text fit to be drawn: on one line, without control characters or unpaired surrogates.

    Examples
    --------
    >>> plain("a\\x00b\\n  c")
    'ab c'
    """
    kept = "".join(
        c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return re.sub(r"\s+", " ", kept).strip()


def say_day(day: date) -> str:
    """Return a day as ``23 Nov 2015``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_days(earliest: date | None, latest: date | None) -> str:
    """Return an interval in the shortest words that still say it.

    Examples
    --------
    >>> say_days(date(2015, 11, 23), date(2015, 11, 23)), say_days(date(2015, 9, 1), date(2015, 9, 30))
    ('23 Nov 2015', 'Sep 2015')
    >>> say_days(date(2015, 1, 1), date(2015, 12, 31)), say_days(date(2023, 5, 7), date(2023, 5, 25))
    ('2015', '7–25 May 2023')
    >>> say_days(None, date(2015, 1, 1)), say_days(date(2015, 9, 1), date(2016, 2, 29))
    ('until 1 Jan 2015', 'Sep 2015 – Feb 2016')
    """
    if earliest is None:
        return f"until {say_day(latest)}" if latest else "undated"
    if latest is None:
        return f"from {say_day(earliest)}"
    if earliest == latest:
        return say_day(earliest)
    whole_months = earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]
    if whole_months and (earliest.month, latest.month) == (1, 12):
        return str(earliest.year) if earliest.year == latest.year else f"{earliest.year}–{latest.year}"
    if whole_months:
        first, last = (f"{MONTHS[day.month - 1]} {day.year}" for day in (earliest, latest))
        if earliest.year != latest.year:
            return f"{first} – {last}"
        return last if first == last else f"{MONTHS[earliest.month - 1]}–{last}"
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{say_day(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {MONTHS[earliest.month - 1]} – {say_day(latest)}"
    return f"{say_day(earliest)} – {say_day(latest)}"


def say_either(one: str, other: str) -> str:
    """Return two readings of a date; what they end in alike is said once.

    Examples
    --------
    >>> say_either("23 Nov 2015", "16 Nov 2015"), say_either("Sep 2015", "2014")
    ('23 or 16 Nov 2015', 'Sep 2015 or 2014')
    """
    first, second = one.split(), other.split()
    n_alike = 0
    while n_alike < min(len(first), len(second)) - 1 and first[-1 - n_alike] == second[-1 - n_alike]:
        n_alike += 1
    return f"{' '.join(first[: len(first) - n_alike])} or {other}" if n_alike else f"{one} or {other}"


def say_gap(days: int) -> str:
    """Return the length of a stretch of time that is cut out.

    Examples
    --------
    >>> say_gap(2700), say_gap(400), say_gap(90), say_gap(20)
    ('7 years', '1 year', '3 months', '20 days')
    """
    for size, unit in ((365.25, "year"), (30.44, "month")):
        if (count := round(days / size)) >= 1 and days >= size:
            return say_count(count, unit)
    return say_count(days, "day")


def say_count(count: int, noun: str, plural: str = "") -> str:
    """Return ``1 day``, ``2 days``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {plural or noun + 's'}"


def say_span(marks: Sequence[Mark]) -> str:
    """Return the time that marks cover."""
    if not marks:
        return ""
    return say_days(min(mark.days[0] for mark in marks), max(mark.days[1] for mark in marks))


def say_finding(then: Sequence[Mark], later: Sequence[Mark], ties: Sequence[Tie]) -> str:
    """Return the title: what the links between claims and later items amount to."""
    claims = {mark.key for mark in then if mark.kind == "claim"}
    grounded = [tie for tie in ties if tie.kind != "site_related"]
    tied = {tie.then for tie in grounded} & claims
    if not then:
        return "Nothing to show in this range"
    years = say_years(then)
    if not later:
        return f"What was said in {years}; nothing later is shown"
    if tied:
        reached = {tie.later for tie in grounded if tie.then in tied}
        n_claims, n_items = _numbers(len(tied), len(reached))
        when = say_years([mark for mark in later if mark.key in reached])
        noun, verb = ("claim", "shares") if len(tied) == 1 else ("claims", "share")
        items = f"{n_items.lower()} later {'item' if len(reached) == 1 else 'items'} of {when}"
        return f"{n_claims} {noun} of {years} {verb} actors or subjects with {items}"
    if grounded:
        return f"The text of {years} and items of {say_years(later)} have common ground, but no claim has"
    return f"Nothing later takes up what was claimed in {years}"


def say_outline(then: Sequence[Mark], later: Sequence[Mark], ties: Sequence[Tie]) -> str:
    """Return the title of an overview: how many documents have a link that their text gives ground for."""
    if not then:
        return "Nothing to show in this range"
    years = say_years(then)
    if not later:
        return f"{say_count(len(then), 'document')} of {years}; nothing later is shown"
    grounded = [tie for tie in ties if tie.kind != "site_related"]
    tied, reached = {tie.then for tie in grounded}, {tie.later for tie in grounded}
    if not tied:
        return f"No document of {years} has more in common with what came later than the site’s own links"
    noun = "later text" if len(reached) == 1 else "later texts"
    when = say_years([mark for mark in later if mark.key in reached])
    n_tied, n_then, n_reached = _numbers(len(tied), len(then), len(reached))
    who = f"{n_tied} of {n_then.lower()} documents of {years}"
    if len(then) == len(tied):
        who = f"All {n_then.lower()} documents of {years}"
    if len(then) == 1:
        who = f"The document of {years}"
    verb = "shares" if len(tied) == 1 else "share"
    return f"{who} {verb} actors or subjects with {n_reached.lower()} {noun} of {when}"


def say_sides(then: Sequence[Mark], later: Sequence[Mark], ties: Sequence[Tie]) -> str:
    """Return who and when of an overview, and how many of what is later the documents have a link to."""
    said = [f"{say_count(len(then), 'document')} of then, {say_span(then)}"] if then else []
    if later:
        reached = {tie.later for tie in ties if tie.kind != "site_related"}
        rest = len(later) - len(reached)
        listed = f" ({rest:,} only listed by {'its' if rest == 1 else 'their'} page)" if rest else ""
        said.append(f"{say_count(len(later), 'later text')}{listed}, {say_span(later)}")
    return " · ".join(said)


def say_actor(name: str, marks: Sequence[Mark]) -> str:
    """Return the title of one actor's timeline: claims about and by the actor, later items."""
    about, own, later = (
        sum(mark.lane.startswith(lane) for mark in marks) for lane in ("claims about", "claims by", "later")
    )
    first = say_count(about, "claim") if about else "No claim"
    said = f"{first} about {name}, {f'{own:,}' if own else 'none'} by this actor"
    return f"{said}, and {say_count(later, 'later item')}" if later else said


def say_months(periods: Sequence[tuple[date, date]], n_claims: int, kinds: Sequence[tuple[str, int]]) -> str:
    """Return the title of a corpus by month: when most was claimed, and of which kind most claims are."""
    if not periods:
        return "No document has a date"
    span = say_days(periods[0][0], periods[-1][1])
    if not n_claims or not kinds:
        return f"No claim was found in the documents of {span}"
    kind, count = kinds[0]
    if count == n_claims > 1:
        return f"All {n_claims:,} claims made in {span} are {_PLURALS.get(kind, kind + 's')}"
    return f"Of {say_count(n_claims, 'claim')} made in {span}, {count:,} are {_PLURALS.get(kind, kind + 's')}"


def say_before_after(marks: Sequence[tuple[int, int]], n_documents: int) -> str:
    """Return the title of dates against publication, from the days between it and each date's ends."""
    if not marks:
        return "No date that can be placed is named"
    before, after = sum(last < 0 for _, last in marks), sum(first > 0 for first, _ in marks)
    n = len(marks)
    where = "publication" if n_documents == 1 else "their text’s publication"
    said = f"Of {say_count(n, 'date')} named, {before:,} lie{'s' if before == 1 else ''} before {where}"
    return f"{said}, {after:,} after, {n - before - after:,} on or around the day"


def say_actor_when(name: str, role: str, marks: Sequence[Mark]) -> str:
    """Return who and when: the role held then, and the time that the texts and items cover."""
    texts = [mark for mark in marks if mark.kind == "document"]
    parts = [role]
    if texts:
        parts.append(f"in {say_count(len(texts), 'document')}, {say_span(texts)}")
    later = [mark for mark in marks if mark.kind == "item"]
    if later:
        parts.append(f"{say_count(len(later), 'later item')}, {say_span(later)}")
    said = " · ".join(part for part in parts if part)
    return said or f"No dated document mentions {name}"


def describe_actor(name: str, marks: Sequence[Mark], lanes: Sequence[str]) -> str:
    """Return the description of one actor's timeline, lane by lane."""
    counted = [f"{lane}: {count:,}" for lane in lanes if (count := sum(mark.lane == lane for mark in marks))]
    span = say_span(marks)
    return f"{name}. {'; '.join(counted)}. {span}." if counted else f"{name}. Nothing dated is known."


def say_mark(mark: Mark) -> str:
    """Return a mark in full, for its tooltip: when, what kind, its words, its other readings."""
    words = f"{say_days(mark.earliest, mark.latest)} · {SHAPE_WORDS[mark.kind]}: {mark.label}"
    if mark.detail:
        words += f" ({mark.detail})"
    if mark.readings:
        words += f" (or {', '.join(reading.value for reading in mark.readings)})"
    return words


def say_years(marks: Sequence[Mark]) -> str:
    """Return the year or years in which marks' documents or items stand: the most frequent, or a range."""
    stated = [mark.days[0].year for mark in marks if mark.kind in ("document", "item")]
    years = sorted(stated or [mark.days[0].year for mark in marks])
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def describe(then: Sequence[Mark], later: Sequence[Mark], ties: Sequence[Tie]) -> str:
    """Return the description for those who do not see the picture."""
    sentences = []
    for name, marks in (("Then", then), ("Later", later)):
        if marks:
            kinds = Counter(mark.kind for mark in marks)
            counted = ", ".join(
                say_count(kinds[kind], kind) for kind in ("document", "claim", "date", "item") if kinds[kind]
            )
            sentences.append(f"{name}: {counted}, {say_span(marks)}.")
    by_kind = Counter(tie.kind for tie in ties)
    if by_kind:
        counted = ", ".join(
            f"{count} “{KIND_WORDS.get(kind, kind)}”" for kind, count in sorted(by_kind.items())
        )
        sentences.append(f"Links: {counted}.")
    if not later:
        sentences.append("The later side is empty.")
    uncertain = sum(mark.is_uncertain for mark in (*then, *later))
    several = sum(bool(mark.readings) for mark in (*then, *later))
    if uncertain:
        sentences.append(f"{say_count(uncertain, 'date')} approximate.")
    if several:
        sentences.append(f"{say_count(several, 'date')} with more than one reading.")
    return " ".join(sentences)


def _numbers(*counts: int) -> list[str]:
    """Return counts in words, or all in figures if one is too large for a word."""
    if max(counts) < len(_NUMBERS):
        return [_NUMBERS[count] for count in counts]
    return [f"{count:,}" for count in counts]
