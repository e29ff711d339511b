"""Outputs that are not ours: what of them a report shows, and how.

A pandas table keeps its cells and nothing else; drawings and pixels pass the same gates as our own; any other
HTML, Markdown, JavaScript or JSON is shown as its text/plain, escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from typing import Any

from hindsight.visible import visible

_CELLS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"))
_SILENT = frozenset(("style", "script", "template", "noscript", "textarea", "title"))
_SPANS = re.compile(r"[1-9][0-9]{0,3}\Z")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+\Z")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


class _TableReader(HTMLParser):
    """Rewrites the tables of a fragment from their cells, every attribute but spans and scope left behind."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _CELLS and (tag == "table" or "table" in self._open):
            kept = [(k, v) for k, v in attrs if k in ("colspan", "rowspan") and v and _SPANS.match(v)]
            if tag == "th":
                kept.append(("scope", "col" if "thead" in self._open else "row"))
            self.pieces.append("<" + " ".join([tag, *(f'{k}="{v}"' for k, v in kept)]) + ">")
            self._open.append(tag)
        elif tag == "br" and self._open:
            self.pieces.append("<br>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._open:
            while (last := self._open.pop()) != tag:
                self.pieces.append(f"</{last}>")
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            self.pieces.append(escape(visible(data)))

    def finish(self) -> str:
        self.close()
        while self._open:
            self.pieces.append(f"</{self._open.pop()}>")
        return "".join(self.pieces)


def rewrite_table(html: str) -> str:
    """Return the tables of an HTML output, rebuilt from their cells; empty if there is none.

    Examples
    --------
    >>> rewrite_table('<style>td{}</style><table onclick="x"><tr><td><img src=x onerror=y>a &lt; b')
    '<table><tr><td>a &lt; b</td></tr></table>'
    """
    reader = _TableReader()
    reader.feed(html)
    return reader.finish()


def text_of(value: Any) -> str:
    """Return a notebook's text, which may be stored as a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value)


def plain_text(output: Mapping[str, Any]) -> str:
    """Return the text/plain of an output, or a word on why there is nothing to read."""
    text = output.get("data", {}).get("text/plain")
    return text_of(text) if text is not None else "[an output that a report cannot show]"


def without_colours(text: str) -> str:
    """Return the text of a traceback without the sequences that colour it in a terminal."""
    return _ANSI.sub("", text)


def pixels(data: Mapping[str, Any]) -> str | None:
    """Return the address of an embedded picture, if the output has one."""
    for kind in ("image/png", "image/jpeg"):
        if (value := data.get(kind)) is not None and _BASE64.match(text := text_of(value)):
            return f"data:{kind};base64,{''.join(text.split())}"
    return None
