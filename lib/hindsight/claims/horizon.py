"""The days from which and by which a claim of the future can be judged: its dates, and what they hang on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from hindsight.claims.settling import add_duration
from hindsight.dates.timex import Timex
from hindsight.language.reading import Token

_WITHIN = re.compile(r"\b(?:within|in|inside)\s*(?:the next\s+)?$", re.IGNORECASE)
_OPENER = 20  # code points before a duration in which "within the next" is looked for
_REACH = 60  # code points before a date in which its preposition is looked for
_DETERMINER = r"the|an?|any|this|that|these|those|its|his|her|their|our|my|your"
_KINDS = ("onward", "before", "until", "after")
_ISO_DAY = 10  # characters of a day; a page may be dated to its month or year only
_FEW = 3  # words of a noun phrase between preposition and date


@dataclass(frozen=True, slots=True)
class Horizon:
    """ISO days: the first on which a claim can come about, and the last by which it can be judged."""

    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class _Limits:
    """The patterns of ``horizon.toml``, compiled."""

    before: re.Pattern[str]
    onward: re.Pattern[str]
    ends: re.Pattern[str]
    to: re.Pattern[str]
    end: re.Pattern[str]
    fiscal: re.Pattern[str]


@lru_cache(maxsize=1)
def _limits() -> _Limits:
    table = tomllib.loads(
        resources.files("hindsight.claims").joinpath("horizon.toml").read_text(encoding="utf-8")
    )
    words, behind = table["words"], table["behind"]
    kinds = "|".join(rf"(?P<{kind}>{table['before'][kind]})" for kind in _KINDS)
    before = (
        rf"(?P<counted>\b{words['counted']})?(?<![\w-])(?:{kinds})\s+(?P<between>(?:(?:{_DETERMINER})\s+)?"
        rf"(?:(?!(?:{words['other']})\b)[\w’'-]+\s+){{0,{_FEW}}})$"
    )
    patterns = (before, behind["onward"], behind["ends"], behind["to"], words["end"], words["fiscal"])
    return _Limits(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


def find_horizon(
    text: str,
    tokens: Sequence[Token],
    start: int,
    timexes: Sequence[Timex],
    *,
    published: str | None,
    is_attributed: bool,
    is_negative: bool,
) -> Horizon:
    """Return from when and by when a claim of the future can be judged.

    Parameters
    ----------
    text : str
        The whole text.
    tokens : sequence of Token
        Of its sentence.
    start : int
        Of the claim, its fronted adjunct included; of what stands before it only the preposition of its first
        word counts ("Before 2030").
    timexes : sequence of Timex
        Inside the claim or its adjunct.
    published : str, optional
        ISO day of writing; days before it are no horizon.
    is_attributed : bool
        Whether somebody else says so: a length of time then counts from a day that is not known.
    is_negative : bool
        Whether the clause is negated ("will not be ready until 2020" is settled on the eve of 2020).

    Notes
    -----
    A date bounds a claim by the preposition before it. *By*, *in*, *on* and no preposition: its last day.
    *Before*: the day before it begins, but not where the date only says when an event is ("before the May
    elections", "before the vote in May"): then by the end of the date. *After*, *from*, *not before*: the
    claim has a first day and no last one. Of several days the last holds. What a fiscal year ends on is not
    said by its words, so it gives no day.
    """
    firsts: list[str] = []
    lasts: list[str] = []
    for number, timex in enumerate(timexes):
        if timex.type == "DURATION":
            day = _after_length(text, timex, published) if not is_attributed else None
            lasts += [day] if day else []
            continue
        if timex.earliest is None or timex.latest is None or _is_fiscal(text, timex):
            continue
        first, last = _bounds(text, tokens, start, timex, is_negative=is_negative)
        if first and any(_limits().to.fullmatch(text, timex.end, t.start) for t in timexes[number + 1 :]):
            first, last = None, timex.latest  # "from May to September"
        firsts += [first] if first else []
        lasts += [last] if last else []
    first = max(_not_before(firsts, published), default=None)
    last = max(_not_before(lasts, published), default=None)
    return Horizon(first, last if first is None or (last and last > first) else None)


def _not_before(days: Iterable[str], published: str | None) -> list[str]:
    return [day for day in days if published is None or day >= published]


def _is_fiscal(text: str, timex: Timex) -> bool:
    """Whether the words are a fiscal year or a part of it, whose days the text has not said."""
    is_told = timex.edtf is not None and "/" in timex.edtf and timex.granularity == "quarter"
    return not is_told and _limits().fiscal.search(text, timex.start, timex.end) is not None


def _after_length(text: str, timex: Timex, published: str | None) -> str | None:
    """The day that "within six months" ends on."""
    words = text[timex.start : timex.end].lower()
    has_opener = words.startswith(("within", "in ", "inside", "the next"))
    if not (has_opener or _WITHIN.search(text, max(0, timex.start - _OPENER), timex.start)):
        return None
    is_day = published is not None and len(published) == _ISO_DAY
    return add_duration(published, timex.value) if published and is_day and timex.value else None


def _bounds(
    text: str, tokens: Sequence[Token], start: int, timex: Timex, *, is_negative: bool
) -> tuple[str | None, str | None]:
    """First and last day that a date sets by what stands around it."""
    limits = _limits()
    if timex.earliest is None or timex.latest is None:
        return None, None
    found = limits.before.search(text, max(tokens[0].start, timex.start - _REACH), timex.start)
    kind = next((name for name in _KINDS if found[name]), None) if found else None
    is_apart = kind == "onward" or (found is not None and found.start() < start)
    if found and is_apart and not _is_bare(found["between"].split()):
        found = None  # "cut off from chips overnight"
    if limits.ends.match(text, timex.end):
        return None, timex.latest
    if limits.onward.match(text, timex.end):
        return timex.earliest, None
    if found is None:
        return (timex.earliest, None) if timex.mod == "ON_OR_AFTER" else (None, timex.latest)
    if kind == "onward":
        return timex.earliest, None
    is_within = timex.type == "TIME" or bool(found["counted"]) or _is_event(tokens, timex, found)
    if kind == "after":
        return (timex.earliest if is_within else _shift(timex.latest, 1)), None
    if is_within or (kind == "until" and not is_negative) or limits.end.search(text, timex.start, timex.end):
        return None, timex.latest
    return None, _shift(timex.earliest, -1)


def _is_bare(between: Sequence[str]) -> bool:
    """Whether nothing but a determiner stands between a preposition and its date."""
    return not between or (
        len(between) == 1 and re.fullmatch(_DETERMINER, between[0], re.IGNORECASE) is not None
    )


def _is_event(tokens: Sequence[Token], timex: Timex, found: re.Match[str]) -> bool:
    """Whether a date only says when something is: "the vote in May", "the May elections"."""
    between = found["between"].split()
    if not _is_bare(between):
        return True
    behind = next((token for token in tokens if token.start >= timex.end), None)
    if behind is None or behind.tag not in ("NN", "NNS", "JJ", "POS"):
        return False
    # "Before 2030 prices will have doubled": what follows is the subject.
    has_determiner = bool(between) or any(t.start == timex.start and t.tag in ("DT", "PRP$") for t in tokens)
    return behind.tag == "POS" or has_determiner or found.start() > tokens[0].start


def _shift(day: str, days: int) -> str | None:
    """The ISO day so many days later; None beyond the calendar."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return None
