"""Temporal expressions: found, resolved against the right anchor, with every reading that stands."""
