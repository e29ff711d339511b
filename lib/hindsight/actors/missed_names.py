"""Names that the model misses or cuts, by rules that see the whole document.

The label of a turn ("MS. ADLER:"), a nickname in quotes inside a name, the surname of somebody in office, an
institution at the head of its sentence, two firms glued by "and".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.lists import load_lists
from hindsight.actors.namesakes import is_common
from hindsight.actors.person_names import plain
from hindsight.actors.reference import fold, load_reference, load_words
from hindsight.actors.spans import NameSpan
from hindsight.actors.words import Word
from hindsight.language.reading import Reading

_SHORTEST_SURNAME = 4  # letters
_YEARS_AFTER = 3  # for which somebody who has left office is spoken of by surname alone
_LABEL = re.compile(
    r"(?:^[ \t]*|(?<=[.?!”\"’)]\s))(?:([A-Z]+\.?) )?([A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+)?)(?=:\s)", re.MULTILINE
)
_NICKNAME = re.compile(r" [\"“'‘][\w’' -]{2,24}[\"”'’] (?=[A-Z])")
_SURNAME = re.compile(r"[A-Z][\w’'-]+")
_DESCRIBED = re.compile(
    r", (?:who\b|(?:the|a|an|his|her|its|their) ((?:[\w’'-]+ ){0,3}[\w’'-]+)(?:,| of | who ))"
)
_INSIDE = (" in the ", " of the ", " for the ", " in ", " of ", " for ", " and ", " ")  # a cut name
_INDEFINITE = ("a", "an", "this", "that", "no", "any", "each", "every", "of")
_FOLLOWING = (
    "in",
    "on",
    "at",
    "by",
    "for",
    "with",
    "from",
    "to",
    "and",
    "or",
    "but",
    "that",
    "who",
    "which",
    "after",
    "before",
    "again",
    "as",
    "if",
    "when",
    "over",
    "this",
    "last",
    "next",
)
_GLUED = re.compile(r"([A-Z][\w’'-]+) and ([A-Z][\w’'-]+)$")


def add_missed_names(
    reading: Reading, sentences: Sequence[Sequence[Word]], spans: Sequence[NameSpan]
) -> list[NameSpan]:
    """Return `spans` mended and with the names that rules find, in text order, none in another.

    Parameters
    ----------
    reading : Reading
    sentences : sequence of sequences of Word
        Words of each sentence of `reading`.
    spans : sequence of NameSpan
        Names found by the model and its repairs, in text order.
    """
    text = reading.text
    titles = load_words()["titles"]
    kept = [
        part
        for span in spans
        if text[span.start : span.end].lower() not in titles  # "Mr." by itself is nobody
        for part in _split_glued(text, span)
    ]
    kept = _join_listed(text, sentences, kept)
    kept = [_retype_titled(text, _retype_described(text, span)) for span in _join_nicknames(text, kept)]
    taken = [(span.start, span.end) for span in kept]
    found: list[NameSpan] = []
    for span in (*_labels(reading), *_institutions(reading, sentences), *_surnames(reading, sentences)):
        if all(span.end <= start or end <= span.start for start, end in taken):
            found.append(span)
            taken.append((span.start, span.end))
    return sorted([*kept, *found])


def _split_glued(text: str, span: NameSpan) -> list[NameSpan]:
    """Return two firms of "Exxon and Ford": one of them is known, or named alone elsewhere in the text."""
    form = text[span.start : span.end]
    match = _GLUED.match(form) if span.type == "ORG" else None
    if match is None or load_gazetteer().label(form):
        return [span]
    label = load_gazetteer().label
    is_pair = any("B" in label(part) for part in match.groups())
    if not is_pair or match[1] == match[2]:
        return [span]
    return [
        span._replace(end=span.start + match.end(1), rule="names-split"),
        span._replace(start=span.start + match.start(2), rule="names-split"),
    ]


def _join_nicknames(text: str, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return names with a nickname in quotes as one: Joaquín "El Chapo" Guzmán."""
    out: list[NameSpan] = []
    for span in spans:
        if out and span.start < out[-1].end:
            continue  # taken in by the name before
        match = _NICKNAME.match(text, span.end) if span.type == "PERSON" else None
        surname = _SURNAME.match(text, match.end()) if match else None
        is_first = " " not in text[span.start : span.end]
        if surname and is_first:
            span = span._replace(end=surname.end(), rule="names-nickname")
        out.append(span)
    return out


