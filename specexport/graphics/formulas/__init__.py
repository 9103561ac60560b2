"""Formulas: TeX to what each target shows, all of a document's through one conversion.

pandoc reads the TeX, so that a formula is right or wrong in every target alike. Those that it does not
understand are reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from specexport.core.diagnostics import SpecExportError
from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from specexport.core.context import Context

# The TeX of a formula, and whether it stands on a line of its own.
Formula: TypeAlias = tuple[str, bool]
Made = TypeVar("Made")

# Longer or deeper formulas are not read: nobody wrote them. pandoc takes twice as long for each script of a
# script.
_LONGEST = 20_000
_DEEPEST = 100
_DEEPEST_SCRIPT = 10


def converted(
    document: d.Document,
    context: Context,
    convert: Callable[[Sequence[Formula], Context], tuple[dict[Formula, Made], dict[str, str]]],
) -> dict[Formula, Made]:
    """Return what `convert` makes of every formula of a document, by its TeX and whether it is displayed.

    `convert` returns what it made, and by TeX why it could not. What is missing is reported: the renderer
    then shows the TeX itself.
    """
    nodes: dict[Formula, d.Math] = {}
    for node in walk.find((*document.blocks, *document.meta.title), d.Math):
        nodes.setdefault((node.text, node.display), node)
    if not nodes:
        return {}
    try:
        made, reasons = convert([formula for formula in nodes if _is_sane(formula[0])], context)
    except (SpecExportError, ValueError) as error:
        reason = error.diagnostic.message if isinstance(error, SpecExportError) else str(error)
        first = next(iter(nodes.values()))
        message = f"formulas are shown as TeX: {reason}"
        context.warn("SX755", message, first.pos, "run specexport doctor")
        return {}
    for formula, node in nodes.items():
        if formula not in made:
            why = reasons.get(node.text, "it is not valid")
            message = f"formula {_short(node.text)} is shown as TeX: {why}"
            context.warn("SX756", message, node.pos, "correct it, or simplify it")
    return made


def _is_sane(tex: str) -> bool:
    if len(tex) > _LONGEST or tex.count("{") > _DEEPEST * 10:
        return False
    depth, scripts = _depths(tex)
    return depth <= _DEEPEST and scripts <= _DEEPEST_SCRIPT


def _depths(tex: str) -> tuple[int, int]:
    """Return how deep groups are nested, and how deep scripts in braces are."""
    deepest = highest = scripts = 0
    groups: list[bool] = []
    before = ""
    for char in tex:
        if char == "{":
            groups.append(before in ("^", "_"))
            scripts += groups[-1]
        elif char == "}" and groups:
            scripts -= groups.pop()
        deepest, highest = max(deepest, len(groups)), max(highest, scripts)
        before = char if not char.isspace() else before
    return deepest, highest


def _short(text: str) -> str:
    line = " ".join(text.split())
    return repr(line if len(line) <= 60 else line[:59] + "…")
