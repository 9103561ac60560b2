"""Blocks as calls of the template."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple, assert_never

from specexport.graphics import legible
from specexport.model import document as d
from specexport.model.classes import (
    ADMONITION,
    CENTER,
    CHANGED,
    DETAILS,
    EQUATION,
    EQUATION_NUMBER,
    SIDE_BY_SIDE,
    SUMMARY,
)
from specexport.model.walk import find, nodes, plain
from specexport.renderers.common import changes, figure_setting, insets, side_by_side
from specexport.renderers.common.numbered import target
from specexport.renderers.common.page_breaks import is_page_break, leads_in_to, without_idle_rules
from specexport.renderers.common.references import References
from specexport.renderers.pdf.typst import listings, pictures, tables
from specexport.renderers.pdf.typst.inlines import Inlines, bare, marked
from specexport.renderers.pdf.typst.literals import NOTHING, array, call, sequence, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specexport.model.style import AdmonitionKind
    from specexport.renderers.common.containers import Container
    from specexport.renderers.pdf.typst.state import State

_NUMBERINGS = {
    "decimal": "1",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_DELIMITERS = {"period": "{}.", "one-paren": "{})", "two-parens": "({})"}
_LISTS = (d.BulletList, d.OrderedList)
# Headings of more letters may be divided between two pages.
_KEPT_HEADING = 400
# Captions of more letters may have no room below their figure; nor may words within it.
_KEPT_CAPTION = 400
_LINE = 60


class Written(NamedTuple):
    """A block as code: does it announce the block after it, does it need a page on its side?"""

    code: str
    announces: bool = False
    turned: bool = False


class Blocks:
    """Writes blocks into a place of one width; writers for narrower places share all but that."""

    def __init__(self, state: State, *, page_references: bool) -> None:
        self.state = state
        self.style = state.style
        self.words = state.words
        self.room = state.style.page.text_width
        self._is_comparison = changes.any_in(state.document)
        self.outermost = True
        """Whether pages may end here: within other blocks there is no place for that."""
        names = References(state.document, state.words) if page_references else None
        self.inlines = Inlines(state, names, lambda blocks: self.narrowed(self.room).compact(blocks))
        listed = (entry.target for entry in state.document.contents)
        self._listed = frozenset(listed)

    @property
    def width(self) -> float:
        """The width that a block may take, in points."""
        return max(self.room, insets.LEAST_WIDTH)

    def narrowed(self, room: float, size: float = 0.0) -> Blocks:
        """Return a writer into a place within a block that is `room` points wide, for type of a `size`."""
        inner = copy(self)
        inner.room = room
        inner.inlines = self.inlines.narrowed(max(room, 1.0) / (size or self.style.base.size))
        inner.outermost = False
        return inner

    def within(self, inset: float) -> Blocks:
        """Return a writer into a place within a block that is `inset` points narrower."""
        return self.narrowed(self.room - inset)

    def write(self, blocks: Sequence[d.Block]) -> str:
        """Return blocks as one expression."""
        return sequence(self._pages(without_idle_rules(blocks)))

    def _pages(self, blocks: Sequence[d.Block]) -> Iterable[str]:
        """Yield the blocks; what announces one on its side goes to its page with it."""
        held: list[str] = []
        before: d.Block | None = None
        for block, after in zip(blocks, (*blocks[1:], None), strict=False):
            written = self.block(block, before, after)
            before = block
            if written.announces:
                held.append(written.code)
                continue
            if written.turned and self.outermost:
                yield call("turned", sequence((*held, written.code)))
            else:
                yield from (*held, written.code)
            held = []
        yield from held

    def compact(self, blocks: Sequence[d.Block]) -> str:
        """Return blocks for a place with no space around: a tight item, a cell, a note."""
        if blocks and isinstance(blocks[0], d.Para) and not _has_displayed(blocks[0]):
            first = self._words(blocks[0])
            return sequence((first, *(("parbreak()", self.write(blocks[1:])) if blocks[1:] else ())))
        return self.write(blocks)

    def block(self, node: d.Block, before: d.Block | None = None, after: d.Block | None = None) -> Written:
        """Return a block; `before` and `after` are its neighbours."""
        match node:
            case d.Para():
                return self._paragraph(node, after)
            case d.Header():
                return Written(self._barred(node, self._header(node, before)), announces=True)
            case d.Table():
                return tables.table(node, self)
            case d.Figure():
                return self._figure(node)
            case _:
                return Written(self._container(node))

    def _container(self, node: Container) -> str:
        match node:
            case d.CodeBlock():
                return self._barred(node, listings.listing(node, self))
            case d.BulletList():
                return self._bullets(node)
            case d.OrderedList():
                return self._ordered(node)
            case d.BlockQuote():
                return call("quoted", self.within(insets.BOX).write(node.content))
            case d.Div():
                return self._div(node)
            case d.DefinitionList():
                return call("terms", *map(self._definition, node.items))
            case d.HorizontalRule():
                return "rule()"
            case d.RawBlock():
                return call("par", self.inlines.text(bare(node.text))) if node.format == "html" else ""
            case _:
                assert_never(node)

    def _words(self, node: d.Para) -> str:
        return marked(node.content, self.inlines, self.state, node.pos)

    def _paragraph(self, node: d.Para, after: d.Block | None) -> Written:
        words = self._words(node)
        if leads_in_to(node, after):
            return Written(call("lead", words), announces=True)
        # The compiler leaves blocks within a paragraph out.
        return Written(
            self._barred(node, f"{{{words}\nparbreak()}}" if _has_displayed(node) else call("par", words))
        )

    def _barred(self, node: d.Block, code: str) -> str:
        """Return a block with a bar beside it where something in it changed."""
        return call("barred", code) if self._is_comparison and changes.any_within((node,)) else code

    def _header(self, node: d.Header, before: d.Block | None) -> str:
        level = min(node.level, 6)
        said = plain(node.content)
        unseen = "" if _has_letters(node) else call("unseen", string(said or node.number or "–"))
        words = sequence((self.inlines.write(node.content), unseen, self.state.mark(node.pos, said)))
        return call(
            "head",
            str(level),
            words,
            number=string(node.number) if node.number else "",
            id=self.state.label(node.attr.id),
            listed=node.attr.id in self._listed,
            close=isinstance(before, d.Header) and before.level < node.level,
            outermost=self.outermost,
            whole=len(said) <= _KEPT_HEADING,
        )

    # Lists

    def _bullets(self, node: d.BulletList) -> str:
        tasks = any(item.checked is not None for item in node.items)
        items = [self._item(item, node.tight, "plain-item" if tasks else "") for item in node.items]
        return call("tasks" if tasks else "bullets", *items, loose=not node.tight)

    def _ordered(self, node: d.OrderedList) -> str:
        items = [self._item(item, node.tight) for item in node.items]
        form = string(_DELIMITERS[node.delimiter].format(_NUMBERINGS[node.style]))
        boxed = [str(at) for at, item in enumerate(node.items, node.start) if item.checked is not None]
        return call(
            "numbered",
            str(node.start),
            form,
            *items,
            loose=not node.tight,
            boxed=array(boxed) if boxed else "",
        )

    def _item(self, item: d.ListItem, tight: bool, sign: str = "") -> str:
        """Return an item behind its box, or behind `sign` where it has none."""
        inner = self.within(insets.LIST)
        if item.checked is not None:
            sign = call("check", self.state.letters.set("☑" if item.checked else "☐"))
        if not (tight or sign):
            body = inner.write(item.content)
            return call("apart", body) if len(item.content) > 1 else body
        body = inner.compact(item.content)
        close = tight and any(isinstance(block, _LISTS) for block in item.content[1:])
        return sequence((sign, call("close", body) if close else body))

    def _definition(self, item: d.DefinitionItem) -> str:
        inner = self.within(insets.LIST)
        meanings = [call("meaning", inner.compact(meaning.content)) for meaning in item.definitions]
        return call("terms.item", self.inlines.write(item.term), sequence(meanings))

    # What has a meaning

    def _div(self, node: d.Div) -> str:
        classes = node.attr.classes
        anchor = self.state.anchor(node.attr.id)
        if is_page_break(node):
            return "pagebreak(weak: true)" if self.outermost else ""
        if ADMONITION in classes:
            return sequence((anchor, self._admonition(node)))
        if DETAILS in classes:
            return sequence((anchor, self._details(node)))
        if SIDE_BY_SIDE in classes:
            return sequence((anchor, self._row(node)))
        if EQUATION in classes:
            return sequence((anchor, self._equation(node)))
        body = self.write(node.content)
        if CHANGED in classes:
            return call("barred", body)
        return sequence((anchor, call("align", "center", body) if CENTER in classes else body))

    def _admonition(self, node: d.Div) -> str:
        kinds = self.style.admonitions
        kind: AdmonitionKind = next((name for name in kinds if name in node.attr.classes), "note")
        title = node.attr.get("title") or kinds[kind].label or getattr(self.words, kind)
        body = self.within(insets.BOX).write(node.content)
        return call("admonition", string(kind), self.inlines.text(title), body)

    def _details(self, node: d.Div) -> str:
        summary, rest = string(self.words.details), node.content
        if rest and isinstance(rest[0], d.Div) and SUMMARY in rest[0].attr.classes:
            summary, rest = self.within(0).compact(rest[0].content), rest[1:]
        return sequence((call("summary", summary), self.write(rest), "details-end"))

    def _equation(self, node: d.Div) -> str:
        spans = find(node.content, d.Span)
        number = next((span for span in spans if EQUATION_NUMBER in span.attr.classes), None)
        if number is None:
            return self.write(node.content)
        inner = self.within(0)
        rest = [_without(block, number) for block in node.content]
        return call("equation", inner.write(rest), self.inlines.write(number.content))

    # Figures

    def caption(self, word: str, number: str, content: Sequence[d.Inline]) -> str:
        """Return a caption, `none` if it has neither a number nor words."""
        if not (number or content):
            return "none"
        label = call("caption-label", self.inlines.text(f"{word} {number}")) if number else ""
        return sequence((label, marked(content, self.inlines, self.state, None) if content else ""))

    def _figure(self, node: d.Figure) -> Written:
        turned = self.outermost and figure_setting.is_turned(node, self.style.page, self.state.document.media)
        place = self.narrowed(legible.wide_width(self.style.page) if turned else self.room)
        height = legible.wide_height(self.style.page) if turned else 0.0
        label = self.state.label(node.attr.id) or self.state.label(target(node, self.words.figure))
        body = sequence(part for block in node.content for part in place._pictured(block, height))
        caption = self.caption(self.words.figure, node.number, node.caption)
        made = call("pictured", caption, body, id=label, whole=_is_whole(node), listed=bool(node.number))
        return Written(made, turned=turned)

    def _pictured(self, block: d.Block, height: float) -> list[str]:
        """Return what stands in a figure: pictures as blocks, all else as it is."""
        if not isinstance(block, d.Para):
            return [self.block(block).code]
        if _is_pictures(block):
            images = (node for node in block.content if isinstance(node, d.Image))
            return [pictures.figure(image, self.state, self.width, height) for image in images]
        link = block.content[0]
        if len(block.content) == 1 and isinstance(link, d.Link) and _is_picture(link):
            inside = find([link], d.Image)
            made = (pictures.figure(image, self.state, self.width, height) for image in inside)
            return [self.inlines.around(link, sequence(made))]
        return [self._paragraph(block, None).code]

    def _row(self, node: d.Div) -> str:
        shares = side_by_side.shares(node.content, self.state.document.media)
        cells = [
            self.narrowed(self.room * share * (1 - side_by_side.BETWEEN)).block(block).code or NOTHING
            for block, share in zip(node.content, shares, strict=True)
        ]
        return call("row", array(f"{share:.4f}fr" for share in shares), *cells)


def _is_whole(node: d.Figure) -> bool:
    """Whether a figure surely has room on one page: what is kept there and has not is cut off."""
    words = [block for block in node.content if isinstance(block, d.Para) and not _is_pictures(block)]
    letters = sum(max(len(plain(block.content)), _LINE) for block in words)
    short = len(plain(node.caption)) <= _KEPT_CAPTION and letters <= _KEPT_CAPTION
    only = all(isinstance(block, d.Para) for block in node.content)
    return short and only and not figure_setting.is_in_bands(node)


def _is_pictures(block: d.Para) -> bool:
    return all(isinstance(node, (d.Image, d.SoftBreak, d.LineBreak)) for node in block.content)


def _is_picture(link: d.Link) -> bool:
    return all(isinstance(node, d.Image) for node in link.content)


def _has_letters(node: d.Header) -> bool:
    """Whether a heading has words of its own, by which a bookmark can call it (ISO 14289-1, 7.4)."""
    return any(one.text.strip() for one in find(node.content, d.Str)) or any(find(node.content, d.Code))


def _has_displayed(node: d.Para) -> bool:
    return any(isinstance(child, d.Math) and child.display for child in nodes(node.content))


def _without(block: d.Block, number: d.Span) -> d.Block:
    if not isinstance(block, d.Para):
        return block
    return d.Para(content=tuple(node for node in block.content if node is not number), pos=block.pos)
