"""Names out of bylines: "By X, Y & Z", "Von X am …", agency lines, roles and affiliations left aside."""

from __future__ import annotations

import re
from functools import lru_cache

from hindsight.pages.lexicon import word_table
from hindsight.pages.printed_dates import find_printed_dates

_LONGEST_BYLINE = 300  # code points; longer lines are prose that begins with "By"
_TOKEN = re.compile(r"[^\W\d_][\w.'’-]*\.?$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}$")
_TAIL = re.compile(
    r"\s(?:in|for|at|from|on|of|via|à|en|am|um|für|bei|aus|pour|para|is|for)\s.*$"
    r"|\s\d+ (?:comments?|kommentare?|commentaires?|comentarios?)\b.*$"
    r"|\b(?:follow|e-?mail|twitter|contact|published|updated|posted|opinion contributor|special to)\b.*$"
    r"|@\S+|\S+@\S+|[(\[<].*$|https?://\S+",
    re.I,
)
# "5 min read", "3 Min. Lesezeit" stand between names and dates.
READING_TIME = re.compile(
    r"\b\d{1,3}[ -]?min(?:ute)?[ns]?\b\.?(?:\s(?:read|to read|de lecture|de lectura|lesezeit))?", re.I
)
_HANDLE = re.compile(r"\(?@\w+\)?|\S+@\S+\.\w+|https?://\S+")
_HONORIFIC = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame|Lord|Rev|Rep|Sen|Gov|Amb|Gen|Col|Lt|Cmdr|Capt|Maj|Adm|Sgt|Hon|Mme|Herr|Frau)"
    r"\.? )+(?=\S+ \S)|,? (?:PhD|Ph\.D\.?|MD|M\.D\.?|Esq\.?|MP|MEP|Ret\.)$"
)
# "Amina SowNBN News", "Annika ThormannLars von Eschen": a field ends where a capital follows small letters.
_GLUED = re.compile(r"(?<=[a-zß-ÿ]{2})(?<!Mac)(?<!Fitz)(?<!Vander)(?=[A-ZÀ-Þ])")
_BETWEEN = re.compile(r"\s*(?:[,;|•·/&]|\s[–—-]\s|\b(?:and|und|et|y|with)\b)\s*", re.I)


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, word_table("byline")), key=len, reverse=True))
    return re.compile(rf"\W*(?:{words})\b\s*(:?)\s*", re.I)


def is_name(text: str) -> bool:
    """Return whether the words can be a person's name: two to five capitalised words, particles, initials.

    Examples
    --------
    >>> [is_name(t) for t in ("Andrea Kendall-Taylor", "Ursula von der Leyen", "Foreign Affairs")]
    [True, True, False]
    """
    tokens = text.split()
    if not 2 <= len(tokens) <= 5 or len(text) > 60 or tokens[0].lower() in word_table("not_names"):
        return False
    capitals = 0
    for token in tokens:
        low = token.lower().strip(".,")
        if low in word_table("roles") or low in word_table("buttons") or low.endswith(("'s", "’s")):
            return False
        if low in word_table("particles") and token[0].islower():
            continue
        if low in word_table("never_in_names"):
            return False
        if not (_TOKEN.match(token) or _INITIALS.match(token)) or not token[0].isupper():
            return False
        capitals += 1
    if len(tokens) == 2 and tokens[1] in ("II", "III", "IV"):
        return False  # "Minsk II"
    return (capitals >= 2 and not tokens[-1].endswith(".")) or text.endswith((" Jr.", " Sr."))


def is_agency(text: str) -> bool:
    """Return whether the words name an agency or a newsroom instead of a person."""
    return text.lower().strip(" .") in word_table("agencies")


def opens_byline(text: str) -> bool:
    """Return whether a line begins as bylines do ("By", "Von", "Auteur:") and is short enough to be one.

    Examples
    --------
    >>> [opens_byline(t) for t in ("By Julianne Smith", "By then the war had spread north")]
    [True, False]
    """
    return bool(read_byline(text)) or bool(_opening().fullmatch(text))


def read_byline(text: str) -> tuple[str, ...]:
    """Return the names of a byline in its order; empty if it is none or the names are lost.

    Examples
    --------
    >>> read_byline("By Michael Kofman & Rob Lee")
    ('Michael Kofman', 'Rob Lee')
    >>> read_byline("By Erin Cunningham March 18 at 3:57 PM Follow @erinmcunningham")
    ('Erin Cunningham',)
    >>> read_byline("By Jane Doe, Senior Fellow, and John Roe in Berlin"), read_byline("By , and")
    (('Jane Doe', 'John Roe'), ())
    """
    if len(text) > _LONGEST_BYLINE:
        return ()
    opening = _opening().match(text)
    if not opening or opening.end() == len(text):
        return ()
    return read_names(text[opening.end() :], has_opening=True)


def read_names(text: str, *, has_opening: bool = False) -> tuple[str, ...]:
    """Return the names in a byline whose "By" is taken off or was never there.

    A part that is no name (role, affiliation) is left out; a line that opens with a part that is no name
    gives none.
    """
    dates = find_printed_dates(text)
    if dates:
        # Names stand on either side of a date: "Jane Doe | May 3", "Posted on May 3 by Jane Doe".
        head, tail = text[: dates[0].start], text[dates[-1].end :]
        return read_names(head, has_opening=has_opening) or read_names(tail)
    text = _GLUED.sub(", ", _HANDLE.sub(" ", READING_TIME.sub(" ", text))).strip(" |·•–—-")
    opening = _opening().match(text)
    if opening and opening.end() < len(text):  # "October 9, 2018 | by Jane Doe"
        text, has_opening = text[opening.end() :], True
    names: list[str] = []
    for position, part in enumerate(_BETWEEN.split(text)):
        words = _TAIL.sub("", f" {part} ").strip(" .,:;–—-*\"'“”")
        words = _HONORIFIC.sub("", words)
        if not words:
            continue
        is_first = has_opening and not names
        if is_name(words) or (is_first and (is_agency(words) or (position == 0 and _is_mononym(words)))):
            names.append(words)
        elif has_opening and (name := _before_role(words)):
            names.append(name)
        elif not names:
            return ()
    return tuple(dict.fromkeys(names))


def _before_role(words: str) -> str | None:
    """Return the name in "Matthew Lee AP Diplomatic Writer": two words, three with an initial or particle."""
    tokens = words.split()
    roles = word_table("roles")
    at = next(
        (k for k, token in enumerate(tokens) if token.lower().strip(".,") in roles or is_agency(token)), None
    )
    if at is None or at < 2:
        return None
    size = 3 if at > 2 and (_INITIALS.match(tokens[1]) or tokens[1] in word_table("particles")) else 2
    name = " ".join(tokens[:size])
    return name if is_name(name) else None


def is_name_list(text: str) -> bool:
    """Return whether a line is names and nothing else.

    Examples
    --------
    >>> is_name_list("Thaleigha Rampersad and Andrew Stiles"), is_name_list("Michael Kofman on the War")
    (True, False)
    """
    return len(text) <= 120 and all(is_name(part.strip()) for part in _BETWEEN.split(text))


def _is_mononym(words: str) -> bool:
    return (
        " " not in words
        and len(words) > 2
        and words[0].isupper()
        and words[1:].islower()
        and words.lower() not in word_table("roles")
        and words.lower() not in word_table("months")
        and words.lower() not in word_table("date_words")
    )
