"""What WeasyPrint has to say about a layout: kept, and told as diagnostics."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model.walk import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic

# ".notdef glyph rendered for Unicode string unsupported by fonts: "…" (U+16883)", however it is worded.
_GLYPH = re.compile(r"\bglyph\b.*U\+([0-9A-F]{4,6})", re.DOTALL | re.IGNORECASE)
_OTHER = "install the release of WeasyPrint that specexport was tested with, or report this"
_CORRECT = "correct it, most often in the style's style.css"
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


class Log(logging.Handler):
    """Keeps what is logged, each message once; `missing` are the characters that no font has.

    `said` is what the page reported when it was written: it may be written more than once. `lost` is what
    could not be done, since this release of the engine is made otherwise than was expected.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self.said: list[Diagnostic] = []
        self.keep = self.said.append
        self.lost: dict[str, None] = {}

    def lose(self, what: str) -> None:
        """Take note that something is lost with this release of the engine."""
        self.lost[what] = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, or the character that it is about."""
        message = record.getMessage()
        if glyph := _GLYPH.search(message):
            self.missing[chr(int(glyph[1], 16))] = None
        else:
            self.messages[message] = None


@contextmanager
def collected() -> Iterator[Log]:
    """Keep what WeasyPrint logs from being printed."""
    logger = logging.getLogger("weasyprint")
    log = Log()
    propagate, level = logger.propagate, logger.level
    logger.addHandler(log)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield log
    finally:
        logger.removeHandler(log)
        logger.propagate, logger.level = propagate, level


def tell(log: Log, document: d.Document, context: Context) -> None:
    """Report what was kept: one diagnostic for each message, and one for each script that lacks a font."""
    for diagnostic in log.said:
        context.report(diagnostic)
    for message in log.messages:
        context.warn("SX770", f"layout: {message.rstrip('.')}", hint=_CORRECT)
    for what in log.lost:
        context.warn("SX774", f"with this release of WeasyPrint, {what}", hint=_OTHER)
    for name, ranges, fonts in _SCRIPTS:
        characters = [char for char in log.missing if _script(char) == (name, ranges, fonts)]
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
