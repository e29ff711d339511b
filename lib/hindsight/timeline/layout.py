"""Where everything of a timeline stands, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from hindsight.timeline.geometry import (
    EDGE,
    LARGE,
    LEADING,
    LINE,
    MOST_LANES,
    SIZE,
    SMALL,
    Column,
    Layout,
    Placed,
    Row,
    SidePlan,
    TextLine,
    extent,
    is_bar,
    make_columns,
)
from hindsight.timeline.labels import Label, fit_labels, word_gap
from hindsight.timeline.marks import Tie, Timeline
from hindsight.timeline.measuring import ASCENT, DESCENT, shorten, text_width, wrap
from hindsight.timeline.placing import share_lanes, spread
from hindsight.timeline.scale import make_scale
from hindsight.timeline.style import GREY, INK, SIDE_COLOURS
from hindsight.timeline.wording import say_gap, say_span

# height over width at which labels are gathered rather than the picture made longer (A4: 1.41)
MOST_TALL = 1.4
LEAST_TALL = 150.0  # points of rail
HEAD = 36.0  # points between the subtitle and the rails
MOST_TIES = 60  # links drawn, the strongest; more cannot be told apart


def lay_out(timeline: Timeline, width: float, *, legend_height: float = 0.0) -> Layout:
    """Return the layout of a timeline `width` points wide; its height follows from what it shows."""
    layout = Layout(width)
    at = EDGE
    for text, size, weight, colour, most in (
        (timeline.title, LARGE, "bold", INK, 3),
        (timeline.subtitle, SIZE + 0.5, "normal", GREY, 2),
    ):
        for line in wrap(text, width - 2 * EDGE, size, most=most, weight=weight):
            layout.texts.append(TextLine(line, EDGE, at + ASCENT * size, size, weight, colour))
            at += size * LEADING
        at += 2
    layout.top = at + HEAD
    room = width * MOST_TALL - layout.top - legend_height - 6 * SMALL * LEADING - 2 * EDGE
    columns = make_columns(timeline, width)
    labels = {side: fit_labels(timeline, column, room) for side, column in columns.items()}
    tallest = max((sum(label.height for label in side) for side in labels.values()), default=0.0)
    layout.bottom = layout.top + max(tallest, LEAST_TALL if labels else 0.0)
    for side, column in columns.items():
        layout.sides.append(_place_side(timeline, column, labels[side], layout))
    layout.texts += _heads(timeline, layout)
    _foot(timeline, layout, legend_height)
    return layout


def drawn_ties(timeline: Timeline) -> list[Tie]:
    """Return the links that are drawn: all, or the strongest where there are too many to tell apart."""
    ranked = sorted(timeline.ties, key=lambda tie: (tie.kind == "site_related", -tie.score, tie.key))
    kept = {tie.key for tie in ranked[:MOST_TIES]}
    return [tie for tie in timeline.ties if tie.key in kept]


def _place_side(timeline: Timeline, column: Column, labels: list[Label], layout: Layout) -> SidePlan:
    marks = timeline.on(column.side)
    spans = [mark.days for mark in marks]
    spans += [(reading.earliest, reading.latest) for mark in marks for reading in mark.readings]
    scale = make_scale(spans, layout.top, layout.bottom)
    plan = SidePlan(column, scale)
    # Bars of the same days share a lane: they would only repeat each other.
    bars = sorted({extent(mark) for mark in marks if is_bar(mark)})
    places = [(float(first.toordinal()), float(last.toordinal())) for first, last in bars]
    lanes = dict(zip(bars, share_lanes(places, MOST_LANES), strict=True))
    for mark in marks:
        lane = lanes[extent(mark)] + 1 if is_bar(mark) else 0
        readings = tuple((scale.place(r.earliest), scale.place(r.latest)) for r in mark.readings)
        top, bottom = (scale.place(day) for day in mark.days)
        plan.placed.append(Placed(mark, column.rail_x + lane * column.lane_step, top, bottom, readings))
    wanted = [sum(plan.placed[n].middle for n in label.marks) / len(label.marks) for label in labels]
    order = sorted(range(len(labels)), key=lambda number: (wanted[number], labels[number].marks))
    heights = [labels[number].height for number in order]
    middles = spread([wanted[number] for number in order], heights, layout.top, layout.bottom)
    for number, middle in zip(order, middles, strict=True):
        plan.rows.append(_place_label(timeline, column, labels[number], middle))
    gathered = sum(len(label.marks) > 1 for label in labels)
    if gathered:
        said = (
            f"{column.side}: {len(marks)} marks under {len(labels)} labels, {gathered} of them for neighbours"
        )
        layout.notes.append(said)
    return plan


def _place_label(timeline: Timeline, column: Column, label: Label, middle: float) -> Row:
    marks = timeline.on(column.side)
    top = middle - len(label.lines) * LINE / 2
    lines = []
    for number, pieces in enumerate(label.lines):
        x = column.text_left
        baseline = top + (number + 0.5) * LINE + SIZE * (ASCENT - DESCENT) / 2
        for text, weight, colour in pieces:
            lines.append(TextLine(text, x, baseline, SIZE, weight, colour))
            x += text_width(text, SIZE, weight) + word_gap()
    return Row(tuple(marks[n] for n in label.marks), tuple(lines), top + LINE / 2)


def _heads(timeline: Timeline, layout: Layout) -> Iterator[TextLine]:
    """Yield the heads of the columns, the names of ticks and cuts, and the years between."""
    baseline = layout.top - 14
    for plan in layout.sides:
        column = plan.column
        room = column.text_right - column.text_left
        words = f"{plan.side.upper()} · {say_span(timeline.on(plan.side))}"
        text = words if text_width(words, SIZE + 0.5, "bold") <= room else plan.side.upper()
        yield TextLine(text, column.text_left, baseline, SIZE + 0.5, "bold", SIDE_COLOURS[plan.side])
        outward = column.lane_step < 0
        for y, name in _apart(plan):
            x = layout.width - EDGE if outward else EDGE
            yield TextLine(name, x, y + SMALL * 0.35, SMALL, "normal", GREY, "end" if outward else "start")
    if len(layout.sides) < 2:
        return
    then, later = timeline.on("then"), timeline.on("later")
    gap = (min(mark.days[0] for mark in later) - max(mark.days[1] for mark in then)).days
    if gap > 0:
        start, end = layout.sides[0].column.port_x, layout.sides[1].column.port_x
        for number, words in enumerate((f"{say_gap(gap)} between", "cut out; scales differ")):
            text = shorten(words, end - start + 10, SMALL)
            y = baseline + (number - 1) * SMALL * LEADING
            yield TextLine(text, (start + end) / 2, y, SMALL, "normal", GREY, "middle")


def _apart(plan: SidePlan) -> list[tuple[float, str]]:
    """Return the ticks and cuts of a rail that leave each other room; cuts come first."""
    kept = [(y, f"{say_gap(days)} cut") for y, days in plan.scale.cuts()]
    for y, name in plan.scale.ticks():
        if all(abs(y - other) >= SMALL * LEADING * 1.1 for other, _ in kept):
            kept.append((y, name))
    return sorted(kept)


def _foot(timeline: Timeline, layout: Layout, legend_height: float) -> None:
    layout.legend_y = layout.bottom + 18
    at = layout.legend_y + legend_height + 2
    notes = [*timeline.notes, *layout.notes]
    hidden = len(timeline.ties) - len(drawn_ties(timeline))
    if hidden:
        notes.append(f"the {MOST_TIES} strongest of {len(timeline.ties)} links are drawn")
    if timeline.marks and not timeline.on("later"):
        notes.insert(
            0, "nothing later is shown: none is in the corpus, all is hidden, or none bears on the selection"
        )
    said = "; ".join(notes)
    for text in (f"{said[:1].upper()}{said[1:]}." if said else "", timeline.source):
        for line in wrap(text, layout.width - 2 * EDGE, SMALL, most=3):
            layout.texts.append(TextLine(line, EDGE, at + ASCENT * SMALL, SMALL, "normal", GREY))
            at += SMALL * LEADING
    layout.height = at + EDGE
