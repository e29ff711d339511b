"""One text as its mentions are resolved: what stands where, and who was meant before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from hindsight.actors.antecedents import Place, role_of
from hindsight.actors.mention import Mention
from hindsight.actors.reference import fold
from hindsight.actors.registry import Registry
from hindsight.dates import Timex, dates_by_sentence
from hindsight.language.reading import Reading, Token

REACH = 60  # earlier mentions looked through


@dataclass(slots=True)
class Resolved:
    """What a mention was resolved to: a record of the registry, or several candidates."""

    actor: int | None = None
    candidates: tuple[int, ...] = ()
    rule: str = ""
    confidence: float = 0.0


class TextView:
    """The mentions of one text with their places and what they were resolved to so far.

    Parameters
    ----------
    reading : Reading
    mentions : sequence of Mention
        All mentions of the text, in order.
    resolved : dict of int to Resolved
        By index into `mentions`: names and metonyms, to which nominals and pronouns are added.
    registry : Registry
    """

    def __init__(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        resolved: dict[int, Resolved],
        registry: Registry,
    ) -> None:
        self.reading, self.mentions, self.resolved, self.registry = reading, mentions, resolved, registry
        self.places = [self._place(mention) for mention in mentions]

    def tokens(self, i: int) -> Sequence[Token]:
        """Return the tokens of the sentence that mention `i` stands in."""
        return self.reading.sentences[self.mentions[i].sentence].tokens

    def words(self, i: int) -> list[str]:
        """Return the words of mention `i`."""
        mention = self.mentions[i]
        return self.reading.text[mention.start : mention.end].replace("’", "'").split()

    def day(self, i: int) -> str | None:
        """Return the day on which what stands at mention `i` was written."""
        return self.reading.passage_of(self.reading.sentences[self.mentions[i].sentence]).published

    def dates_of(self, sentence: int) -> Sequence[Timex]:
        """Return the dates that stand in a sentence; the text is read for dates when they are first asked."""
        return self._dates.get(sentence, ())

    @cached_property
    def _dates(self) -> dict[int, list[Timex]]:
        return dates_by_sentence(self.reading)

    def _place(self, mention: Mention) -> Place:
        tokens = self.reading.sentences[mention.sentence].tokens
        first = bisect_left(tokens, mention.start, key=lambda token: token.start)
        last = max(first, bisect_left(tokens, mention.end, key=lambda token: token.end))
        last = min(last, len(tokens) - 1)
        return Place(mention.sentence, min(first, last), last, role_of(tokens, min(first, last), last))

    def earlier(self, i: int) -> list[tuple[int, int]]:
        """Return (mention, record) resolved before mention `i`, nearest first."""
        out = []
        for k in range(i - 1, max(-1, i - 1 - REACH), -1):
            found = self.resolved.get(k)
            if (
                found is not None
                and found.actor is not None
                and self.mentions[k].end <= self.mentions[i].start
            ):
                out.append((k, found.actor))
        return out

    def state_of(self, actor: int) -> str:
        """Return the code of the state that an actor is, or held office in by then; empty if none."""
        known = self.registry.records[actor].known
        if known is None:
            return ""
        if known[0] == "state":
            return known[1]
        if known[0] == "holder":
            day = self.reading.passages[0].published if self.reading.passages else None
            terms = [
                term
                for term in self.registry.reference.terms_by_holder[fold(known[1])]
                if day is None or term.start <= day[: len(term.start)]
            ]
            last = max(terms, key=lambda term: term.start, default=None)
            return last.of if last and last.of in self.registry.reference.state_by_code else ""
        return ""

    def state_of_capital(self, i: int) -> str:
        """Return the code of the state whose capital mention `i` names; empty where it names none."""
        mention = self.mentions[i]
        printed = fold(self.reading.text[mention.start : mention.end])
        state = self.registry.reference.state_by_metonym.get(printed)
        return state.code if state is not None and mention.type != "PERSON" else ""

    def gender(self, actor: int, mention: Mention) -> str:
        """Return M, F, N (thing), P (plural), L (place) or nothing (unknown) for an actor as mentioned."""
        record = self.registry.records[actor]
        if record.kind == "person":
            return record.gender
        if record.kind == "place" or (
            mention.form == "name" and mention.type == "PLACE" and record.kind != "state"
        ):
            return "L"
        return "P" if record.kind == "group" else "N"
