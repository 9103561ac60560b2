"""What pandoc says that it could not do, as diagnostics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specexport.model import document as d
from specexport.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context

# What is lost, though pandoc says it by the way; of the rest only its warnings are told.
_LOSSES = frozenset({"BlockNotRendered", "InlineNotRendered", "SkippedContent"})
# Warnings about what this program leaves to pandoc, or gives it on purpose.
_KNOWN = frozenset({"NoTitleElement", "NoLangSpecified", "CouldNotDetermineImageSize", "Deprecated"})
_LONGEST = 160


def report(log: Iterable[dict[str, Any]], document: d.Document, context: Context, target: str) -> None:
    """Report what `log`, the messages of a run, says was lost in the file for `target`."""
    formulas = {node.text: node for node in walk.find(document.blocks, d.Math)}
    for entry in log:
        kind, pretty = str(entry.get("type", "")), str(entry.get("pretty", ""))
        if kind == "CouldNotConvertTeXMath":
            tex = str(entry.get("contents", ""))
            node = formulas.get(tex)
            message = f"formula {_short(tex)!r} is shown as TeX in {target}"
            context.warn("SX756", message, node.pos if node else None, "correct the formula")
        elif kind in _LOSSES or (entry.get("verbosity") == "WARNING" and kind not in _KNOWN):
            message = f"{target} is not all of it: {_short(pretty)}"
            context.warn("SX797", message, None, "say it in another way, or choose another format")


def _short(text: str) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
