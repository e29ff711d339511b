"""Descriptions and pronouns of one text resolved to the actors that its names gave."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hindsight.actors.antecedents import REACH, Candidate, Place, Pronoun, rank_actors, role_of
from hindsight.actors.lists import load_lists
from hindsight.actors.mention import Mention
from hindsight.actors.reference import fold
from hindsight.actors.registry import Registry
from hindsight.language.reading import Reading

_REACH = 60  # earlier resolved mentions looked through by a description
_TWO_LOOKED_FOR = 2
_LEAST = 0.12  # probability below which a pronoun is left alone
_CLEAR_LEAD = 0.15  # by which the best antecedent must lead the next, else both are candidates


@dataclass(slots=True)
class Resolved:
    """What a mention was resolved to: a record, or several candidates."""

    actor: int | None = None
    candidates: tuple[int, ...] = ()
    rule: str = ""
    confidence: float = 0.0


class TextResolver:
    """Resolves the nominals and pronouns of one text, in text order.

    Parameters
    ----------
    reading : Reading
    mentions : sequence of Mention
        All mentions of the text, in order.
    resolved : dict of int to Resolved
        By index into `mentions`: names and metonyms, to which nominals and pronouns are added.
    registry : Registry
    author : int or None
        Record of the author, whom "we" and "I" mean outside quotation.
    weights : mapping of str to float, optional
        Of the ranker; those that ship by default.
    """

    def __init__(
        self,
        reading: Reading,
        mentions: Sequence[Mention],
        resolved: dict[int, Resolved],
        registry: Registry,
        author: int | None,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.reading, self.mentions, self.resolved = reading, mentions, resolved
        self.registry, self.author, self.weights = registry, author, weights
        self.places = [self._place(mention) for mention in mentions]
        counts: dict[int, int] = {}
        for found in resolved.values():
            if found.actor is not None:
                counts[found.actor] = counts.get(found.actor, 0) + 1
        most = max(counts.values(), default=1)
        self._first_person = next(
            (
                f.actor
                for i, f in sorted(resolved.items())
                if f.actor is not None and mentions[i].type == "PERSON"
            ),
            None,
        )
        self._share = {actor: count / most for actor, count in counts.items()}

    def run(self, until: int | None = None) -> None:
        """Resolve everything that is not a name, up to mention `until` where that is given."""
        for i, mention in enumerate(self.mentions[:until]):
            if mention.form == "nominal":
                found = self._describe(i)
            elif mention.form == "pronoun":
                found = self._refer(i)
            else:
                continue
            if found is not None:
                self.resolved[i] = found

    def _place(self, mention: Mention) -> Place:
        tokens = self.reading.sentences[mention.sentence].tokens
        first = bisect_left(tokens, mention.start, key=lambda token: token.start)
        last = max(first, bisect_left(tokens, mention.end, key=lambda token: token.end))
        last = min(last, len(tokens) - 1)
        return Place(mention.sentence, min(first, last), last, role_of(tokens, min(first, last), last))

    def _gender(self, actor: int, mention: Mention) -> str:
        record = self.registry.records[actor]
        if record.kind == "person":
            return record.gender
        if record.kind == "place" or (
            mention.form == "name" and mention.type == "PLACE" and record.kind != "state"
        ):
            return "L"
        return "P" if record.kind == "group" else "N"

    def _earlier(self, i: int) -> list[tuple[int, int]]:
        """Return (mention, record) resolved before mention `i`, nearest first."""
        out = []
        for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
            found = self.resolved.get(k)
            if (
                found is not None
                and found.actor is not None
                and self.mentions[k].end <= self.mentions[i].start
            ):
                out.append((k, found.actor))
        return out

    # -- descriptions
    # -----------------------------------------------------------------------------------------

    def _describe(self, i: int) -> Resolved | None:
        mention = self.mentions[i]
        lists = load_lists()
        words = self.reading.text[mention.start : mention.end].replace("’", "'").split()
        lower = [word.lower() for word in words]
        head = lower[-1]
        is_definite = lower[0] in (
            "the",
            "this",
            "that",
            "these",
            "those",
            "both",
            "his",
            "her",
            "their",
            "its",
            "our",
        )
        state = self._state_in(words)
        office = next(
            (lists.leaders[key] for size in (3, 2, 1) if (key := " ".join(lower[-size:])) in lists.leaders),
            "",
        )
        if office and (state or is_definite):
            return self._leader(i, office, state)
        if head in lists.words["governments"] and state:
            return Resolved(
                self.registry.add_known(("state", state)), rule="nominal:government", confidence=0.8
            )
        if not is_definite:
            return None
        if head in ("administration", "regime", "government") and len(words) <= 3:
            return self._government(i, head)
        if "two" in lower or lower[0] == "both":
            if head in lists.words["plural_countries"]:
                return self._two(i, "state")
            if head in lists.words["plural_leaders"]:
                return self._two(i, "person")
            return None
        if lower[0] in ("his", "her") and head in lists.words["countries"]:
            return self._country_of_holder(i)
        if lower[0] in ("his", "her", "their", "its", "our"):
            return None
        if head in lists.words["groups"] and not state and len(words) <= 4:
            return self._group(i, lower)
        return None

    def _state_in(self, words: Sequence[str]) -> str:
        reference = self.registry.reference
        for size in (2, 1):
            for k in range(len(words) - size + 1):
                name = fold(" ".join(words[k : k + size]).removesuffix("'s"))
                state = reference.state_by_demonym.get(name) or reference.state_by_name.get(name)
                if state is not None and words[k][0].isupper():
                    return state.code
        return ""

    def _day(self, i: int) -> str | None:
        return self.reading.passage_of(self.reading.sentences[self.mentions[i].sentence]).published

    def _leader(self, i: int, office: str, state: str) -> Resolved | None:
        if state:
            holder = self.registry.holder_of(state, office, self._day(i))
            if holder is not None:
                return Resolved(holder, rule="nominal:office-by-date", confidence=0.85)
            return None
        for k, actor in self._earlier(i):
            record = self.registry.records[actor]
            if record.kind != "person" or self.mentions[k].sentence < self.mentions[i].sentence - 4:
                continue
            role = (record.role or "").lower()
            wanted = office.replace("_", " ")
            if office == "lead" or wanted in role:
                return Resolved(actor, rule="nominal:office-in-text", confidence=0.6)
        return None

    def _government(self, i: int, head: str) -> Resolved | None:
        us = ("state", "US")
        for k, actor in self._earlier(i):
            record = self.registry.records[actor]
            state = self._state_of(actor)
            if head == "administration":
                # American usage: the word alone is the United States' executive, if the text speaks of it
                # at all.
                if state == "US":
                    return Resolved(
                        self.registry.add_known(us), rule="nominal:administration", confidence=0.8
                    )
            elif state and (record.kind == "person" or self.mentions[k].form == "metonym"):
                return Resolved(
                    self.registry.add_known(("state", state)), rule="nominal:government", confidence=0.5
                )
        return None

    def _state_of(self, actor: int) -> str:
        known = self.registry.records[actor].known
        if known is None:
            return ""
        if known[0] == "state":
            return known[1]
        if known[0] == "holder":
            terms = self.registry.reference.terms_by_holder[fold(known[1])]
            return terms[-1].of if terms[-1].of in self.registry.reference.state_by_code else ""
        return ""

    def _two(self, i: int, kind: str) -> Resolved | None:
        """Return the last two states (or persons) that act: places where something happens do not count."""
        chosen: list[int] = []
        for k, actor in self._earlier(i):
            if self.mentions[k].sentence < self.mentions[i].sentence - 3:
                break
            if kind == "person":
                found = actor if self.registry.records[actor].kind == "person" else None
            else:
                state = self._state_of(actor)
                place = self.places[k]
                tokens = self.reading.sentences[place.sentence].tokens
                before = tokens[place.first - 1].text.lower() if place.first else ""
                if not state or (
                    self.mentions[k].form == "name" and before in load_lists().words["locative"]
                ):
                    continue
                found = self.registry.add_known(("state", state))
            if found is not None and found not in chosen:
                chosen.append(found)
            if len(chosen) == _TWO_LOOKED_FOR:
                return Resolved(None, tuple(reversed(chosen)), "nominal:two", 0.6)
        return None

    def _country_of_holder(self, i: int) -> Resolved | None:
        whose = self.resolved.get(i + 1)
        if (
            whose is None
            and i + 1 < len(self.mentions)
            and self.mentions[i + 1].start == self.mentions[i].start
        ):
            whose = self._refer(i + 1)
        state = self._state_of(whose.actor) if whose is not None and whose.actor is not None else ""
        if not state:
            return None
        return Resolved(
            self.registry.add_known(("state", state)), rule="nominal:country-of-holder", confidence=0.6
        )

    def _group(self, i: int, lower: Sequence[str]) -> Resolved | None:
        head = lower[-1]
        is_armed = not load_lists().words["armed"].isdisjoint(lower)
        for k, actor in self._earlier(i):
            if self.mentions[k].sentence < self.mentions[i].sentence - 4:
                break
            kind = self.registry.records[actor].kind
            if kind == "armed_group" and head not in _OF_STATES:
                return Resolved(actor, rule="nominal:group", confidence=0.6)
            if not is_armed and kind in ("organisation", "body"):
                return Resolved(actor, rule="nominal:group", confidence=0.6)
        return None

    # -- pronouns
    # ---------------------------------------------------------------------------------------------

    def _refer(self, i: int) -> Resolved | None:
        mention = self.mentions[i]
        pronoun = mention.rule.rpartition(":")[2]
        if pronoun in ("A", "I"):
            if self.author is None or self._is_quoted(mention):
                return None
            return Resolved(self.author, rule="pronoun:author", confidence=0.7)
        ranked = rank_actors(self.pronoun(i), self.pool(i), self.weights)
        ranked = [item for item in ranked if item[1] >= _LEAST]
        if not ranked:
            return None
        best, score = ranked[0]
        if best < 0:
            # A description that nothing resolved, "the two countries" or "the coalition": what it can be,
            # if anything.
            described = self.resolved.get(-best - 1)
            return described and replace(described, rule="pronoun:ranked", confidence=score)
        if len(ranked) > 1 and ranked[1][0] >= 0 and score - ranked[1][1] < _CLEAR_LEAD:
            return Resolved(best, (best, ranked[1][0]), "pronoun:ranked", score)
        return Resolved(best, (), "pronoun:ranked", score)

    def pronoun(self, i: int) -> Pronoun:
        """Return the pronoun mention `i` as the ranker sees it."""
        mention, place = self.mentions[i], self.places[i]
        tokens = self.reading.sentences[mention.sentence].tokens
        token = tokens[place.first]
        return Pronoun(mention.rule.rpartition(":")[2], place, tokens, token.tag == "PRP$")

    def pool(self, i: int) -> list[Candidate]:
        """Return the mentions that pronoun `i` may refer to, in text order, some after it."""
        mention = self.mentions[i]
        pool: list[Candidate] = []
        for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
            if self.mentions[k].sentence < mention.sentence - REACH:
                break
            candidate = self._candidate(k, mention)
            if candidate is not None:
                pool.append(candidate)
        pool.reverse()
        for k in range(i + 1, min(len(self.mentions), i + 1 + _REACH)):
            if self.mentions[k].sentence > mention.sentence:
                break
            candidate = self._candidate(k, mention)
            if candidate is not None and self.mentions[k].form == "name":
                pool.append(candidate)
        return pool

    def _candidate(self, k: int, pronoun: Mention) -> Candidate | None:
        found, mention = self.resolved.get(k), self.mentions[k]
        if (mention.end > pronoun.start and mention.start <= pronoun.start) or mention.rule.endswith(
            (":A", ":I")
        ):
            return None  # a phrase around the pronoun; the author, who is not "he"
        place = self.places[k]
        tokens = self.reading.sentences[place.sentence].tokens
        if found is not None and found.actor is not None:
            actor, gender = found.actor, self._gender(found.actor, mention)
        elif mention.form == "nominal" and mention.type != "PERSON":
            # Nobody knows who it is, but "it" and "they" may mean it rather than someone further off.
            actor, gender = -k - 1, "P" if tokens[place.last].tag in ("NNS", "NNPS") else "N"
        else:
            return None
        return Candidate(
            actor,
            place,
            gender,
            mention.form,
            self._share.get(actor, 0.0),
            tokens[place.first - 1].text.lower() if place.first else "",
            tokens[place.last + 1].text.lower() if place.last + 1 < len(tokens) else "",
            actor == self._first_person,
        )

    def _is_quoted(self, mention: Mention) -> bool:
        start = self.reading.passage_of(self.reading.sentences[mention.sentence]).start
        before = self.reading.text[start : mention.start]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1


_OF_STATES = ("coalition", "alliance", "bloc")  # of states and bodies, rarely of armed groups


def apply_resolved(mention: Mention, found: Resolved, ids: dict[int, str]) -> Mention:
    """Return the mention with its actor and candidates as ids; records without an id are left out."""
    actor = ids.get(found.actor) if found.actor is not None else None
    candidates = tuple(dict.fromkeys(ids[k] for k in found.candidates if k in ids))
    return replace(
        mention,
        actor=actor,
        candidates=candidates if len(candidates) > 1 or actor is None else (),
        rule=found.rule or mention.rule,
        confidence=found.confidence or mention.confidence,
    )
