"""Title, authors and date in the orders in which sites print them."""

from __future__ import annotations

import pytest

from hindsight.pages import parse_page

TITLE = "The Sanctions Will Stay Until Spring"
BODY = "\n\n".join(
    [
        "The allies will not lift the sanctions against the state, the minister said, and nobody asked.",
        "Neither side has withdrawn a gun, and the monitors have left two of their posts since.",
        "That leaves six weeks at best, and diplomacy should spend them on the exchange of prisoners.",
    ]
)


@pytest.mark.parametrize(
    "header",
    [
        f"{TITLE}\n\nJane Doe\n\nStaff Writer\n\nMay 3, 2019",
        f"May 3, 2019 | Commentary\n\n{TITLE}\n\nBy Jane Doe",
        f"{TITLE}\n\nJane Doe, Senior Fellow, Institute of Peace\n\nMay 3, 2019",
        f"Home » Blog » {TITLE}\n\n{TITLE}\n\nPosted on May 3, 2019 by Jane Doe",
        f"{TITLE}\nBy Jane Doe, CNN\nUpdated 5:03 PM ET, Fri May 3, 2019",
        f"Europe\n\n{TITLE}\n\nThe allies have no plan\n\nJane Doe in Berlin\n\nFri 3 May 2019 18.28 BST",
        f"Reposted January 5, 2020\n\n{TITLE}\n\nBy Jane Doe\nPublished May 3, 2019",
        f"Sunday, June 9, 2024\n\nMenu\nSearch\n\nPolitics\n\n{TITLE}\n\nby\nJane Doe\n|\nMay 3, 2019",
    ],
)
def test_header_is_read_in_whatever_order(header: str) -> None:
    document = parse_page(f"{header}\n\n{BODY}")
    assert (document.title, document.authors, document.published) == (TITLE, ("Jane Doe",), "2019-05-03")
    assert document.body == BODY


def test_place_of_a_speech_is_not_its_author() -> None:
    document = parse_page(f"Remarks at the Harbor Conference\n\nMay 3, 2019\n\nHarbor City\n\n{BODY}")
    assert document.authors == ()


def test_press_release_is_dated_by_its_dateline() -> None:
    document = parse_page(f"Press Release\n\n{TITLE}\n\nHarbor City, May 3, 2019 – {BODY}")
    assert (document.published, document.kind) == ("2019-05-03", "pamphlet")


@pytest.mark.parametrize("page", [BODY, f"{TITLE}\n\n{BODY}"])
def test_what_is_not_shown_is_not_given(page: str) -> None:
    document = parse_page(page)
    assert (document.authors, document.published, document.publisher, document.kind) == ((), None, None, None)
    assert document.how["published"] == document.how["authors"] == "not given"


def test_date_of_a_card_is_never_the_page_s_own() -> None:
    document = parse_page(
        f"{TITLE}\n\nBy Jane Doe\n\n{BODY}\n\nRelated\n\nMay 25, 2023\nThe Delayed Offensive of the North"
    )
    assert document.published is None
    assert document.related_items[0].published == "2023-05-25"


def test_address_gives_the_date_that_the_page_does_not_show() -> None:
    document = parse_page(f"{TITLE}\n\n{BODY}", address="https://example.org/2019/05/03/the-sanctions")
    assert (document.published, document.how["published"]) == ("2019-05-03", "url")
    assert document.url == "https://example.org/2019/05/03/the-sanctions"
