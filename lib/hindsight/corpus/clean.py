"""Files in, clean frames out: documents, texts, blocks, edits, related items, sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hindsight.corpus.corrections import OF_DOCUMENT, Corrections
from hindsight.corpus.duplicates import Recogniser, Sketch, find_own_pages, sketch_document
from hindsight.corpus.layers import CLEAN as CLEAN_FRAMES
from hindsight.corpus.parallel import map_documents
from hindsight.corpus.readings import READ_LANGUAGE, Row, passages_of, place
from hindsight.corpus.sources import SOURCES, read_sources
from hindsight.dates.interval import interval_of
from hindsight.errors import UnreadablePage
from hindsight.language import read_text
from hindsight.pages import parse_page, read_page
from hindsight.pages.document import Document
from hindsight.pages.read import charset_of
from hindsight.schema import KeyMaker, build_frame, slugify

if TYPE_CHECKING:
    import pandas as pd

_NOT_PAGES = {SOURCES, "readme.md", "readme.txt", "license", "license.txt"}


@dataclass(frozen=True)
class CleanPage:
    """One file as rows of the clean frames; a refused file has a `documents` row only."""

    rows: Mapping[str, list[Row]]
    sketch: Sketch | None = field(default=None, repr=False)  # to recognise the same page saved twice


def list_pages(folder: Path) -> list[Path]:
    """Return the pages of a folder by path: not hidden files, sources.csv, READMEs and licences."""
    return sorted(
        (
            path
            for path in folder.rglob("*")
            if path.is_file()
            and path.name.lower() not in _NOT_PAGES
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        ),
        key=lambda path: path.relative_to(folder).as_posix(),
    )


def name_documents(folder: Path, paths: Sequence[Path]) -> dict[Path, str]:
    """Return a key for each file: the slug of its name.

    Where files share a name, one keeps it (plain text before other kinds, a folder before those inside it)
    and the others are called by their path, so that adding a page in another format renames nothing.

    Examples
    --------
    >>> name_documents(Path("raw"), [Path("raw/cnas-2015-11-23.txt")])[Path("raw/cnas-2015-11-23.txt")]
    'cnas-2015-11-23'
    """
    names: dict[Path, str] = {}
    taken: set[str] = set()

    def rank(path: Path) -> tuple[int, bool, str]:
        return len(path.parts), path.suffix.lower() != ".txt", path.as_posix()

    for path in sorted(paths, key=rank):
        name = slugify(path.stem)
        if name in taken:
            name = slugify(path.relative_to(folder).as_posix())
        base, count = name, 1
        while name in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name)
        names[path] = name
    return {path: names[path] for path in paths}


def clean_corpus(folder: Path, corrections: Corrections) -> dict[str, pd.DataFrame]:
    """Return the clean frames of every page of a folder, a reader's titles, authors and dates put in.

    Parameters
    ----------
    folder : Path
        The pages, and beside them ``sources.csv`` where there is one.
    corrections : Corrections
        ``set_published``, ``set_title`` and ``set_authors`` are applied here.

    Raises
    ------
    HindsightError
        ``sources.csv`` cannot be read. A page that cannot be read is no error but a row that says why.
    """
    sources = read_sources(folder)
    names = name_documents(folder, list_pages(folder))
    decided: dict[str, dict[str, str]] = {}
    for correction in corrections.made:
        if correction.action in OF_DOCUMENT:
            columns = decided.setdefault(correction.document, {})
            columns[OF_DOCUMENT[correction.action]] = correction.value
    files = {path.relative_to(folder).as_posix(): path for path in names}
    work = [
        (path, folder, names[path], sources.get(file, {}), decided.get(names[path], {}))
        for file, path in files.items()
    ]
    # Of two copies the one that a reader has worked with stays: adding another must not orphan a decision.
    worked_with = {correction.document for correction in corrections.made}
    work.sort(key=lambda one: (one[2] not in worked_with, not one[3]))
    absent = [CleanPage({"documents": [_absent_row(file)]}) for file in sources if file not in files]
    return clean_frames([*map_documents(_clean_one, work), *absent])


def _absent_row(file: str) -> Row:
    """The row of a file that sources.csv names and the folder has not."""
    problem = f"named in {SOURCES}, not in the folder; put it there or mend its name"
    return {
        "document_id": f"absent-{slugify(file)}",
        "raw_path": file,
        "n_characters": 0,
        "status": "refused",
        "problem": problem,
    }


def _clean_one(work: tuple[Path, Path, str, dict[str, str], dict[str, str]]) -> CleanPage:
    return clean_page(*work)


def clean_page(
    path: Path,
    folder: Path,
    document_id: str,
    source: Mapping[str, str],
    decided: Mapping[str, str] | None = None,
) -> CleanPage:
    """Return one file as rows; a file that cannot be read gives a row that says why.

    Parameters
    ----------
    path, folder : Path
        The file, and the corpus folder it stands in.
    document_id : str
        Its key.
    source : mapping
        Its line of ``sources.csv``.
    decided : mapping, optional
        What a reader put in: published (EDTF), title, authors (parted by semicolons).
    """
    base: Row = {
        "document_id": document_id,
        "raw_path": path.relative_to(folder).as_posix(),
        "n_characters": 0,
    }
    base |= {"url": source.get("url")}
    try:
        page = read_page(path, charset_of(source.get("content_type", "")))
        document = parse_page(page.text, page.media, address=source.get("url"))
    except UnreadablePage as error:
        problem = f"{error.found}; {error.remedy}" if error.remedy else error.found
        return CleanPage({"documents": [base | {"status": "refused", "problem": problem}]})
    base |= {
        "raw_sha256": page.sha256,
        "encoding": page.encoding,
        "n_characters": len(page.text),
        "status": "ok",
    }
    decided = decided or {}
    document, problems = _date_document(document, source.get("published"), decided.get("published"))
    document = _name_document(document, decided)
    if source.get("sha256") and source["sha256"] != page.sha256:
        problems.append(f"not the file that was stored: its SHA-256 is not the one in {SOURCES}")
    header = _header(document, problems) | {"url": source.get("url") or document.url}
    rows = {"documents": [base | header]} | _page_rows(document, document_id)
    return CleanPage(rows, sketch_document(document))


def _date_document(document: Document, listed: str | None, decided: str | None) -> tuple[Document, list[str]]:
    """Return the document with its date of publication, and what a reader should know about it.

    A reader's correction comes first, then ``sources.csv`` (a person wrote it), then what the page shows.
    """
    problems = []
    if listed and interval_of(listed) == (None, None):
        problems.append(f"{SOURCES} says {listed!r}, which is no date; write 2016-06-20")
        listed = None
    if decided or listed:
        how = "correction" if decided else SOURCES
        if not decided and document.published not in (None, listed):
            problems.append(f"{SOURCES} says {listed}, the page {document.published}")
        document = replace(document, published=decided or listed, how=document.how | {"published": how})
    if document.published is None:
        problems.append(f"no date: relative dates stay unresolved; add one in {SOURCES} (column published)")
    return document, problems


def _name_document(document: Document, decided: Mapping[str, str]) -> Document:
    """Return the document with the title and the authors that a reader put in."""
    how = document.how | dict.fromkeys(decided.keys() & {"title", "authors"}, "correction")
    authors = tuple(name.strip() for name in decided.get("authors", "").split(";") if name.strip())
    return replace(
        document, title=decided.get("title", document.title), authors=authors or document.authors, how=how
    )


def _header(document: Document, problems: list[str]) -> Row:
    published = document.published
    earliest, latest = interval_of(published) if published else (None, None)
    if (document.language or READ_LANGUAGE) != READ_LANGUAGE:
        problems = [
            *problems,
            f"in another language than English ({document.language}): cleaned, and not read for actors, "
            "claims and dates",
        ]
    if not document.body:
        problems = ["no body found: no paragraph of the page reads as an article", *problems]
    return {
        "problem": "; ".join(problems) or None,
        "title": document.title,
        "authors": document.authors,
        "publisher": document.publisher,
        "kind": document.kind,
        "published": published,
        "published_earliest": earliest,
        "published_latest": latest,
        "published_how": document.how.get("published", "not given"),
        "title_how": document.how.get("title", "not given"),
        "authors_how": document.how.get("authors", "not given"),
        "language": document.language,
    }


def _page_rows(document: Document, document_id: str) -> dict[str, list[Row]]:
    """Rows of texts, blocks, edits, related items and sentences of one document."""
    keys = KeyMaker(document_id)
    offsets = document.offsets
    cards: list[Row] = []
    for position, item in enumerate(document.related_items, start=1):
        at = place(document_id, offsets, *offsets.to_clean(item.start, item.end))
        earliest, latest = interval_of(item.published) if item.published else (None, None)
        cards.append(
            at
            | {
                "related_item_id": keys.make("item", f"{item.published} {item.title or at['quote']}"),
                "position": position,
                "kind": item.kind,
                "outlet": item.outlet,
                "published": item.published,
                "published_earliest": earliest,
                "published_latest": latest,
                "title": item.title,
                "teaser": item.teaser,
                "is_truncated": item.is_truncated,
                "authors": item.authors,
                "url": item.url,
                "rule": item.rule,
                "confidence": item.confidence,
            }
        )
    blocks = [
        place(document_id, offsets, *offsets.to_clean(block.start, block.end))
        | {
            "kind": block.kind,
            "related_item_id": None if block.card is None else cards[block.card]["related_item_id"],
            "rule": block.rule,
            "confidence": block.confidence,
        }
        for block in document.blocks
    ]
    for block in blocks:
        block["block_id"] = keys.make("block", block["quote"])
    edits = []
    shift = 0  # how much longer the clean text is than the raw one, up to here
    for edit in document.edits:
        clean_start = edit.start + shift
        shift += len(edit.replacement) - (edit.end - edit.start)
        original = document.raw[edit.start : edit.end]
        edits.append(
            {
                "edit_id": keys.make(
                    "edit", f"{edit.rule} {document.raw[max(0, edit.start - 20) : edit.end + 20]}"
                ),
                "document_id": document_id,
                "raw_start": edit.start,
                "raw_end": edit.end,
                "clean_start": clean_start,
                "clean_end": clean_start + len(edit.replacement),
                "original": original,
                "replacement": edit.replacement,
                "rule": edit.rule,
                "reason": edit.reason,
            }
        )
    published = {card["related_item_id"]: card["published"] for card in cards}
    passages, read_blocks = passages_of(blocks, document.published, published)
    reading = read_text(document.clean, passages, language=document.language or READ_LANGUAGE, tagged=False)
    sentences = []
    for sentence in reading.sentences:
        block = read_blocks[sentence.passage]
        row = place(document_id, offsets, sentence.start, sentence.end)
        row |= {"block_id": block["block_id"], "related_item_id": block["related_item_id"]}
        sentences.append(row | {"sentence_id": keys.make("sentence", row["quote"])})
    texts = [{"document_id": document_id, "raw": document.raw, "clean": document.clean}]
    return {"texts": texts, "blocks": blocks, "edits": edits, "related_items": cards, "sentences": sentences}


def clean_frames(pages: Iterator[CleanPage] | Sequence[CleanPage]) -> dict[str, pd.DataFrame]:
    """Return the clean frames of all pages; a page seen before becomes a duplicate row, the first one stays.

    Parameters
    ----------
    pages : iterable of CleanPage
        Of two equal pages the first stays.

    Returns
    -------
    dict of str to pandas.DataFrame
        `CLEAN_FRAMES`.
    """
    rows: dict[str, list[Row]] = {name: [] for name in CLEAN_FRAMES}
    seen = Recogniser()
    for page in pages:
        (head,) = page.rows["documents"]
        found = seen.find_original(head["document_id"], page.sketch) if page.sketch else None
        if found is not None:
            original, share = found
            how = "the same page" if share == 1.0 else f"the same page ({share:.0%} of its words)"
            problem = f"{how} as {original}; left out"
            rows["documents"].append(
                head | {"status": "duplicate", "duplicate_of": original, "problem": problem}
            )
            continue
        for name, some in page.rows.items():
            rows[name] += some
    find_own_pages(rows["documents"], rows["related_items"])
    return {name: build_frame(name, some) for name, some in rows.items()}
