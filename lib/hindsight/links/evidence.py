"""What each side of a possible link has to show: its actors, words, authors and dates, read from the
frames."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from hindsight.claims.forward import forward_kind
from hindsight.links.words import content_words, read_common_stems, stem_of

if TYPE_CHECKING:
    import pandas as pd

UBIQUITOUS = 0.5  # share of the sentences above which an actor or a word ties nothing
ENOUGH_TEXTS = 8  # dated texts with a body from which on their number tells common actors and words
RARE_STEM = 0.001  # part of English texts that have a stem of full weight
LONGEST_DATE = 31  # days; "2015" or "the nineties" is shared by too much to tie anything


_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_SPELT_OUT = re.compile(
    rf"{_YEAR.pattern}|\b{_MONTH}\s+(?:the\s+)?\d|\d(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b"
    r"|\d[./-]\d{1,2}[./-]\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date named in a text: its key, the days it can mean, and its words."""

    date_id: str
    earliest: date
    latest: date
    quote: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.earliest == self.latest

    @property
    def is_spelt_out(self) -> bool:
        """Whether its own words say which it is: with a year, or a day of a month.

        "August", "Tuesday", "last month" are said of many: that two texts say so is chance.
        """
        return _SPELT_OUT.search(self.quote) is not None

    @property
    def has_year(self) -> bool:
        """Whether its own words give the year."""
        return _YEAR.search(self.quote) is not None


@dataclass(slots=True)
class Side:
    """One side of a link: a document, a claim in it, or a later item.

    `actors` maps actor ids to the mentions on this side, `terms` word stems to how often they stand here,
    `term_blocks` stems to the first block that has them, `sentences` the actors and stems of each sentence;
    `titled` are the actors and stems of the title, `named` the actors called by name.
    """

    id: str
    frame: str
    document_id: str
    day: date | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    blocks: list[str] = field(default_factory=list)
    actors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    terms: Counter[str] = field(default_factory=Counter)
    term_blocks: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, set[str]] = field(default_factory=dict)
    titled: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    dates: list[DateMention] = field(default_factory=list)
    subject_id: str | None = None
    polarity: str = ""
    is_forward: bool = False
    quote: str = ""
    sentence_id: str = ""
    position: int | None = None

    def add_words(self, text: str, block_id: str, *, names: Iterable[str] = ()) -> None:
        """Count the content words of `text`, without those of `names` (the actors named there)."""
        named = {word for name in names for word in content_words(name)}
        for word in content_words(text):
            if (
                word not in named and not word.isdigit()
            ):  # a number is no subject; dates have links of their own
                stem = stem_of(word)
                self.terms[stem] += 1
                self.term_blocks.setdefault(stem, block_id)


@dataclass(frozen=True)
class Rarity:
    """How much actors and stems say about what a text is about: 0 (ubiquitous) to 1.

    Three things lower it: how many sentences of the corpus have the key (inverse sentence frequency), how
    many of its texts have it (where there are enough to tell), and, of a stem, how common it is in English:
    in a dozen pages "secretary" is as rare as "enrichment", but only one of them says what a page is about.
    """

    n_sentences: int
    counts: Mapping[str, int]
    n_texts: int = 0
    spread: Mapping[str, int] = field(default_factory=dict)
    actors: frozenset[str] = frozenset()

    def of(self, key: str) -> float:
        """Return the weight of an actor id or a stem."""
        count = self.counts.get(key, 0)
        if count > UBIQUITOUS * self.n_sentences and self.n_sentences > 1:
            return 0.0
        weight = math.log((1 + self.n_sentences) / (1 + count)) / math.log(1 + max(1, self.n_sentences))
        if self.n_texts >= ENOUGH_TEXTS:
            share = self.spread.get(key, 0) / self.n_texts
            if share > UBIQUITOUS and key not in self.actors:
                return 0.0
            weight *= 1 - share
        return weight if key in self.actors else weight * say_much(key)


