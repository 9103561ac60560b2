"""WeasyPrint, without what it imports and hardly ever needs.

Its fonts module loads two large parts of fontTools, a quarter of what starting it costs: one subsets fonts
where HarfBuzz cannot, the other cuts instances out of variable fonts. They are loaded when first called.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from types import ModuleType
from typing import Any

_SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")
_PACKAGES = ("fontTools.varLib",)


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
    """Return the module `weasyprint`, imported if it is not yet."""
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    standing = {name: _Later(name) for name in (*_PACKAGES, *_SELDOM) if name not in sys.modules}
    for name in standing.keys() & set(_PACKAGES):
        standing[name].__path__ = []
    sys.modules.update(standing)
    try:
        return importlib.import_module("weasyprint")
    finally:
        for name, module in standing.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
