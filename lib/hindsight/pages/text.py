"""A plain-text page as a document: lines are classified, the header read, cards parsed, breaks repaired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hindsight.pages import cards
from hindsight.pages.body import find_body, label_body
from hindsight.pages.card_rows import part_rows
from hindsight.pages.document import Block, Document, Edit, RelatedItem
from hindsight.pages.edges import drop_notes, skip_decks
from hindsight.pages.glued import part_fields
from hindsight.pages.header import Header, read_header
from hindsight.pages.imprint import find_kind, find_language, find_publisher
from hindsight.pages.lines import Line, split_lines
from hindsight.pages.repairs import find_repairs, merge_edits
from hindsight.pages.shapes import Shape, count_without_copies, describe_all, part_copies
from hindsight.pages.wrapped import join_wrapped

_FIELD_BLOCKS = {
    "kind": "card_kind",
    "category": "card_kind",
    "outlet": "card_outlet",
    "date": "card_date",
    "title": "card_title",
    "teaser": "card_teaser",
    "authors": "card_authors",
}
_NO_HOW = dict.fromkeys(("title", "published", "authors", "publisher", "kind"), "not given")


def parse_text(raw: str) -> Document:
    """Return the document of a plain-text page.

    Examples
    --------
    >>> page = "May 4, 2016\\n\\nA Line on Sanctions\\n\\nBy Jane Doe\\n\\n"
    >>> page += "The allies will not lift the sanctions. " * 9
    >>> document = parse_text(page)
    >>> document.title, document.published, document.authors
    ('A Line on Sanctions', '2016-05-04', ('Jane Doe',))
    """
    lines, breaks = join_wrapped(raw, split_lines(raw))
    lines, parted = part_fields(raw, part_copies(raw, lines))
    edits = merge_edits(merge_edits(breaks, parted), find_repairs(raw))
    return assemble(raw, edits, lines, describe_all(lines))


def assemble(
    raw: str,
    edits: tuple[Edit, ...],
    lines: Sequence[Line],
    shapes: Sequence[Shape],
    title_hints: Mapping[int, float] | None = None,
) -> Document:
    """Return the document of a page whose lines are known.

    Parameters
    ----------
    raw : str
        The raw text.
    edits : tuple of Edit
        Its edits.
    lines, shapes : sequence of Line, of Shape
        Its lines, placed in the raw text, and what they look like.
    title_hints : mapping of int to float, optional
        Evidence from elsewhere that a line is the title.
    """
    every, once = lines, count_without_copies(lines)
    lines, shapes = lines[:once], shapes[:once]
    first, last = find_body(lines, shapes)
    header = read_header(lines, shapes, first, last, title_hints)
    labels = dict(header.labels)
    deck_from, note_to = first, last
    first = skip_decks(lines, shapes, first, last, header.authors)
    last = drop_notes(lines, shapes, first, last, header.authors)
    labels.update((at, ("deck", "above_article")) for at in range(deck_from, first) if shapes[at].prose > 0)
    labels.update((at, ("note", "below_article")) for at in range(last, note_to))
    labels.update(zip(range(first, last), label_body(lines, shapes, first, last), strict=True))
    tail, tail_shapes = part_rows(raw, lines[note_to:], shapes[note_to:])
    lines, shapes = [*lines[:note_to], *tail], [*shapes[:note_to], *tail_shapes]
    every, once = [*lines, *every[once:]], len(lines)
    items, card_of = _read_related(lines, shapes, header, first, last, labels)
    labels.update((at, ("boilerplate", "printed_twice")) for at in range(once, len(every)))
    how = {**_NO_HOW, **header.how}
    publisher, publisher_how = find_publisher(lines, shapes, header.title)
    kind = find_kind(lines, header.first, first)
    how["publisher"] = publisher_how
    how["kind"] = "kicker" if kind else "not given"
    document = Document(
        raw=raw,
        edits=edits,
        blocks=tuple(_blocks(every, labels, card_of)),
        related_items=tuple(items),
        title=header.title,
        authors=header.authors,
        published=header.published,
        publisher=publisher,
        kind=kind,
        language=find_language(line.text for line in lines[first:last]),
        how=how,
    )
    return _clean_fields(document)


def _read_related(
    lines: Sequence[Line],
    shapes: Sequence[Shape],
    header: Header,
    first: int,
    last: int,
    labels: dict[int, tuple[str, str]],
) -> tuple[list[RelatedItem], dict[int, int]]:
    """Return the related items and the item of each line; lines of cards get their labels."""
    items: list[RelatedItem] = []
    card_of: dict[int, int] = {}
    seen = {header.title}
    top = header.first if first else 0
    for section in cards.find_sections(
        lines, shapes, [(0, top), *_insets(labels, first, last), (last, len(lines))]
    ):
        rule = "cards_by_kind" if section.heading is None else "cards_under_heading"
        for card in cards.read_cards(lines, shapes, section):
            item = cards.item_of(card, lines, shapes, rule)
            if item.title in seen or _is_button(card, item):
                continue
            seen.add(item.title)
            for name, places in card.fields.items():
                for at in places:
                    labels[at] = (_FIELD_BLOCKS[name], rule)
                    card_of[at] = len(items)
            items.append(item)
    return items, card_of


def _is_button(card: cards.Card, item: RelatedItem) -> bool:
    """Return whether a card of one or two words and nothing else is a link of a footer, not an item."""
    title = item.title or ""
    return len(card.fields) == 1 and len(title.split()) <= 2 and not title.endswith(("…", "..."))


def _insets(labels: dict[int, tuple[str, str]], first: int, last: int) -> list[tuple[int, int]]:
    """Return the stretches of the article that are boxes set into it."""
    stretches: list[tuple[int, int]] = []
    for at in range(first, last):
        if labels[at] == ("boilerplate", "inset"):
            if stretches and stretches[-1][1] == at:
                stretches[-1] = (stretches[-1][0], at + 1)
            else:
                stretches.append((at, at + 1))
    return [stretch for stretch in stretches if stretch[1] - stretch[0] > 1]


def _blocks(
    lines: Sequence[Line], labels: dict[int, tuple[str, str]], card_of: dict[int, int]
) -> list[Block]:
    return [
        Block(line.start, line.end, *labels.get(at, ("boilerplate", "outside_article")), card=card_of.get(at))
        for at, line in enumerate(lines)
    ]


def _clean_fields(document: Document) -> Document:
    """Give title and cards the clean text of their lines, so that repairs reach them too."""
    repaired: dict[tuple[int, str], str] = {}
    title = document.title
    for block in document.blocks:
        if block.kind == "title":
            title = document.offsets.clean_of_raw(block.start, block.end)
        elif block.card is not None and block.kind in ("card_title", "card_teaser"):
            key = (block.card, block.kind.removeprefix("card_"))
            words = document.offsets.clean_of_raw(block.start, block.end)
            repaired[key] = f"{repaired[key]} {words}" if key in repaired else words
    items = tuple(
        replace(
            item,
            title=item.title if item.rule == "" else _prefer(repaired.get((number, "title")), item.title),
            teaser=repaired.get((number, "teaser"), item.teaser),
        )
        for number, item in enumerate(document.related_items)
    )
    return replace(document, title=title, related_items=items)


def _prefer(clean: str | None, read: str | None) -> str | None:
    # A title that was printed twice on its line was halved when it was read.
    if clean is None or (read is not None and len(clean) > 1.5 * len(read)):
        return read
    return clean
