"""Pictures, text boxes, charts and diagrams: DrawingML (ECMA-376 part 1, 20, 21) and VML (part 4, 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.model import document as d
from specexport.readers.docx.names import CHART, DIAGRAM, MC, SVG, WP, A, R, V, W, chosen, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from specexport.readers.docx.inlines import Inlines

_EMU = 914_400  # to the inch
_LONGEST = 1 << 31  # EMU: no program draws anything larger
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_NAMES = frozenset({f"{WP}docPr", f"{_PICTURE}cNvPr"})
_CHARTS = frozenset({f"{CHART}chart", "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"})
_WANTED = frozenset(
    {f"{A}blip", f"{V}imagedata", f"{W}txbxContent", f"{DIAGRAM}relIds", f"{V}textpath", *_CHARTS}
)
_RULE = "{urn:schemas-microsoft-com:office:office}hr"
_MOST_WORDS = 4_000


def read(line: Inlines, drawing: _Element) -> None:
    """Put what a drawing shows into a line: pictures in it, text boxes below it."""
    found = False
    alt, size = _alternative(drawing), _size(drawing)
    for node in _parts(drawing):
        found |= _one(line, node, alt, size)
        if node.tag in (f"{A}blip", f"{V}imagedata"):
            alt = ""
    if not found and any(one.get(_RULE) for one in drawing.iter(f"{V}rect")):
        line.later.append(d.HorizontalRule())
    elif not found and not _is_nothing(drawing):
        _missing(line, "shape", alt)


def _parts(root: _Element) -> Iterator[_Element]:
    """Yield what is shown, in reading order, each once: of things in several forms the one that is read."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag in _WANTED:
            yield node
        elif node.tag == f"{MC}AlternateContent":
            form = chosen(node)
            waiting += [] if form is None else list(form)[::-1]
        else:
            waiting += list(node)[::-1]


def _one(line: Inlines, node: _Element, alt: str, size: tuple[tuple[str, str], ...]) -> bool:
    if node.tag == f"{W}txbxContent":
        line.later += line.blocks.within(node)
    elif node.tag in _CHARTS:
        _chart(line, node, alt)
    elif node.tag == f"{DIAGRAM}relIds":
        _missing(line, "diagram", ": ".join(filter(None, (alt, _diagram(line, node)))))
    elif node.tag == f"{V}textpath":
        line.later += _art(node)
    else:
        return _picture(line, node, alt, size)
    return True


def _picture(line: Inlines, node: _Element, alt: str, size: tuple[tuple[str, str], ...]) -> bool:
    better = next(node.iter(f"{SVG}svgBlip"), None)
    idents = [
        better.get(f"{R}embed") if better is not None else None,
        node.get(f"{R}embed"),
        node.get(f"{R}link"),
        node.get(f"{R}id"),
        node.get(f"{R}pict"),
    ]
    url = next(filter(None, (line.story.picture(ident) for ident in idents if ident)), "")
    if not url:
        return False
    own = _own_alternative(node) or alt
    size = _own_size(node) or size
    words = (d.Str(text=own),) if own else ()
    line.show(d.Image(content=words, url=url, attr=d.Attr(pairs=size)))
    return True


def _own_alternative(node: _Element) -> str:
    above = node.getparent()
    while above is not None and above.tag not in (f"{_PICTURE}pic", f"{V}shape", f"{V}rect", f"{V}group"):
        above = above.getparent()
    if above is None:
        return ""
    if above.tag != f"{_PICTURE}pic":
        return _words(str(above.get("alt", "")))
    return _described(next(above.iter(f"{_PICTURE}cNvPr"), None))


def _alternative(drawing: _Element) -> str:
    return _described(next(drawing.iter(f"{WP}docPr"), None)) or next(
        (_words(str(one.get("alt"))) for one in drawing.iter(f"{V}shape", f"{V}group") if one.get("alt")), ""
    )


def _described(node: _Element | None) -> str:
    if node is None:
        return ""
    return _words(str(node.get("descr") or node.get("title") or ""))


def _words(text: str) -> str:
    from specexport.readers.common.characters import readable

    return " ".join(readable(text).split())


def _size(drawing: _Element) -> tuple[tuple[str, str], ...]:
    extent = next(drawing.iter(f"{WP}extent"), None)
    return () if extent is None else _lengths(extent)


def _lengths(extent: _Element) -> tuple[tuple[str, str], ...]:
    sides = (("width", extent.get("cx", "")), ("height", extent.get("cy", "")))
    lengths = ((name, number(text)) for name, text in sides)
    return tuple((name, f"{length / _EMU!r}in") for name, length in lengths if 0 < length < _LONGEST)


def _own_size(node: _Element) -> tuple[tuple[str, str], ...]:
    """Return the size of a picture that is one of several in a drawing."""
    above = node.getparent()
    while above is not None and above.tag != f"{_PICTURE}pic":
        above = above.getparent()
    group = above.getparent() if above is not None else None
    if above is None or group is None or group.tag == f"{A}graphicData":
        return ()
    extent = next(above.iter(f"{A}ext"), None)
    return _lengths(extent) if extent is not None else ()


def _diagram(line: Inlines, node: _Element) -> str:
    """Return the words of SmartArt, which stand in the part with its data (21.4)."""
    link = line.story.link(node.get(f"{R}dm"))
    part = line.story.package.part(link.target) if link and not link.external else None
    if part is None or part.root.tag != f"{DIAGRAM}dataModel":
        return ""
    points = ("".join(map(str, one.itertext(f"{A}t"))) for one in part.root.iter(f"{DIAGRAM}pt"))
    return _words("; ".join(filter(str.strip, points)))[:_MOST_WORDS]


def _chart(line: Inlines, node: _Element, alt: str) -> None:
    """Put the values of a chart below the line, or what stands for it into the line."""
    from specexport.readers.docx import charts

    link = line.story.link(node.get(f"{R}id"))
    part = line.story.package.part(link.target) if link and not link.external else None
    found = charts.values(part.root) if part is not None else None
    if found is None:
        _missing(line, "chart", alt)
        return
    if found.left_out:
        line.story.lost.append(f"{found.left_out} values of a chart that has more than a table shows")
    made = found.table
    if alt and not made.caption:
        made = replace(made, caption=(d.Str(text=alt),))
    line.story.drawn_as_tables += 1
    line.later.append(made)


def _art(node: _Element) -> list[d.Block]:
    text = _words(str(node.get("string", "")))
    return [d.Para(content=(d.Str(text=text),))] if text else []


def _is_nothing(drawing: _Element) -> bool:
    """Say whether a drawing is empty, or only says how others look."""
    return not len(drawing) or all(node.tag == f"{V}shapetype" for node in drawing)


def _missing(line: Inlines, kind: str, words: str) -> None:
    """Put the words that stand for what cannot be shown into a line, and remember that it is not."""
    line.story.lost.append(f"{kind} {words!r}" if words else kind)
    if words:
        line.show(d.Str(text=f" ({words}) "))
