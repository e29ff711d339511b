"""What the kernels of one run share: the fork server, a private folder, and an end in common."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from hindsight.corpus.progress import VARIABLE
from hindsight.errors import NotebookFailed
from hindsight.run.forkserver import LONGEST_SOCKET, ForkServer, is_supported
from hindsight.run.notebook import Notebook
from hindsight.run.parameters import Value
from hindsight.run.progress import Display
from hindsight.run.state import Workspace

if TYPE_CHECKING:
    from hindsight.run.kernels import Execution

# Whatever could change what a notebook prints, or what it can import, from one machine to the next.
_UNWANTED = ("LANGUAGE", "MPLBACKEND", "PYTHONDONTWRITEBYTECODE", "PYTHONSTARTUP", "PYTHONWARNINGS")


class Session:
    """Runs notebooks in kernels that all end with it.

    Parameters
    ----------
    workspace : Workspace
        Folders.
    modules : iterable of str
        What the fork server imports beforehand.
    display : Display
        Where a person looks.
    fork : bool
        Whether kernels may be forked; where the system cannot, they are not.

    Notes
    -----
    The fork server imports pandas and the rest while this process imports papermill.
    """

    def __init__(self, workspace: Workspace, modules: Iterable[str], display: Display, *, fork: bool) -> None:
        self._workspace = workspace
        self._modules = list(modules)
        self._display = display
        self._fork = fork and is_supported()
        self._running: dict[str, Execution] = {}
        self._is_stopping = threading.Event()
        self._server: ForkServer | None = None

    def __enter__(self) -> Self:
        self._scratch = Path(tempfile.mkdtemp(prefix="hindsight-"))
        self._environment = _kernel_environment(self._scratch)
        (self._scratch / "ipython").mkdir()
        if self._fork and len(os.fsencode(self._scratch)) < LONGEST_SOCKET:
            self._server = ForkServer(self._scratch, self._modules, self._environment)
        from hindsight.run.kernels import register_engine  # loads papermill, beside the server's imports

        register_engine()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._scratch, ignore_errors=True)  # a kernel's last gasp may race with it

    def stop(self) -> None:
        """End every kernel; threads that wait for one find it dead."""
        self._is_stopping.set()
        for execution in list(self._running.values()):
            execution.kill()
        if self._server is not None:
            self._server.stop()
            self._server = None

    def progress_file(self, name: str) -> Path:
        """Return the file in which a notebook tells how far it is."""
        return self._scratch / f"{name}.progress"

    def execute(self, notebook: Notebook, parameters: Mapping[str, Value]) -> str:
        """Run one notebook's cells and return it executed; called from a thread of its own.

        Raises
        ------
        NotebookFailed
            See `execute_notebook`; also when the session stops.
        """
        from hindsight.run.execute import execute_notebook
        from hindsight.run.kernels import Execution

        def make_execution(may_fork: bool) -> Execution:
            if self._is_stopping.is_set():
                raise NotebookFailed("interrupted", where=notebook.name)
            execution = Execution(
                name=notebook.name,
                folder=self._workspace.project,
                scratch=self._scratch,
                environment=self._environment | {VARIABLE: str(self.progress_file(notebook.name))},
                server=self._server if may_fork else None,
                on_cell=lambda cell, cells: self._display.enter_cell(notebook.name, cell, cells),
            )
            self._running[notebook.name] = execution
            return execution

        def tell(sentence: str) -> None:
            if not self._is_stopping.is_set():
                self._display.say(f"{notebook.name}: {sentence}")

        try:
            return execute_notebook(notebook, parameters, self._workspace, make_execution, tell)
        finally:
            self._running.pop(notebook.name, None)


def _kernel_environment(scratch: Path) -> dict[str, str]:
    """Return the environment of every kernel: ours, less what differs between machines."""
    environment = {name: value for name, value in os.environ.items() if name not in _UNWANTED}
    return environment | {
        "IPYTHONDIR": str(scratch / "ipython"),  # a reader's own start-up files are for their own work
        "LC_ALL": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "OPENBLAS_NUM_THREADS": "1",  # sums in one order; and a process to be forked should have one thread
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
    }
