"""Input that nobody wrote: mutated pages, empty pages, pages made to be slow."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from hindsight.errors import UnreadablePage
from hindsight.pages import Document, page_record, parse_page, read_page
from hindsight.pages.read import decode

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "data" / "raw" / "cnas-2015-11-23.txt",
    *sorted((ROOT / "tests" / "gold" / "pages").glob("*.txt")),
]
PROSE = "The allies will not lift the sanctions against the state, he said on Monday. "
ROUNDS = 6  # mutations a page and kind in the everyday run


def assert_is_sound(document: Document) -> None:
    """Edits are in order and undo; blocks do not overlap and stand on text of the page."""
    at = 0
    pieces: list[str] = []
    for edit in document.edits:
        assert at <= edit.start <= edit.end <= len(document.raw)
        pieces += (document.raw[at : edit.start], edit.replacement)
        at = edit.end
    assert "".join([*pieces, document.raw[at:]]) == document.clean
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.raw)
        end = block.end
        assert block.card is None or block.card < len(document.related_items)
    for item in document.related_items:
        assert 0 <= item.start < item.end <= len(document.raw)


def truncated(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


def shuffled(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


def flipped(content: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(max(1, len(spoilt) // 200)):
        spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
    return bytes(spoilt)


def spliced(content: bytes, dice: random.Random) -> bytes:
    other = PAGES[dice.randrange(len(PAGES))].read_bytes()
    return content[: dice.randrange(len(content))] + other[dice.randrange(len(other)) :]


@pytest.mark.parametrize("mutate", [truncated, shuffled, flipped, spliced])
@pytest.mark.parametrize("media", ["text", "html", "markdown", "email"])
def test_mutated_pages_become_sound_documents_or_say_why_not(
    mutate: Callable[[bytes, random.Random], bytes], media: str
) -> None:
    dice = random.Random(f"{mutate.__name__} {media}")
    for path in PAGES:
        for _ in range(ROUNDS if media == "text" else 2):
            content = mutate(path.read_bytes(), dice)
            if media == "html":
                content = b"<html><body><p>" + content.replace(b"\n\n", b"</p>\n<p>") + b"</p>"
            try:
                text, _ = decode(content, path.name)
            except UnreadablePage as refusal:
                assert refusal.found and refusal.remedy
                continue
            document = parse_page(text, media)
            assert_is_sound(document)
            page_record(document, path)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\u00a0", "•", "\ufeff", "x", "By", "May 4, 2016", "<", "&nbsp;"]
)
@pytest.mark.parametrize("media", ["text", "html", "markdown", "email", "pdf"])
def test_pages_without_an_article_give_nothing_and_invent_nothing(text: str, media: str) -> None:
    document = parse_page(text, media)
    assert_is_sound(document)
    assert (document.body, document.authors, document.title) == ("", (), None)


SLOW = {
    "one_line": ("text", "word and more of the text here. "),
    "one_word": ("text", "x" * 30),
    "blanks": ("text", " " * 30),
    "odd_blanks": ("text", "\u00a0a"),
    "bullets": ("text", "• item\n"),
    "bylines": ("text", "By Jane Doe\n"),
    "dates": ("text", "May 4, 2016 "),
    "headings_of_boxes": ("text", "Related\nA title of a story that is here\n"),
    "cards": ("text", "Podcast\nMay 4, 2016\nA title of a story that is here\n"),
    "paragraphs": ("text", PROSE + "\n\n"),
    "glued": ("text", "aA"),
    "ampersands": ("text", "&amp"),
    "open_elements": ("html", "<div>"),
    "open_tags": ("html", '<a "'),
    "open_comments": ("html", "<!-- a "),
    "open_scripts": ("html", "<script>x "),
    "open_metadata": ("html", '<script type="application/ld+json">{"a":'),
    "less_than_signs": ("html", "<"),
    "quotes": ("html", "<p class=\"a'>"),
    "stars": ("markdown", "*a "),
    "brackets": ("markdown", "[a]("),
}


@cache
def seconds(name: str, repeats: int) -> float:
    media, piece = SLOW[name]
    text = piece * repeats
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        parse_page(text, media)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("name", SLOW)
def test_ten_times_the_text_takes_at_most_some_ten_times_the_time(name: str) -> None:
    # Generous: a quadratic method would need a hundred times the time.
    assert seconds(name, 4_000) <= 30 * seconds(name, 400) + 0.05


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG"),
        (bytes(range(1, 32)) * 40, "not text"),
        (b"%PDF-1.4\nnothing", "PDF"),
    ],
)
def test_files_that_are_no_page_are_refused_with_a_remedy(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadablePage) as refusal:
        read_page(path)
    assert refusal.value.where == str(path)
    assert found in refusal.value.found
    assert refusal.value.remedy


def test_a_file_that_vanished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePage, match="not there"):
        read_page(tmp_path / "gone.txt")
