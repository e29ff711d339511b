"""A process that has imported what the notebooks import and forks a kernel on request.

Most of a short notebook's time is starting Python and importing pandas and matplotlib. Here that is done
once: each kernel is a fork of a warm process, with its own memory, so that no notebook sees another's
state.

Notes
-----
The protocol, over a Unix socket: the client sends one JSON line with `connection_file`, `folder`,
`environment` and `options` (of the kernel's command line) and gets ``{"pid": …}``, then, when the kernel has
ended, ``{"status": …}`` (its exit status, or minus the signal). A client that hangs up ends its kernel, and
when the runner dies, so that standard input ends, all kernels end: nothing is left behind.

The server has one thread of its own, so that its forks are sound. pyarrow adds one of its allocator's, which
stops and starts itself around a fork.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

# What every kernel loads by itself, found by comparing `sys.modules` before and after a first cell.
_KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
)

# Characters of a socket's path that are safe: 107 bytes on Linux, 103 on macOS, less "/xxxxxxxx-ipc-5".
LONGEST_SOCKET = 85


def is_supported() -> bool:
    """Whether this system can fork and has Unix sockets."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX")


class ForkServer:
    """The fork server as the runner sees it.

    Parameters
    ----------
    folder : Path
        Private folder for the socket and the log.
    modules : sequence of str
        What to import before the first fork. A module that cannot be imported is left to the notebook that
        wants it, which fails with a better message.
    environment : mapping
        Environment of the server and of its kernels.

    Notes
    -----
    It starts at once and imports while the runner does: the socket listens before the server does, and
    whoever connects early waits.
    """

    def __init__(self, folder: Path, modules: Sequence[str], environment: Mapping[str, str]) -> None:
        self.address = str(folder / "fork")
        with socket.socket(socket.AF_UNIX) as listener, (folder / "fork.log").open("wb") as log:
            listener.bind(self.address)
            listener.listen(16)
            number = listener.fileno()
            self._process = subprocess.Popen(
                # -P: the folder where the runner was started is not a place to import from.
                [sys.executable, "-P", "-m", "hindsight.run.forkserver", str(number), *modules],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=dict(environment),
                pass_fds=[number],
                start_new_session=True,  # Ctrl-C is for the runner, which then ends its kernels in order
            )

    def stop(self) -> None:
        """End the server and every kernel that it has started."""
        self._process.terminate()
        try:
            self._process.communicate(timeout=5)  # seconds; it takes milliseconds
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


def serve(listener: socket.socket, modules: Sequence[str]) -> None:
    """Import `modules`, then fork a kernel for each request until standard input ends."""
    # ipykernel loads the debugger where it is installed, for 0.3 s a kernel: nobody steps through these.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    for module in (*_KERNEL_MODULES, *modules):
        try:
            importlib.import_module(module)
        except ImportError:
            continue  # the notebook that imports it says so, at the cell that does
    gc.collect()
    gc.freeze()  # a collection in a kernel would touch, and so copy, every page that it shares

    wake_read, wake_write = socket.socketpair()
    wake_read.setblocking(False)
    wake_write.setblocking(False)
    signal.set_wakeup_fd(wake_write.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())

    cold = list(_WARM_UPS)
    clients: dict[int, socket.socket] = {}  # by process id of the kernel
    with selectors.DefaultSelector() as selector:
        for file in (listener, wake_read, sys.stdin):
            selector.register(file, selectors.EVENT_READ)
        try:
            while True:
                # While the first notebook runs there is time to save those after it some work.
                events = selector.select(0 if cold and clients else None)
                if not events:
                    _warm_up(cold.pop(0))
                for key, _ in events:
                    if key.fileobj is sys.stdin:
                        return
                    if key.fileobj is wake_read:
                        wake_read.recv(4096)
                        _report_ended(clients, selector)
                    elif key.fileobj is listener:
                        client, _ = listener.accept()
                        pid = _fork_kernel(client)
                        clients[pid] = client
                        selector.register(client, selectors.EVENT_READ, pid)
                    elif key.data in clients:  # the client hung up, or broke the protocol
                        selector.unregister(key.fileobj)
                        clients.pop(key.data).close()
                        _kill(key.data)
        finally:
            _end_kernels(clients)


def _warm_language() -> None:
    """Annotate a sentence for nobody: word lists and trained parameters are loaded and cached."""
    from hindsight.corpus.annotate import annotate_text

    annotate_text("Officials said on Tuesday that talks may resume.", "2015-11-23")


def _warm_tables() -> None:
    """Show a table to nobody: the formatters are loaded."""
    import pandas as pd

    pd.DataFrame({"n": [1]}).to_html()


def _warm_figures() -> None:
    """Draw a figure to nobody: the fonts are found, and pyplot's state stays as it is."""
    from io import BytesIO

    import matplotlib.pyplot  # noqa: F401 - for those who draw with it
    import matplotlib_inline.backend_inline  # noqa: F401 - as the kernel does then
    from matplotlib.backends.registry import backend_registry
    from matplotlib.figure import Figure

    backend_registry.list_all()
    figure = Figure()
    figure.subplots().set_title("Title")
    figure.savefig(BytesIO(), format="png")
    figure.savefig(BytesIO(), format="svg")


# What later notebooks would each do for themselves, in the order in which they need it.
_WARM_UPS = (_warm_language, _warm_tables, _warm_figures)


def _warm_up(step: Callable[[], None]) -> None:
    try:
        step()
    except Exception:  # noqa: BLE001 - what breaks here breaks in a notebook too, and is reported there
        sys.excepthook(*sys.exc_info())
    gc.freeze()


def _fork_kernel(client: socket.socket) -> int:
    """Fork a kernel as the client asks; return its process id, in the server only."""
    with client.makefile("r", encoding="utf-8") as lines:
        request = json.loads(lines.readline())
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            _become_kernel(request)
            status = 0
        except BaseException:
            sys.excepthook(*sys.exc_info())  # into the log: nobody else will hear of it
            raise
        finally:
            os._exit(status)  # whatever happens, never return into the server's loop
    _send(client, {"pid": pid})
    return pid


def _become_kernel(request: Mapping[str, Any]) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    os.closerange(3, 256)  # the server's sockets: a kernel must not hold another's line open
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.chdir(request["folder"])
    os.environ.update(request["environment"])
    sys.argv = ["ipykernel_launcher", "-f", request["connection_file"], *request["options"]]
    # An ordinary kernel notices matplotlib when it is imported; here that has been.
    if "matplotlib.pyplot" in sys.modules:
        sys.argv.append("--matplotlib=inline")
    from ipykernel.kernelapp import IPKernelApp

    IPKernelApp.launch_instance(argv=sys.argv[1:])


def _report_ended(clients: dict[int, socket.socket], selector: selectors.BaseSelector) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        if (client := clients.pop(pid, None)) is not None:
            _send(client, {"status": os.waitstatus_to_exitcode(status)})
            selector.unregister(client)
            client.close()


def _end_kernels(clients: Mapping[int, socket.socket]) -> None:
    for pid in clients:
        _kill(pid)
    try:
        while os.wait():  # none is left when the runner hears that this process has ended
            pass
    except ChildProcessError:
        return


def _kill(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # ended by itself


def _send(client: socket.socket, message: Mapping[str, int]) -> None:
    try:
        client.sendall(json.dumps(message).encode() + b"\n")
    except (BrokenPipeError, ConnectionResetError):
        return  # the client hung up; the selector hears of it next


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
