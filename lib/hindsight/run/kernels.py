"""Kernels for papermill: forked where there is a fork server, started in the ordinary way otherwise.

The runner's kernels do not depend on what is installed or configured on the machine: the kernel
specification is our own (this Python), start-up files and profiles of IPython are not read, and time zone,
language and hash seed are fixed, so that the same notebook gives the same bytes everywhere.
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, cast

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from hindsight.run.forkserver import LONGEST_SOCKET, ForkServer

ENGINE = "hindsight"
_PROVISIONER = "hindsight"
_START_TIMEOUT = 60  # seconds; a loaded machine takes 5


@dataclass
class Execution:
    """One notebook's run, as the engine needs it and as it goes along.

    Parameters
    ----------
    name : str
        Of the notebook.
    folder : Path
        Where the kernel works.
    scratch : Path
        Private folder for the kernel's sockets.
    environment : mapping
        Of the kernel.
    server : ForkServer or None
        Where the kernel is forked; None starts an ordinary one.
    on_cell : callable
        Gets the index of each cell that starts and the number of cells.
    """

    name: str
    folder: Path
    scratch: Path
    environment: Mapping[str, str]
    server: ForkServer | None
    on_cell: Callable[[int, int], None]
    node: Any = None  # the notebook with what has been done so far, whatever ends it
    cell: int = 0
    process: Any = field(default=None, repr=False)

    def start_cell(self, cell: Any, cell_index: int) -> None:
        """Note that a cell starts: nbclient's hook."""
        self.cell = cell_index
        self.on_cell(cell_index, len(self.node.cells))

    def kill(self) -> None:
        """End the kernel at once; the thread that waits for it finds it dead."""
        if self.process is not None:
            self.process.kill()

    def how_kernel_ended(self) -> str:
        """Return in words what became of the kernel's process."""
        status = None if self.process is None else self.process.poll()
        if status is None:
            return "its kernel did not answer"
        if status >= 0:
            return f"its kernel ended with status {status}"
        if -status == signal.SIGKILL:
            return "its kernel was killed (as the system does when memory runs out)"
        return f"its kernel was ended by {signal.Signals(-status).name}"


class ServerGoneError(Exception):
    """The fork server ended before it answered."""


class _ForkedProcess:
    """A kernel forked by the server, with the part of `subprocess.Popen` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, address: str, request: Mapping[str, Any]) -> None:
        self._line = socket.socket(socket.AF_UNIX)
        self._line.settimeout(_START_TIMEOUT)  # it may still be importing
        self._line.connect(address)
        self._line.sendall(json.dumps(request).encode() + b"\n")
        answer = self._read()
        if answer is None:
            self._line.close()
            raise ServerGoneError("the fork server has ended")
        self.pid = int(answer["pid"])
        self.returncode: int | None = None
        self._asking = threading.Lock()  # whoever interrupts a run asks beside the thread that waits
        self._line.setblocking(False)

    def _read(self) -> dict[str, int] | None:
        """Read one message a byte at a time: the next may come much later, and belongs to `poll`."""
        message = b""
        while not message.endswith(b"\n"):
            byte = self._line.recv(1)
            if not byte:
                return None
            message += byte
        return dict(json.loads(message))

    def poll(self) -> int | None:
        """Return the exit status, minus the signal where one ended it; None while the kernel runs."""
        with self._asking:
            if self.returncode is None:
                try:
                    answer = self._read()
                except BlockingIOError:
                    return None
                except ConnectionResetError:
                    answer = None
                self._line.close()
                if answer is None:  # the server was killed: nobody else ends its kernels now
                    _kill_group(self.pid, signal.SIGKILL)
                self.returncode = answer["status"] if answer else -signal.SIGKILL
            return self.returncode

    def wait(self) -> int | None:
        """Return the exit status; the provisioner calls this when there is one."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and whatever it has started."""
        if self.poll() is None:
            _kill_group(self.pid, number)

    def kill(self) -> None:
        """End the kernel at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


def _kill_group(pid: int, number: int) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        return  # ended in this instant


class ForkProvisioner(LocalProvisioner):
    """Gets its kernel from the fork server, or starts an ordinary one where there is none."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Have a kernel forked, with the folder and the environment that `kwargs` hold."""
        manager = self.parent
        assert isinstance(manager, _Manager)
        execution = manager.execution
        request = {
            "connection_file": manager.connection_file,
            "folder": str(kwargs["cwd"]),
            "environment": kwargs["env"],
            "options": [argument for argument in cmd if argument.startswith("--")],
        }
        if execution.server is not None:
            try:
                forked = await asyncio.to_thread(_ForkedProcess, execution.server.address, request)
            except (OSError, ServerGoneError):
                execution.server = None  # it could not start here; kernels can, only more slowly
        if execution.server is None:
            await super().launch_kernel(cmd, **kwargs)
        else:
            self.process = cast("Any", forked)  # jupyter_client says Popen, and uses this much of it
            self.pid = self.pgid = forked.pid
            self.cwd = kwargs["cwd"]
        execution.process = self.process
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel; in shorter steps than the 100 ms of its parent."""
        status: int | None = 0
        while self.process is not None and (status := self.process.poll()) is None:
            await asyncio.sleep(0.005)
        self.process = None
        return status


class _OwnSpecification(KernelSpecManager):
    """Knows one kernel, this Python's, whatever is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the specification of the kernel, by any name."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (ipykernel)",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": _PROVISIONER, "config": {}}},
        )


