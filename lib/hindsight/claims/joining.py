"""Quotations joined to who speaks them: by a verb near them, a colon, a signature, or who spoke last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hindsight.claims.claim import Span
from hindsight.claims.lexicon import words
from hindsight.claims.quotations import Quotation
from hindsight.claims.sources import Tree, noun_phrase_behind, subject_span
from hindsight.language import lemma
from hindsight.language.reading import Token

_SHORTEST_QUOTATION = 4  # tokens with the marks; shorter ones are single words held at arm's length
_GAP = 3  # code points between a verb and the clause that follows it
_DIRECT = 8  # tokens from which a quotation that ends on a comma inside its marks is a whole utterance
_FAR = 25  # tokens between a quotation and its verb
_UNUSUAL = 6  # tokens that a less common verb of speech counts as farther away
_SHORT_FRAME = 8  # tokens of a sentence that only says who spoke
_NEAR = 8  # tokens from its start to its verb
_LONGEST_NAME = 5  # tokens
_LONGEST_LABEL = 12  # tokens before the colon of "Minister: …"
_DASHES = frozenset(("—", "–", "―", "-", "--"))


@dataclass(slots=True)
class Record:
    """An attribution while quotations are joined to it: spans."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    rule: str
    quoted: list[Span] = field(default_factory=list)


