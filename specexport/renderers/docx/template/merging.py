"""Parts that the template and the text both bring: lists, footnotes, comments, properties.

What the text refers to gets ids and numbers that nothing of the template has. They are changed in the values
that the text consists of, before anything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from msgspec.structs import replace

from specexport.renderers.docx import wml
from specexport.renderers.docx.parts import comments as comment_parts
from specexport.renderers.docx.parts import footnotes, properties
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import Story
from specexport.renderers.docx.styles.properties import BULLET_LIST, HEADING_LIST, LEVELS
from specexport.renderers.docx.styles.style import StyleDefinition
from specexport.renderers.docx.template import tree
from specexport.renderers.docx.template.styles import reference
from specexport.renderers.docx.template.tree import W
from specexport.renderers.docx.wml import AbstractNum, FootnoteReference, ListInstance, Lvl, Num, P

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from specexport.renderers.docx.parts.numbering import ListInstances
    from specexport.renderers.docx.state import State
    from specexport.renderers.docx.template.opening import Opened
    from specexport.renderers.docx.template.styles import Styles
    from specexport.renderers.docx.wml import Content, Node

_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"


class Merger:
    """What makes the text of a document text of the template's, and remembers in `used` its styles."""

    def __init__(self, opened: Opened, styles: Styles, depth: int) -> None:
        """`depth` is how many ranks of headings are numbered."""
        self.styles = styles
        self.numbering = Numbering(opened, styles, depth)
        self.footnotes = Footnotes(opened)
        self.used: set[str] = set()

    def merged(self, content: Content) -> Content:
        """Return content with the styles, lists and footnotes that it has in the template."""
        return wml.rewritten(content, self._merged)

    def _merged(self, node: Node) -> Node:
        if ident := reference(node):
            self.used.add(ident)
        node = self.numbering.renumbered(self.numbering.listed(node))
        return self.styles.renamed(self.footnotes.renumbered(node))

    def added_styles(self, ours: Iterable[StyleDefinition]) -> list[Node]:
        """Return the definitions of our styles that the text is in, and that the template lacks."""
        return [self.numbering.renumbered(one) for one in self.styles.added(self.used, ours)]


