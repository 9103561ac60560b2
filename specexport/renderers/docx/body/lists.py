"""Lists: bullets, numbers and tasks, nine levels deep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.renderers.docx import wml
from specexport.renderers.docx.body import changes
from specexport.renderers.docx.body.direction import leads_right, opening
from specexport.renderers.docx.body.inlines import inlines
from specexport.renderers.docx.styles.properties import BULLET_LIST, LEVELS, LIST_STEP

if TYPE_CHECKING:
    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.state import State

_LOOSE = '<w:spacing w:after="110"/>'
_CHECKBOX = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{value}"/>'
    '<w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent>{run}</w:sdtContent></w:sdt>"
)


def bullets(state: State, node: d.BulletList, container: Container) -> str:
    """Return a list without order; items of a task list begin with a checkbox."""
    inside = container.item()
    parts = []
    for item in node.items:
        if item.checked is None:
            parts.append(_item(state, item, inside, "ListBullet", BULLET_LIST, tight=node.tight))
        else:
            parts.append(_task(state, item, inside, tight=node.tight))
    return "".join(parts)


def numbers(state: State, node: d.OrderedList, container: Container) -> str:
    """Return a numbered list: an instance of its own, so that it begins where it says."""
    inside = container.item()
    number = state.lists.ordered(node, inside.level - 1)
    return "".join(_item(state, item, inside, "ListNumber", number, tight=node.tight) for item in node.items)


def _item(state: State, item: d.ListItem, inside: Container, style: str, number: int, *, tight: bool) -> str:
    level = inside.level
    bound = inside.flow and style == "ListBullet"
    listed = "" if bound else wml.numbered(number, level - 1)
    hanging = wml.indent(inside.left, LIST_STEP) if inside.base else ""
    props = inside.kept + listed + _turned(item) + ("" if tight else _LOOSE) + hanging
    lead = _checkbox(item.checked) if item.checked is not None else ""
    name = f"{style}{level if level > 1 else ''}" if inside.flow else inside.style
    return _head(state, item, inside, lead, name, props)


def _task(state: State, item: d.ListItem, inside: Container, *, tight: bool) -> str:
    level = min(inside.level, LEVELS)
    name = f"TaskList{level if level > 1 else ''}" if inside.flow else inside.style
    hanging = "" if inside.flow and not inside.base else wml.indent(inside.left, LIST_STEP)
    lead = _checkbox(bool(item.checked)) + "<w:r><w:tab/></w:r>"
    return _head(
        state, item, inside, lead, name, inside.kept + _turned(item) + ("" if tight else _LOOSE) + hanging
    )


def _turned(item: d.ListItem) -> str:
    """Return the property of an item that begins with text from right to left."""
    first = next(iter(item.content), None)
    return "<w:bidi/>" if isinstance(first, d.Para) and leads_right(opening(first)) else ""


def _head(state: State, item: d.ListItem, inside: Container, lead: str, style: str, props: str) -> str:
    """Return an item: its first paragraph carries the mark, whatever follows stands below it."""
    content = item.content
    first = content[0] if content else None
    if isinstance(first, d.Para):
        text, rest = inlines(state, first.content, inside.face), content[1:]
        props += changes.mark(state, first.content)
    else:
        text, rest = "", content
    return wml.p(lead + text, style, props) + state.blocks(rest, inside)


def _checkbox(checked: bool) -> str:
    run = wml.run("☑" if checked else "☐", wml.rstyle("Checkbox"))
    return _CHECKBOX.format(value=int(checked), run=run)
