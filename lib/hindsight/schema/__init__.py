"""The frames: their columns, keys and checks, in one place (`frames.toml`)."""

from hindsight.schema.frames import (
    FRAMES,
    Column,
    Frame,
    build_frame,
    cast_frame,
    check_frame,
    check_keys,
    empty_frame,
    rows_of,
)
from hindsight.schema.keys import KeyMaker, slugify

__all__ = [
    "FRAMES",
    "Column",
    "Frame",
    "KeyMaker",
    "build_frame",
    "cast_frame",
    "check_frame",
    "check_keys",
    "empty_frame",
    "rows_of",
    "slugify",
]
