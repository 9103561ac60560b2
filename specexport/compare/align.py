"""Which of two sequences of blocks, items or rows belong together, in order.

Those that say the same and occur once are the spine; then those of one name (a heading's words, the number of
a requirement); then those that have words in common, found by their rarer ones; then what stands alone
between two that belong together. Each step looks only between what the steps before it have found, so what
was rewritten stays between its neighbours, and the cost is near linear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from specexport.compare import sequences
from specexport.compare.keys import WORD
from specexport.compare.sequences import Match, Stretch, Weighed, between
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from specexport.compare.keys import Keys

# What a requirement, a risk or a decision is called.
_NAME = regex(r"\W*([A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]+)*-\d+(?:\.\d+)*)\b")
_LEAST_ALIKE = 0.34
"""The least share of words that two have in common, of all words of both, to be versions of each other."""
_LEAST_ALIKE_INSIDE = 0.2
"""The same for what has parts of its own, which are compared again."""
_COMMON = 12
"""A word that occurs in more of the blocks of a stretch tells nothing."""
_CANDIDATES = 4
_HEADING = 80
"""As many words a heading weighs."""
_MOST_PAIRS = 400
"""How many pairs of a stretch are looked at one by one."""
_CONTAINERS = (d.Table, d.BulletList, d.OrderedList, d.DefinitionList, d.BlockQuote, d.Div, d.CodeBlock)


class Pair(NamedTuple):
    """The places of what belongs together; None where the other version has nothing of it."""

    old: int | None
    new: int | None


class Element(NamedTuple):
    """What is aligned: all that it says, its kind (only one of the same can be its other version), its name,
    and its words.
    """

    key: Hashable
    kind: tuple[Hashable, ...]
    name: str
    words: Counter[str]

    def likeness(self, other: Element) -> float:
        """Return the share of words that two have in common, 0 for two kinds."""
        total = self.words.total() + other.words.total()
        if self.kind != other.kind or not total:
            return 0.0
        return 2 * (self.words & other.words).total() / total

    @property
    def least(self) -> float:
        """The least likeness with its other version."""
        return _LEAST_ALIKE_INSIDE if self.kind[0] in _CONTAINERS else _LEAST_ALIKE


def blocks(
    old: Sequence[d.Node], new: Sequence[d.Node], keys: Keys, new_keys: Keys | None = None
) -> list[Pair]:
    """Return how two sequences of blocks, items or rows belong together, in an order that holds for both.

    `keys` are those of the old document, `new_keys` of the new one, where that shows other pictures.
    """
    there = new_keys or keys
    return aligned(
        [element(node, keys.of(node)) for node in old], [element(node, there.of(node)) for node in new]
    )


def element(node: d.Node, key: Hashable) -> Element:
    """Return a node as it is aligned; `key` is all that it says."""
    text = walk.text((node,))
    return Element(key, kind(node), _name(node, text), Counter(WORD.findall(text.casefold())))


def _name(node: d.Node, text: str) -> str:
    """Return what a node is called: a heading, a row or an item by what it begins with, if that is a name."""
    match node:
        case d.Header():
            return text.strip().casefold()
        case d.Row(cells=(first, *_)):
            return walk.plain(first.content).casefold()
        case d.DefinitionItem():
            return walk.plain(node.term).casefold()
    named = _NAME.match(text)
    return named[1] if named else ""


def kind(node: d.Node) -> tuple[Hashable, ...]:
    """Return what two nodes have to agree in to be versions of each other."""
    match node:
        case d.Header():
            return type(node), node.level
        case d.Div() | d.CodeBlock():
            return type(node), node.attr.classes
        case _:
            return (type(node),)


def aligned(old: Sequence[Element], new: Sequence[Element]) -> list[Pair]:
    """Return how elements belong together, in an order that holds for both; what was deleted comes first."""
    found: list[Match] = []
    everything = sequences.whole(old, new)
    for step in (_unique, _same, _named, _alike, _nearly, _alone):
        found = _further(found, old, new, everything, step)
    pairs: list[Pair] = []
    for gap, match in zip(between(found, everything), (*found, None), strict=True):
        pairs += [Pair(at, None) for at in range(gap.old, gap.old_end)]
        pairs += [Pair(None, at) for at in range(gap.new, gap.new_end)]
        if match:
            pairs.append(Pair(*match))
    return pairs


if TYPE_CHECKING:
    Step = Callable[[Sequence[Element], Sequence[Element], Stretch], Iterable[Weighed]]


def _further(
    found: list[Match], old: Sequence[Element], new: Sequence[Element], within: Stretch, step: Step
) -> list[Match]:
    """Return what is found, and what a step finds between."""
    more = [*found]
    for gap in between(found, within):
        if gap.is_open:
            more += sequences.heaviest(step(old, new, gap))
    return sorted(more)


def _unique(old: Sequence[Element], new: Sequence[Element], gap: Stretch) -> Iterator[Weighed]:
    """Yield what says the same and occurs once: of two that changed places, the longer one stays.

    Headings stay before all else, since what is below them does.
    """
    here, there = [one.key for one in old], [one.key for one in new]
    for place, other in sequences.once(here, there, gap):
        weight = 1.0 + new[other].words.total()
        yield Weighed(place, other, weight + _HEADING * (new[other].kind[0] is d.Header))


def _same(old: Sequence[Element], new: Sequence[Element], gap: Stretch) -> Iterator[Weighed]:
    """Yield what says the same, however often it occurs."""
    here = [one.key for one in old[gap.old : gap.old_end]]
    there = [one.key for one in new[gap.new : gap.new_end]]
    for place, other in sequences.matches(here, there):
        yield Weighed(gap.old + place, gap.new + other, 1.0)


def _named(old: Sequence[Element], new: Sequence[Element], gap: Stretch) -> Iterator[Weighed]:
    """Yield what has the same name and kind, where only one of each version has it."""
    here, there = _names(old, gap.old, gap.old_end), _names(new, gap.new, gap.new_end)
    for name, place in here.items():
        other = there.get(name, -1)
        if place >= 0 and other >= 0:
            yield Weighed(place, other, 1.0 + old[place].likeness(new[other]))


def _names(elements: Sequence[Element], start: int, end: int) -> dict[Hashable, int]:
    """Return the places of names, -1 for those of several."""
    places: dict[Hashable, int] = {}
    for place in range(start, end):
        if name := elements[place].name:
            full = elements[place].kind, name
            places[full] = -1 if full in places else place
    return places


def _alike(old: Sequence[Element], new: Sequence[Element], gap: Stretch) -> Iterator[Weighed]:
    """Yield what has rare words in common, and enough words in all."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for other in range(gap.new, gap.new_end):
        for word in new[other].words:
            holders[word].append(other)
    for place in range(gap.old, gap.old_end):
        votes: Counter[int] = Counter()
        for word in old[place].words:
            if len(held := holders.get(word, ())) <= _COMMON:
                votes.update(held)
        for other, _ in votes.most_common(_CANDIDATES):
            likeness = old[place].likeness(new[other])
            if likeness >= old[place].least:
                yield Weighed(place, other, likeness)


