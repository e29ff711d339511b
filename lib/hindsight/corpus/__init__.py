"""Files in, frames out: what is stale, corrections, and the corpus a reader explores."""
