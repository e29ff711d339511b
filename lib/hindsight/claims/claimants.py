"""Who a source is: named as in the text, an actor where there is one, pronouns by who spoke before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hindsight.actors.mention import Mention
from hindsight.actors.person_names import gender_of
from hindsight.actors.turns import find_turns, turn_at
from hindsight.claims.claim import Attribution, Span
from hindsight.claims.sources import subject_span
from hindsight.claims.verbs import FINITE
from hindsight.language.reading import Reading

_PREPOSITION = re.compile(r"\b(?:for|of|to|by|with|from|under|in|at|on|near|across)\s+(?:the\s+)?$")
_PRONOUNS = {"he": "M", "she": "F", "it": "N", "they": "P"}
_OF_POSSESSIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}
_AUTHOR = frozenset(("i", "we", "my", "our"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
# "Last Wednesday, " before who speaks
_LEADING = re.compile(
    r"^(?:(?:on|in|last|this|next)\s+)?[\w\s]{0,20}?\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,\s+", re.I
)
_TRAILING = re.compile(r",\s+(?:who|whose|whom|which)\b.*", re.DOTALL)
_DEMONSTRATIVES = frozenset(("it", "he", "she", "they", "this", "that", "these", "those"))


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who makes a claim: a name from the text, `author` or `unresolved`; all readings, best first."""

    name: str
    actor: str | None = None
    candidates: tuple[str, ...] = ()


