"""The library's functions, as `import specexport` offers them."""

from __future__ import annotations

import os
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport import style as styles
from specexport.core.context import Context, Rendered, Source
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.core.limits import STANDARD
from specexport.core.options import Options
from specexport.pipeline import flow, plan
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from specexport.core.context import Cache, Resources
    from specexport.core.limits import Limits
    from specexport.core.options import RawHtml, Unfilled
    from specexport.model.document import Document, Media
    from specexport.style import Style


NOTHING_MORE = Options()


class Written(Struct, frozen=True):
    """A file that was written.

    `bytes` is its size, `pages` their number where the target has pages and the renderer knows it,
    `seconds` what it took, reading the source included in that of the first. `diagnostics` are all that
    concern it, those of reading the source too.
    """

    path: Path
    target: str
    bytes: int
    pages: int | None
    seconds: float
    diagnostics: tuple[Diagnostic, ...]


def export(
    spec: str | os.PathLike[str],
    to: Iterable[str] | None = None,
    style: str | os.PathLike[str] | Style = "base",
    output: str | os.PathLike[str] | None = None,
    *,
    reader: str | None = None,
    root: str | os.PathLike[str] | None = None,
    variables: Mapping[str, str] | None = None,
    raw_html: RawHtml = "sanitize",
    docx_template: str | os.PathLike[str] | None = None,
    paper: str | None = None,
    unfilled: Unfilled = "mark",
    require_complete: bool = False,
    allow_remote: bool | None = None,
    options: Options = NOTHING_MORE,
    limits: Limits = STANDARD,
    report: Callable[[Diagnostic], None] | None = None,
) -> list[Written]:
    """Export the specification at the path `spec` and return the files written.

    `to` are targets, such as `["pdf", "docx"]`; by default what the suffix of `output` says, else html, pdf
    and docx. `style` is the name of a style, its folder, or one that is loaded. `output` is a file or a
    folder; by default files go beside `spec`. `reader` names the source's format, by default told from its
    suffix. `root` is the folder that `/` means in the source and that pictures may come from; by default
    they come from the source's folder only. `variables` are what `{{name}}` stands for in the source,
    before the fields of its front matter. `raw_html` is `sanitize` (HTML becomes what it means, without
    what acts), `escape` (its tags are shown) or `drop`. `docx_template` is a Word file of the company's,
    into which the text goes; by default that of the style. `paper` is another sheet than the style's, such
    as `Letter`. `unfilled` says what becomes of placeholders: `mark`, `hide` or `keep`. `require_complete`
    refuses a specification in which something is missing or not filled in (SX070). `allow_remote`
    lets pictures come from public addresses of the web; by default the user's settings say whether.
    `options` ask for more: a page that is a fragment or has its parts beside it, a PDF with the source in
    it. `limits` are what the specification may take; time and memory are those of the caller's process, and
    not limited here. `report` is called with every diagnostic as it arises.

    Raises EnvironmentProblem for what can be seen to be impossible before anything is written, and
    SpecExportError when the source cannot be read or a target not be made; the other targets are then
    written all the same.
    """
    (job,) = plan.plan([spec], to, output)
    files.sweep(made.path.parent for made in job.outputs)
    look = load_style(style, report, docx_template, paper)
    results = list(
        run(
            job,
            look,
            reader=reader,
            root=root,
            variables=variables,
            raw_html=raw_html,
            unfilled=unfilled,
            require_complete=require_complete,
            allow_remote=allow_remote,
            options=options,
            limits=limits,
            report=report,
        )
    )
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
    reader: str | None = None,
    root: str | os.PathLike[str] | None = None,
    variables: Mapping[str, str] | None = None,
    raw_html: RawHtml = "sanitize",
    options: Options = NOTHING_MORE,
    limits: Limits = STANDARD,
    report: Callable[[Diagnostic], None] | None = None,
) -> Document:
    """Return the document in `spec`: a path, or the text itself as UTF-8 bytes.

    A `str` is always a path, so that text from strangers is never taken for one: give text as
    `text.encode()`, or as `Source(data, name)`, whose name stands in messages and whose suffix tells the
    format. Only a path lets the document show pictures, those of its folder. `style` decides about
    numbering and the depth of the contents. The other parameters are those of `export`. Raises
    SpecExportError when the source cannot be read.
    """
    if isinstance(spec, bytes):
        spec = Source(spec)
    in_memory = isinstance(spec, Source)
    source = spec if isinstance(spec, Source) else files.read_source(spec, limits)
    resources = files.NoFolder(limits) if in_memory else _folder_of(source.name, root, limits)
    world = context(source.name, load_style(style, report), resources, report)
    world.variables, world.raw_html, world.options = variables or {}, raw_html, options
    world.limits = limits
    return flow.read(source, world, reader)


