"""What every picture must keep to: words apart from each other, inside the picture, and in reading order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hindsight.timeline.scene import Scene, TextLine
from hindsight.timeline.style import EDGE


def overlaps(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield the texts whose boxes share more than lines of one paragraph do."""
    boxes = sorted((line.box, line.text) for line in scene.texts() if line.text)
    for (one, text), (two, other) in itertools.combinations(boxes, 2):
        if two[0] >= one[2] - 0.5:  # half a point is less than the eye sees
            continue
        height = min(one[3] - one[1], two[3] - two[1])
        if abs((one[1] + one[3]) / 2 - (two[1] + two[3]) / 2) < height * 0.8:
            yield text, other


def clipped(scene: Scene) -> Iterator[str]:
    """Yield the texts that come nearer to the edge than the margin allows, or leave the picture."""
    for line in scene.texts():
        left, top, right, bottom = line.box
        if left < EDGE - 1 or right > scene.width - EDGE + 1 or top < 0 or bottom > scene.height:
            yield f"{line.text!r} at {line.box}"


def texts_of(scene: Scene) -> list[TextLine]:
    """Return the lines of text, for looking into a picture."""
    return list(scene.texts())
