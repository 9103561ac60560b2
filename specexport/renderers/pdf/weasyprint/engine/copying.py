"""Code that is copied out of a file is the code: its spaces, and no line ends but the author's.

Readers of PDF make text of where letters stand. What they cannot see so is said here. Lines that begin with
spaces, or that were broken, are marked content with an `ActualText` (ISO 32000-1, 14.9.4): from the space
before a word to the next place with several spaces, over the end of a broken line. PDFium, which Chromium
shows files with, makes one space of several in every text. For it alone, the others stand in a layer that
nothing shows (8.11): as letters of a font without shapes, each a space and a control character, which PDFium
leaves out once it has counted. MuPDF gives every letter one of the `ActualText`, and begins a line where the
next stands lower. So the text before a broken line's end has one more letter without a shape, which says as
much as is still to come; for all others it is nothing but space.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pydyf  # type: ignore[import-untyped] # it has no types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LAYER, _SPACES = "SpacesOfCode", "Spaces"
_SPACE, _LAST = 0x20, 0x21
# The letters that say so many spaces: no more than readers take for one code.
_WIDE = {0x40 + power: 2**power for power in range(3)}
_WIDEST = max(_WIDE)
_CMAP = f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <ff>
endcodespacerange
{2 + len(_WIDE)} beginbfchar
<{_SPACE:02x}> <00200093>
<{_LAST:02x}> <0020>
{chr(10).join(f"<{code:02x}> <{'0020' * count}>" for code, count in _WIDE.items())}
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_ADVANCE = 0.6
# What stands between letters, in thousandths of an em: none is to be taken for the shadow of another.
_APART = 200
# The mark of a broken line: its strokes in a square of 16, from its upper left corner.
_MARK = "1.4 w 3 4 m 3 9 l 13 9 l S 10 6 m 13 9 l 10 12 l S"
_GRID, _RISE = 16, 0.85


class _Group(NamedTuple):
    """Texts that are read as one: their boxes, what they say, and how many spaces they begin with.

    `ends` has the last box of each broken line, with the number of letters that are still to come.
    """

    boxes: list[Any]
    text: str
    spaces: int
    ends: dict[Any, int]


class _Said(NamedTuple):
    """What a box says, in which line; `apart` if something is drawn right before it."""

    box: Any
    text: str
    line: int
    apart: bool


_NO_GROUPS: dict[Any, _Group] = {}


class _Unknown:
    """What has nothing of what is looked for."""


def teach() -> None:
    """Have the engine draw code so, once; one that is made otherwise draws it as it always does."""
    draw, stream = sys.modules.get("weasyprint.draw"), sys.modules.get("weasyprint.pdf.stream")
    drawn, marked = getattr(draw, "draw_block_level", None), getattr(stream, "Stream", _Unknown)
    if drawn is None or not hasattr(marked, "marked") or hasattr(drawn, "__wrapped__"):
        return
    vars(draw)["draw_block_level"] = _drawing(drawn)
    marked.marked = _marking(marked.marked)


def finish(pdf: Any) -> None:
    """Add to the file what the content of its pages refers to."""
    _name_labels(pdf)
    pages = [entry.specexport_spaces for entry in pdf.objects if hasattr(entry, "specexport_spaces")]
    if not pages:
        return
    used = sorted({count for counts in pages for count in counts})
    layer = _added(pdf, {"Type": "/OCG", "Name": pydyf.String("Spaces of code, for those who copy it")})
    hidden = {"Name": pydyf.String("Default"), "Order": pydyf.Array([layer]), "OFF": pydyf.Array([layer])}
    pdf.catalog["OCProperties"] = pydyf.Dictionary(
        {"OCGs": pydyf.Array([layer]), "D": pydyf.Dictionary(hidden)}
    )
    font = _font(pdf)
    forms = {_form_name(count): _form(pdf, font, count) for count in used}
    for resources in _resources(pdf):
        resources["XObject"].update(forms)
        _object(pdf, resources["Font"])[_SPACES] = font
        resources.setdefault("Properties", pydyf.Dictionary())[_LAYER] = layer


def _drawing(drawn: Callable[..., None]) -> Callable[..., None]:
    def draw_block_level(page: Any, stream: Any, blocks_and_cells: dict[Any, Any]) -> None:
        for block, inner in blocks_and_cells.items():
            if stream._tags is None or not _is_code(block):
                drawn(page, stream, {block: {}})
            else:
                stream.specexport_groups = _plan(block.children)
                drawn(page, stream, {block: {}})
                del stream.specexport_groups
                _draw_marks(stream, block.children)
            draw_block_level(page, stream, inner)

    draw_block_level.__wrapped__ = drawn  # type: ignore[attr-defined] # says that this was done
    return draw_block_level


def _marking(marked: Callable[..., Any]) -> Callable[..., Any]:
    def mark(stream: Any, box: Any, tag: str) -> Any:
        group = vars(stream).get("specexport_groups", _NO_GROUPS).get(box)
        if group is not None:
            return _grouped(stream, box, tag, group)
        return _labelled(stream, box, tag) if _is_label(box) else marked(stream, box, tag)

    return mark


@contextmanager
def _grouped(stream: Any, box: Any, tag: str, group: _Group) -> Iterator[None]:
    """Mark a text of a group: the first opens what the last closes, and the others are empty behind it."""
    number = len(stream._tags)
    stream._tags[box] = {"tag": tag, "mcid": number}
    if box is group.boxes[0]:
        said = pydyf.Dictionary({"MCID": number, "ActualText": pydyf.String(group.text)})
        stream.begin_marked_content(tag, said)
        _draw_spaces(stream, box, group.spaces)
    yield
    if box in group.ends:
        _draw_rest(stream, box, group.ends[box])
    if box is group.boxes[-1]:
        stream.end_marked_content()
        for empty in range(number - len(group.boxes) + 2, number + 1):
            stream.begin_marked_content(tag, pydyf.Dictionary({"MCID": empty}))
            stream.end_marked_content()


def _is_label(box: Any) -> bool:
    """Return whether a text names the language of the code beside it."""
    return box.element is not None and box.element.get("class") == "language"


@contextmanager
def _labelled(stream: Any, box: Any, tag: str) -> Iterator[None]:
    """Mark a text that stands beside code, and in its middle for readers that go by the place of letters.

    They are told that it says nothing. What it says is told with the structure of the file.
    """
    number = len(stream._tags)
    stream._tags[box] = {"tag": tag, "mcid": number}
    vars(stream).setdefault("specexport_labels", {})[number] = box.text
    stream.begin_marked_content(tag, pydyf.Dictionary({"MCID": number, "ActualText": pydyf.String("")}))
    yield
    stream.end_marked_content()


def _name_labels(pdf: Any) -> None:
    """Say in the structure of the file what labels say."""
    named: dict[tuple[Any, Any], str] = {}
    for page in _of_type(pdf, "/Page"):
        labels = getattr(_object(pdf, page["Contents"]), "specexport_labels", {})
        named |= {(page.reference, number): text for number, text in labels.items()}
    for entry in _of_type(pdf, "/StructElem") if named else ():
        if len(entry["K"]) == 1:
            text = named.get((entry["Pg"], entry["K"][0]))
            if text is not None:
                entry["ActualText"] = pydyf.String(text)


def _is_code(block: Any) -> bool:
    element = block.element
    lines = getattr(block, "children", None)
    if not lines or element is None or element.tag != "pre":
        return False
    return _is_line(lines[-1])


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _plan(lines: list[Any]) -> dict[Any, _Group]:
    """Return the groups of the texts of lines, by box, but for those that anybody reads as they are."""
    plan: dict[Any, _Group] = {}
    for line in _as_written(lines):
        for group in _groups(line):
            text = "".join([said.text for said in group])
            spaces = len(text) - len(text.lstrip(" \t"))
            broken = group[0].line != group[-1].line
            if spaces or broken or text[-1:].isspace() or "\t" in text:
                boxes = [said.box for said in group]
                plan.update(dict.fromkeys(boxes, _Group(boxes, text, spaces, _ends(group))))
    return plan


def _ends(group: list[_Said]) -> dict[Any, int]:
    ends = {}
    rest = sum(len(said.text) for said in group)
    for said, following in pairwise(group):
        rest -= len(said.text)
        if said.line != following.line:
            ends[said.box] = rest
    return ends


def _as_written(lines: list[Any]) -> Iterator[list[_Said]]:
    """Yield the texts of each line of the author's, which several lines may stand for."""
    whole: list[_Said] = []
    for at, line in enumerate(lines):
        whole += _texts(line, at)
        if whole and not (at + 1 < len(lines) and _mark_of(lines[at + 1])):
            yield whole
            whole = []


