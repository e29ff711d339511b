"""Offices by date: who was the French President, and what office did Fabius hold, on a given day."""

from __future__ import annotations

from hindsight.actors.person_names import plain
from hindsight.actors.reference import Reference, Term, fold, load_reference

TABLE = "terms.tsv"
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
    for term in (reference or load_reference()).terms:
        if (
            term.of == of
            and (term.is_lead if office == "lead" else term.office == office)
            and term.covers(day)
        ):
            return term
    return None


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
