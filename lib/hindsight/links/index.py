"""A sparse index of dated texts: words and word pairs, weighted by how rare they are.

Texts arrive one by one and are kept as arrays of word numbers, not as strings, so that memory grows with the
number of words: about 10 KB a text of 800 words.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hindsight.links.words import WORD, read_stop_words

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]

LONGEST = 20_000  # content words of one text that count: the start of a book says what it is about
TITLE_WEIGHT = 3  # a word of the title counts as often as three of the text
COMMONEST = 0.5  # share of the texts above which a word is ubiquitous, and ties nothing
RAREST = 2  # texts; a word that stands in one text only can tie it to none
PADDING = 40  # blanks behind each text: a passage of so many words never reaches into the next text
_PAIR_BITS = 22  # pairs are hashed to 2**22 numbers: 16 MB, and in 500 texts hardly two pairs share one
_PAIR_BITS_MOST = 24


class _Vocabulary(dict[str, int]):
    """Word to number, in order of first appearance; stop words are 0."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(read_stop_words(), 0))
        self.size = 1

    def __missing__(self, word: str) -> int:
        number = self[word] = self.size
        self.size += 1
        return number


class WordStore:
    """Collects texts as numbers; `build` then weighs the words."""

    def __init__(self) -> None:
        self._vocabulary = _Vocabulary()
        self._words = array("i")
        self._starts = array("q", [0])
        self._title_lengths = array("i")

    def __len__(self) -> int:
        return len(self._title_lengths)

    def add(self, title: str, text: str) -> None:
        """Add one text; texts are numbered from 0 in the order they come."""
        number = self._vocabulary.__getitem__
        title_words = [n for n in map(number, WORD.findall(title.lower())) if n]
        words = [n for n in map(number, WORD.findall(text.lower())) if n]
        self._title_lengths.append(len(title_words))
        self._words.extend(title_words)
        self._words.extend(words[:LONGEST])
        self._starts.append(len(self._words))

    def build(self, order: NDArray[np.int64]) -> TextIndex:
        """Return the index of the texts, renumbered in `order`."""
        words = np.frombuffer(self._words, dtype=np.int32) if len(self._words) else np.zeros(0, np.int32)
        starts = np.frombuffer(self._starts, dtype=np.int64)
        titles = np.frombuffer(self._title_lengths, dtype=np.int32) if len(self) else np.zeros(0, np.int32)
        return _weigh(words, starts, titles, order, self._vocabulary.size)


@dataclass(frozen=True)
class TextIndex:
    """Texts as sequences of term numbers, and for every term the texts it stands in.

    `words` and `pairs` are aligned: the pair at a place is the word there with the one after it. Term 0 is
    any word or pair that ties nothing (too rare or ubiquitous); `PADDING` zeros follow each text.
    `postings` of term t, from ``term_starts[t]`` to ``term_starts[t + 1]``, are the texts it stands in,
    ascending, with its weight in each (vectors of length 1).
    """

    words: Numbers
    pairs: Numbers
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    title_lengths: Numbers
    rarity: Weights
    term_starts: NDArray[np.int64]
    postings: Numbers
    weights: Weights

    def __len__(self) -> int:
        return len(self.title_lengths)

    def terms_of(self, text: int, *, longest: int | None = None) -> tuple[Numbers, Weights]:
        """Return the terms of a text and their weights (term frequency dampened, times rarity; length 1).

        `longest` keeps to the title and so many words after it: the lead, which says what the text is about.
        """
        start, title = int(self.starts[text]), int(self.title_lengths[text])
        end = start + int(self.lengths[text])
        if longest is not None:
            end = min(end, start + title + longest)
        return _vector(self.words[start:end], self.pairs[start:end], title, self.rarity)


