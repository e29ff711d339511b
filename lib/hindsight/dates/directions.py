"""Does the clause around an expression look back or ahead? Tense and auxiliaries, cue words, scheduled
events.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hindsight.dates.lexing import read_table

# A clause rarely reaches further; a bound keeps the work per expression constant.
_REACH_CHARS = 160


@lru_cache(maxsize=1)
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = read_table("directions.toml")
    cues = "|".join(
        rf"(?P<{name}>(?<![\w’'])(?:{table[name]})\b)"
        if name != "future"
        else rf"(?P<future>(?:(?<!\w)(?:{table[name]}))\b)"
        for name in ("future", "past", "present")
    )
    flags = re.IGNORECASE
    return re.compile(cues, flags), re.compile(table["boundary"], flags), re.compile(table["awaiting"], flags)


def direction(text: str, start: int, end: int, low: int, high: int) -> str | None:
    """Return ``"past"``, ``"future"`` or ``"present"`` for the expression ``text[start:end]``; None without
    a cue.

    Parameters
    ----------
    text : str
        The whole text.
    start, end : int
        The expression.
    low, high : int
        Its sentence.

    Notes
    -----
    The finite verb nearest before the expression in its own clause decides, then the one after it, then the
    clause that follows, then the one before. Present tense after *after*, *when*, *until*, *once*, *if* is
    about the future ("after elections are held in February"), unless the main clause is in the past.

    Examples
    --------
    >>> text = "When Hollande meets Obama Tuesday, he will ask for help."
    >>> at = text.index("Tuesday")
    >>> direction(text, at, at + 7, 0, len(text))
    'future'
    """
    cues, boundary, awaiting = _cues()
    low, high = max(low, start - _REACH_CHARS), min(high, end + _REACH_CHARS)
    if _LIMIT.search(text[low:start]):
        had = _HAD.search(text, max(low, start - _HAD_CHARS), min(high, end + _HAD_CHARS))
        verb = cues.search(text, end, high) if _REACHED.search(text[low:start]) else None
        return "past" if had or (verb and verb.lastgroup == "past") else "future"
    if _POSSESSIVE.match(text, end):
        return "past"
    clause_start, opener = low, None
    for opener in boundary.finditer(text, low, start):
        clause_start = opener.start()
    closing = boundary.search(text, end, high)
    clause_end = closing.start() if closing else high
    own = _nearest(text, list(cues.finditer(text, clause_start, start)))
    after = cues.search(text, end, clause_end)
    if own is None and after:
        own = after.lastgroup
    if own in ("past", "future"):
        return own
    is_awaiting = bool(opener and awaiting.match(text, opener.start()))
    if own == "present" and is_awaiting:
        return "future"
    following = cues.search(text, clause_end, high)
    if following and following.lastgroup != "present":
        return following.lastgroup
    if own is None:
        own = _nearest(text, list(cues.finditer(text, low, clause_start)))
    return own or (following.lastgroup if following else None)


def _nearest(text: str, cues: list[re.Match[str]]) -> str | None:
    """Return what the last cue says; a participle after *is* or *will be* is no past tense, after *has* it
    is.
    """
    if not cues:
        return None
    last = cues[-1]
    if (
        last.lastgroup == "past"
        and last.group().lower().endswith("ed")
        and _IN_NOUN_PHRASE.search(text[max(0, last.start() - 16) : last.start()])
    ):
        return _nearest(text, cues[:-1])  # "a still unspecified date": an adjective, not a verb
    if last.lastgroup == "past" and len(cues) > 1:
        auxiliary = cues[-2]
        if auxiliary.lastgroup != "past" and _ONLY_ADVERB.fullmatch(text, auxiliary.end(), last.start()):
            return "past" if auxiliary.group().lower() in ("has", "have") else auxiliary.lastgroup
    return last.lastgroup


_IN_NOUN_PHRASE = re.compile(
    r"\b(?:an?|the|its|his|her|their|this|that|of|still|newly|for|in|with)\s+$", re.IGNORECASE
)
# "by February" looks ahead unless the clause is in the past perfect ("by February they had").
_LIMIT = re.compile(
    r"\b(?:by|until|till|through|effective|as\s+(?:soon|early)\s+as)\s+(?:the\s+)?$", re.IGNORECASE
)
# "Through Thursday the index was up": what follows settles it.
_REACHED = re.compile(r"\b(?:until|till|through)\s+(?:the\s+)?$", re.IGNORECASE)
_HAD = re.compile(r"\bhad\b", re.IGNORECASE)
_HAD_CHARS = 50  # within the same clause, as a rule
# "Wednesday's ruling": what has a day of its own has mostly happened.
_POSSESSIVE = re.compile(r"['’]s\s")
_ONLY_ADVERB = re.compile(r"\s+(?:(?:be|been|not|also|now|still|[a-z]+ly)\s+)*")
