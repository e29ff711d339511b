"""The rows behind a number: what an executed notebook carries so that it alone can show its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from hindsight.visible import name_blanks, shorten
from hindsight.reports.wording import is_missing, say
from hindsight.schema import FRAMES

if TYPE_CHECKING:
    import pandas as pd

MIMETYPE = "application/vnd.hindsight.evidence+json"

# A number over a large corpus may stand on 100,000 rows; a page that lists them all cannot be opened.
MOST_ROWS = 300
MOST_GROUPED_ROWS = 60  # for one cell of a table, which has many
LONGEST_QUOTE = 600  # characters; a block may be a file of one line
LONGEST_CONTEXT = 240  # characters on either side of the quote

# The words of a row whose frame has no `quote`: best column first.
_WORDS = {
    "documents": ("title", "problem", "raw_path"),
    "actors": ("name",),
    "edits": ("original",),
    "links": ("reason",),
    "corrections": ("detail", "exact", "action"),
    "verdicts": ("rationale", "verdict"),
}
# What else an evidence row says, in the order said.
_SAYS = {
    "documents": ("status", "published", "published_how", "raw_path", "encoding"),
    "blocks": ("kind",),
    "edits": ("replacement", "reason"),
    "mentions": ("form", "type", "actor_id", "candidates"),
    "actors": ("kind", "aliases", "role_then"),
    "claims": ("kind", "content_kind", "claimant", "certainty", "polarity", "orientation", "evidence"),
    "dates": ("type", "value", "mod", "anchor", "candidate_values"),
    "related_items": ("kind", "outlet", "published", "title"),
    "links": ("kind", "claim_id", "later_id", "asserted_by", "score", "lag_days", "basis"),
    "corrections": ("action", "value", "who", "when", "status"),
    "verdicts": ("verdict", "who", "when", "seen_through", "rubric"),
    "ledger": ("kind", "claimant", "horizon_from", "horizon", "condition", "settled_by", "status", "verdict", "n_later"),
}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row of a frame as evidence; `says`: pairs of column and value; offsets are into the raw text."""

    frame: str
    key: str
    quote: str
    before: str = ""
    after: str = ""
    document_id: str | None = None
    raw_start: int | None = None
    raw_end: int | None = None
    rule: str | None = None
    confidence: float | None = None
    says: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the row as plain JSON values, without what is empty."""
        row = {name: value for name, value in asdict(self).items() if value not in (None, "", ())}
        if self.says:
            row["says"] = [list(pair) for pair in self.says]
        return row


@dataclass(frozen=True, slots=True)
class Cited:
    """A value and the rows it stands on; made by `cited`."""

    value: object
    rows: tuple[EvidenceRow, ...]
    n_rows: int  # all of them, where `rows` was cut at MOST_ROWS

    def __str__(self) -> str:
        return say(self.value)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Evidence for the cells of a table's column, looked up by columns that both frames have."""

    frame: pd.DataFrame
    frame_name: str
    by: tuple[str, ...]
    sentences: pd.DataFrame | None

    def rows_of(self, keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], Cited]:
        """Return the rows behind each key that has any; a key is the values of `by` as text."""
        places = self._places()
        wanted = {key: places[key] for key in keys if key in places}
        shown = [place for found in wanted.values() for place in found[:MOST_GROUPED_ROWS]]
        # All rows at once: looking up sentences costs the same for one row as for a thousand.
        rows = list(evidence_rows(self.frame.iloc[shown], self.frame_name, sentences=self.sentences))
        cells, first = {}, 0
        for key, found in wanted.items():
            last = first + min(len(found), MOST_GROUPED_ROWS)
            cells[key] = Cited(len(found), tuple(rows[first:last]), len(found))
            first = last
        return cells

    def _places(self) -> dict[tuple[str, ...], list[int]]:
        """Return the positions of the rows by key; in a column of lists a row stands under each member."""
        places: dict[tuple[str, ...], list[int]] = {}
        columns = [self.frame[column].tolist() for column in self.by]
        for place, values in enumerate(zip(*columns, strict=True)):
            members = [value if isinstance(value, (list, tuple)) else [value] for value in values]
            for key in product(*members):
                if not any(is_missing(part) for part in key):
                    found = places.setdefault(tuple(map(str, key)), [])
                    if not found or found[-1] != place:
                        found.append(place)
        return places


@lru_cache(maxsize=1)
def _terms() -> frozenset[tuple[str, str]]:
    """Return every column with a closed list, with each of its values."""
    columns = (column for frame in FRAMES.values() for column in frame.columns.values())
    return frozenset((column.name, value) for column in columns for value in column.values)


def say_term(column: str, value: str) -> str:
    """Return a value of a closed list in words; anything else, a page's words above all, as it is.

    Examples
    --------
    >>> say_term("kind", "armed_group"), say_term("quote", "armed_group")
    ('armed group', 'armed_group')
    """
    return value.replace("_", " ") if (column, value) in _terms() else value


def key_column(frame_name: str) -> str:
    """Return the key of a frame.

    Raises
    ------
    ValueError
        There is no such frame.
    """
    if frame_name not in FRAMES:
        raise ValueError(f"no frame {frame_name!r}; there are {', '.join(FRAMES)}")
    return FRAMES[frame_name].key[0]


