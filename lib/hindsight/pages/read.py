"""From a file to raw text: bytes decoded, the encoding recorded, the kind of file told by its content."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from hindsight.errors import UnreadablePage

_HEAD = 4_096  # bytes that are looked at to tell what a file is
_MOST_CONTROLS = 0.02  # share of control characters above which decoded text is called binary
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that are not text, so that the message can say what they are.
_BINARY = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a rich-text document"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w-]{2,40})",
    re.I,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,40})", re.I)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|\?xml[^>]{0,200}>\s*<!doctype html)",
    re.I | re.S,
)
_MAIL = re.compile(rb"(?:[A-Z][A-Za-z-]{1,40}: [^\r\n]{0,900}\r?\n(?:[ \t][^\r\n]{0,900}\r?\n){0,20}){3}")
_MAIL_FIELDS = (b"from:", b"date:", b"subject:", b"to:", b"message-id:", b"received:", b"mime-version:")


@dataclass(frozen=True, slots=True)
class RawPage:
    """A file as read: its text with line breaks untouched, and what is known of the bytes.

    `media` is one of ``text``, ``html``, ``pdf``, ``markdown``, ``email``.
    """

    text: str
    media: str
    encoding: str
    sha256: str


def read_page(path: Path, charset: str | None = None) -> RawPage:
    """Return the raw text of a saved page.

    Parameters
    ----------
    path : Path
        A text, HTML, PDF, Markdown or e-mail file; its content decides, then the ending of its name.
    charset : str, optional
        What the server that gave the page called its encoding.

    Raises
    ------
    UnreadablePage
        The file is gone, empty, binary, or cannot be decoded; the message says what to do.
    """
    where = str(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadablePage(
            "the file is not there any more", where=where, remedy="put it back or drop it"
        ) from error
    except OSError as error:
        raise UnreadablePage(
            f"cannot be opened ({error.strerror})", where=where, remedy="check its permissions"
        ) from error
    return read_content(content, where, path.suffix.lower(), charset)


def read_content(content: bytes, where: str, suffix: str = "", charset: str | None = None) -> RawPage:
    """Return the raw text of the bytes of a page.

    Parameters
    ----------
    content : bytes
        The page.
    where : str
        What errors call it.
    suffix : str, optional
        Ending of its name in lower case, such as ``.html``; without one the bytes alone decide.
    charset : str, optional
        What the server that gave the page called its encoding.

    Raises
    ------
    UnreadablePage
        The page is empty, binary, or cannot be decoded; the message says what to do.

    Examples
    --------
    >>> read_content(b"<html><p>Now", "-").media
    'html'
    """
    if not content.strip(b" \t\r\n\0"):
        raise UnreadablePage("the file is empty", where=where, remedy="save the page again")
    sha256 = hashlib.sha256(content).hexdigest()
    if content[:1024].lstrip().startswith(b"%PDF-"):
        from hindsight.pages.pdf import extract_text  # pypdf is needed for PDF files only

        return RawPage(extract_text(content, where), "pdf", "pdf", sha256)
    media = _media(content, suffix)
    if media == "email":
        from hindsight.pages.mail import extract_text as extract_mail

        return RawPage(extract_mail(content), media, "mime", sha256)
    text, encoding = decode(content, where, charset)
    return RawPage(text, media, encoding, sha256)


def charset_of(content_type: str) -> str | None:
    """Return the encoding that a Content-Type names, None if it names none.

    Examples
    --------
    >>> charset_of('text/html; charset="windows-1251"'), charset_of("text/html")
    ('windows-1251', None)
    """
    match = _CHARSET.search(content_type)
    return match[1].lower() if match else None


def decode(content: bytes, where: str = "", charset: str | None = None) -> tuple[str, str]:
    """Return the text of bytes and the name of their encoding.

    Notes
    -----
    In this order: a byte-order mark; UTF-8; what the server or the HTML or XML head says; UTF-16
    without a mark, told by its zero bytes; Windows-1252, which every other Western page of the time is
    written in.

    Examples
    --------
    >>> decode("Sommé".encode("cp1252")), decode("Sommé".encode())
    (('Sommé', 'cp1252'), ('Sommé', 'utf-8'))
    """
    for start, name in _BINARY:
        if content.startswith(start):
            raise UnreadablePage(f"this is {name}", where=where, remedy="save the page as text, HTML or PDF")
    for candidate in _candidates(content, charset):
        try:
            text = content.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text):
            return text, candidate
    raise UnreadablePage(
        "this is not text in any encoding tried",
        where=where,
        remedy="save the page as UTF-8 text, HTML or PDF",
    )


def _candidates(content: bytes, charset: str | None) -> list[str]:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return [name]
    names = ["utf-8"]
    declared = _DECLARED.search(content[:_HEAD])
    said = [charset] if charset else []
    said += [(declared[1] or declared[2]).decode("ascii").lower()] if declared else []
    for name in said:
        try:
            name = codecs.lookup(name).name
        except LookupError:
            name = "utf-8"
        # Pages that say Latin-1 are written in its superset.
        names.append("cp1252" if name in ("iso8859-1", "ascii") else name)
    head = content[:_HEAD]
    if head.count(0) > len(head) // 4:
        names += ["utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"]
    return [*dict.fromkeys(names), "cp1252"]


def _is_text(text: str) -> bool:
    sample = text[:_HEAD] + text[len(text) // 2 : len(text) // 2 + _HEAD]
    controls = sum(1 for c in sample if c < " " and c not in "\t\n\r\f\v\x1b")
    return controls <= _MOST_CONTROLS * max(1, len(sample))


def _media(content: bytes, suffix: str) -> str:
    head = content[:_HEAD].lstrip(codecs.BOM_UTF8)
    if _HTML.match(head) or suffix in (".html", ".htm", ".xhtml"):
        return "html"
    if suffix in (".md", ".markdown"):
        return "markdown"
    if suffix in (".eml", ".mht") or (
        _MAIL.match(head) and sum(field in head.lower() for field in _MAIL_FIELDS) >= 3
    ):
        return "email"
    return "text"
