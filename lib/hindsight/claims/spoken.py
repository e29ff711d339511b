"""Stretches of a text that are somebody's words, and the verbs that only introduce them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.claims.claim import Attribution, Span
from hindsight.claims.lexicon import words
from hindsight.claims.verbs import FINITE
from hindsight.language import lemma
from hindsight.language.reading import Sentence

# Attributions whose content somebody else is held to; attitudes ("many fear that") stay the author's.
_SPOKEN = frozenset(("speech_verb", "according_to", "quotation", "document", "label"))
_PREPOSITIONS = frozenset(("about", "of", "for", "against", "over", "on", "upon", "with"))
_INTERROGATIVE = re.compile(r"(?:how|what|why|whether|who|when|where|that)\b", re.I)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of somebody's words, and who speaks."""

    start: int
    end: int
    attribution: Attribution


def _is_spoken(text: str, attribution: Attribution) -> bool:
    """Whether a row within the content is what the source said; not so for "must remind him that"."""
    if attribution.rule != "speech_verb":
        return attribution.rule in _SPOKEN
    return not attribution.cue or (
        len(attribution.cue) == 1 and not text.startswith("to ", attribution.cue[0][0])
    )


def _stretches(attribution: Attribution) -> tuple[Span, ...]:
    """The contents of an attribution; as one stretch where who speaks stands within ("P, they say, Q")."""
    if len(attribution.content) == 2 and len(attribution.cue) == 1 and attribution.rule != "quotation":
        (start, first), (second, end) = attribution.content
        if first <= attribution.cue[0][0] and attribution.cue[0][1] <= second:
            return ((start, end),)
    return attribution.content


def _is_clausal(text: str, stretch: Words) -> bool:
    """Whether a content can be a clause; behind "testified about" a noun phrase stands, whatever it holds."""
    cue = stretch.attribution.cue
    last = text[cue[-1][0] : cue[-1][1]].lower().split()[-1] if cue else ""
    is_asked = any(lemma(last, tag) in words("questions", "asking") for tag in ("VBD", "VBZ"))
    if is_asked and stretch.attribution.rule != "quotation":
        return not _INTERROGATIVE.match(text, stretch.start)  # who asks holds nothing to be so
    return last not in _PREPOSITIONS or bool(_INTERROGATIVE.match(text, stretch.start))


def clausal_cues(text: str, sentence: Sentence, spoken: Sequence[Words]) -> frozenset[int]:
    """Starts of cues in a sentence whose content, in that sentence, has a finite verb: a row of its own."""
    verbs = [token.start for token in sentence.tokens if token.tag in FINITE]
    bases = [token.start for token in sentence.tokens if token.tag == "VB"]  # “Lend them,” they say
    found = set()
    for k in range(bisect_right(spoken, sentence.start, key=lambda s: s.end), len(spoken)):
        stretch = spoken[k]
        if stretch.start >= sentence.end:
            break
        is_quoted = stretch.attribution.rule == "quotation"
        inside = verbs + bases if is_quoted else verbs
        if any(stretch.start <= verb < stretch.end for verb in inside) and _is_clausal(text, stretch):
            for start, end in stretch.attribution.cue:
                found |= {start, *(verb for verb in verbs if start <= verb < end)}
    return frozenset(found)


def find_spoken(text: str, attributions: Sequence[Attribution]) -> list[Words]:
    """Return the stretches of a text that attributions give to somebody, in text order."""
    found = (
        Words(a, b, each) for each in attributions if _is_spoken(text, each) for a, b in _stretches(each)
    )
    return sorted(found, key=lambda stretch: (stretch.start, stretch.end))
