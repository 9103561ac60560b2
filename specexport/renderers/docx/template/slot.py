"""Where the text goes in a template: at a mark, else in place of the text after the cover."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from lxml.etree import _Element
from msgspec import Struct

from specexport.renderers.docx import wml
from specexport.renderers.docx.template import kept, tree
from specexport.renderers.docx.template.sections import section_of
from specexport.renderers.docx.template.tree import W

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from specexport.core.diagnostics import EnvironmentProblem
    from specexport.model.style import Page
    from specexport.renderers.docx.template.kept import IsHeading

    Refuse: TypeAlias = Callable[[str], EnvironmentProblem]

# Names of content controls (their tag or title) and of bookmarks, which may not hold a colon in Word's own
# dialog.
MARK = "a content control with the tag specexport:body"
BODY = frozenset({"specexport:body", "specexport_body", "specexport.body"})
_CONTENTS = "Table of Contents"
_MARKS = {"body": b"<?specexport body?>", "contents": b"<?specexport contents?>"}
# What blocks may stand in, and what of this has no room for a text.
_CONFINED = (f"{W}tc", f"{W}txbxContent")
_HOLDERS = (f"{W}body", f"{W}sdtContent", *_CONFINED)
_PAGE_BREAK = wml.P((wml.R((wml.w("br", type="page"),)),))
# So many blocks of an example are named, with so many of their letters.
_NAMED, _SHOWN = 12, 48
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Slot(Struct, frozen=True):
    """A template's document, taken apart around the text.

    `section` is the section that the text is in, `ends` says that nothing follows the text in it: then the
    text closes the section itself. `contents` says that the template has a place for the contents, `cover`
    that something stands before the text. `replaced` are the words of what the text took the place of.
    """

    root: _Element
    section: _Element
    ends: bool
    contents: bool
    cover: bool
    replaced: tuple[str, ...] = ()

    def joined(self, contents: wml.Content, body: wml.Content) -> bytes:
        """Return the document part with contents and text in the places of their marks.

        They are written as they are in a file without a template: as elements of the template they would
        be parsed for nothing.
        """
        whole = tree.serialized(self.root)
        whole = whole.replace(_MARKS["contents"], wml.xml(contents).encode(), 1)
        return whole.replace(_MARKS["body"], wml.xml(body).encode(), 1)


def named(replaced: tuple[str, ...]) -> str:
    """Return the beginnings of what the text took the place of, and of how much more it did."""
    names = ", ".join(map(short, replaced[:_NAMED]))
    more = len(replaced) - _NAMED
    return names + (f" and {more} more" if more > 0 else "")


def short(words: str) -> str:
    """Return the beginning of words between quotation marks."""
    return f"'{textwrap.shorten(words, _SHOWN, placeholder=' …')}'"


def find(root: _Element, page: Page, is_heading: IsHeading, refuse: Refuse) -> Slot:
    """Return the place for the text in a document part.

    `page` is for a template that says nothing of its paper. `is_heading` tells the paragraphs that begin a
    section of the text. Raises what `refuse` makes of a sentence.
    """
    root = _declared(root, refuse)
    body = root.find(f"{W}body")
    if body is None:
        raise refuse("the template has no body")
    tree.remove(*(one for one in list(root.iter()) if not isinstance(one.tag, str)))
    if body.find(f"{W}sectPr") is None:
        body.append(section_of(page))
    contents = _hold_contents(body, kept.begins_text(is_heading))
    replaced: tuple[str, ...] = ()
    at = _marked(body, refuse)
    if at is None:
        at, replaced = _emptied(body, is_heading, contents)
    mark = at.getprevious()
    section = _following(body, at)
    ends = section.getparent() is body and at.getnext() is section
    if ends:
        body.remove(section)
    return Slot(root, section, ends, contents is not None, mark is not None, replaced)


def _declared(root: _Element, refuse: Refuse) -> _Element:
    """Return the root with all prefixes that the text is written with, and those within sections."""
    from lxml import etree

    if root.tag != f"{W}document":
        raise refuse("the template is in a form of Open XML that is not known")
    if any(root.nsmap.get(prefix, uri) != uri for prefix, uri in wml.PREFIXES.items()):
        raise refuse("the template declares the names of Open XML in an uncommon way")
    # The stubs of lxml allow no default namespace here.
    known: dict[Any, str] = {**root.nsmap, **wml.PREFIXES}
    # Sections are written again beside the text, without declarations of their own.
    for element in (one for section in root.iter(f"{W}sectPr") for one in section.iter()):
        known |= {prefix: uri for prefix, uri in element.nsmap.items() if prefix not in known}
    ignorable = f"{_MC}Ignorable"
    fresh = etree.Element(root.tag, {str(name): str(value) for name, value in root.attrib.items()}, known)
    fresh.set(ignorable, " ".join(dict.fromkeys([*root.get(ignorable, "").split(), "w14"])))
    fresh.extend(list(root))
    return fresh


def _mark(name: str) -> _Element:
    from lxml import etree

    return etree.ProcessingInstruction("specexport", name)


def _marked(body: _Element, refuse: Refuse) -> _Element | None:
    """Put the mark where a control or bookmark asks for the text, and return it."""
    found = next((one for one in body.iter(f"{W}sdt", f"{W}bookmarkStart") if _names(one) & BODY), None)
    if found is None:
        return None
    block = found
    if found.tag == f"{W}bookmarkStart":
        _end_bookmark(body, found.get(f"{W}id"))
    while (place := tree.parent(block)).tag not in _HOLDERS:
        block = place
    if any(one.tag in _CONFINED for one in [place, *place.iterancestors()]):
        raise refuse("the place for the text stands in a table or a text box")
    if place.tag == f"{W}sdtContent" and place.find(f"{W}r") is not None:
        raise refuse("the place for the text stands within a line")
    mark = _mark("body")
    block.addprevious(mark)
    _remove_words(block)
    return mark


def _remove_words(block: _Element) -> None:
    """Take out a block, or all that a paragraph says where that ends a section: it stays for this."""
    if block.find(f".//{W}sectPr") is None or block.tag == f"{W}sdt":
        tree.remove(block)
    else:
        tree.remove(*(one for one in list(block) if one.tag != f"{W}pPr"))


def _names(element: _Element) -> set[str]:
    if element.tag == f"{W}bookmarkStart":
        return {element.get(f"{W}name", "").lower()}
    return {name.lower() for name in control_names(element)}


def control_names(control: _Element) -> list[str]:
    """Return tag and title of a content control (17.5.2.42, 17.5.2.1)."""
    found = (tree.at(control, f"sdtPr/{tag}") for tag in ("tag", "alias"))
    return [tree.value(one).strip() for one in found if one is not None]


def _end_bookmark(body: _Element, ident: str | None) -> None:
    tree.remove(*(one for one in list(body.iter(f"{W}bookmarkEnd")) if one.get(f"{W}id") == ident))


def _emptied(
    body: _Element, is_heading: IsHeading, contents: _Element | None
) -> tuple[_Element, tuple[str, ...]]:
    """Take the example out of the template; return the mark that stands for it, and what it said."""
    blocks = list(body)[:-1]
    start, end = kept.example(blocks, is_heading)
    if contents is not None:
        start = max(start, _after_contents(body, contents))
    taken = blocks[start : max(start, end)]
    breaks = start and kept.starts_page(taken)
    tree.remove(*taken)
    mark = _mark("body")
    body.insert(start, mark)
    if breaks:
        mark.addprevious(*tree.elements((_PAGE_BREAK,)))
    return mark, tuple(words for block in taken if (words := kept.said(block)))


def _after_contents(body: _Element, contents: _Element) -> int:
    """Return the place after the contents, and after the break that follows them."""
    block = contents
    while (holder := tree.parent(block)) is not body:
        block = holder
    after = block.getnext()
    return body.index(block) + (2 if after is not None and _is_break(after) else 1)


def _is_break(block: _Element) -> bool:
    """Return whether a paragraph without words ends a page or a section."""
    if block.tag != f"{W}p" or any(text.text for text in block.iter(f"{W}t")):
        return False
    return block.find(f".//{W}br") is not None or tree.at(block, "pPr/sectPr") is not None


def _gallery(control: _Element) -> str:
    return tree.value(control, "sdtPr/docPartObj/docPartGallery")


def _hold_contents(body: _Element, is_heading: IsHeading) -> _Element | None:
    """Put a mark in place of the contents that the template has, and return it, or None."""
    for child in body:
        control = next((one for one in child.iter(f"{W}sdt") if _gallery(one) == _CONTENTS), None)
        if control is not None:
            mark = _mark("contents")
            control.addprevious(mark)
            tree.remove(control)
            return mark
        if any("TOC" in (code.text or "").split()[:1] for code in child.iter(f"{W}instrText")):
            return _held_field(child)
        if is_heading(child):
            return None
    return None


def _held_field(first: _Element) -> _Element:
    """Put a mark in place of the paragraphs of a field that is in no control, from its `first` on."""
    mark = _mark("contents")
    first.addprevious(mark)
    depth = 0
    block: _Element | None = first
    while block is not None:
        for char in block.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(char.get(f"{W}fldCharType", ""), 0)
        after = block.getnext()
        tree.remove(block)
        block = after if depth > 0 and after is not None and after.tag != f"{W}sectPr" else None
    return mark


def _following(body: _Element, at: _Element) -> _Element:
    """Return the properties of the section that a place is in: the next in the order of the document."""
    seen = False
    for element in body.iter():
        seen = seen or element is at
        if seen and element.tag == f"{W}sectPr":
            return element
    raise AssertionError("a body ends with the properties of its last section")
