"""Where reported words end: not in what the teller goes on to do, and not before a mark that closes them.

The parse hangs participles, contrasts and further clauses on the nearest verb, which is that of the content.
Behind a comma they belong to who tells (Quirk et al., 1985, 15.60 and 17.26: set off means not restrictive).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hindsight.claims.asides import dateline_end
from hindsight.claims.lexicon import words
from hindsight.claims.sources import Tree
from hindsight.claims.verbs import FINITE

_OPENING = frozenset(("“", "``", "‘"))
_CLOSING = frozenset(("”", "''", "’"))
_GOES_ON = frozenset(
    (
        "although",
        "though",
        "while",
        "whereas",
        "even",
        "despite",
        "but",
        "after",
        "before",
        "as",
        "with",
        "when",
    )
)
_ENDS_OBJECT = frozenset((",", ";", ".", ":", "—", "–", "--", "?", "!", "(", ")", "“", '"', "``"))
_OF_OBJECT = frozenset(
    ("of", "about", "on", "over", "in", "between", "against", "toward", "towards", "for", "as", "from")
)
_SETTINGS = frozenset(
    (
        "interview",
        "speech",
        "statement",
        "tweet",
        "letter",
        "book",
        "article",
        "debate",
        "rally",
        "conference",
        "email",
    )
)
_STOPS = frozenset((".", "!", "?", ";"))
_RELATIVES = frozenset(("who", "which", "that"))
_IN_PHRASE = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "PRP$", "CD", "HYPH"))
_OF_SOURCE = frozenset(("of", "for", "from", "at", "and"))
_SETS_SCENE = frozenset(
    ("in", "on", "at", "during", "after", "before", "speaking", "when", "while", "as", "however")
)
_DEICTIC = frozenset(("last", "next", "this", "earlier", "later", "recently"))
_BEFORE_OPENER = frozenset(("CC", "``", "RB", ":", "NFP"))
_SHORTEST = 3  # tokens of a content


def fit_content(tree: Tree, content: set[int], cue: set[int], *, is_clause: bool) -> set[int]:
    """Return a content without what its teller goes on to say, and with the whole of a quotation begun in it.

    Parameters
    ----------
    content, cue : set of int
        Token indices.
    is_clause : bool
        Whether the content can be a clause; an object ends as the parse has it.
    """
    start = dateline_end(tree.tokens)
    if start and len(content) > start:
        content = {k for k in content if k >= start} or content
    low, high, last_cue = min(content), max(content), max(cue)
    fronted = _end_of_fronted(tree, min(cue), low, high) if low > last_cue else None
    if fronted is not None:
        content = {k for k in content if k < fronted} or content
        high = max(content)
    if low > last_cue and is_clause:
        end = _end_of_words(tree, low, high)
        content = {k for k in content if k < end}
        high = max(content)
    elif low > last_cue:
        content |= set(range(high + 1, _end_of_object(tree, high, max(cue))))
        high = max(content)
    closing = _closing_mark(tree, low, high)
    if closing is not None and not any(k in cue for k in range(low, closing + 1)):
        content |= set(range(high + 1, closing + 1))
    return content


def fit_source(tree: Tree, source: set[int], cue: set[int], content: set[int]) -> set[int]:
    """Return a source as the whole noun phrase before its cue, to the comma that closes what tells of it.

    A relative pronoun stands for itself (Pareti, 2012: source spans are full noun phrases with appositions).
    """
    source = _without_frame(tree, source)
    if not source or max(source) > min(cue):
        return source
    last = max(source)
    if tree.lows[last] in _RELATIVES and last + 1 >= min(cue) - 2:
        return {last}
    start = _start_of_phrase(tree, min(source), content)
    if start < min(source) and not content & set(range(start, last)):
        source = source | set(range(start, min(source)))
    end = min(cue)
    gap = range(last + 1, end)
    if not gap or content & set(gap):
        return source
    first = tree.tokens[gap[0]]
    if first.text == ",":
        behind = tree.tokens[gap[0] + 1]
        closes = tree.lows[end - 1] == "," and len(gap) > 1
        tells = behind.tag != "VBG" and tree.lows[gap[0] + 1] not in _SETS_SCENE
        return source | set(gap) if closes and tells and first.text == "," else source
    is_phrase = all(tree.tokens[k].tag in _IN_PHRASE or tree.lows[k] in _OF_SOURCE for k in gap)
    return source | set(gap) if is_phrase and not _is_time(tree, gap) else source


def _without_frame(tree: Tree, source: set[int]) -> set[int]:
    """Drop what is no part of a source at its edges: dateline, conjunction, "Last month, ", the stop."""
    dateline = dateline_end(tree.tokens)
    kept = sorted(k for k in source if k >= dateline)
    while kept and tree.lows[kept[-1]] in _STOPS:
        kept.pop()
    while kept and tree.tokens[kept[0]].tag == "CC" and tree.lows[kept[0]] in ("and", "but", "or", "so"):
        kept.pop(0)
    comma = next((k for k in kept if tree.lows[k] == ","), None)
    if comma is not None and _is_time(tree, [k for k in kept if k < comma][-1:]) and comma != kept[-1]:
        kept = [k for k in kept if k > comma]
    return set(kept) or source


def with_closing_comma(tree: Tree, source: set[int], cue: set[int]) -> set[int]:
    """Take in the comma between an apposition at the end of a source and the cue."""
    last = max(source, default=-1)
    has_apposition = any(tree.lows[k] == "," for k in source)
    if has_apposition and 0 <= last < min(cue) and last + 1 < len(tree.lows) and tree.lows[last + 1] == ",":
        return source | {last + 1}
    return source


def _start_of_phrase(tree: Tree, first: int, content: set[int]) -> int:
    """Where the noun phrase begins whose end the parse has found: "[Tulsa police] Chief Chuck Jordan"."""
    k = first
    while (
        k > 0
        and tree.tokens[k - 1].tag in _IN_PHRASE
        and k - 1 not in content
        and not _is_time(tree, [k - 1])
    ):
        if tree.tokens[k].tag in ("DT", "PRP", "PRP$", "WP", "EX"):
            break
        k -= 1
    return k


def _is_time(tree: Tree, indices: Iterable[int]) -> bool:
    return any(tree.lows[k] in words("matrices", "times") or tree.lows[k] in _DEICTIC for k in indices)


def _end_of_fronted(tree: Tree, cue: int, low: int, high: int) -> int | None:
    """The comma that ends the clause a sentence opens with: "If he says that it works, [we shall laugh]"."""
    first = next((k for k, token in enumerate(tree.tokens[:3]) if token.tag not in _BEFORE_OPENER), 0)
    is_fronted = tree.lows[first] in words("conditions", "subordinators") | words(
        "subordinators", "temporal", "concessive", "causal"
    )
    if not is_fronted or "," in tree.lows[first:cue]:
        return None
    return next(
        (k for k in _commas(tree, low, high) if any(t.tag in FINITE for t in tree.tokens[k + 1 :])), None
    )


def _commas(tree: Tree, low: int, high: int) -> Iterator[int]:
    """Yield the commas of a stretch that stand in no quotation."""
    is_open = False
    for k in range(low, high):
        text = tree.tokens[k].text
        if text in _OPENING or (text == '"' and not is_open):
            is_open = True
        elif text in _CLOSING or text == '"':
            is_open = False
        elif text == "," and not is_open:
            yield k


def _end_of_words(tree: Tree, low: int, high: int) -> int:
    """The comma behind which the teller goes on; the end of the content where none is."""
    commas = (k for k in _commas(tree, low, high) if k - low >= _SHORTEST)
    return next((k for k in commas if _goes_on(tree, k + 1, high)), high + 1)


def _goes_on(tree: Tree, first: int, high: int) -> bool:
    token, low = tree.tokens[first], tree.lows[first]
    if token.tag == "VBG" and low not in ("including", "excluding"):
        return True
    if low in _GOES_ON:
        return True
    if token.tag == "CC" and low in ("and", "so") and first + 2 <= high:
        subject = tree.tokens[first + 1]
        if subject.tag in ("DT", "PRP", "NNP"):
            return subject.tag != "PRP" and any(
                tree.tokens[k].tag in FINITE for k in range(first + 2, min(first + 6, high))
            )
    return False


def _end_of_object(tree: Tree, high: int, verb: int) -> int:
    """The first token behind what still tells of an object: "comments [she had made]", "her work [on it]"."""
    k = high + 1
    below = tree.below(verb)
    while k < len(tree.tokens) and k in below and tree.lows[k] not in _ENDS_OBJECT:
        token = tree.tokens[k]
        if token.tag in ("IN", "TO") and (tree.lows[k] not in _OF_OBJECT or _is_setting(tree, k)):
            break
        if token.tag in ("RB", "CC", "WRB") or (token.tag in FINITE and k == high + 1):
            break
        k += 1
    return k


def _is_setting(tree: Tree, preposition: int) -> bool:
    """Whether a prepositional phrase tells when or where it was said: "on Monday", "in an interview"."""
    for k in range(preposition + 1, min(preposition + 5, len(tree.lows))):
        if tree.tokens[k].tag in ("IN", ","):
            return False
        if (
            tree.lows[k] in words("matrices", "times")
            or tree.lows[k] in _SETTINGS
            or tree.tokens[k].tag == "CD"
        ):
            return True
    return False


def _closing_mark(tree: Tree, low: int, high: int) -> int | None:
    """The mark that closes a quotation opened within a content and still open at its end."""
    is_open = False
    for k in range(low, high + 1):
        text = tree.tokens[k].text
        if text in _OPENING or (text == '"' and not is_open):
            is_open = True
        elif is_open and (text in _CLOSING or text == '"'):
            is_open = False
    if not is_open:
        return None
    return next(
        (k for k in range(high + 1, len(tree.tokens)) if tree.tokens[k].text in (*_CLOSING, '"')), None
    )