class Claimants:
    """Tells who the sources of a text are."""

    def __init__(
        self, reading: Reading, mentions: Sequence[Mention], attributions: Sequence[Attribution]
    ) -> None:
        self._reading, self._mentions = reading, mentions
        self._starts = [sentence.start for sentence in reading.sentences]
        self._names = _names_of_actors(reading, mentions)
        self._speakers = _speakers_by_sentence(self._starts, attributions)
        self.turns = find_turns(reading, mentions)

    def name(self, source: Span | None) -> Claimant:
        """Return who a source is.

        Notes
        -----
        A pronoun is who spoke in the sentence before, else the subject of that sentence, if the gender of
        the name allows: who has just been told something rarely speaks next. Where the actors of the text
        say otherwise, both readings are kept. A pronoun that nothing explains is `unresolved`.
        """
        if source is None:
            return Claimant("unresolved")
        text = self._reading.text[source[0] : source[1]]
        if self.is_author(source):
            return self.author_at(source[0])
        inside = self._inside(source)
        text = _OF_POSSESSIVE.get(text.lower(), text)
        if text.lower() in _PRONOUNS:
            return self._of_pronoun(text, inside, bisect_right(self._starts, source[0]) - 1)
        source = self._bare_span(source)
        inside = self._inside(source)
        return Claimant(self._reading.text[slice(*source)], self._actor(source, inside))

    def author_at(self, at: int) -> Claimant:
        """Return whose own words stand at a place: in a transcript those of the labelled speaker."""
        turn = turn_at(self.turns, at)
        if turn is None or turn.name is None:
            return Claimant("author")
        return Claimant(
            self._reading.text[slice(*turn.name)], self._actor(turn.name, self._inside(turn.name))
        )

    def is_author(self, source: Span) -> bool:
        """Return whether a source is the author: "I", "we"."""
        return self._reading.text[source[0] : source[1]].lower() in _AUTHOR

    def _inside(self, source: Span) -> list[Mention]:
        return [m for m in self._mentions if source[0] <= m.start and m.end <= source[1] and m.actor]

    def _actor(self, source: Span, inside: Sequence[Mention]) -> str | None:
        """The actor who speaks: stands last, behind office and country ("German Chancellor Merkel")."""
        speaking = [m for m in inside if not self._is_aside(source, m)]
        named = [m for m in speaking if m.form == "name" and m.type == "PERSON"]
        return named[-1].actor if named else speaking[0].actor if speaking else None

    def _is_aside(self, source: Span, mention: Mention) -> bool:
        """Whether a name in a source is not who speaks: "aide to Li", "Li's aide", "many in Berlin"."""
        before = self._reading.text[source[0] : mention.start]
        behind = self._reading.text[mention.end : source[1]]
        is_first = not before.strip(" ,")
        return (
            (not is_first and "," in before)
            or bool(_PREPOSITION.search(before))
            or behind.startswith(("'s ", "’s "))
        )

    def _of_pronoun(self, text: str, inside: Sequence[Mention], sentence: int) -> Claimant:
        resolved = inside[0].actor if inside else None
        open_readings = tuple(inside[0].candidates) if inside else ()
        speaker = self._speaker_before(text.lower(), sentence)
        if speaker is None:
            return (
                Claimant(self._names.get(resolved, text), resolved, open_readings)
                if resolved
                else Claimant("unresolved" if text.lower() == "it" else text)
            )
        if speaker.actor is None or resolved is None or speaker.actor == resolved:
            actor = speaker.actor or (resolved if self._names.get(resolved or "") == speaker.name else None)
            name = self._names.get(speaker.actor, speaker.name) if speaker.actor else speaker.name
            return Claimant(name, actor, open_readings)
        others = tuple(dict.fromkeys((speaker.actor, resolved, *open_readings)))
        return Claimant(self._names.get(speaker.actor, speaker.name), speaker.actor, others)

    def _speaker_before(self, pronoun: str, sentence: int) -> Claimant | None:
        """Who spoke in the sentence before, else that sentence's subject; None if neither fits."""
        if not sentence:
            return None
        reading = self._reading
        before = reading.sentences[sentence - 1]
        if before.passage != reading.sentences[sentence].passage and sentence - 1 not in self._speakers:
            return None
        spans = list(reversed(self._speakers.get(sentence - 1, ())))
        finite = next((k for k, token in enumerate(before.tokens) if token.tag in FINITE), None)
        if finite and not spans and (subject := subject_span(before.tokens, finite)):
            spans.append(subject)
        for span in map(self._bare_span, spans):
            text = reading.text[span[0] : span[1]]
            if text.lower() in _DEMONSTRATIVES or self.is_author(span):
                found = self._inside(span)
                if text.lower() == pronoun and not found and sentence > 1:
                    return self._speaker_before(pronoun, sentence - 1)
                continue
            claimant = Claimant(text, self._actor(span, self._inside(span)))
            if self._agrees(pronoun, claimant, span):
                return claimant
        return None

    def _agrees(self, pronoun: str, claimant: Claimant, span: Span) -> bool:
        inside = [m for m in self._mentions if span[0] <= m.start and m.end <= span[1]]
        speaking = [m for m in inside if not self._is_aside(span, m)]
        is_person = any(m.type == "PERSON" for m in speaking)
        if pronoun == "they":
            return not is_person
        if pronoun == "it":
            return not is_person and (claimant.actor is not None or not claimant.name.endswith("s"))
        name = self._names.get(claimant.actor or "", claimant.name)
        gender = gender_of(" ".join(name.split()[-2:])) if is_person else ""
        return is_person and gender in ("", _PRONOUNS[pronoun])

    def _bare_span(self, span: Span) -> Span:
        """A source without the day before it and the relative clause behind it."""
        text = self._reading.text[span[0] : span[1]]
        leading, trailing = _LEADING.match(text), _TRAILING.search(text)
        bare = text.rstrip(", ").removesuffix("'s").removesuffix("’s")
        end = trailing.start() if trailing else len(bare)
        return span[0] + (leading.end() if leading else 0), span[0] + end


def _names_of_actors(reading: Reading, mentions: Sequence[Mention]) -> dict[str, str]:
    """The longest name by which the text calls each actor."""
    names: dict[str, str] = {}
    for mention in mentions:
        text = reading.text[mention.start : mention.end]
        if mention.actor and mention.form == "name" and len(text) > len(names.get(mention.actor, "")):
            names[mention.actor] = text
    return names


def _speakers_by_sentence(
    starts: Sequence[int], attributions: Sequence[Attribution]
) -> Mapping[int, Sequence[Span]]:
    """Sources of the attributions whose cue stands in a sentence, in text order."""
    found: dict[int, list[Span]] = {}
    for attribution in attributions:
        if attribution.source and attribution.cue:
            start, end = attribution.source[0][0], attribution.source[-1][1]
            number = bisect_right(starts, attribution.cue[0][0]) - 1
            found.setdefault(number, []).append((start, end))
    return found
