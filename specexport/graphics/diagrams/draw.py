"""From a block of code to a drawing that every renderer can show, or a report of why there is none.

A drawing goes with what it shows in words: its title, and a description for those who do not see it.
"""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct

from specexport.core import registry
from specexport.core.patterns import regex
from specexport.graphics import legible
from specexport.graphics.conservation import impossible
from specexport.graphics.diagrams import DiagramError, EngineMissingError, UnusableDrawingError, ways
from specexport.graphics.diagrams.directions import Turner
from specexport.graphics.diagrams.ways import LostWordsError
from specexport.model import document as d
from specexport.model.listing import language as language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from specexport.core.context import Context
    from specexport.graphics.diagrams import Engine
    from specexport.graphics.diagrams.measure import Ruler

# The size in points at which engines draw the letters of a diagram.
_DRAWN = 12.0
# The largest text of a diagram, and the largest drawing, in bytes.
_LONGEST = 200_000
_LARGEST = 8_000_000
_ACC_TITLE = regex(r"^[ \t]*accTitle[ \t]*:[ \t]*(\S[^\n]*)", re.MULTILINE)
# The title of a kind of diagram that does not show it.
_UNDRAWN_TITLE = regex(
    r"^\s*architecture(?:-beta)?\s.*?^[ \t]*title[ \t]+(\S[^\n]*)", re.MULTILINE | re.DOTALL
)
_ACC_DESCRIPTION = regex(r"^[ \t]*accDescr[ \t]*(?::[ \t]*(\S[^\n]*)|\{([^}]*)\})", re.MULTILINE)
_TITLE = regex(r"^[ \t]*(?:pie[ \t]+(?:showData[ \t]+)?)?title:?[ \t]+[\"']?([^\n\"']+)", re.MULTILINE)
_LABEL = regex(r"<(?:text|tspan)[^>]*>([^<]+)")
# Screen readers read a description in one go: what is longer than this is not listened to.
_LONGEST_DESCRIPTION = 300
_NUMBERS = regex(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?")


class Drawing(Struct, frozen=True):
    """A diagram drawn: the key of its bytes, the bytes, and what its text says of it."""

    key: str
    media: d.Media
    title: str
    description: str


def draw(block: d.CodeBlock, context: Context) -> Drawing | None:
    """Return the diagram in `block`, or report why it cannot be drawn."""
    language = language_of(block.attr)
    try:
        key, svg = _svg(language, block.text, context)
    except EngineMissingError as error:
        message = f"there is nothing to draw {language} diagrams with"
        context.warn("SX751", message, block.pos, f"{error}; until then the diagram stays as code")
    except LostWordsError as error:
        pos = _place(block, error, context)
        context.warn("SX754", f"the {language} diagram cannot be drawn whole: {error.message}", pos, _PLAINLY)
    except DiagramError as error:
        pos = _place(block, error, context)
        context.warn("SX750", f"the {language} diagram cannot be drawn: {error.message}", pos, _STAYS)
    except UnusableDrawingError as error:
        context.warn("SX752", f"the drawing of the {language} diagram {error}", block.pos, _STAYS)
    else:
        caption = block.attr.get("caption")
        words = block.attr.get("alt") or description(block.text, svg, caption)
        return Drawing(key, _media(svg), title(block.text), words)
    return None


_PLAINLY = "write them without markup; until then the diagram stays as code"
_STAYS = "until it is mended it stays as code"


def _svg(language: str, text: str, context: Context) -> tuple[str, bytes]:
    """Return the key and the plain drawing of a diagram, from the cache where it holds it."""
    if len(text) > _LONGEST:
        raise DiagramError(f"its text is longer than {_LONGEST} characters")
    if not text.strip():
        raise DiagramError("it is empty")
    engine: Engine = registry.load("diagrams", language)
    stamp = _stamp(language, text, engine, context)
    svg = context.cache.get(stamp) if context.cache else None
    if svg is None:
        svg = _fitted(engine, text, context)
        if context.cache:
            context.cache.put(stamp, svg)
    return _key(svg), svg


def _stamp(language: str, text: str, engine: Engine, context: Context) -> str:
    """Return what a kept drawing is found by: all that it depends on on this machine."""
    from specexport._version import __version__

    style = context.style
    look = (
        style.colors,
        style.base,
        style.admonitions,
        [str(face.path) for face in style.fonts],
        style.stand_ins,
        style.page,
    )
    parts = ("5", __version__, language, engine.stamp(context), repr(look), text)
    return _digest("\0".join(parts).encode("utf-8", "replace"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _key(svg: bytes) -> str:
    """Return the name of a drawing in its document: it follows from the drawing, wherever that was made."""
    return f"diagram:{_digest(svg)[:24]}"


def _prefix(raw: bytes) -> str:
    """Return what ids within a drawing begin with, so that two drawings on one page have none in common."""
    return f"d{_digest(raw)[:8]}-"


def _fitted(engine: Engine, text: str, context: Context) -> bytes:
    """Return a diagram drawn, in the other direction where its letters are too small in its own."""
    svg = _drawn(engine, text, context)
    page = context.style.page
    found = legible.setting(_media(svg), page)
    if found.is_legible or not isinstance(engine, Turner) or not (other := engine.turned(text)):
        return svg
    try:
        turned = _drawn(engine, other, context)
    except (DiagramError, UnusableDrawingError):
        return svg
    larger = legible.setting(_media(turned), page).letters > found.letters * legible.WORTHWHILE
    return turned if larger else svg


def _media(svg: bytes) -> d.Media:
    width, height = _size(svg)
    return d.Media(svg, "image/svg+xml", width, height)


def _drawn(engine: Engine, text: str, context: Context) -> bytes:
    from specexport.graphics.diagrams.measure import ruler
    from specexport.graphics.svg import UnfitDrawingError, plain, seen

    measured = ruler(context.style)

    def drawn(way: ways.Way) -> tuple[bytes, list[str]]:
        raw = way.draw().encode("utf-8", "replace")
        if len(raw) > _LARGEST:
            raise DiagramError("its drawing is too large")
        try:
            root = _sized(plain(raw, _prefix(raw), measured.font(way.scale(measured))))
        except UnfitDrawingError as error:
            raise UnusableDrawingError(str(error)) from None
        return _written(root), seen.lines(root)

    return ways.drawn(ways.of(engine, text, context), drawn)


def finished(make: Callable[[Ruler], str], words: str, context: Context) -> Drawing:
    """Return the drawing of the program's own that `make` makes, described by `words`."""
    from specexport.graphics.diagrams.measure import ruler
    from specexport.graphics.svg import plain

    measured = ruler(context.style)
    raw = make(measured).encode("utf-8", "replace")
    svg = _written(_sized(plain(raw, _prefix(raw), measured.font())))
    return Drawing(_key(svg), _media(svg), "", words)


def _sized(svg: bytes) -> _Element:
    """Return a drawing with its size on paper, in CSS pixels."""
    from lxml import etree

    root = etree.fromstring(svg)
    box = [float(number) for number in _NUMBERS.findall(root.get("viewBox") or "")]
    fault = impossible(box[2], box[3]) if len(box) == 4 else "has no size"
    if fault:
        raise UnusableDrawingError(fault)
    for name in ("preserveAspectRatio", "role", "font-size", "x", "y"):
        root.attrib.pop(name, "")
    root.set("width", f"{box[2] * legible.DIAGRAM / _DRAWN:.2f}")
    root.set("height", f"{box[3] * legible.DIAGRAM / _DRAWN:.2f}")
    return root


def _written(root: _Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, encoding="unicode").encode()


def _size(svg: bytes) -> tuple[int, int]:
    head = svg[: svg.index(b">")].decode()
    width, height = (re.search(rf'\s{name}="([0-9.]+)"', head) for name in ("width", "height"))
    return max(1, round(float(width[1]))) if width else 1, max(1, round(float(height[1]))) if height else 1


def _place(block: d.CodeBlock, error: DiagramError, context: Context) -> d.Pos | None:
    """Return where in the source an error is: the text of a fenced block begins below its fence."""
    pos = block.pos
    if pos is None or not error.line:
        return pos
    lines = block.text.split("\n")
    fenced = pos.end_line - pos.line + 1 > len(lines)
    within = min(error.line, len(lines))
    line = pos.line + within - (not fenced)
    column = max(error.column, 1) + _indent(line, lines[within - 1], pos, context)
    return d.Pos(line, column=column, path=pos.path)


def _indent(line: int, text: str, pos: d.Pos, context: Context) -> int:
    """Return how far in a line of code stands in its line of the source, behind marks of lists and quotes."""
    if pos.path:
        return 0
    written = context.source.data.decode("utf-8", "replace").splitlines()
    return max(written[line - 1].find(text), 0) if line <= len(written) else 0


def title(text: str) -> str:
    """Return the caption that a diagram's text gives it (Mermaid's `accTitle`), empty if none."""
    match = _ACC_TITLE.search(text) or _UNDRAWN_TITLE.match(text)
    return match[1].strip() if match else ""


def description(text: str, svg: bytes, caption: str = "") -> str:
    """Return what stands for the diagram where it is not seen.

    That is what its author says it shows (Mermaid's `accDescr`), else its title and the words in it.
    """
    if match := _ACC_DESCRIPTION.search(text):
        return " ".join((match[1] or match[2]).split())
    drawn = _TITLE.search(text)
    heading = title(text) or caption or (drawn[1].strip() if drawn else "")
    labels = dict.fromkeys(" ".join(unescape(label).split()) for label in _LABEL.findall(svg.decode()))
    words = ", ".join(label for label in labels if label and label != heading)
    return _cut(f"{heading}: {words}" if heading and words else heading or words)


def _cut(words: str) -> str:
    if len(words) <= _LONGEST_DESCRIPTION:
        return words
    return f"{words[:_LONGEST_DESCRIPTION].rpartition(', ')[0] or words[:_LONGEST_DESCRIPTION]}, …"