def _nearly(old: Sequence[Element], new: Sequence[Element], gap: Stretch) -> Iterator[Weighed]:
    """Yield what has enough words in common, be they as frequent as they may, in stretches that are short."""
    rows, width = range(gap.old, gap.old_end), range(gap.new, gap.new_end)
    pairs = ((place, other) for place in rows for other in width)
    if len(rows) * len(width) > _MOST_PAIRS:
        step = len(width) / len(rows)
        near = _MOST_PAIRS // 100
        pairs = (
            (place, other)
            for at, place in enumerate(rows)
            for other in islice(width, max(0, int(at * step) - near), int(at * step) + near)
        )
    for place, other in pairs:
        likeness = old[place].likeness(new[other])
        if likeness >= old[place].least:
            yield Weighed(place, other, likeness)


def _alone(old: Sequence[Element], new: Sequence[Element], gap: Stretch) -> Iterator[Weighed]:
    """Yield the only two of a kind that has parts, and the only headings of a rank."""
    here, there = _kinds(old, gap.old, gap.old_end), _kinds(new, gap.new, gap.new_end)
    for what, place in here.items():
        other = there.get(what, -1)
        if place >= 0 and other >= 0:
            yield Weighed(place, other, 1.0)


def _kinds(elements: Sequence[Element], start: int, end: int) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    for place in range(start, end):
        what = elements[place].kind
        if what[0] in _PARTED:
            places[what] = -1 if what in places else place
    return places


_PARTED = (*_CONTAINERS, d.Header)
