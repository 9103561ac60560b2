"""Walking the document model: the only recursion over it outside the renderers."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import groupby
from operator import is_
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec.structs import replace

from specexport.model import document as d

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

AnyNode = TypeVar("AnyNode", bound=d.Node)
Visit: TypeAlias = "Callable[[Any], d.Node | Iterable[d.Node]]"

# Every field that holds child nodes, by node type. A type that is not here has no children.
CHILD_FIELDS: dict[type[d.Node], tuple[str, ...]] = {
    d.Emph: ("content",),
    d.Strong: ("content",),
    d.Strikeout: ("content",),
    d.Superscript: ("content",),
    d.Subscript: ("content",),
    d.Link: ("content",),
    d.Image: ("content",),
    d.Note: ("content",),
    d.Span: ("content",),
    d.Para: ("content",),
    d.Header: ("content",),
    d.BlockQuote: ("content",),
    d.ListItem: ("content",),
    d.BulletList: ("items",),
    d.OrderedList: ("items",),
    d.Definition: ("content",),
    d.DefinitionItem: ("term", "definitions"),
    d.DefinitionList: ("items",),
    d.Cell: ("content",),
    d.Row: ("cells",),
    d.Table: ("caption", "head", "body", "foot"),
    d.Figure: ("content", "caption"),
    d.Div: ("content",),
}


_REMEMBERED = frozenset(
    {d.Para, d.Header, d.BlockQuote, d.BulletList, d.OrderedList, d.DefinitionList, d.Table, d.Figure, d.Div}
)

# What stands in text: its words, or a space.
_WORDS = frozenset({d.Str, d.Code, d.Math, d.CodeBlock})
_BREAKS = frozenset({d.SoftBreak, d.LineBreak})
_SILENT = frozenset({d.Note, d.RawInline, d.RawBlock})
_ENDED_BY_SPACE = frozenset({d.Para, d.Header, d.Cell, d.ListItem})


def children(node: d.Node) -> Iterator[d.Node]:
    """Yield the direct children of `node` in reading order."""
    for field in CHILD_FIELDS.get(type(node), ()):
        yield from getattr(node, field)


def nodes(roots: Iterable[d.Node]) -> Iterator[d.Node]:
    """Yield `roots` and everything below them, parents first, in reading order."""
    waiting = [*roots]  # the next one last
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        yield node
        if fields := _LAST_FIRST.get(type(node)):
            for field in fields:
                waiting += getattr(node, field)[::-1]


_LAST_FIRST = {kind: fields[::-1] for kind, fields in CHILD_FIELDS.items()}


def find(roots: Iterable[d.Node], *kinds: type[AnyNode]) -> Iterator[AnyNode]:
    """Yield every node of some types below and among `roots`, in reading order."""
    wanted, memory = frozenset(kinds), _MEMORY.get()
    for root in roots:
        if type(root) not in CHILD_FIELDS or not (memory is None or memory.holds(root, wanted)):
            if type(root) in wanted:
                yield root  # type: ignore[misc]  # it is of one of these types
            continue
        for node in nodes((root,)):
            if type(node) in wanted:
                yield node  # type: ignore[misc]  # likewise


@contextmanager
def remembering() -> Iterator[None]:
    """Remember, until this ends, which kinds of nodes a block consists of.

    A document is walked many times, most often for what most of its blocks do not hold, and from one pass to
    the next most blocks stay the same objects.
    """
    token = _MEMORY.set(_MEMORY.get() or _Memory())
    try:
        yield
    finally:
        _MEMORY.reset(token)


class _Memory:
    """The kinds of nodes in blocks, by the identity of a block, which is kept alive for it.

    Of more than `_most` blocks nothing is remembered: forgetting some would cost more than walking them.
    """

    _most = 100_000

    def __init__(self) -> None:
        self._known: dict[int, tuple[d.Node, frozenset[type[d.Node]]]] = {}
        self._sets: dict[frozenset[type[d.Node]], frozenset[type[d.Node]]] = {}

    def holds(self, node: d.Node, kinds: Set[type[d.Node]]) -> bool:
        """Say whether a node of one of `kinds` stands in `node`, which may have children, or may."""
        if type(node) not in _REMEMBERED:
            return True
        known = self._known.get(id(node))
        if known is None:
            if len(self._known) >= self._most:
                return True
            found = frozenset(map(type, nodes(children(node))))
            known = self._known[id(node)] = node, self._sets.setdefault(found, found)
        return not known[1].isdisjoint(kinds)


_MEMORY: ContextVar[_Memory | None] = ContextVar("_MEMORY", default=None)


def idents(roots: Iterable[d.Node]) -> Iterator[str]:
    """Yield the identifiers among `roots` and below them, in reading order."""
    for node in nodes(roots):
        if type(node) in _NAMED and (ident := node.attr.id):  # type: ignore[attr-defined] # those that have it
            yield ident


def levels(roots: Iterable[d.Node]) -> Iterator[list[d.Node]]:
    """Yield `roots`, then all their children, then all of theirs, to the deepest."""
    level = list(roots)
    while level:
        yield level
        level = [
            child
            for node in level
            for field in CHILD_FIELDS.get(type(node), ())
            for child in getattr(node, field)
        ]


def text(roots: Iterable[d.Node]) -> str:
    """Return the words of `roots` as plain text; footnotes are left out, breaks become spaces."""
    parts: list[str] = []
    _add_text(roots, parts)
    return "".join(parts)


def _add_text(roots: Iterable[Any], parts: list[str]) -> None:
    for node in roots:
        kind = type(node)
        if kind in _WORDS:
            parts.append(node.text)
        elif kind in _BREAKS:
            parts.append(" ")
        elif kind not in _SILENT:
            for field in CHILD_FIELDS.get(kind, ()):
                _add_text(getattr(node, field), parts)
            if kind in _ENDED_BY_SPACE:
                parts.append(" ")


def plain(roots: Iterable[d.Node]) -> str:
    """Return `text(roots)` on one line, without space at its ends."""
    return " ".join(text(roots).split())


def merged(content: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return inlines with texts that follow each other as one."""
    out: list[Any] = []
    for is_text, group in groupby(content, lambda node: type(node) is d.Str):
        run = list(group)
        out += [_joined(run)] if is_text and len(run) > 1 else run
    return tuple(out)


