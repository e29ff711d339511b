"""The arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011) and their features.

A group of features is a function with its arguments: features of one group always occur together, so a parser
may sum their weights once and keep the sum. Features that need two words are too many for that: they stand
alone.

Roles of the state: ``s`` tokens of the stack, the top first, ``n`` tokens ahead, ``l`` and ``r`` the
outermost children of the top, ``m`` those of the next token, ``q`` that of the second of the stack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from hindsight.language.codes import Role

SHIFT, RIGHT, LEFT = 0, 1, 2
ACTIONS = (SHIFT, RIGHT, LEFT)
# Beyond the sentence: lists get this many empty places at their end, and index -1 finds one of them.
_N_PADS, _PAD = 3, "_"
_MOST_CHILDREN = 3
_NUMBERS = ("0", "1", "2", "3", "4", "5")
_MANY = str(_MOST_CHILDREN)
_FARTHEST = 10
_DISTANCES = ("0", "1", "2", "3", "4", "5", "6", "6", "6", "6", "9")  # by how many tokens
Places = tuple[int, int, int, int, int]
Group = tuple[Callable[..., tuple[int, ...]], *tuple[str, ...]]

_FORMS = S0, S1, N0, N1, N2 = [Role(name) for name in ("s0", "s1", "n0", "n1", "n2")]
_TAGS = TS0, TS1, TN0, TN1, TN2 = [Role(name) for name in ("ts0", "ts1", "tn0", "tn1", "tn2")]
TS2, TL0, TL1, TR0, TR1, TM0, TM1, TQ0 = [
    Role(name) for name in ("ts2", "tl0", "tl1", "tr0", "tr1", "tm0", "tm1", "tq0")
]
N_PLACES = len(_FORMS)
L0, R0, M0, GAP = [Role(name) for name in ("l0", "r0", "m0", "gap")]
N_LEFT, N_RIGHT, N_NEXT = [Role(name) for name in ("n left", "n right", "n next")]


class State:
    """A stack of tokens, the next token, and the arcs so far."""

    __slots__ = ("forms", "heads", "left", "n", "next", "right", "stack", "tags")

    def __init__(self, forms: Sequence[str], tags: Sequence[str]) -> None:
        self.n = len(forms)
        self.forms, self.tags = [*forms, *[_PAD] * _N_PADS], [*tags, *[_PAD] * _N_PADS]
        self.heads = [-1] * self.n
        self.left: list[list[int]] = [[] for _ in self.forms]  # children to the left, nearest last
        self.right: list[list[int]] = [[] for _ in self.forms]  # children to the right, farthest last
        self.stack: list[int] = []
        self.next = 0

    @property
    def forced(self) -> int | None:
        """The one action that can be taken, None if there is a choice."""
        if not self.stack:
            return SHIFT
        return RIGHT if self.next >= self.n else None

    @property
    def is_done(self) -> bool:
        """Whether one token is left, the root."""
        return self.next >= self.n and len(self.stack) < 2

    def do(self, action: int) -> None:
        """Take an action: shift the next token, or attach the top of the stack to its left or its right."""
        if action == SHIFT:
            self.stack.append(self.next)
            self.next += 1
            return
        child = self.stack.pop()
        if action == RIGHT:
            head = self.stack[-1]
            self.right[head].append(child)
        else:
            head = self.next
            self.left[head].append(child)
        self.heads[child] = head


def best_action(scores: Sequence[int], state: State) -> int:
    """Return the allowed action with the highest score, where `State.forced` leaves a choice."""
    shift, right, left = scores
    if len(state.stack) > 1 and right > shift and right >= left:
        return RIGHT
    return SHIFT if shift >= left else LEFT


def features_of_token(place: int, form: str, tag: str) -> tuple[int, int, int]:
    """Return the features of one token at a place of the state: on top, below, next, and two behind that."""
    word, kind = _FORMS[place][form], _TAGS[place][tag]
    return word, kind, word ^ kind


def features_of_tags(s2: str, s1: str, s0: str, n0: str, n1: str, n2: str) -> tuple[int, ...]:
    """Return the features of the tags on the stack and ahead."""
    top, below, first, second = TS0[s0], TS1[s1], TN0[n0], TN1[n1]
    here, around = top ^ first, below ^ top
    return (
        here,
        first ^ second,
        here ^ second,
        first ^ second ^ TN2[n2],
        around,
        around ^ first,
        around ^ TS2[s2],
        below ^ first,
        around ^ first ^ second,
    )


def features_of_children(
    s0: str, n0: str, s0l: str, s0l2: str, s0r: str, s0r2: str, n0l: str, n0l2: str, s1: str, s1r: str
) -> tuple[int, ...]:
    """Return the features of the tags of children: of the two top tokens and the next one."""
    top, ahead, left, right, inner = TS0[s0], TN0[n0], TL0[s0l], TR0[s0r], TM0[n0l]
    return (
        top ^ left ^ ahead,
        top ^ right ^ ahead,
        top ^ ahead ^ inner,
        top ^ left ^ TL1[s0l2],
        top ^ right ^ TR1[s0r2],
        ahead ^ inner ^ TM1[n0l2],
        TS1[s1] ^ top ^ TQ0[s1r],
    )


def features_of_valency(
    s0: str, n0: str, gap: str, n_left: str, n_right: str, n_next: str
) -> tuple[int, ...]:
    """Return the features of how far the two tokens are apart and how many children they have."""
    top, ahead, distance = TS0[s0], TN0[n0], GAP[gap]
    return (
        top ^ N_LEFT[n_left] ^ N_RIGHT[n_right],
        ahead ^ N_NEXT[n_next],
        top ^ ahead ^ distance,
        ahead ^ distance,
    )


def features_of_state(state: State) -> tuple[Places, tuple[Group, ...], tuple[int, ...]]:
    """Return what the next action depends on.

    The tokens at the five places of `features_of_token`, groups of features, and features that stand alone.
    """
    forms, tags, stack, left, right = state.forms, state.tags, state.stack, state.left, state.right
    i0, j0 = stack[-1], state.next
    i1 = stack[-2] if len(stack) > 1 else -1
    i2 = stack[-3] if len(stack) > 2 else -1
    ts0, ts1, tn0, tn1 = tags[i0], tags[i1], tags[j0], tags[j0 + 1]
    s0_left, s0_right, n0_left, s1_right = left[i0], right[i0], left[j0], right[i1]
    l0 = s0_left[-1] if s0_left else -1
    l1 = s0_left[-2] if len(s0_left) > 1 else -1
    r0 = s0_right[-1] if s0_right else -1
    r1 = s0_right[-2] if len(s0_right) > 1 else -1
    m0 = n0_left[-1] if n0_left else -1
    m1 = n0_left[-2] if len(n0_left) > 1 else -1
    q0 = s1_right[-1] if s1_right else -1
    far, n_s0_left, n_s0_right, n_n0_left = j0 - i0, len(s0_left), len(s0_right), len(n0_left)
    distance = _DISTANCES[far] if far < _FARTHEST else _DISTANCES[-1]
    n_left = _NUMBERS[n_s0_left] if n_s0_left < _MOST_CHILDREN else _MANY
    n_right = _NUMBERS[n_s0_right] if n_s0_right < _MOST_CHILDREN else _MANY
    n_next = _NUMBERS[n_n0_left] if n_n0_left < _MOST_CHILDREN else _MANY
    groups: tuple[Group, ...] = (
        (features_of_tags, tags[i2], ts1, ts0, tn0, tn1, tags[j0 + 2]),
        (
            features_of_children,
            ts0,
            tn0,
            tags[l0],
            tags[l1],
            tags[r0],
            tags[r1],
            tags[m0],
            tags[m1],
            ts1,
            tags[q0],
        ),
        (features_of_valency, ts0, tn0, distance, n_left, n_right, n_next),
    )
    word, second, ahead, gap, child = (
        S0[forms[i0]],
        S1[forms[i1]],
        N0[forms[j0]],
        GAP[distance],
        R0[forms[r0]],
    )
    top, below, first = TS0[ts0], TS1[ts1], TN0[tn0]
    pair, kinds, word_first = word ^ ahead, top ^ first, word ^ first
    alone = (
        pair,
        word_first,
        top ^ ahead,
        pair ^ kinds,
        word ^ kinds,
        kinds ^ ahead,
        second ^ word,
        word ^ N_LEFT[n_left] ^ N_RIGHT[n_right],
        ahead ^ N_NEXT[n_next],
        word ^ gap,
        ahead ^ gap,
        pair ^ gap,
        top ^ child,
        kinds ^ L0[forms[l0]],
        first ^ M0[forms[m0]],
        second ^ first,
        below ^ ahead,
        word_first ^ TN1[tn1],
        kinds ^ TR0[tags[r0]] ^ child,
        word ^ child,
        below ^ word_first,
        second ^ kinds,
    )
    return (i0, i1, j0, j0 + 1, j0 + 2), groups, alone


FORM, HEAD_FORM, TAG, HEAD_TAG, ROOT_FORM, ROOT_TAG = [
    Role(name) for name in ("form", "head form", "tag", "head tag", "root form", "root tag")
]
SIDE, DISTANCE, LAST, AFTER, FRAME, MARKS, HEAD_MARKS = [
    Role(name) for name in ("side", "distance", "last", "after", "frame", "marks", "head marks")
]
_MARKING_TAGS = frozenset(("IN", "TO", "WDT", "WRB", "WP", "MD"))
_LONGEST_FRAME = 12  # code points: four children


def features_of_arcs(
    forms: Sequence[str], tags: Sequence[str], heads: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    """Yield the features that the label of each token's arc depends on, in the order of the tokens."""
    n = len(forms)
    marks, frames = [""] * n, [""] * n
    for k, head in enumerate(heads):
        if head >= 0:
            if k < head and tags[k] in _MARKING_TAGS and len(marks[head]) < 2 * _LONGEST_FRAME:
                marks[head] += forms[k] + "_"
            if len(frames[head]) < _LONGEST_FRAME:
                frames[head] += ("<" if k < head else ">") + tags[k][:2]
    for k, head in enumerate(heads):
        if head < 0:
            yield ROOT_TAG[tags[k]], ROOT_FORM[forms[k]]
            continue
        word, kind, side = FORM[forms[k]], TAG[tags[k]], SIDE["L" if k < head else "R"]
        head_kind, head_word = HEAD_TAG[tags[head]], HEAD_FORM[forms[head]]
        distance = DISTANCE[_NUMBERS[min(abs(k - head), 5)]]
        frame, mark = FRAME[frames[k]], MARKS[marks[k]]
        kinds = kind ^ head_kind ^ side
        yield (
            word ^ side,
            word ^ head_kind ^ side,
            kinds,
            kind ^ side ^ distance,
            kinds ^ LAST[tags[k - 1] if k else "#"],
            kinds ^ AFTER[tags[k + 1] if k + 1 < n else "#"],
            kinds ^ frame,
            kinds ^ mark,
            kinds ^ HEAD_MARKS[marks[head]],
            head_word ^ kind ^ side,
            word ^ head_word,
            word ^ frame,
            kind ^ mark ^ head_word ^ side,
        )
