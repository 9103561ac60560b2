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

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem

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
        "docx": Builtin("specexport.readers.pandoc:docx", (".docx", ".docm", ".dotx"), "pandoc"),
        "odt": Builtin("specexport.readers.pandoc:odt", (".odt", ".ott"), "pandoc"),
        "rtf": Builtin("specexport.readers.pandoc:rtf", (".rtf",), "pandoc"),
        "pptx": Builtin("specexport.readers.pandoc:pptx", (".pptx",), "pandoc"),
        "xlsx": Builtin("specexport.readers.pandoc:xlsx", (".xlsx",), "pandoc"),
        "epub": Builtin("specexport.readers.pandoc:epub", (".epub",), "pandoc"),
        "html": Builtin("specexport.readers.pandoc:html", (".html", ".htm", ".xhtml"), "pandoc"),
        "latex": Builtin("specexport.readers.pandoc:latex", (".tex", ".latex"), "pandoc"),
        "typst": Builtin("specexport.readers.pandoc:typst", (".typ",), "pandoc"),
        "rst": Builtin("specexport.readers.pandoc:rst", (".rst",), "pandoc"),
        "asciidoc": Builtin("specexport.readers.pandoc:asciidoc", (".adoc", ".asciidoc"), "pandoc"),
        "org": Builtin("specexport.readers.pandoc:org", (".org",), "pandoc"),
        "djot": Builtin("specexport.readers.pandoc:djot", (".dj", ".djot"), "pandoc"),
        "textile": Builtin("specexport.readers.pandoc:textile", (".textile",), "pandoc"),
        "mediawiki": Builtin("specexport.readers.pandoc:mediawiki", (".wiki", ".mediawiki"), "pandoc"),
        "dokuwiki": Builtin("specexport.readers.pandoc:dokuwiki", (".dokuwiki",), "pandoc"),
        "jira": Builtin("specexport.readers.pandoc:jira", (".jira",), "pandoc"),
        "ipynb": Builtin("specexport.readers.pandoc:ipynb", (".ipynb",), "pandoc"),
        "csv": Builtin("specexport.readers.pandoc:csv", (".csv",), "pandoc"),
        "tsv": Builtin("specexport.readers.pandoc:tsv", (".tsv",), "pandoc"),
        "docbook": Builtin("specexport.readers.pandoc:docbook", (".dbk", ".docbook"), "pandoc"),
        "jats": Builtin("specexport.readers.pandoc:jats", (".jats",), "pandoc"),
        "fb2": Builtin("specexport.readers.pandoc:fb2", (".fb2",), "pandoc"),
        "opml": Builtin("specexport.readers.pandoc:opml", (".opml",), "pandoc"),
    },
    "passes": {
        "anchors": Builtin("specexport.passes.anchors:run"),
        "metadata": Builtin("specexport.passes.metadata:run"),
        "handmade": Builtin("specexport.passes.handmade:run"),
        "signing": Builtin("specexport.specification.passes.signing:run"),
        "headings": Builtin("specexport.passes.headings:run"),
        "diagrams": Builtin("specexport.passes.diagrams:run"),
        "timeline": Builtin("specexport.specification.passes.timeline:run"),
        "threats": Builtin("specexport.specification.passes.threats:run"),
        "equations": Builtin("specexport.passes.equations:run"),
        "figures": Builtin("specexport.passes.figures:run"),
        "completeness": Builtin("specexport.specification.passes.completeness:run"),
        "unfilled": Builtin("specexport.specification.passes.placeholders:run"),
        "links": Builtin("specexport.passes.links:run"),
        "media": Builtin("specexport.passes.pictures:run"),
        "code": Builtin("specexport.passes.code:run"),
        "highlight": Builtin("specexport.passes.highlight:run", engine="pygments"),
        "contents": Builtin("specexport.passes.contents:run"),
    },
    "renderers": {
        "html": Builtin("specexport.renderers.html:render", (".html", ".htm"), "jinja2"),
        "pdf": Builtin("specexport.renderers.pdf:render", (".pdf",), "weasyprint"),
        "docx": Builtin("specexport.renderers.docx:render", (".docx",), "python-docx"),
        "json": Builtin("specexport.renderers.json:render", (".json",), "msgspec"),
        "md": Builtin("specexport.renderers.markdown:render", (".md",)),
        "confluence": Builtin("specexport.renderers.confluence:render", (".confluence",)),
        "odt": Builtin("specexport.renderers.pandoc:odt", (".odt",), "pandoc"),
        "epub": Builtin("specexport.renderers.pandoc:epub", (".epub",), "pandoc"),
        "pptx": Builtin("specexport.renderers.pandoc:pptx", (".pptx",), "pandoc"),
        "rtf": Builtin("specexport.renderers.pandoc:rtf", (".rtf",), "pandoc"),
        "latex": Builtin("specexport.renderers.pandoc:latex", (".tex", ".latex"), "pandoc"),
        "typst": Builtin("specexport.renderers.pandoc:typst", (".typ",), "pandoc"),
        "context": Builtin("specexport.renderers.pandoc:context", (".ctx",), "pandoc"),
        "rst": Builtin("specexport.renderers.pandoc:rst", (".rst",), "pandoc"),
        "asciidoc": Builtin("specexport.renderers.pandoc:asciidoc", (".adoc", ".asciidoc"), "pandoc"),
        "org": Builtin("specexport.renderers.pandoc:org", (".org",), "pandoc"),
        "gfm": Builtin("specexport.renderers.pandoc:gfm", (".md",), "pandoc"),
        "commonmark": Builtin("specexport.renderers.pandoc:commonmark", (".md",), "pandoc"),
        "mediawiki": Builtin("specexport.renderers.pandoc:mediawiki", (".wiki",), "pandoc"),
        "dokuwiki": Builtin("specexport.renderers.pandoc:dokuwiki", (".dokuwiki",), "pandoc"),
        "jira": Builtin("specexport.renderers.pandoc:jira", (".jira",), "pandoc"),
        "textile": Builtin("specexport.renderers.pandoc:textile", (".textile",), "pandoc"),
        "txt": Builtin("specexport.renderers.pandoc:txt", (".txt",), "pandoc"),
        "man": Builtin("specexport.renderers.pandoc:man", (".man",), "pandoc"),
        "docbook": Builtin("specexport.renderers.pandoc:docbook", (".dbk",), "pandoc"),
        "jats": Builtin("specexport.renderers.pandoc:jats", (".jats",), "pandoc"),
        "fb2": Builtin("specexport.renderers.pandoc:fb2", (".fb2",), "pandoc"),
    },
    "styles": {},
    "diagrams": {
        "mermaid": Builtin("specexport.graphics.diagrams.mermaid:engine", engine="mmdr"),
        "dot": Builtin("specexport.graphics.diagrams.graphviz:engine", engine="graphviz"),
        "graphviz": Builtin("specexport.graphics.diagrams.graphviz:engine", engine="graphviz"),
        "plantuml": Builtin("specexport.graphics.diagrams.commands:plantuml", engine="plantuml"),
        "puml": Builtin("specexport.graphics.diagrams.commands:plantuml", engine="plantuml"),
        "d2": Builtin("specexport.graphics.diagrams.commands:d2", engine="d2"),
        "svgbob": Builtin("specexport.graphics.diagrams.commands:svgbob", engine="svgbob"),
    },
}

