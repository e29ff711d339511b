"""Read a text into passages, sentences and tagged tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hindsight.language.reading import Passage, Reading, Sentence, Token
from hindsight.language.repairs import repair_tags
from hindsight.language.sentences import split_lines, split_sentences
from hindsight.language.tagger import tag_words
from hindsight.language.tokens import tokenize

# Half of a pair is no character: it cannot be encoded for the models. Its replacement is as long.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_text(
    text: str,
    passages: Sequence[Passage] | None = None,
    *,
    published: str | None = None,
    authors: Iterable[str] = (),
    language: str = "en",
    tagged: bool = True,
    tokenized: bool = True,
) -> Reading:
    """Return `text` read into sentences and tokens.

    Parameters
    ----------
    text : str
    passages : sequence of Passage, optional
        The blocks to read, in text order; what stands outside is not read. One per paragraph by default.
    published : str, optional
        Document creation time (ISO day), given to the paragraphs found by default. Passages given carry
        their own.
    authors : iterable of str
    language : str
        BCP 47 code; the rules are those of English whatever it says.
    tagged : bool
        Whether tokens get their Penn Treebank tags; without them reading is several times faster.
    tokenized : bool
        Whether sentences get tokens at all; dates need none, and reading is ten times faster again.

    Returns
    -------
    Reading

    Examples
    --------
    >>> reading = read_text("He must verify. Putin may wait.", published="2015-11-23")
    >>> [[token.text for token in sentence.tokens] for sentence in reading.sentences]
    [['He', 'must', 'verify', '.'], ['Putin', 'may', 'wait', '.']]
    >>> [token.tag for token in reading.sentences[0].tokens]
    ['PRP', 'MD', 'VB', '.']
    >>> reading.passage_of(reading.sentences[0]).published
    '2015-11-23'
    """
    text = _LONE_SURROGATE.sub("\ufffd", text)
    if passages is None:
        passages = [Passage(start, end, published=published) for start, end in split_lines(text)]
    sentences: list[Sentence] = []
    for index, passage in enumerate(passages):
        for start, end in split_sentences(text, passage.start, passage.end):
            spans = tokenize(text, start, end) if tokenized else []
            words = [text[a:b] for a, b in spans]
            tags = repair_tags(words, tag_words(words)) if tagged else [""] * len(words)
            tokens = tuple(
                Token(a, b, word, tag) for (a, b), word, tag in zip(spans, words, tags, strict=True)
            )
            sentences.append(Sentence(start, end, tokens, index))
    return Reading(text, tuple(passages), tuple(sentences), tuple(authors), language)
