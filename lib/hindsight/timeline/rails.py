"""The pictures that stand on rails: then and later side by side, beneath each other on a narrow picture, or
both on one rail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import inf

from hindsight.timeline.grammar import draw_mark, draw_zigzag
from hindsight.timeline.legend import link_entries, mark_entries
from hindsight.timeline.marks import Mark, Timeline
from hindsight.timeline.measuring import shorten, text_width
from hindsight.timeline.page import NARROW, begin, finish
from hindsight.timeline.rail import (
    Rail,
    Said,
    fit_words,
    heads_of,
    make_rail,
    name_ticks,
    place_rail,
)
from hindsight.timeline.scene import Bar, Glyph, Group, Part, Scene, Stroke, TextLine
from hindsight.timeline.style import (
    BAR,
    EDGE,
    GLYPH,
    GREY,
    PALE,
    SHAPES,
    SIDE_COLOURS,
    SIZE,
    SMALL,
)
from hindsight.timeline.ties import Bundle, bundle_ties, draw_ties, refer
from hindsight.timeline.wording import SIDE_WORDS, say_gap, say_mark, say_span

# height over width at which words give way rather than the picture grow (A4: 1.41)
MOST_TALL, NARROW_TALL = 1.36, 6.0
LEAST_WORDS = 110.0  # points; with less beside each other, the rails stand beneath each other
MIDDLE = 0.13  # of the width, for the links


def lay_out_rails(timeline: Timeline, width: float) -> Scene:
    """Return the scene of a timeline `width` points wide; its height follows from what it shows."""
    scene = Scene(width, title=timeline.title, description=timeline.description)
    is_narrow = width < NARROW
    top = begin(scene, timeline.title, timeline.subtitle)
    rails = _make_rails(timeline, width, is_beneath=is_narrow)
    has_room = all(rail.text_right - rail.text_left >= LEAST_WORDS for rail in rails)
    is_beside = len(rails) > 1 and not is_narrow and has_room
    if len(rails) > 1 and not (is_narrow or has_room):
        rails = _make_rails(timeline, width, is_beneath=True)
    weights = Counter(
        key for tie in timeline.ties if tie.kind != "site_related" for key in (tie.then, tie.later)
    )
    references = {} if is_beside else refer(timeline)
    room = width * (NARROW_TALL if is_narrow else MOST_TALL) - top - 90
    for rail, share in zip(rails, _share(rails, room, references, is_beside=is_beside), strict=True):
        fit_words(rail, share, weights, references)
    heads = max((rail.n_heads for rail in rails), default=0)
    at = top + (2 if timeline.is_one_rail else SIZE * 1.6 + 6) + heads * SMALL * 1.35
    if is_beside:
        bottom = at + max(rail.height for rail in rails)
        for rail in rails:
            place_rail(rail, at, bottom)
    else:
        bottom = at
        for number, rail in enumerate(rails):
            start = at if number == 0 else bottom + SIZE * 4.4 + rail.n_heads * SMALL * 1.35
            bottom = start + rail.height
            place_rail(rail, start, bottom)
    bundles = bundle_ties(timeline, rails) if is_beside else []
    for rail in rails:
        _paint_frame(scene, timeline, rail, heads if is_beside else rail.n_heads)
        _paint_leaders(scene, rail)
    if len(rails) > 1:
        _paint_between(scene, rails, heads, is_beside=is_beside)
    for number, rail in enumerate(rails):
        if number == 1 and is_beside:
            scene.groups += draw_ties(bundles, rails)
        _paint_marks(scene, rail)
    cuts = [("cut", "time left out")] if any(True for rail in rails for _ in rail.scale.cuts()) else []
    entries = (mark_entries(timeline.marks) + cuts, link_entries(bundle.ties[0].kind for bundle in bundles))
    return finish(scene, bottom, entries, _notes(timeline, rails, bundles), timeline.source)


def _share(
    rails: Sequence[Rail], room: float, references: Mapping[str, str], *, is_beside: bool
) -> list[float]:
    """Return the height for each rail: all of it side by side, else by what each has to say."""
    if is_beside or len(rails) < 2:
        return [room] * len(rails)
    wanted = []
    for rail in rails:
        fit_words(rail, inf, {}, references)
        wanted.append(rail.height)
    if sum(wanted) <= room:
        return wanted
    first = min(0.75, max(0.25, wanted[0] / sum(wanted)))
    return [room * first, room * (1 - first)]


def _make_rails(timeline: Timeline, width: float, *, is_beneath: bool) -> list[Rail]:
    left, right, is_narrow = EDGE, width - EDGE, width < NARROW
    lanes = timeline.lanes
    if timeline.is_one_rail:
        return (
            [make_rail(timeline.marks, left, right, lanes=lanes, is_narrow=is_narrow)]
            if timeline.marks
            else []
        )
    sides = [marks for side in ("then", "later") if (marks := timeline.on(side))]
    if len(sides) < 2 or is_beneath:
        return [make_rail(marks, left, right, lanes=lanes, is_narrow=is_narrow) for marks in sides]
    middle = width * MIDDLE
    # The side with more to say gets more of the width.
    then, later = (sum(len(mark.label) for mark in marks) for marks in sides)
    share = min(0.58, max(0.46, then / max(1, then + later)))
    split = left + (right - left - middle) * share
    return [
        make_rail(sides[0], left, split, lanes=lanes),
        make_rail(sides[1], split + middle, right, lanes=lanes, is_mirrored=True),
    ]


def _paint_frame(scene: Scene, timeline: Timeline, rail: Rail, n_heads: int) -> None:
    """Add the rail, its ticks and cuts, its head and the names of its lanes."""
    side = rail.marks[0].side
    colour = GREY if timeline.is_one_rail else SIDE_COLOURS[side]
    x = rail.rail_x
    parts: list[Part] = []
    for lane, text in heads_of(rail, rail.top):
        parts += [text, Stroke(((lane.x, text.baseline + 3), (lane.x, rail.bottom)), PALE, 0.6)]
    for segment in rail.scale.segments:
        parts.append(Stroke(((x, segment.top), (x, segment.bottom)), colour, 2.2))
    for y, _ in rail.scale.cuts():
        parts.append(draw_zigzag(y - 13, y + 13, x, colour))
    for y, _ in rail.scale.ticks():
        parts.append(Stroke(((x, y), (x + rail.outward * 4, y)), GREY, 0.8))
    anchor = "end" if rail.is_mirrored else "start"
    edge = rail.right if rail.is_mirrored else rail.left
    parts += [
        TextLine(name, edge, y + SMALL * 0.35, SMALL, "normal", GREY, anchor)
        for y, name in name_ticks(rail, is_narrow=scene.width < NARROW)
    ]
    if not timeline.is_one_rail:
        words = f"{SIDE_WORDS[side]} · {say_span(rail.marks)}"
        room = rail.right - rail.left
        baseline = rail.top - 9 - n_heads * SMALL * 1.35
        start = rail.text_left - GLYPH - 3
        if not rail.is_mirrored and (
            scene.width < NARROW or n_heads or text_width(words, SIZE, "bold") > rail.right - start
        ):
            start = rail.left
        shown = shorten(words, room - (start - rail.left), SIZE, "bold")
        parts.append(TextLine(shown, start, baseline, SIZE, "bold", colour))
    scene.add(*parts)


def _paint_leaders(scene: Scene, rail: Rail) -> None:
    """Add the lines from the marks to their words, one for each place, beneath everything else."""
    parts: list[Part] = []
    for placed in rail.placed:
        start = placed.y
        end = rail.text_right + 3 if rail.is_mirrored else rail.glyph_x - GLYPH / 2 - 2
        if not rail.is_mirrored and placed.head:
            end = rail.text_left - 3  # a head of several marks has no shape before it
        marks = [rail.marks[number] for number in placed.block.numbers]
        lines: dict[float, float] = {}
        for mark in marks:
            y, x = round(rail.leader_of(mark) * 2) / 2, rail.line_of(mark)  # nearer ones would be one line
            lines[y] = x if y not in lines else (max if rail.is_mirrored else min)(lines[y], x)
        for y, x in lines.items():
            parts.append(Stroke(((x, y), (rail.fan_x, y), (end, start)), PALE, 0.7))
        if rail.is_mirrored and placed.head_end + 3 < end:
            parts.append(Stroke(((placed.head_end + 3, start), (end, start)), PALE, 0.7))
    scene.add(*parts)


def _paint_between(scene: Scene, rails: Sequence[Rail], n_heads: int, *, is_beside: bool) -> None:
    """Add how long the time is that lies between the rails."""
    then, later = (rail.marks for rail in rails)
    gap = (min(mark.days[0] for mark in later) - max(mark.days[1] for mark in then)).days
    if gap <= 0:
        return
    if not is_beside:
        middle = rails[0].bottom + SIZE * 1.6
        words = f"{say_gap(gap)} between are left out"
        half = text_width(words, SMALL) / 2 + 6
        centre = scene.width / 2
        scene.add(
            Stroke(((EDGE, middle), (centre - half, middle)), PALE, 0.8),
            TextLine(words, centre, middle + SMALL * 0.35, SMALL, "normal", GREY, "middle"),
            Stroke(((centre + half, middle), (scene.width - EDGE, middle)), PALE, 0.8),
        )
        return
    start, end = rails[0].right + 2, rails[1].left - 2
    baseline = rails[0].top - 9 - n_heads * SMALL * 1.35
    for number, words in enumerate((f"{say_gap(gap)} later", "scales differ")):
        if text_width(words, SMALL) <= end - start + 12:
            y = baseline + (number - 1) * SMALL * 1.28
            scene.add(TextLine(words, (start + end) / 2, y, SMALL, "normal", GREY, "middle"))


def _paint_marks(scene: Scene, rail: Rail) -> None:
    """Add the heads and, for each mark that has words, one link: when on the rail, what in words."""
    drawn: set[tuple[object, ...]] = set()
    hidden: list[Part] = []
    for placed in rail.placed:
        for number in placed.block.hidden:
            mark = rail.marks[number]
            place = (mark.kind, round(rail.line_of(mark)), *(round(y) for y in rail.places_of(mark)[0]))
            if place not in drawn:
                drawn.add(place)
                hidden += _time_of(rail, mark)
    scene.add(*hidden)
    for placed in rail.placed:
        scene.add(*placed.head)
        for said in placed.said:
            scene.groups.append(_link(rail, said))
        scene.add(*placed.more)


def _link(rail: Rail, said: Said) -> Group:
    mark = said.mark
    colour = SIDE_COLOURS[mark.side]
    parts: list[Part] = _time_of(rail, mark)
    if mark.kind == "office":
        parts.append(Bar(rail.glyph_x - BAR / 2, said.y - GLYPH / 2, BAR, GLYPH, colour))
    else:
        parts.append(Glyph(SHAPES[mark.kind], rail.glyph_x, said.y, colour, is_hollow=bool(mark.readings)))
    return Group([*parts, *said.texts], mark.opens or mark.key, say_mark(mark), said.box)


def _time_of(rail: Rail, mark: Mark) -> list[Part]:
    return draw_mark(mark, rail.places_of(mark), rail.line_of(mark), SIDE_COLOURS[mark.side])


def _notes(timeline: Timeline, rails: Sequence[Rail], bundles: Sequence[Bundle]) -> list[str]:
    notes = list(timeline.notes)
    n_hidden = sum(len(placed.block.hidden) for rail in rails for placed in rail.placed)
    if n_hidden:
        n_marks = len(timeline.marks)
        notes.insert(
            0, f"{n_marks - n_hidden} of {n_marks:,} marks in words, and {n_hidden:,} more in the table below"
        )
    n_drawn = sum(len(bundle.ties) for bundle in bundles)
    if bundles and n_drawn < len(timeline.ties):
        notes.append(f"the {n_drawn:,} strongest of {len(timeline.ties):,} links are drawn")
    if any(len(bundle.ties) > 1 for bundle in bundles):
        notes.append("a thicker line is several links")
    if timeline.marks and not timeline.on("later") and not timeline.is_one_rail:
        notes.insert(
            0, "nothing later is shown: none is in the corpus, all is hidden, or none bears on the selection"
        )
    return notes
