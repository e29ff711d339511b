"""Fingerprints: what counts as a change, and what is remembered."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from hindsight.corpus import fingerprint
from hindsight.corpus.fingerprint import (
    ABSENT,
    FileCache,
    fingerprint_code,
    fingerprint_files,
    fingerprint_raw,
    list_files,
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"one")
    (folder / "more/b.txt").write_bytes(b"two")
    return folder


def make_old(path: Path) -> None:
    """Set the modification time back; the change time cannot be."""
    os.utime(path, ns=(10**18, 10**18))


def test_one_changed_byte_changes_the_fingerprint(raw: Path) -> None:
    before = fingerprint_raw(raw)
    (raw / "more/b.txt").write_bytes(b"twO")
    assert fingerprint_raw(raw) != before


def test_a_renamed_file_changes_the_fingerprint(raw: Path) -> None:
    before = fingerprint_raw(raw)
    (raw / "a.txt").rename(raw / "c.txt")
    assert fingerprint_raw(raw) != before


def test_place_and_times_do_not_count(raw: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(raw, tmp_path / "elsewhere"))
    make_old(copy / "a.txt")
    assert fingerprint_raw(copy) == fingerprint_raw(raw)


def test_hidden_files_and_caches_do_not_count(raw: Path) -> None:
    before = fingerprint_raw(raw)
    (raw / ".DS_Store").write_bytes(b"x")
    (raw / ".ipynb_checkpoints").mkdir()
    (raw / ".ipynb_checkpoints/a.txt").write_bytes(b"x")
    (raw / "__pycache__").mkdir()
    (raw / "__pycache__/a.pyc").write_bytes(b"x")
    assert fingerprint_raw(raw) == before


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list_files(tmp_path / "no") == []
    assert fingerprint_raw(tmp_path / "no") == fingerprint_files([])


def test_order_of_files_does_not_count(raw: Path) -> None:
    files = list_files(raw)
    assert fingerprint_files(files, base=raw) == fingerprint_files(reversed(files), base=raw)


def test_a_missing_file_is_absent_not_an_error(tmp_path: Path) -> None:
    cache = FileCache()
    assert cache.digest(tmp_path / "no") == ABSENT
    (tmp_path / "file").write_bytes(b"")
    assert cache.digest(tmp_path / "file/below") == ABSENT


def test_digests_of_rested_files_are_not_read_again(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_REST_NS", 0)
    first = FileCache(tmp_path / "files.json")
    before = fingerprint_raw(raw, first)
    first.save()
    monkeypatch.setattr(fingerprint, "_read_digest", lambda name: pytest.fail(f"{name} was read again"))
    assert fingerprint_raw(raw, FileCache(tmp_path / "files.json")) == before


def test_a_file_just_written_is_read_again(raw: Path, tmp_path: Path) -> None:
    cache = FileCache(tmp_path / "files.json")
    fingerprint_raw(raw, cache)
    cache.save()
    assert not (tmp_path / "files.json").exists(), "nothing has rested long enough to be remembered"


def test_an_edit_behind_the_back_of_the_modification_time_is_seen(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_REST_NS", 0)
    page = raw / "a.txt"
    make_old(page)
    cache = FileCache()
    before = cache.digest(page)
    page.write_bytes(b"ONE")
    make_old(page)
    assert cache.digest(page) != before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"x": 1}', b"\xff\xfe"])
def test_a_damaged_cache_only_costs_time(raw: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "files.json").write_bytes(content)
    assert fingerprint_raw(raw, FileCache(tmp_path / "files.json")) == fingerprint_raw(raw)


def test_a_cache_that_cannot_be_written_is_no_error(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_REST_NS", 0)
    (tmp_path / "file").write_bytes(b"")
    cache = FileCache(tmp_path / "file/files.json")
    fingerprint_raw(raw, cache)
    cache.save()


def test_the_code_has_one_fingerprint_with_and_without_a_cache(tmp_path: Path) -> None:
    assert len(fingerprint_code()) == 64
    package = Path(fingerprint.__file__).parents[1]
    assert Path(fingerprint.__file__) in list_files(package)
