"""Related items: the cards of a related-content box, in whatever order the site prints their fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hindsight.pages.bylines import is_agency, is_name, is_name_list, read_byline, read_names
from hindsight.pages.document import RelatedItem
from hindsight.pages.lexicon import find_cues, word_table
from hindsight.pages.lines import Line
from hindsight.pages.printed_dates import find_printed_dates
from hindsight.pages.shapes import Shape, undouble

_LEADING = ("kind", "outlet", "date", "authors", "category")
_AGE = re.compile(
    r"\d{1,2} min(?:ute)?s? (?:read|to read)$|"
    r"(?:\d{1,3} ?(?:s|m|min|mins|h|hr|hrs|d|w|mo|y)|\d{1,2} (?:minute|hour|day|week|month|year)s? ago)\.?$",
    re.I,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4})?")
_CONTEXT = re.compile(r"(?:In|Dans|En) [“\"«„].{2,40}[”\"»“]$")  # 'In "News"' below the cards of many blogs
_ENDS_SECTION = ("ranked", "legal", "comments", "newsletter", "share", "tags", "bio")
_MERE_ADVERTS = ("ad", "advertisement", "anzeige", "werbung", "publicité", "publicidad")  # stand inside boxes
_HEADLINE = 3  # words: fewer are a category or a button
_LONGEST_TITLE = 40  # words
_LONGEST_OUTLET = 6  # words
_INNER_STOP = re.compile(r"[a-zß-ÿ]{3}[.!?] [A-ZÀ-Þ¿¡«“\"]")


@dataclass
class Card:
    """A card while it is read: the lines of each field."""

    fields: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, at: int) -> None:
        """Note that line `at` holds the field."""
        self.fields.setdefault(name, []).append(at)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of lines that holds cards; `heading` is the line that announces it, if one does."""

    heading: int | None
    start: int
    end: int


def find_sections(
    lines: Sequence[Line], shapes: Sequence[Shape], zones: Sequence[tuple[int, int]]
) -> list[Section]:
    """Return the stretches of the zones that hold related items.

    A stretch begins under a heading of related content, or, without one, where a line that names a kind of
    item stands above a date. It ends at the next heading of another box (most read, comments, footer).
    """
    sections: list[Section] = []
    for zone_start, zone_end in zones:
        at = zone_start
        while at < zone_end:
            heading: int | None = at
            if _is_heading(lines, shapes, at):
                start = at + 1
            elif _is_card_start(lines, shapes, at, zone_end):
                heading, start = None, at
            else:
                at += 1
                continue
            end = start
            while end < zone_end and not (_closes(lines, shapes, end) or _changes(lines, shapes, start, end)):
                end += 1
            if end > start:
                sections.append(Section(heading, start, end))
            at = max(end, at + 1)
    return sections


def _is_heading(lines: Sequence[Line], shapes: Sequence[Shape], at: int) -> bool:
    if lines[at].bullet or shapes[at].words > 10 or not shapes[at].shows("related"):
        return False
    if "|" in lines[at].text or not shapes[at].shows("navigation"):
        return "|" not in lines[at].text
    # "Read more" without a colon and close to its neighbours is the button of a card.
    if shapes[at].words > 2:
        return False
    return lines[at].text.endswith(":") or (
        lines[at].gap > 0 and at + 1 < len(lines) and lines[at + 1].gap > 0
    )


def _closes(lines: Sequence[Line], shapes: Sequence[Shape], at: int) -> bool:
    if shapes[at].shows(*_ENDS_SECTION) or _is_heading(lines, shapes, at):
        return True
    if shapes[at].shows("advert") and lines[at].text.lower() not in _MERE_ADVERTS:
        return True
    # A heading that is set on two lines: "TOP", "HITS".
    if shapes[at].words == 1 and at + 1 < len(lines) and shapes[at + 1].words == 1:
        return not find_cues(f"{lines[at].text} {lines[at + 1].text}").isdisjoint(("ranked", "related"))
    return False


def _changes(lines: Sequence[Line], shapes: Sequence[Shape], start: int, at: int) -> bool:
    """Return whether a list of items ends here: list marks end, or begin."""
    if lines[at].card >= 0:
        return False  # the markup says which lines belong together
    if at == start or shapes[at].is_date or is_name(lines[at].text) or shapes[start].is_date:
        return False
    if lines[start].text.lower() in word_table("card_kinds"):
        return False  # kinds and dates stand in lists above titles that do not
    return bool(lines[start].bullet) != bool(lines[at].bullet) and lines[at].gap > 0


def _is_card_start(lines: Sequence[Line], shapes: Sequence[Shape], at: int, end: int) -> bool:
    if lines[at].text.lower() not in word_table("card_kinds"):
        return False
    return any(shapes[near].is_date for near in range(at + 1, min(at + 3, end)))


