"""All formats that pandoc writes: the model as its syntax tree, one process for each file.

`FORMATS` says what each format takes. pandoc sees neither the author's text nor a file of theirs: it is
given the tree, with pictures as data or by name, and a reference document in the style's look.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specexport.core.targets import Target
from specexport.renderers.pandoc.formats import FORMATS, find

if TYPE_CHECKING:
    from specexport.core.context import Context, Rendered
    from specexport.model.document import Document
    from specexport.renderers.pandoc.formats import Format


def target(name: str) -> Target:
    """Return what the program has to know of a format, as `find` finds it. Raises EnvironmentProblem."""
    form = find(name)
    return Target(
        partial(_render, form),
        form.suffixes,
        engine="pandoc",
        packages=("pypandoc_binary", "lxml", "resvg-py"),
        preload=("specexport.renderers.pandoc.writer",),
        needless=frozenset({"highlight"}),  # writers colour code themselves, or do not
        lacks=form.lacks,
    )


def _render(form: Format, document: Document, context: Context) -> Rendered:
    from specexport.renderers.pandoc.writer import render

    return render(form, document, context)


TARGETS = {name: target(name) for name in FORMATS}

__all__ = ["FORMATS", "TARGETS", "find", "target"]
