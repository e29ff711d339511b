"""The words beside a rail: what falls on one date stands under it, as much as there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from hindsight.timeline.marks import Mark
from hindsight.timeline.measuring import shorten, text_width, wrap
from hindsight.timeline.placing import gather
from hindsight.timeline.style import GREY, INK, LINE, SIDE_COLOURS, SIZE
from hindsight.timeline.wording import say_count, say_days, say_either, say_span

MOST_LINES = 8  # of words of one mark
CAPS = (8, 6, 4, 3, 2, 1)  # marks named under one date, before dates are put together
GAP, ITEM_GAP = 5.5, 1.5  # points between blocks, between the marks of one

Piece = tuple[str, str, str]  # text, weight, colour
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One mark in words: its number and its lines."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A date (or a span of several), what stands under it, and the numbers of the marks left out."""

    head: Line
    items: tuple[Item, ...]
    hidden: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all its marks."""
        return tuple(sorted((*(item.number for item in self.items), *self.hidden)))

    @property
    def n_lines(self) -> int:
        """Lines of type that it takes."""
        return bool(self.head) + sum(len(item.lines) for item in self.items) + bool(self.hidden)

    @property
    def height(self) -> float:
        """Height in points, with the gap to the next."""
        return self.n_lines * LINE + (len(self.items) + bool(self.hidden) - 1) * ITEM_GAP + GAP


@dataclass(frozen=True, slots=True)
class Words:
    """What the words beside a rail are made from: its marks, the width of the column, the number of links of
    each mark (by key), and a line of its own for those (by key) where links are not drawn."""

    marks: Sequence[Mark]
    width: float
    weights: Mapping[str, int]
    references: Mapping[str, str]


def fit_blocks(words: Words, room: float) -> list[Block]:
    """Return the blocks of a rail in order of time, with as many words as `room` points of height allow.

    Notes
    -----
    What does not fit gives way in this order: the words of each mark become fewer; under a date only the
    document and what has most links is named, the rest counted; neighbouring dates are put together, those
    closest in time first.
    """
    groups = [list(group) for _, group in groupby(range(len(words.marks)), lambda n: words.marks[n].when)]
    # Where not even one line for each date fits, most words need not be tried.
    for most in range(MOST_LINES, -1, -1) if len(groups) * (LINE + GAP) <= room else ():
        blocks = [_block(words, group, most, len(group)) for group in groups]
        if _height(blocks) <= room:
            return blocks
    for cap in CAPS if len(groups) * (2 * LINE + GAP) <= room else ():
        blocks = [_block(words, group, 1, cap) for group in groups]
        if _height(blocks) <= room:
            return blocks
    return _gathered(words, groups, room)


def _gathered(words: Words, groups: Sequence[Sequence[int]], room: float) -> list[Block]:
    """Return as many blocks as fit when neighbouring dates are put together."""
    days = [words.marks[group[0]].days[0] for group in groups]
    weights = [sum(words.weights.get(words.marks[n].key, 0) for n in group) for group in groups]

    def build(most: int) -> list[Block]:
        joined = (
            sorted(number for place in places for number in groups[place])
            for places in gather(days, weights, most)
        )
        return [_block(words, numbers, 1, 2) for numbers in joined]

    # The more are put together, the fewer lines: so the largest number that fits is found by halving.
    low, high = 1, min(len(groups), max(1, int(room / (LINE + GAP))))
    while low < high:
        middle = (low + high + 1) // 2
        if _height(build(middle)) <= room:
            low = middle
        else:
            high = middle - 1
    return build(low)


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks)


def _block(words: Words, numbers: Sequence[int], most: int, cap: int) -> Block:
    """Return a block that names at most `cap` marks in `most` lines each (0: on the line of the date)."""
    marks = [words.marks[number] for number in numbers]
    colour = SIDE_COLOURS[marks[0].side] if len({mark.side for mark in marks}) == 1 else INK
    when = (_say_when(marks), "bold", colour)
    if len(marks) == 1:
        return _single(words, numbers[0], when, most)
    named = list(numbers)
    if len(numbers) > cap + 1:  # "and 1 more" would take the line that the one could have
        ranked = sorted(
            numbers,
            key=lambda n: (words.marks[n].kind != "document", -words.weights.get(words.marks[n].key, 0), n),
        )
        named = sorted(ranked[:cap])
    hidden = tuple(number for number in numbers if number not in named)
    counted = _counts(marks) if hidden else ""
    head = _run([when, (counted, "normal", GREY)], words.width)
    items = tuple(Item(number, _lines(words, number, max(1, most))) for number in named)
    return Block(head, items, hidden)


def _single(words: Words, number: int, when: Piece, most: int) -> Block:
    mark = words.marks[number]
    if most == 0:
        line = _run([when, (_say(mark), "normal", INK)], words.width)
        return Block((), (Item(number, (line, *_references(words, mark))),))
    aside = mark.label if mark.kind == "date" and mark.detail else mark.detail
    lines = _lines(words, number, most)
    beside = text_width(when[0], SIZE, "bold") + word_gap() + text_width(aside, SIZE)
    if most > 1 and beside > words.width:  # what does not fit beside the date stands beneath
        beneath = wrap(aside, words.width, SIZE, most=2)
        aside, lines = "", (*lines, *(((line, "normal", GREY),) for line in beneath))
    return Block(_run([when, (aside, "normal", GREY)], words.width), (Item(number, lines),))


def _lines(words: Words, number: int, most: int) -> tuple[Line, ...]:
    mark = words.marks[number]
    said = mark.detail if mark.kind == "date" and mark.detail else _say(mark)
    lines: list[Line] = [((line, "normal", INK),) for line in wrap(said, words.width, SIZE, most=most)]
    return (*lines, *_references(words, mark))


def _references(words: Words, mark: Mark) -> tuple[Line, ...]:
    """Return where the links of a mark lead, in words, where they are not drawn."""
    reference = words.references.get(mark.key, "")
    return tuple(((line, "normal", GREY),) for line in wrap(reference, words.width, SIZE, most=2))


def _say(mark: Mark) -> str:
    """Return the words of a mark, its tag before them; those that begin within their sentence say so."""
    label = f"…{mark.label}" if mark.kind == "claim" and mark.label[:1].islower() else mark.label
    return f"{mark.tag} {label}" if mark.tag else label


def _counts(marks: Sequence[Mark]) -> str:
    kinds = Counter(mark.kind for mark in marks)
    return ", ".join(say_count(count, kind) for kind, count in sorted(kinds.items()))


def _say_when(marks: Sequence[Mark]) -> str:
    mark = marks[0]
    if len({other.when for other in marks}) > 1:
        return say_span(marks)
    if mark.readings:
        other = mark.readings[0]
        return say_either(say_days(mark.earliest, mark.latest), say_days(other.earliest, other.latest))
    return say_days(mark.earliest, mark.latest)


def _run(pieces: Sequence[Piece], width: float) -> Line:
    """Return pieces set one after the other, a gap between them, the last shortened to fit."""
    kept: list[Piece] = []
    left = width
    for text, weight, colour in pieces:
        room = left - (word_gap() if kept else 0.0)
        if not text or room < 3 * SIZE:
            continue
        text = shorten(text, room, SIZE, weight)
        kept.append((text, weight, colour))
        left = room - text_width(text, SIZE, weight)
    return tuple(kept)


def word_gap() -> float:
    """Return the gap between the pieces of a line, in points."""
    return 0.6 * SIZE
