"""Who is meant by the subject of a verb: by the parse, and by tags alone where the parse has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hindsight.claims.claim import Span
from hindsight.claims.verbs import FINITE
from hindsight.language import Parse
from hindsight.language.reading import Token

_PHRASE = frozenset(
    (
        "PRP",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "DT",
        "CD",
        "JJ",
        "JJR",
        "JJS",
        "PRP$",
        "POS",
        "EX",
        "WP",
        "HYPH",
        "VBN",
        "AFX",
        "GW",
        "FW",
    )
)
_HEADS = frozenset(("PRP", "NN", "NNS", "NNP", "NNPS", "WP", "DT", "CD"))
_BETWEEN = frozenset(("MD", "RB", "VBD", "VBZ", "VBP", "VBN"))
_OF = frozenset(("of", "for", "at"))
_PLACED = frozenset(("in", "from", "across", "inside", "outside", "within", "around", "on"))
_QUANTITIES = frozenset(("many", "few", "some", "most", "others", "several", "both", "those", "all", "none"))
_NAME_PARTICLES = frozenset(
    ("von", "van", "der", "den", "de", "la", "di", "du", "del", "da", "dos", "al", "bin", "ibn", "ben", "el")
)
_LONGEST_APPOSITION = 30  # tokens
_IN_PHRASE = frozenset(("det", "amod", "nummod", "compound", "nmod", "flat", "appos", "advmod", "case"))


class Tree:
    """A parse with the children of every token at hand, and the stretch each token heads."""

    def __init__(self, tokens: Sequence[Token], parse: Parse) -> None:
        self.tokens, self.heads, self.labels = tokens, parse.heads, parse.labels
        self.lows = [token.low for token in tokens]
        self.children: list[list[int]] = [[] for _ in tokens]
        for k, head in enumerate(parse.heads):
            if head >= 0:
                self.children[head].append(k)

    def below(self, top: int) -> set[int]:
        """Return `top` and all tokens below it."""
        found, waiting = {top}, [top]
        while waiting:
            for child in self.children[waiting.pop()]:
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def phrase(self, noun: int) -> set[int]:
        """Return a noun with its modifiers, clauses left out."""
        found = {noun}
        for child in self.children[noun]:
            if self.labels[child].split(":")[0] in _IN_PHRASE:
                found |= self.below(child)
        return found

    def subject(self, verb: int) -> set[int]:
        """Return the tokens of who does what `verb` says, taken from verbs above where it has none."""
        seen: set[int] = set()
        while verb >= 0 and verb not in seen:
            seen.add(verb)
            for child in self.children[verb]:
                label = self.labels[child]
                if label in ("nsubj", "nsubj:outer"):
                    is_relative = self.lows[child] in ("who", "which", "that")
                    if is_relative and self.labels[verb].startswith("acl") and self.heads[verb] >= 0:
                        return self.phrase(self.heads[verb]) | {child}
                    return self._whole_subject(verb, child)
                if label == "obl:agent":
                    return self.below(child) - {k for k in self.children[child] if self.labels[k] == "case"}
            if any(self.labels[k] in ("nsubj:pass", "expl") for k in self.children[verb]):
                return set()
            above, label = self.heads[verb], self.labels[verb]
            if above < 0:
                return self._behind_comma(verb)
            if label == "xcomp":
                told = next(
                    (k for k in self.children[above] if self.labels[k] in ("obj", "iobj") and k < verb), None
                )
                if told is not None:
                    return self.below(told)
            elif label.startswith("acl"):
                if self.tokens[verb].tag != "VB":
                    return self.phrase(above)
                # "have a duty to remind": who has it, not the duty
                above = self.heads[above]
            elif label not in ("conj", "advcl", "parataxis") and self.tokens[verb].tag != "VBG":
                return set()
            verb = above
        return set()

    def inherited(self, verb: int) -> set[int]:
        """Return the nearest subject before a verb that has none of its own ("…, [saying] that")."""
        for k in range(verb - 1, -1, -1):
            if self.labels[k] in ("nsubj", "nsubj:pass", "nsubj:outer") and self.heads[k] != verb:
                found = {i for i in self.below(k) if i < verb}
                if self.lows[k] in ("who", "which", "that"):
                    continue
                return found
        return set()

    def _behind_comma(self, verb: int) -> set[int]:
        """Return a noun phrase that fills the place between a comma and the verb of the sentence.

        The parse hangs such a subject on the adjunct before it: "On Monday, [Secretary of State John Kerry]
        warned".
        """
        last = verb - 1
        while last >= 0 and self.tokens[last].tag in _BETWEEN:
            last -= 1
        first = last
        while first >= 0 and (self.tokens[first].tag in _PHRASE or self.lows[first] in _OF):
            first -= 1
        is_phrase = first < last and self.tokens[last].tag in _HEADS
        return (
            set(range(first + 1, last + 1)) if is_phrase and self.lows[first] == "," and first >= 0 else set()
        )

    def _whole_subject(self, verb: int, first: int) -> set[int]:
        """Return a subject with the parts that the parse hangs on the verb one by one.

        Long titles come apart so: "[Secretary] [of State John Kerry] said".
        """
        found = self.below(first)
        for child in self.children[verb]:
            if first < child < verb and self.labels[child] in ("nsubj", "appos", "flat"):
                part = self.below(child)
                if min(part) <= max(found) + 1:
                    found |= part
        start = min(found)
        if start and self.lows[start - 1] in _NAME_PARTICLES:
            while start > 0 and (
                self.tokens[start - 1].tag in _PHRASE or self.lows[start - 1] in _NAME_PARTICLES
            ):
                start -= 1
                found.add(start)
        if self.lows[start] in _OF:
            # The head of "of State John Kerry" hangs elsewhere, as on the date in "On Monday, Secretary …".
            while start > 0 and self.tokens[start - 1].tag in _PHRASE:
                start -= 1
                found.add(start)
        return found

    def spans(self, indices: Iterable[int]) -> list[Span]:
        """Return the stretches of text that tokens make: neighbours are one."""
        spans: list[Span] = []
        last = -2
        for k in sorted(indices):
            token = self.tokens[k]
            if k == last + 1 and spans:
                spans[-1] = (spans[-1][0], token.end)
            else:
                spans.append((token.start, token.end))
            last = k
        return spans


def subject_span(tokens: Sequence[Token], verb: int) -> Span | None:
    """Return the span of the noun phrase right before a verb; auxiliaries and adverbs are passed over.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> reading = read_text("On Monday the mayor of Lyon also denied it.")
    >>> start, end = subject_span(reading.sentences[0].tokens, 7)
    >>> reading.text[start:end]
    'the mayor of Lyon'
    """
    last = verb - 1
    while last >= 0 and tokens[last].tag in _BETWEEN:
        last -= 1
    first = last
    if last > 1 and tokens[last].text == ")":
        # "Ann Li (R-Utah) said"
        opening = next(
            (k for k in range(last - 1, max(-1, last - _LONGEST_APPOSITION), -1) if tokens[k].text == "("), 0
        )
        if opening > 0 and tokens[opening - 1].tag in _PHRASE:
            first = opening - 1
    if last > 1 and tokens[last].text == ",":
        first = _apposition_start(tokens, last)
        last = last - 1 if first < last else last
    while first >= 0 and (
        tokens[first].tag in _PHRASE
        or tokens[first].text.lower() in _NAME_PARTICLES
        or (tokens[first].text.lower() in _OF and first and tokens[first - 1].tag in _PHRASE)
        or (tokens[first].text.lower() in _PLACED and first and _is_quantity(tokens[first - 1]))
    ):
        first -= 1
        if tokens[first + 1].tag in ("DT", "PRP$", "PRP") and (
            first < 0 or tokens[first].text.lower() not in _OF
        ):
            break  # a determiner opens the phrase: "On Monday [the mayor]"
    if first == last or not any(tokens[k].tag in _HEADS for k in range(first + 1, last + 1)):
        return None
    return tokens[first + 1].start, tokens[last].end


def _is_quantity(token: Token) -> bool:
    return token.text.lower() in _QUANTITIES


def _apposition_start(tokens: Sequence[Token], comma: int) -> int:
    """Where the name stands that a part between commas explains ("Ann Li, an aide to him, said")."""
    for k in range(comma - 1, max(0, comma - _LONGEST_APPOSITION), -1):
        if tokens[k].tag in ("WP", "WDT", "WP$") and tokens[k - 1].text == "," and k > 1:
            return k - 2 if tokens[k - 2].tag in _PHRASE else comma  # "Ann Li, who had left, said"
    k = comma - 1
    while k > 0 and comma - k < _LONGEST_APPOSITION and tokens[k].text != "," and tokens[k].tag not in FINITE:
        k -= 1
    return k - 1 if k > 0 and tokens[k].text == "," and tokens[k - 1].tag in _PHRASE else comma


def noun_phrase_behind(tokens: Sequence[Token], verb: int) -> Span | None:
    """Return the span of the noun phrase right behind a verb ("said the mayor, a lawyer")."""
    first = last = verb
    while last + 1 < len(tokens) and (
        tokens[last + 1].tag in _PHRASE
        or (
            last > first
            and tokens[last + 1].text.lower() in (*_OF, "and")
            and last + 2 < len(tokens)
            and tokens[last + 2].tag in _PHRASE
        )
    ):
        last += 1
    if last == first or not any(tokens[k].tag in _HEADS for k in range(first + 1, last + 1)):
        return None
    end = last
    if (
        last + 2 < len(tokens)
        and tokens[last + 1].text == ","
        and tokens[last + 2].tag in ("DT", "JJ", "NN", "NNP")
    ):
        k = last + 2
        while k < len(tokens) and tokens[k].text not in (",", ".", ";") and k - last < _LONGEST_APPOSITION:
            k += 1
        if k < len(tokens) and tokens[k].text in (",", ".") and k - last > 2:
            end = k - 1
    return tokens[first + 1].start, tokens[end].end
