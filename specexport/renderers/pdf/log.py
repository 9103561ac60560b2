"""What WeasyPrint has to say about a layout: kept, and told as diagnostics."""

from __future__ import annotations

import logging
import re
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from specexport import document as d
from specexport.walk import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specexport.contracts import Context, Diagnostic

_GLYPH = re.compile(r"\.notdef glyph rendered for Unicode string .* \(U\+([0-9A-F]+)\)", re.DOTALL)
# Fonts to install, by the first word of a character's Unicode name.
_PACKAGES = {
    "CJK": "Noto Sans CJK, fonts-noto-cjk in Debian",
    "HIRAGANA": "Noto Sans CJK, fonts-noto-cjk in Debian",
    "KATAKANA": "Noto Sans CJK, fonts-noto-cjk in Debian",
    "HANGUL": "Noto Sans CJK, fonts-noto-cjk in Debian",
}
_OTHER = "the Noto fonts, fonts-noto-core or fonts-noto-color-emoji in Debian"


class Log(logging.Handler):
    """Keeps what is logged, each message once; `missing` are the characters that no font has.

    `said` is what the page reported when it was written: it may be written more than once.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self.said: list[Diagnostic] = []
        self.keep = self.said.append

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, or the character that it is about."""
        message = record.getMessage()
        if glyph := _GLYPH.fullmatch(message):
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
        context.warn("SX770", f"layout: {message.rstrip('.')}")
    scripts: dict[str, list[str]] = {}
    for char in log.missing:
        scripts.setdefault(unicodedata.name(char, "UNNAMED").split()[0], []).append(char)
    for script, characters in scripts.items():
        first, more = characters[0], len(characters) - 1
        rest = f" and {more} more of {script.capitalize()}" if more else ""
        hint = f"install {_PACKAGES.get(script, _OTHER)}"
        message = f"no font on this machine has {first} (U+{ord(first):04X}){rest}, a box stands for it"
        context.warn("SX771", message, _place(first, document.blocks), hint)


def _place(char: str, blocks: Iterable[d.Block]) -> d.Pos | None:
    """Return the position of the innermost node with a position before or at the first use of `char`."""
    place = None
    for node in nodes(blocks):
        place = node.pos or place
        if isinstance(node, (d.Str, d.Code, d.CodeBlock, d.Math)) and char in node.text:
            return place
    return None
