"""Words that hedge, boost or negate a row, as typed spans.

Sources: Hyland (2005) for hedges and boosters; Morante and Blanco (2012) for negation; each list in
`lexicon.toml` names its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hindsight.claims.lexicon import phrases, words
from hindsight.claims.verbs import FINITE, VerbGroup, word_of
from hindsight.language import lemma
from hindsight.language.reading import Token

_CONTRAST = frozenset(("only", "just", "merely", "simply", "least", "necessarily"))
_PLACES = frozenset(
    ("in", "on", "at", "before", "behind", "from", "with", "under", "below")
)  # "appears in a leaflet"
_TYPES = (
    ("evidential", "evidential"),
    ("possible", "epistemic"),
    ("probable", "epistemic"),
    ("weasel", "weasel"),
    ("frequency", "frequency"),
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A hedge or booster; `type` is epistemic, evidential, weasel, frequency or booster."""

    start: int
    end: int
    type: str
    word: str


def find_cues(tokens: Sequence[Token], first: int, last: int) -> list[Cue]:
    """Return the hedges and boosters among tokens ``[first, last]``, in order.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> tokens = read_text("The talks will no doubt fail, perhaps soon.").sentences[0].tokens
    >>> [(cue.word, cue.type) for cue in find_cues(tokens, 0, len(tokens) - 1)]
    [('no doubt', 'booster'), ('perhaps', 'epistemic')]
    """
    found = []
    covered = first - 1  # last token of a hedge of several words
    for k in range(first, last + 1):
        token, word = tokens[k], word_of(tokens[k])
        if word not in _all_words() and token.tag[:1] != "V":
            continue
        phrase = _hedging_phrase(tokens, k, last)
        if phrase:
            covered = max(covered, k + phrase - 1)
            found.append(
                Cue(token.start, tokens[k + phrase - 1].end, "epistemic", _words_of(tokens, k, phrase))
            )
        elif k <= covered:
            continue  # "almost [certainly]"
        elif word == "no" and k < last and word_of(tokens[k + 1]) == "doubt":
            found.append(Cue(token.start, tokens[k + 1].end, "booster", "no doubt"))
        elif word in words("boosters", "words"):
            found.append(Cue(token.start, token.end, "booster", word))
        elif (token.tag == "MD" and word in words("modals", "possible")) or (
            token.tag[:1] == "V"
            and lemma(token.text, token.tag) in words("hedges", "probable_verbs")
            and not (k < last and tokens[k + 1].tag == "IN" and word_of(tokens[k + 1]) in _PLACES)
            and not (token.tag == "VBN" and k and tokens[k - 1].tag in ("DT", "JJ"))  # "a suspected spy"
        ):
            found.append(Cue(token.start, token.end, "epistemic", word))
        else:
            kind = _hedge_types().get(word)
            if kind is not None:
                found.append(Cue(token.start, token.end, kind, word))
    return found


def _hedging_phrase(tokens: Sequence[Token], k: int, last: int) -> int:
    """How many tokens a hedge of several words takes that begins at `k`; 0 if none does."""
    for phrase in phrases("hedges", "phrases").get(word_of(tokens[k]), ()):
        if k + len(phrase) <= last + 1 and all(word_of(tokens[k + i]) == w for i, w in enumerate(phrase)):
            return len(phrase)
    return 0


@lru_cache(maxsize=1)
def _hedge_types() -> dict[str, str]:
    """Return what each hedge of one word does; of two lists that have it, the first of `_TYPES` holds."""
    return {word: kind for name, kind in reversed(_TYPES) for word in words("hedges", name)}


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    """Every word that is a cue, or begins one, whatever its tag."""
    return (
        words("boosters", "words")
        | words("modals", "possible")
        | {*_hedge_types(), *phrases("hedges", "phrases"), "no"}
    )


def _words_of(tokens: Sequence[Token], k: int, size: int) -> str:
    return " ".join(word_of(token) for token in tokens[k : k + size])


def find_negations(tokens: Sequence[Token], verbs: VerbGroup, first: int, last: int) -> list[Token]:
    """Return the negators whose scope holds the main predicate of the row ``[first, last]``.

    Notes
    -----
    Those of the verb group, of the predicate behind a copula ("is simply not acceptable"), of the subject
    ("no one"), and a fronted one ("Nor has …"). Left out: "no doubt", "not only", and a negator that
    contrasts one argument ("turned to the EU, not NATO").
    """
    found: list[Token] = []
    for k in range(first, min(len(tokens), last + 1, verbs.last + 6)):
        word = word_of(tokens[k])
        if word not in words("negation", "words"):
            continue
        behind = word_of(tokens[k + 1]) if k < last else ""
        if (word == "no" and behind in ("doubt", "longer", "matter", "wonder")) or (
            word == "not" and behind in _CONTRAST
        ):
            if behind == "longer":
                found.append(tokens[k])
            continue
        if word == "nothing" and behind == "but":
            continue
        if behind in ("later", "earlier", "sooner") and k + 2 <= last and word_of(tokens[k + 2]) == "than":
            continue  # "no later than March" bounds, it denies nothing
        if _reaches_predicate(tokens, verbs, first, k, word):
            found.append(tokens[k])
    return found


def _reaches_predicate(tokens: Sequence[Token], verbs: VerbGroup, first: int, k: int, word: str) -> bool:
    if verbs.first <= k <= verbs.last:
        return True
    if k < verbs.first:
        is_fronted = k == first or (k == first + 1 and tokens[first].tag in ("CC", "DT", "IN"))
        if word in words("negation", "subjects"):
            # The head of the subject, not something inside it ("the party with no leader won").
            return is_fronted
        # An adverb right before the verb ("rarely materialize"), or one fronted with inversion ("Nor has …").
        is_fronted_with_verb = is_fronted and tokens[k + 1].tag in FINITE
        return is_fronted_with_verb or (verbs.first - k <= 2 and word not in ("not", "nor"))
    if any(token.text in (",", ";", ":", "—", "–", "(") for token in tokens[verbs.last + 1 : k]):
        return False
    is_copula = lemma(tokens[verbs.last].text, tokens[verbs.last].tag) == "be"
    if is_copula:
        return all(
            token.tag[:2] in ("RB", "``", "PD") or token.text in "“\"'‘"
            for token in tokens[verbs.last + 1 : k]
        )
    has_no_object = word in ("no", "nothing", "nobody", "none") and k == verbs.last + 1
    return has_no_object or (k == verbs.last + 1 and word in ("not", "n't", "never"))


def shared_negations(tokens: Sequence[Token], verbs: VerbGroup) -> list[Token]:
    """Return the negators that a conjoined verb takes over with its auxiliaries ("must not wait or hide")."""
    return [tokens[k + 1] for k in verbs.shared if k + 1 < len(tokens) and word_of(tokens[k + 1]) == "not"]


def is_hedged(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence commits its author less than fully, by its hedges; "often" alone is none.

    Examples
    --------
    >>> from hindsight.language import read_text
    >>> [is_hedged(s.tokens) for s in read_text("Some say it fell. It fell in May.").sentences]
    [True, False]
    """
    return any(cue.type not in ("booster", "frequency") for cue in find_cues(tokens, 0, len(tokens) - 1))
