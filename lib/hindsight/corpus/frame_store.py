"""The frames of one corpus: taken from disk where they are fresh, else made and stored."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from hindsight.corpus.corrections import Corrections, read_corrections
from hindsight.corpus.fingerprint import (
    fingerprint_code,
    fingerprint_method,
    fingerprint_raw,
    fingerprint_text,
)
from hindsight.corpus.layers import LAYER_OF, LAYERS
from hindsight.corpus.project import Folders
from hindsight.corpus.store import read_frame, write_frames

if TYPE_CHECKING:
    import pandas as pd


class FrameStore:
    """The frames of one corpus: taken from disk where they are fresh, else made and stored.

    A frame is fresh where it was made from the same pages, corrections, code and packages; the file says so.
    """

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self._frames: dict[str, pd.DataFrame] = {}
        self._key = ""
        self._inputs: dict[str, str] = {}
        self._corrections: Corrections | None = None

    @property
    def key(self) -> str:
        """Fingerprint of everything the frames are made from."""
        if not self._key:
            inputs = (fingerprint_raw(self.folders.raw), fingerprint_raw(self.folders.corrections))
            self._key = fingerprint_text(*inputs, fingerprint_code(), *_library_versions())
        return self._key

    @property
    def inputs(self) -> dict[str, str]:
        """Fingerprints of the parts of `key`: pages, corrections, rules, parameters, packages."""
        if not self._inputs:
            self._inputs = {
                "pages": fingerprint_raw(self.folders.raw),
                "corrections": fingerprint_raw(self.folders.corrections),
                **fingerprint_method(),
                "packages": fingerprint_text(*_library_versions()),
            }
        return self._inputs

    @property
    def corrections(self) -> Corrections:
        """What readers corrected."""
        if self._corrections is None:
            self._corrections = read_corrections(self.folders.corrections)
        return self._corrections

    def frame(self, name: str) -> pd.DataFrame:
        """Return a frame by name, making its layer where it is not fresh."""
        if name not in self._frames:
            stored = read_frame(self.folders.processed, name, self.key)
            if stored is None:
                layer = LAYERS[LAYER_OF[name]]
                needed = {frame: self.frame(frame) for frame in layer.reads}
                made = layer.make(self.folders, self.corrections, needed)
                write_frames(self.folders.processed, made, self.key, self.inputs)
                self._frames.update(made)
            else:
                self._frames[name] = stored
        return self._frames[name]


def _library_versions() -> list[str]:
    """Versions of the packages whose behaviour the frames depend on."""
    return [
        f"{name} {version(name)}" for name in ("nltk", "pandas", "pypdf", "python-crfsuite", "trafilatura")
    ]
