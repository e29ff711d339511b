"""Clean ten thousand damaged pages: no crash, no hang, every edit undone.

usage: python tests/benchmarks/mutate_pages.py [--count N] [--seed N] [--own] [--longest SECONDS]

Pages are our own (`tests/gold`, `data/raw`) and, where they are, those of `../shared/bench/pages`. Prints how
many became documents, how many were refused and why, and the slowest; exit status 1 at the first that breaks
a promise.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from hindsight.errors import UnreadablePage  # noqa: E402
from mutated_pages import check_document, damage_pages, read_damaged  # noqa: E402

FOLDERS = (ROOT / "data" / "raw", ROOT / "tests" / "gold", ROOT.parent / "shared" / "bench" / "pages")


def main() -> int:
    """Run all and print what became of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--own", action="store_true", help="our own pages alone, which are short")
    parser.add_argument("--longest", type=float, default=20.0, help="seconds a page may take")
    arguments = parser.parse_args()
    files = sorted(
        path
        for folder in FOLDERS[: 2 if arguments.own else 3]
        for path in folder.rglob("*")
        if path.suffix in (".txt", ".html", ".md", ".eml")
    )
    became: Counter[str] = Counter()
    slowest = (0.0, "")
    for page in damage_pages(files, arguments.count, arguments.seed):
        started = time.perf_counter()
        try:
            read = read_damaged(page)
            if isinstance(read, UnreadablePage):
                became[f"refused: {read.found.split('(')[0].strip()}"] += 1
            else:
                check_document(read)
                became["documents with a body" if read.body else "documents without a body"] += 1
        except Exception:
            print(f"broken: {page.name}")
            raise
        seconds = time.perf_counter() - started
        slowest = max(slowest, (seconds, page.name))
        if seconds > arguments.longest:
            print(f"{seconds:.1f} s: {page.name}")
            return 1
    print(f"{arguments.count} damaged pages of {len(files)} files, seed {arguments.seed}")
    for what, count in became.most_common():
        print(f"{count:7} {what}")
    print(f"slowest: {slowest[0]:.2f} s ({slowest[1]})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
