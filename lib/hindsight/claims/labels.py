"""Kind, certainty, polarity, modality and orientation of a row, each with the word that decided.

Sources: FactBank (Saurí and Pustejovsky 2009) for certainty and polarity; Palmer (2001) for modality.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.claims.clauses import VerbGroup, word_of
from hindsight.claims.lexicon import words
from hindsight.claims.rows import ClauseRow
from hindsight.language import lemma
from hindsight.language.reading import Token

_NEAR = 6  # tokens to the left of the verb in which a negated subject stands ("no one ever went")


@dataclass(frozen=True, slots=True)
class Label:
    """What a row is, and why."""

    kind: str
    certainty: str
    polarity: str
    orientation: str
    evidence: str | None
    modality: str | None = None
    modal_cue: str | None = None
    hedges: tuple[tuple[int, int], ...] = ()
    negations: tuple[tuple[int, int], ...] = ()
    confidence: float = 0.6


def label_row(tokens: Sequence[Token], row: ClauseRow, *, is_question: bool) -> Label:
    """Return the labels of a row in its author's own mouth (reported speech is decided elsewhere)."""
    inside = tokens[row.first : row.last + 1]
    verbs = row.clause.verbs
    group = tokens[verbs.first : verbs.last + 1]
    negations = _negations(tokens, verbs, row.first)
    hedges = [t for t in inside if word_of(t) in words("hedges", "possible", "probable")]
    kind, evidence, modality, cue = _kind(tokens, row, group, is_question=is_question)
    return Label(
        kind=kind,
        certainty=_certainty(kind, group, hedges, inside),
        polarity="negative" if negations else "positive",
        orientation=_orientation(kind, group),
        evidence=evidence,
        modality=modality,
        modal_cue=cue,
        hedges=tuple((t.start, t.end) for t in hedges),
        negations=tuple((t.start, t.end) for t in negations),
    )


def _kind(
    tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token], *, is_question: bool
) -> tuple[str, str | None, str | None, str | None]:
    """Kind, evidence, modality, modal cue."""
    if row.clause.relation == "conditional":
        return "conditional", row.clause.opener, None, None
    if is_question:
        return "question", "?", None, None
    first = group[0]
    modal = word_of(first) if first.tag == "MD" else ""
    verbs = [lemma(t.text, t.tag) for t in group if t.tag[:1] == "V"]
    if modal in words("modals", "obligation"):
        return "prescription", modal, "deontic", modal
    if verbs and verbs[0] in words("obligation", "verbs") and any(t.tag == "TO" for t in group) and not modal:
        return "prescription", f"{first.text} to", "deontic", f"{first.text} to"
    if modal in words("modals", "possible"):
        return "prediction", modal, "epistemic", modal
    if modal in words("modals", "future"):
        return "prediction", modal, "epistemic", modal
    rest = [t.text.lower() for t in tokens[row.clause.verbs.last + 1 : row.clause.verbs.last + 4]]
    if "be" in verbs and ("going" in rest or "set" in rest[:1]) and "to" in rest:
        return "prediction", "going to", "epistemic", "going to"
    if "be" in verbs and {"likely", "unlikely", "expected", "due"} & set(rest) and "to" in rest:
        return "prediction", rest[0], "epistemic", rest[0]
    if verbs and verbs[0] == "be":
        for t in tokens[row.clause.verbs.last + 1 : row.last + 1]:
            word = t.text.lower()
            if (t.tag[:2] == "JJ" and word in words("evaluation", "adjectives")) or (
                t.tag[:2] == "NN" and word in words("evaluation", "nouns")
            ):
                return "evaluation", word, None, None
            if t.tag in ("JJS", "RBS"):
                return "evaluation", word, None, None
    return "assertion", None, None, modal or None


def _certainty(kind: str, group: Sequence[Token], hedges: Sequence[Token], inside: Sequence[Token]) -> str:
    if kind in ("conditional", "question"):
        return "U"
    if any(word_of(t) in words("modals", "possible") for t in group if t.tag == "MD"):
        return "PS"
    if any(word_of(t) in words("hedges", "possible") for t in hedges):
        return "PS"
    if hedges or any(lemma(t.text, t.tag) in ("seem", "appear") for t in group if t.tag[:1] == "V"):
        return "PR"
    return "CT"


def _orientation(kind: str, group: Sequence[Token]) -> str:
    if kind in ("prediction", "conditional"):
        return "future" if kind == "prediction" or group[0].tag != "VBD" else "past"
    if kind == "prescription":
        return "future"
    if group[0].tag == "VBD":
        return "past"
    has_perfect = lemma(group[0].text, group[0].tag) == "have" and any(t.tag == "VBN" for t in group[1:])
    return "past" if has_perfect else "present"


def _negations(tokens: Sequence[Token], verbs: VerbGroup, first: int) -> list[Token]:
    """Negators in the verb group, right behind it ("is no"), or opening the subject ("no one")."""
    start = max(first, verbs.first - _NEAR)
    found = []
    for k in range(start, min(len(tokens), verbs.last + 2)):
        word = word_of(tokens[k])
        if word not in words("negation", "words") or (
            k + 1 < len(tokens) and word_of(tokens[k + 1]) == "doubt"
        ):
            continue
        if k < verbs.first and word in ("not", "without", "n't") and k < verbs.first - 1:
            continue
        if word == "not" and k + 1 < len(tokens) and word_of(tokens[k + 1]) in ("only", "just"):
            continue
        found.append(tokens[k])
    return found
