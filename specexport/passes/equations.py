"""Numbers of equations, and references to them: TeX's `\\label` and `\\eqref` (amsmath)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport import document as d
from specexport import walk

if TYPE_CHECKING:
    from specexport.contracts import Context

_MARKED = re.compile(r"\\(?:label|(?:eq)?ref)\b")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_TAG = re.compile(r"\\tag\s*\{([^{}]*)\}")
_REFERENCE = re.compile(r"\\(eq)?ref\s*\{([^{}]*)\}")


def run(document: d.Document, context: Context) -> d.Document:
    """Number the displayed formulas that have a label, and write their numbers where they are referred to."""
    formulas = [node for node in walk.find(document.blocks, d.Math) if _MARKED.search(node.text)]
    if not formulas:
        return document
    numbers = _numbers(formulas)

    def visit(node: d.Math) -> d.Node:
        whole = _REFERENCE.fullmatch(node.text.strip())
        if whole and not node.display:
            return d.Str(text=_number(whole, node, numbers, context), pos=node.pos)
        text = _REFERENCE.sub(lambda found: rf"\text{{{_number(found, node, numbers, context)}}}", node.text)
        label = _LABEL.search(text) if node.display else None
        if label and not _TAG.search(text):
            text = f"{_LABEL.sub('', text).rstrip()} \\tag{{{numbers[label[1]]}}}"
        return node if text == node.text else replace(node, text=text)

    return replace(document, blocks=walk.rewrite(document.blocks, visit, d.Math))


def _numbers(formulas: list[d.Math]) -> dict[str, str]:
    """Return the number of every label: its author's, where the formula has a `\\tag`, else the next one."""
    numbers: dict[str, str] = {}
    count = 0
    for node in formulas:
        label = _LABEL.search(node.text) if node.display else None
        if label is None or label[1] in numbers:
            continue
        tag = _TAG.search(node.text)
        count += tag is None
        numbers[label[1]] = tag[1] if tag else str(count)
    return numbers


def _number(found: re.Match[str], node: d.Math, numbers: dict[str, str], context: Context) -> str:
    number = numbers.get(found[2])
    if number is None:
        hint = f"give a displayed formula \\label{{{found[2]}}}"
        context.warn("SX757", f"no formula is labelled {found[2]!r}", node.pos, hint)
        number = "?"
    return f"({number})" if found[1] else number