def _groups(line: list[_Said]) -> Iterator[list[_Said]]:
    """Yield the texts of a line up to the next that begins with several spaces, or is set apart.

    What stands behind the end of a broken line is read with what stands before it.
    """
    group: list[_Said] = []
    for said in line:
        gap = len(said.text) > 1 and said.text[:2].isspace()
        if group and (said.apart or (gap and said.line == group[0].line)):
            yield group
            group = []
        group.append(said)
    yield group


def _texts(box: Any, line: int, apart: bool = False) -> Iterator[_Said]:
    """Yield what a line or an element in it says itself, not what a style sheet puts before it."""
    for child in box.children:
        kind = type(child).__name__
        if kind == "TextBox" and "::" not in child.element_tag:
            yield _Said(child, child.text, line, apart)
            apart = False
        elif kind == "InlineBox":
            for said in _texts(child, line, apart or child.background is not None):
                yield said
                apart = False


def _mark_of(line: Any) -> Any:
    """Return the element that stands for the mark of a broken line, None for a line of the author's."""
    for child in line.children:
        if type(child).__name__ == "InlineBox":
            if child.element is not None and child.element.get("class") == "wrap":
                return child
            if (inner := _mark_of(child)) is not None:
                return inner
    return None


def _draw_marks(stream: Any, lines: list[Any]) -> None:
    """Draw the mark of each broken line, which is no text."""
    for line in lines:
        mark = _mark_of(line)
        if mark is None:
            continue
        size = mark.style["font_size"]
        top = line.position_y + line.baseline - _RISE * size
        with stream.artifact(), stream.stacked():
            stream.transform(a=size / _GRID, d=size / _GRID, e=mark.position_x, f=top)
            stream.set_color(mark.style["color"], stroke=True)
            stream.stream.append(_MARK)


