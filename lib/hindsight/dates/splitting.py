"""Two expressions that share words: "May 7-9, 1998", "1957-58", "March and April 1998"."""

from __future__ import annotations

from dataclasses import replace

from hindsight.dates.scanning import Hit

# The capture that ends the first expression, and the one that begins the second, by what the pattern
# captured.
_PARTS = (
    ("d_end", "d"),
    ("d_end_ord", "d_ord"),
    ("d_end_ord", "d"),
    ("m_end", "m"),
    ("y_end", "y"),
    ("yy_end", "y"),
    ("era_y_end", "era_y"),
    ("n_end", "n"),
)


def split(hit: Hit) -> list[Hit]:
    """Return the expressions of a hit: two where its rule reads a pair, with the shared words lent to both.

    The spans do not overlap; a shared word stays with the expression beside it.
    """
    if hit.rule.reads not in ("range", "duration_pair"):
        return [hit]
    for second, first in _PARTS:
        if second in hit.captures and first in hit.captures:
            break
    else:
        return []
    # "May 7-9" and "7-9 May": the first expression ends with its own last word, the second runs to the end
    first_end = hit.offsets[first][1]
    second_start = hit.offsets[second][0]
    lent = {name: text for name, text in hit.captures.items() if not name.endswith(("_end", "_end_ord"))}
    own = dict(lent)
    if second == "yy_end":
        own["y"] = hit.captures["y"][:2] + hit.captures["yy_end"]
    else:
        own.pop(first)
        own[second.replace("_end", "")] = hit.captures[second]
    return [
        replace(hit, end=first_end, core_end=first_end, captures=lent),
        replace(hit, start=second_start, core_start=second_start, captures=own, mod=None, is_range_end=True),
    ]
