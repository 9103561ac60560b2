"""The library's functions about folders that are documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specexport.pipeline import environment, folder
from specexport.style import load
from specexport.system import finder, folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from specexport.core.context import Context, Source
    from specexport.core.diagnostics import Diagnostic
    from specexport.core.settings import ProjectSettings
    from specexport.folders import Plan


def plan(path: str | os.PathLike[str]) -> Plan:
    """Return of which parts the document of the folder at `path` is made, and what decided their order.

    Raises SpecExportError when it holds none, EnvironmentProblem when the settings are not understood.
    """
    source = folders.read(path)
    return folder.plan(source, _context(source))


def _context(source: Source, report: Callable[[Diagnostic], None] | None = None) -> Context:
    return environment.on_disk(source, load("base"), report=report)


def specifications(path: str, config: ProjectSettings | None = None) -> Iterator[str]:
    """Yield the specifications in a folder, as `finder` finds them: parts of a document in its order.

    What is in none of them comes after these, by name.
    """
    found = finder.specs(Path(path), project=config)
    order = [part.path for part in _parts(path)] if found else []
    known = {name: at for at, name in enumerate(order)}
    for name in sorted(found, key=lambda one: (known.get(one, len(known)), one)):
        yield os.path.join(path, name)  # noqa: PTH118 - keeps ./ and .. as named


def _parts(path: str) -> Iterable[Any]:
    """Return the parts of a folder of a known kind, none of any other."""
    from specexport.core.diagnostics import SpecExportError

    try:
        source = folders.read(path)
    except SpecExportError:  # it is no document: too large, or without texts
        return ()
    made = folder.plan(source, _context(source))
    return made.parts if made.kind != "folder" else ()


def facts(
    path: str | os.PathLike[str],
    of_part: Callable[[Path], Any],
    report: Callable[[Diagnostic], None] | None = None,
) -> dict[str, Any]:
    """Return what a folder says: what it is called, its information, how many tasks are done, and its parts.

    `of_part` returns the facts of the part at a path.
    """
    from specexport.folders import progress
    from specexport.model import walk
    from specexport.pipeline import job

    source = folders.read(path)
    context = _context(source, report)
    made = folder.plan(source, context)
    document = job.load(context, ("json",)).document
    tasks = progress.of_document(document)
    fields = {field.name: walk.plain(field.content) for field in document.meta.fields}
    place = Path(path)
    return {
        "folder": source.name,
        "kind": made.kind,
        "title": walk.plain(document.meta.title),
        "status": document.meta.status,
        "fields": fields,
        **({"tasks": {"done": tasks.done, "all": tasks.all}} if tasks.all else {}),
        "parts": [
            {
                "path": inner.source.name.removeprefix(source.name),
                "facts": of_part(place / inner.source.name.removeprefix(source.name)),
            }
            for inner in folder.parts(source, context, made)
        ],
    }
