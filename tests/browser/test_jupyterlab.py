"""The notebooks by hand: JupyterLab in a real browser runs every cell, and none stops.

The corpus is the sample and a hostile page: JupyterLab runs the scripts of trusted outputs, so none may get
there.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from executed_notebook import HOSTILE_PAGE

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
TOKEN = "a-token-of-this-test"
START_SECONDS = 120  # generous: a cold JupyterLab on a slow machine takes about ten
RUN_MILLISECONDS = 300_000

pytestmark = pytest.mark.slow

_HAS_RUN = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.widgets;
  const code = cells.filter(cell => cell.model.type === 'code' && cell.model.sharedModel.source);
  const failed = code.some(cell => cell.model.outputs.toJSON().some(out => out.output_type === 'error'));
  return failed || code.every(cell => cell.model.executionCount !== null && cell.prompt !== '*');
}"""
_OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code').flatMap(cell => cell.model.outputs.toJSON())"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address and its folder, a copy of the project without reports and frames."""

    address: str
    project: Path


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab with settings of its own, on a copy of the project."""
    private = tmp_path_factory.mktemp("jupyter")
    project = private / "project"
    for folder in ("notebooks", "data/raw", "data/corrections"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, project / folder)
    places = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    (project / "data" / "raw" / "hostile.txt").write_text(HOSTILE_PAGE, encoding="utf-8")
    environment = os.environ | {f"JUPYTER_{place}": str(private / place) for place in places}
    environment |= {f"JUPYTERLAB_{place}_DIR": str(private / place) for place in ("SETTINGS", "WORKSPACES")}
    environment["IPYTHONDIR"] = str(private / "ipython")
    port = _free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--port-retries=0", f"--IdentityProvider.token={TOKEN}"]
    command += [f"--ServerApp.root_dir={project}", "--LabApp.expose_app_in_browser=True"]
    command += ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    log = private / "jupyterlab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_it_answers(f"{address}/api/status?token={TOKEN}", server, log)
            yield Lab(address, project)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture
def page(chromium: Any, lab: Lab) -> Iterator[Any]:
    """A tab that can reach this JupyterLab and nothing else."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    context.route(
        lambda url: not url.startswith((lab.address, "data:", "blob:")), lambda route: route.abort()
    )
    yield context.new_page()
    context.close()


def run_all(page: Any, lab: Lab, notebook: str) -> None:
    """Open a notebook and run its cells."""
    page.goto(f"{lab.address}/lab/tree/notebooks/{notebook}?reset&token={TOKEN}")
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.content?.widgets?.length", timeout=90_000
    )
    page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.sessionContext.ready; }")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_function(_HAS_RUN, timeout=RUN_MILLISECONDS)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_cell_runs_in_jupyterlab_and_no_page_does(page: Any, lab: Lab, notebook: str) -> None:
    run_all(page, lab, notebook)
    outputs = page.evaluate(_OUTPUTS)
    errors = [out for out in outputs if out["output_type"] == "error"]
    assert [f"{error['ename']}: {error['evalue']}" for error in errors] == []
    assert outputs, "the notebook showed nothing"
    assert page.evaluate("window.executed") is None
    page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.sessionContext.shutdown(); }")


def test_a_number_and_a_mark_jump_to_their_evidence_in_jupyterlab(page: Any, lab: Lab) -> None:
    run_all(page, lab, "04-when.ipynb")
    for link in (page.locator(".hindsight p a").last, page.locator(".hindsight svg a").last):
        link.scroll_into_view_if_needed()
        address = link.get_attribute("href") or link.get_attribute("xlink:href")
        row = page.locator(f"[id='{address.removeprefix('#')}']")
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            """id => { const row = document.getElementById(id), box = row.closest('.evidence');
              const [own, around] = [row, box].map(element => element.getBoundingClientRect());
              return own.top >= around.top - 2 && own.top < around.bottom && around.top < innerHeight; }""",
            arg=address.removeprefix("#"),
            timeout=10_000,
        )
        assert row.is_visible()
    assert page.evaluate("window.jupyterapp.shell.currentWidget.context.path").endswith("04-when.ipynb")
    page.evaluate("async () => { await window.jupyterapp.shell.currentWidget.sessionContext.shutdown(); }")
