"""A reader's merges, splits, names and kinds of actors, as the grouping of mentions takes them."""

from __future__ import annotations

from collections.abc import Sequence

from hindsight.actors import ActorDecisions, Mention, Split
from hindsight.corpus.corrections import Corrections, find_target
from hindsight.corpus.readings import DocumentReading


def decide_actors(
    corrections: Corrections, documents: Sequence[DocumentReading], mentions: Sequence[Sequence[Mention]]
) -> ActorDecisions | None:
    """Return the decisions about actors, None where there are none.

    Parameters
    ----------
    corrections : Corrections
        As read from ``data/corrections/``.
    documents : sequence of DocumentReading
    mentions : sequence of sequence of Mention
        Of each document, in the same order: a split is tied to one of them by quotation.
    """
    splits = []
    places = {document.document_id: index for index, document in enumerate(documents)}
    for correction in corrections.of("split_actor"):
        index = places.get(correction.document)
        if index is None:
            continue
        spans = [(m.start, m.end, str(number)) for number, m in enumerate(mentions[index])]
        target = find_target(correction, documents[index].offsets.clean, spans).target
        if target is not None:
            mention = mentions[index][int(target)]
            splits.append(Split(correction.value, index, mention.start, mention.end))
    merges = tuple((c.value, *c.names) for c in corrections.of("merge_actors"))
    renames = tuple((name, c.value) for c in corrections.of("rename_actor") for name in c.names)
    retypes = tuple((name, c.value) for c in corrections.of("retype_actor") for name in c.names)
    if not (splits or merges or renames or retypes):
        return None
    return ActorDecisions(merges=merges, splits=tuple(splits), renames=renames, retypes=retypes)
