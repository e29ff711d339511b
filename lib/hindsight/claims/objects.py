"""What a verb of speech or judgement is about: by the parse or, where that fails, by the order of words."""

from __future__ import annotations

from hindsight.claims.lexicon import words
from hindsight.claims.sources import Tree
from hindsight.claims.verbs import FINITE
from hindsight.language import lemma

_TRAILING = 10  # tokens from the comma to the verb that ends the sentence
_SHORTEST_CONTENT = 3  # tokens
_AS_OBJECT = frozenset(("for", "of", "as", "to", "by"))
_ABOUT = frozenset(("about", "for", "of", "against"))
_TALKS = ("talk", "speak", "complain", "call", "warn", "ask", "write", "comment", "testify")
_NAMING = frozenset(
    ("call", "dub", "label", "brand", "term", "deem", "consider", "rate", "describe", "judge")
)
_OPENS_OBJECT = frozenset(("DT", "PRP", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "VBG"))
_RELATIVES = frozenset(("WDT", "WP", "PRP"))
_IN_ADDRESSEE = frozenset(("DT", "PRP", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "HYPH"))
_QUOTES = frozenset(("“", '"', "``"))
_ENDS_PHRASE = frozenset((",", ";", ".", ":", "—", "–", "--", "?", "!", "(", ")"))
_LONGEST_OBJECT = 40  # tokens
_CONTRASTING = frozenset(
    ("while", "although", "though", "even", "as", "after", "before", "whereas", "despite", "when")
)


def find_particle(tree: Tree, verb: int, word: str) -> int | None:
    """The preposition of "call [for]", "point [to]", right behind the verb or one adverb further."""
    for k in range(verb + 1, min(verb + 3, len(tree.lows))):
        if f"{word} {tree.lows[k]}" in words("speech", "particles"):
            return k
        if tree.tokens[k].tag[:2] != "RB":
            return None
    return None


def content_behind_particle(tree: Tree, verb: int, particle: int) -> set[int]:
    """What a verb with its preposition is about: all of its own that stands behind."""
    below = tree.below(verb)
    head = tree.heads[particle]
    if head > particle:
        below |= tree.below(head)
    content = set()
    for k in range(particle + 1, len(tree.tokens)):
        if k not in below or tree.tokens[k].text in _ENDS_PHRASE:
            break
        if tree.tokens[k].tag == "CC" and tree.tokens[k + 1].tag == tree.tokens[verb].tag:
            break  # "bragged about it and [drew] alarm"
        content.add(k)
    return content


def noun_phrase_object(tree: Tree, verb: int) -> set[int]:
    """The noun phrase right behind a verb whose object the parse has not seen."""
    tokens = tree.tokens
    first = verb + 1
    while first < len(tokens) and tokens[first].tag in ("RB", "RP"):
        first += 1
    if first >= len(tokens) or not (tokens[first].tag in _OPENS_OBJECT or tokens[first].text in _QUOTES):
        return set()
    last = first
    while last < len(tokens) and tokens[last].text not in _ENDS_PHRASE and last - first < _LONGEST_OBJECT:
        if (
            last > first
            and tokens[last].tag in ("MD", "VBZ", "VBP", "VBD")
            and tokens[last - 1].tag not in _RELATIVES
        ):
            return set()  # a clause: not an object
        last += 1
    return set(range(first, last))


def find_object(tree: Tree, verb: int, word: str, *, is_judgement: bool) -> set[int]:
    """What is praised, denied or talked about, as content."""
    content: set[int] = set()
    if is_judgement:
        for child in tree.children[verb]:
            if tree.labels[child] == "obj":
                content |= tree.below(child)
        if content and word in _NAMING:
            # "called [the vote a sham]": all that stands behind
            return {k for k in tree.below(verb) if k >= min(content)}
        if content:
            for child in tree.children[verb]:
                if tree.labels[child] in ("obl", "advcl", "xcomp") and has_opener(tree, child, _AS_OBJECT):
                    content |= tree.below(child)
            return content
    if word in _TALKS:
        for child in tree.children[verb]:
            if tree.labels[child] == "obl" and has_opener(tree, child, _ABOUT):
                content |= tree.below(child)
    return content


def has_opener(tree: Tree, k: int, openers: frozenset[str]) -> bool:
    return any(tree.lows[c] in openers for c in tree.children[k] if tree.labels[c] in ("case", "mark"))


