"""Orders that travel: to a worker that sees none of our disk, with all that it needs; what it makes comes
back.

What a specification needs is known once it is read. So a parcel leaves with the source alone; a worker that
misses something answers what, and gets it with the next. Most specifications need one journey.
"""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from specexport._version import __version__
from specexport.batch import links, work
from specexport.batch.links import Kind, Site
from specexport.batch.stale import digest_of_style
from specexport.batch.work import Delivery, Order
from specexport.core.context import Source
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem, SpecExportError
from specexport.model.document import Media
from specexport.pipeline import environment
from specexport.style import assets
from specexport.system import files, folders
from specexport.system.digests import digest, digest_of_file

if TYPE_CHECKING:
    from specexport.core.context import Rendered
    from specexport.pipeline.plan import Output

_UNPACKED: dict[str, StyleParcel] = {}  # in a worker: every style that has travelled there, by digest
_TEMPLATE = ".template"  # where a Word template stands among the files of a style


class FoundFile(Struct, frozen=True):
    """What a file that a specification asked for is: its content, or why it cannot be had."""

    media: Media | None = None
    data: bytes | None = None
    link: str | None = None
    error: SpecExportError | None = None


class StyleParcel(Struct, frozen=True):
    """A style: `name` where every installation has it, else files that stand in for it, once they are
    needed; with them the Word template that takes the place of the style's, if there is one.
    """

    digest: str
    name: str
    template: str = ""
    files: dict[str, bytes] = {}


class Parcel(Struct, frozen=True):
    """An order with all that was asked for so far. `here` are files by what was asked and the URL."""

    version: str
    order: Order
    source: Source
    look: StyleParcel
    here: dict[tuple[str, str], FoundFile] = {}
    beside: dict[str, tuple[str, Kind]] = {}


class Wanted(Struct, frozen=True):
    """What a worker misses: files, what stands beside, the files of the style."""

    files: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    look: bool = False


class Arrived(Struct, frozen=True):
    """What a worker made: the delivery, and every file with where it belongs."""

    delivery: Delivery
    data: tuple[tuple[Path, bytes], ...]


# Where the run is


class Sender:
    """Sends orders as parcels, and answers what workers miss, until every one is done."""

    def __init__(self, executor: Executor, site: Site) -> None:
        self._executor = executor
        self._site = site
        self._looks: dict[str, StyleParcel] = {}

    def send(self, order: Order) -> Future[Delivery]:
        """Return the future of what becomes of `order`; outputs are written here as they come back."""
        outcome: Future[Delivery] = Future()
        try:
            source = folders.read(order.spec, order.options.limits)
            resources = work.Remembering(source.name, order.options, self._site.base)
            parcel = Parcel(__version__, order, source, self._look(order))
        except SpecExportError as error:
            outcome.set_result(Delivery(order.name, errors=(error,)))
            return outcome
        self._post(parcel, resources, outcome)
        return outcome

    def _post(self, parcel: Parcel, resources: work.Remembering, outcome: Future[Delivery]) -> None:
        def answered(future: Future[Wanted | Arrived]) -> None:
            try:
                answer = future.result()
                if isinstance(answer, Wanted):
                    self._post(self._filled(parcel, answer, resources), resources, outcome)
                else:
                    outcome.set_result(_unpacked(answer, resources))
            except BaseException as error:  # it is the caller's, through the future
                outcome.set_exception(error)

        self._executor.submit(remote, parcel).add_done_callback(answered)

    def _filled(self, parcel: Parcel, wanted: Wanted, resources: work.Remembering) -> Parcel:
        here = parcel.here | {asked: _found(resources, *asked) for asked in wanted.files}
        beside = parcel.beside | {
            path: self._site.find(parcel.order.name, quote(path)) for path in wanted.beside
        }
        look = _with_files(parcel.order, parcel.look) if wanted.look else parcel.look
        return replace(parcel, here=here, beside=beside, look=look)

    def _look(self, order: Order) -> StyleParcel:
        if order.style not in self._looks:
            style, template = digest_of_style(order.style), order.options.docx_template
            if template:
                style = digest(f"{style} {template} {digest_of_file(template)}".encode())
            self._looks[order.style] = StyleParcel(style, order.style, os.fspath(template or ""))
        return self._looks[order.style]


def _found(resources: work.Remembering, how: str, url: str) -> FoundFile:
    try:
        if how == "load":
            return FoundFile(media=resources.load(url))
        if how == "find":
            return FoundFile(link=resources.find(url))
        return FoundFile(data=resources.read(url))
    except SpecExportError as error:
        return FoundFile(error=error)


def _with_files(order: Order, look: StyleParcel) -> StyleParcel:
    """Return `look` with the files of the style and of those that it extends, each in its place."""
    folders = [os.path.realpath(folder) for folder in environment.load_style(order.style).folders]
    # With its own folder, whose name is the name of the style.
    top = Path(os.path.commonpath(folders)).parent
    found = {}
    for folder in folders:
        for at, _, names in os.walk(folder):
            for name in names:
                path = Path(at, name)
                if path.is_file():  # a pipe among them would be waited for
                    found[path.relative_to(top).as_posix()] = assets.read(path)
    template = ""
    if order.options.docx_template:
        template = f"{_TEMPLATE}/{Path(order.options.docx_template).name}"
        found[template] = assets.read(Path(order.options.docx_template))
    return StyleParcel(look.digest, Path(folders[0]).relative_to(top).as_posix(), template, found)


