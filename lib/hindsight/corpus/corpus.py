"""The corpus as a reader explores it: frames as attributes, concordance, dossiers, timelines, sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hindsight.actors.reference import add_rows, load_reference
from hindsight.corpus.concordance import find_concordance
from hindsight.corpus.deciding import Desk
from hindsight.corpus.dossier import Dossier, make_dossier
from hindsight.corpus.frame_store import FrameStore
from hindsight.corpus.passage import SourcePassage, open_passage
from hindsight.corpus.project import locate_folders
from hindsight.corpus.selection import Selection, make_selection, select_frame
from hindsight.corpus.timelines import Timelines
from hindsight.errors import HindsightError
from hindsight.ledger import Rubric, read_rubric
from hindsight.schema import FRAMES, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from hindsight.corpus.review import Review
    from hindsight.timeline import Drawing


class Corpus:
    """A corpus of pages, or a selection of it. Made by `hindsight.load`.

    Every frame of the schema is an attribute (`documents`, `claims`, …), described in docs/columns.md.

    Examples
    --------
    >>> import hindsight
    >>> corpus = hindsight.load()
    >>> corpus.documents.title.iloc[0]
    'Obama Must Send Hollande to Moscow With This Clear Message'
    """

    documents: pd.DataFrame
    texts: pd.DataFrame
    blocks: pd.DataFrame
    edits: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    claims: pd.DataFrame
    dates: pd.DataFrame
    related_items: pd.DataFrame
    links: pd.DataFrame
    corrections: pd.DataFrame
    verdicts: pd.DataFrame
    ledger: pd.DataFrame

    def __init__(self, store: FrameStore, selection: Selection | None = None) -> None:
        self._store = store
        self.selection = selection or Selection()
        self._selected: dict[str, pd.DataFrame] = {}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in FRAMES:
            return self.frame(name)
        raise AttributeError(f"a corpus has no {name!r}; its frames: {', '.join(FRAMES)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *FRAMES]

    def frame(self, name: str) -> pd.DataFrame:
        """Return a frame by name, as the selection shows it; docs/columns.md describes its columns."""
        if name not in FRAMES:
            raise HindsightError(f"no frame {name!r}", remedy=f"one of {', '.join(FRAMES)}")
        if not self.selection:
            return self._store.frame(name)
        if name not in self._selected:
            self._selected[name] = select_frame(name, self.selection, self._store.frame, self.frame)
        return self._selected[name]

    def frames(self, *names: str) -> dict[str, pd.DataFrame]:
        """Return several frames by name; without names, all of them."""
        return {name: self.frame(name) for name in names or FRAMES}

    def select(
        self, *, document: str = "", actor: str = "", date_from: str = "", date_to: str = "", as_of: str = ""
    ) -> Corpus:
        """Return a view: one document, one actor, a range of publication dates, nothing after `as_of`.

        Parameters
        ----------
        document : str
            Key of a document.
        actor : str
            Any name or the key of an actor: the pages that mention it; of them the mentions, claims and dates
            that concern it.
        date_from, date_to : str
            First and last day of publication (ISO).
        as_of : str
            Hide whatever is dated after this day (ISO); undated cards are hidden too.

        Raises
        ------
        BadParameter
            No such document or actor, or not a day.
        """
        selection = make_selection(
            self._store.frame("documents").document_id,
            lambda: actor_names(self._store.frame("actors")),
            document=document,
            actor=actor,
            date_from=date_from,
            date_to=date_to,
            as_of=as_of,
        )
        return Corpus(self._store, selection)

    @property
    def inputs(self) -> dict[str, str]:
        """Fingerprints of what the frames are made from; `hindsight diff` tells by them why runs differ."""
        return self._store.inputs

    @property
    def decide(self) -> Desk:
        """Where a reader corrects the machine and gives verdicts; the next run applies them."""
        return Desk(self._store.folders.corrections, self._store.frame)

    @property
    def rubric(self) -> Rubric:
        """By what rules verdicts are given: `rubric.md` of the corrections folder, else the one shipped."""
        return read_rubric(self._store.folders.corrections)

    def beside(self) -> pd.DataFrame:
        """Return the ledger beside what came later: one row per claim and later text that may speak to it.

        Returns
        -------
        pandas.DataFrame
            The columns of `ledger` and: ``later`` (title), ``published`` (ISO day), ``passage`` (sentences to
            read), ``reason`` and ``strength`` (of all links between the two), strongest first.
        """
        from hindsight.corpus.review import set_beside

        return set_beside(self.frame)

    def review(self, *, who: str) -> Review:
        """Return the claims that look forward, one at a time beside what came later, to give verdicts on.

        Parameters
        ----------
        who : str
            The reader. Claims that they judged with the same evidence at hand do not come up again.

        Examples
        --------
        >>> import hindsight
        >>> review = hindsight.load(as_of="2015-12-31").review(who="A. Reader")
        >>> review.case.note
        'Blind: whatever is dated after 2015-12-31 is hidden.'
        """
        from hindsight.corpus.review import Review

        return Review(self, who=who)

    def kwic(self, term: str, *, width: int = 60, is_regex: bool = False) -> pd.DataFrame:
        """Return a concordance of `term` (keyword in context), one row per hit in text order.

        Parameters
        ----------
        term : str
            Word or phrase, whole words, case ignored; ``*`` stands for any letters (``sanction*``).
        width : int
            Characters of context on each side.
        is_regex : bool
            Take `term` as a regular expression.

        Returns
        -------
        pandas.DataFrame
            Columns left, keyword, right, document_id, sentence_id, raw_start, raw_end.

        Examples
        --------
        >>> import hindsight
        >>> hindsight.load().kwic("sanctions").keyword.tolist()
        ['sanctions', 'sanctions', 'sanctions']
        """
        whole = {name: self._store.frame(name) for name in ("texts", "edits")}
        return find_concordance(
            self.frames("sentences", "texts"), whole, term, width=width, is_regex=is_regex
        )

    def dossier(self, actor: str) -> Dossier:
        """Return what the corpus holds on one actor: names, offices, claims by and about, dates, later items.

        Parameters
        ----------
        actor : str
            Any of the actor's names; empty: whoever is named most often.
        """
        if not actor:
            ranked = self.frame("actors").sort_values(["n_mentions", "name"], ascending=[False, True])
            actor = next(iter(ranked["name"]), "")
        view = self.select(
            actor=actor,
            document=self.selection.document or "",
            date_from=self.selection.date_from or "",
            date_to=self.selection.date_to or "",
            as_of=self.selection.as_of or "",
        )
        reference = add_rows(load_reference(), self._store.folders.corrections)
        return make_dossier(view.selection.actor or "", view.frame, self.frame, reference)

    @property
    def timelines(self) -> Timelines:
        """Every timeline of the corpus, as the selection shows it."""
        return Timelines(self.selection, self.frames)

    def timeline(self, **options: Any) -> Drawing:
        """Return the timeline of then and later; options as of `Timelines.then_and_later`."""
        return self.timelines.then_and_later(**options)

    def actor_timeline(self, actor: str, **options: Any) -> Drawing:
        """Return the timeline of one actor, by any of its names; options as of `Timelines.actor`."""
        return self.timelines.actor(self.select(actor=actor).selection.actor or "", **options)

    def month_timeline(self, **options: Any) -> Drawing:
        """Return the corpus by month; options as of `Timelines.months`."""
        return self.timelines.months(**options)

    def date_timeline(self, **options: Any) -> Drawing:
        """Return the dates talked about against the dates of publication; options as of
        `Timelines.dates`."""
        return self.timelines.dates(**options)

    def sources(self, row: Mapping[str, Any] | pd.Series | str) -> SourcePassage:
        """Return the passage that a row stands on, in its page.

        Parameters
        ----------
        row : mapping, Series or str
            A row of any frame with a place, or its key.

        Raises
        ------
        HindsightError
            No row has that key, or the row has no place in a page.
        """
        return open_passage(row, self.frame)

    def around(self, row: Mapping[str, Any] | pd.Series, *, width: int = 30) -> str:
        """Return the clean words of a row with what stands around them, on one line.

        Parameters
        ----------
        row : mapping or Series
            A row with ``document_id``, ``clean_start`` and ``clean_end`` (an edit, say).
        width : int
            Characters on each side.
        """
        texts = self.frame("texts")
        clean = texts.clean[texts.document_id == row["document_id"]].iloc[0]
        start, end = int(row["clean_start"]), int(row["clean_end"])
        before = re.sub(r"^\S*\s", "", clean[max(0, start - width - 1) : start])  # no word cut in two
        after = re.sub(r"\s\S*$", "", clean[end : end + width + 1])
        return " ".join(f"{before}{clean[start:end]}{after}".split())

    def links_of(self, actor: str) -> pd.DataFrame:
        """Return the links that rest on an actor (any of its names): where it comes up again later.

        Examples
        --------
        >>> import hindsight
        >>> set(hindsight.load().links_of("Ukraine").kind)
        {'shared_actor'}
        """
        chosen = self.select(actor=actor).selection.actor
        mentions, links = self.frame("mentions"), self.frame("links")
        mine = set(mentions.mention_id[mentions.actor_id == chosen])
        return links[[not mine.isdisjoint(basis) for basis in links.basis]].reset_index(drop=True)

    def join_links(self, links: pd.DataFrame) -> pd.DataFrame:
        """Return one row per claim (or document) of then and later text: all grounds of `links` between the
        two, strongest first; see `hindsight.links.joining`."""
        from hindsight.links.joining import join_links

        return join_links(links)

    def name_links(self, links: pd.DataFrame) -> pd.DataFrame:
        """Return links with the words of `then` (claim or title) and the title of `later`."""
        claims = {row["claim_id"]: row["quote"] for row in rows_of(self.frame("claims"))}
        titles = {row["document_id"]: row["title"] for row in rows_of(self.frame("documents"))}
        later = titles | {
            row["related_item_id"]: row["title"] for row in rows_of(self.frame("related_items"))
        }
        import pandas as pd

        rows = rows_of(links)
        then = [claims.get(row["claim_id"]) or titles.get(row["document_id"]) for row in rows]
        named = [later.get(row["later_id"]) for row in rows]
        return links.assign(
            then=pd.Series(then, links.index, dtype="str"), later=pd.Series(named, links.index, dtype="str")
        )

    def _repr_html_(self) -> str:
        from hindsight.corpus.overview import overview_html

        return overview_html(self)


def actor_names(actors: pd.DataFrame) -> dict[str, str]:
    """Return the actor id of every name, alias (as printed and case-folded) and id."""
    names: dict[str, str] = {}
    for actor in rows_of(actors):
        for name in (actor["name"], actor["actor_id"], *actor["aliases"]):
            names.setdefault(name, actor["actor_id"])
            names.setdefault(name.casefold(), actor["actor_id"])
    return names


def load(
    corpus_folder: str | Path = "data/raw",
    *,
    output_folder: str | Path = "data/processed",
    document: str = "",
    actor: str = "",
    date_from: str = "",
    date_to: str = "",
    as_of: str = "",
) -> Corpus:
    """Return the corpus of a folder of saved pages; frames are made when they are first asked for.

    Parameters
    ----------
    corpus_folder : str or Path
        Folder of saved pages; relative to the project.
    output_folder : str or Path
        Where the frames are kept.
    document, actor, date_from, date_to, as_of : str
        A selection, as of `Corpus.select`; empty: everything.

    Raises
    ------
    HindsightError
        No project or no such folder.
    BadParameter
        No such document or actor, or not a day.

    Examples
    --------
    >>> import hindsight
    >>> len(hindsight.load(as_of="2015-12-31").related_items)
    0
    """
    corpus = Corpus(FrameStore(locate_folders(corpus_folder, output_folder)))
    if any((document, actor, date_from, date_to, as_of)):
        return corpus.select(
            document=document, actor=actor, date_from=date_from, date_to=date_to, as_of=as_of
        )
    return corpus
