"""The repository as a reader finds it: nothing of the maker's machine, clean notebooks, true commands."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Written in pieces, so that this file does not match itself.
MACHINE_PATHS = re.compile(
    "|".join(
        (
            r"(?<![\w.~-])/(?:ro" + r"ot|ho" + r"me/\w+|wo" + r"rk|Us" + r"ers/\w+)/",
            r"\b[A-Z]:\\\\?Us" + r"ers\b",
            r"file:/" + r"//\w",
        )
    )
)
INDEX_ADDRESSES = re.compile(r"--(?:extra-)?index" + r"-url|--find" + r"-links|/sim" + r"ple/?\b(?=\s|$|\")")
# Pages of others, as they came.
AS_FOUND = ("data/raw/", "tests/gold/")


@lru_cache(maxsize=1)
def tracked() -> tuple[str, ...]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files are tracked is not known")
    # A checkout may belong to another user than the one who tests it: git would refuse to read it.
    command = [git, "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return tuple(name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def text_of(name: str) -> str:
    """Return the text of a tracked file; empty for pictures, parameters and other binaries."""
    content = (ROOT / name).read_bytes()
    return "" if b"\0" in content[:8192] else content.decode("utf-8", "replace")


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, INDEX_ADDRESSES], ids=["machine-path", "index-address"])
def test_no_tracked_file_names_the_machine_it_was_made_on(pattern: re.Pattern[str]) -> None:
    found = []
    for name in tracked():
        if name.startswith(AS_FOUND):
            continue
        found += [
            f"{name}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(text_of(name).splitlines(), 1)
            if pattern.search(line)
        ]
    assert not found, "\n".join(found)


def test_generated_files_are_not_tracked() -> None:
    generated = ("data/processed/", ".venv", "build/", "dist/", "reports/.partial/")
    assert not [n for n in tracked() if n.startswith(generated) or "__pycache__" in n or ".egg-info" in n]


def test_every_package_folder_is_a_package() -> None:
    """A folder with modules but no `__init__.py` imports here and is missing elsewhere."""
    folders = {(ROOT / name).parent for name in tracked() if name.startswith("lib/") and name.endswith(".py")}
    assert not [str(f.relative_to(ROOT)) for f in sorted(folders) if not (f / "__init__.py").exists()]


def test_every_tracked_file_of_the_package_is_in_the_wheel(tmp_path: Path) -> None:
    for name in (*tracked(), "pyproject.toml"):
        if name.startswith("lib/") or name in ("pyproject.toml", "README.md", "LICENSE"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    done = subprocess.run([*build, "--wheel-dir", "made", "."], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = (tmp_path / "made").glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    meant = {name.removeprefix("lib/") for name in tracked() if name.startswith("lib/")}
    assert sorted(meant - held) == [], "add the file's ending to package-data in pyproject.toml"


def test_a_trained_parameter_has_its_attribution() -> None:
    parameters = [n for n in tracked() if n.startswith("lib/") and n.endswith((".crf", ".gz", ".npz", ".xz"))]
    if parameters:
        attribution = text_of("lib/hindsight/ATTRIBUTION.md")
        assert not [name for name in parameters if Path(name).name not in attribution]


# Notebooks


def cells_of(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def code_of(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in cells_of(path) if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_carries_no_output_count_or_machine(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"].keys() <= {"kernelspec", "language_info", "hindsight"}, "of this machine"
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert notebook["metadata"].get("language_info", {}).keys() <= {"name"}, "a version is the machine's"
    for cell in notebook["cells"]:
        assert cell["metadata"].keys() <= {"tags"}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_its_question(path: Path) -> None:
    first = cells_of(path)[0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if p.name[0].isdigit()], ids=lambda path: path.stem)
def test_a_numbered_notebook_has_one_parameters_cell_typed_and_explained(path: Path) -> None:
    tagged = [c for c in cells_of(path) if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1
    source = "".join(tagged[0]["source"])
    for line in filter(None, source.splitlines()):
        assert re.fullmatch(r"\w+: [^=]+ = .+  # \S.+", line), (
            f"`name: type = value  # meaning` is wanted: {line}"
        )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_logic(path: Path) -> None:
    for source in code_of(path):
        assert "%" not in source[:1] and "!" not in source[:1], source
        tree = ast.parse(source)
        for node in ast.walk(tree):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef), f"move it to lib/: {source}"
        for word in ("sys.path", "filterwarnings", "os.chdir"):
            assert word not in source
        lines = [line for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]
        assert len(lines) <= 12, f"{len(lines)} lines are too many for one cell:\n{source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_of_a_notebook_has_an_id_of_its_own(path: Path) -> None:
    ids = [cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    assert len(set(ids)) == len(ids)


# Commands


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):.*## ", text_of("Makefile"), re.MULTILINE))


def commands_in(name: str) -> list[str]:
    """Return the command lines in the code blocks and code spans of a Markdown file."""
    text = text_of(name)
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for block in fenced for line in block.splitlines()]
    lines += re.findall(r"`((?:make|hindsight) [^`]+)`", text)
    return [line for line in lines if line.startswith(("make ", "hindsight "))]


DOCUMENTS = [n for n in ("README.md", "docs/method.md", "docs/accuracy.md") if (ROOT / n).exists()]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_in_the_documents_exists(name: str) -> None:
    named = {line.split()[1] for line in commands_in(name) if line.startswith("make ")}
    assert named <= targets()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_hindsight_command_in_the_documents_exists(name: str) -> None:
    named = sorted({line.split()[1] for line in commands_in(name) if line.startswith("hindsight ")})
    for command in filter(str.isalpha, named):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from hindsight.cli import main; sys.exit(main())",
                command,
                "--help",
            ],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"hindsight {command} --help: {done.stderr}"


def test_make_help_lists_every_target() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    shown = subprocess.run([make, "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"reports", "test", "lab", "lock", "format", "clean", "help"} <= targets()
    for target in targets():
        assert f"make {target} " in shown


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^version: {re.escape(version)}$", text_of("CITATION.cff"), re.MULTILINE)
    assert f"## [{version}]" in text_of("CHANGELOG.md") or "## [Unreleased]" in text_of("CHANGELOG.md")


def test_links_between_the_documents_lead_somewhere() -> None:
    lost = []
    for name in (n for n in tracked() if n.endswith(".md") and not n.startswith(AS_FOUND)):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text_of(name)):
            if not re.match(r"[a-z]+:", target) and not (ROOT / name).parent.joinpath(target).exists():
                lost.append(f"{name}: {target}")
    assert not lost, "\n".join(lost)
