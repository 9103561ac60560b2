"""The driver: a source is read once, and each of its targets rendered and written, page layouts first.

`outputs` is the only loop over targets. An export and a batch differ in where the bytes go, and in what they
remember of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Context
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.core.options import DEFAULTS
from specexport.model.document import Document
from specexport.pipeline import environment, flow, plan
from specexport.system import files, folders
from specexport.system.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from specexport.core.context import Rendered
    from specexport.core.options import Options
    from specexport.style import Style


class Written(Struct, frozen=True):
    """A file that was written.

    `bytes` is its size, `pages` their number where the target has pages and the renderer knows it, `seconds`
    what it took, reading the source included in that of the first. `diagnostics` are all that concern it,
    those of reading the source too. `made`: this run made it; a batch finds others as they have to be.

    `digest` (of its contents) and `modified` (nanoseconds since 1970, 0 where there is no file) tell later
    whether it is still what was written, `parts` are the digests of the files that belong to it, by their
    paths relative to it, and `anchors` the pages of its anchors.
    """

    path: Path
    target: str
    bytes: int
    pages: int | None = None
    seconds: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = ()
    made: bool = True
    digest: str = ""
    modified: int = 0
    parts: tuple[tuple[str, str], ...] = ()
    anchors: Mapping[str, int] = {}


class Notes:
    """What is said while one source is worked on: passed on once, and kept for what is made of it."""

    def __init__(self, report: Callable[[Diagnostic], None]) -> None:
        self._report = report
        self._heard: set[str] = set()
        self._kept: list[Diagnostic] = []

    def __call__(self, diagnostic: Diagnostic) -> None:
        """Keep `diagnostic`, and pass it on; what concerns several targets is passed on once."""
        self._kept.append(diagnostic)
        if str(diagnostic) not in self._heard:
            self._heard.add(str(diagnostic))
            self._report(diagnostic)

    def taken(self) -> tuple[Diagnostic, ...]:
        """Return what was said since this was asked last."""
        kept, self._kept = tuple(self._kept), []
        return kept


class Loaded(Struct, frozen=True):
    """A document that was read and passed on, ready for all its targets.

    `context` is that of its source, whose reports go to `notes`; `said` is what was said while reading, which
    began at `began` (`perf_counter`).
    """

    document: Document
    context: Context
    notes: Notes
    said: tuple[Diagnostic, ...]
    began: float


def load(context: Context, targets: Collection[str] = ()) -> Loaded:
    """Read the source of `context`, for all of `targets`.

    Raises SpecExportError when it cannot be read, or is not complete though the options require it.
    """
    began, notes = perf_counter(), Notes(context.report)
    context = replace(context, report=notes)
    if context.options.require_complete:
        from specexport.specification.check.required import hold_complete

        for part in _parts(context):
            hold_complete(part)
    document = flow.read(context.source, context, targets)
    return Loaded(document, context, notes, notes.taken(), began)


def _parts(context: Context) -> Iterable[Context]:
    """Return the context of a source, or those of the parts of a folder."""
    if not context.source.files:
        return (context,)
    from specexport.pipeline import folder

    return folder.parts(context.source, context)


def outputs(
    loaded: Loaded, wanted: Iterable[plan.Output], write: Callable[[plan.Output, Rendered], int]
) -> Iterator[Written | SpecExportError]:
    """Make what is `wanted` and yield each as it is written, or the error for which it is not.

    `write` puts what was rendered in its place, and returns when, in nanoseconds. Page layouts come first,
    and those after them know the page of every anchor. Errors that are a fault of this program carry the code
    SX099 and have what happened as their cause.
    """
    context, began = loaded.context, loaded.began
    for output in sorted(wanted, key=lambda one: flow.rank(one.target)):
        try:
            rendered = flow.render(loaded.document, output.target, context)
            context = replace(context, anchors=rendered.anchors or context.anchors)
            modified = write(output, rendered)
        except Exception as error:  # one target's failure is a result, and the others go on
            loaded.notes.taken()
            yield as_error(error, context.source.name)
        else:
            yield Written(
                path=output.path,
                target=output.target,
                bytes=len(rendered.data),
                pages=rendered.pages,
                seconds=perf_counter() - began,
                diagnostics=loaded.said + loaded.notes.taken(),
                digest=digest(rendered.data),
                modified=modified,
                parts=tuple((name, digest(data)) for name, data in sorted(rendered.files.items())),
                anchors=rendered.anchors,
            )
        began = perf_counter()


def write(output: plan.Output, rendered: Rendered) -> int:
    """Write what was made, its parts first, and return when, in nanoseconds; 0 for standard output.

    Raises EnvironmentProblem (SX016) for parts beside a stream, and as `files.write` does.
    """
    path, streamed = output.path, str(output.path) == files.STREAM
    if rendered.files and streamed:
        hint = "name a file with -o; a page carries its pictures itself without --assets"
        message = f"standard output is one file, but what is made has {len(rendered.files)} more beside it"
        raise EnvironmentProblem(Diagnostic("SX016", message, "error", hint=hint))
    for name, data in rendered.files.items():
        files.write(path.parent / name, data)
    files.write(path, rendered.data)
    return 0 if streamed else path.stat().st_mtime_ns


def convert(context: Context, targets: Collection[str]) -> dict[str, Rendered]:
    """Return the source of `context` in every format of `targets`, in that order, writing nothing.

    Raises SpecExportError when the source cannot be read or a target not be made.
    """
    made: dict[str, Rendered] = {}

    def keep(output: plan.Output, rendered: Rendered) -> int:
        made[output.target] = rendered
        return 0

    wanted = [plan.Output(target, Path(target)) for target in targets]
    for result in outputs(load(context, targets), wanted, keep):
        if isinstance(result, SpecExportError):
            raise result
    return {target: made[target] for target in targets}


def run(
    job: plan.Job,
    style: Style,
    options: Options = DEFAULTS,
    together: Mapping[str, plan.Job] | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Iterator[Written | SpecExportError]:
    """Do `job` and yield each file as it is written, or the error for which it is not.

    `together` are all jobs of the run (`plan.together`): links between their sources become links between
    what is made of them. A source that cannot be read yields that one error.
    """
    exported = partial(plan.exported, job, together) if together else None
    try:
        source = folders.read(job.spec, options.limits)
        context = environment.on_disk(source, style, options, report=report, exported=exported)
        loaded = load(context, [output.target for output in job.outputs])
    except Exception as error:  # one document's failure is a result, whatever it is
        yield as_error(error, job.spec)
        return
    yield from outputs(loaded, job.outputs, write)


def as_error(error: Exception, name: str) -> SpecExportError:
    """Return `error` as one that can be told in a line, with the document it concerns."""
    if isinstance(error, SpecExportError):
        return error
    if isinstance(error, ImportError):
        hint = "specexport doctor names the remedy"
        lacking = EnvironmentProblem(registry.cannot_load("a library that this needs", error, hint))
        lacking.__cause__ = error
        return lacking
    if isinstance(error, MemoryError):
        hint = "split it, or raise the limit with --limit memory=N"
        told = Diagnostic("SX085", "memory is full", "error", name, hint=hint)
    else:
        hint = "this is a fault of specexport: please report it with what --debug prints"
        message = f"unexpected {type(error).__name__}: {' '.join(str(error).split())[:200]}"
        told = Diagnostic("SX099", message, "error", name, hint=hint)
    fault = SpecExportError(told)
    fault.__cause__ = error
    return fault
