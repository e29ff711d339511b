"""Timelines: rows to be drawn, label placement, drawing, and the table of the same rows."""

from hindsight.timeline.drawing import Drawing, draw_timeline
from hindsight.timeline.marks import Mark, Reading, Tie, Timeline
from hindsight.timeline.rows import timeline_rows

__all__ = ["Drawing", "Mark", "Reading", "Tie", "Timeline", "draw_timeline", "timeline_rows"]
