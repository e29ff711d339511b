"""Readable, stable keys for rows.

A key names its document, its kind and a short digest of the words it stands on, so that it does not move
when an earlier sentence is corrected: ``cnas-2015-11-23.claim-5f0c2a91``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_DIGEST_LENGTH = 8  # hex digits: 2**32 values, ample for the rows of one document


def slugify(text: str, *, longest: int = 80) -> str:
    """Return `text` as a key: lower-case ASCII letters, digits and single hyphens.

    Text without any such letter (Chinese, say) gives a digest, so a slug is never empty.

    Parameters
    ----------
    text : str
        Any text, hostile text included.
    longest : int
        Largest length of the slug, in characters.

    Examples
    --------
    >>> slugify("Bashar al-Assad")
    'bashar-al-assad'
    >>> slugify("François Hollande")
    'francois-hollande'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = _NOT_SLUG.sub("-", ascii_text).strip("-")[:longest].rstrip("-")
    return slug or "x" + digest(text)


def digest(text: str) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of `text` with its white space folded."""
    folded = " ".join(text.split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


class KeyMaker:
    """Makes the keys of one document; equal words get ``.2``, ``.3`` in text order.

    Examples
    --------
    >>> keys = KeyMaker("cnas-2015-11-23")
    >>> keys.make("claim", "He must verify")
    'cnas-2015-11-23.claim-21f24f7f'
    >>> keys.make("claim", "He must verify")
    'cnas-2015-11-23.claim-21f24f7f.2'
    """

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        self._seen: dict[str, int] = {}

    def make(self, kind: str, words: str) -> str:
        """Return the next key for a row of `kind` that stands on `words`."""
        key = f"{self.document_id}.{kind}-{digest(words)}"
        count = self._seen[key] = self._seen.get(key, 0) + 1
        return key if count == 1 else f"{key}.{count}"
