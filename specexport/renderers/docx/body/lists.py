"""Lists: bullets, numbers and tasks, nine levels deep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import changes
from specexport.renderers.docx.body.container import BIDI
from specexport.renderers.docx.body.inlines import inlines, leads_right, opening
from specexport.renderers.docx.body.runs import TAB
from specexport.renderers.docx.styles.properties import BULLET_LIST, LEVELS, LIST_STEP

if TYPE_CHECKING:
    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.state import State

_LOOSE = wml.w("spacing", after=110)
_CHECKBOX = wml.RPr("Checkbox")
_BOXES = {True: "☑", False: "☐"}
_STATES = tuple(
    wml.Element(f"w14:{name}State", (("w14:val", f"{ord(_BOXES[state]):X}"), ("w14:font", "Segoe UI Symbol")))
    for name, state in (("checked", True), ("unchecked", False))
)


def bullets(state: State, node: d.BulletList, container: Container) -> wml.Content:
    """Return a list without order; items of a task list begin with a checkbox."""
    inside = container.item()
    made: list[wml.Node] = []
    for each in node.items:
        content, attr = changes.opened(each.content)
        item = replace(each, content=content)
        if item.checked is None:
            shown = _item(state, item, inside, "ListBullet", BULLET_LIST, tight=node.tight)
        else:
            shown = _task(state, item, inside, tight=node.tight)
        made += changes.in_blocks(state, attr, shown)
    return tuple(made)


def numbers(state: State, node: d.OrderedList, container: Container) -> wml.Content:
    """Return a numbered list: an instance of its own, so that it begins where it says."""
    inside = container.item()
    number = state.lists.ordered(node, inside.level - 1)
    made: list[wml.Node] = []
    for each in node.items:
        content, attr = changes.opened(each.content)
        item = replace(each, content=content)
        shown = _item(state, item, inside, "ListNumber", number, tight=node.tight)
        made += changes.in_blocks(state, attr, shown)
    return tuple(made)


def _item(
    state: State, item: d.ListItem, inside: Container, style: str, number: int, *, tight: bool
) -> wml.Content:
    level = inside.level
    bound = inside.flow and style == "ListBullet"
    lead = () if item.checked is None else (_checkbox(item.checked),)
    name = f"{style}{level if level > 1 else ''}" if inside.flow else inside.style
    props = _props(item, inside, hanging=bool(inside.base), tight=tight)
    listed = None if bound else wml.Num(number, level - 1)
    return _headed(state, item, inside, lead, wml.P((), name, props, listed))


def _task(state: State, item: d.ListItem, inside: Container, *, tight: bool) -> wml.Content:
    level = min(inside.level, LEVELS)
    name = f"TaskList{level if level > 1 else ''}" if inside.flow else inside.style
    props = _props(item, inside, hanging=not inside.flow or bool(inside.base), tight=tight)
    return _headed(state, item, inside, (_checkbox(bool(item.checked)), TAB), wml.P((), name, props))


def _props(item: d.ListItem, inside: Container, *, hanging: bool, tight: bool) -> wml.Props:
    """Return what the style of an item does not know; `hanging` says that its indent is part of that."""
    first = next(iter(item.content), None)
    turned = (BIDI,) if isinstance(first, d.Para) and leads_right(opening(first)) else ()
    indent = wml.indent(inside.left, LIST_STEP) if hanging else ()
    return inside.kept + turned + (() if tight else (_LOOSE,)) + indent


def _headed(state: State, item: d.ListItem, inside: Container, lead: wml.Content, head: wml.P) -> wml.Content:
    """Return an item: its first paragraph, `head`, carries the mark, whatever follows stands below it."""
    content = item.content
    first = content[0] if content else None
    if isinstance(first, d.Para):
        lead += state.sourced(first, inlines(state, first.content, inside.run_style))
        head = replace(head, props=head.props + changes.mark(state, first.content))
        content = content[1:]
    return (replace(head, content=lead), *state.blocks(content, inside))


def _checkbox(checked: bool) -> wml.Sdt:
    """Return a box that can be checked (MS-DOCX, 2.6.1)."""
    now = wml.Element("w14:checked", (("w14:val", int(checked)),))
    return wml.Sdt(wml.run(_BOXES[checked], _CHECKBOX), (wml.Element("w14:checkbox", (), (now, *_STATES)),))
