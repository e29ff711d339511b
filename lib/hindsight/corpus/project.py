"""Where things are: the project folder, and paths relative to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hindsight.errors import HindsightError


def find_project(start: Path | None = None) -> Path:
    """Return the project folder: the nearest folder at or above `start` that has `notebooks` and `data`.

    Notebooks run from their own folder in JupyterLab and from anywhere by papermill.

    Raises
    ------
    HindsightError
        No such folder: start from inside the project.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "notebooks").is_dir() and (folder / "data").is_dir():
            return folder
    raise HindsightError(
        "no project here (a folder with notebooks/ and data/)",
        where=str(here),
        remedy="change to the project folder, or give the corpus folder as an absolute path",
    )


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one corpus: pages, a person's decisions, generated frames."""

    raw: Path
    corrections: Path
    processed: Path


def locate_folders(corpus_folder: str | Path, output_folder: str | Path) -> Folders:
    """Return the folders of a corpus; relative paths are relative to the project.

    The corrections of ``data/raw`` are in its sibling ``data/corrections``.

    Raises
    ------
    HindsightError
        The corpus folder does not exist.
    """
    raw, processed = Path(corpus_folder), Path(output_folder)
    if not (raw.is_absolute() and processed.is_absolute()):
        project = find_project()
        raw, processed = project / raw, project / processed
    if not raw.is_dir():
        raise HindsightError(
            "no such folder", where=str(corpus_folder), remedy="name the folder with the saved pages"
        )
    return Folders(raw=raw, corrections=raw.parent / "corrections", processed=processed)
