"""What two sequences have in common, in order: anchors that occur once, then the least edits between them.

`matches` is what `git diff --patience` does (unique lines in their longest increasing chain, again in what is
left), ended by Myers' algorithm ("An O(ND) difference algorithm and its variations", 1986) where that is
cheap. So its cost is near linear: a stretch that has nothing unique and too many edits has nothing in common.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

_MOST_EDITS = 400
"""Edits in a stretch of nothing unique, beyond which it is not searched, as memory grows by their square."""

_ALWAYS, _MOST_EDITED = 24, 0.6
"""So many edits are looked for in any stretch; more, while they are at most this share of its elements."""


class Match(NamedTuple):
    """The places of two elements that belong together."""

    old: int
    new: int


class Weighed(NamedTuple):
    """Two elements that may belong together, and how much speaks for it."""

    old: int
    new: int
    weight: float


class Stretch(NamedTuple):
    """A stretch of both sequences; the ends are exclusive."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def is_open(self) -> bool:
        """Whether both sequences have something in it."""
        return self.old < self.old_end and self.new < self.new_end


def whole(old: Sequence[object], new: Sequence[object]) -> Stretch:
    """Return the stretch that has all of both."""
    return Stretch(0, len(old), 0, len(new))


def between(found: Iterable[tuple[int, int]], within: Stretch) -> Iterator[Stretch]:
    """Yield the stretches between matches, and before and behind them; some may be empty."""
    at, other = within.old, within.new
    for old, new in found:
        yield Stretch(at, old, other, new)
        at, other = old + 1, new + 1
    yield Stretch(at, within.old_end, other, within.new_end)


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Match]:
    """Return which elements of `old` and `new` are kept, in increasing order of both."""
    found: list[Match] = []
    waiting = [whole(old, new)]
    while waiting:
        stretch = _trimmed(old, new, waiting.pop(), found)
        if not stretch.is_open:
            continue
        anchors = unique(old, new, stretch)
        if anchors:
            found += anchors
            waiting += [one for one in between(anchors, stretch) if one.is_open]
        else:
            found += _least_edits(old, new, stretch)
    return sorted(found)


def unique(old: Sequence[Hashable], new: Sequence[Hashable], within: Stretch) -> list[Match]:
    """Return elements that occur once in both sequences, in their longest increasing chain."""
    return longest(once(old, new, within))


def once(old: Sequence[Hashable], new: Sequence[Hashable], within: Stretch) -> list[tuple[int, int]]:
    """Return the places of what occurs once in both sequences, in the order of the old one."""
    here, there = _once(old, within.old, within.old_end), _once(new, within.new, within.new_end)
    return sorted((place, there[key]) for key, place in here.items() if key in there)


def _once(elements: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    again: set[Hashable] = set()
    for place in range(start, end):
        key = elements[place]
        if key in places:
            again.add(key)
        places[key] = place
    for key in again:
        del places[key]
    return places


def longest(pairs: Sequence[tuple[int, int]]) -> list[Match]:
    """Return the longest chain of `pairs`, sorted by their first, in which the second increases too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, new) in enumerate(pairs):
        place = bisect_left(tails, new)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(new)
            ends.append(at)
        else:
            tails[place], ends[place] = new, at
    return _chain(pairs, before, ends[-1] if ends else -1)


def _chain(pairs: Sequence[tuple[int, int] | Weighed], before: Sequence[int], last: int) -> list[Match]:
    chain: list[Match] = []
    while last >= 0:
        chain.append(Match(pairs[last][0], pairs[last][1]))
        last = before[last]
    chain.reverse()
    return chain


def heaviest(pairs: Iterable[Weighed]) -> list[Match]:
    """Return the chain of the greatest weight in which both places increase.

    The greatest weight of a chain that ends before a place stands in a tree of Fenwick's, so this costs
    n log n.
    """
    ordered = sorted(pairs, key=lambda one: (one.old, -one.new))
    if not ordered:
        return []
    size = max(one.new for one in ordered) + 2
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before, total = [], (0.0, -1)
    for at, pair in enumerate(ordered):
        weight, last = _best(best, pair.new)
        before.append(last)
        fresh = (weight + pair.weight, at)
        total = max(total, fresh, key=lambda one: one[0])
        _raise(best, pair.new + 1, fresh)
    return _chain(ordered, before, total[1])


def _best(tree: Sequence[tuple[float, int]], place: int) -> tuple[float, int]:
    """Return the heaviest chain that ends before `place`."""
    found = (0.0, -1)
    while place > 0:
        if tree[place][0] > found[0]:
            found = tree[place]
        place -= place & -place
    return found


def _raise(tree: list[tuple[float, int]], place: int, chain: tuple[float, int]) -> None:
    while place < len(tree):
        if chain[0] > tree[place][0]:
            tree[place] = chain
        place += place & -place


def _trimmed(
    old: Sequence[Hashable], new: Sequence[Hashable], stretch: Stretch, found: list[Match]
) -> Stretch:
    """Return what is left of a stretch between what is the same at its ends, which is `found`."""
    at, end, other, other_end = stretch
    while at < end and other < other_end and old[at] == new[other]:
        found.append(Match(at, other))
        at, other = at + 1, other + 1
    while at < end and other < other_end and old[end - 1] == new[other_end - 1]:
        end, other_end = end - 1, other_end - 1
        found.append(Match(end, other_end))
    return Stretch(at, end, other, other_end)


def _least_edits(old: Sequence[Hashable], new: Sequence[Hashable], within: Stretch) -> list[Match]:
    """Return what is kept by the shortest way from one stretch to the other, nothing where that is long.

    `reach[k]` is how far the old sequence is used up on the diagonal `k`, where old - new = k; `steps` has
    what it was before every edit.
    """
    a, b = old[within.old : within.old_end], new[within.new : within.new_end]
    kept = set(a).intersection(b)
    if not kept:
        return []
    reach = {1: 0}
    steps: list[dict[int, int]] = []
    length, width = len(a), len(b)
    for edits in range(_most_edits(length + width) + 1):
        steps.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            at = reach[k + 1] if down else reach[k - 1] + 1
            while at < length and 0 <= at - k < width and a[at] == b[at - k]:
                at += 1
            reach[k] = at
            if at >= length and at - k >= width:
                return _way_back(steps, length, width, within)
    return []


def _most_edits(length: int) -> int:
    """Return after how many edits two stretches of this length in all have too little in common."""
    return min(length, max(_ALWAYS, min(_MOST_EDITS, int(length * _MOST_EDITED))))


def _way_back(steps: Sequence[dict[int, int]], at: int, other: int, within: Stretch) -> list[Match]:
    found: list[Match] = []
    for edits in range(len(steps) - 1, -1, -1):
        reach, k = steps[edits], at - other
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        last = k + 1 if down else k - 1
        start = reach[last] if edits else 0
        middle = (start if down else start + 1) if edits else 0
        while at > middle:
            at, other = at - 1, other - 1
            found.append(Match(within.old + at, within.new + other))
        at, other = start, start - last
    return found
