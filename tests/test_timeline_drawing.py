"""The picture: labels clear of each other at any size, links to evidence, the same bytes, safe words."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hindsight.timeline import Drawing, Mark, Timeline, draw_timeline
from hindsight.timeline.drawing import COLUMNS
from hindsight.timeline.geometry import EDGE, TextLine
from hindsight.timeline.style import our_settings
from small_timelines import DAY, make_timeline

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> $\\frac{1}{0}$ \x00\x1b[31m \ud800 ‮ & ]]> javascript:alert(1)"
SIZES = [(4, 10.0), (40, 10.0), (300, 10.0), (4, 7.0), (40, 7.5), (300, 16.0)]


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]} marks, {size[1]} in")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    n_marks, width = request.param
    return draw_timeline(make_timeline(n_marks), width=width)


def overlaps(lines: list[TextLine]) -> Iterator[tuple[str, str]]:
    # Lines of one label touch; half a point is less than the eye sees.
    boxes = sorted((line.box, line.text) for line in lines)
    for (one, text), (two, other) in itertools.combinations(boxes, 2):
        if one[2] - 0.5 > two[0] and two[2] - 0.5 > one[0]:
            middle_one, middle_two = (one[1] + one[3]) / 2, (two[1] + two[3]) / 2
            if abs(middle_one - middle_two) < min(one[3] - one[1], two[3] - two[1]) * 0.8:
                yield text, other


def test_labels_never_overlap(drawing: Drawing) -> None:
    assert list(overlaps(drawing.layout.text_lines())) == []


def test_no_text_is_clipped(drawing: Drawing) -> None:
    layout = drawing.layout
    for line in layout.text_lines():
        left, top, right, bottom = line.box
        assert left >= EDGE - 1 and right <= layout.width - EDGE + 1, line.text
        assert top >= 0 and bottom <= layout.height, line.text


def test_labels_of_one_side_stay_off_the_links_and_the_other_side(drawing: Drawing) -> None:
    then, later = drawing.layout.sides
    assert max(line.box[2] for row in then.rows for line in row.lines) <= then.column.port_x
    assert min(line.box[0] for row in later.rows for line in row.lines) >= later.column.port_x


def test_what_is_measured_is_what_is_drawn(drawing: Drawing) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with our_settings():
        painter = drawing._paint()
        renderer = FigureCanvasAgg(painter.figure).get_renderer()
        texts = [artist for artist in painter.figure.axes[0].texts if artist.get_gid()]
        for artist in texts[:60]:
            width = artist.get_window_extent(renderer).width
            expected = painter.widths[artist.get_gid().split()[0]]
            assert width == pytest.approx(expected, abs=2.5, rel=0.03), artist.get_text()


def test_every_mark_is_drawn_and_opens_its_evidence(drawing: Drawing) -> None:
    links = [a.get("href") for a in ET.fromstring(drawing.svg()).iter(f"{SVG}a")]
    assert {f"#{mark.key}" for mark in drawing.timeline.marks} <= set(links)
    assert len(links) == len(set(links))  # one stop of the tab key for each


def test_every_link_has_a_tooltip(drawing: Drawing) -> None:
    for a in ET.fromstring(drawing.svg()).iter(f"{SVG}a"):
        assert a[0].tag == f"{SVG}title" and a[0].text


def test_the_words_are_text_with_the_width_that_was_measured(drawing: Drawing) -> None:
    texts = list(ET.fromstring(drawing.svg()).iter(f"{SVG}text"))
    assert all(text.get("textLength") for text in texts)
    assert drawing.timeline.source in {"".join(text.itertext()) for text in texts}


def test_the_picture_is_named_and_described(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg())
    assert root.get("role") == "img"
    assert (root[0].tag, root[0].text) == (f"{SVG}title", drawing.title)
    assert (root[1].tag, root[1].text) == (f"{SVG}desc", drawing.description)
    assert root.get("aria-label") == drawing.title


def test_the_picture_is_no_taller_than_a_page(drawing: Drawing) -> None:
    assert drawing.layout.height <= drawing.layout.width * 1.45


def test_the_table_has_every_mark_in_order(drawing: Drawing) -> None:
    table = drawing.table()
    assert tuple(table.columns) == COLUMNS
    assert table.key.tolist() == [mark.key for mark in drawing.timeline.marks]


def test_what_is_gathered_and_left_out_is_said() -> None:
    drawing = draw_timeline(make_timeline(300))
    foot = " ".join(line.text for line in drawing.layout.texts)
    assert "150 marks under" in foot
    assert "strongest of" in foot


def test_few_marks_are_neither_gathered_nor_shortened() -> None:
    drawing = draw_timeline(make_timeline(4))
    assert all(len(row.marks) == 1 for plan in drawing.layout.sides for row in plan.rows)
    assert drawing.layout.notes == []


def test_marks_with_links_keep_labels_of_their_own_before_others() -> None:
    drawing = draw_timeline(make_timeline(120))
    tied = {tie.then for tie in drawing.timeline.ties if tie.kind != "site_related"}
    gathered = [mark.key for row in drawing.layout.sides[0].rows if len(row.marks) > 1 for mark in row.marks]
    assert gathered and not tied & set(gathered)


def test_without_a_later_side_then_stands_alone_and_says_so() -> None:
    drawing = draw_timeline(make_timeline(6, with_later=False))
    assert [plan.side for plan in drawing.layout.sides] == ["then"]
    assert any("othing later" in line.text for line in drawing.layout.texts)
    assert "<svg" in drawing.svg()


def test_nothing_at_all_is_still_a_picture() -> None:
    drawing = draw_timeline(Timeline(title="Nothing to show in this range"))
    assert "Nothing to show" in drawing.svg()
    assert drawing.table().empty


def test_svg_and_png_are_the_same_bytes_each_time() -> None:
    one, two = (draw_timeline(make_timeline(12)) for _ in range(2))
    assert one.svg() == two.svg()
    assert one.png() == two.png()


def test_the_readers_own_settings_change_nothing_and_are_kept() -> None:
    import matplotlib

    plain = draw_timeline(make_timeline(6)).svg()
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "path", "lines.linewidth": 9}):
        assert draw_timeline(make_timeline(6)).svg() == plain
        assert matplotlib.rcParams["font.size"] == 30


def test_the_png_has_the_size_of_the_layout() -> None:
    from PIL import Image

    drawing = draw_timeline(make_timeline(6))
    image = Image.open(io.BytesIO(drawing.png(dpi=72)))
    assert image.size == (round(drawing.layout.width), int(drawing.layout.height))


def test_hostile_words_are_only_words() -> None:
    hostile = Mark('k"><script>', "then", "claim", HOSTILE, DAY, DAY, "page", detail=HOSTILE)
    timeline = replace(
        make_timeline(6), title=HOSTILE, subtitle=HOSTILE, description=HOSTILE, notes=(HOSTILE,)
    )
    drawing = draw_timeline(replace(timeline, marks=(hostile, *timeline.marks)))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        svg, html = drawing.svg(), drawing._repr_mimebundle_()["text/html"]
    root = ET.fromstring(svg)
    assert {element.tag for element in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}foreignObject"})
    assert "<script" not in html


def test_a_notebook_shows_the_picture_and_its_rows() -> None:
    html = draw_timeline(make_timeline(6))._repr_mimebundle_()["text/html"]
    assert "<svg" in html and "<table" in html and "<?xml" not in html


def test_matplotlib_is_not_loaded_before_a_picture_is_drawn() -> None:
    script = "import sys, hindsight.timeline; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


SCRIPT = """
import hashlib, sys; sys.path[:0] = [{tests!r}]
from small_timelines import make_timeline
from hindsight.timeline import draw_timeline
drawing = draw_timeline(make_timeline(9))
print(hashlib.sha256(drawing.svg().encode() + drawing.png()).hexdigest())
"""


def test_hash_seed_time_zone_and_locale_change_nothing() -> None:
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    digests = {
        subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
        ).stdout
        for env in (
            {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "UTC"},
        )
    }
    assert len(digests) == 1
