"""Descriptions resolved: "the French leader" by the day, "the group" by what stands before."""

from __future__ import annotations

from collections.abc import Sequence

from hindsight.actors.described_groups import resolve_government, resolve_group
from hindsight.actors.lists import load_lists
from hindsight.actors.namesakes import office_noun
from hindsight.actors.office_holders import resolve_holder, tense_of_office
from hindsight.actors.reference import fold
from hindsight.actors.text_view import Resolved, TextView

_TWO_LOOKED_FOR = 2
_LONGEST_GOVERNMENT = 3  # words: "the new administration"; longer phrases say which one they mean
_LONGEST_GROUP = 4  # words
_NEAR = 4  # sentences in which a description finds whom it means
_MENTIONS_WITHIN = 4  # mentions inside a description, before the name beside it
_AFTER_OFFICE = ("of", "who", "in", "at", "for", "since", "until", "from", "on", "under")
_FAR_NAME = 0.5  # of a name that stands further off than _NEAR sentences, of one near by
_CLOSERS = (",", ".", ";", ":", ")", "")
_POSSESSIVES = ("his", "her", "their", "its", "our")
_DEFINITE = ("the", "this", "that", "these", "those", "both", *_POSSESSIVES)


def resolve_description(view: TextView, i: int) -> Resolved | None:
    """Return whom the nominal `i` means, or None where no rule knows."""
    lists = load_lists()
    words = view.words(i)
    lower = [word.lower() for word in words]
    head = lower[-1]
    is_definite = lower[0] in _DEFINITE
    state = _state_in(view, words)
    endings = (" ".join(lower[-size:]) for size in (3, 2, 1))
    title = next((ending for ending in endings if ending in lists.leaders), "")
    if (found := _apposed(view, i) or _apposed_before(view, i)) is not None:
        return found
    if title and (state or is_definite):
        body = _body_in(view, words)
        after = _words_of(view, i)
        if not (state or body):
            state, body = _state_in(view, after), _body_in(view, [*after, ""])
        if _is_other_office(view, i, title, words, after, is_of_known=bool(state or body)):
            return _holder_printed(view, i, words)
        if not (state or body) and lower[0] in ("his", "her", "its"):
            return _leader_of_owner(view, i, title)
        return _leader(view, i, title, state, body)
    if head in lists.words["governments"] and state:
        return Resolved(view.registry.add_known(("state", state)), (), "nominal:government", 0.8)
    if not is_definite:
        return None
    if head in ("administration", "regime", "government") and len(words) <= _LONGEST_GOVERNMENT:
        return resolve_government(view, i, head)
    if "two" in lower or lower[0] == "both":
        if head in lists.words["plural_countries"]:
            return _two(view, i, "state")
        return _two(view, i, "person") if head in lists.words["plural_leaders"] else None
    if lower[0] in ("his", "her") and head in lists.words["countries"]:
        return _country_of_holder(view, i)
    if lower[0] not in _POSSESSIVES and head in lists.words["groups"] and not state:
        return resolve_group(view, i, lower) if len(words) <= _LONGEST_GROUP else None
    return None


def _state_in(view: TextView, words: Sequence[str]) -> str:
    reference = view.registry.reference
    for size in (2, 1):
        for k in range(len(words) - size + 1):
            name = fold(" ".join(words[k : k + size]).removesuffix("'s"))
            state = reference.state_by_demonym.get(name) or reference.state_by_name.get(name)
            if state is not None and words[k][0].isupper():
                return state.code
    return ""


def _words_of(view: TextView, i: int) -> list[str]:
    """Return the name that "of" adds to a description: "the president of the European Commission"."""
    tokens = view.tokens(i)
    at = view.places[i].last + 1
    if at >= len(tokens) or tokens[at].text.lower() != "of":
        return []
    at += 1 + (at + 1 < len(tokens) and tokens[at + 1].text.lower() == "the")
    end = at
    while end < len(tokens) and end - at < _LONGEST_GROUP and tokens[end].text[0].isupper():
        end += 1
    return [token.text for token in tokens[at:end]]


def _body_in(view: TextView, words: Sequence[str]) -> str:
    """Return the body that a description names: "the UN chief", "the NATO secretary general"."""
    bodies = view.registry.reference.body_by_name
    for size in (4, 3, 2, 1):
        for k in range(len(words) - size):
            body = bodies.get(fold(" ".join(words[k : k + size]).removesuffix("'s")))
            if body is not None and words[k][0].isupper():
                return body.name
    return ""