def _unpacked(arrived: Arrived, resources: work.Remembering) -> Delivery:
    """Write the outputs that came back, and return the delivery with what writing came to."""
    delivery = replace(arrived.delivery, used=resources.used())
    modified: dict[Path, int] = {}
    errors = list(delivery.errors)
    for path, data in arrived.data:
        try:
            modified[path] = _write(path, data)
        except SpecExportError as error:
            errors.append(error)
    those = (one for one in delivery.made if one.path in modified)
    made = [replace(one, modified=modified[one.path]) for one in those]
    return replace(delivery, made=tuple(made), errors=tuple(errors))


def _write(path: Path, data: bytes) -> int:
    files.write(path, data)
    return path.stat().st_mtime_ns


# Where the worker is


def remote(parcel: Parcel) -> Wanted | Arrived:
    """Make what is in `parcel`, or say what is missing in it. Touches no disk but for the files of styles."""
    if parcel.version != __version__:
        message = f"the worker has specexport {__version__}, not {parcel.version}"
        hint = "install the same version everywhere"
        raise EnvironmentProblem(Diagnostic("SX086", message, "error", hint=hint))
    began = perf_counter()
    with work.PROCESS_LOCK:
        answer = _answer(parcel)
    if isinstance(answer, Wanted):
        return answer
    return replace(answer, delivery=replace(answer.delivery, seconds=perf_counter() - began))


def _answer(parcel: Parcel) -> Wanted | Arrived:
    look = _unpacked_look(parcel.look)
    if look is None:
        return Wanted(look=True)
    travelled = _TravelledFiles(parcel.here)
    beside = _TravelledSite(parcel.beside)
    data: list[tuple[Path, bytes]] = []

    def keep(output: Output, rendered: Rendered) -> int:
        data.extend((output.path.parent / name, part) for name, part in rendered.files.items())
        data.append((output.path, rendered.data))
        return 0

    def ready() -> bool:
        return not travelled.missed and not beside.missed

    order = parcel.order
    if look.template:
        order = replace(order, options=replace(order.options, docx_template=look.template))
    context = environment.on_disk(
        parcel.source,
        environment.load_style(look.name, order.options),
        order.options,
        resources=travelled,
        exported=partial(beside.exported, order.name),
        anchors=order.anchors,
    )
    context = replace(context, site=order.site)
    delivery = work.make(order, beside, context, keep, ready)
    if delivery.errors or ready():
        return Arrived(delivery, tuple(data))
    return Wanted(tuple(travelled.missed), tuple(beside.missed))


def _unpacked_look(look: StyleParcel) -> StyleParcel | None:
    """Return `look` with what to load here: a name where the style is the same here, else files that
    travelled. None when these are still to come.
    """
    if look.digest in _UNPACKED:
        return _UNPACKED[look.digest]
    if not look.files:
        with suppress(SpecExportError):
            return look if not look.template and digest_of_style(look.name) == look.digest else None
        return None
    folder = Path(mkdtemp(prefix="specexport-style-"))
    for name, data in look.files.items():
        path = folder / PurePosixPath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    template = str(folder / look.template) if look.template else ""
    _UNPACKED[look.digest] = StyleParcel(look.digest, str(folder / look.name), template)
    return _UNPACKED[look.digest]


_HINT = "export it on one machine, with --executor process"


class _NotArrivedError(SpecExportError):
    """Something is not here yet."""


class _TravelledFiles:
    """The files that travelled, remembering which were asked for in vain."""

    def __init__(self, here: dict[tuple[str, str], FoundFile]) -> None:
        self._here = here
        self.missed: dict[tuple[str, str], None] = {}

    def load(self, url: str) -> Media:
        """Return the picture at `url`. Raises SpecExportError when it cannot be had, or is not here yet."""
        if url.lstrip().lower().startswith("data:"):
            return files.NoFolder().load(url)
        media = self._ask("load", url).media
        assert media is not None, "a picture without error is a picture"
        return media

    def read(self, url: str) -> bytes:
        """Return the file at `url`. Raises SpecExportError when it cannot be had, or is not here yet."""
        data = self._ask("read", url).data
        assert data is not None, "a file without error is a file"
        return data

    def find(self, url: str) -> str | None:
        """Return a link to a file as `files.Folder` does, `url` itself while that is not known here."""
        with suppress(_NotArrivedError):
            return self._ask("find", url).link
        return url

    def _ask(self, how: str, url: str) -> FoundFile:
        found = self._here.get((how, url))
        if found is None:
            self.missed[how, url] = None
            raise _NotArrivedError(Diagnostic("SX730", f"{url} has not arrived", "error", hint=_HINT))
        if found.error:
            raise found.error
        return found


class _TravelledSite:
    """What stands beside, as far as it travelled, remembering what was asked for in vain."""

    def __init__(self, known: dict[str, tuple[str, Kind]]) -> None:
        self._known = known
        self.missed: dict[str, None] = {}

    def find(self, name: str, url: str) -> tuple[str, Kind]:  # noqa: ARG002 - as `Site.find`
        """Return what `url` means, as `Site.find` does."""
        if links.is_elsewhere(url):
            return "", ""
        path = links.written(url)
        if path not in self._known:
            self.missed[path] = None
        return self._known.get(path, ("", ""))

    def exported(self, name: str, path: str, target: str) -> str:
        """Return where what is made of another source lies, as `Site.exported` does."""
        return links.way(name, *self.find(name, quote(path)), target)