class Joiner:
    """Joins quotations to the verbs that introduce them, sentence by sentence."""

    def __init__(
        self, text: str, tokens: Sequence[Token], quotations: Sequence[Quotation], quotation_of: Sequence[int]
    ) -> None:
        self._text, self._tokens = text, tokens
        self._quotations, self._quotation_of = quotations, quotation_of
        self._used: dict[int, Record] = {}  # number of a quotation -> its record
        self._latest: Record | None = None  # who spoke last, for a quotation that names nobody
        self._pure: tuple[int, ...] = ()  # quotations that made up the whole sentence before
        self._tree: Tree | None = None
        self.records: list[Record] = []

    def add_sentence(self, start: int, end: int, records: list[Record], tree: Tree) -> None:
        """Add the tokens ``[start, end)`` of a sentence and what its parse gave."""
        self._tree = tree
        pure, self._pure = self._pure, ()
        numbers = sorted({self._quotation_of[k] for k in range(start, end)} - {-1})
        outside = [k for k in range(start, end) if self._quotation_of[k] < 0]
        has_words = any(self._tokens[k].text[0].isalnum() for k in outside)
        direct = [n for n in numbers if self._is_direct(n, start)]
        ends_on_colon = self._tokens[end - 1].text == ":"
        if pure and not numbers and (cue := self._cue_behind(start, end)) is not None:
            # The mark inside the quotation has ended the sentence: "Who is next?" she asked.
            records = self._take_over(pure, cue, start, end, records)
            self.records += records
            return
        if pure and not numbers and self._sign(pure, start, end):
            return
        if direct and has_words and not ends_on_colon:
            records = self._join(start, end, outside, direct, records)
        elif numbers and not has_words and end - start >= 3:
            # What ends in a later sentence waits for the words behind its closing mark ("…," she said).
            self._go_on([n for n in numbers if self._quotations[n].last < end])
            self._pure = tuple(n for n in numbers if self._quotations[n].last < end)
        elif ends_on_colon and (cue := self._last_cue(outside)) is not None:
            # "She states the following:" and the quotation is a paragraph of its own.
            record, records = self._record_of(cue, start, end, [], records)
            record.content = []
            self._latest = record
        elif records:
            self._latest = records[-1]
        elif outside and not numbers:
            self._latest = None
        self.records += records

    def _cue_behind(self, start: int, end: int) -> int | None:
        """The verb of a sentence that only says who spoke the quotation before it."""
        first = self._tokens[start]
        is_short = end - start <= _SHORT_FRAME
        if not (first.text[0].islower() or is_short):
            return None
        for k in range(start, min(end, start + _NEAR)):
            if self._is_common(self._tokens[k]) and self._tokens[k].text.lower() != "according":
                behind = self._tokens[k + 1] if k + 1 < end else None
                ends = (
                    behind is None
                    or behind.text in (".", ",")
                    or behind.tag in ("IN", "NNP", "RB", "TO", "DT")
                )
                return k if ends and (k > start or first.text[0].islower()) else None
        return None

    def _take_over(
        self, pure: Sequence[int], cue: int, start: int, end: int, records: list[Record]
    ) -> list[Record]:
        """Give the quotations before a sentence to its verb, and take them from whoever had them."""
        spans = [self._span(number) for number in pure]
        for number in pure:
            former = self._used.get(number)
            if former is not None:
                former.content = [span for span in former.content if span not in spans]
        record, records = self._record_of(cue, start, end, [], records)
        record.content, record.rule = list(spans), "quotation"
        for number in pure:
            self._used[number] = record
        self._latest = record
        return records

    def _sign(self, pure: Sequence[int], start: int, end: int) -> bool:
        """Give the quotations before a sentence to its name, if it is a dash and a name ("― Ann Li")."""
        last = end - 1 if self._tokens[end - 1].text == "." else end
        is_name = last - start in range(2, _LONGEST_NAME + 2) and all(
            self._tokens[k].text[0].isupper() for k in range(start + 1, last)
        )
        if self._tokens[start].text not in _DASHES or not is_name:
            return False
        spans = [self._span(number) for number in pure]
        for number in pure:
            former = self._used.get(number)
            if former is not None:
                former.content = [span for span in former.content if span not in spans]
        source = (self._tokens[start + 1].start, self._tokens[last - 1].end)
        cue = (self._tokens[start].start, self._tokens[start].end)
        self.records.append(Record([source], [cue], spans, "label", list(spans)))
        self._latest = None
        return True

    def _last_cue(self, outside: Sequence[int]) -> int | None:
        return next((k for k in reversed(outside) if self._is_common(self._tokens[k])), None)

    def _is_direct(self, number: int, start: int) -> bool:
        """Whether a quotation is a whole utterance, not a word or two within the author's own sentence."""
        quotation, tokens = self._quotations[number], self._tokens
        size = quotation.last - quotation.first + 1
        if size < _SHORTEST_QUOTATION:
            return False
        if quotation.first <= start:
            return True
        before = tokens[quotation.first - 1]
        ends_on_mark = tokens[quotation.last - 1].text in (",", "?", "!") and size >= _DIRECT
        return before.text in (",", ":", "-", "—", "–") or self._is_common(before) or ends_on_mark

    def _is_common(self, token: Token) -> bool:
        is_verb = token.tag[:1] == "V" and lemma(token.text, token.tag) in words("speech", "common")
        return is_verb or token.text.lower() == "according"

    def _span(self, number: int) -> Span:
        quotation = self._quotations[number]
        return self._tokens[quotation.first].start, self._tokens[quotation.last].end

    def _join(
        self, start: int, end: int, outside: Sequence[int], direct: Sequence[int], records: list[Record]
    ) -> list[Record]:
        """Give the direct quotations of a sentence to its verb of speech, or to what its colon follows."""
        spans = [self._span(number) for number in direct]
        cue = self._nearest_cue(outside, direct)
        if cue is None:
            colon = next((k for k in outside if self._tokens[k].text == ":"), None)
            if colon is None:
                return self._join_signature(start, end, direct, spans, records)
            source = []
            if start < colon <= start + _LONGEST_LABEL:
                source = [(self._tokens[start].start, self._tokens[colon - 1].end)]
            record = Record(
                source, [(self._tokens[colon].start, self._tokens[colon].end)], spans, "label", list(spans)
            )
            records = [*records, record]
        else:
            record, records = self._record_of(cue, start, end, spans, records)
        for number in direct:
            self._used[number] = record
        self._latest = record
        return records

    def _join_signature(
        self, start: int, end: int, direct: Sequence[int], spans: list[Span], records: list[Record]
    ) -> list[Record]:
        """Give a quotation to the name behind its dash ("…" — Ann Li)."""
        dash = self._quotations[direct[-1]].last + 1
        begun_before = [n for n in direct if self._quotations[n].first < start]
        if begun_before:
            self._go_on(begun_before)
            direct = [n for n in direct if n not in begun_before]
            if not direct:
                return records
        if dash + 1 >= end or self._tokens[dash].text not in _DASHES or self._tokens[dash + 1].tag != "NNP":
            return records
        last = dash + 1
        while last + 1 < end and self._tokens[last + 1].tag == "NNP":
            last += 1
        source = (self._tokens[dash + 1].start, self._tokens[last].end)
        cue = (self._tokens[dash].start, self._tokens[dash].end)
        record = Record([source], [cue], spans, "label", list(spans))
        for number in direct:
            self._used[number] = record
        self._latest = record
        return [*records, record]

    def _nearest_cue(self, outside: Sequence[int], direct: Sequence[int]) -> int | None:
        edges = [(self._quotations[n].first, self._quotations[n].last) for n in direct]
        best, least = None, _FAR + 1
        for k in outside:
            token = self._tokens[k]
            is_common = self._is_common(token)
            if not is_common and not (
                token.tag[:1] == "V" and lemma(token.text, token.tag) in words("speech", "verbs")
            ):
                continue
            near = min(min(abs(k - first), abs(k - last)) for first, last in edges[:_UNUSUAL])
            distance = near + (0 if is_common else _UNUSUAL)
            if distance < least:
                best, least = k, distance
        return best

    def _record_of(
        self, cue: int, start: int, end: int, spans: list[Span], records: list[Record]
    ) -> tuple[Record, list[Record]]:
        """The record of a cue with quotations joined, and the records of its sentence without rivals."""
        token = self._tokens[cue]
        sentence, at = self._tokens[start:end], cue - start
        record = next((r for r in records if any(a <= token.start < b for a, b in r.cue)), None)
        if record is None:
            cue_span = (token.start, token.end)
            if token.text.lower() == "according":
                cue_span = (token.start, self._tokens[min(cue + 1, end - 1)].end)
                at += 1
            record = Record([], [cue_span], [], "quotation")
            records = [*records, record]
        if any(a < span[1] and span[0] < b for span in record.source for a, b in spans):
            record.source = []  # a word within the quotation was taken for who says it
        if not record.source:
            before = None if token.text.lower() == "according" else subject_span(sentence, at)
            behind = noun_phrase_behind(sentence, at)
            # Right behind the closing mark the verb comes first: "…," said the mayor.
            follows = cue > start and self._quotation_of[cue - 1] >= 0
            source = (behind or before) if follows else (before or behind)
            if source is None and self._tree is not None and token.tag[:1] == "V":
                spans_of = self._tree.spans(self._tree.inherited(cue - start))
                source = (spans_of[0][0], spans_of[-1][1]) if spans_of else None
            if source is not None and not any(a < source[1] and source[0] < b for a, b in spans):
                record.source = [source]
        partial = [c for c in record.content if any(c[0] < a - 2 and b <= c[1] + 2 for a, b in spans)]
        if not partial and len(record.content) == 1 and spans and record.rule == "speech_verb":
            # "She said that …, because “…”": the words go on in quotation marks.
            first, last = record.content[0]
            are_behind = all(span[0] >= last for span in spans)
            if token.end <= first and are_behind and first - token.end <= _GAP:
                partial = [(first, spans[-1][1])]
        kept = [c for c in record.content if not any(c[0] < b and c[1] > a for a, b in spans)]
        record.content = sorted(partial or ([] if self._is_common(token) else kept) + spans)
        record.quoted += spans
        record.rule = record.rule if partial else "quotation"
        rivals = [
            r
            for r in records
            if r is not record and any(c[0] < b and c[1] > a for c in r.content for a, b in spans)
        ]
        return record, [r for r in records if r not in rivals]

    def _go_on(self, numbers: Sequence[int]) -> None:
        """A sentence all within quotation marks: the speaker is that of the quotation, or who spoke last."""
        for number in numbers:
            if number in self._used:
                continue
            quotation = self._quotations[number]
            if quotation.last - quotation.first + 1 < _SHORTEST_QUOTATION:
                continue
            record = self._used.get(number - 1) if quotation.continues else self._latest
            if record is None:
                record = Record([], [], [], "quotation")
                self.records.append(record)
            record.content.append(self._span(number))
            self._used[number] = self._latest = record
