"""The layers: which frames each makes, which it reads, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hindsight.corpus.corrections import Corrections
from hindsight.corpus.project import Folders

if TYPE_CHECKING:
    import pandas as pd

Frames = Mapping[str, "pd.DataFrame"]
CLEAN = ("documents", "texts", "blocks", "edits", "related_items", "sentences")
LEDGER = ("documents", "related_items", "sentences", "claims", "links", "verdicts")


@dataclass(frozen=True, slots=True)
class Layer:
    """A step of the work: `make(folders, corrections, frames read)` returns the frames it makes."""

    makes: tuple[str, ...]
    reads: tuple[str, ...]
    make: Callable[[Folders, Corrections, Frames], dict[str, pd.DataFrame]]


def _clean(folders: Folders, corrections: Corrections, frames: Frames) -> dict[str, pd.DataFrame]:
    from hindsight.corpus.clean import clean_corpus

    return clean_corpus(folders.raw, corrections)


def _dates(folders: Folders, corrections: Corrections, frames: Frames) -> dict[str, pd.DataFrame]:
    from hindsight.corpus.tabulate import tabulate_dates

    return {"dates": tabulate_dates(frames, corrections)}


def _actors(folders: Folders, corrections: Corrections, frames: Frames) -> dict[str, pd.DataFrame]:
    from hindsight.actors.reference import add_rows, load_reference
    from hindsight.corpus.tabulate import tabulate_actors

    return tabulate_actors(frames, corrections, add_rows(load_reference(), folders.corrections))


def _claims(folders: Folders, corrections: Corrections, frames: Frames) -> dict[str, pd.DataFrame]:
    from hindsight.corpus.tabulate import tabulate_claims

    return {"claims": tabulate_claims(frames, corrections)}


def _links(folders: Folders, corrections: Corrections, frames: Frames) -> dict[str, pd.DataFrame]:
    from hindsight.corpus.asserting import add_asserted_links
    from hindsight.links import find_links

    return {"links": add_asserted_links(find_links(frames), corrections, frames)}


def _decisions(folders: Folders, corrections: Corrections, frames: Frames) -> dict[str, pd.DataFrame]:
    from hindsight.corpus.decisions import decision_frames

    return decision_frames(corrections, frames)


def _ledger(folders: Folders, corrections: Corrections, frames: Frames) -> dict[str, pd.DataFrame]:
    from hindsight.ledger import keep_ledger

    return {"ledger": keep_ledger(frames)}


LAYERS: Mapping[str, Layer] = {
    "clean": Layer(CLEAN, (), _clean),
    "dates": Layer(("dates",), CLEAN, _dates),
    "actors": Layer(("mentions", "actors"), CLEAN, _actors),
    "claims": Layer(("claims",), (*CLEAN, "mentions", "actors", "dates"), _claims),
    "links": Layer(("links",), (*CLEAN, "mentions", "actors", "dates", "claims"), _links),
    "decisions": Layer(
        ("corrections", "verdicts"), (*CLEAN, "mentions", "actors", "dates", "claims"), _decisions
    ),
    "ledger": Layer(("ledger",), LEDGER, _ledger),
}
LAYER_OF: Mapping[str, str] = {frame: name for name, layer in LAYERS.items() for frame in layer.makes}
