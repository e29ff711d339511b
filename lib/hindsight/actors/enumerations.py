"""Names listed side by side are mostly of one kind: "Shas, Meretz and the Centre Party" are parties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.reference import fold, load_reference
from hindsight.actors.spans import NameSpan

_BETWEEN = re.compile(r"\s*(?:[,;/]|,? (?P<joined>and|or))\s*(?:[Tt]he )?")
_LEAST = 3  # names; of two that differ none is the odd one
_LEAST_BY_COMMAS = 4  # names; fewer may be an address
_LONG_LIST = 6  # names from which on two may be odd
_KINDS = ("PERSON", "ORG", "PLACE")


def agree_in_lists(text: str, spans: Sequence[NameSpan], people: Container[str]) -> list[NameSpan]:
    """Return `spans` with the odd one of a list typed as the others, where nothing else tells what it is.

    Parameters
    ----------
    text : str
    spans : sequence of NameSpan
        Names of the text, in text order.
    people : container of str
        Surnames of persons that the text names in full; they stay persons.
    """
    out: list[NameSpan] = []
    for listed in _lists(text, spans):
        counts = Counter(span.type for span in listed)
        kind, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        odd = len(listed) - most
        if len(listed) >= _LEAST and kind in _KINDS and 0 < odd <= 1 + (len(listed) >= _LONG_LIST):
            listed = [
                span._replace(type=kind, rule="names-list")
                if span.type in _KINDS and span.type != kind and _is_open(text, span, people)
                else span
                for span in listed
            ]
        out += listed
    return out


def _lists(text: str, spans: Sequence[NameSpan]) -> Iterator[list[NameSpan]]:
    """Yield the names in groups: those that commas and an "and" or "or" join, the others one by one.

    Commas alone make no short list: "the Amherst, N.Y., Police Department".
    """
    group: list[NameSpan] = []
    is_joined = False
    for span in spans:
        between = _BETWEEN.fullmatch(text[group[-1].end : span.start]) if group else None
        if group and not between:
            yield from _as_list(group, is_joined=is_joined)
            group, is_joined = [], False
        group.append(span)
        is_joined = is_joined or bool(between and between["joined"])
    yield from _as_list(group, is_joined=is_joined)


def _as_list(names: list[NameSpan], *, is_joined: bool) -> list[list[NameSpan]]:
    return [names] if is_joined or len(names) >= _LEAST_BY_COMMAS else [[name] for name in names]


def _is_open(text: str, span: NameSpan, people: Container[str]) -> bool:
    """Return whether the form of a name leaves open what it names."""
    form = text[span.start : span.end]
    words = form.split()
    if form in people or load_gazetteer().label(fold(form)):
        return False
    reference = load_reference()
    if span.type == "PERSON":
        first = fold(words[0])
        return not (
            first in reference.given_names
            or first in reference.terms_by_surname
            or first in reference.common_surnames
        )
    # Acronyms and bodies of several words are told by their form.
    return span.type == "PLACE" or (len(words) == 1 and not form.isupper())
