"""Where the article begins and ends, and what each line inside it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hindsight.pages.bylines import opens_byline
from hindsight.pages.lines import Line
from hindsight.pages.printed_dates import find_printed_dates, words_beside
from hindsight.pages.shapes import Shape

_ENOUGH_PROSE = 4.0  # two ordinary paragraphs: after them a comments heading closes the article
# A box set into an article costs as much as this, what more it holds only a part: boxes are long or short.
_BOX_COST = -8.0
_FURTHER_COST = 0.5
# An appeal to subscribe costs no more than this in all, whatever it says on its second and third line.
_APPEAL_COST = -1.5
_BOX_CUES = ("newsletter", "advert", "share", "player", "inset")
_APPEAL = 8  # words of "Sign the petition!"
_LONGEST_BOX = 12  # lines of a box set between paragraphs
_FEWEST_PARAGRAPHS = 2
_FEWEST_WORDS = 25  # of the paragraphs after a box
_SHORTEST_OPENING = 12  # words of a first paragraph
_END_MARKS = "♦■◆□▪●◼⬛"
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
_MOST_BESIDE = 7  # words beside a date in a row of header fields
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
    if last > first:
        first, last = _reach_back(lines, shapes, first), _reach_on(lines, shapes, last)
    return _trim(lines, shapes, first, _end_at_mark(lines, first, last))


def _reach_on(lines: Sequence[Line], shapes: Sequence[Shape], last: int) -> int:
    """Return the article's end past boxes of related titles that stand between its paragraphs.

    A box costs more than the rest of a short article brings. It is set into the article where it is
    announced, holds titles only, and is followed by paragraphs, not by a byline or date.
    """
    while True:
        at = last
        while at < len(shapes) and shapes[at].prose <= 0 and at - last <= _LONGEST_BOX:
            if (
                shapes[at].shows(*_CLOSING_CUES, "bio", "comments", "legal", "tags", "ranked")
                or shapes[at].is_date
            ):
                return last
            at += 1
        if at == last or not any(shapes[k].shows("related", "inset") for k in range(last, min(last + 2, at))):
            return last
        end, words = at, 0
        while end < len(shapes) and shapes[end].prose >= 1.0 and not (shapes[end].cues or lines[end].bullet):
            words += shapes[end].words
            end += 1
        is_card = end < len(shapes) and (shapes[end].is_date or opens_byline(lines[end].text))
        if is_card or words < _FEWEST_WORDS or end - at < _FEWEST_PARAGRAPHS:
            return last
        last = end


def _reach_back(lines: Sequence[Line], shapes: Sequence[Shape], first: int) -> int:
    """Return the article's start before a box or table that parts its first paragraphs from the others.

    Paragraphs right below a byline or date, buttons left out, open the article, whatever follows them.
    """
    for start in range(first - 1, max(0, first - _LONGEST_BOX - 2 * _OPENING), -1):
        shape = shapes[start]
        if shape.shows("ranked", "legal", "bio") and shape.prose < 0 and not lines[start].bullet:
            return first
        if shape.is_date or opens_byline(lines[start].text):
            at = start + 1
            while (
                at < first and (shapes[at].prose <= 0 or shapes[at].shows("credit")) and at - start < _OPENING
            ):
                at += 1
            is_prose = at < first and shapes[at].prose >= 1.0 and not shapes[at].cues and not lines[at].bullet
            is_prose = is_prose and shapes[at].is_sentence and shapes[at].words >= _SHORTEST_OPENING
            return at if is_prose and _is_parted_by_box(shapes, at, first) else first
    return first


def _is_parted_by_box(shapes: Sequence[Shape], start: int, first: int) -> bool:
    gap = [at for at in range(start, first) if shapes[at].prose <= 0]
    prose = sum(shapes[at].prose >= 1.0 for at in range(start, first))
    return prose >= _FEWEST_PARAGRAPHS and 0 < len(gap) <= _LONGEST_BOX


def _end_at_mark(lines: Sequence[Line], first: int, last: int) -> int:
    """Return the end after the last paragraph's mark: magazines set a lozenge or square there, once."""
    marked = [
        at for at in range(first, last) if lines[at].text[-1] in _END_MARKS and len(lines[at].text) > 40
    ]
    return marked[0] + 1 if len(marked) == 1 and 2 * (marked[0] - first) > last - first else last


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
        if shape.is_date or opens_byline(lines[at].text) or _is_header_row(lines[at].text, shape):
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


def _is_header_row(text: str, shape: Shape) -> bool:
    """Return whether a short line that is no sentence holds a date: "Published in Notes · Sep 3"."""
    if shape.is_sentence or not 3 <= shape.words <= 16:
        return False
    dates = find_printed_dates(text)
    return bool(dates) and len(words_beside(text, dates)) <= _MOST_BESIDE


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
