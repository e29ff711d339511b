"""Whether a clause judges or ranks, and by which words.

Source: Martin and White, The Language of Evaluation (2005).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.claims.lexicon import words
from hindsight.claims.rows import ClauseRow
from hindsight.claims.verbs import word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_COPULAS = frozenset(("be", "remain", "become", "seem", "appear", "look", "prove", "get", "stay"))
_SENSES = frozenset(
    ("sound", "feel", "ring", "smell", "look", "seem", "appear")
)  # with an adjective they judge
_IN_OBJECT = frozenset(
    ("DT", "PDT", "JJ", "JJR", "JJS", "RB", "RBR", "RBS", "NN", "NNS", "PRP$", "HYPH", "PRP")
)
_BEHIND_PARTICIPLE = 2  # the same where the verb is a passive or progressive one
_PREDICATE = 14  # tokens behind the verb in which a judging word is still that of the predicate
_PREDICATE_ENDS = frozenset((",", ":", "WDT", "WP", "VBD", "VBZ", "MD", "-LRB-"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind, the words that decided, the modality and its words, and how sure the rule is.

    `certainty`, `polarity` and `orientation` are what a construction gives by itself ("is unlikely to").
    """

    kind: str
    evidence: str | None = None
    modality: str | None = None
    modal_cue: str | None = None
    confidence: float = 0.6
    certainty: str | None = None
    polarity: str | None = None
    orientation: str | None = None


def would_judge(tokens: Sequence[Token], row: ClauseRow) -> bool:
    """Whether would only softens a judgement: "It would be a mistake to …", "Waiting would be folly"."""
    verbs = row.clause.verbs
    subject = tokens[row.first : verbs.first]
    if not subject or not (
        word_of(subject[-1]) in ("it", "that", "this", "which") or subject[0].tag in ("VBG", "TO", "DT")
    ):
        return False
    if (subject[0].tag == "DT" and word_of(subject[0]) not in ("that", "this")) or (
        subject[0].tag == "DT" and len(subject) > 1
    ):
        return False
    for token in tokens[verbs.first + 2 : min(row.last + 1, verbs.first + 8)]:
        word = word_of(token)
        if token.tag in ("TO", "IN", ",", "WDT"):
            break
        if word in words("evaluation", "adjectives", "nouns", "subjects") or judges_by_form(token):
            return True
        if token.tag in ("JJR", "JJS"):
            return True
    return False