def _draw_spaces(stream: Any, box: Any, count: int) -> None:
    """Put several spaces where a text begins, in the layer that nothing shows."""
    if count < 2:
        return
    vars(stream).setdefault("specexport_spaces", set()).add(count)
    size, baseline = box.style["font_size"], box.position_y + box.baseline
    # A little to the left, since PDFium orders what stands in a line.
    place = f"{size:.3f} 0 0 {-size:.3f} {box.position_x - 0.05:.3f} {baseline:.3f} cm"
    stream.stream.append(f"/OC /{_LAYER} BDC q {place} /{_form_name(count)} Do Q EMC")


def _draw_rest(stream: Any, box: Any, count: int) -> None:
    """Draw letters without shapes behind a text, which say `count` spaces."""
    vars(stream).setdefault("specexport_spaces", set())
    codes = []
    for code, worth in sorted(_WIDE.items(), reverse=True):
        codes += [code] * (count // worth)
        count %= worth
    place = f"1 0 0 -1 {box.position_x + box.width:.3f} {box.position_y + box.baseline:.3f} Tm"
    stream.stream.append(
        f"BT /{_SPACES} {box.style['font_size']:.3f} Tf {place} <{bytes(codes).hex()}> Tj ET"
    )


def _form_name(count: int) -> str:
    return f"{_SPACES}{count}"


def _form(pdf: Any, font: bytes, count: int) -> bytes:
    """Add a form of so many spaces, one em high and as wide as code is; return its reference."""
    text = bytes([_SPACE] * (count - 1) + [_LAST]).hex()
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array([0, 0, round(_ADVANCE * count, 2), 1]),
        "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary({_SPACES: font})}),
    }
    stream = pydyf.Stream([f"BT /{_SPACES} 1 Tf <{text}> Tj ET"], pydyf.Dictionary(extra))
    pdf.add_object(stream)
    return bytes(stream.reference)


def _font(pdf: Any) -> bytes:
    """Add the font without shapes (ISO 32000-1, 9.6.5), and return its reference."""
    shape, empty = (pydyf.Stream([f"{width:.0f} 0 d0"]) for width in (1000 * _ADVANCE, _APART))
    letters = pydyf.Stream(_CMAP.split("\n"))
    pdf.add_object(shape)
    pdf.add_object(letters)
    pdf.add_object(empty)
    wide = [f"w{code}" for code in _WIDE]
    names = {"space": shape, "last": shape, **dict.fromkeys(wide, empty)}
    shapes = pydyf.Dictionary({name: stream.reference for name, stream in names.items()})
    differences = [_SPACE, "/space", "/last", min(_WIDE), *(f"/{name}" for name in wide)]
    codes = {"Type": "/Encoding", "Differences": pydyf.Array(differences)}
    widths = [1000 * _ADVANCE] * 2 + [_APART] * (_WIDEST - _LAST)
    return _added(
        pdf,
        {
            "Type": "/Font",
            "Subtype": "/Type3",
            "FontBBox": pydyf.Array([0, 0, 1000 * _ADVANCE, 1000]),
            "FontMatrix": pydyf.Array([0.001, 0, 0, 0.001, 0, 0]),
            "CharProcs": shapes,
            "Encoding": pydyf.Dictionary(codes),
            "FirstChar": _SPACE,
            "LastChar": _WIDEST,
            "Widths": pydyf.Array(widths),
            "ToUnicode": letters.reference,
            "Resources": pydyf.Dictionary({}),
        },
    )


def _added(pdf: Any, entries: dict[str, Any]) -> bytes:
    made = pydyf.Dictionary(entries)
    pdf.add_object(made)
    return bytes(made.reference)


def _resources(pdf: Any) -> Iterator[Any]:
    """Yield the resources of pages, each once."""
    seen: set[bytes] = set()
    for page in _of_type(pdf, "/Page"):
        if page["Resources"] not in seen:
            seen.add(page["Resources"])
            yield _object(pdf, page["Resources"])


def _of_type(pdf: Any, kind: str) -> Iterator[Any]:
    return (entry for entry in pdf.objects if isinstance(entry, dict) and entry.get("Type") == kind)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
