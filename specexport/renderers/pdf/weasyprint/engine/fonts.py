"""The engine's font configurations: one for each style, however many documents are laid out in it.

Each that the engine makes keeps half a megabyte of the process' memory for good, and its fonts in a temporary
folder for as long as it lives.
"""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING

from specexport.renderers.pdf.weasyprint import engine
from specexport.style.memo import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint.text.fonts import FontConfiguration

    from specexport.model.style import Style


@remembered
def configuration(style: Style, sheet: str) -> FontConfiguration:  # noqa: ARG001 - what it is remembered by
    """Return the configuration for layouts in `style` whose fonts are those of one kind of `sheet`.

    Such sheets must name the same fonts by the same URLs: the engine reads each rule for a font once.
    """
    made = _made()
    # Worker processes end without destroying what their modules hold.
    Finalize(None, _tidy, args=(weakref.ref(made),), exitpriority=1)
    return made


@contextmanager
def alone() -> Iterator[FontConfiguration]:
    """Give a configuration for the layouts of one document, which is gone afterwards."""
    own = _made()
    try:
        yield own
    finally:
        _clear(own)


def _made() -> FontConfiguration:
    engine.load()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _tidy(kept: weakref.ref[FontConfiguration]) -> None:
    made = kept()
    if made is not None:
        _clear(made)


def _clear(made: FontConfiguration) -> None:
    """Delete the temporary folder of a configuration, now and not when nothing holds it any more.

    Layouts hold theirs in circles, which are not looked for while documents are laid out.
    """
    clear = getattr(made, "__del__", None)
    if clear is not None:
        clear()
    if hasattr(made, "_folder"):
        # What is deleted is not deleted again when the interpreter ends, and no longer has what that takes.
        made._folder = None
