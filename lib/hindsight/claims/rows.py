"""From clauses to claim rows: which stand alone, which belong to another, where a row begins and ends.

The rules are those of docs/method.md, "What is a claim row".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.actors.turns import Turn
from hindsight.claims.asides import Aside, dateline_end, find_asides
from hindsight.claims.claim import Attribution
from hindsight.claims.clauses import outweighs, split_clauses
from hindsight.claims.lexicon import words
from hindsight.claims.matrices import Clause
from hindsight.claims.quotations import PARTNERS
from hindsight.claims.verbs import FINITE, word_of
from hindsight.language import Parse, lemma
from hindsight.language.reading import Sentence, Token

_QUOTES = frozenset(("“", '"', "``", "''", "‘", "'", "”", "’"))
_TRIM_LEFT = frozenset((",", ";", ":", "--", "—", "–", "-", "(", ")", "[", "]", "•", *_QUOTES))
_TRIM_RIGHT = frozenset((*_TRIM_LEFT, ".", "!", "?", "…", "..."))
_STOPS = frozenset((".", ",", "!", "?"))
_CONNECTIVES = frozenset(("and", "but", "or", "so", "yet", "nor", "for"))
_FOCUS = frozenset(
    ("even", "only", "especially", "particularly", "just", "not", "except", "precisely", "partly")
)
_FIRST_PERSON = frozenset(("i", "we"))
_JOINING = ("relative", "adverbial", "nominal")


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """Tokens ``[first, last]`` of a sentence that make one row, and what they came from.

    `speech` is the clause whose verb introduces the row as somebody's words; `lead_in` one that says how sure
    the author is of it ("it is likely that").
    """

    first: int
    last: int
    clause: Clause
    speech: Clause | None = None
    lead_in: Clause | None = None
    is_core: bool = True


def find_rows(sentence: Sentence, parse: Parse, frames: frozenset[int] = frozenset()) -> list[ClauseRow]:
    """Return the claim rows of a sentence, in order.

    Parameters
    ----------
    sentence : Sentence
    parse : Parse
        Of that sentence.
    frames : frozenset of int
        Start offsets of verbs that only introduce somebody's words: their clauses are no rows.
    """
    tokens, asides = sentence.tokens, find_asides(sentence.tokens)
    clauses = split_clauses(sentence, parse, asides)
    rows: list[ClauseRow] = []
    open_frame = False  # the last clause was a frame and made no row to join
    for number, clause in enumerate(clauses):
        before = clauses[number - 1] if number else None
        if clause.relation == "medial":
            rows.append(ClauseRow(clause.first, clause.last, clause, is_core=False))
            continue
        if _is_furniture(tokens, clause):
            continue
        if (
            frames.intersection(range(tokens[clause.verbs.first].start, tokens[clause.verbs.last].end))
            and not _is_demand(tokens, clause)
            and clause.relation not in ("relative", "nominal")
        ):
            if clause.relation == "complement" and rows and rows[-1].clause is before and not open_frame:
                rows[-1] = replace(rows[-1], last=clause.last)  # "it was unclear whether they would say so"
                continue
            if clause.relation == "conditional":
                # "If he says that P, …": that he says so is the condition
                rows.append(ClauseRow(_after_opener(clause), clause.last, clause))
                continue
            open_frame = True
            continue
        start = _after_opener(clause)
        if clause.relation == "complement" and before is not None:
            head = lemma(tokens[before.verbs.last].text, tokens[before.verbs.last].tag)
            content = ClauseRow(start, clause.last, clause)
            if open_frame or (rows and head in words("speech", "verbs")):
                is_condition = before.relation == "conditional"
                is_nested = not open_frame and (is_condition or rows[-1].clause is not before)
                if is_nested:
                    rows[-1] = replace(rows[-1], last=clause.last)
                elif not open_frame:
                    rows.pop()
                rows.append(replace(content, speech=before, is_core=not is_nested))
                open_frame = False
                continue
            if rows and rows[-1].clause is before and _is_held(tokens, before, clause):
                # "Many fear that P": the whole is the row, P one of whoever holds it.
                rows[-1] = replace(rows[-1], last=clause.last)
                rows.append(replace(content, speech=before, is_core=False))
                continue
            if rows and rows[-1].clause is before and _is_lead_in(tokens, before, clause):
                rows[-1] = replace(content, lead_in=before)
                continue
            if rows and rows[-1].clause is before and _discovers(tokens, before, clause):
                rows[-1] = replace(rows[-1], last=_before_infinitive(tokens, clause.first - 1))
                rows.append(content)
                continue
            if rows and rows[-1].clause is before and _judges(tokens, before, clause):
                rows[-1] = replace(rows[-1], last=clause.last)
                rows.append(content)
                continue
        if open_frame and number and clause.relation in _JOINING and tokens[clause.first - 1].text != ",":
            continue  # it tells of who speaks, or when: "said a student who had been there"
        open_frame = False
        if clause.relation == "nominal" and not rows:
            continue
        if rows and number and _belongs(tokens, rows[-1], clause):
            is_cleft = rows[-1].clause is before and _is_cleft(tokens, rows[-1], clause)
            rows[-1] = replace(rows[-1], last=clause.last)
            if is_cleft:
                rows[-1] = replace(rows[-1], clause=replace(rows[-1].clause, verbs=clause.verbs))
            continue
        is_core = clause.relation != "adverbial"
        rows.append(ClauseRow(start, clause.last, clause, is_core=is_core))
    rows = [_without_aside(tokens, row, asides) for row in rows]
    found = [trimmed for row in rows if (trimmed := _trim(tokens, row, frames)) is not None]
    return sorted(found, key=lambda row: (row.first, -row.last))


def _without_aside(tokens: Sequence[Token], row: ClauseRow, asides: Sequence[Aside]) -> ClauseRow:
    """Leave out a comment clause at the end of a row ("…, the tenants allege")."""
    for aside in reversed(asides):
        ends = row.last <= aside.last + 1
        tells_of_source = aside.source is not None and aside.source[0] > aside.verb  # ", said Li, a lawyer"
        if tells_of_source and not ends:
            # what tells of who speaks may be a relative clause: ", said Li, who had left"
            rest = [token.tag for token in tokens[aside.last + 1 : row.last + 1]]
            told = next((k for k, tag in enumerate(rest) if tag in FINITE), len(rest))
            ends = told == len(rest) or any(tag in ("WP", "WDT", "WP$") for tag in rest[:told])
        if row.clause.verbs.last < aside.first <= row.last and ends:
            return replace(row, last=aside.first - 1)
    return row


def leave_out_label(sentence: Sentence, rows: Sequence[ClauseRow], turn: Turn | None) -> list[ClauseRow]:
    """Leave the label of a speaker ("MR. FEELEY:") out of the rows."""
    if turn is None or sentence.start >= turn.start:
        return list(rows)
    tokens, kept = sentence.tokens, []
    for row in rows:
        first = row.first
        while first < row.last and tokens[first].start < turn.start:
            first += 1
        if tokens[first].start >= turn.start and first <= row.clause.verbs.last:
            kept.append(replace(row, first=first))
    return kept


def leave_out_sources(
    sentence: Sentence, rows: Sequence[ClauseRow], named: Sequence[Attribution]
) -> list[ClauseRow]:
    """Leave "according to X, who …" out of the rows: before them, or behind them."""
    kept = list(rows)
    for attribution in named:
        start, end = attribution.source[0][0], attribution.source[-1][1]
        if not sentence.start <= start < sentence.end:
            continue
        if attribution.content[0][0] >= end:
            kept = [row for row in (_behind(sentence.tokens, row, attribution) for row in kept) if row]
        elif attribution.cue and attribution.content[-1][1] <= attribution.cue[0][0]:
            kept = [row for row in (_before(sentence.tokens, row, attribution) for row in kept) if row]
    return kept


def _behind(tokens: Sequence[Token], row: ClauseRow, attribution: Attribution) -> ClauseRow | None:
    """Return a row without the source before it; None for one within the source."""
    start, end = attribution.source[0][0], attribution.source[-1][1]
    if tokens[row.last].end <= end and tokens[row.first].end >= min(start, attribution.cue[0][0]):
        return None
    first = row.first
    while tokens[first].start < end and start <= tokens[first].start and first < row.clause.verbs.first:
        first += 1
    while first < row.clause.verbs.first and tokens[first].text == ",":
        first += 1
    return replace(row, first=first)


def _before(tokens: Sequence[Token], row: ClauseRow, attribution: Attribution) -> ClauseRow | None:
    """Return a row without the source behind it; None for one within the source."""
    cue, end = attribution.cue[0][0], attribution.source[-1][1]
    if tokens[row.first].start >= cue:
        return None if tokens[row.last].end <= end else row
    if tokens[row.last].end <= cue or tokens[row.last].end > end:
        return row
    last = row.last
    while last > row.clause.verbs.last and (tokens[last].end > cue or tokens[last].text == ","):
        last -= 1
    return replace(row, last=last)


def _belongs(tokens: Sequence[Token], row: ClauseRow, clause: Clause) -> bool:
    """Whether a clause stays inside the row before it."""
    if clause.relation == "complement":
        return True
    if clause.relation not in _JOINING:
        return False
    is_set_off = tokens[clause.first - 1].text == "," or (
        tokens[clause.first - 1].tag == "CC" and tokens[clause.first - 2].text == ","
    )
    if clause.relation == "relative" and is_set_off:
        return False
    # Long trailing when- and after-clauses of the past are news ("Another man died after …").
    is_news = (
        clause.relation == "adverbial"
        and tokens[clause.verbs.first].tag == "VBD"
        and outweighs(clause, clause.first - row.first)
    )
    return not is_news


def _is_cleft(tokens: Sequence[Token], row: ClauseRow, clause: Clause) -> bool:
    """Whether a relative clause says what "it" does: "It is the Senate [that will fail]"."""
    verbs = row.clause.verbs
    is_it = verbs.first > 0 and word_of(tokens[verbs.first - 1]) == "it" and verbs.first == verbs.last
    if not is_it or clause.opener not in ("that", "who") or lemma(tokens[verbs.first].text, "VBZ") != "be":
        return False
    behind = tokens[verbs.last + 1]
    is_definite = behind.tag in ("NNP", "PRP", "PRP$") or word_of(behind) in ("the", "these", "those", "this")
    return clause.relation == "relative" and is_definite and clause.first > verbs.last + 1


def _is_demand(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether a clause wants something said rather than reports it ("The minister should say that …")."""
    modals = {word_of(tokens[k]) for k in (*clause.verbs.shared, clause.verbs.first)}
    return clause.verbs.form == "imperative" or bool(modals & words("modals", "obligation"))


