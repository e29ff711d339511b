"""The ledger: what looks forward, what the corpus can say to it, and verdicts that survive."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import HOSTILE, SAMPLE, article
from hindsight.cli import main
from hindsight.corpus.corpus import Corpus, load
from hindsight.corpus.review import Review
from hindsight.corpus.reviewing import KEYS, converse, describe_case
from hindsight.errors import BadCorrection, BadParameter, HindsightError
from hindsight.ledger import FORWARD, claims_ahead, forward_kind, keep_ledger, read_rubric
from hindsight.schema import FRAMES, check_keys, empty_frame

GAS = Path(__file__).parent / "gold" / "links" / "gas"
SIGNED = {"who": "A. Reader", "when": "2026-01-02"}


@pytest.fixture
def gas(make_corpus: Callable[..., Corpus]) -> Callable[..., Corpus]:
    """Five pages on gas and wheat as a corpus, opened again at each call; pages can be given other words."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(GAS.iterdir())}
    return lambda changed=None, **selection: make_corpus(files | (changed or {}), **selection)


def entry_of(corpus: Corpus, words: str) -> dict[str, object]:
    found = corpus.ledger[corpus.ledger.quote.str.contains(words, regex=False)]
    assert len(found) == 1, found.quote.tolist()
    return dict(found.iloc[0])


def test_the_kinds_that_look_forward_are_kinds_of_the_schema() -> None:
    assert set(FORWARD) == set(FRAMES["ledger"].columns["kind"].values)
    assert set(FORWARD) <= set(FRAMES["claims"].columns["kind"].values)


@pytest.mark.parametrize(
    ("kind", "content_kind", "forward"),
    [
        ("prediction", None, "prediction"),
        ("reported_speech", "commissive", "commissive"),
        ("reported_speech", "assertion", None),
        ("evaluation", None, None),
    ],
)
def test_reported_speech_looks_forward_in_its_sources_mouth(
    kind: str, content_kind: str | None, forward: str | None
) -> None:
    claim = {"kind": kind, "content_kind": content_kind, "orientation": "future"}
    assert forward_kind(claim) == forward
    assert forward_kind(claim | {"orientation": "past"}) is None


def test_every_forward_claim_of_a_page_has_one_row_and_no_card_has(sample_corpus: Corpus) -> None:
    claims = sample_corpus.claims
    ahead = claims[claims.kind.isin(FORWARD) | claims.content_kind.isin(FORWARD)]
    ahead = ahead[ahead.related_item_id.isna() & ahead.orientation.ne("past")]
    assert sample_corpus.ledger.claim_id.tolist() == ahead.claim_id.tolist()
    assert claims_ahead(claims).claim_id.tolist() == ahead.claim_id.tolist()
    check_keys(sample_corpus.frames())


def test_of_the_sample_only_what_touches_ukraine_or_russia_has_evidence(sample_corpus: Corpus) -> None:
    ledger = sample_corpus.ledger.set_index("quote")
    spoken_to = ledger[ledger.status == "candidate_evidence"]
    assert all("Ukraine" in quote for quote in spoken_to.index)
    for words in ("grand coalition to defeat ISIS", "halt terrorist financing", "He must verify"):
        (row,) = ledger[[words in quote for quote in ledger.index]].itertuples()
        assert (row.status, row.link_ids, row.passage_ids) == ("not_addressed", [], [])


def test_what_a_page_lists_is_no_evidence(sample_corpus: Corpus) -> None:
    cited = {key for keys in sample_corpus.ledger.link_ids for key in keys}
    kinds = set(sample_corpus.links[sample_corpus.links.link_id.isin(cited)].kind)
    assert not kinds & {"site_related", "same_author"}


def test_a_claim_says_its_horizon_its_condition_and_what_would_settle_it(sample_corpus: Corpus) -> None:
    meeting = entry_of(sample_corpus, "meets President Barack Obama Tuesday")
    assert f"{meeting['horizon']:%Y-%m-%d}" == "2015-11-24"
    assert meeting["settled_by"] == "Later reports that say whether this happened, by 24 November 2015"
    advice = entry_of(sample_corpus, "he must not let that cooperation")
    assert advice["condition"] == "should help from Moscow materialize"
    assert str(advice["settled_by"]).endswith("and whether “should help from Moscow materialize” came about")


