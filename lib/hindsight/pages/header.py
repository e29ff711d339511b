"""Title, deck, bylines and dates: the lines between the menus and the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from hindsight.pages.author_lines import find_bare_names, find_noted_names, follow_names, has_known_first_name
from hindsight.pages.bylines import is_agency, is_name, opens_byline, read_byline, read_names
from hindsight.pages.date_order import puts_day_first
from hindsight.pages.lexicon import all_function_words, word_table
from hindsight.pages.lines import Line
from hindsight.pages.printed_dates import PrintedDate, find_printed_dates, words_beside
from hindsight.pages.shapes import Shape

_HEADER_REACH = 60  # lines looked at above the article; menus of any length may stand above those
_INNER_STOP = re.compile(r"[a-zß-ÿ]{3}[.!?] [A-ZÀ-Þ]")
_DATELINE = 100  # code points of a first paragraph that may hold place and date
_TOP = 2  # line numbers at the top of a page where the clock of a site stands
_CLUSTER = 4  # lines between byline and date, buttons not counted: as many are two headers
_TITLE_FLOOR = 0.9  # evidence a line needs to be called the title
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SHORTEST_TITLE = 2  # words; as few are a kicker as often as a title
_STEM = 5  # letters that tell one word from another, whatever its ending
_SAMPLE = 500  # code points of a paragraph that are read for what it is about
_MOST_STEMS = 1_000
_OPENING = 15  # lines of the article that are read for what it is about
_STRONG_TITLE = 3.0  # evidence that makes a line a title though it has no word in common with its article
_PUBLISHED_LABEL = re.compile(r"\b(?:published|posted|veröffentlicht|publié|publicado)\b[^.]{0,40}\Z", re.I)
_HONOURED = re.compile(r"\bRt\.? Hon\b|\b(?:Sir|Dame|Lord) [A-Z]\w+ [A-Z]|\bMPs?$")
_NO_TITLE = (
    "share", "advert", "newsletter", "legal", "comments", "related", "ranked", "tags", "navigation", "player",
    "credit", "contributor", "bio", "disclaimer", "inset", "kicker",
)  # fmt: skip


@dataclass
class Header:
    """What the header lines give: values, how each was known, and the kind of each line that was used."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    how: dict[str, str] = field(default_factory=dict)
    title_at: int | None = None
    labels: dict[int, tuple[str, str]] = field(default_factory=dict)
    first: int = 0  # first line of the header


def read_header(
    lines: Sequence[Line],
    shapes: Sequence[Shape],
    first: int,
    last: int,
    title_hints: Mapping[int, float] | None = None,
) -> Header:
    """Return what the lines around the article's beginning say about it.

    Parameters
    ----------
    lines, shapes : sequence of Line, of Shape
        The page.
    first, last : int
        The article, as a half-open range of lines.
    title_hints : mapping of int to float, optional
        Evidence from elsewhere (markup, metadata) that a line is the title.
    """
    header = Header()
    hints = title_hints or {}
    top = min([max(0, first - _HEADER_REACH), *(at for at in hints if at < first)])
    header.title_at = _find_title(lines, shapes, top, (first, last), hints)
    if header.title_at is not None:
        header.title = lines[header.title_at].text
        header.how["title"] = "header"
        header.labels[header.title_at] = ("title", "header_evidence")
    # Above the title stand kickers and date lines; three lines reach over them and no further.
    header.first = first if header.title_at is None else max(0, header.title_at - 3)
    if header.title_at is None:
        header.first = max(0, first - 6)
    _read_authors(header, lines, shapes, first, last)
    _read_date(header, lines, shapes, first)
    _label_rest(header, lines, shapes, first)
    return header


