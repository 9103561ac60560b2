"""Making one specification's outputs: what a worker does, wherever it runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from threading import Lock, local
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from specexport.batch import links
from specexport.core.context import SitePlace
from specexport.core.diagnostics import SpecExportError
from specexport.core.options import DEFAULTS, Options
from specexport.pipeline import environment, job
from specexport.pipeline import plan as outputs
from specexport.pipeline.job import Written
from specexport.system import folders
from specexport.system.digests import digest_of_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from specexport.core.context import Context, Rendered, Source
    from specexport.model.document import Media
    from specexport.style import Style

PROCESS_LOCK = Lock()
"""Held while a specification is worked on: a process has one log of WeasyPrint and one garbage collector."""


class Order(Struct, frozen=True):
    """What is to be made of one specification: some of its plan's outputs, and whether facts for the index
    are.

    `options` have the folder that its pictures may come from as their root. `anchors` are the pages of its
    anchors, where a layout that is not made again knows them. `style_digest` is that of the style's files: as
    long as it is the same, the style is not looked for again. `site` is what its page belongs to.
    """

    name: str
    spec: str
    outputs: tuple[outputs.Output, ...]
    style: str
    options: Options = DEFAULTS
    facts: bool = False
    anchors: Mapping[str, int] = {}
    style_digest: str = ""
    site: SitePlace | None = None


class Delivery(Struct, frozen=True):
    """What became of an order: the outputs made, and the errors for which others were not.

    `source` is the digest of what was read, `used` are the pictures asked for and `links` the files linked
    to, by path relative to the base. `facts` is what an index says, as JSON. `trace` is where a fault of
    the program arose.
    """

    name: str
    source: str = ""
    made: tuple[Written, ...] = ()
    errors: tuple[SpecExportError, ...] = ()
    used: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    facts: bytes = b""
    seconds: float = 0.0
    trace: str = ""


_MOST_STYLES = 32
_styles: dict[tuple[str, str, str], Style] = {}  # in a worker: those of its last orders

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
    with PROCESS_LOCK:
        try:
            source = folders.read(order.spec, order.options.limits)
            resources = Remembering(source.name, order.options, site.base)
            context = environment.on_disk(
                source,
                _style(order),
                order.options,
                resources=resources,
                exported=partial(site.exported, order.name),
                anchors=order.anchors,
            )
            context = replace(context, site=order.site)
        except Exception as error:  # one document's failure is a result, whatever it is
            return replace(_failed(order, error), seconds=perf_counter() - began)
        delivery = make(order, site, context, job.write)
        return replace(delivery, used=resources.used(), seconds=perf_counter() - began)


def _style(order: Order) -> Style:
    """Return the style of `order`, loaded once for all that ask for the same of it."""
    key = order.style, order.style_digest, repr(order.options)
    if not order.style_digest or key not in _styles:
        if len(_styles) == _MOST_STYLES:
            _styles.clear()
        _styles[key] = environment.load_style(order.style, order.options)
    return _styles[key]


def make(
    order: Order,
    site: links.Neighbourhood,
    context: Context,
    write: Callable[[outputs.Output, Rendered], int],
    ready: Callable[[], bool] = lambda: True,
) -> Delivery:
    """Make what `order` says of the source of `context`.

    `write` puts an output in its place, and returns when, in nanoseconds. `ready` says, once the source is
    read, whether all is there that it needs; if not, nothing is made.
    """
    source = context.source
    try:
        loaded = job.load(context, [output.target for output in order.outputs])
    except Exception as error:  # likewise
        return replace(_failed(order, error), source=folders.digest_of_source(source))
    found = tuple(sorted(links.local(loaded.document, order.name, site).items()))
    links.tell_unmade(loaded.document, order.name, site, loaded.context)
    loaded = replace(loaded, said=loaded.said + loaded.notes.taken())
    begun = Delivery(order.name, folders.digest_of_source(source), links=found)
    if not ready():
        return begun
    results = list(job.outputs(loaded, order.outputs, write))
    failed = [_failed(order, one) for one in results if isinstance(one, SpecExportError)]
    return replace(
        begun,
        made=tuple(one for one in results if isinstance(one, Written)),
        errors=tuple(error for each in failed for error in each.errors),
        trace="".join(each.trace for each in failed),
        facts=_facts(order, source, loaded) if order.facts else b"",
    )


def _failed(order: Order, error: Exception) -> Delivery:
    """Return what becomes of an order for `error`. Raises MemoryError where that is what it comes from."""
    told = job.as_error(error, order.spec)
    cause = told.__cause__
    if isinstance(cause, MemoryError):
        raise cause
    return Delivery(order.name, errors=(told,), trace=_trace(told) if told.diagnostic.code == "SX099" else "")


def _trace(fault: SpecExportError) -> str:
    from traceback import format_exception

    return "".join(format_exception(fault.__cause__))


def _facts(order: Order, source: Source, loaded: job.Loaded) -> bytes:
    from specexport.batch.index import facts

    return facts.found(order.name, loaded.document, replace(loaded.context, source=source))


class Remembering:
    """The files of a folder, remembering which were asked for and what they were."""

    def __init__(self, name: str, options: Options, base: str) -> None:
        self._folder = environment.folder_of(name, options)
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
