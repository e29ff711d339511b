"""The arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011) and their features.

A group of features is a function with its arguments: features of one group always occur together, so a parser
may sum their weights once and keep the sum. Features that need two words are too many for that: they stand
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

SHIFT, RIGHT, LEFT = 0, 1, 2
ACTIONS = (SHIFT, RIGHT, LEFT)
# Beyond the sentence: lists get this many empty places at their end, and index -1 finds one of them.
_N_PADS, _PAD = 3, "_"
_MOST_CHILDREN = 3
Group = tuple[Callable[..., tuple[str, ...]], *tuple[str, ...]]


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


def features_of_token(place: str, form: str, tag: str) -> tuple[str, ...]:
    """Return the features of one token at a place of the state."""
    return (place + form, place + "'" + tag, place + form + " " + tag)


def features_of_tags(s2: str, s1: str, s0: str, n0: str, n1: str, n2: str) -> tuple[str, ...]:
    """Return the features of the tags on the stack and ahead."""
    return (
        f"a{s0} {n0}",
        f"b{n0} {n1}",
        f"c{s0} {n0} {n1}",
        f"d{n0} {n1} {n2}",
        f"e{s1} {s0}",
        f"f{s1} {s0} {n0}",
        f"g{s2} {s1} {s0}",
        f"h{s1} {n0}",
        f"i{s1} {s0} {n0} {n1}",
    )


def features_of_children(
    s0: str, n0: str, s0l: str, s0l2: str, s0r: str, s0r2: str, n0l: str, n0l2: str, s1: str, s1r: str
) -> tuple[str, ...]:
    """Return the features of the tags of children: of the two top tokens and the next one."""
    return (
        f"j{s0} {s0l} {n0}",
        f"k{s0} {s0r} {n0}",
        f"l{s0} {n0} {n0l}",
        f"m{s0} {s0l} {s0l2}",
        f"n{s0} {s0r} {s0r2}",
        f"o{n0} {n0l} {n0l2}",
        f"p{s1} {s0} {s1r}",
    )


def features_of_valency(
    s0: str, n0: str, distance: str, n_left: str, n_right: str, n_next: str
) -> tuple[str, ...]:
    """Return the features of how far the two tokens are apart and how many children they have."""
    return (f"q{s0} {n_left}{n_right}", f"r{n0} {n_next}", f"s{s0} {n0} {distance}", f"t{n0} {distance}")


def features_of_state(state: State) -> tuple[list[Group], list[str]]:
    """Return what the next action depends on: groups of features, and features that stand alone."""
    forms, tags, stack, left, right = state.forms, state.tags, state.stack, state.left, state.right
    i0, j0 = stack[-1], state.next
    i1 = stack[-2] if len(stack) > 1 else -1
    i2 = stack[-3] if len(stack) > 2 else -1
    j1, j2 = j0 + 1, j0 + 2
    s0, s1, n0, n1 = forms[i0], forms[i1], forms[j0], forms[j1]
    ts0, ts1, tn0, tn1 = tags[i0], tags[i1], tags[j0], tags[j1]
    s0_left, s0_right, n0_left, s1_right = left[i0], right[i0], left[j0], right[i1]
    l0 = s0_left[-1] if s0_left else -1
    l1 = s0_left[-2] if len(s0_left) > 1 else -1
    r0 = s0_right[-1] if s0_right else -1
    r1 = s0_right[-2] if len(s0_right) > 1 else -1
    m0 = n0_left[-1] if n0_left else -1
    m1 = n0_left[-2] if len(n0_left) > 1 else -1
    q0 = s1_right[-1] if s1_right else -1
    gap = j0 - i0
    distance = str(gap) if gap < 6 else ("6" if gap < 10 else "9")
    n_left, n_right = str(min(len(s0_left), _MOST_CHILDREN)), str(min(len(s0_right), _MOST_CHILDREN))
    n_next = str(min(len(n0_left), _MOST_CHILDREN))
    groups: list[Group] = [
        (features_of_token, "A", s0, ts0),
        (features_of_token, "B", s1, ts1),
        (features_of_token, "C", n0, tn0),
        (features_of_token, "D", n1, tn1),
        (features_of_token, "E", forms[j2], tags[j2]),
        (features_of_tags, tags[i2], ts1, ts0, tn0, tn1, tags[j2]),
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
    ]
    alone = [
        f"F{s0} {n0}",
        f"G{s0} {tn0}",
        f"H{ts0} {n0}",
        f"I{s0} {ts0} {n0} {tn0}",
        f"J{s0} {ts0} {tn0}",
        f"K{ts0} {n0} {tn0}",
        f"L{s1} {s0}",
        f"M{s0} {n_left}{n_right}",
        f"N{n0} {n_next}",
        f"O{s0} {distance}",
        f"P{n0} {distance}",
        f"Q{s0} {n0} {distance}",
        f"R{ts0} {forms[r0]}",
        f"S{ts0} {forms[l0]} {tn0}",
        f"T{tn0} {forms[m0]}",
        f"U{s1} {tn0}",
        f"V{ts1} {n0}",
        f"W{s0} {tn0} {tn1}",
        f"X{ts0} {tags[r0]} {forms[r0]} {tn0}",
        f"Y{s0} {forms[r0]}",
        f"Z{ts1} {s0} {tn0}",
        f"z{s1} {ts0} {tn0}",
    ]
    return groups, alone


def features_of_root(form: str, tag: str) -> tuple[str, ...]:
    """Return the features of a token without a head."""
    return ("r" + tag, "R" + form)


def features_of_dependent(form: str, tag: str, side: str, head_tag: str) -> tuple[str, ...]:
    """Return the features of a token under a head of some tag, on one side of it."""
    return (f"a{form} {side}", f"b{form} {head_tag} {side}")


def features_of_arc_tags(
    tag: str, head_tag: str, side: str, distance: str, last: str, after: str
) -> tuple[str, ...]:
    """Return the features of the two tags of an arc, how long it is and what stands beside its lower end."""
    return (
        f"c{tag} {head_tag} {side}",
        f"d{tag} {side}{distance}",
        f"e{tag} {head_tag} {side} {last}",
        f"f{tag} {head_tag} {side} {after}",
    )


def features_of_frame(
    tag: str, head_tag: str, side: str, frame: str, marks: str, head_marks: str
) -> tuple[str, ...]:
    """Return the features of the children of an arc's lower end and the function words at both ends."""
    return (
        f"g{tag} {frame} {head_tag} {side}",
        f"h{marks} {tag} {head_tag} {side}",
        f"i{head_tag} {head_marks} {tag} {side}",
    )


