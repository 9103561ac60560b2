"""Blocks to HTML."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, assert_never

from specexport.model import document as d
from specexport.model.classes import ADMONITION, DETAILS, PAGE_BREAK, SIDE_BY_SIDE, SUMMARY
from specexport.model.walk import plain
from specexport.renderers.common import changes, insets
from specexport.renderers.common.numbered import target
from specexport.renderers.common.outline import Outline
from specexport.renderers.common.page_breaks import is_page_break, leads_in_to, without_idle_rules
from specexport.renderers.common.references import References
from specexport.renderers.html import figures, tables
from specexport.renderers.html.cells import Cells
from specexport.renderers.html.changes import bar
from specexport.renderers.html.inlines import Inlines, sanitized
from specexport.renderers.html.listings import listing
from specexport.renderers.html.markup import BlockMarkup, element, escape, on_pages, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.core.context import Context
    from specexport.model.style import AdmonitionKind
    from specexport.renderers.common.containers import Container
    from specexport.renderers.html.medium import Medium

# A formula of more letters of TeX may be wider than a small window.
_LONG_FORMULA = 24


class Blocks:
    """Writes the blocks of a document for one medium, into a place of one width.

    Writers for narrower places share the ids that are taken, the footnotes and the count of tables.
    """

    def __init__(self, document: d.Document, context: Context, medium: Medium) -> None:
        self.inlines = Inlines(document.media, context, medium)
        self.inlines.formulas = medium.formulas(document, context)
        if medium.page_references:
            self.inlines.references = References(document, context.style.words)
        self.context = context
        self.style = context.style
        self.medium = medium
        self.words = context.style.words
        self.lang = document.meta.lang or context.style.lang or "en"
        self.cells = Cells(medium.unrolled)
        self._is_comparison = changes.any_in(document)
        self._outline = Outline(document, context)
        self.room = medium.text_width
        """The width of the place, in points; it means something where the width is known."""

    @property
    def width(self) -> float:
        """The width that a block may take, in points; 0 if the window decides."""
        return max(self.room, insets.LEAST_WIDTH) if self.medium.fitted else 0.0

    @property
    def is_outermost(self) -> bool:
        """Whether the place is as wide as the text of the page."""
        return self.room == self.medium.text_width

    def narrowed(self, room: float) -> Blocks:
        """Return a writer into a place that is `room` points wide."""
        narrower = copy(self)
        narrower.room = room
        return narrower

    def within(self, indent: float) -> Blocks:
        """Return a writer into a place that is `indent` points narrower."""
        return self.narrowed(self.room - indent)

    def bar(self, nodes: Iterable[d.Node]) -> str:
        """Return the class of a block in which something changed, nothing outside a comparison."""
        return bar(nodes) if self._is_comparison else ""

    def html(self, blocks: Sequence[d.Block], before: str = "", behind: str = "") -> str:
        """Return `blocks` as flow content.

        `before` stands before the words of a paragraph that they begin with, `behind` ends one that they end
        with.
        """
        if self.medium.fitted:
            blocks = without_idle_rules(blocks)
        first, last = 0, len(blocks) - 1
        parts = [
            self._paragraph(block, after, before if at == first else "", behind if at == last else "")
            if isinstance(block, d.Para)
            else self.block(block, after)
            for at, (block, after) in enumerate(zip(blocks, _shifted(blocks), strict=True))
        ]
        return "\n".join(on_pages(parts))

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

    def block(self, node: d.Block, after: d.Block | None = None) -> BlockMarkup:
        """Return a block; `after` is the one that follows it."""
        match node:
            case d.Para():
                return self._paragraph(node, after)
            case d.Header():
                return BlockMarkup(self._header(node), announces=True)
            case d.Table():
                return tables.table(node, self)
            case d.Figure():
                return figures.figure(node, self)
            case _:
                return BlockMarkup(self._container(node))

    def _container(self, node: Container) -> str:
        """Return a block that neither announces another nor needs a page on its side."""
        match node:
            case d.CodeBlock():
                return listing(node, self)
            case d.BulletList():
                return self._list("ul", node, {})
            case d.OrderedList():
                return self._list("ol", node, self._numbering(node))
            case d.BlockQuote():
                return f"<blockquote>\n{self.within(insets.BOX).html(node.content)}\n</blockquote>"
            case d.Div():
                return self._div(node)
            case d.DefinitionList():
                return self._definitions(node)
            case d.HorizontalRule():
                return "<hr>"
            case d.RawBlock():
                return sanitized(node.text) if node.format == "html" else ""
            case _:
                assert_never(node)

    def _paragraph(
        self, node: d.Para, after: d.Block | None, before: str = "", behind: str = ""
    ) -> BlockMarkup:
        # What scrolls must be reached by keyboard (WCAG 2.2, 2.1.1).
        scrolls = not self.medium.fitted and any(_is_long(child) for child in node.content)
        leads_in = leads_in_to(node, after)
        kind = " ".join(filter(None, ("lead-in" if leads_in else "", self.bar((node,)))))
        attributes = {"class": kind, "tabindex": "0" if scrolls else None}
        content = f"{before}{self.inlines.html(node.content)}{behind}"
        return BlockMarkup(element("p", content, attributes), announces=leads_in)

    def _header(self, node: d.Header) -> str:
        rank = f"h{min(node.level + 1, 6)}"
        attributes = self.inlines.attributes(
            node.attr, "level-6" if node.level > 5 else "", self.bar((node,))
        )
        if self.medium.fitted:
            attributes["data-label"] = self._outline.label(node)
        parts = [_number(node.number), self.inlines.html(node.content)]
        if self.medium.permalinks and attributes["id"]:
            label = self.words.permalink.format(title=plain(node.content))
            link = {"class": "permalink", "href": f"#{attributes['id']}", "aria-label": label}
            parts.append(element("a", "#", link))
        return element(rank, " ".join(filter(None, parts)), attributes)

    def _list(self, name: str, node: d.BulletList | d.OrderedList, attributes: dict[str, str | None]) -> str:
        tasks = any(item.checked is not None for item in node.items)
        classes = (attributes.get("class"), "" if node.tight else "loose", "tasks" if tasks else "")
        writer = self.within(insets.LIST)
        items = "".join([writer._item(item, node.tight) for item in node.items])
        start = tag(name, {**attributes, "class": " ".join(filter(None, classes))})
        return f"{start}\n{items}</{name}>"

    def _item(self, item: d.ListItem, tight: bool) -> str:
        if item.checked is None:
            content = self.compact(item.content) if tight else self.html(item.content)
            return element("li", content, {"class": self._bar_of_item(item, tight)}) + "\n"
        check = f"{self._check(item.checked)} "
        if tight:
            content = check + self.compact(item.content)
        elif item.content and isinstance(item.content[0], d.Para):
            content = self.html(item.content, before=check)
        else:
            content = check + self.html(item.content)
        kind = f"task {self._bar_of_item(item, tight)}".strip()
        return f'<li class="{kind}">{content}</li>\n'

    def _bar_of_item(self, item: d.ListItem, tight: bool) -> str:
        """Return the class of an item whose first words are no paragraph of their own."""
        return self.bar(item.content[:1]) if tight and isinstance(item.content[:1], tuple) else ""

    def _check(self, done: bool) -> str:
        label = self.words.done if done else self.words.open
        return element("span", "☑" if done else "☐", {"class": "check", "role": "img", "aria-label": label})

    def compact(self, blocks: Sequence[d.Block]) -> str:
        """Return `blocks` for a place with no space between paragraphs: a tight item, a cell."""
        return "\n".join([self._compact_block(block, index) for index, block in enumerate(blocks)])

    def _compact_block(self, block: d.Block, index: int) -> str:
        if isinstance(block, d.Para):
            content = self.inlines.html(block.content)
            return content if index == 0 else f"<p>{content}</p>"
        return self.block(block).markup

    def _numbering(self, node: d.OrderedList) -> dict[str, str | None]:
        attributes: dict[str, str | None] = {"class": f"{node.style} {node.delimiter}"}
        if node.start != 1:
            attributes["start"] = str(node.start)
            # A layout engine that leaves presentational attributes alone counts by CSS Lists Level 3, 4.7.
            attributes["style"] = f"counter-reset: list-item {node.start - 1}" if self.medium.fitted else None
        return attributes

    def caption(self, word: str, number: str, content: Sequence[d.Inline]) -> str:
        """Return a caption: `Figure 3` and what it says, or nothing if it has neither."""
        label = element("span", f"{escape(word)} {number}", {"class": "label"}) if number else ""
        return " ".join(part for part in (label, self.inlines.html(content)) if part)

    def _div(self, node: d.Div) -> str:
        classes = node.attr.classes
        if is_page_break(node):
            return f'<div class="{PAGE_BREAK}"></div>'
        if ADMONITION in classes:
            return self._admonition(node)
        if DETAILS in classes:
            return self._details(node)
        if SIDE_BY_SIDE in classes:
            return figures.row(node, self)
        return f"{tag('div', self.inlines.attributes(node.attr))}\n{self.html(node.content)}\n</div>"

    def _admonition(self, node: d.Div) -> str:
        admonitions = self.style.admonitions
        kind: AdmonitionKind = next((name for name in admonitions if name in node.attr.classes), "note")
        title = node.attr.get("title") or admonitions[kind].label or getattr(self.words, kind)
        heading = element("p", escape(title), {"class": "admonition-title"})
        attributes = {**self.inlines.attributes(node.attr), "role": "note"}
        return f"{tag('div', attributes)}\n{heading}\n{self.within(insets.BOX).html(node.content)}\n</div>"

    def _details(self, node: d.Div) -> str:
        summary, rest = "", node.content
        if rest and isinstance(rest[0], d.Div) and SUMMARY in rest[0].attr.classes:
            summary, rest = " ".join(map(self._in_summary, rest[0].content)), rest[1:]
        attributes = {"id": self.inlines.claim(node.attr.id)}
        summary = element("summary", summary or escape(self.words.details))
        return f"{tag('details', attributes)}\n{summary}\n{self.html(rest)}\n</details>"

    def _in_summary(self, block: d.Block) -> str:
        """Return a block as text: a summary has no others. A figure is its picture, found by its id."""
        match block:
            case d.Para():
                return self.inlines.html(block.content)
            case d.Figure():
                content = " ".join(map(self._in_summary, block.content))
                if "<a " in content:  # what is pressed to unfold holds nothing else that is pressed
                    content = escape(plain(block.content))
                ident = block.attr.id or self.inlines.claim(target(block, self.words.figure))
                return element("span", content, {"id": ident})
            case _:
                return escape(plain([block]))

    def _definitions(self, node: d.DefinitionList) -> str:
        return f"<dl>\n{''.join([self._definition(item) for item in node.items])}</dl>"

    def _definition(self, item: d.DefinitionItem) -> str:
        term = self.inlines.html(item.term)
        writer = self.within(insets.LIST)
        meanings = [f"<dd>{writer.compact(meaning.content)}</dd>\n" for meaning in item.definitions]
        return f"<dt>{term}</dt>\n{''.join(meanings)}"

    def _footnote(self, number: int, note: d.Note) -> str:
        label = escape(self.words.back.format(number=number))
        back = f'<a class="back" role="doc-backlink" href="#Reference-{number}" aria-label="{label}">↩</a>'
        if note.content and isinstance(note.content[-1], d.Para):
            content = self.html(note.content, behind=f" {back}")
        else:
            content = f"{self.html(note.content)}\n<p>{back}</p>"
        return f'<li id="Note-{number}" value="{number}">{content}</li>\n'


def _shifted(blocks: Sequence[d.Block]) -> Iterable[d.Block | None]:
    return (*blocks[1:], None) if blocks else ()


def _is_long(node: d.Inline) -> bool:
    return isinstance(node, d.Math) and len(node.text) > _LONG_FORMULA


def _number(number: str) -> str:
    return element("span", escape(number), {"class": "number"}) if number else ""