def _find_title(
    lines: Sequence[Line],
    shapes: Sequence[Shape],
    top: int,
    article: tuple[int, int],
    hints: Mapping[int, float],
) -> int | None:
    first, last = article
    repeated = Counter(line.text for line in lines)
    subject = _stems(line.text for line in lines[first : min(last, first + _OPENING)])
    cluster = _byline_cluster(lines, shapes, top, first)
    scored: list[tuple[float, int]] = []
    run = 0
    for at in range(top, first):
        evidence = _title_evidence(lines, shapes, at, first) + hints.get(at, 0.0)
        if evidence < _TITLE_FLOOR:
            run = run if shapes[at].shows("share", "player", "advert") else 0
            continue
        share = _share_in(subject, lines[at].text)
        evidence += 1.2 * share  # a title has words with its article in common; a slogan or a menu has few
        # What follows a title without a byline between is a deck or a caption, however much like a title.
        follows = min(0.8 + 0.2 * (run - 1), 1.5) if run else 0.0
        evidence -= follows
        if not share and not hints.get(at) and evidence + follows < _STRONG_TITLE:
            scored.append((evidence, at))
            continue
        if shapes[at].words >= 4:
            evidence += 0.6 if repeated[lines[at].text] > 1 else 0.0
            evidence += 1.0 if cluster[0] <= at < cluster[1] else 0.0
        scored.append((evidence, at))
        run += shapes[at].words > _SHORTEST_TITLE or bool(hints.get(at))  # under a kicker stands a title
    return max(scored, key=lambda pair: (pair[0], -pair[1]))[1] if scored else None


