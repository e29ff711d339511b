"""Kind, certainty, polarity, modality and orientation of a row, each with the word that decided.

Sources: FactBank (Saurí and Pustejovsky 2009) for certainty and polarity; Palmer (2001) for modality.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.claims.cues import Cue, find_cues, find_negations, shared_negations
from hindsight.claims.kinds import Verdict, find_kind
from hindsight.claims.lexicon import words
from hindsight.claims.matrices import Clause
from hindsight.claims.rows import ClauseRow
from hindsight.claims.verbs import word_of
from hindsight.language import lemma
from hindsight.language.lemmas import is_verb
from hindsight.language.reading import Token

_LONGEST_PHRASE = 10  # tokens between have and its participle
_LONGEST_SIMPLE = 3  # tokens of a verb group in the simple present
_DATED = frozenset(("now", "still", "today", "therefore", "already", "yet", "again", "currently"))
_DOUBT = ("CT", "PR", "PS", "U")  # from sure to not committed


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
    verdict = find_kind(tokens, row, group, is_question=is_question)
    lead = _lead_in_words(tokens, row.lead_in)
    return Label(
        verdict=verdict,
        certainty=_certainty(tokens, row, verdict, group, cues, lead, is_denied=bool(negations)),
        polarity=_polarity(verdict, has_negator=bool(negations)),
        orientation=_orientation(verdict, group, tokens, row),
        cues=tuple(cues),
        negations=tuple((t.start, t.end) for t in negations),
    )


def _lead_in_words(tokens: Sequence[Token], lead_in: Clause | None) -> frozenset[str]:
    if lead_in is None:
        return frozenset()
    return frozenset(word_of(token) for token in tokens[lead_in.first : lead_in.last + 1])


def _polarity(verdict: Verdict, *, has_negator: bool) -> str:
    """Negative by a negator or by what the construction says; both undo each other ("not unlikely")."""
    return "negative" if has_negator != (verdict.polarity == "negative") else "positive"


def _certainty(
    tokens: Sequence[Token],
    row: ClauseRow,
    verdict: Verdict,
    group: Sequence[Token],
    cues: Sequence[Cue],
    lead: frozenset[str],
    *,
    is_denied: bool,
) -> str:
    if verdict.kind in ("conditional", "question") or verdict.evidence == "?":
        return "U"
    reach = tokens[min(row.last, row.clause.verbs.last + 3)].end
    near = [cue for cue in cues if cue.end <= reach]
    head, before = row.clause.verbs.last, row.clause.verbs.first - 1
    if (
        before >= row.first
        and word_of(tokens[before]) not in ("i", "we")
        and tokens[head].tag in ("VBZ", "VBP", "VBD")
    ):
        # "The envoy suspects that P": who suspects is not sure of P, the author is sure of the suspicion.
        unsure = words("hedges", "suspecting")
        near = [
            cue for cue in near if cue.start != tokens[head].start or lemma(cue.word, "VBZ") not in unsure
        ]
    modals = [word_of(token) for token in group if word_of(token) in words("modals", "possible")]
    if modals and not (modals == ["could"] and is_denied):
        return "PS"  # but "nobody could stop it" is sure
    if any(cue.word in words("hedges", "possible") for cue in near) or "possible" in lead:
        return "PS"
    if verdict.certainty is not None:
        return verdict.certainty
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
    if is_hedged or is_unsure:
        return "PR"
    return "PR" if _is_hearsay(tokens, row, group) else "CT"


def _is_hearsay(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> bool:
    """Whether nobody in particular says so ("were said to be")."""
    verbs = [lemma(t.text, t.tag) for t in group if t.tag[:1] == "V"]
    last = row.clause.verbs.last
    hearsay = words("hedges", "hearsay")
    if "be" not in verbs or not any(
        lemma(t.text, t.tag) in hearsay and t.tag in ("VBN", "VBD") for t in group[1:]
    ):
        return False
    words_near = [word_of(t) for t in (*group, *tokens[last + 1 : last + 2])]
    return "to" in words_near


def _looks_back(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> bool:
    """Whether a modal or infinitive stands with a perfect ("ought to have asked", "said to have left")."""
    last = row.clause.verbs.last
    if any(word_of(t) in ("will", "'ll", "shall") for t in group):
        return False  # "will have failed" looks ahead
    forms = [t for t in (*group, *tokens[last + 1 : last + 3]) if t.tag[:2] != "RB" or word_of(t) == "have"]
    return any(
        forms[k].tag in ("MD", "TO") and word_of(forms[k + 1]) == "have" and forms[k + 2].tag == "VBN"
        for k in range(len(forms) - 2)
    )


def _is_irregular_past(word: str) -> bool:
    return (
        not word.startswith("'")
        and not is_verb(word)  # "need" and "exceed" only look like pasts in -ed
        and lemma(word, "VBP") == word != lemma(word, "VBD")
    )


def _orientation(verdict: Verdict, group: Sequence[Token], tokens: Sequence[Token], row: ClauseRow) -> str:
    first = group[0]
    if _looks_back(tokens, row, group):
        return "past"
    if verdict.kind == "prediction":
        return "future"
    if verdict.evidence == "?" and any(t.low in ("will", "shall", "should", "must", "wo") for t in group):
        return "future"
    if verdict.kind == "conditional":
        return "past" if first.tag == "VBD" and word_of(first) != "were" else "future"
    if verdict.kind == "prescription":
        return verdict.orientation or "future"
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
    has_perfect = is_have and (is_fronted or _has_participle(tokens, row, group))
    if has_perfect:
        return "past"
    return "generic" if _is_law_like(tokens, row, group, verdict) else "present"


def _has_participle(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> bool:
    """Whether a participle makes a form of "have" a perfect, also behind a phrase: "have for years been"."""
    if any(t.tag in ("VBN", "VBD", "VB") and t is not group[0] and group[1].tag != "TO" for t in group[1:]):
        return True
    behind = tokens[row.clause.verbs.last + 1 : row.clause.verbs.last + _LONGEST_PHRASE]
    if not behind or behind[0].tag not in ("IN", "RB", ",", "PRP"):
        return False
    k = next((k for k, t in enumerate(behind) if t.tag == "VBN"), None)
    return k is not None and not any(t.tag in ("VBD", "VBZ", "MD") for t in behind[:k])


def _is_law_like(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token], verdict: Verdict) -> bool:
    """Whether a present tells what holds of any such thing: "Bags float", "A man of sixty costs more".

    Quirk et al. (1985), 4.5 and 5.52: the habitual present and generic reference.
    """
    if (
        verdict.kind not in ("assertion", "evaluation")
        or group[-1].tag == "VBG"
        or len(group) > _LONGEST_SIMPLE
    ):
        return False
    if group[0].tag not in ("VBZ", "VBP", "MD") or (
        group[0].tag == "MD" and group[0].low not in ("can", "cannot")
    ):
        return False
    subject = tokens[row.first : row.clause.verbs.first]
    if not subject:
        return False
    if any(word_of(t) in ("always", "usually") for t in group):
        return True
    stretch = tokens[row.first : row.last + 1]
    is_dated = any(t.tag == "CD" or word_of(t) in _DATED for t in stretch) or any(
        t.text[0].isupper() for t in stretch[1:]
    )
    first, second = word_of(subject[0]), subject[1] if len(subject) > 1 else None
    if is_dated:
        return False
    if first == "you" and second is None:
        return group[0].tag == "MD" or any(word_of(t) == "never" for t in group)
    if first in ("any", "every", "no", "a", "an") and second is not None and word_of(second) != "one":
        # "A tax that nobody pays", not "a driver on the line", "a colleague, whose name …"
        return not any(word_of(t) in ("the", "this", "these", "its", "his", "our", ",") for t in subject)
    is_bare = subject[0].tag == "NNS" or (
        subject[0].tag == "JJ" and second is not None and second.tag == "NNS"
    )
    is_whole = all(t.tag in ("NNS", "JJ") for t in subject) or (
        second is not None and second.tag in ("WDT", "WP")
    )
    is_weak = first in words("hedges", "weasel") or first in ("others", "officials")
    return is_bare and is_whole and not is_weak and word_of(group[0]) not in ("are", "remain")
