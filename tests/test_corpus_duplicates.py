"""The same page saved twice is one document; a card gives way to its own page and keeps its link."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import article
from hindsight.corpus.corpus import Corpus
from hindsight.corpus.duplicates import find_own_pages

_DAYS = "first second third fourth fifth sixth seventh eighth ninth tenth last".split()
LONG = " ".join(
    f"The {word} of the treaty will be read aloud in the house on day {day}."
    for day, word in enumerate(_DAYS)
)
CARD = """

Related Content

Commentary
May 10, 2019
The Lake Is Falling Faster
Barges will stop running before the summer ends, the experts say, and the towns must...
By Ann Stone
"""


def test_a_page_saved_as_text_and_as_html_is_one(make_corpus: Callable[..., Corpus]) -> None:
    text = article(words=LONG)
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n\n")[3:])
    source = "<html><body><h1>The Treaty Must Be Kept</h1><p>By Ann Author</p><p>March 3, 2014</p>"
    source += f"{paragraphs}<figure><figcaption>The house. Photo: A. B.</figcaption></figure></body></html>"
    documents = make_corpus({"a.txt": text, "b.html": source}).documents.set_index("document_id")
    assert documents.loc["b", "status"] == "duplicate"
    assert documents.loc["b", "duplicate_of"] == "a"
    assert "the same page" in documents.loc["b", "problem"]


def test_a_second_article_of_the_same_title_is_another(make_corpus: Callable[..., Corpus]) -> None:
    other = " ".join(f"Nobody knew what the {n} ships were for until they had sailed." for n in range(2, 14))
    corpus = make_corpus({"a.txt": article(words=LONG), "b.txt": article(words=other)})
    assert corpus.documents.status.tolist() == ["ok", "ok"]


def test_an_article_printed_again_on_another_day_is_another(make_corpus: Callable[..., Corpus]) -> None:
    again = article(words=LONG).replace("March 3, 2014", "March 9, 2015") + " It is printed again."
    corpus = make_corpus({"a.txt": article(words=LONG), "b.txt": again})
    assert corpus.documents.status.tolist() == ["ok", "ok"]


def test_a_card_gives_its_claims_up_to_its_own_page_and_keeps_its_link(
    make_corpus: Callable[..., Corpus],
) -> None:
    page = article("A Dry Year Ahead", LONG) + CARD
    alone = make_corpus({"then.txt": page})
    (card,) = alone.related_items.to_dict("records")
    assert card["title"] == "The Lake Is Falling Faster"
    assert "Barges will stop" in " ".join(alone.claims.quote)
    later = article("The Lake Is Falling Faster", "The lake will not recover.").replace(
        "March 3, 2014", "May 11, 2019"
    )
    both = make_corpus({"then.txt": page, "later.txt": later})
    (card,) = both.related_items.to_dict("records")
    assert card["page_document_id"] == "later"
    assert "Barges will stop running" not in " ".join(both.claims[both.claims.document_id == "then"].quote)
    assert "will not recover" in " ".join(both.claims[both.claims.document_id == "later"].quote)
    ties = both.links[both.links.kind == "site_related"]
    assert len(ties) == 1
    assert "later" in " ".join(str(value) for value in ties.iloc[0])


@pytest.mark.parametrize(
    ("title", "published", "url", "is_found"),
    [
        ("The Lake Is Falling", "2019-05-10", None, True),
        ("the lake is falling!", "2019-05-12", None, True),
        ("The Lake Is Falling", "2019-05", None, True),
        ("The Lake Is Falling", None, None, True),
        ("The Lake Is Falling", "2019-06-10", None, False),
        ("The Lake Is Falling and Nobody...", "2019-05-10", None, False),
        ("Another Wording", "2019-05-10", "https://www.example.org/lake?ref=card", True),
        ("Another Wording", "2019-05-10", None, False),
    ],
)
def test_a_card_finds_its_page_by_title_and_date_or_by_address(
    title: str, published: str | None, url: str | None, is_found: bool
) -> None:
    page = {"document_id": "p", "status": "ok", "title": "The Lake Is Falling", "published": "2019-05-10"}
    card = {"document_id": "c", "title": title, "published": published, "url": url}
    find_own_pages([page | {"url": "http://example.org/lake/"}], [card])
    assert (card.get("page_document_id") == "p") is is_found


def test_a_title_that_a_card_cuts_off_finds_its_page() -> None:
    page = {
        "document_id": "p",
        "status": "ok",
        "title": "The Lake Is Falling Faster Than Feared",
        "published": None,
    }
    card = {"document_id": "c", "title": "The Lake Is Falling Faster…", "published": None, "url": None}
    find_own_pages([page], [card])
    assert card["page_document_id"] == "p"
