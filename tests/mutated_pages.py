"""Damaged pages: saved pages cut off, shuffled, with bytes flipped, spliced into one another.

The same seed gives the same pages. Used by `test_pages_mutated.py` (a fixed sample) and by
`benchmarks/mutate_pages.py` (ten thousand).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hindsight.errors import UnreadablePage
from hindsight.pages import Document, OffsetMap, parse_page, read_content

_LONGEST = 400_000  # bytes of a damaged page; splices of splices would grow without end


@dataclass(frozen=True)
class Damaged:
    """A damaged page: which damage was done to which file, the ending it is read under, its bytes."""

    name: str
    suffix: str
    content: bytes


def truncate(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """Keep the beginning, the end, or a middle."""
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return chance.choice((content[:end], content[start:], content[start:end]))


def shuffle(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """Put lines, or pieces between tags, into another order."""
    mark = chance.choice((b"\n", b"\n\n", b">", b" "))
    pieces = content.split(mark)
    chance.shuffle(pieces)
    return mark.join(pieces)


def flip(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """Change single bytes, from one to one in twenty."""
    changed = bytearray(content)
    for _ in range(max(1, int(len(changed) * chance.choice((0.0, 0.001, 0.01, 0.05))))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def splice(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """Set a piece of another page into this one."""
    start, end = sorted(chance.randrange(len(other) + 1) for _ in range(2))
    at = chance.randrange(len(content) + 1)
    return content[:at] + other[start:end] + content[at:]


def repeat(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """Print a piece many times over."""
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.randrange(1, 400)]
    return content[:start] + piece * chance.randrange(2, 60) + content[start:]


def strip_breaks(content: bytes, _: bytes, chance: random.Random) -> bytes:
    """Take line breaks, blanks or closing marks out."""
    return content.replace(chance.choice((b"\n", b" ", b">", b"</", b"\n\n")), b"")


DAMAGES = (truncate, shuffle, flip, splice, repeat, strip_breaks)


def damage_pages(files: Sequence[Path], count: int, seed: int = 0) -> Iterator[Damaged]:
    """Yield damaged pages made of some files, one to three damages each."""
    chance = random.Random(seed)
    contents = [path.read_bytes() for path in files]
    for number in range(count):
        at = number % len(files)
        content, done = contents[at], []
        for _ in range(chance.choice((1, 1, 2, 3))):
            damage = chance.choice(DAMAGES)
            content = damage(content, chance.choice(contents), chance)[:_LONGEST]
            done.append(damage.__name__)
        suffix = chance.choice(
            (files[at].suffix, files[at].suffix, files[at].suffix, "", ".html", ".md", ".eml")
        )
        yield Damaged(f"{number} {'+'.join(done)} {files[at].name}{suffix}", suffix, content)


def read_damaged(page: Damaged) -> Document | UnreadablePage:
    """Return the document of a damaged page, or the error that says why it is none."""
    try:
        raw = read_content(page.content, page.name, page.suffix)
        return parse_page(raw.text, raw.media)
    except UnreadablePage as error:
        return error


def check_document(document: Document) -> None:
    """Hold a document to what is promised: edits can be undone, all offsets lie in the raw text."""
    raw, clean = document.raw, document.clean
    undone, at, shift = [], 0, 0
    for edit in document.edits:
        assert at <= edit.start <= edit.end <= len(raw), edit
        start = edit.start + shift
        assert clean[start : start + len(edit.replacement)] == edit.replacement, edit
        undone += [clean[at + shift : start], raw[edit.start : edit.end]]
        at, shift = edit.end, shift + len(edit.replacement) - (edit.end - edit.start)
    undone.append(clean[at + shift :])
    assert "".join(undone) == raw
    assert OffsetMap(raw, document.edits).clean == clean
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= len(raw), block
        assert block.card is None or 0 <= block.card < len(document.related_items)
    for item in document.related_items:
        assert 0 <= item.start <= item.end <= len(raw), item