def read_cards(lines: Sequence[Line], shapes: Sequence[Shape], section: Section) -> list[Card]:
    """Return the cards of a section, in order, each with the lines of its fields.

    Notes
    -----
    Sites print the fields of a card in one fixed order. What stands before the first title of the section is
    therefore what every card of it leads with; between two titles, those kinds of field at the end of the gap
    belong to the second one, the rest to the first.
    """
    types = [_field_of(lines, shapes, at, section) for at in range(section.start, section.end)]
    boxed = [lines[section.start + k].card >= 0 for k, name in enumerate(types) if name == "title"]
    if sum(boxed) > 1 and 2 * sum(boxed) >= len(boxed):
        return _read_boxes(lines, shapes, section, types)
    doubled = any(undouble(lines[section.start + k].text) for k, name in enumerate(types) if name == "title")
    if doubled:  # titles are printed twice here (image and link): single lines of that shape are captions
        types = [
            "other" if name == "title" and not undouble(lines[section.start + k].text) else name
            for k, name in enumerate(types)
        ]
    if not doubled:
        _find_decks(types, lines, section)
    for k in range(len(types) - 1, -1, -1):
        if types[k] == "category" and (k + 1 == len(types) or types[k + 1] != "title"):
            types[k] = "title"  # a short title: nothing else stands where the title would
    titles = [k for k, name in enumerate(types) if name == "title"]
    for k, following in zip(titles, [*titles[1:], len(types)], strict=False):
        # "Biden Administration", title, "Ben Wilson": what looks like a name above the title is its category.
        under = [name for name in types[k + 1 : following] if name != "teaser"]
        if k and types[k - 1] == "authors" and under[:1] == ["authors"]:
            types[k - 1] = "category"
    if not titles:
        return []
    leading = {name for name in types[: titles[0]] if name in _LEADING}
    if "kind" in leading:
        leading.add("outlet")  # printed on some cards only, always under the kind
    cards = [Card() for _ in titles]
    for k in range(titles[0]):
        if types[k] in _LEADING:
            cards[0].add(types[k], section.start + k)
    for number, k in enumerate(titles):
        cards[number].add("title", section.start + k)
        following = titles[number + 1] if number + 1 < len(titles) else len(types)
        cut = following
        if number + 1 < len(titles):
            while cut > k + 1 and types[cut - 1] in leading:
                cut -= 1
        for j in range(k + 1, cut):
            if types[j] in ("authors", "date", "teaser", "kind"):
                cards[number].add(types[j], section.start + j)
        for j in range(cut, following):
            cards[number + 1].add(types[j], section.start + j)
    return cards


def _read_boxes(
    lines: Sequence[Line], shapes: Sequence[Shape], section: Section, types: Sequence[str]
) -> list[Card]:
    """Return the cards that the markup of the page sets apart; what stands in none of them is none."""
    groups: dict[int, list[int]] = {}
    for at in range(section.start, section.end):
        if lines[at].card >= 0:
            groups.setdefault(lines[at].card, []).append(at)
    cards: list[Card] = []
    for places in groups.values():
        title = next((at for at in places if lines[at].role == "heading"), None)
        if title is None:
            links = [at for at in places if lines[at].role == "link"]
            title = max(links, key=lambda at: shapes[at].words) if links else None
        if title is None:
            continue
        card = Card()
        for at in places:
            name = types[at - section.start]
            if at == title:
                card.add("title", at)
            elif name in ("date", "authors", "kind"):
                card.add(name, at)
            elif lines[at].role == "time" and find_printed_dates(lines[at].text):
                card.add("date", at)
            elif shapes[at].shows("share", "comments", "player", "navigation"):
                continue
            elif at < title and shapes[at].words <= _HEADLINE:
                card.add("category", at)
            elif at > title and shapes[at].words > _HEADLINE and lines[at].role != "link":
                card.add("teaser", at)
        cards.append(card)
    return cards


def _find_decks(types: list[str], lines: Sequence[Line], section: Section) -> None:
    """Call the second line of each card its teaser, where all cards of the section have such a line.

    Between dates, names and kinds stand runs of lines that look like titles. Where all runs are as long, and
    longer than one, the first line of each is the title. Without such marks two sentences in one line, under
    a line that is none, are a teaser.
    """
    words = [len(lines[section.start + k].text.split()) for k in range(len(types))]
    runs: list[list[int]] = []
    for k, name in enumerate(types):
        if name in ("title", "category", "teaser"):
            if runs and runs[-1][-1] == k - 1:
                runs[-1].append(k)
            else:
                runs.append([k])
    anchors = any(name in ("date", "authors", "kind") for name in types)
    lengths = {len(run) for run in runs}
    if anchors and len(runs) > 1 and lengths == {2}:
        if all(words[run[0]] <= _HEADLINE < words[run[1]] for run in runs):
            return  # a category stands above each title
        for title, deck in runs:
            types[title], types[deck] = "title", "teaser"
        return
    for run in runs:
        for above, k in pairwise(run):
            first, second = lines[section.start + above].text, lines[section.start + k].text
            if (
                types[above] != "teaser"
                and words[k] > _HEADLINE
                and second[-1] == "."
                and first[-1] not in ".!?"
            ):
                types[k] = "teaser"  # titles seldom end with a full stop, decks do
            if types[above] != "teaser" and _INNER_STOP.search(second):
                types[k] = "teaser"


