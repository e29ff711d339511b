"""Links of claims in small corpora of several pages, judged by hand: tests/gold/links_corpora.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hindsight.corpus.corpus import Corpus, load
from hindsight.ledger.entries import EVIDENCE

GOLD = Path(__file__).parent / "gold"
JUDGED = tomllib.loads((GOLD / "links_corpora.toml").read_text(encoding="utf-8"))
LEAST_PRECISION, LEAST_RECALL = (
    0.9,
    0.85,
)  # .97 and .90 when written; the rules were written against these pages
DAY = len("2020-07-22")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Corpus]:
    return {
        name: load(GOLD / "links" / name, output_folder=tmp_path_factory.mktemp(name) / "processed")
        for name in JUDGED
    }


def found_links(corpus: Corpus) -> set[tuple[str, str]]:
    """Words of the claim and day of the later page, for every link that counts as evidence."""
    quotes = corpus.claims.set_index("claim_id").quote
    links = corpus.links[corpus.links.kind.isin(EVIDENCE)].dropna(subset="claim_id")
    return {(quotes[row.claim_id], row.later_id[:DAY]) for row in links.itertuples()}


def judged_links(name: str, quotes: set[str]) -> dict[str, set[str]]:
    """Every claim that was judged, with the days of the later pages that speak to it."""
    judged = [*JUDGED[name]["finds"], *((words, []) for words in JUDGED[name]["finds_nothing"])]
    return {quote: set(days) for words, days in judged for quote in quotes if words in quote}


def test_claims_find_the_later_pages_that_a_reader_would_put_beside_them(corpora: dict[str, Corpus]) -> None:
    right = found = wanted = 0
    for name, corpus in corpora.items():
        judged = judged_links(name, set(corpus.claims.quote))
        hits = {pair for pair in found_links(corpus) if pair[0] in judged}
        gold = {(quote, day) for quote, days in judged.items() for day in days}
        right, found, wanted = right + len(hits & gold), found + len(hits), wanted + len(gold)
    assert right / found >= LEAST_PRECISION, f"{right} of {found} links are right"
    assert right / wanted >= LEAST_RECALL, f"{right} of {wanted} links are found"


def test_every_judged_claim_is_a_row(corpora: dict[str, Corpus]) -> None:
    for name, corpus in corpora.items():
        words = [words for words, _ in JUDGED[name]["finds"]] + JUDGED[name]["finds_nothing"]
        lost = [text for text in words if not corpus.claims.quote.str.contains(text, regex=False).any()]
        assert not lost, name


def test_pages_that_share_no_actor_are_tied_by_their_subject(corpora: dict[str, Corpus]) -> None:
    links = corpora["harbour"].links
    assert not set(links[links.claim_id.notna()].kind) & {"shared_actor", "mentions_date"}


def test_the_passages_of_a_link_stand_in_the_later_text_and_hold_what_is_shared(
    corpora: dict[str, Corpus],
) -> None:
    for corpus in corpora.values():
        sentences = corpus.sentences.set_index("sentence_id")
        for link in corpus.links.dropna(subset="claim_id").itertuples():
            assert link.passage_ids or link.kind == "mentions_date"
            for key in link.passage_ids:
                assert sentences.loc[key, "document_id"] == link.later_id
    herring = corpora["harbour"].name_links(corpora["harbour"].links.dropna(subset="claim_id"))
    sale = herring[herring.then.str.contains("herring market")].iloc[0]
    best = corpora["harbour"].sentences.set_index("sentence_id").loc[sale.passage_ids[0], "quote"]
    assert best == "The city opened its museum in the old herring market."