class _Client(AsyncKernelClient):
    """Is ready when the kernel is: without the 0.2 s in which its parent listens to silence.

    The parent empties the output channel first; here nothing is printed before the first cell, and nbclient
    takes the answers to its own requests only.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its output channel is connected.

        Raises
        ------
        RuntimeError
            The kernel has died, or did not answer within `timeout` seconds.
        """
        deadline = time.monotonic() + (_START_TIMEOUT if timeout is None else timeout)
        while time.monotonic() < deadline:
            self.kernel_info()
            try:
                while (await self.get_shell_msg(timeout=1))["msg_type"] != "kernel_info_reply":
                    pass
                await self.get_iopub_msg(timeout=0.2)
            except queue.Empty:
                if not await self.is_alive():
                    raise RuntimeError("the kernel died before it was ready") from None
            else:
                return
        raise RuntimeError(f"the kernel did not answer within {timeout} seconds")


class _Manager(AsyncKernelManager):
    """A kernel manager that knows for which execution it works."""

    execution: Execution


def _make_manager(execution: Execution) -> _Manager:
    connection_file = execution.scratch / f"{os.urandom(4).hex()}.json"
    is_short = len(os.fsencode(connection_file)) < LONGEST_SOCKET
    manager = _Manager(
        kernel_name="python3",
        kernel_spec_manager=_OwnSpecification(),
        client_factory=_Client,
        connection_file=str(connection_file),
        transport="ipc" if is_short and os.name == "posix" else "tcp",
    )
    manager.execution = execution
    return manager


class NotebookEngine(NBClientEngine):
    """papermill's own engine, with our kernels and with word of each cell that starts."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run the cells; the notebook stays in the execution's hands whatever happens."""
        execution: Execution = kwargs["execution"]
        execution.node = nb_man.nb
        client = PapermillNotebookClient(
            nb_man,
            km=_make_manager(execution),
            timeout=None,
            startup_timeout=_START_TIMEOUT,
            kernel_name="python3",
            on_cell_start=execution.start_cell,
            shutdown_kernel="immediate",  # its work is on disk; a polite goodbye takes 100 ms
        )
        return client.execute(cwd=str(execution.folder), env=dict(execution.environment), cleanup_kc=True)


def register_engine() -> None:
    """Make engine and provisioner known to papermill and jupyter_client in this process."""
    papermill_engines.register(ENGINE, NotebookEngine)
    entry = EntryPoint(_PROVISIONER, f"{__name__}:ForkProvisioner", KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.instance().provisioners[_PROVISIONER] = entry
