"""WeasyPrint, and all that is known of its insides: the rest of the program keeps to its documentation.

What is done here only saves time, or adds what PDF/UA and PDF/A ask for. Where a release of WeasyPrint is
not as expected, each of it stands aside on its own: the engine does what it always does, and what is lost by
it is told (SX774). tests/renderers/pdf/test_engine_patches.py has two tests for each: that it acts with the
installed release, and that it can stand aside.

Importing WeasyPrint takes half as long by what this module does. It imports parts of fontTools that hardly
any document needs, a fifth of its time: one subsets fonts where HarfBuzz cannot, the other cuts instances out
of variable fonts. They are loaded when they are used. And it looks for Pango under the names that all systems
know it by. Those of other systems than Linux come first, and for each of them `ctypes.util.find_library`
starts the linker and the compiler: a third of what is left.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import warnings
from contextlib import contextmanager, redirect_stdout
from functools import cache
from io import StringIO
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any

from specexport.core.diagnostics import EnvironmentProblem
from specexport.core.registry import cannot_load
from specexport.renderers.pdf.weasyprint.engine import copying, line_cache
from specexport.system import installing

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is imported late, and the functions that the engine takes out of it at once.
_LATE: dict[str, frozenset[str]] = {
    "fontTools.subset": frozenset(),
    "fontTools.varLib": frozenset(),
    "fontTools.varLib.instancer": frozenset({"instantiateVariableFont"}),
}
# What WeasyPrint loads, under the names that the dynamic loader of Linux knows.
_LIBRARIES = (
    *("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
    *("libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1"),
)
_IMPORTING = Lock()


class _Late(ModuleType):
    """Stands for a module until something in it is used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name not in _LATE[self.__name__]:
            return getattr(_real(self.__name__), name)

        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(_real(self.__name__), name)(*arguments, **named)

        return call


@cache
def load() -> ModuleType:
    """Return the module `weasyprint`, imported if it is not yet.

    One thread imports it while others wait: its modules import each other in circles, and Python would show
    them half made to whoever comes meanwhile. Raises EnvironmentProblem (SX041) where it cannot be imported,
    most often because Pango is not there.
    """
    with _IMPORTING:
        module = sys.modules.get("weasyprint") or _imported()
        line_cache.remember()
        copying.teach()
        return module


def is_likely() -> bool:
    """Whether WeasyPrint can be loaded, as far as the libraries that it needs tell."""
    return sys.platform != "linux" or _are_known(_LIBRARIES)


def _imported() -> ModuleType:
    try:
        # It prints advice of its own, and warns where a machine has no fonts: styles bring theirs.
        with _late(), _by_their_names(), redirect_stdout(StringIO()), warnings.catch_warnings():
            warnings.filterwarnings("ignore", r".*\bexpect ugly output", UserWarning)
            return importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        hint = f"install Pango: {installing.install(installing.PANGO, installing.system())}"
        raise EnvironmentProblem(cannot_load("WeasyPrint, which makes PDF,", error, hint)) from error


@contextmanager
def _late() -> Iterator[None]:
    """Have modules that stand for others imported in their place."""
    standing = {name: _Late(name) for name in _LATE if name not in sys.modules}
    for name, stand_in in standing.items():
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            stand_in.__path__ = spec.submodule_search_locations
        sys.modules[name] = stand_in
    try:
        yield
    finally:
        for name in standing:
            _unset(name)


def _real(name: str) -> ModuleType:
    """Return the module itself, imported now, with the packages that it is in."""
    for late in _LATE:
        _unset(late)
    return importlib.import_module(name)


def _unset(name: str) -> None:
    """Take a module that stands for another away from where it would be imported from."""
    if isinstance(sys.modules.get(name), _Late):
        del sys.modules[name]


@contextmanager
def _by_their_names() -> Iterator[None]:
    """Have libraries found by the dynamic loader alone, if it knows them by the names they have on Linux."""
    if sys.platform != "linux" or not _are_known(_LIBRARIES):
        yield
        return
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _are_known(libraries: tuple[str, ...]) -> bool:
    """Say whether the dynamic loader has all of `libraries`, which are loaded then."""
    import ctypes

    try:
        for name in libraries:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _nowhere(name: str) -> None:  # noqa: ARG001 - the signature of ctypes.util.find_library
    return None
