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
def _cues() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the cues, of clause boundaries, of what awaits, of infinitives, of what is
    scheduled, of what puts off or grants time.
    """
    table = read_table("directions.toml")
    cues = "|".join(
        rf"(?P<{name}>(?<![\w’'])(?:{table[name]})\b)"
        if name != "future"
        else rf"(?P<future>(?:(?<!\w)(?:{table[name]}))\b)"
        for name in ("future", "past", "present")
    )
    others = (
        table["boundary"],
        table["awaiting"],
        rf"\b(?:{table['infinitive']})$",
        table["scheduled"],
        rf"\b(?:{table['delaying']})\b",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (cues, *others))


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
    return look(text, start, end, low, high)[0]


def look(text: str, start: int, end: int, low: int, high: int) -> tuple[str | None, bool]:
    """Return the `direction` and whether it is settled: no cue of its own clause says otherwise.

    Where the clause has no tense of its own, or holds a verb of either kind ("promised to return"), or only
    *could*, which is past ability as well, it is not, and the other reading is worth keeping.

    Examples
    --------
    >>> text = "He could leave on Friday."
    >>> look(text, 18, 24, 0, len(text)), look("He left on Friday.", 11, 17, 0, 18)
    (('future', False), ('past', True))
    """
    cues, boundary, awaiting, _, scheduled, _ = _cues()
    low, high = max(low, start - _REACH_CHARS), min(high, end + _REACH_CHARS)
    just_before = text[max(low, start - _PHRASE_CHARS) : start]
    if _LIMIT.search(just_before):
        return _limited(text, start, end, low, high)
    if _POSSESSIVE.match(text, end):
        return "past", True
    if scheduled.search(just_before):
        return "future", True
    clause_start, opener = low, None
    for opener in boundary.finditer(text, low, start):
        clause_start = opener.start()
    closing = boundary.search(text, end, high)
    clause_end = closing.start() if closing else high
    before = _verbs(text, list(cues.finditer(text, clause_start, start)))
    after = cues.search(text, end, clause_end)
    own = before[-1].lastgroup if before else after.lastgroup if after else None
    if own in ("past", "future"):
        alike = before[-2:] if before[-2:-1] and before[-2].lastgroup == own else before  # "will return"
        tenses = {verb.lastgroup for verb in alike} - {"present"}
        is_weak = any(verb.group().lower() == "could" for verb in before)
        return own, len(tenses) < 2 and not is_weak
    if own == "present" and opener and awaiting.match(text, opener.start()):
        return "future", True
    earlier = _verbs(text, list(cues.finditer(text, low, clause_start))) if own is None else []
    if earlier and opener and opener.group().lower() in _NO_CLAUSE:
        # "He will leave early (at 4 a.m. on Thursday)", "they will invade before the end of March"
        return earlier[-1].lastgroup, True
    following = cues.search(text, clause_end, high)
    if following and following.lastgroup != "present":
        has_comma = closing is not None and closing.group() == ","
        is_plain = has_comma and following.group().lower() != "could"
        return following.lastgroup, is_plain and _FRONTED.fullmatch(text, low, start) is not None
    own = earlier[-1].lastgroup if earlier else own
    return own or (following.lastgroup if following else None), False


def _limited(text: str, start: int, end: int, low: int, high: int) -> tuple[str, bool]:
    """Return direction, and whether it is settled, of what stands behind *by*, *until* and the like.

    It looks ahead, but not in the past perfect, nor where a clause about the past hangs on the date ("until
    February, when they walked out") or follows it ("Until May the index was up"). Behind a past tense that
    postpones or grants nothing, *until* may be either ("was popular until October").
    """
    cues, boundary, *_, delaying = _cues()
    reached = _REACHED.search(text, max(low, start - _PHRASE_CHARS), start)
    hanging = _HANGING.match(text, end)
    if hanging:
        closing = boundary.search(text, hanging.end(), high)
        verb = cues.search(text, hanging.end(), closing.start() if closing else high)
        if verb and verb.lastgroup != "present":
            return str(verb.lastgroup), True
    if _HAD.search(text, max(low, start - _HAD_CHARS), min(high, end + _HAD_CHARS)):
        return "past", True
    if not reached:
        return "future", True
    told = _verbs(text, [cue for cue in cues.finditer(text, low, start) if cue.group().lower() != "until"])
    if not told:
        verb = cues.search(text, end, high)
        return ("past" if verb and verb.lastgroup == "past" else "future"), True
    if told[-1].lastgroup != "past" or any(verb.lastgroup == "future" for verb in told):
        return "future", True
    return ("future", True) if delaying.search(text, low, start) else ("past", False)


def _verbs(text: str, cues: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the cues that tell a time.

    Not the adjectives and nouns ("a still unspecified date", "an open letter"), infinitives ("should prepare
    to cut rates"), and participles whose auxiliary tells it ("is made", "will be cut"; after *has* they do).
    """
    infinitive = _cues()[3]
    told: list[re.Match[str]] = []
    for cue in cues:
        word, before = cue.group().lower(), text[max(0, cue.start() - 16) : cue.start()]
        is_past = cue.lastgroup == "past"
        if word.endswith("ed" if is_past else _ALSO_NOUNS) and _IN_NOUN_PHRASE.search(before):
            continue
        if is_past and infinitive.search(before):
            continue
        if is_past and told and told[-1].lastgroup != "past":
            auxiliary = told[-1]
            has_it = auxiliary.group().lower() in ("has", "have")
            if not has_it and _ONLY_ADVERB.fullmatch(text, auxiliary.end(), cue.start()):
                continue
        told.append(cue)
    return told


# What these open is no clause of its own, if it has no verb.
_NO_CLAUSE = ("(", "before", "after")
_ALSO_NOUNS = ("open", "start", "begin", "leave", "return", "starts", "leaves", "returns", "votes")
_IN_NOUN_PHRASE = re.compile(
    r"\b(?:an?|the|its|his|her|their|this|that|of|still|newly|for|in|with)\s+$", re.IGNORECASE
)
# "by February" looks ahead unless the clause is in the past perfect ("by February they had").
_LIMIT = re.compile(
    r"\b(?:by|until|till|through|effective|as\s+(?:soon|early)\s+as)\s+(?:the\s+)?$", re.IGNORECASE
)
# "Through Thursday the index was up": what follows settles it.
_REACHED = re.compile(r"\b(?:until|till|through)\s+(?:the\s+)?$", re.IGNORECASE)
# What hangs on a date: "until February, when the delegates walked out".
_HANGING = re.compile(
    r"\s*,?\s*(?:when|whereupon|(?:after|upon|on|at|by)\s+which(?:\s+(?:time|point))?)\b", re.IGNORECASE
)
_HAD = re.compile(r"\bhad\b", re.IGNORECASE)
_PHRASE_CHARS = 24  # a preposition and what may stand before it
_HAD_CHARS = 50  # within the same clause, as a rule
# "Wednesday's ruling": what has a day of its own has mostly happened.
_POSSESSIVE = re.compile(r"['’]s\s")
# "On Thursday, Britain will vote": the expression stands first, its verb after the comma.
_FRONTED = re.compile(r"[\s“\"]*(?:then|and|but)?\s*(?:on|in|by|for|at)?\s*", re.IGNORECASE)
_ONLY_ADVERB = re.compile(r"\s+(?:(?:be|been|not|also|now|still|[a-z]+ly)\s+)*")
