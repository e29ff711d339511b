"""Our own marked texts (``tests/gold/dates_texts.txt``, ``dates_directions.txt``) as documents of the date
benchmark.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

GOLD = Path(__file__).resolve().parents[1] / "gold" / "dates_texts.txt"
DIRECTIONS = GOLD.with_name("dates_directions.txt")  # one sentence each: which way a clause looks
_MARK = re.compile(
    r"\{([^|{}]+)\|(?:(DATE|TIME|DURATION|SET) )?([^\s{}]+)(?: (START|MID|END|APPROX|[A-Z]+_[A-Z_]+))?\}"
)


def type_of(value: str) -> str:
    """Return the TIMEX3 type that a value has where the mark does not say it."""
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("_REF") else "DATE"


def read_marked(path: Path = GOLD, part: str | None = None) -> list[dict[str, Any]]:
    """Return the texts, one object each as in the development sets; of one part (`dev`, `held`) or of both.

    Raises
    ------
    ValueError
        A heading or a mark that cannot be read; it says which.
    """
    documents = []
    for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        heading, _, body = block.partition("\n")
        subject, published, belongs = (field.strip() for field in heading.split("|"))
        if belongs not in ("dev", "held"):
            raise ValueError(f"{path}: {heading!r}: the part is dev or held")
        text, timexes, at = "", [], 0
        body = body.strip()
        for mark in _MARK.finditer(body):
            text += body[at : mark.start()]
            words, kind, value, mod = mark.groups()
            timex = {"start": len(text), "end": len(text) + len(words), "type": kind or type_of(value)}
            timexes.append(timex | {"value": value} | ({"mod": mod} if mod else {}))
            text, at = text + words, mark.end()
        text += body[at:]
        if "{" in text or "}" in text:
            raise ValueError(
                f"{path}: {subject}: a mark that cannot be read near {text[text.find('{') :][:40]!r}"
            )
        if part in (None, belongs):
            day = None if published == "-" else published
            documents.append({"id": subject, "published": day, "text": text, "timexes": timexes})
    return documents
