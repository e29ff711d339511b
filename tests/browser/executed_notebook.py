"""An executed notebook made without a kernel: its outputs are what the display objects give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from hindsight.reports import Finding, cited, finding, grouped, limits, picture, table
from hindsight.schema import build_frame

# One text for every wall: tags, attributes, Markdown, a spreadsheet formula, terminal codes, shell, bidi.
HOSTILE = (
    '<script>window.executed="tag"</script><img src=x onerror="window.executed=\'handler\'">'
    '"><svg onload=window.executed=1> [a link](javascript:window.executed=2) ![p](https://example.org/p.png) '
    '=HYPERLINK("https://example.org","x") \x1b[2J\x1b]0;title\x07 $(touch executed) `id` \u202egnp.exe '
    "</style></title><base href=//example.org> {{ 7*7 }} {% raw %}"
)
PLAIN = "Putin may very well choose to be a constructive tactical partner"

# A page that carries it wherever a page has words.
HOSTILE_PAGE = f"""{HOSTILE}

By Ann Author {HOSTILE}

March 3, 2014

The ministry will publish the report on Thursday, the Prime Minister said. {HOSTILE} Putin must not {HOSTILE}.

"If the lake falls, barges will stop," said {HOSTILE} of Norway. Russia may close the border in May 2015.

  • Commentary
    • May 10, 2023
    {HOSTILE}

    Russia and Ukraine {HOSTILE}...

    By {HOSTILE}
"""

SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
viewBox="0 0 400 120">
<style>*{{stroke-linejoin: round}}</style><defs><path id="m" d="M0 0h8v8h-8z"/></defs>
<a xlink:href="#page.claim-1"><use xlink:href="#m" x="20" y="20" style="fill: #0072b2; stroke: #000"/></a>
<a xlink:href="#page.claim-2"><text x="60" y="30" style="font: 12px sans-serif">{words}</text></a>
<a xlink:href="#nowhere"><text x="60" y="60">no such row</text></a></svg>"""


def hostile_frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return claims and sentences of a page whose second claim is hostile."""
    sentences, claims = [], []
    for number, words in enumerate((PLAIN, HOSTILE), start=1):
        whole = f"He said: {words}."
        place = {"document_id": "page", "raw_start": 0, "clean_start": 0}
        ends = {"raw_end": len(whole), "clean_end": len(whole)}
        sentence = {"sentence_id": f"page.sentence-{number}", "block_id": "page.block-1", "quote": whole}
        sentences.append(sentence | place | ends)
        start, end = len("He said: "), len("He said: ") + len(words)
        place = {"document_id": "page", "raw_start": start, "raw_end": end, "clean_start": start}
        claim = {"claim_id": f"page.claim-{number}", "clean_end": end, "quote": words, "claimant": words}
        claim |= {"sentence_id": f"page.sentence-{number}", "is_attributed": False, "kind": "prediction"}
        claim |= {"certainty": "PS", "polarity": "positive", "orientation": "future", "is_core": True}
        claim |= {column: [] for column in ("hedge_spans", "negation_spans", "target_ids", "date_ids")}
        claims.append(claim | place | {"rule": "modal", "confidence": 0.8})
    return build_frame("claims", claims), build_frame("sentences", sentences)


def write_notebook(
    path: Path, *, title: str = "What is claimed?", leads: int = 0, tells: bool = True
) -> Path:
    """Write a notebook that shows one output of each kind, ours and foreign, all of them hostile."""
    claims, sentences = hostile_frames()
    counts = claims.groupby("kind", as_index=False).size()
    by_kind = grouped(claims, "claims", by="kind", sentences=sentences)
    drawing = SVG.format(words=escape_xml(HOSTILE))
    outputs: list[Any] = [
        _answer(claims, sentences),
        table(
            counts, {"kind": "Kind", "size": "Claims"}, caption="Claims by kind", evidence={"size": by_kind}
        ),
        table(claims, {"quote": "Claim", "claimant": "Who"}, caption=HOSTILE, frame_name="claims", limit=1),
        picture(drawing, title=HOSTILE, description=HOSTILE, evidence={"claims": claims}, tells=tells),
        limits(HOSTILE, _answer(claims, sentences), extractors=("claims",)),
    ]
    cells = [
        nbformat.v4.new_markdown_cell(f"# {title}\n\nWords of the author and <b>raw HTML</b>."),
        nbformat.v4.new_code_cell(
            'document: str = ""  # key of one document', metadata={"tags": ["parameters"]}
        ),
        nbformat.v4.new_code_cell(f"document = {HOSTILE!r}", metadata={"tags": ["injected-parameters"]}),
        *(_code_cell(output._repr_mimebundle_()) for output in outputs[:1]),
        nbformat.v4.new_markdown_cell("## Claims by kind\n\nSee [when](04-when.ipynb)."),
        *(_code_cell(output._repr_mimebundle_()) for output in outputs[1:4]),
        nbformat.v4.new_markdown_cell("## Other outputs"),
        *(_code_cell(bundle) for bundle in foreign_bundles()),
        nbformat.v4.new_code_cell(
            "1/0",
            execution_count=9,
            outputs=[
                nbformat.v4.new_output("stream", name="stderr", text=HOSTILE),
                nbformat.v4.new_output("error", ename="ValueError", evalue=HOSTILE, traceback=[HOSTILE]),
            ],
        ),
        nbformat.v4.new_markdown_cell("## What this page does not show"),
        *(_code_cell(output._repr_mimebundle_()) for output in outputs[4:]),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"hindsight": {"leads": leads}})
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    nbformat.write(notebook, path)
    return path


def _answer(claims: pd.DataFrame, sentences: pd.DataFrame) -> Finding:
    return finding(
        "{n:claim|claims} {n:=stands|stand} on the page; the last is by {who}.",
        n=cited(len(claims), claims, "claims", sentences=sentences),
        who=cited(HOSTILE, claims.tail(1), "claims", sentences=sentences),
    )


def foreign_bundles() -> list[dict[str, Any]]:
    """Return outputs that are not ours, each of them live where it is passed through."""
    frame = pd.DataFrame({"words": [HOSTILE]})
    return [
        {"text/html": f"<div>{HOSTILE}</div>", "text/plain": HOSTILE},
        {"text/html": f"<table onmouseover=x><tr><td>{HOSTILE}</td></tr></table>", "text/plain": "table"},
        {"text/html": frame.to_html(), "text/plain": frame.to_string()},
        {"text/markdown": HOSTILE, "text/plain": "markdown"},
        {"application/javascript": "window.executed = 3", "text/plain": "javascript"},
        {
            "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{escape_xml(HOSTILE)}</text></svg>"
        },
        {"image/png": "javascript:window.executed=4", "text/plain": "not a picture"},
    ]


def escape_xml(text: str) -> str:
    """Return text as XML may carry it: without control characters, escaped."""
    allowed = "".join(c for c in text if c >= " ")
    return allowed.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _code_cell(bundle: dict[str, Any]) -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("display_data", data=bundle)
    return nbformat.v4.new_code_cell("show(...)", execution_count=1, outputs=[output])
