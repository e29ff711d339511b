"""An executed notebook as a page: what is on it, in which order, and what never gets onto it."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from executed_notebook import HOSTILE, hostile_frames, write_notebook

from hindsight.errors import HindsightError
from hindsight.reports import cited, finding, render_index, render_report
from hindsight.reports.register import Register

LIBRARY = Path(__file__).parents[1] / "lib"


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The report of a notebook in which every output is hostile."""
    notebook = write_notebook(tmp_path / "03-what-is-claimed.ipynb")
    render_report(notebook, html=tmp_path / "report.html")
    return (tmp_path / "report.html").read_text("utf-8")


def render(tmp_path: Path, *cells: nbformat.NotebookNode) -> str:
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), tmp_path / "notebook.ipynb")
    render_report(tmp_path / "notebook.ipynb", html=tmp_path / "notebook.html")
    return (tmp_path / "notebook.html").read_text("utf-8")


def markdown(source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source)


def code(source: str, shown: object = None, *tags: str) -> nbformat.NotebookNode:
    bundle = shown._repr_mimebundle_() if shown is not None else None  # type: ignore[attr-defined]
    outputs = [nbformat.v4.new_output("display_data", data=bundle)] if bundle else []
    return nbformat.v4.new_code_cell(source, outputs=outputs, metadata={"tags": list(tags)})


def test_page_has_one_h1_a_language_and_a_skip_link(page: str) -> None:
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["What is claimed?"]
    assert '<html lang="en">' in page
    assert '<a class="skip" href="#_main">' in page


def test_policy_admits_the_page_s_own_sheet_by_its_hash_and_nothing_else(page: str) -> None:
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1])
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "unsafe-inline" not in policy


