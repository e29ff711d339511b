"""From mentions to actors: within each text, over the corpus, and as a reader decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hindsight.actors.aliases import Entity, group_names
from hindsight.actors.decisions import ActorDecisions
from hindsight.actors.lists import load_lists
from hindsight.actors.mention import Actor, Mention
from hindsight.actors.namesakes import list_named, read_evidence, title_before
from hindsight.actors.office_holders import OFFICE_RULES
from hindsight.actors.person_names import plain, strip_titles
from hindsight.actors.reference import Reference, fold, load_reference, load_words
from hindsight.actors.registry import Registry
from hindsight.actors.resolving import TextResolver, apply_resolved
from hindsight.actors.roles import choose_holder
from hindsight.actors.spoken_time import find_spoken_time, opens_with_time
from hindsight.actors.text_view import Resolved
from hindsight.dates import dates_by_sentence
from hindsight.language.reading import Reading

_GEORGIA, _GEORGIA_IN_US = "Georgia", "Georgia (U.S. state)"
_NONE: frozenset[str] = frozenset()


def group_actors(
    texts: Sequence[tuple[Reading, Sequence[Mention]]],
    decisions: ActorDecisions | None = None,
    reference: Reference | None = None,
) -> tuple[list[list[Mention]], list[Actor]]:
    """Return the mentions of every text with their actors, and the actors.

    Parameters
    ----------
    texts : sequence of (Reading, sequence of Mention)
        In the order of the corpus; the mentions as `find_mentions` gives them.
    decisions : ActorDecisions, optional
        What a reader decided; it overrides the machine.
    reference : Reference, optional
        Reference tables; those that ship by default.

    Returns
    -------
    mentions : list of lists of Mention
        One list per text, in its order, with `actor` and `candidates` filled where they are known.
    actors : list of Actor
        Those that have mentions, in the order of the corpus; ids are slugs of the names, unique.

    Examples
    --------
    >>> from hindsight.actors import find_mentions
    >>> from hindsight.language import read_text
    >>> reading = read_text("Francois Hollande met Vladimr Putin. Hollande left.", published="2015-11-26")
    >>> grouped, actors = group_actors([(reading, find_mentions(reading))])
    >>> [(actor.id, actor.aliases, actor.role_then) for actor in actors]
    [('francois-hollande', ('Francois Hollande', 'Hollande'), 'President of France'),
     ('vladimir-putin', ('Vladimr Putin',), 'President of Russia')]
    """
    decisions = decisions or ActorDecisions()
    reference = reference or load_reference()
    registry = Registry(reference, decisions)
    named = [group_names(reading.text, mentions, reference) for reading, mentions in texts]
    resolved: list[dict[int, Resolved]] = [{} for _ in texts]
    of_entity: list[dict[int, list[int]]] = [{} for _ in texts]
    states_named = [list_named(*text, reference) for text in texts]
    # Full names of the whole corpus first, short ones after: "Lee" or "RUF" may be named in full only in a
    # later text.
    for is_short_turn in (False, True):
        for t, (entities, _) in enumerate(named):
            day = _first_day(texts[t][0])
            for e, entity in enumerate(entities):
                if entity.is_short is is_short_turn:
                    if entity.type == "PERSON":
                        evidence = read_evidence(
                            *texts[t],
                            entity.mentions,
                            entity.gender,
                            states_named[t] if is_short_turn else _NONE,
                        )
                        if is_short_turn:
                            said = _day_spoken_of(*texts[t], entity, day, registry.reference)
                            records = registry.add_surname(entity, replace(evidence, day=said))
                        else:
                            records = [registry.add(entity, evidence)]
                    else:
                        records = [registry.add(entity)]
                    of_entity[t][e] = records
                    _note(resolved[t], texts[t][0].text, texts[t][1], entity, records)
    for t, (_, ambiguous) in enumerate(named):
        for item in ambiguous:
            records = list(dict.fromkeys(record for e in item.entities for record in of_entity[t][e]))
            best = None if item.is_tied or len(of_entity[t][item.entities[0]]) > 1 else records[0]
            resolved[t][item.mention] = Resolved(best, tuple(records), "name:ambiguous", 0.4)
    cities = {fold(record.name): k for k, record in enumerate(registry.records) if record.kind == "place"}
    for t, (reading, mentions) in enumerate(texts):
        _tell_georgias(registry, reading, mentions, resolved[t])
        _set_roles(registry, reading, mentions, resolved[t])
        author = _author(registry, reading)
        TextResolver(reading, mentions, resolved[t], registry, author).run()
        _add_states_of_words(registry, cities, reading, mentions, resolved[t])
        _split(registry, t, reading, mentions, resolved[t], decisions)
    used: set[int] = set()
    for found in (found for per_text in resolved for found in per_text.values()):
        if found.actor is not None:
            used.add(found.actor)
        if found.rule.startswith((*OFFICE_RULES, "name:ambiguous")):
            # The holders of a period between two terms, and of one surname, are told even where no other
            # words mean them.
            used.update(found.candidates)
    actors, ids = registry.build(used, decisions)
    grouped = [
        [apply_resolved(m, resolved[t][i], ids) if i in resolved[t] else m for i, m in enumerate(mentions)]
        for t, (_, mentions) in enumerate(texts)
    ]
    return grouped, actors


def _first_day(reading: Reading) -> str | None:
    return next((passage.published for passage in reading.passages if passage.published), None)


def _day_spoken_of(
    reading: Reading, mentions: Sequence[Mention], entity: Entity, day: str | None, reference: Reference
) -> str | None:
    """Return the day by which a surname of several holders is read: "Bush" on a page of 2015 about 2003."""
    if len(choose_holder(plain(entity.full_name), day, reference)) <= 1:
        return day
    dates = dates_by_sentence(reading)
    for i in entity.mentions:
        at = mentions[i].sentence
        tokens = reading.sentences[at].tokens
        first = next(k for k, token in enumerate(tokens) if token.end > mentions[i].start)
        said = find_spoken_time(tokens, first, first, dates.get(at, ()), day)
        if said is None and at and not dates.get(at):
            said = opens_with_time(reading.sentences[at - 1].tokens, dates.get(at - 1, ()), day)
        if said is not None:
            return said.first
    return day


def _note(
    resolved: dict[int, Resolved], text: str, mentions: Sequence[Mention], entity: Entity, records: list[int]
) -> None:
    for i in entity.mentions:
        printed = " ".join(text[mentions[i].start : mentions[i].end].split())
        rule = mentions[i].rule + ("+slip" if entity.slips and strip_titles(printed) in entity.slips else "")
        if len(records) == 1:
            resolved[i] = Resolved(records[0], (), rule, mentions[i].confidence)
        else:
            resolved[i] = Resolved(None, tuple(records), "name:ambiguous", 0.4)


def _set_roles(
    registry: Registry, reading: Reading, mentions: Sequence[Mention], resolved: dict[int, Resolved]
) -> None:
    """Note the office of each person named in a text, on the day of the first mention."""
    days: dict[int, str | None] = {}
    for i, mention in enumerate(mentions):
        found = resolved.get(i)
        if found is None or found.actor is None or mention.type != "PERSON" or mention.form != "name":
            continue
        sentence = reading.sentences[mention.sentence]
        day = reading.passage_of(sentence).published
        if days.setdefault(found.actor, day) != day:
            continue  # on a card of a later day, while the page itself names the person
        registry.note_role(found.actor, day, title_before(reading, mention))


def _tell_georgias(
    registry: Registry, reading: Reading, mentions: Sequence[Mention], resolved: dict[int, Resolved]
) -> None:
    """Give "Georgia" both its readings, the country and the state of the US, or the one that its text has."""
    named = [
        i
        for i, mention in enumerate(mentions)
        if i in resolved and reading.text[mention.start : mention.end] == _GEORGIA
    ]
    if not named:
        return
    lists = load_words()
    country, state = registry.add_known(("state", "GE")), None
    everywhere = {token.text.lower() for sentence in reading.sentences for token in sentence.tokens}
    for i in named:
        here = {token.text.lower() for token in reading.sentences[mentions[i].sentence].tokens}
        for words in (here, everywhere):
            is_us = not lists["georgia_in_us"].isdisjoint(words)
            is_caucasus = not lists["georgia_in_caucasus"].isdisjoint(words)
            if is_us is not is_caucasus:
                break
        if is_caucasus and not is_us:
            continue
        if state is None:
            entity = Entity("PLACE")
            entity.forms |= {_GEORGIA_IN_US: 0, _GEORGIA: 1}
            state = registry.add(entity)
        # Where the text has evidence for both or for neither, the country stands first.
        readings = (state,) if is_us and not is_caucasus else (country, state)
        resolved[i] = Resolved(readings[0], readings[1:] and readings, "name:namesake", 0.5)


def _author(registry: Registry, reading: Reading) -> int | None:
    if len(reading.authors) != 1:
        return None
    entity = Entity("PERSON")
    entity.forms[reading.authors[0]] = 1  # as printed in the byline
    return registry.add(entity)


def _add_states_of_words(
    registry: Registry,
    cities: dict[str, int],
    reading: Reading,
    mentions: Sequence[Mention],
    resolved: dict[int, Resolved],
) -> None:
    """Give "Russian" its state as a candidate, and a metonym the city beside the government."""
    for i, mention in enumerate(mentions):
        printed = reading.text[mention.start : mention.end]
        if mention.type == "NORP" and mention.form == "name":
            state = registry.reference.state_by_demonym.get(fold(printed))
            if state is not None:
                resolved[i] = Resolved(None, (registry.add_known(("state", state.code)),), "name:people", 0.5)
        elif mention.form == "metonym" or mention.rule == "capital:either":
            found = resolved.get(i)
            state = registry.reference.state_by_metonym.get(fold(printed))
            if found is None or found.actor is None or state is None:
                continue
            other = (
                cities.get(fold(printed))
                if mention.form == "metonym" and fold(printed) not in load_lists().seats
                else registry.add_known(("state", state.code))
            )
            if other is not None:
                resolved[i] = replace(found, candidates=(found.actor, other))


def _split(
    registry: Registry,
    t: int,
    reading: Reading,
    mentions: Sequence[Mention],
    resolved: dict[int, Resolved],
    decisions: ActorDecisions,
) -> None:
    for split in decisions.splits:
        if split.text is not None and split.text != t:
            continue
        for i, mention in enumerate(mentions):
            printed = reading.text[mention.start : mention.end]
            is_meant = (
                (mention.start, mention.end) == (split.start, split.end)
                if split.start is not None
                else plain(printed) == plain(split.form)
            )
            if is_meant:
                found = registry.called(split.name, mention.type)
                resolved[i] = Resolved(found, (), "correction:split", 1.0)


__all__ = ["group_actors"]
