"""What changed, told in short: by section, with counts of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from specexport.compare.keys import WORD
from specexport.compare.signatures import is_signed
from specexport.model import document as d
from specexport.model import listing, walk
from specexport.model.classes import DELETED, DELETED_PARAGRAPH, INSERTED, INSERTED_PARAGRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARKS = (INSERTED_PARAGRAPH, DELETED_PARAGRAPH)


class SectionChange(Struct, frozen=True, omit_defaults=True):
    """A section in which something changed: its heading, number and id, and words by what became of them.

    `what` is `added` or `removed` where its heading was, `moved` where it only stands elsewhere.
    """

    title: str
    what: str = "changed"
    number: str = ""
    target: str = ""
    inserted: int = 0
    deleted: int = 0
    moved: int = 0


class Summary(Struct, frozen=True, omit_defaults=True):
    """What changed in a document: its sections, and words in all."""

    sections: tuple[SectionChange, ...] = ()
    inserted: int = 0
    deleted: int = 0
    moved: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything did."""
        return bool(self.sections)


def summary(document: d.Document) -> Summary:
    """Return what changed in a comparison."""
    found = tuple(filter(None, (_section(head, blocks) for head, blocks in _sections(document.blocks))))
    totals = {name: sum(getattr(one, name) for one in found) for name in ("inserted", "deleted", "moved")}
    return Summary(found, **totals)


def _sections(blocks: Iterable[d.Block]) -> Iterator[tuple[d.Header | None, list[d.Block]]]:
    head: d.Header | None = None
    held: list[d.Block] = []
    for block in blocks:
        if isinstance(block, d.Header):
            yield head, held
            head, held = block, []
        else:
            held.append(block)
    yield head, held


def _section(head: d.Header | None, blocks: list[d.Block]) -> SectionChange | None:
    nodes = [head, *blocks] if head else blocks
    counts = {"inserted": 0, "deleted": 0, "moved": 0}
    found = False
    for kind, words in _changes(nodes):
        counts[kind] += words
        found = True
    if not found:
        return None
    title = walk.plain(_kept(head.content)) if head else ""
    return SectionChange(
        title or (walk.plain((head,)) if head else ""),
        _what(head, counts),
        head.number if head else "",
        head.attr.id if head else "",
        **counts,
    )


def _what(head: d.Header | None, counts: dict[str, int]) -> str:
    last = head.content[-1] if head and head.content else None
    name = last.attr.classes[0] if type(last) is d.Span and is_signed(last.attr, *_MARKS) else ""
    if type(last) is d.Span and name and last.attr.get("moved"):
        return "moved"
    if not name and counts["moved"] and not counts["inserted"] and not counts["deleted"]:
        return "moved"
    if name == INSERTED_PARAGRAPH:
        return "added"
    return "removed" if name == DELETED_PARAGRAPH else "changed"


def _kept(content: tuple[d.Inline, ...]) -> tuple[d.Inline, ...]:
    """Return a heading as it is now, that of one that is gone as it was."""
    now = tuple(part for part in content if not (type(part) is d.Span and is_signed(part.attr, DELETED)))
    return now if walk.plain(now) else content


def _changes(nodes: Iterable[d.Node]) -> Iterator[tuple[str, int]]:
    """Yield changes with the number of their words; of what holds others, the whole alone."""
    waiting: list[Any] = [*reversed([*nodes])]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (d.Span, d.Div)) and is_signed(node.attr, INSERTED, DELETED):
            is_moved = bool(node.attr.get("moved"))
            if not is_moved:
                yield node.attr.classes[0], _words((node,))
            elif INSERTED in node.attr.classes:
                yield "moved", _words((node,))
        elif isinstance(node, d.CodeBlock):
            yield from _lines(node)
        else:
            waiting += reversed([*walk.children(node)])


def _lines(node: d.CodeBlock) -> Iterator[tuple[str, int]]:
    lines = node.text.split("\n")
    for kind, numbers in (("deleted", listing.deleted(node)), ("inserted", listing.inserted(node))):
        if numbers:
            yield kind, sum(len(WORD.findall(lines[number - 1])) for number in numbers)


def _words(nodes: Iterable[d.Node]) -> int:
    return len(WORD.findall(walk.text(nodes)))
