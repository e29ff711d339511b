"""Repairs of single names that the model's view of a sentence gets wrong, each by one rule.

A first name before a surname belongs to it, slips of the source included; a headline's capitals glue names
and prepositions together; "Russia-Ukraine" is two names; what follows "Chairman" is a person; what the
reference tables know for certain is a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.known_names import TYPE_OF_LIST, behind_office, mend_known
from hindsight.actors.lists import load_lists
from hindsight.actors.person_names import is_slip, plain
from hindsight.actors.reference import load_reference, load_words
from hindsight.actors.small_places import add_small_places, load_small_places
from hindsight.actors.spans import NameSpan
from hindsight.actors.words import Word
from hindsight.language.lemmas import is_verb, lemma

_SURE_LISTS = frozenset(("C", "CL", "K", "KL", "A", "D", "W"))
_OPENERS = (
    "The",
    "A",
    "An",
    "This",
    "That",
    "In",
    "For",
    "And",
    "But",
    "When",
    "If",
    "As",
    "With",
    "On",
    "So",
)
_QUOTES = frozenset('"“”')
_SHORTEST_PAST_FORM = 5  # letters: "bed", "red" and "United" in small letters are none
_VERBAL_ENDINGS = (
    "ize",
    "ise",
    "ify",
    "able",
    "then",
    "duce",
    "vide",
    "tain",
    "llow",
)  # of no nouns in a name
_MONTHS_AS_NAMES = ("May", "March", "June", "April")
_SHORTEST_ACRONYM = 3  # letters; "AP" and "PA" are too short to be sure of


def repair_names(sentences: Sequence[Sequence[Word]], spans: Sequence[NameSpan]) -> list[NameSpan]:
    """Return `spans` repaired, in text order, none inside another."""
    by_sentence: dict[int, list[NameSpan]] = {}
    for span in spans:
        by_sentence.setdefault(span.sentence, []).append(span)
    repaired: list[NameSpan] = []
    for index, words in enumerate(sentences):
        own = by_sentence.get(index, [])
        if own or any(word.text[0].isupper() or word.text in load_small_places() for word in words):
            repaired += _repair_sentence(index, words, own)
    return repaired


def _repair_sentence(index: int, words: Sequence[Word], spans: Sequence[NameSpan]) -> list[NameSpan]:
    listed = load_gazetteer().match([word.text for word in words])
    spans = mend_known(words, _join_inverted(index, words, spans), listed)
    starts = [word.start for word in words]
    taken: list[tuple[int, int, NameSpan]] = []  # first word, one past the last, name
    for span in spans:
        first = bisect_left(starts, span.start)
        last = bisect_left(starts, span.end)
        if taken and first < taken[-1][1]:
            continue  # taken in by the name before: "Luiz Lula" da "Silva"
        first, last, span = behind_office(words, first, last, span, spans)
        first, last, span = _strip_beside(words, first, last, span)
        for a, b, part in _split_at_title(words, first, last, span):
            if part.type == "PERSON":
                b = _end_of_person(words, a, b)
                part = part._replace(end=words[b - 1].end)
            taken += _split_glued(words, a, b, part)
    covered = [False] * len(words)
    for first, last, _ in taken:
        covered[first:last] = [True] * (last - first)
    out = []
    for first, _, span in taken:
        if span.type == "PERSON" and first and not covered[first - 1] and _is_first_name(words, first):
            covered[first - 1] = True
            span = span._replace(start=words[first - 1].start, rule="names-first-name")
        out.append(span)
    out += _add_titled(index, words, covered)
    out += _add_listed(index, words, listed, covered)
    out += add_small_places(index, words, covered)
    out.sort()
    return out


def _join_inverted(index: int, words: Sequence[Word], spans: Sequence[NameSpan]) -> Sequence[NameSpan]:
    """Return the names with a quoted surname and first name, as mail programs print them, as one person."""
    for k in range(len(words) - 4):
        quote, last, comma, first, end = words[k : k + 5]
        if (
            comma.text == ","
            and quote.text in _QUOTES
            and end.text in _QUOTES
            and all(word.text.isalpha() and word.text[0].isupper() for word in (last, first))
            and any(last.start <= span.start < first.end and span.type == "PERSON" for span in spans)
        ):
            kept = [span for span in spans if span.end <= last.start or span.start >= first.end]
            spans = sorted([*kept, NameSpan(last.start, first.end, "PERSON", index, "names-inverted")])
    return spans


def _strip_beside(words: Sequence[Word], first: int, last: int, span: NameSpan) -> tuple[int, int, NameSpan]:
    """Return the name without what is capitalised beside it: "Neither" London, the U.N. "Speech"."""
    is_event = span.type == "ORG" and words[last - 1].text.lower() in load_words()["events"]
    if is_event and load_gazetteer().label(" ".join(word.text for word in words[first : last - 1])):
        # "the U.N. Speech" is by a body, and none.
        last -= 1
        span = span._replace(end=words[last - 1].end, rule="names-split")
    if span.type in ("PERSON", "PLACE", "NORP"):
        openers = load_words()["sentence_openers"]
        while (
            first < last - 1 and words[first].text.lower() in openers and words[first + 1].text[0].isupper()
        ):
            first += 1
            span = span._replace(start=words[first].start, rule="names-opener")
    return first, last, span


def _split_at_title(
    words: Sequence[Word], first: int, last: int, span: NameSpan
) -> list[tuple[int, int, NameSpan]]:
    """Return a body and a person where the model made one of them: "European Commission President Ursula"."""
    lists, reference = load_words(), load_reference()
    if span.type == "ORG":
        for k in range(first + 1, last - 1):
            title, name = words[k].text.lower(), words[k + 1].text.lower()
            is_office = title in lists["titles"] and title not in lists["title_parts"]
            if is_office and name in reference.first_names:
                end = k
                while end > first + 1 and words[end - 1].text.lower() in lists["title_parts"]:
                    end -= 1
                body = span._replace(end=words[end - 1].end, rule="names-split")
                person = span._replace(start=words[k + 1].start, type="PERSON", rule="names-split")
                return [(first, end, body), (k + 1, last, person)]
    return [(first, last, span)]


def _end_of_person(words: Sequence[Word], first: int, last: int) -> int:
    """Return where a name ends that a particle goes on with: "Ursula" von der Leyen."""
    particles = load_words()["particles"]
    is_full = last - first > 1 or words[first].text.lower() in load_reference().first_names
    at = last
    if at < len(words) and words[at].text[:3] in ("al-", "el-") and words[at].text[3:4].isupper():
        return at + 1  # "Maher" al-Assad
    while at < len(words) and words[at].text in particles and (is_full or words[at - 1].text in particles):
        at += 1
    is_open = words[at - 1].text in particles
    if is_open and at < len(words) and words[at].text[0].isupper():
        is_day = words[at].text.lower() in load_words()["calendar"]
        return last if is_day else at + 1
    return last


def _split_glued(
    words: Sequence[Word], first: int, last: int, span: NameSpan
) -> list[tuple[int, int, NameSpan]]:
    """Return the name, or its parts where it runs over a hyphen between names or a headline's preposition."""
    texts = [word.text for word in words[first:last]]
    if span.type == "ORG" and (k := _end_of_body(texts)):
        name = (first, first + k, span._replace(end=words[first + k - 1].end, rule="names-split"))
        while k < len(texts) and not texts[k][0].isupper():
            k += 1
        if k == len(texts):
            return [name]
        rest = span._replace(start=words[first + k].start, rule="names-split")
        return [name, *_split_glued(words, first + k, last, rest)]
    cuts = [
        k
        for k, text in enumerate(texts)
        if text == "-" and 0 < k < len(texts) - 1 and words[first + k].start == words[first + k - 1].end
    ]
    if cuts and not (span.type == "ORG" and _is_one_body(texts, cuts)):
        out = []
        at = 0
        for cut in [*cuts, len(texts)]:
            if cut > at and texts[at][0].isupper():
                a, b = first + at, first + cut
                out.append((a, b, span._replace(start=words[a].start, end=words[b - 1].end)))
            at = cut + 1
        return out
    if "and" in texts[1:-1] and (parts := _split_at_and(words, first, last, span)):
        return parts
    verbs = [k for k, text in enumerate(texts[1:-1], 1) if _is_verb_between(texts, k)]
    if verbs:
        k = verbs[0]
        kind = TYPE_OF_LIST.get(load_gazetteer().label(" ".join(texts[:k])), span.type)
        subject = span._replace(end=words[first + k - 1].end, type=kind, rule="names-split")
        rest = span._replace(start=words[first + k + 1].start, rule="names-split")
        subject_parts = _strip_beside(words, first, first + k, subject)
        return [subject_parts, *_split_glued(words, first + k + 1, last, rest)]
    if any(text.lower() in load_words()["prepositions"] and text[0].isupper() for text in texts[1:-1]):
        labels = load_gazetteer().match(texts)
        out = []
        for k, label in enumerate(labels):
            if label and label[0] in "BU":
                end = k + 1
                while end < len(labels) and labels[end][:1] == "I":
                    end += 1
                a, b = first + k, first + end
                kind = TYPE_OF_LIST.get(label[1:], span.type)
                out.append(
                    (a, b, NameSpan(words[a].start, words[b - 1].end, kind, span.sentence, "names-headline"))
                )
        return out
    return [(first, last, span)]