def features_of_arc_words(
    form: str, head_form: str, tag: str, side: str, frame: str, marks: str
) -> list[str]:
    """Return the features of an arc that need the words of its ends."""
    return [
        f"j{head_form} {tag} {side}",
        f"k{form} {head_form}",
        f"l{form} {frame}",
        f"m{tag} {marks} {head_form} {side}",
    ]


_MARKING_TAGS = frozenset(("IN", "TO", "WDT", "WRB", "WP", "MD"))
_LONGEST_FRAME = 12  # code points: four children


def features_of_arcs(
    forms: Sequence[str], tags: Sequence[str], heads: Sequence[int]
) -> list[tuple[list[Group], list[str]]]:
    """Return what the label of each token's arc depends on, in the order of the tokens."""
    n = len(forms)
    marks, frames = [""] * n, [""] * n
    for k, head in enumerate(heads):
        if head >= 0:
            if k < head and tags[k] in _MARKING_TAGS and len(marks[head]) < 2 * _LONGEST_FRAME:
                marks[head] += forms[k] + "_"
            if len(frames[head]) < _LONGEST_FRAME:
                frames[head] += ("<" if k < head else ">") + tags[k][:2]
    found: list[tuple[list[Group], list[str]]] = []
    for k, head in enumerate(heads):
        form, tag = forms[k], tags[k]
        if head < 0:
            found.append(([(features_of_root, form, tag)], []))
            continue
        side = "L" if k < head else "R"
        head_tag, distance = tags[head], str(min(abs(k - head), 5))
        last, after = tags[k - 1] if k else "#", tags[k + 1] if k + 1 < n else "#"
        groups: list[Group] = [
            (features_of_dependent, form, tag, side, head_tag),
            (features_of_arc_tags, tag, head_tag, side, distance, last, after),
            (features_of_frame, tag, head_tag, side, frames[k], marks[k], marks[head]),
        ]
        found.append((groups, features_of_arc_words(form, forms[head], tag, side, frames[k], marks[k])))
    return found
