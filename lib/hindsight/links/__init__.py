"""Ties from what was said then to what came later, each with its reason."""

from hindsight.links.find import find_links
from hindsight.links.ranking import DatedText, Ranking, rank_later, read_dated_text

__all__ = ["DatedText", "Ranking", "find_links", "rank_later", "read_dated_text"]
