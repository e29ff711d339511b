"""The rubric: the rules by which a person gives verdicts, a text file known by its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from hindsight.errors import HindsightError

FILE = "rubric.md"
KEPT = "rubrics"  # folder with every rubric that a verdict was given under, by hash
SHIPPED = "the rubric that comes with Hindsight"


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric: its words, their SHA-256, and where they come from."""

    text: str
    sha256: str
    source: str

    @property
    def short(self) -> str:
        """The first twelve digits of the hash, enough to tell rubrics apart by eye."""
        return self.sha256[:12]

    def keep(self, folder: Path) -> Path:
        """Keep the words in the corrections folder, where they stay when the rubric changes."""
        path = folder / KEPT / f"{self.sha256}.md"
        if not path.exists():
            from hindsight.files import write_whole

            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, self.text)
        return path


def read_rubric(folder: Path) -> Rubric:
    """Return the rubric of a corrections folder: its ``rubric.md``, else the one that comes with Hindsight.

    Raises
    ------
    HindsightError
        The file is not UTF-8 text.

    Examples
    --------
    >>> read_rubric(Path("no-such-folder")).source
    'the rubric that comes with Hindsight'
    """
    path = folder / FILE
    if path.is_file():
        content, source = path.read_bytes(), FILE
    else:
        content, source = resources.files("hindsight.ledger").joinpath(FILE).read_bytes(), SHIPPED
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HindsightError("not UTF-8 text", where=str(path), remedy="save the rubric as UTF-8") from error
    return Rubric(text, hashlib.sha256(content).hexdigest(), source)
