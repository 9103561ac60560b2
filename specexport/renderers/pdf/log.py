"""What WeasyPrint has to say about a layout, as diagnostics."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.contracts import Context

_GLYPH = re.compile(
    r"\.notdef glyph rendered for Unicode string unsupported by fonts: \"(.)\" \(U\+([0-9A-F]+)\)"
)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, once."""
        self.messages[record.getMessage()] = None


@contextmanager
def collected(context: Context) -> Iterator[None]:
    """Turn what WeasyPrint logs into diagnostics; nothing is printed."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    propagate, level = logger.propagate, logger.level
    logger.addHandler(collector)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.removeHandler(collector)
        logger.propagate, logger.level = propagate, level
        for message in collector.messages:
            _report(message, context)


def _report(message: str, context: Context) -> None:
    if glyph := _GLYPH.match(message):
        hint = "install a font that has it, for instance one of the Noto family"
        context.warn("SX771", f"no font has the character {glyph[1]} (U+{glyph[2]})", hint=hint)
    else:
        context.warn("SX770", f"layout: {message.rstrip('.')}")
