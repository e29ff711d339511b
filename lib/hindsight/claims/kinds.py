"""The kind of a row as in its author's mouth, with the word or construction that decided.

Sources: Palmer (2001) for modality; Martin and White (2005) for judgement.
"""

from __future__ import annotations

from collections.abc import Sequence

from hindsight.claims.constructions import find_construction
from hindsight.claims.judgements import Verdict, judge, would_judge
from hindsight.claims.lexicon import words
from hindsight.claims.rows import ClauseRow
from hindsight.claims.verbs import word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_NEAR = 40  # tokens on either side of a row in which its condition is looked for
_PARTICLE = 3  # code points of the longest word in small letters in a headline


def find_kind(
    tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token], *, is_question: bool
) -> Verdict:
    clause = row.clause
    if clause.relation == "conditional":
        return Verdict("conditional", clause.opener, confidence=0.9)
    is_negative_order = (
        group[0].low == "do"
        and clause.verbs.first == row.first
        and len(group) > 1
        and group[1].low in ("n't", "not")
    )
    if clause.verbs.form == "imperative" or (is_negative_order and not is_question):
        if any(token.low == "expect" for token in group) and clause.verbs.first == row.first:
            return Verdict("prediction", "expect", "epistemic", confidence=0.6)  # "Expect rates to rise"
        return Verdict("prescription", "imperative", "deontic", confidence=0.8)
    if is_question:
        is_open = _is_open_question(tokens, row)
        return Verdict(
            "question" if is_open else "evaluation", "?", confidence=0.9 if is_open else 0.5, certainty="U"
        )
    if clause.verbs.form == "verbless":
        word = word_of(tokens[clause.verbs.first])
        is_time = word in words("verbless", "times")
        return Verdict("prescription" if is_time else "evaluation", word, confidence=0.6)
    return (
        _by_construction(tokens, row, group)
        or _by_modal(tokens, row, group)
        or _by_schedule(tokens, row)
        or judge(tokens, row, group)
    )


