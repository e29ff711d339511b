"""Selections: one document, one actor, a range of days, and nothing later than `as_of`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import article
from hindsight.corpus.corpus import Corpus
from hindsight.errors import BadParameter
from hindsight.schema import FRAMES, rows_of


def test_as_of_hides_every_trace_of_what_came_later(sample_corpus: Corpus) -> None:
    then = sample_corpus.select(as_of="2015-12-31")
    assert len(sample_corpus.related_items) == 4
    for name in FRAMES:
        text = str(rows_of(then.frame(name)))
        assert "Kofman" not in text, name
        assert "2023" not in text, name
        assert "Menendez" not in text, name
    assert len(then.claims) > 20
    last = then.claims[then.claims.quote.str.contains("verify")].iloc[0]
    shown = (str(then.sources(last)), then.around(last, width=2000), str(then.kwic("must*", width=2000)))
    assert not any("Podcast" in text for text in shown)


def test_as_of_before_publication_leaves_nothing(sample_corpus: Corpus) -> None:
    before = sample_corpus.select(as_of="2015-11-22")
    assert [len(before.frame(name)) for name in ("documents", "claims", "mentions", "links", "actors")] == [
        0
    ] * 5


def test_an_actor_can_be_named_as_any_page_names_them(sample_corpus: Corpus) -> None:
    for name in ("Putin", "putin", "Vladimir Putin", "vladimir-putin"):
        view = sample_corpus.select(actor=name)
        assert view.selection.actor == "vladimir-putin"
    assert set(view.mentions.actor_id) == {"vladimir-putin"}
    assert 0 < len(view.claims) < len(sample_corpus.claims)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"document": "cnas-2015-11-32"}, "did you mean 'cnas-2015-11-23'"),
        ({"actor": "Putn"}, "did you mean 'Putin'"),
        ({"as_of": "31.12.2015"}, "is not a day"),
        ({"date_from": "2015-13-01"}, "parameter date_from"),
    ],
)
def test_a_parameter_that_fits_nothing_says_what_would(
    sample_corpus: Corpus, parameters: dict[str, str], said: str
) -> None:
    with pytest.raises(BadParameter, match=said):
        sample_corpus.select(**parameters)


def test_a_part_of_a_name_is_enough_where_it_is_one_actor_s(sample_corpus: Corpus) -> None:
    assert sample_corpus.select(actor="julianne").selection.actor == "julianne-smith"
    with pytest.raises(BadParameter) as error:
        sample_corpus.select(actor="Vladimir Puton")
    assert str(error.value).count("utin") == 1  # one person is not offered three times


def test_a_page_in_another_language_is_cleaned_and_not_read(make_corpus: Callable[..., Corpus]) -> None:
    german = (
        "Der Krieg ist nicht vorbei\n\n3. März 2014\n\nDer Krieg ist nicht vorbei, und die Menschen auf der "
        "Insel sind in Not. Die Regierung in Berlin wird im April entscheiden, was sie tun will.\n"
    )
    corpus = make_corpus({"kommentar.txt": german, "page.txt": article()})
    read = corpus.documents.set_index("document_id").problem
    assert "not read for actors, claims and dates" in read["kommentar"]
    for frame in (corpus.mentions, corpus.claims, corpus.dates):
        assert set(frame.document_id) == {"page"}


def test_a_page_that_does_not_mention_the_actor_is_not_shown(trouble_corpus: Corpus) -> None:
    view = trouble_corpus.select(actor="Norway")
    assert 0 < len(view.documents) < len(trouble_corpus.documents)
    assert set(view.documents.document_id) == set(view.mentions.document_id)


def test_a_range_of_days_is_about_publication(sample_corpus: Corpus) -> None:
    assert len(sample_corpus.select(date_from="2015-11-23", date_to="2015-11-23").documents) == 1
    assert len(sample_corpus.select(date_from="2015-11-24").documents) == 0


def test_a_corpus_names_its_frames_and_rejects_others(sample_corpus: Corpus) -> None:
    assert set(FRAMES) <= set(dir(sample_corpus))
    with pytest.raises(AttributeError, match="its frames"):
        _ = sample_corpus.claim
