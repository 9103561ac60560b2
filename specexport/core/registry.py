"""Names to code: readers, passes, targets, styles and diagram engines, built in or from entry points.

Third parties register under the entry-point groups `specexport.readers`, `specexport.passes`,
`specexport.renderers`, `specexport.styles` and `specexport.diagrams`. Installed packages are only searched
for a name that is not built in, and everything is imported when it is asked for.
"""

from __future__ import annotations

from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from msgspec import Struct
from msgspec.structs import replace

from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, did_you_mean
from specexport.core.targets import Target, imported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.metadata import EntryPoint

    from specexport.core.context import Renderer

Kind: TypeAlias = Literal["readers", "passes", "renderers", "styles", "diagrams"]


class Builtin(Struct, frozen=True):
    """A reader, pass or diagram engine that comes with the program: where it is, as `module:attribute`.

    `suffixes` are those of the files that it reads, `engine` is what is listed as doing it. `packages` are
    the distributions whose versions show in what it does, and `preload` the modules, beside its own, that a
    worker imports before its first document. What a `finished` reader reads has been through the passes.
    """

    path: str
    suffixes: tuple[str, ...] = ()
    engine: str = ""
    packages: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    finished: bool = False


# What pandoc reads for this program: names, and the suffixes of the files.
_PANDOC_READS: dict[str, tuple[str, ...]] = {
    "odt": (".odt", ".ott"),
    "rtf": (".rtf",),
    "pptx": (".pptx",),
    "xlsx": (".xlsx",),
    "epub": (".epub",),
    "html": (".html", ".htm", ".xhtml"),
    "latex": (".tex", ".latex"),
    "typst": (".typ",),
    "rst": (".rst",),
    "asciidoc": (".adoc", ".asciidoc"),
    "org": (".org",),
    "djot": (".dj", ".djot"),
    "textile": (".textile",),
    "mediawiki": (".wiki", ".mediawiki"),
    "dokuwiki": (".dokuwiki",),
    "jira": (".jira",),
    "ipynb": (".ipynb",),
    "csv": (".csv",),
    "tsv": (".tsv",),
    "docbook": (".dbk", ".docbook"),
    "jats": (".jats",),
    "fb2": (".fb2",),
    "opml": (".opml",),
}

BUILTIN: dict[Kind, dict[str, Builtin]] = {
    "readers": {
        "markdown": Builtin(
            "specexport.readers.markdown:read",
            (".md", ".markdown", ".mdown"),
            "mistune",
            ("mistune", "nh3", "pyyaml"),
            ("specexport.readers.markdown.html", "mistune", "nh3", "yaml"),
        ),
        "docx": Builtin(
            "specexport.readers.docx:read",
            (".docx", ".docm", ".dotx", ".dotm"),
            "python",
            ("lxml", "msgspec"),
        ),
        "json": Builtin("specexport.readers.json:read", (".json",), "msgspec", ("msgspec",), finished=True),
        **{
            name: Builtin(f"specexport.readers.pandoc:{name}", endings, "pandoc", ("pypandoc_binary",))
            for name, endings in _PANDOC_READS.items()
        },
    },
    "passes": {
        "anchors": Builtin("specexport.passes.anchors:run"),
        "metadata": Builtin("specexport.passes.metadata:run"),
        "linebreaks": Builtin("specexport.passes.linebreaks:run"),
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
        "media": Builtin("specexport.passes.pictures:run", packages=("pillow",)),
        "code": Builtin("specexport.passes.code:run"),
        "highlight": Builtin(
            "specexport.passes.highlight:run",
            engine="pygments",
            packages=("pygments",),
            preload=("pygments.lexers", "pygments.lexer"),
        ),
        "contents": Builtin("specexport.passes.contents:run"),
    },
    "diagrams": {
        "mermaid": Builtin(
            "specexport.graphics.diagrams.mermaid:engine", engine="mmdr", packages=("merman", "mmdr")
        ),
        "dot": Builtin("specexport.graphics.diagrams.graphviz:engine", engine="graphviz"),
        "graphviz": Builtin("specexport.graphics.diagrams.graphviz:engine", engine="graphviz"),
        "plantuml": Builtin("specexport.graphics.diagrams.commands:plantuml", engine="plantuml"),
        "puml": Builtin("specexport.graphics.diagrams.commands:plantuml", engine="plantuml"),
        "d2": Builtin("specexport.graphics.diagrams.commands:d2", engine="d2"),
        "svgbob": Builtin("specexport.graphics.diagrams.commands:svgbob", engine="svgbob"),
    },
}

