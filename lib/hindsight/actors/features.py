"""Features of words for the name model: form, lists, neighbours, and the rest of the document.

Words with a capital are described fully; the others, which are rarely part of a name, by themselves and their
neighbours only. That is most of the speed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from hindsight.actors.gazetteer import load_gazetteer
from hindsight.actors.reference import load_reference, load_words
from hindsight.actors.words import Word

_RUNS = re.compile(r"(.)\1+")
_SHAPE_LENGTH = 12  # characters; longer words differ little in shape
_LONGEST_AFFIX = 4
_WINDOW = 5  # words looked through for the nearest small-letter word


def shape(word: str) -> str:
    """Return `word` with capitals as ``X``, small letters as ``x``, digits as ``d``.

    Examples
    --------
    >>> shape("al-Assad"), shape("U.S."), shape("F-16s")
    ('xx-Xxxxx', 'X.X.', 'X-ddx')
    """
    return "".join(
        "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c
        for c in word[:_SHAPE_LENGTH]
    )


class _Form:
    """What is known of a word by itself: its features as such and as a neighbour's."""

    __slots__ = ("full", "has_capital", "is_alpha", "lower", "near", "plain", "short", "upper")

    def __init__(self, word: str) -> None:
        lists = load_words()
        lower = word.lower()
        long_shape = shape(word)
        short = _RUNS.sub(r"\1", long_shape)
        base = ["w=" + lower, "s=" + long_shape, "ss=" + short]
        if lower in lists["titles"]:
            base.append("ti")
        if lower in lists["organisation_words"]:
            base.append("ow")
        if lower in lists["calendar"]:
            base.append("mon")
        if word[0].isupper():
            gender = load_reference().first_names.get(lower)
            if gender:
                base += ("fn", "fn=" + gender)
        full = list(base)
        for size in range(1, min(_LONGEST_AFFIX, len(word) - 1) + 1):
            full += (f"f{size}{lower[:size]}", f"e{size}{lower[-size:]}")
        if "-" in lower and len(lower) > 1:
            full += ["hp=" + part for part in lower.split("-")]
        self.lower = lower
        self.short = short
        self.has_capital = any(c.isupper() for c in word[:20])
        self.upper = word[0].isupper()
        self.is_alpha = word.isalpha()
        self.full = tuple(full)
        self.plain = ("w=" + lower,)
        # Neighbours at distance 1 and 2, before and after; shapes in full only next door.
        far = [feature for feature in base if feature[:2] != "s="]
        self.near = {
            -1: tuple("1" + feature for feature in base),
            1: tuple("-" + feature for feature in base),
            -2: tuple("2" + feature for feature in far),
            2: tuple("+" + feature for feature in far),
        }


@lru_cache(maxsize=60_000)
def _form(word: str) -> _Form:
    return _Form(word)


class _DocumentView:
    """What the whole document tells of a capitalised word: counts, neighbours, longest name it stands in."""

    def __init__(self, sentences: Sequence[Sequence[_Form]]) -> None:
        self.inside: Counter[str] = Counter()
        self.small: Counter[str] = Counter()
        self.before: dict[str, Counter[str]] = {}
        self.after: dict[str, Counter[str]] = {}
        self.longest: dict[str, tuple[tuple[str, ...], int]] = {}
        for forms in sentences:
            if is_headline(forms):
                continue
            run: list[str] = []
            last = len(forms) - 1
            for i, form in enumerate(forms):
                lower = form.lower
                if form.upper:
                    if i:
                        self.inside[lower] += 1
                        self.before.setdefault(lower, Counter())[forms[i - 1].lower] += 1
                    if i < last:
                        self.after.setdefault(lower, Counter())[forms[i + 1].lower] += 1
                    run.append(lower)
                    if i < last:
                        continue
                elif form.is_alpha:
                    self.small[lower] += 1
                if len(run) > 1:
                    whole = tuple(run[:12])
                    for k, word in enumerate(whole):
                        if len(whole) > len(self.longest.get(word, ((), 0))[0]):
                            self.longest[word] = (whole, k)
                run = []
        # The three commonest neighbours suffice; sorted, so that ties do not depend on the order met.
        self.common_before = {word: _commonest(counts) for word, counts in self.before.items()}
        self.common_after = {word: _commonest(counts) for word, counts in self.after.items()}

    def features(self, form: _Form, previous: str, following: str) -> list[str]:
        """Return the document features of a capitalised word between `previous` and `following`."""
        lower = form.lower
        out = [f"dm={min(self.inside[lower], 3)}{min(self.small[lower], 2)}"]
        found = self.longest.get(lower)
        if found:
            run, k = found
            out += ("dl=" + run[-1], "df=" + run[0], f"dk={min(k, 3)}/{min(len(run), 4)}")
            if run[0] in load_reference().first_names:
                out.append("dfn")
            if run[0] in load_words()["titles"]:
                out.append("dti")
            if run[-1] in load_words()["organisation_words"]:
                out.append("dow")
        out += ["dp=" + word for word in self.common_before.get(lower, ()) if word != previous]
        out += ["dn=" + word for word in self.common_after.get(lower, ()) if word != following]
        return out


