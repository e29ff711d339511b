"""Executed notebooks as self-contained HTML reports with evidence."""
