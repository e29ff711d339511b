"""Clean the development pages and print the shared scorer's figures.

usage: python tests/benchmarks/score_pages.py [text|html] [--errors N]

The pages lie beside the repository (`../shared/bench/pages`) and never in it; without them this says so and
ends well. They measure; nothing is learnt from them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hindsight.pages import page_record, parse_page, read_page

BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench" / "pages"


def clean_pages(gold: Path, folder: Path, ending: str, out: Path) -> float:
    """Write one record a gold page to `out`; return the seconds the cleaning took."""
    seconds = 0.0
    with out.open("w", encoding="utf-8") as stream:
        for line in gold.read_text(encoding="utf-8").splitlines():
            number = json.loads(line)["n"]
            path = folder / f"{number:03d}{ending}"
            if not path.exists():
                continue
            started = time.perf_counter()
            page = read_page(path)
            record = page_record(parse_page(page.text, page.media), path)
            seconds += time.perf_counter() - started
            stream.write(json.dumps({"n": number, **record}, ensure_ascii=False) + "\n")
    return seconds


def main() -> int:
    """Score one kind of page and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("media", nargs="?", choices=("text", "html"), default="text")
    parser.add_argument("--errors", type=int, default=0, help="list this many errors")
    parser.add_argument("--folder", type=Path, help="other renderings of the same pages")
    parser.add_argument("--ending", help="how their file names end after the number")
    arguments = parser.parse_args()
    scorer = BENCH / "score.py"
    if not scorer.exists():
        print(f"skipped: no development pages at {BENCH}")
        return 0
    folder = arguments.folder or BENCH / arguments.media
    ending = arguments.ending or (".txt" if arguments.media == "text" else ".html")
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "pages.jsonl"
        seconds = clean_pages(BENCH / "gold.jsonl", folder, ending, out)
        command = [sys.executable, str(scorer), str(BENCH / "gold.jsonl"), str(out), str(BENCH / "text")]
        command += ["--errors", str(arguments.errors)]
        if arguments.media == "html":
            command.append("--all-fields")
        status = subprocess.run(command, check=False).returncode
    print(f"{seconds:.2f} s")
    return status


if __name__ == "__main__":
    sys.exit(main())