def _apposed(view: TextView, i: int) -> Resolved | None:
    """Return whom the name beside a description names: "the prime minister, Vladimir Putin, smiles"."""
    mention = view.mentions[i]
    if mention.type != "PERSON" or view.words(i)[-1].lower().endswith("s"):
        return None
    text = view.reading.text
    for k in range(i + 1, min(i + 1 + _MENTIONS_WITHIN, len(view.mentions))):
        other = view.mentions[k]
        if other.start == mention.end + 2 and text[mention.end : other.start] == ", ":
            found = view.resolved.get(k)
            is_closed = text[other.end : other.end + 1] in _CLOSERS
            if other.form == "name" and other.type == "PERSON" and is_closed and found is not None:
                return Resolved(found.actor, found.candidates, "nominal:apposition", 0.8)
            return None
    return None


def _apposed_before(view: TextView, i: int) -> Resolved | None:
    """Return whom a description after a name describes: "John Prescott, the deputy premier, boasts"."""
    mention, text = view.mentions[i], view.reading.text
    words = view.words(i)
    if mention.type != "PERSON" or words[-1].lower().endswith("s"):
        return None
    for k in range(i - 1, max(-1, i - 1 - _MENTIONS_WITHIN), -1):
        other = view.mentions[k]
        if other.end + 2 != mention.start or text[other.end : mention.start] != ", ":
            continue
        found = view.resolved.get(k)
        if other.form != "name" or other.type != "PERSON" or found is None or not _closes(view, i):
            return None
        return Resolved(found.actor, found.candidates, "nominal:apposition", 0.8)
    return None


def _closes(view: TextView, i: int) -> bool:
    """Return whether an apposition can end after description `i`: a comma, or what belongs to the noun."""
    tokens, at = view.tokens(i), view.places[i].last + 1
    following = tokens[at].text.lower() if at < len(tokens) else ""
    if following == "and":
        # "his brother and prime minister, will go" is said of one; "the chancellor and the pope" is not.
        rest = [token.text for token in tokens[at + 1 : at + 4]]
        return bool(rest) and rest[0].islower() and rest[0] not in _DEFINITE and "," in rest
    if following == "," and at + 1 < len(tokens):
        # "to Ann Weber, the chancellor, the pope and others" is a list.
        return tokens[at + 1].tag not in ("DT", "PRP$") or tokens[at + 1].text.lower() not in _DEFINITE
    return following in _CLOSERS or following in _AFTER_OFFICE


def _is_other_office(
    view: TextView, i: int, title: str, words: Sequence[str], after: Sequence[str], *, is_of_known: bool
) -> bool:
    """Return whether an office is not the one of the tables: of a deputy, or of a body that they do not know.

    "The shadow chancellor", "the Bundesbank president", "the president of the club".
    """
    own = words[: len(words) - len(title.split())]
    if not load_lists().words["other_offices"].isdisjoint(word.lower() for word in own):
        return True
    states, bodies = view.registry.reference.state_by_name, view.registry.reference.body_by_name
    demonyms = view.registry.reference.state_by_demonym
    known = {
        name
        for size in (1, 2, 3, 4)
        for k in range(len(own) - size + 1)
        if (name := fold(_bare(" ".join(own[k : k + size])))) in states or name in bodies or name in demonyms
    }
    parts = {part for name in known for part in name.lower().split()}
    if any(
        word[0].isupper() and _bare(word).lower() not in parts and word.lower() not in _DEFINITE
        for word in own[1:]
    ):
        return True
    tokens, at = view.tokens(i), view.places[i].last + 1
    if is_of_known or at + 1 >= len(tokens) or tokens[at].text.lower() != "of":
        return False
    if after:
        return True  # of a body that no table has
    noun = next((t.text.lower() for t in tokens[at + 1 :] if t.tag in ("NN", "NNS")), "")
    return noun not in load_lists().words["countries"]


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _holder_printed(view: TextView, i: int, words: Sequence[str]) -> Resolved | None:
    """Return who has this very office by text or table: "the Commission president"."""
    wanted = {word.lower() for word in (words[1:] if words[0].lower() in _DEFINITE else words)}
    for _, actor in view.earlier(i):
        record = view.registry.records[actor]
        if record.kind == "person" and wanted and wanted <= set(record.role.lower().split()):
            return Resolved(actor, rule="nominal:office-in-text", confidence=0.6)
    return None


def _leader_of_owner(view: TextView, i: int, title: str) -> Resolved | None:
    """Return who held an office in the state of whom "his" or "its" means: "his foreign minister"."""
    office, whose = load_lists().leaders[title], view.resolved.get(i + 1)
    if whose is None or whose.actor is None or view.mentions[i + 1].start != view.mentions[i].start:
        return None
    state = view.state_of(whose.actor)
    found = resolve_holder(view, i, state, office) if state else None
    # "Her chancellor" is not herself.
    return None if found is None or found.actor == whose.actor else found


