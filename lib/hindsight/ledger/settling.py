"""What would settle a claim, in one sentence, where the claim itself does not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OPEN = {
    ("prediction", "positive"): "A report that this came about",
    ("prediction", "negative"): "A report that it came about all the same, or that it could have and did not",
    ("prescription", "positive"): "A report that this was done, or refused",
    ("prescription", "negative"): "A report that it was done all the same, or was avoided",
    ("commissive", "positive"): "A report that {who} did it, or did not",
    ("commissive", "negative"): "A report that {who} did it all the same, or kept to it",
    ("conditional", "positive"): "A report that the condition arose, or did not",
    ("conditional", "negative"): "A report that the condition arose, or did not",
}
_MONTHS = "January February March April May June July August September October November December".split()


def say_settled_by(kind: str, claim: Mapping[str, Any], condition: str | None = None) -> str:
    """Return what kind of later report would settle a forward-looking claim.

    Parameters
    ----------
    kind : str
        Its kind as in the ledger.
    claim : mapping
        A row of `claims`; its own ``settled_by`` goes before, where it has one.
    condition : str, optional
        The words of the condition it depends on.

    Examples
    --------
    >>> say_settled_by("prescription", {"polarity": "positive", "claimant": "author", "horizon": None})
    'A report that this was done, or refused.'
    >>> from datetime import date
    >>> day = date(2015, 11, 24)
    >>> say_settled_by("prediction", {"polarity": "positive", "claimant": "author", "horizon": day})
    'A report that this came about by 24 November 2015.'
    """
    if isinstance(own := claim.get("settled_by"), str) and own:
        return own
    who = claim["claimant"] if claim["claimant"] not in ("author", "unresolved") else "the one who promised"
    said = _OPEN[kind, claim["polarity"]].format(who=who)
    if (horizon := claim.get("horizon")) is not None:
        said += f" by {horizon.day} {_MONTHS[horizon.month - 1]} {horizon.year}"
    if condition:
        said += f", provided that “{condition}”"
    return f"{said}."
