"""The one way from raw text to a document, whatever the file was."""

from __future__ import annotations

from dataclasses import replace

from hindsight.pages.document import Document
from hindsight.pages.html_metadata import date_in_address
from hindsight.pages.mail import parse_mail
from hindsight.pages.markdown import parse_markdown
from hindsight.pages.pdf import parse_pdf
from hindsight.pages.text import parse_text


def parse_page(text: str, media: str = "text", *, address: str | None = None) -> Document:
    """Return the document of a page: header fields, typed blocks, related items, edits.

    Parameters
    ----------
    text : str
        The raw text of the file: HTML source for ``media="html"``.
    media : str
        ``text``, ``html``, ``pdf``, ``markdown`` or ``email``, as `read_page` tells it.
    address : str, optional
        Address the page was saved from, if known.

    Returns
    -------
    Document
        What the page does not show is None or empty, and `Document.how` says "not given".

    Examples
    --------
    >>> parse_page("Sections\\nSearch\\nSign in").body
    ''
    """
    if media == "html":
        from hindsight.pages.html_page import parse_html  # lxml and trafilatura load for HTML only

        document = parse_html(text)
    elif media == "markdown":
        document = parse_markdown(text)
    elif media == "email":
        document = parse_mail(text)
    elif media == "pdf":
        document = parse_pdf(text)
    else:
        document = parse_text(text)
    if address is None:
        return document
    published, how = document.published, document.how
    if published is None and (dated := date_in_address(address)):
        published, how = dated, {**how, "published": "url"}
    return replace(document, url=document.url or address, published=published, how=how)
