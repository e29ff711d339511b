"""Names that the model cut or typed against what the tables of states, bodies and people know."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.person_names import plain
from hindsight.actors.reference import load_reference, load_words
from hindsight.actors.spans import NameSpan
from hindsight.actors.words import Word

_LONGEST_PLACE = 3  # words
_OF_STATES = frozenset("D")  # label of the gazetteer: nationalities
# Types of the lists of the gazetteer where a name stands on one list only.
TYPE_OF_LIST = {
    "C": "PLACE",
    "K": "PLACE",
    "CL": "PLACE",
    "KL": "PLACE",
    "L": "PLACE",
    "A": "ORG",
    "D": "NORP",
    "W": "ORG",
    "B": "ORG",
    "H": "PERSON",
}


def mend_known(words: Sequence[Word], spans: Sequence[NameSpan], listed: Sequence[str]) -> list[NameSpan]:
    """Return the names of a sentence whole where a table has them whole, and typed where one has their type.

    Parameters
    ----------
    words : sequence of Word
        Words of the sentence.
    spans : sequence of NameSpan
        Names that the model found in it, in text order.
    listed : sequence of str
        What `Gazetteer.match` gives for the words.
    """
    if not spans:
        return []
    starts = [word.start for word in words]
    placed = [(bisect_left(starts, span.start), bisect_left(starts, span.end), span) for span in spans]
    whole = _join_parts(words, placed, listed)
    return [
        _retype(words, *part)
        for first, last, span in whole
        for part in _cut_after_place(words, first, last, span)
    ]


def _join_parts(
    words: Sequence[Word], placed: list[tuple[int, int, NameSpan]], labels: Sequence[str]
) -> list[tuple[int, int, NameSpan]]:
    """Return the names with those joined that are parts of one: "Organization for Security" and "Europe"."""
    for i, label in enumerate(labels):
        if label[:1] != "B" or label[1:] not in TYPE_OF_LIST:
            continue
        end = i + 1
        while end < len(labels) and labels[end][:1] == "I":
            end += 1
        first = i + 1 if words[i].text.lower() == "the" else i
        touching = [item for item in placed if item[0] < end and item[1] > first]
        is_cut = bool(touching) and all(first <= a and b <= end for a, b, _ in touching)
        if is_cut and not any(a == first and b == end for a, b, _ in touching):
            name = touching[0][2]._replace(
                start=words[first].start,
                end=words[end - 1].end,
                type=TYPE_OF_LIST[label[1:]],
                rule="names-listed",
            )
            placed = sorted(
                [*(item for item in placed if item not in touching), (first, end, name)],
                key=lambda item: item[0],
            )
    return placed


def _cut_after_place(
    words: Sequence[Word], first: int, last: int, span: NameSpan
) -> list[tuple[int, int, NameSpan]]:
    """Return a place and a person where the model made one: "Governor of Maine" Susan Collins."""
    if span.type == "PERSON" and first and words[first - 1].text == "of":
        reference = load_reference()
        for k in range(first + 1, min(first + _LONGEST_PLACE, last - 2) + 1):
            label = load_gazetteer().label(" ".join(word.text for word in words[first:k]))
            if TYPE_OF_LIST.get(label) == "PLACE" and plain(words[k].text) in reference.given_names:
                place = span._replace(end=words[k - 1].end, type="PLACE", rule="names-split")
                return [(first, k, place), (k, last, span._replace(start=words[k].start, rule="names-split"))]
    return [(first, last, span)]


def _retype(words: Sequence[Word], first: int, last: int, span: NameSpan) -> NameSpan:
    texts = [word.text for word in words[first:last]]
    if span.type == "OTHER":
        # "the Security Council" is no work or event.
        kind = TYPE_OF_LIST.get(load_gazetteer().label(" ".join(texts)))
        if kind and texts[-1].lower() not in load_words()["shared_body_names"]:
            return span._replace(type=kind, rule="names-listed")
    if span.type != "PERSON" and len(texts) > 1 and texts[0].lower() in load_words()["naming_titles"]:
        # "Chancellor Merkel" is a person, "General Motors" none.
        reference = load_reference()
        name = [plain(text) for text in texts[1:]]
        is_known = name[-1] in reference.terms_by_surname or name[-1] in reference.common_surnames
        if is_known and all(word.isalpha() for word in name):
            return span._replace(start=words[first + 1].start, type="PERSON", rule="names-title")
    return span


def behind_office(
    words: Sequence[Word], first: int, last: int, span: NameSpan, spans: Sequence[NameSpan]
) -> tuple[int, int, NameSpan]:
    """Return the person whom a state's office stands before: "Russian President" Vladimr Putin.

    A first name misspelt makes the model take the office into the name, or a place of all but the surname.
    """
    k = first
    while k < last - 1 and set(load_gazetteer().label(words[k].text)) & _OF_STATES:
        k += 1
    office = k
    while k < last - 1 and words[k].text.lower() in load_words()["state_offices"]:
        k += 1
    if not first < office < k or not words[k].text[0].isupper():
        return first, last, span
    if words[last - 1].text.lower() in load_words()["organisation_words"]:
        return first, last, span  # "the French Prime Minister's Office"
    behind = next((s for s in spans if last < len(words) and s.start == words[last].start), None)
    if behind is not None and behind.type == "PERSON":
        last = bisect_left([word.start for word in words], behind.end)
    span = span._replace(start=words[k].start, end=words[last - 1].end, type="PERSON", rule="names-office")
    return k, last, span
