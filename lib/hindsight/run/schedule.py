"""Runs what is stale, side by side where nothing waits for anything, and remembers what it made."""

from __future__ import annotations

import importlib
import shutil
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hindsight.errors import BadParameter, HindsightError
from hindsight.run.command import Outcome, RunResult, find_index_key
from hindsight.run.notebook import Notebook, find_imports, find_writers
from hindsight.run.parameters import Value
from hindsight.run.progress import Display
from hindsight.run.session import Session
from hindsight.run.state import State, Workspace

_TICK = 0.1  # seconds between two looks at what runs

# What the first notebook uses, beyond what the notebooks import by name; the rest is loaded while it runs.
_PRELOAD = ("pandas", "pyarrow.parquet", "nltk", "hindsight.corpus.corpus", "hindsight.corpus.clean")


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
    forced : frozenset of str
        Notebooks that run even if nothing changed.
    jobs : int
        How many may run at once.
    fork : bool
        Whether kernels may be forked.
    display : Display
        Where a person looks.

    Notes
    -----
    A notebook goes through two stages: its cells, after which those that read its frames may start, and its
    report, which is rendered meanwhile.
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
        self._with_frames: set[str] = set()  # notebooks whose frames may be read
        self._keys: dict[str, tuple[dict[str, str], str]] = {}  # key and reason of what is to run
        self._started: dict[str, float] = {}
        self._executing: dict[Future[str], str] = {}
        self._reporting: dict[Future[list[Path]], str] = {}
        self._refused: Future[list[list[str]]] | None = None
        self._bad_parameter: BadParameter | None = None

    def run(self) -> RunResult:
        """Run what is stale and return what became of each notebook, in order.

        Raises
        ------
        BadParameter
            The corpus has no such actor or document. What had begun was ended first.
        """
        self._workspace.reports.mkdir(exist_ok=True)
        waiting = [name for name in self._notebooks if not self._settle(name)]
        is_interrupted = self._run_waiting(waiting) if waiting else False
        if self._refused is not None:
            self._state.refused = self._refused.result()
        if not is_interrupted:
            self._make_index()
        self._state.save()
        self._state.save_times({o.name: o.seconds for o in self._outcomes.values() if o.status == "ran"})
        if self._bad_parameter is not None:
            raise self._bad_parameter
        return RunResult(
            tuple(self._outcomes[name] for name in self._notebooks if name in self._outcomes),
            tuple((path, problem) for path, problem in self._state.refused),
            is_interrupted,
        )

    def _run_waiting(self, waiting: list[str]) -> bool:
        """Run the notebooks that are, or may become, stale; return whether interrupted."""
        modules = dict.fromkeys([*_PRELOAD, *(m for n in waiting for m in find_imports(self._notebooks[n]))])
        self._clear_staging()  # of a run that was killed
        try:
            with (
                _interruptible(),
                # Reports, and reading which documents were refused, need threads beside the notebooks'.
                ThreadPoolExecutor(self._jobs + 2) as pool,
                Session(self._workspace, modules, self._display, fork=self._fork) as session,
            ):
                return self._work_off(waiting, session, pool)
        finally:
            self._clear_staging()
            self._display.clear()

    def _clear_staging(self) -> None:
        shutil.rmtree(self._workspace.staging, ignore_errors=True)
        try:
            self._workspace.staging.parent.rmdir()
        except OSError:
            return  # not there, or it keeps a notebook that failed

    def _work_off(self, waiting: list[str], session: Session, pool: ThreadPoolExecutor) -> bool:
        """Start what is ready and collect what is done, until nothing is left; return whether interrupted."""
        pool.submit(importlib.import_module, "hindsight.reports.page")  # while kernels start
        try:
            while waiting or self._executing or self._reporting:
                if self._bad_parameter is not None:
                    waiting.clear()
                for name in list(waiting):
                    if self._settle(name):
                        waiting.remove(name)
                    elif name in self._keys and len(self._executing) < self._jobs:
                        waiting.remove(name)
                        self._start(name, session, pool)
                stages: list[Future[Any]] = [*self._executing, *self._reporting]
                wait(stages, timeout=_TICK, return_when=FIRST_COMPLETED)
                self._collect(pool)
                self._display.tick()
        except KeyboardInterrupt:
            session.stop()
            # What was putting its report in place ends well, and counts.
            wait(self._reporting)
            self._collect_reports()
            return True
        return False

    def _settle(self, name: str) -> bool:
        """Decide about a notebook as far as possible: True when it need not or cannot run."""
        upstream = [self._outcomes[other] for other in self._upstream[name] if other in self._outcomes]
        for outcome in upstream:
            if outcome.status in ("failed", "not run") and outcome.name not in self._with_frames:
                reason = f"it needs {outcome.name}"
                self._finish(Outcome(name, "not run", reason), f"not run: {reason}")
                return True
        if name not in self._keys and self._with_frames.issuperset(self._upstream[name]):
            key = self._state.find_key(self._notebooks[name], self._parameters[name])
            reason = "forced" if name in self._forced else self._state.why_stale(name, key)
            if not reason:
                self._with_frames.add(name)
                self._finish(Outcome(name, "up to date"), "up to date")
                return True
            self._keys[name] = key, reason
        return False

    def _start(self, name: str, session: Session, pool: ThreadPoolExecutor) -> None:
        self._started[name] = time.monotonic()
        self._state.forget(name)  # from here on its frames may be anything
        self._display.start(name, session.progress_file(name))
        self._executing[pool.submit(session.execute, self._notebooks[name], self._parameters[name])] = name

    def _collect(self, pool: ThreadPoolExecutor) -> None:
        """Look after what has ended: executed notebooks get their reports."""
        from hindsight.run.execute import find_refused, make_report

        for executed in [future for future in self._executing if future.done()]:
            name = self._executing.pop(executed)
            if error := executed.exception():
                self._fail(name, error)
                continue
            self._with_frames.add(name)
            notebook = self._notebooks[name]
            self._reporting[pool.submit(make_report, executed.result(), notebook, self._workspace)] = name
            if "documents" in notebook.writes:
                self._refused = pool.submit(find_refused, self._workspace.frame("documents"))
        self._collect_reports()

    def _collect_reports(self) -> None:
        for reported in [future for future in self._reporting if future.done()]:
            name = self._reporting.pop(reported)
            if error := reported.exception():
                self._fail(name, error)
                continue
            key, reason = self._keys[name]
            seconds = time.monotonic() - self._started[name]
            frames = [self._workspace.frame(frame) for frame in self._notebooks[name].writes]
            self._state.record(name, key, self._state.find_outputs([*frames, *reported.result()]))
            self._state.save()
            self._finish(Outcome(name, "ran", reason, seconds), f"{seconds:.1f} s ({reason})")

    def _fail(self, name: str, error: BaseException) -> None:
        if isinstance(error, BadParameter):
            self._bad_parameter = error
            return
        seconds = time.monotonic() - self._started[name]
        message = str(error) if isinstance(error, HindsightError) else f"{name}: {error!r}"
        if not isinstance(error, (HindsightError, OSError)):
            # A defect of ours: its trace is worth more than a sentence.
            for line in "".join(traceback.format_exception(error)).splitlines():
                self._display.say(line)
        self._finish(Outcome(name, "failed", message, seconds), f"failed after {seconds:.1f} s")

    def _finish(self, outcome: Outcome, sentence: str) -> None:
        self._outcomes[outcome.name] = outcome
        self._display.finish(outcome.name, sentence)

    def _make_index(self) -> None:
        key = find_index_key(self._workspace, self._state)
        if self._state.why_stale("index", key):
            from hindsight.reports import render_index

            reports = self._workspace.reports
            render_index(reports)
            self._state.record("index", key, self._state.find_outputs([reports / "index.html"]))


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let a termination signal do what Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
