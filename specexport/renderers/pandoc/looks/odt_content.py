"""The last touch to the text of an OpenDocument: cells, contents, blocks of code."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from specexport import document as d
from specexport import walk
from specexport.renderers.pandoc.looks import odf
from specexport.renderers.pandoc.looks.odf import element, parsed, points, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.style.tokens import Style

_CELLS = {"TableRowCell": False, "TableHeaderRowCell": True}
_CODE = "Preformatted_20_Text"
# The width of a letter of monospaced code, as a share of its size; the room that bar and padding take.
_ADVANCE, _PADDING = 0.602, 18.0
_SMALLEST = 4.5
# Blocks of fewer lines stay together.
_SHORT = 15
_AROUND = 8.0


def finish(root: _Element, document: d.Document, style: Style) -> None:
    """Give `content.xml` the lines of tables, the filled-in contents, and code that fits the page."""
    for each in root.iter(tag("style:style")):
        if (is_head := _CELLS.get(each.get(tag("style:name"), ""))) is not None:
            each[:] = parsed(_cell(style, is_head))
        elif each.get(tag("style:family")) == "table":
            for properties in each.iter(tag("style:table-properties")):
                properties.set(tag("table:align"), "left")
                properties.set(tag("fo:margin-top"), points(_AROUND / 2))
                properties.set(tag("fo:margin-bottom"), points(_AROUND))
    text = root.find(f"{tag('office:body')}/{tag('office:text')}")
    if text is not None:
        _describe(text, document)
        _fill_contents(text, document, style)
        for block in _code_blocks(root, document):
            _set_code(root, block, style)


def _cell(style: Style, is_head: bool) -> str:
    rules = style.table_rules
    properties = {
        "fo:border-bottom": f"1pt solid {rules.head_rule}" if is_head else f"0.5pt solid {rules.rule}",
        "fo:background-color": rules.head_background if is_head else "",
        "fo:padding": "3pt",
        "fo:padding-left": "5pt",
        "fo:padding-right": "5pt",
    }
    return element("style:table-cell-properties", properties)


def _fill_contents(text: _Element, document: d.Document, style: Style) -> None:
    """Fill in the contents (8.3) as links; page numbers come when the reader's program updates them.

    They stand below the document information, which is the first table.
    """
    contents = text.find(tag("text:table-of-content"))
    if contents is None:
        return
    title = element("text:p", {"text:style-name": "Contents_20_Heading"}, odf.text(style.words.contents))
    head = element("text:index-title", {"text:name": "Contents_Head"}, title)
    contents.set(tag("text:name"), "Contents")
    contents.extend(parsed(element("text:index-body", {}, head + "".join(_entries(document)))))
    for template in contents.iter(tag("text:index-title-template")):
        template.text = style.words.contents
    following = contents.getnext()
    if following is not None and following.tag == tag("table:table"):
        following.addnext(contents)


def _describe(text: _Element, document: d.Document) -> None:
    """Give pictures their alternative text (10.4.2), which the writer leaves out."""
    frames = [frame for frame in text.iter(tag("draw:frame")) if frame.find(tag("draw:image")) is not None]
    images = [image for image in walk.find(document.blocks, d.Image) if image.url in document.media]
    if len(frames) != len(images):
        return
    for frame, image in zip(frames, images, strict=True):
        if words := walk.plain(image.content):
            frame.extend(parsed(element("svg:desc", {}, odf.text(words))))


def _entries(document: d.Document) -> Iterator[str]:
    for entry in document.contents:
        words = odf.text(f"{entry.number} {walk.plain(entry.content)}".strip())
        link = element("text:a", {"xlink:type": "simple", "xlink:href": f"#{entry.target}"}, words)
        yield element("text:p", {"text:style-name": f"Contents_20_{entry.level}"}, link)


def _code_blocks(root: _Element, document: d.Document) -> list[list[_Element]]:
    """Return the paragraphs of each block of code: those that follow each other, cut where blocks meet."""
    names = {
        each.get(tag("style:name"))
        for each in root.iter(tag("style:style"))
        if each.get(tag("style:parent-style-name")) == _CODE
    }
    blocks: list[list[_Element]] = []
    for parent in dict.fromkeys(each.getparent() for each in root.iter(tag("text:p"))):
        if parent is None:
            continue
        for is_code, run in groupby(parent, lambda each: each.get(tag("text:style-name")) in names):
            if is_code:
                blocks.append(list(run))
    return _cut(blocks, [block.text.count("\n") + 1 for block in walk.find(document.blocks, d.CodeBlock)])


def _cut(runs: list[list[_Element]], sizes: list[int]) -> list[list[_Element]]:
    """Return `runs` of lines cut into blocks of these `sizes`, or as they are if they are others."""
    if sum(map(len, runs)) != sum(sizes):
        return runs
    rest = iter(sizes)
    cut: list[list[_Element]] = []
    for run in runs:
        while run:
            size = next(rest, len(run))
            cut.append(run[:size])
            run = run[size:]
    return cut


def _set_code(root: _Element, block: list[_Element], style: Style) -> None:
    """Give each line of a block its part of the space around it, and letters small enough for the longest."""
    longest = max(map(_length, block))
    room = style.page.text_width - _PADDING
    size = min(style.code.size, room / _ADVANCE / max(longest, 1)) if _is_drawing(block) else style.code.size
    automatic = root.find(tag("office:automatic-styles"))
    if automatic is None:
        return
    for number, line in enumerate(block):
        last = number == len(block) - 1
        properties = {
            "fo:margin-top": points(0 if number else _AROUND / 2),
            "fo:margin-bottom": points(_AROUND if last else 0),
            "fo:keep-with-next": "always" if len(block) < _SHORT and not last else "",
        }
        letters = {"fo:font-size": points(max(round(size, 1), _SMALLEST))} if size < style.code.size else {}
        name = f"Code_{len(automatic)}"
        names = {"style:name": name, "style:family": "paragraph", "style:parent-style-name": _CODE}
        inner = element("style:paragraph-properties", properties)
        inner += element("style:text-properties", letters) if letters else ""
        automatic.extend(parsed(element("style:style", names, inner)))
        line.set(tag("text:style-name"), name)


def _is_drawing(block: list[_Element]) -> bool:
    return any("\u2500" <= char <= "\u257f" for line in block for char in _words(line))


def _words(line: _Element) -> str:
    return "".join(map(str, line.itertext()))


def _length(line: _Element) -> int:
    spaces = sum(int(each.get(tag("text:c"), "1")) for each in line.iter(tag("text:s")))
    return len(_words(line)) + spaces + 4 * sum(1 for _ in line.iter(tag("text:tab")))
