"""HTML source as edits: tags and scripts out, entities decoded, blocks on lines of their own.

The raw text of an HTML page is its source. What a reader sees is the source with these edits applied, so
every offset of the clean text leads back into the source. A hand-written scan, because no HTML parser keeps
offsets and hostile nesting must not cost more than its length.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import NamedTuple

from hindsight.pages.document import Edit
from hindsight.pages.lexicon import element_names
from hindsight.pages.printed_dates import is_date_line

# Which elements are which: HTML Living Standard, sections 3.2.5 (content models) and 13.1.2 (void elements).
_UNREAD = element_names("unread")
_INLINE = element_names("inline")
# What a tag is in the text, where it is no paragraph.
_BECOMES = {**dict.fromkeys(("br", "tr", "td", "th", "dt", "dd", "li"), "\n"), **dict.fromkeys(_INLINE, "")}
_VOID = element_names("void")
# Elements a line is remembered to stand in, and those whose class names are.
# Inline elements that sites set as the fields of a card, on lines of their own by their style sheet.
_FIELDS = element_names("fields")
_REMEMBERED = element_names("remembered")
_CONTAINERS = element_names("containers")
_TOKEN = re.compile(
    r"""<(?:(?P<close>/)?(?P<tag>[A-Za-z][A-Za-z0-9:-]*)(?P<attributes>(?:[^<>"']++|"[^"]{0,20000}"|'[^']{0,20000}')*+)>"""
    r"""|(?P<comment>!--)|(?P<loose>[/!?A-Za-z]))"""
    r"""|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"""
    r"""|(?P<blank>[\n\r\f\t][ \t\n\r\f]*|[ ]{2,}[ \t\n\r\f]*)"""
)
_NAMES = re.compile(
    r"""\b(?:class|id|itemprop|rel|data-component|data-testid)\s*=\s*["']?([^"'>]{1,300})""", re.I
)
_HIDDEN = re.compile(
    r"""(?:^|\s)(?:hidden(?:\s|=|$)|aria-hidden\s*=\s*["']?true|style\s*=\s*["'][^"']{0,200}display\s*:\s*none)""",
    re.I,
)
_SHOWN = re.compile(r"\s{0,20}([^<>]{5,60}?)\s{0,20}<")
_NEAREST = 6  # innermost containers whose class names a piece of text keeps
_DEEPEST = 200  # open containers whose names are remembered; pages nest some thirty


@dataclass(slots=True, eq=False)  # not frozen: one is made for every container of a page
class Box:
    """An open container: what it stands in, its element and its class names. Two boxes are never equal."""

    parent: Box | None
    tag: str
    names: str


class Piece(NamedTuple):
    """A stretch of source that shows as text: its span, the elements and the class names it stands in."""

    start: int
    end: int
    elements: frozenset[str]
    names: tuple[str, ...]
    is_hidden: bool
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Markup:
    """The edits that turn a source into text, and the pieces of text with where they stand."""

    edits: tuple[Edit, ...]
    pieces: tuple[Piece, ...]


class _Scan:
    """State of one pass over a source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.edits: list[Edit] = []
        self.pieces: list[Piece] = []
        self.open: dict[str, int] = {}
        self.containers: list[tuple[str, str, bool]] = []
        self.elements: frozenset[str] = frozenset()
        self.names: list[str] = []
        self.boxes: list[Box] = []
        self.hidden = 0
        self.unclosed: set[str] = set()
        self.closed = (
            "",
            -1,
            -1,
        )  # the element that closed last: its name, where its closing tag begins and ends
        # A run of markup and blanks that becomes one edit: start, and what it turns into.
        self.run_start = -1
        self.run_end = -1
        self.run_text = ""

    def join(self, start: int, end: int, becomes: str) -> None:
        """Add markup or blanks to the current run, or begin one."""
        if self.run_end != start:
            self.flush()
            self.run_start, self.run_text = start, ""
        self.run_end = end
        # A paragraph break outweighs a line break, that a blank, that nothing.
        if becomes and (becomes.count("\n"), len(becomes)) > (self.run_text.count("\n"), len(self.run_text)):
            self.run_text = becomes

    def flush(self) -> None:
        """Write the current run as an edit."""
        if self.run_start < 0:
            return
        start, end, text = self.run_start, self.run_end, self.run_text
        self.run_start = self.run_end = -1
        if self.source[start:end] != text:
            self.edits.append(
                Edit(start, end, text, "markup", "tags, scripts and the line breaks of the source")
            )

    def text(self, start: int, end: int) -> None:
        """Note a stretch that shows."""
        if start < end:
            self.pieces.append(
                Piece(
                    start,
                    end,
                    self.elements,
                    tuple(self.names[-_NEAREST:]),
                    self.hidden > 0,
                    self.boxes[-1] if self.boxes else None,
                )
            )

    def skip(self, tag: str, start: int) -> int:
        """Return where an element that nobody reads ends; if nothing closes it, its own tag is all of it."""
        if tag in self.unclosed:
            return start
        close = re.compile(rf"</{tag}\s{{0,20}}>", re.I).search(self.source, start)
        if close is None:
            self.unclosed.add(
                tag
            )  # nor does anything close a later one: searching again would cost a page each time
            return start
        return close.end()

    def enter(self, tag: str, attributes: str) -> None:
        """Open an element."""
        if tag in _REMEMBERED:
            self.open[tag] = self.open.get(tag, 0) + 1
            self.elements = self.elements | {tag}
        if tag in _CONTAINERS and len(self.containers) < _DEEPEST:
            names = " ".join(_NAMES.findall(attributes)).lower() if attributes else ""
            hidden = "hidden" in attributes or "none" in attributes
            hidden = hidden and _HIDDEN.search(attributes) is not None
            self.containers.append((tag, names, hidden))
            self.boxes.append(Box(self.boxes[-1] if self.boxes else None, tag, names))
            self.hidden += hidden
            if names:
                self.names.append(names)

    def leave(self, tag: str) -> None:
        """Close an element; a closing tag that nothing opened changes nothing."""
        if self.open.get(tag):
            self.open[tag] -= 1
            if not self.open[tag]:
                self.elements = self.elements - {tag}
        if tag not in _CONTAINERS:
            return
        for depth in range(len(self.containers) - 1, max(-1, len(self.containers) - 12), -1):
            if self.containers[depth][0] == tag:
                for _, names, hidden in reversed(self.containers[depth:]):
                    self.hidden -= hidden
                    if names:
                        self.names.pop()
                del self.containers[depth:]
                del self.boxes[depth:]
                return


def scan_markup(source: str) -> Markup:
    """Return the edits that make text of an HTML source, and the pieces of text.

    Parameters
    ----------
    source : str
        HTML, however broken.

    Examples
    --------
    >>> from hindsight.pages.document import OffsetMap
    >>> source = "<p>Fight <b>ISIS</b> &amp; win</p><p>Now</p><script>x()</script>"
    >>> OffsetMap(source, scan_markup(source).edits).clean.strip()
    'Fight ISIS & win\\n\\nNow'
    """
    scan = _Scan(source)
    last_close = source.rfind(">")
    at = 0
    while True:
        match = _TOKEN.search(source, at)
        if match is None:
            break
        start, end = match.span()
        kind = "tag" if match["tag"] is not None else match.lastgroup
        if kind in ("comment", "loose") and start > last_close:
            # Nothing closes any more: what looks like markup is text.
            scan.text(at, len(source))
            at = len(source)
            break
        if at < start:
            scan.text(at, start)
        if kind == "comment":
            close = source.find("-->", end)
            end = close + 3 if close >= 0 else source.find(">", end) + 1
            scan.join(start, end, "")
        elif kind == "loose":
            end = source.find(">", start) + 1
            scan.join(start, end, "")
        elif kind == "entity":
            decoded = html.unescape(match.group())
            if decoded != match.group():
                scan.flush()
                shown = " " if decoded == "\u00a0" else decoded
                scan.edits.append(Edit(start, end, shown, "entity", "an HTML entity"))
                scan.text(start, end)
        elif kind == "blank":
            scan.join(start, end, match.group() if "pre" in scan.elements else " ")
        else:
            end = _read_tag(scan, match)
        at = end
    scan.text(at, len(source))
    scan.flush()
    scan.edits.sort(key=lambda edit: edit.start)
    return Markup(tuple(scan.edits), tuple(scan.pieces))


def _read_tag(scan: _Scan, match: re.Match[str]) -> int:
    tag, end = match["tag"].lower(), match.end()
    becomes = _BECOMES.get(tag, "\n\n")
    if match["close"]:
        scan.leave(tag)
        scan.closed = (tag, match.start(), end)
    elif tag in _UNREAD and not match["attributes"].endswith("/"):
        end = scan.skip(tag, end)
        becomes = "" if tag in ("script", "style", "noscript", "template", "svg") else "\n\n"
    elif tag not in _VOID and not match["attributes"].endswith("/"):
        becomes = "\n" if _starts_field(scan, tag, match) else becomes
        scan.enter(tag, match["attributes"])
    scan.join(match.start(), end, becomes)
    return end


def _starts_field(scan: _Scan, tag: str, match: re.Match[str]) -> bool:
    """Return whether an inline element shows apart from the one before it, though no blank parts them.

    "<span>Commentary</span><time>Jul 12, 2019</time><a>Turkey…": a date, or a capital after a whole word. A
    large first letter ("<span>T</span><a>he") is neither.
    """
    before, close, end = scan.closed
    if "p" not in scan.elements and {before, tag} & {"a", "time"} and 0 <= match.start() - end <= 3:
        # "<a>Title</a> <span>24 June 2016</span>": a field of its own, unless it stands in running text.
        shown = _SHOWN.match(scan.source, match.end())
        if shown and not scan.source[end : match.start()].strip() and is_date_line(shown[1]):
            return True
    if end != match.start() or not {before, tag} <= _FIELDS:
        return False
    if before == tag and (tag != "a" or " " in scan.source[scan.source.rfind(">", 0, close) + 1 : close]):
        return False  # two links: a section of one word and a title
    first, last = scan.source[match.end() : match.end() + 1], scan.source[close - 2 : close]
    return "time" in (before, tag) or (last.isalnum() and (first.isupper() or first.isdigit()))
