"""Names listed side by side are mostly of one kind: "Shas, Meretz and the Centre Party" are parties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.reference import fold, load_reference
from hindsight.actors.spans import NameSpan

_BETWEEN = re.compile(r"\s*(?:[,;/]|,? (?:and|or))\s*(?:[Tt]he )?")
_LEAST = 3  # names; of two that differ none is the odd one
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
    """Yield the names in groups that only commas, "and" and "or" part; a name by itself is a group."""
    group: list[NameSpan] = []
    for span in spans:
        if group and not _BETWEEN.fullmatch(text[group[-1].end : span.start]):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


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
    # Bodies of several words and acronyms are told by their form.
    return span.type == "PLACE" or (len(words) < 3 and not form.isupper())
