"""Make the names of one document agree: same words, same type; what is a name once is a name again.

The model reads one sentence at a time. This pass sees the document: a bracketed acronym takes the type of
the name
before it, a surname that of the person, a state's name is a place wherever it stands, and forms that the
model knew in one sentence are found in the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from hindsight.actors.context_types import find_firms, settle_types, trim_openings
from hindsight.actors.enumerations import agree_in_lists
from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.reference import fold, load_reference, load_words
from hindsight.actors.spans import NameSpan
from hindsight.actors.words import Word
from hindsight.language.reading import Reading

_SHARE = 0.6  # of a form's mentions that must agree before the others follow
_MINIMUM = 3  # mentions of a form before the majority retypes the others
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&-]{1,9})\)")
_CAPITALS = ("K", "KL")  # lists of the gazetteer
_PLACES = ("L", "K", "KL", "CL")  # lists of the gazetteer
_WITHIN = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Aa]round|[Ww]ithin|[Aa]cross|[Tt]hroughout|[Oo]utside)\s$")
_WITHIN_WINDOW = 12  # characters before a name in which such a word fits
_TIMES_WITHIN = 2  # mentions after such a word before a person is taken for a place
_SHARE_WITHIN = 0.15  # of the mentions
_SHORTEST = 3  # letters that a first name has more of, to be looked for alone
_WEIGHT_OF_BRACKETS = 10  # a definition in the text outweighs what the model made of the acronym

_SMALL_WORD = re.compile(r"[a-z]+")


def make_consistent(
    reading: Reading, sentences: Sequence[Sequence[Word]], spans: Sequence[NameSpan]
) -> list[NameSpan]:
    """Return `spans` retyped where the document contradicts itself, with the forms that were missed.

    Parameters
    ----------
    reading : Reading
    sentences : sequence of sequences of Word
        Words of each sentence of `reading`.
    spans : sequence of NameSpan
        Names found sentence by sentence, in text order.
    """
    text = reading.text
    spans = trim_openings(text, spans)
    surnames = _surnames(text, spans)
    spans = settle_types(text, spans, surnames)
    spans = _retype_places(text, spans, surnames)
    spans = agree_in_lists(text, spans, surnames)
    types: dict[str, Counter[str]] = {}
    _count_acronyms(text, spans, types)
    for span in spans:
        types.setdefault(text[span.start : span.end], Counter())[span.type] += 1
    agreed: dict[str, tuple[str, int]] = {}
    for form, counts in types.items():
        kind, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        total = counts.total()
        if most >= _SHARE * total:
            agreed[form] = (kind, total)
    retyped = [_retype(text, span, types, surnames, agreed) for span in spans]
    wanted = {
        form: kind
        for form, (kind, _) in agreed.items()
        if kind != "OTHER" and len(form) > 2 and form[0].isupper()
    }
    for surname in surnames:
        wanted.setdefault(surname, "PERSON")
    for firm in find_firms(text, spans, surnames):
        wanted.setdefault(firm, "ORG")
    for first_name in _telling_first_names(text, spans):
        wanted.setdefault(first_name, "PERSON")
    found = _find_again(sentences, retyped, wanted, frozenset(surnames))
    return sorted([*retyped, *found]) if found else retyped


def _count_acronyms(text: str, spans: Sequence[NameSpan], types: dict[str, Counter[str]]) -> None:
    ends = {span.end: span for span in spans}
    for match in _ACRONYM.finditer(text):
        name = ends.get(match.start()) or ends.get(match.start() - 1) or ends.get(match.start() - 2)
        if name is None or name.type == "NORP":
            continue
        words = [word for word in re.split(r"[\s-]+", text[name.start : name.end]) if word]
        if len(words) > 1 and is_acronym_of(match.group(1), words):
            types.setdefault(match.group(1), Counter())[name.type] += _WEIGHT_OF_BRACKETS


def is_acronym_of(short: str, words: Sequence[str]) -> bool:
    """Return whether `short` is made of the first letters of `words`, with or without the small ones.

    Examples
    --------
    >>> is_acronym_of("OSCE", ["Organization", "for", "Security", "and", "Co-operation", "in", "Europe"])
    True
    >>> is_acronym_of("CDU", ["Christian", "Democratic", "Union"])
    True
    """
    letters = "".join(c for c in short if c.isupper())
    if len(letters) < 2:
        return False
    every = "".join(word[0] for word in words).upper()
    main = "".join(
        word[0] for word in words if word.lower() not in ("of", "the", "for", "and", "in", "on", "to")
    )
    return letters in (every, main.upper()) or (len(letters) > 2 and main.upper().endswith(letters))


def _surnames(text: str, spans: Sequence[NameSpan]) -> dict[str, None]:
    titles = load_words()["titles"]
    surnames: dict[str, None] = {}
    for span in spans:
        if span.type == "PERSON":
            words = text[span.start : span.end].split()
            while len(words) > 1 and words[0].lower() in titles:
                words.pop(0)
            if len(words) > 1 and len(words[-1]) > 2 and words[-1][-1].isalpha():
                if words[0].lower() in load_words()["family_first"]:
                    surnames[words[0]] = None
                    continue
                surnames[words[-1]] = None
                at = len(words) - 1
                while at > 1 and words[at - 1].lower() in load_words()["particles"]:
                    at -= 1
                whole = " ".join(words[at:])
                surnames[whole] = surnames[whole[0].upper() + whole[1:]] = None
    return surnames


def _telling_first_names(text: str, spans: Sequence[NameSpan]) -> dict[str, None]:
    """Return the unlisted first names by which a text calls persons: "Yingluck must go", not "Will"."""
    names: dict[str, None] = {}
    for span in spans:
        first, *rest = text[span.start : span.end].split()
        if span.type == "PERSON" and rest and len(first) > _SHORTEST and first.isalpha():
            lower = first.lower()
            is_listed = lower in load_reference().given_names or lower in load_words()["titles"]
            if is_listed or load_gazetteer().label(fold(first)) or f" {lower}" in text:
                continue
            if _stands_before(text, first, load_words()["alone_before"]):
                names[first] = None
    return names


def _stands_before(text: str, name: str, verbs: frozenset[str]) -> bool:
    """Return whether a text has a name with one of the verbs right behind it."""
    at = text.find(name + " ")
    while at >= 0:
        behind = _SMALL_WORD.match(text, at + len(name) + 1)
        if behind and behind.group() in verbs and not (at and text[at - 1].isalnum()):
            return True
        at = text.find(name + " ", at + 1)
    return False


def _retype_places(text: str, spans: Sequence[NameSpan], surnames: dict[str, None]) -> list[NameSpan]:
    """Return `spans` with "Socotra" a place where things are in it and nobody has it in a longer name."""
    people = {
        word for span in spans if span.type == "PERSON" for word in text[span.start : span.end].split()[:-1]
    }
    counts: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for span in spans:
        form = text[span.start : span.end]
        counts[form] += 1
        within[form] += bool(_WITHIN.search(text[max(0, span.start - _WITHIN_WINDOW) : span.start]))
    reference = load_reference()
    places = {
        form
        for form, times in within.items()
        if times >= _TIMES_WITHIN
        and times >= _SHARE_WITHIN * counts[form]
        and " " not in form
        and form not in people
        and form not in surnames
        and fold(form) not in reference.given_names
        and fold(form) not in reference.terms_by_surname
    }
    return [
        span._replace(type="PLACE", rule="names-within")
        if span.type == "PERSON" and text[span.start : span.end] in places
        else span
        for span in spans
    ]


def _retype(
    text: str,
    span: NameSpan,
    types: dict[str, Counter[str]],
    surnames: dict[str, None],
    agreed: dict[str, tuple[str, int]],
) -> NameSpan:
    form = text[span.start : span.end]
    name = fold(form)
    reference = load_reference()
    if (
        name in reference.state_by_name
        and span.type != "PLACE"
        and name not in load_words()["shared_state_names"]
    ):
        return span._replace(type="PLACE", rule="names-states")
    # "West Bank": of several words, and on the lists of places alone.
    if " " in name and span.type != "PLACE" and load_gazetteer().label(name) in _PLACES:
        return span._replace(type="PLACE", rule="names-listed")
    if span.type in ("PLACE", "ORG") and load_gazetteer().label(name) == "D":
        return span._replace(type="NORP", rule="names-listed")
    # "Gulf Cartel", "Golden Dawn": a name of the tables, of more than one word or with nothing against it.
    is_listed = load_gazetteer().label(name) in ("A", "B") and name not in load_words()["shared_body_names"]
    if is_listed and (span.type == "OTHER" or (span.type in ("PERSON", "PLACE") and " " in name)):
        return span._replace(type="ORG", rule="names-listed")
    if span.type in ("PLACE", "OTHER") and load_gazetteer().label(name) == "W":
        return span._replace(type="ORG", rule="names-listed")
    # "Kremlin", "Hezbollah": one list knows the name, and no person is called so.
    if span.type == "PERSON" and load_gazetteer().label(name) in ("W", "A"):
        return span._replace(type="ORG", rule="names-listed")
    # "Amman", "Vilnius": a capital that is nobody's first name and the surname of nobody in the text.
    is_capital = span.type == "PERSON" and load_gazetteer().label(name) in _CAPITALS
    if is_capital and form not in surnames and name not in reference.first_names:
        return span._replace(type="PLACE", rule="names-listed")
    if form in surnames and span.type != "PERSON" and types[form]["PERSON"] < _MINIMUM:
        if name not in reference.state_by_name and name not in reference.state_by_demonym:
            return span._replace(type="PERSON", rule="names-surname")
        return span
    if form in agreed:
        kind, total = agreed[form]
        if kind != span.type and total >= _MINIMUM:
            return span._replace(type=kind, rule="names-majority")
    return span


def _find_again(
    sentences: Sequence[Sequence[Word]],
    spans: Sequence[NameSpan],
    wanted: dict[str, str],
    surnames: frozenset[str],
) -> list[NameSpan]:
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, kind in wanted.items():
        pieces = tuple(form.split())
        if pieces[0].lower() not in load_words()["calendar"] or form in surnames:
            forms.setdefault(pieces[0], []).append((pieces, kind))
    for entries in forms.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    taken: dict[int, list[NameSpan]] = {}
    for span in spans:
        taken.setdefault(span.sentence, []).append(span)
    found: list[NameSpan] = []
    for index, words in enumerate(sentences):
        own = taken.get(index, [])
        at = 0  # the first own name that can still overlap
        free_from = 0  # the first word after the last name found here
        for i, word in enumerate(words):
            if i < free_from or word.text not in forms:
                continue
            while at < len(own) and own[at].end <= word.start:
                at += 1
            for parts, kind in forms[word.text]:
                last = i + len(parts) - 1
                if last >= len(words) or any(words[i + k].text != parts[k] for k in range(1, len(parts))):
                    continue
                if at < len(own) and own[at].start < words[last].end:
                    continue
                if _is_date(words, i, last):
                    continue
                start = word.start
                before = words[i - 1].text if i else ""
                if before[:1].isupper():
                    is_titled = kind == "PERSON" and before.lower() in load_words()["titles"]
                    if kind == "PERSON" and not is_titled and _may_begin(before, parts):
                        # "Maher" before a surname that the text knows from another of the family.
                        if at >= len(own) or own[at].start >= words[last].end:
                            start = words[i - 1].start
                    elif i > 1 and not is_titled:
                        # Part of a longer capitalised run: a name that nobody knows, better left alone.
                        continue
                if last + 1 < len(words) and words[last + 1].text[0].isupper():
                    continue
                found.append(NameSpan(start, words[last].end, kind, index, "names-again", 0.7))
                free_from = last + 1
                break
    return found


def _may_begin(word: str, parts: Sequence[str]) -> bool:
    """Return whether `word` is the first name before a surname: a listed one, or that of a known holder."""
    return _is_given_name(word) or load_gazetteer().label(" ".join((word, *parts))) == "H"


def _is_given_name(word: str) -> bool:
    lower = word.lower()
    if lower in load_words()["sentence_openers"]:
        return False  # "An" is a first name, and more often none
    return word.isalpha() and not word.isupper() and lower in load_reference().given_names


def _is_date(words: Sequence[Word], first: int, last: int) -> bool:
    """Return whether a month's name is a month here: "in May", "May 3", but not "May told"."""
    if words[first].text.lower() not in load_words()["calendar"]:
        return False
    before = words[first - 1].text if first else ""
    after = words[last + 1].text if last + 1 < len(words) else ""
    return before.lower() in load_words()["date_openers"] or before.isdigit() or after[:1].isdigit()
