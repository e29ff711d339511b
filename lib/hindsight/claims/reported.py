"""Attributions inside one sentence, read off its parse: speech, attitudes and judgements.

Relations as in PARC 3.0 (Pareti 2012) and PolNeAR (Newell et al. 2018); all rules are our own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hindsight.claims.claim import Span
from hindsight.claims.lexicon import words
from hindsight.claims.sources import Tree, subject_span
from hindsight.language import Parse, lemma
from hindsight.language.reading import Sentence

_MARKS = frozenset((",", ":", "“", '"', "``"))
_TRAILING = 10  # tokens from the comma to the verb that ends the sentence
_SHORTEST_CONTENT = 3  # tokens
_NOT_A_CUE = frozenset(("amod", "compound", "case", "mark"))
_AS_OBJECT = frozenset(("for", "of", "as", "to", "by"))
_ABOUT = frozenset(("about", "for", "of", "against"))
_TALKS = ("talk", "speak", "complain", "call", "warn", "ask", "write", "comment", "testify")
_BY = frozenset(("by",))
_INFINITIVE = frozenset(("to",))
_NAMING = frozenset(("call", "dub", "label", "brand", "term", "deem", "consider", "rate", "describe", "judge"))
_NOT_PASSIVE = frozenset(("say", "tell", "ask", "add", "note", "want", "need", "expect", "allow", "require", "call"))
_OPENS_OBJECT = frozenset(("DT", "PRP", "PRP$", "JJ", "NN", "NNS", "NNP", "NNPS", "CD", "VBG"))
_RELATIVES = frozenset(("WDT", "WP", "PRP"))
_QUOTES = frozenset(("“", '"', "``"))
_ENDS_PHRASE = frozenset((",", ";", ".", ":", "—", "–", "--", "?", "!", "(", ")"))
_LONGEST_OBJECT = 40  # tokens
_NOUN_OPENERS = frozenset(("of", "about", "for", "on", "over", "against", "with", "to", "toward", "towards", "in"))
_CONTRASTING = frozenset(
    ("while", "although", "though", "even", "as", "after", "before", "whereas", "despite", "when")
)
_CLAUSAL = frozenset(("ccomp", "parataxis", "advcl", "conj", "root"))


@dataclass(slots=True)
class Draft:
    """An attribution while it is put together: token indices; `extra` holds spans of quotations."""

    source: set[int]
    cue: set[int]
    content: set[int]
    rule: str
    source_span: Span | None = None
    extra: list[Span] = field(default_factory=list)


def find_reported(sentence: Sentence, parse: Parse) -> list[Draft]:
    """Return the attributions of a sentence by its parse, in the order of their cue words."""
    tree = Tree(sentence.tokens, parse)
    found = []
    for k, token in enumerate(sentence.tokens):
        draft: Draft | None = None
        if tree.lows[k] == "according" and k + 1 < len(tree.lows) and tree.lows[k + 1] == "to":
            draft = _according_to(tree, k)
        elif token.tag[:1] == "V":
            draft = _by_verb(tree, k)
        elif token.tag[:2] == "NN":
            draft = _by_noun(tree, k)
        elif token.tag == "JJ" and tree.lows[k] in words("speech", "adjectives"):
            draft = _by_adjective(tree, k)
        if draft is not None and draft.content:
            found.append(draft)
    return found


def _according_to(tree: Tree, k: int) -> Draft | None:
    if tree.labels[k] == "case" and tree.heads[k] >= 0:
        named = tree.heads[k]
        root = tree.heads[named]
    else:
        named = next(
            (c for c in tree.children[k] if c > k + 1 and tree.labels[c] in ("obl", "nmod", "obj")), -1
        )
        root = tree.heads[k]
    if named < 0:
        return None
    source = {i for i in tree.below(named) if i > k + 1}
    seen = set()
    while root >= 0 and tree.heads[root] >= 0 and tree.labels[root] not in _CLAUSAL and root not in seen:
        seen.add(root)
        root = tree.heads[root]
    if root < 0:
        return None
    return Draft(source, {k, k + 1}, tree.below(root) - source - {k, k + 1}, "according_to")


def _by_verb(tree: Tree, verb: int) -> Draft | None:
    tokens = tree.tokens
    if tree.labels[verb] in _NOT_A_CUE:
        return None
    word = lemma(tokens[verb].text, tokens[verb].tag)
    is_speech = word in words("speech", "verbs")
    is_attitude = word in words("speech", "attitudes", "evidence")
    is_intention = word in words("speech", "intentions")
    is_judgement = word in words("speech", "judgements")
    particle = _particle(tree, verb, word)
    if not (is_speech or is_attitude or is_intention or is_judgement or particle):
        return None
    if is_judgement or is_speech:
        passive = _passive(tree, verb, word)
        if passive is not None:
            return passive
    content: set[int] = set()
    for child in tree.children[verb]:
        label = tree.labels[child]
        takes_infinitive = (is_intention or is_speech or is_judgement) and word != "continue"
        if (
            label == "ccomp"
            or (label == "parataxis" and is_speech and child > verb and tokens[verb + 1].text in _MARKS)
            or (label == "xcomp" and takes_infinitive and tokens[child].tag[:1] in "VJN")
        ):
            content |= tree.below(child)
    rule = "speech_verb" if is_speech else "attitude_verb" if is_attitude else "intention_verb"
    if not content and is_speech and tree.labels[verb] == "parataxis" and tree.heads[verb] >= 0:
        content = tree.below(tree.heads[verb]) - tree.below(verb)
        # Not a main clause but an auxiliary that the parse has torn off ("did, however, express").
        if all(lemma(tokens[k].text, tokens[k].tag) == "do" for k in content if tokens[k].tag[:1] in "VM"):
            content = set()
    if not content and particle:
        content = _behind_particle(tree, verb, particle)
        rule = "speech_verb" if is_speech and not is_judgement else "judgement_verb"
    if not content and (is_judgement or is_speech):
        content = _object(tree, verb, word, is_judgement=is_judgement)
        rule = "judgement_verb" if content else rule
    if (
        not content
        and word in words("speech", "evidence")
        and {tree.lows[k] for k in tree.subject(verb)} & words("speech", "documents")
    ):
        for child in tree.children[verb]:
            if tree.labels[child] in ("obj", "xcomp", "obl", "advcl", "parataxis") and child > verb:
                content |= tree.below(child)
        rule = "document"
    if (
        not content
        and (is_speech or is_attitude)
        and verb + 2 < len(tokens)
        and tree.lows[verb + 1] == "that"
    ):
        content = set(range(verb + 1, len(tokens)))
    if not content and (is_speech or is_attitude) and verb + 1 < len(tokens) and tokens[verb + 1].tag == ".":
        content = _before_comma(tree, verb)
    if not content and word in words("speech", "positional") and not tree.labels[verb].startswith("acl"):
        content = _by_position(tree, verb, word)
    if is_judgement and not content and not _is_dependent(tree, verb):
        content = _noun_phrase_behind(tree, verb)
        rule = "judgement_verb"
    if max(content, default=verb) < verb and len(content) < _SHORTEST_CONTENT:
        content = _by_position(tree, verb, word) if word in words("speech", "positional") else set()
    if not content:
        return None
    content = _without_contrast(tree, content, verb)
    cue, top = _cue(tree, verb, content)
    if particle and min(content) > particle:
        cue.add(particle)
    source = tree.subject(top)
    if not source or not any(tokens[k].tag[:2] in ("NN", "PR", "WP", "DT", "CD") for k in source):
        source = _source_before(tree, verb, content) or source
    if not source:
        relative = next((k for k in tree.children[verb] if tree.lows[k] in ("who", "which") and k < verb), None)
        source = {relative} if relative is not None else set()
    if not source and (tokens[verb].tag == "VBG" or _is_joined(tree, verb)):
        source = tree.inherited(verb)
    content -= cue
    if len(source) < len(content):
        content -= source
    source -= content | cue
    is_passive = any(tree.labels[k].endswith("pass") for k in tree.children[verb])
    if not source and not is_passive:
        return None
    return Draft(source, cue, content, rule)


def _particle(tree: Tree, verb: int, word: str) -> int | None:
    """The preposition of "call [for]", "point [to]", right behind the verb or one adverb further."""
    for k in range(verb + 1, min(verb + 3, len(tree.lows))):
        if f"{word} {tree.lows[k]}" in words("speech", "particles"):
            return k
        if tree.tokens[k].tag[:2] != "RB":
            return None
    return None


def _behind_particle(tree: Tree, verb: int, particle: int) -> set[int]:
    """What a verb with its preposition is about: all of its own that stands behind."""
    below = tree.below(verb)
    head = tree.heads[particle]
    if head > particle:
        below |= tree.below(head)
    content = set()
    for k in range(particle + 1, len(tree.tokens)):
        if k not in below or tree.tokens[k].text in _ENDS_PHRASE:
            break
        content.add(k)
    return content


def _noun_phrase_behind(tree: Tree, verb: int) -> set[int]:
    """The noun phrase right behind a verb whose object the parse has not seen."""
    tokens = tree.tokens
    first = verb + 1
    while first < len(tokens) and tokens[first].tag in ("RB", "RP"):
        first += 1
    if first >= len(tokens) or not (tokens[first].tag in _OPENS_OBJECT or tokens[first].text in _QUOTES):
        return set()
    last = first
    while last < len(tokens) and tokens[last].text not in _ENDS_PHRASE and last - first < _LONGEST_OBJECT:
        if last > first and tokens[last].tag in ("MD", "VBZ", "VBP", "VBD") and tokens[last - 1].tag not in _RELATIVES:
            return set()  # a clause: not an object
        last += 1
    return set(range(first, last))


def _is_joined(tree: Tree, verb: int) -> bool:
    """Whether a verb shares the subject of one before it ("… and said")."""
    k = verb - 1
    while k > 0 and tree.tokens[k].tag in ("RB", "RBR"):
        k -= 1
    return k > 0 and (tree.tokens[k].tag == "CC" or tree.tokens[k].text == ",")


def _is_dependent(tree: Tree, verb: int) -> bool:
    """Whether a participle only describes a noun ("the [proposed] law") or a verb is an infinitive."""
    tag = tree.tokens[verb].tag
    return tag == "VBN" and not any(tree.labels[k].startswith("aux") for k in tree.children[verb])


def _passive(tree: Tree, verb: int, word: str) -> Draft | None:
    """ "[He] was accused [of theft] by the mayor": what is judged is the subject."""
    if tree.tokens[verb].tag != "VBN" or word in _NOT_PASSIVE:
        return None
    children = tree.children[verb]
    subject = next((k for k in children if tree.labels[k] == "nsubj:pass" and k < verb), None)
    is_passive = any(tree.labels[k] == "aux:pass" for k in children)
    has_clause = any(tree.labels[k] in ("ccomp", "xcomp") for k in children)
    if subject is None or not is_passive or has_clause:
        return None
    content, source = tree.below(subject), set()
    for child in children:
        if tree.labels[child] == "obl:agent" or (tree.labels[child] == "obl" and _has_opener(tree, child, _BY)):
            source = tree.below(child) - {k for k in tree.children[child] if tree.labels[k] == "case"}
        elif tree.labels[child] in ("obl", "advcl") and child > verb and _has_opener(tree, child, _AS_OBJECT):
            content |= tree.below(child)
    cue, _top = _cue(tree, verb, content)
    return Draft(source - content, cue, content - cue - source, "judgement_verb")


def _source_before(tree: Tree, verb: int, content: set[int]) -> set[int]:
    """The noun phrase before a verb whose subject the parse has lost: "[Li, an aide to him,] said"."""
    span = subject_span(tree.tokens, verb)
    if span is None:
        return set()
    found = {k for k, token in enumerate(tree.tokens) if span[0] <= token.start and token.end <= span[1]}
    return set() if found & content else found


def _object(tree: Tree, verb: int, word: str, *, is_judgement: bool) -> set[int]:
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
                if tree.labels[child] in ("obl", "advcl", "xcomp") and _has_opener(tree, child, _AS_OBJECT):
                    content |= tree.below(child)
            return content
    if word in _TALKS:
        for child in tree.children[verb]:
            if tree.labels[child] == "obl" and _has_opener(tree, child, _ABOUT):
                content |= tree.below(child)
    return content


def _has_opener(tree: Tree, k: int, openers: frozenset[str]) -> bool:
    return any(tree.lows[c] in openers for c in tree.children[k] if tree.labels[c] in ("case", "mark"))


def _by_position(tree: Tree, verb: int, word: str) -> set[int]:
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
    if len(behind) >= 5 and not (comma > 4 and ends_sentence):
        return set(range(first, len(tokens)))
    return set(range(comma)) if comma >= 3 else set()


def _before_comma(tree: Tree, verb: int) -> set[int]:
    """What stands before ", the Post has learned." at the end of a sentence."""
    tokens = tree.tokens
    comma = next((k for k in range(verb - 1, max(-1, verb - _TRAILING), -1) if tokens[k].text == ","), -1)
    has_source = any(tokens[k].tag[:2] in ("NN", "PR") for k in range(comma + 1, verb))
    return set(range(comma)) if comma >= _SHORTEST_CONTENT and has_source else set()


def _without_contrast(tree: Tree, content: set[int], verb: int) -> set[int]:
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


def _cue(tree: Tree, verb: int, content: set[int]) -> tuple[set[int], int]:
    """The cue with its auxiliaries and adverbs, and the verb whose subject speaks ("[refused to say]")."""
    cue, top = {verb}, verb
    while tree.labels[top] == "xcomp" and tree.heads[top] >= 0:
        above = tree.heads[top]
        if tree.tokens[above].tag[:1] not in "VJ" or any(
            tree.labels[k] in ("obj", "iobj") for k in tree.children[above]
        ):
            break
        top = above
        cue.add(top)
    for word in list(cue):
        for k in tree.children[word]:
            if k in content:
                continue
            label = tree.labels[k]
            if (
                label.split(":")[0] in ("aux", "cop")
                or label == "compound:prt"
                or (label == "mark" and tree.lows[k] == "to")
                or (label == "advmod" and not tree.children[k] and tree.tokens[k].tag in ("RB", "RBR"))
            ):
                cue.add(k)
    if top != verb:
        return cue, top
    low = high = verb
    while low - 1 in cue:
        low -= 1
    while high + 1 in cue:
        high += 1
    return set(range(low, high + 1)), top


def _by_noun(tree: Tree, noun: int) -> Draft | None:
    """ "his claim that P": the possessor is the source."""
    token = tree.tokens[noun]
    word = lemma(token.text, token.tag)
    if word not in words("speech", "nouns", "content_nouns"):
        return None
    source: set[int] = set()
    for child in tree.children[noun]:
        if tree.labels[child] == "nmod:poss":
            source = tree.below(child) - {k for k in tree.children[child] if tree.labels[k] == "case"}
    if source and word in words("speech", "content_nouns"):
        phrase = next(
            (
                k
                for k in tree.children[noun]
                if k > noun
                and (
                    (tree.labels[k] == "nmod" and _has_opener(tree, k, _NOUN_OPENERS))
                    or (tree.labels[k] == "acl" and _has_opener(tree, k, _INFINITIVE))
                )
            ),
            None,
        )
        if phrase is not None:
            content = tree.below(phrase)
            opener = min(content)
            cue = {noun}
            if tree.lows[opener] in _NOUN_OPENERS and tree.labels[phrase] == "nmod":
                content -= {opener}
                cue |= {opener} if opener == noun + 1 else set()
            return Draft(source, cue, content, "speech_noun")
    if word not in words("speech", "nouns"):
        return None
    clause = next(
        (
            k
            for k in tree.children[noun]
            if k > noun
            and tree.labels[k] in ("acl", "ccomp", "acl:relcl", "advcl")
            and any(tree.lows[c] == "that" and tree.labels[c] == "mark" for c in tree.children[k])
        ),
        None,
    )
    if clause is None:
        return None
    return Draft(source, {noun}, tree.below(clause), "speech_noun")


def _by_adjective(tree: Tree, k: int) -> Draft | None:
    """ "She is confident that P"."""
    clause = next(
        (
            c
            for c in tree.children[k]
            if c > k
            and (
                tree.labels[c] == "ccomp"
                or (tree.labels[c] == "advcl" and any(tree.lows[m] == "that" for m in tree.children[c]))
            )
        ),
        None,
    )
    if clause is None:
        return None
    content = tree.below(clause)
    cue, top = _cue(tree, k, content)
    return Draft(tree.subject(top) - content, cue, content - cue, "attitude_adjective")
