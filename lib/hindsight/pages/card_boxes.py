"""Cards of an HTML page by its own structure: siblings of one element, each with one title."""

from __future__ import annotations

from collections import Counter
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
    A card is one of two or more siblings of one element and class that hold one title each: one heading, or
    without headings one link of three words or more; so is a further sibling of the same shape. Of nested
    ones the outermost is taken. So two cards are never read as one, in whatever order their fields stand.
    """
    marked = list(lines)
    for at, parts in enumerate(pieces):
        if role := _role_of(parts):
            marked[at] = replace(lines[at], role=role)
    inside: dict[Box, list[int]] = {}
    for at, parts in enumerate(pieces):
        box = parts[0].box if parts else None
        while box is not None:
            members = inside.setdefault(box, [])
            if len(members) > _MOST_LINES:
                break  # what it stands in holds as many
            members.append(at)
            box = box.parent
    cards = _find_cards(marked, inside)
    numbers: dict[Box, int] = {}
    for at, parts in enumerate(pieces):
        box, outermost = (parts[0].box if parts and cards else None), None
        while box is not None:
            outermost = box if box in cards else outermost
            box = box.parent
        if outermost is not None:
            marked[at] = replace(marked[at], card=numbers.setdefault(outermost, len(numbers)))
    return marked


def _find_cards(lines: Sequence[Line], inside: dict[Box, list[int]]) -> set[Box]:
    """Return the boxes that are cards; `inside` has the lines of each box."""
    shaped = [box for box, members in inside.items() if _is_card(lines, members)]
    alike = Counter((box.parent, box.tag, box.names) for box in shaped)
    cards = {box for box in shaped if alike[box.parent, box.tag, box.names] >= _FEWEST}
    rows = {(box.parent, box.tag) for box in cards}
    # Beside them: the last of a row, with one more class name; a title of one word or two.
    cards |= {box for box in shaped if (box.parent, box.tag) in rows}
    cards |= {
        box
        for box, members in inside.items()
        if len(members) == 1 and lines[members[0]].role == "link" and (box.parent, box.tag) in rows
    }
    return cards


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