def cited(
    value: object, frame: pd.DataFrame, frame_name: str, *, sentences: pd.DataFrame | None = None
) -> Cited:
    """Return `value` with the rows of `frame` as its evidence, for `finding` and `table`.

    Parameters
    ----------
    value : str, number, date or list of str
        What the sentence says: usually ``len(frame)``.
    frame : pandas.DataFrame
        The rows behind it, in the order to show them: a frame of the schema, filtered at will, with its key.
    frame_name : str
        A key of `hindsight.schema.FRAMES`.
    sentences : pandas.DataFrame, optional
        The frame ``sentences``: gives each row the rest of its sentence as context.

    Examples
    --------
    >>> from hindsight.schema import empty_frame
    >>> cited(0, empty_frame("claims"), "claims").n_rows
    0
    """
    rows = tuple(evidence_rows(frame.head(MOST_ROWS), frame_name, sentences=sentences))
    return Cited(value, rows, len(frame))


def grouped(
    frame: pd.DataFrame,
    frame_name: str,
    *,
    by: str | Sequence[str],
    sentences: pd.DataFrame | None = None,
) -> Grouped:
    """Return the rows of `frame` by the values of a column, as evidence for the counts of a table.

    Parameters
    ----------
    frame, frame_name, sentences
        As in `cited`.
    by : str or sequence of str
        Columns that the counted frame and the table share (``"actor_id"``, ``["certainty", "polarity"]``); in
        a column of lists a row counts for each member.

    Raises
    ------
    ValueError
        There is no such frame, or it has no such column.
    """
    key_column(frame_name)
    columns = (by,) if isinstance(by, str) else tuple(by)
    if unknown := [column for column in columns if column not in frame.columns]:
        raise ValueError(f"the frame {frame_name} has no column {unknown[0]!r} to group by")
    return Grouped(frame, frame_name, columns, sentences)


def evidence_rows(
    frame: pd.DataFrame, frame_name: str, *, sentences: pd.DataFrame | None = None
) -> Iterable[EvidenceRow]:
    """Yield the rows of a frame as evidence, in the frame's order."""
    key = key_column(frame_name)
    contexts = _sentences_of(frame, sentences)
    records: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]  # columns are strings
    for row in records:
        before, after = _context(row, contexts.get(row.get("sentence_id")))
        yield EvidenceRow(
            frame=frame_name,
            key=str(row[key]),
            quote=shorten(name_blanks(words_of(row, frame_name)), LONGEST_QUOTE),
            before=before,
            after=after,
            document_id=_text(row.get("document_id")),
            raw_start=_whole(row.get("raw_start")),
            raw_end=_whole(row.get("raw_end")),
            rule=_text(row.get("rule")),
            confidence=None if is_missing(row.get("confidence")) else round(float(row["confidence"]), 4),
            says=tuple(_says(row, frame_name)),
        )


def _sentences_of(frame: pd.DataFrame, sentences: pd.DataFrame | None) -> dict[Any, tuple[str, int]]:
    """Return quote and first clean position of the sentences that the rows stand in, by key."""
    if sentences is None or "sentence_id" not in frame.columns:
        return {}
    wanted = sentences[sentences["sentence_id"].isin(frame["sentence_id"])]
    return {
        key: (quote, int(start))
        for key, quote, start in zip(
            wanted["sentence_id"], wanted["quote"], wanted["clean_start"], strict=True
        )
    }


def _context(row: Mapping[str, Any], sentence: tuple[str, int] | None) -> tuple[str, str]:
    """Return the words of the sentence before and after the row's own."""
    if sentence is None:
        return "", ""
    words, sentence_start = sentence
    start, end = int(row["clean_start"]) - sentence_start, int(row["clean_end"]) - sentence_start
    if start < 0 or words[start:end] != row["quote"]:  # runs over its sentence: the quote stands for itself
        return "", ""
    before, after = words[:start], words[end:]
    if len(before) > LONGEST_CONTEXT:
        before = "…" + before[-LONGEST_CONTEXT:].partition(" ")[2]
    if len(after) > LONGEST_CONTEXT:
        after = after[:LONGEST_CONTEXT].rpartition(" ")[0] + "…"
    return before, after


def words_of(row: Mapping[str, Any], frame_name: str) -> str:
    """Return the words that stand for a row: its quotation, or its title, name or reason, or its key."""
    if frame_name == "edits" and row.get("original") == "":
        return "[nothing stood here]"
    for column in ("quote", *_WORDS.get(frame_name, ())):
        if words := _text(row.get(column)):
            return words
    return str(row[key_column(frame_name)])


def _says(row: Mapping[str, Any], frame_name: str) -> Iterable[tuple[str, str]]:
    for column in _SAYS.get(frame_name, ()):
        value = row.get(column)
        if isinstance(value, (list, tuple)):
            value = ", ".join(str(member) for member in value)
        if is_missing(value) or value == "":
            continue
        shown = str(value)[:10] if FRAMES[frame_name].columns[column].type == "date" else say(value)
        yield column, shorten(name_blanks(say_term(column, shown)), LONGEST_CONTEXT)


def _text(value: object) -> str | None:
    return None if is_missing(value) else str(value)


def _whole(value: Any) -> int | None:
    return None if is_missing(value) else int(value)
