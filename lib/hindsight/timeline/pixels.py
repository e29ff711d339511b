"""Paints a scene with matplotlib: PNG for slides, PDF for print."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from hindsight.timeline.scene import Bar, Glyph, Part, Scene, Stroke, TextLine, corners
from hindsight.timeline.style import GLYPH, POINTS, font, our_settings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ALIGN = {"start": "left", "middle": "center", "end": "right"}


def write_png(scene: Scene, *, dpi: int) -> bytes:
    """Return the scene in pixels, the same bytes each time."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with our_settings():
        figure = paint(scene)
        figure.set_dpi(dpi)
        out = io.BytesIO()
        FigureCanvasAgg(figure).print_png(out, metadata={"Software": None})
    return out.getvalue()


def write_pdf(scene: Scene) -> bytes:
    """Return the scene as one page of PDF with real, embedded type, and no date, so the same bytes each
    time."""
    from matplotlib.backends.backend_pdf import FigureCanvasPdf

    metadata = {"Title": scene.title, "Subject": scene.description}
    unsaid = dict.fromkeys(("CreationDate", "Creator", "Producer"))
    with our_settings():
        out = io.BytesIO()
        FigureCanvasPdf(paint(scene)).print_pdf(out, metadata=metadata | unsaid)
    return out.getvalue()


def paint(scene: Scene) -> Figure:
    """Return the scene as a figure; to be called, and drawn, inside `our_settings`."""
    from matplotlib.figure import Figure

    figure: Figure = Figure(figsize=(scene.width / POINTS, scene.height / POINTS), dpi=POINTS)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)  # points, downwards
    for number, part in enumerate(part for group in scene.groups for part in group.parts):
        _paint(axes, part, number + 1)
    return figure


def _paint(axes: Axes, part: Part, order: int) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle
    from matplotlib.path import Path

    match part:
        case TextLine() if part.text:
            artist = axes.text(
                part.x, part.baseline, part.text, ha=_ALIGN[part.anchor], va="baseline", color=part.colour,
                fontproperties=font(part.weight).copy(), parse_math=False, zorder=order, clip_on=False,
            )  # fmt: skip
            artist.set_fontsize(part.size)
        case Stroke():
            style = (0, tuple(length / part.width for length in part.dash)) if part.dash else "solid"
            if part.is_curve:
                path = Path(list(part.points), [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
                patch = PathPatch(
                    path, facecolor="none", edgecolor=part.colour, lw=part.width, ls=style, zorder=order
                )
                axes.add_patch(patch)
            else:
                xs, ys = zip(*part.points, strict=True)
                axes.add_line(Line2D(xs, ys, color=part.colour, lw=part.width, ls=style, zorder=order))
        case Bar() if part.fill != "none":
            rectangle = Rectangle(
                (part.x, part.y), part.width, part.height,
                facecolor=part.colour if part.fill == "solid" else "white", edgecolor=part.colour, lw=0.9,
                hatch="//////" if part.fill == "hatched" else None, zorder=order,
            )  # fmt: skip
            axes.add_patch(rectangle)
        case Glyph():
            face = "white" if part.is_hollow else part.colour
            shape = (
                Circle((part.x, part.y), GLYPH / 2)
                if part.shape == "circle"
                else Polygon(corners(part, GLYPH), closed=True)
            )
            shape.set(facecolor=face, edgecolor=part.colour, linewidth=1.0, zorder=order)
            axes.add_patch(shape)
