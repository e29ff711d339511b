"""Who said what: source, cue and content (PARC and PolNeAR relations)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hindsight.actors.mention import Mention
from hindsight.claims.claim import Attribution, Span
from hindsight.claims.lexicon import words
from hindsight.language import lemma
from hindsight.language.reading import Reading, Sentence, Token

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_SUBJECT = ("PRP", "NN", "NNS", "NNP", "NNPS", "DT", "CD", "JJ", "PRP$", "POS", "EX")


def find_attributions(reading: Reading, mentions: Sequence[Mention]) -> list[Attribution]:
    """Return the attributions of a text, in order of their cue."""
    found: list[Attribution] = []
    for sentence in reading.sentences:
        found += _by_according(reading.text, sentence)
        found += _by_verbs(reading.text, sentence)
    return sorted(found, key=lambda a: a.cue)


def subject_before(tokens: Sequence[Token], verb: int) -> Span | None:
    """Return the span of the noun phrase right before a verb, auxiliaries and adverbs passed over."""
    last = verb - 1
    while last >= 0 and tokens[last].tag in ("MD", "RB", "VBD", "VBZ", "VBP", "VBN"):
        last -= 1
    first = last
    while first >= 0 and tokens[first].tag in _SUBJECT:
        first -= 1
    if first == last or not any(tokens[k].tag[:2] in ("NN", "PR") for k in range(first + 1, last + 1)):
        return None
    return tokens[first + 1].start, tokens[last].end


def subject_behind(tokens: Sequence[Token], verb: int) -> Span | None:
    """Return the span of the noun phrase right behind a verb ("said the mayor")."""
    last = verb
    while last + 1 < len(tokens) and tokens[last + 1].tag in _SUBJECT:
        last += 1
    if last == verb or not any(tokens[k].tag[:2] in ("NN", "PR") for k in range(verb + 1, last + 1)):
        return None
    return tokens[verb + 1].start, tokens[last].end


def _by_according(text: str, sentence: Sentence) -> list[Attribution]:
    found = []
    for match in _ACCORDING.finditer(text, sentence.start, sentence.end):
        source_end = _until_mark(text, match.end(), sentence.end)
        content: Span = (sentence.start, match.start())
        if match.start() - sentence.start < 2:
            content = (min(source_end + 1, sentence.end), sentence.end)
        source = _strip(text, (match.end(), source_end))
        content = _strip(text, content)
        if source[0] < source[1] and content[0] < content[1]:
            found.append(
                Attribution((source,), ((match.start(), match.end()),), (content,), "according_to", 0.8)
            )
    return found


def _by_verbs(text: str, sentence: Sentence) -> list[Attribution]:
    tokens = sentence.tokens
    found = []
    for k, token in enumerate(tokens):
        if token.tag not in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB"):
            continue
        if lemma(token.text, token.tag) not in words("speech", "verbs", "attitudes"):
            continue
        behind = next((i for i in range(k + 1, len(tokens)) if tokens[i].text not in (",", ":")), len(tokens))
        before_comma = k > 0 and tokens[k - 1].text in (",", "”", '"', "''")
        if before_comma or (behind < len(tokens) and tokens[behind].text == "."):
            source = subject_behind(tokens, k) or subject_before(tokens, k)
            content = _strip(text, (sentence.start, source[0] if source else token.start))
            if source and source[0] > token.start:
                content = _strip(text, (sentence.start, token.start))
        else:
            source = subject_before(tokens, k)
            if behind >= len(tokens):
                continue
            start = (
                tokens[behind + 1].start
                if tokens[behind].text == "that" and behind + 1 < len(tokens)
                else None
            )
            content = _strip(text, (start or tokens[behind].start, sentence.end))
        if source is None or content[1] - content[0] < 3:
            continue
        found.append(Attribution((source,), ((token.start, token.end),), (content,), "speech_verb", 0.6))
    return found


def _until_mark(text: str, start: int, end: int) -> int:
    match = re.compile(r"[,;:.!?—]").search(text, start, end)
    return match.start() if match else end


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \n\t,;:—–-":
        start += 1
    while end > start and text[end - 1] in " \n\t,;:.—–-":
        end -= 1
    return start, end
