"""Typst as an engine of pages: calls written, laid out by the worker, and looked over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.core.context import Rendered
from specexport.core.patterns import regex
from specexport.model import document as d
from specexport.model.walk import find
from specexport.renderers.common.signature_fields import fields
from specexport.renderers.pdf import attached, fallback_font, missing_letters, short
from specexport.renderers.pdf.typst import compiler, faces, front, own_rules, packed, row_heads
from specexport.renderers.pdf.typst.blocks import Blocks
from specexport.renderers.pdf.typst.compiler import CompileError
from specexport.renderers.pdf.typst.finished import labelled, signed
from specexport.renderers.pdf.typst.literals import call, printable, string, strings
from specexport.renderers.pdf.typst.shallower import shallower
from specexport.renderers.pdf.typst.state import State
from specexport.renderers.pdf.typst.tokens import tokens
from specexport.style import sensitivity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specexport.core.context import Context
    from specexport.core.diagnostics import Diagnostic
    from specexport.graphics.formulas.drawn import Drawn
    from specexport.renderers.pdf.attached import AttachedFile
    from specexport.renderers.pdf.short import Front
    from specexport.renderers.pdf.typst.compiler import Compiler, LaidOut
    from specexport.renderers.pdf.typst.faces import Letters

_LOOK = sorted(Path(__file__).with_name("look").glob("*.typ"))
_ABOUT_PICTURE = regex(r"image|SVG|svg|PNG|JPEG|decode")
# How far beyond its edge, in points, a mark of something on a page may stand.
_SLACK = 3.0
# The sizes of a drawing that the compiler has no picture for.
_NO_SIZE = frozenset({"0", "0px", "0pt"})
_TOO_DEEP = " depth exceeded"  # as the compiler says, and Python
_LESS = "laid out by Typst as if it were nested less"
_DIVIDE_NESTED = "divide it, or use --pdf-engine weasyprint"
_DIVIDE = "divide the block that holds it, and report this as a fault of specexport"


class Typst:
    """The engine that needs no library of the system; a style's own sheets do not act in it."""

    def load(self) -> Path:
        """Return where the compiler is. Raises EnvironmentProblem (SX041) where there is none."""
        return compiler.home()

    def lay_out(self, document: d.Document, context: Context) -> Rendered:
        """Return `document` as PDF/A-2a (ISO 19005-2) that is PDF/UA-1 (ISO 14289-1) as well.

        Raises CompileError where the compiler does not manage.
        """
        with compiler.session(context.options.limits, context.source_name) as worker:
            return Layout(document, context, worker).made()


ENGINE = Typst()


