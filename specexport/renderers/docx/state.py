"""The state of one document on its way to Word: what has been numbered, named and related so far."""

from __future__ import annotations

import copy
import hashlib
import re
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from specexport.model import walk
from specexport.model.document import Header
from specexport.renderers.docx import wml
from specexport.renderers.docx.body.equations import equations
from specexport.renderers.docx.parts import source_map
from specexport.renderers.docx.parts.comments import Comments
from specexport.renderers.docx.parts.numbering import ListInstances
from specexport.renderers.docx.references import LinkTargets, Survey, captions
from specexport.renderers.docx.styles.properties import LEVELS
from specexport.style.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from docx.opc.part import Part

    from specexport.core.context import Context
    from specexport.model.document import Block, Document, Node, Note, Pos
    from specexport.renderers.docx.body.container import Container
    from specexport.renderers.docx.front.pages import Layout

# Bookmark names have 40 characters at most, and begin with a letter or an underscore (17.13.6.2 and Word).
_NAME_LIMIT = 40
_MEDIA_LIMIT = 2083
_URI = re.compile(
    r"(?:(?:https?|ftp)://(?:\[[0-9A-Fa-f:.]+\](?::\d+)?|[A-Za-z0-9\-._~!$&'()*+,;=:@]+)(?=[/?#]|$)|mailto:|tel:|(?![A-Za-z][A-Za-z0-9+.-]*:))"
    r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?#]|%[0-9A-Fa-f]{2})*"
)


class Story:
    """A part that holds text (body, footnotes, header) and what it is related to."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._links: dict[str, str] = {}

    def link(self, url: str) -> str:
        """Return the relationship for a hyperlink to `url`, the same for the same address."""
        if url not in self._links:
            # Ids of our own: python-docx would look through all relationships for each new one.
            ident = f"rLink{len(self._links) + 1}"
            self.part.rels.add_relationship(RT.HYPERLINK, url, ident, is_external=True)
            self._links[url] = ident
        return self._links[url]


class BlockWriter(Protocol):
    """What writes blocks, one after another: lists, tables and notes hold blocks, and are blocks."""

    def __call__(self, state: State, nodes: Sequence[Block], container: Container) -> wml.Content:
        """Return `nodes` as they stand in `container`."""
        ...


class State:
    """A document, the context it is rendered in, and the registries that its parts share."""

    def __init__(self, document: Document, context: Context, story: Story, write: BlockWriter) -> None:
        self.document = document
        self._write = write
        self.context = context
        self.style = context.style
        self.turned = right_to_left(document.meta.lang or context.style.lang)
        self.meanings = context.style.meanings.kinds
        self.story = story
        self.catalogue = context.style.words
        self.title = (
            walk.plain(document.meta.title) or PurePath(context.source_name).stem.lstrip("-") or "Document"
        )
        self.lists = ListInstances(self.style, _heading_numbers(document))
        survey = Survey(document)
        self.equations = equations(document, context) if survey.formulas else {}
        self.names = _bookmark_names(survey.ids)
        self.captions = captions(survey.counted, self.catalogue)
        self.references = LinkTargets(document, self.names, self.captions, survey.equations)
        self.notes: list[Note] = []
        self.comments = Comments(survey.comments)
        self.anchors = source_map.Anchors() if source_map.is_wanted(context) else None
        self.layout: Layout | None = None  # set where references say on which page is what they lead to
        self.in_note = False
        self._unplaced = set(self.names)
        self._level = 0
        self._bookmark_ids = count(1)
        self._picture_ids = count(1)
        self._counted_equations = 0
        self.pictures: dict[tuple[int, str], wml.Blip | None] = {}
        self.drawings: dict[str, Part] = {}

    def refer_to_pages(self, layout: Layout) -> None:
        """Have references say on which page is what they lead to, unless the style has them not."""
        self.layout = layout if self.style.page_references else None

    def number_from(self, first: int, taken: Collection[str]) -> None:
        """Number bookmarks and pictures from `first`, give no bookmark a name of `taken` (lower case)."""
        self._bookmark_ids, self._picture_ids = count(first), count(first)
        for ident, name in self.names.items():
            if name.lower() in taken:
                self.names[ident] = f"{name[: _NAME_LIMIT - 5]}_text"

    def inside_notes(self, story: Story) -> State:
        """Return this state for the text of the footnotes, which is another part."""
        state = copy.copy(self)
        state.story, state.in_note = story, True
        return state

    def blocks(self, nodes: Sequence[Block], container: Container) -> wml.Content:
        """Return blocks as they stand in `container`."""
        return self._write(self, nodes, container)

    def mark(self, ident: str, content: wml.Content) -> wml.Content:
        """Return `content` inside the bookmark that links to `#ident` jump to."""
        if ident not in self._unplaced:
            return content
        self._unplaced.discard(ident)
        return self.bookmark(self.names[ident], content)

    def bookmark(self, name: str, content: wml.Content) -> wml.Content:
        """Return `content` inside a bookmark of this name, which nothing else has."""
        return (wml.Bookmark(content, next(self._bookmark_ids), name),)

    def sourced(self, node: Node, content: wml.Content) -> wml.Content:
        """Return the content of a node's paragraph inside the bookmark by which the map calls it."""
        if self.anchors is None or not (name := self.anchors.name(node)):
            return content
        return (wml.Bookmark(content, next(self._bookmark_ids), name),)

    def next_level(self, level: int) -> int:
        """Return the level for the next heading: `level`, but at most one below the heading before it."""
        self._level = max(1, min(level, self._level + 1, LEVELS))
        return self._level

    def counts(self, equation: str) -> bool:
        """Return whether the number of a formula is the next that Word itself would count."""
        is_next = equation == f"({self._counted_equations + 1})"
        self._counted_equations += is_next
        return is_next

    def annotation_id(self) -> int:
        """Return a number for a change that no bookmark and no other change has."""
        return next(self._bookmark_ids)

    def picture_id(self) -> int:
        """Return a number for a drawing that no other drawing has."""
        return next(self._picture_ids)

    def word(self, name: str) -> str:
        """Return one of the program's own words in the document's language, by its name in the catalogue."""
        found: str = getattr(self.catalogue, name.lower())
        return found

    def warn(self, code: str, message: str, pos: Pos | None, hint: str) -> None:
        """Report something that the Word file cannot show."""
        self.context.warn(code, message, pos, hint)


def valid_uri(url: str) -> bool:
    """Return whether Word will take `url` as the target of a hyperlink: RFC 3986, a scheme it may follow."""
    return len(url) <= _MEDIA_LIMIT and _URI.fullmatch(url) is not None


def _bookmark_names(idents: Iterable[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    taken: set[str] = set()
    for ident in idents:
        if ident in names:
            continue
        name = re.sub(r"\W", "_", ident)
        name = name if re.match(r"[^\W\d_]", name) else f"_{name}"
        if len(name) > _NAME_LIMIT or name.lower() in taken:
            digest = hashlib.sha256(ident.encode("utf-8", "replace")).hexdigest()[:10]
            name = f"{name[: _NAME_LIMIT - 11]}_{digest}"
        names[ident] = name
        taken.add(name.lower())
    return names


def _heading_numbers(document: Document) -> Iterable[str]:
    return (node.number for node in document.blocks if isinstance(node, Header) and node.number)
