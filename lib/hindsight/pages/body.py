"""Where the article begins and ends, and what each line inside it is."""

from __future__ import annotations

from collections.abc import Sequence

from hindsight.pages.lines import Line
from hindsight.pages.shapes import Shape

_ENOUGH_PROSE = 4.0  # two ordinary paragraphs: after them a comments heading closes the article
_BOILERPLATE_CUES = (
    "share",
    "advert",
    "newsletter",
    "legal",
    "comments",
    "tags",
    "navigation",
    "ranked",
    "player",
)
_CLOSING_CUES = ("contributor", "disclaimer")


def find_body(lines: Sequence[Line], shapes: Sequence[Shape]) -> tuple[int, int]:
    """Return the article's lines as a half-open range of line numbers; an empty range if there is none.

    Notes
    -----
    The range with the largest sum of prose evidence (maximum subarray, linear time): menus, cards and footers
    count against it, a share line or an advertisement between two paragraphs costs less than the next paragraph
    brings. What follows the heading of the readers' comments is prose too, but not the article's, so it counts
    nothing. Known failure: an article of one or two short sentences among long cards.
    """
    best = (0.0, 0, 0)
    total, start, seen = 0.0, 0, 0.0
    for at, shape in enumerate(shapes):
        if seen >= _ENOUGH_PROSE and "comments" in shape.cues and total > 0:
            break
        if total <= 0:
            total, start = 0.0, at
        total += shape.prose
        seen += max(0.0, shape.prose)
        if total > best[0]:
            best = (total, start, at + 1)
    _, first, last = best
    return _trim(lines, shapes, first, last)


def _trim(lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int) -> tuple[int, int]:
    while last > first and (
        shapes[last - 1].prose < 0 or shapes[last - 1].shows(*_CLOSING_CUES, *_BOILERPLATE_CUES)
    ):
        last -= 1
    while first < last and shapes[first].prose < 0:
        first += 1
    return first, last


def label_body(
    lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int
) -> list[tuple[str, str]]:
    """Return kind and rule of each line of the body.

    Returns
    -------
    list of (str, str)
        One a line of ``lines[first:last]``: a block kind of the schema and the rule that gave it.
    """
    labels: list[tuple[str, str]] = []
    seen: set[str] = set()
    in_inset = False
    for at in range(first, last):
        line, shape = lines[at], shapes[at]
        following = shapes[at + 1] if at + 1 < last else None
        in_inset = in_inset and (bool(line.bullet) or shape.prose < 1.0)
        if shape.words >= 5 and line.text in seen:
            labels.append(("boilerplate", "printed_twice"))
        elif shape.words < 70 and shape.shows(*_BOILERPLATE_CUES):
            labels.append(("boilerplate", "cue"))
        elif shape.words < 70 and shape.shows("inset"):
            labels.append(("boilerplate", "inset"))
        elif shape.shows("related") and not shape.is_sentence:
            labels.append(("boilerplate", "inset"))
            in_inset = True
        elif in_inset:
            labels.append(("boilerplate", "inset"))
        elif shape.shows("credit") and shape.words < 90:
            labels.append(("caption", "credit"))
        elif shape.shows(*_CLOSING_CUES) and shape.words < 90:
            labels.append(("note", "closing"))
        elif line.bullet:
            labels.append(("list_item", "list_mark"))
        elif not shape.is_sentence and shape.words <= 16 and following is not None and following.prose > 0:
            labels.append(("heading", "short_line_before_prose"))
        else:
            labels.append(("paragraph", "prose"))
        seen.add(line.text)
    return labels