# What stands before a colon in a name, and what makes a part of the rest: pandoc's formats by its own names.
FAMILIES: dict[Kind, dict[str, str]] = {
    "readers": {"pandoc": "specexport.readers.pandoc:reader"},
    "renderers": {"pandoc": "specexport.renderers.pandoc:renderer"},
}

# Engines whose writers do themselves what a pass does, or show nothing of it.
_DISPENSABLE: dict[str, frozenset[str]] = {"pandoc": frozenset({"highlight"})}

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
        return _imported(builtin.path)
    family, _, member = name.partition(":")
    if member and (maker := FAMILIES.get(kind, {}).get(family)):
        return _imported(maker)(member)
    points = [point for point in _installed(kind) if point.name == name]
    if len(points) > 1:
        raise EnvironmentProblem(_twice(kind, name, points))
    if not points:
        raise EnvironmentProblem(unknown(kind, name, names(kind)))
    return points[0].load()


def _imported(path: str) -> Any:
    from importlib import import_module

    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)


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
    found: dict[str, str] = {}
    for name, builtin in BUILTIN[kind].items():
        for ending in builtin.suffixes:
            found.setdefault(ending, name)  # of several, the first is meant
    return found


def known_suffixes(kind: Kind, name: str) -> tuple[str, ...]:
    """Return the suffixes of what a built-in part reads or makes, nothing for others."""
    return BUILTIN[kind][name].suffixes if name in BUILTIN[kind] else ()


def suffix(target: str) -> str:
    """Return the suffix that files of `target` get."""
    return endings(target)[0]


def endings(target: str) -> tuple[str, ...]:
    """Return the suffixes that files of `target` may have, the usual one first."""
    name = target
    if in_family("renderers", target):  # extensions of a format may stand behind its name
        name = target.partition(":")[2].partition("+")[0].partition("-")[0]
    builtin = BUILTIN["renderers"].get(name)
    return builtin.suffixes if builtin else (f".{name}",)


def in_family(kind: Kind, name: str) -> bool:
    """Say whether `name` is one of a family's, `pandoc:latex`."""
    family, _, member = name.partition(":")
    return bool(member) and family in FAMILIES.get(kind, {})


def dispensable(target: str) -> frozenset[str]:
    """Return the passes that change nothing of what is made for `target`."""
    if in_family("renderers", target):
        return _DISPENSABLE[target.partition(":")[0]]
    builtin = BUILTIN["renderers"].get(target)
    return _DISPENSABLE.get(builtin.engine, frozenset()) if builtin else frozenset()


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
