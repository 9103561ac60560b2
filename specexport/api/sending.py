"""What was sent: how a Word file was made that comes back, from its map and what is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core import registry
from specexport.core.context import Source
from specexport.core.diagnostics import SpecExportError
from specexport.core.options import DEFAULTS, Options
from specexport.readers.markdown import with_comments_blanked
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context, Resources
    from specexport.model.document import Media
    from specexport.review.source_map import SourceMap


def included(context: Context) -> list[str]:
    """Return the paths of the files that a specification includes, none where it cannot be read."""
    from specexport.model import walk
    from specexport.readers.markdown import read

    try:
        blocks = read(context.source, context).blocks
    except (SpecExportError, RecursionError):
        return []
    return sorted({node.pos.path for node in walk.nodes(blocks) if node.pos and node.pos.path})


class Kept:
    """The files beside a specification: includes as they were when it was sent, pictures or white ones."""

    def __init__(self, folder: Resources, texts: Mapping[str, str]) -> None:
        self._folder = folder
        self._texts = texts

    def load(self, url: str) -> Media:
        """Return the picture at `url`, or a white one where it is not there."""
        from specexport.model.document import Media

        try:
            return self._folder.load(url)
        except SpecExportError:
            return Media(_WHITE, "image/png", 1, 1)

    def read(self, url: str) -> bytes:
        """Return the file at `url`."""
        return self._texts[url].encode() if self._texts.get(url) else self._folder.read(url)

    def find(self, url: str) -> str | None:
        """Return a link to a file, as if every file were there."""
        return self._folder.find(url) or url


_WHITE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8ffff3f0005fe02fea7355d1d0000000049454e44ae426082"
)


def options(own: Options, found: SourceMap | None) -> Options:
    """Return the options with which a file was made, as its map says them."""
    own = replace(own, source_map=True, allow_remote=False, require_complete=False)
    if found is None:
        return own
    said = dict(found.options)
    known = {("pass", name) for name in registry.names("passes")}
    variables = {name.removeprefix("set:"): value for name, value in found.options if name.startswith("set:")}
    return replace(
        own,
        dialect=own.dialect or said.get("dialect"),
        raw_html=said.get("raw-html", own.raw_html),
        unfilled=said.get("unfilled", own.unfilled),
        variables=dict(own.variables) or variables,
        passes=own.passes or tuple(value for name, value in found.options if (name, value) in known),
    )


def names(found: SourceMap | None, own: SourceMap) -> dict[str, str]:
    """Return the bookmarks of a file that came back, each with that of the same block in what was sent."""
    if found is None:
        return {one.name: one.name for one in own.entries}
    known = {(one.kind, one.pos.path, one.pos.line, one.pos.column): one.name for one in own.entries}
    pairs = (
        (one.name, known.get((one.kind, one.pos.path, one.pos.line, one.pos.column), ""))
        for one in found.entries
    )
    return {name: mine for name, mine in pairs if mine}


def text(data: bytes) -> str:
    """Return the text of a source, with line feeds alone at the ends of its lines."""
    found = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return found.replace("\r\n", "\n").replace("\r", "\n")


def is_blanked(now: str, sent: str) -> bool:
    """Say whether a text is the source of what was sent, which has no words in private comments."""
    if len(now) != len(sent):
        return False
    if now == sent:
        return True
    from specexport.core.context import Context
    from specexport.style import load

    context = Context(load("base"), files.NoFolder(DEFAULTS.limits))
    return with_comments_blanked(Source(now.encode()), context)[0] == sent
