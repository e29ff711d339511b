"""From a saved file to a document: raw text, edits, typed blocks, related items."""

from __future__ import annotations

from hindsight.pages.document import Block, Document, Edit, OffsetMap, RelatedItem
from hindsight.pages.page import parse_page
from hindsight.pages.read import RawPage, read_content, read_page
from hindsight.pages.record import page_record

__all__ = [
    "Block",
    "Document",
    "Edit",
    "OffsetMap",
    "RawPage",
    "RelatedItem",
    "page_record",
    "parse_page",
    "read_content",
    "read_page",
]
