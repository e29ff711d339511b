"""Ranks, for each dated text, the later texts that most likely take up its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hindsight.errors import BadLine
from hindsight.links.index import PADDING, TextIndex, WordStore, count_terms

# Weights of the score, in units of the cosine, whose spread over unrelated texts is about 0.05. They stand in
# the middle of the plateau that one development site and one set of news threads share: half or double of any
# one of them moves no figure by more than its standard error (docs/accuracy-links.md).
TITLE_WORDS = 0.05  # share of the query's title words that the later text has, squared
TITLE_PAIRS = 0.05  # the same for pairs of neighbouring words
PASSAGE = 0.01  # best passage of the later text against the query's title and lead
# for each unit of log(1 + months between the two): mild, one month costs as much as half a title word
DECAY = 0.0175
SAME_DAY = 0.1  # for a text of the same day: which of the two came first is not known
LENGTH = 0.01  # for each unit of log(words): long texts touch on everything
WINDOW = PADDING  # content words of a passage: about one paragraph
LEAD = 40  # content words of the query that open it
_SECOND_LOOK = 30  # texts, best by words alone, whose passages are read
_MOST_POSTINGS = 60_000  # in very large corpora the query's commonest words are left out of the first look
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DAYS_PER_MONTH = 30.0


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text and its day: `date` is ISO 8601 (``2015-11-23``, ``2015-11``, with or without a time of day).

    `site` says where it was published; texts are ranked among those of their own site.
    """

    id: str
    date: str
    title: str
    text: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The later texts for one query, best first, and their scores (comparable between queries of one run)."""

    query: str
    ranked: tuple[str, ...]
    scores: tuple[float, ...]


def read_dated_text(record: Mapping[str, Any], where: str = "") -> DatedText:
    """Return a record ``{id, date, title?, text, site?}`` as a `DatedText`; what is missing is empty.

    Raises
    ------
    BadLine
        `id`, `date` or `text` is missing, a field is not text, or the date is not ISO 8601.

    Examples
    --------
    >>> read_dated_text({"id": "a", "date": "2015-11-23", "text": "Russia and Ukraine."}).title
    ''
    """
    fields = {}
    for name, needed in (
        ("id", True),
        ("date", True),
        ("title", False),
        ("text", True),
        ("site", False),
    ):
        value = record.get(name)
        if value is None and not needed:
            value = ""
        if not isinstance(value, str):
            found = f"no {name!r}" if value is None else f"{name!r} is {type(value).__name__}, not text"
            raise BadLine(found, where=where, remedy="give id, date, title and text as strings")
        fields[name] = value
    _day_number(fields["date"], where)
    return DatedText(**fields)


def rank_later(documents: Iterable[DatedText], *, top_k: int = 20) -> Iterator[Ranking]:
    """Yield, for every text, the later ones that most likely take up its subject, best first.

    Parameters
    ----------
    documents : iterable of DatedText
        In any order; read once. Kept as numbers, about 10 KB a text.
    top_k : int
        Longest ranking.

    Yields
    ------
    Ranking
        One per text, in the order of `documents`. Texts with nothing in common but the ubiquitous are not
        ranked.

    Notes
    -----
    Where texts say their `site`, each is ranked among the later texts of its own site, whose ubiquitous words
    are its own too: house style would otherwise tie a site's texts to one another, and another site's to
    none. Texts without a site are ranked together.

    "Later" is a later day, or a later time of day where the dates give it; of the same day and time, it is
    what comes after the query in `documents`, so that each pair of texts is ranked once, with a penalty.
    The score is the cosine of word and word-pair vectors (term frequency dampened, inverse text frequency),
    raised where the later text has the words of the query's title or one passage close to its lead, lowered
    mildly with the time between and with the length of the later text.

    Examples
    --------
    >>> texts = [
    ...     DatedText("then", "2015-11-23", "Sanctions on Russia", "Sanctions over Ukraine must stay."),
    ...     DatedText("dogs", "2019-01-01", "A dog's life", "Dogs bark at night."),
    ...     DatedText("later", "2023-05-16", "Policy towards Russia", "Sanctions over Ukraine remain."),
    ... ]
    >>> [(ranking.query, ranking.ranked) for ranking in rank_later(texts)]
    [('then', ('later',)), ('dogs', ()), ('later', ())]
    """
    shelves: dict[str, _Shelf] = {}
    sites: list[_Shelf] = []  # of every text, in the order they come
    for document in documents:
        shelf = shelves.setdefault(document.site, _Shelf())
        shelf.add(document)
        sites.append(shelf)
    next_on = {id(shelf): shelf.rank_all(top_k) for shelf in shelves.values()}
    for shelf in sites:
        yield next(next_on[id(shelf)])


class _Shelf:
    """The texts of one site."""

    def __init__(self) -> None:
        self._store = WordStore()
        self._ids: list[str] = []
        self._days: list[int] = []
        self._clock: list[str] = []

    def add(self, document: DatedText) -> None:
        self._store.add(document.title, document.text)
        self._ids.append(document.id)
        self._days.append(_day_number(document.date, document.id))
        self._clock.append(document.date[10:])

    def rank_all(self, top_k: int) -> Iterator[Ranking]:
        """Yield the rankings in the order the texts came; nothing can be added any more."""
        ids, days, clock = self._ids, self._days, self._clock
        order = np.array(sorted(range(len(ids)), key=lambda k: (days[k], clock[k])), np.int64)
        place = np.empty(len(ids), np.int64)
        place[order] = np.arange(len(ids))
        index = self._store.build(order)
        del self._store
        _, times = np.unique(np.array(clock, dtype=object)[order].astype(str), return_inverse=True)
        ranker = _Ranker(index, np.array(days, np.int64)[order], times)
        for k, query in enumerate(ids):
            found, scores = ranker.rank(int(place[k]), top_k)
            pairs = [(ids[order[n]], s) for n, s in zip(found.tolist(), scores.tolist(), strict=True)]
            pairs = [pair for pair in pairs if pair[0] != query]
            yield Ranking(query, tuple(i for i, _ in pairs), tuple(s for _, s in pairs))


def _day_number(text: str, where: str) -> int:
    match = _DATE.match(text)
    try:
        if not match:
            raise ValueError("not year-month-day")
        return date(*(int(part or 1) for part in match.groups())).toordinal()
    except ValueError as problem:
        raise BadLine(f"date {text!r}: {problem}", where=where, remedy="write it as 2015-11-23") from None


class _Ranker:
    """Scores the texts after one text, with arrays allocated once."""

    def __init__(self, index: TextIndex, days: NDArray[np.int64], times: NDArray[np.int64]) -> None:
        self.index, self.days, self.times = index, days, times
        self._lengths = np.log(np.maximum(index.lengths, 1))
        self._lead = np.zeros(len(index.rarity))
        self._mark = np.zeros(len(index.rarity), np.int32)
        span = int(days[-1] - days[0]) + 1 if len(days) else 1
        self._decay = DECAY * np.log1p(np.arange(span) / _DAYS_PER_MONTH)

    def rank(self, query: int, top_k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the best texts after `query` and their scores."""
        n_later = len(self.index) - query - 1
        terms, weights = self.index.terms_of(query)
        if not n_later or not len(terms):
            return np.zeros(0, np.int64), np.zeros(0)
        cosine = self._accumulate(query, terms, weights)
        title_words, title_pairs = self._title_terms(query)
        share = self._accumulate(query, title_words, None)
        lag = self.days[query + 1 :] - self.days[query]
        penalty = self._decay[lag]
        same_day = int(np.searchsorted(lag, 1))
        penalty[:same_day] += SAME_DAY * (self.times[query + 1 : query + 1 + same_day] == self.times[query])
        penalty += LENGTH * self._lengths[query + 1 :]
        scores = cosine + TITLE_WORDS * share * share - penalty
        candidates = np.flatnonzero(cosine > 0)
        wanted = max(_SECOND_LOOK, top_k)
        if len(candidates) > wanted:
            best = np.argpartition(-scores[candidates], wanted - 1)[:wanted]
            candidates = np.sort(candidates[best])
        if not len(candidates):
            return np.zeros(0, np.int64), np.zeros(0)
        final = np.round(scores[candidates] + self._look_again(query, candidates + query + 1, title_pairs), 6)
        best = np.lexsort((candidates, -final))[:top_k]
        return candidates[best] + query + 1, final[best]

    def _accumulate(
        self, query: int, terms: NDArray[np.int32], weights: NDArray[np.float32] | None
    ) -> NDArray[np.float64]:
        """Return, for the texts after `query`, the weighted sum, or else the part, of shared terms."""
        index = self.index
        total = np.zeros(len(index))
        if not len(terms):
            return total[query + 1 :]
        starts, ends = index.term_starts[terms], index.term_starts[terms + 1]
        factor = weights if weights is not None else index.rarity[terms] / index.rarity[terms].sum()
        if weights is not None and (ends - starts).sum() > _MOST_POSTINGS:
            rarest = np.argsort(ends - starts, kind="stable")
            kept = rarest[np.cumsum((ends - starts)[rarest]) <= _MOST_POSTINGS]
            starts, ends, factor = starts[kept], ends[kept], factor[kept]
        lengths = ends - starts
        places = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        places += np.arange(len(places))
        values = np.repeat(factor, lengths).astype(np.float64)
        if weights is not None:
            values *= np.take(index.weights, places)
        total += np.bincount(np.take(index.postings, places), weights=values, minlength=len(index))
        return total[query + 1 :]

    def _title_terms(self, query: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        index = self.index
        start, length = int(index.starts[query]), int(index.title_lengths[query])
        words, _ = count_terms(index.words[start : start + length])
        pairs, _ = count_terms(index.pairs[start : start + max(0, length - 1)])
        return words, pairs

    def _look_again(
        self, query: int, texts: NDArray[np.int64], title_pairs: NDArray[np.int32]
    ) -> NDArray[np.float64]:
        """Return what the places of words add: title pairs, and the passage closest to the query's lead."""
        index = self.index
        terms, weights = index.terms_of(query, longest=LEAD)
        self._lead[terms] = weights * index.rarity[terms]
        self._mark[title_pairs] = np.arange(1, len(title_pairs) + 1)
        slices = [
            slice(start, start + length + WINDOW)
            for start, length in zip(index.starts[texts].tolist(), index.lengths[texts].tolist(), strict=True)
        ]
        bounds = np.concatenate([[0], np.cumsum(index.lengths[texts] + WINDOW)])
        words = np.concatenate([index.words[part] for part in slices])
        pairs = np.concatenate([index.pairs[part] for part in slices])
        sums = np.zeros(len(words) + WINDOW)
        np.cumsum(np.take(self._lead, words) + np.take(self._lead, pairs), out=sums[: len(words)])
        sums[len(words) :] = sums[len(words) - 1]
        # The window that begins behind place p; the first word of all weighs nothing then, which hardly
        # matters.
        gain = PASSAGE * np.maximum.reduceat(sums[WINDOW:] - sums[:-WINDOW], bounds[:-1])
        if len(title_pairs):
            marks = np.take(self._mark, pairs)
            hits = np.flatnonzero(marks)
            seen = np.zeros((len(texts), len(title_pairs)), bool)
            seen[np.searchsorted(bounds, hits, side="right") - 1, marks[hits] - 1] = True
            rarity = index.rarity[title_pairs]
            gain += TITLE_PAIRS * (seen @ (rarity / rarity.sum())) ** 2
        self._lead[terms] = 0
        self._mark[title_pairs] = 0
        return gain
