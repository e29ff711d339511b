"""The shape of the package: imports follow the direction of the data, modules read in one sitting."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "lib" / "hindsight"

# What stands before what. A layer may import itself and whatever stands before it.
LAYERS = (
    "errors",
    "files",
    "visible",
    "schema",
    "pages",
    "language",
    "dates",
    "actors",
    "claims",
    "links",
    "ledger",
    "timeline",
    "reports",
    "corpus",
    "adding",
    "run",
    "cli",
)
LONGEST_MODULE = 400  # lines: more does not read in one sitting

# `hindsight annotate` must start in a moment, so the layers that read text are plain Python.
LIGHT_LAYERS = ("errors", "pages", "language", "dates", "actors", "claims")
HEAVY = {"pandas", "numpy", "pyarrow", "matplotlib", "papermill", "IPython"}
# Where thousands of weights are summed for every sentence: without numpy that takes three times as long.
SUMMING_MODULES = {f"hindsight.language.{name}" for name in ("perceptron", "parser", "tagger")}
# With these, `import nltk` takes seconds; they are no dependency, but may be installed beside us.
BANNED = {"scipy", "sklearn"}
# The analysis knows no network, clock or chance.
IMPURE = {"socket", "ssl", "urllib.request", "http.client", "requests", "httpx", "random", "secrets", "time"}
PURE_LAYERS = ("pages", "language", "dates", "actors", "claims", "links", "ledger", "timeline")

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return (
        path.relative_to(PACKAGE.parent)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__")
    )


def layer_of(module: str) -> str:
    """Return the layer of a dotted name; the package itself (`import hindsight`) stands on top."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def is_script(module: str) -> bool:
    """A script that builds parameters or measures is run by its own name, never imported by the analysis."""
    return module.rpartition(".")[2].startswith("train")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of all a module imports, inside functions too, but not for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: write the whole name of the module"
            module = node.module or ""
            # `from hindsight import actors` imports a layer by its bare name.
            yield from (
                (
                    node.lineno,
                    f"{module}.{alias.name}" if module in ("hindsight", "urllib", "http") else module,
                )
                for alias in node.names
            )


def test_every_layer_has_its_place_in_the_order() -> None:
    found = {layer_of(name_of(path)) for path in MODULES} - {"", "__main__"}
    assert found <= set(LAYERS), f"say in LAYERS where {sorted(found - set(LAYERS))} stand"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_stands_before_it(path: Path) -> None:
    layer = layer_of(name_of(path))
    if layer in ("", "__main__"):
        return
    later = [
        f"line {line}: {name}"
        for line, name in imports(path)
        if name.startswith("hindsight.")
        and layer_of(name) in LAYERS
        and LAYERS.index(layer_of(name)) > LAYERS.index(layer)
    ]
    assert not later, f"{name_of(path)} ({layer}) reaches forward: {later}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_reads_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{name_of(path)} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "no docstring"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_layers_that_read_text_import_nothing_heavy(path: Path) -> None:
    module = name_of(path)
    tops = {name.partition(".")[0]: line for line, name in imports(path)}
    assert not tops.keys() & BANNED
    if layer_of(module) in LIGHT_LAYERS and not is_script(module):
        allowed = {"numpy"} if module in SUMMING_MODULES else set()
        assert not tops.keys() & (HEAVY - allowed)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_analysis_knows_no_network_clock_or_chance(path: Path) -> None:
    module = name_of(path)
    if layer_of(module) in PURE_LAYERS and not is_script(module):
        assert not {name for _, name in imports(path)} & IMPURE
        source = path.read_text(encoding="utf-8")
        for call in ("date.today(", "datetime.now(", "datetime.utcnow(", "Timestamp.now("):
            assert call not in source, call


def test_no_module_is_called_after_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "data", "info", "process"}
    assert not [name_of(path) for path in MODULES if path.stem in empty]


def test_public_names_of_the_schema_are_there() -> None:
    import hindsight.schema

    for name in hindsight.schema.__all__:
        assert hasattr(hindsight.schema, name), name
