"""From frames back to readings: the passages of a document, and the place of a span in raw and clean text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hindsight.language import read_text
from hindsight.language.reading import Passage, Reading
from hindsight.pages.document import READ_KINDS, Edit, OffsetMap
from hindsight.schema import rows_of

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

READ_LANGUAGE = (
    "en"  # pages in other languages are cleaned; words in them would be taken for names and claims
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def place(document_id: str, offsets: OffsetMap, clean_start: int, clean_end: int) -> Row:
    """Return the columns of the group `place` for a span of the clean text."""
    raw_start, raw_end = offsets.to_raw(clean_start, clean_end)
    return {
        "document_id": document_id,
        "raw_start": raw_start,
        "raw_end": raw_end,
        "clean_start": clean_start,
        "clean_end": clean_end,
        "quote": offsets.clean[clean_start:clean_end],
    }


def passages_of(
    blocks: Sequence[Row], published: str | None, card_published: Mapping[str, str | None]
) -> tuple[list[Passage], list[Row]]:
    """Return the passages to read and, beside them, their blocks.

    Parameters
    ----------
    blocks : sequence of dict
        Rows of the `blocks` frame, in text order.
    published : str or None
        EDTF date of the document: the document creation time of its own blocks, where it is a full day.
    card_published : mapping
        EDTF date of each related item: the creation time of its title and teaser.
    """
    passages, read = [], []
    cards = {card: index for index, card in enumerate(card_published)}
    for block in blocks:
        if block["kind"] not in READ_KINDS:
            continue
        card = block["related_item_id"]
        date = published if card is None else card_published[card]
        day = date if date and _DAY.fullmatch(date) else None
        passages.append(
            Passage(
                block["clean_start"],
                block["clean_end"],
                block["kind"],
                day,
                None if card is None else cards[card],
            )
        )
        read.append(block)
    return passages, read


@dataclass(frozen=True)
class StoredDocument:
    """A document as its frames have it: light enough to send to a worker, enough to be read again.

    `sentences` are (clean start, clean end, sentence key, related item key), in text order.
    """

    document_id: str
    published: str | None
    authors: tuple[str, ...]
    language: str
    raw: str
    edits: tuple[Edit, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[int, int, str, str | None], ...]

    def read(self) -> DocumentReading:
        """Return the document read into tagged sentences."""
        offsets = OffsetMap(self.raw, self.edits)
        reading = read_text(offsets.clean, self.passages, authors=self.authors, language=self.language)
        known = {(start, end): (key, card) for start, end, key, card in self.sentences}
        keys = [known[sentence.start, sentence.end] for sentence in reading.sentences]
        return DocumentReading(
            self.document_id,
            self.published,
            offsets,
            reading,
            tuple(key for key, _ in keys),
            tuple(card for _, card in keys),
        )


@dataclass(frozen=True)
class DocumentReading:
    """A document read again from its frames: what dates, actors and claims start from.

    `sentence_ids` and `cards` run beside ``reading.sentences``: the key of each and of its related item.
    """

    document_id: str
    published: str | None
    offsets: OffsetMap
    reading: Reading
    sentence_ids: tuple[str, ...]
    cards: tuple[str | None, ...]


def offset_maps(frames: Mapping[str, pd.DataFrame], documents: Iterable[str]) -> dict[str, OffsetMap]:
    """Return the map between raw and clean text of some documents, from the frames texts and edits."""
    wanted = set(documents)
    edits: dict[str, list[Edit]] = {}
    some = frames["edits"][frames["edits"].document_id.isin(wanted)]
    for row in rows_of(some):
        edit = Edit(row["raw_start"], row["raw_end"], row["replacement"], row["rule"], row["reason"])
        edits.setdefault(row["document_id"], []).append(edit)
    texts = zip(frames["texts"].document_id, frames["texts"].raw, strict=True)
    return {key: OffsetMap(raw, edits.get(key, [])) for key, raw in texts if key in wanted}


def stored_documents(frames: Mapping[str, pd.DataFrame]) -> list[StoredDocument]:
    """Return every document of status ``ok`` in the language that is read, in order of its key.

    Parameters
    ----------
    frames : mapping
        The frames documents, texts, blocks, edits, related_items and sentences.
    """
    blocks, items, sentences = (rows_by_document(frames[n]) for n in ("blocks", "related_items", "sentences"))
    maps = offset_maps(frames, frames["texts"].document_id)
    documents = frames["documents"]
    stored = []
    for document in rows_of(documents[documents.status == "ok"].sort_values("document_id")):
        key, language = document["document_id"], document["language"] or READ_LANGUAGE
        if language != READ_LANGUAGE:
            continue
        cards = {card["related_item_id"]: card["published"] for card in items.get(key, [])}
        passages, _ = passages_of(blocks.get(key, []), document["published"], cards)
        places = ("clean_start", "clean_end", "sentence_id", "related_item_id")
        stored.append(
            StoredDocument(
                document_id=key,
                published=document["published"],
                authors=tuple(document["authors"]),
                language=language,
                raw=maps[key].raw,
                edits=maps[key].edits,
                passages=tuple(passages),
                sentences=tuple(tuple(row[name] for name in places) for row in sentences.get(key, [])),
            )
        )
    return stored


def rows_by_document(frame: pd.DataFrame) -> dict[str, list[Row]]:
    """Return the rows of a frame by document, in the frame's order."""
    rows: dict[str, list[Row]] = {}
    for row in rows_of(frame):
        rows.setdefault(row["document_id"], []).append(row)
    return rows
