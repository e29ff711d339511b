"""How long a run takes, against plain papermill on the same notebooks.

    python tests/benchmarks/bench_run.py [--rounds N]

Prints, for everything from cold: wall and CPU seconds of five `papermill` commands one after the other, of
`hindsight run --force` (which also renders the HTML reports), and their ratio, in rounds that take turns so
that a busy machine is busy for both; then the CPU seconds of `hindsight run` with nothing to do, interpreter
included.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parents[2]
MOST_OF_PAPERMILL = 0.5  # of the wall time; 0.25 is within reach
MOST_CPU = 0.3  # seconds, with nothing to do


def measure(commands: list[list[str]], folder: Path) -> tuple[float, float]:
    """Run commands one after the other; return wall and CPU seconds, of their kernels too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    for command in commands:
        done = subprocess.run(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure, print, and return 1 if a bound is broken."""
    parser = argparse.ArgumentParser(description="time `hindsight run` against papermill")
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "notebooks", folder / "notebooks")
        shutil.copytree(PROJECT / "data/raw", folder / "data/raw")
        shutil.copytree(PROJECT / "data/corrections", folder / "data/corrections", dirs_exist_ok=True)
        shutil.copy(PROJECT / "requirements.lock", folder)
        notebooks = sorted((folder / "notebooks").glob("[0-9][0-9]-*.ipynb"))
        (folder / "out").mkdir()
        plain = [
            [sys.executable, "-m", "papermill", "--no-progress-bar", str(notebook), f"out/{notebook.name}"]
            for notebook in notebooks
        ]
        ours = [sys.executable, "-m", "hindsight.cli", "run"]
        ratios, cpu_ratios = [], []
        for number in range(1, rounds + 1):
            shutil.rmtree(folder / "data/processed", ignore_errors=True)
            plain_wall, plain_cpu = measure(plain, folder)
            shutil.rmtree(folder / "data/processed")
            shutil.rmtree(folder / "reports", ignore_errors=True)
            wall, cpu = measure([[*ours, "--force"]], folder)
            ratios.append(wall / plain_wall)
            cpu_ratios.append(cpu / plain_cpu)
            print(
                f"round {number}: papermill x{len(plain)} {plain_wall:.1f} s wall, {plain_cpu:.1f} s CPU; "
                f"hindsight run {wall:.1f} s wall, {cpu:.1f} s CPU; "
                f"ratio {ratios[-1]:.2f} wall, {cpu_ratios[-1]:.2f} CPU; load {os.getloadavg()[0]:.1f}"
            )
        ratio = median(ratios)
        nothing = [measure([ours], folder)[1] for _ in range(5)]
    print(f"from cold: {ratio:.2f} of papermill's wall time (bound {MOST_OF_PAPERMILL})")
    print(f"           {median(cpu_ratios):.2f} of its CPU time")
    print(f"nothing to do: {median(nothing):.2f} CPU seconds (bound {MOST_CPU})")
    return 0 if ratio <= MOST_OF_PAPERMILL and median(nothing) <= MOST_CPU else 1


if __name__ == "__main__":
    sys.exit(main())
