"""One set of versions, whichever way it is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-pip.lock")
SELF = "-e ."
# What a fresh environment holds before anything is installed, and what is ours.
NOT_LOCKED = {"pip", "hindsight-workbench"}


def entries(lock: str) -> list[str]:
    """Return the requirement lines of a lock, without their hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [line.removesuffix("\\").strip() for line in text.splitlines() if re.match(r"[a-z0-9]", line)]


def versions_here(requirements: Iterable[str]) -> dict[str, str]:
    """Return name and version of the requirements that this Python on this system wants."""
    wanted = {}
    for line in requirements:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            (specifier,) = requirement.specifier
            wanted[canonicalize_name(requirement.name)] = specifier.version
    return wanted


def pip_section() -> list[str]:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    (section,) = [part for part in environment["dependencies"] if isinstance(part, dict)]
    return section["pip"]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_of_a_lock_is_one_version_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for entry in re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]:
        first = entry.splitlines()[0]
        assert re.match(r"[a-z0-9.-]+(\[[a-z-]+\])?==[^ ]+( ; .+)? \\$", first), first
        assert re.search(r"--hash=sha256:[0-9a-f]{64}$", entry.rstrip()), first


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"^-|://|^\s*--(?!hash=)", text, re.MULTILINE)


def test_the_test_lock_holds_all_of_the_lock() -> None:
    assert set(entries("requirements.lock")) <= set(entries("requirements-test.lock"))


def test_every_dependency_is_locked_at_a_version_it_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for lock, wanted in (
        ("requirements.lock", project["dependencies"]),
        ("requirements-test.lock", project["optional-dependencies"]["test"]),
    ):
        locked = versions_here(entries(lock))
        for dependency in map(Requirement, wanted):
            assert dependency.specifier.contains(locked[canonicalize_name(dependency.name)]), dependency


def test_environment_yml_holds_the_versions_of_the_lock() -> None:
    assert pip_section() == [*entries("requirements.lock"), SELF], "run `make lock`"


def test_the_environment_that_runs_this_test_is_that_of_the_lock() -> None:
    installed = versions_installed(sys.executable)
    wanted = versions_here(entries("requirements-test.lock"))
    assert {name: installed.get(name) for name in wanted} == wanted, (
        "run `make test`, which installs the lock"
    )


def versions_installed(python: str | Path) -> dict[str, str]:
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=json", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {canonicalize_name(row["name"]): row["version"] for row in json.loads(listed.stdout)}


@pytest.mark.slow
def test_the_pip_section_of_environment_yml_installs_the_versions_of_the_lock(tmp_path: Path) -> None:
    """As conda does it: a fresh Python with pip, then `pip install -r` of the section."""
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment / "bin" / "python"
    # conda brings a pip of today; the one in the venv module can be years old, and slow.
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    newer = subprocess.run(
        [*pip, "install", "--quiet", "--require-hashes", "-r", ROOT / "requirements-pip.lock"],
        capture_output=True,
        text=True,
    )
    if newer.returncode != 0 and re.search(
        r"onnection|name resolution|No matching distribution|timed out", newer.stderr
    ):
        pytest.skip(f"no package index can be reached: {newer.stderr.strip().splitlines()[-1]}")
    assert newer.returncode == 0, newer.stderr

    section = tmp_path / "pip-section.txt"
    # `-e .` would write an egg-info folder into the checkout under test: the project is copied for it.
    project = tmp_path / "project"
    project.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (project / name).write_bytes((ROOT / name).read_bytes())
    shutil.copytree(
        ROOT / "lib" / "hindsight",
        project / "lib" / "hindsight",
        ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"),
    )
    lines = [line if line != SELF else f"-e {project}" for line in pip_section()]
    section.write_text("\n".join(lines) + "\n", encoding="utf-8")
    install = [*pip, "install", "--quiet", "--no-compile", "-r", str(section)]
    done = subprocess.run(
        install,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=os.environ | {"PIP_REQUIRE_VIRTUALENV": "1"},
    )
    assert done.returncode == 0, done.stderr

    installed = versions_installed(python)
    assert {n: v for n, v in installed.items() if n not in NOT_LOCKED} == versions_here(
        entries("requirements.lock")
    )
    assert "hindsight-workbench" in installed
    subprocess.run([*pip, "check"], check=True, capture_output=True)