# Where each target is described (`core.targets.Target`), and where whole tables of them are.
TARGETS = {
    "html": "specexport.renderers.html:TARGET",
    "pdf": "specexport.renderers.pdf:TARGET",
    "docx": "specexport.renderers.docx:TARGET",
    "json": "specexport.renderers.json:TARGET",
    "md": "specexport.renderers.markdown:TARGET",
    "confluence": "specexport.renderers.confluence:TARGET",
}
TABLES = ("specexport.renderers.pandoc:TARGETS",)

# What stands before a colon in a name, and what makes a part of the rest: pandoc's formats by its own names.
FAMILIES: dict[Kind, dict[str, str]] = {
    "readers": {"pandoc": "specexport.readers.pandoc:reader"},
    "renderers": {"pandoc": "specexport.renderers.pandoc:target"},
}

_LONGEST_REASON = 120

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
    """Return the reader, pass, renderer, style or diagram engine called `name`, importing it.

    Raises EnvironmentProblem when nothing, or more than one installed package, provides it, and (SX041) when
    a library that it needs cannot be loaded.
    """
    try:
        return _loaded(kind, name)
    except (ImportError, OSError) as error:
        what = f"what the {_SINGULAR[kind]} {name} needs"
        raise EnvironmentProblem(cannot_load(what, error, "specexport doctor names the remedy")) from error


def cannot_load(what: str, error: Exception, hint: str) -> Diagnostic:
    """Return the message that a library, `what`, cannot be loaded here."""
    first = next(iter(str(error).splitlines()), type(error).__name__)
    reason = first.partition(".  ")[0][:_LONGEST_REASON]
    return Diagnostic("SX041", f"{what} cannot be loaded: {reason}", "error", hint=hint)


def _loaded(kind: Kind, name: str) -> Any:
    if kind == "renderers":
        return target(name).renderer()
    if builtin := BUILTIN.get(kind, {}).get(name):
        return imported(builtin.path)
    if maker := _maker(kind, name):
        return maker(name.partition(":")[2])
    return _brought(kind, name)


# What people call targets, beside their names.
_ALIASES = {
    "word": "docx",
    "web": "html",
    "htm": "html",
    "markdown": "md",
    "powerpoint": "pptx",
    "text": "txt",
}


def target_called(name: str) -> str:
    """Return the name of the target that somebody calls `name`, in any letter case; itself where none is."""
    if name in TARGETS or ":" in name:
        return name
    low = name.strip().lower().removeprefix(".")
    low = _ALIASES.get(low, low)
    return low if low != name and (low in TARGETS or low in _tables()) else name


def target(name: str) -> Target:
    """Return what is known of the target called `name`; nothing else of it is imported.

    Raises EnvironmentProblem as `load` does.
    """
    if name in TARGETS:
        return cast("Target", imported(TARGETS[name]))
    if maker := _maker("renderers", name):
        return cast("Target", maker(name.partition(":")[2]))
    table = _tables()
    return table[name] if name in table else _described(name, _brought("renderers", name))


def targets() -> dict[str, Target]:
    """Return every target that comes with the program, by name."""
    return {name: target(name) for name in TARGETS} | _tables()


def _tables() -> dict[str, Target]:
    return {name: one for path in TABLES for name, one in cast("dict[str, Target]", imported(path)).items()}


@cache
def _brought(kind: Kind, name: str) -> Any:
    """Return what an installed package brings under `name`."""
    points = [point for point in _installed(kind) if point.name == name]
    if len(points) > 1:
        raise EnvironmentProblem(_twice(kind, name, points))
    if not points:
        raise EnvironmentProblem(unknown(kind, name, names(kind)))
    try:
        return points[0].load()
    except Exception as error:  # whatever the package does when it is imported
        raise EnvironmentProblem(_broken(kind, points[0], error)) from error


