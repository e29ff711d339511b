"""Runs the notebooks through papermill: what is stale, side by side, with errors a reader can act on."""
