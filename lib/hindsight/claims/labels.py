"""Kind, certainty, polarity, modality and orientation of a row, each with the word that decided.

Sources: FactBank (Saurí and Pustejovsky 2009) for certainty and polarity; Palmer (2001) for modality.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.claims.cues import Cue, find_cues, find_negations, shared_negations
from hindsight.claims.lexicon import words
from hindsight.claims.matrices import Clause
from hindsight.claims.rows import ClauseRow
from hindsight.claims.verbs import word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_COPULAS = frozenset(("be", "remain", "become", "seem", "appear", "look", "prove", "get", "stay"))
_DOUBT = ("CT", "PR", "PS", "U")  # from sure to not committed
_PREDICATE = 14  # tokens behind the verb in which a judging word is still that of the predicate


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, the words that decided, the modality and its words, and how sure the rule is."""

    kind: str
    evidence: str | None = None
    modality: str | None = None
    modal_cue: str | None = None
    confidence: float = 0.6


@dataclass(frozen=True, slots=True)
class Label:
    """What a row is, and why."""

    verdict: Verdict
    certainty: str
    polarity: str
    orientation: str
    cues: tuple[Cue, ...] = ()
    negations: tuple[tuple[int, int], ...] = ()


def label_rows(tokens: Sequence[Token], rows: Sequence[ClauseRow]) -> list[Label]:
    """Return the labels of the rows of a sentence as in its author's mouth; reports come later."""
    labels: list[Label] = []
    for row in rows:
        is_question = tokens[-1].text.endswith("?") and row.last >= len(tokens) - 3
        label = _label_row(tokens, row, is_question=is_question)
        if row.clause.verbs.form == "participle" and labels:
            label = _inherit(label, labels[-1])
        labels.append(label)
    return labels


def _inherit(label: Label, matrix: Label) -> Label:
    """A participle has the time, and the modal, of the clause it hangs on."""
    if matrix.verdict.kind != "prediction" or label.verdict.kind != "assertion":
        return replace(label, orientation=matrix.orientation)
    certainty = max(label.certainty, matrix.certainty, key=_DOUBT.index)
    return replace(label, verdict=matrix.verdict, orientation=matrix.orientation, certainty=certainty)


def _label_row(tokens: Sequence[Token], row: ClauseRow, *, is_question: bool) -> Label:
    verbs = row.clause.verbs
    group = [tokens[k] for k in verbs.shared] + list(tokens[verbs.first : verbs.last + 1])
    negations = find_negations(tokens, verbs, row.first, row.last) + shared_negations(tokens, verbs)
    cues = find_cues(tokens, row.first, row.last)
    verdict = _verdict(tokens, row, group, is_question=is_question)
    lead = _lead_in_words(tokens, row.lead_in)
    return Label(
        verdict=verdict,
        certainty=_certainty(tokens, row, verdict, group, cues, lead),
        polarity="negative" if negations else "positive",
        orientation=_orientation(verdict, group, tokens, row),
        cues=tuple(cues),
        negations=tuple((t.start, t.end) for t in negations),
    )


def _verdict(
    tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token], *, is_question: bool
) -> Verdict:
    clause = row.clause
    if clause.relation == "conditional":
        return Verdict("conditional", clause.opener, confidence=0.9)
    if clause.verbs.form == "imperative":
        return Verdict("prescription", "imperative", "deontic", confidence=0.8)
    if is_question:
        return Verdict("question", "?", confidence=0.9)
    return (
        _by_modal(tokens, row, group)
        or _by_expression(tokens, row, group)
        or _by_judgement(tokens, row, group)
    )


