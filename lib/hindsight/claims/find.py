"""Claims of a text: rows, labels, claimants, actors, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hindsight.actors.mention import Mention
from hindsight.claims.attribution import subject_before, subject_behind
from hindsight.claims.claim import Claim, Span
from hindsight.claims.labels import Label, label_row
from hindsight.claims.lexicon import words
from hindsight.claims.rows import ClauseRow, find_rows
from hindsight.dates.timex import Timex
from hindsight.language import lemma
from hindsight.language.reading import Reading, Sentence, Token


def find_claims(reading: Reading, timexes: Sequence[Timex], mentions: Sequence[Mention]) -> list[Claim]:
    """Return the claims of a text, in text order.

    Parameters
    ----------
    reading : Reading
        Tagged.
    timexes : sequence of Timex
        Its dates; a claim's `dates` index them.
    mentions : sequence of Mention
        Its mentions, resolved: they give claimants, subjects and targets.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    dates: dict[int, list[int]] = {}
    for index, timex in enumerate(timexes):
        dates.setdefault(timex.sentence, []).append(index)
    claims: list[Claim] = []
    for number, sentence in enumerate(reading.sentences):
        condition: int | None = None
        for row in find_rows(sentence):
            claim = _make_claim(
                reading,
                number,
                sentence,
                row,
                [(i, timexes[i]) for i in dates.get(number, [])],
                by_sentence.get(number, []),
            )
            if claim.kind == "conditional":
                condition = len(claims)
            elif condition is not None:
                claim = replace(claim, condition=condition)
            claims.append(claim)
    return claims


def _make_claim(
    reading: Reading,
    number: int,
    sentence: Sentence,
    row: ClauseRow,
    timexes: Sequence[tuple[int, Timex]],
    mentions: Sequence[Mention],
) -> Claim:
    tokens = sentence.tokens
    start, end = tokens[row.first].start, tokens[row.last].end
    is_question = tokens[-1].text.endswith("?") and row.last >= len(tokens) - 2
    label = label_row(tokens, row, is_question=is_question)
    source, cue = _attribution(tokens, row)
    kind, content_kind, evidence = label.kind, None, label.evidence
    head = lemma(tokens[row.clause.verbs.last].text, tokens[row.clause.verbs.last].tag)
    if row.speech is not None and source is not None:
        kind, content_kind = "reported_speech", label.kind
        if cue:
            evidence = reading.text[cue[0] : cue[1]]
    elif kind == "assertion" and head in words("speech", "verbs"):
        kind, evidence = "attribution", head
    inside = [m for m in mentions if start <= m.start and m.end <= end and m.actor]
    claimant, claimant_actor = "author", None
    if kind == "reported_speech" and source is not None:
        claimant = reading.text[source[0] : source[1]]
        claimant_actor = next(
            (m.actor for m in mentions if source[0] <= m.start and m.end <= source[1]), None
        )
    subject = _subject_actor(tokens, row, mentions)
    targets = tuple(dict.fromkeys(m.actor for m in inside if m.actor and m.actor != subject))
    within = [(i, t) for i, t in timexes if start <= t.start and t.end <= end]
    return Claim(
        start=start,
        end=end,
        sentence=number,
        kind=kind,
        rule=f"clause_{row.clause.relation}",
        certainty=label.certainty,
        polarity=label.polarity,
        orientation=label.orientation,
        claimant=claimant,
        claimant_actor=claimant_actor,
        is_attributed=kind == "reported_speech",
        source=source if kind == "reported_speech" else None,
        cue=cue if kind == "reported_speech" else None,
        content_kind=content_kind,
        evidence=evidence,
        modality=label.modality,
        modal_cue=label.modal_cue,
        hedges=label.hedges,
        negations=label.negations,
        subject=subject,
        targets=targets,
        dates=tuple(i for i, _ in within),
        horizon=_horizon(label, within),
        is_core=row.is_core,
        confidence=label.confidence,
    )


def _attribution(tokens: Sequence[Token], row: ClauseRow) -> tuple[Span | None, Span | None]:
    if row.speech is None:
        return None, None
    verb = row.speech.verbs.last
    source = subject_before(tokens, row.speech.verbs.first) or subject_behind(tokens, verb)
    return source, (tokens[row.speech.verbs.first].start, tokens[verb].end)


def _subject_actor(tokens: Sequence[Token], row: ClauseRow, mentions: Sequence[Mention]) -> str | None:
    """The actor of the last mention before the verb, within the clause."""
    start, verb = tokens[row.first].start, tokens[row.clause.verbs.first].start
    before = [m for m in mentions if start <= m.start and m.end <= verb and m.actor]
    return before[0].actor if before else None


def _horizon(label: Label, timexes: Sequence[tuple[int, Timex]]) -> str | None:
    if label.orientation != "future":
        return None
    return max((t.latest for _, t in timexes if t.latest), default=None)