def render(
    document: Document,
    target: str,
    style: str | os.PathLike[str] | Style = "base",
    *,
    report: Callable[[Diagnostic], None] | None = None,
) -> bytes:
    """Return `document` in the format `target`, touching nothing but the style's files.

    Raises EnvironmentProblem when the target is unknown or something it needs is missing on this machine, and
    SpecExportError when the document cannot be rendered.
    """
    return flow.render(
        document, target, context("", load_style(style, report), files.NoFolder(), report)
    ).data


def convert(
    source: bytes | Source,
    to: Iterable[str],
    style: str | os.PathLike[str] | Style = "base",
    *,
    reader: str | None = None,
    resources: Resources | None = None,
    variables: Mapping[str, str] | None = None,
    raw_html: RawHtml = "sanitize",
    options: Options = NOTHING_MORE,
    limits: Limits = STANDARD,
    report: Callable[[Diagnostic], None] | None = None,
) -> dict[str, Rendered]:
    """Return `source` in every format of `to`, in that order, touching nothing but the style's files.

    `resources` is asked for pictures and for what is included; by default there are only the pictures within
    the source. The other
    parameters are those of `export`. Raises SpecExportError when the source cannot be read or a target not
    be made.
    """
    if isinstance(source, bytes):
        source = Source(source)
    targets = tuple(dict.fromkeys(to))
    world = context(source.name, load_style(style, report), resources or files.NoFolder(limits), report)
    world.variables, world.raw_html, world.options = variables or {}, raw_html, options
    world.limits = limits
    made = dict(flow.convert(source, targets, world, reader))
    return {target: made[target] for target in targets}