def _by_modal(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> Verdict | None:
    """The kind a modal verb gives."""
    at = next(
        (
            k
            for k, token in enumerate(group)
            if token.tag == "MD" or (word_of(token) in ("'ll", "cannot", "ca") and k == 0)
        ),
        None,
    )
    if at is None:
        return None
    modal = word_of(group[at])
    verbs = [token for token in group[at + 1 :] if token.tag in ("VB", "VBN")]
    if len(verbs) > 1 and lemma(verbs[0].text, verbs[0].tag) in ("be", "have") and verbs[-1].tag == "VBN":
        verbs = verbs[-1:]  # "may be outvoted": the verb that is no auxiliary
    main = lemma(verbs[0].text, verbs[0].tag) if verbs else ""
    is_passive = len(group) > at + 2 and group[-1].tag == "VBN"
    if modal in words("modals", "obligation"):
        # "must have known" looks back: a conclusion, not a demand.
        if modal == "must" and len(group) > at + 1 and word_of(group[at + 1]) == "have":
            return Verdict("assertion", "must have", "epistemic", modal)
        return Verdict("prescription", modal, "deontic", modal, 0.8)
    if modal in words("modals", "possible"):
        if main in words("statives", "verbs") and modal != "could":
            return Verdict("assertion", modal, "epistemic", modal)
        return Verdict("prediction", modal, "epistemic", modal, 0.7)
    if modal in words("modals", "future"):
        return Verdict("prediction", modal, "epistemic", modal, 0.8)
    is_negated = modal == "cannot" or any(word_of(token) in ("not", "n't") for token in group)
    if is_negated and is_passive:
        return Verdict("prescription", f"{modal} not", "deontic", modal)
    return None


def _by_expression(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> Verdict | None:
    """The kind that a semi-auxiliary or a set phrase gives: need to, be likely to, have a duty to."""
    last = row.clause.verbs.last
    verbs = [lemma(t.text, t.tag) for t in group if t.tag[:1] == "V"]
    if not verbs:
        return None
    behind = [word_of(t) for t in tokens[last + 1 : min(row.last + 1, last + 6)]]
    forms = [word_of(t) for t in group]
    first = verbs[0]
    if first == "have" and len(verbs) > 1 and group[-1].tag == "VBN":
        first = verbs[1]
    if first in words("obligation", "verbs") and ("to" in forms or behind[:1] == ["to"]):
        cue = f"{forms[0]} to"
        return Verdict("prescription", cue, "deontic", cue)
    if verbs[-1] == "have" and set(behind[:3]) & words("obligation", "nouns"):
        cue = next(w for w in behind if w in words("obligation", "nouns"))
        return Verdict("prescription", cue, "deontic", cue)
    if "be" not in verbs:
        return None
    if {"going", "set", "about"} & {*forms, *behind[:2]} and "to" in (*forms, *behind[:3]):
        cue = next(w for w in (*forms, *behind) if w in ("going", "set", "about"))
        return Verdict("prediction", f"{cue} to", "epistemic", f"{cue} to")
    likely = next(
        (
            w
            for w in (*forms, *behind[:4])
            if w in ("likely", "unlikely", "expected", "due", "bound", "poised")
        ),
        None,
    )
    if likely and "to" in (*forms, *behind):
        return Verdict("prediction", likely, "epistemic", likely)
    needed = next((w for w in behind[:2] if w in words("obligation", "adjectives")), None)
    if needed and ("to" in behind or needed in ("necessary", "imperative", "incumbent")):
        return Verdict("prescription", needed, "deontic", needed)
    if {"time", "up"} & set(behind[:3]) and "to" in behind and forms[0] in ("is", "'s"):
        return Verdict("prescription", "time to", "deontic", "time to", 0.5)
    return None


def _by_judgement(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> Verdict:
    """Evaluation where the predicate judges or ranks, else assertion."""
    last = row.clause.verbs.last
    verbs = [lemma(t.text, t.tag) for t in group if t.tag[:1] == "V"]
    if verbs and verbs[0] in words("speech", "intentions") and len(verbs) > 1:
        return Verdict("assertion")  # what somebody wants is stated, not judged
    before = word_of(tokens[row.clause.verbs.first - 1]) if row.clause.verbs.first else ""
    if before in ("i", "we") and verbs[-1:] and verbs[-1] in words("evaluation", "feelings"):
        return Verdict("evaluation", verbs[-1], confidence=0.6)
    for token in group:
        if token.tag[:1] == "V" and lemma(token.text, token.tag) in words("evaluation", "verbs"):
            return Verdict("evaluation", word_of(token), confidence=0.5)
    near = tokens[max(row.first, row.clause.verbs.first - 1) : last + 1]
    judging = next((word_of(t) for t in near if word_of(t) in words("evaluation", "adverbs")), None)
    if judging:
        return Verdict("evaluation", judging, confidence=0.5)
    if not verbs or (verbs[-1] not in _COPULAS and not ("be" in verbs and group[-1].tag in ("VBN", "VBG"))):
        return Verdict("assertion", confidence=0.6)
    if before == "it":  # "It is astonishing that P"
        that = next(
            (k for k in range(last + 1, min(last + 3, len(tokens))) if word_of(tokens[k]) == "that"), None
        )
        judging = word_of(tokens[that - 1]) if that else ""
        if that and tokens[that - 1].tag in ("JJ", "VBG", "NN") and judging not in words("lead_ins", "words"):
            return Verdict("evaluation", judging, confidence=0.6)
    # "is astonishing" may have been tagged as a verb form
    for token in tokens[
        last + (group[-1].tag not in ("VBG", "VBN")) : min(row.last + 1, last + 1 + _PREDICATE)
    ]:
        word = word_of(token)
        if token.tag in _PREDICATE_ENDS or word in ("that", "by", "because", "who", "which"):
            break
        if (
            token.tag in ("JJS", "RBS")
            or word == "too"
            or (_can_judge(token) and word in words("evaluation", "adjectives"))
            or (token.tag[:2] == "NN" and word in words("evaluation", "nouns"))
        ):
            return Verdict("evaluation", word, confidence=0.6)
    subject = tokens[row.first : row.clause.verbs.first]
    if any(
        (t.tag in ("JJS", "RBS") and word_of(t) not in ("most", "least"))
        or word_of(t) in ("only", "problem", "privilege")
        for t in subject[:8]
    ):
        return Verdict("evaluation", "superlative", confidence=0.5)
    return Verdict("assertion", confidence=0.6)


def _can_judge(token: Token) -> bool:
    """Whether a word of the list is used as an adjective: "right along with", "to welcome guests" are not."""
    word = word_of(token)
    return (
        token.tag[:2] == "JJ"
        or (token.tag[:2] == "VB" and word.endswith(("ing", "ed")))
        or (token.tag[:2] == "RB" and word in ("enough", "late", "hard"))
    )


_PREDICATE_ENDS = frozenset((",", ":", "WDT", "WP", "VBD", "VBZ", "MD", "-LRB-"))


def _lead_in_words(tokens: Sequence[Token], lead_in: Clause | None) -> frozenset[str]:
    if lead_in is None:
        return frozenset()
    return frozenset(word_of(token) for token in tokens[lead_in.first : lead_in.last + 1])


def _certainty(
    tokens: Sequence[Token],
    row: ClauseRow,
    verdict: Verdict,
    group: Sequence[Token],
    cues: Sequence[Cue],
    lead: frozenset[str],
) -> str:
    if verdict.kind in ("conditional", "question"):
        return "U"
    reach = tokens[min(row.last, row.clause.verbs.last + 3)].end
    near = [cue for cue in cues if cue.end <= reach]
    if any(word_of(token) in words("modals", "possible") for token in group):
        return "PS"
    if any(cue.word in words("hedges", "possible") for cue in near) or "possible" in lead:
        return "PS"
    is_hedged = any(
        cue.type in ("evidential", "epistemic") and cue.word not in words("modals", "possible")
        for cue in near
    )
    is_unsure = lead & words("hedges", "probable") or lead & words("lead_ins", "adjectives", "verbs") - {
        "know",
        "realize",
        "realise",
        "understand",
    }
    if is_hedged or is_unsure or verdict.evidence in ("expected", "likely", "unlikely"):
        return "PR"
    return "PR" if _is_hearsay(tokens, row, group) else "CT"


def _is_hearsay(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> bool:
    """Whether nobody in particular says so ("were said to be")."""
    verbs = [lemma(t.text, t.tag) for t in group if t.tag[:1] == "V"]
    last = row.clause.verbs.last
    hearsay = words("hedges", "hearsay")
    if "be" not in verbs or not any(verb in hearsay for verb in verbs[1:]):
        return False
    words_near = [word_of(t) for t in (*group, *tokens[last + 1 : last + 2])]
    return "to" in words_near


def _looks_back(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> bool:
    """Whether a modal or infinitive stands with a perfect ("ought to have asked", "said to have left")."""
    last = row.clause.verbs.last
    forms = [*group, *tokens[last + 1 : last + 3]]
    return any(
        forms[k].tag in ("MD", "TO") and word_of(forms[k + 1]) == "have" and forms[k + 2].tag == "VBN"
        for k in range(len(forms) - 2)
    )


def _is_irregular_past(word: str) -> bool:
    # "need" and "exceed" only look like pasts in -ed
    return (
        not word.startswith("'")
        and not word.endswith("eed")
        and lemma(word, "VBP") == word != lemma(word, "VBD")
    )


def _orientation(verdict: Verdict, group: Sequence[Token], tokens: Sequence[Token], row: ClauseRow) -> str:
    first = group[0]
    if _looks_back(tokens, row, group):
        return "past"
    if verdict.kind == "prediction":
        return "future"
    if verdict.kind == "conditional":
        return "past" if first.tag == "VBD" and word_of(first) != "were" else "future"
    if verdict.kind == "prescription":
        return "present" if verdict.evidence in words("obligation", "nouns", "adjectives") else "future"
    if verdict.evidence == "must have":
        return "past"
    if first.tag == "VBD" and word_of(first) not in ("could", "might"):
        return "past"
    if first.tag == "VBP" and _is_irregular_past(word_of(first)):
        return "past"  # taken for a present by the tagger ("prices rose")
    if first.tag == "VBN" and row.clause.verbs.form != "participle":
        return "past"
    is_have = lemma(first.text, first.tag) == "have" or word_of(first) == "'ve"
    is_fronted = row.clause.verbs.first > 0 and word_of(tokens[row.clause.verbs.first - 1]) in (
        "nor",
        "neither",
    )
    has_perfect = is_have and (is_fronted or any(t.tag in ("VBN", "VBD") for t in group[1:]))
    return "past" if has_perfect else "present"
