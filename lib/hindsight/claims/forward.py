"""Which claims look forward: the ones that can be held against what came later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FORWARD = ("prediction", "prescription", "commissive", "conditional")  # kinds of claim that look ahead


def forward_kind(claim: Mapping[str, Any]) -> str | None:
    """Return the kind in which a claim looks forward, in its source's mouth where it is reported; else None.

    Parameters
    ----------
    claim : mapping
        `kind`, `content_kind` and `orientation`, as in the `claims` frame.

    Notes
    -----
    What should or could have been done, and a condition on what has happened, are of such a kind and look
    back all the same: nothing later settles them.

    Examples
    --------
    >>> forward_kind({"kind": "reported_speech", "content_kind": "prediction", "orientation": "future"})
    'prediction'
    >>> forward_kind({"kind": "prescription", "content_kind": None, "orientation": "past"}) is None
    True
    """
    if claim["orientation"] == "past":
        return None
    return next((kind for kind in (claim["kind"], claim["content_kind"]) if kind in FORWARD), None)
