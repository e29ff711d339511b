"""The edges of an article, once its authors are known: decks above it, notes on them below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hindsight.pages.author_lines import names_role
from hindsight.pages.lines import Line
from hindsight.pages.shapes import Shape

_OPENING = 5  # lines of the article among which a deck or an agency's place line is looked for
_LONGEST_DECK = 40  # words
_LONGEST_NOTE = 130  # words of a note on the author
_LONGEST_APPOSITION = 24  # words
_MOST_NOTES = 25  # lines taken off the end at most
# What agencies and magazines open with: "BRUSSELS (Meridian) - ", "MADRID – ", "HARLAN COUNTY, Ohio — ".
_PLACE_LINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:, [A-ZÀ-Þ][\w. ]{1,25})?"
    r"(?: ?\([\w /.-]{2,30}\))? ?(?:[–—]|-{1,2}) ?[“\"'«‘A-ZÀ-Þ]"
)
# Between a deck and the article stand buttons and dates; a picture or a box stands between paragraphs.
_HEADER_CUES = ("share", "comments")
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\]|\*+|†|‡|\(\d{1,2}\)|[¹²³⁴-⁹]|\d{1,2} (?=[A-ZÀ-Þ]))\s?\S")
_RULE = re.compile(r"[\W_]{1,12}$")
# Verbs of a note on an author; what follows a surname in a paragraph of the article is another verb.
_NOTE_VERB = re.compile(
    r"(?:,? (?:PhD|Ph\.D\.|MD|Jr\.|Sr\.|MP|\(ret\.\)))?,?"
    r" (?:is|are|was|were|serves?|served|holds?|leads?|directs?|heads?|covers?|reports?|reported|writes?|"
    r"wrote|teaches|works?|worked|joined|has|have|currently|contributed|lives?|studied|studies|hosts?|edits?|tweets|"
    r"can be|a |an |the |professor|senior|ist|war|sind|lehrt|leitet|arbeitet|schreibt|lebt|est|sont|dirige|"
    r"enseigne|es |son|fue|enseña|trabaja|and [A-ZÀ-Þ]|und [A-ZÀ-Þ]|et [A-ZÀ-Þ]|y [A-ZÀ-Þ])"
)
_TITLES = re.compile(r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Sen|Rep|Amb|Gen|Col|Lt|Cmdr|Capt|Maj)\.? ?|[*•–—-] ?)+")
_NOTES_HEADING = re.compile(
    r"(?:foot|end)?notes?|references|sources|bibliography|works cited|acknowledge?ments?|about the authors?|"
    r"anmerkungen|fu(?:ß|ss)noten|quellen|literatur|über (?:den autor|die autor(?:in|en))|"
    r"notes de bas de page|bibliographie|notas(?: al pie)?|referencias|bibliografía|"
    r"sobre (?:el autor|la autora|los autores)",
    re.I,
)
_MOST_UNDER_NOTES = 0.5  # share of an article's lines that can stand under such a heading
_FEWEST = 2  # paragraphs an article keeps


def skip_decks(
    lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int, authors: Sequence[str]
) -> int:
    """Return the article's first line, past the decks that read like its first paragraph.

    Notes
    -----
    A deck ends where an agency's place line opens the article; it names the author as others do ("argues Jane
    Doe"); or buttons or a date stand between it and the first paragraph.
    """
    start = first
    prose = [at for at in range(first, min(first + 4 * _OPENING, last)) if shapes[at].prose > 0][:_OPENING]
    for number, at in enumerate(prose[:-1]):
        following = prose[number + 1]
        if shapes[at].words > _LONGEST_DECK or number >= 3:
            break
        between = range(at + 1, following)
        is_parted = any(
            shapes[k].shows(*_HEADER_CUES, "bio") or shapes[k].is_date for k in between
        ) and not any(shapes[k].shows("related", "inset", "advert", "newsletter", "ranked") for k in between)
        names_author = any(name in lines[at].text for name in authors if " " in name)
        if (
            (is_parted and number == 0 and not _PLACE_LINE.match(lines[at].text))
            or names_author
            or (_PLACE_LINE.match(lines[following].text) and not _PLACE_LINE.match(lines[at].text))
        ):
            start = following
    # "Key takeaways": a list of points stands above an article, and does not open it.
    after = start
    while after < last and lines[after].bullet:
        after += 1
    return after if start < after < last and shapes[after].prose > 0 else start


def drop_notes(
    lines: Sequence[Line], shapes: Sequence[Shape], first: int, last: int, authors: Sequence[str]
) -> int:
    """Return the article's end (exclusive) without the notes that follow it: on its authors, footnotes.

    Examples
    --------
    >>> from hindsight.pages.lines import split_lines
    >>> from hindsight.pages.shapes import describe_all
    >>> page = "They will not lift the sanctions before the winter.\\n" * 3 + "Doe is a retired colonel."
    >>> lines = split_lines(page)
    >>> drop_notes(lines, describe_all(lines), 0, 4, ["Jane Doe"])
    3
    """
    surnames = {name.split()[-1] for name in authors if " " in name and len(name.split()[-1]) > 2}
    for at in range(last - 1, first + int((last - first) * (1 - _MOST_UNDER_NOTES)), -1):
        if len(lines[at].text) < 40 and _NOTES_HEADING.fullmatch(lines[at].text.strip(" :.")):
            last = at
    end = last
    lowest = first + _FEWEST
    while end > max(lowest, last - _MOST_NOTES):
        line, shape = lines[end - 1], shapes[end - 1]
        if not (
            is_author_note(line.text, authors, surnames)
            or _FOOTNOTE.match(line.text)
            or _RULE.fullmatch(line.text)
            or (shape.prose < 0 and not shape.is_sentence)
            or shape.shows("contributor", "disclaimer", "newsletter", "legal")
        ):
            break
        end -= 1
    return end


def is_author_note(text: str, authors: Sequence[str], surnames: set[str]) -> bool:
    """Return whether a line speaks of one of the authors as notes below an article do.

    Examples
    --------
    >>> is_author_note("Dr. Jane Doe is Head of Programme at the institute.", ["Jane Doe"], {"Doe"})
    True
    """
    if len(text.split()) > _LONGEST_NOTE:
        return False
    text = _TITLES.sub("", text)
    for name in (*authors, *surnames):
        if text.startswith(name) and (len(text) == len(name) or _NOTE_VERB.match(text, len(name))):
            return True
        # "Jane Doe, directrice du programme": a role in apposition, in a line too short for a paragraph.
        is_apposed = text.startswith(f"{name}, ") and text.count(" ") <= _LONGEST_APPOSITION
        if is_apposed and names_role(text[len(name) :]):
            return True
    return False