def count_terms(numbers: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """Return the terms among `numbers`, ascending and without term 0, and how often each stands there.

    A sort is several times faster than `numpy.unique` on the few hundred words of a text.
    """
    ordered = np.sort(numbers[numbers > 0])
    if not len(ordered):
        return ordered, np.zeros(0, np.int64)
    # By hand, because `numpy.diff` with its padding took a fifth of the time of a whole run.
    is_first = np.empty(len(ordered), bool)
    is_first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    firsts = np.flatnonzero(is_first)
    counts = np.empty(len(firsts), np.int64)
    np.subtract(firsts[1:], firsts[:-1], out=counts[:-1])
    counts[-1] = len(ordered) - firsts[-1]
    return ordered[firsts], counts


def _vector(words: Numbers, pairs: Numbers, title: int, rarity: Weights) -> tuple[Numbers, Weights]:
    extra = TITLE_WEIGHT - 1
    repeated = [words, pairs] + [words[:title], pairs[: max(0, title - 1)]] * extra
    terms, counts = count_terms(np.concatenate(repeated))
    weights = (1 + np.log(counts)) * rarity[terms]
    length = float(np.sqrt((weights * weights).sum()))
    return terms, (weights / length if length else weights).astype(np.float32)


def _pair_numbers(words: Numbers, starts: NDArray[np.int64], bits: int) -> Numbers:
    """Return, for every place, the number of the pair that begins there; -1 at the last word of a text."""
    pairs = np.full(len(words), -1, np.int32)
    step = 1 << 20  # places at a time, to bound the memory of the 64-bit products
    for at in range(0, max(0, len(words) - 1), step):
        here = words[at : at + step].astype(np.uint64)
        after = words[at + 1 : at + 1 + step].astype(np.uint64)
        here = here[: len(after)]
        # Multiplicative hashing (Knuth, TAOCP 6.4) with two odd constants; unsigned products wrap around.
        mixed = here * np.uint64(0x9E3779B97F4A7C15) + after * np.uint64(0xC2B2AE3D27D4EB4F)
        pairs[at : at + len(after)] = (mixed >> np.uint64(64 - bits)).astype(np.int32)
    last = starts[1:][starts[1:] > starts[:-1]] - 1
    pairs[last] = -1
    return pairs


def _count_texts(numbers: Numbers, starts: NDArray[np.int64], size: int) -> Numbers:
    """Return, for each number below `size`, how many texts it stands in."""
    counts = np.zeros(size, np.int32)
    for start, end in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        found, _ = count_terms(numbers[start:end])
        counts[found] += 1
    return counts


def _weigh(
    words: Numbers, starts: NDArray[np.int64], titles: Numbers, order: NDArray[np.int64], size: int
) -> TextIndex:
    n_texts = len(titles)
    bits = min(_PAIR_BITS_MOST, max(_PAIR_BITS, n_texts.bit_length() + 8))
    most = max(COMMONEST * n_texts, RAREST + 1)
    pairs = _pair_numbers(words, starts, bits)
    numbering, rarities, used = [], [np.zeros(1, np.float32)], 1
    n_having = [np.zeros(1, np.int64)]  # texts that have each term, by its new number
    for numbers, n_numbers in ((words, size), (pairs, 1 << bits)):
        counts = _count_texts(numbers, starts, n_numbers)
        kept = np.flatnonzero((counts >= RAREST) & (counts <= most))
        kept = kept[kept > 0] if numbers is words else kept
        renumbered = np.zeros(n_numbers + 1, np.int32)  # one more, for the -1 of "no pair"
        renumbered[kept] = np.arange(used, used + len(kept), dtype=np.int32)
        rarities.append((np.log((1 + n_texts) / (1 + counts[kept])) + 1).astype(np.float32))
        n_having.append(counts[kept].astype(np.int64))
        numbering.append(renumbered)
        used += len(kept)
    rarity = np.concatenate(rarities)
    lengths = (starts[1:] - starts[:-1])[order]
    new_starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths + PADDING)])[:-1]
    total = int(lengths.sum()) + PADDING * n_texts
    new_words, new_pairs = np.zeros(total, np.int32), np.zeros(total, np.int32)
    for start, length, at in zip(starts[order].tolist(), lengths.tolist(), new_starts.tolist(), strict=True):
        new_words[at : at + length] = numbering[0][words[start : start + length]]
        new_pairs[at : at + length] = numbering[1][pairs[start : start + length]]
    del pairs, numbering  # a tenth of the peak for large corpora
    new_titles = titles[order]
    term_starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.concatenate(n_having))])
    postings, weights = _post(new_words, new_pairs, new_starts, lengths, new_titles, rarity, term_starts)
    return TextIndex(
        new_words, new_pairs, new_starts, lengths, new_titles, rarity, term_starts, postings, weights
    )


def _post(
    words: Numbers,
    pairs: Numbers,
    starts: NDArray[np.int64],
    lengths: NDArray[np.int64],
    titles: Numbers,
    rarity: Weights,
    term_starts: NDArray[np.int64],
) -> tuple[Numbers, Weights]:
    postings, weights = np.empty(term_starts[-1], np.int32), np.empty(term_starts[-1], np.float32)
    free = term_starts[:-1].copy()
    for text, title in enumerate(titles.tolist()):
        start, end = starts[text], starts[text] + lengths[text]
        terms, its_weights = _vector(words[start:end], pairs[start:end], title, rarity)
        at = free[terms]
        postings[at], weights[at] = text, its_weights
        free[terms] += 1
    return postings, weights
