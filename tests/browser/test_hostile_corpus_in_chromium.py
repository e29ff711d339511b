"""From a hostile file to its reports: the whole run, then a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from executed_notebook import HOSTILE_PAGE

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of a project whose corpus is the sample and a hostile page."""
    project = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "notebooks", project / "notebooks")
    shutil.copytree(ROOT / "data" / "raw", project / "data" / "raw")
    (project / "data" / "raw" / "hostile.txt").write_text(HOSTILE_PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "hindsight.cli", "run"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "lib"), "IPYTHONDIR": str(project / ".ipython")}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return project / "reports"


def test_every_report_of_a_hostile_corpus_is_quiet_and_accessible(open_file: Callable, reports: Path) -> None:
    pages = sorted(reports.glob("*.html"))
    assert len(pages) > 5
    for path in pages:
        opened = open_file(path)
        assert opened.violations() == [], path.name
        opened.unfold()
        assert opened.page.evaluate("window.executed") is None, path.name
        assert (opened.dialogs, opened.requests, opened.console) == ([], [], []), path.name


def test_the_hostile_page_reached_the_reports(reports: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in sorted(reports.glob("*.html")))
    assert "&lt;script&gt;window.executed" in text
