"""Read the commentary of our own with its claim rows (tests/gold/commentary.txt, CC0).

`commentary_first.txt` is its first reading.

    python tests/commentary.py dev tests/gold/commentary.txt GOLD.jsonl    # in the form of the shared scorer

The markup stands at the head of the file.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parent / "gold" / "commentary.txt"
KINDS = {
    "A": "assertion",
    "P": "prediction",
    "R": "prescription",
    "E": "evaluation",
    "S": "reported_speech",
    "T": "attribution",
    "C": "conditional",
    "Q": "question",
    "M": "commissive",
}
CERTAINTIES = {"CT", "PR", "PS", "U"}
POLARITIES = {"+": "positive", "-": "negative"}
TIMES = {"p": "past", "n": "present", "f": "future", "g": "generic"}
_HEADING = re.compile(r"=== ([\w-]+) \| (.+?) \| (.+?) \| (\d{4}-\d\d-\d\d) \| (dev|held)")


def read_commentary(path: Path = GOLD, splits: tuple[str, ...] = ("dev", "held")) -> list[dict[str, Any]]:
    """Return the passages: id, outlet, topic, published, split, text, claims (half-open offsets)."""
    passages = []
    for part in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        heading, marked = ("=== " + part).split("\n", 1)
        found = _HEADING.fullmatch(heading.strip())
        if found is None:
            raise ValueError(f"{path}: heading {heading!r} is not 'id | outlet | topic | day | dev or held'")
        name, outlet, topic, published, split = found.groups()
        if split in splits:
            text, claims = read_markup(marked.strip())
            passages.append(
                {"id": name, "outlet": outlet, "topic": topic, "published": published, "split": split}
                | {"text": text, "claims": claims}
            )
    return passages


def read_markup(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return plain text and the rows that the markup puts into it."""
    text, claims, opened, at = "", [], [], 0
    while at < len(marked):
        if marked[at] == "{":
            bar = marked.index("|", at)
            opened.append((read_label(marked[at + 1 : bar]), len(text)))
            at = bar + 1
        elif marked[at] == "}":
            label, start = opened.pop()
            claims.append(label | {"start": start, "end": len(text), "quote": text[start:]})
            at += 1
        else:
            text += marked[at]
            at += 1
    if opened:
        raise ValueError(f"a row is never closed: {opened[0]}")
    return text, sorted(claims, key=lambda claim: (claim["start"], -claim["end"]))


def read_label(code: str) -> dict[str, Any]:
    """Return the columns that a label such as ``S PS - f @The mayor`` stands for."""
    code, _, claimant = code.partition("@")
    kinds, *rest = code.split()
    kind_ok = [KINDS[letter] for letter in kinds.split("/")]
    levels = next((word.split("/") for word in rest if set(word.split("/")) <= CERTAINTIES), [])
    levels = levels or ["U" if kind_ok[0] == "conditional" else "CT"]
    signs = next((word for word in rest if set(word) <= {"+", "-"}), "+")
    times = next((word.split("/") for word in rest if set(word) <= {"p", "n", "f", "g", "/"}), [])
    is_open = claimant.startswith("?")
    label: dict[str, Any] = {"kind": kind_ok[0], "kind_ok": kind_ok, "core": "~" not in rest}
    label |= {"certainty": levels[0], "certainty_ok": levels + (["U"] if claimant else [])}
    label |= {"polarity": POLARITIES[signs[0]], "polarity_ok": [POLARITIES[sign] for sign in signs]}
    if times:
        label |= {"orientation": TIMES[times[0]], "orientation_ok": [TIMES[letter] for letter in times]}
    is_attributed = bool(claimant) and not (is_open and kind_ok[0] not in ("attribution", "reported_speech"))
    label |= {"claimant": claimant.strip("? ") if is_attributed else "author", "attributed": is_attributed}
    return label | {"attributed_ok": [False, True] if is_open else [is_attributed]}


if __name__ == "__main__":
    split, gold, target = sys.argv[1:]
    rows = read_commentary(Path(gold), tuple(split.split(",")))
    Path(target).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
