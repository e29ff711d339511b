"""Runs what is stale, side by side where nothing waits for anything, and remembers what it made."""

from __future__ import annotations

import shutil
import signal
import threading
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from hindsight.errors import HindsightError
from hindsight.run.command import Outcome, RunResult, find_index_key
from hindsight.run.notebook import Notebook, find_imports, find_writers
from hindsight.run.parameters import Value
from hindsight.run.progress import Display
from hindsight.run.session import Session
from hindsight.run.state import State, Workspace

_TICK = 0.1  # seconds between two looks at what runs

# Every notebook uses these, whatever it imports by name.
_PRELOAD = (
    "pandas",
    "pyarrow.parquet",
    "matplotlib.pyplot",
    "hindsight.corpus.corpus",
    "hindsight.corpus.clean",
    "hindsight.timeline",
)


class Schedule:
    """One run of some notebooks.

    Parameters
    ----------
    notebooks : sequence of Notebook
        In order; the frames that they read are written by others of them.
    parameters : mapping
        Notebook name to checked values.
    workspace : Workspace
        Folders; its lock is held.
    state : State
        What the last run did.
    forced : set of str
        Notebooks that run even if nothing changed.
    jobs : int
        How many may run at once.
    fork : bool
        Whether kernels may be forked.
    display : Display
        Where a person looks.
    """

    def __init__(
        self,
        notebooks: Sequence[Notebook],
        parameters: Mapping[str, Mapping[str, Value]],
        workspace: Workspace,
        state: State,
        *,
        forced: frozenset[str],
        jobs: int,
        fork: bool,
        display: Display,
    ) -> None:
        self._notebooks = {notebook.name: notebook for notebook in notebooks}
        self._parameters = parameters
        self._workspace = workspace
        self._state = state
        self._forced = forced
        self._jobs = jobs
        self._fork = fork
        self._display = display
        writers = find_writers(notebooks)
        self._upstream = {n.name: sorted({writers[f].name for f in n.frames_read}) for n in notebooks}
        self._outcomes: dict[str, Outcome] = {}
        self._keys: dict[str, tuple[dict[str, str], str]] = {}  # key and reason of what runs
        self._started: dict[str, float] = {}
        self._refused: Future[list[list[str]]] | None = None

    def run(self) -> RunResult:
        """Run what is stale and return what became of each notebook, in order."""
        modules = dict.fromkeys(m for n in self._notebooks.values() for m in (*_PRELOAD, *find_imports(n)))
        staged = self._workspace.reports / ".partial" / "staged"
        self._workspace.reports.mkdir(exist_ok=True)
        shutil.rmtree(staged, ignore_errors=True)  # left by a run that was killed
        try:
            with Session(self._workspace, modules, self._display, fork=self._fork) as session:
                is_interrupted = self._work_off(session)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
            self._display.clear()
        if not is_interrupted:
            self._make_index()
        if self._refused is not None:
            self._state.refused = self._refused.result()
        self._state.save()
        self._state.save_times({o.name: o.seconds for o in self._outcomes.values() if o.status == "ran"})
        return RunResult(
            tuple(self._outcomes[name] for name in self._notebooks if name in self._outcomes),
            tuple((path, problem) for path, problem in self._state.refused),
            is_interrupted,
        )

    def _work_off(self, session: Session) -> bool:
        """Start what is ready and collect what is done, until nothing is left; return whether interrupted."""
        waiting = list(self._notebooks)
        running: dict[Future[list[Path]], str] = {}
        # One thread more than notebooks: reading the refused documents loads pyarrow, and nobody should wait.
        with ThreadPoolExecutor(self._jobs + 1) as pool, _interruptible():
            try:
                while waiting or running:
                    for name in list(waiting):
                        if self._settle(name):
                            waiting.remove(name)
                        elif name in self._keys and len(running) < self._jobs:
                            waiting.remove(name)
                            running[self._start(name, pool, session)] = name
                    done, _ = wait(running, timeout=_TICK, return_when=FIRST_COMPLETED)
                    for future in done:
                        name = running.pop(future)
                        self._collect(name, future)
                        if (
                            "documents" in self._notebooks[name].writes
                            and self._outcomes[name].status == "ran"
                        ):
                            self._refused = pool.submit(session.find_refused)
                    self._display.tick()
            except KeyboardInterrupt:
                session.stop()
                for future, name in running.items():
                    # One that was putting its report in place ends well, and counts.
                    if not future.cancel() and future.exception() is None:
                        self._collect(name, future)
                return True
        return False

    def _settle(self, name: str) -> bool:
        """Decide about a notebook as far as possible: True when it need not or cannot run."""
        upstream = [self._outcomes.get(other) for other in self._upstream[name]]
        blocked = [o.name for o in upstream if o is not None and o.status in ("failed", "not run")]
        if blocked:
            self._finish(
                Outcome(name, "not run", f"it needs {blocked[0]}"), f"not run: it needs {blocked[0]}"
            )
            return True
        if any(outcome is None for outcome in upstream):
            return False
        if name not in self._keys:
            key = self._state.find_key(self._notebooks[name], self._parameters[name])
            reason = "forced" if name in self._forced else self._state.why_stale(name, key)
            if not reason:
                self._finish(Outcome(name, "up to date"), "up to date")
                return True
            self._keys[name] = key, reason
        return False

    def _start(self, name: str, pool: ThreadPoolExecutor, session: Session) -> Future[list[Path]]:
        self._started[name] = time.monotonic()
        self._state.forget(name)  # from here on its frames may be anything
        self._display.start(name, session.progress_file(name))
        return pool.submit(session.execute, self._notebooks[name], self._parameters[name])

    def _collect(self, name: str, future: Future[list[Path]]) -> None:
        seconds = time.monotonic() - self._started[name]
        error = future.exception()
        if error is None:
            key, reason = self._keys[name]
            self._state.record(name, key, self._state.find_outputs(future.result()))
            self._finish(Outcome(name, "ran", reason, seconds), f"{seconds:.1f} s ({reason})")
        else:
            if not isinstance(
                error, HindsightError
            ):  # a defect of ours: its trace is worth more than a sentence
                self._display.say("".join(traceback.format_exception(error)))
            message = str(error) if isinstance(error, HindsightError) else f"{name}: {error!r}"
            self._finish(Outcome(name, "failed", message, seconds), f"failed after {seconds:.1f} s")
        self._state.save()

    def _finish(self, outcome: Outcome, sentence: str) -> None:
        self._outcomes[outcome.name] = outcome
        self._display.finish(outcome.name, sentence)

    def _make_index(self) -> None:
        key = find_index_key(self._workspace, self._state, self._notebooks.values())
        if self._state.why_stale("index", key):
            from hindsight.reports import render_index

            render_index(self._workspace.reports)
            self._state.record(
                "index", key, self._state.find_outputs([self._workspace.reports / "index.html"])
            )


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let a termination signal do what Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
