"""Names to code: readers, passes, renderers and styles, built in or from entry points, loaded when used.

Third parties register under the entry-point groups `specexport.readers`, `specexport.passes`,
`specexport.renderers`, `specexport.styles` and `specexport.diagrams`. Installed packages are only searched
for a name that is not built in.
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct

from specexport.contracts import Diagnostic, EnvironmentProblem

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Kind: TypeAlias = Literal["readers", "passes", "renderers", "styles", "diagrams"]


class Builtin(Struct, frozen=True):
    """A part that comes with the program: where it is, the file suffixes it stands for, its engine."""

    path: str
    suffixes: tuple[str, ...] = ()
    engine: str = ""


BUILTIN: dict[Kind, dict[str, Builtin]] = {
    "readers": {
        "markdown": Builtin("specexport.readers.markdown:read", (".md", ".markdown", ".mdown"), "mistune"),
        "json": Builtin("specexport.readers.json:read", (".json",), "msgspec"),
    },
    "passes": {
        "anchors": Builtin("specexport.passes.anchors:run"),
        "metadata": Builtin("specexport.passes.metadata:run"),
        "handmade": Builtin("specexport.passes.handmade:run"),
        "signing": Builtin("specexport.passes.signing:run"),
        "headings": Builtin("specexport.passes.headings:run"),
        "diagrams": Builtin("specexport.passes.diagrams:run"),
        "equations": Builtin("specexport.passes.equations:run"),
        "figures": Builtin("specexport.passes.figures:run"),
        "completeness": Builtin("specexport.passes.completeness:run"),
        "unfilled": Builtin("specexport.passes.unfilled:run"),
        "links": Builtin("specexport.passes.links:run"),
        "media": Builtin("specexport.passes.media:run"),
        "highlight": Builtin("specexport.passes.highlight:run", engine="pygments"),
        "contents": Builtin("specexport.passes.contents:run"),
    },
    "renderers": {
        "html": Builtin("specexport.renderers.html:render", (".html", ".htm"), "jinja2"),
        "pdf": Builtin("specexport.renderers.pdf:render", (".pdf",), "weasyprint"),
        "docx": Builtin("specexport.renderers.docx:render", (".docx",), "python-docx"),
        "json": Builtin("specexport.renderers.json:render", (".json",), "msgspec"),
    },
    "styles": {},
    "diagrams": {
        "mermaid": Builtin("specexport.diagrams.mermaid:engine", engine="mmdr"),
        "dot": Builtin("specexport.diagrams.graphviz:engine", engine="graphviz"),
        "graphviz": Builtin("specexport.diagrams.graphviz:engine", engine="graphviz"),
        "plantuml": Builtin("specexport.diagrams.commands:plantuml", engine="plantuml"),
        "puml": Builtin("specexport.diagrams.commands:plantuml", engine="plantuml"),
        "d2": Builtin("specexport.diagrams.commands:d2", engine="d2"),
        "svgbob": Builtin("specexport.diagrams.commands:svgbob", engine="svgbob"),
    },
}

_SINGULAR: dict[Kind, str] = {
    "readers": "source format",
    "passes": "pass",
    "renderers": "target",
    "styles": "style",
    "diagrams": "kind of diagram",
}
_CODES: dict[Kind, str] = {
    "readers": "SX011",
    "passes": "SX012",
    "renderers": "SX010",
    "styles": "SX013",
    "diagrams": "SX012",
}


def load(kind: Kind, name: str) -> Any:
    """Return the reader, pass, renderer or style called `name`, importing it.

    Raises EnvironmentProblem when nothing, or more than one installed package, provides it.
    """
    if builtin := BUILTIN[kind].get(name):
        from importlib import import_module

        module, _, attribute = builtin.path.partition(":")
        return getattr(import_module(module), attribute)
    points = [point for point in _installed(kind) if point.name == name]
    if len(points) > 1:
        raise EnvironmentProblem(_twice(kind, name, points))
    if not points:
        raise EnvironmentProblem(unknown(kind, name, names(kind)))
    return points[0].load()


def names(kind: Kind) -> dict[str, str]:
    """Return every known name of one kind with what provides it: an engine, or the package that brought it.

    Raises EnvironmentProblem when a name is defined twice.
    """
    found = {name: builtin.engine or "specexport" for name, builtin in BUILTIN[kind].items()}
    for point in _installed(kind):
        if point.name in found:
            raise EnvironmentProblem(_twice(kind, point.name, [point]))
        found[point.name] = point.dist.name if point.dist else point.value
    return found


def suffixes(kind: Kind) -> dict[str, str]:
    """Return the file suffixes of one kind, each with the name it stands for."""
    return {suffix: name for name, builtin in BUILTIN[kind].items() for suffix in builtin.suffixes}


def suffix(target: str) -> str:
    """Return the suffix that files of `target` get."""
    builtin = BUILTIN["renderers"].get(target)
    return builtin.suffixes[0] if builtin else f".{target}"


def unknown(kind: Kind, name: str, known: dict[str, str]) -> Diagnostic:
    """Return the message for a name that nothing provides, with the nearest name that something does."""
    near = difflib.get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}? " if near else ""
    return Diagnostic(
        _CODES[kind],
        f"unknown {_SINGULAR[kind]} {name!r}",
        "error",
        hint=f"{hint}known: {', '.join(sorted(known)) or 'none'}",
    )


@cache
def _installed(kind: Kind) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=f"specexport.{kind}"))


def _twice(kind: Kind, name: str, points: list[EntryPoint]) -> Diagnostic:
    owners = ", ".join(sorted(point.dist.name if point.dist else point.value for point in points))
    return Diagnostic(
        "SX014",
        f"{_SINGULAR[kind]} {name!r} is defined more than once ({owners})",
        "error",
        hint="uninstall one of them",
    )
