"""Who may import whom: a room imports from the floors below it, and nothing else.

FLOORS is the only statement of it; docs/architecture.md and its drawing are made from it.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import specexport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = Path(specexport.__file__).parent

# From the ground up, each room with what it is. Rooms of one floor do not know each other.
FLOORS: tuple[dict[str, str], ...] = (
    {"_version": "the version"},
    {"model": "Document and Style: the two values that everything passes on"},
    {"core": "what every room speaks: diagnostics, context, options, registry, limits, messages"},
    {"system": "disk, web, settings, processes: all that touches the machine"},
    {"style": "a folder becomes a Style; tools for authors of styles"},
    {"pandoc": "the program and its tree"},
    {"graphics": "pictures drawn: diagrams, SVG, formulas, bitmaps"},
    {"readers": "bytes become a Document"},
    {"passes": "a Document becomes a better one, whatever it is about"},
    {"specification": "what a specification means: forms, check, data, passes"},
    {
        "compare": "two Documents become one that shows what changed",
        "folders": "a folder becomes one Document: its parts, their order, joining them",
    },
    {"review": "what came back from Word: the map, changes and comments by their lines, the patch"},
    {"renderers.common": "what renderers have to agree on"},
    {
        "renderers.confluence": "a Document becomes Confluence's storage format",
        "renderers.docx": "a Document becomes a Word file",
        "renderers.html": "a Document becomes a web page",
        "renderers.json": "a Document as it is",
        "renderers.markdown": "a Document becomes Markdown",
        "renderers.pandoc": "a Document becomes whatever pandoc writes",
    },
    {"renderers.pdf": "a Document laid out as pages"},
    {"pipeline": "the one driver: options, context, read, passes, render"},
    {"api": "the verbs: export, check, new, data, import, doctor, licences"},
    {"batch": "folders: plan, what is stale, run, report"},
    {"cli": "one file for each command"},
    {"__main__": "python -m specexport"},
)
RANKS = {room: rank for rank, floor in enumerate(FLOORS) for room in floor}
DOORWAYS = {"", "renderers"}  # the package's own names, imported when they are asked for; a folder of rooms


def room(module: str) -> str:
    """Return the room of `module`, a dotted name below the package."""
    parts = module.split(".")
    return next((name for name in (".".join(parts[:2]), parts[0]) if name in RANKS), parts[0])


def modules() -> Iterator[tuple[str, str]]:
    """Yield the dotted name below the package and the source of every module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path.read_text(encoding="utf-8")


def imports(source: str, *, late: bool = True) -> Iterator[tuple[str, int]]:
    """Yield what a module imports from the package: its dotted name and the line.

    Without `late`, only what is imported when the module is: not within functions, nor for type checkers.
    """
    for node in _statements(ast.parse(source), late):
        for name in _names(node):
            head, _, rest = name.partition(".")
            if head == "specexport" and rest:
                yield rest, node.lineno  # type: ignore[attr-defined]  # imports have lines


def _statements(tree: ast.AST, late: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        deferred = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        )
        if late or not deferred:
            yield node
            yield from _statements(node, late)


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def violations(module: str, source: str) -> list[str]:
    """Say of every import that goes up, or across a floor, what it is."""
    home = room(module)
    return [
        f"{module}:{line} imports {name}: {room(name)} is not below {home}"
        for name, line in imports(source)
        if room(name) in RANKS and room(name) != home and RANKS[room(name)] >= RANKS[home]
    ]


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Return the groups of modules that reach each other (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in edges.get(name, set()):
            if other not in order:
                visit(other)
            low[name] = min(low[name], low[other]) if other in stack else low[name]
        if low[name] == order[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in edges:
        if name not in order:
            visit(name)
    return found


def edges(sources: Iterable[tuple[str, str]], *, late: bool) -> dict[str, set[str]]:
    """Return which module imports which."""
    known = dict(sources)

    def module(name: str) -> str:
        return name if name in known else name.rpartition(".")[0]

    return {
        name: {module(other) for other, _ in imports(source, late=late)} - {name}
        for name, source in known.items()
        if name not in DOORWAYS
    }


@pytest.mark.parametrize(
    ("module", "source"), list(modules()), ids=lambda value: value if "\n" not in value else ""
)
def test_imports_go_down(module: str, source: str) -> None:
    if module in DOORWAYS:
        return
    assert room(module) in RANKS, f"{module} is in no room: say in FLOORS where it stands"
    assert violations(module, source) == []


def test_no_module_waits_for_itself() -> None:
    assert circles(edges(modules(), late=False)) == []


def test_drawings_need_no_late_imports_to_get_along() -> None:
    found = circles(edges(modules(), late=True))
    assert [group for group in found if room(group[0]) == "graphics"] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("model.document", "from specexport.core import context"),
        ("renderers.docx.body.tables", "from specexport.renderers.html import render"),
        ("renderers.html.page", "from specexport.renderers import docx"),
        ("renderers.html", "import specexport.renderers.pdf"),
        ("passes.links", "from specexport.renderers.json import VERSION"),
        ("readers.markdown", "def read():\n    from specexport import pipeline"),
        ("style.stack", "from specexport.cli import main"),
        ("core.context", "if TYPE_CHECKING:\n    from specexport.style import stack"),
        ("system.files", "if True:\n    from specexport import style"),
    ],
)
def test_a_broken_rule_is_seen(module: str, source: str) -> None:
    assert len(violations(module, source)) == 1


def test_a_circle_is_seen() -> None:
    sources = [
        ("model.a", "from specexport.model import b"),
        ("model.b", "from specexport.model.a import x"),
        ("model.c", "def late():\n    from specexport.model import d"),
        ("model.d", "from specexport.model import c"),
    ]
    assert circles(edges(sources, late=False)) == [["model.a", "model.b"]]
    assert circles(edges(sources, late=True)) == [["model.a", "model.b"], ["model.c", "model.d"]]


def test_every_room_exists() -> None:
    assert {room(module) for module, _ in modules()} - DOORWAYS == RANKS.keys()
