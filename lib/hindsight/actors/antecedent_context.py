"""What the words around a pronoun and around a candidate tell of whether it is meant.

Binding (a subject is not "him" of its own clause), verbs that make their object the topic ("helped A while
she"), the conjunction that opens the pronoun's clause, and the noun that a possessive belongs to ("his
wife"): after Lappin and Leass (1994) and Kehler et al. (2004), read from tags instead of a parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.actors.antecedents import Candidate, Pronoun
from hindsight.actors.lists import load_lists
from hindsight.language import lemma
from hindsight.language.reading import Token

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "VB"))
_OPENED_BY = frozenset(("VBD", "VBZ", "VBP", "MD"))
_VERBS = frozenset((*_FINITE, "VBG", "VBN"))
_SUBJECTS = ("subject", "top", "conjunct")
# Tokens that a verb, an opening word or a noun is looked for in.
_VERB_AHEAD, _VERB_BACK, _OWN_VERB, _OWN_VERB_BACK, _OPENER_BACK, _NOUN_AHEAD = 14, 7, 4, 5, 11, 3
_SHORT = 4  # tokens between a candidate and a pronoun whose tags are read one by one
_QUOTES = ("``", '"')


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause of a pronoun: what opens it, its verb with tag, and the noun that a possessive goes with."""

    opener: str
    verb: str
    verb_tag: str
    noun: str


def read_clause(pronoun: Pronoun) -> Clause:
    """Return the clause of a pronoun, ``-`` for what it lacks."""
    tokens, place = pronoun.tokens, pronoun.place
    opener = "-"
    openers = load_lists().words["pronoun_openers"]
    for k in range(place.first - 1, max(-1, place.first - 1 - _OPENER_BACK), -1):
        word = tokens[k].text.lower()
        if word in openers or word in (",", ";") or word in _QUOTES:
            opener = word
            break
        if tokens[k].tag in _OPENED_BY:
            opener = "verb"
            break
    if pronoun.kind in ("subj", "top"):
        verb = _verb_among(tokens, range(place.last + 1, min(len(tokens), place.last + 1 + _OWN_VERB)))
    else:
        verb = _verb_among(tokens, range(place.first - 1, max(-1, place.first - 1 - _OWN_VERB_BACK), -1))
    noun = "-"
    if pronoun.is_possessive:
        ahead = tokens[place.last + 1 : place.last + 1 + _NOUN_AHEAD]
        noun = next((token.text.lower() for token in ahead if token.tag in ("NN", "NNS")), "-")
    return Clause(opener, *verb, noun)


def describe_context(
    pronoun: Pronoun, clause: Clause, found: Sequence[Candidate], *, is_after: bool
) -> list[str]:
    """Return the features of an actor's mentions, nearest first, that come from the words around them."""
    nearest, kind = found[0], pronoun.kind
    place, role = nearest.place, nearest.place.role
    d = min(pronoun.place.sentence - place.sentence, 2)
    close = min(d, 1)
    verb, verb_tag = _verb_of(nearest)
    before, after, second = nearest.tag(-1), nearest.tag(1), nearest.tag(-2)
    length = min(place.last - place.first, 2)
    is_full = not is_after and any(m.form == "name" and m.place.last > m.place.first for m in found)
    row = [
        f"gv={verb}|{role}",
        f"gv={verb}|{role}|{kind}|{close}",
        f"gt={verb_tag}|{clause.verb_tag}|{role}|{kind}|{d}",
        f"same={verb == clause.verb}|{role}|{kind}",
        f"c-2={nearest.word(-2)}|{role}",
        f"c+2={nearest.word(2)}|{role}",
        f"t-1={before}|{after}",
        f"t-1={before}|{after}|{kind}|{d}",
        f"t-2={second}|{before}",
        f"t+2={after}|{nearest.tag(2)}",
        f"len={length}|{nearest.form}",
        f"len={length}|{nearest.form}|{d}|{kind}",
        f"full={is_full}",
        f"op={clause.opener}|{role}|{kind}|{d}",
        f"op={clause.opener}|{kind}|{d}|{is_after}",
        f"op={clause.opener}|{place.first < 3}|{d}|{role}",
        f"pv={clause.verb}|{role}|{close}",
        f"p+1t={pronoun.tag(1)}|{role}|{d}",
        f"p-1t={pronoun.tag(-1)}|{role}|{d}|{kind}",
    ]
    if pronoun.is_possessive:
        is_kin = clause.noun in load_lists().words["kin"]
        row += [f"pn={clause.noun}", f"pn={clause.noun}|{role}", f"kin={is_kin}|{role}|{d}|{is_after}"]
    if d == 0 and not is_after:
        row += _describe_between(pronoun, pronoun.tokens[place.last + 1 : pronoun.place.first], role)
    if len(found) > 1:
        other = found[1]
        apart = min(place.sentence - other.place.sentence, 2)
        row.append(f"sec={other.place.role}|{apart}|{other.form}|{role}|{nearest.form}")
        row.append(f"sec={other.place.role}|{nearest.form}|{d}|{kind}")
    else:
        row += [f"sec=-|{role}|{nearest.form}", f"sec=-|{nearest.form}|{d}|{kind}"]
    return row


def _describe_between(pronoun: Pronoun, between: Sequence[Token], role: str) -> list[str]:
    """Return the features of what stands between a candidate and a pronoun of one sentence."""
    kind, tags = pronoun.kind, [token.tag for token in between]
    openers = load_lists().words["pronoun_openers"]
    verbs = sum(tag in _FINITE for tag in tags)
    is_broken = any(token.text in (",", ";", ":") or token.text.lower() in openers for token in between)
    row = [
        f"bind={min(verbs, 2)}|{is_broken}|{'TO' in tags}|{'VBG' in tags}|{role}|{kind}",
        f"bt={'.'.join(tags[-3:])}|{role}",
        f"bf={'.'.join(tag[:2] for tag in tags[:2])}|{role}|{kind}",
    ]
    if len(tags) <= _SHORT:
        row.append(f"bx={'.'.join(tags)}|{kind}")
    return row


def _verb_of(candidate: Candidate) -> tuple[str, str]:
    """Return lemma and tag of the verb that a candidate goes with: behind a subject, before another."""
    tokens, place = candidate.tokens, candidate.place
    if place.role in _SUBJECTS:
        return _verb_among(tokens, range(place.last + 1, min(len(tokens), place.last + 1 + _VERB_AHEAD)))
    return _verb_among(tokens, range(place.first - 1, max(-1, place.first - 1 - _VERB_BACK), -1))


def _verb_among(tokens: Sequence[Token], places: range) -> tuple[str, str]:
    """Return lemma and tag of the first verb at `places`, ``-`` twice where there is none."""
    k = next((k for k in places if tokens[k].tag in _VERBS), None)
    return ("-", "-") if k is None else (lemma(tokens[k].text, tokens[k].tag), tokens[k].tag)
