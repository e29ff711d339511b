"""Cleaning can be undone: positions in the raw and in the clean text always find each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hindsight.pages.document import Block, Document, Edit, OffsetMap


def edit(start: int, end: int, replacement: str) -> Edit:
    return Edit(start, end, replacement, "test", "a test")


GLUED = OffsetMap("against ISIScannot", [edit(12, 12, " ")])
SPACED = OffsetMap("a  b", [edit(1, 3, " ")])
REPLACED_IN_TWO = OffsetMap("one\xadtwo", [edit(3, 3, " "), edit(3, 4, "")])  # an insertion touches a removal
REMOVED = OffsetMap("co\xadop", [edit(2, 3, "")])
AMPERSAND = OffsetMap("R&amp;D", [edit(1, 6, "&")])


@pytest.mark.parametrize(
    ("omap", "clean", "raw"),
    [
        (GLUED, (8, 12), (8, 12)),  # ISIS: the blank put in after it is not its own
        (GLUED, (13, 19), (12, 18)),  # cannot: nor is the one before it
        (GLUED, (12, 13), (12, 12)),  # the blank itself stands between two characters
        (GLUED, (8, 19), (8, 18)),
        (SPACED, (0, 1), (0, 1)),
        (SPACED, (2, 3), (3, 4)),
        (SPACED, (1, 2), (1, 3)),  # one blank in the clean text is two in the raw one
        (REMOVED, (0, 2), (0, 2)),
        (REMOVED, (2, 4), (3, 5)),
        (REMOVED, (0, 4), (0, 5)),
        (REPLACED_IN_TWO, (3, 4), (3, 4)),
        (REPLACED_IN_TWO, (0, 3), (0, 3)),
        (REPLACED_IN_TWO, (4, 7), (4, 7)),
        (AMPERSAND, (1, 2), (1, 6)),
        (AMPERSAND, (0, 3), (0, 7)),
    ],
)
def test_a_clean_span_finds_its_raw_span(
    omap: OffsetMap, clean: tuple[int, int], raw: tuple[int, int]
) -> None:
    assert omap.to_raw(*clean) == raw


@pytest.mark.parametrize(
    ("omap", "raw", "clean"),
    [
        (GLUED, (8, 12), (8, 12)),
        (GLUED, (12, 18), (13, 19)),
        (GLUED, (8, 18), (8, 19)),
        (SPACED, (1, 2), (1, 2)),  # half of what was replaced is all of the replacement
        (SPACED, (2, 3), (1, 2)),
        (REMOVED, (2, 3), (2, 2)),  # what was removed stands between two characters
        (AMPERSAND, (2, 5), (1, 2)),
    ],
)
def test_a_raw_span_finds_its_clean_span(
    omap: OffsetMap, raw: tuple[int, int], clean: tuple[int, int]
) -> None:
    assert omap.to_clean(*raw) == clean


@pytest.mark.parametrize(
    "edits",
    [
        [edit(2, 4, ""), edit(3, 5, "")],  # overlap
        [edit(4, 5, ""), edit(1, 2, "")],  # out of order
        [edit(2, 9, "")],  # leaves the text
        [edit(-1, 1, "")],
        [edit(3, 2, "")],
    ],
)
def test_impossible_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="edit at"):
        OffsetMap("abcdef", edits)


@st.composite
def offset_maps(draw: st.DrawFn) -> OffsetMap:
    """Any short text with any edits that the class accepts: adjacent, empty, insertions, whole text."""
    raw = draw(st.text(alphabet="ab \n\xad\U0001f600", max_size=24))
    bounds = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=12)))
    edits = [
        edit(start, end, draw(st.text(alphabet="XY ", max_size=3)))
        for start, end in list(pairwise(bounds))[::2]
    ]
    return OffsetMap(raw, edits)


@st.composite
def maps_with_span(draw: st.DrawFn, *, side: str) -> tuple[OffsetMap, int, int]:
    omap = draw(offset_maps())
    length = len(omap.raw if side == "raw" else omap.clean)
    start, end = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
    return omap, start, end


@given(offset_maps())
def test_the_clean_text_is_the_raw_text_with_the_edits_applied(omap: OffsetMap) -> None:
    text = omap.raw
    for change in reversed(omap.edits):  # from the back, so that earlier offsets stay true
        text = text[: change.start] + change.replacement + text[change.end :]
    assert omap.clean == text


@given(maps_with_span(side="clean"))
def test_a_raw_span_stays_inside_the_raw_text(case: tuple[OffsetMap, int, int]) -> None:
    omap, start, end = case
    raw_start, raw_end = omap.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(omap.raw)


@given(maps_with_span(side="raw"))
def test_a_clean_span_stays_inside_the_clean_text(case: tuple[OffsetMap, int, int]) -> None:
    omap, start, end = case
    clean_start, clean_end = omap.to_clean(start, end)
    assert 0 <= clean_start <= clean_end <= len(omap.clean)


def cuts_an_edit(position: int, bounds: list[tuple[int, int]]) -> bool:
    return any(start < position < end for start, end in bounds)


def clean_bounds(omap: OffsetMap) -> list[tuple[int, int]]:
    """Where the replacements stand in the clean text, counted without the class under test.

    An insertion that touches another edit is one place with it.
    """
    bounds: list[tuple[int, int]] = []
    shift, last = 0, None
    for change in omap.edits:
        start = change.start + shift
        shift += len(change.replacement) - (change.end - change.start)
        end = change.end + shift
        is_touching = last is not None and last.end == change.start
        if last and is_touching and (last.start == last.end or change.start == change.end):
            bounds[-1] = (bounds[-1][0], end)
            last = edit(last.start, change.end, "")
        else:
            bounds.append((start, end))
            last = change
    return bounds


@given(maps_with_span(side="clean"))
@example((GLUED, 8, 19))
def test_the_words_of_a_clean_span_are_those_of_its_raw_span(case: tuple[OffsetMap, int, int]) -> None:
    """The way a row's quote is checked: clean span -> raw span -> clean words, wherever no edit is cut."""
    omap, start, end = case
    bounds = clean_bounds(omap)
    if start == end or cuts_an_edit(start, bounds) or cuts_an_edit(end, bounds):
        return
    raw_start, raw_end = omap.to_raw(start, end)
    # Only insertions at the very bounds may be left out: they belong to no raw character.
    words, asked = omap.clean_of_raw(raw_start, raw_end), omap.clean[start:end]
    inserted = [e.replacement for e in omap.edits if e.start == e.end and e.start in (raw_start, raw_end)]
    assert words in asked
    assert len(asked) - len(words) <= sum(map(len, inserted))


