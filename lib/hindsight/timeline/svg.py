"""Writes a scene as SVG: real text, one link for each row in the order of reading, tooltips, a visible
focus."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hindsight.timeline.scene import Bar, Glyph, Group, Part, Scene, Stroke, TextLine, corners
from hindsight.timeline.style import FOCUS, GLYPH, MESH
from hindsight.visible import visible

_FAMILY = "DejaVu Sans, Verdana, sans-serif"  # Verdana has the same widths
# The box that takes the pointer and shows the keyboard's focus; everything else is said by attributes.
_STYLE = (
    f"a:focus{{outline:none}}a:focus-visible .focus{{stroke:{FOCUS};stroke-width:2}}"
    "a:hover .curve{stroke-width:3}a:hover .focus{fill-opacity:.09}"
)


def write_svg(scene: Scene, *, with_links: bool = True) -> str:
    """Return the scene as SVG: the same bytes for the same scene; without links, tooltips stay.

    Notes
    -----
    Links are ``<a href="#KEY">`` with a ``<title>``, in the order of the groups, so that the tab key walks
    the picture as it is read. Each text carries its measured width: a viewer without our font keeps to the
    layout. Ids are those of the hatchings alone, made from their colours.
    """
    linked = with_links and any(True for _ in scene.links())
    pieces = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" '
        f'width="{_n(scene.width)}pt" height="{_n(scene.height)}pt" role="{"group" if linked else "img"}" '
        f'aria-label="{_escaped(scene.title)}" font-family="{_FAMILY}">',
        f"<title>{_escaped(scene.title)}</title><desc>{_escaped(scene.description)}</desc>",
        f"<style>{_STYLE}</style>",
        *_patterns(scene),
        f'<rect width="{_n(scene.width)}" height="{_n(scene.height)}" fill="#fff"/>',
    ]
    for group in scene.groups:
        pieces.append(_group(group, with_links=with_links))
    pieces.append("</svg>\n")
    return "\n".join(pieces)


def _patterns(scene: Scene) -> Iterator[str]:
    bars = (part for group in scene.groups for part in group.parts if isinstance(part, Bar))
    colours = sorted({bar.colour for bar in bars if bar.fill == "hatched"})
    if colours:
        yield "<defs>"
    for colour in colours:
        yield (
            f'<pattern id="hatch-{colour.lstrip("#")}" width="{MESH}" height="{MESH}" '
            f'patternUnits="userSpaceOnUse"><rect width="{MESH}" height="{MESH}" fill="#fff"/>'
            f'<path d="M-1 1l2 -2M0 {MESH}l{MESH} -{MESH}M{MESH - 1} {MESH + 1}l2 -2" stroke="{colour}" '
            'stroke-width="0.9"/></pattern>'
        )
    if colours:
        yield "</defs>"


def _group(group: Group, *, with_links: bool) -> str:
    inner = "".join(_part(part, is_link=bool(group.key)) for part in group.parts)
    if not group.key:
        return inner
    frame = ""
    if group.focus is not None:
        left, top, right, bottom = group.focus
        frame = (
            f'<rect class="focus" x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" '
            f'height="{_n(bottom - top)}" rx="2" fill="#000" fill-opacity="0"/>'
        )
    start, end = (f'<a href="#{_escaped(group.key)}">', "</a>") if with_links else ("<g>", "</g>")
    return f"{start}<title>{_escaped(group.words)}</title>{frame}{inner}{end}"


def _part(part: Part, *, is_link: bool) -> str:
    match part:
        case TextLine():
            return _text(part)
        case Stroke():
            return _stroke(part, is_link=is_link)
        case Bar():
            return _bar(part)
        case Glyph():
            return _glyph(part)


def _text(line: TextLine) -> str:
    if not line.text:
        return ""
    more = ' font-weight="bold"' if line.weight == "bold" else ""
    more += f' text-anchor="{line.anchor}"' if line.anchor != "start" else ""
    return (
        f'<text x="{_n(line.x)}" y="{_n(line.baseline)}" font-size="{_n(line.size)}" fill="{line.colour}"'
        f'{more} textLength="{_n(line.width)}" lengthAdjust="spacingAndGlyphs">{_escaped(line.text)}</text>'
    )


def _stroke(stroke: Stroke, *, is_link: bool) -> str:
    points = [f"{_n(x)} {_n(y)}" for x, y in stroke.points]
    path = f"M{points[0]}" + (f"C{' '.join(points[1:])}" if stroke.is_curve else f"L{' '.join(points[1:])}")
    dash = f' stroke-dasharray="{" ".join(_n(length) for length in stroke.dash)}"' if stroke.dash else ""
    drawn = f'd="{path}" fill="none" stroke="{stroke.colour}" stroke-width="{_n(stroke.width)}"{dash}'
    if not (stroke.is_curve and is_link):
        return f"<path {drawn}/>"
    # A thin line is hard to hit: a wide unseen one under it takes the pointer and shows the focus.
    return (
        f'<path class="focus" d="{path}" fill="none" stroke="#000" stroke-opacity="0" stroke-width="7"/>'
        f'<path class="curve" {drawn}/>'
    )


def _bar(bar: Bar) -> str:
    if bar.fill == "none":
        return ""
    fill = {"solid": bar.colour, "hollow": "#fff"}.get(bar.fill, f"url(#hatch-{bar.colour.lstrip('#')})")
    return (
        f'<rect x="{_n(bar.x)}" y="{_n(bar.y)}" width="{_n(bar.width)}" height="{_n(bar.height)}" '
        f'fill="{fill}" stroke="{bar.colour}" stroke-width="0.9"/>'
    )


def _glyph(glyph: Glyph) -> str:
    fill = "#fff" if glyph.is_hollow else glyph.colour
    paint = f'fill="{fill}" stroke="{glyph.colour}"'
    if glyph.shape == "circle":
        return f'<circle cx="{_n(glyph.x)}" cy="{_n(glyph.y)}" r="{_n(GLYPH / 2)}" {paint}/>'
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners(glyph, GLYPH))
    return f'<polygon points="{points}" {paint}/>'


def _escaped(text: str) -> str:
    """Return text of a page for XML, which has no place for control characters."""
    return escape(visible(text))


def _n(value: float) -> str:
    """Return a number in the fewest characters that place it to a hundredth of a point."""
    number = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if number == "-0" else number
