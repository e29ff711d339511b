"""Claims of a text: rows, labels, claimants, actors, dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.actors.mention import Mention
from hindsight.claims.aspects import find_event_root, find_topic
from hindsight.claims.attribution import attribute, parse_sentences
from hindsight.claims.claim import Attribution, Claim, Span
from hindsight.claims.claimants import Claimant, Claimants
from hindsight.claims.horizon import Horizon, find_horizon
from hindsight.claims.labels import Label, label_rows
from hindsight.claims.lexicon import words
from hindsight.claims.rows import ClauseRow, find_rows, leave_out_sources
from hindsight.claims.settling import say_what_settles
from hindsight.claims.sources import noun_phrase_behind, subject_span
from hindsight.claims.stance import find_stance
from hindsight.claims.verbs import FINITE, word_of
from hindsight.dates.timex import Timex
from hindsight.language import Parse, lemma
from hindsight.language.reading import Reading, Sentence, Token

# Attributions whose content somebody else is held to; attitudes ("many fear that") stay the author's.
_SPOKEN = frozenset(("speech_verb", "according_to", "quotation", "document", "label"))
_RELATIVE = frozenset(("who", "which", "that"))
_COVERED = 0.8  # share of a row that must lie inside somebody's words


@dataclass(frozen=True, slots=True)
class _Words:
    """A stretch of somebody's words, and who speaks."""

    start: int
    end: int
    attribution: Attribution


