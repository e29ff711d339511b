"""A laid-out picture as plain shapes, in points from the top left corner; what writes SVG or pixels reads
only this."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hindsight.timeline.measuring import ASCENT, DESCENT, text_width
from hindsight.timeline.style import INK, SIZE

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; `x` is its start, middle or end, by `anchor`."""

    text: str
    x: float
    baseline: float
    size: float = SIZE
    weight: str = "normal"
    colour: str = INK
    anchor: str = "start"

    @property
    def width(self) -> float:
        """Width in points."""
        return text_width(self.text, self.size, self.weight)

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * self.width
        top, bottom = self.baseline - ASCENT * self.size, self.baseline + DESCENT * self.size
        return left, top, left + self.width, bottom


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, or, with `is_curve`, the cubic curve of four."""

    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()
    is_curve: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `fill` is ``solid``, ``hatched``, ``hollow`` or ``none`` (nothing but its place)."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    fill: str = "solid"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A shape around a point: ``circle``, ``diamond``, ``triangle``, ``square``, ``up``, ``down``."""

    shape: str
    x: float
    y: float
    colour: str
    is_hollow: bool = False


Part = TextLine | Stroke | Bar | Glyph


@dataclass(slots=True)
class Group:
    """Parts that belong together; with a key they are a link to the row of that key.

    `words` are its tooltip, `focus` the box that is framed while the keyboard is on it.
    """

    parts: list[Part] = field(default_factory=list)
    key: str = ""
    words: str = ""
    focus: Box | None = None


@dataclass(slots=True)
class Scene:
    """A whole picture: its groups in the order of painting, which is the order of reading."""

    width: float
    height: float = 0.0
    title: str = ""
    description: str = ""
    groups: list[Group] = field(default_factory=list)

    def add(self, *parts: Part) -> None:
        """Add parts that are no link."""
        self.groups.append(Group(list(parts)))

    def texts(self) -> Iterator[TextLine]:
        """Yield every line of text."""
        for group in self.groups:
            yield from (part for part in group.parts if isinstance(part, TextLine))

    def links(self) -> Iterator[Group]:
        """Yield every group that is a link, in the order of reading."""
        return (group for group in self.groups if group.key)


def corners(glyph: Glyph, size: float) -> list[Point]:
    """Return the corners of a glyph `size` points across; a circle has none."""
    x, y, half = glyph.x, glyph.y, size / 2
    match glyph.shape:
        case "diamond":
            half *= 1.12
            return [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        case "triangle":
            return [(x, y - half * 1.1), (x + half * 1.1, y + half * 0.9), (x - half * 1.1, y + half * 0.9)]
        case "square":
            half *= 0.9
            return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        case "up" | "down":
            tip = -half if glyph.shape == "up" else half
            return [(x, y + tip), (x + half * 0.8, y - tip * 0.7), (x - half * 0.8, y - tip * 0.7)]
        case "left" | "right":
            tip = -half if glyph.shape == "left" else half
            return [(x + tip, y), (x - tip * 0.7, y + half * 0.8), (x - tip * 0.7, y - half * 0.8)]
        case _:
            return []