class _Elements(HTMLParser):
    """Collects every element of a page with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_page_names_nothing_outside_itself(page: str) -> None:
    elements = _Elements(page).found
    loading = {"src", "srcset", "action", "data", "xlink:href", "poster", "background"}
    assert [element for element in elements if element[1].keys() & loading] == []
    hrefs = {attributes["href"] for _, attributes in elements if "href" in attributes}
    assert {href for href in hrefs if not href.startswith("#")} == {
        "03-what-is-claimed.ipynb",
        "04-when.html",
        "index.html",
    }
    assert not re.search(r"url\((?!#)|@import|@font-face", page)


def test_no_hostile_text_becomes_an_element_or_an_attribute(page: str) -> None:
    elements = _Elements(page).found
    banned = {"script", "img", "base", "iframe", "object", "embed", "form", "link", "foreignobject"}
    assert banned.isdisjoint(tag for tag, _ in elements)
    names = {name for _, attributes in elements for name in attributes}
    assert [name for name in sorted(names) if name.startswith("on") or name == "style"] == []


def test_answer_stands_below_the_title_and_only_there(tmp_path: Path) -> None:
    html = render(
        tmp_path,
        markdown("# Who acts?\n\nSome words."),
        code("finding(...)", finding("It is said {n:time|times}.", n=3)),
        markdown("## More"),
        code("finding(...)", finding("And {n:time|times} more.", n=2)),
    )
    header, main = html.split("<nav")
    assert "3 times" in header and "3 times" not in main
    assert "2 times" in main


def test_tagged_answer_may_stand_last(tmp_path: Path) -> None:
    first = code("finding(...)", finding("Not the answer."))
    last = code("finding(...)", finding("The answer itself."), "answer")
    header, main = render(tmp_path, markdown("# Who?"), first, markdown("## End"), last).split("<nav")
    assert "The answer itself." in header
    assert "Not the answer." in main


def test_parameters_are_shown_with_their_meaning_and_what_the_run_changed(tmp_path: Path) -> None:
    own = 'actor: str = ""  # show only this actor\nlimit: int = 10  # rows to show'
    html = render(
        tmp_path,
        markdown("# Who?"),
        code(own, None, "parameters"),
        code("# Parameters\nactor = '<b>Putin'\n", None, "injected-parameters"),
    )
    assert '<code>&lt;b&gt;Putin</code> <span class="label">set for this run</span>' in html
    assert "<td><code>10</code></td><td>rows to show</td>" in html


def test_code_is_folded_beneath_what_it_shows(tmp_path: Path) -> None:
    html = render(
        tmp_path, markdown("# Who?\n\n## Here"), code("import x"), code("show()", finding("Shown."))
    )
    assert html.index("Shown.") < html.index('<details class="code">')
    assert html.count('<details class="code">') == 1


def test_contents_list_every_section_once(tmp_path: Path) -> None:
    html = render(
        tmp_path, markdown("# Who?\n\n## The <actors>\n\n### Not listed"), markdown("## The <actors>")
    )
    listed = re.findall(r'<li><a href="(#[^"]*)">(.*?)</a></li>', html.split("</nav>")[0])
    assert listed == [
        ("#_the-actors", "The &lt;actors&gt;"),
        ("#_the-actors-2", "The &lt;actors&gt;"),
        ("#_how-this-page-was-made", "How this page was made"),
    ]


def test_notebook_without_title_takes_its_name(tmp_path: Path) -> None:
    assert "<h1>notebook</h1>" in render(tmp_path, markdown("Only words."))


def test_error_of_a_cell_is_shown_without_colours(tmp_path: Path) -> None:
    cell = code("1/0")
    trace = ["\x1b[31mZeroDivisionError\x1b[39m: division by zero"]
    cell.outputs = [
        nbformat.v4.new_output("error", ename="ZeroDivisionError", evalue="by zero", traceback=trace)
    ]
    html = render(tmp_path, markdown("# Who?"), cell)
    assert "This cell stopped: ZeroDivisionError." in html
    assert "<pre>ZeroDivisionError: division by zero</pre>" in html


def test_unknown_version_of_a_payload_is_shown_as_its_text(tmp_path: Path) -> None:
    cell = code("show()", finding("Words."))
    cell.outputs[0].data["application/vnd.hindsight.evidence+json"]["version"] = 99
    assert "<pre>Words.</pre>" in render(tmp_path, markdown("# Who?\n\n## Here"), cell)


def test_raw_html_and_foreign_pictures_of_markdown_are_words(tmp_path: Path) -> None:
    html = render(
        tmp_path,
        markdown(
            "# Who?\n\n<b>bold</b> ![seen](https://example.org/x.png) [go](javascript:alert(1)) [a](//b.c)"
        ),
    )
    assert "&lt;b&gt;bold&lt;/b&gt; <em>seen</em> go a" in html


def test_same_row_from_two_outputs_is_listed_once(tmp_path: Path) -> None:
    claims, sentences = hostile_frames()
    html = render(
        tmp_path,
        markdown("# Who?\n\n## Here"),
        code("a", finding("{n}", n=cited(1, claims.head(1), "claims"))),
        code("b", finding("{n}", n=cited(1, claims.head(1), "claims", sentences=sentences))),
    )
    assert html.count('id="page.claim-1"') == 1
    assert "He said: <mark>Putin may" in html  # the output that knew the sentence gives the context


def test_keys_of_two_frames_may_be_the_same() -> None:
    register = Register()
    rows = [{"frame": frame, "key": "france", "quote": "France"} for frame in ("actors", "documents")]
    first, second = register.enter(rows)
    assert first.anchor == "france"
    assert second.anchor.startswith("_row-")


def test_key_cannot_take_the_place_of_the_page_s_own_ids() -> None:
    entries = Register().enter(
        [
            {"frame": "verdicts", "key": key, "quote": "x"}
            for key in ("_evidence", 'x" onclick="y', "v.jsonl:1")
        ]
    )
    assert all(re.fullmatch(r"_row-[0-9a-f]{8}", entry.anchor) for entry in entries)


def test_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ipynb"
    broken.write_text("{")
    with pytest.raises(HindsightError, match="not a notebook"):
        render_report(broken, html=tmp_path / "broken.html")
    assert not (tmp_path / "broken.html").exists()


def test_index_lists_questions_answers_and_the_first_picture(tmp_path: Path) -> None:
    for name, title in (("01-first", "First?"), ("02-second", "Second?"), ("03-not-rendered", "Third?")):
        notebook = write_notebook(tmp_path / f"{name}.ipynb", title=title)
        if title != "Third?":
            render_report(notebook, html=notebook.with_suffix(".html"))
    render_index(tmp_path)
    html = (tmp_path / "index.html").read_text("utf-8")
    assert re.findall(r'<h2><a href="(.*?)">(.*?)</a></h2>', html) == [
        ("01-first.html", "First?"),
        ("02-second.html", "Second?"),
    ]
    assert "2 claims stand on the page" in html
    assert 'href="01-first.html#page.claim-1"' in html
    assert html.count("<svg") == 1


@pytest.mark.parametrize(
    ("tells", "leading"),
    [
        ((True, True, True), "03-links"),
        ((True, True, False), "02-dates"),
        ((True, False, False), "01-months"),
        ((False, False, False), None),
    ],
)
def test_index_leads_with_a_picture_that_tells_something(
    tmp_path: Path, tells: tuple[bool, ...], leading: str | None
) -> None:
    places = {"01-months": 0, "02-dates": 2, "03-links": 1}
    for (name, leads), tell in zip(places.items(), tells, strict=True):
        notebook = write_notebook(tmp_path / f"{name}.ipynb", title=name, leads=leads, tells=tell)
        render_report(notebook, html=notebook.with_suffix(".html"))
    render_index(tmp_path)
    html = (tmp_path / "index.html").read_text("utf-8")
    caption = re.search(r'</span> <a href="(.*?)\.html">', html)
    assert (caption and caption[1]) == leading


def test_index_says_which_report_is_older_than_a_run_that_failed(tmp_path: Path) -> None:
    for name in ("01-first", "02-second"):
        notebook = write_notebook(tmp_path / f"{name}.ipynb", title=name)
        render_report(notebook, html=notebook.with_suffix(".html"))
    (tmp_path / ".partial").mkdir()
    (tmp_path / ".partial/02-second.ipynb").write_text("{}")
    render_index(tmp_path)
    first, second = (tmp_path / "index.html").read_text("utf-8").split('<article class="card">')[1:]
    assert "From an earlier run: the last one failed." in second
    assert "earlier run" not in first
    (tmp_path / ".partial/02-second.ipynb").unlink()
    render_index(tmp_path)
    assert "earlier run" not in (tmp_path / "index.html").read_text("utf-8")


def test_index_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    render_index(tmp_path)
    assert "No reports yet." in (tmp_path / "index.html").read_text("utf-8")


def test_same_notebook_gives_the_same_bytes_in_any_hash_seed_and_zone(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "a.ipynb")
    program = (
        "import sys; from pathlib import Path; from hindsight.reports import render_report as r;"
        "r(Path(sys.argv[1]), html=Path(sys.argv[2]))"
    )
    pages = []
    for seed, zone in (("1", "UTC"), ("77", "Pacific/Auckland")):
        target = tmp_path / f"{seed}.html"
        environment = {
            "PYTHONPATH": str(LIBRARY),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PATH": "/usr/bin:/bin",
        }
        subprocess.run([sys.executable, "-c", program, notebook, target], check=True, env=environment)
        pages.append(target.read_bytes())
    assert pages[0] == pages[1]


def test_hostile_title_of_a_notebook_stays_text(tmp_path: Path) -> None:
    html = render(tmp_path, markdown(f"# {HOSTILE}"))
    assert "<script" not in html and "<img" not in html
