"""What a reader decided about actors: merge, split, rename, retype. They override the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Split:
    """These mentions belong to another actor than the machine thinks.

    Parameters
    ----------
    name : str
        Name of the actor they belong to.
    text : int or None
        Index of the text in the texts given to `group_actors`; None: every text.
    start, end : int or None
        Span of the one mention meant; None: every mention in the text with the words `form`.
    form : str
        The words of the mentions meant, where no span is given.
    """

    name: str
    text: int | None = None
    start: int | None = None
    end: int | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class ActorDecisions:
    """A reader's decisions; names are compared without regard to case, accents and leading articles.

    Parameters
    ----------
    merges : tuple of tuples of str
        Names (canonical or as printed) that are one actor; the first is its name.
    splits : tuple of Split
        Mentions that belong to another actor.
    renames : tuple of (str, str)
        Actor, new canonical name.
    retypes : tuple of (str, str)
        Actor, kind (person, organisation, state, armed_group, body, place, group, other).
    roles : tuple of (str, str)
        Actor, office held then.

    Examples
    --------
    >>> ActorDecisions(merges=(("Islamic State", "Caliphate"),)).merges[0][0]
    'Islamic State'
    """

    merges: tuple[tuple[str, ...], ...] = ()
    splits: tuple[Split, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    retypes: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
