"""Tags set right where a clause would be without a verb.

The tagger takes short verbs for nouns ("[trawls] in the wrong places"), pasts for participles and participles
for adjectives. Where a clause must have a finite verb and none was tagged, the likeliest word becomes one.
"""

from __future__ import annotations

from collections.abc import Sequence

from hindsight.language.content_clauses import content_clauses
from hindsight.language.lemmas import can_be_past, is_verb, lemma

_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_NOMINAL = frozenset((*_NOUNS, "PRP", "CD", "EX", "DT"))
_PLURAL = frozenset(("NNS", "NNPS"))
_ADVERBS = frozenset(("RB", "RBR"))
_SUBORDINATORS = frozenset(
    ("if", "unless", "because", "although", "though", "whereas", "when", "while", "since", "until")
)
_AFTER_VERB = frozenset(
    ("DT", "PRP", "PRP$", "CD", "IN", "TO", "RB", "JJ", "NNS", "NNP", "WRB", "WP", "RP", ",", ".")
)
_OPENS_OBJECT = frozenset(("DT", "PRP", "PRP$", "CD"))
_STOPS = frozenset((".", "!", "?"))
_BREAKS = frozenset((":", ";", ".", "!", "?", "—", "–", "--"))
_ALWAYS = {"ought": "MD", "unless": "IN"}
_SHORTEST = 4  # tokens of a sentence that must have a verb
_QUOTES = frozenset(("“", '"', "``", "‘"))
# Verbs whose participle may keep an object: "a car called the Beetle", "the man given a medal".
_TWO_OBJECTS = frozenset(
    ("call", "name", "dub", "give", "award", "grant", "offer", "send", "teach", "show", "tell", "deny", "pay")
)
_PREFIXES = ("mis", "over", "under", "out", "re", "dis")
_HAVE_BE = frozenset(("have", "be", "get"))


