"""Executed notebooks made the same for everyone."""

from __future__ import annotations

import json
import sys
import sysconfig
from pathlib import Path
from typing import Any

import nbformat
import pytest

from hindsight.run.executed import normalise_notebook

PROJECT = Path("/elsewhere/reader/my project")


def normalise(*outputs: dict[str, Any], **cell: Any) -> dict[str, Any]:
    """Return the only cell of a notebook with these outputs, normalised."""
    code = {
        "cell_type": "code",
        "execution_count": 3,
        "id": "a",
        "metadata": {},
        "outputs": list(outputs),
        "source": "",
    }
    node = {"cells": [code | cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    text = normalise_notebook(node, PROJECT, {})
    nbformat.validate(nbformat.reads(text, as_version=4))
    only: dict[str, Any] = json.loads(text)["cells"][0]
    return only


def stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def shown(text: str, kind: str = "text/plain") -> dict[str, Any]:
    return {"output_type": "display_data", "data": {kind: text}, "metadata": {}}


def test_how_a_kernel_cuts_and_interleaves_streams_does_not_show() -> None:
    whole = [stream("stdout", "ab"), stream("stderr", "xy"), shown("1"), stream("stdout", "c")]
    cut = [
        stream("stderr", "x"),
        stream("stdout", "a"),
        stream("stderr", "y"),
        stream("stdout", "b"),
        shown("1"),
        stream("stdout", "c"),
    ]
    assert normalise(*cut)["outputs"] == normalise(*whole)["outputs"] == whole


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("/elsewhere/reader/my project/data/raw/a.txt", "data/raw/a.txt"),
        ("'/elsewhere/reader/my project'", "'.'"),
        ("/elsewhere/reader/my project-2/a", "/elsewhere/reader/my project-2/a"),
        ("/elsewhere/reader/my projects", "/elsewhere/reader/my projects"),
        ("<Axes at 0x7f03c8d1a2b0>", "<Axes at 0x0>"),
        ("the code 0x7f03c8d1a2b0 itself", "the code 0x7f03c8d1a2b0 itself"),
        ("/tmp/ipykernel_123/456.py:1: UserWarning", "<cell>:1: UserWarning"),
        (f"{sysconfig.get_paths()['purelib']}/x.py:7: Warning", "<python>/x.py:7: Warning"),
    ],
)
def test_paths_and_addresses_of_this_machine_are_taken_out(text: str, normal: str) -> None:
    for kind in ("text/plain", "text/html", "text/markdown", "image/svg+xml"):
        assert normalise(shown(text, kind))["outputs"][0]["data"][kind] == normal
    assert normalise(stream("stderr", text))["outputs"][0]["text"] == normal


def test_pictures_are_left_as_they_are() -> None:
    picture = shown("/elsewhere/reader/my project/", "image/png")
    assert normalise(picture)["outputs"] == [picture]


def test_an_environment_inside_the_project_is_python_not_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", f"{PROJECT}/.venv")
    assert (
        normalise(stream("stdout", f"{PROJECT}/.venv/bin/python"))["outputs"][0]["text"]
        == "<python>/bin/python"
    )


def test_times_and_versions_go_and_tags_stay() -> None:
    metadata = {
        "papermill": {"start_time": "2026-01-01", "duration": 1.5},
        "execution": {"iopub.status.busy": "2026-01-01"},
        "ExecuteTime": {"end_time": "2026-01-01"},
        "tags": ["parameters"],
    }
    assert normalise(metadata=metadata)["metadata"] == {"tags": ["parameters"]}
    assert normalise(metadata={"tags": []})["metadata"] == {}


def test_the_notebooks_own_metadata_say_what_was_injected_and_nothing_of_the_machine() -> None:
    node = {
        "cells": [],
        "metadata": {
            "papermill": {"duration": 1, "input_path": "/tmp/x", "version": "9"},
            "language_info": {"name": "python", "version": "3.11.7"},
            "kernelspec": {"name": "my-own", "display_name": "Mine"},
            "hindsight": {"reads": ["raw"]},
            "widgets": {},
        },
    }
    metadata = json.loads(normalise_notebook(node, PROJECT, {"as_of": "2016-01-01"}))["metadata"]
    assert metadata["papermill"] == {"parameters": {"as_of": "2016-01-01"}}
    assert metadata["hindsight"] == {"reads": ["raw"]}
    assert metadata["kernelspec"]["name"] == "python3"
    assert "version" not in metadata["language_info"]
    assert "widgets" not in metadata


def test_ids_are_stable() -> None:
    injected = {"metadata": {"tags": ["injected-parameters"]}, "id": "8f2c"}
    assert normalise(**injected)["id"] == "injected-parameters"
    assert normalise(id=None)["id"] == "cell-0"
    assert normalise(id="mine")["id"] == "mine"
