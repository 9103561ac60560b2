"""What a document refers to: names, numbered captions, headings and formulas, found in one walk over it.

A reference to what has a number or a heading is a field that Word keeps true (17.16.5.51).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import COMMENT, EQUATION
from specexport.renderers.common.references import before_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specexport.model.words import Words

# What has numbered captions, with the sequence that counts them.
COUNTED: dict[type[d.Node], str] = {d.Figure: "Figure", d.Table: "Table", d.CodeBlock: "Listing"}
Counted = d.Figure | d.Table | d.CodeBlock
# Most nodes are of these types, and have nothing to be found by.
_NAMELESS = frozenset((d.Str, d.SoftBreak, d.Para, d.Cell, d.Row, d.ListItem, d.Strong, d.Emph))


class Survey:
    """The ids of a document in reading order, what has numbered captions, and whether it has formulas.

    `equations` are the numbers of formulas by their ids, `comments` what was said of the text.
    """

    def __init__(self, document: d.Document) -> None:
        self.ids: list[str] = [document.meta.id] if document.meta.id else []
        self.counted: list[Counted] = []
        self.equations: dict[str, str] = {}
        self.comments: list[d.Span] = []
        self.formulas = any(type(node) is d.Math for node in walk.nodes(document.meta.title))
        for node in self._named(document):
            attr = getattr(node, "attr", None)
            if attr is not None and attr.id:
                self.ids.append(attr.id)
            if type(node) is d.Span and COMMENT in node.attr.classes:
                self.comments.append(node)
            if isinstance(node, Counted) and node.number:
                self.counted.append(node)
            if isinstance(node, d.Div) and node.attr.id and EQUATION in node.attr.classes:
                self.equations[node.attr.id] = walk.plain(walk.find([node], d.Span))

    def _named(self, document: d.Document) -> Iterator[d.Node]:
        for node in walk.nodes(document.blocks):
            kind = type(node)
            if kind is d.Math:
                self.formulas = True
            elif kind not in _NAMELESS:
                yield node


class Caption(Struct, frozen=True):
    """A numbered caption: what it counts, its label in words, its bookmark, its text, what leads to it.

    `page` is the name by which a layout of pages may know it.
    """

    kind: str
    label: str
    bookmark: str
    text: str
    idents: tuple[str, ...]
    page: str


def caption_name(kind: str, number: str) -> str:
    """Return the name of the bookmark around the label and number of a caption; Word hides such names."""
    return f"_{kind}_{number}"


def captions(counted: Iterable[Counted], words: Words) -> tuple[Caption, ...]:
    """Return the captions of what has a number, in the order given."""
    return tuple(
        _caption(node, kind, getattr(words, kind.lower()))
        for node in counted
        if (kind := COUNTED[type(node)])
    )


def _caption(node: Counted, kind: str, word: str) -> Caption:
    inner = (image.attr.id for image in walk.find([node], d.Image)) if isinstance(node, d.Figure) else ()
    text = node.attr.get("caption") if isinstance(node, d.CodeBlock) else walk.plain(node.caption)
    label = f"{word} {node.number}"
    idents = tuple(ident for ident in (node.attr.id, *inner) if ident)
    page = node.attr.id or label.replace(" ", "-")
    return Caption(kind, label, caption_name(kind, node.number), text, idents, page)


class LinkTargets:
    """What links may refer to. `names` are the bookmarks of ids, `equations` the numbers of formulas."""

    def __init__(
        self,
        document: d.Document,
        names: Mapping[str, str],
        captions: Iterable[Caption],
        equations: Mapping[str, str],
    ) -> None:
        self._names = names
        self._equations = equations
        self._headings = {
            node.attr.id: node for node in document.blocks if isinstance(node, d.Header) and node.attr.id
        }
        self._captions = {ident: caption for caption in captions for ident in caption.idents}

    def instruction(self, ident: str, words: str) -> tuple[str, str] | None:
        """Return words that stand before a field, and its instruction, for a link that says `words`.

        There is one for `Figure 3` and `2.3` and for the words of a heading, where these are the target's;
        none for any other words, which an update of the field would replace.
        """
        if caption := self._captions.get(ident):
            return ("", f"REF {caption.bookmark} \\h") if words == caption.label else None
        if equation := self._equations.get(ident):
            return ("", f"REF {self._names[ident]} \\h") if words == equation else None
        heading = self._headings.get(ident)
        if heading is None or not words:
            return None
        name = self._names[ident]
        if words == walk.plain(heading.content):
            return "", f"REF {name} \\h"
        lead = before_number(words, heading.number)
        return None if lead is None else (lead, f"REF {name} \\r \\h")
