"""What WeasyPrint has to say about a layout: kept, and told as diagnostics."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from specexport.renderers.pdf import missing_letters
from specexport.system import installing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic
    from specexport.model.document import Document

# ".notdef glyph rendered for Unicode string unsupported by fonts: "…" (U+16883)", however it is worded.
_GLYPH = re.compile(r"\bglyph\b.*U\+([0-9A-F]{4,6})", re.DOTALL | re.IGNORECASE)
_SLOW = "instead of HarfBuzz-Subset"
_OTHER = "install the release of WeasyPrint that specexport was tested with, or report this"
_CORRECT = "correct it, most often in the style's style.css"


class Log(logging.Handler):
    """Keeps what is logged, each message once; `missing` are the characters that no font has.

    `said` is what the page reported when it was written: it may be written more than once. `lost` is what
    could not be done, since this release of the engine is made otherwise than was expected. `is_slow`: fonts
    are cut to size without the library that does it quickly.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self.said: list[Diagnostic] = []
        self.keep = self.said.append
        self.lost: dict[str, None] = {}
        self.is_slow = False

    def lose(self, what: str) -> None:
        """Take note that something is lost with this release of the engine."""
        self.lost[what] = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message, or the character that it is about."""
        message = record.getMessage()
        if _SLOW in message:
            self.is_slow = True
        elif glyph := _GLYPH.search(message):
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


def tell(log: Log, document: Document, context: Context) -> None:
    """Report what was kept: one diagnostic for each message, and one for each script that lacks a font."""
    for diagnostic in log.said:
        context.report(diagnostic)
    for message in log.messages:
        context.warn("SX770", f"layout: {message.rstrip('.')}", hint=_CORRECT)
    if log.is_slow:
        hint = f"install it: {installing.install(installing.PANGO, installing.system())}"
        context.inform("SX775", "PDF takes a third longer: HarfBuzz-Subset is not on this machine", hint=hint)
    for what in log.lost:
        context.warn("SX774", f"with this release of WeasyPrint, {what}", hint=_OTHER)
    missing_letters.tell(log.missing, document, context)
