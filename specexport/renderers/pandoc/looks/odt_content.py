"""The last touch to the text of an OpenDocument: cells, contents, blocks of code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specexport.model import document as d
from specexport.model import walk
from specexport.renderers.pandoc.looks import odf
from specexport.renderers.pandoc.looks.odf import element, parsed, points, tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

    from specexport.model.style import Style

_CELLS = {"TableRowCell": False, "TableHeaderRowCell": True}
_TEXT = "Text_20_body"
_CODE = "Preformatted_20_Text"
# By this style readers tell a block of code from the one before it.
_BEGINNING = "Code_20_Beginning"
# The width of a letter of monospaced code, as a share of its size; the room that bar and padding take.
_ADVANCE, _PADDING = 0.602, 18.0
_SMALLEST = 4.5
_BOX = re.compile("[\u2500-\u257f]")
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
        _set_code_blocks(root, document, style)


def _cell(style: Style, is_head: bool) -> str:
    rules = style.table_rules
    line = f"1pt solid {rules.head_border_color}" if is_head else f"0.5pt solid {rules.border_color}"
    properties = {
        "fo:border-bottom": line,
        "fo:background-color": rules.head_background_color if is_head else "",
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


def _set_code_blocks(root: _Element, document: d.Document, style: Style) -> None:
    """Give blocks of code their look; the styles that the writer made for their lines have lost their use."""
    automatic = root.find(tag("office:automatic-styles"))
    if automatic is None:
        return
    made = {
        str(each.get(tag("style:name"))): each
        for each in automatic
        if each.get(tag("style:parent-style-name")) == _CODE
    }
    lines = _Lines(automatic, style)
    for block in _code_blocks(root, made, document):
        lines.set(block)
    used = {each.get(tag("text:style-name")) for each in root.iter(tag("text:p"))}
    for name, each in made.items():
        if name not in used:
            automatic.remove(each)


def _code_blocks(root: _Element, names: Collection[str], document: d.Document) -> list[list[_Element]]:
    """Return the paragraphs of each block of code: those that follow each other, cut where blocks meet.

    The writer makes a style for each line. Items of lists get by mistake that of a line before them, and
    become text again.
    """
    runs: list[list[_Element]] = []
    last: _Element | None = None
    seen: set[str | None] = set()
    for line in root.iter(tag("text:p")):
        name = line.get(tag("text:style-name"))
        if name in seen:
            line.set(tag("text:style-name"), _TEXT)
        elif name in names:
            seen.add(name)
            if last is not None and line.getprevious() is last:
                runs[-1].append(line)
            else:
                runs.append([line])
            last = line
    return _cut(runs, [_lines(block.text) for block in walk.find(document.blocks, d.CodeBlock)])


def _lines(text: str) -> int:
    """Return how many lines the writer makes of code: none of an empty last one."""
    return text.count("\n") + (not text.endswith("\n") and text != "")


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


class _Lines:
    """The automatic styles of lines of code: one for all lines that look alike."""

    def __init__(self, automatic: _Element, style: Style) -> None:
        self._automatic = automatic
        self._style = style
        self._names: dict[tuple[bool, bool, bool, float], str] = {}

    def set(self, block: list[_Element]) -> None:
        """Give each line of a block its part of the space around it, all of them letters that fit."""
        size = self._size(block)
        for number, line in enumerate(block):
            last = number == len(block) - 1
            kept = len(block) < _SHORT and not last
            line.set(tag("text:style-name"), self._name(number == 0, last, kept, size))

    def _size(self, block: list[_Element]) -> float:
        """Return the size of letters, 0 where it is the style's own."""
        if not _is_drawing(block):
            return 0.0
        room = self._style.page.text_width - _PADDING
        size = room / _ADVANCE / max(*map(_length, block), 1)
        return max(round(size, 1), _SMALLEST) if size < self._style.code.size else 0.0

    def _name(self, first: bool, last: bool, kept: bool, size: float) -> str:
        key = (first, last, kept, size)
        if key not in self._names:
            self._names[key] = name = f"Code_{len(self._names) + 1}"
            self._automatic.extend(parsed(_line_style(name, *key)))
        return self._names[key]


def _line_style(name: str, first: bool, last: bool, kept: bool, size: float) -> str:
    properties = {
        "fo:margin-top": points(_AROUND / 2 if first else 0),
        "fo:margin-bottom": points(_AROUND if last else 0),
        "fo:keep-with-next": "always" if kept else "",
        "style:join-border": "false" if last else "",  # or the next block would go on on the same ground
    }
    letters = {"fo:font-size": points(size)} if size else {}
    names = {
        "style:name": name,
        "style:family": "paragraph",
        "style:parent-style-name": _BEGINNING if first else _CODE,
    }
    inner = element("style:paragraph-properties", properties)
    inner += element("style:text-properties", letters) if letters else ""
    return element("style:style", names, inner)


def _is_drawing(block: list[_Element]) -> bool:
    return any(_BOX.search(_words(line)) for line in block)


def _words(line: _Element) -> str:
    return "".join(map(str, line.itertext()))


def _length(line: _Element) -> int:
    if not len(line):
        return len(line.text or "")
    spaces = sum(int(each.get(tag("text:c"), "1")) for each in line.iter(tag("text:s")))
    return len(_words(line)) + spaces + 4 * sum(1 for _ in line.iter(tag("text:tab")))
