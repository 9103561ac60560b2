"""What the rooms of the program promise each other: sources, the context, three protocols."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field

from specexport.core.diagnostics import Diagnostic, SpecExportError
from specexport.core.limits import STANDARD, Limits
from specexport.core.options import Options, RawHtml, Unfilled

if TYPE_CHECKING:
    from specexport.model.document import Document, Media, Pos
    from specexport.model.style import Style


class Source(Struct, frozen=True):
    """What a reader reads: bytes, and the name by which messages call them (`-` for standard input)."""

    data: bytes
    name: str = "-"


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

        A link about which nothing can be known is returned as it is.
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


class Context(Struct):
    """All that a station may ask of the world. Only this touches clock, disk, network and log.

    `anchors` maps ids to page numbers, once a renderer that lays out pages has run. `cache` keeps drawn
    diagrams from one run to the next. `commands` are programs that draw diagrams, by language. `variables`
    are what `{{name}}` stands for, before the front matter's. `raw_html` says what becomes of HTML in the
    source. `exported` tells where another source, by its path relative to this one, goes for a target,
    relative to what is made of this one: empty if it is not exported in the same run. `unfilled` says what
    becomes of placeholders. `options` are what is asked of what is made. `source` is what was read last.
    `fetch` returns the picture at an address of the web, or raises SpecExportError.
    `limits` are what the document may take.
    """

    style: Style
    resources: Resources
    source_name: str = "-"
    today: Callable[[], date] = date.today
    report: Callable[[Diagnostic], None] = lambda _: None
    anchors: Mapping[str, int] = field(default_factory=dict)
    cache: Cache | None = None
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    raw_html: RawHtml = "sanitize"
    exported: Callable[[str, str], str] | None = None
    unfilled: Unfilled = "mark"
    options: Options = Options()
    source: Source | None = None
    fetch: Callable[[str], Media] = not_fetched
    limits: Limits = STANDARD

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
