"""Who said what: source, cue and content (PARC and PolNeAR relations)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from hindsight.actors.mention import Mention
from hindsight.claims.claim import Attribution, Span
from hindsight.claims.joining import Joiner, Record
from hindsight.claims.quotations import find_quotations, flatten
from hindsight.claims.reported import Draft, find_reported
from hindsight.claims.sources import Tree
from hindsight.language import Parse, parse
from hindsight.language.reading import Reading

# A "sentence" of more tokens than this is a list or a table: only quotation marks tell anything in it.
LONGEST = 500
_CONFIDENCE = {"speech_verb": 0.7, "according_to": 0.85, "quotation": 0.8, "label": 0.7, "speech_noun": 0.6}
_EDGES = " ,;:-–—\n\xa0"
_LEADING = re.compile(r"\w")


@lru_cache(maxsize=1)
def parse_sentences(reading: Reading) -> tuple[Parse, ...]:
    """Return the parse of every sentence; the last reading's are kept, for claims and attributions alike."""
    return tuple(parse(sentence) for sentence in reading.sentences)


def find_attributions(reading: Reading, mentions: Sequence[Mention]) -> list[Attribution]:
    """Return the attributions of a text, in order of where they begin.

    Parameters
    ----------
    reading : Reading
        Tagged.
    mentions : sequence of Mention
        Its mentions; spans do not depend on them.

    Returns
    -------
    list of Attribution
        `rule` says by what: speech_verb, attitude_verb, intention_verb, document, speech_noun,
        judgement_verb, attitude_adjective, according_to, quotation, label. Source or cue is empty where the
        words are quoted and nothing says by whom.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> reading = read_text("The mayor said that the bridge is unsafe.")
    >>> found = find_attributions(reading, [])[0]
    >>> [reading.text[a:b] for a, b in (*found.source, *found.cue, *found.content)]
    ['The mayor', 'said', 'that the bridge is unsafe']
    """
    return attribute(reading, parse_sentences(reading))


def attribute(reading: Reading, parses: Sequence[Parse]) -> list[Attribution]:
    """Return the attributions of a text whose sentences have been parsed."""
    tokens, ranges = flatten(reading)
    quotations = find_quotations(reading, tokens, ranges)
    quotation_of: list[int] = [-1] * len(tokens)
    for number, quotation in enumerate(quotations):
        for k in range(quotation.first, quotation.last + 1):
            quotation_of[k] = number
    joiner = Joiner(reading.text, tokens, quotations, quotation_of)
    for number, sentence in enumerate(reading.sentences):
        start, end = ranges[number]
        records, tree = [], Tree(sentence.tokens, parses[number])
        if len(sentence.tokens) <= LONGEST:
            for draft in find_reported(tree):
                if quotation_of[start + min(draft.cue)] < 0:
                    record = _record(reading.text, tree, draft)
                    if record is not None:
                        records.append(record)
        joiner.add_sentence(start, end, records, tree)
    return sorted((a for r in joiner.records if (a := _finish(reading.text, r)) is not None), key=_place)


def _place(attribution: Attribution) -> tuple[int, int]:
    return min(a for a, _ in attribution.cue + attribution.content), attribution.content[0][0]


def _record(text: str, tree: Tree, draft: Draft) -> Record | None:
    content = _trimmed(text, tree.spans(draft.content - draft.cue))
    if not content:
        return None
    source = _trimmed_source(text, tree.spans(draft.source))
    cue = tree.spans(draft.cue)
    if source:
        whole = (source[0][0], source[-1][1])
        source = source[:1] if any(whole[0] <= a < whole[1] for a, _ in cue) else [whole]
    return Record(source, cue, content, draft.rule)


def _finish(text: str, record: Record) -> Attribution | None:
    """Merge touching spans of content; take in quotation marks that stand just outside."""
    merged: list[Span] = []
    for start, end in sorted(record.content):
        if merged and (start <= merged[-1][1] or not _LEADING.search(text, merged[-1][1], start)):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    if not merged:
        return None
    return Attribution(
        tuple(record.source),
        tuple(record.cue),
        tuple(merged),
        record.rule,
        _CONFIDENCE.get(record.rule, 0.55),
    )


def _trimmed_source(text: str, spans: Sequence[Span]) -> list[Span]:
    """Drop marks before a source and blanks behind it; the comma that closes an apposition stays."""
    kept = []
    for start, end in spans:
        while start < end and text[start] in _EDGES:
            start += 1
        if end > start and _LEADING.search(text, start, end):
            kept.append((start, end))
    return kept


def _trimmed(text: str, spans: Sequence[Span]) -> list[Span]:
    """Drop marks at the edges and spans without a word; a closing mark behind the last word stays in."""
    kept = []
    for start, end in spans:
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES + ".":
            end -= 1
        has_mark = any(mark in text[start:end] for mark in ("“", '"', "‘"))
        if has_mark and end + 1 < len(text) and text[end] in ",.!?" and text[end + 1] in "”\"’'":
            end += 2
        if end > start and _LEADING.search(text, start, end):
            if start and text[start - 1] in '“"' and text.count('"', start, end) % 2:
                start -= 1
            kept.append((start, end))
    return kept
