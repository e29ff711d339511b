"""Measure every extractor through the commands a user types, with the shared scorers, and keep the figures.

    python tests/benchmarks/measure.py                      # prints what was measured beside what is kept
    python tests/benchmarks/measure.py --write 2026-11-22   # keeps it, with the day of the measurement

The development data lie beside the project in ``../shared/bench``; without them nothing can be measured.
`tests/test_accuracy.py` fails when a kept figure is no longer what the code gives.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gold_actors import score_gold
from score_actors import load_scorer, rank_pronouns, score_chains
from score_claims import TASKS

from hindsight.cli import main as hindsight

sys.path.insert(0, str(Path(__file__).parent))
from marked_texts import read_marked

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"
KEPT = ROOT / "lib" / "hindsight" / "reports" / "accuracy.toml"
COMMAND = "python tests/benchmarks/measure.py"

Figures = dict[tuple[str, str, str], float]  # extractor, measure, gold: figure from 0 to 1


def run_scorer(script: Path, *arguments: str) -> str:
    """Return what a shared scorer prints."""
    command = [sys.executable, str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def annotate(documents: Iterable[dict[str, Any]], layer: str, folder: Path) -> Path:
    """Run ``hindsight annotate`` over documents and return its output."""
    kept = ("id", "text", "published")
    given = [{key: row[key] for key in kept if row.get(key)} for row in documents]
    source, target = write_lines(folder / "in.jsonl", given), folder / "out.jsonl"
    status = hindsight(["annotate", str(source), str(target), "--layers", layer])
    if status:
        raise RuntimeError(f"hindsight annotate gave status {status}")
    return target


def measure_pages(folder: Path) -> Figures:
    """Plain text and HTML pages: ``hindsight clean``, on the development pages and on those of our own."""
    bench, own = BENCH / "pages", ROOT / "tests" / "gold" / "layouts"
    figures: Figures = {}
    for pages, label in ((bench, "development pages"), (own, "pages of our own")):
        gold = read_lines(pages / "gold.jsonl")
        for kind, suffix in (("text", "txt"), ("html", "html")):
            files = [str(pages / kind / f"{row['n']:03d}.{suffix}") for row in gold]
            out = folder / "pages.jsonl"
            hindsight(["clean", *files, "--out", str(out)])
            rows = read_lines(out)
            for row in rows:
                row["n"] = int(Path(row["path"]).stem)
                row["published"] = row["published"] and row["published"][:10]
            write_lines(out, rows)
            # The related items of an HTML page of our own are those of its source, not of one rendering.
            shown = [row | {"related": row.get(f"related_{kind}", row["related"])} for row in gold]
            given = (str(write_lines(folder / "gold.jsonl", shown)), str(out), str(pages / "text"))
            options = ["--all-fields"] if kind == "html" else []
            score = json.loads(run_scorer(bench / "score.py", *given, "--json", *options))
            what = f"{len(gold)} {label}, {'plain text' if kind == 'text' else 'HTML'}"
            figures |= {("pages", name, what): value for name, value in page_figures(score).items()}
    return figures


def page_figures(score: dict[str, Any]) -> dict[str, float]:
    """Name the figures of the page scorer as the report prints them."""
    body = score["body"]
    return {
        "body F1": body["f1"],
        "body starts right": read_share(body["start"]),
        "body ends right": read_share(body["end"]),
        "boilerplate phrases leaked": read_share(score["leaked"]),
        "title right": read_share(score["title"]),
        "date right": read_share(score["published"]),
        "authors right": read_share(score["authors"]),
        "related items F1": score["related"]["f1"],
        "dates or authors invented": (score["published_invented"] + score["authors_invented"])
        / score["pages"],
    }


def read_share(text: str) -> float:
    """Return the share that the scorer prints as ``19/20``."""
    part, whole = text.split("/")
    return int(part) / int(whole)


def measure_dates(folder: Path) -> Figures:
    """Temporal expressions, one configuration for all sets; the held-out part of our own texts among them."""
    figures: Figures = {}
    held = read_marked(part="held")
    own = write_lines(folder / "own.jsonl", held)
    for name, gold in (
        ("timebank", "TimeBank, 183 news texts (development)"),
        ("aquaint", "AQUAINT, 73 news texts (development)"),
        ("wikiwars_dev", "WikiWars, 11 histories (development)"),
        ("own", f"own texts of {len(held)} kinds (held out)"),
    ):
        path = own if name == "own" else BENCH / "dates" / f"{name}.jsonl"
        out = annotate(read_lines(path), "dates", folder)
        score = json.loads(run_scorer(BENCH / "dates" / "score.py", str(path), str(out)))
        figures |= {("dates", label, gold): score[key]["f1"] / 100 for label, key in DATE_MEASURES}
    return figures


DATE_MEASURES = (("relaxed F1", "relaxed"), ("strict F1", "strict"), ("value F1", "value"))


def measure_names(folder: Path) -> Figures:
    """Names, on a set that no parameter was learnt from."""
    path = BENCH / "actors" / "conll03_testa.jsonl"
    out = annotate(read_lines(path), "actors", folder)
    rows = read_lines(out)
    for row in rows:  # the set marks names alone; a metonym is a name too
        row["mentions"] = [m for m in row["mentions"] if m["form"] in ("name", "metonym")]
    write_lines(out, rows)
    score = json.loads(run_scorer(BENCH / "actors" / "score.py", str(path), str(out), "--json"))
    gold = "CoNLL-2003 testa, newswire (nothing learnt from it)"
    return {("mentions", f"names, {view} F1", gold): score[view]["f1"] for view in ("typed", "span")}


def measure_actors(folder: Path) -> Figures:
    """Whole actors on the held part of our own policy texts; aliases and pronouns on the shared sets."""
    tally = score_gold("held")
    gold = "own policy texts, held part"
    figures = {("actors", label, gold): tally.share(key) for label, key in ACTOR_MEASURES}
    scorer = load_scorer(BENCH / "actors")
    chains = score_chains(scorer, BENCH / "actors")
    figures["actors", "aliases, mean of MUC, B³ and CEAFe", "GUM, given names (development)"] = chains[
        "CoNLL"
    ]
    for label, pair in rank_pronouns(scorer, BENCH / "actors").items():
        figures["actors", f"pronoun to name, {label}, F1", "GAP, cross-validated five times"] = pair["O"][
            "f1"
        ]
    return figures


ACTOR_MEASURES = (
    ("names with the right actor", "name"),
    ("pronouns and descriptions with the right actor", "reference"),
    ("capitals that stand for governments right", "metonym"),
    ("actors that are one row, shared with no other", "one row"),
    ("kind of the actor right", "kind"),
)


def measure_claims(folder: Path) -> Figures:
    """Claim rows on pages, attributions on news."""
    bench = BENCH / "claims"
    pages = read_lines(bench / "rows.dev.jsonl")
    texts = []
    for page in pages:
        text = (BENCH / "pages" / "text" / page["text_file"]).read_bytes().decode("utf-8")
        texts.append({"id": str(page["n"]), "text": text, "published": page["published"]})
    out = annotate(texts, "claims", folder)
    score = json.loads(run_scorer(bench / "rows_score.py", str(bench / "rows.dev.jsonl"), str(out)))
    gold = f"{len(pages)} development pages of commentary"
    labels = score["labels"]
    figures = {
        ("claims", "rows F1 (IoU ≥ .5)", gold): score["f1"] / 100,
        ("claims", "kind, exact macro-F1", gold): score["macro_f1_exact"]["kind"] / 100,
        ("claims", "certainty exact", gold): labels["certainty"]["exact"] / 100,
        ("claims", "polarity exact", gold): labels["polarity"]["exact"] / 100,
        ("claims", "attributed exact", gold): labels["attributed"]["exact"] / 100,
        ("claims", "orientation exact", gold): labels["orientation"]["exact"] / 100,
    }
    news = bench / "attribution.dev.jsonl"
    out = annotate(read_lines(news), "claims", folder)
    lines = run_scorer(bench / "score.py", "attribution", str(news), str(out), "--json")
    score = json.loads(lines)
    relation = next(value for key, value in score.items() if key.startswith("relation"))
    gold = "PolNeAR, 84 political news texts (development)"
    figures["attributions", "relation F1", gold] = relation["F1"] / 100
    for role in ("source", "cue", "content"):
        figures["attributions", f"{role}, strict F1", gold] = score[f"{role}.strict"]["F1"] / 100
    return figures | measure_sentences(folder)


def measure_sentences(folder: Path) -> Figures:
    """Negations, factuality, hedges and stance, with the predictions of score_claims.py."""
    bench = BENCH / "claims"
    figures: Figures = {}
    for task, gold, wanted in SENTENCE_MEASURES:
        path = bench / f"{task}.dev.jsonl"
        predicted = write_lines(folder / f"{task}.jsonl", TASKS[task][1](BENCH, read_lines(path)))
        score = json.loads(run_scorer(bench / "score.py", task, str(path), str(predicted), "--json"))
        for label, key, inner in wanted:
            value = score[key]
            if isinstance(value, dict):
                value = value[inner]
            figures["claims", label, gold] = value if key == "pearson_r" else value / 100
    return figures


SENTENCE_MEASURES = (
    (
        "negation",
        "CD-SCO, 787 sentences of fiction (development)",
        (("negation cues F1", "cue", "F1"), ("negation scope tokens F1", "scope tokens", "F1")),
    ),
    (
        "factuality",
        "UDS It-Happened, web texts (development)",
        (("did not happen F1", "did-not-happen", "F1"), ("factuality r", "pearson_r", "")),
    ),
    ("uncertainty", "Wikipedia sentences (development)", (("hedged F1", "uncertain", "F1"),)),
    ("target_sentiment", "NewsMTSC, policy news (development)", (("stance macro-F1", "macro_F1", ""),)),
)


def measure_links(folder: Path) -> Figures:
    """Posts that later posts of the same site link back to, as they are and masked; news threads."""
    bench = BENCH / "links"
    docs, links = bench / "crosslinks.docs.dev.jsonl", bench / "crosslinks.links.dev.jsonl"
    rows = read_lines(docs)
    masked = write_lines(
        folder / "masked.jsonl", ({**row, "text": row.get("text_nolink", row["text"])} for row in rows)
    )
    gold = "508 posts of one site (development)"
    score = score_links(docs, "crosslinks", docs, str(links), folder)
    figures = {("links", key, gold): score[key] for key in ("MRR", "recall@10")}
    score = score_links(masked, "crosslinks", docs, str(links), folder)
    figures["links", "MRR", f"{gold}, linking paragraphs masked"] = score["MRR"]
    threads = bench / "threads.docs.dev.jsonl"
    score = score_links(threads, "threads", threads, "-", folder)
    figures["links", "MRR", "850 news articles in 17 threads (development)"] = score["MRR"]
    return figures


def score_links(given: Path, task: str, docs: Path, gold: str, folder: Path) -> dict[str, float]:
    """Run ``hindsight link`` over documents and return what the shared scorer says, from 0 to 1."""
    out = folder / "links.jsonl"
    if status := hindsight(["link", str(given), str(out)]):
        raise RuntimeError(f"hindsight link gave status {status}")
    printed = run_scorer(BENCH / "links" / "score.py", task, str(docs), gold, str(out)).splitlines()
    return {name: float(figure) / 100 for name, figure in map(str.split, filter(is_figure, printed))}


def is_figure(line: str) -> bool:
    """Whether a line of the scorer is a name and a number."""
    return len(line.split()) == 2


MEASURES: dict[str, Callable[[Path], Figures]] = {
    "pages": measure_pages,
    "dates": measure_dates,
    "names": measure_names,
    "actors": measure_actors,
    "claims": measure_claims,
    "links": measure_links,
}


def measure_all(names: Iterable[str] = MEASURES) -> Figures:
    """Return the figures of some extractors, rounded to three decimals as they are kept."""
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            figures |= {key: round(value, 3) for key, value in MEASURES[name](Path(folder)).items()}
    return figures


def write_kept(figures: Figures, day: str) -> None:
    """Keep the figures in `accuracy.toml`, under the comment that explains the file."""
    head = "".join(line for line in KEPT.read_text(encoding="utf-8").splitlines(True) if line.startswith("#"))
    tables = []
    for (extractor, measure, gold), figure in figures.items():
        texts = {"extractor": extractor, "measure": measure, "gold": gold, "command": COMMAND}
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in texts.items()]
        tables.append("\n".join(["", "[[measure]]", *lines, f"figure = {figure}", f"date = {day}", ""]))
    KEPT.write_text(head + "".join(tables), encoding="utf-8")


def main() -> int:
    from hindsight.reports.accuracy import read_accuracy

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", metavar="DAY", help="keep the figures, measured on this day")
    options = parser.parse_args()
    if not BENCH.exists():
        print(f"nothing to measure: no development data at {BENCH}", file=sys.stderr)
        return 1
    kept = {(m.extractor, m.measure, m.gold): m.figure for m in read_accuracy()}
    figures = measure_all()
    for key, figure in figures.items():
        print(f"{figure:.3f}  {'new' if key not in kept else f'{kept[key]:.3f}'}  {' · '.join(key)}")
    if options.write:
        write_kept(figures, options.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
