"""Findings, tables, pictures and limits: what they say, what they cite, and that corpus text stays text."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hindsight.reports import cited, finding, grouped, limits, picture, table
from hindsight.reports.evidence import MIMETYPE, MOST_GROUPED_ROWS, MOST_ROWS
from hindsight.schema import build_frame, empty_frame

SENTENCE = "With this in mind, Putin may request a resumption of ties."
QUOTE = "Putin may request a resumption of ties"


def claim(number: int = 1, quote: str = QUOTE, **columns: object) -> dict[str, object]:
    start = SENTENCE.find(quote) if quote in SENTENCE else 0
    row: dict[str, object] = {
        "claim_id": f"page.claim-{number}",
        "document_id": "page",
        "sentence_id": "page.sentence-1",
        "raw_start": 100 + start,
        "raw_end": 100 + start + len(quote),
        "clean_start": start,
        "clean_end": start + len(quote),
        "quote": quote,
        "claimant": "author",
        "is_attributed": False,
        "kind": "prediction",
        "certainty": "PS",
        "polarity": "positive",
        "orientation": "future",
        "is_core": True,
        "rule": "modal",
        "confidence": 0.8,
    }
    row |= {column: [] for column in ("hedge_spans", "negation_spans", "target_ids", "date_ids")}
    return row | columns


def claims(*rows: dict[str, object]) -> pd.DataFrame:
    return build_frame("claims", rows or [claim()])


@pytest.fixture
def sentences() -> pd.DataFrame:
    place = {"raw_start": 100, "raw_end": 100 + len(SENTENCE), "clean_start": 0, "clean_end": len(SENTENCE)}
    row = {
        "sentence_id": "page.sentence-1",
        "document_id": "page",
        "block_id": "page.block-1",
        "quote": SENTENCE,
    }
    return build_frame("sentences", [row | place])


def html_of(shown: object) -> str:
    return shown._repr_mimebundle_()["text/html"]  # type: ignore[attr-defined]


def payload_of(shown: object) -> dict:
    return shown._repr_mimebundle_()[MIMETYPE]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{n:claim is|claims are} hedged.", "No claims are hedged."),
        ("Two were found. {n:claim is|claims are} hedged.", "Two were found. No claims are hedged."),
        ("Hedged? {n:claim is|claims are}.", "Hedged? No claims are."),
        ("He said “go.” {n:claim|claims}.", "He said “go.” No claims."),
        ("Of all, {n:claim is|claims are} hedged; {n:=is|are} so.", "Of all, no claims are hedged; are so."),
    ],
)
def test_count_of_none_has_a_capital_where_it_opens_a_sentence(template: str, said: str) -> None:
    assert str(finding(template, n=0)) == said
    assert str(finding(template, n=cited(0, empty_frame("claims"), "claims"))) == said


def test_full_stop_of_a_name_ends_no_sentence() -> None:
    assert str(finding("By {who} {n:claim|claims}.", who="Ann Jr.", n=0)) == "By Ann Jr. no claims."


def test_count_after_a_whole_sentence_has_a_capital() -> None:
    first = finding("{n:page was|pages were} read.", n=2)
    assert str(finding("{first} {n:claim|claims}.", first=first, n=0)) == "2 pages were read. No claims."


@pytest.mark.parametrize(
    ("template", "value", "said"),
    [
        ("{x:actor|actors} {x:=acts|act}", 1, "1 actor acts"),
        ("{x:actor|actors} {x:=acts|act}", 15, "15 actors act"),
        ("There are {x:actor|actors}", 0, "There are no actors"),
        ("{x:actor|actors} found", 0, "No actors found"),
        ("{x:mention|mentions}", 1234, "1,234 mentions"),
        ("in {x}", 2015, "in 2015"),
        ("{x}", 1234567, "1,234,567"),
        ("{x}", -3, "−3"),
        ("{x:%}", 0.42, "42%"),
        ("{x:.1%}", 0.425, "42.5%"),
        ("{x}", 0.8134, "0.81"),
        ("{x}", dt.date(2015, 11, 23), "23 November 2015"),
        ("{x}", pd.Timestamp("2015-11-23"), "23 November 2015"),
        ("{x}", pd.NaT, "not given"),
        ("{x}", None, "not given"),
        ("{x}", ["Obama", "Hollande", "Putin"], "Obama, Hollande and Putin"),
        ("{x}", ["Obama"], "Obama"),
        ("{x}", [], "none"),
        ("{x}", True, "yes"),
    ],
)
def test_values_read_as_a_newspaper_prints_them(template: str, value: object, said: str) -> None:
    assert str(finding(template, x=value)) == said


def test_place_without_value_and_value_without_place_are_errors() -> None:
    with pytest.raises(TypeError, match="no value for"):
        finding("{n:claim|claims}")
    with pytest.raises(TypeError, match="no place for m"):
        finding("{n}", n=1, m=2)


def test_plural_of_words_is_an_error() -> None:
    with pytest.raises(TypeError, match="whole number"):
        finding("{n:claim|claims}", n="many")


def test_template_reaches_no_attribute() -> None:
    with pytest.raises(TypeError, match="no value"):
        finding("{n.__class__}", n=1)


def test_cited_number_links_to_its_rows_with_their_sentence(sentences: pd.DataFrame) -> None:
    frame = claims()
    shown = finding("{n:claim|claims}", n=cited(len(frame), frame, "claims", sentences=sentences))
    row = payload_of(shown)["evidence"][0]
    assert (row["key"], row["quote"]) == ("page.claim-1", QUOTE)
    assert row["before"] + row["quote"] + row["after"] == SENTENCE
    assert (row["raw_start"], row["raw_end"]) == (119, 119 + len(QUOTE))
    assert "1 claim</bdi></a>" in html_of(shown)
    assert "characters 119–" in html_of(shown)


def test_row_cited_twice_is_carried_once() -> None:
    frame = claims()
    shown = finding("{a} and {b}", a=cited(1, frame, "claims"), b=cited("Putin", frame, "claims"))
    assert len(payload_of(shown)["evidence"]) == 1


def test_count_of_nothing_is_no_link() -> None:
    assert "<a" not in html_of(finding("{n:claim|claims}", n=cited(0, empty_frame("claims"), "claims")))


def test_unknown_frame_is_named() -> None:
    with pytest.raises(ValueError, match="no frame 'claim'"):
        cited(1, claims(), "claim")


def test_large_citation_is_cut_and_keeps_its_count() -> None:
    frame = claims(*(claim(number, quote=f"claim {number}") for number in range(MOST_ROWS + 5)))
    payload = payload_of(finding("{n:claim|claims}", n=cited(len(frame), frame, "claims")))
    assert len(payload["evidence"]) == MOST_ROWS
    assert payload["parts"][0]["n_rows"] == MOST_ROWS + 5


def test_finding_inside_a_finding_keeps_its_links() -> None:
    inner = finding("{n:claim|claims}", n=cited(1, claims(), "claims"))
    payload = payload_of(finding("It makes {what}.", what=inner))
    assert payload["parts"][1]["cites"] == [0]
    assert payload["evidence"][0]["key"] == "page.claim-1"


def test_table_has_caption_headings_and_a_link_in_each_row() -> None:
    html = html_of(table(claims(), {"quote": "Claim", "kind": "Kind"}, caption="Claims", frame_name="claims"))
    assert "<caption>Claims</caption>" in html
    assert '<th scope="col">Claim</th>' in html
    assert html.count('<th scope="row"><a class="cite"') == 1


def test_table_says_that_it_was_cut_off() -> None:
    frame = claims(claim(1), claim(2), claim(3))
    shown = table(frame, ["quote"], caption="Claims", frame_name="claims", limit=2)
    assert "The first 2 of 3 rows of the frame <code>claims</code>" in html_of(shown)
    assert "The first" not in html_of(table(frame, ["quote"], caption="Claims", frame_name="claims", limit=3))


def test_table_of_nothing_says_so() -> None:
    assert "No rows." in html_of(table(empty_frame("claims"), ["quote"], caption="Claims"))


def test_counts_of_a_table_open_their_rows() -> None:
    frame = claims(claim(1), claim(2), claim(3, kind="assertion"))
    counts = frame.groupby("kind", as_index=False).size()
    shown = table(
        counts, ["kind", "size"], caption="Kinds", evidence={"size": grouped(frame, "claims", by="kind")}
    )
    payload = payload_of(shown)
    keys = [[payload["evidence"][i]["key"] for i in row[1]["cites"]] for row in payload["rows"]]
    assert keys == [["page.claim-3"], ["page.claim-1", "page.claim-2"]]


def test_counts_by_two_columns_and_by_members_of_a_list() -> None:
    frame = claims(
        claim(1, target_ids=["russia", "france"]), claim(2, polarity="negative", target_ids=["russia"])
    )
    pairs = grouped(frame, "claims", by=["certainty", "polarity"]).rows_of([("PS", "negative")])
    assert [row.key for row in pairs[("PS", "negative")].rows] == ["page.claim-2"]
    members = grouped(frame, "claims", by="target_ids").rows_of([("russia",), ("france",), ("syria",)])
    assert {key: cell.n_rows for key, cell in members.items()} == {("russia",): 2, ("france",): 1}


def test_cell_with_many_rows_is_cut_and_keeps_its_count() -> None:
    frame = claims(*(claim(number, quote=f"claim {number}") for number in range(MOST_GROUPED_ROWS + 1)))
    cell = grouped(frame, "claims", by="kind").rows_of([("prediction",)])[("prediction",)]
    assert (len(cell.rows), cell.n_rows) == (MOST_GROUPED_ROWS, MOST_GROUPED_ROWS + 1)


def test_grouping_by_an_unknown_column_is_an_error() -> None:
    with pytest.raises(ValueError, match="no column 'sort'"):
        grouped(claims(), "claims", by="sort")


def test_closed_lists_are_shown_in_words_and_page_text_as_it_is() -> None:
    frame = claims(claim(kind="reported_speech", quote="reported_speech"))
    cells = payload_of(table(frame, ["quote", "kind"], caption="Claims"))["rows"][0]
    assert [cell["text"] for cell in cells] == ["reported_speech", "reported speech"]


def test_picture_carries_the_rows_its_marks_link_to_and_no_others() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><a href="#page.claim-2"><circle r="3"/></a></svg>'
    shown = picture(
        svg, title="Then", description="One mark.", evidence={"claims": claims(claim(1), claim(2))}
    )
    assert [row["key"] for row in payload_of(shown)["evidence"]] == ["page.claim-2"]
    assert f'aria-label="Evidence: {QUOTE}"' in html_of(shown)


def test_picture_that_is_not_svg_fails_in_its_notebook() -> None:
    with pytest.raises(ValueError, match="not <svg>"):
        picture("<html/>", title="Then", description="")
    with pytest.raises(ValueError, match="not well-formed"):
        picture("<svg>", title="Then", description="")
    with pytest.raises(ValueError, match="entities"):
        picture('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', title="Then", description="")


def test_limits_list_extractors_without_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hindsight.reports.display.read_accuracy", lambda: ())
    shown = limits("Cards without a date are left out.", extractors=("claims", "dates"))
    assert "Not measured yet: claims, dates." in html_of(shown)
    assert "- Cards without a date are left out." in str(shown)


def test_bundle_is_json_and_the_same_every_time(sentences: pd.DataFrame) -> None:
    def bundle() -> str:
        frame = claims()
        shown = finding("{n:claim|claims}", n=cited(len(frame), frame, "claims", sentences=sentences))
        return json.dumps(shown._repr_mimebundle_())

    assert bundle() == bundle()


def test_terminal_codes_are_shown_not_obeyed() -> None:
    shown = finding("by {who}", who="\x1b[2J\x07Putin\u202e")
    assert "\x1b" not in str(shown) + html_of(shown)
    assert "␛[2J␇Putin" in str(shown)


@settings(deadline=None, max_examples=25)
@given(st.text(), st.text())
def test_no_text_becomes_markup(words: str, caption: str) -> None:
    hostile = f"{words}<script>&\"'</script>"
    frame = claims(claim(quote=hostile or "x"))
    for shown in (
        finding("{who}", who=cited(hostile, frame, "claims")),
        table(frame, {"quote": hostile}, caption=caption + "<script>", frame_name="claims"),
        limits(hostile),
    ):
        html = html_of(shown)
        assert "<script" not in html
        html.encode("utf-8")


@pytest.mark.parametrize("original", ["", "\u00a0", " \t\n", "\u200b"])
def test_edit_of_blanks_or_of_nothing_has_words_to_click(original: str) -> None:
    row = {"edit_id": "page.edit-1", "document_id": "page", "raw_start": 3, "raw_end": 3 + len(original)}
    row |= {"clean_start": 3, "clean_end": 4, "original": original, "replacement": " ", "rule": "blanks"}
    edits = build_frame("edits", [row | {"reason": "a blank"}])
    shown = table(edits, ["original", "rule"], caption="Repairs", frame_name="edits")
    payload = payload_of(shown)
    assert payload["evidence"][0]["quote"].strip("\u200b").strip()
