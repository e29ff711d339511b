"""Ties from what was said then to what came later, each with its reason."""
