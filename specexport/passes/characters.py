"""The characters of a document: none that no file can hold, and in code none that is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.model.characters import ILLEGAL, OVERRIDE, TURNING, clean, visible

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.model.document import Document

_TELLING = regex(f"{ILLEGAL.pattern}|{TURNING.pattern}")

# JSON holds the characters below the space as escapes, of which it needs only those of line ends and tabs.
_ESCAPE = regex(rb"\\[ubf]")
_PLAIN = bytes(range(0x20, 0x7F))

_AT_ONCE = 256  # blocks


def filtered(document: Document, context: Context) -> Document:
    """Return `document` without characters that no file can hold, which are replaced by U+FFFD (SX700).

    In code, characters that turn the order of others are shown by their numbers, so that it reads as what
    it does (SX753); in prose they stay, for right-to-left text needs them, but overrides are told of.
    """
    if not _is_suspect(document):
        return document
    filtering = _Filtering(context)
    blocks = walk.rewrite(document.blocks, filtering.node)
    title = walk.rewrite(document.meta.title, filtering.node)
    prd = walk.rewrite(document.meta.prd, filtering.node)
    fields = tuple(
        replace(one, name=clean(one.name), content=walk.rewrite(one.content, filtering.node))
        for one in document.meta.fields
    )
    contents = tuple(
        replace(one, content=walk.rewrite(one.content, filtering.node)) for one in document.contents
    )
    meta = replace(_cleaned(document.meta), title=title, prd=prd, fields=fields)
    filtering.tell()
    return replace(document, meta=meta, blocks=blocks, contents=contents)


def _is_suspect(document: Document) -> bool:
    """Say whether anything may have to be mended. Whole texts are searched, some blocks at a time."""
    blocks = document.blocks
    parts = (blocks[at : at + _AT_ONCE] for at in range(0, len(blocks), _AT_ONCE))
    try:
        return any(map(_tells, ((document.meta, document.contents), *parts)))
    except (UnicodeEncodeError, RecursionError):
        return True


def _tells(part: Any) -> bool:
    data = msgspec.json.encode(part)
    if _ESCAPE.search(data.replace(rb"\\", b"")):
        return True
    return bool(_TELLING.search(data.translate(None, _PLAIN).decode()))


class _Filtering:
    """Mends one node after the other, and remembers what there was to mend."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._illegal = 0
        self._first: tuple[str, d.Pos | None] | None = None

    def node(self, node: Any) -> d.Node:
        self._count(node)
        fresh: d.Node = _cleaned(node)
        if isinstance(fresh, (d.Code, d.CodeBlock)):
            return self._seen(fresh)
        if isinstance(fresh, d.Str) and (turn := OVERRIDE.search(fresh.text)):
            message = f"a character (U+{ord(turn.group()):04X}) shows text in another order than it has"
            self._context.warn("SX753", message, fresh.pos, "remove it, unless the language needs it")
        return fresh

    def _seen(self, node: d.Code | d.CodeBlock) -> d.Node:
        turn = TURNING.search(node.text)
        if turn is None:
            return node
        message = (
            f"code holds a character (U+{ord(turn.group()):04X}) that shows it in another order than it has"
        )
        hint = "remove it; it is shown by its number"
        self._context.warn("SX753", message, _line_of(node, turn.start()), hint)
        if isinstance(node, d.Code):
            return replace(node, text=visible(node.text))
        tokens = tuple(d.Token(token.kind, visible(token.text)) for token in node.tokens)
        return replace(node, text=visible(node.text), tokens=tokens)

    def _count(self, node: Any) -> None:
        for name in node.__struct_fields__:
            value = getattr(node, name)
            found = ILLEGAL.findall(value) if isinstance(value, str) else []
            if found and self._first is None:
                self._first = found[0], node.pos
            self._illegal += len(found)

    def tell(self) -> None:
        if self._first is None:
            return
        char, pos = self._first
        times = "once" if self._illegal == 1 else f"{self._illegal} times"
        message = f"a character that documents may not hold (U+{ord(char):04X} here) was replaced, {times}"
        self._context.warn("SX700", message, pos, "remove it from the source")


def _line_of(node: d.Code | d.CodeBlock, at: int) -> d.Pos | None:
    """Where the character `at` of a block stands, its fence being one line."""
    if node.pos is None or isinstance(node, d.Code):
        return node.pos
    line = min(node.pos.line + 1 + node.text.count("\n", 0, at), node.pos.end_line or node.pos.line)
    return replace(node.pos, line=line, column=1)


def _cleaned(value: Any) -> Any:
    """A structure with all texts in it cleaned, but those of the nodes below it."""
    updates = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        new = _cleaned_value(old)
        if new != old:
            updates[name] = new
    return replace(value, **updates) if updates else value


def _cleaned_value(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case d.Attr() | d.Token():
            return _cleaned(value)
        case tuple() if value and not isinstance(value[0], (d.Node, d.MetaField)):
            return tuple(map(_cleaned_value, value))
    return value
