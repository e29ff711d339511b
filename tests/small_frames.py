"""Small corpora as frames, written by hand: a few sentences, who is named in them, cards, claims, dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from hindsight.dates.interval import interval_of
from hindsight.schema import build_frame, slugify

MADE = {"rule": "test", "confidence": 1.0}


@dataclass
class Card:
    """A card beneath a page; `names` are the actors printed in its title and teaser."""

    title: str
    published: str | None = None
    teaser: str = ""
    names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    kind: str = "Commentary"


@dataclass
class Page:
    """A page: every sentence is a claim; `names` are actors wherever they are printed.

    `dates` maps words of the sentences to a TIMEX3 value, or to a value and the other readings.
    """

    id: str
    published: str | None
    title: str = ""
    sentences: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    dates: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()


def make_frames(*pages: Page) -> dict[str, pd.DataFrame]:
    """Return the frames of some pages."""
    builder = _Builder()
    for page in pages:
        builder.add(page)
    return {name: build_frame(name, rows) for name, rows in builder.frames().items()}


class _Builder:
    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.mentions_of: dict[str, list[str]] = defaultdict(list)
        self.names: dict[str, str] = {}

    def frames(self) -> dict[str, list[dict[str, Any]]]:
        actors = []
        for actor, mentions in self.mentions_of.items():
            count = {"n_mentions": len(mentions), "n_names": len(mentions), "n_documents": 1}
            ends = {"first_mention_id": mentions[0], "last_mention_id": mentions[-1]}
            about = {
                "actor_id": actor,
                "name": self.names[actor],
                "aliases": [self.names[actor]],
                "kind": "state",
            }
            actors.append({**about, **count, **ends, **MADE})
        self.rows["actors"] = actors
        names = ["documents", "blocks", "sentences", "mentions", "actors", "claims", "dates", "related_items"]
        return {name: self.rows[name] for name in names}

    def add(self, page: Page) -> None:
        self.at, self.count, self.page = 0, 0, page
        first, last = interval_of(page.published)
        self.rows["documents"].append(
            {
                "document_id": page.id,
                "status": "ok",
                "title": page.title or None,
                "authors": page.authors,
                "published": page.published,
                "published_earliest": first,
                "published_latest": last,
                "raw_path": f"{page.id}.txt",
                "n_characters": 10_000,
            }
        )
        if page.title:
            self._sentence(page.title, "title", page.names)
        for text in page.sentences:
            self._claim(text, self._sentence(text, "paragraph", page.names))
        for position, card in enumerate(page.cards, 1):
            self._card(card, position)

    def _place(self, start: int, text: str) -> dict[str, Any]:
        end = start + len(text)
        offsets = {"raw_start": start, "raw_end": end, "clean_start": start, "clean_end": end}
        return {"document_id": self.page.id, "quote": text, **offsets}

    def _key(self, kind: str) -> str:
        self.count += 1
        return f"{self.page.id}.{kind}-{self.count}"

    def _sentence(
        self, text: str, kind: str, names: Iterable[str], card: str | None = None
    ) -> dict[str, Any]:
        place = self._place(self.at, text)
        block = {"block_id": self._key("block"), "kind": kind, "related_item_id": card}
        self.rows["blocks"].append({**block, **place, **MADE})
        sentence = {
            "sentence_id": self._key("sentence"),
            "block_id": block["block_id"],
            "related_item_id": card,
        }
        self.rows["sentences"].append({**sentence, **place})
        inside = {"sentence_id": sentence["sentence_id"], "related_item_id": card}
        found: dict[str, list[str]] = {"actors": [], "dates": []}
        for name in names:
            start = text.find(name)
            if start >= 0:
                actor, key = slugify(name), self._key("mention")
                self.names.setdefault(actor, name)
                self.mentions_of[actor].append(key)
                about = {"mention_id": key, "form": "name", "type": "PLACE", "actor_id": actor}
                self.rows["mentions"].append(
                    {**about, **inside, **self._place(self.at + start, name), **MADE}
                )
                found["actors"].append(actor)
        for words, value in self.page.dates.items():
            start = text.find(words)
            if start >= 0:
                values = (value,) if isinstance(value, str) else value
                first, last = interval_of(values[0])
                key = self._key("date")
                about = {"date_id": key, "type": "DATE", "value": values[0], "anchor": "document"}
                about |= {"earliest": first, "latest": last, "candidate_values": values[1:]}
                about |= {"candidate_reasons": ["it may be"] * len(values[1:])}
                self.rows["dates"].append({**about, **inside, **self._place(self.at + start, words), **MADE})
                found["dates"].append(key)
        self.at += len(text) + 2
        return {**sentence, **place, **found}

    def _claim(self, text: str, sentence: Mapping[str, Any]) -> None:
        actors = sentence["actors"]
        self.rows["claims"].append(
            {
                "claim_id": self._key("claim"),
                "sentence_id": sentence["sentence_id"],
                "claimant": "author",
                "is_attributed": False,
                "kind": "assertion",
                "certainty": "CT",
                "polarity": "positive",
                "subject_id": actors[0] if actors else None,
                "target_ids": actors[1:],
                "orientation": "present",
                "date_ids": sentence["dates"],
                "is_core": True,
                **self._place(sentence["raw_start"], text),
                **MADE,
            }
        )

    def _card(self, card: Card, position: int) -> None:
        key, start = self._key("item"), self.at
        first, last = interval_of(card.published)
        self._sentence(card.title, "card_title", card.names, key)
        if card.teaser:
            self._sentence(card.teaser, "card_teaser", card.names, key)
        about = {"related_item_id": key, "position": position, "kind": card.kind, "published": card.published}
        about |= {"published_earliest": first, "published_latest": last, "title": card.title}
        about |= {"teaser": card.teaser or None, "is_truncated": False, "authors": card.authors}
        self.rows["related_items"].append({**about, **self._place(start, card.title), **MADE})


UKRAINE, RUSSIA, SYRIA, FRANCE = "Ukraine", "Russia", "Syria", "France"
THEN = Page(
    "then",
    "2015-11-23",
    "A message for the Kremlin",
    (
        "Russia keeps destabilizing Ukraine and the ceasefire will fail by February.",
        "France wants a coalition with Russia, Turkey, Iran and Jordan.",
        "Bombing Syria solves nothing.",
        "Fighting was reported on Monday.",
        "Nobody asked the farmers.",
        "Bread is dear in winter.",
    ),
    names=(UKRAINE, RUSSIA, SYRIA, FRANCE, "Turkey", "Iran", "Jordan"),
    authors=("Ann Author",),
    dates={"February": "2016-02", "Monday": ("2015-11-23", "2015-11-16")},
    cards=(
        Card("The long war", "2023-05-10", "Ukraine holds against Russia.", (UKRAINE, RUSSIA)),
        Card("Cooking with leeks", "2023-05-12", "A recipe for spring."),
        Card("An older note", "2014-01-05", "Ukraine and Russia sign a treaty.", (UKRAINE, RUSSIA)),
    ),
)


def sample_frames() -> dict[str, pd.DataFrame]:
    """Return a page of 2015 with three cards: one speaks to a claim, one does not, one is older."""
    return make_frames(THEN)
