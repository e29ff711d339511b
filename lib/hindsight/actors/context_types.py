"""Types that the words around a name settle: what has shares is a firm, what is a tunnel is a place.

The model reads a name by its words and neighbours and takes a firm called by one unknown word for a person.
This pass looks for what only a firm or a landmark has, anywhere in the text, and gives all names of
the same words the type it tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.reference import fold, load_reference, load_words
from hindsight.actors.spans import NameSpan

_WINDOW = 24  # characters after a name in which "shares" tells that it is a firm
_BEFORE = 40  # characters before a name that are read for "shares of", "oil giant"
_SAYS = "said|says|announced|reported|warned"
_SAID_IT = re.compile(rf"(?:,[^,.]{{1,60}},)? (?:has )?(?:{_SAYS})(?: that)? (?:it|its)\b")
_CAPITALISED = re.compile(r"(?<![\w’'-])[A-Z][\w&-]*")
_OPENERS = "Shares|Stock|Units|Analysts|Officials|Executives|Traders"
_OPENED = re.compile(rf"(?:{_OPENERS}) (?:of|in|at|with) (?=[A-Z])")


def settle_types(text: str, spans: Sequence[NameSpan], surnames: dict[str, None]) -> list[NameSpan]:
    """Return `spans` with the types that their surroundings settle.

    Parameters
    ----------
    text : str
    spans : sequence of NameSpan
        In text order.
    surnames : dict
        Surnames of the persons whom the text names in full, which stay persons.

    Examples
    --------
    >>> text = "Sansui said it would close. The Roki tunnel is shut."
    >>> spans = [NameSpan(0, 6, "PERSON", 0), NameSpan(32, 36, "PERSON", 1)]
    >>> [span.type for span in settle_types(text, spans, {})]
    ['ORG', 'PLACE']
    """
    firms, places = _find_firms(text, spans), _find_landmarks(text, spans)
    out = []
    for span in spans:
        form = text[span.start : span.end]
        rule = ""
        if span.type in ("PERSON", "PLACE", "ORG") and _is_open(form, surnames):
            kind, rule = (
                ("ORG", "names-firm")
                if form in firms
                else ("PLACE", "names-landmark")
                if form in places
                else ("", "")
            )
        out.append(span._replace(type=kind, rule=rule) if rule and kind != span.type else span)
    return out


def trim_openings(text: str, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return `spans` without the "Shares of" and "Analysts at" that open a sentence."""
    return [_without_opening(text, span) for span in spans]


def find_firms(text: str, spans: Sequence[NameSpan], surnames: dict[str, None]) -> set[str]:
    """Return the short forms of firms, which may stand elsewhere in a text where nobody has found them."""
    return {form for form in _find_firms(text, spans) if _is_open(form, surnames)}


def _is_open(form: str, surnames: dict[str, None]) -> bool:
    """Return whether neither a list nor a full name in the text says what a form is."""
    return (
        form not in surnames
        and not load_gazetteer().label(fold(form))
        and fold(form) not in load_reference().terms_by_surname
    )


def _without_opening(text: str, span: NameSpan) -> NameSpan:
    opened = _OPENED.match(text, span.start, span.end)
    return span._replace(start=opened.end()) if opened else span


def _find_firms(text: str, spans: Sequence[NameSpan]) -> set[str]:
    lists = load_words()
    firms: set[str] = set()
    single: dict[str, str] = {}
    for span in spans:
        form = text[span.start : span.end]
        words = form.split()
        last = words[-1].lower() if words else ""
        if len(words) > 1 and span.type == "ORG" and last in lists["firm_endings"]:
            firms.add(" ".join(words[:-1]))
        elif len(words) > 1 and span.type == "PERSON" and last in lists["firm_names"]:
            firms |= {form, " ".join(words[:-1])}
        elif len(words) == 1 and span.type in ("PERSON", "PLACE"):
            single[form] = span.type
    # Any mention of the word tells, found as a name or not.
    for match in _CAPITALISED.finditer(text):
        form = match.group()
        if form in single and form not in firms:
            after = text[match.end() : match.end() + _WINDOW].replace("'s ", " ").split()[:1]
            has_matter = single[form] == "PERSON" and after and after[0].strip(".,;") in lists["firm_matters"]
            if has_matter or _SAID_IT.match(text, match.end()) or _is_called_firm(text, match.start()):
                firms.add(form)
    return firms


def _is_called_firm(text: str, start: int) -> bool:
    before = text[max(0, start - _BEFORE) : start].replace(",", " ,").split()
    if not before:
        return False
    if before[-1] == "," and len(before) > 1:  # "the company, Olivetti, said"
        return before[-2].lower() in ("company", "firm") and before[-3:-2] in (["the"], ["The"])
    pair = " ".join(before[-2:]).lower()
    return before[-1].lower() in load_words()["firm_titles"] or pair in _firm_openers()


@lru_cache(maxsize=1)
def _firm_openers() -> frozenset[str]:
    return frozenset(words.replace("_", " ") for words in load_words()["firm_openers"])


def _find_landmarks(text: str, spans: Sequence[NameSpan]) -> set[str]:
    landmarks = load_words()["landmarks"]
    places: set[str] = set()
    for span in spans:
        form = text[span.start : span.end]
        first, _, last = form.rpartition(" ")
        if first and last.lower() in landmarks and span.type in ("PERSON", "ORG"):
            places.add(form)
            if " " not in first:
                places.add(first)
        elif " " not in form:
            after = re.match(r" (\w+)", text[span.end : span.end + _WINDOW])
            before = text[max(0, span.start - 4) : span.start].lower()
            if after and after.group(1) in landmarks and before == "the ":
                places.add(form)
    return places
