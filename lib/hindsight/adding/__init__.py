"""From an address or a file to a stored page: the only part of the workbench that uses the network."""

from __future__ import annotations

from hindsight.adding.fetching import Fetched, Fetcher
from hindsight.adding.storing import Added, add_pages

__all__ = ["Added", "Fetched", "Fetcher", "add_pages"]
