"""The dossier of one actor: what is said of it, and which office it held then and later."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import hindsight

SAMPLE = Path(__file__).parents[1] / "data" / "raw" / "cnas-2015-11-23.txt"
TERMS = "of\toffice\ttitle\tholder\taliases\tfrom\tto\tis_lead\tsource\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    shutil.copy(SAMPLE, tmp_path / "raw")
    return tmp_path / "raw"


def load(raw: Path) -> hindsight.Corpus:
    return hindsight.load(str(raw), output_folder=str(raw.parent / "processed"))


def test_an_office_is_that_of_the_day_of_each_page_and_item(raw: Path) -> None:
    offices = load(raw).dossier("Obama").offices
    then = offices[offices.side == "then"]
    assert list(then.office) == ["President of the United States"]
    assert "Barack Obama" not in set(offices[offices.side == "later"].holder.dropna())


def test_a_states_dossier_says_who_led_it_then_and_later(raw: Path) -> None:
    offices = load(raw).dossier("United States").offices
    assert set(offices[offices.side == "then"].holder) == {"Barack Obama"}
    assert set(offices[offices.side == "later"].holder) == {"Joe Biden"}


def test_without_a_name_the_dossier_is_of_whoever_is_named_most(raw: Path) -> None:
    corpus = load(raw)
    assert corpus.dossier("").actor.n_mentions == corpus.actors.n_mentions.max()


def test_a_corpus_that_names_nobody_has_an_empty_dossier(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "page.txt").write_text("Nothing of note happened here.\n", encoding="utf-8")
    dossier = load(tmp_path / "raw").dossier("")
    assert len(dossier.mentions) == len(dossier.offices) == 0


def test_a_readers_term_of_office_counts(raw: Path) -> None:
    corrections = raw.parent / "corrections"
    corrections.mkdir()
    of, holder = "Center for a New American Security", "Michael Kofman"
    row = "\t".join((of, "head", "Chief analyst", holder, "", "2022-01-01", "2024-01-01", "0", "example.org"))
    (corrections / "terms.tsv").write_text(TERMS + row + "\n", encoding="utf-8")
    corpus = load(raw)
    kofman = corpus.actors[corpus.actors["name"] == "Michael Kofman"].iloc[0]
    assert kofman.role_then == "Chief analyst"
    offices = corpus.dossier("Michael Kofman").offices
    assert "Chief analyst" in set(offices[offices.side == "later"].office)


def test_who_may_be_meant_and_who_stands_beside_are_told(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "mali-2014.txt").write_text(
        "What Paris Wanted\nBy Anna Lisowska\nPublished: March 11, 2014\n\n"
        "In 2012 the French president met the king. Nicolas Sarkozy had met David Cameron before. "
        "Sarkozy never met the emir.\n",
        encoding="utf-8",
    )
    dossier = load(tmp_path / "raw").dossier("Sarkozy")
    (possible,) = dossier.possible.itertuples()
    assert possible.quote == "the French president"
    assert dossier.possible.actor_id.isna().all()
    assert list(possible.candidates) == ["francois-hollande", "nicolas-sarkozy"]
    assert list(dossier.beside.actor) == ["David Cameron"]
    assert dossier.introduction == "Nicolas Sarkozy, former President of France"
    # Who is only possibly meant is an actor without a mention of its own.
    hollande = load(tmp_path / "raw").dossier("François Hollande")
    assert (hollande.actor.n_mentions, len(hollande.mentions), len(hollande.possible)) == (0, 0, 1)