def run(
    job: plan.Job,
    style: Style,
    *,
    reader: str | None = None,
    root: str | os.PathLike[str] | None = None,
    variables: Mapping[str, str] | None = None,
    raw_html: RawHtml = "sanitize",
    unfilled: Unfilled = "mark",
    require_complete: bool = False,
    allow_remote: bool | None = None,
    options: Options = NOTHING_MORE,
    limits: Limits = STANDARD,
    together: Mapping[str, plan.Job] | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Iterator[Written | SpecExportError]:
    """Do `job` and yield each file as it is written, or the error for which it is not.

    `together` are all jobs of the run (`outputs.together`): links between their sources become links between
    what is made of them. The other parameters are those of `export`.

    A source that cannot be read yields that one error. Errors that are a fault of this program carry the
    code SX099 and have what happened as their cause.
    """
    began = perf_counter()
    noted: list[Diagnostic] = []
    heard: set[str] = set()

    def note(diagnostic: Diagnostic) -> None:
        noted.append(diagnostic)
        if report and str(diagnostic) not in heard:  # what concerns several targets is said once
            heard.add(str(diagnostic))
            report(diagnostic)

    try:
        source = files.read_source(job.spec, limits)
        world = context(source.name, style, _folder_of(source.name, root, limits), note)
        world.cache, world.commands = cache(), commands()
        world.variables, world.raw_html, world.unfilled = variables or {}, raw_html, unfilled
        world.options, world.fetch = options, fetcher(allow_remote)
        world.limits = limits
        if require_complete:
            hold_complete(source, world)
        world.exported = partial(plan.exported, job, together) if together else None
        document = flow.read(source, world, reader, [output.target for output in job.outputs])
    except Exception as error:  # one document's failure is a result, whatever it is
        yield told(error, job.spec)
        return
    while_reading = tuple(noted)
    for output in in_order(job.outputs):
        noted.clear()
        try:
            rendered = flow.render(document, output.target, world)
            _write(output.path, rendered)
        except Exception as error:  # likewise, and the other targets go on
            yield told(error, job.spec)
        else:
            size, spent = len(rendered.data), perf_counter() - began
            said = while_reading + tuple(noted)
            yield Written(output.path, output.target, size, rendered.pages, spent, said)
        began = perf_counter()


def _write(path: Path, rendered: Rendered) -> None:
    """Write what was made, its parts first. Raises EnvironmentProblem (SX016) for parts beside a stream."""
    if rendered.files and str(path) == files.STREAM:
        hint = "name a file with -o, or leave out --assets"
        message = f"standard output is one file, but what is made has {len(rendered.files)} more beside it"
        raise EnvironmentProblem(Diagnostic("SX016", message, "error", hint=hint))
    for name, data in rendered.files.items():
        files.write(path.parent / name, data)
    files.write(path, rendered.data)


def hold_complete(source: Source, world: Context) -> None:
    """Raise SpecExportError (SX070), with all that is missing, unless the specification is complete."""
    from specexport.api import specifications

    specifications.hold_complete(source, world)


def in_order(wanted: Iterable[plan.Output]) -> list[plan.Output]:
    """Return the outputs in the order in which they are to be made: page layouts first."""
    return sorted(wanted, key=lambda output: flow.rank(output.target))


def context(
    name: str, style: Style, resources: Resources, report: Callable[[Diagnostic], None] | None = None
) -> Context:
    """Return the context for one document; its day is that of SOURCE_DATE_EPOCH, where that is set."""
    world = Context(style=style, resources=resources, source_name=name, today=today)
    if report:
        world.report = report
    return world


def today() -> date:
    """Return the current day, or that of SOURCE_DATE_EPOCH (seconds since 1970) where that is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and int(epoch) < 10**11:
        return date(1970, 1, 1) + timedelta(seconds=int(epoch))
    return date.today()


def load_style(
    style: str | os.PathLike[str] | Style,
    report: Callable[[Diagnostic], None] | None = None,
    docx_template: str | os.PathLike[str] | None = None,
    paper: str | None = None,
) -> Style:
    """Return `style`, or the one of that name or folder. Raises EnvironmentProblem if there is none.

    `docx_template` is a Word file that takes the place of the style's own, `paper` another sheet, such as
    `Letter`.
    """
    if not isinstance(style, styles.Style):
        style = styles.load(style if isinstance(style, str) else Path(style), report)
    if paper is not None:
        from specexport.style.units import on_paper

        style = on_paper(style, paper)
    if docx_template is None:
        return style
    return replace(style, docx=replace(style.docx, template=Path(docx_template)))


def project_style(spec: str) -> str | Path:
    """Return the style that the project around the specification at `spec` asks for, or else `base`.

    Raises EnvironmentProblem when the project's settings cannot be read.
    """
    from specexport.style import find

    folder = Path() if spec == files.STREAM else Path(spec).parent
    return find.nearby(folder) or "base"


def project_limits(
    spec: str,
    wanted: Mapping[str, str] | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Limits:
    """Return the limits for `spec`, a file or a folder: `wanted` before those of its project and the user's.

    The project lowers limits and never raises them; `report` is told where it asks for that (SX025). Raises
    EnvironmentProblem (SX060, SX061) when settings cannot be read or are not understood.
    """
    from specexport.system import commands as own
    from specexport.system import wishes

    place = Path() if spec == files.STREAM else Path(spec)
    folder = place if place.is_dir() else place.parent
    table, where = own.limits()
    found, notes = wishes.of_project(folder, wishes.apply(table, where=where))
    for name, note in notes.items():
        if report and name not in (wanted or {}):
            report(note)
    return wishes.apply(wanted or {}, found)


def commands() -> Mapping[str, tuple[str, ...]]:
    """Return the programs for diagrams that the user's settings name, read when one is asked for."""
    from specexport.system.commands import Commands

    return Commands()


def fetcher(allowed: bool | None) -> Callable[[str], Media]:
    """Return what fetches pictures from the web if that is `allowed`; None leaves it to the settings."""
    from specexport.system import commands

    return commands.fetcher(allowed)


def cache() -> Cache | None:
    """Return what keeps drawn diagrams from one run to the next, None where nothing can be kept."""
    from specexport.system import cache as caches

    return caches.default()


def _folder_of(name: str, root: str | os.PathLike[str] | None, limits: Limits) -> files.Folder:
    folder = Path() if name == files.STREAM else Path(name).parent
    return files.Folder(folder, Path(root) if root is not None else None, limits)


def told(error: Exception, name: str) -> SpecExportError:
    """Return `error` as one that can be told in a line, with the document it concerns."""
    if isinstance(error, SpecExportError):
        return error
    if isinstance(error, MemoryError):
        hint = "split it, or raise the limit with --limit memory=N"
        return SpecExportError(Diagnostic("SX085", "memory is full", "error", name, hint=hint))
    hint = "this is a fault of specexport: please report it with what --debug prints"
    message = f"unexpected {type(error).__name__}: {' '.join(str(error).split())[:200]}"
    fault = SpecExportError(Diagnostic("SX099", message, "error", name, hint=hint))
    fault.__cause__ = error
    return fault
