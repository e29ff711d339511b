"""Annotate any text: dates, actors, claims and attributions, with offsets into the text as given."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hindsight.actors import Mention, find_mentions, group_actors
from hindsight.actors.reference import OWN_TABLES, Reference, add_rows, load_reference
from hindsight.claims import (
    Attribution,
    Claim,
    find_attributions,
    find_claims,
    find_cues,
    find_events,
    find_negations,
    parse_sentences,
)
from hindsight.corpus.jsonl import read_objects, take_text, writing_objects
from hindsight.dates import Timex, find_dates
from hindsight.errors import BadLine, BadParameter, HindsightError
from hindsight.language import read_text
from hindsight.language.reading import Reading

LAYERS = ("dates", "actors", "claims")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def annotate_text(
    text: str,
    published: str | None = None,
    layers: Sequence[str] = LAYERS,
    reference: Reference | None = None,
) -> dict[str, Any]:
    """Return the annotations of one text.

    Parameters
    ----------
    text : str
        Plain text; paragraphs end at line breaks.
    published : str, optional
        Document creation time; the first ten characters must be an ISO day (``2015-11-23``).
    layers : sequence of str
        Any of `LAYERS`.
    reference : Reference, optional
        Tables of states, bodies and terms of office with rows of your own (`read_tables`).

    Returns
    -------
    dict
        For ``dates``: timexes. For ``actors``: mentions, chains (lists of indexes into mentions). For
        ``claims``: attributions, claims, negations, hedges, events. Offsets are half-open code points of
        `text`.

    Raises
    ------
    BadLine
        `published` is not a day.

    Examples
    --------
    >>> annotate_text("He will meet her Tuesday.", "2015-11-23", ["dates"])["timexes"]
    [{'start': 17, 'end': 24, 'type': 'DATE', 'value': '2015-11-24'}]
    """
    day = None
    if published:
        if not _DAY.match(published):
            raise BadLine(f"published {published!r} is not a day", remedy="write 2015-11-23")
        day = published[:10]
    only_dates = tuple(layers) == ("dates",)  # they are found in the text itself, which is quicker
    reading = read_text(text, published=day, tagged=not only_dates, tokenized=not only_dates)
    timexes = find_dates(reading) if {"dates", "claims"} & set(layers) else []
    record: dict[str, Any] = {}
    if "dates" in layers:
        record["timexes"] = [_timex(timex) for timex in timexes]
    mentions: list[Mention] = []
    if {"actors", "claims"} & set(layers):
        (mentions,), _ = group_actors([(reading, find_mentions(reading, reference))], reference=reference)
    if "actors" in layers:
        record["mentions"] = [_mention(mention) for mention in mentions]
        record["chains"] = _chains(mentions)
    if "claims" in layers:
        attributions = find_attributions(reading, mentions)
        found = find_claims(reading, timexes, mentions, attributions)
        record["attributions"] = [_attribution(a) for a in attributions]
        record["claims"] = [_claim(claim, found, text) for claim in found]
        record |= _annotate_sentences(reading)
    return record


def annotate_lines(
    source: str,
    target: str,
    layers: Sequence[str],
    complain: Callable[[HindsightError], None],
    reference: Reference | None = None,
) -> int:
    """Annotate a file line by line, and return how many lines were refused.

    Parameters
    ----------
    source, target : str
        JSON Lines, ``-`` for standard input and output: ``{id, text, published?}`` in, annotations out.
    layers, reference
        As in `annotate_text`.
    complain : callable
        Takes the error of each line that is refused, with file and line.
    """
    refused = 0
    with writing_objects(target) as write:
        for number, entry in read_objects(source):
            where = f"{source}, line {number}"
            try:
                if isinstance(entry, BadLine):
                    raise entry
                text = take_text(entry, "text", where) or ""
                published = take_text(entry, "published", where, required=False)
                write({"id": entry.get("id", number), **annotate_text(text, published, layers, reference)})
            except BadLine as error:
                complain(error if error.where else BadLine(error.found, where=where, remedy=error.remedy))
                refused += 1
    return refused


def read_tables(place: str) -> Reference:
    """Return the tables that ship with the rows of a reader's own before them.

    Parameters
    ----------
    place : str
        Folder or file, see `hindsight.actors.reference.add_rows`.

    Raises
    ------
    BadParameter
        There is no such place, none of the tables is in it, or the file is none of them.
    """
    path, names = Path(place), ", ".join(OWN_TABLES)
    if path.is_file() and path.name not in OWN_TABLES:
        raise BadParameter("this is no table of rows of your own", where=place, remedy=f"name it {names}")
    if not path.is_file() and not any((path / name).is_file() for name in OWN_TABLES):
        raise BadParameter("no table of your own here", where=place, remedy=f"a folder with any of {names}")
    return add_rows(load_reference(), path)


def _annotate_sentences(reading: Reading) -> dict[str, Any]:
    """Return what is told of a text sentence by sentence: negations, hedges, events."""
    negations: list[dict[str, Any]] = []
    hedges: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for sentence, parsed in zip(reading.sentences, parse_sentences(reading), strict=True):
        denied = find_negations(sentence, parsed)
        negations += [
            {name: [list(span) for span in getattr(n, name)] for name in ("cue", "scope", "event")}
            for n in denied
        ]
        cues = find_cues(sentence.tokens, 0, len(sentence.tokens) - 1)
        hedges += [{"start": cue.start, "end": cue.end, "type": cue.type} for cue in cues]
        events += [
            {"start": event.start, "end": event.end, "value": event.value}
            for event in find_events(sentence, parsed, denied)
        ]
    return {"negations": negations, "hedges": hedges, "events": events}


def _timex(timex: Timex) -> dict[str, Any]:
    entry = {"start": timex.start, "end": timex.end, "type": timex.type, "value": timex.value}
    return entry | ({"mod": timex.mod} if timex.mod else {})


def _mention(mention: Mention) -> dict[str, Any]:
    entry = {"start": mention.start, "end": mention.end, "type": mention.type, "form": mention.form}
    return entry | {"actor_id": mention.actor}


def _chains(mentions: Sequence[Mention]) -> list[list[int]]:
    chains: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.actor:
            chains.setdefault(mention.actor, []).append(index)
    return list(chains.values())


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        name: [list(span) for span in getattr(attribution, name)] for name in ("source", "cue", "content")
    }


def _claim(claim: Claim, claims: Sequence[Claim], text: str) -> dict[str, Any]:
    condition = None if claim.condition is None else claims[claim.condition]
    return {
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "attributed": claim.is_attributed,
        "orientation": claim.orientation,
        "claimant": claim.claimant,
        "claimant_candidates": list(claim.claimant_candidates),
        "content_kind": claim.content_kind,
        "evidence": claim.evidence,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "source": claim.source and list(claim.source),
        "cue": claim.cue and list(claim.cue),
        "modality": claim.modality,
        "hedges": [[*span, type_] for span, type_ in zip(claim.hedges, claim.hedge_types, strict=True)],
        "boosters": [list(span) for span in claim.boosters],
        "negations": [list(span) for span in claim.negations],
        "subject": claim.subject,
        "targets": [
            {"actor_id": actor, "stance": stance}
            for actor, stance in zip(claim.targets, claim.target_stances, strict=True)
        ],
        "topic": list(claim.topic),
        "event_root": claim.event_root,
        "horizon_from": claim.horizon_from,
        "horizon": claim.horizon,
        "condition": condition and text[condition.start : condition.end],
        "settled_by": claim.settled_by,
        "is_core": claim.is_core,
    }
