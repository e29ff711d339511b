"""Corpus text made harmless to show: control characters become visible signs, lone surrogates are replaced.

Escaping for HTML is a second step that the templates do for every expression (`markup.py`); this one is about
what escaping leaves alone: a terminal obeys ``ESC [ 2 J``, and UTF-8 cannot write half a surrogate pair.
"""

from __future__ import annotations

import re
import unicodedata

# C0 (without tab, line feed, carriage return), DEL and C1. Tab and line ends are white space in HTML.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Overrides, embeddings and isolates can reorder the words around them. Right-to-left text needs none of them
# to be shown in its own order; the marks U+200E and U+200F, which it may need, stay.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# White space, control and format characters (zero-width space, soft hyphen): by themselves they show nothing.
_UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))
_MOST_NAMES = 6  # code points of a run of blanks that are named


def _picture_of(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the Unicode block of control pictures
    return "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str) -> str:
    """Return `text` with control characters shown as signs and nothing that a terminal would obey.

    Examples
    --------
    >>> visible("Obama\\x1b[2J must send")
    'Obama␛[2J must send'
    """
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub(_picture_of, text))
    return _BIDI.sub("\ufffd", text)


def name_blanks(text: str) -> str:
    """Return `text`, or the names of its code points where it is nothing that can be seen.

    A repair may stand on a single no-break space, and a link of nothing but blanks cannot be seen or clicked.

    Examples
    --------
    >>> name_blanks("\\u00a0\\n"), name_blanks("a b")
    ('[U+00A0 U+000A]', 'a b')
    """
    if not text or any(unicodedata.category(character) not in _UNSEEN for character in text):
        return text
    names = " ".join(f"U+{ord(character):04X}" for character in text[:_MOST_NAMES])
    return f"[{names}{' …' if len(text) > _MOST_NAMES else ''}]"


def shorten(text: str, longest: int) -> str:
    """Return `text` with white space folded, cut at a word so that it has at most `longest` characters.

    Examples
    --------
    >>> shorten("There is no evidence that Hollande intends", 24)
    'There is no evidence…'
    """
    text = " ".join(text[: 4 * longest].split()) if len(text) > 4 * longest else " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    head, blank, _ = cut.rpartition(" ")
    return (head if blank and len(head) > longest // 2 else cut).rstrip(" ,;:–-") + "…"