def _stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of the longer words of an article, enough to tell what it is about."""
    stems: set[str] = set()
    for text in texts:
        stems.update(word[:_STEM].lower() for word in _LONG_WORD.findall(text[:_SAMPLE]))
        if len(stems) > _MOST_STEMS:
            break
    return frozenset(stems - _common_stems())


@lru_cache(maxsize=1)
def _common_stems() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in all_function_words())


def _share_in(stems: frozenset[str], text: str) -> float:
    """Return the share of the longer words of a line that the article has too."""
    words = {word[:_STEM].lower() for word in _LONG_WORD.findall(text[:_SAMPLE])} - _common_stems()
    return len(words & stems) / len(words) if words else 0.0


def _byline_cluster(lines: Sequence[Line], shapes: Sequence[Shape], top: int, first: int) -> tuple[int, int]:
    """Return the lines above the last byline and date before the article, up to the byline and date before
    those.

    Cards that stand above the article have titles, bylines and dates too; the article's come last.
    """
    marks = [at for at in range(top, first) if shapes[at].is_date or opens_byline(lines[at].text)]
    if not marks:
        return top, top
    start = marks[-1]
    for mark in reversed(marks):
        between = sum(not shapes[at].shows("share", "navigation", "player") for at in range(mark + 1, start))
        if between >= _CLUSTER:
            return mark + 1, start
        start = mark
    return top, start


def _title_evidence(lines: Sequence[Line], shapes: Sequence[Shape], at: int, first: int) -> float:
    """Return how much a line looks like the title, in arbitrary units; weights set by hand."""
    line, shape = lines[at], shapes[at]
    text = line.text
    if shape.is_date or shape.shows(*_NO_TITLE) or find_printed_dates(text) or opens_byline(text):
        return -9.0
    if (
        shape.words > 30
        or shape.words < 2
        or shape.is_cut_off
        or text[0] in "‹<›»[("
        or (text[0] == "«" and "»" not in text)
        or (text[-1] in "»›:" and "«" not in text)
    ):
        return -9.0
    evidence = 2.0 if shape.words >= 4 or len(text) >= 25 else 0.6
    if 6 <= shape.words <= 18:
        evidence += 0.6
    if _INNER_STOP.search(text):
        evidence -= 0.6  # two sentences are a deck more often than a title
    if shape.is_sentence and text[-1] not in "?!”’'\"":
        evidence -= 1.5
    if line.bullet:
        evidence -= 2.0
    tokens = [token.strip(",.").lower() for token in text.split()]
    if sum(token in word_table("roles") for token in tokens) >= max(2, len(tokens) / 3):
        evidence -= 1.5  # "Office of the Press Secretary", "Senior reporter, politics"
    if at > 0 and is_name(lines[at - 1].text) and sum(token in word_table("roles") for token in tokens) > 1:
        evidence -= 1.5  # a role under a name
    if is_name(text):
        evidence -= 4.0 if has_known_first_name(text) else 1.0
    elif _HONOURED.search(text) or len([n for n in read_names(text) if has_known_first_name(n)]) > 1:
        evidence -= 3.0  # "Jane Doe in Geneva and Jon Roe in London" is a byline
    if any(opens_byline(lines[above].text) for above in range(max(0, at - 6), at)):
        evidence -= 0.8  # under a byline stands its author's role, or a deck
    evidence -= 0.3 * max(0, text.count(",") - 1)
    evidence -= 0.06 * min(first - at, 40)
    below = [
        k for k in range(at + 1, min(at + 25, first)) if not shapes[k].shows("share", "player", "comments")
    ]
    for k, gain in zip(below, (1.2, 0.9, 0.6, 0.4), strict=False):
        if shapes[k].is_date or opens_byline(lines[k].text):
            evidence += gain
            break
    if at == 0:
        evidence += 0.2
    elif lines[0].text.startswith(text[:60]) and shape.words >= 3:
        evidence += 1.5  # "Title - Site" is the first line of many renderings
    elif shape.words >= 5 and _overlap(text, lines[0].text) >= 0.6:
        evidence += 1.0  # the title element may give another wording of the title
    if at > 0 and (
        shapes[at - 1].words <= 3
        or lines[at - 1].bullet
        or shapes[at - 1].is_date
        or shapes[at - 1].shows(*_NO_TITLE)
    ):
        evidence += 0.5
    if line.gap and at + 1 < len(lines) and lines[at + 1].gap:
        evidence += 0.2
    return evidence


def _overlap(text: str, other: str) -> float:
    """Return the share of the words of a text that another text has too."""
    words = set(text.lower().split())
    return len(words & set(other[:400].lower().split())) / len(words)


def _read_authors(
    header: Header, lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int
) -> None:
    for at in range(header.first, first):
        if at == header.title_at:
            continue
        names = read_byline(lines[at].text)
        if not names and opens_byline(lines[at].text) and at + 1 < first:
            names = read_names(lines[at + 1].text, has_opening=True)  # "By" on a line of its own
            if names:
                header.labels[at] = ("byline", "byline")
                at += 1
        if names:
            header.labels[at] = ("byline", "byline")
            at += 1
            more, places = follow_names(lines, shapes, at, first)
            names += more
            header.labels.update(dict.fromkeys(places, ("byline", "byline_below")))
            at += len(places)
            # A second name without "By" stands on the next line, or under an agency's.
            while at < first and is_name(lines[at].text) and (not lines[at].gap or is_agency(names[-1])):
                names += (lines[at].text,)
                header.labels[at] = ("byline", "byline_below")
                at += 1
            if at < first and not lines[at].gap and is_agency(lines[at].text):
                header.labels[at] = ("byline", "agency_below")
            header.authors, header.how["authors"] = tuple(dict.fromkeys(names)), "byline"
            return
        if opens_byline(lines[at].text):
            header.labels[at] = ("byline", "names_lost")
    # A title that is printed again above a player or a picture has its byline under the first printing.
    after = next((at for at in range(header.first, first) if lines[at].text == header.title), -1)
    names, labels = find_bare_names(lines, shapes, max(header.first, after + 1), first, last)
    how = "byline"
    if not names:
        names, how = find_noted_names(lines, shapes, first, last)
    if names:
        header.labels.update(labels)
        header.authors, header.how["authors"] = names, how


def _read_date(header: Header, lines: Sequence[Line], shapes: Sequence[Shape], first: int) -> None:
    best: tuple[float, int, PrintedDate] | None = None
    for at in range(header.first, first):
        if shapes[at].words > 40 or at == header.title_at or shapes[at].shows("credit", "legal"):
            continue
        dates = find_printed_dates(lines[at].text)
        if not dates:
            continue
        rank = 0.0
        if shapes[at].is_date or header.labels.get(at, ("",))[0] == "byline":
            rank += 2.0
        elif len(words_beside(lines[at].text, dates)) <= 5:
            rank += 1.5
        elif _PUBLISHED_LABEL.search(lines[at].text[: dates[0].start]):
            rank += 1.5  # "Jane Doe, The Record, Published 6:48 p.m. ET April 2, 2014 | Updated …"
        else:
            continue  # a caption or a sentence with a date in it
        if header.title_at is not None:
            rank += 0.8 if at > header.title_at else 0.0
            rank -= 0.1 * min(abs(at - header.title_at), 10)
        label = lines[at].text[: dates[0].start].lower()
        if any(word in label for word in word_table("updated")):
            rank -= 0.7
        elif any(word in label for word in word_table("published_labels")):
            rank += 0.5
        if at <= _TOP and at + 1 != header.title_at and not label.strip(" ,|"):
            rank -= 0.6  # at the top of a page stands the site's clock
        if dates[0].year is None:
            rank -= 0.3
        if best is None or rank > best[0]:
            best = (rank, at, dates[0])
    if best is None:
        _read_dateline(header, lines, first)
        return
    _, at, date = best
    date = _complete(date, lines)
    if date.value is None:
        return
    header.published = date.value
    header.how["published"] = "byline" if header.labels.get(at, ("",))[0] == "byline" else "date_line"
    header.labels.setdefault(at, ("date_line", "date_line"))


def _read_dateline(header: Header, lines: Sequence[Line], first: int) -> None:
    """Take the date that opens a press release: "Washington, May 3, 2019 – The institute …"."""
    if first >= len(lines):
        return
    text = lines[first].text[:_DATELINE]
    for date in find_printed_dates(text)[:1]:
        is_set_off = text[date.end :].lstrip(" )")[:1] in ("–", "—", "-", "/")
        if is_set_off and date.day is not None and date.value is not None and not date.is_ambiguous:
            header.published, header.how["published"] = date.value, "date_line"


def _complete(date: PrintedDate, lines: Sequence[Line]) -> PrintedDate:
    """Return the date with what the rest of the page tells: the order of its numbers, a year that is not
    printed.

    The year is taken from another place that prints the same day; where the order stays open, only the year
    is said.
    """
    if date.is_ambiguous:
        day_first = puts_day_first(lines)
        return replace(
            date, value=f"{date.year}" if day_first is None else date.other if day_first else date.value
        )
    if date.year is not None:
        return date
    years = {
        other.year: other.value
        for line in lines
        if len(line.text) < 3_000
        for other in find_printed_dates(line.text)
        if (other.month, other.day) == (date.month, date.day) and other.year is not None
    }
    return replace(date, value=next(iter(years.values()))) if len(years) == 1 else date


def _label_rest(header: Header, lines: Sequence[Line], shapes: Sequence[Shape], first: int) -> None:
    start = header.first if header.title_at is None else header.title_at + 1
    for at in range(header.first, first):
        if at in header.labels:
            continue
        shape = shapes[at]
        if shape.is_date:
            header.labels[at] = ("date_line", "date_line")
        elif at < start:
            header.labels[at] = (
                ("section", "kicker") if shape.shows("kicker") else ("boilerplate", "before_title")
            )
        elif shape.shows("credit"):
            header.labels[at] = ("caption", "credit")
        elif shape.cues & frozenset(_NO_TITLE) - {"kicker"}:
            header.labels[at] = ("boilerplate", "cue")
        elif shape.shows("kicker"):
            header.labels[at] = ("section", "kicker")
        elif shape.words >= 5 and not any(kind == "deck" for kind, _ in header.labels.values()):
            header.labels[at] = ("deck", "below_title")
        else:
            header.labels[at] = (
                ("caption", "before_body") if shape.words >= 5 else ("boilerplate", "before_body")
            )
