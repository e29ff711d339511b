"""What the head of an HTML page says about it: JSON-LD, meta elements, canonical address, title element.

Values are returned as found, best source first; `hindsight.pages.html_page` weighs them against what the page
shows.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hindsight.pages.bylines import is_agency, is_name, read_byline, read_names
from hindsight.pages.lexicon import word_table
from hindsight.pages.printed_dates import edtf, find_printed_dates

_META = re.compile(r"<meta\b((?:[^<>\"']++|\"[^\"]{0,5000}\"|'[^']{0,5000}'){1,200}+)>", re.I)
_LINK = re.compile(r"<link\b((?:[^<>\"']++|\"[^\"]{0,5000}\"|'[^']{0,5000}'){1,100}+)>", re.I)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]{0,5000})\"|'([^']{0,5000})'|([^\s\"'>]{1,500}))")
_JSON_OPEN = re.compile(r"<script\b[^<>]{0,300}application/ld\+json[^<>]{0,300}>", re.I)
_TITLE = re.compile(r"<title\b[^>]{0,300}>([^<]{1,1000})", re.I)
_LANGUAGE = re.compile(r"<html\b[^>]{0,600}?\slang\s*=\s*[\"']?([A-Za-z]{2})\b", re.I)
_TIME = re.compile(r"<time\b([^<>]{1,600})>", re.I)
_ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\D|\d{4,6}|$)")
_ADDRESS_DATE = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d|[a-z]{3})[/-]([0-3]?\d)(?=[/-]|\b)", re.I)
_MOST_JSON = 400_000  # code points of one JSON-LD block; longer ones are catalogues
_DEEPEST = 12  # nesting of JSON-LD that is followed
_ARTICLE_TYPES = tuple(word_table("json_types"))
_PUBLISHED_NAMES = tuple(word_table("meta_published"))
_AUTHOR_NAMES = tuple(word_table("meta_author"))
_TITLE_NAMES = tuple(word_table("meta_title"))
_PUBLISHER_NAMES = tuple(word_table("meta_publisher"))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page says; empty where it says nothing. Dates are EDTF, titles best first."""

    titles: tuple[str, ...] = ()
    published: str | None = None
    other_dates: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    address: str | None = None


def read_metadata(source: str) -> Metadata:
    """Return what the head of an HTML page says about it.

    Examples
    --------
    >>> read_metadata('<meta property="article:published_time" content="2016-12-23T11:00:00Z">').published
    '2016-12-23'
    """
    meta = _meta_values(source)
    items = list(_json_items(source))
    articles = [item for item in items if not _is_person(item)]
    titles = [
        item[key] for item in articles for key in ("headline", "name") if isinstance(item.get(key), str)
    ]
    titles += [value for name in _TITLE_NAMES for value in meta.get(name, ())]
    titles += [match[1] for match in _TITLE.finditer(source, 0, 400_000)][:1]
    address = _address(source, meta)
    dates = [_read_date(item.get("datePublished")) for item in articles]
    dates += [_read_date(value) for name in _PUBLISHED_NAMES for value in meta.get(name, ())]
    dates += [_read_date(item.get(key)) for item in articles for key in ("dateCreated", "uploadDate")]
    dates += [date_in_address(address)] if address else []
    dates += [_read_date(value) for value in _times(source)][:1]
    known = [date for date in dates if date]
    authors = _json_authors(articles, _people_by_id(items)) or _meta_authors(meta)
    publishers = [_name_of(item.get("publisher")) for item in articles]
    publishers += [value for name in _PUBLISHER_NAMES for value in meta.get(name, ())]
    language = _LANGUAGE.search(source, 0, 20_000)
    return Metadata(
        titles=tuple(
            dict.fromkeys(" ".join(html.unescape(title).split()) for title in titles if title.strip())
        ),
        published=known[0] if known else None,
        other_dates=tuple(dict.fromkeys(known[1:])),
        authors=authors,
        publisher=next(
            (" ".join(html.unescape(name).split()) for name in publishers if name and name.strip()), None
        ),
        language=language[1].lower() if language else None,
        address=address,
    )


