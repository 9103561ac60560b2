"""What is said of characters that no font on this machine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.walk import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specexport.core.context import Context

# What lacks a font: its name, where in Unicode it is, and the fonts to install.
_SCRIPTS = (
    (
        "Chinese, Japanese or Korean",
        (
            (0x2E80, 0xA4CF),
            (0xAC00, 0xD7FF),
            (0xF900, 0xFAFF),
            (0xFE30, 0xFE4F),
            (0xFF00, 0xFFEF),
            (0x20000, 0x3FFFF),
        ),
        "Noto Sans CJK (fonts-noto-cjk in Debian)",
    ),
    (
        "emoji",
        ((0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF)),
        "an emoji font (fonts-noto-color-emoji)",
    ),
    ("other characters", ((0, 0x10FFFF),), "the Noto fonts (fonts-noto-core in Debian)"),
)


def tell(missing: Iterable[str], document: d.Document, context: Context) -> None:
    """Report the characters for which boxes stand: once for each script that lacks a font."""
    for name, ranges, fonts in _SCRIPTS:
        characters = [char for char in missing if _script(char) == (name, ranges, fonts)]
        if characters:
            first = characters[0]
            rest = f" and {len(characters) - 1} more of {name}" if len(characters) > 1 else ""
            message = f"no font on this machine has {first} (U+{ord(first):04X}){rest}, boxes stand for them"
            context.warn("SX771", message, _place(first, document.blocks), f"install {fonts}")


def _script(char: str) -> object:
    """Return the entry of `_SCRIPTS` for a character: the first that has it."""
    return next(one for one in _SCRIPTS if any(low <= ord(char) <= high for low, high in one[1]))


def _place(char: str, blocks: Iterable[d.Block]) -> d.Pos | None:
    """Return the position of the innermost node with a position before or at the first use of `char`."""
    place = None
    for node in nodes(blocks):
        place = node.pos or place
        if isinstance(node, (d.Str, d.Code, d.CodeBlock, d.Math)) and char in node.text:
            return place
    return None
