"""Where the article begins and ends, and what each line inside it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hindsight.pages.bylines import opens_byline
from hindsight.pages.lines import Line
from hindsight.pages.shapes import Shape

_ENOUGH_PROSE = 4.0  # two ordinary paragraphs: after them a comments heading closes the article
# A box set into an article costs as much as this, what more it holds only a part: boxes are long or short.
_BOX_COST = -8.0
_FURTHER_COST = 0.5
# An appeal to subscribe costs no more than this in all, whatever it says on its second and third line.
_APPEAL_COST = -1.5
_BOX_CUES = ("newsletter", "advert", "share", "player", "inset")
_APPEAL = 8  # words of "Sign the petition!"
_OPENING = 8  # lines at the start that may be deck, caption and credit
_MOST_DECK = 6.0  # prose evidence of a deck and a caption together; more is the article
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
_LONGEST_CAPTION = 40  # words
_SHORT_DECK = 3.0
_LONGEST_DECK = 55  # words
_LONGEST_NOTICE = 200  # words
_CLOSING_CUES = ("contributor", "disclaimer")
_END_CUES = (*_CLOSING_CUES, "bio", *_BOILERPLATE_CUES)


def find_body(lines: Sequence[Line], shapes: Sequence[Shape]) -> tuple[int, int]:
    """Return the article's lines as a half-open range of line numbers; an empty range if there is none.

    Notes
    -----
    The range with the largest sum of prose evidence (maximum subarray, linear time): menus, cards and footers
    count against it, a share line or an advertisement between two paragraphs costs less than the next
    paragraph brings. What follows the heading of the readers' comments is prose too, but not the article's,
    so it counts nothing. Known failure: an article of one or two short sentences among long cards.
    """
    best = (0.0, 0, 0)
    total, start, seen, interruption = 0.0, 0, 0.0, 0.0
    for at, shape in enumerate(shapes):
        if seen >= _ENOUGH_PROSE and "comments" in shape.cues and total > 0:
            break
        if total <= 0:
            total, start = 0.0, at
        before = interruption
        interruption = min(0.0, interruption + shape.prose) if shape.prose <= 0 else 0.0
        if interruption and seen >= _ENOUGH_PROSE and shape.shows(*_BOX_CUES) and before >= _APPEAL_COST:
            total += max(shape.prose, _APPEAL_COST - before)  # an appeal set between two paragraphs
        else:
            total += shape.prose if interruption > _BOX_COST else shape.prose * _FURTHER_COST
        seen += max(0.0, shape.prose)
        if total > best[0]:
            best = (total, start, at + 1)
    _, first, last = best
    return _trim(lines, shapes, first, last)


def _trim(lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int) -> tuple[int, int]:
    while last > first and _is_tail(lines[last - 1], shapes[last - 1]):
        last -= 1
    while first < last and (shapes[first].prose < 0 or _is_unfinished(shapes[first])):
        first += 1
    return _skip_captions(lines, shapes, first, last), last


def _is_tail(line: Line, shape: Shape) -> bool:
    """Return whether a last line does not end an article: a note, an appeal, the opening of a box."""
    if shape.prose < 0 or shape.shows(*_END_CUES):
        return True
    return line.text.endswith(":") or (shape.words <= _APPEAL and line.text.endswith("!"))


def _is_unfinished(shape: Shape) -> bool:
    """Return whether a first line is a caption or a deck without a full stop, not a paragraph."""
    return not shape.is_sentence and shape.words < _LONGEST_CAPTION


def _skip_captions(lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int) -> int:
    """Move the start past decks and captions that look like prose.

    A sentence is a caption where a credit follows without a blank line, and a deck where a byline, a date or
    a kicker follows.
    """
    start = first
    prose = 0.0
    repeated = Counter(line.text for line in lines)
    above = range(max(0, first - _OPENING), first)
    has_header = any(shapes[at].is_date or opens_byline(lines[at].text) for at in above)
    # Under a byline or date the next date is the article's own; without one it may stand below a long deck.
    most = _SHORT_DECK if has_header or first == 0 else 2 * _MOST_DECK
    for at in range(first, min(first + _OPENING, last)):
        shape = shapes[at]
        if prose and shape.shows("related", "ranked"):
            break  # the bylines and dates of a box between paragraphs
        if shape.is_date or opens_byline(lines[at].text):
            if prose <= most:
                start = at + 1
        elif prose <= _MOST_DECK and shape.shows("credit"):
            follows = at > first and (not lines[at].gap or lines[at].text[0] in "(©[")
            # A deck that is printed again as a pulled quotation stands above the picture too.
            if at == first or follows or repeated[lines[at - 1].text] > 1:
                start = at + 1
        elif prose <= _SHORT_DECK and shape.shows("kicker"):
            start = at + 1
        elif shape.prose > 0:
            prose += shape.prose if shape.words <= _LONGEST_DECK else 2 * _MOST_DECK
        if prose > most and prose > _MOST_DECK:
            break
    while start < last and shapes[start].prose < 0:
        start += 1
    return start if start < last else first


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
        elif shape.shows("related") and (not shape.is_sentence or line.text.endswith(":")):
            labels.append(("boilerplate", "inset"))
            in_inset = True
        elif shape.words < _LONGEST_NOTICE and shape.shows(*_BOILERPLATE_CUES):
            labels.append(("boilerplate", "cue"))
        elif in_inset or (shape.words < _LONGEST_NOTICE and shape.shows("inset")):
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
    _spread_boxes(lines[first:last], shapes[first:last], labels)
    return labels


def _spread_boxes(lines: Sequence[Line], shapes: Sequence[Shape], labels: list[tuple[str, str]]) -> None:
    """Give the heading and slogan above an appeal to subscribe the label of the appeal."""
    for at, shape in enumerate(shapes):
        if not (labels[at] == ("boilerplate", "cue") and shape.shows("newsletter")):
            continue
        for above in range(at - 1, max(-1, at - 4), -1):
            is_slogan = not lines[above + 1].gap and shapes[above].words <= 14 and above == at - 1
            if not (is_slogan or (not shapes[above].is_sentence and shapes[above].words <= 6)):
                break
            if labels[above][0] in ("heading", "paragraph"):
                labels[above] = ("boilerplate", "box")
