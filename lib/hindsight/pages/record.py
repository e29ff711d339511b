"""A document as the JSON object of `hindsight clean`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hindsight.pages.document import Document


def page_record(document: Document, path: Path | str) -> dict[str, Any]:
    """Return the record of a cleaned page; what the page does not give is None or an empty list.

    Returns
    -------
    dict
        Keys ``path, title, published, authors, publisher, kind, language, body, related, edits, how``.

    Examples
    --------
    >>> page_record(Document(raw=""), "empty.txt")["authors"]
    []
    """
    return {
        "path": str(path),
        "title": document.title,
        "published": document.published,
        "authors": list(document.authors),
        "publisher": document.publisher,
        "kind": document.kind,
        "language": document.language,
        "body": document.body,
        "related": [
            {
                "kind": item.kind,
                "outlet": item.outlet,
                "published": item.published,
                "title": item.title,
                "teaser": item.teaser,
                "is_truncated": item.is_truncated,
                "authors": list(item.authors),
                "url": item.url,
            }
            for item in document.related_items
        ],
        "edits": [
            {"start": e.start, "end": e.end, "replacement": e.replacement, "rule": e.rule, "reason": e.reason}
            for e in document.edits
        ],
        "how": dict(document.how),
    }
