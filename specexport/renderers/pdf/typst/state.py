"""What the writers of one document share: ids, files, and marks of what has to be on a page."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model.walk import idents, nodes
from specexport.renderers.common.numbered import target
from specexport.renderers.pdf.typst.literals import string
from specexport.renderers.pdf.typst.pictures import SUFFIXES
from specexport.style import assets
from specexport.system.pictures import DamagedPictureError, NotAPictureError, identify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specexport.core.context import Context
    from specexport.graphics.formulas.drawn import Drawn
    from specexport.renderers.pdf.typst.faces import Letters

TITLE = "Title"
"""The id of the title of a document that has none of its own."""

_SAID = 60  # letters by which a message calls what is not on the pages


class Marked(Struct, frozen=True):
    """Something that has to be on a page: where it stands in the source, and how it begins."""

    pos: d.Pos | None
    text: str


class State:
    """What is written for one layout of a document.

    `files` are those that the compiler gets, by name. `marks` are what has to be on a page, by number.
    """

    def __init__(
        self,
        document: d.Document,
        context: Context,
        letters: Letters,
        formulas: Mapping[tuple[str, bool], Drawn],
        refused: frozenset[str] = frozenset(),
    ) -> None:
        self.document = document
        self.context = context
        self.style = context.style
        self.words = context.style.words
        self.lang = document.meta.lang or context.style.lang or "en"
        self.letters = letters
        self.formulas = formulas
        self.refused = refused
        self.files: dict[str, bytes] = {}
        self.marks: list[Marked] = []
        self.targets = frozenset(_targets(document, self.words.figure, self.words.table))
        self._taken: set[str] = set()

    @property
    def ids(self) -> frozenset[str]:
        """The ids that are written."""
        return frozenset(self._taken)

    def claim(self, name: str) -> str:
        """Return `name` as an id, or nothing if something else has it already."""
        if not name or name in self._taken or any(char.isspace() for char in name):
            return ""
        self._taken.add(name)
        return name

    def label(self, name: str) -> str:
        """Return a label for `name`, nothing where it has no id to give."""
        ident = self.claim(name)
        return f"label({string(ident)})" if ident else ""

    def anchor(self, name: str) -> str:
        """Return an invisible place that links lead to, nothing where `name` is taken."""
        label = self.label(name)
        return f"[#metadata(none)#{label}]" if label else ""

    def mark(self, pos: d.Pos | None, text: str) -> str:
        """Return what stands behind `text` so that it can be seen on which page it ends."""
        self.marks.append(Marked(pos, text[:_SAID].strip()))
        return f"m({len(self.marks) - 1})"

    def logo(self) -> str:
        """Give the compiler the style's logo, and return its name; nothing where there is none."""
        if self.style.logo is None:
            return ""
        data = assets.read(self.style.logo)
        with suppress(NotAPictureError, DamagedPictureError):
            if suffix := SUFFIXES.get(identify(data).type):
                return self.put(data, suffix)
        return ""

    def put(self, data: bytes, suffix: str) -> str:
        """Give the compiler a file, under a name that tells its content."""
        name = f"{sha256(data).hexdigest()[:20]}.{suffix}"
        self.files[name] = data
        return name


def _targets(document: d.Document, figure: str, table: str) -> Iterator[str]:
    yield from idents(document.blocks)
    for node in nodes(document.blocks):
        if isinstance(node, (d.Figure, d.Table)):
            yield target(node, figure if isinstance(node, d.Figure) else table)
    yield document.meta.id or TITLE
