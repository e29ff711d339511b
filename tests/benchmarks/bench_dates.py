"""Characters per CPU second of the dates layer, beside dateparser's on the same text in the same run.

    python tests/benchmarks/bench_dates.py [--dateparser PYTHON] [--rounds N]

The text is our own marked texts, so that everybody can repeat it (one expression in fifty characters, five
times as dense as news), and the development sets where they are. `PYTHON` is an interpreter of an environment
that has dateparser (``python -m venv … && …/pip install dateparser``); without one only our figure is given.
Then hostile input, doubled: work in proportion to the length shows as a ratio near 2.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hindsight.dates import find_dates
from hindsight.language import read_text

sys.path.insert(0, str(Path(__file__).parent))
from marked_texts import read_marked
from score_dates import BENCH, SETS, read_set

# dateparser takes about a minute for this many; its work grows faster than the text.
COMPARED_CHARS = 6_000
_DATEPARSER = """
import json, sys, time
from dateparser.search import search_dates
texts = json.load(sys.stdin)
search_dates("on 7 May 1998", languages=["en"])
begin = time.process_time()
found = sum(len(search_dates(text, languages=["en"]) or []) for text in texts)
print(json.dumps({"seconds": time.process_time() - begin, "found": found}))
"""
HOSTILE: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "1" * n,
    "nested parentheses": lambda n: "(" * (n // 2) + "May 7" + ")" * (n // 2),
    "letters without a blank": lambda n: "a" * n,
    "dates without a blank": lambda n: "may7,1998-" * (n // 10),
    "dates without a full stop": lambda n: "May 7 or 8 May, " * (n // 16),
    "words of amount": lambda n: "two hundred and " * (n // 16),
    "one window of months": lambda n: "March to " * (n // 9),
}


def seconds_of(texts: list[str], published: str = "2015-11-23") -> float:
    """Return the CPU seconds for finding the dates of texts, sentences included."""
    begin = time.process_time()
    for text in texts:
        find_dates(read_text(text, published=published, tagged=False))
    return time.process_time() - begin


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dateparser", metavar="PYTHON", help="an interpreter that has dateparser")
    parser.add_argument("--rounds", type=int, default=5, help="the best of so many is taken")
    parser.add_argument("--hostile-chars", type=int, default=200_000)
    options = parser.parse_args()
    texts = [document["text"] for document in read_marked()]
    find_dates(read_text(texts[0], published=None, tagged=False))  # compiles the grammar
    # Other texts each time: figures would otherwise be those of remembered windows.
    copies = [[f"{text} {n}:{i}" for i, text in enumerate(texts)] for n in range(options.rounds)]
    best = min(seconds_of(copy) / sum(map(len, copy)) for copy in copies)
    print(f"{'hindsight, sentences included':32} {1 / best:12,.0f} characters per CPU second")
    if (BENCH / "score.py").exists():
        sets = [document["text"] for name in SETS for document in read_set(BENCH, name)]
        speed = sum(map(len, sets)) / seconds_of(sets)
        print(f"{'hindsight, development sets':32} {speed:12,.0f}")
    few: list[str] = []
    length = 0
    for text in texts:
        if length < COMPARED_CHARS:
            few, length = [*few, text], length + len(text)
    if options.dateparser:
        command = [options.dateparser, "-c", _DATEPARSER]
        answer = subprocess.run(command, input=json.dumps(few), capture_output=True, text=True, check=True)
        other = json.loads(answer.stdout)
        own = min(seconds_of([f"{text} {n}" for text in few]) for n in range(options.rounds))
        print(f"{'hindsight, compared text':32} {length / own:12,.0f}")
        print(f"{'dateparser, the same text':32} {length / other['seconds']:12,.0f}")
        print(f"{'ratio':32} {other['seconds'] / own:12,.0f}")
    else:
        print("dateparser: not measured, no interpreter given (--dateparser)")
    print(f"\n{'hostile input':28} {'seconds':>8} {'twice as long':>14} {'ratio':>6}")
    for name, build in HOSTILE.items():
        once, twice = (seconds_of([build(n * options.hostile_chars)]) for n in (1, 2))
        print(f"{name:28} {once:8.2f} {twice:14.2f} {twice / once:6.2f}")


if __name__ == "__main__":
    main()
