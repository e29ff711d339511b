"""The time that a clause speaks of, where it is another than the day of its page: "In 2008 the president"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.actors.lists import load_lists
from hindsight.dates import Timex
from hindsight.language.reading import Token

_OPENING = 3  # words before a date that still opens its sentence: "Back in early 2008"
_BESIDE = 4  # words between a description and a date that dates it where the clause has no verb
_FINITE = ("MD", "VBD", "VBZ", "VBP")
_PAST_MODALS = ("would", "could", "might", "had")


@dataclass(frozen=True, slots=True)
class SpokenTime:
    """The days, both included, that a clause speaks of; `value` is the date as the layer of dates has it.

    `is_sure` says whether the office is that of this time and no other: a date that opens the sentence dates
    all of it, while "the president opposed the war in 2003" can also mean who is president on the page's
    day.
    """

    first: str
    last: str
    value: str
    is_sure: bool = True


def find_spoken_time(
    tokens: Sequence[Token], first: int, last: int, dates: Sequence[Timex], day: str | None
) -> SpokenTime | None:
    """Return the past time that the clause of a description speaks of, or None where it names none.

    Parameters
    ----------
    tokens : sequence of Token
        Of the sentence, tagged.
    first, last : int
        First and last token of the description.
    dates : sequence of Timex
        Those of the sentence.
    day : str or None
        ISO day of the page; a date that has not ended by then is not past.

    Notes
    -----
    A date at the beginning of a sentence holds for its clauses in the past tense. One elsewhere holds for
    the description's own clause: nothing that opens another clause, and no comma, may stand between. A
    clause in the present or future tense is about the page's day whatever date it has ("Since 2000 the
    president has closed newspapers"); so are words after "since", "until" and the like.
    """
    verb = _verb_after(tokens, last)
    if verb is not None and not _is_past(verb):
        return None
    found: list[tuple[int, SpokenTime]] = []
    for date in dates:
        if not _is_past_date(date, day):
            continue
        at = next((k for k, token in enumerate(tokens) if token.end > date.start), 0)
        end = next((k for k, token in enumerate(tokens) if token.end >= date.end), at)
        before = [token.text.lower() for token in tokens[max(0, at - 2) : at]]
        if not load_lists().words["undated_after"].isdisjoint(before):
            continue
        is_opening = at <= _OPENING and end < first and not _has_verb(tokens[:at])
        between = tokens[end + 1 : first] if end < first else tokens[last + 1 : at]
        is_inside = first <= at <= last
        if not (is_opening or is_inside or _is_one_clause(between)):
            continue
        if verb is None and not is_opening and len(between) > _BESIDE:
            continue
        assert date.earliest is not None and date.latest is not None
        is_sure = end < first or is_inside
        found.append((len(between), SpokenTime(date.earliest, date.latest, date.value, is_sure)))
    return min(found, key=lambda item: item[0])[1] if found else None


def opens_with_time(tokens: Sequence[Token], dates: Sequence[Timex], day: str | None) -> SpokenTime | None:
    """Return the past time of the date that opens a sentence, which the next sentence may go on with."""
    for date in dates:
        at = next((k for k, token in enumerate(tokens) if token.end > date.start), 0)
        if _is_past_date(date, day) and at <= _OPENING and not _has_verb(tokens[:at]):
            assert date.earliest is not None and date.latest is not None
            return SpokenTime(date.earliest, date.latest, date.value, is_sure=False)
    return None


def is_told(tokens: Sequence[Token], last: int) -> bool:
    """Return whether the clause after a description is in the past tense."""
    verb = _verb_after(tokens, last)
    return verb is not None and _is_past(verb)


def is_beyond(tokens: Sequence[Token], last: int, dates: Sequence[Timex], day: str | None) -> bool:
    """Return whether a clause in the future tense names a date of a later year than the next."""
    verb = _verb_after(tokens, last)
    if verb is None or verb.text.lower() not in ("will", "would", "shall") or day is None:
        return False
    next_year = f"{int(day[:4]) + 1:04d}"
    return any(date.earliest is not None and date.earliest[:4] > next_year for date in dates)


def _is_past_date(date: Timex, day: str | None) -> bool:
    return (
        date.type in ("DATE", "TIME")
        and date.earliest is not None
        and date.latest is not None
        and (day is None or date.latest < day)
    )


def _verb_after(tokens: Sequence[Token], last: int) -> Token | None:
    """Return the finite verb of the description's clause: the first after it outside a relative clause."""
    depth = 0
    for k in range(last + 1, len(tokens)):
        lower = tokens[k].text.lower()
        if lower in ("who", "which", "whom", "whose") and k <= last + 2:
            depth = 1
        elif tokens[k].text == "," and depth and k > last + 2:
            depth = 0
        elif not depth and tokens[k].tag in _FINITE:
            return tokens[k]
    return None


def _is_past(verb: Token) -> bool:
    return verb.tag == "VBD" or (verb.tag == "MD" and verb.text.lower() in _PAST_MODALS)


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(token.tag in _FINITE for token in tokens)


def _is_one_clause(between: Sequence[Token]) -> bool:
    breaks = load_lists().words["clause_breaks"]
    return not any(token.text.lower() in breaks for token in between)
