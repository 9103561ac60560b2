"""Inline content as one run of text, and the way back: stretches of the run cut out of the content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

OBJECT = "\ufffc"
"""Stands in a run for what has no words of the author's prose: code, a formula, a picture."""

_END = "\n\n"
_OBJECTS = (d.Code, d.Math, d.Image)
_BREAKS = (d.SoftBreak, d.LineBreak)
# What nodes without a text of their own are in a run.
_SIGNS: dict[type[d.Node], str] = {**dict.fromkeys(_OBJECTS, OBJECT), **dict.fromkeys(_BREAKS, " ")}


class Leaf(Struct, frozen=True):
    """A node without content of its own, and where its text begins in the run."""

    node: d.Node
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its text ends in the run."""
        return self.start + len(self.text)


class Run(Struct, frozen=True):
    """The text of inline content; footnotes stand behind it, each behind an empty line."""

    text: str
    leaves: tuple[Leaf, ...]

    def pos(self, start: int, end: int) -> d.Pos | None:
        """The place of a stretch in the source, from its first leaf to its last."""
        inside = [leaf for leaf in self.leaves if leaf.start < max(end, start + 1) and leaf.end > start]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        if first is last and isinstance(first.node, d.Str):
            return within(first.node, start - first.start, end - first.start)
        begin, stop = first.node.pos, last.node.pos
        if begin is None or not begin.column or not isinstance(first.node, d.Str):
            return begin
        begin = replace(begin, column=begin.column + start - first.start)
        known = stop is not None and stop.column and isinstance(last.node, d.Str)
        if not (stop and known):
            return begin
        return replace(begin, end_line=stop.line, end_column=stop.column + end - last.start - 1)

    def escapes(self, at: int) -> bool:
        """Say whether the text around a place is shorter than its source."""
        node = next((leaf.node for leaf in self.leaves if leaf.start <= at < leaf.end), None)
        pos = node.pos if isinstance(node, d.Str) else None
        if pos is None or not (pos.column and pos.end_column) or pos.end_line != pos.line:
            return False
        assert isinstance(node, d.Str)
        return pos.end_column - pos.column + 1 != len(node.text)


def within(node: d.Str, start: int, end: int) -> d.Pos | None:
    """The place of a stretch of a run of text."""
    pos = node.pos
    if pos is None or not pos.column:
        return pos
    return replace(pos, column=pos.column + start, end_column=pos.column + end - 1, end_line=pos.line)


def text(content: tuple[d.Inline, ...]) -> str:
    """The text of the run of `content`, which most often is all that is asked for."""
    if len(content) == 1 and type(content[0]) is d.Str:
        return content[0].text
    return "".join([text for _, text in _texts(content)])


def run(content: tuple[d.Inline, ...]) -> Run:
    """The run of `content`."""
    leaves: list[Leaf] = []
    at = 0
    for node, text in _texts(content):
        leaves.append(Leaf(node, at, text))
        at += len(text)
    return Run("".join(leaf.text for leaf in leaves), tuple(leaves))


def _texts(nodes: Iterable[d.Node]) -> Iterator[tuple[d.Node, str]]:
    notes: list[d.Note] = []
    yield from _outside_notes(nodes, notes)
    for note in notes:
        for block in walk.nodes(note.content):
            if isinstance(block, d.Para):
                yield note, _END
                yield from _texts(block.content)


def _outside_notes(nodes: Iterable[d.Node], notes: list[d.Note]) -> Iterator[tuple[d.Node, str]]:
    for node in nodes:
        kind = type(node)
        if kind is d.Str:
            yield node, node.text  # type: ignore[attr-defined]  # its kind is known
        elif kind in _SIGNS:
            yield node, _SIGNS[kind]
        elif isinstance(node, d.Note):
            notes.append(node)
        else:
            yield from _outside_notes(walk.children(node), notes)


Stretch: TypeAlias = "tuple[int, int, str]"
"""A stretch of a run: its start, its end, and the kind of mark that it is."""


def cut(
    content: tuple[d.Inline, ...],
    stretches: Sequence[Stretch],
    chip: Callable[[tuple[d.Inline, ...], str], tuple[d.Inline, ...]],
) -> tuple[d.Inline, ...]:
    """Return `content` with every stretch replaced by what `chip` makes of the nodes in it and its kind.

    Stretches are in order and apart. One that begins or ends within an emphasis is cut at its edge.
    """
    return _Cutter(content, stretches, chip).nodes(content)


class _Cutter:
    """Cuts stretches out of content, walking it in the order of its run.

    `_at` is where the walk is in the run, `_behind` where the text of the next footnote begins.
    """

    def __init__(
        self,
        content: tuple[d.Inline, ...],
        stretches: Sequence[Stretch],
        chip: Callable[[tuple[d.Inline, ...], str], tuple[d.Inline, ...]],
    ) -> None:
        self._stretches = stretches
        self._chip = chip
        self._at = 0
        self._behind = _length(content)

    def nodes(self, nodes: Iterable[Any]) -> tuple[Any, ...]:
        """The nodes with their stretches replaced."""
        out: list[Any] = []
        held: list[Any] = []
        inside: Stretch | None = None
        for part, stretch in (found for node in nodes for found in self._parts(node)):
            if held and stretch is not inside:
                out += self._chip(tuple(held), inside[2] if inside else "")
                held = []
            inside = stretch
            (out if stretch is None else held).append(part)
        if held and inside:
            out += self._chip(tuple(held), inside[2])
        return tuple(out)

    def _parts(self, node: Any) -> Iterator[tuple[Any, Stretch | None]]:
        """Yield a node whole or in parts, each with the stretch that it lies in."""
        start = self._at
        if isinstance(node, d.Str):
            self._at += len(node.text)
            yield from self._of_text(node, start)
        elif isinstance(node, (*_BREAKS, *_OBJECTS)):
            self._at += 1
            yield node, self._around(start, start + 1)
        elif isinstance(node, d.Note):
            yield self._in_note(node), None
        elif whole := self._around(start, start + _length((node,))):
            self._at += _length((node,))
            yield node, whole
        elif "content" in node.__struct_fields__:
            content = self.nodes(node.content)
            yield (node if _same(content, node.content) else replace(node, content=content)), None
        else:
            yield node, None

    def _of_text(self, node: d.Str, start: int) -> Iterator[tuple[d.Str, Stretch | None]]:
        done, end = 0, len(node.text)
        for stretch in self._stretches:
            begin, stop = max(stretch[0] - start, done), min(stretch[1] - start, end)
            if begin >= stop:
                continue
            if begin > done:
                yield _piece(node, done, begin), None
            yield _piece(node, begin, stop), stretch
            done = stop
        if done == 0:
            yield node, None
        elif done < end:
            yield _piece(node, done, end), None

    def _in_note(self, note: d.Note) -> d.Note:
        def visit(para: d.Para) -> d.Para:
            self._at = self._behind = self._behind + len(_END)
            content = self.nodes(para.content)
            self._behind = self._at
            return para if _same(content, para.content) else replace(para, content=content)

        here = self._at
        content = walk.rewrite(note.content, visit, d.Para)
        self._at = here
        return note if content is note.content else replace(note, content=content)

    def _around(self, start: int, end: int) -> Stretch | None:
        """The stretch that has all between `start` and `end`, if there is anything."""
        if start == end:
            return None
        return next((one for one in self._stretches if one[0] <= start and end <= one[1]), None)


def _length(nodes: Iterable[d.Node]) -> int:
    return sum(len(text) for _, text in _outside_notes(nodes, []))


def _same(left: Sequence[d.Node], right: Sequence[d.Node]) -> bool:
    return len(left) == len(right) and all(one is other for one, other in zip(left, right, strict=True))


def _piece(node: d.Str, start: int, end: int) -> d.Str:
    return replace(node, text=node.text[start:end], pos=within(node, start, end))
