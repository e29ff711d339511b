"""Runs the notebooks through papermill: what is stale, side by side, with errors a reader can act on."""

from hindsight.run.command import Outcome, RunResult, run, run_notebooks
from hindsight.run.parameters import parse_assignments
from hindsight.run.progress import report_progress

__all__ = ["Outcome", "RunResult", "parse_assignments", "report_progress", "run", "run_notebooks"]
