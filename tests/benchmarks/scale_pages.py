"""How the time of cleaning grows with the size of a page: ordinary, and made to be slow.

usage: python tests/benchmarks/scale_pages.py

Each kind of page is made in one size and ten times as long; the ratio of the two times (processor seconds,
the better of two) is printed, and must not exceed twelve. Then the whole hostile inputs: a line of 20 MB, a
million bullets, HTML nested 200,000 deep.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from hindsight.pages import parse_page

_PROSE = "The ministers said on Tuesday that they will not lift the sanctions, whatever the council decides. "
_CARD = (
    "Commentary\nMay 10, 2019\nThe Lake Is Falling\nBarges will stop and the towns must...\nBy Ann Stone\n\n"
)
_ROW = "How to read a budget in ten minutes Apr 11, 2017\n"
_MOST = 12.0

KINDS: dict[str, tuple[str, Callable[[int], str], int]] = {
    "paragraphs": (
        "text",
        lambda n: "A Title of the Page\n\nBy Ann Stone\n\n" + (_PROSE * 4 + "\n\n") * n,
        200,
    ),
    "one line": ("text", lambda n: _PROSE * n, 1_000),
    "one word": ("text", lambda n: "a" * n, 100_000),
    "bullets": ("text", lambda n: "  • Politics\n" * n, 4_000),
    "cards": ("text", lambda n: _PROSE * 9 + "\n\nRelated\n\n" + _CARD * n, 200),
    "rows of cards": ("text", lambda n: _PROSE * 9 + "\n\nRelated\n\n" + _ROW * n, 500),
    "names": ("text", lambda n: "Jane Doe\nSenior Fellow\n" * n + _PROSE * 9, 1_000),
    "glued words": ("text", lambda n: "ISIScannot winTheWar.The NoemKristi " * n, 1_000),
    "angle brackets": ("text", lambda n: "<b " * n, 50_000),
    "paragraphs, HTML": ("html", lambda n: f"<h1>A Title</h1>{('<p>' + _PROSE * 4 + '</p>') * n}", 100),
    "nested, HTML": ("html", lambda n: "<div>" * n + _PROSE + "</div>" * n, 5_000),
    "unclosed, HTML": ("html", lambda n: "<p>" + "<span class='a'>x " * n, 5_000),
}
WHOLE: dict[str, tuple[str, Callable[[], str]]] = {
    "a line of 20 MB": ("text", lambda: _PROSE * (20_000_000 // len(_PROSE))),
    "a million bullets": ("text", lambda: "• Politics\n" * 1_000_000),
    "HTML nested 200,000 deep": ("html", lambda: "<div>" * 200_000 + _PROSE),
}


def time_page(text: str, media: str, times: int = 2) -> float:
    """Return the processor seconds of cleaning a page, the best of some times."""
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        parse_page(text, media)
        best = min(best, time.process_time() - started)
    return best


def main() -> int:
    """Print the ratios; exit status 1 where one is too large."""
    worst = 0.0
    parse_page("<p>Warm up", "html")
    for name, (media, make, count) in KINDS.items():
        small, large = time_page(make(count), media), time_page(make(10 * count), media)
        ratio = large / max(small, 0.01)  # below a hundredth of a second the clock decides
        worst = max(worst, ratio)
        print(f"{name:18} {small:7.3f} s  ten times as long {large:7.3f} s  ratio {ratio:5.1f}")
    for name, (media, whole) in WHOLE.items():
        print(f"{name:26} {time_page(whole(), media, 1):6.1f} s")
    print(f"largest ratio {worst:.1f} (promised: at most {_MOST:.0f})")
    return int(worst > _MOST)


if __name__ == "__main__":
    sys.exit(main())