def content_by_position(tree: Tree, verb: int, word: str) -> set[int]:
    """What stands behind or before a verb of speech where the parse shows no complement."""
    tokens, first = tree.tokens, verb + 1
    if word == "tell":
        first = next(
            (k for k in range(verb + 1, min(verb + 9, len(tokens))) if tree.lows[k] in ("that", ",")),
            verb + 2,
        )
    behind = [k for k in range(first, len(tokens)) if tokens[k].text not in (".", ",")]
    comma = next((k for k in range(verb - 1, max(-1, verb - 14), -1) if tokens[k].text == ","), -1)
    ends_sentence = verb + 1 < len(tokens) and tokens[verb + 1].tag == "."
    shortest = 3 if tree.lows[first : first + 1] == ["that"] else 5
    if len(behind) >= shortest and not (comma > 4 and ends_sentence):
        return set(range(first, len(tokens))) if _opens_clause(tree, first) else set()
    return set(range(comma)) if comma >= 3 and ends_sentence else set()


def _opens_clause(tree: Tree, first: int) -> bool:
    """Whether a finite verb follows before a comma: "added [it was late]", not "added a tenth, and …"."""
    for k in range(first, len(tree.tokens)):
        if tree.tokens[k].tag in FINITE or tree.tokens[k].text in _QUOTES:
            return True
        if tree.lows[k] == "," and k > first + 1 and tree.lows[first] != "that":
            return False
    return False


def content_before_comma(tree: Tree, verb: int) -> set[int]:
    """What stands before ", the Post has learned." at the end of a sentence."""
    tokens = tree.tokens
    comma = next((k for k in range(verb - 1, max(-1, verb - _TRAILING), -1) if tokens[k].text == ","), -1)
    has_source = any(tokens[k].tag[:2] in ("NN", "PR") for k in range(comma + 1, verb))
    return set(range(comma)) if comma >= _SHORTEST_CONTENT and has_source else set()


def without_contrast(tree: Tree, content: set[int], verb: int) -> set[int]:
    """Leave a trailing while- or although-clause to the author, unless words are quoted."""
    if any(tree.tokens[k].text in ("“", "”", '"') for k in content):
        return content
    start = min(content)
    for k in sorted(content):
        if tree.labels[k] != "advcl":
            continue
        clause = tree.below(k)
        low = min(clause)
        opens_behind_comma = low > 0 and tree.tokens[low - 1].text == "," and tree.lows[low] in _CONTRASTING
        if low > verb and low > start and opens_behind_comma:
            return {i for i in content if i < low}
        return content
    return content


def without_matrix(tree: Tree, content: set[int], verb: int) -> set[int]:
    """Leave what goes on behind the content to who tells it.

    That is the verb whose subject says so ("the senator, who said P, [will lose]"), and another verb of
    speech or judgement in the tense of the cue ("said P and [pledged] to").
    """
    if min(content, default=verb) < verb or any(tree.tokens[k].text in _QUOTES | {"”"} for k in content):
        return content
    tag = tree.tokens[verb].tag
    is_relative = any(tree.lows[k] in ("who", "which") for k in range(max(0, verb - 3), verb))
    for k in sorted(content):
        behind = k + 1
        if behind >= len(tree.lows):
            break
        token = tree.tokens[behind]
        if is_relative and tree.lows[k] == "," and (token.tag in FINITE):
            return {i for i in content if i < k}
        if tree.tokens[k].tag == "CC" and token.tag == tag and tag in ("VBD", "VBZ", "VBP"):
            head = lemma(token.text, token.tag)
            if head in words("speech", "verbs", "judgements") and k - 1 > verb + 1:
                return {i for i in content if i < k}
    return content


def content_of_request(tree: Tree, verb: int) -> set[int]:
    """Who is asked, and to do what: "urged [the bank to wait]", "called on [people to stay calm]"."""
    first = k = verb + 1
    while k < len(tree.tokens) and (tree.tokens[k].tag in _IN_ADDRESSEE or tree.lows[k] in ("of", "and")):
        k += 1
    is_infinitive = first < k < len(tree.tokens) - 1 and tree.tokens[k].tag == "TO"
    if not is_infinitive or tree.tokens[k + 1].tag not in ("VB", "RB", "VBP"):
        return set()
    end = k + 1
    while end < len(tree.tokens) and tree.tokens[end].text not in _ENDS_PHRASE:
        end += 1
    return set(range(first, end))
