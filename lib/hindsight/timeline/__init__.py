"""Timelines: rows to be drawn, label placement, drawing, and the table of the same rows."""