def _join_listed(text: str, sentences: Sequence[Sequence[Word]], spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return names of the tables that were cut: "Islamic State" in the "Greater Sahara"."""
    out = list(spans)
    cut = {
        one.sentence
        for one, two in pairwise(spans)
        if one.sentence == two.sentence and text[one.end : two.start].lower() in _INSIDE
    }
    for index in sorted(cut):
        words = sentences[index]
        labels = load_gazetteer().match([word.text for word in words])
        for i, label in enumerate(labels):
            if label not in ("BA", "BB"):
                continue
            end = i + 1
            while end < len(labels) and labels[end][:1] == "I":
                end += 1
            first = i + (words[i].text.lower() == "the")
            start, stop = words[first].start, words[end - 1].end
            inside = [span for span in out if span.start < stop and start < span.end]
            if len(inside) > 1 and all(start <= span.start and span.end <= stop for span in inside):
                whole = NameSpan(start, stop, "ORG", index, "names-listed", 0.8)
                out = [span for span in out if span not in inside] + [whole]
    return sorted(out)


def _retype_described(text: str, span: NameSpan) -> NameSpan:
    """Return an unknown place as a person where an office or a tie of a person follows its name."""
    if span.type not in ("PLACE", "OTHER") or load_gazetteer().label(fold(text[span.start : span.end])):
        return span
    match = _DESCRIBED.match(text, span.end)
    if match is None or " and " in text[span.start : span.end]:
        return span
    words = (match[1] or "person").lower().split()
    if words[-1] in load_lists().words["described_persons"]:
        return span._replace(type="PERSON", rule="names-described")
    return span


def _retype_titled(text: str, span: NameSpan) -> NameSpan:
    """Return an unknown name of several words as a person where the text calls its surname "Mr" or "Mrs"."""
    form = text[span.start : span.end]
    first, _, last = form.rpartition(" ")
    if span.type in ("PERSON", "NORP") or not first or load_gazetteer().label(fold(form)):
        return span
    if last.lower() in load_words()["organisation_words"] or last.lower() in load_words()["place_words"]:
        return span
    if "Mr" not in text and "Ms" not in text:
        return span
    called = re.compile(rf"\b(?:Mr|Mrs|Ms)\.? (?:[A-Za-z]+ )?{re.escape(last)}\b")
    return span._replace(type="PERSON", rule="names-titled") if called.search(text) else span


def _labels(reading: Reading) -> Iterator[NameSpan]:
    starts = [sentence.start for sentence in reading.sentences]
    titles = load_words()["titles"]
    for match in _LABEL.finditer(reading.text):
        title, name = (match[1] or "").lower(), match[2]
        index = bisect_right(starts, match.start(2)) - 1
        is_speaker = title in titles if title else reading.text.count(f"{name}:") > 1
        if index < 0 or not is_speaker or name.lower() in titles or load_gazetteer().label(fold(name)):
            continue
        yield NameSpan(match.start(2), match.end(2), "PERSON", index, "names-speaker", 0.8)


def _institutions(reading: Reading, sentences: Sequence[Sequence[Word]]) -> Iterator[NameSpan]:
    """Yield "Congress should", "the Treasury": capitals that the head of a sentence does not explain."""
    nouns = load_words()["institution_nouns"]
    for index, words in enumerate(sentences):
        for i, word in enumerate(words):
            if not word.text.istitle() or word.text.lower() not in nouns or _is_headline(words):
                continue
            before = words[i - 1].text if i else ""
            after = words[i + 1] if i + 1 < len(words) else None
            if (after is not None and after.text[0].isupper()) or (before[:1].isupper() and before != "The"):
                continue
            # "Congress" alone at the head of a sentence must do something.
            is_subject = after is not None and _is_verb(reading, index, after)
            if (i == 0 and not is_subject) or before.lower() in _INDEFINITE:
                continue
            # "Senate candidates" are no institution: a mark, a preposition or a verb must follow.
            is_closed = after is None or not after.text.isalpha() or after.text in _FOLLOWING
            if not (is_subject or is_closed):
                continue
            yield NameSpan(word.start, word.end, "ORG", index, "names-institution", 0.7)


def _is_headline(words: Sequence[Word]) -> bool:
    return 2 * sum(word.text[0].isupper() for word in words) > len(words)


def _is_verb(reading: Reading, index: int, word: Word) -> bool:
    is_finite = reading.sentences[index].tokens[word.token].tag in ("MD", "VBZ", "VBD", "VBP")
    return is_finite or word.text.lower() in load_lists().metonyms["acting"]


def _surnames(reading: Reading, sentences: Sequence[Sequence[Word]]) -> Iterator[NameSpan]:
    """Yield the surnames of those in office, or out of it for a few years, that are no other words."""
    day = next((passage.published for passage in reading.passages if passage.published), None)
    for index, words in enumerate(sentences):
        for i, word in enumerate(words):
            if not word.text[0].isupper() or not _is_known_surname(word.text, day):
                continue
            beside = [words[k].text for k in (i - 1, i + 1) if 0 <= k < len(words)]
            # After the first word of a sentence a capital may stand: "Would Merkel".
            is_after_opener = i == 1 and beside[0].lower() in load_words()["sentence_openers"]
            if any(text[0].isupper() for text in (beside[1:] if is_after_opener else beside)):
                continue
            if not _is_headline(words) and f" {word.text.lower()} " not in reading.text:
                yield NameSpan(word.start, word.end, "PERSON", index, "names-holder", 0.7)


@lru_cache(maxsize=8192)
def _is_known_surname(word: str, day: str | None) -> bool:
    if len(word) < _SHORTEST_SURNAME or day is None or word.isupper() or not word.isalpha():
        return word.isupper() and len(word) > 2 and load_gazetteer().label(word) == "H"
    surname = plain(word)
    terms = load_reference().terms_by_surname.get(surname, ())
    if not terms or is_common(word) or load_gazetteer().label(fold(word)) not in ("", "H"):
        return False
    if surname in load_reference().given_names or surname in load_words()["calendar"]:
        return False
    return any(
        term.start[:4] <= day[:4] and (not term.end or int(day[:4]) <= int(term.end[:4]) + _YEARS_AFTER)
        for term in terms
        if term.is_lead
    )
