"""A text read into blocks, sentences and tagged tokens: what dates, actors and claims start from.

Offsets are half-open code points of `Reading.text` (the clean text of a page, or any given text).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: ``text[start:end]`` and its Penn Treebank tag.

    `low` is the text in small letters with straight apostrophes, as the word lists have it.
    """

    start: int
    end: int
    text: str
    tag: str
    low: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", self.text.lower().replace("’", "'"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the text to be read: its span, its kind and the day it was written.

    `kind` is a block kind of `hindsight.pages.document`; `published` (ISO day) is the document creation time
    for what stands in it, None where no date is known. `card` is the related item it belongs to, if any.
    """

    start: int
    end: int
    kind: str = "paragraph"
    published: str | None = None
    card: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its tokens and the index of its passage in `Reading.passages`."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    passage: int


@dataclass(frozen=True, eq=False)  # one reading is itself only: comparing whole texts would take long
class Reading:
    """A text with its passages and sentences, in text order."""

    text: str
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...] = field(repr=False)
    authors: tuple[str, ...] = ()
    language: str = "en"

    def passage_of(self, sentence: Sentence) -> Passage:
        """Return the passage that `sentence` stands in."""
        return self.passages[sentence.passage]
