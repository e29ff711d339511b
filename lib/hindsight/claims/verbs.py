"""Verb groups of a sentence: the words that make a clause one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hindsight.claims.lexicon import words
from hindsight.language import Parse, lemma
from hindsight.language.lemmas import is_verb
from hindsight.language.reading import Token

FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
VERBAL = frozenset((*FINITE, "VB", "VBN", "VBG"))
_INSIDE = frozenset((*VERBAL, "RB", "RBR", "RBS", "TO", "RP"))
_AUXILIARIES = frozenset(("do", "does", "did", "had", "were", "have", "has"))
_ECHOES = frozenset(("so", "neither", "nor"))
_DO = frozenset(("do", "does", "did"))
_CONTRACTED = frozenset(("'s", "'re", "'ve", "'d"))
_PERFECT = frozenset(("be", "have", "get", "keep"))
_NOMINAL = frozenset(("PRP", "NN", "NNS", "NNP", "NNPS", "DT", "EX", "CD", "PRP$"))
_ADVERBS = frozenset(("RB", "RBR", "RBS"))
_BEFORE_IMPERATIVE = frozenset(("CC", "``", ":", "-LRB-", "NFP", "LS", "HYPH"))
_OPENS_OBJECT = frozenset(("DT", "PRP", "PRP$", "PDT"))
_NOT_ORDERED = frozenset(("be", "have", "do", "thank", "welcome"))  # opens a question, or only greets


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries, adverbs and infinitives: tokens ``[first, last]``.

    `form` is finite, conjoined (shares the subject and the auxiliaries `shared` of a verb before),
    participle, imperative or verbless ("Better [to wait]": a predicate without a finite verb).
    """

    first: int
    last: int
    form: str = "finite"
    shared: tuple[int, ...] = ()


def word_of(token: Token) -> str:
    """Return a token in lower case with straight apostrophes, as the word lists have it."""
    return token.low


def find_verb_groups(
    tokens: Sequence[Token], parse: Parse, hidden: frozenset[int] = frozenset()
) -> list[VerbGroup]:
    """Return the groups of a sentence that can carry a clause, in order; none at `hidden` tokens."""
    found = [group for group in _finite_groups(tokens) if group.first not in hidden]
    if hidden and not found:
        # "The king, it should be remembered, never read it": the tagger hangs the verb on the comment.
        rest = (k for k, token in enumerate(tokens) if token.tag in ("VB", "VBN") and k not in hidden)
        found = [VerbGroup(k, k) for k in rest][:1]
    groups = _join_inverted(tokens, found, parse)
    groups = _add_imperatives(tokens, groups)
    groups = _add_verbless(tokens, groups)
    return _add_shared_subjects(tokens, groups, parse)


def _finite_groups(tokens: Sequence[Token]) -> list[VerbGroup]:
    groups: list[VerbGroup] = []
    k = 0
    while k < len(tokens):
        if tokens[k].tag not in FINITE:
            k += 1
            continue
        first = last = k
        k += 1
        while k < len(tokens) and tokens[k].tag in _INSIDE:
            is_verb = tokens[k].tag in VERBAL
            if tokens[k].tag in FINITE and tokens[last].tag not in ("MD", "RB"):
                break
            if is_verb and not _continues(tokens[last], tokens[k]):
                break
            if is_verb or (k == last + 1 and word_of(tokens[k]) in words("negation", "words")):
                last = k
            k += 1
        groups.append(VerbGroup(first, last))
    return groups


def _continues(before: Token, token: Token) -> bool:
    """Whether a verb belongs to the group before it: behind an auxiliary, or an infinitive with "to"."""
    if token.tag in ("VBG", "VBN"):
        word = word_of(before)
        return lemma(word, before.tag) in _PERFECT or word in _CONTRACTED or before.tag == "RB"
    return True


