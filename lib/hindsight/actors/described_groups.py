"""Descriptions of organisations and governments: "the alliance", "the party", "the administration"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hindsight.actors.lists import load_lists
from hindsight.actors.reference import fold
from hindsight.actors.registry import Record
from hindsight.actors.text_view import Resolved, TextView

_NEAR = 4  # sentences in which a description finds whom it means
_FAR = 10  # sentences for a noun that a name calls for: "the alliance" after NATO
_OF_STATES = ("coalition", "alliance", "bloc")  # of states: bodies, neither parties nor armed groups
_UNARMED = ("party", "agency", "committee", "company", "firm", "institution")
_WORD = re.compile(r"[a-z]+")


def resolve_government(view: TextView, i: int, head: str) -> Resolved | None:
    """Return whose "the government" or "the administration" is: of whoever was spoken of last."""
    us = ("state", "US")
    for k, actor in view.earlier(i):
        record = view.registry.records[actor]
        state = view.state_of(actor)
        if head == "administration":
            # American usage: the word alone is the United States' executive, if the text speaks of it
            # at all.
            if state == "US":
                return Resolved(view.registry.add_known(us), rule="nominal:administration", confidence=0.8)
        elif state and (record.kind == "person" or view.mentions[k].form == "metonym"):
            return Resolved(
                view.registry.add_known(("state", state)), rule="nominal:government", confidence=0.5
            )
    return None


def resolve_group(view: TextView, i: int, lower: Sequence[str]) -> Resolved | None:
    """Return the last organisation that can be called so: a bank is no party, and the UN no alliance."""
    head = lower[-1].removesuffix("s")
    is_armed = not load_lists().words["armed"].isdisjoint(lower)
    for k, actor in view.earlier(i):
        away = view.mentions[i].sentence - view.mentions[k].sentence
        if away > (_FAR if head in load_lists().words["called_at_least"] else _NEAR):
            break
        record = view.registry.records[actor]
        if record.kind == "armed_group":
            is_one = head not in _OF_STATES and head not in _UNARMED
        else:
            is_one = not is_armed and record.kind in ("organisation", "body")
        if is_one and can_be_called(view, record, head):
            return Resolved(actor, rule="nominal:group", confidence=0.6)
    words = view.words(i)
    body = load_lists().called_by_capital.get(head, "")
    if body and words[1:] == [head.capitalize()]:
        return Resolved(view.registry.add_known(("body", body)), rule="nominal:capital", confidence=0.5)
    return None


def can_be_called(view: TextView, record: Record, noun: str) -> bool:
    """Return whether a noun can refer to an organisation, by the words of its names.

    A word such as "Bank" or "Party" in any of its names says what it is. Where none does, a body of the
    tables is an organisation or institution only; anybody else may be a party, group or company, but no
    alliance of states, for which there must be a word.
    """
    lists = load_lists()
    names = [record.name, *record.forms]
    if record.known is not None and record.known[0] == "body":
        names += view.registry.reference.body_by_name[fold(record.known[1])].aliases
    telling = {
        word: lists.called[word]
        for name in names
        for word in _WORD.findall(name.lower())
        if word in lists.called
    }
    if telling:
        if record.kind == "armed_group" and noun not in lists.words["called_at_least"]:
            return True
        return any(noun in nouns for nouns in telling.values())
    if noun in lists.words["called_at_least"]:
        # What an unknown acronym stands for nobody knows.
        return record.known is None and all(form.isupper() for form in record.forms) and bool(record.forms)
    return record.kind != "body" or noun in lists.words["called_body"]