def test_a_claim_whose_kind_a_reader_changed_is_entered_with_what_would_settle_it(
    gas: Callable[..., Corpus],
) -> None:
    corpus = gas()
    claims = corpus.claims[corpus.claims.related_item_id.isna() & (corpus.claims.kind == "assertion")]
    claim = claims.iloc[0]
    assert claim.claim_id not in set(corpus.ledger.claim_id)
    corpus.decide.set_claim_kind(claim, "prescription", **SIGNED)
    row = gas().ledger.set_index("claim_id").loc[claim.claim_id]
    assert row.settled_by.startswith("Later reports that say whether")


def test_passages_to_read_stand_in_later_texts(gas: Callable[..., Corpus]) -> None:
    corpus = gas()
    cut = entry_of(corpus, "cut deliveries to Ukraine altogether")
    quotes = corpus.sentences.set_index("sentence_id").quote
    assert [key[:10] for key in cut["later_ids"]] == ["2022-12-17"]
    assert "after Russia cut deliveries through the old pipeline" in quotes[cut["passage_ids"][0]]


def test_a_page_with_nothing_later_has_silent_claims(gas: Callable[..., Corpus]) -> None:
    ledger = gas().ledger
    last = ledger[ledger.document_id.str.startswith("2022")]
    assert set(last.n_later) <= {0}
    assert set(last.status) <= {"not_addressed"}


def test_as_of_hides_what_is_later_and_what_was_judged_later(gas: Callable[..., Corpus]) -> None:
    corpus = gas()
    claim = entry_of(corpus, "cut deliveries to Ukraine altogether")["claim_id"]
    corpus.decide.give_verdict(claim, "partly", seen_through="2022-12-17", **SIGNED)
    assert entry_of(gas(), "cut deliveries")["status"] == "judged"
    blind = entry_of(gas(as_of="2016-01-01"), "cut deliveries")
    assert (blind["status"], blind["link_ids"], blind["n_later"]) == ("not_addressed", [], 0)


def test_a_verdict_is_kept_and_the_next_run_shows_it_with_its_rubric(gas: Callable[..., Corpus]) -> None:
    corpus = gas()
    claim = entry_of(corpus, "cut deliveries to Ukraine altogether")["claim_id"]
    corpus.decide.give_verdict(claim, "partly", reason="not all", seen_through="2022-12-17", **SIGNED)
    row = entry_of(gas(), "cut deliveries")
    assert (row["status"], row["verdict"], row["rationale"], row["who"]) == (
        "judged",
        "partly",
        "not all",
        "A. Reader",
    )
    assert row["rubric"] == corpus.rubric.sha256


def test_text_that_changed_under_a_verdict_orphans_it_and_loses_nothing(gas: Callable[..., Corpus]) -> None:
    corpus = gas()
    claim = entry_of(corpus, "cut deliveries to Ukraine altogether")["claim_id"]
    file = corpus.decide.give_verdict(claim, "partly", **SIGNED)
    before = file.read_bytes()
    name = "2015-09-08-a-second-pipe-under-the-baltic.txt"
    page = (
        (GAS / name)
        .read_text(encoding="utf-8")
        .replace("Moscow might then cut deliveries", "It may stop gas")
    )
    changed = gas({name: page})
    assert changed.corrections.status.tolist() == ["orphaned"]
    assert (len(changed.verdicts), set(changed.ledger.status) & {"judged"}) == (0, set())
    assert file.read_bytes() == before
    assert entry_of(gas(), "cut deliveries")["status"] == "judged"  # the words are back


