"""Two versions of a document become one that shows what changed, block by block.

What cannot be shown within a block is a deletion and an insertion of the whole: another picture, a formula
on a line of its own, a list of another kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from specexport.compare import align, code, lists, tables, words
from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import (
    DELETED,
    DELETED_PARAGRAPH,
    INSERTED,
    INSERTED_PARAGRAPH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from specexport.compare.keys import Keys
    from specexport.compare.signatures import Signature
    from specexport.compare.words import State

Blocks: TypeAlias = "tuple[d.Block, ...]"
_MARKS: dict[State, str] = {"inserted": INSERTED_PARAGRAPH, "deleted": DELETED_PARAGRAPH}
_CLASSES: dict[State, str] = {"inserted": INSERTED, "deleted": DELETED}


class Comparison:
    """Compares blocks: `old` and `new` make the keys of each version, `sign` says who made a change.

    `taken` are the ids of the new document, which no deleted block may have.
    """

    def __init__(self, old: Keys, new: Keys, sign: Signature, taken: Set[str]) -> None:
        self.old = old
        self.new = new
        self.sign = sign
        self._taken = taken

    def same(self, old: d.Node, new: d.Node) -> bool:
        """Whether two nodes say the same."""
        return self.old.of(old) == self.new.of(new)

    def blocks(self, old: Sequence[d.Block], new: Sequence[d.Block]) -> Blocks:
        """Return the blocks of both versions as one sequence."""
        return tuple(self._joined(old, new, align.blocks(old, new, self.old, self.new)))

    def _joined(
        self, old: Sequence[d.Block], new: Sequence[d.Block], pairs: Sequence[align.Pair]
    ) -> Iterator[d.Block]:
        for pair in pairs:
            if pair.old is None:
                assert pair.new is not None
                yield self.whole(new[pair.new], "inserted")
            elif pair.new is None:
                yield self.whole(old[pair.old], "deleted")
            else:
                yield from self.pair(old[pair.old], new[pair.new])

    def within(self, old: Blocks, new: Blocks) -> Blocks:
        """Return the blocks of both versions in a place that has one paragraph most often, as a cell."""
        match old, new:
            case (d.Para() as one,), (d.Para() as other,):
                return (other,) if self.same(one, other) else (self._text(one, other),)
        return self.blocks(old, new)

    def pair(self, old: d.Block, new: d.Block) -> Blocks:
        """Return two versions of a block as one that shows what changed, or as two."""
        if self.same(old, new):
            return (new,)
        made = self._merged(old, new)
        return (made,) if made else self.replaced(old, new)

    def replaced(self, old: d.Block, new: d.Block) -> Blocks:
        """Return a block that was deleted, and the one that was inserted in its place."""
        return self.whole(old, "deleted"), self.whole(new, "inserted")

    def _merged(self, old: d.Block, new: d.Block) -> d.Block | None:
        """Return two versions of a block as one, None where only two can show them."""
        match old, new:
            case d.Para(), d.Para():
                difference = self._difference(old.content, new.content)
                if difference.is_another_text:
                    return None
                return replace(new, content=words.merged(difference, self.sign, new.pos))
            case d.Header(), d.Header():
                return self._text(old, new) if old.level == new.level and _alike(old, new) else None
            case d.BlockQuote(), d.BlockQuote():
                return replace(new, content=self.blocks(old.content, new.content))
            case d.Div(), d.Div():
                return (
                    replace(new, content=self.blocks(old.content, new.content)) if _alike(old, new) else None
                )
            case d.Figure(), d.Figure():
                return self._figure(old, new)
            case d.CodeBlock(), d.CodeBlock():
                return code.merged(old, new, self.sign)
            case d.Table(), d.Table():
                return tables.merged(self, old, new)
            case _:
                return lists.merged(self, old, new)

    def _figure(self, old: d.Figure, new: d.Figure) -> d.Figure | None:
        if self.old.every(old.content) != self.new.every(new.content) or not _alike(old, new):
            return None
        return replace(new, caption=self.text(old.caption, new.caption))

    def _text(self, old: Any, new: Any) -> Any:
        return replace(new, content=self.text(old.content, new.content, new.pos))

    def text(self, old: words.Inlines, new: words.Inlines, pos: d.Pos | None = None) -> words.Inlines:
        """Return two versions of a text as one, however little they have in common."""
        difference = self._difference(old, new)
        return words.merged(difference, self.sign, pos) if difference.changed else new

    def _difference(self, old: words.Inlines, new: words.Inlines) -> words.Difference:
        return words.diff(self.old.atoms(old), self.new.atoms(new), self._note)

    def _note(self, old: d.Note, new: d.Note) -> d.Note:
        return replace(new, content=self.within(old.content, new.content))

    def whole(self, node: d.Block, state: State) -> d.Block:
        """Return a block that was inserted or deleted as such."""
        pairs = self.sign(node.pos, state == "inserted")
        if state == "deleted":
            (node,) = self.retired((node,))
        if isinstance(node, (d.Para, d.Header)):
            mark = d.Span(content=(), attr=d.Attr(classes=(_MARKS[state],), pairs=pairs))
            return replace(node, content=(*self.wholly(node.content, state, pairs), mark))
        return self.box((node,), state, pairs)

    def wholly(
        self, content: words.Inlines, state: State, pairs: tuple[tuple[str, str], ...]
    ) -> words.Inlines:
        """Return a text that was inserted or deleted, nothing for none."""
        attr = d.Attr(classes=(_CLASSES[state],), pairs=pairs)
        return (d.Span(content=content, attr=attr),) if content else ()

    def box(self, content: Blocks, state: State, pairs: tuple[tuple[str, str], ...], *more: str) -> d.Div:
        """Return blocks that were inserted or deleted together; `more` says as what."""
        return d.Div(content=content, attr=d.Attr(classes=(_CLASSES[state], *more), pairs=pairs))

    def retired(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return what was deleted without its numbers, and without ids that others have now."""
        return walk.rewrite(nodes, self._retired)

    def _retired(self, node: Any) -> Any:
        number = getattr(node, "number", "")
        if number:
            node = replace(node, number="")
        attr = getattr(node, "attr", d.NO_ATTR)
        return replace(node, attr=replace(attr, id="")) if attr.id in self._taken and attr.id else node


def _alike(old: Any, new: Any) -> bool:
    """Whether two nodes have the same classes and pairs."""
    return bool((old.attr.classes, old.attr.pairs) == (new.attr.classes, new.attr.pairs))
