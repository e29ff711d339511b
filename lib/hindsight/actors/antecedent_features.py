"""The features of the actors that a pronoun may mean.

Those of Soon et al. (2001) and Bergsma and Lin (2006) that need no parse: agreement, grammatical role,
distance, recency among the actors that agree, prominence in the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hindsight.actors.antecedent_context import describe_context, read_clause
from hindsight.actors.antecedents import Candidate, Place, Pronoun, agrees
from hindsight.actors.lists import load_lists

REACH = 3  # sentences looked back
_VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "VB"))
_OPENING = 4  # tokens that a phrase before the subject takes at least


def describe_candidates(pronoun: Pronoun, candidates: Sequence[Candidate]) -> dict[int, list[str]]:
    """Return the features of every actor among `candidates` (in text order) that agrees with the pronoun.

    Candidates after the pronoun count only in its own sentence, and only for actors not met before.
    """
    place = pronoun.place
    kind, clause = pronoun.kind, read_clause(pronoun)
    mentions: dict[int, list[Candidate]] = {}
    for candidate in reversed(candidates):
        is_after = (candidate.place.sentence, candidate.place.first) > (place.sentence, place.first)
        if candidate.place.sentence > place.sentence or place.sentence - candidate.place.sentence > REACH:
            continue
        if agrees(pronoun.gender, candidate.gender) and not is_after:
            mentions.setdefault(candidate.actor, []).append(candidate)
    recency = {actor: k for k, actor in enumerate(mentions)}
    for candidate in candidates:
        if (
            candidate.place.sentence == place.sentence
            and candidate.place.first > place.first
            and candidate.actor not in mentions
            and agrees(pronoun.gender, candidate.gender)
        ):
            mentions[candidate.actor] = [candidate]
    subjects = _subjects(place, mentions)
    top = max((found[0].share for found in mentions.values()), default=0.0)
    order = list(mentions)
    opening = _openings(mentions)
    rows = {}
    for actor, found in mentions.items():
        rank = min(recency.get(actor, 4), 3)
        of = min(len(mentions), 4)
        is_after = actor not in recency
        row = _describe_nearest(pronoun, found[0], kind, is_after=is_after)
        row += describe_context(pronoun, clause, found, is_after=is_after)
        role, distance = found[0].place.role, place.sentence - found[0].place.sentence
        row += (
            f"rank={rank}",
            f"rank={rank}|p={kind}|r={role}",
            f"rank={rank}|of={of}",
            f"n={min(len(found), 4)}",
            f"n={min(len(found), 4)}|of={of}",
            f"top={found[0].share >= top}|of={of}",
            f"first={any(m.is_first for m in found)}|of={of}",
        )
        for name, actors in subjects.items():
            if actors:
                row += (f"{name}={actor in actors}", f"{name}={actor in actors}|p={kind}|r={role}")
                row.append(f"{name}={actor in actors}|opening={place.first < 3}|d={min(distance, 2)}")
        if any(m.form == "pronoun" and m.place.role == place.role for m in found):
            row.append("parallel")
        if any(m.form == "pronoun" and m.place.sentence == place.sentence for m in found):
            row.append(f"chain|p={kind}|d={min(distance, 1)}")
        turn = opening[found[0].place.sentence].index(found[0].place.first)
        row += (f"turn={min(turn, 2)}|d={min(distance, 2)}|p={kind}", f"turn={min(turn, 2)}|r={role}")
        row.append(f"same-role={role == place.role}|p={kind}|d={min(distance, 2)}")
        row.append(f"turn={min(turn, 2)}|rank={rank}|d={min(distance, 2)}|r={role}")
        row.append(f"form={found[0].form}|rank={rank}|d={min(distance, 2)}|p={kind}")
        row.append(f"share={int(4 * found[0].share)}|d={min(distance, 2)}|p={kind}")
        row.append(f"c+1={found[0].word(1)}|r={role}|d={min(distance, 2)}")
        as_subject = sum(m.place.role in ("subject", "top") for m in found)
        row.append(f"subjects={min(as_subject, 3)}|of={of}")
        names_of = sum(m.form == "name" for m in found)
        row.append(f"names={min(names_of, 3)}|pronouns={min(len(found) - names_of, 3)}")
        roles = {m.place.role for m in found if place.sentence - m.place.sentence <= 1}
        row += [f"has={one}|p={kind}" for one in sorted(roles)]
        rival = next((other for other in order if other != actor), None)
        if rival is not None:
            other = mentions[rival][0]
            away = min(place.sentence - other.place.sentence, 2)
            row += (
                f"rival={other.place.role}|{away}|{role}|{min(distance, 2)}",
                f"rival={other.place.role}|{role}|p={kind}",
                f"rival={bool(other.gender)}|{bool(found[0].gender)}",
                f"rival={other.share > found[0].share}|{away}|{min(distance, 2)}",
                f"rival-before={_at(other) < _at(found[0])}|{other.place.role}|{role}|p={kind}",
                f"rival-before={_at(other) < _at(found[0])}|{away == distance}|{away}|{rival in recency}",
                f"rival-n={min(len(mentions[rival]), 3)}|{min(len(found), 3)}",
                f"rival-form={other.form}|{found[0].form}|{away}|{min(distance, 2)}",
            )
        rows[actor] = row
    return rows


def _describe_nearest(pronoun: Pronoun, nearest: Candidate, kind: str, *, is_after: bool) -> list[str]:
    """Return the features of the actor's mention nearest to the pronoun."""
    place, role = pronoun.place, nearest.place.role
    distance = place.sentence - nearest.place.sentence
    near = min(distance, 2)
    row = [
        "bias",
        f"gender={'known' if nearest.gender else 'unknown'}",
        f"side={is_after}",
        f"d={distance}",
        f"r={role}",
        f"r={role}|p={kind}",
        f"r={role}|p={kind}|d={near}",
        f"form={nearest.form}|d={near}",
        f"form={nearest.form}|r={role}|p={kind}",
        f"share={int(4 * nearest.share)}",
        f"p-1={pronoun.word(-1)}|r={role}|d={min(distance, 1)}",
        f"p+1={pronoun.word(1)}|d={min(distance, 1)}",
        f"p-1={pronoun.word(-1)}",
        f"c-1={nearest.word(-1)}",
        f"c+1={nearest.word(1)}",
    ]
    if distance == 0:
        first, last = sorted((place.first, nearest.place.last))
        gap = last - first
        row += (f"gap={min(gap // 4, 6)}|{is_after}", f"gap={min(gap // 8, 3)}|{role}|{kind}|{is_after}")
        between = pronoun.tokens[first + 1 : last]
        verbs = sum(token.tag in _VERBS for token in between)
        commas = sum(token.text in (",", ";") for token in between)
        row.append(f"commas={min(commas, 3)}|{role}|{kind}|{is_after}")
        row.append(f"opening={first < _OPENING}|verbs={min(verbs, 2)}|commas={min(commas, 2)}|{is_after}")
        row.append(f"verbs={min(verbs, 3)}|{role}|{kind}|{is_after}")
        links = load_lists().words["links"]
        row += [f"link={word}|{role}|{kind}" for word in sorted({t.text.lower() for t in between} & links)]
    return row