def _join_inverted(tokens: Sequence[Token], groups: list[VerbGroup], parse: Parse) -> list[VerbGroup]:
    """An auxiliary before its subject ("Should help come") and the verb behind are one group."""
    joined: list[VerbGroup] = []
    for group in groups:
        if joined and group.last <= joined[-1].last:
            continue
        word = word_of(tokens[group.first])
        is_auxiliary = tokens[group.first].tag == "MD" or word in _AUXILIARIES
        if group.last == group.first and is_auxiliary and group.last + 1 < len(tokens):
            k = group.first + 1
            # A parenthesis between auxiliary and verb ("did, however, express").
            if tokens[k].text == "," and k + 2 < len(tokens) and tokens[k + 1].tag in _ADVERBS:
                k += 2 + (tokens[k + 2].text == ",")
            while (
                k < len(tokens) and tokens[k].tag not in VERBAL and tokens[k].text not in (",", ";", ":", ".")
            ):
                k += 1
            is_fronted = group.first == 0 or tokens[group.first - 1].tag in ("CC", ",")
            wanted: tuple[str, ...] = ("VB",) if tokens[group.first].tag == "MD" or word in _DO else ("VBN",)
            if word == "had" and is_fronted:
                wanted = ("VBN", "VBD")  # the tagger cannot tell "Had the bank failed" by its last word
            is_acl = parse.labels[k].startswith("acl") if k < len(tokens) else False
            is_condition = (
                word in ("had", "were") and group.first == 0 and "," in (t.text for t in tokens[k:])
            )
            is_wanted = k < len(tokens) and tokens[k].tag in wanted and (is_condition or not is_acl)
            if word == "were" and group.first == 0:  # "Were the drought to return"
                is_wanted = k < len(tokens) and tokens[k].tag == "VB"
            if is_wanted and k > group.first + 1 and (tokens[k - 1].tag != "TO" or word == "were"):
                joined.append(VerbGroup(group.first, k))
                continue
        joined.append(group)
    return joined


def _add_imperatives(tokens: Sequence[Token], groups: list[VerbGroup]) -> list[VerbGroup]:
    """A base form that opens the sentence, and "let us", are groups of their own."""
    found: list[VerbGroup] = []
    start = 0
    while start < len(tokens) and (
        tokens[start].tag in _BEFORE_IMPERATIVE or word_of(tokens[start]) in ("please", "so", "then", "•")
    ):
        start += 1
    is_echo = start > 0 and word_of(tokens[start - 1]) in _ECHOES  # "So do feathers"
    if (
        start < len(tokens)
        and tokens[start].tag == "VB"
        and is_echo
        and word_of(tokens[start]) in _AUXILIARIES
    ):
        groups = [VerbGroup(start, start), *(group for group in groups if group.first != start)]
    elif start < len(tokens) and (_is_order(tokens, start, groups) or _is_bare_order(tokens, start, groups)):
        is_negated = start + 1 < len(tokens) and word_of(tokens[start + 1]) == "not"
        found.append(VerbGroup(start, start + is_negated, "imperative"))
    for k in range(len(tokens) - 2):
        opens = k > 0 and (tokens[k - 1].text in (",", ";", ":", "—", "–") or tokens[k - 1].tag == "CC")
        lets_it = (
            opens and tokens[k].tag == "VB" and tokens[k + 1].tag in _OPENS_OBJECT
        )  # "…; let the court judge"
        if tokens[k].low == "let" and (lets_it or word_of(tokens[k + 1]) in ("us", "'s")):
            last = k + 1
            while last + 1 < len(tokens) and tokens[last + 1].tag in ("VB", "RB"):
                last += 1
            if found and found[-1].first == k:
                found.pop()
            found.append(VerbGroup(k, last, "imperative"))
    taken = {k for group in found for k in range(group.first, group.last + 1)}
    return sorted(
        [*(group for group in groups if group.first not in taken), *found], key=lambda group: group.first
    )


def _is_order(tokens: Sequence[Token], start: int, groups: Sequence[VerbGroup]) -> bool:
    """Whether a base form opens the sentence; no rare noun with a finite verb behind ("Uptake … remains")."""
    return tokens[start].tag == "VB" and (is_verb(word_of(tokens[start])) or not groups)


def _is_bare_order(tokens: Sequence[Token], start: int, groups: Sequence[VerbGroup]) -> bool:
    """Whether a base form opens the sentence with an object, whatever the tagger takes it for."""
    if start + 1 >= len(tokens) or tokens[start + 1].tag not in _OPENS_OBJECT:
        return False
    word = word_of(tokens[start])
    is_item = start > 0 and tokens[start - 1].tag in ("NFP", "LS") and not groups
    if tokens[start].tag not in ("NN", "NNP", "JJ", "VBP") or not (is_item or is_verb(word)):
        return False
    if word in _NOT_ORDERED:
        return False
    return not any(tokens[k].text == "?" for k in (len(tokens) - 1, len(tokens) - 2))


