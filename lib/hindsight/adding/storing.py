"""Pages into the corpus folder: their bytes looked at, named, written whole, noted in sources.csv."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from hindsight.adding.addresses import looks_like_address, read_address
from hindsight.adding.fetching import LARGEST, Fetcher
from hindsight.corpus.sources import note_source, read_sources
from hindsight.errors import UnreadablePage
from hindsight.files import write_whole
from hindsight.pages import Document, parse_page, read_content
from hindsight.pages.read import charset_of
from hindsight.schema import slugify

_SUFFIXES = {"text": ".txt", "html": ".html", "pdf": ".pdf", "markdown": ".md", "email": ".eml"}
_LONGEST_NAME = 60  # characters before the ending
# Parts of a host that say nothing of the outlet.
_PLAIN_PARTS = frozenset("www m mobile amp en de fr es blog blogs news co com org net".split())
# Names that Windows keeps for devices.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10)))
)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one address or file: stored, there already, or refused with the reason."""

    name: str
    file: str | None
    is_new: bool
    refused: UnreadablePage | None = None


def add_pages(names: Sequence[str], folder: Path, fetcher: Fetcher | None = None) -> Iterator[Added]:
    """Store pages in a corpus folder, one after the other, and yield what became of each.

    Parameters
    ----------
    names : sequence of str
        Addresses (http, https) and local files.
    folder : Path
        The corpus folder; ``sources.csv`` in it is kept.
    fetcher : Fetcher, optional
        How pages are fetched.

    Yields
    ------
    Added
        In the order of `names`. Each page is whole on disk, and noted, before the next one is asked for, so
        the same command run again goes on where it stopped.

    Raises
    ------
    HindsightError
        ``sources.csv`` cannot be read; nothing is stored.
    """
    fetcher = fetcher or Fetcher()
    for name in names:
        try:
            yield _add_address(name, folder, fetcher) if looks_like_address(name) else _add_file(name, folder)
        except UnreadablePage as error:
            yield Added(name, None, is_new=False, refused=error)


def _add_address(name: str, folder: Path, fetcher: Fetcher) -> Added:
    address = read_address(name)
    for file, row in read_sources(folder).items():
        if row.get("url") and _same_address(row["url"], address) and (folder / file).is_file():
            return Added(name, file, is_new=False)
    fetched = fetcher.fetch(address)
    kind = fetched.content_type.partition(";")[0].strip().lower()
    suffix = ".html" if "html" in kind else ".md" if "markdown" in kind else ""
    return _store(fetched.content, suffix, folder, name, address, fetched.content_type, stem=None)


def _same_address(noted: str, address: str) -> bool:
    try:
        return read_address(noted) == address
    except UnreadablePage:
        return False  # a person's note, not an address


def _add_file(name: str, folder: Path) -> Added:
    path = Path(name)
    if not path.exists():
        raise UnreadablePage("no such file", where=name, remedy="check the path")
    if not path.is_file():
        raise UnreadablePage("this is no file", where=name, remedy="name the page itself")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadablePage(
                f"larger than {LARGEST:,} bytes", where=name, remedy="keep the part you want"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadablePage(
            f"cannot be opened ({error.strerror})", where=name, remedy="check its permissions"
        ) from error
    return _store(
        content, path.suffix.lower(), folder, name, "", "", stem=slugify(path.stem, longest=_LONGEST_NAME)
    )


def _store(
    content: bytes, suffix: str, folder: Path, name: str, address: str, content_type: str, stem: str | None
) -> Added:
    """Write the bytes under a name of their own and note them; the same bytes again are there already."""
    page = read_content(content, name, suffix, charset_of(content_type))
    for file, row in read_sources(folder).items():
        if row.get("sha256") == page.sha256 and (folder / file).is_file():
            return Added(name, file, is_new=False)
    if stem is None:
        stem = _name_page(parse_page(page.text, page.media, address=address), address)
    file = _free_name(folder, stem, _SUFFIXES[page.media], page.sha256)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / file, content)
    note_source(
        folder,
        {
            "file": file,
            "url": address,
            "retrieved": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "sha256": page.sha256,
            "content_type": content_type if content_type.isprintable() else "",
        },
    )
    return Added(name, file, is_new=True)


def _name_page(document: Document, address: str) -> str:
    """Return a file name without ending: outlet and date of publication, or outlet and title.

    Every part is cut down to lower-case letters, digits and hyphens, whatever the page says.
    """
    outlet = name_outlet(address)
    rest = document.published or document.title or hashlib.sha256(address.encode()).hexdigest()[:8]
    return slugify(f"{outlet}-{rest}", longest=_LONGEST_NAME)


def name_outlet(address: str) -> str:
    """Return what an outlet is called by its host.

    Examples
    --------
    >>> name_outlet("https://www.brookings.edu/a"), name_outlet("https://blog.givewell.org/b")
    ('brookings', 'givewell')
    """
    host = urlsplit(address).hostname or ""
    if host.replace(".", "").isdigit() or ":" in host:
        return host
    parts = [part for part in host.split(".")[:-1] if part not in _PLAIN_PARTS]
    return parts[-1] if parts else host


def _free_name(folder: Path, stem: str, suffix: str, sha256: str) -> str:
    """Return a file name that is free, or holds the same bytes already (an earlier run stopped there)."""
    stem = f"page-{stem}" if stem in _DEVICES else stem
    noted = read_sources(folder)
    count = 1
    while True:
        file = f"{stem}{suffix}" if count == 1 else f"{stem}-{count}{suffix}"
        path = folder / file
        if not path.exists() and file not in noted:
            return file
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
            return file
        count += 1
