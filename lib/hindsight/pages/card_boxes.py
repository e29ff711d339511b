"""Cards of an HTML page by its own structure: siblings of one element and class, each with one title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hindsight.pages.lines import Line
from hindsight.pages.markup import Box, Piece

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_MOST_LINES = 12  # of a card
_LONGEST = 900  # code points of a card
_FEWEST = 2  # siblings
_SHORTEST_LINK = 3  # words; shorter links are authors, kinds and buttons
_MOST_LINKED = 0.7  # share of a line that makes it a link


def mark_cards(lines: Sequence[Line], pieces: Sequence[Sequence[Piece]]) -> list[Line]:
    """Return the lines with the card they stand in and what their markup makes them.

    Parameters
    ----------
    lines : sequence of Line
        The page.
    pieces : sequence of sequence of Piece
        The pieces of source each line is made of.

    Notes
    -----
    A card is one of two or more siblings of the same element and class names that hold one title each: one
    heading, or without headings one link of three words or more. Of nested ones the outermost is taken. So
    two cards are never read as one, in whatever order their fields stand.
    """
    marked = [replace(line, role=_role_of(parts)) for line, parts in zip(lines, pieces, strict=True)]
    inside: dict[Box, list[int]] = {}
    for at, parts in enumerate(pieces):
        box = parts[0].box if parts else None
        while box is not None:
            members = inside.setdefault(box, [])
            if len(members) <= _MOST_LINES:
                members.append(at)
            box = box.parent
    siblings: dict[tuple[Box | None, str, str], list[Box]] = {}
    for box, members in inside.items():
        if _is_card(marked, members):
            siblings.setdefault((box.parent, box.tag, box.names), []).append(box)
    cards = {box for group in siblings.values() if len(group) >= _FEWEST for box in group}
    numbers: dict[Box, int] = {}
    for at, parts in enumerate(pieces):
        box, outermost = (parts[0].box if parts else None), None
        while box is not None:
            outermost = box if box in cards else outermost
            box = box.parent
        if outermost is not None:
            marked[at] = replace(marked[at], card=numbers.setdefault(outermost, len(numbers)))
    return marked


def _is_card(lines: Sequence[Line], members: Sequence[int]) -> bool:
    if len(members) > _MOST_LINES or sum(len(lines[at].text) for at in members) > _LONGEST:
        return False
    headings = sum(lines[at].role == "heading" for at in members)
    links = sum(_is_title_link(lines[at]) for at in members)
    return headings == 1 if headings else links == 1


def _is_title_link(line: Line) -> bool:
    return line.role == "link" and len(line.text.split()) >= _SHORTEST_LINK


def _role_of(parts: Sequence[Piece]) -> str:
    if not parts:
        return ""
    if any(part.elements & _HEADINGS for part in parts):
        return "heading"
    if any("time" in part.elements for part in parts):
        return "time"
    length = sum(part.end - part.start for part in parts) or 1
    linked = sum(part.end - part.start for part in parts if "a" in part.elements)
    return "link" if linked > _MOST_LINKED * length else ""
