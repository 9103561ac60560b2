"""Making one specification's outputs: what a worker does, wherever it runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock, local
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.api import export
from specexport.batch import links
from specexport.batch.manifest import digest, digest_of_file
from specexport.batch.plan import Reading
from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.pipeline import flow
from specexport.pipeline import plan as outputs
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context, Resources, Source
    from specexport.model.document import Document, Media
    from specexport.style import Style

TURN = Lock()
"""Held while a specification is worked on: a process has one log of WeasyPrint and one garbage collector."""


class Order(Struct, frozen=True):
    """What is to be made of one specification: some of its plan's outputs, and whether facts for the index
    are.

    `anchors` are the pages of its anchors, where a layout that is not made again knows them. `look` is the
    digest of the style's files: as long as it is the same, the style is not looked for again.
    """

    name: str
    spec: str
    outputs: tuple[outputs.Output, ...]
    style: str
    root: str
    reading: Reading = Reading()
    facts: bool = False
    anchors: Mapping[str, int] = {}
    look: str = ""


class Made(Struct, frozen=True):
    """An output: its digest, size (bytes), when it was written (nanoseconds), and what is known of it.

    `beside` are the files that belong to it, by their paths relative to it, with their digests.
    """

    output: outputs.Output
    content: str
    size: int
    modified: int
    seconds: float
    pages: int | None
    anchors: Mapping[str, int]
    diagnostics: tuple[Diagnostic, ...]
    beside: tuple[tuple[str, str], ...] = ()


class Delivery(Struct, frozen=True):
    """What became of an order: the outputs made, and the errors for which others were not.

    `source` is the digest of what was read, `used` are the pictures asked for and `links` the files linked
    to, by path relative to the base. `facts` is what an index says, as JSON. `trace` is where a fault of
    the program arose.
    """

    name: str
    source: str = ""
    made: tuple[Made, ...] = ()
    errors: tuple[SpecExportError, ...] = ()
    used: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    facts: bytes = b""
    seconds: float = 0.0
    trace: str = ""


_here = local()


def settle(site: links.Site) -> None:
    """Tell this worker, a process or a thread, what stands beside the specifications it will get."""
    _here.site = site


def do(order: Order) -> Delivery:
    """Make what `order` says and write it. Never raises for a fault of the document, but for memory that is
    full.
    """
    site: links.Site = _here.site
    began = perf_counter()
    with TURN:
        try:
            source = files.read_source(order.spec, order.reading.limits)
            resources = Remembering(order, site.base)
            style = _look(order.style, order.look, order.reading) if order.look else look(order)
        except MemoryError:
            raise
        except Exception as error:  # one document's failure is a result, whatever it is
            return replace(_failed(order, error), seconds=perf_counter() - began)
        delivery = make(order, site, source, style, resources, write)
        return replace(delivery, used=resources.used(), seconds=perf_counter() - began)


@lru_cache(maxsize=32)
def _look(style: str, _digest: str, reading: Reading) -> Style:
    return export.load_style(style, None, reading.docx_template, reading.paper)


def look(order: Order, style: str | None = None) -> Style:
    """Return the style of `order`, or `style` instead, with what the order changes in it."""
    return export.load_style(style or order.style, None, order.reading.docx_template, order.reading.paper)


def make(
    order: Order,
    site: links.Neighbourhood,
    source: Source,
    style: Style,
    resources: Resources,
    write: Callable[[Path, bytes], int],
    ready: Callable[[], bool] = lambda: True,
) -> Delivery:
    """Make what `order` says of `source`.

    `write` puts an output in its place, and returns when, in nanoseconds. `ready` says, once the source is
    read, whether all is there that it needs; if not, nothing is made.
    """
    noted: list[Diagnostic] = []
    world = _world(order, site, style, resources, noted.append)
    begun = Delivery(order.name, digest(source.data))
    try:
        if order.reading.require_complete:
            export.hold_complete(source, world)
        targets = [output.target for output in order.outputs]
        document = flow.read(source, world, order.reading.reader, targets)
    except MemoryError:
        raise
    except Exception as error:  # likewise
        return replace(_failed(order, error), source=begun.source)
    begun = replace(begun, links=tuple(sorted(links.local(document, order.name, site).items())))
    if not ready():
        return begun
    made, failed = _all_rendered(order, document, world, noted, write)
    return replace(
        begun,
        made=tuple(made),
        errors=tuple(error for each in failed for error in each.errors),
        trace="".join(each.trace for each in failed),
        facts=_facts(order, source, document) if order.facts else b"",
    )


def _world(
    order: Order,
    site: links.Neighbourhood,
    style: Style,
    resources: Resources,
    report: Callable[[Diagnostic], None],
) -> Context:
    world = export.context(order.spec, style, resources, report)
    world.anchors, world.cache = order.anchors, export.cache()
    world.commands = export.commands()
    reading = order.reading
    world.variables, world.raw_html = dict(reading.variables), reading.raw_html
    world.unfilled, world.fetch = reading.unfilled, export.fetcher(reading.allow_remote)
    world.limits, world.options = reading.limits, reading.options
    world.exported = partial(site.exported, order.name)
    return world


def _all_rendered(
    order: Order,
    document: Document,
    world: Context,
    noted: list[Diagnostic],
    write: Callable[[Path, bytes], int],
) -> tuple[list[Made], list[Delivery]]:
    """Return the outputs that were made, and the failures; `noted` holds what was said while reading."""
    while_reading = tuple(noted)
    made: list[Made] = []
    failed: list[Delivery] = []
    for output in export.in_order(order.outputs):
        noted.clear()
        try:
            one = _rendered(document, output, world, write)
        except MemoryError:
            raise
        except Exception as error:  # likewise, and the other targets go on
            failed.append(_failed(order, error))
        else:
            made.append(replace(one, diagnostics=while_reading + tuple(noted)))
    return made, failed


def _failed(order: Order, error: Exception) -> Delivery:
    from traceback import format_exception

    trace = "" if isinstance(error, SpecExportError) else "".join(format_exception(error))
    return Delivery(order.name, errors=(export.told(error, order.spec),), trace=trace)


def _rendered(
    document: Document, output: outputs.Output, world: Context, write: Callable[[Path, bytes], int]
) -> Made:
    began = perf_counter()
    rendered = flow.render(document, output.target, world)
    for name, data in rendered.files.items():
        write(output.path.parent / name, data)
    modified = write(output.path, rendered.data)
    beside = tuple((name, digest(data)) for name, data in sorted(rendered.files.items()))
    size, spent = len(rendered.data), perf_counter() - began
    content, pages = digest(rendered.data), rendered.pages
    return Made(output, content, size, modified, spent, pages, rendered.anchors, (), beside)


def write(path: Path, data: bytes) -> int:
    """Put `data` at `path`, and return when that was, in nanoseconds. Raises as `files.write` does."""
    files.write(path, data)
    return path.stat().st_mtime_ns


def _facts(order: Order, source: Source, document: Document) -> bytes:
    from specexport.batch.index import facts

    return facts.found(order.name, source, document)


class Remembering:
    """The files of a folder, remembering which were asked for and what they were."""

    def __init__(self, order: Order, base: str) -> None:
        self._folder = files.Folder(Path(order.spec).parent, Path(order.root), order.reading.limits)
        self._base = base
        self._asked: dict[str, str] = {}

    def load(self, url: str) -> Media:
        """Return the picture at `url`. Raises SpecExportError as `files.Folder` does."""
        self._note(url)
        return self._folder.load(url)

    def read(self, url: str) -> bytes:
        """Return the file at `url`. Raises SpecExportError as `files.Folder` does."""
        self._note(url)
        return self._folder.read(url)

    def find(self, url: str) -> str | None:
        """Return a link to a file as `files.Folder` does. What links lead to is remembered from the
        document.
        """
        return self._folder.find(url)

    def used(self) -> tuple[tuple[str, str], ...]:
        """Return the path of every place that was looked at, relative to the base, with its file's digest."""
        return tuple(sorted(self._asked.items()))

    def _note(self, url: str) -> None:
        for place in self._folder.places(url):
            self._asked[os.path.relpath(place, self._base).replace(os.sep, "/")] = digest_of_file(place)


def prepare(modules: tuple[str, ...]) -> None:
    """Import `modules` where they are installed, so that the first document does not wait for them."""
    from contextlib import suppress
    from importlib import import_module

    for name in modules:
        with suppress(ImportError, OSError):
            import_module(name)
