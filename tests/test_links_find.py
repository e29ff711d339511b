"""Links from what was said then to later items: which stand, which don't, and why."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from hindsight.corpus.corpus import Corpus
from hindsight.links import find_links
from hindsight.schema import check_keys
from small_frames import THEN, Card, Page, make_frames, sample_frames

GOLD = Path(__file__).parent / "gold" / "links_sample.toml"
SAMPLE_GOLD = tomllib.loads(GOLD.read_text(encoding="utf-8"))


def links_of(*pages: Page) -> pd.DataFrame:
    return find_links(make_frames(*pages))


def claim_links(frames: dict[str, pd.DataFrame]) -> dict[str, set[str]]:
    """Words of each linked claim, and the titles of the items it is linked to."""
    links = find_links(frames).dropna(subset="claim_id")
    quotes = frames["claims"].set_index("claim_id").quote
    titles = frames["related_items"].set_index("related_item_id").title
    found: dict[str, set[str]] = {}
    for row in links.itertuples():
        found.setdefault(quotes[row.claim_id], set()).add(titles[row.later_id])
    return found


def test_a_claim_finds_the_later_item_that_names_its_actors() -> None:
    found = claim_links(sample_frames())
    assert found == {
        "Russia keeps destabilizing Ukraine and the ceasefire will fail by February.": {"The long war"}
    }


def test_a_claim_that_names_a_shared_actor_among_many_others_is_not_about_it() -> None:
    assert not any("coalition" in quote for quote in claim_links(sample_frames()))


def test_an_item_with_nothing_in_common_has_only_the_link_of_its_page() -> None:
    frames = sample_frames()
    links = find_links(frames)
    leeks = frames["related_items"].query("title == 'Cooking with leeks'").related_item_id.item()
    assert links[links.later_id == leeks].kind.tolist() == ["site_related"]


def test_the_page_asserts_its_own_links_and_the_machine_the_others() -> None:
    links = find_links(sample_frames())
    assert set(zip(links.kind, links.asserted_by, strict=True)) == {
        ("site_related", "page"),
        ("shared_actor", "machine"),
    }


def test_an_older_card_is_listed_by_the_page_but_tied_to_nothing() -> None:
    frames = sample_frames()
    links = find_links(frames)
    older = links[
        links.later_id.isin(frames["related_items"].query("title == 'An older note'").related_item_id)
    ]
    assert older.kind.tolist() == ["site_related"]
    assert older.lag_days.tolist() == [-687]


def test_every_link_says_why_in_one_sentence_and_names_its_ground() -> None:
    frames = sample_frames()
    links = find_links(frames)
    assert all(reason.endswith(".") and "\n" not in reason for reason in links.reason)
    shared = links[links.kind == "shared_actor"]
    assert shared.terms.map(list).tolist()[0] == ["Ukraine", "Russia"]
    known = set(frames["mentions"].mention_id)
    assert all(set(basis) <= known and basis for basis in shared.basis)


def test_the_basis_stands_on_both_sides() -> None:
    frames = sample_frames()
    cards = frames["mentions"].set_index("mention_id").related_item_id
    for basis in find_links(frames).query("kind == 'shared_actor'").basis:
        sides = [isinstance(cards[key], str) for key in basis]
        assert any(sides) and not all(sides)


def test_keys_hold() -> None:
    frames = sample_frames()
    check_keys({**frames, "links": find_links(frames)})


def test_an_actor_in_most_sentences_ties_nothing() -> None:
    sentences = tuple(f"Russia did thing number {n}." for n in range(9))
    page = Page(
        "then",
        "2015-01-01",
        "",
        sentences,
        ("Russia",),
        cards=(Card("Russia", "2020-01-01", "", ("Russia",)),),
    )
    assert links_of(page).kind.tolist() == ["site_related"]


def test_documents_of_one_author_are_tied() -> None:
    one = Page("one", "2015-01-01", "Fish", ("Cod is scarce.",), authors=("Ann B. Author",))
    two = Page("two", "2016-01-01", "Trees", ("Oaks are tall.",), authors=("ann b author", "Bo Writer"))
    links = links_of(one, two)
    assert links[["document_id", "later_id", "kind", "lag_days"]].values.tolist() == [
        ["one", "two", "same_author", 365]
    ]
    assert "ann b author" in links.reason.item()


def test_a_later_text_that_names_the_day_of_publication_is_tied() -> None:
    one = Page("one", "2015-11-23", "Fish", ("Cod is scarce.",))
    day = {"23 November 2015": "2015-11-23"}
    two = Page("two", "2016-01-01", "Trees", ("It was written on 23 November 2015.",), dates=day)
    links = links_of(one, two)
    assert links.kind.tolist() == ["mentions_date"]
    assert "23 November 2015" in links.reason.item()


def test_a_month_alone_ties_nothing_but_texts_with_common_ground() -> None:
    month = {"November 2015": "2015-11"}
    one = Page("one", "2015-11-23", "Fish", ("Cod is scarce.",))
    trees = Page("two", "2016-01-01", "Trees", ("It was written in November 2015.",), dates=month)
    assert links_of(one, trees).empty
    cod = Page("two", "2016-01-01", "Cod", ("Cod was scarce in November 2015.",), dates=month)
    assert "mentions_date" in set(links_of(one, cod).kind)


@pytest.mark.parametrize(
    ("then", "later"),
    [
        ("He will be gone by {August}.", "The missiles flew on {August 3rd}."),
        ("He will be gone by {August}.", "The harvest failed in {August 2016}."),
        ("The vote is on {Wednesday}.", "The strike began on {3 August 2016}."),
        ("The vote is on {3 August 2016}.", "The strike began on {Wednesday}."),
        ("The levy ends on {3 August}.", "The orchestra played on {3 August}."),
    ],
)
def test_a_day_or_month_in_common_ties_no_texts_about_other_things(then: str, later: str) -> None:
    pages = []
    for name, day, text in (("one", "2016-07-30", then), ("two", "2016-09-01", later)):
        words = text[text.index("{") + 1 : text.index("}")]
        value = "2016-08" if words.startswith("August") and "3" not in words else "2016-08-03"
        pages.append(Page(name, day, name, (text.replace("{", "").replace("}", ""),), dates={words: value}))
    assert links_of(*pages).empty


@pytest.mark.parametrize(
    ("then", "later", "value", "is_tied"),
    [
        ("August", "August", "2016-08", False),
        ("Wednesday", "Wednesday", "2016-08-03", False),
        ("August", "3 August", "2016-08-03", False),
        ("August 2016", "August 2016", "2016-08", True),
        ("Wednesday", "3 August", "2016-08-03", True),
        ("3 August", "August 3rd", "2016-08-03", True),
    ],
)
def test_texts_about_one_thing_are_tied_by_a_date_that_is_spelt_out(
    then: str, later: str, value: str, is_tied: bool
) -> None:
    own = "2016-08" if then == "August" else value
    said, kept = f"The cod quota ends on {then}.", f"The cod quota of {later} was kept."
    one = Page("one", "2016-07-30", "Cod", (said, "Oaks are tall.", "Rain fell."), dates={then: own})
    two = Page("two", "2016-09-01", "Cod", (kept, "Trains ran.", "Ice melts."), dates={later: value})
    kinds = set(links_of(one, two).kind)
    assert "shared_topic" in kinds
    assert ("mentions_date" in kinds) == is_tied


# Chance: what is rare in a small corpus only


CHANCE = {
    "secretary, cross, summer": (
        "The secretary will cross the line this summer.",
        "A secretary saw it cross in summer.",
    ),
    "likely, week, call": (
        "A vote is likely this week, callers said.",
        "They called last week; rain is likely.",
    ),
    "hold, open, country": ("The country will hold its open house.", "Half the country held the door open."),
}


@pytest.mark.parametrize("words", CHANCE)
def test_common_words_of_english_tie_nothing_however_rare_in_the_corpus(words: str) -> None:
    before = ("Uranium enrichment resumed.", "Centrifuges spin at Natanz.", "Inspectors verified stockpiles.")
    after = ("Balloons drifted over Montana.", "Fighters downed the dirigible.", "Divers salvaged debris.")
    one = Page("one", "2003-02-10", "", (CHANCE[words][0], *before))
    two = Page("two", "2023-02-05", "", (CHANCE[words][1], *after))
    assert links_of(one, two).empty


def test_an_actor_named_in_passing_on_both_sides_ties_no_claim() -> None:
    filler = tuple(f"The {word} stood still." for word in ("mill", "barge", "orchard", "quarry", "lantern"))
    many = tuple(f"Harvest of {word} failed." for word in ("rye", "oats", "barley", "millet", "sorghum"))
    one = Page("one", "2015-01-01", "", ("Norway is better equipped.", *filler), ("Norway",))
    two = Page("two", "2021-01-01", "", ("Envoys from Norway left.", *many), ("Norway",))
    assert links_of(one, two).dropna(subset="claim_id").empty


# Strength


def test_strength_tells_links_apart_and_never_reaches_one() -> None:
    strengths = {}
    for name, sentence in {
        "one name": "Ukraine trades.",
        "two names": "Ukraine trades with Russia.",
    }.items():
        card = Card("Ukraine and Russia", "2020-01-01", names=("Ukraine", "Russia"))
        filler = tuple(f"Sentence {word} stands." for word in ("alpha", "beta", "gamma", "delta"))
        page = Page("then", "2015-01-01", "", (sentence, *filler), ("Ukraine", "Russia"), cards=(card,))
        links = links_of(page).dropna(subset="claim_id")
        strengths[name] = links.score.max()
    assert 0 < strengths["one name"] < strengths["two names"] < 1


def test_what_the_later_title_names_is_stronger() -> None:
    filler = tuple(f"Sentence {word} stands." for word in ("alpha", "beta", "gamma", "delta"))
    cards = (
        Card("A long war", "2020-01-01", "Ukraine and Russia fight.", ("Ukraine", "Russia")),
        Card("Ukraine and Russia", "2020-01-02", "They fight.", ("Ukraine", "Russia")),
    )
    page = Page(
        "then", "2015-01-01", "", ("Ukraine trades with Russia.", *filler), ("Ukraine", "Russia"), cards=cards
    )
    links = links_of(page).dropna(subset="claim_id").sort_values("later_id")
    assert links.score.is_monotonic_increasing and links.score.is_unique


def test_a_year_is_too_long_to_tie_anything() -> None:
    one = Page("one", "2015-11-23", "Fish", ("Cod is scarce.",))
    two = Page("two", "2016-01-01", "Trees", ("It was written in 2015.",), dates={"2015": "2015"})
    assert links_of(one, two).empty


def test_documents_that_share_rare_words_are_tied_by_topic() -> None:
    filler = tuple(
        f"Sentence {word} stands alone." for word in ("alpha", "beta", "gamma", "delta", "epsilon")
    )
    one = Page("one", "2015-01-01", "", ("Sturgeon hatcheries fail.", *filler))
    two = Page("two", "2016-01-01", "", ("A sturgeon hatchery closed.",))
    links = links_of(one, two)
    topic = links[(links.kind == "shared_topic") & links.claim_id.isna()]
    assert topic.terms.map(set).tolist() == [{"sturgeon", "hatcheries"}]


def test_an_earlier_document_is_never_the_later_end() -> None:
    one = Page("one", "2016-01-01", "", ("Sturgeon hatcheries fail.",))
    two = Page("two", "2016-01-01", "", ("Sturgeon hatcheries fail.",))
    assert links_of(one, two).empty


def test_a_page_without_a_date_is_linked_only_by_itself() -> None:
    page = Page("then", None, "", ("Russia is large.",), ("Russia",), cards=(Card("Russia", "2020-01-01"),))
    assert links_of(page).kind.tolist() == ["site_related"]


def test_a_card_that_repeats_on_another_page_is_tied_once() -> None:
    other = Page(
        "then-too",
        "2015-12-01",
        "",
        ("Ukraine trades with Russia.",),
        ("Ukraine", "Russia"),
        cards=THEN.cards,
    )
    links = links_of(THEN, other)
    assert not links.duplicated(["document_id", "claim_id", "later_id", "kind"]).any()
    cards = links[links.later_frame == "related_items"]
    assert all(row.later_id.startswith(f"{row.document_id}.") for row in cards.itertuples())


def test_no_frames_give_no_links() -> None:
    assert find_links({}).empty


def test_hostile_words_stay_words() -> None:
    hostile = "<script>alert(1)</script> =1+1 \x1b[31m $x$"
    page = Page("then", "2015-01-01", hostile, (hostile,), ("script",), cards=(Card(hostile, "2020-01-01"),))
    assert len(links_of(page)) >= 1


SCRIPT = """
import sys; sys.path[:0] = [{tests!r}]
from small_frames import sample_frames
from hindsight.links import find_links
print(find_links(sample_frames()).to_csv())
"""


def test_the_hash_seed_changes_nothing() -> None:
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


@pytest.fixture(scope="module")
def sample_links(sample_corpus: Corpus) -> dict[str, set[str]]:
    return claim_links(sample_corpus.frames())


@pytest.mark.parametrize("words", SAMPLE_GOLD["finds"])
def test_sample_claims_about_russia_and_ukraine_find_the_items_of_2023(
    sample_links: dict[str, set[str]], words: str
) -> None:
    assert any(words in quote for quote in sample_links)


@pytest.mark.parametrize("words", SAMPLE_GOLD["finds_nothing"])
def test_sample_claims_about_the_coalition_find_nothing(
    sample_links: dict[str, set[str]], words: str
) -> None:
    # A longer clause may hold both: then it is about Russia and Ukraine too.
    linked = [quote for quote in sample_links if not any(also in quote for also in SAMPLE_GOLD["finds"])]
    assert [quote for quote in linked if words in quote] == []
