"""Score the dates of the library on the development sets: figures, what each rule family is worth, speed.

    python tests/benchmarks/score_dates.py [--errors FILE] [--catalogue] [--leave-out] [--folds K]

Beside the development sets our own marked texts are scored; the errors in their held-out part are not shown.
The sets and the scorer (TempEval-3 measures) are not part of this repository; without them there is
nothing to do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hindsight.dates import find_dates
from hindsight.dates.rules import FAMILIES
from hindsight.language import read_text

sys.path.insert(0, str(Path(__file__).parent))
from catalogue_dates import catalogue
from marked_texts import DIRECTIONS, read_marked

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench" / "dates"
SETS = ("timebank", "aquaint", "wikiwars_dev")


def read_set(bench: Path, name: str) -> list[dict[str, Any]]:
    """Return the documents of a development set."""
    with (bench / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def annotate(documents: list[dict[str, Any]], without: str | None = None) -> list[dict[str, Any]]:
    """Return the predictions, one object per document."""
    rows = []
    for document in documents:
        reading = read_text(document["text"], published=document["published"], tagged=False)
        timexes = [
            {"start": t.start, "end": t.end, "type": t.type, "value": t.value}
            | ({"mod": t.mod} if t.mod else {})
            for t in find_dates(reading, without=without)
        ]
        rows.append({"id": document["id"], "timexes": timexes})
    return rows


def score(
    bench: Path, gold: list[dict[str, Any]], rows: list[dict[str, Any]], errors: int = 0
) -> dict[str, Any]:
    """Return what the shared scorer says."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, objects in (("gold", gold), ("predicted", rows)):
            path = Path(folder) / f"{name}.jsonl"
            path.write_text("".join(json.dumps(o) + "\n" for o in objects), encoding="utf-8")
            paths.append(str(path))
        command = [sys.executable, str(bench / "score.py"), *paths, "--errors", str(errors)]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def figures(result: dict[str, Any]) -> str:
    """Return one line: relaxed, strict, type and value F1."""
    return "  ".join(f"{result[name]['f1']:6.2f}" for name in ("relaxed", "strict", "type", "value"))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--errors", type=Path, help="write all errors to this file, one a line")
    parser.add_argument("--leave-out", action="store_true", help="also without each rule family")
    parser.add_argument("--catalogue", action="store_true", help="also the errors by cause, as a table")
    parser.add_argument("--folds", type=int, default=0, help="also the spread over K folds of documents")
    options = parser.parse_args()
    if not (options.bench / "score.py").exists():
        sys.exit(f"{options.bench}: no development sets there")
    sets = {name: read_set(options.bench, name) for name in SETS}
    sets |= {f"own texts, {part}": read_marked(part=part) for part in ("dev", "held")}
    sets |= {f"directions, {part}": read_marked(DIRECTIONS, part) for part in ("dev", "held")}
    readings = [
        read_text(document["text"], published=document["published"], tagged=False)
        for documents in sets.values()
        for document in documents
    ]
    find_dates(readings[0])  # compiles the grammar
    begin = time.process_time()
    for reading in readings:
        find_dates(reading)
    seconds = time.process_time() - begin
    print("set               gold  relaxed  strict   type   value")
    errors: list[dict[str, Any]] = []
    for name, documents in sets.items():
        result = score(options.bench, documents, annotate(documents), 10**6)
        print(f"{name:17} {result['gold']:5}  {figures(result)}   {result['error_counts']}")
        if name.endswith("held"):
            continue  # their errors stay unread, so that the figure goes on saying something
        errors += [{"set": name} | error for error in result["errors"]]
    lines = [json.dumps(error, ensure_ascii=False) for error in errors]
    if options.errors:
        options.errors.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if options.catalogue:
        print(catalogue(errors, SETS))
    characters = sum(len(reading.text) for reading in readings)
    print(f"speed: {characters / seconds:,.0f} characters per CPU second (sentences given)")
    for k in range(options.folds):
        for name, documents in sets.items():
            fold = documents[k :: options.folds]
            print(f"fold {k} {name:17} {figures(score(options.bench, fold, annotate(fold)))}")
    if options.leave_out:
        for family in (*FAMILIES, "modifiers"):
            for name, documents in sets.items():
                result = score(options.bench, documents, annotate(documents, family))
                print(f"without {family:11} {name:17} {figures(result)}")


if __name__ == "__main__":
    main()
