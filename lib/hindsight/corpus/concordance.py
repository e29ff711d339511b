"""Keyword in context, with the place of every hit in its page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from hindsight.errors import BadParameter
from hindsight.schema import rows_of

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("left", "keyword", "right", "document_id", "sentence_id", "raw_start", "raw_end")


def compile_term(term: str, *, is_regex: bool = False) -> re.Pattern[str]:
    """Return the pattern of a search term: whole words, case ignored, ``*`` for any letters.

    Raises
    ------
    BadParameter
        Nothing to search for, or not a regular expression.

    Examples
    --------
    >>> compile_term("sanction*").findall("Sanctions, sanctioned; the unsanctioned")
    ['Sanctions', 'sanctioned']
    """
    if not term.strip():
        raise BadParameter("nothing to search for", where="term", remedy="give a word or a phrase")
    if is_regex:
        try:
            return re.compile(term, re.IGNORECASE)
        except re.error as error:
            raise BadParameter(f"not a regular expression: {error}", where="term", remedy="mend it") from None
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def find_concordance(
    frames: Mapping[str, pd.DataFrame],
    whole: Mapping[str, pd.DataFrame],
    term: str,
    *,
    width: int = 60,
    is_regex: bool = False,
) -> pd.DataFrame:
    """Return one row per hit in the sentences, in order of document and place.

    Parameters
    ----------
    frames : mapping
        The frames sentences and texts, as the reader's selection shows them.
    whole : mapping
        The frames texts and edits, whole: the map from clean to raw places needs all edits.
    term : str
        As of `compile_term`.
    width : int
        Characters of context on each side, within the document; line breaks are shown as blanks.
    is_regex : bool
        Take `term` as a regular expression.

    Returns
    -------
    pandas.DataFrame
        `COLUMNS`; offsets in the raw text.
    """
    import pandas as pd

    from hindsight.corpus.readings import offset_maps

    pattern = compile_term(term, is_regex=is_regex)
    sentences = frames["sentences"]
    hits = sentences[sentences.quote.str.contains(pattern)]
    maps = offset_maps(whole, hits.document_id.unique())
    clean = {row["document_id"]: row["clean"] for row in rows_of(frames["texts"])}
    rows = []
    for sentence in rows_of(hits):
        offsets = maps[sentence["document_id"]]
        for match in pattern.finditer(sentence["quote"]):
            if match.start() == match.end():
                continue
            start, end = sentence["clean_start"] + match.start(), sentence["clean_start"] + match.end()
            text = clean[sentence["document_id"]]
            left, right = _one_line(text[max(0, start - width) : start]), _one_line(text[end : end + width])
            where = (sentence["document_id"], sentence["sentence_id"], *offsets.to_raw(start, end))
            rows.append((left, match[0], right, *where))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)
