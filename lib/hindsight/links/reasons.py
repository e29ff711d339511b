"""Why a link stands, in one plain sentence fit for print."""

from __future__ import annotations

from collections.abc import Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def name_all(names: Sequence[str], *, most: int = 3) -> str:
    """Return names as a list in running text; beyond `most` the rest is counted.

    Examples
    --------
    >>> name_all(["Ukraine", "Russia"])
    'Ukraine and Russia'
    >>> name_all(["Ukraine", "Russia", "Putin", "NATO"], most=2)
    'Ukraine, Russia and two others'
    """
    shown = list(names[:most])
    if rest := len(names) - most:
        if rest == 1:
            shown.append(names[most])
        elif rest > 1:
            shown.append(f"{_NUMBERS[rest] if rest < len(_NUMBERS) else rest} others")
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def say_site_related(position: int | None, n_items: int) -> str:
    """Return the reason of a link that the page itself makes."""
    place = f"item {position} of {n_items}" if position else "an item"
    return f"The page lists it beneath the text ({place}); that alone says nothing about the claims."


def say_same_author(names: Sequence[str]) -> str:
    """Return the reason of a link by authorship."""
    return f"Both are by {name_all(names)}."


def say_shared_actors(names: Sequence[str], titled: Sequence[str]) -> str:
    """Return the reason of a link by actors.

    Examples
    --------
    >>> say_shared_actors(["Ukraine", "Russia"], ["Ukraine"])
    'Both name Ukraine and Russia; the later title names Ukraine.'
    """
    if not titled:
        return f"Both name {name_all(names)}."
    if len(titled) == len(names):
        what = "it" if len(names) == 1 else "both" if len(names) == 2 else "all of them"
    else:
        what = name_all(titled)
    return f"Both name {name_all(names)}; the later title names {what}."


def say_shared_terms(words: Sequence[str]) -> str:
    """Return the reason of a link by words.

    Examples
    --------
    >>> say_shared_terms(["ceasefire", "sanctions"])
    'Both speak of “ceasefire” and “sanctions”.'
    """
    return f"Both speak of {name_all([f'“{word}”' for word in words])}."


def say_mentions_date(words: str, then: str, *, is_publication: bool) -> str:
    """Return the reason of a link by a date that the later text names."""
    if is_publication:
        return f"The later text names “{words}”, when this was published."
    return f"The later text names “{words}”, the time that is here called “{then}”."


def say_related_claim(kind: str, quote: str) -> str:
    """Return the reason of a candidate link to a later claim.

    Examples
    --------
    >>> say_related_claim("contradicts", "The quota had never been cut")
    'The later text says “The quota had never been cut”: it may contradict this; only a reader can tell.'
    """
    verb = {"updates": "update", "supports": "support", "contradicts": "contradict"}[kind]
    return f"The later text says “{' '.join(quote.split())}”: it may {verb} this; only a reader can tell."
