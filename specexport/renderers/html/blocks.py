"""Blocks to HTML."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, assert_never

from specexport.model import document as d
from specexport.model.classes import ADMONITION, BOX_DIAGRAM, DETAILS, DIAGRAM, SIDE_BY_SIDE, SUMMARY
from specexport.model.walk import find, plain
from specexport.renderers.common import side_by_side
from specexport.renderers.common.code_languages import language
from specexport.renderers.common.letters import MONOSPACE
from specexport.renderers.common.references import References
from specexport.renderers.html import code, tables
from specexport.renderers.html.cells import Cells
from specexport.renderers.html.inlines import Inlines, sanitized
from specexport.renderers.html.markup import element, escape, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specexport.core.context import Context
    from specexport.model.style import AdmonitionKind
    from specexport.renderers.html.medium import Medium

# How much narrower than their surroundings, in points, blocks are set inside each kind of block.
_LIST_INDENT = 20.0
_BOX_INDENT = 26.0
# The padding and the bar of a block of code, in points.
_CODE_PADDING = 22.0
# How a diagram begins that needs a page on its side: scaled down further, its letters are under 5 points.
_WIDE_FIGURE = '<div class="figure turned">'
# How much of such a page it takes, that its heading may stand above it and its caption below.
_BELOW_HEADING = 0.72
_LEAST_SCALE, _WORTHWHILE, _POINTS_PER_PIXEL = 0.55, 1.25, 0.75
# A formula of more letters of TeX may be wider than a small window.
_LONG_FORMULA = 24
# A paragraph of at most so many letters that ends with a colon or semicolon, or is all bold, leads in what
# follows it.
_LEAD_IN = 160


class Blocks:
    """Writes the blocks of a document for one medium."""

    def __init__(self, document: d.Document, context: Context, medium: Medium) -> None:
        self.inlines = Inlines(document.media, context, medium)
        self.inlines.formulas = medium.formulas(document, context)
        if medium.page_references:
            self.inlines.references = References(document, context.style.words)
        self.context = context
        self.style = context.style
        self.medium = medium
        self.words = context.style.words
        self.cells = Cells(medium.unrolled)
        self._indent = 0.0

    @property
    def width(self) -> float:
        """The width that the block being written may take, in points; 0 if the window decides."""
        return max(self.medium.text_width - self._indent, 72.0) if self.medium.fitted else 0.0

    def html(self, blocks: Sequence[d.Block]) -> str:
        """Return `blocks` as flow content."""
        if self.medium.fitted:
            blocks = _without_idle_rules(blocks)
        pairs = zip(blocks, _shifted(blocks), strict=True)
        return "\n".join(_turned([(block, self._block(block, after)) for block, after in pairs]))

    def footnotes(self) -> str:
        """Return the section of the footnotes that are not set on their pages, or nothing."""
        items: list[str] = []
        notes = self.inlines.notes
        while notes:  # a footnote may have footnotes of its own
            number, note = notes.pop(0)
            items.append(self._footnote(number, note))
        if not items:
            return ""
        title = element("h2", escape(self.words.footnotes), {"id": "Footnotes", "class": "unnumbered"})
        attributes = {"class": "footnotes", "role": "doc-endnotes"}
        return element("section", f"{title}\n<ol>\n{''.join(items)}</ol>", attributes)

    def _block(self, node: d.Block, after: d.Block | None = None) -> str:
        match node:
            case d.Para():
                return self._paragraph(node, after)
            case d.Header():
                return self._header(node)
            case d.CodeBlock():
                return self._code(node)
            case d.BulletList():
                return self._list("ul", node.items, node.tight, {})
            case d.OrderedList():
                return self._list("ol", node.items, node.tight, self._numbering(node))
            case d.Table():
                return tables.table(node, self)
            case d.Figure():
                return self._figure(node)
            case d.BlockQuote():
                return f"<blockquote>\n{self.within(node.content, _BOX_INDENT)}\n</blockquote>"
            case d.Div():
                return self._div(node)
            case d.DefinitionList():
                return self._definitions(node)
            case d.HorizontalRule():
                return "<hr>"
            case d.RawBlock():
                return self._raw(node)
            case _:
                assert_never(node)

    @contextmanager
    def narrowed(self, width: float) -> Iterator[None]:
        """Write blocks into a place that is `width` points wide."""
        before, self._indent = self._indent, self.medium.text_width - width
        try:
            yield
        finally:
            self._indent = before

    def within(self, blocks: Sequence[d.Block], indent: float) -> str:
        """Return `blocks` as they are written where the text is `indent` points narrower."""
        with self.narrowed(self.medium.text_width - self._indent - indent):
            return self.html(blocks)

    def _paragraph(self, node: d.Para, after: d.Block | None) -> str:
        # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
        scrolls = not self.medium.fitted and any(_is_long(child) for child in node.content)
        attributes = {"class": _paragraph_class(node, after), "tabindex": "0" if scrolls else None}
        return element("p", self.inlines.html(node.content), attributes)

    def _header(self, node: d.Header) -> str:
        rank = f"h{min(node.level + 1, 6)}"
        attributes = self.inlines.attributes(node.attr, "level-6" if node.level > 5 else "")
        parts = [_number(node.number), self.inlines.html(node.content)]
        if self.medium.permalinks and attributes["id"]:
            label = self.words.permalink.format(title=plain(node.content))
            link = {"class": "permalink", "href": f"#{attributes['id']}", "aria-label": label}
            parts.append(element("a", "#", link))
        return element(rank, " ".join(filter(None, parts)), attributes)

    def _code(self, node: d.CodeBlock) -> str:
        classes = set(node.attr.classes)
        if BOX_DIAGRAM in classes:
            return self._diagram(node)
        columns = int((self.width - _CODE_PADDING) / (self.style.code.size * MONOSPACE))
        name = language(node)
        label = element("span", escape(name), {"class": "language"}) if name else ""
        width = max(columns, 12) if self.medium.fitted else 0
        drawn = partial(self.medium.line_number, self.style)
        content = element("code", code.code(node, width, drawn))
        kind = "code" if node.text.count("\n") + 1 >= code.KEPT_TOGETHER else "code kept"
        if name and self.medium.fitted and code.meets(node, columns - len(name)):
            kind += " crowded"
        return self._captioned_code(node, kind, f"{label}{self._pre(content)}")

    def _diagram(self, node: d.CodeBlock) -> str:
        size = ""
        if self.medium.fitted:
            fitting = (self.width - _CODE_PADDING) / (max(code.widest(node.text), 1) * MONOSPACE)
            size = f"font-size: {min(self.style.code.size, fitting):.2f}pt"
        content = element("code", code.verbatim(node.text.expandtabs(code.TAB)), {"style": size})
        # A drawing stays whole; a tree of files can go on on the next page.
        kept = " kept" if code.is_drawing(node.text) or node.text.count("\n") < code.KEPT_TOGETHER else ""
        return self._captioned_code(node, f"code diagram{kept}", self._pre(content))

    def _pre(self, content: str) -> str:
        # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
        return f"<pre>{content}</pre>" if self.medium.fitted else f'<pre tabindex="0">{content}</pre>'

    def _captioned_code(self, node: d.CodeBlock, kind: str, content: str) -> str:
        ident = self.inlines.claim(node.attr.id)
        words = node.attr.get("caption")
        if not words:
            return element("div", content, {"id": ident, "class": kind})
        caption = self.caption(self.words.listing, node.number, (d.Str(text=words),))
        below = element("div", content, {"class": kind})
        return element(
            "figure", f"<figcaption>{caption}</figcaption>\n{below}", {"id": ident, "class": "listing"}
        )

    def _list(
        self, name: str, items: Sequence[d.ListItem], tight: bool, attributes: dict[str, str | None]
    ) -> str:
        classes = [attributes.get("class") or "", "" if tight else "loose"]
        if any(item.checked is not None for item in items):
            classes.append("tasks")
        attributes = {**attributes, "class": " ".join(filter(None, classes))}
        content = "".join([self._item(item, tight) for item in items])
        return f"{tag(name, attributes)}\n{content}</{name}>"

    def _item(self, item: d.ListItem, tight: bool) -> str:
        with self.narrowed(self.medium.text_width - self._indent - _LIST_INDENT):
            content = self.compact(item.content) if tight else self.html(item.content)
        if item.checked is None:
            return f"<li>{content}</li>\n"
        label = self.words.done if item.checked else self.words.open
        sign = "☑" if item.checked else "☐"
        check = element("span", sign, {"class": "check", "role": "img", "aria-label": label})
        opening, rest = _opening(content)
        return f'<li class="task">{opening}{check} {rest}</li>\n'

    def compact(self, blocks: Sequence[d.Block]) -> str:
        """Return `blocks` for a place with no space between paragraphs: a tight item, a cell."""
        parts = [self._compact_block(block, index) for index, block in enumerate(blocks)]
        return "\n".join(parts)

    def _compact_block(self, block: d.Block, index: int) -> str:
        if isinstance(block, d.Para):
            content = self.inlines.html(block.content)
            return content if index == 0 else f"<p>{content}</p>"
        return self._block(block)

    def _numbering(self, node: d.OrderedList) -> dict[str, str | None]:
        attributes: dict[str, str | None] = {"class": f"{node.style} {node.delimiter}"}
        if node.start != 1:
            attributes["start"] = str(node.start)
            # A layout engine that leaves presentational attributes alone counts by CSS Lists Level 3, 4.7.
            attributes["style"] = f"counter-reset: list-item {node.start - 1}" if self.medium.fitted else None
        return attributes

    def _figure(self, node: d.Figure) -> str:
        attributes = self.inlines.attributes(node.attr)
        attributes["id"] = attributes["id"] or self.inlines.claim(tables.target(node, self.words.figure))
        self.inlines.caption = plain(node.caption)
        content = "\n".join([self._figure_content(block) for block in node.content])
        self.inlines.caption = ""
        caption = self.caption(self.words.figure, node.number, node.caption)
        if caption:
            content += f"\n<figcaption>{caption}</figcaption>"
        figure = element("figure", content, attributes)
        if not self._needs_width(node):
            return figure
        figure = figure.replace("<img ", f'<img style="max-height: {self._wide_height:.2f}pt" ', 1)
        return f"{_WIDE_FIGURE}{figure}</div>"

    @property
    def _wide_height(self) -> float:
        page = self.style.page
        return (page.width - page.margin_top - page.margin_bottom) * _BELOW_HEADING

    def _needs_width(self, node: d.Figure) -> bool:
        """Whether the letters of a diagram are too small on an upright page, and larger on a turned one."""
        if not self.medium.fitted or self._indent or DIAGRAM not in node.attr.classes:
            return False
        image = next(find(node.content, d.Image), None)
        media = self.inlines.media.get(image.url) if image and not image.attr.pairs else None
        if media is None or not media.height:
            return False
        upright = self.medium.text_width
        turned = min(self.medium.wide_width, self._wide_height * media.width / media.height)
        return media.width * _POINTS_PER_PIXEL * _LEAST_SCALE > upright and turned > upright * _WORTHWHILE

    def _figure_content(self, block: d.Block) -> str:
        if isinstance(block, d.Para):
            return self.inlines.html(block.content)
        return self._block(block)

    def caption(self, word: str, number: str, content: Sequence[d.Inline]) -> str:
        """Return a caption: `Figure 3` and what it says, or nothing if it has neither."""
        label = element("span", f"{escape(word)} {number}", {"class": "label"}) if number else ""
        return " ".join(part for part in (label, self.inlines.html(content)) if part)

    def _div(self, node: d.Div) -> str:
        classes = node.attr.classes
        if ADMONITION in classes:
            return self._admonition(node)
        if DETAILS in classes:
            return self._details(node)
        if SIDE_BY_SIDE in classes:
            return self._row(node)
        return f"{tag('div', self.inlines.attributes(node.attr))}\n{self.html(node.content)}\n</div>"

    def _row(self, node: d.Div) -> str:
        """Return figures side by side, each in its share of the width."""
        figures = zip(node.content, side_by_side.shares(node.content, self.inlines.media), strict=True)
        return element("div", "\n".join([self._in_row(*one) for one in figures]), {"class": SIDE_BY_SIDE})

    def _in_row(self, block: d.Block, share: float) -> str:
        # What is left out of the width is the space at both sides of each figure.
        style = f"width: {100 * (share - side_by_side.BETWEEN):.2f}%"
        with self.narrowed((self.medium.text_width - self._indent) * share):
            return element("div", self._block(block), {"style": style})

    def _admonition(self, node: d.Div) -> str:
        admonitions = self.style.admonitions
        kind: AdmonitionKind = next((name for name in admonitions if name in node.attr.classes), "note")
        title = node.attr.get("title") or admonitions[kind].label or getattr(self.words, kind)
        heading = element("p", escape(title), {"class": "admonition-title"})
        attributes = {**self.inlines.attributes(node.attr), "role": "note"}
        return f"{tag('div', attributes)}\n{heading}\n{self.within(node.content, _BOX_INDENT)}\n</div>"

    def _details(self, node: d.Div) -> str:
        summary, rest = "", node.content
        if rest and isinstance(rest[0], d.Div) and SUMMARY in rest[0].attr.classes:
            paragraphs = (
                self.inlines.html(b.content) if isinstance(b, d.Para) else escape(plain([b]))
                for b in rest[0].content
            )
            summary, rest = " ".join(paragraphs), rest[1:]
        attributes = {"id": self.inlines.claim(node.attr.id)}
        summary = element("summary", summary or escape(self.words.details))
        return f"{tag('details', attributes)}\n{summary}\n{self.html(rest)}\n</details>"

    def _definitions(self, node: d.DefinitionList) -> str:
        return f"<dl>\n{''.join([self._definition(item) for item in node.items])}</dl>"

    def _definition(self, item: d.DefinitionItem) -> str:
        meanings = "".join(
            [f"<dd>{self._definition_content(meaning)}</dd>\n" for meaning in item.definitions]
        )
        return f"<dt>{self.inlines.html(item.term)}</dt>\n{meanings}"

    def _definition_content(self, meaning: d.Definition) -> str:
        with self.narrowed(self.medium.text_width - self._indent - _LIST_INDENT):
            return self.compact(meaning.content)

    def _footnote(self, number: int, note: d.Note) -> str:
        label = escape(self.words.back.format(number=number))
        back = f'<a class="back" role="doc-backlink" href="#Reference-{number}" aria-label="{label}">↩</a>'
        content = self.html(note.content)
        content = f"{content[:-4]} {back}</p>" if content.endswith("</p>") else f"{content}\n<p>{back}</p>"
        return f'<li id="Note-{number}" value="{number}">{content}</li>\n'

    def _raw(self, node: d.RawBlock) -> str:
        return sanitized(node.text) if node.format == "html" else ""


def _shifted(blocks: Sequence[d.Block]) -> Iterable[d.Block | None]:
    return (*blocks[1:], None) if blocks else ()


def _without_idle_rules(blocks: Sequence[d.Block]) -> Sequence[d.Block]:
    """Leave out rules before a heading: its space says as much, and on paper the line could stand alone."""
    return [
        block
        for block, after in zip(blocks, _shifted(blocks), strict=True)
        if not (isinstance(block, d.HorizontalRule) and isinstance(after, (d.Header, d.HorizontalRule)))
    ]


def _turned(written: Iterable[tuple[d.Block, str]]) -> Iterator[str]:
    """Yield what was written; what announces a table on a page of its own goes to that page with it."""
    held: list[str] = []
    for block, markup in written:
        if isinstance(block, d.Header) or markup.startswith('<p class="lead-in">'):
            held.append(markup)
            continue
        if markup.startswith((tables.WIDE, _WIDE_FIGURE)):
            yield element("div", "\n".join([*held, markup]), {"class": "wide"})
        else:
            yield from (*held, markup)
        held = []
    yield from held


def _is_long(node: d.Inline) -> bool:
    return isinstance(node, d.Math) and len(node.text) > _LONG_FORMULA


def _paragraph_class(node: d.Para, after: d.Block | None) -> str:
    """Return `lead-in` for a paragraph that must stay on the page of the block that it announces."""
    if isinstance(after, (d.BulletList, d.OrderedList, d.Table, d.CodeBlock, d.Figure)):
        text = plain(node.content)
        if len(text) <= _LEAD_IN and (text.endswith((":", ";", "：")) or _all_bold(node)):
            return "lead-in"
    return ""


def _opening(markup: str) -> tuple[str, str]:
    """Return the start tag of a paragraph that `markup` begins with, nothing if none does, and the rest."""
    end = markup.find(">") + 1 if markup.startswith(("<p>", "<p ")) else 0
    return markup[:end], markup[end:]


def _all_bold(node: d.Para) -> bool:
    return bool(node.content) and all(isinstance(inline, d.Strong) for inline in node.content)


def _number(number: str) -> str:
    return element("span", escape(number), {"class": "number"}) if number else ""
