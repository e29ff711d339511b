"""What changed between two runs: which rows, in what, and why."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import HOSTILE, article
from hindsight.cli import main
from hindsight.corpus.causes import UNKNOWN
from hindsight.corpus.changes import COMPARED, Change, compare_runs
from hindsight.corpus.changes_shown import count_rows, render_changes, write_changes
from hindsight.corpus.corpus import Corpus
from hindsight.corpus.stored_run import StoredRun, read_run
from hindsight.errors import BadParameter, HindsightError
from hindsight.schema.export import export, unguard_cell

SIGNED = {"who": "A. Reader", "when": "2026-01-02"}
PAGE = article()
RAIL = article("Rails", "Finland will build a railway to Norway.").replace(
    "Norway and Sweden", "Finland and Norway"
)


@pytest.fixture
def run(make_corpus: Callable[..., Corpus], tmp_path: Path) -> Callable[..., StoredRun]:
    """Make a run of some pages, keep a copy of it, and read the copy."""
    count = 0

    def make(files: dict[str, str], decide: Callable[[Corpus], object] | None = None) -> StoredRun:
        nonlocal count
        count += 1
        shutil.rmtree(tmp_path / "data" / "raw", ignore_errors=True)
        if decide:
            decide(make_corpus(files))
        corpus = make_corpus(files)
        corpus.frames()
        kept = tmp_path / f"run-{count}"
        shutil.copytree(tmp_path / "data" / "processed", kept)
        return read_run(kept)

    return make


def of_frame(changes: list[Change], frame: str) -> list[Change]:
    return [change for change in changes if change.frame == frame]


def with_rows(run: StoredRun, frame: str, **changed: object) -> StoredRun:
    """Return a run whose first row of a frame says something else."""
    first, *rest = run.rows[frame]
    return replace(run, rows={**run.rows, frame: [first | changed, *rest]})


def with_inputs(run: StoredRun, **changed: str) -> StoredRun:
    return replace(run, inputs={**run.inputs, **changed})


def test_a_run_compared_with_itself_has_not_changed(run: Callable[..., StoredRun]) -> None:
    one = run({"a.txt": PAGE})
    assert compare_runs(one, one) == []
    assert set(one.inputs) == {"pages", "corrections", "rules", "parameters", "packages"}
    assert "nothing changed" in "".join(write_changes([], one, one, "text"))


def test_a_page_added_brings_rows_because_of_its_text(run: Callable[..., StoredRun]) -> None:
    changes = compare_runs(run({"a.txt": PAGE}), run({"a.txt": PAGE, "b.txt": RAIL}))
    added = [c for c in changes if c.change == "added" and c.document_id == "b"]
    assert {c.frame for c in added} >= {"documents", "claims", "dates", "ledger"}
    assert {c.cause for c in added} == {"text"}
    assert not [c for c in changes if c.document_id == "a" and c.frame in ("claims", "dates")]


def test_words_changed_on_a_page_change_their_row_and_move_no_other(run: Callable[..., StoredRun]) -> None:
    other = PAGE.replace("The union should vote no.", "Truly, the union should not vote.")
    changes = of_frame(compare_runs(run({"a.txt": PAGE}), run({"a.txt": other})), "claims")
    assert {c.cause for c in changes} == {"text"}
    assert [(c.before, c.after) for c in changes if c.column == "quote"] == [
        ("The union should vote no", "the union should not vote")
    ]
    assert {c.key for c in changes} == {changes[0].key}  # what stands after it has only moved


def test_a_decision_is_the_cause_of_what_it_changed(run: Callable[..., StoredRun]) -> None:
    def decide(corpus: Corpus) -> None:
        ahead = corpus.ledger.claim_id.iloc[0]
        corpus.decide.give_verdict(ahead, "borne_out", **SIGNED)
        corpus.decide.set_date(corpus.dates[corpus.dates.quote == "Thursday"].iloc[0], "2014-03-13", **SIGNED)

    changes = compare_runs(run({"a.txt": PAGE}), run({"a.txt": PAGE}, decide))
    assert {c.cause for c in changes} == {"correction"}
    assert [(c.before, c.after) for c in of_frame(changes, "dates") if c.column == "value"] == [
        ("2014-03-06", "2014-03-13")
    ]
    verdict = next(c for c in of_frame(changes, "ledger") if c.column == "verdict")
    assert (verdict.before, verdict.after) == ("", "borne_out")


@pytest.mark.parametrize(
    ("differing", "cause"),
    [
        ({"rules": "x"}, "rule"),
        ({"parameters": "x"}, "parameter"),
        ({"rules": "x", "packages": "x"}, "rule or package"),
        ({}, UNKNOWN),
    ],
)
def test_with_the_same_text_the_cause_is_what_differs_between_the_runs(
    run: Callable[..., StoredRun], differing: dict[str, str], cause: str
) -> None:
    one = run({"a.txt": PAGE})
    other = with_inputs(with_rows(one, "claims", kind="evaluation"), **differing)
    (change,) = [c for c in compare_runs(one, other) if c.column == "kind"]
    assert (change.before, change.after, change.cause) == (one.rows["claims"][0]["kind"], "evaluation", cause)


def test_a_row_cut_otherwise_by_the_rules_is_changed_and_not_removed_and_added(
    run: Callable[..., StoredRun],
) -> None:
    one = run({"a.txt": PAGE})
    row = one.rows["claims"][0]
    shorter = {"claim_id": "a.claim-new", "raw_end": row["raw_end"] - 4, "quote": row["quote"][:-4]}
    other = with_inputs(with_rows(one, "claims", **shorter), rules="x")
    changes = of_frame(compare_runs(one, other), "claims")
    assert [(c.change, c.column, c.key) for c in changes] == [("changed", "quote", "a.claim-new")]


def test_runs_without_fingerprints_tell_what_the_frames_show(run: Callable[..., StoredRun]) -> None:
    one, two = run({"a.txt": PAGE}), run({"a.txt": PAGE, "b.txt": RAIL})
    one, two = replace(one, inputs={}), replace(two, inputs={})
    changes = compare_runs(one, with_rows(two, "claims", kind="evaluation"))
    (kind,) = [c for c in changes if c.column == "kind"]
    assert kind.cause == "text"  # all that the frames show to differ


def test_a_column_or_frame_of_another_version_is_left_out(run: Callable[..., StoredRun]) -> None:
    one = run({"a.txt": PAGE})
    rows = {name: frame for name, frame in one.rows.items() if name != "ledger"}
    rows["claims"] = [{k: v for k, v in row.items() if k != "evidence"} for row in rows["claims"]]
    assert compare_runs(replace(one, rows=rows), one) == []


# Reading


@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet"])
def test_an_export_is_the_same_run_as_the_frames_it_was_made_from(
    make_corpus: Callable[..., Corpus], tmp_path: Path, format: str
) -> None:
    corpus = make_corpus({"a.txt": PAGE, "b.txt": article(HOSTILE, HOSTILE)})
    export(corpus.frames(), format, tmp_path / "out", inputs=corpus.inputs)
    stored, exported = read_run(tmp_path / "data" / "processed"), read_run(tmp_path / "out")
    assert compare_runs(stored, exported) == []
    assert stored.inputs == exported.inputs == corpus.inputs


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match="no such folder"):
        read_run(tmp_path / "absent")
    with pytest.raises(BadParameter, match="no frames here"):
        read_run(tmp_path)
    (tmp_path / "claims.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(HindsightError, match=r"claims\.parquet: cannot be read"):
        read_run(tmp_path)
    (tmp_path / "datapackage.json").write_text("[1]")
    with pytest.raises(HindsightError, match=r"datapackage\.json: not a JSON object"):
        read_run(tmp_path)


def test_a_run_made_before_fingerprints_were_kept_is_read(tmp_path: Path) -> None:
    pq.write_table(pa.table({"claim_id": ["a"]}), tmp_path / "claims.parquet")
    run = read_run(tmp_path)
    assert (run.inputs, run.rows) == ({}, {"claims": [{"claim_id": "a"}]})


# Showing

CHANGE = Change("claims", "changed", "a.claim-1", "a", HOSTILE, "quote", "=1+1", HOSTILE, "text")
EMPTY = StoredRun("<b>run</b>", {}, {})


def test_rows_are_counted_once_in_whatever_many_columns_they_changed() -> None:
    changes = [CHANGE, replace(CHANGE, column="kind"), replace(CHANGE, change="added", key="b")]
    assert count_rows(changes) == {("claims", "added"): 1, ("claims", "changed"): 1}


def test_hostile_words_are_harmless_in_every_form() -> None:
    text, lines, table = ("".join(write_changes([CHANGE], EMPTY, EMPTY, f)) for f in ("text", "jsonl", "csv"))
    assert "\x1b" not in text
    assert json.loads(lines)["words"] == HOSTILE
    head, row = csv.reader(io.StringIO(table))
    assert dict(zip(head, row, strict=True))["before"] == "'=1+1"
    assert unguard_cell(row[head.index("after")]) == HOSTILE
    page = render_changes([CHANGE], EMPTY, EMPTY)
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>run" not in page
    assert "Content-Security-Policy" in page


def test_the_command_writes_a_table_and_a_page(
    make_corpus: Callable[..., Corpus], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_corpus({"a.txt": PAGE}).frames(*COMPARED)
    one, two, page, out = (tmp_path / name for name in ("one", "data/processed", "page.html", "out.csv"))
    shutil.copytree(two, one)
    make_corpus({"a.txt": PAGE, "b.txt": RAIL}).frames(*COMPARED)
    assert main(["diff", str(one), str(two), "--page", str(page)]) == 0
    said = capsys.readouterr().out
    assert "they differ by text" in said
    assert "documents added: " in said
    assert "[text] b\n" in said
    assert "What changed between two runs?" in page.read_text(encoding="utf-8")
    assert main(["diff", str(one), str(two), "--format", "csv", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b'"frame","change","key"')
    assert main(["diff", str(one), str(two), "--format", "xlsx"]) == 2
    assert main(["diff", str(one), str(tmp_path / "absent")]) == 2
