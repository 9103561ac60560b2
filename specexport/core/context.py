"""What the rooms of the program promise each other: sources, the context, three protocols."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.options import DEFAULTS, Options
from specexport.core.settings import ProjectSettings

if TYPE_CHECKING:
    from specexport.model.document import Document, Media, Pos
    from specexport.model.style import Style


class Source(Struct, frozen=True):
    """What a reader reads: bytes, and the name by which messages call them (`-` for standard input).

    A folder has no bytes of its own but `files`, each named by its path relative to it, and a name that ends
    in `/`.
    """

    data: bytes
    name: str = "-"
    files: tuple[Source, ...] = ()


NO_SOURCE = Source(b"")


class SitePlace(Struct, frozen=True):
    """Where a page finds the site that it belongs to, relative to itself: its home, the folder of its files.

    `page` is what the page is called there, and `label` what the way home is.
    """

    home: str
    files: str
    page: str
    label: str


class Resources(Protocol):
    """Where the files that a document names come from."""

    def load(self, url: str) -> Media:
        """Return the picture at `url`, relative to the document. Raises SpecExportError if there is none."""
        ...

    def read(self, url: str) -> bytes:
        """Return the file at `url`, relative to the document. Raises SpecExportError if there is none."""
        ...

    def find(self, url: str) -> str | None:
        """Return a link to a file as one relative to the document, None if there is no such file.

        A link about which nothing can be known is returned as it is. `**/name` is the nearest file of that
        name, wherever it lies.
        """
        ...


class Cache(Protocol):
    """Keeps what is dear to make, by a key that names all it depends on. It may forget, and never fails."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, data: bytes) -> None: ...


def not_fetched(url: str) -> Media:
    """Raise SpecExportError (SX731): nothing is asked of the network unless somebody allows it."""
    message = f"picture {url} is not fetched from the network"
    hint = "save it beside the specification, or allow the network with --allow-remote"
    raise SpecExportError(Diagnostic("SX731", message, hint=hint))


def unheard(_: Diagnostic) -> None:
    """Tell nobody."""


class Context(Struct, frozen=True):
    """All that a station may ask of the world. Only this touches clock, disk, network and log.

    It is made once for a source, in `pipeline/environment.py`. `resources` are the files that the document
    names, `source` is what is read. `options` are what is asked of the run. `fetch` returns the picture at an
    address of the web, or raises SpecExportError. `cache` keeps drawn diagrams from one run to the next.
    `commands` are programs that draw diagrams, by language. `exported` tells where another source, by its
    path relative to this one, goes for a target, relative to what is made of this one: empty if it is not
    exported in the same run. `anchors` maps ids to page numbers, once a renderer that lays out pages has run.
    `project` returns the settings of the project around the source, those of none for a source in memory.
    `site` is what the page belongs to, None for one that stands alone.
    """

    style: Style
    resources: Resources
    source: Source = NO_SOURCE
    options: Options = DEFAULTS
    report: Callable[[Diagnostic], None] = unheard
    today: Callable[[], date] = date.today
    fetch: Callable[[str], Media] = not_fetched
    cache: Cache | None = None
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exported: Callable[[str, str], str] | None = None
    anchors: Mapping[str, int] = field(default_factory=dict)
    project: Callable[[], ProjectSettings] = ProjectSettings
    site: SitePlace | None = None

    @property
    def source_name(self) -> str:
        """The name by which messages call the source."""
        return self.source.name

    def warn(self, code: str, message: str, pos: Pos | None = None, hint: str = "") -> None:
        """Report a warning about the document at `pos`."""
        self.report(Diagnostic(code, message, "warning", self.source_name, pos, hint))

    def kept(self, parts: Iterable[str], make: Callable[[], bytes]) -> bytes:
        """Return what `make` makes, from the cache where that has it; `parts` name all it depends on."""
        if self.cache is None:
            return make()
        from hashlib import sha256

        key = sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
        data = self.cache.get(key)
        if data is None:
            data = make()
            self.cache.put(key, data)
        return data

    def inform(self, code: str, message: str, pos: Pos | None = None, hint: str = "") -> None:
        """Report something the author may like to know about the document at `pos`."""
        self.report(Diagnostic(code, message, "info", self.source_name, pos, hint))


class Rendered(Struct, frozen=True):
    """What a renderer made: the file's bytes, and what is known of its pages.

    `files` are those that belong to it, by their paths relative to it.
    """

    data: bytes
    pages: int | None = None
    anchors: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


class Reader(Protocol):
    """Turns bytes into a document. Raises SpecExportError when they cannot be one."""

    def __call__(self, source: Source, context: Context) -> Document: ...


class Pass(Protocol):
    """Turns a document into a better one, looking at no target format."""

    def __call__(self, document: Document, context: Context) -> Document: ...


class Renderer(Protocol):
    """Turns a document into the bytes of one format. Raises SpecExportError when it cannot."""

    def __call__(self, document: Document, context: Context) -> Rendered: ...
