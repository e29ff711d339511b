"""`hindsight add`: pages from the web and from files, fetched politely, checked, named, noted."""

from __future__ import annotations

import csv
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from conftest import article
from hindsight.adding import Fetcher, add_pages, fetching, storing
from hindsight.adding.addresses import read_address
from hindsight.cli import main
from hindsight.corpus.clean import clean_corpus
from hindsight.corpus.corrections import Corrections
from hindsight.corpus.sources import note_source, read_sources
from hindsight.errors import HindsightError, UnreadablePage

PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body><h1>A Treaty</h1><p>By Ann Author</p>"
PAGE += f"<p>March 3, 2014</p><p>{article()}</p></body></html>"
CYRILLIC = (
    "<html><body><h1>Договор надо соблюдать</h1><p>"
    + "Министр сказал, что договор будет. " * 20
    + "</p></body></html>"
)


class Site:
    """A small web site on this machine: what stands at each path, and what was asked for."""

    def __init__(self) -> None:
        self.root = ""
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        self.put("/page", PAGE.encode())
        self.put("/robots.txt", b"User-agent: *\nDisallow: /secret\n", kind="text/plain")

    def put(
        self, path: str, content: bytes, status: int = 200, kind: str = "text/html", **headers: str
    ) -> None:
        self.pages[path] = (status, {"Content-Type": kind, **headers}, content)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


@pytest.fixture
def site() -> Iterator[Site]:
    place = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place.asked.append((self.path, self.headers["User-Agent"]))
            status, headers, content = place.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    place.root = f"http://127.0.0.1:{server.server_port}"
    yield place
    server.shutdown()
    server.server_close()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "raw"
    folder.mkdir(parents=True)
    return folder


def hasty(**options: object) -> Fetcher:
    return Fetcher(delay=0.0, **options)  # type: ignore[arg-type]


def reason(site: Site, raw: Path, path: str, **options: object) -> str:
    """Why the page at a path is refused; nothing may have been stored."""
    (added,) = add_pages([site.root + path], raw, hasty(**options))
    assert added.refused is not None
    assert not list(raw.iterdir())
    return str(added.refused)


def test_a_page_is_stored_byte_for_byte_and_noted(site: Site, raw: Path) -> None:
    (added,) = add_pages([f"{site.root}/page#part"], raw, hasty())
    assert added.is_new
    assert added.file == "127-0-0-1-2014-03-03.html"
    assert (raw / added.file).read_bytes() == PAGE.encode()
    note = read_sources(raw)[added.file]
    assert note["url"] == f"{site.root}/page"
    assert note["retrieved"].endswith("Z")
    assert len(note["sha256"]) == 64
    documents = clean_corpus(raw, Corrections([]))["documents"]
    assert documents.url.tolist() == [note["url"]]
    assert documents.problem.isna().all()


def test_what_is_stored_is_not_asked_for_again(site: Site, raw: Path) -> None:
    addresses = [f"{site.root}/page", f"{site.root}/late"]
    first = list(add_pages(addresses, raw, hasty()))
    assert [added.is_new for added in first] == [True, False]
    site.put("/late", PAGE.replace("A Treaty", "Another").encode())
    second = list(add_pages(addresses, raw, hasty()))
    assert [added.is_new for added in second] == [False, True]
    assert site.paths() == ["/page", "/late", "/late"]


def test_a_run_that_stopped_between_file_and_note_leaves_no_second_copy(site: Site, raw: Path) -> None:
    (added,) = add_pages([f"{site.root}/page"], raw, hasty())
    (raw / "sources.csv").unlink()
    (again,) = add_pages([f"{site.root}/page"], raw, hasty())
    assert again.file == added.file
    assert sorted(path.name for path in raw.iterdir()) == [added.file, "sources.csv"]


def test_robots_txt_is_obeyed(site: Site, raw: Path) -> None:
    site.put("/secret/page", PAGE.encode())
    assert "robots.txt says no" in reason(site, raw, "/secret/page")
    assert site.paths() == []


