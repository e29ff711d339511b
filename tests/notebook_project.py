"""A small project with notebooks of its own, for tests and measurements of the runner.

As a program (``python notebook_project.py PROJECT [--force]``) it runs them with the stand-ins below.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PARAMETERS = (
    'corpus_folder: str = "data/raw"  # folder with the saved pages\n'
    'output_folder: str = "data/processed"  # folder for the frames\n'
    'as_of: str = ""  # hide whatever is dated later\n'
    "limit: int = 10  # rows to show"
)

_IMPORTS = "from pathlib import Path\n\nimport matplotlib.pyplot as plt\nimport nltk\nimport pandas as pd"
_PLOT = 'figure, axes = plt.subplots()\naxes.plot(frame["n"])\naxes.set_title("How many")\nplt.show()'

# Writes through a temporary name, as the library does, so that an interrupted notebook leaves no half frame.
_WRITE = (
    'target = Path(output_folder) / "{name}.parquet"\n'
    "target.parent.mkdir(parents=True, exist_ok=True)\n"
    'frame.to_parquet(target.with_suffix(".new"))\n'
    'target.with_suffix(".new").replace(target)'
)


def make_notebook(
    path: Path,
    cells: Sequence[str],
    *,
    reads: Sequence[str] = (),
    writes: Sequence[str] = (),
    **declared: object,
) -> Path:
    """Write a notebook: what starts with ``#`` and a space is Markdown, the first other is the parameters."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made: list[dict[str, object]] = []
    has_parameters = False
    for index, source in enumerate(cells):
        cell: dict[str, object] = {"id": f"c{index}", "metadata": {}, "source": source}
        if source.startswith("# "):
            made.append(cell | {"cell_type": "markdown"})
            continue
        if not has_parameters:
            has_parameters = True
            cell["metadata"] = {"tags": ["parameters"]}
        made.append(cell | {"cell_type": "code", "execution_count": None, "outputs": []})
    metadata = {
        "hindsight": {"reads": list(reads), "writes": list(writes), **declared},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    content = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


def write_cell(name: str) -> str:
    """Return the code that writes ``frame`` as the frame `name`."""
    return _WRITE.format(name=name)


def make_project(folder: Path, notebooks: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Make a project of five notebooks (or of those given, which read and write nothing) and one page."""
    (folder / "data/raw").mkdir(parents=True)
    (folder / "data/corrections").mkdir()
    (folder / "data/raw/page.txt").write_text("Talks failed on Tuesday.\n", encoding="utf-8")
    (folder / "requirements.lock").write_text("pandas==3\n", encoding="utf-8")
    if notebooks is not None:
        for name, cells in notebooks.items():
            make_notebook(folder / "notebooks" / f"{name}.ipynb", [PARAMETERS, *cells])
        return folder
    pages = (
        'frame = pd.DataFrame({"n": [len(p.read_text()) for p in sorted(Path(corpus_folder).glob("*.txt"))]})'
    )
    chain = {
        "01-clean": (("raw", "corrections"), ("blocks",), pages),
        "02-who": (
            ("blocks",),
            ("actors",),
            'frame = pd.read_parquet(f"{output_folder}/blocks.parquet") * 2',
        ),
        "03-what": (
            ("blocks",),
            ("claims",),
            'frame = pd.read_parquet(f"{output_folder}/blocks.parquet") * 3',
        ),
        "04-when": (
            ("blocks",),
            ("dates",),
            'frame = pd.read_parquet(f"{output_folder}/blocks.parquet") * 4',
        ),
        "05-later": (
            ("actors", "claims", "dates"),
            ("links",),
            'frame = pd.concat(pd.read_parquet(f"{output_folder}/{n}.parquet") for n in ("actors", "dates"))',
        ),
    }
    for name, (reads, writes, code) in chain.items():
        make_notebook(
            folder / "notebooks" / f"{name}.ipynb",
            [
                f"# {name}",
                PARAMETERS,
                _IMPORTS,
                "# Frame",
                code,
                "frame.head(limit)",
                write_cell(writes[0]),
                _PLOT,
            ],
            reads=reads,
            writes=writes,
        )
    explore = folder / "notebooks" / "explore.ipynb"
    make_notebook(explore, [PARAMETERS, "1 / 0"], report=False)
    return folder


def render_plainly(executed: Path, *, html: Path) -> None:
    """Stand in for rendering, which has tests of its own."""
    html.write_text(f"<title>{executed.name}</title>", encoding="utf-8")


def index_plainly(reports: Path) -> None:
    """Stand in for the index."""
    names = sorted(path.name for path in reports.glob("0*.html"))
    (reports / "index.html").write_text(" ".join(names), encoding="utf-8")


def freeze_code(cache: object) -> str:
    """Stand in for the fingerprint of the library, which changes while somebody works on it."""
    return "code"


STAND_INS: dict[str, object] = {
    "hindsight.reports.render_report": render_plainly,
    "hindsight.reports.render_index": index_plainly,
    "hindsight.run.state.fingerprint_code": freeze_code,
    "hindsight.run.command.fingerprint_code": freeze_code,
    "hindsight.run.schedule._PRELOAD": (),  # these notebooks import what they use
}


def main() -> int:
    """Run the project that the command line names, with the stand-ins."""
    import importlib

    from hindsight.run import run

    for name, function in STAND_INS.items():
        module, _, attribute = name.rpartition(".")
        setattr(importlib.import_module(module), attribute, function)
    return run(Path(sys.argv[1]), {}, force="--force" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
