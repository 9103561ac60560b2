"""WeasyPrint, without what it imports and hardly ever needs, and without what it searches in vain.

Its fonts module loads two large parts of fontTools, a quarter of what starting it costs: one subsets fonts
where HarfBuzz cannot, the other cuts instances out of variable fonts. They are loaded when first called.

It looks for Pango under the names that all systems know it by. Those of other systems than Linux come first,
and for each of them `ctypes.util.find_library` starts the linker and the compiler: a third of what is left.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from functools import cache
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from specexport.renderers.pdf.engine import line_cache

if TYPE_CHECKING:
    from collections.abc import Iterator

_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")
_PACKAGES = ("fontTools.varLib",)
_IMPORTING = Lock()


class _Later(ModuleType):
    """Stands for a module until one of its functions is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*arguments, **named)

        return call


@cache
def engine() -> ModuleType:
    """Return the module `weasyprint`, imported if it is not yet.

    One thread imports it while others wait: its modules import each other in circles, and Python would show
    them half made to whoever comes meanwhile.
    """
    with _IMPORTING:
        return _imported()


def _imported() -> ModuleType:
    if "weasyprint" in sys.modules:
        line_cache.remember()
        return sys.modules["weasyprint"]
    standing = {name: _Later(name) for name in (*_PACKAGES, *_SELDOM) if name not in sys.modules}
    for name in standing.keys() & set(_PACKAGES):
        standing[name].__path__ = []
    sys.modules.update(standing)
    try:
        with _by_their_names():
            module = importlib.import_module("weasyprint")
    finally:
        for name, stand_in in standing.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
    line_cache.remember()
    return module


@contextmanager
def _by_their_names() -> Iterator[None]:
    """Have libraries found by the dynamic loader alone, which knows them by the names they have on Linux."""
    if sys.platform != "linux":
        yield
        return
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _nowhere(name: str) -> None:  # noqa: ARG001 - the signature of ctypes.util.find_library
    return None