def test_no_robots_txt_means_no_rules_and_a_broken_one_means_no_page(site: Site, raw: Path) -> None:
    site.put("/robots.txt", b"", status=503)
    assert "robots.txt cannot be read (503)" in reason(site, raw, "/page")
    del site.pages["/robots.txt"]
    (added,) = add_pages([f"{site.root}/page"], raw, hasty())
    assert added.is_new


def test_requests_to_one_host_are_spaced_and_say_who_asks(site: Site, raw: Path) -> None:
    site.put("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n", kind="text/plain")
    site.put("/other", PAGE.replace("Treaty", "Pact").encode())
    pauses: list[float] = []
    fetcher = Fetcher(clock=lambda: 100.0, sleep=pauses.append)
    list(add_pages([f"{site.root}/page", f"{site.root}/other"], raw, fetcher))
    assert pauses == [7.0, 7.0]  # none before robots.txt, which is the first request
    assert all(agent.startswith("hindsight/") for _, agent in site.asked)


def test_a_site_that_asks_to_wait_is_left_alone(site: Site, raw: Path) -> None:
    site.put("/page", b"", status=429)
    names = [f"{site.root}/page", f"{site.root}/other"]
    said = [str(added.refused) for added in add_pages(names, raw, hasty())]
    assert all("asks to wait" in said[0] and "run the same command again later" in text for text in said)
    assert site.paths() == ["/page"]


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 400, "image/png", "it is image/png, not a page"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 400, "text/html", "a PNG picture"),
        (bytes(range(256)) * 40, "text/plain", "not text"),
        (b"MZ" + bytes(4000), "application/octet-stream", "not text"),
        (b"", "text/html", "empty"),
        (b"%PDF-1.4 no pdf at all", "application/pdf", "PDF"),
    ],
)
def test_what_is_no_page_is_refused_by_type_and_by_its_bytes(
    site: Site, raw: Path, content: bytes, kind: str, why: str
) -> None:
    site.put("/thing", content, kind=kind)
    assert why in reason(site, raw, "/thing")


def test_a_large_page_is_refused_whatever_length_it_declares(site: Site, raw: Path) -> None:
    site.put("/large", b"a" * 5_000)
    assert "larger than 1,000 bytes" in reason(site, raw, "/large", largest=1_000)
    site.put("/packed", gzip.compress(b"a" * 900_000), Content_Encoding="gzip")
    assert "larger than 10,000 bytes" in reason(site, raw, "/packed", largest=10_000)


def test_redirections_are_followed_a_few_times(site: Site, raw: Path) -> None:
    site.put("/old", b"", status=301, Location="/page")
    site.put("/round", b"", status=302, Location="/round")
    site.put("/file", b"", status=302, Location="file://host/page")
    site.put("/nowhere", b"", status=302)
    assert "more than 5 redirections" in reason(site, raw, "/round")
    assert "file: is not fetched" in reason(site, raw, "/file")
    assert "sends nowhere" in reason(site, raw, "/nowhere")
    (added,) = add_pages([f"{site.root}/old"], raw, hasty())
    assert added.is_new


def test_a_page_of_the_web_may_not_send_its_reader_into_the_own_network(
    site: Site, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.put("/in", b"", status=302, Location="/page")
    monkeypatch.setattr(fetching, "is_private", lambda address: address.endswith("/page"))
    assert "of this network" in reason(site, raw, "/in")
    assert site.paths() == ["/in"]


@pytest.mark.parametrize(
    "name",
    ["file://host/page", "ftp://example.org/a", "http://", "https://me:secret@example.org/", "http://[::1"],
)
def test_other_schemes_and_broken_addresses_are_refused(name: str, raw: Path) -> None:
    (added,) = add_pages([name], raw, hasty())
    assert added.refused is not None
    assert "secret" not in str(added.refused)


def test_a_host_that_is_not_there_is_said(raw: Path) -> None:
    (added,) = add_pages(["http://127.0.0.1:9/page"], raw, hasty())
    assert "does not answer" in str(added.refused)


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "a/b\\c:d*e?", "=HYPERLINK(1)", "con", "\x1b[31m", "名前"]
)
def test_a_file_name_never_holds_what_a_hostile_page_says(site: Site, raw: Path, title: str) -> None:
    site.put(
        "/page",
        f"<html><body><h1>{title} and the law</h1><p>{'The minister left the house. ' * 30}</p>".encode(),
    )
    (added,) = add_pages([f"{site.root}/page"], raw, hasty())
    assert added.file is not None
    assert set(added.file) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert [path.name for path in raw.iterdir() if path.name != "sources.csv"] == [added.file]


