"""What a person sees while notebooks run."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from hindsight.corpus.progress import VARIABLE, report_progress, telling
from hindsight.run import progress
from hindsight.run.progress import Display


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands at its only item."""
    now = [0.0]
    monkeypatch.setattr("hindsight.run.progress.time.monotonic", lambda: now[0])
    monkeypatch.setenv("COLUMNS", "40")
    return now


def test_a_terminal_gets_a_line_that_lives(clock: list[float], tmp_path: Path) -> None:
    stream = Terminal()
    display = Display(stream, width=8)
    display.start("01-clean", tmp_path / "told")
    display.enter_cell("01-clean", 4, 17)
    clock[0] = 2.0
    display.tick()
    assert stream.getvalue() == "\r\x1b[K01-clean 2 s, cell 5 of 17"
    display.tick()
    assert stream.getvalue().count("01-clean") == 1, "not drawn again at once"
    (tmp_path / "told").write_text("20 of 4000 pages, and a word more than fits")
    clock[0] = 3.0
    display.tick()
    line = stream.getvalue().split("\x1b[K")[-1]
    assert line == "01-clean 3 s, cell 5 of 17, 20 of 4000 "
    assert len(line) < 40
    display.finish("01-clean", "3.0 s (not run before)")
    assert stream.getvalue().endswith("\r\x1b[K01-clean  3.0 s (not run before)\n")


def test_a_file_gets_a_line_for_each_notebook_and_a_word_after_a_while(
    clock: list[float], tmp_path: Path
) -> None:
    stream = io.StringIO()
    display = Display(stream, width=10)
    display.start("01-clean", tmp_path / "told")
    clock[0] = progress._PATIENCE - 1
    display.tick()
    assert stream.getvalue() == ""
    clock[0] = progress._PATIENCE + 1
    display.tick()
    display.finish("01-clean", "ran")
    display.tick()
    display.clear()
    assert stream.getvalue() == "still running: 01-clean 31 s\n01-clean    ran\n"


def test_nothing_a_page_or_a_notebook_says_moves_the_cursor(clock: list[float], tmp_path: Path) -> None:
    stream = io.StringIO()
    display = Display(stream)
    display.say("bad \x1b[2J\x07\r\n\u202e line")
    assert stream.getvalue() == "bad \ufffd[2J\ufffd\ufffd\ufffd\ufffd line\n"
    terminal = Terminal()
    display = Display(terminal)
    (tmp_path / "told").write_text("\x1b[2J")
    display.start("01", tmp_path / "told")
    clock[0] = 1.0
    display.tick()
    assert terminal.getvalue() == "\r\x1b[K01 1 s, \ufffd[2J"


def test_work_over_documents_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    monkeypatch.setenv(VARIABLE, str(told))
    monkeypatch.setattr("hindsight.corpus.progress._PAUSE", -1.0)
    seen = []
    for _ in telling("abc", 3, "pages"):
        seen.append(told.read_text())
    assert seen == ["1 of 3 pages", "2 of 3 pages", "3 of 3 pages"]


def test_where_nobody_listens_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    report_progress(1, 2)
    assert list(telling("ab", 2)) == ["a", "b"]
    assert list(tmp_path.iterdir()) == []