def _is_one_body(texts: Sequence[str], cuts: Sequence[int]) -> bool:
    """Return whether hyphens stand inside the name of a body: "American-Arab Discrimination Committee"."""
    lists = load_words()
    if all(texts[cut - 1].lower() in lists["splitting"] for cut in cuts):
        return True  # "Non-Aligned Movement"
    is_body = texts[-1].lower() in lists["organisation_words"] and len(texts) - cuts[-1] > 2
    return is_body and texts[cuts[0] - 1].lower() not in lists["organisation_words"]


def _split_at_and(
    words: Sequence[Word], first: int, last: int, span: NameSpan
) -> list[tuple[int, int, NameSpan]]:
    """Return two names that the tables know where the model made one: "West Bank and Israel"; else none."""
    texts = [word.text for word in words[first:last]]
    k = texts.index("and")
    parts = [(first, first + k), (first + k + 1, last)]
    labels = [load_gazetteer().label(" ".join(word.text for word in words[a:b])) for a, b in parts]
    is_one = bool(load_gazetteer().label(" ".join(texts)))  # "Bosnia and Herzegovina"
    if is_one or not all(label == "L" or label in _SURE_LISTS for label in labels):
        return []
    return [
        (a, b, NameSpan(words[a].start, words[b - 1].end, TYPE_OF_LIST[label], span.sentence, "names-split"))
        for (a, b), label in zip(parts, labels, strict=True)
    ]