def test_the_encoding_a_server_names_is_used(site: Site, raw: Path) -> None:
    site.put("/page", CYRILLIC.encode("cp1251"), kind="text/html; charset=windows-1251")
    list(add_pages([f"{site.root}/page"], raw, hasty()))
    frames = clean_corpus(raw, Corrections([]))
    assert frames["documents"].encoding.tolist() == ["cp1251"]
    assert "Договор надо соблюдать" in frames["texts"].clean.iloc[0]


def test_a_local_file_is_copied_and_the_same_bytes_only_once(tmp_path: Path, raw: Path) -> None:
    for name in ("Saved Page (1).txt", "copy.txt"):
        (tmp_path / name).write_text(article(), encoding="utf-8")
    first, second, gone = add_pages(
        [str(tmp_path / n) for n in ("Saved Page (1).txt", "copy.txt", "gone")], raw
    )
    assert (first.file, first.is_new) == ("saved-page-1.txt", True)
    assert (second.file, second.is_new) == ("saved-page-1.txt", False)
    assert "no such file" in str(gone.refused)


def test_two_pages_of_one_day_keep_apart(tmp_path: Path, raw: Path) -> None:
    for folder, title in (("a", "One"), ("b", "Two")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(article(title), encoding="utf-8")
    files = [added.file for added in add_pages([str(tmp_path / f / "page.txt") for f in "ab"], raw)]
    assert files == ["page.txt", "page-2.txt"]


def test_what_a_person_wrote_in_sources_csv_stays(raw: Path) -> None:
    (raw / "sources.csv").write_text(
        "file;published;note\na.txt;2014-03-03;mine\nb.txt;;x\n", encoding="utf-8"
    )
    note_source(raw, {"file": "a.txt", "url": "https://example.org/a", "published": ""})
    with (raw / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file, delimiter=";")}
    assert rows["b.txt"]["note"] == "x"
    assert rows["a.txt"]["note"] == "mine"
    assert rows["a.txt"]["published"] == "2014-03-03"
    assert rows["a.txt"]["url"] == "https://example.org/a"


def test_a_sources_csv_that_is_none_stops_before_anything_is_stored(tmp_path: Path, raw: Path) -> None:
    (tmp_path / "page.txt").write_text(article(), encoding="utf-8")
    (raw / "sources.csv").write_text("name,url\n", encoding="utf-8")
    with pytest.raises(HindsightError, match="no column `file`"):
        list(add_pages([str(tmp_path / "page.txt")], raw))
    assert [path.name for path in raw.iterdir()] == ["sources.csv"]


def test_a_file_that_is_not_what_was_stored_is_said(tmp_path: Path, raw: Path) -> None:
    (tmp_path / "page.txt").write_text(article(), encoding="utf-8")
    list(add_pages([str(tmp_path / "page.txt")], raw))
    (raw / "page.txt").write_text(article("Another Title"), encoding="utf-8")
    assert "not the file that was stored" in clean_corpus(raw, Corrections([]))["documents"].problem.iloc[0]


def test_device_names_of_windows_are_no_file_names(raw: Path) -> None:
    assert storing._free_name(raw, "con", ".txt", "") == "page-con.txt"


def test_addresses_of_one_page_are_one() -> None:
    assert read_address("HTTPS://Example.ORG:8443/a?b#c") == "https://example.org:8443/a?b"
    with pytest.raises(UnreadablePage, match="check it"):
        read_address("https://exa mple.org/")


def test_the_command_says_what_it_stored_and_what_it_refused(
    tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "page.txt").write_text(article(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["add", "page.txt", "ftp://example.org/a"]) == 1
    said = capsys.readouterr()
    assert said.out == "stored data/raw/page.txt\n"
    assert "ftp: is not fetched" in said.err
    assert main(["add", "page.txt"]) == 0
    assert "there already: data/raw/page.txt" in capsys.readouterr().out
