"""Corpora for tests: the sample page, bad input, hostile text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hindsight.corpus.corpus import Corpus, load

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "raw" / "cnas-2015-11-23.txt"

HOSTILE = (
    '<script>alert(1)</script> =HYPERLINK("http://x") [link](javascript:alert(1)) \x1b[31mred\x1b[0m '
    "`rm -rf ~` $(touch x) ![x](x) <img src=x onerror=alert(1)>"
)
ARTICLE = """{title}

By Ann Author

March 3, 2014

The ministry will publish the report on Thursday, the Prime Minister said. {words} The union should vote no.

Norway and Sweden signed the treaty in 2012. If the lake falls further, barges will stop. {words}
"""


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample page."""
    return SAMPLE


def _write_corpus(folder: Path, files: dict[str, bytes | str], **selection: str) -> Corpus:
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return load(raw, output_folder=folder / "data" / "processed", **selection)


def article(title: str = "The Treaty Must Be Kept", words: str = "It is a good treaty.") -> str:
    """Return a short article with a title and other words in it."""
    return ARTICLE.format(title=title, words=words)


@pytest.fixture
def make_corpus(tmp_path: Path) -> Callable[..., Corpus]:
    """Make a corpus of files: name to bytes or text."""
    return lambda files=(), **selection: _write_corpus(tmp_path, dict(files), **selection)


@pytest.fixture(scope="session")
def sample_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The sample page as a corpus of its own, its frames made once."""
    return _write_corpus(tmp_path_factory.mktemp("sample"), {SAMPLE.name: SAMPLE.read_bytes()})


@pytest.fixture(scope="session")
def trouble_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus with every kind of trouble a page can have, its frames made once."""
    odd = article(words="The\u00a0minister\u200b of\u00ad fi\u00adnance said\u2003so.").replace("\n", "\r\n")
    files: dict[str, bytes | str] = {
        "again.txt": article(),
        "binary.txt": bytes(range(256)) * 20,
        "empty.txt": b"",
        "hostile.txt": article(HOSTILE, HOSTILE),
        "nbsp.txt": odd,
        "page.html": f"<html><head><title>Web</title></head><body><p>{article()}</p><p>Unclosed <b>bold",
        "plain.txt": article(),
        "undated.txt": "A Title Without A Date\n\nThe minister left. He will be back on Friday.\n",
        "windows.txt": article("Déjà vu", "The café “was” open — always.").encode("cp1252"),
    }
    return _write_corpus(tmp_path_factory.mktemp("trouble"), files)