def _field_of(lines: Sequence[Line], shapes: Sequence[Shape], at: int, section: Section) -> str:
    line, shape = lines[at], shapes[at]
    text = line.text
    if text.lower() in word_table("card_kinds"):
        return "kind"
    if _CLOCK.fullmatch(text):
        return "date"
    if _CONTEXT.match(text):
        return "other"
    if shape.is_date or _AGE.match(text) or (text[0] == "(" and text[-1] == ")" and find_printed_dates(text)):
        return "date"
    if read_byline(text) or _is_author_line(text):
        return "authors"
    before, after = at - 1, at + 1
    if (
        before >= section.start
        and after < section.end
        and lines[before].text.lower() in word_table("card_kinds")
        and shapes[after].is_date
        and _is_outlet(lines, shapes, at, section)
    ):
        return "outlet"
    harmless = {"kicker", "inset", "related"} | ({"player"} if shape.words > _HEADLINE else set())
    if shape.cues - harmless or "newsletter" in text.lower():
        return "other"
    if (shape.is_cut_off and shape.words > 12) or (
        shape.is_sentence and shape.words > 8 and not text.endswith("?")
    ):
        return "teaser"
    if shape.words > _LONGEST_TITLE or shape.words < 1:
        return "other"
    if (
        shape.words <= _HEADLINE
        and after < section.end
        and not lines[after].bullet
        and shapes[after].words > _HEADLINE
    ):
        return "category"
    if shape.words < _HEADLINE and not line.bullet:
        return "title" if _is_framed(lines, shapes, at, section) else "other"
    return "title"


def _is_framed(lines: Sequence[Line], shapes: Sequence[Shape], at: int, section: Section) -> bool:
    """Return whether a line of a word or two stands between kind or date and names, date or teaser."""
    if not section.start < at < section.end - 1:
        return False
    above, below = lines[at - 1].text, lines[at + 1].text
    is_led = above.lower() in word_table("card_kinds") or shapes[at - 1].is_date or bool(_AGE.match(above))
    return is_led and (shapes[at + 1].is_date or is_name_list(below) or shapes[at + 1].is_sentence)


def _is_outlet(lines: Sequence[Line], shapes: Sequence[Shape], at: int, section: Section) -> bool:
    """Return whether a line between kind and date is an outlet: the title, then, stands below the date."""
    if at + 2 >= section.end or shapes[at].words > _LONGEST_OUTLET:
        return False
    if lines[at + 2].text[-1] == "." and shapes[at + 2].is_sentence:
        return False  # a teaser, not a title
    below = lines[at + 2].text
    return below.lower() not in word_table("card_kinds") and shapes[at + 2].words > min(
        2, shapes[at].words - 1
    )


def _is_author_line(text: str) -> bool:
    return is_agency(text) or is_name_list(text) or _part_kind(text) is not None


def _part_kind(text: str) -> tuple[str, str] | None:
    """Return kind and names of a line that holds both, None for another line.

    "StudentNation / Nadia Scharf", "Profile | Lucia Brandt", "Critical Questions by Henry Moss".
    """
    for mark in (" / ", " | ", " by "):
        kind, found, names = text.rpartition(mark)
        if found and len(kind.split()) <= _HEADLINE and is_name_list(names):
            return kind, names
    return None


def item_of(card: Card, lines: Sequence[Line], shapes: Sequence[Shape], rule: str) -> RelatedItem:
    """Return the related item of a card."""

    def first(name: str) -> str | None:
        return lines[card.fields[name][0]].text if name in card.fields else None

    title = first("title")
    published = None
    for at in card.fields.get("date", ()):
        dates = find_printed_dates(lines[at].text)
        published = dates[0].value if dates else None
    authors: tuple[str, ...] = ()
    kind = first("kind") or first("category")
    for at in card.fields.get("authors", ()):
        text = lines[at].text
        if (parted := _part_kind(text)) is not None:
            kind, text = kind or parted[0], parted[1]
        authors += read_byline(text) or read_names(text) or (text,)
    teaser_lines = card.fields.get("teaser", ())
    every = sorted(at for places in card.fields.values() for at in places)
    return RelatedItem(
        start=lines[every[0]].start,
        end=lines[every[-1]].end,
        rule=rule,
        confidence=0.9 if len(card.fields) > 2 else 0.6,
        kind=kind,
        outlet=first("outlet"),
        published=published,
        title=(undouble(title) or title) if title else None,
        teaser=" ".join(lines[at].text for at in teaser_lines) or None,
        is_truncated=any(shapes[at].is_cut_off for at in teaser_lines),
        authors=tuple(dict.fromkeys(authors)),
    )
