"""The cues by which page parts announce themselves."""

from __future__ import annotations

import pytest

from hindsight.pages.lexicon import cue_names, find_cues, shows_cue


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("Share on Facebook", "share"),
        ("ADVERTISEMENT", "advert"),
        ("Anzeige", "advert"),
        ("Sign up for our newsletter", "newsletter"),
        ("Abonnez-vous à notre lettre", "newsletter"),
        ("© 1996-2015 The Harbor Post", "legal"),
        ("Kommentare ( 56 )", "comments"),
        ("Leave a Reply", "comments"),
        ("More from The Weekly", "related"),
        ("Ähnliche Themen", "related"),
        ("À lire aussi", "related"),
        ("Most Read", "ranked"),
        ("Filed under:", "tags"),
        ("Jump to navigation", "navigation"),
        ("1 of 24", "player"),
        ("Photograph: Paul Reyes/Getty Images", "credit"),
        ("(Paul Reyes / AP)", "credit"),
        ("Marco Bell contributed to this report.", "contributor"),
        ("The views expressed here are the author’s own.", "disclaimer"),
        ("[Read: Why the ceasefire failed]", "inset"),
        ("Press release", "kicker"),
        ("Helen Marsh is a senior fellow at the Institute.", "bio"),
    ],
)
def test_line_shows_its_cue(line: str, cue: str) -> None:
    assert cue in find_cues(line)


@pytest.mark.parametrize(
    "line",
    [
        "The ministers will share the costs of the inspection.",
        "« Nous avons obtenu tout ce que nous voulions », a dit le ministre. « Et même plus »",
        "Popular support for the treaty has fallen.",
        "By then the war had spread to every province of the north.",
        "Discussion",
        "More sanctions are needed before the winter.",
    ],
)
def test_prose_and_headings_show_no_cue_that_takes_them_out(line: str) -> None:
    assert find_cues(line) <= {"kicker"}


@pytest.mark.parametrize("name", cue_names())
@pytest.mark.parametrize(
    "piece", ["Getty Images a ", "1 ", "read comments ", "A a", " | ", "Photo: a/", "»", ". "]
)
def test_no_pattern_backtracks_without_end(name: str, piece: str) -> None:
    # A pattern that nests repetitions would not come back from these within the life of the machine.
    shows_cue(name, (piece * 400)[:399] + "!")


@pytest.mark.parametrize(
    "text",
    [
        "About Us Contact Privacy Policy © 2016",
        "About | Contact | Privacy Policy | Terms of Use",
        "About Us Contact Us Terms of Service Privacy Policy",
    ],
)
def test_the_links_of_a_footer_in_one_row_are_no_title(text: str) -> None:
    assert "legal" in find_cues(text)


@pytest.mark.parametrize(
    "text", ["About Privacy in Europe", "Contact With the Enemy", "Careers in Terms of Trade"]
)
def test_a_title_that_begins_like_a_footer_stays_a_title(text: str) -> None:
    assert "legal" not in find_cues(text)
