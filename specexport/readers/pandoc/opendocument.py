"""What pandoc would not see of OpenDocument files: code, the title, tables in lists, lists in footnotes.

Before pandoc sees the file, each paragraph in a style that says what it is gets a mark, by which it is known
afterwards. Tables stand below the item that they are in, and lists in footnotes become paragraphs.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.model import walk
from specexport.model.classes import ASIDE_BODY, ASIDE_HEAD, KINDS
from specexport.readers.common.draft import (
    CODE_BEGINS,
    CODE_LINE,
    CODE_STYLES,
    Draft,
    aside,
    joined_code,
    lines,
    sequences,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

MARK = "\U000f5843"
"""A character for private use, which stands in no text. The letter after it says what a paragraph is."""

_LINE, _BEGINNING = "c", "b"
# Styles of paragraphs above the text, and the fields that they say.
_TITLE = "t"
_FIELDS = {"s": "subtitle", "a": "Authors", "d": "Date"}
_KINDS = {"title": _TITLE, "subtitle": "s", "author": "a", "date": "d", "code beginning": _BEGINNING}
_KINDS |= dict.fromkeys(CODE_STYLES, _LINE)
# Admonitions as this program writes them: a paragraph with the title, then those of the text.
_HEADS = {chr(ord("A") + at): kind for at, kind in enumerate(KINDS)}
_BODIES = {chr(ord("P") + at): kind for at, kind in enumerate(KINDS)}
_KINDS |= {f"{kind} title": letter for letter, kind in _HEADS.items()}
_KINDS |= {kind: letter for letter, kind in _BODIES.items()}

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"
_CONTENT, _STYLES = "content.xml", "styles.xml"
_DEEPEST = 20  # of styles that are based on each other


def prepared(data: bytes) -> bytes:
    """Return an OpenDocument file as pandoc sees all of it (ODF 1.3, part 3, 5.1.3, 5.3 and 6.3)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _CONTENT not in archive.namelist():
            return data
        content = _marked(archive)
        if content is None:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for member in archive.infolist():
                copy.writestr(member, content if member.filename == _CONTENT else archive.read(member))
        return out.getvalue()


def _marked(archive: zipfile.ZipFile) -> bytes | None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        roots = [
            etree.fromstring(archive.read(name), parser)
            for name in (_STYLES, _CONTENT)
            if name in archive.namelist()
        ]
    except etree.XMLSyntaxError:
        return None  # pandoc says what is wrong with it
    bases = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for root in roots
        for style in root.iter(f"{_STYLE}style")
    }
    content = roots[-1]
    for para in list(content.iter(f"{_TEXT}p")):
        if kind := _kind(para, bases):
            para.text = MARK + kind + (para.text or "")
            _keep_spaces(para)
    for table in list(content.iter(_TABLE)):
        _lift(table)
    for note in content.iter(f"{_TEXT}note-body"):
        for listed in [part for part in note if part.tag == f"{_TEXT}list"]:
            note[note.index(listed) : note.index(listed) + 1] = list(listed.iter(f"{_TEXT}p"))
    return etree.tostring(content, encoding="UTF-8", xml_declaration=True)


def _lift(table: _Element) -> None:
    """Put a table below the lists that it is in, whose items go on after it."""
    parent = table.getparent()
    while parent is not None and parent.tag in (f"{_TEXT}list", f"{_TEXT}list-item"):
        rest = list(table.itersiblings())
        parent.addnext(table)
        if rest:
            following = parent.makeelement(parent.tag)
            following.extend(rest)
            table.addnext(following)
        parent = table.getparent()


def _kind(para: _Element, bases: Mapping[str, str]) -> str:
    """Return the letter for what a paragraph is, by its style or the nearest that this is based on."""
    name = str(para.get(f"{_TEXT}style-name", ""))
    for _ in range(_DEEPEST):
        if kind := _KINDS.get(name.replace("_20_", " ").lower()):
            return kind
        name = bases.get(name, "")
    return ""


