"""Text of PDF reports."""

from __future__ import annotations

from io import BytesIO

from hindsight.errors import UnreadablePage


def extract_text(content: bytes, where: str = "") -> str:
    """Return the text of a PDF, a form feed between its pages.

    Raises
    ------
    UnreadablePage
        The file is damaged, encrypted or holds pictures only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        # pypdf raises bare Python errors on damaged files beside its own.
        raise UnreadablePage(
            f"the PDF cannot be read ({type(error).__name__})",
            where=where,
            remedy="print it to a new PDF, or save its text",
        ) from error
    if not any(page.strip() for page in pages):
        raise UnreadablePage(
            "the PDF holds no text, only pictures", where=where, remedy="run text recognition on it first"
        )
    return "\f".join(pages)
