"""WeasyPrint as an engine of pages: the web page laid out on paper."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from specexport.core.context import Rendered
from specexport.graphics.legible import wide_width
from specexport.model.walk import plain
from specexport.renderers.common import print_pixels
from specexport.renderers.common.signature_fields import fields
from specexport.renderers.html import changes, page
from specexport.renderers.html.markup import PAPER, escape
from specexport.renderers.html.medium import Medium
from specexport.renderers.html.shell import Shell
from specexport.renderers.pdf import attached, fallback_font, short
from specexport.renderers.pdf.weasyprint import drawings, engine, margins
from specexport.renderers.pdf.weasyprint.engine import accessible, complete, finished, spanning
from specexport.renderers.pdf.weasyprint.engine.fonts import configuration
from specexport.renderers.pdf.weasyprint.engine.log import Log, collected, tell
from specexport.renderers.pdf.weasyprint.stylesheet import lettering, sheets
from specexport.style import sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from weasyprint import HTML, Attachment
    from weasyprint import Document as Layout

    from specexport.core.context import Context
    from specexport.model.document import Document
    from specexport.renderers.pdf.weasyprint.stylesheet import Sheets

# PDF/A-3 (ISO 19005-3) differs from PDF/A-2 in that it may carry files of any kind.
_VARIANT, _VARIANT_WITH_FILES = "pdf/a-2a", "pdf/a-3a"
# How often cells are divided where a page ends, which may move the end of the next. The last time they are
# divided at every row of what still does not fit.
_ROUNDS = (False, False, True)
_DIVIDE = "divide the block that holds it, and report this as a fault of specexport"


class WeasyPrint:
    """The engine that this program has always had; a style's own sheets act in it alone."""

    def load(self) -> ModuleType:
        """Return the module. Raises EnvironmentProblem (SX041) where it cannot be loaded."""
        return engine.load()

    def lay_out(self, document: Document, context: Context) -> Rendered:
        """Return `document` as PDF/A-2a (ISO 19005-2) that is PDF/UA-1 (ISO 14289-1) as well."""
        with _collection_paused(), collected() as log:
            rendered = _rendered(document, context, log)
        tell(log, document, context)
        return rendered


ENGINE = WeasyPrint()


def _rendered(document: Document, context: Context, log: Log) -> Rendered:
    fallback = _fallback(document, context, log)
    with sheets(context, log, fallback) as read:
        layout = _settled(document, replace(context, report=log.keep), log, read)
        accessible.keep_outer_links(log.lose, layout)
        attachments = _attachments(context, document)
        more = finished.steps(sensitivity.of(document.meta, context.style), fields(document))
        data: bytes = layout.write_pdf(
            pdf_variant=_VARIANT_WITH_FILES if attachments else _VARIANT,
            attachments=attachments,
            dpi=print_pixels.DOTS_PER_INCH,
            finisher=partial(accessible.finish, log.lose, more),
        )
    return Rendered(data, len(layout.pages), _anchors(layout))


def _settled(document: Document, context: Context, log: Log, read: Sheets) -> Layout:
    """Lay out `document` as the style wants it to begin: a short one has no cover of its own."""
    front: str = short.first_try(context.style)

    cast = _Cast(read)

    def laid_out(front: str) -> tuple[HTML, Layout]:
        log.said.clear()
        return _laid_out(document, context, front, cast)

    page, layout = laid_out(front)
    if _is_short(layout, context):
        front = "block"
        page, layout = laid_out(front)
    gaps = complete.gaps(log.lose, page, layout, [read.rules])
    while more := {gap.table for gap in gaps if gap.table is not None} - cast.unrolled:
        cast = cast._replace(unrolled=cast.unrolled | more)
        page, layout = laid_out(front)
        gaps = complete.gaps(log.lose, page, layout, [read.rules])
    if spanning.has_groups(document):
        for every in _ROUNDS:
            if not (cuts := spanning.cuts(log.lose, layout, every=every) - cast.divided):
                break
            cast = cast._replace(divided=cast.divided | cuts)
            page, layout = laid_out(front)
    for gap in gaps:
        context.warn("SX773", f"the PDF does not show as it stands: {gap.text[:60]}", hint=_DIVIDE)
    return layout