@given(maps_with_span(side="clean"))
def test_there_and_back_gives_the_same_raw_span(case: tuple[OffsetMap, int, int]) -> None:
    omap, start, end = case
    raw = omap.to_raw(start, end)
    clean = omap.to_clean(*raw)
    if raw[0] == raw[1] or clean[0] == clean[1]:
        return  # only inserted or only removed characters: a place, not words
    assert omap.to_raw(*clean) == raw


@given(maps_with_span(side="clean"))
def test_unedited_characters_map_one_to_one(case: tuple[OffsetMap, int, int]) -> None:
    omap, start, end = case
    replaced = clean_bounds(omap)
    for at in range(start, end):
        if any(a <= at < b for a, b in replaced):
            continue
        raw_start, raw_end = omap.to_raw(at, at + 1)
        assert raw_end - raw_start == 1
        assert omap.raw[raw_start:raw_end] == omap.clean[at]
        assert omap.to_clean(raw_start, raw_end) == (at, at + 1)


@given(maps_with_span(side="clean"), st.data())
def test_a_span_inside_another_stays_inside_it(case: tuple[OffsetMap, int, int], data: st.DataObject) -> None:
    omap, start, end = case
    inner_start = data.draw(st.integers(start, end))
    inner_end = data.draw(st.integers(inner_start, end))
    if inner_start == inner_end:
        return
    raw_start, raw_end = omap.to_raw(start, end)
    raw_inner_start, raw_inner_end = omap.to_raw(inner_start, inner_end)
    assert raw_start <= raw_inner_start <= raw_inner_end <= raw_end


def test_without_edits_nothing_moves() -> None:
    omap = OffsetMap("abc", [])
    for start in range(4):
        for end in range(start, 4):
            assert omap.to_raw(start, end) == omap.to_clean(start, end) == (start, end)


def test_the_body_is_the_body_blocks_cleaned() -> None:
    raw = "Title\n\nOne  two.\n\nMenu\n\nThree."
    at = raw.index
    document = Document(
        raw,
        edits=(edit(at("  "), at("  ") + 2, " "),),
        blocks=(
            Block(0, 5, "title", "test"),
            Block(at("One"), at("One") + 9, "paragraph", "test"),
            Block(at("Menu"), at("Menu") + 4, "boilerplate", "test"),
            Block(at("Three"), at("Three") + 6, "quotation", "test"),
        ),
    )
    assert document.body == "One two.\n\nThree."
    assert document.clean == raw.replace("  ", " ")


def test_many_edits_are_mapped_in_time_that_grows_with_the_question_alone() -> None:
    """Bisection, not a walk: a question on 100,000 edits looks at some seventeen of them."""

    class CountingList(list[int]):
        reads = 0

        def __getitem__(self, at):  # type: ignore[no-untyped-def,override]
            CountingList.reads += 1
            return super().__getitem__(at)

    n = 100_000
    omap = OffsetMap("a " * n, [edit(2 * i + 1, 2 * i + 2, "  ") for i in range(n)])
    for name in ("_raw_start", "_raw_end", "_clean_start", "_clean_end"):
        setattr(omap, name, CountingList(getattr(omap, name)))
    assert omap.to_raw(3 * n // 2, 3 * n // 2 + 1) == (n, n + 1)
    assert CountingList.reads < 200
