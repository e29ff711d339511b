"""Timelines: rows to be drawn, label placement, drawing, and the table of the same rows."""

from hindsight.timeline.actor_rows import actor_rows
from hindsight.timeline.date_rows import date_rows
from hindsight.timeline.drawing import Drawing, draw_timeline
from hindsight.timeline.marks import Mark, Reading, Tie, Timeline
from hindsight.timeline.month_rows import month_rows
from hindsight.timeline.rows import overview_rows, timeline_rows

__all__ = [
    "Drawing",
    "Mark",
    "Reading",
    "Tie",
    "Timeline",
    "actor_rows",
    "date_rows",
    "draw_timeline",
    "month_rows",
    "overview_rows",
    "timeline_rows",
]
