"""From frames back to readings: the passages of a document, and the place of a span in raw and clean text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hindsight.language import read_text
from hindsight.language.reading import Passage, Reading
from hindsight.pages.document import READ_KINDS, Edit, OffsetMap
from hindsight.schema import rows_of

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

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


def read_documents(frames: Mapping[str, pd.DataFrame]) -> Iterator[DocumentReading]:
    """Yield every document of status ``ok`` as a tagged reading, in order of its key.

    Parameters
    ----------
    frames : mapping
        The frames documents, texts, blocks, edits, related_items and sentences.
    """
    by_document = {
        name: dict(list(frames[name].groupby("document_id", sort=False)))
        for name in ("blocks", "related_items", "sentences")
    }
    maps = offset_maps(frames, frames["texts"].document_id)
    documents = frames["documents"]
    for document in rows_of(documents[documents.status == "ok"].sort_values("document_id")):
        document_id = document["document_id"]

        def rows(name: str, document_id: str = document_id) -> list[Row]:
            return rows_of(by_document[name].get(document_id))

        offsets = maps[document_id]
        cards = {card["related_item_id"]: card["published"] for card in rows("related_items")}
        published = document["published"]
        passages, _ = passages_of(rows("blocks"), published, cards)
        reading = read_text(
            offsets.clean,
            passages,
            authors=tuple(document["authors"]),
            language=document["language"] or "en",
        )
        known = {(s["clean_start"], s["clean_end"]): s for s in rows("sentences")}
        sentences = [known[s.start, s.end] for s in reading.sentences]
        yield DocumentReading(
            document_id,
            published,
            offsets,
            reading,
            tuple(s["sentence_id"] for s in sentences),
            tuple(s["related_item_id"] for s in sentences),
        )
