"""Fingerprints of files and folders: what a frame or a report was made from.

Nothing but the standard library is imported here: `hindsight run` decides with this module that there is
nothing to do, before pandas or Jupyter are loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

ABSENT = "absent"  # stands for the digest of a file that is not there

# A file changed twice within one tick of its file system's clock keeps its times, so a digest is remembered
# only when the file has rested for this long when it was read. Two seconds: the coarsest clock in use (FAT).
_REST_NS = 2_000_000_000

TRAINED = (".gz", ".xz", ".crf")  # endings of parameter files

_CHUNK = 1 << 20  # bytes


class FileCache:
    """SHA-256 digests of files, remembered as long as size, times and inode stay the same.

    Parameters
    ----------
    path : Path, optional
        JSON file that keeps the digests between runs. None: they are kept in memory.

    Notes
    -----
    The change time (ctime) is part of the comparison: unlike the modification time, no program can set it
    back, so a file edited behind the back of its modification time is read again.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._known: dict[str, list[int | str]] = {}
        self._is_changed = False
        if path is not None:
            try:
                known = json.loads(path.read_bytes())
            except (OSError, ValueError):
                known = {}  # no cache yet, or a damaged one: files are read again, nothing else is lost
            if isinstance(known, dict):
                self._known = known

    def digest(self, path: Path | str) -> str:
        """Return the SHA-256 of the file's bytes in hexadecimal, or `ABSENT`.

        Raises
        ------
        OSError
            The file is there and cannot be read.
        """
        name = os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps "..", and resolve() is slow
        try:
            stat = os.stat(name)  # noqa: PTH116 - a hundred files on the fast path
            stamp = [stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]
            known = self._known.get(name)
            if isinstance(known, list) and len(known) == 5 and known[:4] == stamp:
                return str(known[4])
            digest = _read_digest(name)
        except (FileNotFoundError, NotADirectoryError):
            if self._known.pop(name, None) is not None:
                self._is_changed = True
            return ABSENT
        if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > _REST_NS:
            self._known[name] = [*stamp, digest]
            self._is_changed = True
        return digest

    def save(self) -> None:
        """Write the digests for the next run, if there are new ones.

        A folder that cannot be written is no error: the cache only saves time.
        """
        if self._path is None or not self._is_changed:
            return
        from hindsight.files import write_whole

        kept = {name: self._known[name] for name in sorted(self._known) if os.path.exists(name)}  # noqa: PTH110
        try:
            write_whole(self._path, json.dumps(kept, separators=(",", ":")))
        except OSError:
            return
        self._is_changed = False


def _read_digest(name: str) -> str:
    """Return the digest of a file, read piece by piece: pages may be larger than memory."""
    state = hashlib.sha256()
    with open(name, "rb", buffering=0) as file:  # noqa: PTH123 - a plain string, on the fast path
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


def fingerprint_text(*parts: str) -> str:
    """Return one digest for several texts; where one ends and the next begins counts.

    Examples
    --------
    >>> fingerprint_text("ab", "c") == fingerprint_text("a", "bc")
    False
    """
    state = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(content))
        state.update(content)
    return state.hexdigest()


def fingerprint_files(
    paths: Iterable[Path], cache: FileCache | None = None, *, base: Path | None = None
) -> str:
    """Return one digest for the names and the bytes of some files, in whatever order they come.

    Parameters
    ----------
    paths : iterable of Path
        Files; one that is missing counts as missing.
    cache : FileCache, optional
        Saves reading files that have not changed.
    base : Path, optional
        Folder that names are relative to, so that the fingerprint stays when the project moves.
        By default only the last part of each name counts.
    """
    cache = cache or FileCache()
    rows = sorted(
        (path.relative_to(base).as_posix() if base else path.name, cache.digest(path)) for path in paths
    )
    return fingerprint_text(*(part for row in rows for part in row))


def list_files(folder: Path) -> list[Path]:
    """Return the files under a folder in a fixed order; hidden ones and caches are left out.

    A folder that does not exist has no files.
    """
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(found)


def fingerprint_raw(folder: Path, cache: FileCache | None = None) -> str:
    """Return the fingerprint of a corpus folder: every file in it, by name and by its bytes.

    Parameters
    ----------
    folder : Path
        ``data/raw`` or another folder of pages (``data/corrections`` works the same way).
    cache : FileCache, optional
        Saves reading files that have not changed.

    Returns
    -------
    str
        64 hexadecimal digits. The place of the folder, times and the order of files do not count.
    """
    return fingerprint_files(list_files(folder), cache, base=folder)


def fingerprint_code(cache: FileCache | None = None) -> str:
    """Return the fingerprint of this library: code, word lists and trained parameters.

    Parameters
    ----------
    cache : FileCache, optional
        Saves reading files that have not changed. Without it the answer is that of the first call in this
        process, which is what the process runs.
    """
    if cache is None:
        return _code_of_this_process()
    package = Path(__file__).parents[1]
    return fingerprint_files(list_files(package), cache, base=package)


@lru_cache(maxsize=1)
def fingerprint_method() -> dict[str, str]:
    """Return the fingerprints of the two parts of this library: ``rules`` and trained ``parameters``.

    Parameters are the files that the training scripts write; rules are all else, code and word lists.
    """
    package = Path(__file__).parents[1]
    trained = [path for path in list_files(package) if path.suffix in TRAINED]
    others = [path for path in list_files(package) if path.suffix not in TRAINED]
    return {
        "parameters": fingerprint_files(trained, base=package),
        "rules": fingerprint_files(others, base=package),
    }


@lru_cache(maxsize=1)
def _code_of_this_process() -> str:
    return fingerprint_code(FileCache())
