"""Links between then and later: as curves where the rails stand side by side, else as words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

from hindsight.timeline.marks import Mark, Tie, Timeline
from hindsight.timeline.rail import GLYPHS, Rail
from hindsight.timeline.scene import Group, Stroke
from hindsight.timeline.style import LINE, LINK_STYLES, PALE
from hindsight.timeline.wording import say_count, say_days

MOST_CURVES = 60  # drawn, the strongest; more cannot be told apart
MOST_REFERENCES = 3  # dates named in words
_FAN = 9.0  # points over which the links of one label spread: within a line of type


@dataclass(frozen=True, slots=True)
class Bundle:
    """Links that would be one curve, because both their ends stand in the same words; the strongest first."""

    ties: tuple[Tie, ...]

    @property
    def words(self) -> str:
        """The tooltip: the strongest link's reason, and how many there are."""
        more = f" And {say_count(len(self.ties) - 1, 'more link')}." if len(self.ties) > 1 else ""
        return self.ties[0].reason + more

    @property
    def rank(self) -> tuple[bool, int, float, str]:
        """What comes first: more than the page's own links, many, strong."""
        first = self.ties[0]
        return first.kind == "site_related", -len(self.ties), -first.score, first.key


def bundle_ties(timeline: Timeline, rails: Sequence[Rail]) -> list[Bundle]:
    """Return the curves to be drawn, all, or the strongest where there are too many to tell apart."""
    then, later = (_ends(rail) for rail in rails)
    groups: dict[tuple[float, float, str], list[Tie]] = defaultdict(list)
    for tie in timeline.ties:
        groups[then[tie.then][1], later[tie.later][1], tie.kind].append(tie)
    bundles = [Bundle(tuple(sorted(ties, key=lambda tie: (-tie.score, tie.key)))) for ties in groups.values()]
    return sorted(bundles, key=lambda bundle: bundle.rank)[:MOST_CURVES]


def draw_ties(bundles: Sequence[Bundle], rails: Sequence[Rail]) -> list[Group]:
    """Return a link for each bundle, and the dotted lines that lead to them from the words of then."""
    then, later = (_ends(rail) for rail in rails)
    ties = [bundle.ties[0] for bundle in bundles]
    starts = _spread(ties, {tie.key: (then[tie.then][1], later[tie.later][1]) for tie in ties})
    ends = _spread(ties, {tie.key: (later[tie.later][1], then[tie.then][1]) for tie in ties})
    x0, x1 = rails[0].text_right + 4, rails[1].text_left - GLYPHS - 3
    middle = (x0 + x1) / 2
    leads = {then[tie.then][1]: then[tie.then][0] for tie in ties}
    dotted = [
        Stroke(((x + 3, y), (x0, y)), PALE, 0.8, (1, 2)) for y, x in sorted(leads.items()) if x + 5 < x0
    ]
    groups = [Group([*dotted])]
    for bundle in sorted(bundles, key=lambda bundle: (starts[bundle.ties[0].key], ends[bundle.ties[0].key])):
        tie = bundle.ties[0]
        y0, y1 = starts[tie.key], ends[tie.key]
        dash, colour, width = LINK_STYLES[tie.kind]
        width += 0.45 * log2(len(bundle.ties))
        curve = Stroke(((x0, y0), (middle, y0), (middle, y1), (x1, y1)), colour, width, dash, is_curve=True)
        groups.append(Group([curve], tie.key, bundle.words))
    return groups


def refer(timeline: Timeline) -> dict[str, str]:
    """Return, for each mark that links touch, but for the page's own, where they lead, in words."""
    marks = {mark.key: mark for mark in timeline.marks}
    forth: dict[str, list[Mark]] = defaultdict(list)
    back: dict[str, list[Mark]] = defaultdict(list)
    for tie in timeline.ties:
        if tie.kind != "site_related":
            forth[tie.then].append(marks[tie.later])
            back[tie.later].append(marks[tie.then])
    said = {}
    for key, later in forth.items():
        days = list(
            dict.fromkeys(say_days(m.earliest, m.latest) for m in sorted(later, key=lambda m: m.days))
        )
        more = f" and {len(days) - MOST_REFERENCES} more" if len(days) > MOST_REFERENCES else ""
        said[key] = f"→ {', '.join(days[:MOST_REFERENCES])}{more}"
    for key, then in back.items():
        n_claims = len({m.key for m in then if m.kind == "claim"})
        n_texts = len({m.key for m in then if m.kind == "document"})
        counts = [say_count(n, noun) for n, noun in ((n_claims, "claim"), (n_texts, "text")) if n]
        said[key] = f"← {' and '.join(counts)} of then"
    return said


def _ends(rail: Rail) -> Mapping[str, tuple[float, float]]:
    """Return, for the key of each mark, where its words end and at which height a link touches it."""
    ends = {}
    for placed in rail.placed:
        for said in placed.said:
            first = said.texts[0].baseline
            end = max(text.box[2] for text in said.texts if text.baseline == first)
            ends[said.mark.key] = (end, said.y)
        for number in placed.block.hidden:
            text = placed.more[0]
            ends[rail.marks[number].key] = (text.box[2], text.baseline - LINE * 0.28)
    return ends


def _spread(ties: Sequence[Tie], ends: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Return where links touch their labels: side by side, in the order of their other ends."""
    groups: dict[float, list[Tie]] = defaultdict(list)
    for tie in ties:
        groups[ends[tie.key][0]].append(tie)
    places = {}
    for y, group in groups.items():
        group.sort(key=lambda tie: (ends[tie.key][1], tie.kind, tie.key))
        step = min(1.8, _FAN / max(1, len(group) - 1))
        for number, tie in enumerate(group):
            places[tie.key] = y + (number - (len(group) - 1) / 2) * step
    return places
