"""Tracked changes (17.13.5): runs, paragraphs, rows and cells that were inserted, deleted or moved."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from specexport.model import document as d
from specexport.renderers.common import changes
from specexport.renderers.common.changes import PARAGRAPHS, Change, change
from specexport.renderers.docx import wml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specexport.model.document import Attr, Inline
    from specexport.renderers.docx.state import State

_BAR = wml.w("pBdr", wml.w("left", val="single", sz=12, space=8, color="595959"))
_KINDS: dict[str, type[wml.Ins]] = {"inserted": wml.Ins, "deleted": wml.Del}
_MOVES: dict[str, type[wml.Ins]] = {"inserted": wml.MoveTo, "deleted": wml.MoveFrom}


class Mark:
    """A change as it is said of everything in it: what it is, by whom and when."""

    def __init__(self, state: State, made: type[wml.Ins], who: Change) -> None:
        self._state = state
        self._made = made
        self._who = who

    def __call__(self, content: wml.Content = ()) -> wml.Ins:
        """Return content as changed, with a number of its own."""
        return self._made(content, self._state.annotation_id(), self._who.author, self._who.date)

    @property
    def is_deletion(self) -> bool:
        """Whether texts in it have the names of those that were deleted."""
        return self._made is wml.Del

    @property
    def is_move(self) -> bool:
        """Whether it is one half of a move."""
        return self._made in (wml.MoveTo, wml.MoveFrom)

    @property
    def plain(self) -> Mark:
        """The same where a move cannot be said: of rows and cells."""
        made = wml.Ins if self._made in (wml.Ins, wml.MoveTo) else wml.Del
        return Mark(self._state, made, self._who)


def of(state: State, attr: Attr, *, moves: bool = True) -> Mark | None:
    """Return the change that attributes say, None where nobody changed anything."""
    kind, who = changes.kind(attr), change(attr)
    if not kind or not who:
        return None
    # The half of a move has to say when that was (17.13.5.24).
    return Mark(state, (_MOVES if moves and who.date and changes.moved(attr) else _KINDS)[kind], who)


def kind(attr: Attr) -> bool:
    """Return whether a span or a division is a change that somebody made."""
    return bool(changes.kind(attr)) and change(attr) is not None


def tracked(state: State, attr: Attr, content: wml.Content) -> wml.Content:
    """Return runs as a change that can be accepted or rejected."""
    made = of(state, attr)
    assert made
    return _changed(made, content)


def _changed(mark: Mark, content: wml.Content) -> wml.Content:
    """Return content with changes around what may stand in one; others hold changes, such as links."""
    if mark.is_deletion:
        content = wml.rewritten(content, wml.deleted)
    found: list[wml.Node] = []
    for changeable, group in groupby(content, _is_changeable):
        nodes = tuple(group)
        found += [mark(nodes)] if changeable else [_within(mark, node) for node in nodes]
    return tuple(found)


def _is_changeable(node: wml.Node) -> bool:
    """Return whether a change may hold `node`: a run, a formula or a change, but no link or bookmark."""
    return isinstance(node, wml.R | wml.Ins) or (isinstance(node, wml.Element) and node.name == "m:oMath")


def _within(mark: Mark, node: wml.Node) -> wml.Node:
    inside: Any = getattr(node, "content", ())
    return replace(node, content=_changed(mark, inside)) if inside else node


def mark(state: State, content: Sequence[Inline]) -> wml.Props:
    """Return the properties of the mark at the end of a paragraph of `content` (17.13.5)."""
    attr: Attr | None = getattr(content[-1], "attr", None) if content else None
    found = next((PARAGRAPHS[name] for name in attr.classes if name in PARAGRAPHS), "") if attr else ""
    made = of(state, replace(attr, classes=(found,))) if attr and found else None
    return _ended(made) if made else ()


def _ended(made: Mark) -> wml.Props:
    return (wml.w("rPr", made().mark()),)


# Blocks


def in_blocks(state: State, attr: Attr, content: wml.Content) -> wml.Content:
    """Return paragraphs and tables as changed with all that is in them, as the attributes say."""
    made = of(state, attr, moves=not any(map(_has_table, content)))
    return tuple([_block(made, node) for node in content]) if made else content


def _has_table(node: wml.Node) -> bool:
    return isinstance(node, wml.Tbl) or any(map(_has_table, getattr(node, "content", ())))


def _block(made: Mark, node: wml.Node) -> wml.Node:
    match node:
        case wml.P():
            return replace(node, content=_changed(made, node.content), props=(*node.props, *_ended(made)))
        case wml.Tr():
            cells = tuple(_block(made, cell) for cell in node.content)
            return replace(node, content=cells, props=(*node.props, made.plain().mark()))
        case wml.Tbl() | wml.Tc() | wml.Bookmark() | wml.Sdt():
            inside: Any = node.content
            return replace(node, content=tuple(_block(made, one) for one in inside))
        case _:
            return node


def opened(content: tuple[d.Block, ...]) -> tuple[tuple[d.Block, ...], Attr]:
    """Return what is in an item or a cell, and what says that it was inserted or deleted as such."""
    div = changes.whole(content)
    return (div.content, div.attr) if div else (content, d.NO_ATTR)


def of_row(state: State, cells: Sequence[d.Cell]) -> wml.Props:
    """Return the property of a row that was inserted or deleted (17.13.5.12, 17.13.5.16)."""
    div = changes.row(cells)
    made = of(state, div.attr, moves=False) if div else None
    return (made().mark(),) if made else ()


def of_cell(state: State, cell: d.Cell) -> wml.Props:
    """Return the property of a cell whose column was inserted or deleted (17.13.5.1, 17.13.5.2)."""
    div = changes.cell(cell.content)
    made = of(state, div.attr, moves=False) if div else None
    if not made:
        return ()
    element = made().mark()
    return (replace(element, name="w:cellIns" if element.name == "w:ins" else "w:cellDel"),)


def barred(content: wml.Content) -> wml.Content:
    """Return paragraphs with a bar beside them (17.3.1.24); those with borders of their own keep these."""
    return tuple([_barred(node) for node in content])


def _barred(node: wml.Node) -> wml.Node:
    if isinstance(node, wml.P) and not any(prop.name == "w:pBdr" for prop in node.props) and node.content:
        return replace(node, props=(*node.props, _BAR))
    if isinstance(node, wml.Tbl):
        return replace(node, props=(*node.props, replace(_BAR, name="w:tblBorders")))
    inside: Any = getattr(node, "content", ())
    if isinstance(node, (wml.Bookmark, wml.Sdt)):
        return replace(node, content=barred(inside))
    return node


def of_term(state: State, item: d.DefinitionItem) -> wml.Props:
    """Return the properties of the mark behind a term that was inserted or deleted with its meanings."""
    match item.term:
        case (d.Span(attr=attr),) if all(changes.whole(one.content) for one in item.definitions):
            made = of(state, attr)
            return _ended(made) if made else ()
    return ()


def ranged(state: State, node: d.Block, content: wml.Content) -> wml.Content:
    """Return what was moved between the marks of its half, by which Word finds the other one (17.13.5.21)."""
    attr = node.attr if isinstance(node, d.Div) else changes.paragraph(node)
    name = changes.moved(attr) if attr else ""
    if not attr or not name or any(map(_has_table, content)):
        return content
    made = of(state, replace(attr, classes=_classes(attr)))
    if not made or not made.is_move:
        return content
    element = made().mark()
    number = dict(element.attributes)["w:id"]
    named = (*element.attributes, ("w:name", f"move{name[1:]}"))
    start = replace(element, name=f"{element.name}RangeStart", attributes=named)
    end = wml.w(f"{element.name[2:]}RangeEnd", id=number)
    return (start, *content, end)


def _classes(attr: Attr) -> tuple[str, ...]:
    return tuple(PARAGRAPHS.get(name, name) for name in attr.classes)
