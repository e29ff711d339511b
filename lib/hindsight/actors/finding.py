"""All mentions of a text: names, capitals that stand for governments, descriptions, pronouns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from hindsight.actors.descriptions import find_descriptions, find_pronouns
from hindsight.actors.mention import Mention
from hindsight.actors.metonyms import read_metonym
from hindsight.actors.names import find_names
from hindsight.actors.reference import Reference
from hindsight.actors.spans import NameSpan
from hindsight.language.reading import Reading


def find_mentions(reading: Reading, reference: Reference | None = None) -> list[Mention]:
    """Return the mentions of a text, in text order; none is resolved to an actor yet.

    Parameters
    ----------
    reading : Reading
        With tags; without them only names are reliable.
    reference : Reference, optional
        Tables with a reader's own rows, whose names are found wherever they are printed.

    Returns
    -------
    list of Mention
        One per name, metonym, nominal and pronoun. A nominal may hold a name ("the French leader").

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> reading = read_text("Hollande will ask Washington to support his vision.", published="2015-11-23")
    >>> [(reading.text[m.start:m.end], m.form, m.type) for m in find_mentions(reading)]
    [('Hollande', 'name', 'PERSON'), ('Washington', 'metonym', 'PLACE'), ('his', 'pronoun', 'PERSON')]
    """
    names = find_names(reading, own_names=reference.own_names if reference is not None else None)
    mentions = [_mention_of(reading, name) for name in names]
    person_starts = frozenset(name.start for name in names if name.type == "PERSON")
    starts = [name.start for name in names]
    for mention in find_descriptions(reading, person_starts):
        # "Iraqi Security Forces" and "Syrian army" are one name where the model says so.
        k = bisect_right(starts, mention.end - 1) - 1
        if k < 0 or names[k].end < mention.end:
            mentions.append(mention)
    mentions += find_pronouns(reading)
    mentions.sort(key=lambda mention: (mention.start, -mention.end, mention.form))
    return mentions


def _mention_of(reading: Reading, name: NameSpan) -> Mention:
    printed = reading.text[name.start : name.end]
    mention = Mention(
        name.start, name.end, "name", name.type, name.sentence, name.rule, confidence=name.confidence
    )
    if name.type not in ("PLACE", "ORG"):
        return mention
    tokens = reading.sentences[name.sentence].tokens
    first = bisect_left([token.start for token in tokens], name.start)
    last = bisect_left([token.end for token in tokens], name.end)
    reading_of_it = read_metonym(tokens, first, last, printed)
    if reading_of_it == "government":
        return replace(mention, form="metonym", rule="metonym:government")
    if reading_of_it == "place":
        return replace(mention, type="PLACE", rule="capital:place")
    if reading_of_it == "either":
        return replace(mention, rule="capital:either", confidence=0.5)
    return mention
