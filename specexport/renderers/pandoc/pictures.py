"""Pictures as each format takes them: within the file as data, or as files beside it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from msgspec.structs import replace

from specexport.graphics import raster
from specexport.model import document as d
from specexport.model import themes, walk
from specexport.model.classes import MISSING
from specexport.renderers.common import engine_drawings, picture_files

if TYPE_CHECKING:
    from specexport.core.context import Context
    from specexport.renderers.pandoc.formats import Drawings, Format
    from specexport.style import Style

_SVG = "image/svg+xml"
_POINTS_PER_PIXEL = 0.75
# A picture takes at most this share of the height of the text, so that its caption stays with it.
_HEIGHT_SHARE = 0.82
_LENGTHS = ("width", "height")
# What these write is read by engines that draw SVG themselves, and less of it than browsers.
_ENGINES = frozenset({"typst", "odt"})
_LINKED = ("http://", "https://")


def placed(document: d.Document, form: Format, context: Context) -> tuple[d.Document, dict[str, bytes]]:
    """Return `document` with every picture where the writer finds it, and the files that belong beside it.

    A picture that is not there is its alternative text, with a link where it has an address in the web.
    """
    document = replace(document, blocks=walk.rewrite(document.blocks, _Missing(document, form).visit))
    if form.pictures == "none":
        return document, {}
    if form.drawings != "svg" or form.writer in _ENGINES:
        document = engine_drawings.flat(document, context)
    fitting = _Fitting(form.drawings, context)
    if form.pictures == "beside":
        return picture_files.moved(document, picture_files.folder(context.source_name), fitting)
    inside = _Inside(document, fitting, context.style)
    return replace(document, blocks=walk.rewrite(document.blocks, inside.visit)), {}


class _Missing:
    def __init__(self, document: d.Document, form: Format) -> None:
        self._media = {} if form.pictures == "none" else document.media

    def visit(self, node: d.Node) -> d.Node:
        if type(node) is not d.Image:
            return node
        node = themes.with_dark(node, "")
        if node.url in self._media:
            return node
        words = walk.plain(node.content) or node.title or node.url
        shown = (d.Str(text=f"[{words}]"),)
        attr = d.Attr(node.attr.id, (MISSING,))
        if node.url.startswith(_LINKED):
            return d.Link(content=shown, url=node.url, attr=attr)
        name = node.url.rpartition("/")[2]
        return d.Span(content=shown, attr=replace(attr, pairs=(("title", name),) if name else ()))


class _Fitting:
    """Makes of each picture what a format takes; one that cannot be made stays, and is reported."""

    def __init__(self, drawings: Drawings, context: Context) -> None:
        self._drawings = drawings
        self._context = context

    def __call__(self, media: d.Media) -> d.Media:
        if media.type == "image/webp":
            return _as_png(media)
        if media.type != _SVG or self._drawings == "svg":
            return media
        try:
            if self._drawings == "pdf":
                return _pdf(media)
            return raster.drawn(media, self._context)
        except ValueError as error:
            message = f"a drawing cannot be made a {self._drawings.upper()}: {error}"
            self._context.warn("SX797", message, hint="save it as PNG")
            return media


class _Inside:
    """Puts the bytes of pictures into their addresses, and says how large each is on the page."""

    def __init__(self, document: d.Document, fitting: _Fitting, style: Style) -> None:
        self._media = document.media
        self._fitting = fitting
        self._page = style.page
        self._addresses: dict[str, str] = {}

    def visit(self, node: d.Node) -> d.Node:
        if type(node) is not d.Image:
            return node
        attr = node.attr
        if not any(attr.get(name) for name in _LENGTHS):
            attr = replace(attr, pairs=(*attr.pairs, *self._size(self._media[node.url])))
        return replace(node, url=self._address(node.url), attr=attr)

    def _address(self, url: str) -> str:
        if url not in self._addresses:
            media = self._fitting(self._media[url])
            self._addresses[url] = f"data:{media.type};base64,{base64.b64encode(media.data).decode()}"
        return self._addresses[url]

    def _size(self, media: d.Media) -> tuple[tuple[str, str], ...]:
        """Return the width at which a picture fits on the page, in inches."""
        width, height = media.width * _POINTS_PER_PIXEL, media.height * _POINTS_PER_PIXEL
        if not width or not height:
            return ()
        scale = min(1.0, self._page.text_width / width, self._page.text_height * _HEIGHT_SHARE / height)
        return (("width", f"{width * scale / 72:.3f}in"),)


def _pdf(media: d.Media) -> d.Media:
    """Return a drawing as a PDF of one page of its size. Raises ValueError."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # it is there, and Pango is not
        raise ValueError("WeasyPrint cannot be loaded; specexport doctor names the remedy") from error

    width, height = media.width or 600, media.height or 400
    drawing = base64.b64encode(media.data).decode()
    page = (
        f"<style>@page{{size:{width}px {height}px;margin:0}}*{{margin:0}}img{{display:block}}</style>"
        f'<img width="{width}" height="{height}" src="data:{_SVG};base64,{drawing}">'
    )
    data: bytes = weasyprint.HTML(string=page).write_pdf(identifier=b"drawing")
    return replace(media, data=data, type="application/pdf")


def _as_png(media: d.Media) -> d.Media:
    """Return a WebP picture as PNG."""
    import io

    from PIL import Image

    stream = io.BytesIO()
    with Image.open(io.BytesIO(media.data), formats=("WEBP",)) as image:
        image.convert("RGBA" if image.mode == "P" else image.mode).save(stream, "PNG")
    return replace(media, data=stream.getvalue(), type="image/png")