def _keep_spaces(para: _Element) -> None:
    """Put the space before further ones (`text:s`, 6.1.3) to these: pandoc would lose it."""
    for spaces in para.iter(f"{_TEXT}s"):
        before = spaces.getprevious()
        text = (before.tail if before is not None else para.text) or ""
        if not text.endswith(" ") or spaces.getparent() is not para:
            continue
        if before is not None:
            before.tail = text[:-1]
        else:
            para.text = text[:-1]
        spaces.set(f"{_TEXT}c", str(_count(spaces) + 1))


def _count(spaces: _Element) -> int:
    count = spaces.get(f"{_TEXT}c", "1")
    return int(count) if count.isdecimal() and len(count) < 6 else 1


def run(draft: Draft) -> Draft:
    """Return a draft in which what was marked is what it is: code, the title, fields."""
    reader = _Reader()
    blocks = walk.rewrite(draft.blocks, reader.visit)
    blocks = sequences(blocks, lambda run: tuple(_asides(tuple(joined_code(run)))))
    title = draft.title or reader.title
    return replace(draft, blocks=blocks, fields=(*draft.fields, *reader.fields), title=title)


class _Reader:
    def __init__(self) -> None:
        self.title: tuple[d.Inline, ...] = ()
        self.fields: list[d.MetaField] = []

    def visit(self, node: d.Node) -> d.Node | tuple[d.Node, ...]:
        first = node.content[0] if type(node) is d.Para and node.content else None
        if type(node) is not d.Para or type(first) is not d.Str or not first.text.startswith(MARK):
            return node
        kind, rest = first.text[1:2], first.text[2:]
        content = (*((replace(first, text=rest),) if rest else ()), *node.content[1:])
        if kind in (_LINE, _BEGINNING):
            attr = CODE_BEGINS if kind == _BEGINNING else CODE_LINE
            return d.CodeBlock(text=lines(content), attr=attr)
        if kind in _HEADS or kind in _BODIES:
            marked = ASIDE_HEAD if kind in _HEADS else ASIDE_BODY
            para = replace(node, content=content)
            return d.Div(content=(para,), attr=d.Attr(classes=(marked, (_HEADS | _BODIES)[kind])))
        if kind in _FIELDS:
            self.fields.append(d.MetaField(_FIELDS[kind], content))
            return ()
        if kind == _TITLE and not self.title:
            self.title = content
            return ()
        return replace(node, content=content)


def _asides(blocks: tuple[d.Block, ...]) -> Iterator[d.Block]:
    """Yield blocks with the paragraphs of an admonition, and what stands between them, as one."""
    at = 0
    while at < len(blocks):
        name = _part(blocks[at], ASIDE_HEAD)
        end = _end(blocks, at + 1, name) if name else at + 1
        if name:
            content = tuple(part for block in blocks[at + 1 : end] for part in _opened(block))
            yield aside(name, walk.plain([blocks[at]]), content)
        else:
            yield from _opened(blocks[at])
        at = end


def _end(blocks: tuple[d.Block, ...], at: int, name: str) -> int:
    """Return where the last paragraph of an admonition ends."""
    end = at
    while at < len(blocks) and not _part(blocks[at], ASIDE_HEAD) and type(blocks[at]) is not d.Header:
        at += 1
        if _part(blocks[at - 1], ASIDE_BODY) == name:
            end = at
    return end


def _part(block: d.Block, which: str) -> str:
    """Return the kind of the admonition that a block is this part of, nothing if it is of none."""
    classes = block.attr.classes if type(block) is d.Div else ()
    return classes[1] if classes[:1] == (which,) else ""


def _opened(block: d.Block) -> tuple[d.Block, ...]:
    is_part = _part(block, ASIDE_HEAD) or _part(block, ASIDE_BODY)
    return block.content if type(block) is d.Div and is_part else (block,)