def date_in_address(address: str) -> str | None:
    """Return the day an address gives, as newspapers' and blogs' addresses do.

    Examples
    --------
    >>> date_in_address("https://example.org/opinion/2019/nov/18/a-city")
    '2019-11-18'
    """
    match = _ADDRESS_DATE.search(address)
    if not match:
        return None
    if match[2].isdigit():
        return edtf(int(match[1]), int(match[2]), int(match[3]))
    printed = find_printed_dates(f"{match[3]} {match[2]} {match[1]}")
    return printed[0].value if printed else None


def _meta_values(source: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for match in _META.finditer(source):
        attributes = _attributes(match[1])
        content = attributes.get("content")
        if content and content.strip():
            for key in ("property", "name", "itemprop", "http-equiv"):
                if key in attributes:
                    values.setdefault(attributes[key].lower(), []).append(html.unescape(content.strip()))
    return values


def _attributes(text: str) -> dict[str, str]:
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(text)}


def _address(source: str, meta: dict[str, list[str]]) -> str | None:
    for match in _LINK.finditer(source, 0, 1_000_000):
        attributes = _attributes(match[1])
        if attributes.get("rel", "").lower() == "canonical" and attributes.get("href", "").startswith("http"):
            return attributes["href"]
    return next((value for value in meta.get("og:url", ()) if value.startswith("http")), None)


def _times(source: str) -> Iterator[str]:
    for match in _TIME.finditer(source):
        attributes = _attributes(match[1])
        if "pubdate" in match[1].lower() or "published" in match[1].lower():
            yield attributes.get("datetime", "")


def _json_items(source: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD that describe an article, outermost first."""
    at = 0
    while match := _JSON_OPEN.search(source, at):
        close = source.find("</script", match.end())
        if close < 0:
            return
        at = close
        if close - match.end() > _MOST_JSON:
            continue
        try:
            value = json.loads(source[match.end() : close].strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD says nothing; the page is read without it
        yield from _articles_of(value, 0)


def _people_by_id(items: list[dict[str, Any]]) -> dict[str, str]:
    return {
        item["@id"]: item["name"] for item in items if _is_person(item) and isinstance(item.get("@id"), str)
    }


def _is_person(item: dict[str, Any]) -> bool:
    kinds = item.get("@type")
    return isinstance(item.get("name"), str) and "Person" in (kinds if isinstance(kinds, list) else [kinds])


def _articles_of(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value[:50]:
            yield from _articles_of(part, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        is_article = any(isinstance(kind, str) and kind.lower().endswith(_ARTICLE_TYPES) for kind in kinds)
        if is_article or _is_person(value):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles_of(value.get(key), depth + 1)


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _json_authors(items: list[dict[str, Any]], people: dict[str, str]) -> tuple[str, ...]:
    for item in items:
        found = item.get("author") or item.get("creator")
        names: list[str] = []
        for person in found if isinstance(found, list) else [found]:
            name = _name_of(person)
            if name is None and isinstance(person, dict):
                name = people.get(str(person.get("@id")))  # the person stands elsewhere in the graph
            if name and "://" not in name:
                names += _people(name)
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _meta_authors(meta: dict[str, list[str]]) -> tuple[str, ...]:
    for key in _AUTHOR_NAMES:
        names = [name for value in meta.get(key, ()) if "://" not in value for name in _people(value)]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _people(text: str) -> tuple[str, ...]:
    """Return the names in an author field; a site's or a login's name is not one."""
    text = " ".join(html.unescape(text).split())
    if len(text) > 200:
        return ()
    return read_byline(text) or read_names(text) or ((text,) if is_name(text) or is_agency(text) else ())


def _read_date(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    match = _ISO.match(value) or _COMPACT.match(value)
    if match:
        return edtf(int(match[1]), int(match[2]), int(match[3]))
    printed = [
        date for date in find_printed_dates(value[:200]) if date.year is not None and date.day is not None
    ]
    return printed[0].value if printed and not printed[0].is_ambiguous else None
