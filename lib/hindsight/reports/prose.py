"""Markdown cells as HTML: the words of the notebook's author, with raw HTML shown as text."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Any

import mistune

from hindsight.visible import visible

_TAG = re.compile(r"<[^>]*>")
_OUTWARD = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Headings:
    """Gives every heading of a page its id, and remembers them for the list of contents."""

    def __init__(self) -> None:
        self.title = ""
        self.contents: list[tuple[int, str, str]] = []  # level, id, words
        self._ids: dict[str, int] = {}

    def add(self, words: str, level: int) -> str:
        """Enter a heading below the title and return its id (which begins with an underscore)."""
        slug = "_" + (re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "part")
        count = self._ids[slug] = self._ids.get(slug, 0) + 1
        identity = slug if count == 1 else f"{slug}-{count}"
        self.contents.append((level, identity, words))
        return identity


class _Prose(mistune.HTMLRenderer):
    """Writes a cell: one h1 a page, links between notebooks as links between reports, no foreign picture."""

    def __init__(self, headings: Headings) -> None:
        super().__init__(escape=True)
        self._headings = headings

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        words = unescape(_TAG.sub("", text)).strip()
        if level == 1 and not self._headings.title:
            self._headings.title = words
            return ""  # the page sets it itself, above the answer
        level = max(level, 2)
        return f'<h{level} id="{self._headings.add(words, level)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if _OUTWARD.match(url):
            return f'<a href="{escape(url)}" rel="noreferrer">{text}</a>'
        if _SCHEME.match(url) or url.startswith(("/", "\\")):
            return text
        path = PurePosixPath(url.partition("#")[0])
        if path.suffix == ".ipynb":
            url = str(path.with_suffix(".html"))
        return f'<a href="{escape(url)}">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f"<em>{text}</em>"  # alone its words: a report carries only pictures that the run has made


def render_prose(source: str, headings: Headings) -> str:
    """Return a Markdown cell as HTML; its headings go to `headings`.

    Examples
    --------
    >>> render_prose("See <b>then</b> and [when](04-when.ipynb).", Headings())
    '<p>See &lt;b&gt;then&lt;/b&gt; and <a href="04-when.html">when</a>.</p>\\n'
    """
    render = mistune.create_markdown(renderer=_Prose(headings), plugins=["table", "strikethrough"])
    return str(render(visible(source)))