def repair_tags(words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the tags of a sentence with a finite verb in every clause that needs one, if a word can be it.

    Notes
    -----
    Clauses looked at: the whole sentence if it ends in a stop, subordinate clauses from their conjunction to
    the next mark, and the first half of a sentence whose second half, behind ", and", is a clause.

    Examples
    --------
    >>> words = "If the levy rises , trade will fall .".split()
    >>> repair_tags(words, ["IN", "DT", "NN", "NNS", ",", "NN", "MD", "VB", "."])[3]
    'VBZ'
    """
    found = [_ALWAYS.get(word.lower(), tag) for word, tag in zip(words, tags, strict=True)]
    n = len(found)
    if n > 2 and found[0] == "VBG" and found[1] == "NNP" and found[2] in ("VBZ", "VBD", "MD", "POS"):
        found[0] = "NNP"  # "Downing Street calls"
    for _, that in content_clauses(words, found):
        found[that] = "IN"
    ends_in_stop = n >= _SHORTEST and (words[-1] in _STOPS or (n > 1 and words[-2] in _STOPS))
    for k in range(n):
        word = words[k].lower()
        if (word in _SUBORDINATORS and found[k] in ("IN", "WRB")) or (
            word == "that" and found[k] == "IN" and k
        ):
            end = k + 1
            while (
                end < n and words[end] not in _BREAKS and words[end] != "," and tags[end] not in ("WP", "WDT")
            ):
                end += 1
            _repair_clause(words, found, k + 1, end)
    if not ends_in_stop:
        return found
    finite = [k for k, tag in enumerate(found) if tag in _FINITE]
    if finite and found[finite[0]] == "VBD" and found[finite[0] - 1] == "CC":
        _repair_shared_subject(words, found, finite[0])
    if finite:
        opener = next(
            (k for k in range(3, finite[0]) if words[k].lower() in _SUBORDINATORS and words[k - 1] == ","),
            None,
        )
        if opener is not None and tags[opener] in ("IN", "WRB") and tags[0] in (*_NOMINAL, "JJ", "PRP$"):
            _repair_clause(words, found, 0, opener - 1)
    if not finite:
        if "VB" not in found[:3]:  # an imperative has its verb
            _repair_clause(words, found, 0, n - 1)
        return found
    if words[0].lower() in _SUBORDINATORS:
        # "Unless Congress acts, the shutdown [begins]": the main clause needs a verb too.
        comma = next((k for k in range(finite[0] + 1, n) if words[k] == ","), n)
        _repair_clause(words, found, comma + 1, n - 1)
    for k in range(2, finite[0]):
        if words[k].lower() == "that" and found[k] == "IN" and tags[0] in (*_NOMINAL, "JJ", "JJS", "PRP$"):
            _repair_clause(words, found, 0, k)  # "The governor denies that …"
    for k in range(2, finite[0]):
        # "The rise places pressure on them to show that …": the infinitive hangs on a verb before it.
        if words[k].lower() == "that" and found[k] == "IN" and found[k - 1] == "VB" and found[k - 2] == "TO":
            _repair_clause(words, found, 0, k - 2)
            break
    for k in range(1, n - 2):
        if found[k] == "CC" and words[k - 1] == "," and k < finite[0] and _opens_clause(found, k + 1, n):
            _repair_clause(words, found, 0, k - 1)
            break
    _repair_last_clause(words, found, finite[-1], n)
    return found


def _repair_last_clause(words: Sequence[str], tags: list[str], last: int, end: int) -> None:
    """Behind ", and" a noun phrase with a participle is a clause: "…, and the factories [closed] anyway"."""
    opener = next((k for k in range(end - 1, last, -1) if tags[k] == "CC" and words[k - 1] == ","), None)
    if opener is None or opener + 2 >= end or tags[opener + 1] not in ("DT", "PRP", "PRP$"):
        return
    stretch = range(opener + 1, end)
    if any(words[k] in _BREAKS or words[k] == "," for k in stretch[:-1]):
        return
    verb = next((k for k in stretch if tags[k] in ("VBN", "VBD")), None)
    plain = verb is not None and all(
        tags[k] in _NOMINAL or tags[k] in ("JJ", "PRP$") for k in stretch[: verb - opener - 1]
    )
    if plain and verb is not None and verb > opener + 2 and tags[verb - 1] in _NOUNS:
        tags[verb] = "VBD"


def _is_known_verb(past: str) -> bool:
    """Whether a past is one of a verb of the list, or of one with a prefix before it ("miscalculated")."""
    base = lemma(past, "VBD")
    return is_verb(base) or any(base.startswith(p) and is_verb(base[len(p) :]) for p in _PREFIXES)


def _repair_shared_subject(words: Sequence[str], tags: list[str], second: int) -> None:
    """A participle with an object cannot describe a noun: "The ministry [voiced] doubts and said …"."""
    for k in range(1, second - 1):
        before, after = tags[k - 1], k + 1 + (words[k + 1] in _QUOTES)
        takes_object = tags[after] in ("DT", "PRP", "PRP$", "CD", "JJ", "NN", "NNS", "NNP")
        is_participle = tags[k] == "VBN" or (tags[k] == "JJ" and _is_known_verb(words[k].lower()))
        if is_participle and words[k].endswith("ed") and before in _NOUNS and takes_object:
            if lemma(words[k].lower(), "VBN") not in _TWO_OBJECTS:
                tags[k] = "VBD"
            return


def _opens_clause(tags: Sequence[str], first: int, end: int) -> bool:
    """Whether a noun phrase and a finite verb follow."""
    k = first
    while k < end and (tags[k] in _NOMINAL or tags[k] in ("PRP$", "JJ", "POS")):
        k += 1
    return first < k < end and tags[k] in _FINITE


def _repair_clause(words: Sequence[str], tags: list[str], first: int, end: int) -> None:
    """Make a verb of the likeliest word of ``[first, end)`` where none is finite there."""
    if first >= end or any(tags[k] in _FINITE for k in range(first, end)):
        return
    best, best_tag, highest = -1, "", 0
    for k in range(first + 1, end):
        tag, weight = _as_verb(words, tags, k, first)
        if weight > highest:
            best, best_tag, highest = k, tag, weight
    if best >= 0:
        tags[best] = best_tag


def _as_verb(words: Sequence[str], tags: Sequence[str], k: int, first: int) -> tuple[str, int]:
    """Return the finite tag that a word could have and how likely that is; no weight if it cannot be one."""
    word, tag = words[k].lower(), tags[k]
    before = k - 1
    while before > first and tags[before] in _ADVERBS:
        before -= 1
    after = tags[k + 1] if k + 1 < len(tags) else "."
    is_bare_adjective = tags[before] == "JJ" and before > first and tags[before - 1] == "DT"  # "the marshal"
    is_behind_aside = tags[before] == "," and tag == "NNS"
    if not (tags[before] in _NOMINAL or is_bare_adjective or is_behind_aside) or (
        tags[before] == "DT" and words[before].lower() in ("the", "a", "an", "no")
    ):
        return "", 0
    takes_object = 2 if after in _OPENS_OBJECT else 0
    if tag == "VB":
        return ("VBD" if can_be_past(word) else "VBP"), 5 + takes_object
    if tag in ("VBN", "JJ") and (word.endswith("ed") or can_be_past(word)):
        near = [lemma(words[j], "VB") for j in range(max(first, k - 3), k)]
        if _HAVE_BE & set(near) or not _is_known_verb(word):
            return "", 0
        return "VBD", (4 if after in _AFTER_VERB else 1) + takes_object
    if tag == "NNS" and words[k - 1] == "," and after == "." and "," in words[first : k - 1]:
        # behind what tells of the subject between commas: "Ann Li, a lawyer from Leeds, disagrees."
        return "VBZ", 1 if is_verb(lemma(word, "VBZ")) else 0
    if (
        tag in ("NN", "NNS")
        and word.endswith("s")
        and not word.endswith("ss")
        and tags[before] not in _PLURAL
    ):
        weight = 3 if after in _AFTER_VERB else 1
        return "VBZ", (weight + takes_object) if is_verb(lemma(word, "VBZ")) else 0
    if tag == "NN" and can_be_past(word) and after in _AFTER_VERB:
        return "VBD", 1 + takes_object  # "Exports of timber rose by a fifth"
    if tag in ("NN", "JJ") and tags[before] in _PLURAL and is_verb(word):
        weight = 2 if after in _AFTER_VERB else 0
        return "VBP", weight + takes_object
    return "", 0
