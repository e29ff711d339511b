"""One row for all links of a pair."""

from __future__ import annotations

from hindsight.links import find_links
from hindsight.links.joining import join_links
from small_frames import Page, make_frames, sample_frames


def test_all_grounds_of_a_pair_stand_in_one_row_with_their_reasons() -> None:
    author = ("Ann Author",)
    one = Page("one", "2015-01-01", "Cod", ("Sturgeon hatcheries fail.", "Roe is dear."), authors=author)
    two = Page("two", "2016-01-01", "Roe", ("A sturgeon hatchery closed.",), authors=author)
    links = find_links(make_frames(one, two))
    whole = links[links.claim_id.isna()]
    assert len(whole) > 1
    joined = join_links(whole)
    assert len(joined) == 1
    assert all(reason in joined.reason.item() for reason in whole.reason)
    assert whole.score.max() < joined.score.item() < 1


def test_rows_are_as_many_as_pairs_and_strongest_first() -> None:
    links = find_links(sample_frames())
    links = links[links.asserted_by != "page"]
    joined = join_links(links)
    assert len(joined) == len(links.drop_duplicates(["document_id", "claim_id", "later_id"]))
    assert joined.score.is_monotonic_decreasing
    assert join_links(links.head(0)).empty