def _openings(mentions: Mapping[int, Sequence[Candidate]]) -> dict[int, list[int]]:
    """Return where the candidates of each sentence begin, in order: the first one is often spoken of next."""
    starts: dict[int, set[int]] = {}
    for found in mentions.values():
        for mention in found:
            starts.setdefault(mention.place.sentence, set()).add(mention.place.first)
    return {sentence: sorted(firsts) for sentence, firsts in starts.items()}


def _at(candidate: Candidate) -> tuple[int, int]:
    return candidate.place.sentence, candidate.place.first


def _subjects(place: Place, mentions: Mapping[int, Sequence[Candidate]]) -> dict[str, set[int]]:
    """Return the subjects of this sentence and of the one before, and the last subject of all."""
    here: list[tuple[int, int]] = []
    earlier: list[tuple[int, int]] = []
    last: tuple[tuple[int, int], int] | None = None
    for actor, found in mentions.items():
        for mention in found:
            if mention.place.role not in ("subject", "top"):
                continue
            at = (mention.place.sentence, mention.place.first)
            if at >= (place.sentence, place.first):
                continue
            if last is None or at > last[0]:
                last = (at, actor)
            if mention.place.sentence == place.sentence:
                here.append((mention.place.first, actor))
            elif mention.place.sentence == place.sentence - 1:
                earlier.append((mention.place.first, actor))
    return {
        "here": {min(here)[1]} if here else set(),
        "earlier": {min(earlier)[1]} if earlier else set(),
        "last": {last[1]} if last else set(),
    }
