"""Base forms of words, by a table of irregular verbs, a list of verbs and the rules of spelling."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_FORMS_KEPT = 50_000  # of `lemma`; a hostile text must not fill the memory
_VOWELS = frozenset("aeiou")
# Sibilants before the plural -es, which is then no part of the base form.
_TAKES_ES = ("ches", "shes", "sses", "xes", "zzes")
# Stems that end so had a silent e, if the list of verbs knows neither form: soft c and g, v, z; -ate, -ble.
_SILENT_E: tuple[str, ...] = (
    "c",
    "v",
    "z",
    "u",
    "s",
    "dg",
    "rg",
    "ag",
    "eg",
    "um",
    "at",
    "it",
    "ut",
    "ur",
    "ir",
    "id",
)
_SILENT_E += ("bl", "tl", "dl", "pl", "gl", "fl", "sl")


@lru_cache(maxsize=1)
def _load_table() -> dict[str, dict[str, str]]:
    tables = tomllib.loads((files(__package__) / "lemmas.toml").read_text(encoding="utf-8"))
    return {
        name: {form: base for form, base in table.items() if form != "source"}
        for name, table in tables.items()
    }


@lru_cache(maxsize=1)
def _load_irregular() -> dict[str, str]:
    """Return the base form of each irregular past and participle."""
    bases: dict[str, str] = {}
    for line in (files(__package__) / "irregular_verbs.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            base, past, participle = line.split("\t")
            for form in (*past.split(), *participle.split()):
                bases.setdefault(form, base)
    return bases


@lru_cache(maxsize=1)
def _load_verbs() -> frozenset[str]:
    """Return the base forms of the verbs met in the treebanks and of those listed here."""
    found: set[str] = set()
    for name in ("verbs.txt", "verbs_own.txt"):
        for line in (files(__package__) / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                found.update(line.split())
    return frozenset(found)


def is_verb(base: str) -> bool:
    """Say whether a base form is a verb of the lists.

    Examples
    --------
    >>> is_verb("forbid"), is_verb("communique")
    (True, False)
    """
    return base in _load_verbs()


def can_be_past(form: str) -> bool:
    """Say whether an irregular form is a past or participle ("let", "put", "ran").

    Examples
    --------
    >>> can_be_past("let"), can_be_past("market")
    (True, False)
    """
    return form in _load_irregular()


@lru_cache(maxsize=_FORMS_KEPT)
def lemma(word: str, tag: str) -> str:
    """Return the base form of a word, in small letters.

    Parameters
    ----------
    word : str
    tag : str
        Its Penn Treebank tag: verbs (``VB…``, ``MD``) and plurals (``NNS``, ``NNPS``) change, others do not.

    Returns
    -------
    str

    Notes
    -----
    The list of verbs decides between ``hoped`` (hope) and ``hopped`` (hop); for verbs that are not listed
    spelling does. Known failures: ``'s`` is always *be* and ``found`` always *find*.

    Examples
    --------
    >>> lemma("sought", "VBD"), lemma("Declaring", "VBG"), lemma("flies", "VBZ"), lemma("allies", "NNS")
    ('seek', 'declare', 'fly', 'ally')
    """
    form = word.lower().replace("’", "'")
    if tag[:2] == "VB":
        return _verb(form, tag)
    if tag == "MD":
        return _load_table()["modals"].get(form, form)
    if tag in ("NNS", "NNPS"):
        return _singular(form)
    return form


def _verb(form: str, tag: str) -> str:
    known = _load_table()["verbs"].get(form)
    if known:
        return known
    if tag in ("VB", "VBP"):
        return form
    if tag in ("VBD", "VBN") and form in _load_irregular():
        return _load_irregular()[form]
    verbs = _load_verbs()
    candidates = _candidates(form)
    for base in candidates:
        if base in verbs:
            return base
    return candidates[0] if candidates else form


def _candidates(form: str) -> list[str]:
    """Return the base forms that a regular form may have, the likeliest by spelling first."""
    if form.endswith("s") and not form.endswith("ss"):
        if form.endswith("ies") and len(form) > 4:
            return [form[:-3] + "y", form[:-1]]
        if form.endswith(_TAKES_ES) or form.endswith("oes"):
            return [form[:-2], form[:-1]]
        return [form[:-1], form[:-2]] if form.endswith("es") else [form[:-1]]
    if form.endswith("ied") and len(form) > 4:
        return [form[:-3] + "y", form[:-1]]
    if form.endswith("ed"):
        return _stems(form[:-2])
    if form.endswith("ing"):
        return _stems(form[:-3])
    return []


def _stems(stem: str) -> list[str]:
    if len(stem) < 2 or not any(letter in _VOWELS or letter == "y" for letter in stem):
        return [stem + "ed"] if stem in ("ne", "he") else []
    last, before = stem[-1], stem[-2]
    if last == before and last not in _VOWELS:
        single = stem[:-1]
        return [stem, single] if last in "lszf" else [single, stem]
    short = len(stem) < 5 and sum(letter in _VOWELS for letter in stem) == 1
    vowel_before = before in _VOWELS
    if stem.endswith(_SILENT_E) or (short and vowel_before and last not in "wxy"):
        return [stem + "e", stem]
    return [stem, stem + "e"]


def _singular(form: str) -> str:
    known = _load_table()["nouns"].get(form)
    if known:
        return known
    if form.endswith("men") and len(form) > 4:
        return form[:-2] + "an"
    if not form.endswith("s") or form[0].isdigit() or form.endswith(("ss", "us", "is")) or len(form) < 3:
        return form
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(_TAKES_ES):
        return form[:-2]
    return form[:-1]
