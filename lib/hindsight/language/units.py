"""Elementary discourse units: the clauses of a sentence, by a conditional random field."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import pycrfsuite

from hindsight.language.reading import Reading, Sentence
from hindsight.language.tagger import normal_form, tag_words

PARAMETERS = "units.crf.gz"
_VERBAL = ("VB", "MD")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_FAR = 9  # tokens: from here on the distance to a verb tells nothing more


def features_of_units(words: Sequence[str], tags: Sequence[str]) -> list[list[str]]:
    """Return the features of each token of a sentence: words and tags around, and how far verbs are."""
    n = len(words)
    w = ["##", "#", *(normal_form(word) for word in words), "#", "##"]
    t = ["##", "#", *tags, "#", "##", "###"]
    to_verb = _distances([tag[:2] in _VERBAL for tag in tags])
    to_finite = _distances([tag in _FINITE for tag in tags])
    last_verb, verbs = "#", 0
    rows = []
    for k in range(n):
        i = k + 2
        word, tag, before, after, tag_before, tag_after = w[i], t[i], w[i - 1], w[i + 1], t[i - 1], t[i + 1]
        verb, finite, seen = to_verb[k], to_finite[k], min(verbs, 2)
        rows.append(
            [
                f"w={word}",
                f"t={tag}",
                f"w-1={before}",
                f"w+1={after}",
                f"w-2={w[i - 2]}",
                f"w+2={w[i + 2]}",
                f"t-1={tag_before}",
                f"t+1={tag_after}",
                f"t-2={t[i - 2]}",
                f"t+2={t[i + 2]}",
                f"tt-={tag_before} {tag}",
                f"tt+={tag} {tag_after}",
                f"ttt={tag_before} {tag} {tag_after}",
                f"ww-={before} {word}",
                f"ww+={word} {after}",
                f"tw={tag_before} {word}",
                f"wt={word} {tag_after}",
                f"wtt={word} {tag_after} {t[i + 2]}",
                f"s={word[-3:]}",
                f"v={verb}",
                f"f={finite}",
                f"wv={word} {verb}",
                f"tf={tag} {finite}",
                f"l={last_verb}",
                f"lw={last_verb} {word}",
                f"lt={last_verb} {tag}",
                f"ts={tag} {seen} {verb}",
                f"w-1v={before} {verb}",
                f"k={min(k, 4)}",
                f"t4={tag} {tag_after} {t[i + 2]} {t[i + 3]}",
                f"m4={t[i - 2]} {tag_before} {tag}",
            ]
        )
        if tag[:2] in _VERBAL:
            last_verb, verbs = word, verbs + 1
    return rows


def _distances(flags: Sequence[bool]) -> list[int]:
    """Return, for each place, how far the next flag is, itself included; `_FAR` if far or none."""
    distances = [_FAR] * len(flags)
    distance = _FAR
    for k in range(len(flags) - 1, -1, -1):
        distance = 0 if flags[k] else min(distance + 1, _FAR)
        distances[k] = distance
    return distances


@lru_cache(maxsize=1)
def _load_segmenter() -> tuple[pycrfsuite.Tagger, bytes]:
    """Return the segmenter and the bytes it reads: it keeps only their address, so they must stay alive."""
    model = gzip.decompress((files(__package__) / PARAMETERS).read_bytes())
    segmenter = pycrfsuite.Tagger()
    segmenter.open_inmemory(model)
    return segmenter, model


def find_unit_starts(words: Sequence[str], tags: Sequence[str]) -> list[int]:
    """Return the indices of the tokens that open a unit of one sentence; the first is always 0.

    Examples
    --------
    >>> words = "Putin says that he will fight ISIS because it threatens Russia .".split()
    >>> [words[k] for k in find_unit_starts(words, tag_words(words))]
    ['Putin', 'that', 'because']
    """
    if not words:
        return []
    segmenter, _model = _load_segmenter()
    labels = segmenter.tag(features_of_units(words, tags))
    return [k for k, label in enumerate(labels) if k == 0 or label == "1"]


def segment_sentence(sentence: Sentence) -> list[tuple[int, int]]:
    """Return the spans of the units of one sentence: half-open in code points, in order, no token left out.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> reading = read_text("Russia could intervene if talks fail.")
    >>> [reading.text[a:b] for a, b in segment_sentence(reading.sentences[0])]
    ['Russia could intervene', 'if talks fail.']
    """
    tokens = sentence.tokens
    words = [token.text for token in tokens]
    tags = [token.tag for token in tokens]
    if tags and not tags[0]:  # a reading without tags
        tags = tag_words(words)
    starts = find_unit_starts(words, tags)
    return [
        (tokens[first].start, tokens[last - 1].end)
        for first, last in zip(starts, [*starts[1:], len(tokens)], strict=True)
    ]


def segment_units(reading: Reading) -> list[list[tuple[int, int]]]:
    """Return the elementary discourse units of a reading: one list of spans per sentence, in text order.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    list of list of (int, int)
        Spans are half-open, in code points of ``reading.text``; the units of a sentence follow each other and
        hold all its tokens.

    Notes
    -----
    Units are those of GUM (Zeldes 2017, after the RST Discourse Treebank): clauses, with attribution ("he
    said"), relative clauses and purpose infinitives apart. A clause broken by another is two units here.
    Known failures: long coordinated verb phrases, clauses without a verb.
    """
    return [segment_sentence(sentence) for sentence in reading.sentences]