def _end_of_body(texts: Sequence[str]) -> int:
    """Return where a body's name ends because a small word in no name follows ("Acme brought"); else 0."""
    breakers = load_words()["name_breakers"]
    return next(
        (k for k, text in enumerate(texts) if k and (text in breakers or _is_past_form(text))),
        0,
    )


def _is_past_form(text: str) -> bool:
    return text.isalpha() and text.islower() and len(text) > _SHORTEST_PAST_FORM and text.endswith("ed")


def _is_verb_between(texts: Sequence[str], k: int) -> bool:
    """Return whether word `k` is a verb after a listed name that the model took in: Cuba "backs" Maduro."""
    word = texts[k]
    if not word.isalpha() or not word.islower() or word in load_words()["particles"]:
        return False
    base = lemma(word, "VBZ")
    if word.endswith("s") and base.endswith(_VERBAL_ENDINGS) and is_verb(base):
        return texts[k + 1][0].isupper()  # the EU Treaty "enables" France
    contexts = load_lists().metonyms
    return word in contexts["acting"] | contexts["asking"] and bool(
        load_gazetteer().label(" ".join(texts[:k]))
    )


@lru_cache(maxsize=4096)
def _is_slip_of_first_name(word: str) -> bool:
    return any(is_slip(word, name) for name in load_reference().first_names)


