"""What changed in a text: words, their emphasis and their links.

Changes stand as far in as what is around them allows: `Strong` of which one word changed stays one `Strong`,
with the change in it. Space and signs between two changed words are changed too, as people would say it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from specexport.compare import sequences
from specexport.compare.keys import wrapper_key
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import DELETED, INSERTED

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from specexport.compare.keys import Atom
    from specexport.compare.signatures import Signature

    Inlines = tuple[d.Inline, ...]

State = Literal["kept", "deleted", "inserted"]
NAMES: dict[State, str] = {"deleted": DELETED, "inserted": INSERTED}
_LEAST_KEPT = 1 / 3
"""A text that keeps a smaller share of its words is another text."""


class Piece(NamedTuple):
    """An atom, and what became of it."""

    state: State
    atom: Atom


class Difference(NamedTuple):
    """What became of the atoms of two texts, in reading order: first what was deleted at a place."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything did."""
        return any(piece.state != "kept" for piece in self.pieces)

    @property
    def is_another_text(self) -> bool:
        """Whether so few words were kept that nobody would call it the same text."""
        kept, old, new = self._words()
        return kept < _LEAST_KEPT * old or 2 * kept < _LEAST_KEPT * (old + new)

    def _words(self) -> tuple[int, int, int]:
        """Return the number of words that were kept, those of the old text, those of the new one."""
        counts = {"kept": 0, "deleted": 0, "inserted": 0}
        for piece in self.pieces:
            counts[piece.state] += piece.atom.is_word
        kept = counts["kept"]
        return kept, kept + counts["deleted"], kept + counts["inserted"]


def diff(
    old: Sequence[Atom], new: Sequence[Atom], note: Callable[[d.Note, d.Note], d.Note] = lambda _, new: new
) -> Difference:
    """Return what became of the atoms of `old`, and which of `new` are new.

    Footnotes at the same place are one, whatever they say: `note` makes one of two.
    """
    found = sequences.matches([atom.key for atom in old], [atom.key for atom in new])
    lasting = list(_lasting(found, old, new))
    notes = dict(_notes(lasting, old, new))
    pieces: list[Piece] = []
    at = other = 0
    for match in (*sorted((*lasting, *notes)), sequences.Match(len(old), len(new))):
        pieces += [Piece("deleted", atom) for atom in old[at : match.old]]
        pieces += [Piece("inserted", atom) for atom in new[other : match.new]]
        if both := notes.get(match):
            pieces.append(Piece("kept", new[match.new]._replace(node=note(*both))))
        elif match.new < len(new):
            pieces.append(Piece("kept", new[match.new]))
        at, other = match.old + 1, match.new + 1
    return Difference(tuple(pieces))


def _notes(
    found: Sequence[sequences.Match], old: Sequence[Atom], new: Sequence[Atom]
) -> Iterator[tuple[sequences.Match, tuple[d.Note, d.Note]]]:
    """Yield footnotes that stand at the same place between what is found, and say something else."""
    for gap in sequences.between(found, sequences.whole(old, new)):
        if not gap.is_open:
            continue
        here = _noted(old, gap.old, gap.old_end)
        for (at, one), (other, fresh) in zip(here, _noted(new, gap.new, gap.new_end), strict=False):
            if len(old[at].wrappers) == len(new[other].wrappers) == 0:
                yield sequences.Match(at, other), (one, fresh)


def _noted(atoms: Sequence[Atom], start: int, end: int) -> list[tuple[int, d.Note]]:
    places = ((place, atoms[place].node) for place in range(start, end))
    return [(place, node) for place, node in places if isinstance(node, d.Note)]


def _lasting(
    found: Sequence[sequences.Match], old: Sequence[Atom], new: Sequence[Atom]
) -> Iterator[sequences.Match]:
    """Yield matches but for space and signs alone between two changes."""
    for run in _runs(found):
        first, last = run[0], run[-1]
        inner = first.old > 0 or first.new > 0
        outer = last.old + 1 < len(old) or last.new + 1 < len(new)
        if not (inner and outer) or any(new[match.new].is_word for match in run):
            yield from run


def _runs(found: Sequence[sequences.Match]) -> Iterator[Sequence[sequences.Match]]:
    """Yield stretches of matches that follow each other in both sequences."""
    start = 0
    for at in range(1, len(found) + 1):
        if at == len(found) or found[at] != (found[at - 1].old + 1, found[at - 1].new + 1):
            yield found[start:at]
            start = at


def merged(difference: Difference, sign: Signature, pos: d.Pos | None) -> Inlines:
    """Return one text that shows a difference; `pos` is where it stands."""

    def span(state: State, content: Inlines) -> d.Span:
        place = next((node.pos for node in walk.nodes(content) if node.pos), None) or pos
        pairs = sign(place, state == "inserted")
        return d.Span(content=content, attr=d.Attr(classes=(NAMES[state],), pairs=pairs))

    return _joined(_parts(difference.pieces, 0, span), span)


def _joined(parts: Iterable[tuple[State, d.Inline]], span: Callable[[State, Inlines], d.Span]) -> Inlines:
    made: list[d.Inline] = []
    for state, group in groupby(parts, lambda part: part[0]):
        content = walk.merged(tuple(node for _, node in group))
        made += content if state == "kept" else [span(state, content)]
    return tuple(made)


def _parts(
    pieces: Sequence[Piece], depth: int, span: Callable[[State, Inlines], d.Span]
) -> Iterator[tuple[State, d.Inline]]:
    """Yield what stands at one depth: nodes, each kept, deleted or inserted as a whole."""
    for wrapped, run in groupby(pieces, lambda piece: _around(piece, depth)):
        group = list(run)
        if wrapped is None:
            yield from ((piece.state, piece.atom.node) for piece in group)
            continue
        states = {piece.state for piece in group}
        wrapper = max(group, key=lambda piece: piece.state != "deleted").atom.wrappers[depth]
        inner = _parts(group, depth + 1, span)
        if len(states) == 1:
            content = walk.merged(tuple(node for _, node in inner))
            yield states.pop(), replace(wrapper, content=content)
        else:
            yield "kept", replace(wrapper, content=_joined(inner, span))


def _around(piece: Piece, depth: int) -> Hashable:
    wrappers = piece.atom.wrappers
    return wrapper_key(wrappers[depth]) if depth < len(wrappers) else None