def say_much(stem: str) -> float:
    """Return how much a stem says about its text, by how many English texts have it: 1 (few) to 0 (all).

    Examples
    --------
    >>> say_much("enrich"), say_much("secretari") > say_much("summer") > say_much("call")
    (1.0, True)
    """
    part = read_common_stems().get(stem, 0.0)
    return 1.0 if not part else math.log(part) / math.log(RARE_STEM)


@dataclass(frozen=True)
class Placed:
    """A card whose own page is in the corpus: the page takes its place, the link of the site stays."""

    page_id: str
    position: int
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """Everything that `find_links` compares, in the frames' order."""

    documents: list[Side]
    items: list[Side]
    placed: dict[str, list[Placed]]
    claims: dict[str, list[Side]]
    rarity: Rarity
    names: Mapping[str, str]
    forms: Mapping[str, str]


def gather_evidence(frames: Mapping[str, pd.DataFrame]) -> Evidence:
    """Return the sides of all possible links of a corpus.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        `documents`, `blocks`, `related_items`, `sentences`, `mentions`, `actors`, `claims`, `dates`, as the
        schema has them; an absent frame counts as empty.
    """
    documents = {
        row["document_id"]: Side(
            id=row["document_id"],
            frame="documents",
            document_id=row["document_id"],
            day=_day(row["published_earliest"]),
            title=_text(row["title"]),
            authors=tuple(row["authors"]),
        )
        for row in _rows(frames, "documents")
        if row["status"] == "ok"
    }
    items = {
        row["related_item_id"]: Side(
            id=row["related_item_id"],
            frame="related_items",
            document_id=row["document_id"],
            day=_day(row["published_earliest"]),
            title=_text(row["title"]),
            authors=tuple(row["authors"]),
            position=int(row["position"]),
        )
        for row in _rows(frames, "related_items")
        if row["document_id"] in documents and not _known(row["page_document_id"], documents)
    }

    def side_of(row: Mapping[str, Any]) -> Side | None:
        item = _text(row["related_item_id"])
        return items.get(item) if item else documents.get(row["document_id"])

    block_kinds = {}
    for row in _rows(frames, "blocks"):
        block_kinds[row["block_id"]] = row["kind"]
        if (side := side_of(row)) is not None:
            side.blocks.append(row["block_id"])

    sentences = {row["sentence_id"]: row for row in _rows(frames, "sentences")}
    mentions = [row for row in _rows(frames, "mentions") if side_of(row) is not None]
    names_in: dict[str, list[str]] = defaultdict(list)
    actors_in: dict[str, set[str]] = defaultdict(set)
    for row in mentions:
        if actor := _actor_of(row):
            actors_in[row["sentence_id"]].add(actor)
            if row["form"] in ("name", "metonym"):
                names_in[row["sentence_id"]].append(row["quote"])

    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for key, row in sentences.items():
        side = side_of(row)
        if side is None:
            continue
        words = Side(key, "sentences", row["document_id"])
        words.add_words(row["quote"], row["block_id"], names=names_in[key])
        for word in content_words(row["quote"]):
            forms.setdefault(stem_of(word), word)
        side.terms.update(words.terms)
        for stem in words.terms:
            side.term_blocks.setdefault(stem, row["block_id"])
        if block_kinds.get(row["block_id"]) in ("title", "card_title"):
            side.titled |= words.terms.keys() | actors_in[key]
        side.sentences[key] = words.terms.keys() | actors_in[key]
        counts.update(list(words.terms) + sorted(actors_in[key]))
    for row in mentions:
        if (actor := _actor_of(row)) and (side := side_of(row)) is not None:
            side.actors[actor].append(row["mention_id"])
            if _is_named(row):
                side.named.add(actor)
    for row in _rows(frames, "dates"):
        if (side := side_of(row)) is not None and (named := _date_mention(row)) is not None:
            side.dates.append(named)

    return Evidence(
        documents=list(documents.values()),
        items=list(items.values()),
        placed=_placed(frames, documents),
        claims=_claim_sides(frames, documents | items, sentences, mentions, names_in),
        rarity=Rarity(
            len(sentences),
            counts,
            len(documents),
            Counter(key for side in documents.values() for key in {*side.terms, *side.actors}),
            frozenset(actor for held in actors_in.values() for actor in held),
        ),
        names={row["actor_id"]: row["name"] for row in _rows(frames, "actors")},
        forms=forms,
    )


