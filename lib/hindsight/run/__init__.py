"""Runs the notebooks through papermill: what is stale, side by side, with errors a reader can act on."""

from hindsight.run.command import Outcome, RunResult, run, run_notebooks
from hindsight.run.parameters import parse_assignments

__all__ = ["Outcome", "RunResult", "parse_assignments", "run", "run_notebooks"]