def judge(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> Verdict:
    """Evaluation where the predicate judges or ranks, else assertion."""
    last = row.clause.verbs.last
    verbs = [lemma(t.text, t.tag) for t in group if t.tag[:1] == "V"]
    if verbs and verbs[0] in words("speech", "intentions") and len(verbs) > 1:
        return Verdict("assertion")  # what somebody wants is stated, not judged
    before = word_of(tokens[row.clause.verbs.first - 1]) if row.clause.verbs.first else ""
    if before in ("i", "we") and group[0].tag in ("VBP", "VB", "MD") and verbs[-1:]:
        if verbs[-1] in words("evaluation", "performed"):
            return Verdict("evaluation", verbs[-1], confidence=0.6)
        if verbs[-1] in words("speech", "committing"):
            return Verdict("prediction", verbs[-1], confidence=0.6)
    if before in ("i", "we") and verbs[-1:] and verbs[-1] in words("evaluation", "feelings"):
        return Verdict("evaluation", verbs[-1], confidence=0.6)
    for token in group:
        if token.tag[:1] == "V" and lemma(token.text, token.tag) in words("evaluation", "verbs"):
            return Verdict("evaluation", word_of(token), confidence=0.5)
    if (opening := _exclaims(tokens, row)) is not None:
        return Verdict("evaluation", opening, confidence=0.6)
    too = next((k for k in range(last + 1, min(last + 3, row.last)) if word_of(tokens[k]) == "too"), None)
    if too is not None and tokens[too + 1].tag in ("JJ", "RB", "JJR"):
        return Verdict("evaluation", f"too {word_of(tokens[too + 1])}", confidence=0.5)
    if verbs and verbs[-1] in words("evaluation", "support_verbs"):
        judging = _supported_noun(tokens, row)
        if judging is not None:
            return Verdict("evaluation", f"{verbs[-1]} {judging}", confidence=0.5)
    if (
        verbs
        and verbs[-1] in ("lie", "consist")
        and _names_judgement(tokens[row.first : row.clause.verbs.first])
    ):
        return Verdict(
            "evaluation", word_of(_head_of(tokens[row.first : row.clause.verbs.first])), confidence=0.5
        )
    near = tokens[max(row.first, row.clause.verbs.first - 1) : last + 1]
    judging = next((word_of(t) for t in near if word_of(t) in words("evaluation", "adverbs")), None)
    if judging:
        return Verdict("evaluation", judging, confidence=0.5)
    behind = _predicate_adjective(tokens, row)
    by_state = word_of(behind) if behind is not None else ""
    if by_state in words("evaluation", "states") or by_state[:1].isdigit():
        by_state = ""
    if verbs and verbs[-1] in _SENSES and by_state:
        return Verdict("evaluation", by_state, confidence=0.5)
    is_it = before == "it" and len(group) > 2 and lemma(group[0].text, group[0].tag) == "be"
    if not verbs or (
        not is_it and verbs[-1] not in _COPULAS and not ("be" in verbs and group[-1].tag in ("VBN", "VBG"))
    ):
        return Verdict("assertion", confidence=0.6)
    if before == "it" and len(group) > 2 and judges_by_form(group[1]):
        return Verdict("evaluation", word_of(group[1]), confidence=0.6)  # "It is tempting to blame …"
    if before == "it":  # "It is astonishing that P"
        that = next(
            (k for k in range(last + 1, min(last + 3, len(tokens))) if word_of(tokens[k]) == "that"), None
        )
        judging = word_of(tokens[that - 1]) if that else ""
        if that and tokens[that - 1].tag in ("JJ", "VBG", "NN") and judging not in words("lead_ins", "words"):
            return Verdict("evaluation", judging, confidence=0.6)
    # "is astonishing" may have been tagged as a verb form
    is_participle = group[-1].tag in ("VBG", "VBN") and verbs[-1] not in _COPULAS
    reach = _BEHIND_PARTICIPLE if is_participle else _PREDICATE
    for token in tokens[last + (not is_participle) : min(row.last + 1, last + 1 + reach)]:
        word = word_of(token)
        if token.tag in _PREDICATE_ENDS or word in ("that", "by", "because", "who", "which"):
            break
        if (
            token.tag in ("JJS", "RBS")
            or word == "too"
            or (_can_judge(token) and (word in words("evaluation", "adjectives") or judges_by_form(token)))
            or (token.tag[:2] == "NN" and word in words("evaluation", "nouns"))
        ):
            return Verdict("evaluation", word, confidence=0.6)
    if group[0].tag in ("VBZ", "VBP") and by_state:
        return Verdict("evaluation", by_state, confidence=0.4)
    subject = tokens[row.first : row.clause.verbs.first]
    if _names_judgement(subject):
        return Verdict("evaluation", word_of(_head_of(subject)), confidence=0.5)
    if any(
        (t.tag in ("JJS", "RBS") and word_of(t) not in ("most", "least"))
        or word_of(t) in ("only", "problem", "privilege")
        for t in subject[:8]
    ):
        return Verdict("evaluation", "superlative", confidence=0.5)
    if _likens(tokens, row, group):
        return Verdict("evaluation", "is not a" if _is_negated(tokens, row) else "is a", confidence=0.4)
    return Verdict("assertion", confidence=0.6)


def _supported_noun(tokens: Sequence[Token], row: ClauseRow) -> str | None:
    """The judging noun that a verb of little meaning leads to: "poses a threat", "serves no purpose"."""
    k, nouns = row.clause.verbs.last + 1, None
    while k <= row.last and tokens[k].tag in _IN_OBJECT:
        nouns = k if tokens[k].tag in ("NN", "NNS", "JJS") else nouns
        k += 1
    if nouns is None:
        return None
    word = word_of(tokens[nouns])
    return word if word in words("evaluation", "nouns", "supported") else None


def _exclaims(tokens: Sequence[Token], row: ClauseRow) -> str | None:
    """The words that make a row an exclamation: "What a pity that …", "No wonder …", "How odd that …"."""
    first = word_of(tokens[row.first])
    second = word_of(tokens[row.first + 1]) if row.first < row.last else ""
    if row.clause.relation != "main" or row.clause.verbs.first <= row.first + 1:
        return None
    if first == "what" and second in ("a", "an"):
        return f"{first} {second}"
    if first in ("no", "small", "little") and second == "wonder":
        return f"{first} {second}"
    is_how = first == "how" and row.first + 1 < row.last and tokens[row.first + 1].tag == "JJ"
    return f"how {second}" if is_how and second not in ("many", "much", "few", "long", "far", "old") else None


def _predicate_adjective(tokens: Sequence[Token], row: ClauseRow) -> Token | None:
    """The adjective a copula leads to ("is thin", "looks rather thin"); none where a noun follows it."""
    k = row.clause.verbs.last + 1
    while k <= row.last and (tokens[k].tag in ("RB", "RBR", "RBS") or word_of(tokens[k]) in ("all", "both")):
        k += 1
    if k > row.last or tokens[k].tag not in ("JJ", "JJR", "JJS") or tokens[k].text[0].isupper():
        return None
    behind = tokens[k + 1].tag if k < row.last else "."
    return None if behind in ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "HYPH") else tokens[k]


