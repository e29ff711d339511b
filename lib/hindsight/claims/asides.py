"""Clauses that only say who says so, set off by commas: "The road, insists the ministry, is safe".

Also those of the author: "The king, it should be remembered, never read it". Quirk et al. (1985), 15.54:
comment clauses. They are found by the order of words, since taggers and parsers lose the verb at the end of
such a sentence (", the tenants [allege].").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.claims.lexicon import words
from hindsight.language import lemma
from hindsight.language.reading import Token

_PHRASE = frozenset(
    ("PRP", "NN", "NNS", "NNP", "NNPS", "DT", "CD", "JJ", "JJR", "JJS", "PRP$", "POS", "HYPH", "VBN", "VBG")
)
_HEADS = frozenset(("PRP", "NN", "NNS", "NNP", "NNPS", "CD", "DT"))
_JOINS = frozenset(("of", "for", "in", "at", "and", "from", "on"))
_FINITE = frozenset(("VBD", "VBP", "VBZ"))
_OPENS = frozenset((",", "—", "–", "--", "”", '"'))
_ENDS = frozenset((",", ".", ";", "—", "–", "--", "!"))
_QUOTES = frozenset(("“", '"', "``", "‘"))
_CLOSE = frozenset(("”", '"', "''", "’"))
_MARKS = _OPENS | _ENDS | {":", "?", "“", "``", "("}
_BETWEEN = frozenset(("RB", "MD"))
_RELATIVE = frozenset(("WP", "WDT", "WP$", "WRB"))
_LONGEST_SENTENCE = 500  # tokens; what is longer is a list or a table, and each aside is a look at the whole
_FEWEST_MARKS = 2  # the comma and the stop of "…, they say."
_LONGEST_LABEL = 6  # tokens of a speaker's label in capitals
_SHORTEST_PLACE = 3  # code points of a place in capitals
_LONGEST = 14  # tokens between the commas


@dataclass(frozen=True, slots=True)
class Aside:
    """Tokens ``[first, last]`` between marks, its verb, and its subject ``[source_first, source_last]``.

    The subject is None where the author speaks ("it should be said").
    """

    first: int
    last: int
    verb: int
    source: tuple[int, int] | None


def find_asides(tokens: Sequence[Token]) -> list[Aside]:
    """Return the comment clauses of a sentence, in order.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> tokens = read_text("The wells, the doctors fear, are foul.").sentences[0].tokens
    >>> find_asides(tokens)
    [Aside(first=3, last=5, verb=5, source=(3, 4))]
    """
    marks = [k for k, token in enumerate(tokens) if token.text in _MARKS]
    if len(marks) < _FEWEST_MARKS or len(tokens) > _LONGEST_SENTENCE:
        return []
    found = []
    for number, mark in enumerate(marks):
        end = marks[number + 1] if number + 1 < len(marks) else len(tokens)
        if tokens[mark].text not in _OPENS or mark < 1 or not 1 < end - mark - 1 <= _LONGEST:
            continue
        if end < len(tokens) and tokens[end].text not in _ENDS:
            continue
        if end + 1 < len(tokens) and tokens[end + 1].text in _QUOTES and tokens[mark - 1].text not in _CLOSE:
            continue  # "Asked why, Li said, “…”": the words follow
        aside = _read_aside(tokens, mark + 1, end - 1, has_content_behind=end + 2 < len(tokens))
        if aside is not None:
            found.append(aside)
    return found


def _read_aside(tokens: Sequence[Token], first: int, last: int, *, has_content_behind: bool) -> Aside | None:
    lows = [token.text.lower() for token in tokens[first : last + 1]]
    if lows[0] in ("it", "that") and _is_comment(lows):
        return Aside(first, last, last, None)
    if tokens[first].tag in _FINITE and _reports(tokens[first]):
        goes_on = has_content_behind and _has_clause(tokens[last + 2 :])
        is_source = (
            last > first
            and lows[0] not in ("told", "tells", "tell")
            and lows[1] not in words("asides", "things")
            and _is_phrase(tokens, first + 1, last)
        )
        if is_source and (goes_on or _has_clause(tokens[: first - 1])):
            return Aside(first, last, first, (first + 1, last))
        return None
    if not (has_content_behind or _has_clause(tokens[: first - 1])):
        return None
    verb = last
    while verb > first and tokens[verb].tag == "RB":
        verb -= 1
    before = verb - 1
    while before > first and tokens[before].tag in _BETWEEN:
        before -= 1
    if before < first or not _reports(tokens[verb]) or not _is_phrase(tokens, first, before):
        return None
    if tokens[verb].tag not in _FINITE and not _agrees(tokens, first, before, verb):
        return None
    return Aside(first, last, verb, (first, before))


def _is_comment(lows: Sequence[str]) -> bool:
    """Whether words between commas are the author's: "it should be remembered", "it is said"."""
    return (
        len(lows) > 2 and lows[-1] in words("asides", "participles") and lows[1] in words("asides", "modals")
    )


