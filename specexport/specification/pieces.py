"""The pieces of text that an author of a specification fills in: title, fields, paragraphs, items, cells."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model import walk
from specexport.specification.placeholders import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.specification.view import View

PieceKind: TypeAlias = Literal["title", "field", "heading", "para", "item", "cell", "head"]

SectionIndex: TypeAlias = int | None
"""A section by its index into `View.sections`; None is what stands before the first."""

_LABEL = regex(r"([^\W\d_][^:.;!?\[\]{}]{0,58}):(?=\s|$)")


class Piece(Struct, frozen=True):
    """A stretch of text of its own; code is none.

    `label` is what stands before the colon in `Label: value`, empty where there is none. `name` is what the
    piece is of: its label, the name of its field, the head of its column. `goes_on`: a list, code, a
    quotation or the like stands behind it, which may end its sentence.
    """

    kind: PieceKind
    content: tuple[d.Inline, ...]
    text: str
    section: SectionIndex
    pos: d.Pos | None
    label: str = ""
    name: str = ""
    goes_on: bool = False

    @property
    def place(self) -> Place:
        """Where the piece stands, as `placeholders.marks` asks."""
        return Place(self.kind, self.name, self.label)

    @property
    def value(self) -> str:
        """The text after the label."""
        return self.text[len(self.label) + 1 :].strip() if self.label else self.text


def of(view: View) -> Iterator[Piece]:
    """Yield the pieces of a document in reading order."""
    yield from _of_information(view.meta)
    for index, blocks in view.by_section():
        if index is not None:
            yield _piece("heading", view.sections[index].header.content, index)
        yield from _of_blocks(blocks, index, "para")


def _of_information(meta: d.Meta) -> Iterator[Piece]:
    """Yield the title and the fields. A title without a place is the file's name: nobody fills that in."""
    if meta.title and meta.title[0].pos:
        yield _piece("title", meta.title, None)
    for field in meta.fields:
        content = field.content
        pos = content[0].pos if content else field.pos
        yield Piece("field", content, walk.plain(content), None, pos, name=field.name)


def _of_blocks(blocks: Sequence[d.Block], section: SectionIndex, kind: PieceKind) -> Iterator[Piece]:
    for block, behind in zip_longest(blocks, blocks[1:]):
        match block:
            case d.Para():
                piece = _piece(kind, block.content, section, block.pos)
                yield replace(piece, goes_on=True) if _goes_on(behind) else piece
            case d.Table():
                yield from _of_rows(block.head, section, "head", ())
                heads = block.head[-1].cells if block.head else ()
                names = [walk.plain(cell.content) for cell in heads]
                yield from _of_rows((*block.body, *block.foot), section, "cell", names)
            case _:
                inner: PieceKind = "item" if isinstance(block, (d.BulletList, d.OrderedList)) else kind
                for within in _inside(block):
                    yield from _of_blocks(within, section, inner)


def _goes_on(behind: d.Block | None) -> bool:
    """Say whether a block may end the sentence of the paragraph before it."""
    if isinstance(behind, d.Para):
        first = behind.content[0] if behind.content else None
        return isinstance(first, d.Math) and first.display
    return behind is not None


def _inside(block: d.Block) -> Iterator[tuple[d.Block, ...]]:
    """Yield the runs of blocks that a block holds."""
    match block:
        case d.BulletList() | d.OrderedList():
            yield from (item.content for item in block.items)
        case d.DefinitionList():
            yield from (definition.content for entry in block.items for definition in entry.definitions)
        case d.BlockQuote() | d.Div() | d.Figure():
            yield block.content
        case _:
            pass


def _of_rows(
    rows: Iterable[d.Row], section: SectionIndex, kind: PieceKind, names: Sequence[str]
) -> Iterator[Piece]:
    for row in rows:
        for index, cell in enumerate(row.cells):
            name = names[index] if index < len(names) else ""
            for piece in _of_blocks(cell.content, section, kind):
                yield replace(piece, name=name) if name else piece


def _piece(
    kind: PieceKind, content: tuple[d.Inline, ...], section: SectionIndex, pos: d.Pos | None = None
) -> Piece:
    text = walk.plain(content)
    label = _LABEL.match(text) if kind in ("item", "para") else None
    place = (content[0].pos if content else None) or pos
    name = label[1] if label else ""
    return Piece(kind, content, text, section, place, name, name)