def _leader(view: TextView, i: int, title: str, state: str, body: str) -> Resolved | None:
    office = load_lists().leaders[title]
    is_chief = title in load_lists().words["chiefs"]
    if body or (state and not is_chief):
        return resolve_holder(view, i, body or state, office)
    if state or is_chief:
        return None
    tense = tense_of_office(view, i)
    if tense == "coming":
        return None
    if tense in ("former", "previous"):
        return _former_in_text(view, i, office)
    return _leader_spoken_of(view, i, title, office)


def _leader_spoken_of(view: TextView, i: int, title: str, office: str) -> Resolved | None:
    """Return whom "the president" means: of those that the text has named, whoever it is about most.

    A person counts with names and with names of the state, those near by once more; of two with as many, the
    first one named. Where a text names nobody with the office, the states that it names count.
    """
    here = view.mentions[i].sentence
    persons: dict[int, float] = {}
    states: dict[str, float] = {}
    for k, actor in view.earlier(i):
        record, mention = view.registry.records[actor], view.mentions[k]
        if mention.form not in ("name", "metonym"):
            continue
        is_near = mention.sentence >= here - _NEAR
        state = view.state_of(actor) or view.state_of_capital(k)
        if state and is_near:
            states[state] = states.get(state, 0.0) + 1.0
        if record.kind != "person":
            continue
        named = (office.replace("_", " "), office_noun(title))
        has_office = office == "lead" or (record.role and office_noun(record.role) in named)
        if has_office:
            persons[actor] = persons.get(actor, 0.0) + (1.0 if is_near else _FAR_NAME)
    # `earlier` goes backwards: of equals the one met last here is the one named first.
    if persons:
        weight = {actor: count + states.get(view.state_of(actor), 0.0) for actor, count in persons.items()}
        best = max(reversed(weight), key=weight.__getitem__)
        nearest = next(iter(weight))
        second = (best, nearest) if nearest != best else ()
        return Resolved(best, second, "nominal:office-in-text", 0.6 if not second else 0.5)
    if office == "lead":
        return None
    for state in sorted(states, key=lambda code: -states[code]):
        holder = view.registry.holder_of(state, office, view.day(i))
        if holder is not None:
            return Resolved(holder, rule="nominal:office-of-nearest-state", confidence=0.4)
    return None


def _former_in_text(view: TextView, i: int, office: str) -> Resolved | None:
    """Return whom "the former president" means: someone named who has left the office, nearest first."""
    day = view.day(i)
    for k, actor in view.earlier(i):
        record = view.registry.records[actor]
        if view.mentions[k].sentence < view.mentions[i].sentence - _NEAR or day is None:
            break
        if record.kind == "person" and record.known is not None:
            terms = view.registry.reference.terms_by_holder[fold(record.known[1])]
            held = [term for term in terms if term.office == office or (office == "lead" and term.is_lead)]
            if held and all(term.end and term.end <= day[: len(term.end)] for term in held):
                return Resolved(actor, rule="nominal:office-before", confidence=0.6)
    return None


def _two(view: TextView, i: int, kind: str) -> Resolved | None:
    """Return the last two states (or persons) that act: places where something happens do not count."""
    chosen: list[int] = []
    for k, actor in view.earlier(i):
        if view.mentions[k].sentence < view.mentions[i].sentence - 3:
            break
        if kind == "person":
            found = actor if view.registry.records[actor].kind == "person" else None
        else:
            state = view.state_of(actor)
            place = view.places[k]
            tokens = view.tokens(k)
            before = tokens[place.first - 1].text.lower() if place.first else ""
            if not state or (view.mentions[k].form == "name" and before in load_lists().words["locative"]):
                continue
            found = view.registry.add_known(("state", state))
        if found is not None and found not in chosen:
            chosen.append(found)
        if len(chosen) == _TWO_LOOKED_FOR:
            return Resolved(None, tuple(reversed(chosen)), "nominal:two", 0.6)
    return None


def _country_of_holder(view: TextView, i: int) -> Resolved | None:
    """Return the state of whom the possessive of "his country" means (mention ``i + 1``, resolved before)."""
    whose = view.resolved.get(i + 1)
    state = view.state_of(whose.actor) if whose is not None and whose.actor is not None else ""
    if not state or view.mentions[i + 1].start != view.mentions[i].start:
        return None
    return Resolved(view.registry.add_known(("state", state)), (), "nominal:country-of-holder", 0.6)
