"""Damaged pages never crash or hang: each becomes a document whose edits can be undone, or says why not."""

from __future__ import annotations

import pytest

from conftest import ROOT, SAMPLE
from hindsight.errors import UnreadablePage
from mutated_pages import check_document, damage_pages, read_damaged

FILES = [SAMPLE, *sorted((ROOT / "tests" / "gold" / "pages").rglob("*.txt"))]
FILES += sorted((ROOT / "tests" / "gold" / "layouts").rglob("*.html"))
BATCHES, BATCH = 8, 30


@pytest.mark.parametrize("seed", range(BATCHES))
def test_a_damaged_page_is_a_document_or_says_why_not(seed: int) -> None:
    for page in damage_pages(FILES, BATCH, seed):
        read = read_damaged(page)
        if isinstance(read, UnreadablePage):
            assert read.found, page.name
            assert read.remedy, page.name
        else:
            check_document(read)
