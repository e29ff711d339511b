"""What holds for every row of every frame: places, keys, round trips through disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pandas.testing
import pytest

from conftest import article
from hindsight.corpus.clean import clean_page, list_pages
from hindsight.corpus.corpus import Corpus
from hindsight.corpus.readings import offset_maps
from hindsight.corpus.store import read_frame, write_frame
from hindsight.schema import FRAMES, check_frame, check_keys, rows_of

PLACED = [name for name, frame in FRAMES.items() if frame.has_place]


@pytest.fixture(params=["sample", "trouble"])
def corpus(request: pytest.FixtureRequest, sample_corpus: Corpus, trouble_corpus: Corpus) -> Corpus:
    return sample_corpus if request.param == "sample" else trouble_corpus


def test_every_row_quotes_what_stands_at_its_place(corpus: Corpus) -> None:
    maps = offset_maps(corpus.frames("texts", "edits"), corpus.texts.document_id)
    for name in PLACED:
        for row in rows_of(corpus.frame(name)):
            offsets = maps[row["document_id"]]
            where = (name, row["quote"])
            assert offsets.clean[row["clean_start"] : row["clean_end"]] == row["quote"], where
            assert offsets.clean_of_raw(row["raw_start"], row["raw_end"]) == row["quote"], where


def test_raw_and_clean_places_lead_to_each_other(corpus: Corpus) -> None:
    maps = offset_maps(corpus.frames("texts", "edits"), corpus.texts.document_id)
    for name in PLACED:
        for row in rows_of(corpus.frame(name)):
            offsets = maps[row["document_id"]]
            raw, clean = (row["raw_start"], row["raw_end"]), (row["clean_start"], row["clean_end"])
            assert offsets.to_raw(*clean) == raw, (name, row["quote"])
            assert offsets.to_clean(*raw) == clean, (name, row["quote"])


def test_undoing_the_edits_gives_the_raw_text(corpus: Corpus) -> None:
    texts = {row["document_id"]: row for row in rows_of(corpus.texts)}
    edits: dict[str, list[dict[str, object]]] = {}
    for row in rows_of(corpus.edits):
        edits.setdefault(row["document_id"], []).append(row)
    for key, text in texts.items():
        undone = text["clean"]
        for edit in reversed(edits.get(key, [])):
            assert undone[edit["clean_start"] : edit["clean_end"]] == edit["replacement"]
            undone = undone[: edit["clean_start"]] + edit["original"] + undone[edit["clean_end"] :]
        assert undone == text["raw"]


def test_frames_hold_to_the_schema_and_to_each_other(corpus: Corpus) -> None:
    frames = corpus.frames()
    for name, frame in frames.items():
        check_frame(name, frame)
    check_keys(frames)


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_comes_back_from_disk_as_it_was(corpus: Corpus, name: str, tmp_path: object) -> None:
    frame = corpus.frame(name)
    write_frame(tmp_path, name, frame, "key")  # type: ignore[arg-type]
    back = read_frame(tmp_path, name, "key")  # type: ignore[arg-type]
    assert back is not None
    pandas.testing.assert_frame_equal(frame, back)


def test_bad_files_become_rows_that_say_why_and_the_rest_is_read(trouble_corpus: Corpus) -> None:
    documents = trouble_corpus.documents.set_index("document_id")
    refused = documents[documents.status == "refused"]
    assert sorted(refused.index) == ["binary", "empty"]
    assert refused.problem.str.len().gt(10).all()
    assert documents.loc["plain", "status"] == "duplicate"
    assert documents.loc["plain", "duplicate_of"] == "again"
    assert "no date" in documents.loc["undated", "problem"]
    assert (documents.status == "ok").sum() == 6


def test_a_file_that_vanishes_midway_becomes_a_row_that_says_so(
    make_corpus: Callable[..., Corpus], tmp_path: Path
) -> None:
    corpus = make_corpus({"a.txt": article("A Page That Stays"), "b.txt": article("A Page That Goes")})
    pages = list_pages(tmp_path / "data" / "raw")
    (tmp_path / "data" / "raw" / "b.txt").unlink()
    rows = [clean_page(path, path.parent, path.stem, {}).rows["documents"][0] for path in pages]
    assert [row["status"] for row in rows] == ["ok", "refused"]
    assert rows[1]["problem"]
    assert corpus.documents.document_id.tolist() == ["a"]


@pytest.mark.slow
def test_a_line_of_20_million_characters_does_not_stop_the_rest(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus({"a.txt": article(), "long.txt": "word " * 4_000_000})
    documents = corpus.documents.set_index("document_id")
    assert documents.loc["a", "status"] == "ok"
    assert documents.loc["long", "status"] in ("ok", "refused")
    assert len(corpus.claims) > 0


def test_an_empty_corpus_has_empty_frames(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus()
    assert {name: len(frame) for name, frame in corpus.frames().items()} == dict.fromkeys(FRAMES, 0)
    assert isinstance(corpus.kwic("anything"), pd.DataFrame)


def test_a_key_does_not_move_when_an_earlier_sentence_changes(make_corpus: Callable[..., Corpus]) -> None:
    before = set(make_corpus({"page.txt": article(words="It rained.")}).claims.claim_id)
    after = set(make_corpus({"page.txt": article(words="It rained all day in the north.")}).claims.claim_id)
    assert len(before & after) >= len(before) - 2  # only the claims of the changed words
