"""Attributions inside one sentence, read off its parse: speech, attitudes and judgements.

Relations as in PARC 3.0 (Pareti 2012) and PolNeAR (Newell et al. 2018); all rules are our own.
"""

from __future__ import annotations

from hindsight.claims.asides import find_asides
from hindsight.claims.boundaries import fit_content, fit_source, with_closing_comma
from hindsight.claims.frames import Draft, according_to, by_aside
from hindsight.claims.lexicon import words
from hindsight.claims.objects import (
    content_before_comma,
    content_behind_particle,
    content_by_position,
    content_of_request,
    find_object,
    find_particle,
    has_opener,
    noun_phrase_object,
    without_contrast,
    without_matrix,
)
from hindsight.claims.sources import Tree, subject_span
from hindsight.language import lemma

_MARKS = frozenset((",", ":", "“", '"', "``"))
_SHORTEST_CONTENT = 3  # tokens
_NOT_A_CUE = frozenset(("amod", "compound", "case", "mark"))
_AS_OBJECT = frozenset(("for", "of", "as", "to", "by"))
_BY = frozenset(("by",))
_INFINITIVE = frozenset(("to",))
_NOT_PASSIVE = frozenset(
    ("say", "tell", "ask", "add", "note", "want", "need", "expect", "allow", "require", "call")
)
_NOUN_OPENERS = frozenset(
    ("of", "about", "for", "on", "over", "against", "with", "to", "toward", "towards", "in")
)
_WHATEVER = frozenset(("whatever", "whichever"))
_DESPITE = frozenset(("matter", "despite", "of", "to", "notwithstanding", "unlike"))
_LONGEST_ASIDE = 8  # tokens between "whatever" and its verb


def find_reported(tree: Tree) -> list[Draft]:
    """Return the attributions of a sentence by its parse, in the order of their cue words."""
    found = [draft for aside in find_asides(tree.tokens) if (draft := by_aside(tree, aside)) is not None]
    taken = {k for draft in found for k in draft.cue}
    for k, token in enumerate(tree.tokens):
        if k in taken:
            continue
        draft = None
        if tree.lows[k] == "according" and k + 1 < len(tree.lows) and tree.lows[k + 1] == "to":
            draft = according_to(tree, k)
        elif token.tag[:1] == "V":
            draft = _by_verb(tree, k)
        elif token.tag[:2] == "NN":
            draft = _by_noun(tree, k)
        elif token.tag == "JJ" and tree.lows[k] in words("speech", "adjectives"):
            draft = _by_adjective(tree, k)
        if draft is not None and draft.content:
            if draft.rule != "according_to":
                is_clause = draft.rule != "judgement_verb"
                draft.content = (
                    fit_content(tree, draft.content, draft.cue, is_clause=is_clause) - draft.source
                )
                source = fit_source(tree, draft.source, draft.cue, draft.content)
                draft.source = with_closing_comma(tree, source, draft.cue)
            else:
                draft.source = fit_source(tree, draft.source, draft.cue, draft.content)
            found.append(draft)
    return sorted(found, key=lambda draft: min(draft.cue))


def _is_set_aside(tree: Tree, verb: int) -> bool:
    """Whether a clause only waves somebody's words away: "whatever he says", "no matter what she claims"."""
    for k in range(verb - 1, max(-1, verb - _LONGEST_ASIDE), -1):
        if tree.lows[k] == ",":
            return False
        if tree.lows[k] in _WHATEVER:
            return True
        if tree.lows[k] in ("what", "how") and k and tree.lows[k - 1] in _DESPITE:
            return True
    return False


