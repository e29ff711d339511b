"""Builds the `links` frame: from documents and claims of then to later documents and items, by kind."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from hindsight.links.evidence import Evidence, Side, gather_evidence
from hindsight.links.nearby import Nearby, Postings, fold
from hindsight.links.reasons import (
    say_mentions_date,
    say_related_claim,
    say_same_author,
    say_shared_actors,
    say_shared_terms,
    say_site_related,
)
from hindsight.links.relations import CONFIDENCE, find_relation
from hindsight.links.strength import ALIKE, BESIDE, TITLED, Weights, bounded, precision
from hindsight.schema import KeyMaker, build_frame

if TYPE_CHECKING:
    import pandas as pd

# Thresholds, chosen on the sample page and three small corpora (tests/gold/links_*.toml).
ONE_ACTOR = 0.7  # a claim is about one shared actor if that is so much of all it names (by rarity)
MORE_ACTORS = 0.33  # two or more shared actors may be a smaller part of it
CLAIM_TERMS = 0.35  # part of a claim's words (by rarity) that must be shared
ITEM_ACTORS = 0.1  # cosine of the actors of two texts
ITEM_TERMS = 0.1  # cosine of the words of two texts
FEWEST_TERMS = 2  # one word in common is chance …
SAME_TOPIC = (
    0.2  # … unless it is rare and the cosine of the two texts' words says that they share their subject
)
ONE_TERM = 0.1  # part of the claim's words that this one word must be
MOST_LATER = 20  # links of one kind from one text
RARE = 0.5  # rarity at which one shared actor will do, however the claim refers to it
TELLING = 0.3  # weight from which on one shared word will do, in texts that share their subject
FAINT = 0.25  # weight below which one actor alone never ties: "United States" in most American corpora
TOPIC = 0.06  # cosine of the words of two texts below which words of a claim are shared by chance
SUBJECT = 1.5  # the subject of a claim counts for more: it is what the claim is about
_OFTEN = 3  # times a word comes up; more says no more
_SHOWN_TERMS = 6
_SHOWN_PASSAGES = 3  # sentences of one later text set beside a claim
_SHOWN_MENTIONS = 3  # of one actor on one side


@dataclass(frozen=True, slots=True)
class _Tie:
    """What two sides have in common, for one kind of link."""

    kind: str
    score: float
    basis: tuple[str, ...]
    terms: tuple[str, ...]
    reason: str
    confidence: float
    asserted_by: str = "machine"
    passages: tuple[str, ...] = ()


def find_links(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the `links` frame of a corpus.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        `documents`, `blocks`, `related_items`, `sentences`, `mentions`, `actors`, `claims`, `dates`, as the
        schema has them; an absent frame counts as empty.

    Returns
    -------
    pandas.DataFrame
        One row per tie of a document or claim to a later document or item and kind, in the order of the
        schema. `site_related` repeats what the page says, whatever the dates; every other kind needs a
        later day.

    Notes
    -----
    Actors and words weigh by how few sentences and texts of the corpus have them, words also by how few
    English texts do (`Rarity`); what half of the corpus has weighs nothing, so texts with nothing else in
    common are not linked. A document and a later text are compared by the cosine of their actors and of their
    other words; a claim, which has a dozen words, by the part of its own actors or words that the later text
    shares: a claim that names Russia among six others is not about Russia. Claims are compared only with
    texts that their document is linked to. A single shared actor is a ground only where the later text is
    about it, and it is rare or in the title, or a word of the claim comes with it; words only where the two
    texts share their subject.

    The score is a strength from 0 to below 1: ``w / (1 + w)``, where w is the sum of the weights shared
    (those in the later title count half as much again) and the cosine of the texts; for whole documents,
    three times their cosine. An author or a date in common stands beside the matter and reaches .5 at most.

    Known failures: an actor meant but not named on a card is not seen; nor are synonyms.
    """
    evidence = gather_evidence(frames)
    later = sorted(evidence.items + evidence.documents, key=lambda side: side.id)
    finder = _Finder(evidence, later)
    rows: list[dict[str, Any]] = []
    for document in evidence.documents:
        keys = KeyMaker(document.id)
        linked: dict[str, Side] = {}
        for target, tie in finder.link_document(document):
            linked[target.id] = target
            rows.append(_row(keys, document, None, target, tie))
        for claim in evidence.claims.get(document.id, ()):
            for target in linked.values():
                for tie in finder.link_claim(claim, target):
                    rows.append(_row(keys, document, claim, target, tie))
    return build_frame("links", rows)


