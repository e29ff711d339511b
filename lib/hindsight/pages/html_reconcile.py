"""What an HTML page shows against what its head says: which of the two each header field takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hindsight.pages.document import Document
from hindsight.pages.html_metadata import Metadata
from hindsight.pages.lines import Line
from hindsight.pages.markup import Piece
from hindsight.pages.printed_dates import find_printed_dates

_NOT_WORD = re.compile(r"\W+")
# A site's or section's name set off at either end of a title.
_SET_OFF = re.compile(r"\s+(?:[|•·»:]+|[-–—]{1,2}|::)\s+")
_SAME = 3.0  # evidence for a line that is the title the head gives
_HEADING = 1.2  # evidence for a line in an h1
# Days between a date shown and the head's that time zones and evening editions explain.
_CLOSE = 2
_LONGEST_KICKER = 4  # words


def _key(text: str) -> str:
    return _NOT_WORD.sub("", text).lower()


def title_hints(
    lines: Sequence[Line], pieces: Sequence[Sequence[Piece]], metadata: Metadata
) -> dict[int, float]:
    """Return the evidence that head and markup give lines for being the title, by line number."""
    wanted = {_key(variant) for title in metadata.titles for variant in title_variants(title)}
    hints: dict[int, float] = {}
    for at, line in enumerate(lines):
        evidence = _SAME if len(line.text) < 400 and _key(line.text) in wanted else 0.0
        if any("h1" in piece.elements for piece in pieces[at]):
            evidence += _HEADING
        if evidence:
            hints[at] = evidence
    return hints


def title_variants(title: str) -> list[str]:
    """Return a title as the head gives it and without a site's or section's name at either end.

    Examples
    --------
    >>> title_variants("Opinion | Republicans Are Following Trump to Nowhere")
    ['Opinion | Republicans Are Following Trump to Nowhere', 'Republicans Are Following Trump to Nowhere']
    """
    variants = [title]
    marks = list(_SET_OFF.finditer(title))
    if marks:
        variants += [title[: marks[-1].start()], title[marks[0].end() :], title[: marks[0].start()]]
    return [variant for variant in dict.fromkeys(variants) if variant == title or len(variant.split()) >= 3]


def reconcile(document: Document, metadata: Metadata) -> Document:
    """Return the document with each header field taken from where it is more reliable.

    Notes
    -----
    Title: the line shown, if there is one; else the head's without the site's name. Date: the line shown
    where it lies within two days of the head's (the head often holds another time zone's day); else the
    head's, for the line may be the site's clock or a repost. A date like 12/10/2020 is read as the head reads
    it. Authors: the byline; the head where no byline was read, or where it names more people beside those of
    the byline.
    """
    how = dict(document.how)
    title, published, authors, publisher = (
        document.title,
        document.published,
        document.authors,
        document.publisher,
    )
    if title is None and metadata.titles:
        title, how["title"] = _without_site(metadata), "metadata"
    elif title is not None and (bare := _without_kicker(title, metadata)):
        title, how["title"] = bare, "metadata"
    if metadata.published and not _agrees(document, metadata):
        published, how["published"] = metadata.published, "metadata"
    shown = {_key(name) for name in authors}
    if metadata.authors and (not authors or shown < {_key(name) for name in metadata.authors}):
        authors, how["authors"] = metadata.authors, "metadata"
    if metadata.publisher:
        publisher, how["publisher"] = metadata.publisher, "metadata"
    return replace(
        document,
        title=title,
        published=published,
        authors=authors,
        publisher=publisher,
        language=document.language or metadata.language,
        url=metadata.address,
        how=how,
    )


def _without_site(metadata: Metadata) -> str:
    title = metadata.titles[0]
    if metadata.publisher:
        for variant in title_variants(title):
            if _key(variant) + _key(metadata.publisher) == _key(title):
                return variant
    # The head gives the same title with and without the site's name.
    shorter = [
        other for other in metadata.titles if len(other.split()) >= 3 and _key(title).startswith(_key(other))
    ]
    return min(shorter, key=len) if shorter else title


def _without_kicker(title: str, metadata: Metadata) -> str | None:
    """Return the head's title where the line shown is a kicker and that title: "Gasumlage: Wer zahlt?"."""
    for other in metadata.titles:
        kicker, found, rest = title.rpartition(other)
        is_set_off = kicker.rstrip()[-1:] in (":", "|", "•", "/", "–", "—") or kicker.isupper()
        if found and not rest and is_set_off and len(kicker.split()) <= _LONGEST_KICKER and " " in other:
            return other
    return None


def _agrees(document: Document, metadata: Metadata) -> bool:
    """Return whether the date shown stands against the head's."""
    if document.published is None or metadata.published is None:
        return False
    if len(document.published) != len("2015-11-23"):
        return False
    for block in document.blocks:
        if block.kind in ("date_line", "byline"):
            printed = find_printed_dates(document.offsets.clean_of_raw(block.start, block.end))
            if any(d.is_ambiguous and metadata.published in (d.value, d.other) for d in printed):
                return document.published == metadata.published
    distance = date.fromisoformat(document.published) - date.fromisoformat(metadata.published[:10])
    return abs(distance.days) <= _CLOSE
