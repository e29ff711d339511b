"""Saved e-mail: newsletters and circulars as pages."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from hindsight.pages.document import Block, Document, OffsetMap
from hindsight.pages.markup import scan_markup
from hindsight.pages.text import parse_text

_FIELD = re.compile(r"^(Subject|From|Date): ?([^\n]*)$", re.M)


def extract_text(content: bytes) -> str:
    """Return subject, sender, date and text of a message, one header field a line, a blank line, the text.

    The HTML part is used where there is no plain one.

    Examples
    --------
    >>> print(extract_text(b"From: Jane Doe <j@example.org>\\nSubject: Sanctions\\n\\nThey stay."))
    Subject: Sanctions
    From: Jane Doe <j@example.org>
    Date:
    <BLANKLINE>
    They stay.
    """
    message = message_from_bytes(content, policy=policy.default)
    fields = (
        f"{name}: {' '.join(str(message.get(name, '')).split())}".rstrip()
        for name in ("Subject", "From", "Date")
    )
    return "\n".join(fields) + "\n\n" + _text_of(message)


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        text = payload.decode(part.get_content_charset() or "utf-8", errors="replace")
    except LookupError:
        text = payload.decode("utf-8", errors="replace")
    if part.get_content_type() == "text/html":
        text = OffsetMap(text, scan_markup(text).edits).clean
    return text


def parse_mail(raw: str) -> Document:
    """Return the document of a message as `extract_text` gives it: its fields are the header."""
    document = parse_text(raw)
    head = raw.partition("\n\n")[0]
    fields = {match[1]: match for match in _FIELD.finditer(head)}
    how, kinds = dict(document.how), {}
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    if "Subject" in fields and fields["Subject"][2].strip():
        title, how["title"], kinds["Subject"] = fields["Subject"][2].strip(), "mail_header", "title"
    name = parseaddr(fields["From"][2])[0] if "From" in fields else ""
    if name:
        authors, how["authors"], kinds["From"] = (name,), "mail_header", "byline"
    if "Date" in fields and fields["Date"][2].strip():
        try:
            published = parsedate_to_datetime(fields["Date"][2]).date().isoformat()
        except ValueError:
            published = None  # a date no mail program writes: not given
        if published:
            how["published"], kinds["Date"] = "mail_header", "date_line"
    blocks = [block for block in document.blocks if block.start > len(head)]
    header = [Block(*fields[key].span(2), kind, "mail_header") for key, kind in kinds.items()]
    header.sort(key=lambda block: block.start)
    return replace(
        document, title=title, authors=authors, published=published, blocks=(*header, *blocks), how=how
    )
