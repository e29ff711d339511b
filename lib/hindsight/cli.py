"""The command `hindsight`. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hindsight.corpus.jsonl import STANDARD
from hindsight.errors import BadLine, BadParameter, HindsightError, UnreadablePage

if TYPE_CHECKING:
    from hindsight.pages import RawPage

OK, SOME_REFUSED, USAGE = 0, 1, 2
_WIDEST = 10_000  # characters of context on a line of a concordance
_MADE_BETWEEN_COLLECTIONS = 50_000  # objects; Python's own few hundred are for small programs


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status: 0, 1 (some inputs were refused), 2 (usage)."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except BadParameter as error:
        _complain(error)
        return USAGE
    except HindsightError as error:
        _complain(error)
        return SOME_REFUSED
    except BrokenPipeError:
        # The reader of our output went away (`| head`). Nothing is wrong: say nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hindsight", description=__doc__.splitlines()[0], allow_abbrev=False
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    run = _add(commands, "run", _run, "run the notebooks: frames, reports, index; only what is stale")
    run.add_argument(
        "-p", dest="parameters", metavar="NAME=VALUE", action="append", default=[], help="a parameter"
    )
    run.add_argument("--force", action="store_true", help="run everything, stale or not")
    run.add_argument("--jobs", type=int, default=2, metavar="N", help="notebooks side by side (default 2)")
    run.add_argument("--only", metavar="NOTEBOOK", help="one notebook, by name or number, and what it needs")
    run.add_argument("--no-fork", action="store_true", help="start every kernel anew")

    add = _add(
        commands, "add", _add_pages, "store pages: addresses and files into data/raw, noted in sources.csv"
    )
    add.add_argument("names", nargs="+", metavar="URL|FILE", help="an http or https address, or a file")

    clean = _add(commands, "clean", _clean, "pages to JSON Lines: header, body, related items, edits")
    clean.add_argument("files", nargs="+", metavar="FILE", help="- for standard input")
    clean.add_argument("--out", default="-", metavar="PAGES.jsonl", help="default: standard output")

    annotate = _add(
        commands, "annotate", _annotate, "texts to dates, actors, claims: one line in, one line out"
    )
    annotate.add_argument("source", metavar="IN.jsonl")
    annotate.add_argument("target", metavar="OUT.jsonl")
    annotate.add_argument(
        "--layers", default="dates,actors,claims", help="comma-separated; default: all three"
    )
    annotate.add_argument(
        "--tables", default="", metavar="PLACE", help="your states.tsv, bodies.tsv, terms.tsv: file or folder"
    )

    link = _add(commands, "link", _link, "dated texts to rankings of the later ones")
    link.add_argument("source", metavar="DOCS.jsonl")
    link.add_argument("target", metavar="OUT.jsonl")
    link.add_argument("--top", type=int, default=20, metavar="K", help="longest ranking (default 20)")
    link.add_argument("--across", action="store_true", help="rank texts of other sites too")

    ledger = _add(
        commands, "ledger", _ledger, "the claims that look forward: what became of them, and your verdicts"
    )
    ledger.add_argument("--review", action="store_true", help="judge them one at a time; quit at any time")
    ledger.add_argument("--who", default="", metavar="NAME", help="who judges (asked for where it is needed)")
    ledger.add_argument("--document", default="", metavar="KEY", help="only this document's claims")
    ledger.add_argument("--as-of", default="", metavar="DAY", help="blind: hide whatever is dated later")

    kwic = _add(commands, "kwic", _kwic, "a concordance of the corpus: keyword in context")
    kwic.add_argument("term", metavar="TERM", help="word or phrase; * stands for any letters")
    kwic.add_argument("--width", type=int, default=40, help="characters of context (default 40)")

    export = _add(
        commands,
        "export",
        _export,
        "write all frames: csv (with datapackage.json), parquet or jsonl; or a timeline: timelinejs",
    )
    export.add_argument("format", metavar="FORMAT", help="csv, parquet, jsonl or timelinejs")
    export.add_argument(
        "--out",
        metavar="PLACE",
        help="folder of the frames (default: data/export); file of the timeline (default: standard output)",
    )
    export.add_argument("--document", default="", metavar="KEY", help="timelinejs: of one document of then")
    export.add_argument("--actor", default="", metavar="NAME", help="timelinejs: of one actor, by any name")
    export.add_argument("--as-of", default="", metavar="DAY", help="timelinejs: nothing published after it")

    diff = _add(
        commands, "diff", _diff, "what changed between two runs: rows added, removed, changed, and why"
    )
    diff.add_argument("before", metavar="RUN_A", help="data/processed, a copy of it, or an export")
    diff.add_argument("after", metavar="RUN_B", help="the same of another run")
    diff.add_argument("--format", default="text", metavar="FORMAT", help="text (default), jsonl or csv")
    diff.add_argument("--out", default="-", metavar="FILE", help="default: standard output")
    diff.add_argument("--page", metavar="FILE.html", help="write one HTML page too")

    lab = _add(commands, "lab", _lab, "open JupyterLab on the notebooks")
    lab.add_argument("rest", nargs=argparse.REMAINDER, help="passed on to JupyterLab")
    return parser


class _Version(argparse.Action):
    """Print the installed version; it is looked up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"hindsight {version('hindsight-workbench')}")
        parser.exit()


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
    parser.set_defaults(command=command)
    return parser


