"""Offices by date: who was the French President, and what office did Fabius hold, on a given day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hindsight.actors.person_names import plain
from hindsight.actors.reference import Reference, Term, fold, load_reference
from hindsight.actors.titles import PrintedOffice

TABLE = "terms.tsv"
_SHOWN = 2  # roles of one person in one row
_YEAR = 4  # characters of an ISO day
_YEAR_AND_MONTH = {4: 0, 7: 3, 10: 6}  # length of an ISO date: where "-01-01" goes on with it
_WELL_KNOWN = (
    "president",
    "prime_minister",
    "chancellor",
    "vice_president",
    "foreign_minister",
    "defence_minister",
)


def find_holder(of: str, office: str, day: str, reference: Reference | None = None) -> Term | None:
    """Return the term of office that covers `day`, or None.

    Parameters
    ----------
    of : str
        Code of a state or name of a body.
    office : str
        Office as in the table, or ``lead`` for whoever leads.
    day : str
        ISO day.

    Examples
    --------
    >>> find_holder("FR", "president", "2015-11-23").holder
    'François Hollande'
    >>> find_holder("US", "lead", "2023-05-16").holder
    'Joe Biden'
    """
    terms = _terms_of(of, office, reference or load_reference())
    return next((term for term in terms if term.covers(day)), None)


def find_holders(
    of: str, office: str, first: str, last: str, reference: Reference | None = None
) -> list[tuple[str, float]]:
    """Return who held an office in a period, with the share of its days, the longest holder first.

    Parameters
    ----------
    of, office, reference
        As in `find_holder`.
    first, last : str
        ISO days, both included.

    Examples
    --------
    >>> find_holders("US", "president", "2003-01-01", "2003-12-31")
    [('George W. Bush', 1.0)]
    >>> [name for name, _ in find_holders("FR", "president", "2012-01-01", "2012-12-31")]
    ['François Hollande', 'Nicolas Sarkozy']
    """
    whole = _days_between(first, last) + 1
    days: dict[str, int] = {}
    for term in _terms_of(of, office, reference or load_reference()):
        start, end = max(_first_day(term.start), first), term.end and _first_day(term.end)
        # `end` is the first day of the next holder.
        over = _days_between(start, end if end and end <= last else last) + (not end or end > last)
        if over > 0:
            days[term.holder] = days.get(term.holder, 0) + over
    return sorted(((name, n / whole) for name, n in days.items()), key=lambda item: (-item[1], item[0]))


def list_former(of: str, office: str, day: str, reference: Reference | None = None) -> list[str]:
    """Return who had left an office by `day` and does not hold it then, the last first.

    Examples
    --------
    >>> list_former("US", "president", "2015-05-05")[0]
    'George W. Bush'
    """
    terms = _terms_of(of, office, reference or load_reference())
    now = {term.holder for term in terms if term.covers(day)}
    ended = [term for term in terms if term.end and term.end <= day[: len(term.end)]]
    ended.sort(key=lambda term: term.end, reverse=True)
    return list(dict.fromkeys(term.holder for term in ended if term.holder not in now))


def _terms_of(of: str, office: str, reference: Reference) -> list[Term]:
    return [
        term
        for term in reference.terms
        if term.of == of and (term.is_lead if office == "lead" else term.office == office)
    ]


def _first_day(value: str) -> str:
    """Return the first day of a day, month or year."""
    return value + "-01-01"[_YEAR_AND_MONTH[len(value)] :]


def _days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def find_terms(name: str, day: str | None, reference: Reference | None = None) -> list[Term]:
    """Return the terms of the holder called `name` that cover `day` (all of them where no day is known)."""
    terms = (reference or load_reference()).terms_by_holder.get(fold(name), ())
    return [term for term in terms if day is None or term.covers(day)]


def describe_term(term: Term) -> str:
    """Return where a role comes from: table, office and term.

    Examples
    --------
    >>> describe_term(find_holder("FR", "president", "2015-11-23"))
    'terms.tsv: FR president 2012-05-15/2017-05-14'
    """
    return f"{TABLE}: {term.of} {term.office} {term.start}/{term.end or '..'}"


@dataclass(frozen=True, slots=True)
class Role:
    """The office of a person on one day; a role of a higher `rank` replaces one of a lower."""

    title: str = ""
    source: str | None = None
    rank: int = 0
    is_past: bool = False


def find_role(
    name: str, day: str | None, printed: PrintedOffice | None, reference: Reference | None = None
) -> Role:
    """Return the office of a person on the day of a text.

    Parameters
    ----------
    name : str
        As in the table of terms; empty for a person that it does not know.
    day : str or None
        Day of the text.
    printed : PrintedOffice or None
        What the text calls the person.

    Examples
    --------
    >>> find_role("Donald Trump", "2018-05-08", None).title
    'President of the United States'
    >>> find_role("Donald Trump", "2023-02-05", PrintedOffice("Former President", "former"))
    Role(title='Former President', source='text', rank=4, is_past=True)
    >>> find_role("Barack Obama", "2020-06-01", None).title
    'former President of the United States'
    """
    reference = reference or load_reference()
    if printed is not None and printed.tense == "former":
        return Role(printed.words, "text", 4, is_past=True)
    terms = find_terms(name, day, reference) if name and day else []
    if terms:
        return Role(terms[0].title, describe_term(terms[0]), 3)
    ended = [
        term
        for term in reference.terms_by_holder.get(fold(name), ())
        if day and term.end and term.end <= day[: len(term.end)]
    ]
    # "Prime Minister Tony Blair" on a page of 2011 speaks of an office that the table knows to be over.
    noun = printed.words.split()[-1].lower() if printed is not None else ""
    is_over = any(noun in term.title.lower().split() for term in ended)
    if printed is not None and (printed.tense == "then" or not is_over):
        return Role(printed.words, "text", 2, is_past=printed.tense == "then")
    if not ended:
        return Role()
    # The highest office stays: who led a state is its former leader, whatever came after.
    last = max(ended, key=lambda term: (term.is_lead, term.end))
    return Role(f"former {last.title}", describe_term(last), 1, is_past=True)


def describe_roles(roles: Mapping[str, Role]) -> tuple[str | None, str | None]:
    """Return the roles of a person on several days (keys, ISO) in words, and their sources.

    One role on all days stands alone. Otherwise each has the years of its pages; of more than two, the
    first and the last are given.

    Examples
    --------
    >>> president, former = Role("President", "a"), Role("Former President", "text")
    >>> describe_roles({"2015-06-01": president, "2018-01-02": president})
    ('President', 'a')
    >>> describe_roles({"2023-02-05": former, "2017-06-01": president, "2018-01-02": president})
    ('President (2017–2018); Former President (2023)', 'a; text')
    >>> describe_roles({"2017-06-01": president, "2023-01-02": Role()})
    ('President (2017)', 'a')
    """
    runs: list[list[tuple[str, Role]]] = []
    for day, role in sorted(roles.items()):
        if runs and runs[-1][0][1].title.casefold() == role.title.casefold():
            runs[-1].append((day, role))
        else:
            runs.append([(day, role)])
    if len(runs) == 1:
        return runs[0][0][1].title or None, runs[0][0][1].source
    held = [run for run in runs if run[0][1].title]
    if len(held) > 1 and held[0][0][1].title.casefold() == held[-1][0][1].title.casefold():
        held = [[held[0][0], held[-1][-1]]]
    if len(held) > _SHOWN:
        held = [held[0], held[-1]]
    titles: list[str] = []
    sources: dict[str, None] = {}
    for run in held:
        years = list(dict.fromkeys(day[:_YEAR] or "no date" for day, _ in (run[0], run[-1])))
        titles.append(f"{run[0][1].title} ({'–'.join(years)})")
        sources |= {role.source: None for _, role in run if role.source}
    return "; ".join(titles) or None, "; ".join(sources) or None


def choose_holder(surname: str, day: str | None, reference: Reference | None = None) -> list[str]:
    """Return the names of holders with this surname, best first: one, or several where nothing decides.

    One in office on `day` is preferred to those who were not. A common surname ("Jones") stands for the
    holder of one of the great offices only.

    Examples
    --------
    >>> choose_holder("Putin", "2015-11-23"), choose_holder("Bush", "2003-03-19")
    (['Vladimir Putin'], ['George W. Bush'])
    >>> choose_holder("Clinton", None)
    ['Bill Clinton', 'Hillary Clinton']
    """
    reference = reference or load_reference()
    terms = reference.terms_by_surname.get(plain(surname), ())
    if plain(surname) in reference.common_surnames:
        terms = tuple(term for term in terms if term.is_lead or term.office in _WELL_KNOWN)
    if day is not None:
        leading = [term for term in terms if term.covers(day) and term.is_lead]
        serving = leading or [term for term in terms if term.covers(day)]
        if serving:
            terms = tuple(serving)
    return list(dict.fromkeys(term.holder for term in terms))


def find_offices(name: str, day: str, reference: Reference | None = None) -> list[Term]:
    """Return the offices that matter for an actor on a day: a person's own, or who leads a state or body.

    Examples
    --------
    >>> [(term.title, term.holder) for term in find_offices("Laurent Fabius", "2015-11-23")]
    [('Foreign Minister of France', 'Laurent Fabius')]
    >>> [(term.title, term.holder) for term in find_offices("United Kingdom", "2023-05-16")]
    [('Prime Minister of the United Kingdom', 'Rishi Sunak')]
    """
    reference = reference or load_reference()
    held = find_terms(name, day, reference)
    if held:
        return held
    state, body = reference.state_by_name.get(fold(name)), reference.body_by_name.get(fold(name))
    of = state.code if state is not None else body.name if body is not None else ""
    return [term for term in reference.terms if term.of == of and term.is_lead and term.covers(day)]
