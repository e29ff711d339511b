"""Errors a reader can act on: which file, which place, what was found, what to do next."""

from __future__ import annotations


class HindsightError(Exception):
    """A problem with an input, named so that its owner can mend it.

    Parameters
    ----------
    found : str
        What was found, in plain words.
    where : str, optional
        File and place, for example ``"pages.jsonl, line 3"``.
    remedy : str, optional
        What to do next.

    Examples
    --------
    >>> print(HindsightError("no date in the header", where="page.txt", remedy="add one to sources.csv"))
    page.txt: no date in the header; add one to sources.csv
    """

    def __init__(self, found: str, *, where: str = "", remedy: str = "") -> None:
        self.found, self.where, self.remedy = found, where, remedy
        message = f"{where}: {found}" if where else found
        super().__init__(f"{message}; {remedy}" if remedy else message)


class UnreadablePage(HindsightError):
    """A file that cannot become a document; it becomes a row that says why."""


class BadLine(HindsightError):
    """A line of a JSON Lines input that is not the object the command expects."""


class BadParameter(HindsightError):
    """A parameter that is misspelt or has the wrong type."""


class BadCorrection(HindsightError):
    """A line of `data/corrections/` that cannot be understood."""


class SchemaViolation(HindsightError):
    """A frame that breaks the schema: a defect of the program, not of the input."""


class NotebookFailed(HindsightError):
    """A notebook that stopped: which cell, and why."""