def find_claims(
    reading: Reading,
    timexes: Sequence[Timex],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution] | None = None,
) -> list[Claim]:
    """Return the claims of a text, in text order.

    Parameters
    ----------
    reading : Reading
        Tagged.
    timexes : sequence of Timex
        Its dates; a claim's `dates` index them.
    mentions : sequence of Mention
        Its mentions, resolved: they give claimants, subjects and targets.
    attributions : sequence of Attribution, optional
        Its attributions, if they have been found already.

    Notes
    -----
    The claimant is `author` unless somebody is named: then the source as in the text, with the name of its
    actor where the text only has a pronoun; `unresolved` where the words are quoted and nobody is named. In
    attributions ("He denied the charge") the subject is the claimant.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    dates: dict[int, list[int]] = {}
    for index, timex in enumerate(timexes):
        dates.setdefault(timex.sentence, []).append(index)
    parses = parse_sentences(reading)
    if attributions is None:
        attributions = attribute(reading, parses)
    spoken = sorted(
        (
            _Words(a, b, found)
            for found in attributions
            if _is_spoken(reading.text, found)
            for a, b in found.content
        ),
        key=lambda stretch: (stretch.start, stretch.end),
    )
    finder = _Finder(reading, parses, timexes, Claimants(reading, mentions, attributions), spoken)
    fronted = [a for a in attributions if a.rule == "according_to" and a.source]
    claims: list[Claim] = []
    for number, sentence in enumerate(reading.sentences):
        rows = find_rows(sentence, parses[number], _clausal_cues(sentence, spoken))
        rows = leave_out_sources(sentence, rows, fronted)
        labels = label_rows(sentence.tokens, rows)
        made = [
            finder.make(number, sentence, row, label, dates.get(number, []), by_sentence.get(number, []))
            for row, label in zip(rows, labels, strict=True)
        ]
        claims += _with_conditions(made, rows, len(claims))
    return [_settled(claim, claims, reading.text) for claim in claims]


def _settled(claim: Claim, claims: Sequence[Claim], text: str) -> Claim:
    """Say of a claim that looks ahead what would settle it; what might have been is settled already."""
    if claim.orientation == "past":
        return claim
    condition = None
    if claim.condition is not None:
        antecedent = claims[claim.condition]
        condition = text[antecedent.start : antecedent.end]
    what = say_what_settles(
        claim.content_kind or claim.kind, claim.polarity, claim.horizon, condition, claim.horizon_from
    )
    return replace(claim, settled_by=what) if what else claim


def _is_spoken(text: str, attribution: Attribution) -> bool:
    """Whether a row within the content is what the source said; not so for "must remind him that"."""
    if attribution.rule != "speech_verb":
        return attribution.rule in _SPOKEN
    return not attribution.cue or (
        len(attribution.cue) == 1 and not text.startswith("to ", attribution.cue[0][0])
    )


def _clausal_cues(sentence: Sentence, spoken: Sequence[_Words]) -> frozenset[int]:
    """Starts of cues in a sentence whose content, in that sentence, has a finite verb: a row of its own."""
    verbs = [token.start for token in sentence.tokens if token.tag in FINITE]
    found = set()
    for k in range(bisect_right(spoken, sentence.start, key=lambda s: s.end), len(spoken)):
        stretch = spoken[k]
        if stretch.start >= sentence.end:
            break
        if any(stretch.start <= verb < stretch.end for verb in verbs):
            found |= {start for start, _ in stretch.attribution.cue}
    return frozenset(found)


def _with_conditions(claims: list[Claim], rows: Sequence[ClauseRow], offset: int) -> list[Claim]:
    """Tie each consequent to its condition: the clause behind a fronted one, else the clause before it."""
    tied = list(claims)
    for k, claim in enumerate(claims):
        if claim.kind != "conditional":
            continue
        behind = rows[k + 1] if k + 1 < len(rows) else None
        if behind is not None and behind.clause.relation == "main":
            tied[k + 1] = replace(tied[k + 1], condition=offset + k)
        elif k and claims[k - 1].kind != "conditional":
            tied[k - 1] = replace(tied[k - 1], condition=offset + k)
        elif behind is not None:
            tied[k + 1] = replace(tied[k + 1], condition=offset + k)
    return tied


@dataclass(frozen=True)
class _Finder:
    """What all claims of a text are made from."""

    reading: Reading
    parses: Sequence[Parse]
    timexes: Sequence[Timex]
    claimants: Claimants
    spoken: Sequence[_Words]

    def make(
        self,
        number: int,
        sentence: Sentence,
        row: ClauseRow,
        label: Label,
        dates: Sequence[int],
        mentions: Sequence[Mention],
    ) -> Claim:
        """Return the claim of a row."""
        tokens = sentence.tokens
        start, end = tokens[row.first].start, tokens[row.last].end
        verdict = label.verdict
        kind, content_kind, evidence, confidence = verdict.kind, None, verdict.evidence, verdict.confidence
        source, cue, is_attributed = None, None, False
        said = self._words_around(start, end) or self._by_frame(tokens, row)
        head = lemma(tokens[row.clause.verbs.last].text, tokens[row.clause.verbs.last].tag)
        if said is not None:
            source, cue = said
            is_attributed, content_kind, confidence = True, verdict.kind, 0.7
            label = self._as_denied(label, cue)
            if verdict.kind == "assertion" and self._is_study(source):
                evidence = self.reading.text[cue[0] : cue[1]] if cue else None  # the author builds on it
            elif verdict.kind != "conditional":
                kind = "reported_speech"
                evidence = self.reading.text[cue[0] : cue[1]] if cue else "quotation marks"
        elif kind == "assertion" and self._reports(tokens, row, head):
            kind, evidence, is_attributed = "attribution", head, True
            source = self._source_of(tokens, row)
            cue = (tokens[row.clause.verbs.last].start, tokens[row.clause.verbs.last].end)
            if source is None and row.clause.relation != "main":
                is_attributed = False
            if source is not None and self.claimants.is_author(source):
                is_attributed, kind = (
                    False,
                    "prescription" if head in words("speech", "asking") else verdict.kind,
                )
        within = [k for k in dates if start <= self.timexes[k].start and self.timexes[k].end <= end]
        orientation = label.orientation
        if orientation == "present" and kind in ("assertion", "reported_speech"):
            scheduled = self._date_to_come(sentence, within)
            if scheduled is not None:
                orientation = "future"
                if kind == "assertion":
                    kind, evidence = "prediction", scheduled
        claimant = self.claimants.name(source) if is_attributed else Claimant("author")
        subject = _subject_actor(tokens, row, mentions)
        inside = [m for m in mentions if start <= m.start and m.end <= end and m.actor]
        targets = {m.actor: m for m in reversed(inside) if m.actor and m.actor != subject}
        within_row = tokens[row.first : row.last + 1]
        named = [(m.start, m.end) for m in inside] + [
            (self.timexes[k].start, self.timexes[k].end) for k in within
        ]
        horizon = Horizon()
        if orientation == "future":
            horizon = find_horizon(
                self.reading.text,
                tokens,
                start,
                [self.timexes[k] for k in within],
                published=self.reading.passage_of(sentence).published,
                is_attributed=is_attributed,
                is_negative=label.polarity == "negative",
            )
        hedges = [cue_ for cue_ in label.cues if cue_.type != "booster"]
        return Claim(
            start=start,
            end=end,
            sentence=number,
            kind=kind,
            rule=f"clause_{row.clause.relation}",
            certainty=label.certainty,
            polarity=label.polarity,
            orientation=orientation,
            claimant=claimant.name,
            claimant_actor=claimant.actor,
            claimant_candidates=claimant.candidates,
            is_attributed=is_attributed,
            source=source,
            cue=cue,
            content_kind=content_kind,
            evidence=evidence,
            modality=verdict.modality,
            modal_cue=verdict.modal_cue,
            hedges=tuple((h.start, h.end) for h in hedges),
            hedge_types=tuple(h.type for h in hedges),
            boosters=tuple((c.start, c.end) for c in label.cues if c.type == "booster"),
            negations=label.negations,
            subject=subject,
            targets=tuple(reversed(targets)),
            target_stances=tuple(
                find_stance(tokens, self.parses[number], m.start, m.end, within=(start, end))
                for m in reversed(targets.values())
            ),
            topic=find_topic(within_row, named),
            event_root=find_event_root(head),
            dates=tuple(within),
            horizon=horizon.last,
            horizon_from=horizon.first,
            is_core=row.is_core,
            confidence=confidence,
        )

    def _words_around(self, start: int, end: int) -> tuple[Span | None, Span | None] | None:
        """Source and cue of the words that a span stands in; the innermost where they are nested."""
        best: _Words | None = None
        at = bisect_right(self.spoken, (start + end) // 2, key=lambda stretch: stretch.start)
        for stretch in self.spoken[max(0, at - _NESTED) : at]:
            source, cue = stretch.attribution.source, stretch.attribution.cue
            if source and self._is_own(source[0], cue[0] if cue else None):
                continue  # "We predict that P": P is the author's own, unless somebody else said all of it
            shared = min(end, stretch.end) - max(start, stretch.start)
            if shared >= _COVERED * (end - start) and (best is None or stretch.start >= best.start):
                best = stretch
        if best is None:
            return None
        source, cue = best.attribution.source, best.attribution.cue
        return (source[0] if source else None), (cue[0] if cue else None)

    def _by_frame(self, tokens: Sequence[Token], row: ClauseRow) -> tuple[Span | None, Span | None] | None:
        """Source and cue where the clause before introduces a row as the words of somebody else."""
        if row.speech is None:
            return None
        verbs = row.speech.verbs
        source = subject_span(tokens, verbs.first) or noun_phrase_behind(tokens, verbs.last)
        cue = (tokens[verbs.first].start, tokens[verbs.last].end)
        if source is not None and self._is_own(source, cue):
            return None
        return source, cue

    def _as_denied(self, label: Label, cue: Span | None) -> Label:
        """What a source denies it holds to be the other way round; what it does not deny it leaves open."""
        said = self.reading.text[cue[0] : cue[1]].lower().replace("’", "'").split() if cue else []
        if not any(lemma(word, tag) in words("speech", "denying") for word in said for tag in ("VBD", "VBZ")):
            return label
        if any(word in words("negation", "words") or word.endswith("n't") for word in said):
            return replace(label, certainty="U")
        turned = {"positive": "negative", "negative": "positive"}[label.polarity]
        return replace(label, polarity=turned, negations=(*label.negations, *((cue,) if cue else ())))

    def _reports(self, tokens: Sequence[Token], row: ClauseRow, head: str) -> bool:
        """Whether a row tells that somebody spoke, or holds a view that is no clause ("expects a win")."""
        verbs = row.clause.verbs
        behind = [word_of(token) for token in tokens[verbs.last + 1 : verbs.last + 6]]
        if head == "call":
            called = next((k for k, word in enumerate(behind) if word in words("speech", "convened")), None)
            if called is not None and behind[called + 1 : called + 2] not in (["a"], ["an"], ["the"]):
                return False  # "called a vote"; "called the vote a sham" is speech
        if head in words("speech", "reporting"):
            return True
        is_passive = any(lemma(t.text, t.tag) == "be" for t in tokens[verbs.first : verbs.last])
        has_object = bool(behind) and behind[0] not in ("in", "of", "about", "so", "not", ",", "that", "as")
        return (
            head in ("expect", "fear", "doubt", "foresee", "anticipate", "dread")
            and has_object
            and not is_passive
        )

    def _source_of(self, tokens: Sequence[Token], row: ClauseRow) -> Span | None:
        """The subject of a row; of a relative clause what it tells of."""
        source = subject_span(tokens, row.clause.verbs.first)
        if source is not None and self.reading.text[source[0] : source[1]].lower() in _RELATIVE:
            before = row.first - (row.first > 0 and tokens[row.first - 1].text == ",")
            return subject_span(tokens, before) or source
        return source

    def _is_own(self, source: Span, cue: Span | None) -> bool:
        """Whether the author says so in their own name; what they deny or never said is not theirs."""
        if not self.claimants.is_author(source):
            return False
        said = self.reading.text[cue[0] : cue[1]].lower().replace("’", "'").split() if cue else []
        return not any(
            lemma(word, "VBD") in words("speech", "denying")
            or word in words("negation", "words")
            or word.endswith("n't")
            for word in said
        )

    def _is_study(self, source: Span | None) -> bool:
        """Whether a source is no speaker but findings ("a study in Leeds", "the Board's own figures")."""
        if source is None:
            return False
        said_by = (
            self.reading.text[source[0] : source[1]].lower().partition(" of ")[0].partition(" in ")[0].split()
        )
        return bool(said_by) and said_by[-1] in words("speech", "findings")

    def _date_to_come(self, sentence: Sentence, dates: Sequence[int]) -> str | None:
        """The words of a date that lies ahead: with a verb in the present, what is scheduled."""
        published = self.reading.passage_of(sentence).published
        for k in dates:
            timex = self.timexes[k]
            if published and timex.type == "DATE" and timex.earliest and timex.earliest > published:
                return self.reading.text[timex.start : timex.end]
        return None


_NESTED = 6  # stretches looked at before a place: words within words within words


def _subject_actor(tokens: Sequence[Token], row: ClauseRow, mentions: Sequence[Mention]) -> str | None:
    """The actor of the mention that ends nearest before the verb, within the clause's subject."""
    verbs = row.clause.verbs
    start, verb = tokens[row.first].start, tokens[verbs.first].start
    before = [m for m in mentions if start <= m.start and m.end <= verb and m.actor]
    if not before:
        return None
    # "[Moscow]'s pressure" is not about Moscow as who acts: possessors only where nothing else stands.
    free = [m for m in before if not _is_possessor(tokens, row, m)]
    return (free or before)[0].actor


def _is_possessor(tokens: Sequence[Token], row: ClauseRow, mention: Mention) -> bool:
    for k in range(row.first, row.clause.verbs.first):
        if tokens[k].start >= mention.end:
            return tokens[k].tag == "POS" or word_of(tokens[k]) == "'s"
    return False