class Layout:
    """Lays out one document, again where it turns out to be short, or a picture is refused."""

    def __init__(self, document: d.Document, context: Context, worker: Compiler) -> None:
        self._document = document
        self._context = context
        self._worker = worker
        self.fonts = faces.paths(context.style)
        self._source = attached.source(document, context)
        self.signed = fields(document)
        self.label = sensitivity.of(document.meta, context.style)
        self._refused: frozenset[str] = frozenset()
        self._own = own_rules.files(context.style)
        self._said: list[Diagnostic] = []
        self._families, self._letters, self._last = self._lettering()
        self._formulas = _formulas(document, context)

    def made(self) -> Rendered:
        """Return the file."""
        try:
            return self._deep()
        except CompileError as error:
            if not self._own:
                raise
            self._own = {}
            self._deep()  # else they are not to blame
            raise own_rules.problem(self._context.style, str(error)) from error

    def _deep(self) -> Rendered:
        """Return the file, nested less where the compiler does not go so deep."""
        try:
            return self._readable()
        except (CompileError, RecursionError) as error:
            if _TOO_DEEP not in str(error):
                raise
            self._document = shallower(self._document)
            rendered = self._readable()
            self._context.inform("SX777", f"what is nested very deeply is {_LESS}", hint=_DIVIDE_NESTED)
            return rendered

    def _readable(self) -> Rendered:
        """Return the file, without the pictures that cannot be read."""
        try:
            return self._settled()
        except CompileError as error:
            self._refused = _unreadable(error, self._document)
            if not self._refused:
                raise
            self._tell_refused(self._refused)
            return self._settled()

    def _settled(self) -> Rendered:
        """Lay the document out as the style wants it to begin: a short one has no cover of its own."""
        style = self._context.style
        kind = short.first_try(style)
        state, laid = self._laid(kind)
        if kind == "cover" and short.is_short(laid.pages - laid.first + 1, style):
            state, laid = self._laid("block")
        data, warnings = self._worker.pdf(("a-3a" if self._source else "a-2a", "ua-1"))
        for one in self._said:
            self._context.report(one)
        for warning in warnings:
            self._context.warn("SX770", f"layout: {warning}", hint="report this as a fault of specexport")
        self._tell_lost(state, laid)
        return Rendered(self._finished(data), laid.pages, laid.anchors)

    def _finished(self, data: bytes) -> bytes:
        """Return the compiler's file as it goes out."""
        file = packed.read(data)
        if file is None:
            if self.label or self.signed:
                self._tell_unfinished("not a file that is known")
            return data
        file = row_heads.told(file)
        try:
            file = labelled(file, self.label.properties) if self.label else file
            file = signed(file, self.signed) if self.signed else file
        except ValueError as error:
            self._tell_unfinished(str(error))
        return packed.written(file)

    def _tell_unfinished(self, why: str) -> None:
        lost = f"the PDF has no sensitivity label, or no fields to sign: {why}"
        self._context.warn("SX770", lost, hint="report this as a fault of specexport")

    def _lettering(self) -> tuple[frozenset[str], Letters, bytes]:
        """Return the fonts that there are, what tells which has which letter, and a font for the rest."""
        style = self._context.style
        unusual = fallback_font.unusual(self._document, style)
        prefer = (*faces.SANS, *faces.MONO)
        fonts = self._worker.fonts(self.fonts, unusual, prefer)
        known = {char: family for family, chars in fonts.covers for char in chars}
        missing = [char for char in unusual if char not in known]
        if not missing:
            return fonts.families, faces.Letters(known), b""
        drawings = fallback_font.drawn(missing, style)
        missing_letters.tell(
            [char for char in missing if char not in drawings], self._document, self._context
        )
        known |= dict.fromkeys(missing, fallback_font.FAMILY)
        last = fallback_font.font(missing, drawings)
        return fonts.families, faces.Letters(known), last

    def files(self, kind: Front) -> dict[str, bytes]:
        """Return what the compiler gets for a document that begins so."""
        return self._written(kind)[1]

    def _laid(self, kind: Front) -> tuple[State, LaidOut]:
        state, files = self._written(kind)
        return state, self._worker.lay(self.fonts, files)

    def _tell_refused(self, urls: frozenset[str]) -> None:
        for image in find(self._document.blocks, d.Image):
            if image.url in urls:
                message = f"layout: picture {image.url[:80]} cannot be read, its words stand for it"
                self._context.warn("SX770", message, image.pos, "save it anew, as PNG")
                urls -= {image.url}

    def _written(self, kind: Front) -> tuple[State, dict[str, bytes]]:
        """Return what the compiler gets."""
        self._said.clear()
        context = replace(self._context, report=self._said.append)
        state = State(self._document, context, self._letters, self._formulas, self._refused)
        writer = Blocks(state, page_references=short.names_pages(context.style, kind))
        opening = front.front(writer, kind, context.source_name)
        main = writer.write(self._document.blocks)
        listing = front.contents(writer) if kind == "cover" else []
        lang = self._document.meta.lang or context.style.lang
        about = front.properties(self._document, lang, context.source_name)
        attached = [_attachment(self._source)] if self._source else []
        begin, end = '[#metadata(none)#label("sx content")]', f"ending({strings(sorted(state.ids))})"
        body = "\n".join((*attached, opening, *listing, begin, main, end))
        last = fallback_font.FAMILY if self._last else ""
        rules = f"#show: look.with({about})\n{own_rules.shown(self._own)}"
        values = tokens(self._document, context.style, self._families, last, state.logo())
        files = (
            state.files
            | self._own
            | {
                "main.typ": f'#import "/look.typ": *\n{rules}#{{\n{body}\n}}\n'.encode(),
                **{path.name: path.read_bytes() for path in _LOOK},
                "tokens.json": json.dumps(printable(values)).encode(),
            }
        )
        files |= {"attached": self._source.data} if self._source else {}
        return state, files | ({"last.ttf": self._last} if self._last else {})

    def _tell_lost(self, state: State, laid: LaidOut) -> None:
        """Report what has to be on a page and is not, or ends beyond its edge."""
        page = self._context.style.page
        bottom, right = page.height - page.margin_bottom + _SLACK, page.width + _SLACK
        seen = {
            number
            for number, sheet, x, y in laid.marks
            if sheet in laid.turned or (y <= bottom and 0 <= x <= right)
        }
        for number, mark in enumerate(state.marks):
            if number not in seen:
                message = f"the PDF does not show as it stands: {mark.text}"
                self._context.warn("SX773", message, mark.pos, _DIVIDE)


def _attachment(source: AttachedFile) -> str:
    return call(
        "pdf.attach",
        string("/" + source.name.replace("\\", "_")),
        'read("/attached", encoding: none)',
        relationship='"source"',
        mime_type='"text/markdown"' if source.name.lower().endswith(".md") else "",
        description=string(source.description) if source.description else "",
    )


def _formulas(document: d.Document, context: Context) -> Mapping[tuple[str, bool], Drawn]:
    """Return the drawings of a document's formulas."""
    if next(find((*document.blocks, *document.meta.title), d.Math), None) is None:
        return {}
    from specexport.graphics.formulas.drawn import drawings
    from specexport.renderers.pdf.formula_colors import formula_colors

    return drawings(document, context, colors=formula_colors(document, context.style))


def _unreadable(error: CompileError, document: d.Document) -> frozenset[str]:
    """Return the pictures that cannot be read, where an error speaks of pictures."""
    if not _ABOUT_PICTURE.search(error.message):
        return frozenset()
    shown = {image.url for image in find(document.blocks, d.Image)} & document.media.keys()
    return frozenset(url for url in shown if not _is_readable(document.media[url]))


def _is_readable(media: d.Media) -> bool:
    if media.type == "image/svg+xml":
        from xml.etree import ElementTree

        try:
            root = ElementTree.fromstring(media.data)
            return root.tag.endswith("svg") and not {root.get("width"), root.get("height")} & _NO_SIZE
        except ElementTree.ParseError:
            return False
    from io import BytesIO

    from PIL import Image

    try:
        Image.open(BytesIO(media.data)).load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