def test_a_link_that_a_reader_asserts_is_evidence_and_comes_first(gas: Callable[..., Corpus]) -> None:
    corpus = gas()
    claim = entry_of(corpus, "cut deliveries to Ukraine altogether")["claim_id"]
    (pipe,) = [key for key in corpus.documents.document_id if key.startswith("2021")]
    corpus.decide.assert_link(claim, pipe, "contradicts", reason="Transit goes on.", **SIGNED)
    after = gas()
    row = entry_of(after, "cut deliveries to Ukraine altogether")
    assert row["later_ids"][0] == pipe
    link = after.links.set_index("link_id").loc[row["link_ids"][0]]
    assert (link.asserted_by, link.reason, link.rule) == ("person", "Transit goes on.", "correction")
    assert after.corrections.status.tolist() == ["applied"]
    with pytest.raises(BadCorrection, match="no document or card"):
        corpus.decide.assert_link(claim, "nowhere", "supports", **SIGNED)
    with pytest.raises(BadCorrection, match="for the page alone"):
        corpus.decide.assert_link(claim, pipe, "site_related", **SIGNED)


def test_of_the_readers_verdicts_the_latest_line_holds_and_each_reader_s_is_named(
    gas: Callable[..., Corpus],
) -> None:
    corpus = gas()
    claim = entry_of(corpus, "cut deliveries to Ukraine altogether")["claim_id"]
    for verdict in ["not_borne_out"] * 10 + ["partly"]:  # line 11 comes after line 9
        corpus.decide.give_verdict(claim, verdict, **SIGNED)
    corpus.decide.give_verdict(claim, "borne_out", **(SIGNED | {"who": "B. Other"}))
    row = entry_of(gas(), "cut deliveries")
    assert row["verdict"] == "borne_out"
    assert row["verdict_ids"] == ["decisions.jsonl:11", "decisions.jsonl:12"]


def test_an_empty_corpus_has_an_empty_ledger() -> None:
    names = ("documents", "related_items", "claims", "links", "verdicts")
    assert keep_ledger({name: empty_frame(name) for name in names}).empty


# The rubric


def test_a_readers_own_rubric_goes_before_the_shipped_one_and_old_ones_are_kept(
    gas: Callable[..., Corpus], tmp_path: Path
) -> None:
    corpus = gas()
    shipped = corpus.rubric
    claim = entry_of(corpus, "cut deliveries to Ukraine altogether")["claim_id"]
    folder = corpus.decide.give_verdict(claim, "partly", **SIGNED).parent
    (folder / "rubric.md").write_text("Be strict.\n", encoding="utf-8")
    own = gas().rubric
    assert (own.text, own.source) == ("Be strict.\n", "rubric.md")
    gas().decide.give_verdict(claim, "not_borne_out", **(SIGNED | {"who": "B. Other"}))
    assert gas().verdicts.rubric.tolist() == [shipped.sha256, own.sha256]
    kept = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "rubrics").iterdir()}
    assert kept == {shipped.sha256: shipped.text, own.sha256: own.text}


def test_a_rubric_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "rubric.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(HindsightError, match=r"rubric\.md: not UTF-8 text"):
        read_rubric(tmp_path)


def test_a_rubric_that_is_no_hash_is_refused(tmp_path: Path) -> None:
    from hindsight.corpus.deciding import append_decision

    entry = {
        "action": "verdict",
        "document": "a",
        "exact": "x",
        "value": "partly",
        **SIGNED,
        "rubric": "mine",
    }
    with pytest.raises(BadCorrection, match="no SHA-256"):
        append_decision(tmp_path, entry)
    assert list(tmp_path.iterdir()) == []


# The review


def review_with(review: Review, *answers: str) -> str:
    """Answer the questions of a review in turn, then end the input; return what was said."""
    said: list[str] = []
    waiting: Iterator[str] = iter(answers)

    def ask(prompt: str) -> str:
        said.append(prompt)
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    converse(review, ask=ask, say=lambda text: said.append(str(text)))
    return "\n".join(said)


def test_every_verdict_has_a_key() -> None:
    assert sorted(KEYS.values()) == sorted(FRAMES["verdicts"].columns["verdict"].values)


def test_a_review_keeps_each_verdict_at_once_and_is_taken_up_where_it_was_left(
    gas: Callable[..., Corpus],
) -> None:
    total = len(gas().ledger)
    said = review_with(gas().review(who="A. Reader"), "b", "It was built.", "s", "x", "k", "")
    assert "'x' is none of the keys" in said
    assert f"2 verdicts kept; {total - 2} of {total} left." in said
    again = gas().review(who="A. Reader")
    assert again.n_left == total - 2
    assert again.case is not None and again.case.number == 2  # the skipped one comes up again
    assert gas().review(who="B. Other").n_left == total
    assert gas().ledger[gas().ledger.status == "judged"].rationale.tolist()[0] == "It was built."


