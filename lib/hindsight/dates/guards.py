"""Whether a match is a date at all, by what stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hindsight.dates.lexing import read_table

BEFORE_CHARS = 60  # long enough for a preposition and a few words, short enough to stay linear
AFTER_CHARS = 40


# A sentence may begin with what stands before a match; the words of the match keep their case ("May", "may").
_FLAGS = {"need_before": re.IGNORECASE, "deny_before": re.IGNORECASE, "excuse_before": re.IGNORECASE}


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard of ``guards.toml``, compiled."""

    only: re.Pattern[str] | None = None
    need_before: re.Pattern[str] | None = None
    need_after: re.Pattern[str] | None = None
    deny_before: re.Pattern[str] | None = None
    deny_after: re.Pattern[str] | None = None
    deny_text: re.Pattern[str] | None = None
    excuse_before: re.Pattern[str] | None = None

    def holds(self, text: str, before: str, after: str) -> bool:
        """Return whether a match `text` between `before` and `after` passes."""
        if self.only and not self.only.match(text):
            return True
        is_excused = self.excuse_before is not None and self.excuse_before.search(before)
        if self.deny_before and not is_excused and self.deny_before.search(before):
            return False
        if self.deny_after and not is_excused and self.deny_after.search(after):
            return False
        if self.deny_text and self.deny_text.search(text):
            return False
        if self.need_before and self.need_before.search(before):
            return True
        if self.need_after and self.need_after.search(after):
            return True
        return not (self.need_before or self.need_after)


@lru_cache(maxsize=1)
def guards() -> dict[str, Guard]:
    """Return all guards by name."""
    return {
        name: Guard(**{key: re.compile(pattern, _FLAGS.get(key, 0)) for key, pattern in table.items()})
        for name, table in read_table("guards.toml").items()
        if isinstance(table, dict)
    }


def is_admitted(names: tuple[str, ...], text: str, start: int, end: int, low: int, high: int) -> bool:
    """Return whether ``text[start:end]``, in the sentence ``[low, high)``, passes all guards of the given
    names.

    Examples
    --------
    >>> text = "You may go in May 2016."
    >>> is_admitted(("month_name",), text, 14, 17, 0, len(text))
    True
    """
    if not names:
        return True
    words = text[start:end]
    before = text[max(low, start - BEFORE_CHARS) : start]
    after = text[end : min(high, end + AFTER_CHARS)]
    known = guards()
    return all(known[name].holds(words, before, after) for name in names)
