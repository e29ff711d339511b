"""Base forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hindsight.language import lemma


@pytest.mark.parametrize(
    ("forms", "tag", "base"),
    [
        ("declared declares declaring", "VBD VBZ VBG", "declare"),
        ("said says saying", "VBD VBZ VBG", "say"),
        ("sought seeks seeking", "VBN VBZ VBG", "seek"),
        ("hoped hopes hoping", "VBD VBZ VBG", "hope"),
        ("stopped stops stopping", "VBD VBZ VBG", "stop"),
        ("flies flew flown", "VBZ VBD VBN", "fly"),
        ("Targeting targeted", "VBG VBN", "target"),
        ("is were been ’re", "VBZ VBD VBN VBP", "be"),
        ("vetoed vetoes", "VBD VBZ", "veto"),
        ("agreed agreeing", "VBD VBG", "agree"),
        ("overthrew overthrown", "VBD VBN", "overthrow"),
        ("mismanaged", "VBD", "mismanage"),
        ("found", "VBD", "find"),
    ],
)
def test_forms_of_a_verb_have_one_base(forms: str, tag: str, base: str) -> None:
    assert {lemma(form, t) for form, t in zip(forms.split(), tag.split(), strict=True)} == {base}


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("allies", "ally"),
        ("crises", "crisis"),
        ("attacks", "attack"),
        ("gunmen", "gunman"),
        ("churches", "church"),
        ("1990s", "1990s"),
        ("troops", "troops"),
    ],
)
def test_plurals_have_their_singular(plural: str, singular: str) -> None:
    assert lemma(plural, "NNS") == singular


def test_modal_clitics_have_their_full_form() -> None:
    assert [lemma(word, "MD") for word in ("wo", "’ll", "ca", "should")] == ["will", "will", "can", "should"]


def test_words_that_do_not_inflect_stay() -> None:
    assert lemma("ISIS", "NNP") == "isis"
    assert lemma("focus", "VB") == "focus"


@given(st.text(min_size=1, max_size=20), st.sampled_from(["VBD", "VBZ", "VBG", "VBN", "NNS", "MD", "JJ"]))
def test_any_word_has_a_base(word: str, tag: str) -> None:
    assert lemma(word, tag)