def _complain(error: HindsightError) -> None:
    # Names of files and lines of input are foreign text: control characters must not reach a terminal.
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in str(error))
    print(f"hindsight: {text}", file=sys.stderr)


def _check_output(option: str, target: str, inputs: Sequence[str]) -> None:
    """Refuse an output that would replace an input, or that cannot be written where it is.

    Raises
    ------
    BadParameter
        Names the option; nothing has been read or written.
    """
    if target == STANDARD:
        return
    path, where = Path(target), f"{option} {target}"
    for name in inputs:
        source = Path(name)
        if name != STANDARD and source.exists() and path.exists() and source.samefile(path):
            raise BadParameter("this is an input too", where=where, remedy="write to another file")
    if path.is_dir():
        raise BadParameter("this is a folder", where=where, remedy="name a file")
    if not path.parent.is_dir():
        raise BadParameter(f"no folder {path.parent}", where=where, remedy="make it, or check the path")
    if not os.access(path.parent, os.W_OK):
        raise BadParameter(f"{path.parent} cannot be written", where=where, remedy="check its permissions")


def _run(options: argparse.Namespace) -> int:
    from hindsight.corpus.project import find_project
    from hindsight.run import parse_assignments, run

    return run(
        find_project(),
        parse_assignments(options.parameters),
        force=options.force,
        jobs=options.jobs,
        only=options.only,
        fork=not options.no_fork,
    )


def _add_pages(options: argparse.Namespace) -> int:
    from hindsight.adding import add_pages
    from hindsight.corpus.project import find_project

    raw = find_project() / "data" / "raw"
    status = OK
    for added in add_pages(options.names, raw):
        if added.refused is not None:
            _complain(added.refused)
            status = SOME_REFUSED
        else:
            print(f"{'stored' if added.is_new else 'there already:'} data/raw/{added.file}", flush=True)
    return status


def _clean(options: argparse.Namespace) -> int:
    from hindsight.corpus.jsonl import writing_objects
    from hindsight.pages import page_record, parse_page

    _check_output("--out", options.out, options.files)
    status = OK
    with writing_objects(options.out) as write:
        for name in options.files:
            try:
                page = _read_named(name)
                document = parse_page(page.text, page.media)
            except UnreadablePage as error:
                _complain(error)
                status = SOME_REFUSED
                continue
            if not document.body:
                _complain(
                    HindsightError("no body found", where=name, remedy="no paragraph reads as an article")
                )
            write(page_record(document, name if name == STANDARD else Path(name)))
    return status


def _read_named(name: str) -> RawPage:
    from hindsight.pages import read_content, read_page

    if name == STANDARD:
        return read_content(sys.stdin.buffer.read(), name)
    path = Path(name)
    if not path.exists():
        raise UnreadablePage("no such file", where=name, remedy="check the path")
    return read_page(path)


def _annotate(options: argparse.Namespace) -> int:
    from hindsight.corpus.annotate import LAYERS, annotate_lines, read_tables

    layers = [layer.strip() for layer in options.layers.split(",") if layer.strip()]
    if unknown := [layer for layer in layers if layer not in LAYERS]:
        raise BadParameter(f"no layer {unknown[0]!r}", where="--layers", remedy=f"any of {', '.join(LAYERS)}")
    _check_output("OUT.jsonl", options.target, [options.source])
    tables = read_tables(options.tables) if options.tables else None
    # The parameters live to the end: a collector that walks them again and again takes an eighth of the time.
    gc.set_threshold(_MADE_BETWEEN_COLLECTIONS, 20, 100)
    refused = annotate_lines(options.source, options.target, layers, _complain, tables)
    return SOME_REFUSED if refused else OK