def _joined(run: list[d.Str]) -> d.Str:
    first, last = run[0].pos, run[-1].pos
    pos = replace(first, end_line=last.end_line, end_column=last.end_column) if first and last else first
    return d.Str(text="".join(node.text for node in run), pos=pos)


def rewrite(roots: tuple[AnyNode, ...], visit: Visit, *kinds: type[d.Node]) -> tuple[AnyNode, ...]:
    """Return `roots` with every node replaced by what `visit` makes of it, children before parents.

    `visit` returns its argument to keep a node, another node to replace it, or several nodes (or none) to put
    in its place. It is asked about nodes of `kinds` only, where these are named. A subtree in which nothing
    changed is returned as it is, not copied.
    """
    wanted, memory = frozenset(kinds) or _ALL, _MEMORY.get()
    if memory is None or not kinds:
        return _rewritten(roots, visit, wanted)
    out: list[Any] = []
    for root in roots:
        if type(root) in CHILD_FIELDS and memory.holds(root, wanted):
            out += _rewritten((root,), visit, wanted)
        elif type(root) not in wanted:
            out.append(root)
        elif isinstance(made := visit(root), d.Node):
            out.append(made)
        else:
            out += made
    same = len(out) == len(roots) and all(map(is_, out, roots))
    return roots if same else tuple(out)


def _rewritten(roots: tuple[Any, ...], visit: Visit, kinds: frozenset[type[d.Node]]) -> tuple[Any, ...]:
    out: list[d.Node] | None = None
    for index, node in enumerate(roots):
        kind = type(node)
        result, fields = node, CHILD_FIELDS.get(kind)
        if fields is None and kind not in kinds:
            if out is not None:
                out.append(node)
            continue
        for field in fields or ():
            before = getattr(node, field)
            if before and (after := _rewritten(before, visit, kinds)) is not before:
                result = replace(result, **{field: after})
        if kind in kinds:
            result = visit(result)
        if result is node:
            if out is not None:
                out.append(node)
            continue
        if out is None:
            out = [*roots[:index]]
        if isinstance(result, d.Node):
            out.append(result)
        else:
            out.extend(result)
    return roots if out is None else tuple(out)


def _every(kind: type[d.Node]) -> Iterator[type[d.Node]]:
    for below in kind.__subclasses__():
        yield below
        yield from _every(below)


_ALL = frozenset(_every(d.Node))
_NAMED = frozenset(kind for kind in _ALL if "attr" in kind.__struct_fields__)
