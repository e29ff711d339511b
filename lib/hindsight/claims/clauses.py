"""Sentences into clauses: one per verb group, with what introduces it.

The tags decide, the parse where they cannot: a clause stands around a verb group, and begins at the nearest
place that can open one (a conjunction, a relative or interrogative word, a mark, or the verb group itself for
a shared subject).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hindsight.claims.asides import Aside
from hindsight.claims.lexicon import words
from hindsight.claims.matrices import (
    Clause,
    close_fronted,
    join_over_adverbial,
    join_over_appositions,
    join_over_relatives,
    join_pseudo_cleft,
    medial_relatives,
    part_fronted,
    restore_matrices,
    restore_matrix,
)
from hindsight.claims.quotations import CLOSING
from hindsight.claims.verbs import VerbGroup, find_verb_groups, word_of
from hindsight.language import Parse, lemma
from hindsight.language.reading import Sentence, Token

_RELATIVE = frozenset(("WDT", "WP", "WP$", "WRB"))
_BEFORE_SUBORDINATOR = frozenset(("CC", ",", ":", "``", "-LRB-", "RB", "IN"))
_STRONG_MARKS = frozenset((";", ":", "--", "—", "–", "…", "..."))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_SUBJECTS = frozenset((*_NOUNS, "PRP", "DT", "EX", "CD", "VBG"))
_OPENS_SUBJECT = frozenset((*_SUBJECTS, "PRP$", "JJ", "JJR", "JJS", "PDT"))
_QUANTITIES = frozenset(("many", "few", "several", "most", "more", "others", "both", "all", "some"))
_OPENS_ADJUNCT = frozenset(("IN", "TO", "RB", "RBR", "VBG", "VBN", "WRB", "JJ"))
_MARKS = frozenset((",", "“", '"', "``", "''", "(", "-", "—", "–", ":", "‘", "'"))
_ENDS_WORDS = frozenset((",", "?", "!"))  # before the mark that closes somebody's words
_LONGEST_SUBJECT = 60  # tokens looked through for a noun
_WHATEVER = frozenset(("whatever", "whichever", "whoever", "wherever", "however"))
_TELLS = frozenset(("tell", "inform", "assure", "warn", "remind", "persuade", "convince", "notify"))
_SUBJECT_PRONOUNS = frozenset(("i", "we", "he", "she", "they"))
_MOST_COMMAS = 12  # of an adjunct before the subject
# A clause of so many tokens more than its matrix is news of its own, not an adjunct.
_NEWS = 1.5


def split_clauses(sentence: Sentence, parse: Parse, asides: Sequence[Aside] = ()) -> list[Clause]:
    """Return the clauses of a sentence but its asides (`find_asides`), in order of their first token.

    Notes
    -----
    Known failures: coordinated noun phrases taken for coordinated clauses where the parse is wrong, and
    clauses without a finite verb other than participles behind a comma and imperatives.
    """
    tokens = sentence.tokens
    hidden = frozenset(k for aside in asides for k in range(aside.first - 1, aside.last + 2))
    groups = find_verb_groups(tokens, parse, hidden)
    opens: list[tuple[int, str, str]] = []  # first token, relation, opener
    for number, group in enumerate(groups):
        before = groups[number - 1] if number else None
        behind = groups[number + 1] if number + 1 < len(groups) else None
        if before is None and behind is not None and _is_contact_relative(tokens, group, behind):
            opens.append((group.first - 1, "relative", ""))
            continue
        opens.append(_open_clause(tokens, before, group, parse, hidden))
    clauses = []
    for number, (group, (first, relation, opener)) in enumerate(zip(groups, opens, strict=True)):
        last = opens[number + 1][0] - 1 if number + 1 < len(groups) else len(tokens) - 1
        clauses.append(Clause(first, last, group, relation, opener))
    medial = medial_relatives(tokens, clauses)
    clauses = part_fronted(tokens, join_over_appositions(tokens, clauses))
    clauses = join_over_adverbial(tokens, restore_matrix(tokens, clauses))
    clauses = join_over_relatives(tokens, restore_matrices(tokens, clauses))
    clauses = close_fronted(tokens, join_pseudo_cleft(tokens, clauses))
    clauses = _as_condition(tokens, clauses)
    kept = {clause.verbs.first for clause in clauses}
    clauses = [_without_adjunct(tokens, clause) for clause in clauses]
    return clauses + [clause for clause in medial if clause.verbs.first not in kept]


def _as_condition(tokens: Sequence[Token], clauses: list[Clause]) -> list[Clause]:
    """An order with "and" and what follows from it: "[Take the subsidy away] and somebody pays".

    Quirk et al. (1985), 13.25: pseudo-imperatives.
    """
    if (
        len(clauses) < 2
        or clauses[0].verbs.form != "imperative"
        or word_of(tokens[clauses[0].verbs.first]) == "let"
    ):
        return clauses
    behind = clauses[1]
    has_subject = behind.verbs.first > behind.first + (behind.opener in ("and", "or"))
    if behind.opener not in ("and", "or") or behind.verbs.form != "finite" or not has_subject:
        return clauses
    if tokens[behind.verbs.first].tag == "MD" and word_of(tokens[behind.verbs.first]) in words(
        "modals", "obligation"
    ):
        return clauses
    first = replace(clauses[0], relation="conditional", opener="")
    return [first, replace(behind, relation="main", opener=""), *clauses[2:]]


def _is_inverted_condition(tokens: Sequence[Token], after: int, group: VerbGroup) -> bool:
    """Whether a fronted auxiliary makes a condition ("Should help come", "Had the bank failed")."""
    word, at = word_of(tokens[group.first]), group.first + 1
    if word not in words("conditions", "inverted") or tokens[-1].text.endswith("?") or at >= len(tokens):
        return False
    before = tokens[group.first - 1] if group.first else None
    if before is not None and word_of(before) in ("nor", "neither", "so"):
        return False
    opens = group.first == after or before is None or before.tag == "CC" or before.text in _MARKS
    if word == "should":
        # Sentence-initial "should" has its subject behind it, whatever the tagger makes of that.
        return (opens and after == 0 and tokens[at].tag not in ("RB",)) or tokens[at].tag in (
            "DT",
            "PRP",
            "PRP$",
            "EX",
            "NNP",
        )
    is_inverted = group.last > at or (word == "were" and group.first == 0)
    return opens and is_inverted and tokens[at].tag in _OPENS_SUBJECT


def _open_clause(
    tokens: Sequence[Token],
    before: VerbGroup | None,
    group: VerbGroup,
    parse: Parse,
    hidden: frozenset[int],
) -> tuple[int, str, str]:
    """Return where the clause of a verb group begins, its relation and its opener."""
    after = before.last + 1 if before else 0
    is_first = before is None
    is_behind_aside = group.first - 1 in hidden  # "The war, planners say, [should] take weeks"
    if group.form == "finite" and not is_behind_aside and _is_inverted_condition(tokens, after, group):
        return group.first, "conditional", word_of(tokens[group.first])
    if group.form == "participle":
        return group.first, "participle", ""
    if group.form in ("conjoined", "imperative"):
        return group.first, "main" if is_first else "coordinate", ""
    start, relation, opener = (0, "main", "") if is_first else (group.first, "coordinate", "")
    is_there = is_first and group.first > 1 and tokens[group.first - 1].tag == "EX"
    if is_there and tokens[group.first - 2].tag in ("NN", "NNS"):
        return group.first - 1, "relative", ""  # "the chance [there is a deal] …"
    if is_first and (that := _that_behind_noun(tokens, group)) is not None:
        return that, "content", "that"
    subject = _contact_subject(tokens, after, group) if before else None
    if before is not None and subject is not None:
        head = lemma(tokens[before.last].text, tokens[before.last].tag)
        is_told = subject - before.last < 4 and head in words("speech", "verbs", "attitudes")
        is_complement = is_told or tokens[subject - 1].tag[:2] == "JJ"
        return subject, "complement" if is_complement else "relative", ""
    for k in range(group.first - 1, after - 1, -1):
        if k in hidden:
            continue
        token, word = tokens[k], word_of(tokens[k])
        if word in words("conditions", "subordinators"):
            if word == "if" and k and word_of(tokens[k - 1]) == "as":
                return k - 1, "adverbial", "as if"
            if word == "if" and word_of(tokens[k + 1]) in ("anything", "any", "so", "not", "only", "ever"):
                continue
            if _is_closed_before(tokens, k, group.first):
                continue
            return k, "conditional", word
        if (
            word == "as"
            and k > 1
            and word_of(tokens[k - 1]) == "long"
            and word_of(tokens[k - 2]) in ("as", "so")
        ):
            return k - 2, "conditional", "as long as"
        if word in words("subordinators", "temporal", "concessive", "causal") and token.tag in (
            "IN",
            "WRB",
            "RB",
        ):
            if token.tag == "RB" and word == "once" and not _has_subject(tokens, k + 1, group.first):
                continue
            if tokens[k + 1].tag == "VBN" and k + 1 < group.first:
                continue  # "as submitted under the treaty": no clause with a finite verb
            if token.tag == "IN" and (
                _is_closed_before(tokens, k, group.first)
                or not _opens_clause(tokens, k, group.first, is_first=is_first)
            ):
                continue
            return k, "adverbial", word
        is_opener = token.tag in ("IN", "WDT", "DT") and not is_first and tokens[k - 1].tag != "IN"
        if token.tag == "DT" and parse.labels[k].startswith("nsubj") and tokens[k - 1].tag == "CC":
            is_opener = False  # "and that is true"
        if word == "that" and is_opener:
            if word_of(tokens[k - 1]) == "given":
                return k - 1, "adverbial", "given that"
            is_told = (
                before is not None and lemma(tokens[before.last].text, tokens[before.last].tag) in _TELLS
            )
            return k, "relative" if token.tag == "WDT" and not is_told else "complement", word
        if word == "whether" and not is_first:
            return k, "complement", word
        has_comma = word == "than" and any(tokens[j].text == "," for j in range(k, group.first))
        if word == "than" and not is_first and not has_comma and not _counts(tokens, k):
            return k, "nominal", word
        if word in _WHATEVER:
            return k, "adverbial", word
        if token.tag in _RELATIVE:
            if k and tokens[k - 1].tag in ("IN", "TO") and token.tag == "WP":
                return k, "nominal", word
            if not is_first or (k and tokens[k - 1].tag in (*_NOUNS, "DT", "JJ", "CD", "PRP", ",")):
                return k, "relative", word
        if (
            token.tag == "CC"
            and word != "both"
            and not is_first
            and (k == group.first - 1 or _has_subject(tokens, k + 1, group.first))
            and not _joins_nouns(tokens, parse, k, group.first)
        ):
            return k, "coordinate", word
        closes_words = (
            token.text in CLOSING | {'"'} and not is_first and k and tokens[k - 1].text in _ENDS_WORDS
        )
        if closes_words and k > after:
            return k + 1, "coordinate", ""
        is_label = token.text == ":" and tokens[k + 1].text in _MARKS  # "Minister: “The bridge will open”"
        if token.text in _STRONG_MARKS and (is_label or not is_first):
            return k + 1, "coordinate", ""
        if token.text == "," and not is_first and relation == "coordinate" and start == group.first:
            start, opener = k + 1, ","
    if not is_first and not opener and start == group.first:
        # No word opens it: the subject begins right behind the verb before ("the truth is he goes").
        return after, "complement", ""
    return start, relation, opener


def _counts(tokens: Sequence[Token], than: int) -> bool:
    """Whether "than" stands in a number: "more than 22,000 people", ", fewer than half of them"."""
    if word_of(tokens[than - 1]) not in ("more", "less", "fewer"):
        return False
    return tokens[than + 1].tag == "CD" or tokens[max(0, than - 2)].text == ","


def _that_behind_noun(tokens: Sequence[Token], group: VerbGroup) -> int | None:
    """The "that" of a clause that says what a noun holds: "The fear [that the peg would snap] …"."""
    for k in range(1, group.first):
        if word_of(tokens[k]) == "that" and tokens[k - 1].tag in ("NN", "NNS"):
            noun = lemma(tokens[k - 1].text.lower(), tokens[k - 1].tag)
            return k if noun in words("speech", "nouns") or noun in ("fact", "lie", "pretence") else None
    return None


def _is_closed_before(tokens: Sequence[Token], opener: int, verb: int) -> bool:
    """Whether a comma ends what a conjunction opens before the verb: "As a friend, he left"."""
    commas = [k for k in range(opener + 1, verb) if tokens[k].text == ","]
    return len(commas) == 1 and commas[0] > opener + 1


def _contact_subject(tokens: Sequence[Token], after: int, group: VerbGroup) -> int | None:
    """The pronoun of a clause that follows a noun without a word between ("the fighters we support")."""
    k = group.first - 1
    while k > after and tokens[k].tag == "RB":
        k -= 1
    if k > after and tokens[k].tag == "PRP" and tokens[k - 1].tag in (*_NOUNS, "JJ"):
        return k
    return None


def _is_contact_relative(tokens: Sequence[Token], group: VerbGroup, behind: VerbGroup) -> bool:
    """Whether the first verb tells of the subject of the next one: "The solutions [we seek] must be fair"."""
    k = group.first - 1
    is_pronoun = k > 0 and word_of(tokens[k]) in (*_SUBJECT_PRONOUNS, "you")
    if not is_pronoun or tokens[k - 1].tag not in ("NN", "NNS") or behind.form != "finite":
        return False
    between = range(group.last + 1, behind.first)
    return all(tokens[j].tag in ("RB", "IN", "RP", "TO") for j in between)


def _joins_nouns(tokens: Sequence[Token], parse: Parse, conjunction: int, verb: int) -> bool:
    """Whether a conjunction joins noun phrases before the verb, or infinitives, rather than clauses."""
    head = parse.heads[conjunction]
    if conjunction + 1 < len(tokens) and tokens[conjunction + 1].tag == "TO":
        return True
    return (
        conjunction < head < verb
        and tokens[head].tag in _NOUNS
        and parse.labels[head] == "conj"
        and tokens[conjunction - 1].text != ","
    )


def _opens_clause(tokens: Sequence[Token], k: int, verb: int, *, is_first: bool) -> bool:
    """Whether a word like "as" or "after" introduces the clause of a verb, not a phrase in its subject."""
    if is_first and k and tokens[k - 1].tag not in _BEFORE_SUBORDINATOR:
        return False
    if k and word_of(tokens[k - 1]) in ("such", "well"):
        return False
    return _has_subject(tokens, k + 1, verb)


def _has_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(
        tokens[k].tag in _SUBJECTS or word_of(tokens[k]) in _QUANTITIES
        for k in range(first, min(last, first + _LONGEST_SUBJECT))
    )


def _without_adjunct(tokens: Sequence[Token], clause: Clause) -> Clause:
    """Leave the adjunct before the subject out ("With this in mind, [Putin may ask]")."""
    if clause.relation not in ("main", "coordinate") or clause.verbs.form != "finite":
        return clause
    first = clause.first + (1 if tokens[clause.first].tag == "CC" else 0)
    subject = clause.verbs.first - 1
    while subject > first and tokens[subject].tag == "RB":
        subject -= 1
    if (
        word_of(tokens[subject]) in _SUBJECT_PRONOUNS
        and subject > first
        and tokens[first].tag in ("IN", "UH")
    ):
        return replace(clause, first=subject, opener="")  # "For decades [we have waited]"
    if tokens[first].tag in ("NNP", "UH") and (start := _behind_address(tokens, first, clause.verbs.first)):
        return replace(clause, first=start, opener="")
    if tokens[first].tag not in _OPENS_ADJUNCT or first >= clause.verbs.first:
        return clause
    commas = [k for k in range(first + 1, clause.verbs.first - 1) if tokens[k].text == ","]
    for k in commas[:_MOST_COMMAS]:
        # A list inside the adjunct ("In Syria, Iraq and Iran, …") goes on to a further comma.
        rest = [c for c in commas if c > k]
        if tokens[k + 1].tag in _OPENS_SUBJECT and not (rest and tokens[rest[0] - 2].tag == "CC"):
            return replace(clause, first=k + 1, opener="")
    return clause


def adjunct_start(tokens: Sequence[Token], first: int) -> int:
    """Return where the adjunct before a row begins, `first` where none stands there.

    Its dates are the row's: "[By June,] the cabinet will follow". What stands behind a verb or "that" is part
    of another clause.
    """
    for k in range(first - 1, -1, -1):
        token = tokens[k]
        if token.tag[:2] in ("VB", "MD") or token.tag in _RELATIVE or token.low == "that":
            return first
        if token.text in _STRONG_MARKS or (token.tag == "CC" and k and tokens[k - 1].text == ","):
            return k + 1
    return 0


def _behind_address(tokens: Sequence[Token], first: int, verb: int) -> int | None:
    """The subject behind a form of address: "Madam Speaker, [the House has voted]"."""
    comma = next((k for k in range(first + 1, verb) if tokens[k].text == ","), None)
    if comma is None or any(tokens[k].tag not in ("NNP", "UH") for k in range(first, comma)):
        return None
    subject = range(comma + 1, verb)
    is_subject = bool(subject) and all(
        tokens[k].tag in _OPENS_SUBJECT or tokens[k].tag in ("RB", "POS") for k in subject
    )
    opens = tokens[comma + 1].tag in ("PRP", "DT", "PRP$", "EX") if is_subject else False
    return comma + 1 if opens and word_of(tokens[comma + 1]) not in ("a", "an") else None


def outweighs(clause: Clause, matrix_tokens: int) -> bool:
    """Whether a trailing clause is so much longer than its matrix that it carries news of its own."""
    return clause.last - clause.first + 1 > _NEWS * matrix_tokens
