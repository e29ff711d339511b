"""sources.csv and the keys of documents: what a person writes down about their files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import article
from hindsight.corpus.corpus import Corpus

UNDATED = "A Title Without A Date\n\nThe minister left. He will be back on Friday.\n"


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_date_in_sources_csv_anchors_the_page(make_corpus: Callable[..., Corpus], mark: str) -> None:
    lines = [
        "file,url,retrieved,licence,published",
        "undated.txt,https://example.org/a,2026-11-22,,2014-03-03",
    ]
    corpus = make_corpus({"undated.txt": UNDATED, "sources.csv": "\n".join(lines).replace(",", mark)})
    (row,) = corpus.documents.to_dict("records")
    assert (row["published"], row["published_how"]) == ("2014-03-03", "sources.csv")
    assert row["url"] == "https://example.org/a"
    assert corpus.dates.value.tolist() == ["2014-03-07"]


def test_sources_csv_as_a_spreadsheet_saves_it_is_read(make_corpus: Callable[..., Corpus]) -> None:
    table = "File;URL;Published\nundated.txt;https://example.org/für;2014-03-03\n"
    corpus = make_corpus({"undated.txt": UNDATED, "sources.csv": table.encode("cp1252")})
    assert corpus.documents.published.tolist() == ["2014-03-03"]
    assert corpus.documents.url.tolist() == ["https://example.org/für"]


def test_a_date_that_is_none_is_said_and_not_used(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus({"undated.txt": UNDATED, "sources.csv": "file,published\nundated.txt,20.6.2016\n"})
    assert corpus.documents.published.isna().all()
    assert "'20.6.2016', which is no date" in corpus.documents.problem.iloc[0]


def test_a_person_s_date_goes_before_the_page_s_and_the_difference_is_said(
    make_corpus: Callable[..., Corpus],
) -> None:
    corpus = make_corpus({"page.txt": article(), "sources.csv": "file,published\npage.txt,2014-03-05\n"})
    assert corpus.documents.published.tolist() == ["2014-03-05"]
    assert corpus.documents.problem.tolist() == ["sources.csv says 2014-03-05, the page 2014-03-03"]


def test_a_file_that_is_named_and_not_there_is_listed(make_corpus: Callable[..., Corpus]) -> None:
    corpus = make_corpus({"page.txt": article(), "sources.csv": "file,url\ngone.txt,https://example.org\n"})
    refused = corpus.documents[corpus.documents.status == "refused"]
    assert refused.raw_path.tolist() == ["gone.txt"]


def test_a_page_in_another_format_does_not_rename_the_first(make_corpus: Callable[..., Corpus]) -> None:
    assert make_corpus({"page.txt": article()}).documents.document_id.tolist() == ["page"]
    other = f"<html><body><h1>Another Title</h1><p>{article('Another')}</p></body></html>"
    both = make_corpus({"page.html": other, "deep/page.txt": UNDATED}).documents.document_id.tolist()
    assert both == ["deep-page-txt", "page", "page-html"]
