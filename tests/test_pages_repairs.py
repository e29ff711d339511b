"""Repairs as edits: what is mended, what is left as the source has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hindsight.pages import parse_page
from hindsight.pages.document import OffsetMap
from hindsight.pages.repairs import find_repairs


def repaired(text: str) -> str:
    return OffsetMap(text, find_repairs(text)).clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Against ISIS we stand. ISIScannot win.", "Against ISIS we stand. ISIS cannot win."),
        ("The EU and its EUmembers.", "The EU and its EU members."),
        ("the Committee.I. Introduction", "the Committee. I. Introduction"),
        ("under both agreements.The allies", "under both agreements. The allies"),
        ("in the USA. USAThe allies", "in the USA. USA The allies"),
        ("Share Facebook FacebookShare", "Share Facebook Facebook Share"),
        ("Gov. Noem and Kristi, NoemKristi", "Gov. Noem and Kristi, Noem Kristi"),
        ("Trump met May. CommentaryTrump", "Trump met May. Commentary Trump"),
        ("defeat\u00a0ISIS", "defeat ISIS"),
        ("Syria. \u00a0 \u00a0\nNext", "Syria.\nNext"),
        ("co\u00adoper\u200bation", "cooperation"),
        ("R&amp;D &#8211; done", "R&D – done"),
        ("didnâ€™t agree", "didn’t agree"),
        ("SommÃ© de partir", "Sommé de partir"),
    ],
)
def test_what_extraction_broke_is_mended(text: str, clean: str) -> None:
    assert repaired(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "GiveWell gives well. Give well.",
        "PolitiFact and WhatsApp and YouTube.",
        "McX met DeSantis and LeBron; Le Bron and De Santis did not.",
        "NGOs and MPs were OKed by the NGO and an MP, OK?",
        "See www.example.org/The.Page or write to Jane.Doe@Example.Org, e.g.The one.",
        "Vladimr Putin committed a breech and intends turn a blind eye.",
        "U.S.A. and U.S. troops, Ph.D. in hand",
        "AT&T; R&D",
        "BlackRock and Black and Rock, BlackRock again",
    ],
)
def test_what_the_source_wrote_stays(text: str) -> None:
    assert repaired(text) == text


@given(st.text(alphabet="aAbB.I \u00a0\u00adÃ©â€™&amp;\n", max_size=60))
def test_edits_backwards_give_the_raw_text(text: str) -> None:
    edits = find_repairs(text)
    offsets = OffsetMap(text, edits)
    back, at = [], 0
    shift = 0
    for edit in edits:
        start = edit.start + shift
        back += (offsets.clean[at:start], text[edit.start : edit.end])
        at = start + len(edit.replacement)
        shift += len(edit.replacement) - (edit.end - edit.start)
    assert "".join([*back, offsets.clean[at:]]) == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("He wrote <b>bold</b> words<br/>and left.", "He wrote bold words and left."),
        ('See <a href="https://example.org/?a=1">the report</a>.', "See the report."),
        (
            "If a <b and c> d, then <script>x</script> stays.",
            "If a <b and c> d, then <script>x</script> stays.",
        ),
        ("The end of the war.”The next day", "The end of the war.” The next day"),
        ("â€œquotedâ€\x9d and donâ€™t", "“quoted” and don’t"),
    ],
)
def test_leftover_tags_and_halves_of_quotation_marks_are_repaired(raw: str, clean: str) -> None:
    assert OffsetMap(raw, find_repairs(raw)).clean == clean


@pytest.mark.parametrize(
    "line", ["Fast TrackMay 25, 2023", "NewsNovember 3, 2021", "Ana Brandão12 avril 2017"]
)
def test_a_date_glued_to_a_field_stands_on_a_line_of_its_own(line: str) -> None:
    document = parse_page(line)
    assert document.clean.count("\n") == 1
    assert [edit.rule for edit in document.edits] == ["glued_fields"]