def _is_furniture(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether an imperative only asks the reader to look or click ("Watch the full debate")."""
    return clause.verbs.form == "imperative" and word_of(tokens[clause.verbs.first]) in words(
        "imperatives", "furniture"
    )


def _after_opener(clause: Clause) -> int:
    """The first token of the row: behind a conjunction, at a relative word, at a fronted auxiliary."""
    if clause.relation in ("relative", "participle") or clause.first == clause.verbs.first:
        return clause.first
    return clause.first + (len(clause.opener.split()) if clause.opener != "," else 0)


def _is_lead_in(tokens: Sequence[Token], clause: Clause, content: Clause) -> bool:
    """Whether a clause only introduces the author's own claim ("the truth is that", "I believe")."""
    head = lemma(tokens[clause.verbs.last].text, tokens[clause.verbs.last].tag)
    if clause.verbs.form == "imperative":
        return head in words("imperatives", "turns")
    lead = {word_of(token) for token in tokens[clause.first : content.first]}
    if head in words("lead_ins", "denying") and lead & _FIRST_PERSON and lead & {"not", "n't", "never"}:
        return True  # "I do not dispute that P"
    if "no" in lead or "n't" in lead:
        return "there" in lead and head == "be" and bool(lead & words("lead_ins", "doubts"))
    if head in ("be", "seem", "appear", "look") and (lead & words("lead_ins", "words")):
        return not (lead & words("lead_ins", "evaluating"))
    subject = word_of(tokens[clause.verbs.first - 1]) if clause.verbs.first else ""
    return subject in ("i", "we") and (
        head in words("lead_ins", "verbs") or bool(lead & words("lead_ins", "adjectives"))
    )


def _is_held(tokens: Sequence[Token], before: Clause, clause: Clause) -> bool:
    """Whether the clause before says that somebody else holds the content to be so."""
    verbs = before.verbs
    if clause.opener not in ("that", "") or before.relation not in ("main", "coordinate") or not verbs.first:
        return False
    head = lemma(tokens[verbs.last].text, tokens[verbs.last].tag)
    is_passive = any(lemma(t.text, t.tag) == "be" for t in tokens[verbs.first : verbs.last])
    has_holder = word_of(tokens[verbs.first - 1]) not in ("i", "we", "you", "it", "one")
    return head in words("speech", "holding") and has_holder and not is_passive


def _judges(tokens: Sequence[Token], before: Clause, clause: Clause) -> bool:
    """Whether the clause before judges the fact that this one states ("It is astonishing that P")."""
    is_it = word_of(tokens[before.verbs.first - 1]) == "it" if before.verbs.first else False
    head = lemma(tokens[before.verbs.last].text, tokens[before.verbs.last].tag)
    if is_it and clause.opener == "that" and head in words("evaluation", "stirring", "impersonal"):
        return True
    if not is_it or clause.opener != "that" or tokens[clause.first - 1].tag[:2] not in ("JJ", "VB", "NN"):
        return False
    judging = {word_of(token) for token in tokens[before.verbs.first : clause.first]}
    is_copula = lemma(tokens[before.verbs.first].text, tokens[before.verbs.first].tag) == "be"
    is_plain = tokens[clause.first - 1].tag in ("VBN", "VBD")  # "It is said that"
    return bool(judging & words("evaluation", "adjectives")) or (is_copula and not is_plain)


def _discovers(tokens: Sequence[Token], before: Clause, clause: Clause) -> bool:
    """Whether the clause before ends on a verb of learning whose complement is news of its own."""
    for k in range(clause.first - 1, before.verbs.first - 1, -1):
        if tokens[k].tag in ("VB", "VBG") and k > before.verbs.last:
            return lemma(tokens[k].text, tokens[k].tag) in words("factive", "verbs")
    return False


def _before_infinitive(tokens: Sequence[Token], last: int) -> int:
    """The token before the infinitive or gerund that ends at `last` ("… only to discover")."""
    k = last
    while k > 0 and (tokens[k].tag in ("VB", "VBG", "TO", "RB") or tokens[k].text == ","):
        k -= 1
    return k


def _trim(tokens: Sequence[Token], row: ClauseRow, frames: frozenset[int]) -> ClauseRow | None:
    """Drop marks, connectives, datelines and "saying that" at the edges; a row without a word is none."""
    first, last = row.first, row.last
    if first == 0:
        first = dateline_end(tokens)
    while first <= last and (
        tokens[first].text in _TRIM_LEFT
        or _is_connective(tokens, first, last)
        or (tokens[first].tag == "VBG" and tokens[first].start in frames and first < row.clause.verbs.first)
    ):
        first += 1
        if tokens[first - 1].tag == "VBG" and first < last and word_of(tokens[first]) == "that":
            first += 1
    while last >= first and (
        tokens[last].text in _TRIM_RIGHT
        or tokens[last].tag == "CC"
        or (last > row.clause.verbs.last and _dangles(tokens, last))
    ):
        last -= 1
    return replace(row, first=first, last=_with_closing(tokens, first, last)) if first < last else None


def _with_closing(tokens: Sequence[Token], first: int, last: int) -> int:
    """Take in the mark that closes a quotation begun inside the row, also behind a stop ("“at war.”")."""
    opened: str | None = None
    for token in tokens[first : last + 1]:
        if opened is None:
            opened = token.text if token.text in PARTNERS else None
        elif token.text in PARTNERS[opened]:
            opened = None
    if opened is None:
        return last
    behind = last + 1
    if behind < len(tokens) and tokens[behind].text in _STOPS:
        behind += 1
    return behind if behind < len(tokens) and tokens[behind].text in PARTNERS[opened] else last


def _dangles(tokens: Sequence[Token], k: int) -> bool:
    """Whether a word at the end of a row belongs to what follows it ("…, though", "… even [if]")."""
    if word_of(tokens[k]) in _FOCUS and k + 1 < len(tokens) and tokens[k + 1].tag in ("IN", "WRB"):
        return True
    return (
        tokens[k].tag == "RB"
        and tokens[k - 1].text == ","
        and k + 1 < len(tokens)
        and tokens[k + 1].tag
        in (
            "VBG",
            "VBN",
        )
    )


def _is_connective(tokens: Sequence[Token], k: int, last: int) -> bool:
    word = word_of(tokens[k])
    if word == "for" and tokens[k + 1].tag not in ("PRP", "DT", "EX", "PRP$", "NNP"):
        return False  # "For decades we have …"
    if word == "nor" and k < last and tokens[k + 1].tag in FINITE:
        return False  # "Nor has the levy cut traffic": the negator is part of the claim
    if word in words("connectives", "adverbs") and k < last and tokens[k + 1].text == ",":
        return True
    return word in _CONNECTIVES and tokens[k].tag in ("CC", "RB", "LS", "CD", "JJ", "IN")
