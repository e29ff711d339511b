"""The one style of all pictures: sizes, colours, line styles and shapes, the font, matplotlib's settings.

No meaning is carried by colour alone: the sides differ in place, kinds of mark in shape, kinds of link in
line style. The two colours are told apart by the commonest kinds of colour blindness (Okabe and Ito, "Color
Universal Design", 2008: blue against vermilion, here darker for contrast of at least 7:1 on white) and both
print dark in grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

POINTS = 72  # to the inch
SIZE, SMALL, LARGE = 9.5, 8.25, 14.0  # points, of type
LEADING = 1.28  # line height in units of the type size
LINE = SIZE * LEADING
EDGE = 12.0  # points of white around everything
GLYPH = 5.8  # points across
BAR = 4.0  # points across
OPEN = 12.0  # points that an open end reaches beyond its day
MESH = 3  # points between the lines of a hatching
DOTS = (1.0, 1.6)  # points drawn and left out

SIDE_COLOURS = {"then": "#0b4f8a", "later": "#8f2d00"}
INK, GREY, PALE, FOCUS = "#1a1a1a", "#595959", "#c4c4c4", "#b3006b"
SHAPES = {"document": "circle", "claim": "diamond", "date": "triangle", "item": "square"}
SHAPE_WORDS = {
    "document": "document",
    "claim": "claim",
    "date": "date named",
    "item": "item beneath the text",
    "office": "office held",
}
# Dashes (points drawn and left out), colour and width of each kind of link.
LINK_STYLES: dict[str, tuple[tuple[float, ...], str, float]] = {
    "site_related": ((1, 2.2), "#8a8a8a", 0.9),
    "same_author": ((7, 2, 1, 2), INK, 0.9),
    "shared_actor": ((), INK, 0.9),
    "shared_topic": ((4.5, 2), INK, 0.9),
    "mentions_date": ((3, 1.5, 1, 1.5, 1, 1.5), INK, 0.9),
    "updates": ((9, 2), INK, 1.6),
    "supports": ((), INK, 1.9),
    "contradicts": ((2, 1), INK, 1.9),
}


@lru_cache(maxsize=2)
def font(weight: str = "normal") -> Any:
    """Return matplotlib's own DejaVu Sans, whatever fonts the machine has."""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if weight == "bold" else "DejaVuSans.ttf"
    return FontProperties(
        family=["DejaVu Sans", "Verdana", "sans-serif"],
        weight=weight,
        fname=Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name,
    )


@contextmanager
def our_settings() -> Iterator[None]:
    """Draw with matplotlib's defaults and our style file, and give the reader's settings back afterwards."""
    import matplotlib

    with resources.as_file(resources.files("hindsight.timeline").joinpath("hindsight.mplstyle")) as path:
        ours = matplotlib.rc_params_from_file(path, use_default_template=False)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(ours)
        yield
