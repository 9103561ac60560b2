"""Code: its colours, by Pygments, and diagrams drawn in characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.contracts import Context

BOX_CHARACTERS = frozenset(map(chr, range(0x2500, 0x25A0)))
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "mermaid", "ascii", "math"})
# The nearest of these above a Pygments token type decides its kind.
_KINDS: dict[str, d.TokenKind] = {
    "Keyword.Type": "type",
    "Keyword": "keyword",
    "Literal.Number": "number",
    "Literal": "string",
    "Comment.Preproc": "keyword",
    "Comment": "comment",
    "Name.Class": "type",
    "Name.Function": "name",
    "Name.Tag": "keyword",
    "Name.Attribute": "name",
    "Name.Builtin": "name",
    "Name.Decorator": "name",
    "Generic.Inserted": "inserted",
    "Generic.Deleted": "deleted",
    "Operator.Word": "keyword",
}


def run(document: d.Document, context: Context) -> d.Document:  # noqa: ARG001 - the contract of a pass
    """Colour code whose language is known, and mark box diagrams with the class `box-diagram`."""

    def visit(node: d.Node) -> d.Node:
        if type(node) is not d.CodeBlock:
            return node
        if is_box_diagram(node):
            return replace(node, attr=replace(node.attr, classes=(*node.attr.classes, "box-diagram")))
        tokens = tuple(_tokens(node))
        return replace(node, tokens=tokens) if tokens else node

    return replace(document, blocks=walk.rewrite(document.blocks, visit))


def is_box_diagram(block: d.CodeBlock) -> bool:
    """Say whether the text is a drawing or tree made of box characters."""
    language = block.attr.classes[0] if block.attr.classes else ""
    return language in _PLAIN and len(BOX_CHARACTERS.intersection(block.text)) > 0


def _tokens(block: d.CodeBlock) -> Iterator[d.Token]:
    language = block.attr.classes[0] if block.attr.classes else ""
    if language in _PLAIN:
        return
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return
    kind: d.TokenKind = ""
    parts: list[str] = []
    for token, text in lexer.get_tokens(block.text):
        fresh = kind if text.isspace() else _kind(str(token)[6:])
        if fresh != kind and parts:
            yield d.Token(kind, "".join(parts))
            parts = []
        kind = fresh
        parts.append(text)
    if parts:
        yield d.Token(kind, "".join(parts))


def _kind(name: str) -> d.TokenKind:
    while name:
        if name in _KINDS:
            return _KINDS[name]
        name = name.rpartition(".")[0]
    return ""