def _add_verbless(tokens: Sequence[Token], groups: list[VerbGroup]) -> list[VerbGroup]:
    """A sentence that leaves out "it is": "Better to wait", "Time to act", "Better a bad peace than none".

    Quirk et al. (1985), 11.41 and 14.9 (verbless clauses).
    """
    start = 0
    while start < len(tokens) and tokens[start].tag in _BEFORE_IMPERATIVE:
        start += 1
    head = start
    while head < len(tokens) and word_of(tokens[head]) in words("verbless", "degrees"):
        head += 1
    if head + 2 >= len(tokens) or (groups and groups[0].first <= head + 1):
        return groups
    word = word_of(tokens[head])
    main = [group for group in groups if group.form != "imperative"]
    if word in words("verbless", "judgements", "times"):
        k = head + 1
        if word_of(tokens[k]) == "for" or (word in words("verbless", "judgements") and k < len(tokens)):
            while (
                k + 1 < len(tokens) and tokens[k].tag != "TO" and tokens[k].text not in (",", ";", ":", ".")
            ):
                if any(group.first <= k <= group.last for group in main):
                    return groups
                k += 1
        if tokens[k].tag == "TO" and tokens[k + 1].tag[:2] in ("VB", "RB"):
            return [VerbGroup(head, k + 1, "verbless"), *(g for g in groups if g.first > k + 1)]
    has_than = any(word_of(token) == "than" for token in tokens[head:])
    if not groups and ((word in words("verbless", "judgements") and has_than) or word == "enough"):
        return [VerbGroup(head, head, "verbless")]
    return groups


def _add_shared_subjects(tokens: Sequence[Token], groups: list[VerbGroup], parse: Parse) -> list[VerbGroup]:
    """Add verbs that share the subject of a group: conjoined base forms, and participles behind a comma."""
    owner = {k: group for group in groups for k in range(group.first, group.last + 1)}
    found = list(groups)
    for k, token in enumerate(tokens):
        if token.tag not in ("VB", "VBG", "VBN") or k in owner or k < 2:
            continue
        before = k - 1
        while before > 0 and tokens[before].tag in _ADVERBS:
            before -= 1
        opener = tokens[before]
        above = owner.get(parse.heads[k])
        is_listed = opener.tag == "CC" or (opener.text == "," and token.tag in ("VB", "VBN"))
        if is_listed and above is not None and parse.labels[k] == "conj" and k - above.last > 2:
            if token.tag == "VB" and _lends_subject(tokens, above, parse.heads[k]):
                group = _conjoined(tokens, above, k)
            elif (
                token.tag == "VBN"
                and (shared := _shared_auxiliaries(tokens, above, parse.heads[k])) is not None
            ):
                group = VerbGroup(k, k, "conjoined", shared)
            elif token.tag == "VBG" and above.form == "participle":
                group = VerbGroup(k, k, "participle")
            else:
                continue
        elif (
            token.tag == "VBG"
            and opener.text == ","
            and found
            and found[0].first < k
            and word_of(token) not in words("participles", "prepositions")
            and parse.labels[k] in ("advcl", "acl", "parataxis", "conj")
            and k + 1 < len(tokens)
            and tokens[k + 1].text not in (",", "and", "or", ".")
        ):
            group = VerbGroup(k, k, "participle")
        else:
            continue
        found.append(group)
        owner[k] = group
    return sorted(found, key=lambda group: group.first)


def _lends_subject(tokens: Sequence[Token], above: VerbGroup, head: int) -> bool:
    """Whether a base form joined to the verb `head` shares its subject: not if that is an infinitive."""
    if above.form == "imperative" or (above.form == "conjoined" and above.shared):
        return True
    if any(tokens[k].tag == "TO" for k in range(above.first, head)):
        return word_of(tokens[above.first]) == "ought"
    return tokens[above.first].tag == "MD" or tokens[head].tag == "VBP"


def _shared_auxiliaries(tokens: Sequence[Token], above: VerbGroup, head: int) -> tuple[int, ...] | None:
    """What a participle joined to the verb `head` takes over ("has cut taxes and [raised] rents")."""
    if above.form not in ("finite", "conjoined") or tokens[head].tag not in ("VBN", "VBD"):
        return None
    if tokens[head].tag == "VBD":
        return ()  # a past taken for a participle: "held hearings, [called] witnesses"
    auxiliaries = [
        k for k in (*above.shared, *range(above.first, head)) if tokens[k].tag in (*FINITE, "VB", "VBN")
    ]
    has_perfect = any(
        lemma(tokens[k].text, tokens[k].tag) == "have" or tokens[k].low == "'ve" for k in auxiliaries
    )
    return tuple(auxiliaries) if has_perfect else None


def _conjoined(tokens: Sequence[Token], above: VerbGroup, k: int) -> VerbGroup:
    if above.form == "imperative":
        return VerbGroup(k, k, "imperative")
    shared = above.shared or tuple(i for i in range(above.first, above.last) if tokens[i].tag == "MD")
    return VerbGroup(k, k, "conjoined", shared)
