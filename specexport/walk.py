"""Walking the document model: the only recursion over it outside the renderers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from specexport import document as d

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AnyNode = TypeVar("AnyNode", bound=d.Node)

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


def children(node: d.Node) -> Iterator[d.Node]:
    """Yield the direct children of `node` in reading order."""
    for field in CHILD_FIELDS.get(type(node), ()):
        yield from getattr(node, field)


def nodes(roots: Iterable[d.Node]) -> Iterator[d.Node]:
    """Yield `roots` and everything below them, parents first, in reading order."""
    stack = [iter(roots)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield node
        if type(node) in CHILD_FIELDS:
            stack.append(children(node))


def find(roots: Iterable[d.Node], kind: type[AnyNode]) -> Iterator[AnyNode]:
    """Yield every node of one type below and among `roots`, in reading order."""
    for node in nodes(roots):
        if type(node) is kind:
            yield node


def text(roots: Iterable[d.Node]) -> str:
    """Return the words of `roots` as plain text; footnotes are left out, breaks become spaces."""
    parts: list[str] = []
    for node in roots:
        match node:
            case d.Str() | d.Code() | d.Math() | d.CodeBlock():
                parts.append(node.text)
            case d.SoftBreak() | d.LineBreak():
                parts.append(" ")
            case d.Note() | d.RawInline() | d.RawBlock():
                pass
            case _:
                parts.append(text(children(node)))
                if isinstance(node, (d.Para, d.Header, d.Cell, d.ListItem)):
                    parts.append(" ")
    return "".join(parts)


def plain(roots: Iterable[d.Node]) -> str:
    """Return `text(roots)` on one line, without space at its ends."""
    return " ".join(text(roots).split())


def rewrite(roots: tuple[Any, ...], visit: Callable[[Any], d.Node | Iterable[d.Node]]) -> tuple[Any, ...]:
    """Return `roots` with every node replaced by what `visit` makes of it, children before parents.

    `visit` returns its argument to keep a node, another node to replace it, or several nodes (or none) to put
    in its place. A subtree in which nothing changed is returned as it is, not copied.
    """
    out: list[d.Node] = []
    changed = False
    node: d.Node
    for node in roots:
        fields = CHILD_FIELDS.get(type(node))
        fresh = _rewrite_children(node, fields, visit) if fields else node
        result = visit(fresh)
        if result is node:
            out.append(node)
            continue
        changed = True
        if isinstance(result, d.Node):
            out.append(result)
        else:
            out.extend(result)
    return tuple(out) if changed else roots


def _rewrite_children(node: AnyNode, fields: tuple[str, ...], visit: Callable[[Any], Any]) -> AnyNode:
    updates: dict[str, tuple[d.Node, ...]] = {}
    for field in fields:
        before = getattr(node, field)
        after = rewrite(before, visit)
        if after is not before:
            updates[field] = after
    return replace(node, **updates) if updates else node
