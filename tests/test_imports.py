"""Who may import whom: the one-way flow of docs/architecture.md, held to the code."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import specexport

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(specexport.__file__).parent

# A room is the longest of these names that a module's begins with. Each may import itself and what it lists;
# imports for type checkers only count too, save those that TYPES_ONLY allows.
MODEL = {"document", "walk"}
CORE = MODEL | {"contracts"}
ALLOWED: dict[str, set[str]] = {
    "": {"_version", "api", "contracts", "document", "importing", "spec"},  # the package's own names, lazily
    "_version": set(),
    "__main__": {"cli"},
    "codes": set(),
    "document": set(),
    "walk": {"document"},
    "contracts": {"limits"},
    "registry": {"contracts"},
    "crosslinks": MODEL,
    "pipeline": {"characters", "contracts", "crosslinks", "limits", "limits.measure", "registry", "style"},
    "pictures": set(),
    "opening": set(),
    "settings": {"opening"},
    "limits": set(),
    "limits.told": CORE,
    "limits.measure": CORE | {"limits.told"},
    "limits.process": CORE | {"limits", "limits.told"},
    "limits.wishes": CORE | {"limits", "settings"},
    "characters": CORE,
    "files": {"contracts", "document", "limits", "limits.told", "opening", "pictures"},
    "remote": {"_version", "contracts", "files", "limits"},
    "listing": {"document"},
    "appendices": MODEL,
    "layout": MODEL | {"style"},
    "facts": CORE | {"passes", "style"},  # what the metadata pass calls its fields
    "style": {"contracts", "document", "opening", "registry", "settings"},
    "style.adopt": {"contracts", "opening", "pictures", "style"},
    "readers": CORE | {"characters", "style"},
    "readers.pandoc": CORE | {"appendices", "characters", "pandoc", "style"},
    "readers.json": {"contracts", "renderers.json"},
    "passes": CORE | {"appendices", "style"},
    "passes.media": CORE | {"bitmaps", "svg"},
    "passes.completeness": CORE | {"spec"},
    "passes.unfilled": CORE | {"spec.placeholders"},
    "passes.diagrams": CORE | {"diagrams", "registry"},
    "passes.timeline": CORE | {"diagrams", "spec"},
    "bitmaps": {"document"},
    "raster": set(),
    "archive": set(),
    "beside": MODEL,
    "cache": set(),
    "commands": {"contracts", "remote", "settings"},
    "svg": set(),
    "formulas": CORE | {"pandoc", "svg"},
    "pandoc": CORE | {"appendices", "style"},
    "diagrams": CORE | {"_version", "registry", "style", "svg"},
    "renderers": set(),
    "renderers.json": CORE,
    "renderers.markdown": CORE | {"appendices", "beside", "passes"},  # what the passes make of a text again
    "renderers.confluence": CORE | {"appendices", "beside", "raster", "facts", "style"},
    "renderers.pandoc": CORE
    | {"archive", "beside", "characters", "facts", "layout", "pandoc", "passes", "raster", "style"},
    "renderers.html": CORE | {"appendices", "formulas", "facts", "layout", "listing", "style", "svg"},
    "renderers.pdf": CORE | {"formulas", "facts", "limits.measure", "renderers.html", "style", "svg"},
    "renderers.docx": CORE
    | {"appendices", "archive", "formulas", "facts", "layout", "listing", "pictures", "raster", "style"}
    | {"renderers.docx.template", "svg"},
    "renderers.docx.template": CORE | {"facts", "passes", "renderers.docx", "style", "style.adopt"},
    "spec.placeholders": MODEL,
    "spec": CORE
    | {"_version", "files", "limits", "opening", "passes", "registry", "settings", "spec.placeholders"}
    | {"style"},
    "spec.web": {"contracts", "files", "remote"},
    "outputs": {"contracts", "files", "registry"},
    "api": {"cache", "commands", "contracts", "files", "limits", "limits.wishes", "outputs", "pipeline"}
    | {"spec", "style"},
    "importing": CORE | {"appendices", "files", "passes", "pipeline", "registry", "spec", "style"},
    "batch": CORE
    | {"_version", "api", "files", "limits", "limits.process", "opening", "outputs", "pipeline", "registry"}
    | {"settings", "spec", "style"},
    "licences": {"style"},
    "doctor": {"contracts", "pandoc", "registry", "style"},
    "cli": {"_version", "api", "batch", "contracts", "doctor", "files", "importing", "licences"}
    | {"limits", "limits.process"}
    | {"outputs", "registry", "spec", "spec.web", "style"},
}
TYPES_ONLY: dict[str, set[str]] = {
    "raster": {"contracts", "document", "style"},
    "contracts": {"document", "style"},
    "registry": set(),
    "pipeline": {"document"},
    "readers.json": {"document"},
    "api": {"document"},
    "remote": {"document"},
    "commands": {"document"},
}


def room(module: str) -> str:
    """Return the room of `module`, a dotted name below the package."""
    parts = module.split(".")
    names = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((name for name in names if name in ALLOWED), module)


def modules() -> Iterator[tuple[str, str]]:
    """Yield the dotted name below the package and the source of every module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path.read_text(encoding="utf-8")


def imports(source: str) -> Iterator[tuple[str, int, bool]]:
    """Yield what a module imports from the package: its dotted name, line, whether for type checkers only."""
    tree = ast.parse(source)
    typed = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        for name in _names(node):
            head, _, rest = name.partition(".")
            if head == "specexport" and rest:
                yield rest, node.lineno, id(node) in typed  # type: ignore[attr-defined]  # imports have lines


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        deeper = (
            node.module == "specexport" or room(str(node.module).removeprefix("specexport.")) not in ALLOWED
        )
        return [f"{node.module}.{alias.name}" for alias in node.names] if deeper else [str(node.module)]
    return []


def violations(module: str, source: str) -> list[str]:
    home = room(module)
    found = []
    for name, line, typed in imports(source):
        target = room(name)
        allowed = ALLOWED.get(home, set()) | (TYPES_ONLY.get(home, set()) if typed else set())
        if target != home and target not in allowed:
            found.append(f"{module}:{line} imports {name}: {home or 'the package'} may not know {target}")
    return found


@pytest.mark.parametrize(
    ("module", "source"), list(modules()), ids=lambda value: value if "\n" not in value else ""
)
def test_no_room_knows_more_than_it_may(module: str, source: str) -> None:
    assert room(module) in ALLOWED, f"{module} is in no room: say in ALLOWED what it may know"
    assert violations(module, source) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("document", "from specexport import walk"),
        ("renderers.docx.tables", "from specexport.renderers.html import render"),
        ("renderers.html.page", "from specexport.renderers import docx"),
        ("renderers.html", "import specexport.passes.links"),
        ("passes.links", "from specexport.renderers.json import VERSION"),
        ("readers.markdown", "def read():\n    from specexport import pipeline"),
        ("style.load", "from specexport.cli import main"),
        ("pipeline", "from specexport.document import Document"),
        ("files", "if True:\n    from specexport import style"),
    ],
)
def test_a_broken_rule_is_seen(module: str, source: str) -> None:
    assert len(violations(module, source)) == 1


def test_what_type_checkers_need_is_allowed() -> None:
    source = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from specexport.document import Document"
    )
    assert violations("pipeline", source) == []


def test_every_room_exists() -> None:
    rooms = {room(module) for module, _ in modules()}
    assert ALLOWED.keys() - rooms - {""} == set()