def _described(name: str, found: Target | Renderer) -> Target:
    """Return what a package brings as a target: one that says so, or a renderer of which nothing is known."""
    package = names("renderers")[name]
    known = found if isinstance(found, Target) else Target(found)
    return replace(
        known,
        suffixes=known.suffixes or (f".{name}",),
        engine=known.engine or package,
        packages=(package, *known.packages),
    )


def _maker(kind: Kind, name: str) -> Callable[[str], Any] | None:
    """Return what makes a part of the name in a family, None where `name` is in none."""
    family, _, member = name.partition(":")
    path = FAMILIES.get(kind, {}).get(family) if member else None
    return cast("Callable[[str], Any]", imported(path)) if path else None


def names(kind: Kind) -> dict[str, str]:
    """Return every known name of one kind with what provides it: an engine, or the package that brought it.

    Raises EnvironmentProblem when a name is defined twice.
    """
    found = own(kind)
    for point in _installed(kind):
        if point.name in found:
            raise EnvironmentProblem(_twice(kind, point.name, [point]))
        found[point.name] = point.dist.name if point.dist else point.value
    return found


def own(kind: Kind) -> dict[str, str]:
    """Return the names of one kind that come with the program, with what provides them."""
    known = targets() if kind == "renderers" else BUILTIN.get(kind, {})
    return {name: one.engine or "specexport" for name, one in known.items()}


def suffixes(kind: Kind) -> dict[str, str]:
    """Return the file suffixes of one kind, each with the name it stands for."""
    known = targets() if kind == "renderers" else BUILTIN.get(kind, {})
    found: dict[str, str] = {}
    for name, one in known.items():
        for ending in one.suffixes:
            found.setdefault(ending, name)  # of several, the first is meant
    return found


def named(kind: Kind, file: str) -> str | None:
    """Return what a file's suffix stands for: the longest that is known, `.sheets.txt` before `.txt`."""
    known, endings = suffixes(kind), PurePath(file.lower()).suffixes
    longest_first = ("".join(endings[at:]) for at in range(len(endings)))
    return next((known[ending] for ending in longest_first if ending in known), None)


def known_suffixes(kind: Kind, name: str) -> tuple[str, ...]:
    """Return the suffixes of what a part reads or makes, as far as they are known."""
    if kind == "renderers":
        return target(name).suffixes
    return BUILTIN[kind][name].suffixes if name in BUILTIN[kind] else ()


def suffix(name: str) -> str:
    """Return the suffix that files of the target `name` get."""
    return target(name).suffixes[0]


def finished(reader: str) -> bool:
    """Say whether what `reader` reads has been through the passes."""
    return reader in BUILTIN["readers"] and BUILTIN["readers"][reader].finished


def parts() -> Iterator[Builtin]:
    """Yield what works on documents whatever is made of them: readers, passes and diagram engines."""
    for known in BUILTIN.values():
        yield from known.values()


def unknown(kind: Kind, name: str, known: dict[str, str]) -> Diagnostic:
    """Return the message for a name that nothing provides, with the nearest name that something does."""
    return Diagnostic(
        _CODES[kind],
        f"unknown {_SINGULAR[kind]} {name!r}",
        "error",
        hint=f"{did_you_mean(name, known)}known: {', '.join(sorted(known)) or 'none'}",
    )


@cache
def _installed(kind: Kind) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=f"specexport.{kind}"))


def _broken(kind: Kind, point: EntryPoint, error: Exception) -> Diagnostic:
    owner = point.dist.name if point.dist else point.value
    message = f"{_SINGULAR[kind]} {point.name!r} of {owner} cannot be loaded: {type(error).__name__}: {error}"
    return Diagnostic("SX040", message, "error", hint=f"update or uninstall {owner}")


def _twice(kind: Kind, name: str, points: list[EntryPoint]) -> Diagnostic:
    owners = ", ".join(sorted(point.dist.name if point.dist else point.value for point in points))
    return Diagnostic(
        "SX014",
        f"{_SINGULAR[kind]} {name!r} is defined more than once ({owners})",
        "error",
        hint="uninstall one of them",
    )
