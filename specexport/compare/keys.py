"""What a node says, as a value that is equal for all nodes that say the same.

What is derived is no part of it: numbers of headings, figures, tables and formulas, the words of references
that consist of such numbers, ids, the colours of code, positions, the space between items of a list.
Neither is how the text is cut into nodes: runs that follow each other are one, a line ending is a space.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.classes import CROSS_REFERENCE, EQUATION_NUMBER

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

# Signs that are written without spaces are words of their own.
WORD = regex(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
_WORDS = regex(
    r"\s+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+(?:['’.,][^\W_]+)*|[^\w\s]|_"
)
# The words of a reference that are a number, and what it counts.
_NUMBER = regex(r"(?:[^\W\d_]+\.?|§+)?\s*(?:[A-Z]\.)?\d+(?:\.\d+)*")
_SPACE = " "
_WRAPPERS = (d.Emph, d.Strong, d.Strikeout, d.Superscript, d.Subscript, d.Link, d.Span)
Wrapper: TypeAlias = "d.Emph | d.Strong | d.Strikeout | d.Superscript | d.Subscript | d.Link | d.Span"


class Atom(NamedTuple):
    """The least that is inserted or deleted: a word, a space, a sign, a picture, a formula, a footnote.

    `wrappers` are the nodes around it from the outermost, `key` is what it says, wrappers included.
    """

    key: Hashable
    node: d.Inline
    wrappers: tuple[Wrapper, ...]

    @property
    def is_word(self) -> bool:
        """Whether it is more than space or a sign."""
        return type(self.node) is not d.Str or any(char.isalnum() for char in self.node.text)


class Keys:
    """Makes keys, with what pictures show: those of one document."""

    def __init__(self, media: Mapping[str, d.Media]) -> None:
        self._media = media
        self._known: dict[int, tuple[d.Node, Hashable]] = {}

    def of(self, node: d.Node) -> Hashable:
        """Return what `node` says."""
        found = self._known.get(id(node))
        if found is None:
            found = self._known[id(node)] = node, self._made(node)
        return found[1]

    def every(self, nodes: Iterable[d.Node]) -> tuple[Hashable, ...]:
        """Return what each of `nodes` says."""
        return tuple(map(self.of, nodes))

    def text(self, content: Iterable[d.Inline]) -> tuple[Hashable, ...]:
        """Return what inlines say."""
        return tuple(atom.key for atom in self.atoms(content))

    def atoms(self, content: Iterable[d.Inline]) -> list[Atom]:
        """Return the atoms of inlines, in order."""
        found: list[Atom] = []
        run: list[str] = []
        held: tuple[tuple[Wrapper, ...], Hashable] = ((), ())
        for node, wrappers, around in self._flat(content, (), ()):
            text = _text_of(node)
            if run and (text is None or around != held[1]):
                found += _words("".join(run), *held)
                run = []
            if text is None:
                found.append(Atom((self._atom(node), around), node, wrappers))
            else:
                held = held if run else (wrappers, around)
                run.append(text)
        return found + _words("".join(run), *held) if run else found

    def _flat(
        self, content: Iterable[d.Inline], wrappers: tuple[Wrapper, ...], around: tuple[Hashable, ...]
    ) -> Iterator[tuple[d.Inline, tuple[Wrapper, ...], tuple[Hashable, ...]]]:
        for node in content:
            if not isinstance(node, _WRAPPERS) or _is_whole(node):
                yield node, wrappers, around
            else:
                yield from self._flat(node.content, (*wrappers, node), (*around, wrapper_key(node)))

    def _atom(self, node: d.Inline) -> Hashable:
        match node:
            case d.Note():
                return "Note", self.every(node.content)
            case d.Image():
                return "Image", self._picture(node), self.text(node.content), node.title, _said(node.attr)
            case d.Code():
                return "Code", node.text, _said(node.attr)
            case d.Link():
                return "Link", node.url, node.title, _said(node.attr)
            case d.Span():
                return "Span", node.attr.classes if EQUATION_NUMBER in node.attr.classes else node.attr
            case _:
                return type(node).__name__, *(getattr(node, name) for name in _plain_fields(node))

    def _picture(self, node: d.Image) -> Hashable:
        media = self._media.get(node.url)
        return (media.type, media.data) if media else node.url

    def _made(self, node: Any) -> Hashable:
        kind = type(node).__name__
        match node:
            case d.Para():
                return kind, self.text(node.content)
            case d.Header():
                return kind, node.level, self.text(node.content), _said(node.attr)
            case d.CodeBlock():
                return kind, node.text, _said(node.attr)
            case d.Table():
                rows = (self.every(part) for part in (node.head, node.body, node.foot))
                looks = node.columns, node.row_heads, _said(node.attr)
                return kind, *looks, self.text(node.caption), *rows
            case d.Row():
                return kind, self.every(node.cells)
            case d.Cell():
                return kind, node.align, node.row_span, node.col_span, self.every(node.content)
            case d.Figure():
                return kind, self.every(node.content), self.text(node.caption), _said(node.attr)
            case d.ListItem():
                return kind, node.checked, self.every(node.content)
            case d.OrderedList():
                return kind, node.start, node.style, node.delimiter, self.every(node.items)
            case d.BulletList() | d.DefinitionList():
                return kind, self.every(node.items)
            case d.DefinitionItem():
                return kind, self.text(node.term), self.every(node.definitions)
            case d.Div():
                return kind, _said(node.attr), self.every(node.content)
            case d.BlockQuote() | d.Definition():
                return kind, self.every(node.content)
            case d.RawBlock():
                return kind, node.format, node.text
            case _:
                return kind


def _is_whole(node: Wrapper) -> bool:
    """Whether a wrapper is one atom: an anchor, or what has derived words."""
    if isinstance(node, d.Link):
        words = node.content[0] if len(node.content) == 1 else None
        is_number = type(words) is d.Str and bool(_NUMBER.fullmatch(words.text))
        return CROSS_REFERENCE in node.attr.classes or (node.url.startswith("#") and is_number)
    return isinstance(node, d.Span) and (EQUATION_NUMBER in node.attr.classes or not node.content)


def wrapper_key(node: Wrapper) -> Hashable:
    """Return what a wrapper says of what is in it."""
    if isinstance(node, d.Link):
        return "Link", node.url, node.title, _said(node.attr)
    if isinstance(node, d.Span):
        return "Span", node.attr
    return type(node).__name__


def _said(attr: d.Attr) -> Hashable:
    """Return attributes without the id, which is made of words or numbers most often."""
    return attr.classes, attr.pairs


def _plain_fields(node: d.Node) -> tuple[str, ...]:
    return tuple(name for name in node.__struct_fields__ if name != "pos")


def _text_of(node: d.Inline) -> str | None:
    if type(node) is d.Str:
        return node.text
    return _SPACE if type(node) is d.SoftBreak else None


def _words(text: str, wrappers: tuple[Wrapper, ...], around: Hashable) -> list[Atom]:
    if not around:
        return [Atom(word, d.Str(text=word), ()) for word in _WORDS.findall(text)]
    return [Atom((word, around), d.Str(text=word), wrappers) for word in _WORDS.findall(text)]