def _is_first_name(words: Sequence[Word], first: int) -> bool:
    before = words[first - 1]
    if not before.text[0].isupper() or before.text.isupper() or not before.text.isalpha():
        return False
    lower = before.text.lower()
    lists = load_words()
    if lower in lists["titles"] or lower in lists["calendar"] or load_gazetteer().label(lower):
        return False
    if lower in load_reference().first_names:
        return True
    # A word nobody knows counts as a slip of a first name after a title ("President Vladimr Kowalski") or
    # where the surname is that of someone with such a first name ("Vladimr Putin").
    if first > 1 and words[first - 2].text.lower() in lists["titles"] and _is_slip_of_first_name(lower):
        return True
    terms = load_reference().terms_by_surname.get(plain(words[first].text), ())
    first_names = {plain(term.holder).split()[0] for term in terms}
    if lower in first_names or any(is_slip(lower, name) for name in first_names):
        return True
    # The surname of somebody well known after a name that nobody knows: a relative, "his brother Maher".
    return bool(terms) and _may_be_relative(words, first)


def _may_be_relative(words: Sequence[Word], first: int) -> bool:
    if first < 2 or not words[first - 2].text.islower() or words[first - 2].text in ("the", "a", "an"):
        return False
    return _may_be_surname(words[first - 1].text)


def _add_titled(index: int, words: Sequence[Word], covered: list[bool]) -> list[NameSpan]:
    """Return persons that only their title gives away: "Chairman Menendez"."""
    lists = load_words()
    out = []
    for i in range(1, len(words)):
        title = words[i - 1].text
        if (
            covered[i]
            or covered[i - 1]
            or title.lower() not in lists["naming_titles"]
            or (title == "General" and words[i].text.lower() in lists["general_companies"])
            or not title[0].isupper()
        ):
            continue
        last = i
        if title.lower() in lists["courtesy_titles"] and words[i].text in _MONTHS_AS_NAMES:
            last += 1  # "Mrs May"
        while last < len(words) and not covered[last] and _may_be_surname(words[last].text):
            last += 1
        if last > i:
            last = max(last, _end_of_person(words, i, last))  # "Abdel Fattah" el-Sisi
        if last > i and not covered[min(last, len(words) - 1)] and last - i <= 3:
            covered[i:last] = [True] * (last - i)
            out.append(NameSpan(words[i].start, words[last - 1].end, "PERSON", index, "names-title", 0.6))
    return out


def _may_be_surname(word: str) -> bool:
    lower = word.lower()
    lists = load_words()
    return (
        len(word) > 2
        and word[0].isupper()
        and not word.isupper()
        and word.replace("-", "").replace("'", "").replace("’", "").isalpha()
        and lower not in lists["titles"]
        and lower not in lists["organisation_words"]
        and lower not in lists["calendar"]
        and not load_gazetteer().label(lower)
    )


def _is_sure_name(word: str, label: str, *, is_first: bool) -> bool:
    """Return whether a name on the list of bodies alone is one: "the Guardian" is not always a newspaper."""
    if label in ("BB", "BH"):
        return True  # of several words, by one list: a body, a holder of an office
    if label != "UB" or word.lower() in load_words()["shared_body_names"]:
        return False
    return len(word) >= _SHORTEST_ACRONYM and (word.isupper() or not is_first)


def _add_listed(
    index: int, words: Sequence[Word], labels: Sequence[str], covered: list[bool]
) -> list[NameSpan]:
    """Return names that the tables know and the model missed."""
    texts = [word.text for word in words]
    out = []
    for i, label in enumerate(labels):
        if not label or label[0] == "I" or covered[i]:
            continue
        if label[1:] not in _SURE_LISTS and not _is_sure_name(texts[i], label, is_first=i == 0):
            continue
        end = i + 1
        while end < len(labels) and labels[end][:1] == "I":
            end += 1
        reach = i - 2 if i > 1 and texts[i - 1] in ("of", "for") else i - 1
        beside = [texts[k] for k in (reach, end) if 0 <= k < len(texts) and not covered[k]]
        # Beside another capital it may be part of a name that nobody knows ("Jordan Peel", "Bank of Jordan").
        if any(covered[i:end]) or any(text[0].isupper() and text not in _OPENERS for text in beside):
            continue
        first = i + 1 if texts[i] in ("The", "the") and end > i + 1 else i
        if texts[first][0].islower() and texts[first][:3] not in ("al-", "el-"):
            continue  # "The economist David Brown" is no paper
        kind = TYPE_OF_LIST[label[1:]]
        out.append(NameSpan(words[first].start, words[end - 1].end, kind, index, "names-listed", 0.7))
        covered[i:end] = [True] * (end - i)
    return out