class _Cast(NamedTuple):
    """How a layout is made: the style's sheets, which tables become records, which rows name groups again."""

    read: Sheets
    unrolled: frozenset[int] = frozenset()
    divided: frozenset[tuple[int, int]] = frozenset()


def _laid_out(document: Document, context: Context, front: str, cast: _Cast) -> tuple[HTML, Layout]:
    """Lay out `document` behind a `cover` or below a title `block`; return the page, and it on paper."""
    weasyprint = engine.load()
    from specexport.renderers.pdf.weasyprint.engine.fetch import AllowedFiles

    files = AllowedFiles()
    style = context.style
    medium = Medium(
        files.picture,
        text_width=style.page.text_width,
        wide_width=wide_width(style.page),
        footnotes_below=True,
        permalinks=False,
        page_references=short.names_pages(style, front),
        breaks=PAPER,
        signature_fields=True,
        formulas=lambda document, context: drawings.formulas(document, context, files, cast.read.fonts),
        line_number=drawings.line_number,
        unrolled=cast.unrolled,
        divided=cast.divided,
    )
    logo = files.file(style.logo) if style.logo else ""
    shell = Shell("", logo=logo, layout=front)
    # Both of one origin (CSS Cascading 4, 6.2): what is said of the document wins only where it would in one.
    said = margins.rules(document.meta, context, files.picture) + margins.breaks(document)
    said += changes.sheet(document)
    own = weasyprint.CSS(string=said, url_fetcher=files)
    html = weasyprint.HTML(string=page.compose(document, context, medium, shell), url_fetcher=files)
    layout = html.render(
        stylesheets=[cast.read.rules, own],
        font_config=cast.read.fonts,
        counter_style=cast.read.counters.copy(),
        pdf_variant=_VARIANT,
        dpi=print_pixels.DOTS_PER_INCH,
    )
    _describe(layout, document, context)
    return html, layout


def _attachments(context: Context, document: Document) -> list[Attachment]:
    """Return the source, where it is asked for, as a file in the PDF."""
    found = attached.source(document, context)
    if found is None:
        return []
    from datetime import datetime

    written = datetime.fromisoformat(found.day)
    return [
        engine.load().Attachment(
            string=found.data,
            name=found.name,
            description=found.description,
            created=written,
            modified=written,
            relationship="Source",
        )
    ]


def _fallback(document: Document, context: Context, log: Log) -> bytes:
    """Return a font for those characters of `document` that no other font has; nothing if there are none.

    They are found by setting every character that the style's own fonts lack once: that is much cheaper than
    laying out all twice.
    """
    unusual = fallback_font.unusual(document, context.style)
    if not unusual:
        return b""
    weasyprint = engine.load()
    from specexport.renderers.pdf.weasyprint.engine.fetch import AllowedFiles

    files = AllowedFiles()
    rules = lettering(context, files)
    weasyprint.HTML(
        string=f"<style>{rules}</style><p>{escape(' '.join(unusual))}</p>", url_fetcher=files
    ).write_pdf(font_config=configuration(context.style, "letters"))
    log.messages.clear()
    missing = list(log.missing)
    drawings = fallback_font.drawn(missing, context.style)
    for char in drawings:
        del log.missing[char]
    return fallback_font.font(missing, drawings) if missing else b""


def _describe(layout: Layout, document: Document, context: Context) -> None:
    """Set the properties of the file from the document's facts; nothing comes from the clock."""
    meta = document.meta
    layout.metadata.title = plain(meta.title) or context.source_name
    layout.metadata.authors = list(meta.authors)
    layout.metadata.keywords = list(meta.keywords)
    layout.metadata.generator = "specexport"
    layout.metadata.created = attached.iso_date(meta.created)
    layout.metadata.modified = attached.iso_date(meta.updated or meta.created)


def _is_short(layout: Layout, context: Context) -> bool:
    """Whether the text is too short for a cover and contents of its own."""
    first = next((number for number, sheet in enumerate(layout.pages) if "Content" in sheet.anchors), 0)
    return short.is_short(len(layout.pages) - first, context.style)


def _anchors(layout: Layout) -> dict[str, int]:
    anchors: dict[str, int] = {}
    for number, laid in enumerate(layout.pages, 1):
        for name in laid.anchors:
            anchors.setdefault(name, number)
    return anchors


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Layout makes millions of objects that live to its end: looking for garbage among them costs a sixth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