def _head_of(subject: Sequence[Token]) -> Token:
    """The head noun of a subject: the last token before its first preposition or mark."""
    end = next(
        (k for k, t in enumerate(subject) if k and t.tag in ("IN", "TO", ",", "-LRB-", "WDT")), len(subject)
    )
    return subject[end - 1]


def _names_judgement(subject: Sequence[Token]) -> bool:
    """Whether the subject of a copula is itself a judgement ("The real scandal is the silence …")."""
    if len(subject) < 2 or subject[0].tag not in ("DT", "PRP$", "JJ", "RB", "CC"):
        return False
    return word_of(_head_of(subject)) in words("evaluation", "subjects")


def _is_negated(tokens: Sequence[Token], row: ClauseRow) -> bool:
    verbs = row.clause.verbs
    return any(word_of(token) in ("not", "n't") for token in tokens[verbs.first : verbs.last + 2])


def _likens(tokens: Sequence[Token], row: ClauseRow, group: Sequence[Token]) -> bool:
    """Whether a clause says what a thing is or is not by a common noun: "Ten years is a short memory".

    Such predicates rank or liken; those with names or numbers, of persons, or of the past, state.
    """
    verbs = row.clause.verbs
    subject = tokens[row.first : verbs.first]
    if len(group) > 2 or group[0].tag not in ("VBZ", "VBP") or lemma(group[0].text, "VBZ") != "be":
        return False
    if not subject or any(token.tag in ("NNP", "NNPS", "EX", "WP", "WDT") for token in subject):
        return False
    if word_of(subject[-1]) in ("he", "she", "i", "they", "we", "you"):
        return False
    behind = [
        t for t in tokens[verbs.last + 1 : row.last + 1] if word_of(t) not in ("not", "n't", "still", "also")
    ]
    if not behind or any(t.tag in ("NNP", "NNPS", "CD") for t in behind[:_PREDICATE]):
        return False
    return word_of(behind[0]) in ("a", "an") or (
        _is_negated(tokens, row) and (behind[0].tag in ("NN", "JJ") or word_of(behind[0]) == "the")
    )


def _can_judge(token: Token) -> bool:
    """Whether a word of the list is used as an adjective: "right along with", "to welcome guests" are not."""
    word = word_of(token)
    return (
        token.tag[:2] == "JJ"
        or (token.tag[:2] == "VB" and word.endswith(("ing", "ed", "en")))
        or (token.tag[:2] == "RB" and word in ("enough", "late", "hard"))
    )


def judges_by_form(token: Token) -> bool:
    """Whether the make of an adjective shows that it judges: "toothless", "alarming", "ill-judged"."""
    word = word_of(token)
    if token.tag in ("VBG", "JJ") and word.endswith("ing"):
        return lemma(word, "VBG") in words("evaluation", "stirring")
    return token.tag == "JJ" and (
        (word.endswith("less") and word not in words("evaluation", "plain_less"))
        or (word.endswith(("some", "worthy")) and word not in ("some", "handsome") and len(word) > 6)
        or word.startswith(("ill-", "half-", "over-", "short-", "far-fetched", "wrong-", "high-minded"))
        or (
            word.startswith(("un", "in", "im", "ir")) and word.endswith(("able", "ible")) and word != "unable"
        )
    )
