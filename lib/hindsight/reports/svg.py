"""Drawings made fit to stand inside a page: known elements only, own ids, live links to rows.

The page's Content-Security-Policy admits one style sheet, by its hash; style attributes (matplotlib writes
hundreds) would be ignored. So every distinct style becomes a class, and its rule goes to the page's sheet.
"""

from __future__ import annotations

import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib import resources
from urllib.parse import unquote

from markupsafe import Markup

from hindsight.visible import visible

# From a row's key to the address of its evidence and the row's words; None where the page has no such row.
Linker = Callable[[str], tuple[str, str] | None]

_LOCAL_URL = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_PROPERTY = re.compile(r"-?[a-z][a-z-]*\Z")
_PLAIN_VALUE = re.compile(r"""[\w\s#%.,()'"+/!-]*\Z""")
_RULE = re.compile(r"([^{}@<]+)\{([^{}@<]*)\}")
_SELECTOR = re.compile(r"[\w\s.#*>,:-]+\Z")
_EMBEDDED_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*\Z")


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """Return the elements and the attributes that are kept."""
    text = resources.files("hindsight.reports").joinpath("svg.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    return frozenset(lists["elements"].split()), frozenset(lists["attributes"].split())


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cleaned drawing: its markup and the rules of style it needs."""

    markup: Markup
    rules: tuple[str, ...]
    has_links: bool

    def with_style(self) -> Markup:
        """Return the drawing with its rules before it, for a page that has no sheet of ours."""
        return Markup("<style>{}</style>").format(Markup("".join(self.rules))) + self.markup


def read_svg(svg: str) -> ET.Element:
    """Return the drawing as a tree.

    Raises
    ------
    ValueError
        It is not well-formed XML, not an SVG, or declares entities.
    """
    if "<!ENTITY" in svg:
        raise ValueError("the drawing declares entities; write their characters instead")
    try:
        root = ET.fromstring(svg)
    except ET.ParseError as error:
        raise ValueError(f"the drawing is not well-formed XML: {error}") from error
    if _local(root.tag) != "svg":
        raise ValueError(f"the drawing is <{_local(root.tag)}>, not <svg>")
    return root


def row_links(svg: str) -> Iterator[str]:
    """Yield the keys that the drawing's links name, in its order."""
    for element in read_svg(svg).iter():
        if _local(element.tag) == "a" and (key := _fragment(element)):
            yield key


def clean_svg(
    svg: str,
    *,
    prefix: str,
    link: Linker,
    title: str = "",
    described_by: str = "",
    link_attribute: str = "href",
) -> Drawing:
    """Return the drawing fit for a page.

    Parameters
    ----------
    svg : str
        The drawing.
    prefix : str
        Set before every id and class, so that two drawings of a page never share one.
    link : callable
        Address and words of the row that a link names; a link to a row that the page has not is dropped.
    title : str
        Name of the drawing for a screen reader.
    described_by : str
        Id of the element that describes it.
    link_attribute : str
        ``href``, or its older name ``xlink:href``, which browsers follow as well: JupyterLab takes a link of a
        drawing that has the newer one for the path of a file.
    """
    root = read_svg(svg)
    writer = _Writer(root, prefix, link, link_attribute)
    writer.write(root, {"title": title, "described_by": described_by})
    return Drawing(Markup("".join(writer.pieces)), tuple(writer.rules()), writer.has_links)


class _Writer:
    """Writes a tree as HTML, keeping what the lists above know."""

    def __init__(self, root: ET.Element, prefix: str, link: Linker, link_attribute: str) -> None:
        self.pieces: list[str] = []
        self.has_links = False
        self._prefix, self._link, self._link_attribute = prefix, link, link_attribute
        self._elements, self._kept = _vocabulary()
        self._own_ids = {element.get("id") for element in root.iter() if element.get("id")}
        self._classes: dict[str, str] = {}  # declarations of a style to its class
        self._sheets = [
            e.text or "" for e in root.iter() if isinstance(e.tag, str) and _local(e.tag) == "style"
        ]
        self.has_links = any(_local(e.tag) == "a" and self._target(e) for e in root.iter())

    def rules(self) -> Iterator[str]:
        """Yield the rules: those of the drawing's own sheets, held inside it, then the styles as classes."""
        for sheet in self._sheets:
            for selector, declarations in _RULE.findall(sheet):
                if _SELECTOR.match(selector) and (safe := self._declarations(declarations)):
                    scoped = ",".join(
                        f".{self._prefix}svg {self._scoped(part)}" for part in selector.split(",")
                    )
                    yield f"{scoped}{{{safe}}}"
        for declarations, name in self._classes.items():
            yield f".{name}{{{declarations}}}"

    def write(self, element: ET.Element, page: dict[str, str] | None = None) -> None:
        name = _local(element.tag)
        if name not in self._elements:
            return
        target = self._target(element) if name == "a" else None
        if name == "a" and target is None:
            name = "g"
        attributes = dict(self._attributes(element, name))
        if page is not None:
            attributes |= self._root_attributes(page)
        if target is not None:
            attributes[self._link_attribute] = target[0]
            if not self._has_name(element):
                attributes["aria-label"] = f"Evidence: {target[1]}"
        written = "".join(f' {key}="{escape(visible(value))}"' for key, value in attributes.items())
        self.pieces.append(f"<{name}{written}>")
        self._text(element.text)
        for child in element:
            self.write(child)
            self._text(child.tail)
        self.pieces.append(f"</{name}>")

    def _text(self, text: str | None) -> None:
        if text and text.strip():
            self.pieces.append(escape(visible(text)))

    def _root_attributes(self, page: dict[str, str]) -> dict[str, str]:
        # An image hides its links from a screen reader; a group does not.
        named = {"class": f"{self._prefix}svg", "role": "group" if self.has_links else "img"}
        if page["title"]:
            named["aria-label"] = page["title"]
        if page["described_by"]:
            named["aria-describedby"] = page["described_by"]
        return named

    def _attributes(self, element: ET.Element, name: str) -> Iterator[tuple[str, str]]:
        classes = [self._prefix + part for part in element.get("class", "").split()]
        if (style := element.get("style")) and (declarations := self._declarations(style)):
            classes.append(self._classes.setdefault(declarations, f"{self._prefix}s{len(self._classes)}"))
        if classes:
            yield "class", " ".join(classes)
        for key, value in element.attrib.items():
            key = _local(key)
            if key == "href" and name == "use" and value.startswith("#"):
                yield "href", f"#{self._prefix}{value[1:]}"
            elif key == "href" and name == "image" and _EMBEDDED_IMAGE.match(value):
                yield "href", value
            elif key == "id":
                yield "id", self._prefix + value
            elif (key in self._kept or key.startswith("aria-")) and _is_local(value):
                yield key, self._own_urls(value)

    def _declarations(self, style: str) -> str:
        """Return the safe declarations of a style, in its order."""
        kept = []
        for declaration in style.split(";"):
            key, _, value = declaration.partition(":")
            key, value = key.strip(), value.strip()
            if _PROPERTY.match(key) and _PLAIN_VALUE.match(value) and _is_local(value):
                kept.append(f"{key}:{self._own_urls(value)}")
        return ";".join(kept)

    def _own_urls(self, value: str) -> str:
        return _LOCAL_URL.sub(rf"url(#{self._prefix}\1)", value)

    def _scoped(self, selector: str) -> str:
        return re.sub(r"([.#])(?=[A-Za-z_])", rf"\1{self._prefix}", selector.strip())

    def _target(self, element: ET.Element) -> tuple[str, str] | None:
        key = _fragment(element)
        if not key:
            return None
        if key in self._own_ids:
            return f"#{self._prefix}{key}", key
        return self._link(key)

    @staticmethod
    def _has_name(element: ET.Element) -> bool:
        if element.get("aria-label"):
            return True
        return any(
            _local(e.tag) in ("text", "tspan", "title") and (e.text or "").strip() for e in element.iter()
        )


def _local(tag: object) -> str:
    """Return a name without its namespace; comments and processing instructions have none."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _fragment(element: ET.Element) -> str:
    for key, value in element.attrib.items():
        if _local(key) == "href" and value.startswith("#"):
            return unquote(value[1:])
    return ""


def _is_local(value: str) -> bool:
    """Whether a value names nothing outside the drawing."""
    return "url(" not in _LOCAL_URL.sub("", value).lower()
