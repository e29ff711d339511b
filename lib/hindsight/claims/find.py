"""Claims of a text: rows, labels, claimants, actors, dates."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hindsight.actors.mention import Mention
from hindsight.actors.turns import turn_at
from hindsight.claims.aspects import find_event_root, find_topic
from hindsight.claims.attribution import attribute, parse_sentences
from hindsight.claims.claim import Attribution, Claim, Span
from hindsight.claims.claimants import Claimants
from hindsight.claims.clauses import adjunct_start
from hindsight.claims.horizon import Horizon, find_horizon
from hindsight.claims.labels import Label, label_rows
from hindsight.claims.lexicon import words
from hindsight.claims.rows import ClauseRow, find_rows, leave_out_label, leave_out_sources
from hindsight.claims.settling import say_what_settles
from hindsight.claims.sources import noun_phrase_behind, subject_span
from hindsight.claims.spoken import Words, clausal_cues, find_spoken
from hindsight.claims.stance import find_stance
from hindsight.claims.verbs import word_of
from hindsight.dates.timex import Timex
from hindsight.language import Parse, lemma
from hindsight.language.reading import Reading, Sentence, Token

_RELATIVE = frozenset(("who", "which", "that"))
_COVERED = 0.8  # share of a row that must lie inside somebody's words


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
    spoken = find_spoken(reading.text, attributions)
    finder = _Finder(reading, parses, timexes, Claimants(reading, mentions, attributions), spoken)
    named = [a for a in attributions if a.rule == "according_to" and a.source]
    claims: list[Claim] = []
    for number, sentence in enumerate(reading.sentences):
        rows = find_rows(sentence, parses[number], clausal_cues(reading.text, sentence, spoken))
        rows = leave_out_sources(sentence, rows, named)
        rows = leave_out_label(sentence, rows, turn_at(finder.claimants.turns, sentence.start))
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
    spoken: Sequence[Words]

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
        said = self._words_around(start, end) or self._by_frame(tokens, row) or _by_noun(tokens, row)
        head = lemma(tokens[row.clause.verbs.last].text, tokens[row.clause.verbs.last].tag)
        if said is not None:
            source, cue = said
            source = self._antecedent(sentence, source)
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
                    "prescription"
                    if head in words("speech", "asking") and tokens[row.clause.verbs.first].tag != "VBD"
                    else verdict.kind,
                )
        lead = tokens[adjunct_start(tokens, row.first)].start
        within = [k for k in dates if lead <= self.timexes[k].start and self.timexes[k].end <= end]
        orientation = label.orientation
        if orientation == "present" and kind in ("assertion", "reported_speech"):
            scheduled = self._date_to_come(sentence, within)
            if scheduled is not None:
                orientation = "future"
                if kind == "assertion":
                    kind, evidence = "prediction", scheduled
        claimant = self.claimants.name(source) if is_attributed else self.claimants.author_at(start)
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
                lead,
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
        best: Words | None = None
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
        """What a source denies it holds to be the other way round; what it does not deny it leaves open.

        What it suspects it is not sure of.
        """
        said = self.reading.text[cue[0] : cue[1]].lower().replace("’", "'").split() if cue else []
        if (
            any(lemma(word, "VBD") in words("hedges", "suspecting") for word in said)
            and label.certainty == "CT"
        ):
            return replace(label, certainty="PR")
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
        if (
            verbs.first > row.first
            and word_of(tokens[verbs.first - 1]) == "it"
            and verbs.last > verbs.first + 1
        ):
            return False  # "It is tempting to blame the weather"
        if head in words("speech", "reporting"):
            return True
        if behind and f"{head} {behind[0]}" in words("speech", "reporting_particles"):
            return True
        is_passive = any(lemma(t.text, t.tag) == "be" for t in tokens[verbs.first : verbs.last])
        has_object = bool(behind) and behind[0] not in ("in", "of", "about", "so", "not", ",", "that", "as")
        if tokens[verbs.first].tag == "MD":
            return False  # "cannot expect mercy" gives no view that somebody holds
        return (
            head in ("expect", "fear", "doubt", "foresee", "anticipate", "dread")
            and has_object
            and not is_passive
        )

    def _antecedent(self, sentence: Sentence, source: Span | None) -> Span | None:
        """Who a source is that is a relative pronoun: the noun phrase before it."""
        if source is None or self.reading.text[source[0] : source[1]].lower() not in _RELATIVE:
            return source
        tokens = sentence.tokens
        k = next((k for k, token in enumerate(tokens) if token.start == source[0]), None)
        if not k:
            return source
        return subject_span(tokens, k - (tokens[k - 1].text == ",")) or source

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
        denies = any(lemma(word, "VBD") in words("speech", "denying") for word in said)
        is_negated = any(word in words("negation", "words") or word.endswith("n't") for word in said)
        return denies == is_negated  # "I do not dispute that P": P is theirs

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


def _by_noun(tokens: Sequence[Token], row: ClauseRow) -> tuple[Span | None, Span] | None:
    """Source and cue where a noun holds the row: "[Li]'s [claim] that P"; nobody for "the fear that P"."""
    noun = row.first - 2
    if row.clause.relation != "medial" or noun < 0 or word_of(tokens[noun + 1]) != "that":
        return None
    if lemma(word_of(tokens[noun]), tokens[noun].tag) not in words("speech", "nouns"):
        return None
    cue = (tokens[noun].start, tokens[noun].end)
    owner = noun - 1
    while owner > 0 and tokens[owner].tag in ("JJ", "NN"):
        owner -= 1
    if owner >= 0 and tokens[owner].tag == "PRP$":
        return (tokens[owner].start, tokens[owner].end), cue
    return (subject_span(tokens, owner) if owner >= 0 and tokens[owner].tag == "POS" else None), cue


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
