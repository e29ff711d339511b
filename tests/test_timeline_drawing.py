"""Pictures on rails: words clear of each other at any size, links to evidence, the same bytes, safe words."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from hindsight.timeline import Drawing, Mark, Timeline, draw_timeline
from hindsight.timeline.marks import COLUMNS
from hindsight.timeline.pixels import paint
from hindsight.timeline.scene import Stroke, TextLine
from hindsight.timeline.style import our_settings
from hindsight.timeline.ties import MOST_CURVES
from small_timelines import DAY, make_timeline
from timeline_boxes import clipped, overlaps

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> $\\frac{1}{0}$ \x00\x1b[31m \ud800 ‮ & ]]> javascript:alert(1)"
PHONE, A4, SCREEN = 3.75, 7.0, 9.0
SIZES = [(n, width) for n in (4, 40, 300) for width in (PHONE, A4, SCREEN)] + [(300, 16.0)]


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]} marks, {size[1]} in")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    n_marks, width = request.param
    return draw_timeline(make_timeline(n_marks), width=width)


def words(drawing: Drawing) -> str:
    return " ".join(line.text for line in drawing.scene.texts())


def test_words_never_overlap(drawing: Drawing) -> None:
    assert list(overlaps(drawing.scene)) == []


def test_no_text_is_clipped(drawing: Drawing) -> None:
    assert list(clipped(drawing.scene)) == []


def test_what_is_measured_is_what_is_drawn(drawing: Drawing) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with our_settings():
        figure = paint(drawing.scene)
        renderer = FigureCanvasAgg(figure).get_renderer()
        artists = figure.axes[0].texts[:60]
        for artist, line in zip(artists, drawing.scene.texts(), strict=False):
            assert artist.get_text() == line.text
            width = artist.get_window_extent(renderer).width
            assert width == pytest.approx(line.width, abs=2.5, rel=0.03), line.text


def test_every_mark_is_in_words_or_counted(drawing: Drawing) -> None:
    named = {group.key for group in drawing.scene.links()} & {mark.key for mark in drawing.rows.marks}
    counted = [line.text for line in drawing.scene.texts() if line.text.endswith("more, in the table")]
    n_hidden = sum(int(text.split()[1].replace(",", "")) for text in counted)
    assert len(named) + n_hidden == len(drawing.rows.marks)
    if n_hidden:
        assert f"and {n_hidden:,} more in the table below" in words(drawing)


def test_every_link_has_a_tooltip_and_a_place_for_the_focus(drawing: Drawing) -> None:
    links = list(ET.fromstring(drawing.svg()).iter(f"{SVG}a"))
    assert links
    for a in links:
        assert a[0].tag == f"{SVG}title" and a[0].text
        assert a[1].get("class") == "focus"
    assert len({a.get("href") for a in links}) == len(links)  # one stop of the tab key for each


def test_the_tab_key_walks_then_from_top_to_bottom_then_the_links_then_later(drawing: Drawing) -> None:
    sides = {mark.key: mark.side for mark in drawing.rows.marks}
    walked = [sides.get(group.key, "link") for group in drawing.scene.links()]
    order = [side for side, before in zip(walked, [None, *walked], strict=False) if side != before]
    assert order in (["then", "link", "later"], ["then", "later"])
    for side in ("then", "later"):
        tops = [group.focus[1] for group in drawing.scene.links() if sides.get(group.key) == side]
        assert tops == sorted(tops)


def test_the_words_are_text_with_the_width_that_was_measured(drawing: Drawing) -> None:
    texts = list(ET.fromstring(drawing.svg()).iter(f"{SVG}text"))
    assert all(text.get("textLength") for text in texts)
    assert drawing.rows.source in {"".join(text.itertext()) for text in texts}


def test_the_picture_is_named_and_described(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg())
    assert root.get("role") == "group"  # an image would hide its links from a screen reader
    assert (root[0].tag, root[0].text) == (f"{SVG}title", drawing.title)
    assert (root[1].tag, root[1].text) == (f"{SVG}desc", drawing.description)
    assert root.get("aria-label") == drawing.title


def test_the_picture_is_no_taller_than_a_page_or_a_few_screens_of_a_phone(drawing: Drawing) -> None:
    scene = drawing.scene
    assert scene.height <= scene.width * (6.6 if scene.width < 400 else 1.45)


def test_type_is_as_large_on_a_phone_as_on_a_page(drawing: Drawing) -> None:
    assert min(line.size for line in drawing.scene.texts()) >= 8


def test_the_table_has_every_mark_in_order(drawing: Drawing) -> None:
    table = drawing.table()
    assert tuple(table.columns) == COLUMNS
    assert table.key.tolist() == [mark.key for mark in drawing.rows.marks]


def test_curves_too_many_to_tell_apart_are_left_out_and_said() -> None:
    drawing = draw_timeline(make_timeline(300))
    curves = [p for g in drawing.scene.groups for p in g.parts if isinstance(p, Stroke) and p.is_curve]
    assert 0 < len(curves) <= MOST_CURVES
    assert "strongest of 193 links are drawn" in words(drawing)


def test_few_marks_are_neither_gathered_nor_shortened() -> None:
    drawing = draw_timeline(make_timeline(4))
    assert "more, in the table" not in words(drawing)
    assert "…" not in words(drawing).replace("…unless", "").replace("…p", "").replace("…n", "")


def test_what_falls_on_one_day_stands_under_one_date() -> None:
    marks = tuple(Mark(f"c{n}", "then", "claim", f"Claim {n}", DAY, DAY, "page") for n in range(5))
    drawing = draw_timeline(Timeline(marks, title="Five claims"))
    dates = [line for line in drawing.scene.texts() if line.text == "23 Nov 2015" and line.weight == "bold"]
    assert len(dates) == 1


def test_marks_with_links_are_named_before_others() -> None:
    marks = tuple(Mark(f"c{n}", "then", "claim", f"Claim {n}", DAY, DAY, "page") for n in range(200))
    later = Mark("item", "later", "item", "An item", DAY.replace(year=2023), DAY.replace(year=2023), "page")
    from hindsight.timeline import Tie

    tie = Tie("t", "c150", "item", "shared_actor", 0.5, "Both name the ports.")
    drawing = draw_timeline(Timeline((*marks, later), (tie,), title="Many claims"))
    named = {group.key for group in drawing.scene.links()}
    assert "c150" in named and len(named) < 200


def test_without_a_later_side_then_stands_alone_and_says_so() -> None:
    drawing = draw_timeline(make_timeline(6, with_later=False))
    assert "othing later" in words(drawing)
    assert not any(line.text.startswith("LATER") for line in drawing.scene.texts())


def test_on_a_phone_links_are_said_in_words() -> None:
    drawing = draw_timeline(make_timeline(12)).narrow()
    assert "→" in words(drawing) and "← 1 claim of then" in words(drawing)


def test_nothing_at_all_is_still_a_picture() -> None:
    drawing = draw_timeline(Timeline(title="Nothing to show in this range"))
    assert "Nothing to show" in drawing.svg()
    assert drawing.table().empty


@pytest.mark.parametrize(
    "lanes", [("a", "b"), ("a", "a lane with a very long name that no picture has room for")]
)
def test_lanes_keep_their_names_apart(lanes: tuple[str, ...]) -> None:
    timeline = make_timeline(40)
    marks = tuple(replace(mark, lane=lanes[n % 2]) for n, mark in enumerate(timeline.marks))
    for width in (PHONE, SCREEN):
        scene = draw_timeline(replace(timeline, marks=marks, lanes=lanes), width=width).scene
        assert list(overlaps(scene)) == []
        assert list(clipped(scene)) == []


def test_svg_png_and_pdf_are_the_same_bytes_each_time() -> None:
    one, two = (draw_timeline(make_timeline(12)) for _ in range(2))
    assert one.svg() == two.svg()
    assert one.png() == two.png()
    assert one.pdf() == two.pdf()


def test_the_pdf_has_real_type_and_no_date() -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(draw_timeline(make_timeline(6)).pdf()))
    assert "Ministers Must Decide" in reader.pages[0].extract_text()
    assert "/CreationDate" not in reader.metadata


def test_the_readers_own_settings_change_nothing_and_are_kept() -> None:
    import matplotlib

    plain = draw_timeline(make_timeline(6)).png()
    with matplotlib.rc_context({"font.size": 30, "hatch.linewidth": 9, "lines.linewidth": 9}):
        assert draw_timeline(make_timeline(6)).png() == plain
        assert matplotlib.rcParams["font.size"] == 30


def test_the_png_has_the_size_of_the_scene() -> None:
    from PIL import Image

    drawing = draw_timeline(make_timeline(6))
    image = Image.open(io.BytesIO(drawing.png(dpi=72)))
    assert image.size == (round(drawing.scene.width), int(drawing.scene.height))


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
    assert "<a " not in html and "<title>" in html  # the rows that links lead to are not on that page


def test_colours_print_apart_from_paper_in_grey() -> None:
    from hindsight.timeline.style import GREY, INK, SIDE_COLOURS

    for colour in (*SIDE_COLOURS.values(), INK, GREY):
        red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 7  # WCAG 2.2, 1.4.6


def test_matplotlib_is_not_loaded_before_a_picture_is_drawn() -> None:
    script = "import sys, hindsight.timeline; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_text_line_knows_its_box() -> None:
    start, middle, end = (
        TextLine("ports", 100, 50, anchor=anchor).box for anchor in ("start", "middle", "end")
    )
    assert start[0] == pytest.approx(100) and end[2] == pytest.approx(100)
    assert (middle[0] + middle[2]) / 2 == pytest.approx(100)


SCRIPT = """
import hashlib, sys; sys.path[:0] = [{tests!r}]
from small_timelines import make_timeline
from hindsight.timeline import draw_timeline
drawing = draw_timeline(make_timeline(9))
print(hashlib.sha256(drawing.svg().encode() + drawing.png() + drawing.pdf()).hexdigest())
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