def _placed(frames: Mapping[str, pd.DataFrame], documents: Mapping[str, Side]) -> dict[str, list[Placed]]:
    """Return the cards of each document whose own page is in the corpus, in the order of the page."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for row in _rows(frames, "blocks"):
        if item := _text(row["related_item_id"]):
            blocks[item].append(row["block_id"])
    placed: dict[str, list[Placed]] = defaultdict(list)
    for row in _rows(frames, "related_items"):
        page = _text(row["page_document_id"])
        if page in documents and row["document_id"] in documents:
            card = Placed(page, int(row["position"]), tuple(blocks[row["related_item_id"]]))
            placed[row["document_id"]].append(card)
    return placed


def _claim_sides(
    frames: Mapping[str, pd.DataFrame],
    owners: Mapping[str, Side],
    sentences: Mapping[str, Mapping[str, Any]],
    mentions: Sequence[Mapping[str, Any]],
    names_in: Mapping[str, list[str]],
) -> dict[str, list[Side]]:
    """Return the claims of each document and of each card that stands for its own page."""
    by_sentence: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in mentions:
        by_sentence[row["sentence_id"]].append(row)
    named = {row["date_id"]: row for row in _rows(frames, "dates")}
    claims: dict[str, list[Side]] = defaultdict(list)
    for row in _rows(frames, "claims"):
        owner = owners.get(_text(row["related_item_id"]) or row["document_id"])
        if owner is None:
            continue
        side = Side(row["claim_id"], "claims", row["document_id"], day=owner.day, quote=row["quote"])
        side.polarity = row["polarity"]
        side.is_forward = row["orientation"] == "future" or forward_kind(row) is not None
        side.sentence_id = row["sentence_id"]
        side.subject_id = _text(row["subject_id"]) or None
        block = sentences[row["sentence_id"]]["block_id"] if row["sentence_id"] in sentences else ""
        side.add_words(row["quote"], block, names=names_in.get(row["sentence_id"], ()))
        for mention in by_sentence[row["sentence_id"]]:
            actor = _actor_of(mention)
            if actor and row["raw_start"] <= mention["raw_start"] and mention["raw_end"] <= row["raw_end"]:
                side.actors[actor].append(mention["mention_id"])
                if _is_named(mention):
                    side.named.add(actor)
        for actor in [side.subject_id, *row["target_ids"]]:
            if actor:
                side.actors[actor]  # an actor of the claim though its mention stands outside the clause
        for key in row["date_ids"]:
            if key in named and (mention_of := _date_mention(named[key])) is not None:
                side.dates.append(mention_of)
        claims[owner.id].append(side)
    return dict(claims)


def _date_mention(row: Mapping[str, Any]) -> DateMention | None:
    earliest, latest = _day(row["earliest"]), _day(row["latest"])
    if earliest is None or latest is None or row["type"] not in ("DATE", "TIME"):
        return None
    if (latest - earliest).days >= LONGEST_DATE:
        return None
    return DateMention(row["date_id"], earliest, latest, row["quote"])


def _actor_of(row: Mapping[str, Any]) -> str:
    """Return the actor of a mention; "Russian" is no actor, but says that the clause is about Russia."""
    if not (actor := _text(row["actor_id"])) and row["type"] == "NORP" and len(row["candidates"]):
        actor = row["candidates"][0]
    return actor


def _is_named(row: Mapping[str, Any]) -> bool:
    return row["form"] == "name" and row["type"] != "NORP"


def _rows(frames: Mapping[str, pd.DataFrame], name: str) -> list[dict[str, Any]]:
    frame = frames.get(name)
    return [] if frame is None else frame.to_dict("records")  # type: ignore[return-value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _known(value: Any, documents: Mapping[str, Side]) -> bool:
    return isinstance(value, str) and value in documents


def _day(value: Any) -> date | None:
    if value is None or value != value:  # NaT is not equal to itself
        return None
    day: date = value.date()
    return day
