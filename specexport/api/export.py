"""The verbs about documents, as `import specexport` offers them: export, read, render, convert."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import STANDARD
from specexport.core.options import DEFAULTS, Options
from specexport.pipeline import environment, flow, job, plan
from specexport.pipeline.job import Written
from specexport.system import files, folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specexport.core.context import Rendered, Resources
    from specexport.model.document import Document
    from specexport.style import Style


def export(
    spec: str | os.PathLike[str],
    to: str | Iterable[str] | None = None,
    style: str | os.PathLike[str] | Style | None = None,
    output: str | os.PathLike[str] | None = None,
    *,
    options: Options = DEFAULTS,
    report: Callable[[Diagnostic], None] | None = None,
) -> list[Written]:
    """Export the specification at the path `spec`, a file or a folder, and return the files written.

    A folder becomes one document of its parts.
    `to` is a target or several, such as `["pdf", "docx"]`; by default what the suffix of `output` says, else
    html, pdf and docx. `style` is the name of a style, its folder, or one that is loaded; by default what the
    project's settings say, else `base`. `output` is a file or a folder; by default files go beside `spec`.
    `options` ask for more; limits that they leave as usual are those of the settings. `report` is called
    with every diagnostic as it arises.

    Raises EnvironmentProblem for what can be seen to be impossible before anything is written, and
    SpecExportError when the source cannot be read or a target not be made; the other targets are then
    written all the same.
    """
    (planned,) = plan.plan([spec], _targets(to), output)
    environment.check_names(options)
    files.sweep(made.path.parent for made in planned.outputs)
    name = os.fspath(spec)
    look = environment.load_style(style or environment.project_style(name), options, report)
    if options.limits == STANDARD:
        options = replace(options, limits=environment.project_limits(name, None, report))
    results = list(job.run(planned, look, options, report=report))
    errors = [result for result in results if isinstance(result, SpecExportError)]
    if len(errors) > 1:
        raise type(errors[0])(*(one for error in errors for one in error.diagnostics)) from errors[0]
    if errors:
        raise errors[0]
    return [result for result in results if isinstance(result, Written)]


def read(
    spec: str | os.PathLike[str] | bytes | Source,
    style: str | os.PathLike[str] | Style = "base",
    *,
    options: Options = DEFAULTS,
    report: Callable[[Diagnostic], None] | None = None,
) -> Document:
    """Return the document in `spec`: a path of a file or a folder, or the text itself as UTF-8 bytes.

    A `str` is always a path, so that text from strangers is never taken for one: give text as
    `text.encode()`, or as `Source(data, name)`, whose name stands in messages and whose suffix tells the
    format. Only a path lets the document show pictures, those of its folder. `style` decides about
    numbering and the depth of the contents. `options` and `report` are those of `export`. Raises
    SpecExportError when the source cannot be read.
    """
    if isinstance(spec, bytes):
        spec = Source(spec)
    look = environment.load_style(style, options, report)
    if isinstance(spec, Source):
        context = environment.in_memory(spec, look, options, report=report)
    else:
        source = folders.read(spec, options.limits)
        folder = environment.folder_of(source.name, options)
        options = environment.in_dialect(source.name, options)
        context = environment.in_memory(source, look, options, folder, report)
    return job.load(context).document


def render(
    document: Document,
    target: str,
    style: str | os.PathLike[str] | Style = "base",
    *,
    options: Options = DEFAULTS,
    report: Callable[[Diagnostic], None] | None = None,
) -> bytes:
    """Return `document` in the format `target`, touching nothing but the style's files.

    Of the `options` of `export`, those about reading have been answered when the document was read. Raises
    EnvironmentProblem when the target is unknown or something it needs is missing on this machine, and
    SpecExportError when the document cannot be rendered.
    """
    look = environment.load_style(style, options, report)
    context = environment.in_memory(Source(b"", ""), look, options, report=report)
    return flow.render(document, registry.target_called(target), context).data


def convert(
    source: bytes | Source,
    to: str | Iterable[str],
    style: str | os.PathLike[str] | Style = "base",
    *,
    options: Options = DEFAULTS,
    resources: Resources | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> dict[str, Rendered]:
    """Return `source` in every format of `to`, in that order, touching nothing but the style's files.

    `resources` is asked for pictures and for what is included; by default there are only the pictures within
    the source. `options` and `report` are those of `export`. Raises SpecExportError when the source cannot be
    read or a target not be made, and TypeError for a path.
    """
    if isinstance(source, bytes):
        source = Source(source)
    if not isinstance(source, Source):
        raise TypeError(
            f"convert takes the text itself, as bytes or a Source, not {type(source).__name__}: "
            "for a file use export, or read and render"
        )
    targets = _targets(to) or ()
    look = environment.load_style(style, options, report)
    return job.convert(environment.in_memory(source, look, options, resources, report), targets)


def _targets(to: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """Return targets, each once; one that is named alone is not taken for its letters."""
    if to is None:
        return None
    return plan.called((to,) if isinstance(to, str) else to)
