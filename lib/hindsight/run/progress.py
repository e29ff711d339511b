"""What a person sees while notebooks run: a line for each, and in a terminal a line that lives."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import TextIO

_LIVE = 0.2  # seconds between two states of the live line
_PATIENCE = 30.0  # seconds of silence, where there is no terminal, before a word that work goes on


class Display:
    """Lines on standard error about notebooks as they start, go on and end.

    Parameters
    ----------
    stream : TextIO
        Where to write. The live line appears only where it is a terminal.
    width : int
        Of the longest notebook name, so that the lines stand under each other.
    """

    def __init__(self, stream: TextIO, width: int = 0) -> None:
        self._stream = stream
        self._width = width
        self._is_terminal = stream.isatty()
        self._running: dict[str, tuple[float, Path]] = {}  # start on the monotonic clock, progress file
        self._cells: dict[str, tuple[int, int]] = {}
        self._last = time.monotonic()

    def start(self, name: str, progress_file: Path) -> None:
        """A notebook starts."""
        self._running[name] = (time.monotonic(), progress_file)

    def enter_cell(self, name: str, cell: int, cells: int) -> None:
        """A notebook enters its cell number `cell`, counted from 0, of `cells`."""
        self._cells[name] = (cell + 1, cells)

    def finish(self, name: str, sentence: str) -> None:
        """A notebook is done with, one way or another: its line for good."""
        self._running.pop(name, None)
        self._cells.pop(name, None)
        self.say(f"{name:<{self._width}}  {sentence}")

    def say(self, sentence: str) -> None:
        """Write one line."""
        clear = "\r\x1b[K" if self._is_terminal else ""
        plain = "".join(
            character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in sentence
        )
        self._stream.write(f"{clear}{plain}\n")
        self._stream.flush()
        self._last = time.monotonic()

    def tick(self) -> None:
        """Show what runs now; call it often."""
        now = time.monotonic()
        if not self._running or now - self._last < (_LIVE if self._is_terminal else _PATIENCE):
            return
        self._last = now
        words = ", ".join(self._describe(name, now) for name in sorted(self._running))
        if self._is_terminal:
            columns = shutil.get_terminal_size().columns
            self._stream.write("\r\x1b[K" + _make_plain(words)[: columns - 1])
        else:
            self._stream.write(f"still running: {words}\n")
        self._stream.flush()

    def clear(self) -> None:
        """Take the live line away."""
        if self._is_terminal:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def _describe(self, name: str, now: float) -> str:
        started, progress_file = self._running[name]
        cell, cells = self._cells.get(name, (0, 0))
        words = f"{name} {now - started:.0f} s"
        if cells:
            words += f", cell {cell} of {cells}"
        try:
            told = progress_file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            told = ""  # it has nothing to say
        return f"{words}, {told}" if told else words


def _make_plain(text: str) -> str:
    """Return what a terminal only shows: an exception may quote a page, and a page hold escapes."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
