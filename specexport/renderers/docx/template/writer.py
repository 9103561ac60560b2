"""The document in the company's own template, from opening it to the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from msgspec.structs import replace

from specexport.renderers.docx import styles, wml
from specexport.renderers.docx.body.blocks import blocks
from specexport.renderers.docx.body.sections import flow
from specexport.renderers.docx.front import contents, cover, pages
from specexport.renderers.docx.parts import fonts, package, properties
from specexport.renderers.docx.parts.package import add
from specexport.renderers.docx.state import State, Story
from specexport.renderers.docx.styles.theme import theme
from specexport.renderers.docx.template import (
    fields,
    heading_numbers,
    merging,
    opening,
    slot,
    tree,
    watermark,
)
from specexport.renderers.docx.template import styles as styling

if TYPE_CHECKING:
    from pathlib import Path

    from specexport.core.context import Context
    from specexport.model.document import Document

_W = f"{{{wml.W}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PAGE_BREAK = wml.P((wml.R((wml.w("br", type="page"),)),))


def write(document: Document, context: Context, path: Path) -> bytes:
    """Return `document` in the template at `path`. Raises EnvironmentProblem when that cannot be used."""
    opened = opening.opened(path)
    return _Writing(opened, document, context).written()


class _Writing:
    def __init__(self, opened: opening.Opened, document: Document, context: Context) -> None:
        self._opened = opened
        style = context.style
        self._styles_part = opened.part(RT.STYLES) or _own_styles(opened, document, context)
        self._styles_root = tree.parsed(self._styles_part.blob)
        self._styles = styling.Styles(self._styles_root, style, style.docx.styles)
        refuse = opened.archive.refusal
        self._slot = slot.find(opened.root(opened.main), style.page, self._is_heading, refuse)
        page = slot.page_of(self._slot.section, style.page)
        lists = opened.part(RT.NUMBERING)
        document, context = heading_numbers.conform(
            document, context, self._styles, opened.root(lists) if lists else None
        )
        self._context = replace(context, style=replace(context.style, page=page))
        # What is added to them is made for the template's paper.
        self._styles = styling.Styles(self._styles_root, self._context.style, style.docx.styles)
        self._job = State(document, self._context, Story(opened.main), blocks)
        self._avoid_ids()
        for name in self._styles.missing:
            context.warn(
                "SX766", f"the template has no style {name!r}", hint="correct docx.styles in the style"
            )

    def _is_heading(self, element: Any) -> bool:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(f"{_W}val") == self._styles.matched.get("Heading1")

    def _avoid_ids(self) -> None:
        """Let bookmarks and pictures of the text have numbers and names that the template's do not have."""
        root = self._slot.root
        marks = list(root.iter(f"{_W}bookmarkStart"))
        taken = [one.get(f"{_W}id", "0") for one in marks] + [
            one.get("id", "0") for one in root.iter(_DRAWING)
        ]
        start = 1 + max((int(one) for one in taken if one.isdigit() and len(one) < 10), default=0)
        self._job.comments.first = merging.next_comment(self._opened)
        self._job.number_from(start, {one.get(f"{_W}name", "").lower() for one in marks})

    def written(self) -> bytes:
        opened, job = self._opened, self._job
        filled = self._fill()
        watermark.stamp(opened, job, self._slot)
        numbering, footnotes = merging.Numbering(opened, job, self._styles), merging.Footnotes(opened)

        def settled(markup: str) -> str:
            listed = numbering.renumbered(numbering.listed(markup))
            return footnotes.renumbered(self._styles.renamed(listed))

        table, text = self._texts("title" in filled)
        opened.main.content = self._slot.joined(settled(wml.xml(table)), settled(wml.xml(text)))
        footnotes.attach(job, self._styles, numbering)
        merging.comments(opened, job)
        numbering.attach()
        added = numbering.renumbered(self._styles.added())
        self._add_styles(added)
        self._add_missing_parts()
        self._add_properties()
        return package.archive(opened.package)

    def _fill(self) -> set[str]:
        """Fill in what the template asks for, and return the names of what it has said of the document."""
        values = fields.Values(self._job)
        refuse = self._opened.archive.refusal
        fields.refuse_active(self._slot.root, refuse)
        filled = fields.fill(self._slot.root, values)
        for part in self._opened.stories()[1:]:
            root = self._opened.root(part)
            fields.refuse_active(root, refuse)
            if fields.fill(root, values):
                part.content = tree.serialized(root)
        return filled

    def _texts(self, titled: bool) -> tuple[wml.Content, wml.Content]:
        """Return the contents for the template's own place, and the text, which else begins with them."""
        job, own = self._job, self._slot
        short = pages.fits(job.document, job.style, job.style.cover.min_pages - 1)
        layout = pages.layout(job.document, self._context, 2 if own.cover else 1)
        if not short:
            job.refer_to_pages(layout)
        front = () if titled else cover.title_block(job)
        below = bool(front) and not own.contents
        listed = own.contents or not short
        table = contents.control(job, layout, tabbed=True, below=below) if listed else ()
        if table and not own.contents:
            front = (*front, *table, _PAGE_BREAK)
        return table, flow(job, front, slot.Sections(own))

    def _add_styles(self, added: str) -> None:
        lang = self._job.document.meta.lang
        styling.languages(self._styles_root, lang or self._job.style.lang or "en", override=bool(lang))
        self._styles_root.extend(list(tree.parsed(f"<w:styles {wml.NAMESPACES}>{added}</w:styles>".encode())))
        self._styles_part.content = tree.serialized(self._styles_root)

    def _add_missing_parts(self) -> None:
        main, style = self._opened.main, self._job.style
        if self._opened.part(RT.THEME) is None:
            add(main, "/word/theme/theme1.xml", CT.OFC_THEME, RT.THEME, theme(style))
        embedded = self._opened.part(RT.FONT_TABLE) is None and fonts.attach(main, style)
        if self._opened.part(RT.SETTINGS) is None:
            settings = package.settings(
                self._job.document.meta.lang or "en", notes=bool(self._job.notes), fonts=embedded
            )
            add(main, "/word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, settings)

    def _add_properties(self) -> None:
        job = self._job
        lang = job.document.meta.lang or job.style.lang or "en"
        others = merging.custom(self._opened)
        properties.attach(self._opened.package, job.document.meta, self._context, job.title, lang, others)


def _own_styles(opened: opening.Opened, document: Document, context: Context) -> package.LatePart:
    lang = document.meta.lang or context.style.lang or "en"
    part = add(opened.main, "/word/styles.xml", CT.WML_STYLES, RT.STYLES, b"")
    part.content = styles.part(context.style, lang)
    return part
