"""What every picture has around it: title and subtitle above, legend, notes and source beneath."""

from __future__ import annotations

from collections.abc import Sequence

from hindsight.timeline.legend import add_legend
from hindsight.timeline.measuring import ASCENT, wrap
from hindsight.timeline.scene import Scene, TextLine
from hindsight.timeline.style import EDGE, GREY, INK, LARGE, LEADING, SIZE, SMALL

NARROW = 400.0  # points; below it (a phone has 270) everything stands in one column


def begin(scene: Scene, title: str, subtitle: str) -> float:
    """Add title and subtitle; return where the picture itself may begin."""
    size = LARGE if scene.width >= NARROW else LARGE - 2
    at = EDGE
    for text, own, weight, colour, most in (
        (title, size, "bold", INK, 4),
        (subtitle, SIZE, "normal", GREY, 4),
    ):
        for line in _balance(text, scene.width - 2 * EDGE, own, most, weight):
            scene.add(TextLine(line, EDGE, at + ASCENT * own, own, weight, colour))
            at += own * LEADING
        at += 2
    return at + 6


def finish(
    scene: Scene, top: float, entries: Sequence[Sequence[tuple[str, str]]], notes: Sequence[str], source: str
) -> Scene:
    """Add the legend, what is not drawn and why, and the source; set the height; return the scene."""
    at = add_legend(scene, top + 12, *entries) + 3
    said = "; ".join(notes)
    for text in (f"{said[:1].upper()}{said[1:]}." if said else "", source):
        for line in wrap(text, scene.width - 2 * EDGE, SMALL, most=5):
            scene.add(TextLine(line, EDGE, at + ASCENT * SMALL, SMALL, "normal", GREY))
            at += SMALL * LEADING
        at += 2 if text else 0
    scene.height = at + EDGE - 2
    return scene


def _balance(text: str, width: float, size: float, most: int, weight: str) -> list[str]:
    """Return text in as few lines as it needs, none of them much shorter than the others."""
    lines = wrap(text, width, size, most=most, weight=weight)
    for share in range(95, 50, -5):
        narrower = wrap(text, width * share / 100, size, most=most, weight=weight)
        if len(narrower) > len(lines) or " ".join(narrower) != " ".join(lines):
            break
        lines = narrower
    return lines
