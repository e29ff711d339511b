"""Makes matplotlib's SVG fit for a page: links to evidence, tooltips, names for screen readers, fixed text
widths."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_TEXT_ID = re.compile(r"text-\d+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the picture: the id its artists carry, the key it leads to, and its words."""

    name: str
    key: str
    words: str


def finish_svg(
    svg: str, anchors: Sequence[Anchor], widths: Mapping[str, float], *, title: str, description: str
) -> str:
    """Return the drawing with one link per mark, a title and a description.

    Parameters
    ----------
    svg : str
        As matplotlib wrote it, artists named by their ids.
    anchors : sequence of Anchor
        Links to make.
    widths : mapping of str to float
        Points, by the id of the text: in a viewer without our font the text is still as wide as was measured.
    title, description : str
        For those who do not see the picture.
    """
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    root = ET.fromstring(svg.encode())
    _name(root, title, description)
    by_name = {anchor.name: anchor for anchor in anchors}
    links: dict[str, ET.Element] = {}
    for parent in list(root.iter()):
        for child in list(parent):
            names = (child.get("id") or "").split()
            if not names:
                continue
            if _TEXT_ID.fullmatch(names[0]):
                _fix_width(child, widths[names[0]])
                child.attrib.pop("id")
            name = next((n for n in names if n in by_name), None)
            if name is None:
                continue
            child.attrib.pop("id", None)
            if name not in links:
                links[name] = _make_link(by_name[name])
                parent[list(parent).index(child)] = links[name]
            else:
                parent.remove(child)
            links[name].append(child)
    return ET.tostring(root, encoding="unicode") + "\n"


def _name(root: ET.Element, title: str, description: str) -> None:
    for child in [e for e in root if e.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}title", f"{{{_SVG}}}desc")]:
        root.remove(child)
    root.set("role", "img")
    root.set("aria-label", title)  # not by id: two pictures of one page would share theirs
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{_SVG}}}{tag}")
        element.text = text
        root.insert(place, element)


def _make_link(anchor: Anchor) -> ET.Element:
    link = ET.Element(f"{{{_SVG}}}a", {"href": f"#{anchor.key}"})
    title = ET.SubElement(link, f"{{{_SVG}}}title")
    title.text = anchor.words
    return link


def _fix_width(group: ET.Element, width: float) -> None:
    for text in group.iter(f"{{{_SVG}}}text"):
        if width > 0:
            text.set("textLength", f"{width:.2f}")
            text.set("lengthAdjust", "spacingAndGlyphs")
