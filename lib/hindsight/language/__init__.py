"""From text to sentences, tagged tokens and clauses, with parameters of our own: nothing is downloaded."""

from hindsight.language.lemmas import lemma
from hindsight.language.parser import Parse, parse
from hindsight.language.reader import read_text
from hindsight.language.reading import Passage, Reading, Sentence, Token
from hindsight.language.sentences import split_lines, split_sentences
from hindsight.language.tagger import tag_words
from hindsight.language.tokens import tokenize
from hindsight.language.units import segment_sentence, segment_units

__all__ = [
    "Parse",
    "Passage",
    "Reading",
    "Sentence",
    "Token",
    "lemma",
    "parse",
    "read_text",
    "segment_sentence",
    "segment_units",
    "split_lines",
    "split_sentences",
    "tag_words",
    "tokenize",
]
