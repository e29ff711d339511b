"""Pronouns and descriptions of one text resolved to the actors that its names gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hindsight.actors.antecedent_features import REACH
from hindsight.actors.antecedent_ranking import rank_actors
from hindsight.actors.antecedents import Candidate, Pronoun
from hindsight.actors.describing import resolve_description
from hindsight.actors.lists import load_lists
from hindsight.actors.mention import Mention
from hindsight.actors.registry import Registry
from hindsight.actors.text_view import REACH as LOOKED_THROUGH
from hindsight.actors.text_view import Resolved, TextView
from hindsight.actors.turns import find_turns, turn_at
from hindsight.language.reading import Reading

_LEAST = 0.12  # probability below which a pronoun is left alone
_CLAUSE_OPENERS = ("before", "after", "when", "until", "once", "because", "as", "if", "unless", "while")
_FINITE = ("MD", "VBD", "VBZ", "VBP")
_NOUN_PHRASE = ("JJ", "NN", "NNP", "NNPS", "VBN", "VBG", "CD")
_SHORTEST_PHRASE = 2  # tokens before the verb: an article and a noun
_OBJECTS = ("him", "her", "them", "it")
_FAR = 12  # sentences in which only one man or woman is named
_BESIDE = 4  # mentions before and after a possessive that are looked at for the person described
_CLEAR_LEAD = 0.15  # by which the best antecedent must lead the next, else both are candidates


class TextResolver:
    """Resolves the nominals and pronouns of one text, in text order.

    Parameters
    ----------
    reading, mentions, resolved, registry
        See `TextView`.
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
        self.view = TextView(reading, mentions, resolved, registry)
        self.author, self.weights = author, weights
        self._turns = find_turns(reading, mentions)
        counts: dict[int, int] = {}
        self._first_person: int | None = None
        for i, found in sorted(resolved.items()):
            if found.actor is not None:
                counts[found.actor] = counts.get(found.actor, 0) + 1
                if self._first_person is None and mentions[i].type == "PERSON":
                    self._first_person = found.actor
        most = max(counts.values(), default=1)
        self._share = {actor: count / most for actor, count in counts.items()}

    def run(self, until: int | None = None) -> None:
        """Resolve everything that is not a name, up to mention `until` where that is given."""
        mentions, resolved = self.view.mentions, self.view.resolved
        for i, mention in enumerate(mentions[:until]):
            if mention.form == "nominal":
                # "his country" needs to know who he is.
                if i + 1 < len(mentions) and mentions[i + 1].start == mention.start:
                    self._note(i + 1)
                found = resolve_description(self.view, i)
                if found is not None:
                    resolved[i] = found
            elif i not in resolved:
                self._note(i)

    def _note(self, i: int) -> None:
        if self.view.mentions[i].form == "pronoun":
            found = self._refer(i)
            if found is not None:
                self.view.resolved[i] = found

    def _refer(self, i: int) -> Resolved | None:
        mention = self.view.mentions[i]
        pronoun = mention.rule.rpartition(":")[2]
        if pronoun in ("A", "I"):
            if self._is_quoted(mention):
                return None
            turn = turn_at(self._turns, mention.start)
            if turn is not None:
                said = self.view.resolved.get(turn.speaker) if turn.speaker is not None else None
                return said and Resolved(said.actor, said.candidates, "pronoun:speaker", 0.8)
            if self.author is None:
                return None
            return Resolved(self.author, rule="pronoun:author", confidence=0.7)
        if (before := self._same_before(i)) is not None:
            return before
        if self._means_a_thing(i):
            return None
        others = self._described_with(i) | self._subjects_of_verb(i)
        pool = [candidate for candidate in self.pool(i) if candidate.actor not in others]
        ranked = rank_actors(self.pronoun(i), pool, self.weights)
        ranked = [item for item in ranked if item[1] >= _LEAST]
        if not ranked:
            return self._only_one(i, others)
        best, score = ranked[0]
        if best < 0:
            # A description that nothing resolved, "the two countries" or "the coalition": what it can be,
            # if anything.
            described = self.view.resolved.get(-best - 1)
            return described and replace(described, rule="pronoun:ranked", confidence=score)
        if len(ranked) > 1 and ranked[1][0] >= 0 and score - ranked[1][1] < _CLEAR_LEAD:
            return Resolved(best, (best, ranked[1][0]), "pronoun:ranked", score)
        return Resolved(best, (), "pronoun:ranked", score)

    def _means_a_thing(self, i: int) -> bool:
        """Return whether "it" takes up the subject of its sentence, and that is no actor.

        "The front will collapse before it opens": a clause of time or reason after one whose subject is a
        common noun that no mention covers.
        """
        place, mention = self.view.places[i], self.view.mentions[i]
        tokens = self.view.reading.sentences[mention.sentence].tokens
        opener = tokens[place.first - 1].text.lower() if place.first else ""
        if mention.rule.endswith(":N") and tokens[place.first].text == "It" and place.first == 0:
            return self._is_subject_a_thing(i)
        if not mention.rule.endswith(":N") or opener not in _CLAUSE_OPENERS:
            return False
        verb = next((k for k in range(place.first - 2, 0, -1) if tokens[k].tag in _FINITE), 0)
        # "will have collapsed": the first word of the verb follows the subject.
        while verb > 1 and tokens[verb - 1].tag in _FINITE:
            verb -= 1
        if verb == 0 or tokens[verb - 1].tag not in ("NN", "NNS"):
            return False
        subject = tokens[verb - 1]
        return not any(
            m.start < subject.end and subject.start < m.end
            for m in self.view.mentions[max(0, i - LOOKED_THROUGH) : i]
        )

    def _is_subject_a_thing(self, i: int) -> bool:
        """Return whether the sentence before opens with a thing: "The summit should decide. It should …"."""
        before = self.view.mentions[i].sentence - 1
        if before < 0:
            return False
        tokens = self.view.reading.sentences[before].tokens
        own = [k for k in range(max(0, i - LOOKED_THROUGH), i) if self.view.mentions[k].sentence == before]
        if tokens[0].text == "It":
            first = next((k for k in own if self.view.mentions[k].start == tokens[0].start), None)
            return first is not None and first not in self.view.resolved
        verb = next((k for k in range(1, len(tokens)) if tokens[k].tag in _FINITE), 0)
        if verb < _SHORTEST_PHRASE or tokens[0].tag != "DT" or tokens[verb - 1].tag != "NN":
            return False
        if any(token.text == "," or token.tag == "IN" for token in tokens[:verb]):
            return False
        head = tokens[verb - 1]
        return not any(
            self.view.mentions[k].start < head.end and head.start < self.view.mentions[k].end for k in own
        )

    def _only_one(self, i: int, others: set[int]) -> Resolved | None:
        """Return the one man, or woman, of the last sentences, further off than the ranker looks."""
        mention = self.view.mentions[i]
        wanted = mention.rule.rpartition(":")[2]
        if wanted not in ("M", "F"):
            return None
        found = {
            actor: None
            for k, actor in self.view.earlier(i)
            if mention.sentence - self.view.mentions[k].sentence <= _FAR
            and self.view.registry.records[actor].kind == "person"
            and actor not in others
            and actor != self.author
            and self.view.gender(actor, self.view.mentions[k]) == wanted
        }
        return Resolved(next(iter(found)), (), "pronoun:only-one", 0.4) if len(found) == 1 else None

    def _described_with(self, i: int) -> set[int]:
        """Return who is described by a tie to whom the possessive means, and so is somebody else.

        "John Bolton, his adviser", "his successor, Nandalal", "her brother Tom": a name beside a noun of kin,
        office or rank that the possessive opens.
        """
        place, mention = self.view.places[i], self.view.mentions[i]
        tokens = self.view.reading.sentences[mention.sentence].tokens
        if tokens[place.first].tag != "PRP$":
            return set()
        head = place.first + 1
        while (
            head + 1 < len(tokens)
            and tokens[head + 1].tag in _NOUN_PHRASE
            and tokens[head].tag in _NOUN_PHRASE
        ):
            head += 1
        while head > place.first and tokens[head].tag in ("NNP", "NNPS"):
            head -= 1  # "her brother Tom"
        if tokens[head].text.lower() not in load_lists().words["relation_heads"]:
            return set()
        text = self.view.reading.text
        others: set[int] = set()
        for k in range(max(0, i - _BESIDE), min(len(self.view.mentions), i + 1 + _BESIDE)):
            other, found = self.view.mentions[k], self.view.resolved.get(k)
            between = (
                text[other.end : mention.start]
                if other.end <= mention.start
                else text[tokens[head].end : other.start]
                if other.start >= tokens[head].end
                else None
            )
            is_after = other.start >= tokens[head].end
            is_beside = between == ", " or (is_after and between == " ")
            if is_beside and other.form == "name" and other.type == "PERSON" and found is not None:
                others.update(found.candidates)
                if found.actor is not None:
                    others.add(found.actor)
        return others

    def _subjects_of_verb(self, i: int) -> set[int]:
        """Return the subjects of the verb whose object "him" is: they are somebody else (principle B)."""
        place, mention = self.view.places[i], self.view.mentions[i]
        tokens = self.view.reading.sentences[mention.sentence].tokens
        if tokens[place.first].tag == "PRP$" or tokens[place.first].text.lower() not in _OBJECTS:
            return set()
        at = place.first - 1
        while at >= 0 and (tokens[at].tag.startswith("VB") or tokens[at].tag in ("MD", "RB")):
            at -= 1
        if at < 0 or at == place.first - 1:
            return set()
        subjects: set[int] = set()
        for k in range(i - 1, max(-1, i - 1 - _BESIDE), -1):
            other, found = self.view.places[k], self.view.resolved.get(k)
            if other.sentence != place.sentence or other.last != at:
                continue
            if found is not None and found.actor is not None:
                subjects.add(found.actor)
            if other.first < _SHORTEST_PHRASE or tokens[other.first - 1].text != "and":
                break
            at = other.first - 2
        return subjects

    def _same_before(self, i: int) -> Resolved | None:
        """Return what the last pronoun of the same gender means, for "his" after "he" no name between."""
        mention = self.view.mentions[i]
        if not self.pronoun(i).is_possessive or not mention.rule.endswith((":M", ":F")):
            return None
        for k in range(i - 1, -1, -1):
            other = self.view.mentions[k]
            if other.sentence != mention.sentence or (other.type == "PERSON" and other.form == "name"):
                return None
            if other.form == "pronoun" and other.rule == mention.rule:
                found = self.view.resolved.get(k)
                return found and replace(found, rule="pronoun:same-as-before")
        return None

    def pronoun(self, i: int) -> Pronoun:
        """Return the pronoun mention `i` as the ranker sees it."""
        mention, place = self.view.mentions[i], self.view.places[i]
        tokens = self.view.reading.sentences[mention.sentence].tokens
        token = tokens[place.first]
        return Pronoun(mention.rule.rpartition(":")[2], place, tokens, token.tag == "PRP$")

    def pool(self, i: int) -> list[Candidate]:
        """Return the mentions that pronoun `i` may refer to, in text order, some after it."""
        mention = self.view.mentions[i]
        pool: list[Candidate] = []
        for k in range(i - 1, max(-1, i - 1 - LOOKED_THROUGH), -1):
            if self.view.mentions[k].sentence < mention.sentence - REACH:
                break
            candidate = self._candidate(k, mention)
            if candidate is not None:
                pool.append(candidate)
        pool.reverse()
        for k in range(i + 1, min(len(self.view.mentions), i + 1 + LOOKED_THROUGH)):
            if self.view.mentions[k].sentence > mention.sentence:
                break
            candidate = self._candidate(k, mention)
            if candidate is not None and self.view.mentions[k].form == "name":
                pool.append(candidate)
        return pool

    def _candidate(self, k: int, pronoun: Mention) -> Candidate | None:
        found, mention = self.view.resolved.get(k), self.view.mentions[k]
        if (mention.end > pronoun.start and mention.start <= pronoun.start) or mention.rule.endswith(
            (":A", ":I")
        ):
            return None  # a phrase around the pronoun; the author, who is not "he"
        place = self.view.places[k]
        tokens = self.view.reading.sentences[place.sentence].tokens
        if found is not None and found.actor is not None:
            actor, gender = found.actor, self.view.gender(found.actor, mention)
        elif mention.form == "nominal" and mention.type != "PERSON":
            # Nobody knows who it is, but "it" and "they" may mean it rather than someone further off.
            actor, gender = -k - 1, "P" if tokens[place.last].tag in ("NNS", "NNPS") else "N"
        else:
            return None
        return Candidate(
            actor,
            place,
            tokens,
            gender,
            mention.form,
            self._share.get(actor, 0.0),
            actor == self._first_person,
        )

    def _is_quoted(self, mention: Mention) -> bool:
        start = self.view.reading.passage_of(self.view.reading.sentences[mention.sentence]).start
        before = self.view.reading.text[start : mention.start]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1


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
