"""Round trips of a reader's decisions: made in a notebook, kept in a file, applied by the next run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SAMPLE
from hindsight.corpus.corpus import Corpus
from hindsight.errors import BadCorrection, HindsightError

SIGNED = {"who": "A. Reader", "when": "2026-01-02"}


@pytest.fixture
def reload(make_corpus: Callable[..., Corpus]) -> Callable[[], Corpus]:
    """The sample page as a corpus of its own, opened again at each call."""
    return lambda: make_corpus({SAMPLE.name: SAMPLE.read_bytes()})


def decided(corpus: Corpus) -> dict[str, str]:
    return dict(zip(corpus.corrections.action, corpus.corrections.status, strict=True))


def test_a_date_that_a_reader_set_holds_on_the_next_run(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    monday = corpus.dates[corpus.dates.quote == "Monday"].iloc[0]
    corpus.decide.set_date(monday, "2015-11-16", reason="the Monday before", **SIGNED)
    after = reload()
    row = after.dates.set_index("date_id").loc[monday.date_id]
    assert (row.value, row.rule) == ("2015-11-16", "correction")
    assert f"{row.earliest:%Y-%m-%d}" == f"{row.latest:%Y-%m-%d}" == "2015-11-16"
    assert decided(after) == {"set_date": "applied"}


def test_a_claim_of_another_kind_and_its_verdict(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    claim = corpus.claims[corpus.claims.quote.str.contains("rarely materialize")].iloc[0]
    corpus.decide.set_claim_kind(claim.claim_id, "evaluation", **SIGNED)
    corpus.decide.give_verdict(claim, "not_checkable", seen_through="2023-05-25", reason="vague", **SIGNED)
    after = reload()
    assert after.claims.set_index("claim_id").loc[claim.claim_id].kind == "evaluation"
    assert after.verdicts[["claim_id", "verdict"]].to_numpy().tolist() == [[claim.claim_id, "not_checkable"]]
    assert len(after.select(as_of="2015-12-31").verdicts) == 0  # it was given with later evidence in view


def test_actors_merged_split_renamed_and_retyped(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    corpus.decide.merge_actors(["Iran", "Iraq"], into="Persia", **SIGNED)
    corpus.decide.rename_actor("NATO", "North Atlantic Treaty Organization", **SIGNED)
    corpus.decide.retype_actor("Bashar al-Assad", "group", **SIGNED)
    mention = corpus.mentions[corpus.mentions.quote == "Beirut"].iloc[0]
    corpus.decide.split_actor(mention, "Beirut Madinati", **SIGNED)
    after = reload()
    actors = after.actors.set_index("name")
    assert set(actors.loc["Persia", "aliases"]) == {"Iran", "Iraq"}
    assert "North Atlantic Treaty Organization" in actors.index
    assert actors.loc["Bashar al-Assad", "kind"] == "group"
    assert actors.loc["Beirut Madinati", "aliases"] == ["Beirut"]
    assert set(after.corrections.status) == {"applied"}


def test_text_that_changed_under_a_correction_orphans_it_and_loses_nothing(
    reload: Callable[[], Corpus], make_corpus: Callable[..., Corpus], tmp_path: Path
) -> None:
    corpus = reload()
    monday = corpus.dates[corpus.dates.quote == "Monday"].iloc[0]
    path = corpus.decide.set_date(monday, "2015-11-16", **SIGNED)
    before = path.read_bytes()
    page = SAMPLE.read_text(encoding="utf-8").replace("as recently as Monday", "lately")
    after = make_corpus({SAMPLE.name: page})
    assert after.corrections.status.tolist() == ["orphaned"]
    assert path.read_bytes() == before
    assert decided(reload()) == {"set_date": "applied"}  # the words are back, and so is the correction


def test_a_line_made_by_hand_that_makes_no_sense_is_listed_as_refused(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    folder = corpus._store.folders.corrections
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.jsonl").write_text("{broken\n", encoding="utf-8")
    corrections = reload().corrections
    assert corrections.status.tolist() == ["refused"]
    assert corrections.correction_id.tolist() == ["mine.jsonl:1"]


def test_a_decision_that_makes_no_sense_is_not_written(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    with pytest.raises(BadCorrection, match="nothing was written"):
        corpus.decide.give_verdict(corpus.claims.iloc[0], "perhaps", **SIGNED)
    with pytest.raises(HindsightError, match="no row with the key"):
        corpus.decide.set_date("cnas-2015-11-23.date-ffffffff", "2015", **SIGNED)
    assert not corpus._store.folders.corrections.exists()


def test_a_date_of_publication_given_by_hand_anchors_the_page(make_corpus: Callable[..., Corpus]) -> None:
    page = "A Title Without A Date\n\nThe minister left. He will be back on Friday.\n"
    corpus = make_corpus({"undated.txt": page})
    assert corpus.documents.published.isna().all()
    corpus.decide.set_published("undated", "2014-03-03", **SIGNED)
    after = make_corpus({"undated.txt": page})
    assert after.documents.published.tolist() == ["2014-03-03"]
    assert after.dates.value.tolist() == ["2014-03-07"]


def test_each_decision_is_one_line_of_json(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    corpus.decide.rename_actor("NATO", "Nato\nAlliance", **SIGNED)
    path = corpus.decide.rename_actor("EU", "Union", **SIGNED)
    assert [json.loads(line)["names"] for line in path.read_text().splitlines()] == [["NATO"], ["EU"]]


@pytest.mark.parametrize(
    ("method", "value", "said"),
    [
        ("retype_actor", ("Paris", "city"), "is no kind"),
        ("set_published", (SAMPLE.stem, "August 2"), "is no EDTF date"),
        ("set_published", ("nope", "2015"), "no document 'nope'"),
        ("merge_actors", ("Putin", "Vladimir"), "give a list of names"),
        ("merge_actors", (["Putin", "Obamma"], "Vladimir"), "did you mean 'Obama'"),
        ("set_title", ("cnas", "A Title"), "no document 'cnas'"),
    ],
)
def test_a_decision_that_would_stop_later_runs_is_refused_at_once(
    reload: Callable[[], Corpus], method: str, value: tuple[object, str], said: str
) -> None:
    with pytest.raises(BadCorrection, match=said):
        getattr(reload().decide, method)(*value, **SIGNED)


@pytest.mark.parametrize("value", ["16 Nov 2015", "2015-02-30", "soon"])
def test_a_date_that_is_none_is_refused(reload: Callable[[], Corpus], value: str) -> None:
    corpus = reload()
    with pytest.raises(BadCorrection, match="is no TIMEX3 value"):
        corpus.decide.set_date(corpus.dates.iloc[0], value, **SIGNED)
    with pytest.raises(BadCorrection, match="not a day"):
        corpus.decide.give_verdict(corpus.claims.iloc[0], "partly", seen_through="May 2023", **SIGNED)
    with pytest.raises(BadCorrection, match="a row of dates, and this is none"):
        corpus.decide.set_date(corpus.claims.iloc[0], "2015", **SIGNED)


def test_of_two_decisions_on_one_row_the_earlier_is_superseded(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    monday = corpus.dates[corpus.dates.quote == "Monday"].iloc[0]
    corpus.decide.set_date(monday, "2015-11-16", **SIGNED)
    corpus.decide.set_date(monday, "2015-11-09", **SIGNED)
    after = reload()
    assert after.corrections.status.tolist() == ["superseded", "applied"]
    assert "2015-11-09" in after.dates.value.tolist()


def test_an_actor_renamed_away_is_applied_not_orphaned(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    corpus.decide.rename_actor("Julianne Smith", "Julie Smith", **SIGNED)
    after = reload()
    assert after.corrections.status.tolist() == ["applied"]
    assert "Julie Smith" in after.actors.name.tolist()


def test_who_claims_and_how_surely_is_the_reader_s_to_say(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    claim = corpus.claims[corpus.claims.quote.str.contains("rarely materialize")].iloc[0]
    corpus.decide.set_claimant(claim, "Putin", **SIGNED)
    corpus.decide.set_certainty(claim, "PS", **SIGNED)
    corpus.decide.set_polarity(claim, "negative", **SIGNED)
    row = reload().claims.set_index("claim_id").loc[claim.claim_id]
    assert (row.claimant, row.claimant_id, row.is_attributed) == ("Vladimir Putin", "vladimir-putin", True)
    assert (row.certainty, row.polarity) == ("PS", "negative")
    corpus.decide.set_claimant(claim, "author", **SIGNED)
    row = reload().claims.set_index("claim_id").loc[claim.claim_id]
    assert (row.claimant, row.is_attributed) == ("author", False)


def test_a_title_and_authors_given_by_hand_hold(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    key = corpus.documents.document_id.iloc[0]
    corpus.decide.set_title(key, "Another Title", **SIGNED)
    corpus.decide.set_authors(key, ["Ada Lovelace", "Bo Li"], **SIGNED)
    after = reload()
    (row,) = after.documents.to_dict("records")
    assert (row["title"], row["authors"]) == ("Another Title", ["Ada Lovelace", "Bo Li"])
    assert (row["title_how"], row["authors_how"]) == ("correction", "correction")
    assert decided(after) == {"set_title": "applied", "set_authors": "applied"}


def test_readers_may_differ_and_each_changes_only_their_own_verdict(reload: Callable[[], Corpus]) -> None:
    corpus = reload()
    claim = corpus.claims.iloc[0]
    for who, verdict in (("A. Reader", "partly"), ("B. Other", "borne_out"), ("A. Reader", "not_borne_out")):
        corpus.decide.give_verdict(claim, verdict, who=who, when="2026-01-02")
    after = reload()
    given = dict(zip(after.verdicts.who, after.verdicts.verdict, strict=True))
    assert given == {"A. Reader": "not_borne_out", "B. Other": "borne_out"}
    assert after.corrections.status.tolist() == ["superseded", "applied", "applied"]


def test_a_copy_added_later_orphans_no_decision(make_corpus: Callable[..., Corpus]) -> None:
    page = SAMPLE.read_bytes()
    corpus = make_corpus({"page.txt": page})
    corpus.decide.set_date(corpus.dates[corpus.dates.quote == "Monday"].iloc[0], "2015-11-16", **SIGNED)
    after = make_corpus({"page.txt": page, "a copy of it.txt": page})
    assert decided(after) == {"set_date": "applied"}
    status = dict(zip(after.documents.document_id, after.documents.status, strict=True))
    assert status == {"page": "ok", "a-copy-of-it": "duplicate"}
