"""The JSON for TimelineJS: its format, every mark, and no markup but ours."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import hindsight
from hindsight.cli import main
from hindsight.timeline import Mark, Reading, Timeline
from hindsight.timeline.timelinejs import write_timelinejs
from small_timelines import DAY, make_timeline

HOSTILE = "<img src=x onerror=alert(1)> & \"quoted\" https://evil.example/ 'x'"


def write(*marks: Mark, **words: str) -> dict:
    return json.loads(write_timelinejs(Timeline(marks, **words)))


def mark(**changes: object) -> Mark:
    return replace(Mark("k", "then", "claim", "Ports close", DAY, DAY, "page"), **changes)


def test_every_mark_is_an_event_in_the_order_drawn() -> None:
    timeline = make_timeline(300)
    events = json.loads(write_timelinejs(timeline))["events"]
    assert [event["unique_id"] for event in events] == [mark.key for mark in timeline.marks]


def test_an_event_has_its_days_words_and_side() -> None:
    [event] = write(mark(earliest=date(2015, 9, 1), latest=date(2015, 9, 30)))["events"]
    assert event["start_date"] == {"year": 2015, "month": 9, "day": 1}
    assert event["end_date"] == {"year": 2015, "month": 9, "day": 30}
    assert (event["display_date"], event["group"], event["autolink"]) == ("Sep 2015", "Then", False)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"earliest": None}, "until 23 Nov 2015"),
        ({"latest": None}, "from 23 Nov 2015"),
        ({"is_uncertain": True}, "about 23 Nov 2015"),
        ({"is_dated": False}, "said 23 Nov 2015"),
        ({"readings": (Reading(date(2015, 11, 16), date(2015, 11, 16), ""),)}, "23 or 16 Nov 2015"),
    ],
)
def test_what_timelinejs_has_no_mark_for_is_said(changes: dict, said: str) -> None:
    [event] = write(mark(**changes))["events"]
    assert event["display_date"] == said


def test_words_of_a_page_are_never_markup() -> None:
    hostile = mark(label=HOSTILE, detail=HOSTILE, lane=HOSTILE, key=HOSTILE)
    document = write(hostile, title=HOSTILE, subtitle=HOSTILE, source=HOSTILE)
    [event] = document["events"]
    texts = [document["title"]["text"]["headline"], event["text"]["headline"], event["group"]]
    texts += [document["title"]["text"]["text"], event["text"]["text"]]
    for text in texts:
        assert set(re.findall(r"<[^>]*>?", text)) <= {"<p>", "</p>"}
    assert re.fullmatch(r"[\w.-]+", event["unique_id"])
    assert event["autolink"] is document["title"]["autolink"] is False


def test_the_offices_of_an_actor_are_eras_unless_still_held() -> None:
    document = json.loads(hindsight.load().actor_timeline("Putin").timelinejs())
    assert "Prime Minister of Russia" in [era["text"]["headline"] for era in document["eras"]]
    assert any(event["group"] == "offices held" for event in document["events"])


def test_the_command_writes_a_file_or_to_standard_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "timeline.json"
    assert main(["export", "timelinejs", "--out", str(target)]) == 0
    drawn = hindsight.load().timeline(is_overview=False)
    assert len(json.loads(target.read_text(encoding="utf-8"))["events"]) == len(drawn.table())
    assert main(["export", "timelinejs", "--actor", "Hollande"]) == 0
    assert "Hollande" in json.loads(capsys.readouterr().out)["title"]["text"]["headline"]


def test_the_command_refuses_what_it_cannot_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "timelinejs", "--actor", "Nobody"]) == 2
    assert main(["export", "csv", "--actor", "Putin"]) == 2
    assert "--actor" in capsys.readouterr().err
