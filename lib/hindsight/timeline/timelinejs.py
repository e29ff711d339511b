"""A timeline as JSON for TimelineJS (Knight Lab), which many newsrooms and archives have on their sites.

TimelineJS puts `headline`, `text`, `group` and `display_date` into its page as HTML. So every word that comes
from a page is escaped here; the only markup is a paragraph around each part.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from hindsight.timeline.marks import Mark, Tie, Timeline
from hindsight.timeline.style import SHAPE_WORDS
from hindsight.timeline.wording import say_days, say_either

_GROUPS = {"then": "Then", "later": "Later"}


def write_timelinejs(timeline: Timeline) -> str:
    """Return the timeline as JSON text, in the order of its marks.

    Parameters
    ----------
    timeline : Timeline
        Of any kind that has marks. Its lanes become groups, else then and later do; offices whose end is
        known become eras.

    Returns
    -------
    str
        One object: `title`, `events`, `eras`, `scale`. A date open at one end begins, or ends, at the day
        that is known; `display_date` says that it is open, and says the other readings of a date.

    Notes
    -----
    Format: https://timeline.knightlab.com/docs/json-format.html. TimelineJS has no mark for doubt: an
    approximate date says "about" in its `display_date`. The key of the row is in `unique_id`, of which
    letters, digits, dots, hyphens and underscores are kept.

    Examples
    --------
    >>> day = date(2015, 11, 23)
    >>> text = write_timelinejs(Timeline((Mark("k", "then", "claim", "a < b", day, day, "p"),), title="T"))
    >>> json.loads(text)["events"][0]["text"]["headline"]
    'a &lt; b'
    """
    shown = timeline.plain()
    reasons: dict[str, list[Tie]] = defaultdict(list)
    for tie in shown.ties:
        reasons[tie.then].append(tie)
        reasons[tie.later].append(tie)
    eras = [mark for mark in shown.marks if mark.kind == "office" and mark.earliest and mark.latest]
    named = {mark.key for mark in eras}
    events = [_event(mark, reasons[mark.key]) for mark in shown.marks if mark.key not in named]
    parts = (shown.subtitle, shown.source)
    document = {
        "title": {"text": {"headline": escape(shown.title), "text": _paragraphs(parts)}, "autolink": False},
        "events": events,
        "eras": [_era(mark) for mark in eras],
        "scale": "human",
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _event(mark: Mark, ties: Iterable[Tie]) -> dict[str, Any]:
    first, last = mark.days
    event: dict[str, Any] = {"start_date": _date(first)}
    if last != first:
        event["end_date"] = _date(last)
    reasons = [tie.reason for tie in ties if tie.kind != "site_related"]
    parts = (SHAPE_WORDS[mark.kind].capitalize(), mark.detail, *dict.fromkeys(reasons))
    return event | {
        "display_date": escape(_say_when(mark)),
        "text": {"headline": escape(mark.label), "text": _paragraphs(parts)},
        "group": escape(mark.lane or _GROUPS[mark.side]),
        "unique_id": re.sub(r"[^\w.-]", "-", mark.key),
        "autolink": False,
    }


def _era(mark: Mark) -> dict[str, Any]:
    first, last = mark.days
    return {"start_date": _date(first), "end_date": _date(last), "text": {"headline": escape(mark.label)}}


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _say_when(mark: Mark) -> str:
    said = say_days(mark.earliest, mark.latest)
    if mark.readings:
        said = say_either(said, say_days(mark.readings[0].earliest, mark.readings[0].latest))
    said = f"about {said}" if mark.is_uncertain else said
    return said if mark.is_dated else f"said {said}"


def _paragraphs(parts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)
