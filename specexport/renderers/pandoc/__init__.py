"""Renderers of all formats that pandoc writes: the model as its syntax tree, one process for each file.

`FORMATS` says what each format takes. pandoc sees neither the author's text nor a file of theirs: it is
given the tree, with pictures as data or by name, and a reference document in the style's look.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from specexport.renderers.pandoc.formats import FORMATS, PREFIX, find

if TYPE_CHECKING:
    from specexport.core.context import Renderer


def renderer(name: str) -> Renderer:
    """Return the renderer for a short name, or for `pandoc:WRITER`. Raises EnvironmentProblem."""
    from specexport.renderers.pandoc.writer import render

    return partial(render, find(name))


def __getattr__(name: str) -> Renderer:
    """Return the renderer for a short name, which the registry asks for as an attribute of this module."""
    if name in FORMATS:
        return renderer(name)
    raise AttributeError(name)


__all__ = ["FORMATS", "PREFIX", "find", "renderer"]
