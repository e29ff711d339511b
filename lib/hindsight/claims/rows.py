"""From clauses to claim rows: which stand alone, which belong to another, where a row begins and ends.

The rules are those of docs/method.md, "What is a claim row".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.claims.clauses import Clause, split_clauses
from hindsight.claims.lexicon import words
from hindsight.language import lemma
from hindsight.language.reading import Sentence, Token

_TRIM_LEFT = frozenset((",", ";", ":", "--", "—", "–", "-", "(", ")", "“", '"', "``", "''", "‘", "'", "”"))
_TRIM_RIGHT = frozenset((*_TRIM_LEFT, ".", "!", "?", "…", "..."))
_CONNECTIVES = frozenset(
    ("and", "but", "or", "so", "yet", "nor", "for", "first", "second", "third", "two", "one")
)
_LEAD_INS = frozenset(
    ("truth", "fact", "point", "problem", "reality", "question", "result", "clear", "true", "likely")
)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """Tokens ``[first, last]`` of a sentence that make one row, and what they came from.

    `speech` is the clause whose verb introduces the row as somebody's words.
    """

    first: int
    last: int
    clause: Clause
    speech: Clause | None = None
    is_core: bool = True


def find_rows(sentence: Sentence) -> list[ClauseRow]:
    """Return the claim rows of a sentence, in order."""
    tokens, clauses = sentence.tokens, split_clauses(sentence)
    rows: list[ClauseRow] = []
    for number, clause in enumerate(clauses):
        before = clauses[number - 1] if number else None
        if clause.relation == "complement" and before is not None and rows:
            head = lemma(tokens[before.verbs.last].text, tokens[before.verbs.last].tag)
            content = ClauseRow(_after_opener(clause), clause.last, clause)
            if head in words("speech", "verbs"):
                rows[-1] = replace(content, speech=before)
                continue
            if _is_lead_in(tokens, before):
                rows[-1] = content
                continue
        is_nonrestrictive = clause.relation == "relative" and tokens[clause.first - 1].text == ","
        joins = clause.relation == "complement" or (
            clause.relation in ("relative", "adverbial") and number > 0 and not is_nonrestrictive
        )
        if joins and rows:
            rows[-1] = replace(rows[-1], last=clause.last)
            continue
        is_core = clause.relation not in ("adverbial",)
        rows.append(ClauseRow(_after_opener(clause), clause.last, clause, is_core=is_core))
    return [trimmed for row in rows if (trimmed := _trim(tokens, row)) is not None]


def _after_opener(clause: Clause) -> int:
    """The first token of the row: behind a conjunction, at a relative word, at a fronted auxiliary."""
    if clause.relation == "relative" or (
        clause.relation == "conditional" and clause.first == clause.verbs.first
    ):
        return clause.first
    return clause.first + (1 if clause.opener and clause.opener != "," else 0)


def _is_lead_in(tokens: Sequence[Token], clause: Clause) -> bool:
    head = lemma(tokens[clause.verbs.last].text, tokens[clause.verbs.last].tag)
    lead = {token.text.lower() for token in tokens[clause.first : clause.last + 1]}
    return head == "be" and bool(lead & _LEAD_INS) and "no" not in lead


def _trim(tokens: Sequence[Token], row: ClauseRow) -> ClauseRow | None:
    """Drop marks and connectives at the edges; a row without a word is none."""
    first, last = row.first, row.last
    while first <= last and (
        tokens[first].text in _TRIM_LEFT
        or (
            tokens[first].text.lower() in _CONNECTIVES
            and tokens[first].tag in ("CC", "RB", "LS", "CD", "JJ", "IN")
        )
    ):
        first += 1
    while last >= first and (tokens[last].text in _TRIM_RIGHT or tokens[last].tag == "CC"):
        last -= 1
    return replace(row, first=first, last=last) if first < last else None