class _Finder:
    """Compares the sides of one corpus."""

    def __init__(self, evidence: Evidence, later: list[Side]) -> None:
        self.evidence = evidence
        self.later = later
        self._weigh = Weights(evidence.rarity).__getitem__
        self._actors = [self._vector(side.actors, side.titled) for side in later]
        self._terms = [self._vector(side.terms, side.titled) for side in later]
        self._by_actors, self._by_terms = Postings(self._actors), Postings(self._terms)
        self._nearby = Nearby(later, self._weigh)
        self._own: dict[str, list[Side]] = defaultdict(list)
        for side in later:
            if side.frame == "related_items":
                self._own[side.document_id].append(side)
        self._number = {side.id: number for number, side in enumerate(later)}
        self._n_items: dict[str, int] = defaultdict(int)
        for side in evidence.items:
            self._n_items[side.document_id] += 1
        for key, cards in evidence.placed.items():
            self._n_items[key] += len(cards)
        self._documents = {side.id: side for side in evidence.documents}
        self._alikes = np.zeros(len(later))
        self._mates: set[int] = set()

    def link_document(self, document: Side) -> Iterator[tuple[Side, _Tie]]:
        """Yield what ties a document to each later side."""
        own = self._own[document.id]
        for side in own:
            reason = say_site_related(side.position, self._n_items[document.id])
            yield side, _Tie("site_related", 1.0, tuple(side.blocks), (), reason, 1.0, "page")
        for card in self.evidence.placed.get(document.id, ()):
            reason = say_site_related(card.position, self._n_items[document.id])
            yield (
                self._documents[card.page_id],
                _Tie("site_related", 1.0, card.blocks, (), reason, 1.0, "page"),
            )
        copies = {(card.title, card.day) for card in own}
        number = self._number[document.id]
        by_actors = self._by_actors.cosines(self._actors[number])
        # Kept for the claims of this document, which are compared next.
        self._alikes = by_terms = self._by_terms.cosines(self._terms[number])
        self._mates = self._nearby.by_main_actors(document, number, rare=RARE, faint=FAINT)
        near = self._mates | set(np.flatnonzero(by_terms >= TOPIC).tolist())
        others = self._nearby.by_authors(document.authors) | self._nearby.by_days(_days_of(document))
        by_kind: dict[str, list[tuple[float, Side, _Tie]]] = defaultdict(list)
        for n in sorted((near | others) - {number}):
            side = self.later[n]
            if not _is_later(document, side) or (
                side.document_id != document.id and (side.title, side.day) in copies
            ):
                continue
            is_near = n in near
            ties = [self._same_author(document, side), self._mentions_date(document, side, is_near=is_near)]
            if by_actors[n] >= ITEM_ACTORS and is_near:
                ties.append(self._shared_actors(document, side, bounded(ALIKE * float(by_actors[n]))))
            if by_terms[n] >= ITEM_TERMS and self._n_shared_terms(number, n) >= FEWEST_TERMS:
                ties.append(self._shared_terms(document, side, bounded(ALIKE * float(by_terms[n]))))
            for tie in ties:
                if tie is not None:
                    by_kind[tie.kind].append((tie.score, side, tie))
        for kind in sorted(by_kind):
            best = sorted(by_kind[kind], key=lambda found: (-found[0], found[1].id))[:MOST_LATER]
            for _, side, tie in best:
                passages = self._passages(side, document.actors, document.terms)
                yield side, replace(tie, passages=passages)

    def link_claim(self, claim: Side, later: Side) -> Iterator[_Tie]:
        """Yield what ties a claim to a later side."""
        if not _is_later(claim, later):
            return
        shared = [actor for actor in claim.actors if actor in later.actors and self._weigh(actor)]
        common = [stem for stem in claim.terms if stem in later.terms and self._weigh(stem)]
        ties = [
            self._claim_actors(claim, later, shared, common) if shared else None,
            self._claim_terms(claim, later, shared, common) if common else None,
            self._mentions_date(claim, later, is_near=self._is_near(later)),
        ]
        found = [tie for tie in ties if tie is not None]
        if not found:
            return
        if (tie := self._related_claim(claim, later)) is not None:
            yield tie
        passages = self._passages(later, shared, common)
        yield from (replace(tie, passages=passages) for tie in found)

    def _claim_actors(self, claim: Side, later: Side, shared: list[str], common: list[str]) -> _Tie | None:
        if len(shared) == 1:
            (actor,) = shared
            # One common actor that a claim only hints at ("the two countries", "Moscow") is no ground for a
            # link, nor is one that the later text names in passing, nor one that every other text names.
            weight = self._weigh(actor)
            if actor not in claim.named and weight < RARE:
                return None
            if not (common and self._is_same_topic(later)):
                if actor not in self._nearby.mains[self._number[later.id]] or weight < FAINT:
                    return None
                if actor not in later.titled and weight < RARE:
                    return None
        weights = self._actor_weights(claim, shared)
        part = sum(weights[actor] for actor in shared) / (sum(weights.values()) or 1.0)
        if part < (MORE_ACTORS if len(shared) > 1 else ONE_ACTOR):
            return None
        return self._shared_actors(claim, later, self._strength(later, shared))

    def _claim_terms(self, claim: Side, later: Side, shared: list[str], common: list[str]) -> _Tie | None:
        is_alone = len(common) == 1
        if is_alone and (self._weigh(common[0]) < TELLING or self._alike(later) < SAME_TOPIC):
            return None
        if not is_alone and not self._is_same_topic(later):
            return None
        total = sum(map(self._weigh, claim.terms)) + sum(self._actor_weights(claim, shared).values())
        part = sum(map(self._weigh, common)) / total
        if part < (ONE_TERM if is_alone else CLAIM_TERMS):
            return None
        return self._shared_terms(claim, later, self._strength(later, common))

    def _strength(self, later: Side, shared: Iterable[str]) -> float:
        """Return how strongly a claim is tied to a later text: by number and rarity of what both have."""
        found = math.fsum(self._weigh(key) * (TITLED if key in later.titled else 1.0) for key in shared)
        return bounded(found + self._alike(later))

    def _actor_weights(self, claim: Side, shared: list[str]) -> dict[str, float]:
        """Return what each actor of a claim weighs: the subject is what it is about.

        One shared actor must be nearly all that the claim names, so the subject has no bonus then.
        """
        bonus = SUBJECT if len(shared) > 1 else 1.0
        return {a: self._weigh(a) * (bonus if a == claim.subject_id else 1.0) for a in claim.actors}

    def _related_claim(self, claim: Side, later: Side) -> _Tie | None:
        found = find_relation(claim, self.evidence.claims.get(later.id, ()), self._weigh)
        if found is None:
            return None
        words = tuple(self.evidence.forms.get(stem, stem) for stem in found.stems[:_SHOWN_TERMS])
        reason = say_related_claim(found.kind, found.later.quote)
        basis = (found.later.id,)
        tie = _Tie(found.kind, bounded(found.weight), basis, words, reason, CONFIDENCE)
        return replace(tie, passages=(found.later.sentence_id,))

    def _is_near(self, later: Side) -> bool:
        """Whether the document at hand and a later text have a subject or a main actor in common."""
        return self._is_same_topic(later) or self._number[later.id] in self._mates

    def _is_same_topic(self, later: Side) -> bool:
        return self._alike(later) >= TOPIC

    def _alike(self, later: Side) -> float:
        """Return the cosine of the words of the document at hand and a later text."""
        return float(self._alikes[self._number[later.id]])

    def _n_shared_terms(self, one: int, other: int) -> int:
        return len(self._terms[one].keys() & self._terms[other].keys())

    def _passages(self, later: Side, actors: Iterable[str], stems: Iterable[str]) -> tuple[str, ...]:
        """Return the sentences of a later text that hold most of what is shared, best first."""
        keys = {key: self._weigh(key) for key in (*actors, *stems)}
        weights = {
            # An exact sum: the order of a set, which differs between runs, cannot show in it.
            sentence: math.fsum(keys[key] for key in held & keys.keys())
            for sentence, held in later.sentences.items()
            if not held.isdisjoint(keys)
        }
        best = sorted((s for s in weights if weights[s]), key=lambda s: -weights[s])  # stable: text order
        return tuple(best[:_SHOWN_PASSAGES])

    def _vector(self, counts: Mapping[str, Any], titled: set[str]) -> dict[str, float]:
        """Return weights of length 1: dampened frequency times rarity, more for what the title names."""
        weights = {}
        for key, count in counts.items():
            number = count if isinstance(count, int) else len(count)
            if weight := self._weigh(key) * (1 + math.log(max(1, number))):
                weights[key] = weight * (TITLED if key in titled else 1.0)
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {key: weight / length for key, weight in weights.items()}

    def _same_author(self, then: Side, later: Side) -> _Tie | None:
        known = {fold(name) for name in then.authors}
        names = tuple(name for name in later.authors if fold(name) in known)
        if not names:
            return None
        score = BESIDE * len(names) / max(len(then.authors), len(later.authors))
        return _Tie("same_author", score, (), names, say_same_author(names), 0.9)

    def _shared_actors(self, then: Side, later: Side, score: float) -> _Tie:
        shared = [actor for actor in then.actors if actor in later.actors and self._weigh(actor)]
        shared.sort(key=lambda actor: (-self._weigh(actor), actor))
        names = [self.evidence.names.get(actor, actor) for actor in shared]
        titled = [name for actor, name in zip(shared, names, strict=True) if actor in later.titled]
        basis = [
            mention
            for side in (then, later)
            for actor in shared
            for mention in side.actors[actor][:_SHOWN_MENTIONS]
        ]
        reason = say_shared_actors(names, titled)
        return _Tie("shared_actor", score, tuple(basis), tuple(names), reason, 0.6)

    def _shared_terms(self, then: Side, later: Side, score: float) -> _Tie:
        shared = [stem for stem in then.terms if stem in later.terms and self._weigh(stem)]
        # What both texts come back to goes before what is rarest, which may be there by chance.
        said = {
            stem: self._weigh(stem)
            * min(then.terms[stem], _OFTEN)
            * min(later.terms[stem] * (TITLED if stem in later.titled else 1.0), _OFTEN)
            for stem in shared
        }
        shared.sort(key=lambda stem: (-said[stem], stem))
        shared = shared[:_SHOWN_TERMS]
        words = [self.evidence.forms.get(stem, stem) for stem in shared]
        basis = dict.fromkeys(side.term_blocks[stem] for side in (then, later) for stem in shared)
        reason = say_shared_terms(words)
        return _Tie("shared_topic", score, tuple(key for key in basis if key), tuple(words), reason, 0.5)

    def _mentions_date(self, then: Side, later: Side, *, is_near: bool) -> _Tie | None:
        """Return what ties a text to a later one that names its day, or a time of which it speaks.

        The later text must say which day or month it means; a year with the month, or a day of it. A time of
        which both speak ties only texts with common ground, and a month only where both say which.
        """
        for named in later.dates:
            if not named.is_spelt_out or not (is_near or (named.is_day and named.has_year)):
                continue  # half of all texts name some month: that alone is chance
            if then.frame == "documents" and then.day and named.earliest <= then.day <= named.latest:
                reason = say_mentions_date(named.quote, "", is_publication=True)
                return _Tie(
                    "mentions_date", BESIDE * precision(named), (named.date_id,), (named.quote,), reason, 0.6
                )
            for own in then.dates if is_near else ():
                is_told = own.is_spelt_out or own.is_day
                if is_told and named.earliest <= own.latest and own.earliest <= named.latest:
                    reason = say_mentions_date(named.quote, own.quote, is_publication=False)
                    score = BESIDE * min(precision(named), precision(own))
                    basis = (own.date_id, named.date_id)
                    return _Tie("mentions_date", score, basis, (named.quote,), reason, 0.6)
        return None


def _row(keys: KeyMaker, document: Side, claim: Side | None, later: Side, tie: _Tie) -> dict[str, Any]:
    then = claim.id if claim else document.id
    lag = (later.day - document.day).days if later.day and document.day else None
    return {
        "link_id": keys.make("link", f"{then} {later.id} {tie.kind}"),
        "document_id": document.id,
        "claim_id": claim.id if claim else None,
        "later_id": later.id,
        "later_frame": later.frame,
        "kind": tie.kind,
        "basis": list(tie.basis),
        "terms": list(tie.terms),
        "passage_ids": list(tie.passages),
        "score": round(tie.score, 6),
        "lag_days": lag,
        "asserted_by": tie.asserted_by,
        "reason": tie.reason,
        "rule": f"links.{tie.kind}",
        "confidence": tie.confidence,
    }


def _is_later(then: Side, later: Side) -> bool:
    return then.day is not None and later.day is not None and later.day > then.day


def _days_of(document: Side) -> Iterator[date]:
    """Yield the day of a document and the days it names, if only as part of a week or month."""
    if document.day:
        yield document.day
    for named in document.dates:
        for days in range((named.latest - named.earliest).days + 1):
            yield named.earliest + timedelta(days)
