"""What a target is: what makes it, and all that the rest of the program has to know of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from specexport.core.context import Renderer  # noqa: TC004 - nothing decodes a Target


class Target(Struct, frozen=True):
    """A format that can be made, described beside its renderer.

    `render` makes it of a document: a function, or `module:function`, which is imported when it is needed.
    `suffixes` are those that its files may have, the usual one first; without any, a dot and the target's
    name. `engine` is what is listed as making it, by default the package that brings it.

    `packages` are the distributions whose versions show in what is made: with another version of one, the
    outputs of a folder are made again. `preload` are the modules, beside that of `render`, which a worker
    imports before its first document. `pages` says that it lays out pages and tells the page of every
    anchor (`Rendered.anchors`): such targets are made first, so that the others know the pages. `cost` is
    how many microseconds it takes for a byte of source, as long as nothing better is known: what takes
    longest is begun first. `needless` are the passes of which nothing shows in it. `lacks` is what it cannot
    show, in a few words each. `tracks` says that it shows itself which blocks, rows and items were inserted
    or deleted as wholes; for others that is said of the words in them.
    """

    render: Renderer | str
    suffixes: tuple[str, ...] = ()
    engine: str = ""
    packages: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    pages: bool = False
    cost: float = 1.0
    needless: frozenset[str] = frozenset()
    lacks: tuple[str, ...] = ()
    tracks: bool = False

    def renderer(self) -> Renderer:
        """Return the function that makes it, importing it where it is only named."""
        if isinstance(self.render, str):
            return cast("Renderer", imported(self.render))
        return self.render

    def modules(self) -> tuple[str, ...]:
        """Return the modules that it needs: that of its renderer, and what is to be preloaded."""
        home = self.render.partition(":")[0] if isinstance(self.render, str) else _home(self.render)
        return tuple(filter(None, (home, *self.preload)))


def imported(path: str) -> object:
    """Return what `path` names, `module:attribute`."""
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)


def _home(renderer: Renderer) -> str:
    return str(getattr(renderer, "__module__", "") or "")