def test_a_claim_comes_up_again_when_something_later_is_added(gas: Callable[..., Corpus]) -> None:
    review_with(gas().review(who="A. Reader"), "k", "")
    total = len(gas().ledger)
    later = article().replace("March 3, 2014", "March 3, 2024")
    assert (
        gas({"2024-03-03-news.txt": later}).select(date_to="2023-01-01").review(who="A. Reader").n_left
        < total
    )
    assert gas({"2024-03-03-news.txt": later}).review(who="A. Reader").n_left == len(
        gas({"2024-03-03-news.txt": later}).ledger
    )


def test_a_blind_review_shows_nothing_later_and_counts_for_itself(gas: Callable[..., Corpus]) -> None:
    blind = gas(as_of="2016-01-01").review(who="A. Reader")
    said = review_with(blind, "b", "")
    assert "Blind: whatever is dated after 2016-01-01 is hidden." in said
    assert not any(year in said for year in ("2018", "2021", "2022"))
    assert gas().verdicts.seen_through.dt.strftime("%Y-%m-%d").tolist() == ["2016-01-01"]
    assert gas(as_of="2016-01-01").review(who="A. Reader").n_left == blind.n_left
    assert gas().review(who="A. Reader").n_left == len(gas().ledger)  # with the evidence it is judged anew


def test_a_case_is_read_side_by_side_or_one_under_the_other(gas: Callable[..., Corpus]) -> None:
    case = gas().review(who="A. Reader").case
    assert case is not None
    wide, narrow = describe_case(case, width=120), describe_case(case, width=60)
    assert " │ LATER" in wide
    assert max(map(len, wide.splitlines())) <= 120
    assert "│" not in narrow
    assert max(map(len, narrow.splitlines())) <= 60


def test_hostile_words_are_harmless_in_a_terminal_and_in_a_notebook(
    make_corpus: Callable[..., Corpus],
) -> None:
    files = {"a.txt": article(HOSTILE, f"He will {HOSTILE}")}
    review = make_corpus(files).review(who="A. \x1b[2J")
    assert "\x1b" not in review_with(review, "s", "s", "r", "s")
    html = make_corpus(files).review(who="A")._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "\x1b" not in html


def test_in_a_notebook_a_verdict_is_given_by_name(gas: Callable[..., Corpus]) -> None:
    review = gas().review(who="A. Reader")
    assert "<mark>" in review._repr_html_()
    with pytest.raises(BadParameter, match="no verdict 'true'"):
        review.give("true")
    first = review.case
    assert review.give("borne_out", "Built.").case != first
    assert len(gas().verdicts) == 1
    while review.case:
        review.skip()
    assert "1 verdict kept" in str(review)
    with pytest.raises(BadParameter, match="nothing is left"):
        review.give("partly")


def test_nobody_cannot_judge(gas: Callable[..., Corpus]) -> None:
    with pytest.raises(BadParameter, match="nobody is named"):
        gas().review(who=" ")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the sample page, and the shell in it."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_lists_the_ledger_and_counts_honestly(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger"]) == 0
    lines = capsys.readouterr().out.splitlines()
    ledger = load().ledger
    n_reached = int((ledger.link_ids.str.len() > 0).sum())
    assert (
        f"{len(ledger)} claims look forward; later texts of the corpus may speak to {n_reached}" in lines[-2]
    )
    assert len(lines) == len(ledger) + 2


def test_the_command_reviews_and_the_next_one_shows_the_verdict(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("A. Reader\nn\nHe did not.\nq\n"))
    assert main(["ledger", "--review", "--document", SAMPLE.stem]) == 0
    (line,) = (project / "data" / "corrections" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["value"] == "not_borne_out"
    capsys.readouterr()
    main(["ledger"])
    assert capsys.readouterr().out.startswith("not borne out")


def test_the_command_refuses_what_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "--document", "nowhere"]) == 2
    assert main(["ledger", "--as-of", "soon"]) == 2
    assert "nowhere" in capsys.readouterr().err