def _by_verb(tree: Tree, verb: int) -> Draft | None:
    tokens = tree.tokens
    if tree.labels[verb] in _NOT_A_CUE or _is_set_aside(tree, verb):
        return None
    word = lemma(tokens[verb].text, tokens[verb].tag)
    is_speech = word in words("speech", "verbs")
    is_attitude = word in words("speech", "attitudes", "evidence")
    is_intention = word in words("speech", "intentions")
    is_judgement = word in words("speech", "judgements")
    particle = find_particle(tree, verb, word)
    is_request = word in words("speech", "requests")
    if not (is_speech or is_attitude or is_intention or is_judgement or particle or is_request):
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
        content = content_behind_particle(tree, verb, particle)
        rule = "speech_verb" if is_speech and not is_judgement else "judgement_verb"
    if not content and word in words("speech", "requests"):
        content = content_of_request(tree, verb)
        rule = rule if not content else "speech_verb" if is_speech else "judgement_verb"
    if not content and (is_judgement or is_speech):
        content = find_object(tree, verb, word, is_judgement=is_judgement)
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
        content = content_before_comma(tree, verb)
    if not content and word in words("speech", "positional") and not tree.labels[verb].startswith("acl"):
        content = content_by_position(tree, verb, word)
    if is_judgement and not content and not _is_dependent(tree, verb):
        content = noun_phrase_object(tree, verb)
        rule = "judgement_verb"
    if max(content, default=verb) < verb and len(content) < _SHORTEST_CONTENT:
        content = content_by_position(tree, verb, word) if word in words("speech", "positional") else set()
    if not content:
        return None
    content = without_contrast(tree, content, verb)
    content = without_matrix(tree, content, verb)
    cue, top = _cue(tree, verb, content)
    if particle and min(content) > particle:
        cue.add(particle)
    source = tree.subject(top)
    if tokens[verb].tag == "VBG" and verb and tree.lows[verb - 1] == "," and min(content) > verb:
        # "Li left on Friday, [saying] that P": who leaves speaks, not the day before the comma
        source = tree.inherited(verb) or source
    if not source or not any(tokens[k].tag[:2] in ("NN", "PR", "WP", "DT", "CD") for k in source):
        source = _source_before(tree, verb, content) or source
    if not source:
        relative = next(
            (k for k in tree.children[verb] if tree.lows[k] in ("who", "which") and k < verb), None
        )
        source = {relative} if relative is not None else set()
    if not source and (tokens[verb].tag == "VBG" or _is_joined(tree, verb)):
        source = tree.inherited(verb)
    if tree.lows[0] == "according" and 0 in source and "," in tree.lows:
        source = {k for k in source if k > tree.lows.index(",")}
    if (speaker := _speaker_between_commas(tree, verb, source)) and max(content) > verb:
        # "Scotland, [the minister] warned, would leave"
        content |= set(range(min(source), min(speaker) - 1))
        source = speaker
    content -= cue
    if len(source) < len(content):
        content -= source
    source -= content | cue
    is_passive = any(tree.labels[k].endswith("pass") for k in tree.children[verb])
    if not source and not is_passive:
        return None
    return Draft(source, cue, content, rule)


def _speaker_between_commas(tree: Tree, verb: int, source: set[int]) -> set[int]:
    """The part of a source behind its last comma, where the verb closes a parenthesis with that part."""
    if verb + 1 >= len(tree.lows) or tree.lows[verb + 1] != "," or not source or max(source) > verb:
        return set()
    comma = next((k for k in range(verb - 1, min(source), -1) if tree.lows[k] == ","), None)
    return set() if comma is None else {k for k in source if k > comma}


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
        if tree.labels[child] == "obl:agent" or (
            tree.labels[child] == "obl" and has_opener(tree, child, _BY)
        ):
            source = tree.below(child) - {k for k in tree.children[child] if tree.labels[k] == "case"}
        elif tree.labels[child] in ("obl", "advcl") and child > verb and has_opener(tree, child, _AS_OBJECT):
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
                    (tree.labels[k] == "nmod" and has_opener(tree, k, _NOUN_OPENERS))
                    or (tree.labels[k] == "acl" and has_opener(tree, k, _INFINITIVE))
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