def _is_open_question(tokens: Sequence[Token], row: ClauseRow) -> bool:
    """Whether a question wants an answer: an interviewer's, or one with a wh-word and no modal or negation.

    Others convey a view (Quirk et al., 1985, 11.23): "Is he wrong?", "Who would pay?", "…, wouldn't it?".
    """
    low = [word_of(token) for token in tokens[: row.last + 1]]
    if low[:2] in (["q", ":"], ["q", "."]) or (len(low) > 1 and ":" in low[:5] and tokens[0].text.isupper()):
        return True
    if all(
        token.text[0].isupper() for token in tokens[row.first : row.last + 1] if len(token.text) > _PARTICLE
    ):
        return True  # a headline: "Is This the End of the Peg?"
    opener = next((word for word in low[row.first :] if word not in ("and", "but", "so", "then", ",")), "")
    has_wh = opener in ("who", "why", "how", "what", "whose", "where", "when", "which", "whom")
    if not has_wh:
        return False
    tags = [token.tag for token in tokens[row.first : row.clause.verbs.last + 1]]
    return "MD" not in tags and not any(
        word in ("not", "n't", "else", "good", "use", "point") for word in low
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
        if modal == "must" and _concludes(tokens, row, group[at + 1 :], main):
            return Verdict("assertion", modal, "epistemic", modal)
        if modal == "should" and _is_surprise(tokens, row):
            return Verdict("assertion", "that … should", "epistemic", modal)
        return Verdict("prescription", modal, "deontic", modal, 0.8)
    if modal in words("modals", "possible"):
        if len(verbs) and word_of(group[min(at + 1, len(group) - 1)]) == "have" and group[-1].tag == "VBN":
            return Verdict("assertion", f"{modal} have", "epistemic", modal)
        if main in words("statives", "verbs") and modal != "could":
            return Verdict("assertion", modal, "epistemic", modal)
        return Verdict("prediction", modal, "epistemic", modal, 0.7)
    is_be = main == "be" or word_of(group[min(at + 1, len(group) - 1)]) == "be"
    before = row.clause.verbs.first - 1
    is_first_person = before >= row.first and word_of(tokens[before]) in ("i", "we")
    if modal in ("would", "'d") and is_first_person and not _has_condition(tokens, row):
        return Verdict("evaluation", modal, "epistemic", modal, 0.5)  # "I would not go so far"
    if modal in ("would", "'d") and is_be and would_judge(tokens, row):
        return Verdict("evaluation", f"{modal} be", confidence=0.6)
    if modal in words("modals", "future"):
        return Verdict("prediction", modal, "epistemic", modal, 0.8)
    if len(group) > at + 2 and group[-1].tag == "VBN" and any(word_of(t) == "have" for t in group[at + 1 :]):
        return Verdict("assertion", f"{modal} have", "epistemic", modal)
    is_negated = modal == "cannot" or any(word_of(token) in ("not", "n't") for token in group)
    if is_negated and is_passive:
        return Verdict("prescription", f"{modal} not", "deontic", modal)
    return None


def _has_condition(tokens: Sequence[Token], row: ClauseRow) -> bool:
    near = tokens[max(0, row.first - _NEAR) : row.last + _NEAR]
    return any(token.low in ("if", "unless", "had", "were", "without", "otherwise") for token in near)


def _concludes(tokens: Sequence[Token], row: ClauseRow, behind: Sequence[Token], main: str) -> bool:
    """Whether must infers rather than demands: "must be wondering", "must know", "must be exhausted"."""
    if main in words("modals", "inferred"):
        return True
    if (
        len(behind) > 1
        and word_of(behind[0]) == "be"
        and word_of(behind[-1]) in words("modals", "inferred_states")
    ):
        return True  # "must be delighted": no passive
    if main != "be":
        return False
    if behind and behind[-1].tag == "VBG":
        return True
    k = row.clause.verbs.last + 1
    while k <= row.last and tokens[k].tag == "RB":
        k += 1
    return k <= row.last and word_of(tokens[k]) in words("modals", "inferred_states")


def _is_surprise(tokens: Sequence[Token], row: ClauseRow) -> bool:
    """Whether should only presents what surprises or angers: "odd [that a bank should ask]".

    Quirk et al. (1985), 14.25: putative should.
    """
    clause = row.clause
    if clause.opener != "that" or not clause.first:
        return False
    before = [word_of(token) for token in tokens[max(0, clause.first - 6) : clause.first + 1]]
    return any(word in words("modals", "surprising") for word in before)


def _by_construction(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> Verdict | None:
    """The kind that a semi-auxiliary or a set phrase gives: need to, be likely to, make sense."""
    match = find_construction(tokens, row.clause.verbs, row.first, row.last)
    if match is None:
        return None
    found = match.construction
    modal_cue = match.cue if found.modality else None
    return Verdict(
        found.kind,
        match.cue,
        found.modality,
        modal_cue,
        0.7,
        certainty=found.certainty,
        polarity=found.polarity,
        orientation=found.orientation,
    )


def _by_schedule(tokens: Sequence[Token], row: ClauseRow) -> Verdict | None:
    """What is arranged or ordered: "parliament [is to vote]"; not "the aim is to win", "he is to blame"."""
    verbs = row.clause.verbs
    behind = [
        k for k in range(verbs.first + 1, min(row.last + 1, verbs.first + 5)) if tokens[k].tag[:2] != "RB"
    ]
    if len(behind) < 2 or word_of(tokens[behind[0]]) != "to" or tokens[behind[1]].tag not in ("VB", "VBP"):
        return None
    if tokens[verbs.first].tag not in ("VBZ", "VBP") or lemma(word_of(tokens[verbs.first]), "VBZ") != "be":
        return None
    subject = [word_of(token) for token in tokens[row.first : verbs.first]]
    if word_of(tokens[behind[1]]) == "blame" or not subject:
        return None
    if {*subject} & words("schedules", "aims") or tokens[row.first].tag in ("VBG", "TO", "WP", "WDT"):
        return None
    return Verdict("prediction", "is to", "epistemic", "is to", 0.6)
