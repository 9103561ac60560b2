"""The shape of the code: calls that can be read, and nothing that changes once it is made."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import specexport
from specexport import Context, Options

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(specexport.__file__).parent
MOST_PARAMETERS = 7


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Yield the name, the line and the number of parameters of every function, without self and cls."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            given = node.args
            named = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
            count = len(named) + bool(given.vararg) + bool(given.kwarg) - (named[:1] in (["self"], ["cls"]))
            yield getattr(node, "name", "lambda"), node.lineno, count


def long(source: str) -> list[tuple[str, int, int]]:
    return [found for found in functions(source) if found[2] > MOST_PARAMETERS]


def test_no_call_is_longer_than_can_be_read() -> None:
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    found = {
        f"{name}:{line} {function}": count
        for name, path in paths.items()
        for function, line, count in long(path.read_text(encoding="utf-8"))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "def f(a, b, c, d, e, f, g, h): ...",
        "def f(a, b, /, c, d, *e, f, g, **h): ...",
        "class C:\n    async def f(self, a, b, c, d, e, f, g, h): ...",
        "f = lambda a, b, c, d, e, f, g, h: 0",
    ],
)
def test_a_long_call_is_seen(source: str) -> None:
    assert [count for _, _, count in long(source)] == [MOST_PARAMETERS + 1]


@pytest.mark.parametrize("kind", [Context, Options])
def test_what_is_asked_and_where_is_frozen(kind: type) -> None:
    assert kind.__struct_config__.frozen  # type: ignore[attr-defined]  # every Struct has it
