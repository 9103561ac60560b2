"""Dialects of Markdown: a module of its name for each of `core.dialects.DIALECTS`, with its `DIALECT`.

`seam` says what a dialect may add to the reader, and is all that a module needs to know. `signs` tells of
constructs that the document's own dialect does not have, `private` finds comments that are for authors only.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from specexport.core.dialects import DIALECTS
from specexport.readers.markdown.dialects.seam import NO_DIALECT, Dialect


@cache
def load(name: str) -> Dialect:
    """Return the dialect called `name` in `core.dialects.DIALECTS`, else one that adds nothing."""
    if name not in DIALECTS:
        return NO_DIALECT
    module = import_module(f"specexport.readers.markdown.dialects.{name.replace('-', '_')}")
    found: Dialect = module.DIALECT
    return found
