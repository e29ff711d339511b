"""What the last run did, and what is stale since: ``data/processed/.run``, apart from every result."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hindsight.corpus.fingerprint import FileCache, fingerprint_code, fingerprint_raw
from hindsight.errors import HindsightError
from hindsight.run.notebook import SOURCES, Notebook
from hindsight.run.parameters import Value

_FORMAT = 1  # of state.json; another number is as good as no file

# What a reader is told when a part of the key differs.
_REASONS = {
    "raw": "the pages changed",
    "corrections": "the corrections changed",
    "parameters": "other parameters",
    "notebook": "the notebook changed",
    "code": "the library changed",
    "lock": "requirements.lock changed",
    "python": "another Python",
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one run. `raw`, `corrections` and `processed` follow the parameters that name them."""

    project: Path
    raw: Path
    corrections: Path
    processed: Path

    @property
    def notebooks(self) -> Path:
        """Source notebooks."""
        return self.project / "notebooks"

    @property
    def reports(self) -> Path:
        """Executed notebooks and HTML."""
        return self.project / "reports"

    @property
    def staging(self) -> Path:
        """Where reports are made before they take their place, on the same file system."""
        return self.reports / ".partial" / "staged"

    def partial(self, name: str) -> Path:
        """Return where a notebook that failed is kept."""
        return self.reports / ".partial" / name

    @property
    def memory(self) -> Path:
        """What the runner keeps: state, times, file digests, lock."""
        return self.processed / ".run"

    def frame(self, name: str) -> Path:
        """File of a frame."""
        return self.processed / f"{name}.parquet"

    def relative(self, path: Path) -> str:
        """Name of a file in messages and in the state: relative to the project where it lies inside."""
        return path.relative_to(self.project).as_posix() if path.is_relative_to(self.project) else str(path)


def open_workspace(project: Path, folders: Mapping[str, Value]) -> Workspace:
    """Return the folders of a run.

    Parameters
    ----------
    project : Path
        Folder with ``notebooks``.
    folders : mapping
        The parameters ``corpus_folder`` and ``output_folder``, where the notebooks have them; relative to the
        project.
    """
    project = project.resolve()
    raw = project / str(folders.get("corpus_folder") or "data/raw")
    processed = project / str(folders.get("output_folder") or "data/processed")
    return Workspace(project, raw, raw.parent / "corrections", processed)


class State:
    """Keys and outputs of the last run of each notebook.

    Parameters
    ----------
    workspace : Workspace
        Folders.
    cache : FileCache
        Digests of files.
    """

    def __init__(self, workspace: Workspace, cache: FileCache) -> None:
        self.workspace = workspace
        self.cache = cache
        self.refused: list[list[str]] = []
        self._runs: dict[str, dict[str, dict[str, str]]] = {}
        self._shared: dict[str, str] | None = None
        try:
            stored = json.loads((workspace.memory / "state.json").read_bytes())
        except (OSError, ValueError):
            return  # the first run, or a damaged file: everything is done again
        if isinstance(stored, dict) and stored.get("format") == _FORMAT:
            self._runs = stored["notebooks"]
            self.refused = stored["refused"]

    def find_key(self, notebook: Notebook, parameters: Mapping[str, Value]) -> dict[str, str]:
        """Return the parts of a notebook's key: digests of all that its outputs depend on.

        The frames that it reads are digested as they are now: call this when those who write them are done.
        """
        if self._shared is None:
            self._shared = {
                "code": fingerprint_code(self.cache),
                "lock": self.cache.digest(self.workspace.project / "requirements.lock"),
                "python": f"{sys.version_info.major}.{sys.version_info.minor}",
                "raw": fingerprint_raw(self.workspace.raw, self.cache),
                "corrections": fingerprint_raw(self.workspace.corrections, self.cache),
            }
        key = {name: digest for name, digest in self._shared.items() if name not in SOURCES}
        key |= {name: self._shared[name] for name in notebook.reads if name in SOURCES}
        key["notebook"] = notebook.digest
        key["parameters"] = json.dumps(parameters, sort_keys=True)
        for frame in notebook.frames_read:
            key[f"frame {frame}"] = self.cache.digest(self.workspace.frame(frame))
        return key

    def why_stale(self, name: str, key: Mapping[str, str]) -> str:
        """Return why the notebook or index `name` has to be made again, or "" where it stands."""
        last = self._runs.get(name)
        if last is None:
            return "not run before"
        for part in sorted(key.keys() | last["key"].keys()):
            if key.get(part) != last["key"].get(part):
                return _REASONS.get(part, f"{part} changed")
        for output, digest in last["outputs"].items():
            found = self.cache.digest(self.workspace.project / output)
            if found != digest:
                return f"{output} is {'missing' if found == 'absent' else 'not as it was written'}"
        return ""

    def find_outputs(self, paths: list[Path]) -> dict[str, str]:
        """Return the digests of output files by their names."""
        return {self.workspace.relative(path): self.cache.digest(path) for path in paths}

    def record(self, name: str, key: Mapping[str, str], outputs: Mapping[str, str]) -> None:
        """Remember that `name` was made under `key`, with what it wrote."""
        self._runs[name] = {"key": dict(key), "outputs": dict(outputs)}

    def forget(self, name: str) -> None:
        """Forget a notebook: it will run next time."""
        self._runs.pop(name, None)

    def save(self) -> None:
        """Write the state, whole."""
        _write_json(
            self.workspace.memory / "state.json",
            {"format": _FORMAT, "notebooks": self._runs, "refused": self.refused},
        )
        self.cache.save()

    def save_times(self, seconds: Mapping[str, float]) -> None:
        """Write how long each notebook took, in seconds; those not run this time keep their figure."""
        path = self.workspace.memory / "times.json"
        try:
            known = json.loads(path.read_bytes())
        except (OSError, ValueError):
            known = {}
        _write_json(path, known | {name: round(value, 3) for name, value in seconds.items()})


def _write_json(path: Path, content: Any) -> None:
    from hindsight.files import write_whole

    write_whole(path, json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


@contextmanager
def lock_workspace(workspace: Workspace, tell: Any) -> Iterator[None]:
    """Hold the folder of frames for this run; wait for another run that holds it.

    Parameters
    ----------
    workspace : Workspace
        Folders.
    tell : callable
        Gets one sentence if there is somebody to wait for.

    Raises
    ------
    HindsightError
        The folder cannot be written.

    Notes
    -----
    The lock is the kernel's (`flock`), so it ends with its process, however that ends.
    """
    import fcntl

    path = workspace.memory / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        where = workspace.relative(workspace.processed)
        raise HindsightError(
            f"cannot be written ({error.strerror})",
            where=where,
            remedy="mend its permissions or free its name",
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another run works in this folder; waiting for it to end.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
