"""Time the cleaning of pages against jusText (text) and trafilatura alone (HTML), in one process.

usage: python tests/benchmarks/bench_pages.py [--rounds N] [--folder FOLDER]

Pages are those of `../shared/bench/pages`, or of a folder with `html/` and `text/`. Each round runs all of
them once with every tool, in turn, so that a busy machine slows all alike; the best round of each counts.
jusText reads HTML only: it gets the text with each block of lines as a paragraph, made before its clock runs.
Prints pages a second and the two ratios the project promises: text at least jusText's pages a second, HTML
at most 1.5 times the time of trafilatura alone (its text, with the options we give it, and its metadata).
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import justext
import trafilatura

from hindsight.pages import parse_page
from hindsight.pages.lexicon import find_cues

BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench" / "pages"
_BLOCK = re.compile(r"\n[ \t]*\n")


def as_html(text: str) -> str:
    """Return a plain text as the HTML that jusText reads: a paragraph a block of lines."""
    paragraphs = (f"<p>{html.escape(block)}</p>" for block in _BLOCK.split(text) if block.strip())
    return f"<html><body>{''.join(paragraphs)}</body></html>"


def time_all(task: Callable[[str], object], pages: list[str]) -> float:
    """Return the processor seconds a task takes over all pages."""
    started = time.process_time()
    for page in pages:
        task(page)
    return time.process_time() - started


def main() -> int:
    """Print the figures; exit status 1 where a promise does not hold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=BENCH)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted((arguments.folder / "text").glob("*.txt"))]
    sources = [
        path.read_bytes().decode("utf-8", "replace")
        for path in sorted((arguments.folder / "html").glob("*.html"))
    ]
    if not texts or not sources:
        print(f"skipped: no pages at {arguments.folder}")
        return 0
    blocks = [as_html(text) for text in texts]
    words = justext.get_stoplist("English")

    def alone(source: str) -> None:
        trafilatura.extract(source, favor_precision=True, include_comments=False, include_tables=True)
        trafilatura.extract_metadata(source)

    tools: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "jusText, text": (lambda page: justext.justext(page, words), blocks),
        "hindsight, text": (lambda page: parse_page(page, "text").body, texts),
        "trafilatura, HTML": (alone, sources),
        "hindsight, HTML": (lambda page: parse_page(page, "html").body, sources),
    }
    best = dict.fromkeys(tools, float("inf"))
    for number in range(arguments.rounds + 1):
        for name, (task, pages) in tools.items():
            find_cues.cache_clear()  # what was learnt of these very lines would make the next round too good
            seconds = time_all(task, pages)
            if number:  # the first round fills caches and imports
                best[name] = min(best[name], seconds)
    for name, (_, pages) in tools.items():
        print(f"{name:18} {best[name]:7.3f} s  {len(pages) / best[name]:7.1f} pages/s")
    text = best["jusText, text"] / best["hindsight, text"]
    web = best["hindsight, HTML"] / best["trafilatura, HTML"]
    print(f"text: {text:.2f} times jusText's pages a second (promised: at least 1)")
    print(f"HTML: {web:.2f} times trafilatura's time (promised: at most 1.5)")
    return int(text < 1 or web > 1.5)


if __name__ == "__main__":
    sys.exit(main())