def _commonest(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3])


def is_headline(forms: Sequence[_Form]) -> bool:
    """Return whether most words of a sentence are capitalised, so that capitals say nothing."""
    words = [form for form in forms if form.is_alpha]
    return len(words) > 3 and sum(form.upper for form in words) > 0.8 * len(words)


def _case_of(words: Sequence[Word], forms: Sequence[_Form]) -> str:
    letters = [word.text for word in words if word.text.isalpha()]
    if len(letters) > 1 and all(text.isupper() for text in letters):
        return "U"
    return "T" if is_headline(forms) else "N"


def describe_words(sentences: Sequence[Sequence[Word]]) -> list[list[list[str]]]:
    """Return the features of every word of a document, sentence by sentence.

    Parameters
    ----------
    sentences : sequence of sequences of Word
        All sentences of the document: what one says of a name helps with the others.
    """
    forms = [[_form(word.text) for word in sentence] for sentence in sentences]
    view = _DocumentView(forms)
    return [_describe_sentence(words, row, view) for words, row in zip(sentences, forms, strict=True)]


def _describe_sentence(words: Sequence[Word], forms: Sequence[_Form], view: _DocumentView) -> list[list[str]]:
    n = len(words)
    listed = load_gazetteer().match([word.text for word in words])
    case = _case_of(words, forms)
    rows = []
    for i, form in enumerate(forms):
        previous = forms[i - 1] if i else None
        following = forms[i + 1] if i + 1 < n else None
        if not form.has_capital and not listed[i]:
            near_name = (previous is not None and previous.has_capital) and (
                following and following.has_capital
            )
            row = [*form.plain, "ss=" + form.short]
            if near_name and previous is not None and following is not None:
                row += previous.near[-1]
                row += following.near[1]
                row += _list_features(listed, i, n)
            else:
                row.append("1w=" + previous.lower if previous else "BOS")
                row.append("-w=" + following.lower if following else "EOS")
                if previous is not None and previous.has_capital:
                    row.append("1ss=" + previous.short)
                if following is not None and following.has_capital:
                    row.append("-ss=" + following.short)
            rows.append(row)
            continue
        row = ["b", "ctx=" + case, *form.full, *_list_features(listed, i, n)]
        lower = form.lower
        if previous is not None:
            row += previous.near[-1]
            row.append("bg=" + previous.lower + "|" + lower)
            row.append("sp=" + previous.short + "|" + form.short)
            if following is not None:
                row.append("s3=" + previous.short + "|" + form.short + "|" + following.short)
        else:
            row.append("BOS")
        if following is not None:
            row += following.near[1]
            row.append("gb=" + lower + "|" + following.lower)
            row.append("sn=" + form.short + "|" + following.short)
        else:
            row.append("EOS")
        if i > 1:
            row += forms[i - 2].near[-2]
        if i + 2 < n:
            row += forms[i + 2].near[2]
        row.append(("F" if i == 0 else "M") + form.short + case)
        row += _around(forms, i, n)
        if form.upper:
            row += view.features(
                form, previous.lower if previous else "", following.lower if following else ""
            )
        rows.append(row)
    return rows


def _list_features(listed: Sequence[str], i: int, n: int) -> list[str]:
    out = []
    if listed[i]:
        out.append("g=" + listed[i])
    if i and listed[i - 1]:
        out.append("1g=" + listed[i - 1])
    if i + 1 < n and listed[i + 1]:
        out.append("-g=" + listed[i + 1])
    return out


def _around(forms: Sequence[_Form], i: int, n: int) -> list[str]:
    """Return the nearest small-letter words, and the first and last word of the capitalised run."""
    out = []
    for k in range(i - 1, max(-1, i - _WINDOW), -1):
        if not forms[k].upper and forms[k].is_alpha:
            out.append("pl=" + forms[k].lower)
            break
    for k in range(i + 1, min(n, i + _WINDOW)):
        if not forms[k].upper and forms[k].is_alpha:
            out.append("nl=" + forms[k].lower)
            break
    first = last = i
    # At most a dozen words on either side: a page in capitals must not cost time squared.
    while first > max(0, i - 12) and forms[first - 1].upper:
        first -= 1
    while last + 1 < min(n, i + 12) and forms[last + 1].upper:
        last += 1
    if last > first:
        out += ("rl=" + forms[last].lower, "rf=" + forms[first].lower, f"rn={min(last - first, 4)}")
    return out