def _link(options: argparse.Namespace) -> int:
    from dataclasses import replace

    from hindsight.corpus.jsonl import read_objects, writing_objects
    from hindsight.links import rank_later, read_dated_text

    if options.top < 1:
        raise BadParameter(f"{options.top} is not 1 or more", where="--top")
    _check_output("OUT.jsonl", options.target, [options.source])
    refused: list[BadLine] = []

    def documents():  # type: ignore[no-untyped-def]
        for number, entry in read_objects(options.source):
            try:
                if isinstance(entry, BadLine):
                    raise entry
                text = read_dated_text(entry, where=f"{options.source}, line {number}")
                yield replace(text, site="") if options.across else text
            except BadLine as error:
                _complain(error)
                refused.append(error)

    with writing_objects(options.target) as write:
        for ranking in rank_later(documents(), top_k=options.top):
            write({"query": ranking.query, "ranked": list(ranking.ranked), "scores": list(ranking.scores)})
    return SOME_REFUSED if refused else OK


def _ledger(options: argparse.Namespace) -> int:
    from hindsight.corpus.corpus import load
    from hindsight.corpus.reviewing import converse, describe_ledger

    corpus = load(document=options.document, as_of=options.as_of)
    if options.review:
        try:
            who = options.who or input("Who judges? > ")
        except (EOFError, KeyboardInterrupt):
            who = ""  # refused below: a verdict is somebody's
        converse(corpus.review(who=who))
    else:
        for line in describe_ledger(corpus.ledger, corpus.rubric):
            print(line)
    return OK


def _kwic(options: argparse.Namespace) -> int:
    from hindsight.corpus.corpus import load

    if not 0 <= options.width <= _WIDEST:
        raise BadParameter(f"{options.width} is not between 0 and {_WIDEST}", where="--width")
    hits = load().kwic(options.term, width=options.width)
    for hit in hits.itertuples():
        left, right = f"{hit.left:>{options.width}}", f"{hit.right:<{options.width}}"
        line = f"{left} {hit.keyword} {right}  {hit.document_id}:{hit.raw_start}"
        print("".join(c if c.isprintable() else " " for c in line))
    if hits.empty:
        print(f"hindsight: no page has {options.term!r}", file=sys.stderr)
    return OK


def _export(options: argparse.Namespace) -> int:
    from hindsight.corpus.corpus import load
    from hindsight.schema.export import export

    if options.format == "timelinejs":
        return _export_timeline(options)
    for name in ("document", "actor", "as_of"):
        if getattr(options, name):
            option = f"--{name.replace('_', '-')}"
            raise BadParameter("this is for timelinejs alone", where=option, remedy="leave it out")
    corpus, folder = load(), Path(options.out or "data/export")
    export(corpus.frames(), options.format, folder, inputs=corpus.inputs)
    print(f"hindsight: the frames are in {folder}", file=sys.stderr)
    return OK


def _export_timeline(options: argparse.Namespace) -> int:
    from hindsight.corpus.corpus import load

    target = options.out or STANDARD
    _check_output("--out", target, ())
    corpus = load(document=options.document, as_of=options.as_of)
    if options.actor:
        text = corpus.actor_timeline(options.actor).timelinejs()
    else:
        text = corpus.timeline(is_overview=False).timelinejs()
    _write_out(target, text)
    return OK


def _diff(options: argparse.Namespace) -> int:
    from hindsight.corpus.changes import compare_runs
    from hindsight.corpus.changes_shown import FORMATS, render_changes, write_changes
    from hindsight.corpus.stored_run import read_run
    from hindsight.files import write_whole

    if options.format not in FORMATS:
        raise BadParameter(
            f"no format {options.format!r}", where="--format", remedy=f"one of {', '.join(FORMATS)}"
        )
    _check_output("--out", options.out, [])
    if options.page:
        _check_output("--page", options.page, [options.out])
    before, after = read_run(Path(options.before)), read_run(Path(options.after))
    changes = compare_runs(before, after)
    written = "".join(write_changes(changes, before, after, options.format))
    _write_out(options.out, written)
    if options.page:
        write_whole(Path(options.page), render_changes(changes, before, after))
    return OK


def _write_out(target: str, text: str) -> None:
    """Write UTF-8 to standard output (``-``), or a file as a whole."""
    from hindsight.files import write_whole

    if target == STANDARD:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
    else:
        write_whole(Path(target), text)


def _lab(options: argparse.Namespace) -> int:
    from hindsight.corpus.project import find_project

    project = find_project()
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={project}"]
    command += ["--LabApp.default_url=/lab/tree/notebooks/explore.ipynb", "--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", *options.rest]
    os.execv(sys.executable, command)


if __name__ == "__main__":
    sys.exit(main())