def _reports(token: Token) -> bool:
    return any(
        lemma(token.text.lower(), tag) in words("asides", "verbs")
        for tag in ((token.tag,) if token.tag in _FINITE else ("VBZ", "VBD"))
    )


def _is_phrase(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether tokens are a noun phrase that can speak: no verb in it, a noun or pronoun at its end."""
    part = tokens[first : last + 1]
    if part[0].tag not in _PHRASE or part[0].tag in ("VBN", "VBG", "POS") or part[-1].tag not in _HEADS:
        return False
    if part[-1].tag == "DT" and len(part) > 1:
        return False
    return all(token.tag in _PHRASE or token.text.lower() in _JOINS for token in part)


def _has_clause(tokens: Sequence[Token]) -> bool:
    """Whether a finite verb stands outside relative clauses between commas."""
    is_relative = False
    for k, token in enumerate(tokens):
        if token.text == ",":
            is_relative = k + 1 < len(tokens) and tokens[k + 1].tag in _RELATIVE
        elif not is_relative and (token.tag in _FINITE or token.tag == "MD"):
            return True
    return False


def _agrees(tokens: Sequence[Token], first: int, noun: int, verb: int) -> bool:
    """Whether a word tagged as a noun can be the verb: "the tenants allege", "the Court estimates"."""
    if tokens[first].tag not in ("DT", "PRP", "PRP$", "NNP", "NNS"):
        return False
    is_singular = tokens[verb].text.endswith("s")
    of = next((k for k in range(first + 1, noun) if tokens[k].text.lower() == "of"), None)
    noun = of - 1 if of else noun
    if tokens[noun].tag in ("NNS", "NNPS") and tokens[verb].tag in ("NN", "VB", "JJ"):
        return not is_singular
    return is_singular and tokens[noun].tag in ("NN", "NNP") and tokens[verb].tag == "NNS"


def dateline_end(tokens: Sequence[Token]) -> int:
    """Return the first token behind a dateline ("WASHINGTON (AP) — ") or a speaker's label; 0 without one.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> dateline_end(read_text("LIMA, Peru (AP) — The mine closed.").sentences[0].tokens)
    7
    """
    for k, token in enumerate(tokens[:_LONGEST_LABEL]):
        if token.text == ":" and 0 < k < len(tokens) - 2:
            return k + 1  # a speaker's label: "Q: Why?", "THE MINISTER: No."
        if not (token.text.isupper() or token.text in (".", "Mr.", "Ms.", "Mrs.", "Dr.", "Sen.", "Rep.")):
            break
    if not tokens[0].text.isupper() or len(tokens[0].text) < _SHORTEST_PLACE:
        return 0
    for k, token in enumerate(tokens[1:_LONGEST], 1):
        if token.text in ("—", "–", "--", "-"):
            return k + 1
        if token.tag in _FINITE or not (
            token.text[0].isupper() or token.text in ("(", ")", ",", "-LRB-", "-RRB-")
        ):
            return 0
    return 0