class Numbering:
    """The template's lists with those of the text behind them, under numbers that no other list has."""

    def __init__(self, opened: Opened, styles: Styles, depth: int) -> None:
        self._opened, self._styles = opened, styles
        self._part = opened.part(RT.NUMBERING)
        self._root = opened.root(self._part) if self._part else None
        self._shift = 0 if self._root is None else 1 + max(_numbers(self._root), default=0)
        self._lists = {
            style: number
            for style, number in _listed_styles(depth)
            if style in styles.matched and not styles.numbered(style)
        }

    def listed(self, node: Node) -> Node:
        """Return a paragraph numbered by its list where the template's style does not do so."""
        if isinstance(node, P) and node.number is None and node.style in self._lists:
            return replace(node, number=self._lists[node.style])
        return node

    def renumbered(self, node: Node) -> Node:
        """Return a value with the numbers that lists have in the merged part."""
        by = self._shift
        match node:
            case P(number=Num() as number) | StyleDefinition(number=Num() as number):
                return replace(node, number=replace(number, number=number.number + by))
            case AbstractNum():
                return replace(node, number=node.number + by, origin=node.origin or node.number)
            case ListInstance():
                return replace(node, number=node.number + by, definition=node.definition + by)
            case _:
                return node

    def attach(self, lists: ListInstances, used: set[str]) -> None:
        """Put the lists of a text in the styles `used` into the part, which is made if there is none."""
        own = used - self._styles.matched.keys()

        def merged(node: Node) -> Node:
            if isinstance(node, Lvl):
                # The template's styles have lists of their own.
                return self._styles.renamed(node) if node.style in own else replace(node, style="")
            return self.renumbered(node)

        definitions = wml.rewritten(lists.definitions(), merged)
        instances = wml.rewritten(lists.instances(), merged)
        if self._part is None or self._root is None:
            whole = wml.part("numbering", (*definitions, *instances))
            add(self._opened.main, "/word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, whole)
            return
        _insert(self._root, tree.elements(definitions), tree.elements(instances))
        self._part.content = tree.serialized(self._root)


def _listed_styles(depth: int) -> Iterable[tuple[str, Num]]:
    """Yield our styles of headings and bullets with the lists that number them."""
    for level in range(1, LEVELS + 1):
        yield f"ListBullet{level if level > 1 else ''}", Num(BULLET_LIST, level - 1)
        if level <= depth:
            yield f"Heading{level}", Num(HEADING_LIST, level - 1)


def _numbers(root: _Element) -> Iterable[int]:
    """Yield the numbers of all lists and of their definitions in a part."""
    ours = [one for one in root.iter() if isinstance(one.tag, str)]
    return tree.whole_numbers(one.get(f"{W}numId") or one.get(f"{W}abstractNumId") for one in ours)


def _insert(root: _Element, definitions: list[_Element], instances: list[_Element]) -> None:
    """Put lists behind those of a part: all definitions stand before all instances (17.9.16)."""
    at = next((i for i, one in enumerate(root) if one.tag == f"{W}num"), len(root))
    root[at:at] = definitions
    last = max((i for i, one in enumerate(root) if one.tag == f"{W}num"), default=at + len(definitions) - 1)
    root[last + 1 : last + 1] = instances


class Footnotes:
    """The template's footnotes, and those of the text behind them."""

    def __init__(self, opened: Opened) -> None:
        self._part = opened.part(RT.FOOTNOTES)
        self._root = opened.root(self._part) if self._part else None
        notes = () if self._root is None else self._root
        self._shift = max(tree.whole_numbers(one.get(f"{W}id") for one in notes), default=0)

    def renumbered(self, node: Node) -> Node:
        """Return a reference to a footnote as that is numbered in the merged part."""
        return FootnoteReference(node.number + self._shift) if isinstance(node, FootnoteReference) else node

    def attach(self, state: State, merger: Merger) -> None:
        """Put the footnotes of the text into the part, which is made if there is none."""
        if not state.notes:
            return
        part = self._part or footnotes.part(state)
        texts = merger.merged(footnotes.texts(state, Story(part), self._shift + 1))
        if self._root is None:
            part.content = wml.part("footnotes", (*footnotes.SEPARATORS, *texts))
        else:
            self._root.extend(tree.elements(texts))
            part.content = tree.serialized(self._root)


def next_comment(opened: Opened) -> int:
    """Return a number for a comment that none of the template's has."""
    part = opened.part(RT.COMMENTS)
    entries = opened.root(part) if part else ()
    return 1 + max(tree.whole_numbers(one.get(f"{W}id") for one in entries), default=-1)


def comments(opened: Opened, state: State, merger: Merger) -> None:
    """Put the comments of the text into the template's part, which is made if there is none."""
    part = opened.part(RT.COMMENTS)
    if part is None:
        comment_parts.attach(state, merger.merged)
        return
    root = tree.parsed(part.blob)
    root.extend(tree.elements(merger.merged(comment_parts.entries(state, part))))
    part.content = tree.serialized(root)
    comment_parts.threads(state)


def others(opened: Opened) -> properties.Others:
    """Return the properties of the template that say something of the company and its documents."""
    extended, core = _named(opened, "docProps/app.xml"), _named(opened, "docProps/core.xml")
    company, manager, category = extended.get("Company"), extended.get("Manager"), core.get("category")
    return properties.Others(_custom(opened), company or "", manager or "", category or "")


def _named(opened: Opened, part: str) -> dict[str, str]:
    """Return the properties in a part by their local names."""
    root = opened.archive.xml(part)
    entries = [one for one in (root if root is not None else ()) if isinstance(one.tag, str)]
    return {tree.local_name(one): (one.text or "").strip() for one in entries}


def _custom(opened: Opened) -> dict[str, str]:
    """Return the custom properties of the template that are text, by name."""
    root = opened.archive.xml("docProps/custom.xml")
    entries = [one for one in (root if root is not None else ()) if _is_text(one)]
    return {one.get("name", ""): "".join(one.itertext()) for one in entries}


def _is_text(entry: _Element) -> bool:
    """Return whether a property is of a kind that text can say, and not one with a value of its own kind."""
    return bool(entry.get("name")) and all(one.tag in (f"{_VT}lpwstr", f"{_VT}lpstr") for one in entry)
