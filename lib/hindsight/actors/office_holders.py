"""Who held an office that a text names, by the time its clause speaks of: "the then French president"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hindsight.actors.lists import load_lists
from hindsight.actors.spoken_time import (
    SpokenTime,
    find_spoken_time,
    is_beyond,
    is_told,
    opens_with_time,
)
from hindsight.actors.text_view import Resolved, TextView

_MOST_OF_IT = 0.9  # of a period that one holder must cover to be the one; an acting one of days is not
_SHOWN = 3  # candidates of a period or of "the former president"
_RULE = "nominal:office-by-date"
_BEFORE = "nominal:office-before"
OFFICE_RULES = (_RULE, _BEFORE)


def resolve_holder(view: TextView, i: int, of: str, office: str) -> Resolved | None:
    """Return who held `office` of a state or body when the clause of description `i` speaks of it.

    The rule of the result ends with the date that decided: that of the clause, else the page's day.
    """
    day, tense = view.day(i), tense_of_office(view, i)
    if tense == "coming":
        return None  # "the next president": nobody yet
    if tense in ("former", "previous"):
        return _former(view, i, of, office, only_last=tense == "previous")
    tokens, place = view.tokens(i), view.places[i]
    sentence = view.mentions[i].sentence
    spoken = find_spoken_time(tokens, place.first, place.last, view.dates_of(sentence), day)
    if tense == "then":
        spoken = spoken or _any_time(view, sentence, day)
        return _in_period(view, of, office, spoken) if spoken else None
    if spoken is not None:
        held = _named_beside(view, i, _in_period(view, of, office, spoken))
        return held if spoken.is_sure else _with_present(view, held, of, office, day)
    if is_beyond(tokens, place.last, view.dates_of(sentence), day):
        return None  # "By 2030 the president will": nobody knows who
    now = view.registry.holder_of(of, office, day)
    before = _time_before(view, i, day)
    if before is not None and is_told(tokens, place.last):
        held = _in_period(view, of, office, before)
        if held is not None and held.actor is not None and now is not None and held.actor != now:
            return Resolved(None, (held.actor, now), f"{_RULE}:{before.value}?", 0.4)
    return None if now is None else Resolved(now, rule=f"{_RULE}:{day}", confidence=0.85)


def tense_of_office(view: TextView, i: int) -> str:
    """Return ``former``, ``previous``, ``coming``, ``then`` or nothing for the office of a description."""
    words = load_lists().words
    lower = [word.lower() for word in view.words(i)]
    first = view.places[i].first
    before = [token.text.lower() for token in view.tokens(i)[max(0, first - 2) : first]]
    for name in ("former", "previous", "coming"):
        if not words[f"{name}_holders"].isdisjoint((*lower[:-1], *before[-1:])):
            return name
    is_then = "then" in (*lower, *before[-1:]) or lower[0].startswith("then-") or before == ["then", "-"]
    return "then" if is_then else ""


def _former(view: TextView, i: int, of: str, office: str, *, only_last: bool) -> Resolved | None:
    """Return who held the office before: whom the text named of them last, else the one there was, or all."""
    former = view.registry.former_holders(of, office, view.day(i))
    if not former:
        return None
    named = next((actor for _, actor in view.earlier(i) if actor in former), None)
    if only_last or named is not None or len(former) == 1:
        chosen = former[0] if only_last or named is None else named
        return Resolved(chosen, rule=_BEFORE, confidence=0.6)
    return Resolved(None, tuple(former[:_SHOWN]), _BEFORE, 0.4)


def _in_period(view: TextView, of: str, office: str, spoken: SpokenTime) -> Resolved | None:
    held = view.registry.holders_in(of, office, spoken.first, spoken.last)
    if not held:
        return None
    rule = f"{_RULE}:{spoken.value}"
    if held[0][1] >= _MOST_OF_IT:
        return Resolved(held[0][0], rule=rule, confidence=0.75)
    return Resolved(None, tuple(actor for actor, _ in held[:_SHOWN]), rule, 0.4)


def _named_beside(view: TextView, i: int, held: Resolved | None) -> Resolved | None:
    """Return the one of several holders of a period whom the description's own sentence names."""
    if held is None or held.actor is not None:
        return held
    named = {
        found.actor
        for k, found in view.resolved.items()
        if view.mentions[k].sentence == view.mentions[i].sentence and view.mentions[k].form == "name"
    }
    chosen = [actor for actor in held.candidates if actor in named]
    return Resolved(chosen[0], held.candidates, held.rule, 0.5) if len(chosen) == 1 else held


def _with_present(
    view: TextView, held: Resolved | None, of: str, office: str, day: str | None
) -> Resolved | None:
    """Return the holder of then, with whoever holds the office on the page's day as second reading."""
    now = view.registry.holder_of(of, office, day)
    if held is None or held.actor is None or now is None or held.actor == now:
        return held
    return Resolved(held.actor, (held.actor, now), held.rule, 0.5)


def _any_time(view: TextView, sentence: int, day: str | None) -> SpokenTime | None:
    """Return the only past time that a sentence, or the one before it, names: what "then" points to."""
    for index in (sentence, sentence - 1):
        past = [
            date
            for date in (view.dates_of(index) if index >= 0 else ())
            if date.earliest and date.latest and (day is None or date.latest < day)
        ]
        if past and _agree([date.value for date in past]):
            first, last = past[0].earliest, past[0].latest
            assert first is not None and last is not None
            return SpokenTime(first, last, past[0].value)
        if past:
            return None
    return None


def _agree(values: Sequence[str]) -> bool:
    return all(one[:4] == other[:4] for one, other in pairwise(values))


def _time_before(view: TextView, i: int, day: str | None) -> SpokenTime | None:
    """Return the time that opens the sentence before, where this one has no date of its own."""
    sentence = view.mentions[i].sentence
    if sentence == 0 or view.dates_of(sentence):
        return None
    earlier, here = (view.reading.sentences[k] for k in (sentence - 1, sentence))
    if view.reading.passage_of(earlier) != view.reading.passage_of(here):
        return None
    if "\n" in view.reading.text[earlier.end : here.start]:
        return None
    return opens_with_time(earlier.tokens, view.dates_of(sentence - 1), day)
